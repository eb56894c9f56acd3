"""The next best question on the page: what to answer, try or record next, and why."""

from __future__ import annotations

from dataclasses import dataclass

from understride.interview import Cleared, self_tests
from understride.model import NextQuestion
from understride.report.trials import HowTo, how_to
from understride.words import capital, reasoned, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The next question as the page shows it. how: the words and drawing of a self-test, or None."""

    title: str
    why: str
    minutes: str
    how: HowTo | None


def ask(cleared: Cleared, question: NextQuestion | None) -> Ask:
    """What would change most per minute; where nothing would, that is said."""
    if question is None:
        return Ask(title=told.ENOUGH[0], why=told.ENOUGH[1], minutes="", how=None)
    test = self_tests().get(question.id.removeprefix("self_test.").split(".")[0])
    return Ask(
        title=question.title,
        why=question.why,
        minutes="" if "minute" in question.why else capital(reasoned.minutes(question.minutes)),
        how=how_to(cleared, test) if test is not None and question.kind == "self_test" else None,
    )


def would_help(question: NextQuestion | None) -> tuple[str, str]:
    """The same for "in short": a bold clause and the rest."""
    if question is None:
        return told.ENOUGH
    bold = f"{question.title.rstrip('.')}{'' if question.title.endswith('?') else '.'}"
    return bold, question.why
