"""What the ground gives back: peaks, the first rise, braking and push, the twist under the foot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from understride.measures.table import Also, measure
from understride.model import StanceForce, Stride, Unit

GRAVITY = 9.81  # m/s²
EARLY = 0.25  # share of stance in which an impact peak is looked for
PROMINENCE = 0.05  # body weights
NO_PEAK = 0.13  # share of stance where the first rise ends if there is no impact peak


@measure(
    title="Largest vertical force", unit=Unit.BODY_WEIGHTS, sign="never negative", plane="sagittal", phase="stance",
    also=(Also.FORCE,), source="definitions", scale=(1.5, 3.5), sided=True, sem=0.05, lab_sd=0.1,
)  # fmt: skip
def peak_vertical_force(stride: Stride) -> float | None:
    """Largest vertical force in stance (50 Hz) over body weight."""
    force = stride.force
    return None if force is None else float(force.smooth.max() / force.body_weight)


def impact_peak(force: StanceForce) -> float | None:
    """Time of the first local maximum of the 50 Hz force in early stance, s from landing; None if there is none."""
    from scipy.signal import find_peaks

    early = force.time <= EARLY * force.time[-1]
    peaks, _ = find_peaks(force.smooth, prominence=PROMINENCE * force.body_weight)
    peaks = peaks[early[peaks]]
    return float(force.time[peaks[0]]) if len(peaks) else None


def _share_without_peak(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
    missing = [impact_peak(s.force) is None for s in strides if s.force is not None]
    return (("share_without_impact_peak", float(np.mean(missing))),) if missing else ()


@measure(
    title="How fast the force rises at landing", unit=Unit.BODY_WEIGHTS_PER_SECOND, sign="never negative",
    plane="sagittal", phase="first contact", also=(Also.FORCE, Also.RAW_FORCE), source="definitions", scale=(0, 200),
    sided=True, sem=0.12, lab_sd=0.25, relative_error=True, extra=_share_without_peak,
)  # fmt: skip
def loading_rate(stride: Stride) -> float | None:
    """Slope of the raw force from 20 to 80 % of the time to the impact peak (without one: to 13 % of stance)."""
    force = stride.force
    if force is None:
        return None
    end = impact_peak(force) or NO_PEAK * float(force.time[-1])
    low, high = np.interp([0.2 * end, 0.8 * end], force.time, force.raw)
    return float((high - low) / (0.6 * end) / force.body_weight)


def _impulse(stride: Stride, sign: int) -> float | None:
    """Fore-aft impulse of one direction over mass, m/s."""
    force = stride.force
    if force is None:
        return None
    pushed = np.clip(sign * force.forward, 0.0, None)
    return float(np.trapezoid(pushed, force.time) / (force.body_weight / GRAVITY))


@measure(
    title="Speed lost at each step", unit=Unit.METRES_PER_SECOND, sign="+ a loss", plane="sagittal", phase="stance",
    also=(Also.FORCE,), source="definitions", scale=(0, 0.5), sided=True, sem=0.01, lab_sd=0.02,
)  # fmt: skip
def braking_impulse(stride: Stride) -> float | None:
    """Backward fore-aft force summed over stance, over mass."""
    return _impulse(stride, -1)


@measure(
    title="Speed regained at each step", unit=Unit.METRES_PER_SECOND, sign="+ a gain", plane="sagittal",
    phase="stance", also=(Also.FORCE,), source="definitions", scale=(0, 0.5), sided=True, sem=0.01, lab_sd=0.02,
)  # fmt: skip
def propulsive_impulse(stride: Stride) -> float | None:
    """Forward fore-aft force summed over stance, over mass."""
    return _impulse(stride, 1)


def _direction(strides: Sequence[Stride]) -> tuple[tuple[str, float], ...]:
    signs = [np.sign(_largest(s.force)) for s in strides if s.force is not None]
    return (("to_the_left", float(np.mean(signs))),) if signs else ()


def _largest(force: StanceForce) -> float:
    known = force.free_moment[np.isfinite(force.free_moment)]
    return float(known[np.argmax(np.abs(known))]) if len(known) else float("nan")


@measure(
    title="Twist of the foot on the ground", unit=Unit.NONE, sign="largest size; direction in provenance",
    plane="transverse", phase="stance", also=(Also.FORCE, Also.FREE_MOMENT, Also.HEIGHT), source="definitions",
    scale=(0, 0.03), sided=True, sem=0.20, lab_sd=0.30, relative_error=True, extra=_direction,
    version=2,
)  # fmt: skip
def free_moment_peak(stride: Stride) -> float | None:
    """Largest free moment about the vertical at the centre of pressure, 15 Hz low-passed, over weight times height."""
    force, height = stride.force, stride.height
    if force is None or height is None or not np.isfinite(force.free_moment).any():
        return None
    return abs(_largest(force)) / (force.body_weight * height)


ROWS = (
    peak_vertical_force,
    loading_rate,
    braking_impulse,
    propulsive_impulse,
    free_moment_peak,
)
