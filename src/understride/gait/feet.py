"""Where the feet and the pelvis are: the few points that contacts need, whatever the marker set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from understride.gait.filters import fill_gaps
from understride.model import SIDES, Floats, Points, Recording, Side

# The first group of which anything was recorded stands for the pelvis: landmarks move with it better than a cluster.
PELVIS_GROUPS = (
    ("asis_right", "asis_left", "psis_right", "psis_left", "sacrum"),
    ("iliac_right", "iliac_left"),
    tuple(f"pelvis_{n}" for n in range(1, 9)),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Foot:
    """One foot over time, (frames, 3) m, lab axes, gaps up to 0.1 s closed, longer ones NaN.

    heel, forefoot: None where the marker set has none. stand_in: the forefoot is another point than the marker set
    names for contacts (the toe).
    """

    side: Side
    heel: Floats | None
    forefoot: Floats | None
    stand_in: bool = False

    @property
    def middle(self) -> Floats | None:
        """Mean of heel and forefoot, or the one of them that there is."""
        ends = [end for end in (self.heel, self.forefoot) if end is not None]
        return np.mean(ends, axis=0) if ends else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Feet:
    """Both feet and the pelvis on one clock. start: time of the first frame, s."""

    rate_hz: float
    start: float
    feet: tuple[Foot, Foot]
    pelvis: Floats | None

    def of(self, side: Side) -> Foot:
        return self.feet[SIDES.index(side)]

    @property
    def end(self) -> float:
        """Time of the last frame, s; the start if nothing was recorded."""
        tracks = [t for t in (self.pelvis, *(foot.middle for foot in self.feet)) if t is not None]
        return self.start + max((len(t) - 1 for t in tracks), default=0) / self.rate_hz


def feet_of(recording: Recording) -> Feet:
    """The feet and the pelvis of a recording; what was never seen is None."""
    points = recording.points
    left, right = (_foot(recording, side) for side in SIDES)
    return Feet(rate_hz=points.rate_hz, start=points.start, feet=(left, right), pelvis=_pelvis(points))


def _foot(recording: Recording, side: Side) -> Foot:
    def track(role: str) -> Floats | None:
        names = [f"{name}_{side.value}" for name in recording.foot_points.get(role, ())]
        return steady_mean(recording.points, names)

    heel, forefoot = track("heel"), track("forefoot")
    if forefoot is not None:
        return Foot(side=side, heel=heel, forefoot=forefoot)
    toe = track("toe")
    return Foot(side=side, heel=heel, forefoot=toe, stand_in=toe is not None)


def _pelvis(points: Points) -> Floats | None:
    for group in PELVIS_GROUPS:
        track = steady_mean(points, group)
        if track is not None:
            return track
    return None


def steady_mean(points: Points, names: Sequence[str]) -> Floats | None:
    """Mean position of some points, (frames, 3), that does not jump where one of them is unseen.

    Each point is first moved by its usual distance from the mean of all, so any one of them can stand for the rest.
    None if none of them was recorded; NaN in frames where none is seen.
    """
    tracks = [fill_gaps(points[name], points.rate_hz) for name in names if name in points]
    tracks = [track for track in tracks if np.isfinite(track).any()]
    if not tracks:
        return None
    stack = np.stack(_seen_together(tracks))
    if np.isfinite(stack).all():
        return np.asarray(stack.mean(axis=0))
    whole = np.isfinite(stack).all(axis=(0, 2))
    usual = (stack[:, whole] - stack[:, whole].mean(axis=0)).mean(axis=1, keepdims=True)
    moved = stack - usual
    seen = np.isfinite(moved).all(axis=2, keepdims=True)
    count = seen.sum(axis=0)
    total = np.where(seen, moved, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def _seen_together(tracks: list[Floats]) -> list[Floats]:
    """The tracks without those that are never seen at the same time as all the others (the least seen first)."""
    kept = sorted(tracks, key=lambda track: -int(np.isfinite(track).sum()))
    while len(kept) > 1 and not np.isfinite(np.stack(kept)).all(axis=(0, 2)).any():
        kept.pop()
    return kept
