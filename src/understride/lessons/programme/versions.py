"""How a lesson comes on its day: how long, which side first, in how many parts, and how many honest minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from understride.interview.gate import Cleared
from understride.lessons.programme.asked import Asked, easier_side
from understride.lessons.programme.places import Spot, default_order
from understride.lessons.programme.shelf import Item
from understride.lessons.programme.table import LIKED, number, table
from understride.model import Side

Length = Literal["short", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of one lesson. parts: on so many days. minutes: of each part, settling and getting up included."""

    again: bool
    length: Length
    side: Side | None
    parts: int
    minutes: tuple[int, ...]


def version(spot: Spot, item: Item, wish: Asked, cleared: Cleared, *, before: int, turn: int) -> Version:
    """How a lesson comes. before: how often it came already; turn: its place among the different lessons."""
    length = _length(spot, item, wish, cleared, before)
    parts = 1 if spot.kind == "learn" else parts_of(item, length, wish)
    return Version(
        again=before > 0 and spot.kind == "lesson",
        length=length,
        side=None if spot.kind == "learn" else _side(spot, item, wish, before, turn),
        parts=parts,
        minutes=_minutes(_scored(item, length, wish), parts),
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
    """On how many days a lesson is spread: one, unless it is longer than the time there is."""
    limits, scored = table().minutes, _scored(item, length, wish)
    if wish.minutes is None or _minutes(scored, 1)[0] <= int(wish.minutes):
        return 1
    room = int(wish.minutes) - limits.settle - limits.part
    wanted = ceil(scored / room) if room > 0 else limits.most_parts
    return int(min(max(wanted, 2), limits.most_parts))


def _scored(item: Item, length: Length, wish: Asked) -> float:
    """Minutes of the lesson by itself; with rests doubled where nobody lies down."""
    minutes = item.full if length == "full" and item.full is not None else item.short
    return minutes if wish.floor or item.kind == "short" else minutes * (1 + item.rest)


def _minutes(scored: float, parts: int) -> tuple[int, ...]:
    limits = table().minutes
    return tuple(
        ceil(scored / parts + limits.settle + (limits.part if part else 0.0) - 1e-9) for part in range(parts)
    )


def _length(spot: Spot, item: Item, wish: Asked, cleared: Cleared, before: int) -> Length:
    """Short the first time, full when it comes again; short under a caution, after trouble, or without the time."""
    if item.full is None or cleared.cautions or spot.extra:
        return "short"
    minutes = wish.minutes
    if minutes is not None and minutes >= table().minutes.full_from:
        return "full"
    if before == 0 or spot.mark == "again":
        return "short"
    fits = minutes is None or _minutes(_scored(item, "full", wish), 1)[0] <= minutes
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
