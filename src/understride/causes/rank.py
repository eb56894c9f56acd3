"""Candidates for each complaint, in order. The whole rule stands here; a later one will replace it.

1. **Start.** The strength word gives the upper end of a range of probability, the grade of the link its lower end, as a
   share of the upper (evidence.md § 5). The start is the log odds of the middle of that range.
2. **Evidence.** Each measure that the knowledge names for an imbalance bears on it with a sign from −1 to +1 (see
   `bearing`), times its weight (strong 1, moderate 0.6, weak 0.3), times 1.5, added to the log odds. What was not
   measured, or cannot be compared, adds nothing and is listed.
3. **Refutation.** Each imbalance says which observations would end it. All there: minus 3. Some there, none
   contradicted: said as "unlikely, not ruled out", and the open ones are listed; it adds nothing of its own, since the
   same measures were counted in step 2.
4. **Order.** By the sum, highest first; ties by the method's own numbers. "None of these" is always last.

The state says what *this run* does, whatever the start: `against`, `for`, `open` (points this way but unsure, or both
ways), `not_seen`. It is read from the evidence alone: either needs a sum of at least 0.5 and twice the other, and
`for` needs something outside, not only a leaning. A strong item that leans its way keeps it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from understride.causes.bearing import HALF, Bearing, bearings
from understride.causes.conditions import Answer, answer, open_sides
from understride.causes.evidence import Evidence, gather
from understride.knowledge import Condition, Imbalance, Knowledge
from understride.model import Cause, Complaint, Finding, Measured, Point, Side
from understride.words import grade_words, reasons

UPPER = {  # strength word → upper end of the range of probability
    "nearly always": 0.90,
    "usually": 0.75,
    "very frequently": 0.70,
    "often": 0.55,
    "sometimes": 0.30,
    "can": 0.30,
}
LOWER = {"A": 0.8, "B": 0.65, "C": 0.4, "D": 0.2, "-": 0.1}  # grade → lower end as a share of the upper
STEP_DOWN = {"A": "B", "B": "C", "C": "D", "D": "-"}  # a minus is one step lower
WEIGHT = {"strong": 1.0, "moderate": 0.6, "weak": 0.3}
PER_SIGN = 1.5  # log odds of one strong finding
REFUTED = -3.0  # log odds
STRONG = "strong"
STATED = 0.5  # a sum of sign × weight below this is no state
TWICE = 2.0
ANY_PLACE = "other"  # a complaint that the method has no link for: only what stands out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """One imbalance against one run."""

    imbalance: Imbalance
    state: str
    score: float
    supports: tuple[Point, ...]
    against: tuple[Point, ...]
    not_measured: tuple[Point, ...]


def rank(
    complaints: Sequence[Complaint],
    measured: Sequence[Measured],
    findings: Sequence[Finding],
    knowledge: Knowledge,
) -> tuple[Cause, ...]:
    """Ranked causes per complaint, in the order told; without a complaint, what stands out.

    findings: of these measured values. Each complaint ends with "None of these"; without a complaint there is none.
    """
    evidence = gather(measured, findings)
    if not complaints:
        return _ordered(None, None, _standing_out(None, evidence, knowledge))
    found: list[Cause] = []
    for complaint in complaints:
        weighed = _candidates(complaint, evidence, knowledge)
        causes = _ordered(complaint.region, complaint.side, weighed)
        found += [*causes, _none(complaint, causes)]
    return tuple(found)


def _candidates(complaint: Complaint, evidence: Evidence, knowledge: Knowledge) -> list[_Weighed]:
    linked = [i for i in knowledge.imbalances if i.link(complaint.region) is not None]
    if not linked and complaint.region == ANY_PLACE:
        return _standing_out(complaint.side, evidence, knowledge)
    return [_weigh(imbalance, complaint.region, complaint.side, evidence) for imbalance in linked]


def _standing_out(told: Side | None, evidence: Evidence, knowledge: Knowledge) -> list[_Weighed]:
    """Imbalances that something in the run points to."""
    weighed = [_weigh(imbalance, None, told, evidence) for imbalance in knowledge.imbalances]
    return [one for one in weighed if one.supports and one.state != "against"]


def _weigh(imbalance: Imbalance, region: str | None, told: Side | None, evidence: Evidence) -> _Weighed:
    found = [b for item in imbalance.shown_by for b in bearings(item, evidence, told)]
    found.sort(key=_importance)
    refuted, summary, still_open = _refutation(imbalance, evidence, told)
    total = sum((b.sign or 0.0) * WEIGHT[b.weight] for b in found)
    supports = tuple(b.point for b in found if (b.sign or 0.0) > 0)
    against = tuple(b.point for b in found if (b.sign or 0.0) < 0)
    unmeasured = [b.point for b in found if b.sign is None]
    shown = {point.id for point in (*supports, *against)}
    return _Weighed(
        imbalance=imbalance,
        state="against" if refuted else _state(found),
        score=_start(imbalance, region) + PER_SIGN * total + (REFUTED if refuted else 0.0),
        supports=supports,
        against=(*against, *(() if supports and not refuted else summary)),
        not_measured=tuple(p for p in _once((*still_open, *unmeasured)) if p.id not in shown),
    )


def _importance(bearing: Bearing) -> float:
    """Heavier first; a stable sort keeps the order of the knowledge file."""
    return -abs(bearing.sign or 0.0) * WEIGHT[bearing.weight]


def _state(found: Sequence[Bearing]) -> str:
    sums = [(b.sign or 0.0) * WEIGHT[b.weight] for b in found]
    up, down = sum(s for s in sums if s > 0), -sum(s for s in sums if s < 0)
    firm = any((b.sign or 0.0) > HALF for b in found)  # outside, not only leaning
    led = any((b.sign or 0.0) > 0 and b.weight == STRONG for b in found)
    if up == down == 0:
        return "not_seen"
    if firm and up >= max(STATED, TWICE * down):
        return "for"
    return "against" if down >= max(STATED, TWICE * up) and not led else "open"


def _start(imbalance: Imbalance, region: str | None) -> float:
    """Log odds of the middle of the range that strength word and grade give; even odds without a link."""
    link = imbalance.link(region)
    if link is None:
        return 0.0
    letter = link.grade[0] if len(link.grade) == 1 else STEP_DOWN[link.grade[0]]
    middle = UPPER[link.strength] * (1 + LOWER[letter]) / 2
    return log(middle / (1 - middle))


def _refutation(
    imbalance: Imbalance, evidence: Evidence, told: Side | None
) -> tuple[bool, tuple[Point, ...], tuple[Point, ...]]:
    """Whether it is ended, what to say of it, and what of it is open."""
    conditions = imbalance.refuted_by.conditions
    answers = [answer(condition, evidence, told) for condition in conditions]
    met, needed = answers.count(Answer.MET), imbalance.refuted_by.enough or len(conditions)
    if met >= needed:
        return True, (reasons.refutation_met(imbalance.id, met, needed=needed, total=len(conditions)),), ()
    if Answer.FAILED in answers or met == 0:
        return False, (), ()
    open_points = tuple(
        point
        for condition, found in zip(conditions, answers, strict=True)
        if found is Answer.OPEN
        for point in _open(imbalance, condition, evidence, told)
    )
    return False, (reasons.refutation_partly(imbalance.id, met, len(conditions)),), open_points


def _open(
    imbalance: Imbalance, condition: Condition, evidence: Evidence, told: Side | None
) -> tuple[Point, ...]:
    """What is seen so far of a condition that is still open."""
    if condition.measure is None:
        return (reasons.unseen(imbalance.id, condition.unseen or ""),)
    sides = open_sides(condition, evidence, told)
    groups = evidence.alike(condition.measure, sides)
    return tuple(evidence.point(condition.measure, group) for group in groups)


def _ordered(region: str | None, side: Side | None, weighed: Sequence[_Weighed]) -> tuple[Cause, ...]:
    ordered = sorted(weighed, key=lambda one: (-round(one.score, 9), one.imbalance.number))
    return tuple(_cause(one, region, side, place) for place, one in enumerate(ordered, start=1))


def _cause(one: _Weighed, region: str | None, side: Side | None, place: int) -> Cause:
    imbalance, link = one.imbalance, one.imbalance.link(region)
    return Cause(
        id=imbalance.id,
        title=imbalance.title,
        idea=imbalance.idea,
        complaint=region,
        side=side,
        rank=place,
        state=one.state,
        supports=one.supports,
        against=one.against,
        not_measured=one.not_measured,
        grade=link.grade if link else "",
        grade_text=grade_words(link.grade) if link else reasons.NO_COMPLAINT_GRADE,
        refuted_by=reasons.mind(
            one.state, believed_if=imbalance.believed_if, refuted_if=imbalance.refuted_by.text
        ),
    )


def _none(complaint: Complaint, causes: Sequence[Cause]) -> Cause:
    """The answer that is always possible, and always last."""
    all_against = bool(causes) and all(cause.state == "against" for cause in causes)
    return Cause(
        id=reasons.NONE_ID,
        title=reasons.NONE_TITLE,
        idea=reasons.NONE_IDEA,
        complaint=complaint.region,
        side=complaint.side,
        rank=len(causes) + 1,
        state="for" if all_against else "not_seen",
        supports=(reasons.none_supported(),) if all_against else (),
        against=(),
        not_measured=reasons.none_unseen(),
        grade="",
        grade_text=reasons.NONE_GRADE,
        refuted_by=reasons.NONE_REFUTED,
    )


def _once(points: Sequence[Point]) -> tuple[Point, ...]:
    """Each point once, by what it says."""
    return tuple({point.text: point for point in points}.values())
