"""How one measured thing bears on an imbalance: for, against, or not to be told.

A finding outside the band in the direction asked for speaks for it (+1), in the other direction against (−1). Inside
the band speaks against: fully (−1) beyond the mean, away from the direction asked for; by half (−½) up to half way from
the mean to the edge, since a band of few men is wide; and beyond half way it says nothing (0). Across the edge asked
for it leans: +½ where the value itself is beyond that edge, +¼ beyond half way, else it cannot be told. Across the
other edge: −½. Where both directions mean something (`either`), nothing speaks against.
"""

from __future__ import annotations

from dataclasses import dataclass

from understride.causes.conditions import Answer, answer
from understride.causes.evidence import Evidence
from understride.knowledge import ShownBy
from understride.model import Band, Finding, Point, Side, Verdict

FULL, HALF, LEAN = 1.0, 0.5, 0.25
HALF_WAY = 0.5  # from the mean to the edge of the band
TOWARDS = {"high": 1, "low": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One item of evidence. sign: −1 to +1, None = not measured or not to be told. weight: a word of the knowledge."""

    point: Point
    sign: float | None
    weight: str


def bearings(item: ShownBy, evidence: Evidence, told: Side | None) -> tuple[Bearing, ...]:
    """What one measure says of an imbalance: one bearing, or one per side where the sides differ."""
    sides = evidence.sides(item.measure, item.side, told)
    if not sides:
        return (Bearing(point=evidence.point(item.measure, ()), sign=None, weight=item.weight),)
    signs = [_sign(item, evidence.finding(item.measure, side), evidence, told) for side in sides]
    if len(set(signs)) == 1 and len(evidence.alike(item.measure, sides)) == 1:
        return (Bearing(point=evidence.point(item.measure, sides), sign=signs[0], weight=item.weight),)
    return tuple(
        Bearing(
            point=evidence.point(item.measure, (side,)),
            sign=None if sign is None else sign / len(sides),
            weight=item.weight,
        )
        for side, sign in zip(sides, signs, strict=True)
    )


def _sign(item: ShownBy, finding: Finding | None, evidence: Evidence, told: Side | None) -> float | None:
    if finding is None or not finding.counts or finding.band is None:
        return None
    place = _place(finding, finding.band)
    towards = TOWARDS.get(item.direction) or (1 if place >= 0 else -1)
    sign = _towards(finding, place * towards, towards)
    if sign is None:
        return None
    return _conditional(item, max(sign, 0.0) if item.direction == "either" else sign, evidence, told)


def _conditional(item: ShownBy, sign: float, evidence: Evidence, told: Side | None) -> float:
    """What speaks for it counts only where the conditions of the link hold; where they are open, it leans."""
    if sign <= 0 or not item.only_if:
        return sign
    answers = {answer(condition, evidence, told) for condition in item.only_if}
    if Answer.FAILED in answers:
        return 0.0
    return min(sign, LEAN) if Answer.OPEN in answers else sign


def _place(finding: Finding, band: Band) -> float:
    """Where the value lies: 0 at the mean, ±1 at an edge of the band."""
    half = band.high - band.mean if finding.value >= band.mean else band.mean - band.low
    return (finding.value - band.mean) / half if half > 0 else 0.0


def _towards(finding: Finding, place: float, towards: int) -> float | None:
    """The sign of a finding for one direction; place: towards that direction. None = it cannot be told."""
    if finding.verdict is Verdict.OUTSIDE:
        return FULL if finding.beyond == towards else -FULL
    if finding.verdict is Verdict.INSIDE:
        return -FULL if place < 0 else (-HALF if place < HALF_WAY else 0.0)
    if place >= HALF_WAY:
        return HALF if place > 1 else LEAN
    return -HALF if place <= -HALF_WAY else None
