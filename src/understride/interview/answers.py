"""What a person told, `understride.answers/1`: the shape of an answers file, and the type that rooms above use.

Everything in it is the person's own word. `yes`, `no`, `unknown`; what is not named is not known.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from msgspec import Meta, field

from understride.knowledge.schema import Record
from understride.model import Complaint, Side

SCHEMA = "understride.answers/1"

YesNo = Literal["yes", "no"]
Known = Literal["yes", "no", "unknown"]
Quality = Literal["ache", "tightness", "spasm", "twisted", "clenching", "other"]
When = Literal["start", "during", "late", "after", "rest", "effort"]
Where = Literal["left", "right", "both"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
ZeroToTen = Annotated[int, Meta(ge=0, le=10)]
Minutes = Annotated[float, Meta(ge=0, le=100_000)]
Few = Annotated[str, Meta(min_length=1, max_length=200)]


class Person(Record, frozen=True, kw_only=True):
    """Whose answers these are. minutes_a_day: time for lessons."""

    age: Annotated[int, Meta(ge=0, le=120)] | None = None
    runs: YesNo | None = None
    lies_on_floor: YesNo | None = None
    minutes_a_day: Annotated[float, Meta(ge=0, le=600)] | None = None


class Told(Record, frozen=True, kw_only=True):
    """One complaint. minutes_until_return: how long relief lasts. cost: energy, speed, joy, 0–10.

    alerts: does it come with alarm, as in traffic?
    """

    region: str
    side: Where | None = None
    intensity: ZeroToTen | None = None
    qualities: tuple[Quality, ...] = ()
    when: tuple[When, ...] = ()
    minutes_until_return: Minutes | None = None
    cost: ZeroToTen | None = None
    since: dt.date | None = None
    alerts: Known | None = None

    def complaint(self) -> Complaint:
        """The noun that other rooms know; both sides and no side said are one there."""
        side = Side(self.side) if self.side in ("left", "right") else None
        return Complaint(self.region, side=side, intensity=self.intensity)


class Clearance(Record, frozen=True, kw_only=True):
    """A clinician's word that a scope or urgent rule does not stand in the way."""

    rule: str
    date: dt.date
    by: Few


class Tried(Record, frozen=True, kw_only=True):
    """What was tried, whether it helped and for how many minutes."""

    what: Few
    helped: Known | None = None
    minutes: Minutes | None = None


class Change(Record, frozen=True, kw_only=True):
    """Something that changed, with a date or weeks ago."""

    what: Literal["shoes", "load", "surface", "sleep", "stress", "injury"]
    date: dt.date | None = None
    weeks_ago: Annotated[float, Meta(ge=0, le=5_000)] | None = None

    def weeks_before(self, today: dt.date) -> float | None:
        """How many weeks ago, or None where it was not said."""
        return self.weeks_ago if self.date is None else (today - self.date).days / 7


class Habit(Record, frozen=True, kw_only=True):
    """Something done on one side."""

    what: Literal["bag", "desk", "sport", "turning"]
    side: Where | None = None


class Plan(Record, frozen=True, kw_only=True):
    """Wishes for a programme. proof: start on a day drawn by lot, for a fair comparison.

    blocked: weekdays on which nothing stands; not_on: single days. disliked: ids of lessons to leave out.
    before_run: learn the short lesson for before a run.
    """

    start: dt.date | None = None
    blocked: tuple[Weekday, ...] = ()
    not_on: tuple[dt.date, ...] = ()
    races: tuple[dt.date, ...] = ()
    level: Literal["beginner", "returning", "ambitious"] | None = None
    proof: YesNo | None = None
    disliked: tuple[str, ...] = ()
    before_run: YesNo | None = None


class Score(Record, frozen=True, kw_only=True):
    """The result of a questionnaire that was filled in elsewhere, or here where its terms allow it."""

    instrument: str
    value: float
    date: dt.date | None = None
    version: Few | None = None
    by: Few | None = None


class Alert(Record, frozen=True, kw_only=True):
    """Sudden attention in a run. steps_until_back: until the rhythm is one's own again."""

    events: Known | None = None
    steps_until_back: Annotated[int, Meta(ge=0, le=100_000)] | None = None


class Answers(Record, frozen=True, kw_only=True):
    """All that was told. today: the day it holds for. facts_otherwise: what every fact not named is.

    self_tests: test id → the answer in the words of that test (`self_tests.flat` opens it).
    """

    schema: Literal["understride.answers/1"]
    today: dt.date
    runner: Person = Person()
    complaints: tuple[Told, ...] = ()
    facts: dict[str, Known] = field(default_factory=dict)
    facts_otherwise: Known = "unknown"
    cleared: tuple[Clearance, ...] = ()
    tried: tuple[Tried, ...] = ()
    changes: tuple[Change, ...] = ()
    habits: tuple[Habit, ...] = ()
    plan: Plan | None = None
    scores: tuple[Score, ...] = ()
    alert: Alert | None = None
    self_tests: dict[str, Any] = field(default_factory=dict)

    def fact(self, name: str) -> Known:
        """One fact of the closed list."""
        return self.facts.get(name, self.facts_otherwise)

    def felt(self) -> tuple[Complaint, ...]:
        """The complaints as other rooms know them."""
        return tuple(told.complaint() for told in self.complaints)
