"""The programme and its decision table as data, read strictly: every id resolves, every row is there once."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import field

from understride.knowledge import load
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import misfits
from understride.knowledge.strict import parse
from understride.model import RequestError, sealed

HERE = Path(__file__).parent
LIKED = "liked_best"  # a place that takes the lesson marked as liked best
ROWS = (*(f"D{n}" for n in range(1, 30)), "M15", "M30", "P1")
Mark = Literal["", "again", "full"]
Slot = Literal["a", "b", "c"]
SLOTS: tuple[Slot, ...] = ("a", "b", "c")


class Minutes(Record, frozen=True, kw_only=True):
    """What a day costs beside the lesson itself, in minutes, and what a given number of minutes a day allows."""

    settle: float
    scan: int
    tests: int
    most_parts: int
    short_from: int
    full_from: int


class SixDays(Record, frozen=True, kw_only=True):
    """The lessons of days two, three and five; None where the default stands."""

    two: str | None = None
    three: str | None = None
    five: str | None = None


class Week(Record, frozen=True, kw_only=True):
    """One week of the default table. late: what stands on its sixth day."""

    theme: Words
    a: str
    b: str
    c: str
    late: Literal["notice", "scan"]


class Table(Record, frozen=True, kw_only=True):
    """Which lesson stands where; `table.yaml` says what each key means."""

    minutes: Minutes
    weeks: dict[str, int]
    baseline: tuple[int, ...]
    proof: tuple[int, ...]
    lot_days: int
    last_scan_after_days: int
    longest_weeks: int
    six_days: SixDays
    six_days_instead: dict[str, SixDays]
    six_weeks: tuple[Week, ...]
    complaints: dict[str, tuple[str, ...]]
    low_back: tuple[str, ...]
    low_back_second: tuple[str, ...]
    map_cause: dict[str, str]
    upright_only: tuple[str, ...]
    sitting: tuple[str, ...]
    for_runners: tuple[str, ...]
    instead_of: dict[str, str]
    little_time: tuple[str, ...]
    swaps: dict[str, str]


class Row(Record, frozen=True, kw_only=True):
    """One row of the decision table. say: sentences by case; empty where the row acts in silence."""

    id: str
    stage: str
    when: Words
    then: Words
    numbers: dict[str, int] = field(default_factory=dict)
    say: dict[str, Words] = field(default_factory=dict)


class Decisions(Record, frozen=True, kw_only=True):
    """The rows in the order of their stages, and the words of single days."""

    stages: tuple[str, ...]
    rows: tuple[Row, ...]
    words: dict[str, Words]


class Place(NamedTuple):
    """A lesson as the table names it: its id and how it comes."""

    lesson: str
    mark: Mark


def place(text: str) -> Place:
    """`core-lying full` → its id and mark."""
    lesson, _, mark = text.partition(" ")
    if mark not in ("", "again", "full"):
        raise _error([f"{text!r}: a lesson stands alone, or with `again` or `full`"])
    return Place(lesson, mark)  # type: ignore[arg-type]


@cache
def table() -> Table:
    """The table of the package."""
    found: Table = read_data("table.yaml", Table)
    _refuse(_astray(found))
    return found


@cache
def rows() -> Mapping[str, Row]:
    """Every row by its id, in the order of the stages."""
    found = _decisions()
    order = found.stages.index
    return sealed({row.id: row for row in sorted(found.rows, key=lambda row: order(row.stage))})


def number(row: str, name: str) -> int:
    """One number of one row."""
    return rows()[row].numbers[name]


def word(name: str, **facts: object) -> str:
    """The words of a day, filled."""
    return _decisions().words[name].format(**facts)


def sentence(row: str, case: str, **facts: object) -> str:
    """What a row leaves in the plan, filled."""
    return rows()[row].say[case].format(**facts)


def fields(template: str) -> frozenset[str]:
    """The names that a template wants filled."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@cache
def _decisions() -> Decisions:
    found: Decisions = read_data("decisions.yaml", Decisions)
    ids = [row.id for row in found.rows]
    said = [
        f"{row.id}: no stage is called {row.stage!r}" for row in found.rows if row.stage not in found.stages
    ]
    said += [f"the row {id} is missing" for id in ROWS if id not in ids]
    said += [
        f"the row {id} is not known, or stands twice" for id in ids if id not in ROWS or ids.count(id) > 1
    ]
    _refuse(iter(said))
    return found


def read_data(file: str, kind: Any) -> Any:
    """One data file of this folder, of one given shape."""
    document = parse((HERE / file).read_text(encoding="utf-8"), file=file)
    said = [fault.at(document.lines.get(fault.path)) for fault in document.faults]
    said += [
        f"{file}:{document.lines.get(path, 1)}: {message}"
        for path, message in misfits(document.content, kind)
    ]
    _refuse(iter(said))
    return msgspec.convert(document.content, kind)


def _astray(found: Table) -> Iterator[str]:
    """Names in the table that lead nowhere, and rows of the wrong length."""
    known = {lesson.id for lesson in load().lessons.lessons} | {LIKED}
    regions = {region.id for region in load().regions}
    named = [text for row in found.complaints.values() for text in row]
    named += [text for week in found.six_weeks for text in (week.a, week.b, week.c)]
    named += [
        *found.low_back,
        *found.low_back_second,
        *found.upright_only,
        *found.sitting,
        *found.for_runners,
        *found.little_time,
    ]
    named += [*found.swaps, *found.swaps.values()]
    named += [*found.instead_of, *found.instead_of.values()]
    for days in (found.six_days, *found.six_days_instead.values()):
        named += [text for text in (days.two, days.three, days.five) if text is not None]
    yield from (f"no lesson is called {text!r}" for text in named if place(text).lesson not in known)
    yield from (
        f"no region is called {name!r}"
        for name in (*found.complaints, *found.six_days_instead, *found.map_cause)
        if name not in regions
    )
    weeks = len(found.six_weeks)
    yield from (
        f"{name}: {len(row)} lessons, not {weeks}"
        for name, row in found.complaints.items()
        if len(row) != weeks
    )
    if len(found.low_back) != weeks * len(SLOTS):
        yield f"low_back: {len(found.low_back)} lessons, not {weeks * len(SLOTS)}"


def _refuse(said: Iterator[str]) -> None:
    faults = list(said)
    if faults:
        raise _error(faults)


def _error(faults: list[str]) -> RequestError:
    return RequestError(
        found="; ".join(faults), needed="a programme as its schema says", do="Mend what is named."
    )
