"""Rhythm and spring: times of contacts, rise and fall, stiffness of the leg."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.curves import LAST, at, span
from understride.measures.table import Also, measure
from understride.model import Stride, Unit

GRAVITY = 9.81  # m/s²
LEG_SHARE = 0.53  # of body height (source morin2005)


@measure(
    title="Steps per minute", unit=Unit.PER_MINUTE, sign="both feet counted", plane="–", phase="stride",
    source="definitions", scale=(130, 230), sem=1.5, lab_sd=0.0,
)  # fmt: skip
def step_rate(stride: Stride) -> float:
    """Steps of both feet per minute: 120 divided by the stride time."""
    return 120.0 / stride.duration


@measure(
    title="Time on the ground", unit=Unit.SECONDS, sign="longer is more", plane="–", phase="stance",
    source="definitions", scale=(0.12, 0.40), sided=True, sem=0.006, lab_sd=0.005,
)  # fmt: skip
def stance_time(stride: Stride) -> float:
    """Time from landing to leaving of one foot."""
    return stride.stance_time


@measure(
    title="Time in the air", unit=Unit.SECONDS, sign="longer is more", plane="–", phase="the flight that follows",
    source="definitions", scale=(-0.05, 0.25), sided=True, sem=0.006, lab_sd=0.005,
)  # fmt: skip
def flight_time(stride: Stride) -> float:
    """Time from leaving of one foot to landing of the other; it belongs to the foot that left."""
    return stride.other_landing - stride.leaving


@measure(
    title="Share of the stride on the ground", unit=Unit.NONE, sign="0 to 1", plane="–", phase="stride",
    source="definitions", scale=(0.20, 0.50), sided=True, sem=0.008, lab_sd=0.008,
)  # fmt: skip
def duty_factor(stride: Stride) -> float:
    """Stance time divided by stride time."""
    return stride.leaving_share


@measure(
    title="Rise and fall of the pelvis", unit=Unit.METRES, sign="never negative", plane="sagittal",
    phase="each step", needs=("pelvis_height",), source="definitions", scale=(0.03, 0.15), sem=0.004, lab_sd=0.004,
)  # fmt: skip
def vertical_oscillation(stride: Stride) -> float:
    """Highest minus lowest mid-pelvis within each step (landing to the other foot's landing), mean of both steps."""
    height = stride.whole["pelvis_height"]
    middle = round(LAST * (stride.other_landing - stride.landing) / stride.duration)
    return (span(height[: middle + 1]) + span(height[middle:])) / 2


def _force_stiffness(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
    """Peak force over leg compression, the compression from the twice integrated force (kept beside the model's)."""
    found = []
    for stride in strides:
        force, mass = stride.force, stride.mass
        if force is None or not mass or not stride.speed or not stride.height:
            continue
        step = np.gradient(force.time)
        acceleration = force.smooth / mass - GRAVITY
        velocity = np.cumsum(acceleration * step)
        velocity -= np.mean(velocity)
        drop = span(np.cumsum(velocity * step))
        shorter = _compression(drop, stride.speed, stride.stance_time, stride.height)
        found.append(float(force.smooth.max()) / shorter / 1000)
    return (("by_force", float(np.mean(found))),) if found else ()


def _compression(drop: float, speed: float, stance: float, height: float) -> float:
    """Shortening of the leg spring, m: its fall plus the arc that it swings through."""
    leg = LEG_SHARE * height
    reach = min(speed * stance / 2, leg)
    return float(leg - np.sqrt(leg**2 - reach**2) + drop)


@measure(
    title="Stiffness of the leg as a spring", unit=Unit.KILONEWTONS_PER_METRE, sign="never negative", plane="sagittal",
    phase="stance", also=(Also.SPEED, Also.MASS, Also.HEIGHT), source="morin2005", scale=(3, 20), sided=True,
    # Day: the larger of what 6 ms of stance time make of it at 3.5 m/s (0.64) and SD·√(1 − ICC) = 1.58·√(1 − 0.922) =
    # 0.44 (source pappas2014 with the SD of our norm at 4.5 m/s). Laboratory: 5 ms of stance time, at 3.5 m/s.
    sem=0.65, lab_sd=0.55, extra=_force_stiffness,
)  # fmt: skip
def leg_stiffness(stride: Stride) -> float | None:
    """Peak force over leg compression in the sine-wave model of stance and flight times (level ground only)."""
    mass, height, speed = stride.mass, stride.height, stride.speed
    flight, stance = stride.other_landing - stride.leaving, stride.stance_time
    if mass is None or height is None or speed is None or flight <= 0:
        return None
    force = mass * GRAVITY * np.pi / 2 * (flight / stance + 1)
    drop = abs(force * stance**2 / (mass * np.pi**2) - GRAVITY * stance**2 / 8)
    return float(force / _compression(drop, speed, stance, height) / 1000)


@measure(
    title="How far ahead the foot lands", unit=Unit.METRES, sign="+ the foot is ahead of the pelvis", plane="sagittal",
    phase="landing", needs=("foot_ahead",), source="definitions", scale=(0.0, 0.5), sided=True, sem=0.010, lab_sd=0.015,
)  # fmt: skip
def foot_ahead_at_landing(stride: Stride) -> float:
    """Mid-foot minus mid-pelvis along the run when the foot lands."""
    return at(stride.stance["foot_ahead"], 0)


ROWS = (
    step_rate,
    stance_time,
    flight_time,
    duty_factor,
    vertical_oscillation,
    leg_stiffness,
    foot_ahead_at_landing,
)
