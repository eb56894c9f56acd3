"""Which way the run goes, and how fast.

On a treadmill the standing foot moves back: the direction is opposite to it. Over ground the pelvis travels. Never the
pelvis's own heading: that would erase a turned pelvis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.model import Contact, Floats, Side, Surface

DIFFER = 0.05  # share by which a declared speed may differ from the measured one before it is said


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """heading: (frames,) degrees, direction of the run in the lab, + to the left of lab x.
    speed: (frames,) m/s. source: `belt` or `pelvis`.
    """

    heading: Floats
    speed: Floats
    source: str


def travel(
    surface: Surface,
    pelvis: Floats,
    feet: dict[Side, Floats],
    flat: dict[Side, Floats],
    contacts: Sequence[Contact],
    times: Floats,
) -> Travel | None:
    """Direction and speed in every frame, or None if neither foot nor pelvis is seen well enough.

    pelvis, feet (mid-foot) and flat (forefoot, which lies flat in mid-stance and so moves with the belt): (frames, 3)
    m; times: (frames,) s.
    """
    if surface is Surface.OVERGROUND:
        return _over_ground(pelvis, contacts, times)
    backwards, belts = [], []
    seen = {side: _seen(track) for side, track in feet.items()}
    lies = {side: _seen(track) for side, track in flat.items()}
    for contact in contacts:
        if contact.side not in feet:
            continue
        length = contact.leaving - contact.landing
        quarter, half = contact.landing + 0.25 * length, contact.landing + 0.5 * length
        last = contact.leaving - 0.25 * length
        moved = _velocity(feet[contact.side], seen[contact.side], times, (quarter, last))
        if moved is not None:
            backwards.append(moved)
        belt = _velocity(flat[contact.side], lies[contact.side], times, (quarter, half))
        if belt is not None:
            belts.append(float(np.hypot(belt[0], belt[2])))
    if not backwards:
        return None
    mean = np.mean(backwards, axis=0)
    heading = float(np.degrees(np.arctan2(mean[2], -mean[0])))
    speed = float(np.median(belts)) if belts else float(np.hypot(mean[0], mean[2]))
    count = len(times)
    return Travel(np.full(count, heading), np.full(count, speed), "belt")


def _seen(track: Floats) -> NDArray[np.bool_]:
    """Frames in which a point is seen, (frames,)."""
    return np.asarray(np.isfinite(track).all(axis=1))


def _velocity(
    track: Floats, seen: NDArray[np.bool_], times: Floats, between: tuple[float, float]
) -> Floats | None:
    """Mean velocity of a point between two times by a straight line through its frames, (3,) m/s."""
    first, last = np.searchsorted(times, between[0], "right"), np.searchsorted(times, between[1], "left")
    here = seen[first:last]
    if np.count_nonzero(here) < 3:
        return None
    t, at = times[first:last][here], track[first:last][here]
    t = t - t.mean()
    return np.asarray(t @ at / (t @ t), dtype=np.float64)


def _over_ground(pelvis: Floats, contacts: Sequence[Contact], times: Floats) -> Travel | None:
    """Velocity of mid-pelvis averaged over one stride around every frame, so that its sway does not count."""
    landings = [c.landing for c in contacts if c.side is Side.RIGHT]
    others = [c.landing for c in contacts if c.side is Side.LEFT]
    spans = np.concatenate([np.diff(landings), np.diff(others)])
    stride = float(np.median(spans)) if len(spans) else 0.7
    seen = np.isfinite(pelvis).all(axis=1)
    if seen.sum() < 2:
        return None
    known = times[seen]
    before = np.clip(times - stride / 2, known[0], known[-1])
    after = np.clip(times + stride / 2, known[0], known[-1])
    velocity = np.stack(
        [
            (np.interp(after, known, pelvis[seen, axis]) - np.interp(before, known, pelvis[seen, axis]))
            / (after - before)
            for axis in (0, 2)
        ],
        axis=1,
    )
    heading = np.degrees(np.arctan2(-velocity[:, 1], velocity[:, 0]))
    return Travel(heading, np.hypot(velocity[:, 0], velocity[:, 1]), "pelvis")


def turned(positions: Floats, heading: Floats) -> Floats:
    """Positions (frames, …, 3) seen with x along the run: turned about up by −heading (frames,) degrees."""
    a = np.radians(heading).reshape(-1, *([1] * (positions.ndim - 2)))
    x, y, z = positions[..., 0], positions[..., 1], positions[..., 2]
    return np.stack([x * np.cos(a) - z * np.sin(a), y, x * np.sin(a) + z * np.cos(a)], axis=-1)
