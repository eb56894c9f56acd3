"""The made-up runner's body: what is fixed to which segment, and a whole figure at any instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from understride.model import SIDES, Floats, Side
from understride.synth.curves import turn
from understride.synth.knobs import Knobs
from understride.synth.legs import HEEL, SHANK, THIGH, TOE, Leg, built, legs
from understride.synth.rhythm import Rhythm
from understride.synth.trunk import BACK_WIDTH, DEPTH, HIP, WIDTH, Segment, Trunk, trunk

UPPER_ARM, FOREARM, ELBOW_WIDTH = 0.30, 0.25, 0.07  # m
NECK = 0.075  # C7 and the breastbone's notch lie this far behind and ahead of the thorax's origin, m
SHOULDER_DROP, HALF_SHOULDERS = -0.035, 0.18  # acromia against C7, from the midline, m
BASE_FLEXION = 38.0  # ° of the line C7–notch at which the drop above is meant

# Quiet standing: angles and lengths that do not depend on what is planted in the run
STANDING = {
    "speed": 0.0, "bounce": 0.0, "sway": 0.0, "sideways": 0.0, "pelvis_yaw": 0.0, "pelvis_yaw_offset": 0.0,
    "obliquity": 0.0, "tilt_mean": 11.0, "tilt": 0.0, "thorax_yaw": 0.0, "thorax_yaw_offset": 0.0, "bend": 0.0,
    "bend_offset": 0.0, "thorax_flexion": 31.0, "thorax_nod": 0.0, "lean": 1.0, "lean_range": 0.0,
    "trunk_length": 0.490, "breath": 0.0, "head_ahead": 0.065, "shoulders_up": 0.0, "arm_mean": -3.0,
}  # fmt: skip
STANDING_BENDS = (
    2.0,
    0.02,
    0.0,
    4.0,
    0.0,
)  # thigh forward, its slope outwards, turn, knee, ankle: ° (slope: 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A whole body at some instants. legs: left, right."""

    trunk: Trunk
    legs: tuple[Leg, Leg]


def figure(knobs: Knobs, beat: Rhythm, time: Floats) -> Figure:
    """The body over ground that stands still, at any times, s."""
    body = trunk(knobs, beat, time)
    return Figure(trunk=body, legs=legs(knobs, beat, time, body))


def standing_figure(knobs: Knobs, beat: Rhythm, frames: int) -> Figure:
    """The same body in quiet standing, facing forward, soles on the ground."""
    calm = replace(knobs, drop=(0.0, 0.0), leak=(0.0, 0.0), arm=(0.0, 0.0), **STANDING)  # type: ignore[arg-type]
    body = trunk(calm, replace(beat, amount=0.0), np.zeros(frames))
    bends = np.tile(np.array(STANDING_BENDS), (frames, 1))
    forward, up, right = HIP
    pair = []
    for side, which in enumerate(SIDES):
        sided = bends * np.array([1.0, which.sign, which.sign, 1.0, 1.0])
        pair.append(built(sided, body.pelvis.at(forward, up, which.sign * right), side))
    lift = -min(float(leg.foot.origin[0, 1]) for leg in pair)
    return _lifted(Figure(trunk=body, legs=(pair[0], pair[1])), np.array([0.0, lift, 0.0]))


def _lifted(body: Figure, shift: Floats) -> Figure:
    def moved(part: Segment) -> Segment:
        return replace(part, origin=part.origin + shift)

    above = body.trunk
    above = replace(
        above,
        pelvis=moved(above.pelvis),
        thorax=moved(above.thorax),
        back=moved(above.back),
        head=above.head + shift,
    )
    left, right = (
        replace(
            leg, hip=leg.hip + shift, thigh=moved(leg.thigh), shank=moved(leg.shank), foot=moved(leg.foot)
        )
        for leg in body.legs
    )
    return Figure(trunk=above, legs=(left, right))


def points(body: Figure, knobs: Knobs) -> dict[str, Floats]:
    """Every point that is worn, by our names: (n, 3) m."""
    worn = trunk_points(body, knobs)
    for side, which in enumerate(SIDES):
        parts = (
            _arm_points(body.trunk, worn[f"acromion_{which}"], side, which),
            _leg_points(body.legs[side], which),
        )
        for part in parts:
            worn |= {f"{name}_{which}": at for name, at in part.items()}
    return worn


def trunk_points(body: Figure, knobs: Knobs) -> dict[str, Floats]:
    """The points of pelvis, chest, back and head."""
    return _pelvis_points(body.trunk.pelvis) | _chest_points(body.trunk, knobs)


def _pelvis_points(pelvis: Segment) -> dict[str, Floats]:
    worn = {"sacrum": pelvis.at(-DEPTH / 2, 0.0, 0.0)}
    for which in SIDES:
        worn[f"asis_{which}"] = pelvis.at(DEPTH / 2, 0.0, which.sign * WIDTH / 2)
        worn[f"psis_{which}"] = pelvis.at(-DEPTH / 2, 0.0, which.sign * BACK_WIDTH / 2)
        worn[f"iliac_{which}"] = pelvis.at(0.01, 0.05, which.sign * 0.15)
    for i, (up, right) in enumerate(((0.03, 0.0), (-0.03, 0.04), (-0.03, -0.04)), start=1):
        worn[f"pelvis_{i}"] = pelvis.at(-DEPTH / 2 - 0.01, up, right)
    return worn


def _on_chest(segment: Segment) -> Callable[[float, float, float], Floats]:
    """Places points of the chest by where they are with the chest at its usual flexion: forward, up, right, m."""
    c, s = np.cos(np.radians(BASE_FLEXION)), np.sin(np.radians(BASE_FLEXION))
    return lambda forward, up, right: segment.at(forward * c - up * s, forward * s + up * c, right)


def _chest_points(body: Trunk, knobs: Knobs) -> dict[str, Floats]:
    chest, back = _on_chest(body.thorax), _on_chest(body.back)
    shoulder = NECK * np.sin(np.radians(BASE_FLEXION)) + SHOULDER_DROP + knobs.shoulders_up
    worn = {
        "c7": body.thorax.at(-NECK, 0.0, 0.0),
        "clav": body.thorax.at(NECK, 0.0, 0.0),
        "acromion_left": chest(0.0, shoulder, -HALF_SHOULDERS),
        "acromion_right": chest(0.0, shoulder, HALF_SHOULDERS),
        "t7": back(-0.10, -0.16, 0.0),
        "back_1": back(-0.11, -0.03, 0.0),
        "back_2": back(-0.11, -0.10, 0.06),
        "back_3": back(-0.11, -0.10, -0.06),
    }
    for i, (forward, right) in enumerate(
        ((0.09, -0.07), (0.09, 0.07), (-0.09, -0.07), (-0.09, 0.07)), start=1
    ):
        worn[f"head_{i}"] = body.head + np.array([forward, 0.0, right])
    return worn


def _arm_points(body: Trunk, acromion: Floats, side: int, which: Side) -> dict[str, Floats]:
    """Elbow exactly in the planted direction, seen from the side; the forearm carried at a right angle."""
    angle = np.radians(body.arms[side])
    out = np.full_like(angle, which.sign * 0.15)
    upper = np.stack([np.sin(angle), -np.cos(angle), out], axis=-1)
    fore = np.stack([np.cos(angle), np.sin(angle), -2.0 * out], axis=-1)
    elbow = acromion + UPPER_ARM * upper
    inside = np.array([0.0, 0.0, -which.sign])
    wrist = elbow + FOREARM * fore
    return {
        "elbow_lateral": elbow,
        "elbow_medial": elbow + ELBOW_WIDTH * inside,
        "upper_arm_1": acromion + 0.4 * UPPER_ARM * upper,
        "wrist_radial": wrist + 0.03 * inside,
        "wrist_ulnar": wrist - 0.03 * inside,
    }


def _leg_points(leg: Leg, which: Side) -> dict[str, Floats]:
    out = which.sign
    thigh, shank, foot = leg.thigh, leg.shank, leg.foot
    return {
        "trochanter": thigh.at(0.0, THIGH - 0.01, out * 0.09),
        "knee_lateral": thigh.at(0.0, 0.0, out * 0.05),
        "knee_medial": thigh.at(0.0, 0.0, -out * 0.05),
        "thigh_1": thigh.at(0.04, 0.24, out * 0.06),
        "thigh_2": thigh.at(-0.03, 0.22, out * 0.07),
        "thigh_3": thigh.at(0.05, 0.14, out * 0.05),
        "thigh_4": thigh.at(-0.03, 0.12, out * 0.06),
        "tibial_tuberosity": shank.at(0.045, SHANK - 0.05, 0.0),
        "fibula": shank.at(-0.01, SHANK - 0.03, out * 0.05),
        "shank_1": shank.at(0.03, 0.25, out * 0.04),
        "shank_2": shank.at(-0.04, 0.24, out * 0.04),
        "shank_3": shank.at(0.03, 0.14, out * 0.04),
        "shank_4": shank.at(-0.04, 0.13, out * 0.04),
        "ankle_lateral": shank.at(0.0, 0.0, out * 0.04),
        "ankle_medial": shank.at(0.0, 0.0, -out * 0.04),
        "heel": foot.at(*HEEL),
        "heel_top": foot.at(HEEL[0], HEEL[1] + 0.04, 0.0),
        "heel_lateral": foot.at(-0.03, 0.035, out * 0.035),
        "toe": foot.at(*TOE),
        "mt1": foot.at(0.135, 0.035, -out * 0.045),
        "mt2": foot.at(0.150, 0.050, 0.0),
        "mt5": foot.at(0.110, 0.035, out * 0.050),
    }


def turned(at: Floats, heading: float) -> Floats:
    """Points (..., 3) as if the whole person faced another way, heading ° to the left."""
    zero = np.zeros(())
    result: Floats = at @ turn(np.asarray(heading), zero, zero).T
    return result
