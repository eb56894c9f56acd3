"""Headings of figures: the message of a figure, written from its numbers."""

from __future__ import annotations

from collections.abc import Callable

from understride.model import Unit
from understride.words.numbers import number, quantity
from understride.words.quantities import SMALL_NUMBERS

EQUAL = 1.25  # below this ratio two swings are called about equal
STRAIGHT_OVER = 0.005  # m
ALIKE = {"°": 3.0, "cm": 0.015}  # sides nearer than this are called alike; degrees, and metres shown as cm


def times_as_far(ratio: float) -> str:
    """A ratio ≥ 1.25 in words, to the nearest half: `half as far again as`, `twice as far as`, `three times …`."""
    halves = round(ratio * 2)
    if halves <= 3:
        return "half as far again as"
    if halves == 4:
        return "twice as far as"
    if halves > 10:
        return "more than five times as far as"
    whole, half = divmod(halves, 2)
    return f"{SMALL_NUMBERS[whole]}{' and a half' if half else ''} times as far as"


def turns(shoulders: float, pelvis: float) -> str:
    """Swings of shoulders and pelvis, degrees."""
    if shoulders >= EQUAL * pelvis:
        return f"The shoulders turn {times_as_far(shoulders / max(pelvis, 0.1))} the pelvis"
    if pelvis >= EQUAL * shoulders:
        return f"The pelvis turns {times_as_far(pelvis / max(shoulders, 0.1))} the shoulders"
    return "Shoulders and pelvis turn about equally far"


def girdle_and_back(girdle: float, back: float) -> str:
    """Swing of the line between the shoulder tips beside that of the back, degrees."""
    return f"The shoulder tips swing through {number(girdle, 0)}°, the back itself through {number(back, 0)}°"


def two_sides(
    both: str, each: str, right: float, left: float, *, alike: float, written: Callable[[float], str]
) -> str:
    """`both` with one number where the sides are alike, else `each` with the right one first."""
    if abs(right - left) < alike:
        return both.format(written((right + left) / 2))
    return each.format(right=written(right), left=written(left))


def each_way(right: float, left: float) -> str:
    """How far the shoulders turn to each side of straight ahead, degrees."""
    return f"{number(right, 0)}° to the right, {number(left, 0)}° to the left"


def behind_legs(lag: float) -> str:
    """Lag of the shoulders behind the legs, degrees of a stride."""
    if 150 <= lag <= 210:
        return "The shoulders turn against the legs, half a stride apart"
    return f"The shoulders follow the legs by {number(lag, 0)}° of a stride"


def ahead(right: float, left: float, what: str, *, alike: float = 0.015) -> str:
    """Two distances, m, in a sentence with a place `{}`; one number where the sides are alike."""
    if abs(right - left) < alike:
        return what.format(quantity((right + left) / 2, Unit.METRES))
    both = f"{quantity(right, Unit.METRES, beside=left)} on the right and {quantity(left, Unit.METRES, beside=right)}"
    return what.format(f"{both} on the left")


def over_foot(right: float, left: float) -> str:
    """Where the pelvis is over the foot when the body is lowest, m, + = ahead of the foot."""

    def one(value: float, foot: str) -> str:
        if abs(value) < STRAIGHT_OVER:
            return f"straight over {foot}"
        return f"{quantity(abs(value), Unit.METRES)} {'ahead of' if value > 0 else 'behind'} {foot}"

    if one(right, "it") == one(left, "it"):
        return f"At the lowest point the pelvis is {one(right, 'the foot')}, right and left"
    return f"At the lowest point the pelvis is {one(right, 'the right foot')} and {one(left, 'the left')}"
