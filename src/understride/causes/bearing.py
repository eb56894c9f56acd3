"""How one measured thing bears on an imbalance: for, against, or not to be told.

A finding outside the band in the direction asked for speaks for it (+1), in the other direction against (−1). Inside
the band speaks against: fully (−1) where the value lies beyond the mean, away from the direction asked for, else half
(−½), since a band of few men is wide. Across an edge it leans: +½ where the value itself is beyond that edge, +¼ where
it is not; −½ at the other edge. Where both directions mean something (`either`), inside says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from understride.causes.conditions import Answer, answer
from understride.causes.evidence import Evidence
from understride.knowledge import ShownBy
from understride.model import Finding, Point, Side, Verdict

FULL, HALF, LEAN = 1.0, 0.5, 0.25
TOWARDS = {"high": 1, "low": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One item of evidence. sign: −1 to +1, None = not measured or not comparable. weight: a word of the knowledge."""

    point: Point
    sign: float | None
    weight: str


def bearings(item: ShownBy, evidence: Evidence, told: Side | None) -> tuple[Bearing, ...]:
    """What one measure says of an imbalance: one bearing, or one per side where the sides differ."""
    sides = evidence.sides(item.measure, item.side, told)
    if not sides:
        return (Bearing(point=evidence.point(item.measure, ()), sign=None, weight=item.weight),)
    signs = [_sign(item, evidence.finding(item.measure, side), evidence, told) for side in sides]
    if len(set(signs)) == 1 and _same_words(item.measure, sides, evidence):
        return (Bearing(point=evidence.point(item.measure, sides), sign=signs[0], weight=item.weight),)
    return tuple(
        Bearing(
            point=evidence.point(item.measure, (side,)),
            sign=None if sign is None else sign / len(sides),
            weight=item.weight,
        )
        for side, sign in zip(sides, signs, strict=True)
    )


def _same_words(measure: str, sides: Sequence[Side | None], evidence: Evidence) -> bool:
    """Whether both sides were judged alike, against the same band, so that one sentence can hold them."""
    found = [evidence.finding(measure, side) for side in sides]
    said = {(f.verdict, f.why, f.band) if f is not None else None for f in found}
    return len(said) == 1


def _sign(item: ShownBy, finding: Finding | None, evidence: Evidence, told: Side | None) -> float | None:
    if finding is None or not finding.counts or finding.band is None:
        return None
    sign = (
        _either(finding)
        if item.direction in ("away", "either")
        else _towards(finding, TOWARDS[item.direction])
    )
    if item.direction == "either":
        sign = max(sign, 0.0)
    return _conditional(item, sign, evidence, told)


def _conditional(item: ShownBy, sign: float, evidence: Evidence, told: Side | None) -> float:
    """What speaks for it counts only where the conditions of the link hold; where they are open, it leans."""
    if sign <= 0 or not item.only_if:
        return sign
    answers = {answer(condition, evidence, told) for condition in item.only_if}
    if Answer.FAILED in answers:
        return 0.0
    return min(sign, LEAN) if Answer.OPEN in answers else sign


def _either(finding: Finding) -> float:
    """Out of the band either way speaks for it."""
    if finding.verdict is Verdict.CANNOT_TELL:
        return _lean(finding, _edge(finding))
    return FULL if finding.verdict is Verdict.OUTSIDE else -HALF


def _towards(finding: Finding, towards: int) -> float:
    """Only one way out of the band speaks for it."""
    if finding.verdict is Verdict.OUTSIDE:
        return FULL if finding.beyond == towards else -FULL
    if finding.verdict is Verdict.CANNOT_TELL:
        edge = _edge(finding)
        return _lean(finding, edge) if edge == towards else (-HALF if edge else 0.0)
    mean = finding.band.mean if finding.band is not None else finding.value
    return -FULL if (finding.value - mean) * towards < 0 else -HALF


def _edge(finding: Finding) -> int:
    """Which edge of the band the interval crosses: +1 upper, −1 lower, 0 both."""
    band = finding.band
    if band is None:
        return 0
    return (finding.interval[1] > band.high) - (finding.interval[0] < band.low)


def _lean(finding: Finding, edge: int) -> float:
    band = finding.band
    if band is None or edge == 0:
        return 0.0
    beyond = finding.value > band.high if edge > 0 else finding.value < band.low
    return HALF if beyond else LEAN
