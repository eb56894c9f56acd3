"""Where an answer goes: one question's answer put into `Answers`. Checked first, so that nothing odd gets in."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from understride.interview.answers import Alert, Answers, Change, Habit, Known, Plan, Told, Tried
from understride.interview.questions import NONE, NOT_SURE, Question
from understride.knowledge import load
from understride.knowledge.shape import nearest
from understride.model import RequestError

HUNCHED = "shoulders_hunched"
SHOULDERS = "shoulders"
MOST_PLACES = 3


def choices(question: Question) -> tuple[str, ...]:
    """The ids that may be chosen: facts, regions, options; empty for a number."""
    if question.kind == "facts":
        return (*question.facts, NONE, NOT_SURE)
    if question.kind == "regions":
        return tuple(region.id for region in load().regions if region.asked_under is None)
    if question.kind == "yes_no":
        return ("yes", "no", "unknown")
    return tuple(option.id for option in question.options)


def refused(question: Question, answer: Any) -> None:
    """Raises one sentence for what cannot be an answer to this question."""
    fault = next(_faults(question, answer), None)
    if fault is not None:
        raise RequestError(
            found=f"{fault}, as an answer to {question.id!r}",
            needed=_needed(question),
            do="Answer again, or skip it.",
        )


def _needed(question: Question) -> str:
    if question.kind == "number":
        return f"a number from {question.low:g} to {question.high:g}"
    some = "one of" if question.kind in ("one", "yes_no") else "some of"
    return f"{some}: {', '.join(choices(question))}"


def _faults(question: Question, answer: Any) -> Iterator[str]:
    if question.kind == "number":
        if not isinstance(answer, int | float) or isinstance(answer, bool) or not math.isfinite(answer):
            yield repr(answer)
        elif not (question.low or 0) <= answer <= (question.high or answer) or (
            question.whole and answer % 1
        ):
            yield f"{answer:g}"
        return
    single = question.kind in ("one", "yes_no")
    if single != isinstance(answer, str) or not isinstance(answer, str | list | tuple):
        yield repr(answer)
        return
    words = [answer] if isinstance(answer, str) else list(answer)
    known = choices(question)
    yield from (f"{word!r}{nearest(str(word), known)}" for word in words if word not in known)
    if question.kind == "facts" and not words:
        yield "nothing chosen"
    if NONE in words and len(words) > 1:
        yield "'none' together with something else"
    if len(set(words)) < len(words):
        yield "the same thing twice"
    if question.kind == "regions" and len(words) > MOST_PLACES:
        yield f"{len(words)} places"


def applied(answers: Answers, question: Question, about: str | None, answer: Any) -> Answers:
    """The answers with one more. about: the region or thing that it was asked for."""
    if question.kind == "facts":
        return replace(answers, facts={**answers.facts, **dict(_facts(question, answer))})
    target, _, name = (question.fills or "").partition(".")
    if not name:
        return _LISTS[target](answers, answer)
    if target == "complaint":
        return _of_complaint(answers, about, name, answer)
    if target in _ITEMS:
        return _of_item(answers, target, about, name, answer)
    return _of_part(answers, target, name, answer)


def _facts(question: Question, answer: Sequence[str]) -> Iterator[tuple[str, Known]]:
    """Ticked is yes; what is not ticked is no, or not known where someone is not sure."""
    rest: Known = "unknown" if NOT_SURE in answer else "no"
    for fact in question.facts:
        yield fact, "yes" if fact in answer else rest


def _of_part(answers: Answers, target: str, name: str, answer: Any) -> Answers:
    if target == "runner":
        # not knowing whether one runs is the same as not having said so
        value = None if answer == "unknown" else int(answer) if name == "age" else answer
        return replace(answers, runner=replace(answers.runner, **{name: value}))
    if target == "alert":
        return replace(answers, alert=replace(answers.alert or Alert(), **{name: answer}))
    return replace(answers, plan=replace(answers.plan or Plan(), **{name: answer}))


def _of_complaint(answers: Answers, about: str | None, name: str, answer: Any) -> Answers:
    """Hunched shoulders are the shoulders: what is said of these holds for both."""
    value = tuple(answer) if isinstance(answer, list | tuple) else answer
    if name == "since":
        value = answers.today - dt.timedelta(weeks=answer)
    regions = {about, HUNCHED} if about == SHOULDERS else {about}
    return replace(
        answers,
        complaints=tuple(
            replace(told, **{name: value}) if told.region in regions else told for told in answers.complaints
        ),
    )


def _of_item(answers: Answers, target: str, about: str | None, name: str, answer: Any) -> Answers:
    field = _ITEMS[target]
    more = {name: answer} | ({"helped": "yes" if answer else "no"} if target == "try" else {})
    items = (replace(item, **more) if item.what == about else item for item in getattr(answers, field))
    return replace(answers, **{field: tuple(items)})


def _regions(answers: Answers, chosen: Sequence[str]) -> Answers:
    return replace(answers, complaints=tuple(Told(region=region) for region in chosen))


def _hunched(answers: Answers, answer: Known) -> Answers:
    if answer != "yes":
        return answers
    return replace(answers, complaints=(*answers.complaints, Told(region=HUNCHED)))


_ITEMS = {"change": "changes", "habit": "habits", "try": "tried"}
_LISTS: Mapping[str, Callable[[Answers, Any], Answers]] = {
    "complaints": _regions,
    "hunched": _hunched,
    "changes": lambda answers, chosen: replace(answers, changes=tuple(Change(what=what) for what in chosen)),
    "habits": lambda answers, chosen: replace(answers, habits=tuple(Habit(what=what) for what in chosen)),
    "tried": lambda answers, chosen: replace(answers, tried=tuple(Tried(what=what) for what in chosen)),
}
