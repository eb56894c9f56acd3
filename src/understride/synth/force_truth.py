"""What is true of the made-up runner's forces: one number per whole stride, from the force without noise."""

from __future__ import annotations

import numpy as np

from understride.model import SIDES, Floats
from understride.synth.force import GRAVITY, Ground, ground, low_passed
from understride.synth.knobs import Knobs
from understride.synth.rhythm import Rhythm
from understride.synth.truth import Key, whole_strides

RATE_HZ = 2000.0
PEAK_BEFORE, PROMINENCE, NO_PEAK = 0.25, 0.05, 0.13  # share of stance, body weights, share of stance


def force_truth(knobs: Knobs, beat: Rhythm, *, first: float, last: float) -> dict[Key, Floats]:
    """Every measure that needs force."""
    time = np.arange(first - 0.5, last + 0.5, 1.0 / RATE_HZ)
    below = ground(knobs, beat, time)
    found: dict[Key, Floats] = {}
    for side, which in enumerate(SIDES):
        strides = whole_strides(beat, side, first=first, last=last)
        weight = _body_weight(below, strides.landing[0], strides.next_landing[-1])
        rows = [
            _one(below, side, landing, leaving, weight, knobs.height)
            for landing, leaving in zip(strides.landing, strides.leaving, strict=True)
        ]
        found |= {(name, which): np.array([row[name] for row in rows]) for name in rows[0]}
    return found


def _body_weight(below: Ground, first: float, last: float) -> float:
    inside = (below.time >= first) & (below.time < last)
    return float(below.up[:, inside].sum(axis=0).mean())


def _one(
    below: Ground, side: int, landing: float, leaving: float, weight: float, height: float
) -> dict[str, float]:
    around = slice(*np.searchsorted(below.time, (landing - 0.05, leaving + 0.05)))
    time, raw = below.time[around], below.up[side, around]
    smooth = low_passed(raw, RATE_HZ)
    on = (time >= landing) & (time <= leaving)
    mass = weight / GRAVITY
    forward = low_passed(below.forward[side, around], RATE_HZ)[on]
    moment = np.abs(below.free_moment[side, around][on]).max()
    until = _impact_time(smooth[on], time[on], landing, leaving, weight)
    early, late = (landing + share * (until - landing) for share in (0.2, 0.8))
    rise = (np.interp(late, time, raw) - np.interp(early, time, raw)) / (late - early)
    return {
        "peak_vertical_force": float(smooth[on].max() / weight),
        "loading_rate": float(rise / weight),
        "braking_impulse": float(-np.minimum(forward, 0.0).sum() / RATE_HZ / mass),
        "propulsive_impulse": float(np.maximum(forward, 0.0).sum() / RATE_HZ / mass),
        "free_moment_peak": float(moment / (weight * height)),
    }


def _impact_time(smooth: Floats, time: Floats, landing: float, leaving: float, weight: float) -> float:
    """When the first peak of the force is, else 13 % of stance, s."""
    early = np.flatnonzero(time <= landing + PEAK_BEFORE * (leaving - landing))
    for i in early[1:-1]:
        if smooth[i - 1] < smooth[i] >= smooth[i + 1]:
            higher = np.flatnonzero(smooth[i:] > smooth[i])
            end = i + (higher[0] if len(higher) else len(smooth) - i)
            if smooth[i] - smooth[i:end].min() >= PROMINENCE * weight:
                return float(time[i])
    return float(landing + NO_PEAK * (leaving - landing))
