"""Has it changed? Rows D22 to D26: what week 4 and the end make of a verdict that is given from outside.

Whether something changed is for one person's series to say, not for this room: it takes the verdict as an input, and
without one says that the question cannot be answered yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from understride.lessons.programme.asked import Asked, Ranked
from understride.lessons.programme.places import Sentence, Spot, said
from understride.lessons.programme.shelf import Shelf, closest
from understride.lessons.programme.table import SLOTS, Place, number, table

Change = Literal["changed", "not_detectably_changed", "relief_only", "not_comparable"]
LATE_WEEKS = (5, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The verdicts so far, None where there is none. path: which way to go on after a week 4 without a change."""

    week_4: Change | None = None
    end: Change | None = None
    path: Literal["second", "elsewhere"] | None = None


def at_week_4(
    queue: tuple[Spot, ...], wish: Asked, shelf: Shelf, looks: Looks, *, lessons: int
) -> tuple[tuple[Spot, ...], tuple[Sentence, ...], bool]:
    """What the look after four weeks leaves of the places, what it says, and whether the plan ends there."""
    if looks.week_4 == "changed":
        return queue, (said("D25", "is"),), True
    if looks.week_4 == "relief_only":
        return queue, (said("D26", "is"),), False
    unanswered = _unanswered(looks.week_4, lessons, "week_4")
    if unanswered is not None:
        return queue, (unanswered,), False
    second = _second(wish)
    new = () if second is None or looks.path == "elsewhere" else _of(second, queue, wish, shelf)
    helper = said("D22", "practitioner")
    if second is None or not new:
        return queue, (said("D22", "elsewhere", done=lessons), helper), False
    by_key = {spot.key: spot for spot in new}
    line = said("D22", "second", second.id, done=lessons, because=second.title)
    return tuple(by_key.get(spot.key, spot) for spot in queue), (line, helper), False


def at_end(looks: Looks, *, lessons: int, days: int) -> Sentence:
    """What is said when the last lesson is done. days: from the first lesson to the last."""
    if looks.end == "changed":
        return said("D25", "is")
    if looks.end == "relief_only":
        return said("D26", "end")
    unanswered = _unanswered(looks.end, lessons, "end")
    if unanswered is not None:
        return unanswered
    return said("D24", "unknown") if days < 7 * number("D24", "weeks") else said("D23", "is")


def _unanswered(verdict: Change | None, lessons: int, look: str) -> Sentence | None:
    """D24: too few lessons, or nothing to compare."""
    needed = number("D24", look)
    if lessons < needed:
        return said("D24", "few", done=lessons, needed=needed)
    return said("D24", "unknown") if verdict != "not_detectably_changed" else None


def _second(wish: Asked) -> Ranked | None:
    """The second of the candidates that the method knows."""
    known = [cause for cause in wish.ranked() if cause.id.startswith("I")]
    return known[1] if len(known) > 1 else None


def _of(cause: Ranked, queue: tuple[Spot, ...], wish: Asked, shelf: Shelf) -> tuple[Spot, ...]:
    """The places of weeks 5 and 6 with the lessons of one cause, in turn, none twice in a week."""
    lessons = closest(shelf, cause.id, complaint=wish.main.region if wish.main else None)
    if not wish.floor:
        lessons = tuple(id for id in lessons if id in table().upright_only)
    found: list[Spot] = []
    for index, week in enumerate(LATE_WEEKS):
        places = [s for s in queue if s.kind == "lesson" and s.week == week and not s.extra]
        here = min(len(lessons), len(places), len(SLOTS))
        turned = [lessons[(index * here + i) % len(lessons)] for i in range(here)]
        later = [s.now(Place(s.lesson or "", s.mark), s.reason, owned=False) for s in places[here:]]
        found += [s.now(Place(id, ""), "second", owned=True) for s, id in zip(places, turned, strict=False)]
        found += _without_twice(later, turned, places)
    return tuple(found)


def _without_twice(later: list[Spot], turned: list[str], places: list[Spot]) -> list[Spot]:
    """The rest of the week: a lesson that now stands twice changes places with one that went."""
    gone = [s for s in places if s.lesson not in turned]
    found = []
    for spot in later:
        if spot.lesson in turned and gone:
            spot = spot.now(Place(gone[0].lesson or "", gone[0].mark), gone[0].reason, owned=False)
            gone = gone[1:]
        found.append(spot)
    return found
