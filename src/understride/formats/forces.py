"""Ground reactions as they come → newtons on the runner in lab axes, with a level of zero in flight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from understride.formats.axes import Placement
from understride.formats.raw import RawForce
from understride.model import Floats, Force, ForceChannel, Note, RecordingError, Side, frozen, sealed

UNLOADED = 60.0
"""N: below it nobody stands on the plate. Wandering plates read up to 25 N in flight (trap T22)."""
BEFORE, AFTER = 0.01, 0.04
"""s before a landing and after a leaving that do not count as flight: at an easy pace force dies away over 40 ms, and
taken for the plate's level it would be +10 N where the plate reads 0."""
USUAL = 80.0
"""Percentile of the levels over windows that is judged: a short flight between slow leavings gives odd ones."""
WINDOW = 1.0
"""s over which the level of flight is taken: two or three flights."""
FLAT = 8.0
"""N, all channels together: a level nearer to zero than this is left as it is (it moves a 50 N crossing by 1–2 ms)."""
CENTRE_NEEDS = 20.0
"""N under which a centre of pressure is noise divided by noise."""
SMOOTH_SHARE = 1e-5
"""Share of the power of vertical force in 30–50 Hz below which it was low-passed before (evidence: raw force has
2–8·10⁻⁴, the smoothed set 10⁻⁶–10⁻⁵)."""
BAND = (30.0, 50.0)  # Hz
ZEROS = 0.5
"""Share of the samples without load that are exactly 0 from which force was cut outside contact: a real plate reads
noise there (raw plates here under 0.1 by rounding, cut ones over 0.8)."""
SURE_VERTICAL = 2.0
"""Vertical force must be this many times the sideways force; in running it is 5–10 times."""
SMOOTHED = (
    "The force was smoothed or cut to zero before it was stored, so nothing is read from the first moments of a "
    "landing, and it is not filtered again."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """Force in lab axes (or None where it cannot be used), with what was done and what must be said."""

    force: Force | None
    steps: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def place(
    raw: Sequence[RawForce], placement: Placement, *, start: float, duration: float, file: str
) -> Placed:
    """Channels of one or several plates, belts or feet on the recording's clock. start, duration: of the markers, s."""
    if not raw:
        return Placed(force=None)
    rates = sorted({channel.rate_hz for channel in raw})
    if len(rates) > 1 and rates[-1] - rates[0] > 1e-3 * rates[-1]:
        return _unused("its channels have different rates")
    if not np.isfinite(rates).all() or rates[0] <= 0:
        raise RecordingError(
            file,
            found="force at 0 samples per second",
            needed="the rate of the force",
            do="Export the force again with its time in seconds.",
        )
    if not any(np.nanmax(np.abs(channel.force), initial=0.0) > UNLOADED for channel in raw):
        return _unused("nobody stands on it at any time")
    channels, turned = _upright([_turned(channel, placement) for channel in raw])
    if not channels:
        return _unused(f"its largest part is not along the markers' vertical axis (file {placement.up})")
    first = min(channel.start for channel in raw)
    length = max(len(channel.force) for channel in channels) / rates[-1]
    if first > start + duration or first + length < start:
        return _unused("its times do not overlap with those of the markers")
    return _leveled(_aligned(channels, [c.start - first for c in raw], rates[-1]), rates[-1], first, turned)


def _unused(why: str) -> Placed:
    return Placed(force=None, notes=(Note(id="force.unused", text=f"The force was not used: {why}."),))


def _turned(raw: RawForce, placement: Placement) -> ForceChannel:
    metres = {"m": 1.0, "mm": 1e-3}[raw.length_unit]
    return ForceChannel(
        name=raw.name,
        foot=Side(raw.foot) if raw.foot else None,
        force=placement.turn(raw.force),
        centre=placement.turn(raw.centre) * metres,
        free_moment=placement.turn(raw.moment)[:, 1],
    )


def _upright(channels: list[ForceChannel]) -> tuple[list[ForceChannel], tuple[str, ...]]:
    """The same on the runner: the sign comes from the largest peaks of all channels together (trap T21)."""
    force = np.concatenate([np.nan_to_num(c.force) for c in channels])
    size = np.abs(force)
    largest = size[:, 1] > 0.5 * max(float(size[:, 1].max(initial=0.0)), 1e-12)
    if size[largest, 1].mean() < SURE_VERTICAL * size[largest][:, [0, 2]].mean(axis=0).max():
        return [], ()
    if force[largest, 1].mean() > 0:
        return channels, ()
    flipped = [replace(c, force=-c.force, free_moment=-c.free_moment) for c in channels]
    return flipped, ("force turned round: the file gives the force on the plate",)


def _aligned(channels: list[ForceChannel], late: list[float], rate_hz: float) -> list[ForceChannel]:
    """All channels of one length, beginning with the earliest; a channel that starts late or ends early is 0 there."""
    shifts = [round(seconds * rate_hz) for seconds in late]
    total = max(len(c.force) + shift for c, shift in zip(channels, shifts, strict=True))

    def padded(values: Floats, shift: int, empty: float) -> Floats:
        wide = np.full((total, *values.shape[1:]), empty)
        wide[shift : shift + len(values)] = values
        return wide

    return [
        replace(
            c,
            force=padded(c.force, shift, 0.0),
            centre=padded(c.centre, shift, np.nan),
            free_moment=padded(c.free_moment, shift, np.nan),
        )
        for c, shift in zip(channels, shifts, strict=True)
    ]


def _leveled(channels: list[ForceChannel], rate_hz: float, start: float, turned: tuple[str, ...]) -> Placed:
    vertical = np.sum([np.nan_to_num(c.force[:, 1]) for c in channels], axis=0)
    smoothed = any(cut_level(c.force[:, 1]) > 0 for c in channels) or is_smooth(vertical, rate_hz)
    steps, notes = list(turned), []
    if smoothed:
        steps.append("force was already smoothed or cut to zero; not filtered again")
        notes.append(Note(id="force.smoothed", text=SMOOTHED))
    else:
        unloaded = _flight(vertical, rate_hz)
        channels, level = _without_level(channels, unloaded, rate_hz)
        if level:
            steps.append(level)
    force = Force(
        rate_hz=rate_hz,
        start=start,
        channels=tuple(_sealed(c) for c in channels),
        smoothed=smoothed,
        cut_newtons=sealed({c.name: cut_level(c.force[:, 1]) for c in channels}),
    )
    return Placed(force=force, steps=tuple(steps), notes=tuple(notes))


def _sealed(channel: ForceChannel) -> ForceChannel:
    loaded = channel.force[:, 1] > CENTRE_NEEDS
    return replace(
        channel,
        force=frozen(channel.force),
        free_moment=frozen(channel.free_moment),
        centre=frozen(np.where(loaded[:, None], channel.centre, np.nan)),
    )


# --- what was done to it before ------------------------------------------------------------------------------


def is_smooth(vertical: Floats, rate_hz: float) -> bool:
    """Whether vertical force, (samples,) N of all channels together, was low-passed before (trap T15)."""
    # Tapered: a record that begins in the middle of a stance leaks more into 30–50 Hz than smooth force has there.
    power = np.abs(np.fft.rfft((vertical - vertical.mean()) * np.hanning(len(vertical)))) ** 2
    hertz = np.fft.rfftfreq(len(vertical), 1.0 / rate_hz)
    total = float(power.sum())
    band = (hertz >= BAND[0]) & (hertz <= BAND[1])
    return total > 0 and rate_hz > 2 * BAND[1] and float(power[band].sum()) / total < SMOOTH_SHARE


def cut_level(vertical: Floats) -> float:
    """N below which a channel was set to exactly 0: the median of the first values of its contacts; 0 if it was not."""
    unloaded = vertical[np.abs(vertical) < UNLOADED]
    if not len(unloaded) or float(np.mean(unloaded == 0.0)) <= ZEROS:
        return 0.0
    first = vertical[1:][(vertical[:-1] == 0.0) & (vertical[1:] > 1.0)]
    return float(np.median(first)) if len(first) else 0.0


# --- level of flight -----------------------------------------------------------------------------------------


def _flight(vertical: Floats, rate_hz: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Samples in which nobody is on any plate, (samples,), edges of contacts left out."""
    loaded = np.abs(vertical) > UNLOADED
    near = np.ones(round((BEFORE + AFTER) * rate_hz) + 1)
    touched = np.convolve(loaded, near)[round(BEFORE * rate_hz) :][: len(loaded)]
    return touched < 0.5


def _without_level(
    channels: list[ForceChannel], unloaded: np.ndarray[tuple[int], np.dtype[np.bool_]], rate_hz: float
) -> tuple[list[ForceChannel], str]:
    """Channels minus what they read in flight, where that is not near zero (trap T22); and the step to tell."""
    size = max(2, round(WINDOW * rate_hz))
    total = len(unloaded)
    starts = range(0, max(1, total - size // 2), size // 2)
    windows = [(a + min(size, total - a) / 2, slice(a, a + size)) for a in starts]
    windows = [(middle, w) for middle, w in windows if unloaded[w].sum() > 0.05 * size]
    if not windows:
        return channels, ""
    middles = [middle for middle, _ in windows]
    levels = [np.array([np.nanmedian(c.force[w][unloaded[w]], axis=0) for _, w in windows]) for c in channels]
    together = np.sum([level[:, 1] for level in levels], axis=0)
    if float(np.percentile(np.abs(together), USUAL)) <= FLAT:
        return channels, ""
    result = []
    for c, level in zip(channels, levels, strict=True):
        at = np.stack([np.interp(np.arange(total), middles, level[:, k]) for k in range(3)], axis=1)
        result.append(replace(c, force=c.force - at))
    low, high = np.percentile(together, [100 - USUAL, USUAL])
    return result, f"level of force in flight ({low:+.0f} to {high:+.0f} N) subtracted piece by piece"
