"""One foot against the pelvis as smooth functions of time, and its coarse rhythm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.gait.feet import Feet
from understride.gait.filters import CONTACT_CUTOFF_HZ, bridge, lowpass
from understride.model import Floats, Side

COARSE_CUTOFF_HZ = 8.0
SHORTEST_STRIDE = 0.36  # s: 330 steps/min
# s, added at both ends so that the first and the last contact have a whole step around them
BEYOND = 0.4
MATCHED = 0.12  # s at the ends that must look alike for the added part to follow on


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One foot against the pelvis as smooth functions of the time since the first frame, s.

    at(times, order) → (…, points, 2): forward and up of heel, forefoot (if seen) and pelvis, m, or their derivative of
    that order. first, last: where `at` begins and ends; a little outside of the recording, where the neighbouring
    stride is repeated. seen: (frames,) all points seen, from `first` on. foremost, rearmost: s, where the foot is
    farthest ahead of and behind the pelvis. reach: m between the two. ends: `heel_and_forefoot` or `heel`.
    """

    at: Callable[[Floats, int], Floats]
    rate_hz: float
    first: float
    last: float
    seen: NDArray[np.bool_]
    foremost: Floats
    rearmost: Floats
    reach: float
    ends: str

    def unseen(self, first: Floats, last: Floats) -> NDArray[np.bool_]:
        """Whether any frame between two times, (events,) s each, is unseen."""
        before = np.concatenate([[0], np.cumsum(~self.seen)])
        frames = (np.rint((time - self.first) * self.rate_hz).astype(int) for time in (first, last))
        low, high = (np.clip(frame, 0, len(self.seen)) for frame in frames)
        return np.asarray(before[high] > before[low])


def track(feet: Feet, side: Side) -> Track | None:
    """The foot of one side as smooth functions, or None if its heel or the pelvis is not seen."""
    from scipy.interpolate import CubicSpline

    foot = feet.of(side)
    if foot.heel is None or feet.pelvis is None or len(feet.pelvis) < 2:
        return None
    ends = [foot.heel, foot.forefoot, feet.pelvis] if foot.forefoot is not None else [foot.heel, feet.pelvis]
    points, added = _continued(np.stack(ends, axis=1)[:, :, :2], feet.rate_hz)
    whole = bridge(points)
    seconds = (np.arange(len(points)) - added) / feet.rate_hz
    smooth = CubicSpline(seconds, lowpass(whole, feet.rate_hz, CONTACT_CUTOFF_HZ))
    foremost, rearmost, reach = _coarse(whole, feet.rate_hz)
    return Track(
        at=lambda times, order: np.asarray(smooth(times, order)),
        rate_hz=feet.rate_hz,
        first=float(seconds[0]),
        last=float(seconds[-1]),
        seen=np.asarray(np.isfinite(points).all(axis=(1, 2))),
        foremost=seconds[foremost],
        rearmost=seconds[rearmost],
        reach=reach,
        ends="heel_and_forefoot" if foot.forefoot is not None else "heel",
    )


def _coarse(points: Floats, rate_hz: float) -> tuple[NDArray[np.intp], NDArray[np.intp], float]:
    """Frames at which the foot is farthest ahead of and farthest behind the pelvis, and the way between, m."""
    from scipy.signal import find_peaks

    forward = points[:, :-1, 0].mean(axis=1) - points[:, -1, 0]
    smooth = lowpass(forward, rate_hz, COARSE_CUTOFF_HZ)
    reach = float(np.ptp(np.percentile(smooth, [5, 95])))
    apart = max(1.0, SHORTEST_STRIDE * rate_hz)
    foremost, rearmost = (find_peaks(s * smooth, distance=apart, prominence=0.5 * reach)[0] for s in (1, -1))
    return foremost, rearmost, reach


def _continued(points: Floats, rate_hz: float) -> tuple[Floats, int]:
    """The points with a part of the neighbouring stride added at both ends, and how many frames that is.

    A contact needs its surroundings: without this, 4 % of the contacts in a file of 5 s would be lost at its ends.
    """
    foremost, rearmost, _ = _coarse(bridge(points), rate_hz)
    strides = np.concatenate([np.diff(foremost), np.diff(rearmost)])
    if not len(strides):
        return points, 0
    stride = round(float(np.median(strides)))
    tail = _following(points, stride, rate_hz)
    head = _following(points[::-1], stride, rate_hz)
    if tail is None or head is None:
        return points, 0
    return np.concatenate([head[::-1], points, tail]), len(head)


def _following(points: Floats, stride: int, rate_hz: float) -> Floats | None:
    """What probably comes after the last frame: what came a stride earlier, moved to where the points are now."""
    count, matched = round(BEYOND * rate_hz), max(2, round(MATCHED * rate_hz))
    now = points[-matched:]
    best, least = None, np.inf
    for back in range(round(0.85 * stride), round(1.15 * stride) + 1):
        if back < count or back + matched > len(points):
            continue
        before = points[-matched - back : -back]
        off = now - before
        misfit = float(np.square(off - off.mean(axis=0)).sum())
        if misfit < least:
            best, least = back, misfit
    if best is None:
        return None
    return np.asarray(points[-best : len(points) - best + count] + (points[-1] - points[-1 - best]))
