"""What the sections of the page look up again and again: values, findings, curves, by measure and side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from understride.analysis import Analysis, CurveSet
from understride.knowledge import Knowledge
from understride.measures import MEASURES
from understride.measures.table import Measure
from understride.model import Finding, Side, Unavailable, Value, sealed
from understride.report.body import Body

Key = tuple[str, Side | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Facts:
    """An analysis with its indexes. body: the mean stride to draw, or None."""

    analysis: Analysis
    knowledge: Knowledge
    rows: Mapping[str, Measure]
    results: Mapping[Key, Value | Unavailable]
    findings: Mapping[Key, Finding]
    body: Body | None

    def value(self, measure: str, side: Side | None = None) -> Value | None:
        result = self.results.get((measure, side))
        return result if isinstance(result, Value) else None

    def sides(self, measure: str) -> tuple[float, float] | None:
        """Right and left, where both have a value."""
        right, left = self.value(measure, Side.RIGHT), self.value(measure, Side.LEFT)
        return None if right is None or left is None else (right.value, left.value)

    def curve(self, signal: str, side: Side | None = None) -> CurveSet | None:
        return self.analysis.curves.get((signal, side))


def gather(analysis: Analysis, knowledge: Knowledge) -> Facts:
    """Index an analysis for the page."""
    return Facts(
        analysis=analysis,
        knowledge=knowledge,
        rows=sealed({m.name: m for m in MEASURES}),
        results=sealed({(m.measure, m.side): m.result for m in analysis.measured}),
        findings=sealed({(f.measure, f.side): f for f in analysis.findings}),
        body=Body.of(analysis.skeleton) if analysis.skeleton is not None else None,
    )
