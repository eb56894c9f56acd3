"""Self-tests on the page: what was answered, beside the candidates it speaks of; and how the next one is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from understride.interview import Answers, Cleared, SelfTest, Spoken, self_tests, spoken
from understride.interview.self_tests import AGREE, Field, flat, names
from understride.interview.self_tests import cautions as cautions_by_id
from understride.model import Cause, Side
from understride.report import drawings
from understride.words import told
from understride.words.numbers import capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A self-test that was done. drawing: of it, once on a page. known: what is known of its error."""

    name: str
    drawing: str
    answers: tuple[str, ...]
    says: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowTo:
    """A self-test to do: its words paragraph by paragraph, what to answer, and whom a caution concerns."""

    drawing: str
    text: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]


@dataclass(slots=True)
class Drawn:
    """Self-tests already drawn on this page: each is drawn once."""

    seen: set[str]

    def first(self, test: SelfTest, key: str) -> str:
        """The drawing of the test, or nothing where it stands above."""
        if test.figure in self.seen:
            return ""
        self.seen.add(test.figure)
        return drawings.position(test.figure, key=key, arrow=True)


def trials_for(cause: Cause, answers: Answers, drawn: Drawn, prefix: str) -> tuple[Trial, ...]:
    """Every answered self-test that speaks for or against one candidate (on its side, where it has one)."""
    found = []
    for test in self_tests().values():
        if test.id in answers.self_tests:
            links = [s for s in spoken(test, answers.self_tests[test.id]) if _about(s, cause)]
            if links:
                found.append(_trial(test, answers, links[0], drawn.first(test, f"{prefix}-{test.id}")))
    return tuple(found)


def _about(link: Spoken, cause: Cause) -> bool:
    return link.imbalance == cause.id and (None in (link.side, cause.side) or link.side is cause.side)


def _trial(test: SelfTest, answers: Answers, link: Spoken, drawing: str) -> Trial:
    by_others = test.repeatability.measured_by_others
    side = f", {link.side} side" if link.side in (Side.LEFT, Side.RIGHT) else ""
    return Trial(
        name=test.title,
        drawing=drawing,
        answers=tuple(answered(test, answers.self_tests[test.id])),
        says=told.NOT_USED if link.weight == "w0" else f"{told.SPEAKS[link.stance]}{side}",
        known=by_others or "",
    )


def answered(test: SelfTest, answer: object) -> Iterator[str]:
    """Each part of an answer in the words of its test; one of several without a side, with its question."""
    parts, fields = flat(test, answer), names(test)
    for at, value in parts.items():
        if at == AGREE:
            continue
        side = next((s for s in ("left", "right") if s in at.split(".")), "")
        if side:
            yield capital(f"{side}: {_said(fields[at], value)}")
        elif len(test.fields) > 1:
            yield f"{fields[at].ask} {capital(_said(fields[at], value))}"
        else:
            yield capital(_said(fields[at], value))


def _said(field: Field, value: str | float) -> str:
    if isinstance(value, str):
        return (field.words or {}).get(value, value)
    if field.meaning:
        return field.meaning.get(f"{value:g}", f"{value:g}")
    return told.measured_answer(value, field.unit)


def how_to(cleared: Cleared, test: SelfTest) -> HowTo | None:
    """How a self-test is done, unless it asks for what is withheld from this person."""
    if {*test.demands} & cleared.withheld:
        return None
    all_cautions = cautions_by_id()
    return HowTo(
        drawing=drawings.position(test.figure, key="ask-position", arrow=True),
        text=(
            *(text.format(side="left", other="right") for text in test.text),
            *((told.THEN_OTHER,) if test.sides else ()),
        ),
        asks=tuple((_asked(field), _scale(field)) for field in test.fields),
        cautions=tuple(
            c.says if c.who == "everyone" else f"{capital(c.who)}: {c.says}"
            for c in (all_cautions[id] for id in test.cautions)
        ),
    )


def _asked(field: Field) -> str:
    return field.ask.replace("{side}", "left").replace("{other}", "right")


def _scale(field: Field) -> str:
    if field.words is not None:
        return " · ".join(field.words.values())
    meaning = tuple((field.meaning or {}).items())
    return told.scale_words(field.low or 0, field.high or 0, field.unit, meaning)
