"""From the knowledge and what is known of one person to the network that is reasoned over.

Causes: each imbalance; I6 and I7 once per side, with their six directions as parts; the causes outside the method;
and for each complaint the leak of its place as a cause of its own, "None of these". Findings: each complaint told,
each measure that the knowledge names and this run could judge, each answer, each refutation that is complete. What
was not measured, not asked or not to be told is not in the network at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from understride.causes.conditions import Answer, answer
from understride.causes.evidence import Evidence, gather
from understride.causes.observed import Pair, likelihood
from understride.causes.ranged import Candidate, Complained, Model, RangedCause, RangedFinding
from understride.causes.strengths import (
    BEYOND_ANYWAY,
    NONE,
    OTHER_SIDE,
    OUTSIDE,
    OUTSIDE_PRIOR,
    PRIOR,
    REFUTED,
    SHOWS,
    Range,
    fixed,
    leak,
    link,
)
from understride.causes.told import Told, nodes_of, told_findings
from understride.knowledge import Imbalance, Knowledge, ShownBy
from understride.model import SIDES, Complaint, Finding, Measured, Side

DIRECTIONS = ("flex", "extend", "abduct", "adduct", "turn_in", "turn_out")
PARTED = ("I6", "I7")  # kept per side, with directions inside
ONE_SIDED = "I7"  # seen in left minus right; which sign means which side follows from I6
EITHER_SIDE = "I6"
PARTS_SEEN: Mapping[str, tuple[str, ...]] = {  # measure → the directions of a hip that it shows
    "hip_flexion_peak": ("flex",),
    "hip_flexion_range": ("flex", "extend"),
    "hip_extension_peak": ("extend",),
    "pelvic_leak": ("extend",),
    "hip_adduction_peak": ("abduct", "adduct"),
    "hip_rotation_range": ("turn_in", "turn_out"),
    "hip_rotation_at_leaving": ("turn_in", "turn_out"),
}
OTHER_WAY = {"low": "high", "high": "low"}
Links = dict[str, Range]


def build(
    knowledge: Knowledge,
    complaints: Sequence[Complaint],
    measured: Sequence[Measured] = (),
    findings: Sequence[Finding] = (),
    told: Sequence[Told] = (),
) -> Model:
    """The network of one person, with ranges. findings: of these measured values. told: answers and self-tests.

    A place told twice counts once.
    """
    complaints = tuple({_place(one): one for one in complaints}.values())
    candidates = tuple(_candidates(knowledge, complaints))
    ids = tuple(node for one in candidates for node in one.nodes)
    evidence = gather(measured, findings)
    found = (
        *(_complaint(knowledge, one, candidates) for one in complaints),
        *_measures(knowledge, evidence, ids),
        *told_findings(tuple(told), ids),
        *_refuted(knowledge, evidence, ids),
    )
    return Model(
        causes=tuple(_cause(one, node, knowledge, complaints) for one in candidates for node in one.nodes),
        findings=found,
        candidates=candidates,
        complaints=tuple(_complained(knowledge, complaints, candidates, found)),
    )


def _candidates(knowledge: Knowledge, complaints: Sequence[Complaint]) -> Iterator[Candidate]:
    for imbalance in knowledge.imbalances:
        if imbalance.id in PARTED:
            for side in SIDES:
                nodes = tuple((part, f"{imbalance.id}.{side}.{part}") for part in DIRECTIONS)
                yield Candidate(
                    id=imbalance.id, side=side, nodes=tuple(n for _, n in nodes), directions=nodes
                )
        else:
            yield Candidate(id=imbalance.id, side=None, nodes=(imbalance.id,))
    if complaints:
        yield from (Candidate(id=one, side=None, nodes=(one,)) for one in OUTSIDE)
    for complaint in complaints:
        yield Candidate(id=NONE, side=None, nodes=(f"{NONE}.{_place(complaint)}",))


def _cause(
    candidate: Candidate, node: str, knowledge: Knowledge, complaints: Sequence[Complaint]
) -> RangedCause:
    if candidate.id == NONE:
        region = next(one.region for one in complaints if node == f"{NONE}.{_place(one)}")
        links = (imbalance.link(region) for imbalance in knowledge.imbalances)
        return RangedCause(id=node, prior=leak(tuple(one.grade for one in links if one), f"leak {region}"))
    prior = OUTSIDE_PRIOR if candidate.id in OUTSIDE else PRIOR
    whole = Range(*prior, f"prior {candidate.id} {candidate.side or ''}")
    return RangedCause(id=node, prior=whole.part_of(len(candidate.nodes)))


def _place(complaint: Complaint) -> str:
    """A complaint's own name: its region, and its side where it has one."""
    return complaint.region if complaint.side is None else f"{complaint.region}.{complaint.side}"


def _complaint(knowledge: Knowledge, complaint: Complaint, candidates: Sequence[Candidate]) -> RangedFinding:
    links: Links = {}
    for one in candidates:
        chance = _chance(knowledge, complaint, one)
        if chance is not None:
            links.update(dict.fromkeys(one.nodes, chance))
    links[f"{NONE}.{_place(complaint)}"] = fixed(1.0)
    return RangedFinding(
        id=f"complaint.{_place(complaint)}",
        kind="complaint",
        leak=fixed(0.0),
        links=tuple(links.items()),
        likelihood=(fixed(0.0), fixed(1.0)),
    )


def _chance(knowledge: Knowledge, complaint: Complaint, candidate: Candidate) -> Range | None:
    """How likely this candidate alone brings the complaint about; None: the method does not say that it can."""
    key = f"link {complaint.region} {candidate.id}"
    if candidate.id in OUTSIDE:
        usual, grade, places = OUTSIDE[candidate.id]
        return link(places.get(complaint.region, usual), grade, key)
    imbalance = knowledge.imbalance(candidate.id)
    found = imbalance.link(complaint.region) if imbalance is not None else None
    if found is None:
        return None
    chance = link(found.strength, found.grade, key)
    other = complaint.side is not None and candidate.side not in (None, complaint.side)
    return chance.times(OTHER_SIDE) if other else chance


def _measures(knowledge: Knowledge, evidence: Evidence, ids: tuple[str, ...]) -> Iterator[RangedFinding]:
    """One finding per measure, side and direction, linked to every cause that shows in it.

    Both sides of a measure that speak of one cause of the whole body count as one observation.
    """
    links: dict[str, Links] = {}
    weighed: dict[str, Pair] = {}
    shares: dict[str, float] = {}
    for imbalance in knowledge.imbalances:
        for item in imbalance.shown_by:
            for side, direction, nodes in _seen_in(knowledge, imbalance, item, evidence, ids):
                finding = evidence.finding(item.measure, side)
                pair = likelihood(finding, direction) if finding is not None else None
                chance = _shows(imbalance, item, evidence, side)
                if pair is None or chance is None:
                    continue
                name = ".".join(str(part) for part in (item.measure, side, direction) if part is not None)
                share = (
                    1.0 if imbalance.id in PARTED else 1 / len(evidence.sides(item.measure, item.side, None))
                )
                weighed[name], shares[name] = pair, max(share, shares.get(name, 0.0))
                links.setdefault(name, {}).update(dict.fromkeys(nodes, chance))
    for name, found in links.items():
        yield RangedFinding(
            id=name,
            kind="measure",
            leak=Range(*BEYOND_ANYWAY, f"leak {name}"),
            links=tuple(found.items()),
            likelihood=(weighed[name][0].power(shares[name]), weighed[name][1].power(shares[name])),
        )


Place = tuple[
    Side | None, str, tuple[str, ...]
]  # side and direction of a finding, and the nodes it speaks to


def _seen_in(
    knowledge: Knowledge, imbalance: Imbalance, item: ShownBy, evidence: Evidence, ids: tuple[str, ...]
) -> Sequence[Place]:
    """Where to look for one link of the knowledge."""
    return in_parts(knowledge, imbalance, item, ids) or [
        (side, item.direction, (imbalance.id,)) for side in evidence.sides(item.measure, item.side, None)
    ]


def in_parts(
    knowledge: Knowledge, imbalance: Imbalance, item: ShownBy, ids: tuple[str, ...]
) -> Sequence[Place]:
    """Where to look for what is kept per side: I6 in that hip, I7 in left minus right. Nothing for the others."""
    if imbalance.id not in PARTED:
        return ()
    if imbalance.id != ONE_SIDED:
        return [(own, item.direction, _parts(imbalance, item, own, ids)) for own in SIDES]
    return [
        (Side.LEFT_MINUS_RIGHT, _difference(knowledge, item, own), _parts(imbalance, item, own, ids))
        for own in SIDES
    ]


def _parts(imbalance: Imbalance, item: ShownBy, side: Side, ids: tuple[str, ...]) -> tuple[str, ...]:
    shown = PARTS_SEEN.get(item.measure, DIRECTIONS)
    return tuple(node for part in shown for node in nodes_of(f"{imbalance.id}.{side}.{part}", ids))


def _difference(knowledge: Knowledge, item: ShownBy, side: Side) -> str:
    """Which way left minus right lies if this hip is the limited one; either way where that cannot be said."""
    either = knowledge.imbalance(EITHER_SIDE)
    told = {one.measure: one.direction for one in either.shown_by} if either is not None else {}
    limited = told.get(item.measure, "away")
    if limited not in OTHER_WAY:
        return "away"
    return limited if side is Side.LEFT else OTHER_WAY[limited]


def _shows(imbalance: Imbalance, item: ShownBy, evidence: Evidence, side: Side | None) -> Range | None:
    """How likely the imbalance shows here. A condition that is open makes it weak, one that fails ends it."""
    answers = {answer(condition, evidence, side) for condition in item.only_if}
    if Answer.FAILED in answers:
        return None
    weight = "weak" if Answer.OPEN in answers else item.weight
    return Range(*SHOWS[weight], f"shows {imbalance.id} {item.measure} {item.direction}")


def _refuted(knowledge: Knowledge, evidence: Evidence, ids: tuple[str, ...]) -> Iterator[RangedFinding]:
    """An imbalance of which all was seen that would refute it."""
    for imbalance in knowledge.imbalances:
        conditions = imbalance.refuted_by.conditions
        met = sum(answer(condition, evidence, None) is Answer.MET for condition in conditions)
        if conditions and met >= (imbalance.refuted_by.enough or len(conditions)):
            yield RangedFinding(
                id=f"refuted.{imbalance.id}",
                kind="refuted",
                leak=fixed(0.0),
                links=tuple((node, fixed(1.0)) for node in nodes_of(imbalance.id, ids)),
                likelihood=(fixed(1.0), Range(*REFUTED, f"refuted {imbalance.id}")),
            )


def _complained(
    knowledge: Knowledge,
    complaints: Sequence[Complaint],
    candidates: Sequence[Candidate],
    findings: Sequence[RangedFinding],
) -> Iterator[Complained]:
    """Which candidates are ranked for what: those the method links to it; without a link, those something speaks of."""
    spoken_of = {cause for finding in findings if finding.kind != "complaint" for cause, _ in finding.links}
    standing = [n for n, one in enumerate(candidates) if spoken_of & set(one.nodes) and one.id not in OUTSIDE]
    if not complaints:
        yield Complained(region=None, side=None, candidates=tuple(standing))
    for complaint in complaints:
        linked = [n for n, one in enumerate(candidates) if _chance(knowledge, complaint, one) is not None]
        if all(candidates[n].id in OUTSIDE for n in linked):
            linked += standing
        own = f"{NONE}.{_place(complaint)}"
        linked += [n for n, one in enumerate(candidates) if one.nodes == (own,)]
        yield Complained(region=complaint.region, side=complaint.side, candidates=tuple(sorted(linked)))
