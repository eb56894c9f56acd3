"""Seen from the side: trunk and head, pelvis over the foot, the swing leg, knee and ankle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.curves import LAST, at, first_at_or_above, mean, peak_place, span
from understride.measures.table import measure
from understride.model import Stride, Unit


@measure(
    title="Lean of the whole trunk", unit=Unit.DEGREES, sign="+ forward", plane="sagittal", phase="whole stride",
    needs=("trunk_lean",), source="definitions", scale=(-10, 30), sem=1.5, lab_sd=2.0, zero="trunk_lean",
)  # fmt: skip
def trunk_lean_mean(stride: Stride) -> float:
    """Mean forward lean of the line from mid-pelvis to the top of the trunk."""
    return mean(stride.whole["trunk_lean"])


@measure(
    title="Rounding of the upper body over the pelvis", unit=Unit.DEGREES, sign="+ rounded", plane="sagittal",
    phase="whole stride", needs=("thorax_in_pelvis_flexion",), source="definitions", scale=(-40, 40), sem=3.0,
    lab_sd=6.0, zero="thorax_in_pelvis_flexion",
)  # fmt: skip
def thorax_in_pelvis_flexion_mean(stride: Stride) -> float:
    """Mean flexion of the thorax against the pelvis, both levelled first."""
    return mean(stride.whole["thorax_in_pelvis_flexion"])


@measure(
    title="Head ahead of the neck", unit=Unit.METRES, sign="+ ahead", plane="sagittal", phase="whole stride",
    needs=("head_ahead_of_c7",), source="definitions", scale=(0.0, 0.2), zero="head_ahead_of_c7",
)  # fmt: skip
def head_ahead_of_c7(stride: Stride) -> float:
    """Mean horizontal distance from C7 to the middle of the head points, along the facing of the shoulders."""
    return mean(stride.whole["head_ahead_of_c7"])


def _length_range(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
    return (("range", float(np.mean([span(s.whole["sternum_to_pelvis"]) for s in strides]))),)


@measure(
    title="Length of the front of the trunk", unit=Unit.METRES, sign="longer is more", plane="sagittal",
    phase="whole stride", needs=("sternum_to_pelvis",), source="definitions", scale=(0.3, 0.6),
    zero="sternum_to_pelvis", extra=_length_range,
)  # fmt: skip
def sternum_to_pelvis_length(stride: Stride) -> float:
    """Mean distance from the jugular notch to the middle of the two front points of the pelvis."""
    return mean(stride.whole["sternum_to_pelvis"])


@measure(
    title="Height of the shoulders against the neck", unit=Unit.METRES, sign="+ up (hunched)", plane="sagittal",
    phase="whole stride", needs=("shoulder_height",), source="definitions", scale=(-0.1, 0.05), zero="shoulder_height",
)  # fmt: skip
def shoulder_height(stride: Stride) -> float:
    """Mean height of the acromia minus that of C7."""
    return mean(stride.whole["shoulder_height"])


@measure(
    title="Tilt of the pelvis", unit=Unit.DEGREES, sign="+ front down", plane="sagittal", phase="whole stride",
    needs=("pelvis_tilt",), source="baker2001", scale=(-10, 40), sem=2.5, lab_sd=5.0, zero="pelvis_tilt",
)  # fmt: skip
def pelvis_tilt_mean(stride: Stride) -> float:
    """Mean forward tilt of the pelvis; between people it says nothing, since bones differ as much."""
    return mean(stride.whole["pelvis_tilt"])


@measure(
    title="Rocking of the pelvis forward and back", unit=Unit.DEGREES, sign="never negative", plane="sagittal",
    phase="whole stride", needs=("pelvis_tilt",), source="baker2001", scale=(0, 20), sem=0.9, lab_sd=1.0,
)  # fmt: skip
def pelvis_tilt_range(stride: Stride) -> float:
    """How far the pelvis rocks to and fro within one stride (two waves per stride are usual)."""
    return span(stride.whole["pelvis_tilt"])


@measure(
    title="When the pelvis passes over the foot", unit=Unit.PERCENT, sign="% of stance, later is more",
    plane="sagittal", phase="stance", needs=("foot_ahead",), source="definitions", scale=(10, 80), sided=True, sem=2.0,
    lab_sd=2.0,
)  # fmt: skip
def pelvis_passes_foot(stride: Stride) -> float | None:
    """First moment of stance at which mid-pelvis is over or ahead of the mid-foot."""
    return first_at_or_above(-stride.stance["foot_ahead"], 0.0)


@measure(
    title="Pelvis ahead of the foot at the lowest point", unit=Unit.METRES, sign="+ pelvis ahead", plane="sagittal",
    phase="lowest point", needs=("foot_ahead", "pelvis_height"), source="definitions", scale=(-0.15, 0.15), sided=True,
    sem=0.010, lab_sd=0.015,
)  # fmt: skip
def pelvis_ahead_of_foot_at_lowest(stride: Stride) -> float:
    """Mid-pelvis minus mid-foot along the run when the pelvis is lowest in stance."""
    lowest = peak_place(-stride.stance["pelvis_height"], 0, LAST)
    return -at(stride.stance["foot_ahead"], lowest)


@measure(
    title="When the thighs are level", unit=Unit.PERCENT, sign="% of stance, later is more", plane="sagittal",
    phase="stance", needs=("thigh_lab", "other_thigh_lab"), source="definitions", scale=(20, 80), sided=True, sem=2.0,
    lab_sd=2.0,
)  # fmt: skip
def thighs_level(stride: Stride) -> float | None:
    """First moment of stance at which the swing thigh has caught up with the standing thigh."""
    return first_at_or_above(stride.stance["other_thigh_lab"] - stride.stance["thigh_lab"], 0.0)


@measure(
    title="Angle between the thighs at landing", unit=Unit.DEGREES, sign="+ wide", plane="sagittal", phase="landing",
    needs=("thigh_lab", "other_thigh_lab"), source="definitions", scale=(0, 70), sided=True, sem=2.0, lab_sd=3.0,
)  # fmt: skip
def thigh_gap_at_landing(stride: Stride) -> float:
    """Angle of the landing leg's thigh minus that of the trailing one when the foot lands."""
    return at(stride.stance["thigh_lab"], 0) - at(stride.stance["other_thigh_lab"], 0)


@measure(
    title="Speed of the trailing thigh at landing", unit=Unit.DEGREES_PER_SECOND, sign="+ swinging forward",
    plane="sagittal", phase="landing", needs=("other_thigh_velocity",), source="definitions", scale=(0, 450),
    sided=True, sem=20.0, lab_sd=20.0,
)  # fmt: skip
def trail_thigh_velocity_at_landing(stride: Stride) -> float:
    """Forward angular velocity of the other leg's thigh when this foot lands."""
    return at(stride.stance["other_thigh_velocity"], 0)


@measure(
    title="Bend of the knee at landing", unit=Unit.DEGREES, sign="+ bent", plane="sagittal", phase="landing",
    needs=("knee_flexion",), source="grood1983", scale=(-5, 40), sided=True, sem=2.0, lab_sd=3.0, zero="knee_flexion",
)  # fmt: skip
def knee_flexion_at_landing(stride: Stride) -> float:
    """Knee flexion when the foot lands."""
    return at(stride.stance["knee_flexion"], 0)


@measure(
    title="Largest bend of the standing knee", unit=Unit.DEGREES, sign="+ bent", plane="sagittal", phase="stance",
    needs=("knee_flexion",), source="grood1983", scale=(20, 70), sided=True, sem=2.0, lab_sd=3.0, zero="knee_flexion",
)  # fmt: skip
def knee_flexion_stance_peak(stride: Stride) -> float:
    """Largest knee flexion during stance."""
    return float(np.max(stride.stance["knee_flexion"]))


@measure(
    title="Ankle at landing", unit=Unit.DEGREES, sign="+ toes towards the shin", plane="sagittal", phase="landing",
    needs=("ankle_flexion",), source="grood1983", scale=(-30, 30), sided=True, sem=2.5, lab_sd=5.0,
    zero="ankle_flexion",
)  # fmt: skip
def ankle_flexion_at_landing(stride: Stride) -> float:
    """Ankle flexion when the foot lands."""
    return at(stride.stance["ankle_flexion"], 0)


@measure(
    title="Largest bend of the standing ankle", unit=Unit.DEGREES, sign="+ toes towards the shin", plane="sagittal",
    phase="stance", needs=("ankle_flexion",), source="grood1983", scale=(0, 50), sided=True, sem=2.5, lab_sd=5.0,
    zero="ankle_flexion",
)  # fmt: skip
def ankle_flexion_peak(stride: Stride) -> float:
    """Largest ankle flexion during stance."""
    return float(np.max(stride.stance["ankle_flexion"]))


@measure(
    title="How far the heel comes down", unit=Unit.METRES, sign="+ the heel comes down", plane="sagittal",
    phase="stance", needs=("heel_height",), source="definitions", scale=(-0.02, 0.08), sided=True,
)  # fmt: skip
def heel_lowering(stride: Stride) -> float:
    """Height of the heel at landing minus its lowest height in stance."""
    return at(stride.stance["heel_height"], 0) - float(np.min(stride.stance["heel_height"]))


ROWS = (
    trunk_lean_mean,
    thorax_in_pelvis_flexion_mean,
    head_ahead_of_c7,
    sternum_to_pelvis_length,
    shoulder_height,
    pelvis_tilt_mean,
    pelvis_tilt_range,
    pelvis_passes_foot,
    pelvis_ahead_of_foot_at_lowest,
    thighs_level,
    thigh_gap_at_landing,
    trail_thigh_velocity_at_landing,
    knee_flexion_at_landing,
    knee_flexion_stance_peak,
    ankle_flexion_at_landing,
    ankle_flexion_peak,
    heel_lowering,
)
