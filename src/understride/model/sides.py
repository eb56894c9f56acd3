"""Left, right, and their difference."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """A side of the body, or the difference between the two. A whole-body value has no side (None)."""

    LEFT = "left"
    RIGHT = "right"
    LEFT_MINUS_RIGHT = "left_minus_right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}[self]

    @property
    def sign(self) -> int:
        """+1 for right, −1 for left: the direction of this side along the lab's right axis."""
        return {Side.RIGHT: 1, Side.LEFT: -1}[self]


SIDES = (Side.LEFT, Side.RIGHT)
