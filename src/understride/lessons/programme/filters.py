"""Filters and additions over the base plan: rows D3, D4, D10, D11, D19, the runner's choice, and the minutes a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from understride.interview.gate import Cleared
from understride.lessons.programme.asked import ALARM, Asked
from understride.lessons.programme.places import Course, Spot, default_order, is_low_back, said, settle
from understride.lessons.programme.shelf import Item, Shelf
from understride.lessons.programme.table import LIKED, Mark, Place, table, word


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


def swap(
    found: Course, lesson: str, wish: Asked, shelf: Shelf, *, back_to: str | None = None, row: str = "D19"
) -> Course:
    """One lesson's partner takes its places. back_to: the lesson that it once stepped in for. row: which says so."""
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
        return found.having(_replaced(found.spots, new), said(row, "none", lesson=title))
    new = [replace(spot, lesson=other, owned=False) for spot in found.lessons() if spot.lesson == lesson]
    allowed = [id for id in pool if id != lesson and id not in wish.disliked]
    spots = settle(_replaced(found.spots, new), allowed=allowed)
    return found.having(spots, said(row, "swap", lesson=title, other=shelf[other].title))


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


def opening(found: Course, given: Given) -> Course:
    """D2: a lesson of which nothing remains for this person is swapped like a disliked one."""
    wish = able(given.wish, given.shelf)
    shut = [id for id, item in given.shelf.items() if not item.opens]
    for lesson in shut:
        found = swap(found, lesson, wish, given.shelf, row="D2")
    spots = tuple(spot for spot in found.spots if spot.kind != "learn" or spot.lesson not in shut)
    return replace(found, spots=spots)


def able(wish: Asked, shelf: Shelf) -> Asked:
    """The wish with all that does not open for this person left out, so that nothing over time brings it in."""
    shut = tuple(id for id, item in shelf.items() if not item.opens and id not in wish.disliked)
    return msgspec.structs.replace(wish, disliked=(*wish.disliked, *shut))


def alarm(found: Course, given: Given) -> Course:
    """D10: the way back is learnt at home in week 2; the agility lesson moves to week 3 c (or day five)."""
    wish, shelf = given.wish, given.shelf
    if not wish.alarm:
        return found
    why = alarming(wish)
    if wish.programme == "six_days":
        fifth = next(spot for spot in found.spots if spot.key == "d5").now(
            Place(READY, ""), "alarm", owned=True
        )
        line = said("D10", "six_days", *_alarming(wish), reason=why, second=shelf[READY].title)
        return found.having(settle(_replaced(found.spots, [fifth])), line)
    here = next(spot for spot in found.spots if spot.key == "w3c")
    there = [spot for spot in found.lessons() if spot.lesson == READY and spot.week > here.week]
    new = [here.now(Place(READY, ""), "alarm", owned=True)]
    if there and here.lesson != READY:
        new.append(there[0].now(Place(here.lesson or "", here.mark), here.reason, owned=here.owned))
    spots = settle(_replaced(found.spots, new))
    learn = _learn("w2l", 2, BACK)
    line = said("D10", "is", *_alarming(wish), reason=why, first=shelf[BACK].title, second=shelf[READY].title)
    return found.having(_with(spots, learn), line)


def alarming(wish: Asked) -> str:
    """What D10 acts on: that it was told, or that the idea is among the first."""
    idea = next((cause.title.lower() for cause in wish.ranked() if cause.id == ALARM), "")
    return word("alarm_told" if wish.alarm_told else "alarm_ranked", idea=idea)


def _alarming(wish: Asked) -> tuple[str, ...]:
    return ("alert",) if wish.alarm_told else (ALARM,)


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
    """Little time a day: short lessons come first, in the places that nothing else holds. More time: nothing moves."""
    shelf = given.shelf
    minutes = given.wish.minutes
    if minutes is None:
        return found
    limits = table().minutes
    if minutes >= limits.full_from:
        return found.having(found.spots, said("M30", "is", minutes=f"{minutes:g}"))
    if minutes >= limits.short_from:
        return found
    ordered = is_low_back(given.wish) or not given.wish.floor  # an order of its own, which is not free
    free = [s for s in found.lessons() if not s.owned and s.lesson != LIKED and not ordered]
    order = sorted(free, key=lambda s: not _fits(shelf[s.lesson or ""], minutes))  # stable
    new = [
        here.now(
            Place(there.lesson or "", _moved(here, there)), _because(here, there, shelf, minutes), owned=False
        )
        for here, there in zip(free, order, strict=True)
    ]
    case = "is" if free else "parts"
    return found.having(settle(_replaced(found.spots, new)), said("M15", case, minutes=f"{minutes:g}"))


def _moved(here: Spot, there: Spot) -> Mark:
    """`again` holds only where it was meant, beside the first time."""
    return "" if there.mark == "again" and here is not there else there.mark


def _because(here: Spot, there: Spot, shelf: Shelf, minutes: float) -> str:
    early = here is not there and _fits(shelf[there.lesson or ""], minutes)
    return "shorter" if early else there.reason


def _fits(item: Item, minutes: float) -> bool:
    """Whether a lesson fits whole, or is one of the short ones that little time begins with."""
    return item.short + table().minutes.settle <= minutes or item.id in table().little_time


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
