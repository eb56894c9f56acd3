"""The imbalances as they are planted: one visible table.

A plant says by how much each measure is changed from the same runner without it (turned by the knobs of
`handles.HANDLES`), and which further measures the body itself takes along (`coupled`): a pelvis that tips takes the
hip angles with it. Every measure that is in neither must stay where it is. The sizes are clear but human: about
two or more standard deviations between runners where docs/tables/reference.md gives one.

I12 (rhythm broken by alertness) needs marked events and is not planted.
"""

from __future__ import annotations

from dataclasses import dataclass

from understride.model import Side
from understride.synth.handles import typical
from understride.synth.knobs import running
from understride.synth.truth import Key

LEFT, RIGHT = Side.LEFT, Side.RIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One imbalance in a made-up runner. id: of the method's list, with a letter where there is more than one.

    says: what was done, in words. changes: (measure, side; None = whole body or both sides) → change in the
    measure's unit, in the order in which the knobs are turned. coupled: (measure, side) that move along.
    """

    id: str
    says: str
    changes: dict[Key, float]
    coupled: frozenset[Key]

    def may_move(self, key: Key) -> bool:
        """Whether this measure may differ from the runner without the plant."""
        name, side = key
        planned = set(self.changes) | self.coupled
        if side is Side.LEFT_MINUS_RIGHT:
            return any((name, each) in planned for each in (Side.LEFT, Side.RIGHT, None))
        return key in planned or (name, None) in self.changes


def _both(*names: str) -> frozenset[Key]:
    return frozenset((name, side) for name in names for side in (LEFT, RIGHT))


def _of(side: Side, *names: str) -> frozenset[Key]:
    return frozenset((name, side) for name in names)


def _body(*names: str) -> frozenset[Key]:
    return frozenset((name, None) for name in names)


# Groups that move together because the bones are joined
HIP_SWING = ("hip_flexion_peak", "hip_extension_peak", "hip_flexion_range")
LANDING = ("knee_flexion_at_landing", "ankle_flexion_at_landing")
OVER_THE_FOOT = ("foot_ahead_at_landing", "pelvis_passes_foot", "thighs_level")

PLANTS: tuple[Plant, ...] = (
    Plant(
        id="I1",
        says="chest and pelvis turn less against one another",
        changes={("thorax_in_pelvis_yaw_range", None): -9.0},
        coupled=_body("thorax_yaw_range", "back_yaw_range") | _both("thorax_turn_amplitude"),
    ),
    Plant(
        id="I2",
        says="the back is rounded: chest tipped and lowered, head and shoulders forward and up",
        changes={
            ("thorax_in_pelvis_flexion_mean", None): 9.0,
            ("sternum_to_pelvis_length", None): -0.025,
            ("head_ahead_of_c7", None): 0.030,
            ("shoulder_height", None): 0.020,
        },
        coupled=frozenset(),
    ),
    Plant(
        id="I3",
        says="the front of the trunk is short, the pelvis tips forward and hardly rocks",
        changes={
            ("pelvis_tilt_mean", None): 5.0,
            ("pelvis_tilt_range", None): -4.0,
            ("sternum_to_pelvis_length", None): -0.020,
        },
        coupled=_body("thorax_in_pelvis_flexion_mean", "phase_shoulders_legs", "phase_pelvis_legs")
        | _both(*HIP_SWING, *LANDING, "pelvic_leak", "thighs_level", "trail_thigh_velocity_at_landing"),
    ),
    Plant(
        id="I4",
        says="the left leg swings forward late",
        changes={("thighs_level", RIGHT): 8.0},
        coupled=_body("phase_shoulders_legs", "phase_pelvis_legs")
        | _of(LEFT, *HIP_SWING, "time_of_peak_hip_flexion")
        | _of(RIGHT, "thigh_gap_at_landing", "trail_thigh_velocity_at_landing"),
    ),
    Plant(
        id="I5",
        says="the pelvis is behind the standing foot, and lower",
        changes={
            ("knee_flexion_stance_peak", None): 6.0,
            ("pelvis_ahead_of_foot_at_lowest", None): -0.050,
        },
        coupled=_body("phase_shoulders_legs", "phase_pelvis_legs")
        | _both(
            *HIP_SWING,
            *LANDING,
            *OVER_THE_FOOT,
            "ankle_flexion_peak",
            "pelvic_leak",
            "time_of_peak_hip_flexion",
        )
        | _both("thigh_gap_at_landing", "trail_thigh_velocity_at_landing"),
    ),
    Plant(
        id="I6",
        says="both hips extend less: the pelvis tips along with the leg",
        changes={("hip_extension_peak", None): -5.0},
        coupled=_body(
            "pelvis_tilt_mean",
            "pelvis_tilt_range",
            "thorax_in_pelvis_flexion_mean",
            "sternum_to_pelvis_length",
        )
        | _both(
            *HIP_SWING, *LANDING, "pelvic_leak", "time_of_peak_hip_flexion", "trail_thigh_velocity_at_landing"
        ),
    ),
    Plant(
        id="I6-rotation",
        says="both thighs turn less in the hip",
        changes={("hip_rotation_range", None): -4.0},
        coupled=_both("hip_rotation_at_leaving"),
    ),
    Plant(
        id="I7",
        says="only the left hip extends less, and takes the pelvis along",
        changes={("pelvic_leak", LEFT): 0.15},
        coupled=_body("pelvis_tilt_mean", "pelvis_tilt_range", "thorax_in_pelvis_flexion_mean")
        | _of(LEFT, "hip_extension_peak", "hip_flexion_range")
        | _of(RIGHT, "hip_flexion_peak", "hip_flexion_range", "time_of_peak_hip_flexion"),
    ),
    Plant(
        id="I8",
        says="the chest stays turned and bent to the left, the left arm swings less",
        changes={
            ("thorax_yaw_offset", None): 8.0,
            ("thorax_side_bend_offset", None): 5.0,
            ("arm_swing_range", LEFT): -12.0,
        },
        coupled=_body("shoulder_height_difference") | _both("thorax_turn_amplitude", "trunk_over_foot"),
    ),
    Plant(
        id="I9",
        says="the pelvis is held still",
        changes={
            ("pelvis_yaw_range", None): -6.0,
            ("pelvis_obliquity_range", None): -6.0,
            ("pelvis_tilt_range", None): -4.0,
        },
        coupled=_body("thorax_in_pelvis_yaw_range")
        | _both(*HIP_SWING, *LANDING, "pelvis_drop", "pelvic_leak", "thigh_gap_at_landing")
        | _both("knee_flexion_stance_peak", "ankle_flexion_peak")
        | _both("hip_adduction_peak", "hip_rotation_range", "hip_rotation_at_leaving"),
    ),
    Plant(
        id="I10",
        says="ribs, spine and shoulders move as one block",
        changes={
            ("thorax_in_pelvis_yaw_range", None): -9.0,
            ("thorax_side_bend_range", None): -5.0,
        },
        coupled=_body("thorax_yaw_range", "back_yaw_range") | _both("thorax_turn_amplitude"),
    ),
    Plant(
        id="I11",
        says="the left foot lands far ahead and out to the side, and hard",
        changes={
            ("trunk_over_foot", LEFT): -0.030,
            ("foot_ahead_at_landing", LEFT): 0.015,
            ("braking_impulse", LEFT): 0.060,
            ("loading_rate", LEFT): 20.0,
        },
        coupled=_body("phase_shoulders_legs", "phase_pelvis_legs")
        | _of(LEFT, *HIP_SWING, *LANDING, *OVER_THE_FOOT, "knee_flexion_stance_peak", "hip_adduction_peak")
        | _of(LEFT, "pelvis_ahead_of_foot_at_lowest", "peak_vertical_force")
        | _of(RIGHT, "trail_thigh_velocity_at_landing"),
    ),
)


def wishes(plant: Plant, *, speed: float = 3.5) -> dict[Key, float]:
    """The values to ask `runner(plant=…)` for: those of the unplanted runner with the changes added."""
    before = typical(running(speed), tuple(name for name, _ in plant.changes))
    wished: dict[Key, float] = {}
    for (name, side), change in plant.changes.items():
        sides = (side,) if side or (name, None) in before else (LEFT, RIGHT)
        wished |= {(name, each): before[(name, each)] + change for each in sides}
    return wished
