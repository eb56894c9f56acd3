"""`understride.assessment/1`: an assessment as a checked document. Sorted keys: same answers, same bytes."""

from __future__ import annotations

from typing import Any

import msgspec

from understride.analysis.assessment import Assessment
from understride.analysis.cause_rows import AssessedRow, assessed_row
from understride.interview.gate import Reason

ASSESSMENT_SCHEMA = "understride.assessment/1"


class ReasonRow(msgspec.Struct, frozen=True, kw_only=True):
    """One safety rule that fired.

    because: ids of facts and regions, `age`, `intensity`. withhold: what is left out of lessons.
    """

    id: str
    level: str
    because: tuple[str, ...]
    do: str
    within: str
    withhold: tuple[str, ...]
    source: tuple[str, ...]


class GateRow(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of the safety gate. action: `go`, `caution`, `stop`. reasons: by level, highest first."""

    action: str
    reasons: tuple[ReasonRow, ...]


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    """What would change the first lesson most, per minute. kind: `question`, `self_test`, `recording`."""

    id: str
    kind: str
    minutes: float
    why: str


class AssessmentDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole document. After a stop: no causes, no question, no lessons."""

    schema: str
    gate: GateRow
    causes: tuple[AssessedRow, ...]
    next_question: QuestionRow | None
    lessons: tuple[str, ...]


def assessment_json(assessment: Assessment) -> bytes:
    """The document as UTF-8 JSON, indented, keys sorted, ending in a line break."""
    data = msgspec.json.encode(assessment_document(assessment), order="sorted")
    return msgspec.json.format(data, indent=2) + b"\n"


def assessment_schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    return msgspec.json.schema(AssessmentDocument)


def assessment_document(assessment: Assessment) -> AssessmentDocument:
    """The assessment as a document, probabilities rounded."""
    best = assessment.next_question
    return AssessmentDocument(
        schema=ASSESSMENT_SCHEMA,
        gate=GateRow(
            action=assessment.gate.action,
            reasons=tuple(_reason(reason) for reason in assessment.gate.reasons),
        ),
        causes=tuple(assessed_row(cause) for cause in assessment.causes),
        next_question=None
        if best is None
        else QuestionRow(id=best.id, kind=best.kind, minutes=best.minutes, why=best.why),
        lessons=assessment.lessons,
    )


def _reason(reason: Reason) -> ReasonRow:
    return ReasonRow(
        id=reason.id,
        level=reason.level,
        because=reason.because,
        do=reason.do,
        within=reason.within,
        withhold=reason.withhold,
        source=reason.source,
    )
