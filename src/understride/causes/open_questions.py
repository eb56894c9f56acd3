"""What could still be asked, tried or recorded, as the reasoning sees it: each with the answers it might get."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from understride.causes.question import Open, Question, asked, tried, view
from understride.causes.ranged import Model
from understride.causes.strengths import OUTSIDE
from understride.causes.told import nodes_of
from understride.causes.views import unseen
from understride.interview import Answers, SelfTest, questions, self_tests
from understride.interview.rulebook import Demand
from understride.interview.self_tests import Speaks
from understride.knowledge import Knowledge
from understride.model import SIDES

RECORDING, RECORDING_MINUTES = "recording", 20.0
RIGHT = 0.9  # assumed: a recording says rightly whether a measure lies beyond the band
CHANGES, HABITS, SECONDS = "changes", "habits", 60.0
Part = tuple[str, ...]


def open_questions(
    knowledge: Knowledge,
    answers: Answers,
    model: Model,
    *,
    withheld: Collection[Demand],
    recorded: bool,
) -> tuple[Question, ...]:
    """Everything not known yet that this person can answer, in the order of a page: asked, tried, recorded.

    withheld: what the gate leaves out; a self-test that needs it is not offered.
    """
    ids = tuple(cause.id for cause in model.causes)
    return (
        *_asked(answers, ids),
        *(found for test in _offered(answers, withheld) for found in _tried(test, ids)),
        *(() if recorded or answers.runner.runs == "no" else (_recording(knowledge, model),)),
    )


def _asked(answers: Answers, ids: Collection[str]) -> Iterator[Question]:
    """Questions of the interview that speak to causes and were left out."""
    minutes = {question.id: question.seconds / SECONDS for question in questions()}
    if not answers.changes and set(OUTSIDE) <= set(ids):
        opens = tuple(one for cause in OUTSIDE for one in asked(cause, minutes=1.0).opens)
        yield Question(id=CHANGES, kind="question", minutes=minutes[CHANGES], opens=opens)
    if not answers.habits and "I8" in ids:
        opens = tried(HABITS, about=("I8",), weight="w1", minutes=1.0).opens
        yield Question(id=HABITS, kind="question", minutes=minutes[HABITS], opens=opens)


def _offered(answers: Answers, withheld: Collection[Demand]) -> Iterator[SelfTest]:
    """Self-tests not done yet that suit this person."""
    for test in self_tests().values():
        lying = "floor" in test.needs and answers.runner.lies_on_floor == "no"
        running = "running" in test.needs and answers.runner.runs == "no"
        if test.id not in answers.self_tests and not (lying or running or set(withheld) & set(test.demands)):
            yield test


def _tried(test: SelfTest, ids: tuple[str, ...]) -> Iterator[Question]:
    opens: list[Open] = []
    for number, (about, weight) in enumerate(_parts(test, ids)):
        opens += tried(f"{test.id}.open.{number}", about=about, weight=weight, minutes=test.minutes).opens
    if opens:
        yield Question(id=test.id, kind="self_test", minutes=test.minutes, opens=tuple(opens))


def _parts(test: SelfTest, ids: tuple[str, ...]) -> dict[tuple[Part, str], None]:
    """What each part of a test speaks of: the nodes, and the class it would have. Each once."""
    by_condition: dict[str, list[Speaks]] = {}
    for link in test.speaks:
        if link.stance == "for" and not link.needs_earlier:
            by_condition.setdefault(repr((link.when, link.side)), []).append(link)
    found: dict[tuple[Part, str], None] = {}
    for links in by_condition.values():
        sided = any(link.imbalance in ("I6", "I7") for link in links)
        for side in SIDES if sided else ("",):
            names = [_name(link.imbalance, side, test) for link in links]
            about = tuple(dict.fromkeys(node for name in names for node in nodes_of(name, ids)))
            if about:
                found[about, "w1" if links[0].weight == "w0" else links[0].weight] = None
    return found


def _name(imbalance: str, side: str, test: SelfTest) -> str:
    if imbalance not in ("I6", "I7"):
        return imbalance
    return ".".join(part for part in (imbalance, side, test.direction or "") if part)


def _recording(knowledge: Knowledge, model: Model) -> Question:
    measures = {item.measure for one in knowledge.imbalances for item in one.shown_by}
    return view(RECORDING, unseen(knowledge, measures, model), right=RIGHT, minutes=RECORDING_MINUTES)
