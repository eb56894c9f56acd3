"""In the middle of a run: the short stop, when to stop altogether, roads, drills, and how long the way back took.

What teaches asks for `Cleared`; rules that keep people safe ask for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Literal

from understride.interview.gate import Cleared
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import nearest
from understride.lessons.lesson import Lesson
from understride.lessons.programme.log import Entry, standing
from understride.lessons.programme.table import read_data
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.lessons.opening import Opened


class Place(Record, frozen=True, kw_only=True):
    """The short stop for one place. middle: what is done between the first and the last part; card: to remember."""

    middle: Words
    question: Words
    card: tuple[Words, ...]


class StopRule(Record, frozen=True, kw_only=True):
    """A sign on which to stop, and what to do. urgency: the gate's level; `none`: the plan deals with it."""

    id: str
    sign: Words
    do: Words
    urgency: Literal["emergency", "urgent", "scope", "none"]


class RoadRule(Record, frozen=True, kw_only=True):
    """A rule for the road. spoken: goes with every lesson on alertness; the others are shown with the drills."""

    id: str
    text: Words
    spoken: Literal["yes", "no"] = "no"


class Drill(Record, frozen=True, kw_only=True):
    """One rung of the ladder; never in traffic. weeks_before_next: how long it stays."""

    id: str
    where: Words
    what: Words
    weeks_before_next: int


class Returning(Record, frozen=True, kw_only=True):
    """The way back after an alarm: the lesson, its card, what is noted."""

    lesson: str
    card: tuple[Words, ...]
    asks: Words
    kinds: tuple[str, ...]
    also: tuple[str, ...]
    shown: int
    note: Words


class Flare(Record, frozen=True, kw_only=True):
    """For a bad day. first: said every time; new: said to whoever has done no lesson yet."""

    lesson: str
    first: Words
    new: Words


class Outside(Record, frozen=True, kw_only=True):
    """All of `outside.yaml`."""

    first: Words
    minutes_only: Words
    leave: Words
    after: Words
    second_in_a_run: Words
    third_day: Words
    days_running: int
    lesson: str
    places: dict[str, Place]
    alike: dict[str, str]
    stop_rules: tuple[StopRule, ...]
    road_rules: tuple[RoadRule, ...]
    drills: tuple[Drill, ...]
    drill_lesson: str
    alert_cause: str
    returning: Returning
    bad_day: Flare


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """The short stop for today. lesson: the spoken text. before: said first. notes: from what was logged."""

    lesson: str
    place: str
    before: tuple[str, ...]
    middle: str
    question: str
    card: tuple[str, ...]
    after: str
    notes: tuple[str, ...]
    ask_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long the last ways back took. unit: `steps` or `seconds`; never a goal."""

    unit: Literal["steps", "seconds"]
    count: int
    low: int
    middle: float
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What helps to find the way back after an alarm, and where that may be practised.

    lesson: spoken, at home. card: by heart, outside. drills: one rung after the other. spreads: of the last ways back.
    """

    lesson: str
    card: tuple[str, ...]
    asks: str
    kinds: tuple[str, ...]
    rules: tuple[str, ...]
    drills: tuple[Drill, ...]
    drill_lesson: str
    spreads: tuple[Spread, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadDay:
    """The lesson for a bad day at home. notes: said before it."""

    lesson: str
    card: tuple[str, ...]
    notes: tuple[str, ...]


@cache
def outside() -> Outside:
    """The data of the room, read strictly."""
    found: Outside = read_data("outside.yaml", Outside)
    return found


def reset(cleared: Cleared, place: str, *, library: Mapping[str, Lesson], log: Sequence[Entry] = ()) -> Reset:
    """The short stop for a place of the body. library: finished lessons; a variant for the place is taken if there."""
    data = outside()
    key = data.alike.get(place, place)
    if key not in data.places:
        known = [*data.places, *data.alike]
        raise RequestError(
            found=f"no place called {place!r}{nearest(place, known)}",
            needed=f"one of {', '.join(sorted(known))}",
            do="Name one of them.",
        )
    here = data.places[key]
    notes, again = _notes(log, cleared.today)
    return Reset(
        lesson=_text(place, key, library),
        place=place,
        before=(data.first, data.leave),
        middle=here.middle,
        question=here.question,
        card=here.card,
        after=data.after,
        notes=(*notes, data.minutes_only),
        ask_again=again,
    )


def way_back(cleared: Cleared, *, log: Sequence[Entry] = ()) -> WayBack:
    """The way back after an alarm. The drills never come without the rules for the road.

    Where running is withheld, only the first rung is left.
    """
    data = outside()
    spreads = (ways_back(log, unit="steps"), ways_back(log, unit="seconds"))
    return WayBack(
        lesson=data.returning.lesson,
        card=data.returning.card,
        asks=data.returning.asks,
        kinds=(*data.returning.kinds, *data.returning.also),
        rules=tuple(rule.text for rule in data.road_rules),
        drills=data.drills[:1] if "run" in cleared.withheld else data.drills,
        drill_lesson=data.drill_lesson,
        spreads=tuple(spread for spread in spreads if spread is not None),
        note=data.returning.note,
    )


def bad_day(opened: Opened, *, log: Sequence[Entry] = ()) -> BadDay:
    """What goes before the lesson for a bad day; whoever has noted no lesson yet is told that it leans on others.

    opened: that lesson, opened for today.
    """
    data = outside().bad_day
    known = any(entry.kind == "done" and entry.lesson is not None for entry in standing(log))
    return BadDay(
        lesson=opened.score.lesson.id,
        card=opened.score.lesson.front.card,
        notes=(data.first,) if known else (data.first, data.new),
    )


def stop_rules() -> tuple[StopRule, ...]:
    """The signs on which anything that moves stops, out on a run too. No clearance is asked for these."""
    return outside().stop_rules


def road_rules_with(serves: Sequence[str]) -> tuple[RoadRule, ...]:
    """The rules that go with a lesson on alertness: one that serves `alert_cause` before all else; for others none."""
    data = outside()
    if data.alert_cause not in serves[:1]:
        return ()
    return tuple(rule for rule in data.road_rules if rule.spoken == "yes")


def ways_back(log: Sequence[Entry], *, unit: Literal["steps", "seconds"] = "steps") -> Spread | None:
    """How far the last ways back lie apart, or None where none was counted."""
    counts = [
        value
        for entry in standing(log)
        if entry.kind == "alert" and (value := getattr(entry, unit)) is not None
    ][-outside().returning.shown :]
    if not counts:
        return None
    return Spread(unit=unit, count=len(counts), low=min(counts), middle=median(counts), high=max(counts))


def _text(place: str, key: str, library: Mapping[str, Lesson]) -> str:
    """The spoken text: a variant for the place or one alike, else the short stop itself."""
    own = outside().lesson
    variants = [lesson for lesson in library.values() if lesson.front.variant_of == own]
    for wanted in (place, key):
        for lesson in variants:
            if wanted in lesson.front.serves.complaints:
                return lesson.id
    return own


def _notes(log: Sequence[Entry], today: date) -> tuple[tuple[str, ...], bool]:
    """The second stop of a day, and the third day running on which the gate asks again."""
    data = outside()
    days = {entry.on for entry in standing(log) if entry.kind == "reset"}
    running = all(today - timedelta(days=back) in days for back in range(1, data.days_running))
    notes = (data.second_in_a_run,) if today in days else ()
    return (*notes, *((data.third_day,) if running else ())), running
