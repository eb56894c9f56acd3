"""What is true of the made-up runner: every measure, from the noiseless movement itself, by formulas of this room.

Nothing is filtered and no point is used where a segment or joint is known. A value is the mean over the whole strides
of the recording, as a measure is. Curves are looked at on a grid of 401 instants per stride and 201 per stance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.model import SIDES, Floats, Side
from understride.synth.body import figure, standing_figure, trunk_points
from understride.synth.curves import dot
from understride.synth.knobs import Knobs
from understride.synth.legs import HEEL
from understride.synth.rhythm import Rhythm
from understride.synth.signals import Curves

Key = tuple[str, Side | None]
WHOLE, STANCE = 401, 201
LEG_SHARE = 0.53  # leg length as a share of body height


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strides:
    """The whole strides of one foot: times in s, (n,)."""

    landing: Floats
    leaving: Floats
    next_landing: Floats
    other_landing: Floats

    @property
    def count(self) -> int:
        return len(self.landing)

    def over(self, instants: int) -> Floats:
        """Times over each whole stride, (n × instants,)."""
        return _grid(self.landing, self.next_landing, instants)

    def over_stance(self, instants: int) -> Floats:
        """Times over each stance, (n × instants,)."""
        return _grid(self.landing, self.leaving, instants)


def _grid(first: Floats, last: Floats, instants: int) -> Floats:
    share = np.linspace(0.0, 1.0, instants)
    times: Floats = (first[:, None] + share * (last - first)[:, None]).ravel()
    return times


def whole_strides(beat: Rhythm, side: int, *, first: float, last: float) -> Strides:
    """The strides of one foot that lie wholly between two times."""
    landings, others = beat.landings[side], beat.landings[1 - side]
    kept = np.flatnonzero((landings[:-1] >= first) & (landings[1:] <= last))
    between = others[np.searchsorted(others, landings[kept])]
    return Strides(
        landing=landings[kept],
        leaving=beat.leavings[side][kept],
        next_landing=landings[kept + 1],
        other_landing=between,
    )


def movement_truth(knobs: Knobs, beat: Rhythm, *, first: float, last: float) -> dict[Key, Floats]:
    """Every measure that needs no force: one number per whole stride."""
    found: dict[Key, Floats] = {}
    for side, which in enumerate(SIDES):
        strides = whole_strides(beat, side, first=first, last=last)
        body = figure(knobs, beat, strides.over(WHOLE))
        curves = Curves(body, trunk_points(body, knobs), strides.count)
        stance_body = figure(knobs, beat, strides.over_stance(STANCE))
        stance = Curves(stance_body, {}, strides.count)
        found |= {(name, which): values for name, values in _timing(knobs, strides).items()}
        found |= {(name, which): values for name, values in _over_stride(curves, strides, side).items()}
        found |= {(name, which): values for name, values in _over_stance(stance, side).items()}
        found[("trail_thigh_velocity_at_landing", which)] = _trailing_speed(knobs, beat, strides, side)
        if which is Side.RIGHT:
            found |= {(name, None): values for name, values in _whole_body(curves, strides).items()}
    return found


def from_standing(knobs: Knobs, beat: Rhythm) -> dict[Key, float]:
    """The same angles and lengths in quiet standing, facing forward: what is to be taken off."""
    body = standing_figure(knobs, beat, 3)
    curves = Curves(body, trunk_points(body, knobs), 1)
    names = ("pelvis_tilt_mean", "thorax_in_pelvis_flexion_mean", "trunk_lean_mean", "head_ahead_of_c7",
             "sternum_to_pelvis_length", "shoulder_height", "shoulder_height_difference", "thorax_yaw_offset",
             "thorax_side_bend_offset", "pelvis_yaw_offset")  # fmt: skip
    whole = _posture(curves)
    found: dict[Key, float] = {(name, None): float(whole[name].mean()) for name in names}
    for side, which in enumerate(SIDES):
        flexion, adduction, rotation = (float(c.mean()) for c in curves.hip(side))
        found[("hip_flexion_peak", which)] = flexion
        found[("hip_extension_peak", which)] = -flexion
        found[("hip_adduction_peak", which)] = adduction
        found[("hip_rotation_at_leaving", which)] = rotation
        knee, ankle = float(curves.knee(side).mean()), float(curves.ankle(side).mean())
        found |= {("knee_flexion_at_landing", which): knee, ("knee_flexion_stance_peak", which): knee}
        found |= {("ankle_flexion_at_landing", which): ankle, ("ankle_flexion_peak", which): ankle}
    return found


def _timing(knobs: Knobs, strides: Strides) -> dict[str, Floats]:
    stance, stride = strides.leaving - strides.landing, strides.next_landing - strides.landing
    flight = strides.other_landing - strides.leaving
    return {
        "stance_time": stance,
        "flight_time": flight,
        "duty_factor": stance / stride,
        "leg_stiffness": _sine_stiffness(knobs, stance, flight),
    }


def _sine_stiffness(knobs: Knobs, stance: Floats, flight: Floats) -> Floats:
    """Morin's sine-wave model (2005), kN/m."""
    weight, leg = knobs.mass * 9.81, LEG_SHARE * knobs.height
    force = weight * np.pi / 2.0 * (flight / stance + 1.0)
    sink = np.abs(force * stance**2 / (knobs.mass * np.pi**2) - 9.81 * stance**2 / 8.0)
    shorter = leg - np.sqrt(leg**2 - (knobs.speed * stance / 2.0) ** 2) + sink
    stiffness: Floats = force / shorter / 1000.0
    return stiffness


def _posture(c: Curves) -> dict[str, Floats]:
    """What is averaged over a stride, and also read in standing."""
    lean = np.degrees(np.arctan2(c.neck(0) - c.pelvis(0), c.neck(1) - c.pelvis(1)))
    asis = (c.worn["asis_left"] + c.worn["asis_right"]) / 2.0
    front = np.linalg.norm(c.worn["clav"] - asis, axis=-1)
    heading = np.radians(c.planted("thorax_yaw"))
    ahead = (
        c.rows(c.body.trunk.head[:, 0]) - c.point("c7", 0),
        c.rows(c.body.trunk.head[:, 2]) - c.point("c7", 2),
    )
    left, right = c.point("acromion_left", 1), c.point("acromion_right", 1)
    curves = {
        "pelvis_yaw_offset": c.planted("pelvis_yaw"),
        "thorax_yaw_offset": c.planted("thorax_yaw"),
        "thorax_side_bend_offset": c.planted("thorax_side_bend"),
        "shoulder_height_difference": right - left,
        "trunk_lean_mean": lean,
        "thorax_in_pelvis_flexion_mean": c.planted("thorax_flexion") - c.planted("pelvis_tilt"),
        "head_ahead_of_c7": ahead[0] * np.cos(heading) - ahead[1] * np.sin(heading),
        "sternum_to_pelvis_length": c.rows(front),
        "shoulder_height": (left + right) / 2.0 - c.point("c7", 1),
        "pelvis_tilt_mean": c.planted("pelvis_tilt"),
    }
    return {
        name: curve[:, :-1].mean(axis=1) for name, curve in curves.items()
    }  # the last instant is the first


def _whole_body(c: Curves, strides: Strides) -> dict[str, Floats]:
    """Measures of the whole body, from right strides."""
    thorax, pelvis = c.planted("thorax_yaw"), c.planted("pelvis_yaw")
    legs = c.foot(1, 0) - c.foot(0, 0)
    ranges = {
        "pelvis_yaw_range": pelvis,
        "thorax_yaw_range": thorax,
        "thorax_in_pelvis_yaw_range": thorax - pelvis,
        "back_yaw_range": c.planted("back_yaw"),
        "pelvis_obliquity_range": c.planted("pelvis_obliquity"),
        "thorax_side_bend_range": c.planted("thorax_side_bend"),
        "pelvis_tilt_range": c.planted("pelvis_tilt"),
    }
    half = (strides.other_landing - strides.landing) / (strides.next_landing - strides.landing)
    split = np.rint(half * (WHOLE - 1)).astype(int)
    rises = [
        (np.ptp(row[: k + 1]) + np.ptp(row[k:])) / 2.0 for row, k in zip(c.pelvis(1), split, strict=True)
    ]
    return (
        {
            "step_rate": 120.0 / (strides.next_landing - strides.landing),
            "vertical_oscillation": np.array(rises),
        }
        | {name: np.ptp(curve, axis=1) for name, curve in ranges.items()}
        | _posture(c)
        | {
            "phase_shoulders_legs": _lag(thorax, legs),
            "phase_pelvis_legs": _lag(pelvis, legs),
            "phase_shoulders_pelvis": _lag(thorax, pelvis),
        }
    )


def _lag(later: Floats, earlier: Floats) -> Floats:
    """How far the first harmonic of one curve is behind that of another, 0–360° of the stride."""
    wave = np.exp(-2j * np.pi * np.arange(WHOLE - 1) / (WHOLE - 1))
    a, b = later[:, :-1] @ wave, earlier[:, :-1] @ wave
    lag: Floats = np.degrees(np.angle(b * np.conj(a))) % 360.0
    return lag


def _over_stride(c: Curves, strides: Strides, side: int) -> dict[str, Floats]:
    sign, flexion = SIDES[side].sign, c.hip(side)[0]
    share = np.linspace(0.0, 100.0, WHOLE)
    leaves = 100.0 * (strides.leaving - strides.landing) / (strides.next_landing - strides.landing)
    around = np.abs(share - leaves[:, None]) <= 10.0
    return {
        "foot_ahead_at_landing": (c.foot(side, 0) - c.pelvis(0))[:, 0],
        "thorax_turn_amplitude": (-sign * c.planted("thorax_yaw")).max(axis=1),
        "arm_swing_range": np.ptp(c.rows(c.body.trunk.arms[side]), axis=1),
        "hip_flexion_peak": flexion.max(axis=1),
        "hip_extension_peak": np.where(around, -flexion, -np.inf).max(axis=1),
        "hip_flexion_range": np.ptp(flexion, axis=1),
        "time_of_peak_hip_flexion": _top(flexion) * 100.0 / (WHOLE - 1),
        "thigh_gap_at_landing": (c.thigh(side) - c.thigh(1 - side))[:, 0],
        "knee_flexion_at_landing": c.knee(side)[:, 0],
        "ankle_flexion_at_landing": c.ankle(side)[:, 0],
    }


def _top(curves: Floats) -> Floats:
    """Where each row is highest, in samples, by a parabola through the three highest."""
    at = np.clip(curves.argmax(axis=1), 1, curves.shape[1] - 2)
    rows = np.arange(len(curves))
    a, b, c = (curves[rows, at + step] for step in (-1, 0, 1))
    place: Floats = at + 0.5 * (a - c) / np.minimum(a - 2.0 * b + c, -1e-12)
    return place


def _at(curves: Floats, place: Floats) -> Floats:
    """Each row at its own place, in samples; straight line between samples."""
    before = np.clip(np.floor(place).astype(int), 0, curves.shape[1] - 2)
    rows, part = np.arange(len(curves)), place - before
    between: Floats = (1.0 - part) * curves[rows, before] + part * curves[rows, before + 1]
    return between


def _over_stance(c: Curves, side: int) -> dict[str, Floats]:
    sign = SIDES[side].sign
    ahead = c.pelvis(0) - c.foot(side, 0)
    _, adduction, rotation = c.hip(side)
    heel = c.rows(c.body.legs[side].foot.at(*HEEL)[:, 1])
    lean_out = sign * (c.neck(2) - c.foot(side, 2))
    drop = sign * c.planted("pelvis_obliquity")
    return {
        "pelvis_drop": drop.max(axis=1),
        "trunk_over_foot": lean_out[:, STANCE // 2],
        "pelvic_leak": _slope(-c.thigh(side)[:, STANCE // 2 :], c.planted("pelvis_tilt")[:, STANCE // 2 :]),
        "pelvis_passes_foot": _first_time(ahead),
        "pelvis_ahead_of_foot_at_lowest": _at(ahead, _top(-c.pelvis(1))),
        "thighs_level": _first_time(c.thigh(1 - side) - c.thigh(side)),
        "knee_flexion_stance_peak": c.knee(side).max(axis=1),
        "ankle_flexion_peak": c.ankle(side).max(axis=1),
        "heel_lowering": heel[:, 0] - heel.min(axis=1),
        "hip_adduction_peak": adduction.max(axis=1),
        "hip_rotation_range": np.ptp(rotation, axis=1),
        "hip_rotation_at_leaving": rotation[:, -1],
    }


def _slope(x: Floats, y: Floats) -> Floats:
    """Least-squares slope of each row."""
    away = x - x.mean(axis=1, keepdims=True)
    slope: Floats = dot(away, y) / dot(away, away)
    return slope


def _first_time(curves: Floats) -> Floats:
    """When each row first reaches 0, % of stance; 0 if it starts above, NaN if it never does."""
    above = curves >= 0.0
    at = above.argmax(axis=1)
    rows = np.arange(len(curves))
    before, after = curves[rows, np.maximum(at - 1, 0)], curves[rows, at]
    part = np.where(at > 0, at - after / np.where(at > 0, after - before, 1.0), 0.0)
    return np.where(above.any(axis=1), part * 100.0 / (curves.shape[1] - 1), np.nan)


def _trailing_speed(knobs: Knobs, beat: Rhythm, strides: Strides, side: int) -> Floats:
    """Forward angular velocity of the other thigh at landing, °/s."""
    little = 0.005
    around = np.concatenate([strides.landing - little, strides.landing + little])
    before, after = Curves(figure(knobs, beat, around), {}, 2).thigh(1 - side)
    speed: Floats = (after - before) / (2.0 * little)
    return speed
