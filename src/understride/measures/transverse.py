"""Turning about the vertical: pelvis, shoulders, arms, and their timing against the legs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.curves import first_harmonic, lag, mean, span
from understride.measures.table import Check, Extra, measure
from understride.model import Floats, Reason, Stride, Unavailable, Unit

FLOOR = 3.0  # degrees: a first harmonic smaller than this has no timing (stride-to-stride SD is then 39°)
UNSTEADY = 45.0  # degrees: circular SD above which a mean phase says nothing


@measure(
    title="Turn of the pelvis", unit=Unit.DEGREES, sign="never negative", plane="transverse", phase="whole stride",
    needs=("pelvis_yaw",), source="baker2001", scale=(0, 30), sem=1.3, lab_sd=1.0,
)  # fmt: skip
def pelvis_yaw_range(stride: Stride) -> float:
    """How far the pelvis turns to and fro about the vertical within one stride."""
    return span(stride.whole["pelvis_yaw"])


@measure(
    title="Where the pelvis points on average", unit=Unit.DEGREES, sign="+ turned to the left", plane="transverse",
    phase="whole stride", needs=("pelvis_yaw",), source="baker2001", scale=(-15, 15), sem=1.5, lab_sd=2.0,
)  # fmt: skip
def pelvis_yaw_offset(stride: Stride) -> float:
    """Mean turn of the pelvis from the direction of the run."""
    return mean(stride.whole["pelvis_yaw"])


@measure(
    title="Turn of the shoulders", unit=Unit.DEGREES, sign="never negative", plane="transverse",
    phase="whole stride", needs=("thorax_yaw",), source="baker2001", scale=(0, 60), sem=2.0, lab_sd=2.5,
)  # fmt: skip
def thorax_yaw_range(stride: Stride) -> float:
    """How far the line between the tops of the shoulders turns to and fro about the vertical within one stride."""
    return span(stride.whole["thorax_yaw"])


@measure(
    title="Where the shoulders point on average", unit=Unit.DEGREES, sign="+ turned to the left", plane="transverse",
    phase="whole stride", needs=("thorax_yaw",), source="baker2001", scale=(-20, 20), sem=2.0, lab_sd=3.0,
    zero="thorax_yaw",
)  # fmt: skip
def thorax_yaw_offset(stride: Stride) -> float:
    """Mean turn of the shoulders from the direction of the run."""
    return mean(stride.whole["thorax_yaw"])


@measure(
    title="How far the shoulders turn to this side", unit=Unit.DEGREES, sign="+ towards the side named",
    plane="transverse", phase="whole stride", needs=("thorax_turn",), source="definitions", scale=(-5, 40), sided=True,
    sem=2.0, lab_sd=3.0, difference_sem=4.0,
)  # fmt: skip
def thorax_turn_amplitude(stride: Stride) -> float:
    """Largest turn of the shoulders to one side, from the direction of the run."""
    return float(np.max(stride.whole["thorax_turn"]))


@measure(
    title="Twist between shoulders and pelvis", unit=Unit.DEGREES, sign="never negative", plane="transverse",
    phase="whole stride", needs=("thorax_in_pelvis_yaw",), source="definitions", scale=(0, 60), sem=2.0, lab_sd=2.5,
)  # fmt: skip
def thorax_in_pelvis_yaw_range(stride: Stride) -> float:
    """Range of the turn of the shoulders minus the turn of the pelvis within one stride."""
    return span(stride.whole["thorax_in_pelvis_yaw"])


@measure(
    title="Turn of the back cluster", unit=Unit.DEGREES, sign="never negative", plane="transverse",
    phase="whole stride", needs=("back_yaw",), source="definitions", scale=(0, 60),
)  # fmt: skip
def back_yaw_range(stride: Stride) -> float:
    """How far a rigid cluster on the back turns about the vertical: not the shoulders, compared with nothing."""
    return span(stride.whole["back_yaw"])


@measure(
    title="Swing of the upper arm", unit=Unit.DEGREES, sign="never negative", plane="sagittal", phase="whole stride",
    needs=("upper_arm_lab",), source="definitions", scale=(0, 90), sided=True,
)  # fmt: skip
def arm_swing_range(stride: Stride) -> float:
    """Range of the upper arm's angle from vertical, seen from the side."""
    return span(stride.whole["upper_arm_lab"])


def circular_sd(degrees: Floats) -> float:
    """Spread of angles that wrap, degrees (√(−2 ln R))."""
    length = float(abs(np.mean(np.exp(1j * np.radians(degrees)))))
    return float(np.degrees(np.sqrt(-2 * np.log(min(max(length, 1e-12), 1.0)))))


def _harmonic_range(strides: Sequence[Stride], signal: str) -> float:
    return float(np.mean([2 * abs(first_harmonic(s.whole[signal])) for s in strides]))


def _large_and_steady(*signals: str) -> Check:
    """A phase needs movement: every turning signal above the floor, and strides that agree."""

    def check(strides: Sequence[Stride], values: Floats) -> Unavailable | None:
        for signal in signals:
            size = _harmonic_range(strides, signal)
            if size < FLOOR:
                what = signal.removesuffix("_yaw").replace("thorax", "shoulders")
                return Unavailable(
                    reason=Reason.UNDER_THE_FLOOR,
                    detail=f"the {what} turn only {size:.1f}° in the rhythm of the stride",
                )
        if circular_sd(values) > UNSTEADY:
            return Unavailable(
                reason=Reason.UNDER_THE_FLOOR, detail="the timing differs too much from stride to stride"
            )
        return None

    return check


def _sizes(*signals: str) -> Extra:
    def extra(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
        return tuple(
            (f"{signal}_first_harmonic_range", _harmonic_range(strides, signal)) for signal in signals
        )

    return extra


@measure(
    title="Shoulders behind the legs", unit=Unit.DEGREES, sign="0 together, 180 opposite, a lag", plane="transverse",
    phase="whole stride", needs=("thorax_yaw", "legs"), source="definitions", scale=(90, 270), sem=4.0, lab_sd=5.0,
    circular=True, check=_large_and_steady("thorax_yaw"), extra=_sizes("thorax_yaw"),
)  # fmt: skip
def phase_shoulders_legs(stride: Stride) -> float:
    """How far the rhythm of the shoulders' turning comes behind that of the legs, by first harmonics."""
    return lag(stride.whole["thorax_yaw"], stride.whole["legs"])


@measure(
    title="Pelvis behind the legs", unit=Unit.DEGREES, sign="0 together, 180 opposite, a lag", plane="transverse",
    phase="whole stride", needs=("pelvis_yaw", "legs"), source="definitions", scale=(0, 360), sem=15.0, lab_sd=15.0,
    circular=True, check=_large_and_steady("pelvis_yaw"), extra=_sizes("pelvis_yaw"),
)  # fmt: skip
def phase_pelvis_legs(stride: Stride) -> float:
    """How far the rhythm of the pelvis's turning comes behind that of the legs, by first harmonics."""
    return lag(stride.whole["pelvis_yaw"], stride.whole["legs"])


@measure(
    title="Shoulders behind the pelvis", unit=Unit.DEGREES, sign="0 together, 180 opposite, a lag",
    plane="transverse", phase="whole stride", needs=("thorax_yaw", "pelvis_yaw"), source="definitions", scale=(0, 360),
    sem=15.0, lab_sd=15.0, circular=True, check=_large_and_steady("thorax_yaw", "pelvis_yaw"),
    extra=_sizes("thorax_yaw", "pelvis_yaw"),
)  # fmt: skip
def phase_shoulders_pelvis(stride: Stride) -> float:
    """How far the rhythm of the shoulders' turning comes behind that of the pelvis, by first harmonics."""
    return lag(stride.whole["thorax_yaw"], stride.whole["pelvis_yaw"])


ROWS = (
    pelvis_yaw_range,
    pelvis_yaw_offset,
    thorax_yaw_range,
    thorax_yaw_offset,
    thorax_turn_amplitude,
    thorax_in_pelvis_yaw_range,
    back_yaw_range,
    arm_swing_range,
    phase_shoulders_legs,
    phase_pelvis_legs,
    phase_shoulders_pelvis,
)
