"""Side to side: pelvis, thorax, shoulders, and the trunk over the standing foot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.curves import at, mean, span
from understride.measures.table import measure
from understride.model import Stride, Unit


@measure(
    title="Tipping of the pelvis from side to side", unit=Unit.DEGREES, sign="curve: + right side higher",
    plane="frontal", phase="whole stride", needs=("pelvis_obliquity",), source="baker2001", scale=(0, 25), sem=0.8,
    lab_sd=1.0,
)  # fmt: skip
def pelvis_obliquity_range(stride: Stride) -> float:
    """How far the pelvis tips to and fro in the frontal plane within one stride."""
    return span(stride.whole["pelvis_obliquity"])


def _after_landing(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
    grown = [
        np.max(s.stance["pelvis_obliquity_stance"]) - s.stance["pelvis_obliquity_stance"][0] for s in strides
    ]
    return (("after_landing", float(np.mean(grown))),)


@measure(
    title="How low the free side of the pelvis hangs", unit=Unit.DEGREES, sign="+ swing side lower", plane="frontal",
    phase="stance", needs=("pelvis_obliquity_stance",), source="definitions", scale=(-5, 15), sided=True, sem=1.0,
    lab_sd=1.0, extra=_after_landing,
)  # fmt: skip
def pelvis_drop(stride: Stride) -> float:
    """Largest height of the standing side over the swing side during stance, as an angle of the pelvis."""
    return float(np.max(stride.stance["pelvis_obliquity_stance"]))


@measure(
    title="Bending of the upper body from side to side", unit=Unit.DEGREES, sign="never negative", plane="frontal",
    phase="whole stride", needs=("thorax_side_bend",), source="baker2001", scale=(0, 25), sem=1.0, lab_sd=1.0,
)  # fmt: skip
def thorax_side_bend_range(stride: Stride) -> float:
    """How far the line between the tops of the shoulders tips to and fro within one stride."""
    return span(stride.whole["thorax_side_bend"])


@measure(
    title="Side to which the upper body bends on average", unit=Unit.DEGREES, sign="+ right shoulder higher",
    plane="frontal", phase="whole stride", needs=("thorax_side_bend",), source="baker2001", scale=(-15, 15), sem=2.0,
    lab_sd=3.0, zero="thorax_side_bend",
)  # fmt: skip
def thorax_side_bend_offset(stride: Stride) -> float:
    """Mean tip of the line between the tops of the shoulders."""
    return mean(stride.whole["thorax_side_bend"])


@measure(
    title="Height of one shoulder over the other", unit=Unit.METRES, sign="+ right higher", plane="frontal",
    phase="whole stride", needs=("shoulder_height_difference",), source="definitions", scale=(-0.08, 0.08),
    zero="shoulder_height_difference",
)  # fmt: skip
def shoulder_height_difference(stride: Stride) -> float:
    """Mean height of the right acromion minus that of the left."""
    return mean(stride.whole["shoulder_height_difference"])


@measure(
    title="Trunk to the side of the standing foot", unit=Unit.METRES, sign="+ trunk outside the standing foot",
    plane="frontal", phase="midstance", needs=("trunk_outside",), source="definitions", scale=(-0.2, 0.2), sided=True,
    sem=0.010, lab_sd=0.015,
)  # fmt: skip
def trunk_over_foot(stride: Stride) -> float:
    """Sideways distance from the mid-foot to the middle of C7 and the jugular notch at midstance."""
    return at(stride.stance["trunk_outside"], 50)


ROWS = (
    pelvis_obliquity_range,
    pelvis_drop,
    thorax_side_bend_range,
    thorax_side_bend_offset,
    shoulder_height_difference,
    trunk_over_foot,
)
