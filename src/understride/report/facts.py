"""What the sections of the page look up again and again: values, findings, curves, by measure and side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from understride.analysis import Analysis, CurveSet
from understride.knowledge import Knowledge
from understride.measures import MEASURES
from understride.measures.table import Measure
from understride.model import Cause, Complaint, Finding, Side, Unavailable, Value, sealed
from understride.report.body import Body
from understride.words.reasoned import Basis

Key = tuple[str, Side | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facts:
    """What the page rests on, with its indexes. basis: a recording, answers, or both.

    Values, findings, curves are empty where nothing was recorded. body: the mean stride to draw, or None.
    """

    basis: Basis
    complaints: tuple[Complaint, ...]
    causes: tuple[Cause, ...]
    knowledge: Knowledge
    rows: Mapping[str, Measure]
    results: Mapping[Key, Value | Unavailable]
    findings: Mapping[Key, Finding]
    curves: Mapping[Key, CurveSet]
    body: Body | None

    def value(self, measure: str, side: Side | None = None) -> Value | None:
        result = self.results.get((measure, side))
        return result if isinstance(result, Value) else None

    def sides(self, measure: str) -> tuple[float, float] | None:
        """Right and left, where both have a value."""
        right, left = self.value(measure, Side.RIGHT), self.value(measure, Side.LEFT)
        return None if right is None or left is None else (right.value, left.value)

    def curve(self, signal: str, side: Side | None = None) -> CurveSet | None:
        return self.curves.get((signal, side))


def gather(analysis: Analysis, knowledge: Knowledge) -> Facts:
    """Index an analysis for the page."""
    return _facts("run", analysis, knowledge, analysis.complaints, analysis.causes)


def gather_told(
    analysis: Analysis | None,
    knowledge: Knowledge,
    complaints: tuple[Complaint, ...],
    causes: tuple[Cause, ...],
) -> Facts:
    """The same for what was told, with a recording or without one."""
    return _facts("told" if analysis is None else "both", analysis, knowledge, complaints, causes)


def _facts(
    basis: Basis,
    analysis: Analysis | None,
    knowledge: Knowledge,
    complaints: tuple[Complaint, ...],
    causes: tuple[Cause, ...],
) -> Facts:
    measured = () if analysis is None else analysis.measured
    findings = () if analysis is None else analysis.findings
    skeleton = None if analysis is None else analysis.skeleton
    return Facts(
        basis=basis,
        complaints=complaints,
        causes=causes,
        knowledge=knowledge,
        rows=sealed({m.name: m for m in MEASURES}),
        results=sealed({(m.measure, m.side): m.result for m in measured}),
        findings=sealed({(f.measure, f.side): f for f in findings}),
        curves=sealed({}) if analysis is None else analysis.curves,
        body=Body.of(skeleton) if skeleton is not None else None,
    )
