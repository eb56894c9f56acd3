"""Causes outside the method, and evidence that was told or tried, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from understride.model import Point, Side, sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A cause outside the method. before, yes, no: what each answer says; unseen: where nobody asked."""

    title: str
    idea: str
    refuted: str
    unseen: str
    before: str
    yes: str
    no: str


TOLD = {
    "told.pull": "You feel it as a spasm or as pulled into a twist, which goes with an uneven pull.",
    "told.habit.bag": "You carry a bag on one side.",
    "told.habit.desk": "You sit turned to one side at a desk.",
    "told.habit.sport": "You do a sport that uses one side more.",
    "told.habit.turning": "You turn more easily to one side.",
    "told.alarm": "It comes with sudden alarm, as you told us.",
}


@cache
def outside() -> Mapping[str, Outside]:
    """Each cause outside the method by its id, but for "None of these"."""
    rows = tomllib.loads((Path(__file__).parent / "outside.toml").read_text(encoding="utf-8"))
    return sealed({name: Outside(**row) for name, row in rows.items()})


def asked_point(cause: str, answer: str) -> Point:
    """What was told of something outside the method. answer: `before`, `yes`, `no`."""
    return Point(id=f"{cause}.{answer}", text=str(getattr(outside()[cause], answer)))


def unasked_point(cause: str) -> Point:
    """What was not asked."""
    return Point(id=f"{cause}.unasked", text=outside()[cause].unseen)


def told_point(finding: str) -> Point:
    """A quality, habit or alarm. finding: its id, perhaps with a place behind it."""
    text = next(words for name, words in TOLD.items() if finding.startswith(name))
    return Point(id=finding, text=text)


def tried_point(finding: str, title: str, side: Side | None, *, speaks_for: bool) -> Point:
    """What came out of a self-test."""
    where = "" if side is None else f" on the {side}"
    way = "points this way" if speaks_for else "points another way"
    return Point(id=finding, text=f"What you found{where} in the self-test “{title}” {way}.")


def untried_point(test: str, title: str) -> Point:
    """A self-test that was not done."""
    return Point(id=f"untried.{test}", text=f"The self-test “{title}” was not done.")


def titled(title: str, side: Side | None) -> str:
    """A cause that has a side says it."""
    return title if side is None else f"{title}, {side}"
