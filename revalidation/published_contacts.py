"""Published ways of finding contacts from points, written down here as baselines, on the same runs and windows as ours.

Written from abstracts and from descriptions in later papers, not from the authors' code: a row says how the idea does
here, not how their program would. All look around the foremost and the rearmost point of the foot against the pelvis
(as our own rule does), through a zero-lag second-order Butterworth of 50 Hz and on a 1 ms grid. None is corrected for
its mean error. Tried: cut-offs of 15 to 50 Hz, other windows; these gave Handsaker's landing its best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from revalidation.shared_runs import Run

from understride import gait
from understride.formats import read
from understride.gait.feet import Feet, feet_of, steady_mean
from understride.gait.filters import bridge, lowpass
from understride.gait.foot_contacts import GRID
from understride.gait.foot_track import track
from understride.model import SIDES, Floats, Recording, Side

Curve = Callable[
    [Floats, int], Floats
]  # (times, order of the derivative) → values; times in s since the first frame


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One leg as smooth functions of time. heel, toe, ball (first metatarsal, else the toe), pelvis: forward and up.

    knee: flexion, degrees, None without the points. foremost, rearmost: coarse times of every stride, s.
    """

    heel: Curve
    ball: Curve
    toe: Curve
    pelvis: Curve
    knee: Curve | None
    foremost: Floats
    rearmost: Floats


Rule = Callable[[Leg], Floats | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One published method; None where it has no rule for an event. A rule gives None where its points are missing."""

    name: str
    rule: str
    landing: Rule | None = None
    leaving: Rule | None = None

    def of(self, event: str) -> Rule | None:
        """Its rule for an event."""
        return self.landing if event == "landing" else self.leaving


FORWARD, UP = 0, 1
CUTOFF_HZ = 50.0
# s around the foremost (landing) and the rearmost (leaving) point: where a peak can be that one of contact
AFTER_FOREMOST = (-0.02, 0.16)
BEFORE_REARMOST = (-0.20, -0.03)
AROUND = (-0.12, 0.12)  # for rules that look for those very points


def legs(run: Run) -> Mapping[Side, Leg]:
    """Both legs of a run, with the knee from the standing trial where there is one."""
    stem = run.path.stem.split("run")[0]
    statics = [run.path.with_name(name) for name in (f"{stem}static.c3d", "static.trc")]
    static: Path | None = next((path for path in statics if path.exists()), None)
    recording = read(run.path, static=static, forces=run.forces or None)
    signals = gait.motion(recording, gait.contacts(recording)).signals
    feet = feet_of(recording)
    found = {}
    for side in SIDES:
        one, knee = track(feet, side), f"knee_flexion_{side}"
        if one is not None:
            flexion = signals[knee] if knee in signals else None
            found[side] = _leg(recording, feet, side, flexion, (one.foremost, one.rearmost))
    return found


def _leg(
    recording: Recording, feet: Feet, side: Side, knee: Floats | None, coarse: tuple[Floats, Floats]
) -> Leg:
    foot = feet.of(side)
    assert foot.heel is not None
    assert foot.forefoot is not None
    assert feet.pelvis is not None
    points, rate = recording.points, feet.rate_hz
    toe = steady_mean(points, [f"toe_{side}"])
    ball = steady_mean(points, [f"mt1_{side}"])
    toe = next(point for point in (toe, ball, foot.forefoot) if point is not None)
    ball = ball if ball is not None else toe

    def curve(values: Floats) -> Curve:
        from scipy.interpolate import CubicSpline

        smooth = lowpass(bridge(values), rate, CUTOFF_HZ)
        spline = CubicSpline(np.arange(len(values)) / rate, smooth)
        return lambda times, order: np.asarray(spline(times, order))

    return Leg(
        heel=curve(foot.heel[:, :2]),
        ball=curve(ball[:, :2]),
        toe=curve(toe[:, :2]),
        pelvis=curve(feet.pelvis[:, :2]),
        knee=None if knee is None else curve(knee[:, None]),
        foremost=coarse[0],
        rearmost=coarse[1],
    )


def _windows(coarse: Floats, around: tuple[float, float]) -> Floats:
    """(events, samples) s."""
    return np.asarray(coarse[:, None] + np.arange(*around, GRID))


def _highest(window: Floats, values: Floats) -> Floats:
    """Time of the largest value in each row; rows whose largest lies at an end have none."""
    at = np.argmax(values, axis=1)
    inside = (at > 0) & (at < values.shape[1] - 1)
    return np.asarray(np.where(inside, window[np.arange(len(at)), at], np.nan))


def _handsaker_landing(leg: Leg) -> Floats:
    window = _windows(leg.foremost, AFTER_FOREMOST)
    both = [_highest(window, point(window, 2)[..., UP]) for point in (leg.heel, leg.ball)]
    return np.asarray(np.fmin(*both))


def _handsaker_leaving(leg: Leg) -> Floats:
    window = _windows(leg.rearmost, BEFORE_REARMOST)
    return _highest(window, leg.toe(window, 3)[..., UP])


def _fellin_landing(leg: Leg) -> Floats:
    window = _windows(leg.foremost, AFTER_FOREMOST)
    return _highest(window, -leg.heel(window, 0)[..., UP])


def _fellin_leaving(leg: Leg) -> Floats | None:
    if leg.knee is None:
        return None
    window = _windows(leg.rearmost, BEFORE_REARMOST)
    return _highest(window, -leg.knee(window, 0)[..., 0])


def _de_witt_leaving(leg: Leg) -> Floats:
    window = _windows(leg.rearmost, BEFORE_REARMOST)
    return _highest(window, leg.toe(window, 2)[..., UP])


def _hreljac_landing(leg: Leg) -> Floats:
    window = _windows(leg.foremost, AFTER_FOREMOST)
    return _highest(window, leg.heel(window, 2)[..., UP])


def _hreljac_leaving(leg: Leg) -> Floats:
    window = _windows(leg.rearmost, BEFORE_REARMOST)
    return _highest(window, leg.toe(window, 2)[..., FORWARD])


def _milner_landing(leg: Leg) -> Floats:
    window = _windows(leg.foremost, AFTER_FOREMOST)
    return _highest(window, -leg.pelvis(window, 1)[..., UP])


def _zeni_landing(leg: Leg) -> Floats:
    window = _windows(leg.foremost, AROUND)
    return _highest(window, (leg.heel(window, 0) - leg.pelvis(window, 0))[..., FORWARD])


def _zeni_leaving(leg: Leg) -> Floats:
    window = _windows(leg.rearmost, AROUND)
    return _highest(window, (leg.pelvis(window, 0) - leg.toe(window, 0))[..., FORWARD])


METHODS = (
    Method(
        name="Handsaker 2016",
        rule=(
            "landing: the earlier of the peaks of upward acceleration of heel and first metatarsal; leaving: peak of "
            "the toe's upward jerk"
        ),
        landing=_handsaker_landing,
        leaving=_handsaker_leaving,
    ),
    Method(
        name="Fellin 2010",
        rule="landing: lowest heel; leaving: peak knee extension",
        landing=_fellin_landing,
        leaving=_fellin_leaving,
    ),
    Method(
        name="De Witt 2010",
        rule="leaving: peak of the toe's upward acceleration (zero of its jerk)",
        leaving=_de_witt_leaving,
    ),
    Method(
        name="Hreljac & Marshall 2000",
        rule="landing: peak of the heel's upward acceleration; leaving: peak of the toe's forward acceleration",
        landing=_hreljac_landing,
        leaving=_hreljac_leaving,
    ),
    Method(
        name="Milner & Paquette 2015",
        rule="landing: fastest fall of the pelvis",
        landing=_milner_landing,
    ),
    Method(
        name="Zeni 2008",
        rule="landing: heel farthest ahead of the pelvis; leaving: toe farthest behind it (made for walking)",
        landing=_zeni_landing,
        leaving=_zeni_leaving,
    ),
)
