"""What a value may be off by because landing and leaving are known only from the feet.

All contacts of a run are moved by their error, one independent way after another and to either side; the values that
come out say how much the value depends on them. Nothing is averaged away over strides: the error is the same in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from understride.measures.evaluate import SIDE_OF_WHOLE_BODY
from understride.measures.table import Measure
from understride.model import CERTAIN, SIDES, Floats, Measured, Side, Stride, Value

BySide = Mapping[Side, Sequence[Stride]]


def with_timing(
    measures: Sequence[Measure], measured: Sequence[Measured], strides: BySide, shifted: Sequence[BySide]
) -> tuple[Measured, ...]:
    """The same values, each with its `timing_error`.

    shifted: the same strides with all contacts moved by one standard deviation, two of them (forwards and backwards)
    for each independent way of being off (`gait.shifts`).
    """
    table = {measure.name: measure for measure in measures}
    changes: dict[tuple[str, Side], Floats] = {}

    def change(measure: Measure, side: Side) -> Floats:
        key = (measure.name, side)
        if key not in changes:
            changes[key] = _changes(measure, strides[side], [moved[side] for moved in shifted])
        return changes[key]

    def told(row: Measured) -> Measured:
        if not isinstance(row.result, Value):
            return row
        measure = table[row.measure]
        if row.side is Side.LEFT_MINUS_RIGHT:
            left, right = (change(measure, side) for side in SIDES)
            return replace(row, result=replace(row.result, timing_error=_error(left - right)))
        own = change(measure, row.side or SIDE_OF_WHOLE_BODY)
        return replace(row, result=replace(row.result, timing_error=_error(own)))

    return tuple(told(row) for row in measured)


def _changes(measure: Measure, strides: Sequence[Stride], shifted: Sequence[Sequence[Stride]]) -> Floats:
    """By how much the mean over strides changes in each shift, (shifts,); strides without a value are left out."""
    before = _values(measure, strides)
    found = np.zeros(len(shifted))
    for k, moved in enumerate(shifted):
        off = _values(measure, moved) - before
        if measure.circular:
            off = (off + 180.0) % 360.0 - 180.0
        off = off[np.isfinite(off)]
        found[k] = off.mean() if len(off) else 0.0
    return found


def _values(measure: Measure, strides: Sequence[Stride]) -> Floats:
    """The value in each stride; NaN where there is none."""
    usable = [not any(need in stride.missing for need in measure.needs) for stride in strides]
    values = [measure(stride) if good else None for stride, good in zip(strides, usable, strict=True)]
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _error(changes: Floats) -> float:
    """95 % from changes by one standard deviation to either side of each independent way."""
    return float(CERTAIN * np.sqrt(np.sum(np.square(changes)) / 2))
