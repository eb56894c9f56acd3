"""One made-up stride, and for every measure the value that hand arithmetic gives on it.

Times: landing 0, leaving 0.25, other landing 0.35, other leaving 0.60, next landing 0.70 s; 3.5 m/s, 70 kg, 1.80 m.
Curves are simple enough to read off: S = sin(2π·share), C = cos, over the stride; x runs 0 → 1 over stance.
"""

import math
from types import MappingProxyType

import numpy as np

from understride.model import Side, StanceForce, Stride

SHARE = np.linspace(0, 1, 101)
S, C, S2 = np.sin(2 * np.pi * SHARE), np.cos(2 * np.pi * SHARE), np.sin(4 * np.pi * SHARE)
X = SHARE

WHOLE = {
    "pelvis_yaw": 1.0 + 5 * S,
    "thorax_yaw": -2.0 - 12 * C,
    "thorax_turn": 2.0 + 12 * C,
    "thorax_in_pelvis_yaw": -3.0 + 13 * S,
    "back_yaw": 10 * S,
    "upper_arm_lab": 20 * C,
    "legs": 0.6 * C,
    "pelvis_obliquity": 0.5 + 4 * S,
    "thorax_side_bend": 1.5 + 3 * S,
    "shoulder_height_difference": 0.010 + 0.002 * S,
    "shoulder_height": -0.030 + 0.001 * S,
    "trunk_lean": 9.0 + S2,
    "thorax_in_pelvis_flexion": 18.0 + 2 * S2,
    "head_ahead_of_c7": 0.08 + 0.001 * S,
    "sternum_to_pelvis": 0.44 + 0.01 * S,
    "pelvis_tilt": 14.0 + 3 * S2,
    "pelvis_height": 1.0 - 0.04 * S2,
    "hip_flexion": 10.0 - 30 * np.cos(2 * np.pi * (SHARE - 0.35)),
}
STANCE = {
    "foot_ahead": 0.30 - 0.75 * X,
    "pelvis_height": 1.0 + (X - 0.42) ** 2,
    "pelvis_obliquity_stance": 2.0 + 3 * np.sin(np.pi * X),
    "trunk_outside": 0.02 - 0.01 * X,
    "thigh_lab": 28.0 - 50 * X,
    "other_thigh_lab": -6.0 + 35 * X,
    "other_thigh_velocity": 210.0 + 40 * X,
    "knee_flexion": 14.0 + 30 * np.sin(np.pi * X),
    "ankle_flexion": 2.0 + 22 * np.sin(np.pi * X),
    "heel_height": 0.050 - 0.012 * np.sin(np.pi * X),
    "hip_adduction": 4.0 + 8 * np.sin(np.pi * X),
    "hip_rotation": -3.0 + 7 * X,
    "pelvis_tilt": 12.0 + 4 * X,
}

WEIGHT = 70 * 9.81
TIME = np.linspace(0, 0.25, 251)
FORCE = StanceForce(
    time=TIME,
    raw=2.5 * WEIGHT * np.sin(np.pi * TIME / 0.25),
    smooth=2.5 * WEIGHT * np.sin(np.pi * TIME / 0.25),
    forward=-0.3 * WEIGHT * np.sin(2 * np.pi * TIME / 0.25),
    free_moment=-8.0 * np.sin(np.pi * TIME / 0.25),
    body_weight=WEIGHT,
    presmoothed=False,
)
STRIDE = Stride(
    side=Side.RIGHT, landing=0.0, leaving=0.25, next_landing=0.70, other_landing=0.35, other_leaving=0.60,
    whole=MappingProxyType(WHOLE), stance=MappingProxyType(STANCE), missing=MappingProxyType({}), force=FORCE,
    speed=3.5, mass=70.0, height=1.80,
)  # fmt: skip


def stiffness() -> float:
    """Sine-wave model by hand: F = mg·π/2·(tf/tc + 1), Δy, ΔL, k in kN/m (Morin 2005)."""
    peak = WEIGHT * math.pi / 2 * (0.10 / 0.25 + 1)
    drop = abs(peak * 0.25**2 / (70 * math.pi**2) - 9.81 * 0.25**2 / 8)
    leg = 0.53 * 1.80
    arc = leg - math.sqrt(leg**2 - (3.5 * 0.25 / 2) ** 2)
    return peak / (arc + drop) / 1000


# Rise between 20 and 80 % of 13 % of stance (no impact peak in a half sine): 0.0065 s to 0.026 s.
RISE = 2.5 * (math.sin(math.pi * 0.026 / 0.25) - math.sin(math.pi * 0.0065 / 0.25)) / 0.0195
# Half a sine of 0.125 s: area 2/π times height times length; over mass: times g.
IMPULSE = 0.3 * 9.81 * 0.125 * 2 / math.pi

EXPECTED = {
    "step_rate": 120 / 0.70,
    "stance_time": 0.25,
    "flight_time": 0.10,
    "duty_factor": 0.25 / 0.70,
    "vertical_oscillation": 0.08,
    "leg_stiffness": stiffness(),
    "foot_ahead_at_landing": 0.30,
    "pelvis_yaw_range": 10.0,
    "pelvis_yaw_offset": 1.0,
    "thorax_yaw_range": 24.0,
    "thorax_yaw_offset": -2.0,
    "thorax_turn_amplitude": 14.0,
    "thorax_in_pelvis_yaw_range": 26.0,
    "back_yaw_range": 20.0,
    "arm_swing_range": 40.0,
    "phase_shoulders_legs": 180.0,  # −cos against cos: opposite
    "phase_pelvis_legs": 90.0,  # sin peaks a quarter of a stride after cos
    "phase_shoulders_pelvis": 90.0,  # −cos peaks at 50 %, sin at 25 %
    "pelvis_obliquity_range": 8.0,
    "pelvis_drop": 5.0,
    "thorax_side_bend_range": 6.0,
    "thorax_side_bend_offset": 1.5,
    "shoulder_height_difference": 0.010,
    "trunk_over_foot": 0.015,
    "trunk_lean_mean": 9.0,
    "thorax_in_pelvis_flexion_mean": 18.0,
    "head_ahead_of_c7": 0.08,
    "sternum_to_pelvis_length": 0.44,
    "shoulder_height": -0.030,
    "pelvis_tilt_mean": 14.0,
    "pelvis_tilt_range": 6.0,
    "pelvis_passes_foot": 40.0,  # 0.30 − 0.75 x = 0
    "pelvis_ahead_of_foot_at_lowest": 0.75 * 0.42 - 0.30,
    "thighs_level": 40.0,  # 28 − 50 x = −6 + 35 x
    "thigh_gap_at_landing": 34.0,
    "trail_thigh_velocity_at_landing": 210.0,
    "knee_flexion_at_landing": 14.0,
    "knee_flexion_stance_peak": 44.0,
    "ankle_flexion_at_landing": 2.0,
    "ankle_flexion_peak": 24.0,
    "heel_lowering": 0.012,
    "hip_flexion_peak": 40.0,
    "time_of_peak_hip_flexion": 85.0,
    "hip_extension_peak": 20.0,
    "hip_flexion_range": 60.0,
    "pelvic_leak": 4 / 50,  # 4° of tilt over 50° of thigh
    "hip_adduction_peak": 12.0,
    "hip_rotation_range": 7.0,
    "hip_rotation_at_leaving": 4.0,
    "peak_vertical_force": 2.5,
    "loading_rate": RISE,
    "braking_impulse": IMPULSE,
    "propulsive_impulse": IMPULSE,
    "free_moment_peak": 8.0 / (WEIGHT * 1.80),
}
