"""Which knob moves which measure, and turning it until the measure has the value that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from understride.model import SIDES, RequestError, Side
from understride.synth.force_truth import force_truth
from understride.synth.knobs import Knobs
from understride.synth.rhythm import rhythm, row
from understride.synth.truth import Key, movement_truth

Planted = Mapping[str, float] | Mapping[tuple[str, Side], float] | Mapping[Key, float]


class Of(Enum):
    """Whose knob it is: of the whole body, of the same leg, of the other leg."""

    BODY = "body"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Handle:
    """The knob behind a measure. field: of `Knobs`; nudge: a small turn, in its unit, to find the direction."""

    field: str
    of: Of
    nudge: float


HANDLES: Mapping[str, Handle] = {
    "step_rate": Handle("step_rate", Of.BODY, 1.0),
    "stance_time": Handle("stance", Of.SAME, 0.002),
    "vertical_oscillation": Handle("bounce", Of.BODY, 0.002),
    "foot_ahead_at_landing": Handle("foot_ahead", Of.SAME, -0.01),
    "pelvis_ahead_of_foot_at_lowest": Handle("foot_ahead", Of.SAME, -0.01),
    "pelvis_passes_foot": Handle("foot_ahead", Of.SAME, -0.01),
    "pelvis_yaw_range": Handle("pelvis_yaw", Of.BODY, -1.0),
    "pelvis_yaw_offset": Handle("pelvis_yaw_offset", Of.BODY, 1.0),
    "thorax_yaw_range": Handle("thorax_yaw", Of.BODY, -1.0),
    "thorax_yaw_offset": Handle("thorax_yaw_offset", Of.BODY, 1.0),
    "thorax_in_pelvis_yaw_range": Handle("thorax_yaw", Of.BODY, -1.0),
    "back_yaw_range": Handle("back_turn", Of.BODY, -0.05),
    "arm_swing_range": Handle("arm", Of.SAME, 1.0),
    "phase_shoulders_legs": Handle("thorax_yaw_top", Of.BODY, 0.01),
    "phase_pelvis_legs": Handle("pelvis_yaw_top", Of.BODY, 0.01),
    "pelvis_obliquity_range": Handle("obliquity", Of.BODY, -1.0),
    "pelvis_drop": Handle("drop", Of.SAME, 0.5),
    "thorax_side_bend_range": Handle("bend", Of.BODY, -1.0),
    "thorax_side_bend_offset": Handle("bend_offset", Of.BODY, 1.0),
    "shoulder_height_difference": Handle("bend_offset", Of.BODY, 1.0),
    "trunk_over_foot": Handle("foot_out", Of.SAME, 0.005),
    "trunk_lean_mean": Handle("lean", Of.BODY, 1.0),
    "thorax_in_pelvis_flexion_mean": Handle("thorax_flexion", Of.BODY, 1.0),
    "head_ahead_of_c7": Handle("head_ahead", Of.BODY, 0.01),
    "sternum_to_pelvis_length": Handle("trunk_length", Of.BODY, -0.01),
    "shoulder_height": Handle("shoulders_up", Of.BODY, 0.01),
    "pelvis_tilt_mean": Handle("tilt_mean", Of.BODY, 1.0),
    "pelvis_tilt_range": Handle("tilt", Of.BODY, -1.0),
    "hip_flexion_peak": Handle("thigh_peak", Of.SAME, 1.0),
    "time_of_peak_hip_flexion": Handle("late", Of.SAME, 0.01),
    "hip_extension_peak": Handle("leak", Of.SAME, 1.0),
    "pelvic_leak": Handle("leak", Of.SAME, 1.0),
    "thighs_level": Handle("late", Of.OTHER, 0.01),
    "thigh_gap_at_landing": Handle("late", Of.OTHER, 0.01),
    "trail_thigh_velocity_at_landing": Handle("late", Of.OTHER, 0.01),
    "knee_flexion_at_landing": Handle("pelvis_height", Of.BODY, -0.003),
    "knee_flexion_stance_peak": Handle("pelvis_height", Of.BODY, -0.003),
    "heel_lowering": Handle("settle", Of.SAME, 0.002),
    "hip_adduction_peak": Handle("foot_out", Of.SAME, 0.005),
    "hip_rotation_range": Handle("thigh_turn", Of.SAME, -1.0),
    "hip_rotation_at_leaving": Handle("thigh_turned", Of.SAME, 1.0),
    "peak_vertical_force": Handle("sharpness", Of.BODY, 0.02),
    "loading_rate": Handle("impact", Of.SAME, 0.05),
    "braking_impulse": Handle("braking", Of.SAME, 0.01),
    "propulsive_impulse": Handle("propulsion", Of.SAME, 0.01),
    "free_moment_peak": Handle("free_moment", Of.SAME, 1.0),
}
FORCE = ("peak_vertical_force", "loading_rate", "braking_impulse", "propulsive_impulse", "free_moment_peak")
SWEEPS, TURNS, NEAR = (
    6,
    8,
    1e-5,
)  # rounds over all plants, turns of one knob, share of the value that is close enough


def planted(knobs: Knobs, wishes: Mapping[Key, float]) -> Knobs:
    """The knobs that give each measure the wished value in a runner whose strides are all alike."""
    turned = [_knob(key) for key in wishes]
    if len(set(turned)) < len(turned):
        raise RequestError(
            found="two planted measures that hang on the same knob",
            needed="one measure for each knob",
            do="Plant one of them; the other follows.",
        )
    for _ in range(SWEEPS):
        for key, wish in wishes.items():
            knobs = _turned(knobs, key, wish)
        if all(_near(_miss(knobs, key, wish), wish) for key, wish in wishes.items()):
            return knobs
    raise RequestError(
        found=f"no runner that has {', '.join(name for name, _ in wishes)} as planted",
        needed="values that a body can have together",
        do="Plant smaller changes.",
    )


def wished(plant: Planted) -> dict[Key, float]:
    """One wish per knob: a sided measure without a side is planted on both sides."""
    wishes: dict[Key, float] = {}
    for key, value in plant.items():
        name, side = key if isinstance(key, tuple) else (key, None)
        if name not in HANDLES:
            raise RequestError(
                found=f"no knob for {name!r}", needed=f"one of {', '.join(HANDLES)}", do="Plant one of these."
            )
        whole = HANDLES[name].of is Of.BODY
        sides: tuple[Side | None, ...] = (None,) if whole else (side,) if side else SIDES
        wishes |= {(name, each): value for each in sides}
    return wishes


def typical(knobs: Knobs, names: tuple[str, ...] = ()) -> dict[Key, float]:
    """Every measure of a runner whose strides are all alike; with force only if one of the names needs it."""
    beat = rhythm(knobs, seconds=1.0, vary=0.0, rng=np.random.default_rng(0))
    last = float(beat.landings[0, 5])
    truth = movement_truth(knobs, beat, first=float(beat.landings[0, 4]) - 0.5, last=last + 0.01)
    if set(names) & set(FORCE):
        truth |= force_truth(knobs, beat, first=0.0, last=last)
    return {key: float(values[0]) for key, values in truth.items()}


def _knob(key: Key) -> tuple[str, int | None]:
    name, side = key
    handle = HANDLES[name]
    if handle.of is Of.BODY or side is None:
        return handle.field, None
    return handle.field, row(side) if handle.of is Of.SAME else 1 - row(side)


def _set(knobs: Knobs, key: Key, value: float) -> Knobs:
    field, index = _knob(key)
    if index is None:
        return replace(knobs, **{field: value})  # type: ignore[arg-type]
    pair = list(getattr(knobs, field))
    pair[index] = value
    return replace(knobs, **{field: (pair[0], pair[1])})  # type: ignore[arg-type]


def _get(knobs: Knobs, key: Key) -> float:
    field, index = _knob(key)
    value = getattr(knobs, field)
    return float(value if index is None else value[index])


def _miss(knobs: Knobs, key: Key, wish: float) -> float:
    """How far a measure is from its wish, in its own unit; phases the short way round."""
    truth = typical(knobs, (key[0],))
    value = truth[key] if key in truth else (truth[(key[0], Side.LEFT)] + truth[(key[0], Side.RIGHT)]) / 2.0
    miss = value - wish
    return (miss + 180.0) % 360.0 - 180.0 if key[0].startswith("phase_") else miss


def _near(miss: float, wish: float) -> bool:
    return abs(miss) <= NEAR * max(abs(wish), 0.1)


def _turned(knobs: Knobs, key: Key, wish: float) -> Knobs:
    """One knob turned until its measure fits (secant rule)."""
    here, miss = _get(knobs, key), _miss(knobs, key, wish)
    there = here + HANDLES[key[0]].nudge
    for _ in range(TURNS):
        if _near(miss, wish):
            break
        new = _miss(_set(knobs, key, there), key, wish)
        here, there, miss = there, there - new * (there - here) / (new - miss) if new != miss else there, new
    return _set(knobs, key, here)
