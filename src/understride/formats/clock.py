"""The rate and start of a recording from its time column, which is rounded, sometimes odd, and still the truth.

The rate comes from length and duration, never from differences of neighbours: 1/150 s printed with three decimals
gives steps of 0.006 and 0.007 s. A header rate counts where the column agrees with it, or where there is no column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.model import Floats, Note, RecordingError

# Rates that laboratories use, Hz; one of them is preferred where rounding leaves several whole numbers open.
_COMMON = (50, 60, 100, 120, 125, 150, 180, 200, 240, 250, 300, 360, 400, 480, 500, 600, 800, 900)
_COMMON_FORCE = (960, 1000, 1080, 1200, 1440, 1500, 1800, 2000, 2160, 2400, 3000, 4800, 5000, 10000)
_RATES = (*_COMMON, *_COMMON_FORCE)
_SLOWEST, _FASTEST = 1.0, 100_000.0  # Hz; outside nothing that runs was measured
_OFF_GRID = 0.3  # of a frame: a time further than this from its place belongs to no grid


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """rate_hz, start (s) of the first row; frames: on which frame each row stands, (rows,), where rows are missing."""

    rate_hz: float
    start: float
    notes: tuple[Note, ...] = ()
    frames: tuple[int, ...] | None = None

    def spread(self, values: Floats) -> Floats:
        """The rows on their frames, NaN where the file skips frames; unchanged if it skips none."""
        if self.frames is None:
            return values
        wide = np.full((self.frames[-1] + 1, *values.shape[1:]), np.nan)
        wide[list(self.frames)] = values
        return wide


def counts_samples(time: Floats) -> bool:
    """Whether a "time" column is a count 0, 1, 2 … or 1, 2, 3 …: no clock at all (RBDS forces)."""
    return len(time) > 2 and bool(
        time[0] in (0.0, 1.0) and np.array_equal(time - time[0], np.arange(len(time)))
    )


def clock(time: Floats, file: str, *, declared: float | None = None) -> Clock:
    """The clock of a recording. time: (rows,) s as printed, NaN where empty. declared: rate in the header, Hz."""
    declared = declared if declared is not None and _SLOWEST <= declared <= _FASTEST else None
    known = np.flatnonzero(np.isfinite(time))
    if counts_samples(time) or len(known) < 2:
        if declared is None:
            raise _no_clock(file, "no time column and no rate")
        if len(known) == 1 and not counts_samples(time):
            return Clock(declared, float(time[known[0]] - known[0] / declared))
        note = Note(id="time.none", text=f"Time is not in seconds; the header's {declared:g} Hz was used.")
        return Clock(declared, 0.0, (note,))
    return _from_column(time, known, declared, file)


def _from_column(time: Floats, known: NDArray[np.intp], declared: float | None, file: str) -> Clock:
    notes: tuple[Note, ...] = ()
    with np.errstate(all="ignore"):
        span = float(time[known[-1]] - time[known[0]])
        raw = float(known[-1] - known[0]) / span if span else 0.0
        if raw < 2.0 and _milliseconds(raw * 1000.0, declared):
            time, span, raw = time / 1000.0, span / 1000.0, raw * 1000.0
            notes = (Note(id="time.milliseconds", text="The time column is in milliseconds."),)
    if not (np.isfinite(raw) and np.isfinite(span)) or raw <= 0 or np.abs(time[known]).max() > 1e9:
        raise _no_clock(file, "a time column that does not move forward")
    step = _rounding(time[known])
    rate = _snapped(raw, step / span, declared)
    wide = _snapped(raw * len(time) / (len(time) - 1), step / span, declared)
    if rate not in _RATES and rate != declared and wide in _RATES and len(known) == len(time):
        # RBDS032: 4,500 rows at 150 Hz with times spread evenly from 0 to 30.0 s instead of 29.993 s
        words = f"The times are spread one step too wide; {len(time)} rows in {span:g} s are {wide:g} Hz."
        return Clock(wide, float(time[0]), (*notes, Note(id="time.spread", text=words)))
    first = float(time[known[0]] - known[0] / rate)
    away = np.abs(time[known] - (first + known / rate))
    if away.max() > _OFF_GRID / rate + step:
        return _with_holes(time, known, step, declared, file, notes)
    if not _SLOWEST <= rate <= _FASTEST:
        raise _no_clock(file, f"a time column of {rate:g} rows per second")
    if declared is not None and abs(declared / rate - 1.0) > 1e-3:
        text = f"The header says {declared:g} Hz, the time column {rate:g} Hz; the time column was used."
        notes = (*notes, Note(id="header.rate", text=text))
    return Clock(rate, first, notes)


def _milliseconds(rate: float, declared: float | None) -> bool:
    if declared is not None:
        return abs(rate / declared - 1.0) < 0.01
    return 20.0 <= rate <= 20_000.0


def _with_holes(
    time: Floats,
    known: NDArray[np.intp],
    step: float,
    declared: float | None,
    file: str,
    notes: tuple[Note, ...],
) -> Clock:
    """Rows that skip frames: put on the grid of a rate that all of them fit, else refused."""
    usual = float(np.median(np.diff(time[known])))
    near = [float(rate) for rate in _RATES if abs(1.0 / rate - usual) <= step + 1e-9]
    exact = [1.0 / usual] if usual > 0 else []
    for rate in ([declared] if declared else []) + near + exact:
        since = (time - time[0]) * rate
        if len(known) < len(time) or np.abs(since).max() > 2 * len(time) + 100:
            continue
        frames = np.rint(since).astype(int)
        if (np.diff(frames) > 0).all() and np.abs(since - frames).max() <= _OFF_GRID + step * rate:
            missing = int(frames[-1]) + 1 - len(frames)
            text = f"The file skips {missing} frames; they are treated as gaps."
            return Clock(
                rate, float(time[0]), (*notes, Note(id="time.skipped", text=text)), tuple(frames.tolist())
            )
    raise _no_clock(file, "a time column that does not run evenly")


def _snapped(raw: float, share: float, declared: float | None) -> float:
    """The rate meant: the header's, a usual or a whole number, if rounding of the times alone explains the difference.

    share: the most by which rounding can change the duration, as a share of it.
    """
    low, high = raw * (1 - share) - 1e-9, raw * (1 + share) + 1e-9
    if declared is not None and low <= declared <= high:
        return declared
    usual = [float(rate) for rate in _RATES if low <= rate <= high]
    if usual:
        return min(usual, key=lambda rate: abs(rate - raw))
    whole = float(np.rint(raw))
    return whole if whole >= 1 and low <= whole <= high and high - low < 1 else raw


def _rounding(time: Floats) -> float:
    """The last decimal place in which the times are printed, s."""
    for places in range(10):
        if np.abs(time - np.round(time, places)).max() < 1e-10:
            return float(10.0**-places)
    return 1e-9


def _no_clock(file: str, found: str) -> RecordingError:
    return RecordingError(
        file,
        found=found,
        needed="a rate in the header or times in seconds that rise evenly",
        do="Export the recording again with its time column.",
    )
