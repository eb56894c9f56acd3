"""The printed sheet of a lesson: one side of A4 with its positions, its questions in large type, and its cautions."""

from __future__ import annotations

from dataclasses import dataclass

from understride.lessons import Opened, Sheet, positions, sheet
from understride.report import drawings
from understride.report.dress import static, stylesheet
from understride.report.filling import filled
from understride.report.lesson_positions import in_turn
from understride.report.player_page import drawn_for
from understride.words import player as words
from understride.words.numbers import capital

MOST_QUESTIONS = 14  # as many as one side holds at 13 pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the lesson on the sheet. heed: a word of care, empty where there is none."""

    title: str
    questions: tuple[str, ...]
    heed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template may use."""

    css: str
    title: str
    facts: str
    learn: str
    left_out: str
    figures: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    run_questions: tuple[str, ...]
    card: tuple[str, ...]
    cautions: tuple[tuple[str, str], ...]


def sheet_page(opened: Opened) -> str:
    """The sheet of an opened lesson, to be printed."""
    return filled("sheet.html", view_of(opened), words=words) + "\n"


def view_of(opened: Opened) -> View:
    """Every fact of the sheet, all of it derived from the lesson."""
    found = sheet(opened.score)
    return View(
        css=stylesheet(found.title) + static("sheet.css"),
        title=found.title,
        facts=facts_of(opened, found),
        learn=found.learn,
        left_out=left_out_of(opened),
        figures=_figures(opened),
        parts=_parts(found),
        run_questions=found.run_questions,
        card=found.card,
        cautions=tuple((caution.who, caution.says) for caution in opened.cautions),
    )


def facts_of(opened: Opened, found: Sheet) -> str:
    """Which version it is, how long it takes, and what lies ready."""
    length, minutes = opened.score.length.capitalize(), max(1, round(found.minutes))
    facts = words.FACTS.format(length=length, minutes=minutes, side=found.first_side)
    props = ", ".join(found.props)
    return f"{facts} {capital(props)}." if props else facts


def left_out_of(opened: Opened) -> str:
    """The parts that the gate withholds from this person, named; empty where there are none."""
    return words.LEFT_OUT.format(parts=", ".join(opened.left_out)) if opened.left_out else ""


def _parts(found: Sheet) -> tuple[Part, ...]:
    """Parts that ask something, one question each, thinned evenly where too many; all with a word of care."""
    kept = [step for step in found.steps if step.kind != "rest"]
    asked = [step for step in kept if step.questions]
    every = max(1, -(-len(asked) // MOST_QUESTIONS))
    chosen = {step.title for step in asked[::every]}
    return tuple(
        Part(title=step.title, questions=step.questions[:1], heed=step.heed)
        for step in kept
        if step.title in chosen or step.heed
    )


def _figures(opened: Opened) -> tuple[tuple[str, str], ...]:
    """Drawing and caption of the positions: the first, the one that lasts longest, the last."""
    return tuple(
        (
            drawings.position(drawn_for(part), key=f"sheet-{number}", arrow=False),
            positions()[part.block.position].title,
        )
        for number, part in enumerate(in_turn(opened.score))
    )
