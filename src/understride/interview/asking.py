"""What to ask next: a pure function of what was answered so far. It can be left and taken up again at any point.

What was answered is kept by question, not as a result: an earlier answer can be changed, and what a closed branch had
asked then counts no longer. Safety comes first. An emergency ends the interview at once, any other stop ends it as soon
as the safety questions are through; beyond five minutes nothing more is asked but safety.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import field
from msgspec.structs import replace

from understride.interview.answers import Answers, Change, Habit, Tried
from understride.interview.conditions import FACTS, Situation, holds
from understride.interview.filling import HUNCHED, applied, refused
from understride.interview.gate import gate, situation, unanswered
from understride.interview.questions import MOST_SECONDS, Question, questions, still_open
from understride.knowledge import load
from understride.knowledge.schema import Record
from understride.words import capital


class SoFar(Record, frozen=True, kw_only=True):
    """An interview under way. given: question key → answer, None where it was skipped."""

    today: dt.date
    given: dict[str, Any] = field(default_factory=dict)
    schema: Literal["understride.interview/1"] = "understride.interview/1"


class Asked(Record, frozen=True, kw_only=True):
    """A question as it is put. key: its name in `SoFar`. about: the region or thing asked for. text: its words."""

    key: str
    question: Question
    text: str
    about: str | None = None


def begin(today: dt.date) -> SoFar:
    """An interview without an answer yet."""
    return SoFar(today=today)


def next_question(so_far: SoFar) -> Asked | None:
    """What to ask next, or None at the end."""
    return _walked(so_far)[1]


def answers_of(so_far: SoFar) -> Answers:
    """What is known from what was answered so far; what was not asked or skipped is not known."""
    return _walked(so_far)[0]


def with_answer(so_far: SoFar, asked: Asked, answer: Any) -> SoFar:
    """The same with one answer, new or changed; what cannot be an answer is refused in one sentence.

    facts, many: ids (facts: or `none`, or `not_sure` with or without ids) · regions: ids · one: an id ·
    number: a number · yes_no: yes, no or unknown.
    """
    refused(asked.question, answer)
    return replace(so_far, given={**so_far.given, asked.key: answer})


def skipped(so_far: SoFar, asked: Asked) -> SoFar:
    """The same with this question left out: what it asks stays not known."""
    return replace(so_far, given={**so_far.given, asked.key: None})


def _walked(so_far: SoFar) -> tuple[Answers, Asked | None]:
    """From the start through all that was answered: the answers, and the first question that was not."""
    answers = Answers(schema="understride.answers/1", today=so_far.today)
    passed: dict[str, int] = {}
    while (asked := _first_open(answers, passed)) is not None and asked.key in so_far.given:
        passed[asked.key] = asked.question.seconds
        answer = so_far.given[asked.key]
        if answer is not None:
            answers = applied(answers, asked.question, asked.about, answer)
    return answers, None if asked is None or _ended(answers, asked) else asked


def _ended(answers: Answers, asked: Asked) -> bool:
    """An emergency ends it at once, any other stop before the first question that is not about safety."""
    outcome = gate(answers, today=answers.today)
    emergency = any(reason.level == "emergency" for reason in outcome.reasons)
    return emergency or (outcome.action == "stop" and asked.question.section != "safety")


def _first_open(answers: Answers, passed: Mapping[str, int]) -> Asked | None:
    at, spent = situation(answers), sum(passed.values())
    for asked in _open(answers, at, passed):
        if asked.question.section == "safety" or spent + asked.question.seconds <= MOST_SECONDS:
            return asked
    return None


def _open(answers: Answers, at: Situation, passed: Mapping[str, int]) -> Iterator[Asked]:
    """Questions that are not passed and whose condition holds: safety, what is still open of it, then the rest."""
    todo = [
        asked
        for question in questions()
        if question.asked_if is None or holds(question.asked_if, at) is not None
        for asked in _each(question, answers)
        if asked.key not in passed
    ]
    safety = [asked for asked in todo if asked.question.section == "safety"]
    yield from safety
    left = unanswered(at) if not safety else frozenset()
    again = still_open(tuple(fact for fact in FACTS if fact in left))
    if left and again.id not in passed:
        yield Asked(key=again.id, question=again, text=again.ask)
    yield from (asked for asked in todo if asked.question.section != "safety")


def _each(question: Question, answers: Answers) -> Iterator[Asked]:
    """Once, or once for each complaint, change, habit or thing tried."""
    if question.each is None:
        yield Asked(key=question.id, question=question, text=question.ask)
    for about, name in _things(question, answers):
        text = question.ask.replace("{thing}", capital(name))
        yield Asked(key=f"{question.id}@{about}", question=question, about=about, text=text)


def _things(question: Question, answers: Answers) -> list[tuple[str, str]]:
    if question.each == "complaint":
        names = {region.id: region.name for region in load().regions}
        return [(c.region, names[c.region]) for c in answers.complaints if c.region != HUNCHED]
    if question.each == "alert":
        return [("steps", "")] if answers.alert is not None and answers.alert.events == "yes" else []
    whats: Mapping[str | None, Iterable[Change | Habit | Tried]] = {
        "change": answers.changes,
        "habit": answers.habits,
        "try": answers.tried,
    }
    return [(item.what, _named(item.what)) for item in whats.get(question.each, ())]


def _named(what: str) -> str:
    """A thing as its option called it."""
    texts = {option.id: option.text for question in questions() for option in question.options}
    return texts[what]
