"""The force under the made-up runner's feet: planted impulses, with landings and leavings exactly where planted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.model import SIDES, Floats
from understride.synth.knobs import Knobs
from understride.synth.legs import TOES_OUT
from understride.synth.rhythm import Rhythm

GRAVITY = 9.81  # m/s²
LEVEL = 50.0  # N: a contact is the time above it
CUT_OFF = 50.0  # Hz, of the force that is looked at
EARLY, WIDE = 0.12, 0.17  # middle and width of the impact peak, shares of stance
TURN = 0.48  # share of stance where braking ends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """Force of both feet without noise. time: (n,) s. Rows left, right.

    up, forward: (2, n) N on the runner; free_moment: (2, n) N·m, + turns to the left; along: (2, n) share of stance
    that has passed, NaN in the air; stride: (2, n) which stride of the foot.
    """

    time: Floats
    up: Floats
    forward: Floats
    free_moment: Floats
    along: Floats
    stride: Floats


def ground(knobs: Knobs, beat: Rhythm, time: Floats) -> Ground:
    """Both feet's force on a dense clock of even steps."""
    left, right = (_foot(knobs, beat, time, side) for side in (0, 1))
    up, forward, moment, along, stride = (np.stack(pair) for pair in zip(left, right, strict=True))
    return Ground(time=time, up=up, forward=forward, free_moment=moment, along=along, stride=stride)


def low_passed(force: Floats, rate_hz: float) -> Floats:
    """What a second-order Butterworth filter of 50 Hz, run forwards and backwards, leaves of a force; (..., n).

    Its gain is that of one pass squared, 1 / (1 + (tan πf/r / tan πc/r)⁴), applied to the spectrum.
    """
    count = force.shape[-1]
    edge = int(0.1 * rate_hz)
    padded = np.concatenate(
        [force, np.repeat(force[..., -1:], edge, -1), np.repeat(force[..., :1], edge, -1)], -1
    )
    frequency = np.fft.rfftfreq(count + 2 * edge, 1.0 / rate_hz)
    ratio = np.tan(np.pi * np.minimum(frequency / rate_hz, 0.4999)) / np.tan(np.pi * CUT_OFF / rate_hz)
    smooth: Floats = np.fft.irfft(np.fft.rfft(padded) / (1.0 + ratio**4), count + 2 * edge)[..., :count]
    return smooth


def crossings(up: Floats, time: Floats, near: Floats, *, rising: bool) -> Floats:
    """Where a force crosses 50 N closest to the given times, s (straight line between samples)."""
    above = up > LEVEL
    change = np.flatnonzero(above[1:] > above[:-1] if rising else above[1:] < above[:-1])
    at = time[change] + (LEVEL - up[change]) / (up[change + 1] - up[change]) * (time[1] - time[0])
    closest: Floats = at[np.argmin(np.abs(at[None, :] - near[:, None]), axis=1)]
    return closest


def _foot(knobs: Knobs, beat: Rhythm, time: Floats, side: int) -> tuple[Floats, ...]:
    """One foot: up, forward, free moment, share of stance, stride. Edges are moved until the 50 N crossings fit."""
    landings, leavings = beat.landings[side], beat.leavings[side]
    inside = (landings > time[0] + 0.05) & (leavings < time[-1] - 0.05)
    starts, ends = landings - 0.002, leavings + 0.005
    rate = 1.0 / (time[1] - time[0])
    for _ in range(3):
        up = low_passed(_shares(knobs, beat, time, side, starts, ends)[0], rate)
        starts = starts.copy()
        ends = ends.copy()
        starts[inside] -= crossings(up, time, landings[inside], rising=True) - landings[inside]
        ends[inside] -= crossings(up, time, leavings[inside], rising=False) - leavings[inside]
    return _shares(knobs, beat, time, side, starts, ends)


def _shares(
    knobs: Knobs, beat: Rhythm, time: Floats, side: int, starts: Floats, ends: Floats
) -> tuple[Floats, ...]:
    stride = np.clip(np.searchsorted(starts, time, side="right") - 1, 0, beat.strides - 1)
    length = (ends - starts)[stride]
    share = (time - starts[stride]) / length
    on = (share >= 0.0) & (share <= 1.0)
    share = np.where(on, share, 0.0)
    weight = knobs.mass * GRAVITY
    size = 1.0 + beat.change_of_step("force", side)[stride]
    impact = knobs.impact[side] * size * (np.abs(share - EARLY) < WIDE / 2)
    impact = impact * 0.5 * (1.0 + np.cos(2.0 * np.pi * (share - EARLY) / WIDE))
    third = knobs.sharpness
    step = 60.0 / knobs.step_rate  # each stance carries the body for one step
    main = (step / length - 0.5 * WIDE * knobs.impact[side] * size) * np.pi / 2.0 / (1.0 - third / 3.0)
    up = weight * (main * (np.sin(np.pi * share) - third * np.sin(3.0 * np.pi * share)) + impact)
    brake = -knobs.braking[side] * knobs.mass * np.pi / (2.0 * TURN * length) * np.sin(np.pi * share / TURN)
    push = knobs.propulsion[side] * knobs.mass * np.pi / (2.0 * (1.0 - TURN) * length)
    push = push * np.sin(np.pi * (share - TURN) / (1.0 - TURN))
    forward = np.where(share < TURN, brake, push)
    moment = SIDES[side].sign * knobs.free_moment[side] * np.sin(np.pi * share) ** 2
    gone = np.where(on, share, np.nan)
    return (
        np.where(on, up, 0.0),
        np.where(on, forward, 0.0),
        np.where(on, moment, 0.0),
        gone,
        stride.astype(np.float64),
    )


def pressure(below: Ground, placed: Floats, side: int) -> Floats:
    """Centre of pressure of one foot over still ground, (n, 3) m: from heel to ball; NaN in the air."""
    along = -0.03 + 0.18 * below.along[side]
    heading = np.radians(TOES_OUT) * SIDES[side].sign
    at = placed[below.stride[side].astype(np.intp)]
    none = np.where(np.isnan(along), np.nan, 0.0)
    return np.stack([at[:, 0] + along * np.cos(heading), none, at[:, 1] + along * np.sin(heading)], axis=-1)
