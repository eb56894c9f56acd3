"""How a lesson comes on its day: how long, which side first, in how many parts, and how many honest minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from understride.interview.gate import Cleared
from understride.lessons.portions import Portion
from understride.lessons.programme.asked import Asked, easier_side
from understride.lessons.programme.places import Spot, default_order
from understride.lessons.programme.shelf import Item, minutes_of
from understride.lessons.programme.table import LIKED, number, table
from understride.model import Side

Length = Literal["short", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of one lesson. portions: one for each of so many days. minutes: of each, getting up included."""

    again: bool
    length: Length
    side: Side | None
    portions: tuple[Portion, ...]
    minutes: tuple[int, ...]

    @property
    def parts(self) -> int:
        """On how many days."""
        return len(self.portions)


def version(spot: Spot, item: Item, wish: Asked, cleared: Cleared, *, before: int, turn: int) -> Version:
    """How a lesson comes. before: how often it came already; turn: its place among the different lessons."""
    length = _length(spot, item, wish, cleared, before)
    parts = 1 if spot.kind == "learn" else parts_of(item, length, wish)
    given = replace(_whole(item, wish), half_imagined=spot.reason == "worse")
    return Version(
        again=before > 0 and spot.kind == "lesson",
        length=length,
        side=None if spot.kind == "learn" else _side(spot, item, wish, before, turn),
        portions=tuple(replace(given, part=part, parts=parts) for part in range(1, parts + 1)),
        minutes=_minutes(item, length, replace(given, parts=parts)),
    )


def resolved(spot: Spot, *, liked: Sequence[str], course: Sequence[Spot], wish: Asked) -> Spot:
    """A place for the lesson liked best, with the lesson that it is: marked, else the first, never twice a week."""
    if spot.lesson != LIKED:
        return spot
    first = next(s.lesson for s in course if s.kind == "lesson")
    named = [s.lesson for s in course]
    pool = default_order() if wish.floor else [*table().upright_only]
    choices = [*reversed(liked), first, *(id for id in pool if id not in named), *pool]
    week = {s.lesson for s in course if s.week == spot.week and s.kind == "lesson"}
    lesson = next((id for id in choices if id not in week and id not in wish.disliked), first)
    return replace(spot, lesson=lesson, reason="liked_marked" if lesson in liked else "liked")


def parts_of(item: Item, length: Length, wish: Asked) -> int:
    """On how many days a lesson is spread: one, unless it is longer than the time there is.

    So many minutes a day as `short_from` take every short version whole.
    """
    whole = _whole(item, wish)
    if wish.minutes is None or (length == "short" and wish.minutes >= table().minutes.short_from):
        return 1
    if _minutes(item, length, whole)[0] <= wish.minutes:
        return 1
    spread = [
        _minutes(item, length, replace(whole, parts=n)) for n in range(2, table().minutes.most_parts + 1)
    ]
    fitting = [found for found in spread if max(found) <= wish.minutes]
    return len(min(fitting, key=len) if fitting else min(spread, key=lambda found: (max(found), len(found))))


def _whole(item: Item, wish: Asked) -> Portion:
    """All of a lesson, with twice the rest where nobody lies down (D3)."""
    return Portion(long_rests=not wish.floor and item.kind != "short")


def _minutes(item: Item, length: Length, given: Portion) -> tuple[int, ...]:
    """Of each part, settling and getting up included."""
    settle = table().minutes.settle
    return tuple(ceil(found + settle - 1e-9) for found in minutes_of(item, length, given))


def _length(spot: Spot, item: Item, wish: Asked, cleared: Cleared, before: int) -> Length:
    """Short the first time, full when it comes again; short under a caution, after trouble, or without the time."""
    if item.full is None or cleared.cautions or spot.extra:
        return "short"
    minutes = wish.minutes
    if minutes is not None and minutes >= table().minutes.full_from:
        return "full"
    if before == 0 or spot.mark == "again":
        return "short"
    fits = minutes is None or _minutes(item, "full", _whole(item, wish))[0] <= minutes
    return "full" if fits else "short"


def _side(spot: Spot, item: Item, wish: Asked, before: int, turn: int) -> Side:
    """D9: the easier side first in the first weeks, in turns from the third time; by lot where none is known."""
    easier = easier_side(wish, item)
    if easier is None:
        return (Side.LEFT, Side.RIGHT)[(wish.seed() + turn + before) % 2]
    later = spot.week > number("D9", "weeks") and before + 1 >= number("D9", "third_time")
    return easier.other if later and (before + 1) % 2 else easier


def turns(course: Sequence[Spot]) -> Mapping[str, int]:
    """Each different lesson's place in the order in which they first come."""
    return {lesson: i for i, lesson in enumerate(dict.fromkeys(s.lesson or "" for s in course))}
