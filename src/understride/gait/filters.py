"""Closing short gaps and smoothing without delay; both leave what was not seen unseen.

Source of the choices: cubic spline over gaps of at most 0.1 s; second-order Butterworth run forwards and backwards
(so fourth order, no lag), the cut-off not corrected for the double pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from understride.model import Floats, frozen

LONGEST_GAP = 0.1  # s; longer gaps stay gaps: a foot turns within a tenth of a second
POINT_CUTOFF_HZ = 12.0  # angles and positions
CONTACT_CUTOFF_HZ = 20.0  # foot points for contacts
FORCE_CUTOFF_HZ = 50.0
ORDER = 2
AT_ONCE = 24  # columns filtered together: what is in hand stays in the processor's cache
HIGHEST_SHARE = 0.4  # of the rate: above it the filter would do nothing but ring


def fill_gaps(values: Floats, rate_hz: float, *, longest: float = LONGEST_GAP) -> Floats:
    """The same values with short gaps closed by a cubic spline through what was seen on both sides.

    values: (frames, …), NaN = gap. A gap of at most `longest` s between two seen frames is closed; longer ones, and
    those at the ends, stay NaN. Each column by itself; between two long gaps the spline knows nothing of the others.
    """
    columns, shape = _columns(values)
    filled = columns.copy()
    for which, seen in _by_gaps(columns):
        for first, last in _stretches(_bridged(seen, int(longest * rate_hz + 1e-9))):
            here = np.arange(first, last)
            known = here[seen[first:last]]
            gaps = here[~seen[first:last]]
            if len(gaps):
                filled[np.ix_(gaps, which)] = _spline(known, columns[np.ix_(known, which)], gaps)
    return filled.reshape(shape)


def lowpass(values: Floats, rate_hz: float, cutoff_hz: float) -> Floats:
    """Values smoothed by a second-order Butterworth run forwards and backwards: no lag.

    values: (frames, …), NaN = gap; every stretch between gaps is filtered by itself and gaps stay. A cut-off above
    0.4 of the rate is lowered to it. A stretch of a single frame is left as it is.
    """
    from scipy.signal import sosfiltfilt

    columns, shape = _columns(values)
    sections = _sections(min(cutoff_hz, HIGHEST_SHARE * rate_hz), rate_hz).copy()  # SciPy wants to write
    pad = int(np.ceil(rate_hz / cutoff_hz)) + 9  # a full period, so that the ends settle
    smooth = columns.copy()
    for which, seen in _by_gaps(columns):
        for first, last in _stretches(seen):
            if last - first > 1:
                length = min(pad, last - first - 1)
                for some in np.split(which, range(AT_ONCE, len(which), AT_ONCE)):
                    part = columns[first:last, some]
                    smooth[first:last, some] = sosfiltfilt(sections, part, axis=0, padlen=length)
    return smooth.reshape(shape)


@lru_cache(maxsize=16)
def _sections(cutoff_hz: float, rate_hz: float) -> Floats:
    """The filter as SciPy wants it; a run asks for the same few over and over."""
    from scipy.signal import butter

    return frozen(butter(ORDER, cutoff_hz, fs=rate_hz, output="sos"))


def bridge(values: Floats) -> Floats:
    """Every gap closed by a straight line, ends by the nearest seen value, for rules that need unbroken numbers.

    What comes out of a gap must be thrown away afterwards. A column never seen becomes 0. values: (frames, …).
    """
    columns, shape = _columns(values)
    frames = np.arange(len(columns))
    whole = np.zeros_like(columns)
    for which, seen in _by_gaps(columns):
        if seen.all():
            whole[:, which] = columns[:, which]
        elif seen.any():
            for column in which:
                whole[:, column] = np.interp(frames, frames[seen], columns[seen, column])
    return whole.reshape(shape)


def _columns(values: Floats) -> tuple[Floats, tuple[int, ...]]:
    array = np.asarray(values, dtype=np.float64)
    return array.reshape(len(array), prod(array.shape[1:])), array.shape


def _by_gaps(columns: Floats) -> Iterator[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
    """Columns that share their gaps, together: (column indices, seen (frames,))."""
    seen = np.isfinite(columns)
    whole = seen.all(axis=0)
    if whole.any():
        yield np.flatnonzero(whole), np.ones(len(columns), dtype=bool)
    broken = np.flatnonzero(~whole)
    kinds: dict[bytes, list[int]] = {}
    for column in broken:
        kinds.setdefault(seen[:, column].tobytes(), []).append(int(column))
    for which in kinds.values():
        yield np.array(which), seen[:, which[0]]


def _stretches(seen: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First frame and frame after the last of every unbroken stretch."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _bridged(seen: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """Seen, with gaps of at most `most` frames between seen ones counted as seen."""
    bridged = seen.copy()
    for first, last in _stretches(~seen):
        if 0 < first and last < len(seen) and last - first <= most:
            bridged[first:last] = True
    return bridged


def _spline(known: NDArray[np.intp], values: Floats, wanted: NDArray[np.intp]) -> Floats:
    from scipy.interpolate import CubicSpline

    return np.asarray(CubicSpline(known, values, axis=0)(wanted), dtype=np.float64)
