"""Filters and additions over the base plan: rows D3, D4, D10, D11, D19, the runner's choice, and the minutes a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from understride.interview.gate import Cleared
from understride.lessons.programme.asked import Asked
from understride.lessons.programme.places import Course, Spot, default_order, is_low_back, said, settle
from understride.lessons.programme.shelf import Item, Shelf
from understride.lessons.programme.table import LIKED, Mark, Place, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What every row may look at."""

    wish: Asked
    shelf: Shelf
    cleared: Cleared


READY, BACK, RESET, BEFORE = "ready-to-change", "return-after-alert", "mid-run-reset", "before-the-run"


def chosen(found: Course, given: Given) -> Course:
    """A lesson that the runner chose opens the plan."""
    wish, shelf = given.wish, given.shelf
    if wish.choice is None or shelf[wish.choice].kind == "short":
        return found
    first = found.lessons()[0].now(Place(wish.choice, ""), "chosen", owned=True)
    spots = settle(_replaced(found.spots, [first]))
    return found.having(spots, said("D6", "chosen", first=shelf[wish.choice].title))


def upright(found: Course, given: Given) -> Course:
    """D3: only lessons on a chair or standing, in the order of the table, again and again."""
    wish = given.wish
    if wish.floor:
        return found
    order = table().upright_only
    if wish.choice in order:
        order = (wish.choice, *(id for id in order if id != wish.choice))
    sitting = table().sitting
    new = [
        spot.now(
            Place(order[i % len(order)], ""),
            "sitting" if order[i % len(order)] in sitting else "upright",
            owned=False,
        )
        for i, spot in enumerate(found.lessons())
    ]
    return found.having(_replaced(found.spots, new), said("D3", "is"))


def walks(wish: Asked, cleared: Cleared) -> bool:
    """Whether every run is a walk: someone who does not run, or for whom running is withheld."""
    return not wish.runs or "run" in cleared.withheld


def walking(found: Course, given: Given) -> Course:
    """D4: walks for runs; the chair lesson for the standing one, except where the low-back order keeps it."""
    wish = given.wish
    if not walks(wish, given.cleared):
        return found
    instead = table().instead_of if not wish.runs else {}
    kept = "w6a" if is_low_back(wish) and wish.programme == "six_weeks" else ""
    new = [
        replace(spot, lesson=instead[spot.lesson])
        for spot in found.lessons()
        if spot.lesson in instead and spot.key != kept and wish.floor
    ]
    return found.having(settle(_replaced(found.spots, new)), said("D4", "is"))


def disliked(found: Course, given: Given) -> Course:
    """D19: each disliked lesson is swapped, once."""
    for lesson in given.wish.disliked:
        found = swap(found, lesson, given.wish, given.shelf)
    return found


def swap(found: Course, lesson: str, wish: Asked, shelf: Shelf, *, back_to: str | None = None) -> Course:
    """D19 for one lesson: its partner takes its places. back_to: the lesson that it once stepped in for."""
    if lesson not in shelf or all(spot.lesson != lesson for spot in found.lessons()):
        return found
    other = back_to or table().swaps.get(lesson)
    pool = default_order() if wish.floor else [*table().upright_only]
    if not wish.floor and other not in pool:
        other = None
    if other in wish.disliked and back_to is None:
        other = None
    title = shelf[lesson].title
    if other is None:
        pool = [id for id in pool if id != lesson and id not in wish.disliked]
        new = list(_rotated(found.lessons(), lesson, pool))
        return found.having(_replaced(found.spots, new), said("D19", "none", lesson=title))
    new = [replace(spot, lesson=other, owned=False) for spot in found.lessons() if spot.lesson == lesson]
    spots = settle(_replaced(found.spots, new), allowed=[id for id in pool if id != lesson])
    return found.having(spots, said("D19", "is", lesson=title, other=shelf[other].title))


def _rotated(spots: Sequence[Spot], lesson: str, pool: Sequence[str]) -> Iterator[Spot]:
    """Others of a pool in the places of a lesson, those that stand least often first, none twice in a week."""
    counts = {id: sum(spot.lesson == id for spot in spots) for id in pool}
    for spot in spots:
        if spot.lesson == lesson:
            week = {other.lesson for other in spots if other.week == spot.week}
            free = [id for id in pool if id not in week] or list(pool)
            least = min(free, key=lambda lesson: (counts[lesson], pool.index(lesson)))
            counts[least] += 1
            yield spot.now(Place(least, ""), "general", owned=False)


def alarm(found: Course, given: Given) -> Course:
    """D10: the way back is learnt at home in week 2; the agility lesson moves to week 3 c (or day five)."""
    wish, shelf = given.wish, given.shelf
    if not wish.alarm:
        return found
    if wish.programme == "six_days":
        fifth = next(spot for spot in found.spots if spot.key == "d5").now(
            Place(READY, ""), "general_six", owned=True
        )
        line = said("D10", "six_days", second=shelf[READY].title)
        return found.having(settle(_replaced(found.spots, [fifth])), line)
    here = next(spot for spot in found.spots if spot.key == "w3c")
    there = [spot for spot in found.lessons() if spot.lesson == READY and spot.week > here.week]
    new = [here.now(Place(READY, ""), "general" if not is_low_back(wish) else "order", owned=True)]
    if there and here.lesson != READY:
        new.append(there[0].now(Place(here.lesson or "", here.mark), here.reason, owned=here.owned))
    spots = settle(_replaced(found.spots, new))
    learn = _learn("w2l", 2, BACK)
    line = said("D10", "is", first=shelf[BACK].title, second=shelf[READY].title)
    return found.having(_with(spots, learn), line)


def mid_run(found: Course, given: Given) -> Course:
    """D11: the short stop is learnt at home in week 1, on day 2. And the lesson for before a run, where wished."""
    wish, shelf = given.wish, given.shelf
    if walks(wish, given.cleared):
        return found
    spots = list(found.spots)
    lines = []
    if wish.mid_run:
        key, day = ("d4", 4) if wish.programme == "six_days" else ("w1l", table().weeks["early"])
        spots = _with(spots, replace(_learn(key, 1, RESET), day=day))
        lines.append(said("D11", "is", first=shelf[RESET].title))
    if wish.before_run and wish.programme == "six_weeks":
        taken = any(spot.key == "w2l" for spot in spots)
        spots = _with(spots, _learn("w3l" if taken else "w2l", 3 if taken else 2, BEFORE))
    return found.having(spots, *lines)


def fitting(found: Course, given: Given) -> Course:
    """Little time a day: lessons that fit come first, in the places that no complaint holds. More: nothing moves."""
    shelf = given.shelf
    minutes = given.wish.minutes
    if minutes is None:
        return found
    limits = table().minutes
    if minutes >= limits.full_from:
        return found.having(found.spots, said("M30", "is", minutes=f"{minutes:g}"))
    if minutes >= limits.short_from:
        return found
    ordered = is_low_back(given.wish)
    free = [s for s in found.lessons() if not s.owned and s.lesson != LIKED and not ordered]
    order = sorted(free, key=lambda s: not _fits(shelf[s.lesson or ""], minutes))  # stable
    new = [
        here.now(Place(there.lesson or "", _moved(here, there)), here.reason, owned=False)
        for here, there in zip(free, order, strict=True)
    ]
    return found.having(settle(_replaced(found.spots, new)), said("M15", "is", minutes=f"{minutes:g}"))


def _moved(here: Spot, there: Spot) -> Mark:
    """`again` holds only where it was meant, beside the first time."""
    return "" if there.mark == "again" and here is not there else there.mark


def _fits(item: Item, minutes: float) -> bool:
    return item.short + table().minutes.settle <= minutes


def _learn(key: str, week: int, lesson: str) -> Spot:
    return Spot(
        key=key,
        week=week,
        day=table().weeks["early"],
        kind="learn",
        lesson=lesson,
        owned=True,
        reason="learn",
    )


def _replaced(spots: Iterable[Spot], new: Iterable[Spot]) -> list[Spot]:
    """The same places, some with other lessons; by key."""
    by_key = {spot.key: spot for spot in new}
    return [by_key.get(spot.key, spot) for spot in spots]


def _with(spots: Iterable[Spot], more: Spot) -> list[Spot]:
    """One more place, where its week and day put it."""
    found = [spot for spot in spots if spot.key != more.key]
    at = next(
        (i for i, spot in enumerate(found) if (spot.week, spot.day) > (more.week, more.day)), len(found)
    )
    return [*found[:at], more, *found[at:]]
