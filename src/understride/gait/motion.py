"""From a recording and its contacts to signals: smooth, complete, turn into the direction of the run, read off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.gait import direction, frames, signals
from understride.gait.filters import POINT_CUTOFF_HZ, fill_gaps, lowpass
from understride.gait.segments import Followed, completed
from understride.gait.signals import Signals
from understride.model import SIDES, Contacts, Floats, Note, Points, Recording, Side, Surface, sealed

ASKEW = 15.0  # degrees: a standing trial turned or bent more than this is not quiet standing
MIDSTANCE_POINT = {"forefoot": ("forefoot",), "foot": ("heel", "toe")}


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A run as signals. points: smoothed, completed, x along the run. travel: its direction and speed, or None.

    followed: segments that carry points, and how well they kept their shape.
    """

    signals: Signals
    points: Points
    travel: direction.Travel | None
    notes: tuple[Note, ...]
    followed: tuple[Followed, ...] = ()


def motion(recording: Recording, contacts: Contacts) -> Motion:
    """Read the signals of a run.

    Points are low-passed at 12 Hz (zero lag); gaps up to 0.1 s are filled, longer ones stay. What the standing trial
    shows and the run lacks is carried along by its segment.
    """
    notes: list[Note] = []
    smooth = _smoothed(recording.points)
    whole = completed(smooth, recording.static)
    if whole.carried:
        notes.append(Note(id="points.carried", text=_carried_words(whole.carried)))
    notes += [Note(id="points.loose", text=_loose_words(one)) for one in whole.followed if one.lost]
    travel = _travel(recording, whole.points, contacts)
    heading = travel.heading if travel else np.zeros(whole.points.frames)
    points = Points(
        names=whole.points.names,
        positions=direction.turned(whole.points.positions, heading),
        rate_hz=smooth.rate_hz,
        start=smooth.start,
    )
    size = _static_pelvis(recording.static)
    sheet = signals.from_points(points, recording.foot_points, size)
    standing, said = _standing(recording)
    return Motion(
        Signals(
            values=sealed(sheet.values),
            missing=sealed(sheet.missing),
            frame_ids=sealed(sheet.frame_ids),
            standing=sealed(standing),
            frames=points.frames,
            rate_hz=points.rate_hz,
            start=points.start,
        ),
        points,
        travel,
        (*notes, *said),
        whole.followed,
    )


def _smoothed(points: Points) -> Points:
    filled = fill_gaps(points.positions, points.rate_hz)
    return Points(
        names=points.names,
        positions=lowpass(filled, points.rate_hz, POINT_CUTOFF_HZ),
        rate_hz=points.rate_hz,
        start=points.start,
    )


def _travel(recording: Recording, points: Points, contacts: Contacts) -> direction.Travel | None:
    feet: dict[Side, Floats] = {}
    flat: dict[Side, Floats] = {}
    for side in SIDES:
        heel, _, middle = signals.foot_parts(points, side, recording.foot_points)
        track = middle if middle is not None else heel
        if track is None:
            continue
        feet[side] = track
        names = [f"{n}_{side}" for n in recording.foot_points.get("forefoot", ())]
        seen = [points[n] for n in names if n in points]
        flat[side] = np.mean(seen, axis=0) if seen else track
    pelvis = frames.pelvis(points)
    middle = pelvis.origin if pelvis else _pelvis_cluster(points)
    times = points.start + np.arange(points.frames) / points.rate_hz
    if not feet or (recording.surface is Surface.OVERGROUND and middle is None):
        return None
    track = middle if middle is not None else np.full((points.frames, 3), np.nan)
    return direction.travel(recording.surface, track, feet, flat, contacts.contacts, times)


def _pelvis_cluster(points: Points) -> Floats | None:
    seen = [points[n] for n in points.names if n.startswith("pelvis_")]
    return np.asarray(np.mean(seen, axis=0), dtype=np.float64) if seen else None


def _static_pelvis(static: Points | None) -> tuple[float, float] | None:
    return frames.pelvis_size(static) if static is not None and frames.pelvis(static) is not None else None


def _standing(recording: Recording) -> tuple[dict[str, float], list[Note]]:
    """Signals in quiet standing, turned to the pelvis's own heading; refused if it was not quiet standing."""
    static = recording.static
    pelvis = frames.pelvis(static) if static is not None else None
    if static is None or pelvis is None:
        return {}, []
    right = np.nanmedian(pelvis.right, axis=0)
    heading = float(np.degrees(np.arctan2(right[0], right[2])))
    turned = Points(
        names=static.names,
        positions=direction.turned(static.positions, np.full(static.frames, heading)),
        rate_hz=static.rate_hz,
        start=static.start,
    )
    values = dict(signals.standing_values(signals.from_points(turned, recording.foot_points, None)))
    twist = abs(values.get("thorax_in_pelvis_yaw", 0.0))
    bent = max(abs(values.get(f"knee_flexion_{side}", 0.0)) for side in SIDES)
    if twist > ASKEW or bent > ASKEW:
        what = (
            f"the thorax is turned {twist:.0f}° against the pelvis"
            if twist > ASKEW
            else f"a knee is bent {bent:.0f}°"
        )
        text = f"The standing trial is not quiet standing ({what}), so posture is not compared with it."
        return {}, [Note(id="static.askew", text=text)]
    return values, []


def _carried_words(names: tuple[str, ...]) -> str:
    words = ", ".join(name.replace("_", " ") for name in names)
    return f"Placed from the standing trial by the other points of the same segment: {words}."


def _loose_words(one: Followed) -> str:
    part, side = one.segment.rsplit("_", 1) if "_" in one.segment else (one.segment, "")
    share = f"{100 * one.lost:.0f} %" if one.lost >= 0.01 else "less than 1 %"
    return (
        f"The points on the {f'{side} {part}'.strip()} shifted on it by up to {1000 * one.largest:.0f} mm. In {share} "
        "of the frames that is too much to tell how it lay; strides with such frames are left out for what needs it."
    )
