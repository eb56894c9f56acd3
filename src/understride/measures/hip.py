"""The hip in its directions, and how much the pelvis goes along."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.curves import LAST, peak_place, span
from understride.measures.table import measure
from understride.model import Floats, Reason, Stride, Unavailable, Unit

AROUND_LEAVING = 10  # % of the stride to either side
TRAVEL = 15.0  # degrees of thigh movement below which a slope means little
UNSURE = 0.02  # standard error of the mean slope above which it is not shown


def _swing(stride: Stride) -> tuple[int, int]:
    return int(np.ceil(LAST * stride.leaving_share)), LAST


@measure(
    title="Largest bend of the hip", unit=Unit.DEGREES, sign="+ thigh forward", plane="sagittal", phase="swing",
    needs=("hip_flexion",), source="grood1983", scale=(10, 90), sided=True, sem=2.5, lab_sd=5.0, zero="hip_flexion",
)  # fmt: skip
def hip_flexion_peak(stride: Stride) -> float:
    """Largest hip flexion in swing."""
    first, last = _swing(stride)
    return float(np.max(stride.whole["hip_flexion"][first : last + 1]))


@measure(
    title="When the hip is bent most", unit=Unit.PERCENT, sign="% of the leg's own stride, later is more",
    plane="sagittal", phase="swing", needs=("hip_flexion",), source="definitions", scale=(65, 100), sided=True, sem=2.0,
    lab_sd=2.0,
)  # fmt: skip
def time_of_peak_hip_flexion(stride: Stride) -> float:
    """Moment of the largest hip flexion in swing."""
    return peak_place(stride.whole["hip_flexion"], *_swing(stride))


@measure(
    title="How far the hip opens behind", unit=Unit.DEGREES, sign="+ thigh behind the pelvis's own line",
    plane="sagittal", phase="around leaving", needs=("hip_flexion",), source="grood1983", scale=(-20, 40), sided=True,
    sem=2.5, lab_sd=5.0, zero="-hip_flexion",
)  # fmt: skip
def hip_extension_peak(stride: Stride) -> float:
    """Largest hip extension within 10 % of the stride before or after leaving."""
    middle = round(LAST * stride.leaving_share)
    return -float(
        np.min(stride.whole["hip_flexion"][max(0, middle - AROUND_LEAVING) : middle + AROUND_LEAVING + 1])
    )


@measure(
    title="How far the hip moves forward and back", unit=Unit.DEGREES, sign="never negative", plane="sagittal",
    phase="whole stride", needs=("hip_flexion",), source="grood1983", scale=(20, 100), sided=True, sem=1.8, lab_sd=2.5,
)  # fmt: skip
def hip_flexion_range(stride: Stride) -> float:
    """Range of hip flexion within one stride."""
    return span(stride.whole["hip_flexion"])


def _sure(_strides: Sequence[Stride], values: Floats) -> Unavailable | None:
    error = float(np.std(values, ddof=1) / np.sqrt(len(values)))
    if error > UNSURE:
        return Unavailable(
            reason=Reason.UNDER_THE_FLOOR, detail=f"strides differ too much (standard error {error:.2f})"
        )
    return None


@measure(
    title="How much the pelvis goes along with the leg", unit=Unit.DEGREES_PER_DEGREE,
    sign="+ the pelvis tips with the leg", plane="sagittal", phase="second half of stance",
    needs=("pelvis_tilt", "thigh_lab"), source="definitions", scale=(-0.2, 0.6), sided=True, sem=0.03, lab_sd=0.03,
    check=_sure,
)  # fmt: skip
def pelvic_leak(stride: Stride) -> float | None:
    """Change of forward tilt of the pelvis per degree that the thigh goes back, by least squares over late stance."""
    tilt, back = stride.stance["pelvis_tilt"][50:], -stride.stance["thigh_lab"][50:]
    if span(back) < TRAVEL:
        return None
    centred = back - back.mean()
    return float(centred @ (tilt - tilt.mean()) / (centred @ centred))


@measure(
    title="How far the standing leg crosses inwards", unit=Unit.DEGREES, sign="+ towards the middle", plane="frontal",
    phase="stance", needs=("hip_adduction",), source="grood1983", scale=(-10, 30), sided=True, sem=1.8, lab_sd=2.5,
    zero="hip_adduction",
)  # fmt: skip
def hip_adduction_peak(stride: Stride) -> float:
    """Largest hip adduction during stance."""
    return float(np.max(stride.stance["hip_adduction"]))


@measure(
    title="How far the hip rolls in and out", unit=Unit.DEGREES, sign="never negative", plane="transverse",
    phase="stance", needs=("hip_rotation",), source="grood1983", scale=(0, 30), sided=True, sem=2.0, lab_sd=3.0,
)  # fmt: skip
def hip_rotation_range(stride: Stride) -> float:
    """Range of hip rotation during stance (swing is mostly skin)."""
    return span(stride.stance["hip_rotation"])


@measure(
    title="Roll of the hip when the foot leaves", unit=Unit.DEGREES, sign="+ inwards", plane="transverse",
    phase="leaving", needs=("hip_rotation",), source="grood1983", scale=(-30, 30), sided=True, sem=4.0, lab_sd=7.0,
    zero="hip_rotation",
)  # fmt: skip
def hip_rotation_at_leaving(stride: Stride) -> float:
    """Hip rotation when the foot leaves the ground."""
    return float(stride.stance["hip_rotation"][LAST])


ROWS = (
    hip_flexion_peak,
    time_of_peak_hip_flexion,
    hip_extension_peak,
    hip_flexion_range,
    pelvic_leak,
    hip_adduction_peak,
    hip_rotation_range,
    hip_rotation_at_leaving,
)
