"""Places on dates: blocked days and races respected, one thing a day, dates move and numbers do not (D15, D20, D27).

A week begins with its first place; the others keep their distance from it where the days allow. Weeks follow one
another after seven days, or later where the days before ran out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from understride.interview.gate import Cleared
from understride.lessons.programme.asked import WEEKDAYS, Asked
from understride.lessons.programme.places import Spot
from understride.lessons.programme.replay import meant
from understride.lessons.programme.state import State
from understride.lessons.programme.table import number, table
from understride.lessons.programme.versions import Version, turns, version
from understride.model import RequestError

DAY = timedelta(days=1)
SEARCHED = 120  # days; a plan that finds no free day within is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One place on its date. number: its day in its week; part: from 1. waited: a race made it wait."""

    on: date
    spot: Spot
    number: int
    version: Version | None = None
    part: int = 1
    waited: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """How the first lesson's day was drawn. drawn: from 1, of `of` days; seed: made from the content."""

    seed: int
    drawn: int
    of: int
    on: date


def blocked(wish: Asked, on: date) -> bool:
    """Whether a day was blocked, or is a race."""
    return WEEKDAYS[on.weekday()] in wish.blocked or on in wish.not_on or on in wish.races


def race_near(wish: Asked, on: date) -> date | None:
    """The race within 48 hours after a day."""
    near = timedelta(days=number("D20", "days_before"))
    return next((race for race in wish.races if timedelta(0) < race - on <= near), None)


def laid_out(state: State, cleared: Cleared, *, start: date) -> tuple[Dated, ...]:
    """Every place to come on its date, from `start` on, with the noticing days between them."""
    rows = list(_rows(state, cleared, start))
    return tuple(sorted((*rows, *_notices(state, rows, start)), key=lambda row: row.on))


def lot(state: State, *, after: date) -> Lot:
    """Proof mode: the first lesson's day, drawn from the days that follow the last scan before it."""
    days = [after + DAY * i for i in range(1, table().lot_days + 1)]
    free = [on for on in days if not blocked(state.wish, on) and race_near(state.wish, on) is None] or days[
        -1:
    ]
    seed = state.wish.seed()
    drawn = seed % len(free)
    return Lot(seed=seed, drawn=drawn + 1, of=len(free), on=free[drawn])


@dataclass(slots=True)
class _Hand:
    """Where the laying out stands: the next free day, the week's first day, the place before."""

    cursor: date
    origin: date
    week: int | None
    day: int
    last: date | None


def _rows(state: State, cleared: Cleared, start: date) -> Iterator[Dated]:
    counts = Counter(done.lesson for done in state.done)
    order = turns([*(d.spot for d in state.done if d.spot), *(s for s in state.course if s.kind == "lesson")])
    hand = _begun(state, start)
    done_parts = state.parts
    for index, place in enumerate(state.queue):
        spot = meant(state, place)
        item = state.shelf.get(spot.lesson or "")
        how = None
        if item is not None:
            turn = order.get(item.id, item.number)
            how = version(spot, item, state.wish, cleared, before=counts[item.id], turn=turn)
        first = done_parts + 1 if spot.kind == "lesson" else 1
        for part in range(first, (how.parts if how else 1) + 1):
            new = how is not None and not counts[spot.lesson or ""] and part == 1
            yield _laid(state, hand, spot, how, part, first_of_all=index == 0, new=new)
        if spot.kind == "lesson":
            counts[spot.lesson or ""] += 1
            done_parts = 0


def _begun(state: State, start: date) -> _Hand:
    anchor, last = state.anchor, state.last
    if anchor is None or last is None:
        return _Hand(cursor=start, origin=start, week=None, day=0, last=last)
    return _Hand(
        cursor=start, origin=last - DAY * (anchor.day - 1), week=anchor.week, day=anchor.day, last=last
    )


def _laid(
    state: State, hand: _Hand, spot: Spot, how: Version | None, part: int, *, first_of_all: bool, new: bool
) -> Dated:
    """One place, or one part of it, on the next day that takes it. Moves the hand on."""
    wanted = _wanted(state, hand, spot, part)
    if first_of_all and hand.cursor > wanted and not spot.extra:  # late: the rest of the week moves along
        hand.origin = hand.cursor - DAY * (spot.day - 1)
    on, waited = _free(state, max(hand.cursor, wanted), spot, new=new)
    number_ = spot.day if spot.day > hand.day or spot.week != hand.week else hand.day + 1
    hand.cursor, hand.week, hand.last = on + DAY, spot.week, on
    hand.day = number_ if not spot.extra else spot.day - 1
    if spot.extra:
        hand.origin = on + DAY * 2 - DAY * (spot.day - 1)
    return Dated(on=on, spot=spot, number=number_, version=how, part=part, waited=waited)


def _wanted(state: State, hand: _Hand, spot: Spot, part: int) -> date:
    """The day on which a place would stand if every day were free."""
    if part > 1:
        return hand.cursor
    if spot.reason == "scan_after" and hand.last is not None:
        return hand.last + DAY * table().last_scan_after_days
    if spot.extra:
        return hand.cursor if hand.last is None else max(hand.cursor, hand.last + DAY * 2)
    if hand.week is None:
        hand.origin = hand.cursor - DAY * (spot.day - 1)
    elif spot.week != hand.week or (spot.day <= hand.day and spot.reason == "repeated"):
        hand.origin = _next_week(state, hand)
    return hand.origin + DAY * (spot.day - 1)


def _next_week(state: State, hand: _Hand) -> date:
    if hand.week == 0:
        drawn = state.wish.proof and hand.last is not None
        return max(hand.cursor, lot(state, after=hand.last).on) if drawn and hand.last else hand.cursor
    return max(hand.origin + DAY * 7, hand.cursor)


def _free(state: State, wanted: date, spot: Spot, *, new: bool) -> tuple[date, date | None]:
    """The first day from `wanted` on that takes the place, and the race that made it wait."""
    wish, waited = state.wish, None
    rested = None if state.clicked is None else state.clicked + DAY * number("D27", "days")
    for days in range(SEARCHED):
        on = wanted + DAY * days
        race = race_near(wish, on) if new else None
        if race is not None or on in wish.races:
            waited = waited or race or on
        if blocked(wish, on) or race is not None:
            continue
        if spot.kind == "scan" and rested is not None and on < rested:
            continue
        return on, waited
    raise RequestError(
        found=f"no free day within {SEARCHED} days of {wanted.isoformat()}",
        needed="days that are neither blocked nor just before a race",
        do="Free a day of the week.",
    )


def _notices(state: State, rows: Sequence[Dated], start: date) -> Iterator[Dated]:
    """Noticing days: one a week, where nothing else stands; left out rather than moved."""
    taken = {row.on for row in rows}
    late, early = table().weeks["late"], table().weeks["early"]
    six_days = state.wish.programme == "six_days"
    weeks = {row.spot.week for row in rows if row.spot.kind == "lesson" and not row.spot.extra}
    for week in sorted(weeks):
        plan = table().six_weeks[week - 1]
        here = [row for row in rows if row.spot.week == week and row.spot.kind != "learn"]
        here = [row for row in here if not row.spot.extra]
        day = 4 if six_days else (late if plan.late == "notice" else early)
        before = [row for row in here if row.number < day]
        if not before or any(
            row.spot.kind == "learn" and row.spot.week == week for row in rows if day != late
        ):
            continue
        on = before[-1].on + DAY * (day - before[-1].number)
        after = [row for row in rows if row.on > before[-1].on]
        if on in taken or on < start or blocked(state.wish, on) or (after and on >= after[0].on):
            continue
        spot = replace(before[-1].spot, key=f"w{week}n", day=day, kind="notice", mark="", reason="notice")
        yield Dated(on=on, spot=spot, number=day)
