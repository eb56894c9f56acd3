"""The interview as data: questions in their order. What to ask next follows from the data alone (`asking`)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from msgspec import Meta

from understride.interview.conditions import FACTS, misnamed
from understride.interview.data import records
from understride.knowledge.schema import Record, Words
from understride.model import RequestError

NONE, NOT_SURE = "none", "not_sure"
MOST_SECONDS = 300  # five minutes

Kind = Literal["facts", "regions", "one", "many", "number", "yes_no"]


class Option(Record, frozen=True, kw_only=True):
    """One thing to choose: its id and its words."""

    id: str
    text: Words


class Question(Record, frozen=True, kw_only=True):
    """One question. offer: "rather not say" is offered in so many words. ends: what the lowest and highest mean."""

    id: Annotated[str, Meta(pattern=r"^[a-z_]+$")]
    section: Literal["safety", "feel", "life"]
    kind: Kind
    ask: Words
    seconds: Annotated[int, Meta(ge=1, le=60)]
    help: str | None = None
    fills: str | None = None
    each: Literal["complaint", "change", "habit", "try", "alert"] | None = None
    asked_if: Any = None
    facts: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    unit: str = ""
    ends: tuple[Words, ...] = ()
    offer: bool = False
    author: str = "understride"
    version: int = 1
    lang: str = "en"


@cache
def questions() -> tuple[Question, ...]:
    """Every question, in the order in which they are asked."""
    found = records("questions.yaml", Question)
    for index, question in enumerate(found):
        faults = [*misnamed(question.asked_if)] if question.asked_if is not None else []
        faults += [f"no fact is called {fact!r}" for fact in question.facts if fact not in FACTS]
        faults += ["it stands here twice"] if question.id in {q.id for q in found[:index]} else []
        faults += ["it fills nothing"] if (question.fills is None) == (question.kind != "facts") else []
        if faults:
            raise RequestError(
                found=f"questions.yaml: {question.id}: {'; '.join(faults)}",
                needed="questions as their schema says",
                do="Mend what is named.",
            )
    return found


def still_open(facts: tuple[str, ...]) -> Question:
    """The question that asks again at once for what must be known."""
    return Question(
        id="still_open",
        section="safety",
        kind="facts",
        ask="These are still open. Is any of them so?",
        facts=facts,
        seconds=6,
    )
