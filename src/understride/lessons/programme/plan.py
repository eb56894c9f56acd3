"""The plan: from a clearance and what was asked to days, at most one thing on each; and the same after any log.

The day comes from the clearance itself (`cleared.today`). Pure: same answers, same log, same clearance, same plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from understride.interview.gate import Cleared, Stopped
from understride.lessons.portions import WHOLE
from understride.lessons.programme.asked import Asked, Programme, checked
from understride.lessons.programme.calendar import DAY, Dated, Lot, blocked, laid_out, lot
from understride.lessons.programme.course import course
from understride.lessons.programme.filters import able, walks
from understride.lessons.programme.log import Entry, standing
from understride.lessons.programme.looks import Looks, at_end
from understride.lessons.programme.places import Sentence, said
from understride.lessons.programme.replay import replay
from understride.lessons.programme.shelf import Shelf
from understride.lessons.programme.state import Done, State, day
from understride.lessons.programme.table import number, rows, table, word
from understride.lessons.programme.why import lasting, why

SCHEMA = "understride.plan/1"
DayKind = Literal["lesson", "again", "scan", "tests", "notice", "free"]
NO_LOOKS = Looks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One thing on one day. day: its number in the week. minutes: settling and getting up included; 0 = rides along.

    first_side: of a lesson. why: one sentence; because: ids of the facts behind it. key: the place's lasting name.
    part, parts: of a lesson spread over days. half_imagined: every second movement only in thought. long_rests: every
    rest twice as long.
    """

    date: date
    week: int
    day: int
    kind: DayKind
    lesson: str | None
    length: Literal["short", "full"] | None
    first_side: Literal["left", "right"] | None
    minutes: int
    why: str
    because: tuple[str, ...] = ()
    key: str = ""
    part: int = 1
    parts: int = 1
    half_imagined: bool = False
    long_rests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Days to come, what the table's rows say, and what was done. ends: nothing comes after these days.

    asks: the runner chooses between repeating a week, going on and stopping. gate_again: when the safety questions are
    asked in full; waiting: nothing comes until they have been. lot: how the start was drawn, in proof mode.
    walks: every run is a walk.
    """

    programme: Programme
    made: date
    days: tuple[Day, ...]
    sentences: tuple[Sentence, ...]
    done: tuple[Done, ...]
    gate_again: date
    waiting: bool = False
    asks: bool = False
    lot: Lot | None = None
    walks: bool = False

    @property
    def ends(self) -> date | None:
        """The last day, None where nothing comes."""
        return self.days[-1].date if self.days else None

    def minutes_by_week(self) -> dict[int, int]:
        """Week → minutes of all its days."""
        return {
            week: sum(d.minutes for d in self.days if d.week == week)
            for week in sorted({d.week for d in self.days})
        }


def plan(cleared: Cleared, asked: Asked, shelf: Shelf) -> Plan:
    """A new plan, laid out from the day it was asked for."""
    state = replay(course(cleared, checked(asked), shelf), able(asked, shelf), shelf, (), NO_LOOKS)
    return _plan(cleared, state, start=asked.start, looks=NO_LOOKS)


def follow(
    cleared: Cleared, asked: Asked, shelf: Shelf, log: Sequence[Entry], looks: Looks = NO_LOOKS
) -> Plan:
    """The plan as it stands today, after everything in the log. looks: verdicts on change, where there are any."""
    today = cleared.today
    entries = tuple(entry for entry in standing(log) if entry.on <= today)
    state = replay(course(cleared, checked(asked), shelf), able(asked, shelf), shelf, entries, looks)
    start = max(filter(None, (today, asked.start, state.wait, state.last and state.last + DAY)))
    over = today > asked.start + timedelta(weeks=table().longest_weeks)
    if state.stopped or over:
        state = replace(state, queue=())
    if state.unchecked:
        return _plan(cleared, replace(state, queue=()), start=start, looks=looks, waiting=True)
    state, asks = _after_gap(state, today)
    return _plan(cleared, state, start=start, looks=looks, asks=asks)


def next_day(cleared: Cleared, plan: Plan) -> Day:
    """What today holds; a free day where nothing stands on it."""
    found = next((d for d in plan.days if d.date == cleared.today), None)
    if found is not None:
        return found
    reason = "free" if plan.days or plan.waiting else "over"
    return _free_day(cleared.today, word(reason))


def no_plan(stopped: Stopped) -> Sentence:
    """D1: the sentence in place of a plan."""
    return said("D1", "is", *(r.id for r in stopped.reasons), do=stopped.reasons[0].do)


def reasons(days: Sequence[Day]) -> tuple[str, ...]:
    """Why each day is what it is, for reading one after another: what rests on the same facts is said once."""
    first: dict[str, date] = {}
    return tuple("" if one.part > 1 else _said_once(one, first.setdefault(one.why, one.date)) for one in days)


def _said_once(one: Day, before: date) -> str:
    again = word("as_on", day=day(before))
    return one.why if before == one.date or not one.because or len(one.why) <= len(again) else again


def as_json(plan: Plan) -> bytes:
    """`understride.plan/1`: same plan, same bytes."""
    content = {
        "schema": SCHEMA,
        "programme": plan.programme,
        "days": [as_object(d) for d in plan.days],
        "sentences": [{"row": s.row, "text": s.text, "facts": s.facts} for s in plan.sentences],
        "gate_again": plan.gate_again,
        "lot": None
        if plan.lot is None
        else {"seed": plan.lot.seed, "drawn": plan.lot.drawn, "of": plan.lot.of},
    }
    return msgspec.json.format(msgspec.json.encode(content, order="deterministic"), indent=1) + b"\n"


def as_object(day: Day) -> dict[str, Any]:
    """One day as it stands in `understride.plan/1`; which part of a lesson it is stands with its reason."""
    part = "" if day.parts == 1 else f" {word('part', part=day.part, parts=day.parts)}"
    return {
        "date": day.date,
        "week": day.week,
        "day": day.day,
        "kind": day.kind,
        "lesson": day.lesson,
        "length": day.length,
        "first_side": day.first_side,
        "minutes": day.minutes,
        "why": day.why + part,
    }


def _plan(
    cleared: Cleared, state: State, *, start: date, looks: Looks, waiting: bool = False, asks: bool = False
) -> Plan:
    laid = () if waiting else laid_out(state, cleared, start=start)
    days = tuple(_day(row, state, cleared) for row in laid)
    drawn = _drawn(state, laid)
    lines = [*lasting(state, cleared), *state.said, *_of_days(state, laid, days, drawn)]
    lines += [] if waiting else _ending(state, looks)
    order = list(rows())
    return Plan(
        programme=state.wish.programme,
        made=cleared.today,
        days=days,
        sentences=tuple(sorted(lines, key=lambda s: order.index(s.row))),
        done=state.done,
        gate_again=_again(cleared),
        waiting=waiting,
        asks=asks,
        lot=drawn,
        walks=walks(state.wish, cleared),
    )


def _again(cleared: Cleared) -> date:
    """D2: under a caution within 7 days, else when the gate says."""
    if not cleared.cautions:
        return cleared.again
    return min(cleared.again, cleared.today + timedelta(days=number("D2", "again_days")))


def _day(row: Dated, state: State, cleared: Cleared) -> Day:
    limits, how, spot = table().minutes, row.version, row.spot
    given = WHOLE if how is None else how.portions[row.part - 1]
    text, facts = why(row, state, cleared)
    fixed = {"scan": limits.scan, "tests": limits.tests, "notice": 0}
    kind: DayKind
    if spot.kind in ("lesson", "learn"):
        kind = "again" if how is not None and how.again else "lesson"
    else:
        kind = spot.kind  # type: ignore[assignment]
    lesson = how is not None and spot.kind != "notice"
    side = None if how is None or how.side is None else ("left" if how.side.value == "left" else "right")
    return Day(
        date=row.on,
        week=spot.week,
        day=row.number,
        kind=kind,
        lesson=spot.lesson if lesson else None,
        length=how.length if how is not None and lesson else None,
        first_side=side if lesson else None,  # type: ignore[arg-type]
        minutes=how.minutes[row.part - 1] if how is not None else fixed[spot.kind],
        why=text,
        because=facts,
        key=spot.key if row.part == 1 else f"{spot.key}.{row.part}",
        part=row.part,
        parts=1 if how is None else how.parts,
        half_imagined=lesson and given.half_imagined,
        long_rests=lesson and given.long_rests,
    )


def _free_day(on: date, text: str) -> Day:
    return Day(
        date=on, week=0, day=0, kind="free", lesson=None, length=None, first_side=None, minutes=0, why=text
    )


def _drawn(state: State, laid: Sequence[Dated]) -> Lot | None:
    """The lot, as long as it can be shown: the last scan of week 0 is still to come or was the last thing done."""
    if not state.wish.proof or state.wish.programme != "six_weeks":
        return None
    scans = [row.on for row in laid if row.spot.week == 0]
    anchored = state.last if state.anchor is not None and state.anchor.week == 0 else None
    after = scans[-1] if scans else anchored
    return None if after is None else lot(state, after=after)


def _of_days(state: State, laid: Sequence[Dated], days: Sequence[Day], drawn: Lot | None) -> list[Sentence]:
    """What rows say about single days: races, the lot, parts that are longer than the time asked for."""
    found = [said("D20", "is", date=day(race)) for race in dict.fromkeys(r.waited for r in laid if r.waited)]
    asked = state.wish.minutes
    over = (days[-1].date - days[0].date).days + 1 if days else 0
    if state.wish.programme == "six_days" and not state.done and any(d.part > 1 for d in days):
        found.append(said("M15", "six_days", days=over))
    longest = max((d.minutes for d in days if d.lesson is not None), default=0)
    if asked is not None and asked < min(longest, table().minutes.short_from):
        found.append(said("M15", "over", minutes=f"{asked:g}"))
    if drawn is not None:
        found.append(said("P1", "is", drawn=drawn.drawn, of=drawn.of, seed=drawn.seed))
    return found


def _after_gap(state: State, today: date) -> tuple[State, bool]:
    """D17, D16, D15: the first that fits."""
    if not state.lessons or not state.queue:
        return state, False
    last = max(filter(None, (state.last, state.wait and state.wait - DAY)), default=None)
    if last is None or not state.done:
        return state, False
    between = [last + DAY * i for i in range(1, max((today - last).days, 0) + 1)]
    days = sum(not blocked(state.wish, on) for on in between)
    head = state.lessons[0]
    if days >= number("D17", "days"):
        scan = replace(head, key="gap", kind="scan", lesson=None, reason="scan_gap", extra=True)
        return replace(state, queue=(scan, *state.queue)).say(said("D17", "is", days=days)), True
    fine = next((d.lesson for d in reversed(state.done) if d.lesson not in state.suspects), None)
    if days >= number("D16", "days") and fine in state.shelf and head.reason != "worse" and not state.parts:
        once = replace(head, key="gap", lesson=fine, mark="", reason="gap", extra=True)
        line = said("D16", "is", days=days, lesson=state.title(fine or ""))
        return replace(state, queue=(once, *state.queue)).say(line), False
    return state.say(*_missed(state, days)), False


def _missed(state: State, days: int) -> tuple[Sentence, ...]:
    """D15: a day or more went by on which the next place stood."""
    head, anchor = state.queue[0], state.anchor
    gap = 2 if anchor is None or head.week != anchor.week else max(head.day - anchor.day, 1)
    gap = 3 if anchor is not None and head.week != anchor.week else gap
    return (said("D15", "is"),) if days > gap else ()


def _ending(state: State, looks: Looks) -> list[Sentence]:
    """What is said when the last lesson is done."""
    if state.wish.programme == "six_days" or state.lessons or not state.done or state.stopped:
        return []
    days = (state.done[-1].on - state.done[0].on).days
    return [at_end(looks, lessons=len(state.done), days=days)]
