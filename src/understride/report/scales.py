"""From numbers to places on paper, and round numbers to write at them."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight line from values to coordinates. start, end: coordinates of low and high."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def kept(self, value: float) -> float:
        """The coordinate, held at the edge where the value is off the scale."""
        return self(min(max(value, self.low), self.high))


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 × 10ⁿ that cuts the span into at most `most` pieces."""
    raw = max(span, 1e-9) / most
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * k for k in (1.0, 2.0, 5.0, 10.0) if power * k >= raw * (1 - 1e-9))


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round numbers within low … high, at most `most` + 1."""
    step = round_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def round_limits(low: float, high: float, most: int = 5) -> tuple[float, float]:
    """Round numbers around low … high."""
    step = round_step(high - low, most)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
