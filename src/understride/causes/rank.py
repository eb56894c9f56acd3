"""Candidates for each complaint, in order, each with its probability and its reasons.

The order, the probabilities and their ranges come from exact reasoning over the readings of the experts' words
(`build`, `readings`); what speaks for and against, and how heavily, from leaving each finding out in turn
(`contributions`). The state says what was *seen or told*, whatever the start: `against`, `for`, `open` (points this way
but unsure, or both ways), `not_seen`. For and against need log odds of at least 0.4 (half as likely again) and twice
the other; `for` needs something outside its band or told, not only a leaning.

Complaints at one place on two sides are one complaint. Causes outside the method are listed where somebody was asked
about them; from a recording alone only "None of these" is. Without a complaint, and where the method has no link for
a place, only what stands out is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from understride.causes.build import build
from understride.causes.conditions import Answer, answer, open_sides
from understride.causes.contributions import Contribution, contributions
from understride.causes.evidence import Evidence, gather
from understride.causes.pointing import Pointing, Weighed, untried
from understride.causes.ranged import Model
from understride.causes.readings import READINGS, Reading, readings
from understride.causes.strengths import NONE, OUTSIDE
from understride.causes.told import Asked, Told, Tried
from understride.knowledge import Condition, Imbalance, Knowledge
from understride.model import Cause, Complaint, Finding, Measured, Point
from understride.words import grade_words, reasons
from understride.words.outside import outside, titled, unasked_point

STATED = 0.4  # log odds: less is no state
TWICE = 2.0
LEAD = 0.05  # log odds for it, from a measure that leans its way, that keep an idea open


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """What was reasoned on, and what came of it. readings: how many."""

    model: Model
    causes: tuple[Cause, ...]
    readings: int


def rank(
    complaints: Sequence[Complaint],
    measured: Sequence[Measured],
    findings: Sequence[Finding],
    knowledge: Knowledge,
    told: Sequence[Told] | None = None,
) -> tuple[Cause, ...]:
    """Ranked causes per complaint, in the order told; without a complaint, what stands out.

    findings: of these measured values. told: what was asked and tried; None: nobody was asked.
    """
    return reasoned(complaints, measured, findings, knowledge, told).causes


def reasoned(
    complaints: Sequence[Complaint],
    measured: Sequence[Measured],
    findings: Sequence[Finding],
    knowledge: Knowledge,
    told: Sequence[Told] | None = None,
    *,
    count: int = READINGS,
) -> Reasoned:
    """The same, with the network behind it. count: readings."""
    model = build(knowledge, joined(complaints), measured, findings, told or ())
    moved: dict[int, list[Contribution]] = {}
    for one in contributions(model):
        moved.setdefault(one.candidate, []).append(one)
    evidence = gather(measured, findings)
    pointing = Pointing(model, evidence, moved)
    desk = _Desk(
        knowledge, evidence, pointing, None if told is None else tuple(told), recorded=bool(measured)
    )
    found = readings(model, count)
    places = tuple(dict.fromkeys(one.complaint for one in found))
    causes = tuple(
        cause
        for place in places
        for cause in _of_place(place, [r for r in found if r.complaint == place], desk)
    )
    return Reasoned(model=model, causes=causes, readings=count)


def joined(complaints: Sequence[Complaint]) -> tuple[Complaint, ...]:
    """Each place once; told on two sides, or without one and with one, it has no side."""
    found: dict[str, Complaint] = {}
    for one in complaints:
        before = found.get(one.region)
        both = before is not None and before.side is not one.side
        found[one.region] = replace(one, side=None) if both else one
    return tuple(found.values())


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """Everything that a cause is written from. told: None where nobody was asked."""

    knowledge: Knowledge
    evidence: Evidence
    pointing: Pointing
    told: tuple[Told, ...] | None
    recorded: bool

    @property
    def asked(self) -> frozenset[str]:
        """Causes outside the method that somebody was asked about."""
        return frozenset(one.cause for one in self.told or () if isinstance(one, Asked))

    @property
    def tests(self) -> tuple[str, ...]:
        """Self-tests that were done."""
        return tuple(one.id.split(".")[0] for one in self.told or () if isinstance(one, Tried))

    def number(self, one: Reading) -> int:
        """The number of a reading's candidate."""
        model = self.pointing.model
        complaint = next(c for c in model.complaints if c.region == one.complaint)
        return next(
            n
            for n in complaint.candidates
            if (model.candidates[n].id, model.candidates[n].side) == (one.id, one.side)
        )


def _of_place(region: str | None, found: Sequence[Reading], desk: _Desk) -> Iterator[Cause]:
    """The causes of one complaint; what is left out is left out of the ranks too."""
    linked = any(imbalance.link(region) for imbalance in desk.knowledge.imbalances)
    causes = [
        _numbered(_outside(one, desk) if one.id in (*OUTSIDE, NONE) else _idea(one, desk), one)
        for one in found
    ]
    if desk.told is None:
        causes = [cause for cause in causes if cause.id not in OUTSIDE]
    if not linked:
        causes = [c for c in causes if c.id.startswith("X.") or (c.supports and c.state != "against")]
    ideas = [cause for cause in causes if not cause.id.startswith("X.")]
    if ideas and all(cause.state == "against" for cause in ideas):
        causes = [_left_over(cause) if cause.id == NONE else cause for cause in causes]
    yield from (replace(cause, rank=place) for place, cause in enumerate(causes, start=1))


def _left_over(cause: Cause) -> Cause:
    return replace(cause, state="for", supports=(reasons.none_supported(),))


def _idea(one: Reading, desk: _Desk) -> Cause:
    """An imbalance of the method."""
    imbalance = desk.knowledge.imbalance(one.id)
    assert imbalance is not None, f"{one.id} is in the network but not in the knowledge"
    number = desk.number(one)
    weighed = desk.pointing.weighed(number)
    refuted, summary, still_open = _refutation(imbalance, desk.evidence)
    supports = tuple(item.point for item in weighed if item.weight > 0)
    against = tuple(item.point for item in weighed if item.weight < 0)
    state = "against" if refuted else _state(weighed)
    link = imbalance.link(one.complaint)
    shown = {point.id for point in (*supports, *against)}
    unseen = (*still_open, *desk.pointing.unmeasured(number, imbalance, weighed)) if desk.recorded else ()
    if desk.told is not None:
        unseen = (*unseen, *untried(imbalance, desk.tests))
    if not desk.recorded:
        unseen = (*unseen, *reasons.unrecorded(imbalance.id, [item.measure for item in imbalance.shown_by]))
    return Cause(
        id=one.id,
        title=titled(imbalance.title, one.side),
        idea=imbalance.idea,
        complaint=one.complaint,
        side=one.side,
        rank=one.rank,
        state=state,
        supports=supports,
        against=(*against, *(() if supports and not refuted else summary)),
        not_measured=tuple(point for point in _once(unseen) if point.id not in shown),
        grade=link.grade if link else "",
        grade_text=grade_words(link.grade) if link else reasons.NO_COMPLAINT_GRADE,
        refuted_by=reasons.mind(
            state, believed_if=imbalance.believed_if, refuted_if=imbalance.refuted_by.text
        ),
    )


def _numbered(cause: Cause, one: Reading) -> Cause:
    """With what the readings say."""
    return replace(
        cause,
        probability=one.probability,
        range=one.range,
        first_in=one.first_in,
        directions=one.directions,
    )


def _state(weighed: Sequence[Weighed]) -> str:
    up = sum(one.weight for one in weighed if one.weight > 0)
    down = -sum(one.weight for one in weighed if one.weight < 0)
    if up == down == 0:
        return "not_seen"
    if any(one.firm and one.weight > 0 for one in weighed) and up >= max(STATED, TWICE * down):
        return "for"
    return "against" if down >= max(STATED, TWICE * up) and up < LEAD else "open"


def _outside(one: Reading, desk: _Desk) -> Cause:
    """A cause outside the method, or the answer that is always possible."""
    none = one.id == NONE
    words = outside().get(one.id)
    weighed = desk.pointing.weighed(desk.number(one))
    supports = tuple(item.point for item in weighed if item.weight > 0)
    against = tuple(item.point for item in weighed if item.weight < 0)
    unasked = [name for name in OUTSIDE if name not in desk.asked and (none or name == one.id)]
    grade = "" if none else OUTSIDE[one.id][1]
    return Cause(
        id=one.id,
        title=words.title if words else reasons.NONE_TITLE,
        idea=words.idea if words else reasons.NONE_IDEA,
        complaint=one.complaint,
        side=None,
        rank=one.rank,
        state="for" if supports else "against" if against else "not_seen",
        supports=supports,
        against=against,
        not_measured=tuple(unasked_point(name) for name in unasked),
        grade=grade,
        grade_text=grade_words(grade) if grade else reasons.NONE_GRADE,
        refuted_by=words.refuted if words else reasons.NONE_REFUTED,
    )


def _refutation(
    imbalance: Imbalance, evidence: Evidence
) -> tuple[bool, tuple[Point, ...], tuple[Point, ...]]:
    """Whether it is ended, what to say of it, and what of it is open."""
    conditions = imbalance.refuted_by.conditions
    answers = [answer(condition, evidence, None) for condition in conditions]
    met, needed = answers.count(Answer.MET), imbalance.refuted_by.enough or len(conditions)
    if conditions and met >= needed:
        return True, (reasons.refutation_met(imbalance.id, met, needed=needed, total=len(conditions)),), ()
    if Answer.FAILED in answers or met == 0:
        return False, (), ()
    open_points = tuple(
        point
        for condition, found in zip(conditions, answers, strict=True)
        if found is Answer.OPEN
        for point in _open(imbalance, condition, evidence)
    )
    return False, (reasons.refutation_partly(imbalance.id, met, len(conditions)),), open_points


def _open(imbalance: Imbalance, condition: Condition, evidence: Evidence) -> tuple[Point, ...]:
    """What is seen so far of a condition that is still open."""
    if condition.measure is None:
        return (reasons.unseen(imbalance.id, condition.unseen or ""),)
    sides = open_sides(condition, evidence, None)
    groups = evidence.alike(condition.measure, sides)
    return tuple(evidence.point(condition.measure, group) for group in groups)


def _once(points: Sequence[Point]) -> tuple[Point, ...]:
    """Each point once, by what it says."""
    return tuple({point.text: point for point in points}.values())
