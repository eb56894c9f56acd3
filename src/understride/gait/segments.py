"""Which points belong to which segment, and points of a standing trial carried into the run.

Anatomical points are often taken off after the standing trial (inner knee, inner ankle), or a marker is missing in
one run: as long as three points of the segment are seen in both, the missing one is placed by rigid fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from understride.gait import frames
from understride.gait.rigid import ENOUGH, fit, on_one_line
from understride.model import Floats, Points


@dataclass(frozen=True, slots=True)
class Segment:
    """A rigid part of the body. tracking: pattern of point names that follow it; carried: names that are placed if
    the run lacks them. helpers: points of the neighbouring segment's end that join in only where the segment's own
    points are too few (a cluster that lost a marker).
    """

    name: str
    tracking: str
    carried: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()


def _legs() -> tuple[Segment, ...]:
    rows: list[Segment] = []
    for side in ("left", "right"):
        rows += [
            Segment(
                f"thigh_{side}",
                rf"thigh_\d+_{side}",
                (f"knee_lateral_{side}", f"knee_medial_{side}"),
                (f"hip_centre_{side}",),
            ),
            Segment(
                f"shank_{side}",
                rf"(shank_\d+|tibial_tuberosity|fibula|ankle_lateral)_{side}",
                (f"ankle_lateral_{side}", f"ankle_medial_{side}"),
                (f"knee_lateral_{side}", f"knee_medial_{side}"),
            ),
            Segment(
                f"foot_{side}",
                rf"(heel|heel_top|heel_lateral|toe|mt1|mt2|mt5|foot_\d+)_{side}",
                tuple(f"{p}_{side}" for p in ("heel", "toe", "mt1", "mt5")),
            ),
        ]
    return tuple(rows)


SEGMENTS = (
    Segment(
        "pelvis",
        r"(asis|psis|iliac)_(left|right)|sacrum|pelvis_\d+",
        ("asis_left", "asis_right", "psis_left", "psis_right", "sacrum"),
    ),
    Segment("thorax", r"c7|t7|clav|back_\d+", ("c7", "clav", "acromion_left", "acromion_right")),
    *_legs(),
)


@dataclass(frozen=True, slots=True, eq=False)
class Completed:
    """Points with the missing ones carried in. carried: names that were placed by rigid fit; followed: by what."""

    points: Points
    carried: tuple[str, ...]
    followed: tuple[Followed, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """How well a segment's points kept their shape. lost: share of the frames in which it could not be followed.

    points: how many follow it. median, largest: scatter over the frames, m (`rigid.Pose`).
    """

    segment: str
    points: int
    lost: float
    median: float
    largest: float


def completed(points: Points, static: Points | None) -> Completed:
    """The run's points, and those of the standing trial that the run lacks, placed by their segment.

    points, static: lab axes, m. A point that the run has is never replaced, even where it has gaps.
    """
    if static is None:
        return Completed(points, ())
    whole = with_hip_centres(points)
    if all(name in whole for segment in SEGMENTS for name in segment.carried):
        return Completed(whole, ())
    standing = {name: _middle(static[name]) for name in static.names}
    standing |= {name: _middle(track) for name, track in hip_tracks(static).items()}
    tracks = {name: whole[name] for name in whole.names}
    carried: list[str] = []
    followed: list[Followed] = []
    for segment in SEGMENTS:
        lacking = [n for n in segment.carried if n not in tracks and _seen(standing, n)]
        tracked = _tracked(segment, tracks, standing)
        known = np.array([standing[n] for n in tracked])
        if not lacking or len(tracked) < ENOUGH or on_one_line(known):
            continue
        pose = fit(known, np.stack([tracks[n] for n in tracked], axis=1))
        scatter = pose.scatter[np.isfinite(pose.scatter)]
        if len(scatter):
            lost, middle, most = float(pose.lost.mean()), float(np.median(scatter)), float(scatter.max())
            followed.append(Followed(segment.name, len(tracked), lost, middle, most))
        for name in lacking:
            tracks[name] = pose.place(standing[name])
            carried.append(name)
    return Completed(
        Points(
            names=tuple(tracks),
            positions=np.stack(list(tracks.values()), axis=1),
            rate_hz=points.rate_hz,
            start=points.start,
        ),
        tuple(carried),
        tuple(followed),
    )


def hip_tracks(points: Points) -> dict[str, Floats]:
    """Hip joint centres by name, (frames, 3) each; none without a pelvis."""
    pelvis = frames.pelvis(points)
    if pelvis is None:
        return {}
    centres = frames.hip_centres(pelvis, points, *frames.pelvis_size(points))
    return {f"hip_centre_{side}": centre for side, centre in centres.items()}


def with_hip_centres(points: Points) -> Points:
    """The same points and the hip joint centres."""
    extra = hip_tracks(points)
    if not extra:
        return points
    return Points(
        names=(*points.names, *extra),
        positions=np.concatenate([points.positions, np.stack(list(extra.values()), axis=1)], axis=1),
        rate_hz=points.rate_hz,
        start=points.start,
    )


def _tracked(segment: Segment, tracks: Mapping[str, Floats], standing: Mapping[str, Floats]) -> list[str]:
    """Points that can track a segment: its own, with helpers where these are too few."""
    own = [n for n in tracks if re.fullmatch(segment.tracking, n) and _seen(standing, n)]
    if len(own) >= ENOUGH:
        return own
    return own + [n for n in segment.helpers if n in tracks and n not in own and _seen(standing, n)]


def _seen(standing: Mapping[str, Floats], name: str) -> bool:
    return name in standing and bool(np.isfinite(standing[name]).all())


def _middle(track: Floats) -> Floats:
    """Median position over a standing trial, (3,); NaN if never seen."""
    seen = track[np.isfinite(track).all(axis=1)]
    return np.asarray(np.median(seen, axis=0) if len(seen) else np.full(3, np.nan), dtype=np.float64)
