"""What an answer to a self-test speaks to: its links held against the answer. No weights, no probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from understride.interview.self_tests import (
    AGREE,
    Direction,
    Held,
    Part,
    SelfTest,
    Speaks,
    Stance,
    Weight,
    flat,
)
from understride.knowledge.schema import Record
from understride.model import SIDES, Side

_CLEAR = {"left_clear": Side.RIGHT, "right_clear": Side.LEFT}  # the easier side → the harder one


class Spoken(Record, frozen=True, kw_only=True):
    """What an answer speaks to: an imbalance, for or against it, how strongly, and where."""

    test: str
    imbalance: str
    stance: Stance
    weight: Weight
    side: Side | None = None
    direction: Direction | None = None


def spoken(test: SelfTest, answer: Any) -> tuple[Spoken, ...]:
    """Every link that the answer makes speak, in the order of the test's file.

    Two tries that differ are shown, not used (w0). A clear difference between the sides counts in full only where
    two tries agree, else like everything else (w1).
    """
    parts = flat(test, answer)
    return tuple(
        Spoken(
            test=test.id,
            imbalance=link.imbalance,
            stance=link.stance,
            weight=_weight(link.weight, parts.get(AGREE)),
            side=side,
            direction=test.direction if link.imbalance in ("I6", "I7") else None,
        )
        for link in test.speaks
        if not link.needs_earlier
        for side in _sides(link, parts)
    )


def _weight(weight: Weight, agree: Part | None) -> Weight:
    if agree == "no":
        return "w0"
    return weight if agree == "yes" else "w1"


def _sides(link: Speaks, parts: Mapping[str, Part]) -> Iterator[Side | None]:
    """Each side on which a link speaks; None where it has no side."""
    if link.side == "same":
        yield from (side for side in SIDES if all(_holds(held, parts, side) for held in link.when))
    elif all(_holds(held, parts, Side.LEFT) for held in link.when):
        if link.side == "none":
            yield None
        elif link.side == "harder":
            yield harder(link.when[0], parts)
        else:
            yield Side(str(parts[str(link.when[0].at)])).other


def _holds(held: Held, parts: Mapping[str, Part], side: Side) -> bool:
    """One condition, seen from one side."""
    if held.differ is not None:
        return _alike(held, parts) if held.alike else harder(held, parts) is not None
    wanted = tuple(_for_side(word, side) if isinstance(word, str) else word for word in held.any_of)
    if held.parts:
        return sum(parts.get(at) in wanted for at in held.parts) >= held.least
    value = parts.get(_for_side(held.at or "", side))
    if held.below is not None:
        return isinstance(value, int | float) and value < held.below
    return value in wanted


def _for_side(text: str, side: Side) -> str:
    return text.replace("{side}", side).replace("{other}", side.other)


def harder(held: Held, parts: Mapping[str, Part]) -> Side | None:
    """The side on which clearly less is possible. What the person says of the sides decides; else the numbers."""
    by_word = parts.get("easier")
    less = _lesser(held, parts)
    if by_word is None:
        return less
    side = _CLEAR.get(str(by_word))
    return None if less is not None and less is not side else side


def _lesser(held: Held, parts: Mapping[str, Part]) -> Side | None:
    """The side with the smaller number, where the two are at least `by` apart."""
    left, right = _numbers(held, parts)
    if left is None or right is None or abs(left - right) < held.by:
        return None
    return Side.LEFT if left < right else Side.RIGHT


def _alike(held: Held, parts: Mapping[str, Part]) -> bool:
    left, right = _numbers(held, parts)
    near = None if left is None or right is None else abs(left - right) < held.by
    said = parts.get("easier")
    return near is not False and (said == "alike" or (said is None and near is True))


def _numbers(held: Held, parts: Mapping[str, Part]) -> tuple[float | None, float | None]:
    values = (parts.get(_for_side(held.differ or "", side)) for side in SIDES)
    left, right = (float(value) if isinstance(value, int | float) else None for value in values)
    return left, right
