"""In the middle of a run: the short stop, when to stop altogether, roads, drills, and how long the way back took.

What teaches asks for `Cleared`; rules that keep people safe ask for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from statistics import median
from typing import Literal

from understride.interview.gate import Cleared
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import nearest
from understride.lessons.lesson import Lesson
from understride.lessons.programme.log import Entry, standing
from understride.lessons.programme.table import read_data
from understride.model import RequestError


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
    """A rule for the road. spoken: said with every alertness item, the others are shown."""

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
    returning: Returning


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


def drills(cleared: Cleared) -> tuple[Drill, ...]:
    """The ladder of drills. Never without the rules for the road: `spoken_rules`."""
    return outside().drills if "run" not in cleared.withheld else outside().drills[:1]


def spoken_rules() -> tuple[str, ...]:
    """The rules that are said with every alertness item."""
    return tuple(rule.text for rule in outside().road_rules if rule.spoken == "yes")


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
