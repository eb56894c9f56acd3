"""The log of a course: what was done, felt and noted. Entries are only added; `undo` takes the last one out of account.

An entry carries only what its kind needs (`NEEDS`); everything else about a course follows from the entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from understride.knowledge import load
from understride.knowledge.schema import Record
from understride.knowledge.shape import nearest
from understride.model import RequestError, sealed

Kind = Literal[
    "done",  # a lesson, a scan or tests: what
    "skip",  # a place left out on purpose
    "worse",  # the complaint above its usual: points of 10, hours
    "alarm",  # a warning sign: what
    "checked",  # the full safety questions were answered again
    "liked",
    "disliked",
    "change",  # shoes, surface or load: what
    "click",  # it clicked: words
    "alert",  # an alarm outside: what, strength 0–10, steps or seconds until the rhythm was back
    "reset",  # a short stop outside: place
    "noticed",  # a question went along with a run
    "repeat",  # the week again
    "go_on",
    "stop",
    "undo",
]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Words = Annotated[str, Meta(min_length=1, max_length=200)]


class Entry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log. on: the day it is about.

    lesson, length, side, part: of a lesson done. points: above the usual, of 10; hours: for how long. cued: a question
    or a lesson was on one's mind.
    """

    on: date
    kind: Kind
    what: Words | None = None
    lesson: str | None = None
    length: Literal["short", "full"] | None = None
    side: Literal["left", "right"] | None = None
    part: Annotated[int, Meta(ge=1)] | None = None
    points: Annotated[float, Meta(ge=0, le=10)] | None = None
    hours: Annotated[float, Meta(ge=0, le=10_000)] | None = None
    strength: Annotated[int, Meta(ge=0, le=10)] | None = None
    steps: Count | None = None
    seconds: Count | None = None
    cued: bool = False


Log = tuple[Entry, ...]
DONE = ("lesson", "scan", "tests")  # what can be done
NEEDS: Mapping[str, tuple[str, ...]] = sealed(
    {
        "done": ("what",),
        "worse": ("points", "hours"),
        "alarm": ("what",),
        "liked": ("lesson",),
        "disliked": ("lesson",),
        "change": ("what",),
        "click": ("what",),
        "reset": ("what",),
    }
)


def checked(entry: Entry) -> Entry:
    """The same, if it holds what its kind needs; else a clear refusal."""
    missing = [name for name in NEEDS.get(entry.kind, ()) if getattr(entry, name) is None]
    if entry.kind == "done" and entry.what == "lesson" and entry.lesson is None:
        missing.append("lesson")
    if missing:
        raise RequestError(
            found=f"an entry of the kind {entry.kind!r} without {', '.join(missing)}",
            needed=f"{', '.join(missing)}",
            do="Say it as well.",
        )
    known = [lesson.id for lesson in load().lessons.lessons]
    if entry.lesson is not None and entry.lesson not in known:
        raise RequestError(
            found=f"no lesson is called {entry.lesson!r}{nearest(entry.lesson, known)}",
            needed="the id of a lesson",
            do="List them with: understride lesson list.",
        )
    if entry.kind == "done" and entry.what not in DONE:
        raise RequestError(found=f"{entry.what!r} was done", needed=" or ".join(DONE), do="Say which.")
    return entry


def standing(log: Sequence[Entry]) -> Log:
    """The entries that count, by day: each undo takes out the last one before it that still stands."""
    kept: list[Entry] = []
    for entry in log:
        if entry.kind == "undo":
            kept = kept[:-1]
        else:
            kept.append(entry)
    return tuple(sorted(kept, key=lambda entry: entry.on))  # stable: order of writing within a day


def add(log: Sequence[Entry], entry: Entry) -> Log:
    """The log with one more line."""
    return (*log, checked(entry))


def undo(log: Sequence[Entry], *, on: date) -> Log:
    """The log with a line that takes the last standing one out of account; nothing is ever erased."""
    if not standing(log):
        raise RequestError(
            found="an empty log", needed="something to undo", do="There is nothing to take back."
        )
    return (*log, Entry(on=on, kind="undo"))


def as_plain(log: Sequence[Entry]) -> list[dict[str, object]]:
    """The log as JSON would hold it."""
    plain: list[dict[str, object]] = msgspec.to_builtins(list(log))
    return plain
