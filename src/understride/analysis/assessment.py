"""What was told, and perhaps a recording, become one `Assessment`. The safety gate comes first: it is a type here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from understride.analysis.learning import lesson_of, lessons_for, main_complaint
from understride.analysis.order import Analysis, Progress, analyze
from understride.analysis.picture import Edge, Graph, Node, graph
from understride.causes.from_answers import told_by
from understride.causes.network import Network
from understride.causes.open_questions import open_questions
from understride.causes.question import next_question
from understride.causes.ranged import Model, middle
from understride.causes.rank import Reasoned, joined, reasoned
from understride.causes.strengths import OUTSIDE
from understride.causes.told import Told
from understride.interview.answers import Answers
from understride.interview.gate import Cleared, Stopped, gate
from understride.interview.self_tests import self_tests
from understride.knowledge import Knowledge, load
from understride.model import Cause, Finding, Measured, NextQuestion, Recording, Runner
from understride.words import next_question as words

__all__ = ["Assessment", "Edge", "Graph", "Node", "assess", "network"]

KINDS = {"question": "question", "self_test": "self_test", "view": "recording"}
SEE_TO_IT_FIRST = "X"  # in place of a lesson, for a cause outside the method


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """Everything that answers, and perhaps a recording, say.

    causes: per complaint by rank; empty where the gate stopped. lessons: ids of the knowledge's list, best first, made
    from `Cleared` only. analysis: of the recording, None without one and where the gate stopped. readings: how many
    readings of the experts' words the ranges rest on. knowledge: what all of it was reasoned from.
    """

    answers: Answers
    runner: Runner
    gate: Cleared | Stopped
    causes: tuple[Cause, ...]
    next_question: NextQuestion | None
    lessons: tuple[str, ...]
    analysis: Analysis | None
    graph: Graph
    readings: int
    knowledge: Knowledge


def assess(
    answers: Answers,
    recording: Recording | None = None,
    *,
    runner: Runner | None = None,
    knowledge: Knowledge | None = None,
    method: str = "auto",
    story: str | None = None,
    progress: Progress | None = None,
) -> Assessment:
    """The gate first; only who is cleared is reasoned about. The day is that of the answers.

    story: words about where made-up answers come from (the demo); they stand with the recording.

    A stop is an answer: without causes, question or lessons, and the recording is not looked at.
    """
    outcome = gate(answers, today=answers.today)
    who, known = runner or Runner(), knowledge or load()
    if isinstance(outcome, Stopped):
        return _stopped(outcome, answers, who, known)
    analysis = None
    if recording is not None:
        complaints = joined(answers.felt())
        analysis = analyze(
            recording, complaints, runner=who, known=known, method=method, story=story, progress=progress
        )
    return _cleared(outcome, answers, who, known, analysis)


def network(assessment: Assessment) -> Network | None:
    """What was reasoned over, every range read at its middle; None where the gate stopped and nothing was."""
    if isinstance(assessment.gate, Stopped):
        return None
    found = _reasoned(assessment.answers, assessment.analysis, assessment.knowledge, count=1)
    return middle(found.model)


def _stopped(outcome: Stopped, answers: Answers, runner: Runner, knowledge: Knowledge) -> Assessment:
    return Assessment(
        answers=answers,
        runner=runner,
        gate=outcome,
        causes=(),
        next_question=None,
        lessons=(),
        analysis=None,
        graph=Graph(),
        readings=0,
        knowledge=knowledge,
    )


def _cleared(
    outcome: Cleared, answers: Answers, runner: Runner, knowledge: Knowledge, analysis: Analysis | None
) -> Assessment:
    found = _reasoned(answers, analysis, knowledge)
    return Assessment(
        answers=answers,
        runner=runner,
        gate=outcome,
        causes=found.causes,
        next_question=_next(outcome, answers, found.model, knowledge, recorded=analysis is not None),
        lessons=lessons_for(outcome, answers, found.causes, knowledge),
        analysis=None if analysis is None else replace(analysis, causes=found.causes),
        graph=graph(found.causes, joined(answers.felt()), knowledge),
        readings=found.readings,
        knowledge=knowledge,
    )


def _reasoned(
    answers: Answers, analysis: Analysis | None, knowledge: Knowledge, *, count: int | None = None
) -> Reasoned:
    measured: Sequence[Measured] = () if analysis is None else analysis.measured
    findings: Sequence[Finding] = () if analysis is None else analysis.findings
    told: tuple[Told, ...] = told_by(answers, knowledge)
    if count is None:
        return reasoned(answers.felt(), measured, findings, knowledge, told)
    return reasoned(answers.felt(), measured, findings, knowledge, told, count=count)


def _next(
    cleared: Cleared, answers: Answers, model: Model, knowledge: Knowledge, *, recorded: bool
) -> NextQuestion | None:
    """What would change the choice of the first lesson most, per minute; None where nothing would."""
    if not answers.complaints:
        return None
    number = main_complaint(answers)
    asked = open_questions(knowledge, answers, model, withheld=cleared.withheld, recorded=recorded)
    lessons = {
        **lesson_of(knowledge),
        **dict.fromkeys(OUTSIDE, SEE_TO_IT_FIRST),
    }
    best = next_question(model, asked, lessons, number)
    if best is None:
        return None
    test = self_tests().get(best.id)
    return NextQuestion(
        id=best.id,
        kind=KINDS[best.kind],
        title=words.title(KINDS[best.kind], best.id, "" if test is None else test.title),
        minutes=round(best.minutes, 2),
        why=words.why(best.changes, best.minutes),
    )
