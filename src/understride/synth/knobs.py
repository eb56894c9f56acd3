"""What can be turned on the made-up runner: the numbers behind its movement.

Typical values by speed are close to the reference of seven men, so that a made-up runner looks
like a runner; they are not a norm. Pairs are (left, right).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

Pair = tuple[float, float]

SPEEDS = (2.0, 3.0, 4.0, 5.0)  # m/s, of the rows below
TYPICAL = {
    "step_rate": (160.0, 170.0, 180.0, 194.0),
    "stance": (0.316, 0.256, 0.224, 0.200),
    "bounce": (0.088, 0.088, 0.083, 0.076),
    "foot_ahead": (0.200, 0.260, 0.305, 0.345),
    "pelvis_height": (1.003, 1.005, 0.998, 0.986),
    "heel_off": (-52.0, -65.0, -78.0, -89.0),
    "pelvis_yaw": (6.8, 9.4, 11.1, 13.4),
    "obliquity": (7.7, 9.6, 10.6, 12.5),
    "thorax_yaw": (18.9, 22.8, 26.8, 29.3),
    "arm": (38.0, 39.0, 45.0, 52.0),
    "thigh_peak": (20.0, 28.0, 34.0, 40.0),
    "thigh_back": (-23.0, -38.5, -47.0, -46.0),
    "thigh_mid": (-6.5, -11.0, -15.0, -17.0),
    "knee_fold": (75.0, 88.0, 98.0, 106.0),
    "braking": (0.14, 0.18, 0.20, 0.20),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """One runner. Degrees, metres, seconds, newtons per body weight; ranges are highest minus lowest in a stride.

    Lags and tops are shares of the right stride (0 = right landing). foot_ahead, foot_out: where the middle of the
    foot lands, from mid-pelvis forward and from the midline outwards. leak: how far the pelvis tips along in late
    stance, °. late: delay of the swing leg, share of swing. thigh_back, thigh_mid: the thigh against its peak in early
    swing and half way, °. drop: extra hang of the swing side in stance, °.
    thigh_turn(ed): range and mean of the thigh's own turning in stance, ° inwards. skid, settle: how far the foot
    still slides and sinks after landing, m. impact: size of the first force peak, body weights. sharpness: 0 for a
    half sine, more for a higher and shorter peak of force.
    """

    speed: float
    mass: float = 70.0
    height: float = 1.77
    step_rate: float
    stance: Pair
    bounce: float
    pelvis_height: float
    sway: float = 0.006
    sideways: float = 0.008
    lowest: float = 0.42
    pelvis_yaw: float
    pelvis_yaw_top: float = 0.57
    pelvis_yaw_offset: float = 0.0
    obliquity: float
    drop: Pair = (0.0, 0.0)
    tilt_mean: float = 14.5
    tilt: float = 7.0
    leak: Pair = (0.0, 0.0)
    thorax_yaw: float
    thorax_yaw_top: float = 0.43
    thorax_yaw_offset: float = 0.0
    back_turn: float = 0.75
    bend: float = 6.8
    bend_offset: float = 0.0
    thorax_flexion: float = 38.0
    thorax_nod: float = 3.0
    lean: float = 9.0
    lean_range: float = 2.0
    trunk_length: float = 0.478
    breath: float = 0.006
    head_ahead: float = 0.085
    shoulders_up: float = 0.0
    arm: Pair
    arm_mean: float = -18.0
    foot_ahead: Pair
    foot_out: Pair = (0.028, 0.028)
    toes_up: Pair = (12.0, 12.0)
    heel_off: float
    settle: Pair = (0.010, 0.010)
    skid: float = 0.020
    thigh_peak: Pair
    thigh_back: float
    thigh_mid: float
    knee_fold: float
    late: Pair = (0.0, 0.0)
    thigh_turn: Pair = (11.0, 11.0)
    thigh_turned: Pair = (-3.0, -3.0)
    impact: Pair = (0.75, 0.75)
    sharpness: float = 0.0
    braking: Pair
    propulsion: Pair
    free_moment: Pair = (12.0, 12.0)


def running(speed: float) -> Knobs:
    """A runner at this speed, m/s, with nothing planted."""
    at = {name: float(np.interp(speed, SPEEDS, row)) for name, row in TYPICAL.items()}
    paired = {f.name for f in fields(Knobs) if f.type == "Pair"}
    values = {name: (value, value) if name in paired else value for name, value in at.items()}
    return Knobs(speed=speed, propulsion=(at["braking"], at["braking"]), **values)  # type: ignore[arg-type]


def walking_gait(speed: float) -> Knobs:
    """A walker with high steps (the toes clear the ground): contacts overlap and the body hardly rises."""
    return replace(
        running(speed),
        step_rate=112.0,
        stance=(0.64, 0.64),
        bounce=0.035,
        pelvis_height=0.970,
        lowest=0.10,
        lean=3.0,
        foot_ahead=(0.30, 0.30),
        toes_up=(18.0, 18.0),
        heel_off=-58.0,
        settle=(0.004, 0.004),
        skid=0.004,
        thigh_peak=(26.0, 26.0),
        thigh_back=-36.0,
        thigh_mid=-10.0,
        knee_fold=90.0,
        impact=(0.0, 0.0),
        tilt=3.0,
        sway=0.0,
        sharpness=-0.35,
    )
