"""Small readings of a curve over a stride or a stance, used by several measures."""

from __future__ import annotations

import numpy as np

from understride.model import Floats

LAST = 100  # index of 100 %


def span(curve: Floats) -> float:
    """Largest minus smallest value."""
    return float(np.ptp(curve))


def mean(curve: Floats) -> float:
    """Mean over 0–100 %, the end not counted twice (it is the next start)."""
    return float(np.mean(curve[:LAST]))


def first_at_or_above(curve: Floats, level: float) -> float | None:
    """Where a curve over 0–100 % first reaches a level, %, by a straight line between samples; None if never."""
    above = curve >= level
    if not above.any():
        return None
    k = int(np.argmax(above))
    if k == 0:
        return 0.0
    return float(k - 1 + (level - curve[k - 1]) / (curve[k] - curve[k - 1]))


def peak_place(curve: Floats, first: int, last: int) -> float:
    """Place of the largest value between two samples, in samples, refined by a parabola through its neighbours."""
    k = first + int(np.argmax(curve[first : last + 1]))
    if k in (0, LAST) or k in (first, last):
        return float(k)
    a, b, c = curve[k - 1], curve[k], curve[k + 1]
    bend = a - 2 * b + c
    return float(k + (0.5 * (a - c) / bend if bend < 0 else 0.0))


def at(curve: Floats, place: float) -> float:
    """Value at a place given in per cent."""
    return float(np.interp(place, np.arange(len(curve)), curve))


def first_harmonic(curve: Floats) -> complex:
    """First Fourier coefficient over one stride: its range is 2|c|, its lag −arg(c)."""
    x = curve[:LAST]
    return complex(2 / LAST * np.sum(x * np.exp(-2j * np.pi * np.arange(LAST) / LAST)))


def lag(behind: Floats, ahead: Floats) -> float:
    """How far one rhythm comes behind another, 0–360 degrees of a stride, by first harmonics."""
    return float(np.degrees(np.angle(first_harmonic(ahead)) - np.angle(first_harmonic(behind))) % 360.0)
