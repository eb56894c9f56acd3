"""Safety over time: when the full questions are due again, and the short check before each lesson."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from understride.interview.answers import Answers, Told
from understride.interview.conditions import FACTS, facts_in
from understride.interview.data import records, table
from understride.interview.gate import Cleared, Stopped
from understride.interview.rulebook import LEVEL_OF, LEVELS, RULES
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import nearest
from understride.model import RequestError

WORSE = 2  # points of ten
AWAY = dt.timedelta(days=LEVELS["low"].again_days)


class ShortItem(Record, frozen=True, kw_only=True):
    """One line of the short check. facts: what a tick counts as, until the full questions are answered."""

    id: str
    text: Words
    facts: tuple[str, ...]


@cache
def short_check() -> tuple[ShortItem, ...]:
    """The five lines that are asked before each lesson."""
    return records("rules/short_check.yaml", ShortItem)


def why_due() -> Mapping[str, str]:
    """The words for each reason of `full_check_due`."""
    return table("rules/again.yaml", str)


def full_check_due(
    last: Cleared | Stopped | None,
    before: Answers | None,
    after: Answers,
    *,
    today: dt.date,
    last_lesson: dt.date | None = None,
) -> tuple[str, ...]:
    """Why the full questions are due today, as ids of `why_due`; empty while the last outcome still holds.

    last, before: the outcome and the answers of the last full check. after: what is told today.
    """
    if last is None or before is None:
        return ("first",)
    due = ["date"] if today >= last.again else []
    due += ["away"] if last_lesson is not None and today - last_lesson >= AWAY else []
    found = set(_changes({told.region: told for told in before.complaints}, after))
    return tuple(reason for reason in why_due() if reason in {*due, *found})


def _changes(before: Mapping[str, Told], after: Answers) -> Iterator[str]:
    for told in after.complaints:
        old = before.get(told.region)
        if old is None:
            yield "new_complaint"
            continue
        if (
            told.intensity is not None
            and old.intensity is not None
            and told.intensity - old.intensity >= WORSE
        ):
            yield "worse"
        if old.side is not None and told.side not in (None, old.side) and old.side != "both":
            yield "spread"
        if set(told.qualities) - set(old.qualities):
            yield "changed"


def after_short_check(answers: Answers, ticked: Collection[str], *, today: dt.date) -> Answers:
    """What is known after the short check, for the gate. ticked: ids of lines; none = nothing new.

    A tick counts as its facts, and every emergency question that had a no is open again: the gate then asks for it.
    """
    items = {item.id: item for item in short_check()}
    for name in ticked:
        if name not in items:
            raise RequestError(
                found=f"the line {name!r}{nearest(name, items)}",
                needed=f"lines of the short check: {', '.join(items)}",
                do="Tick lines by these names, or none.",
            )
    answers = replace(answers, today=today)
    if not ticked:
        return answers
    reopened = {fact: "unknown" for fact in _emergency_facts() if answers.fact(fact) != "yes"}
    told = {fact: "yes" for name in ticked for fact in items[name].facts}
    return replace(answers, facts={**answers.facts, **reopened, **told})


def _emergency_facts() -> list[str]:
    named = {
        fact for rule in RULES.values() if LEVEL_OF[rule.id] == "emergency" for fact in facts_in(rule.fires)
    }
    return [fact for fact in FACTS if fact in named]
