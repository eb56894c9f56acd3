"""What speaks for a cause and what against it, as sentences, the heaviest first; and what of it is still open.

A finding that is linked to the cause and moves it is a point. One that moves it against its own direction, because it
speaks more for another cause, is no point here: its sentence would say the opposite of what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from understride.causes.contributions import Contribution
from understride.causes.evidence import Evidence
from understride.causes.ranged import Candidate, Model, RangedFinding
from understride.interview import self_tests
from understride.knowledge import Imbalance, ShownBy
from understride.model import SIDES, Point, Side, Verdict
from understride.words.outside import asked_point, told_point, tried_point, untried_point

BOTH = frozenset(SIDES)
LEANS = {
    True: 0.05,
    False: 0.2,
}  # log odds for, against: what cannot be told and moves less is open, and no point
UNSURE = Verdict.CANNOT_TELL
LEFT_OUT = ("complaint", "refuted")  # the start, and what is said by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One finding on one cause. weight: log odds, + for it. firm: outside its band, or told; not only leaning.

    least: less weight than this is not worth a sentence.
    """

    point: Point
    weight: float
    firm: bool
    least: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Pointing:
    """Everything that points are made from. moved: contributions by the number of the candidate."""

    model: Model
    evidence: Evidence
    moved: Mapping[int, Sequence[Contribution]]

    def weighed(self, number: int) -> tuple[Weighed, ...]:
        """What bears on a candidate, the heaviest first; both sides of a measure in one where judged alike."""
        nodes = set(self.model.candidates[number].nodes)
        weights = {one.finding: one.weight for one in self.moved.get(number, ()) if one.kind not in LEFT_OUT}
        kept = [  # in the order of the knowledge, which decides between equals
            (finding, weights[finding.id])
            for finding in self.model.findings
            if nodes & {cause for cause, _ in finding.links}
            and weights.get(finding.id, 0.0) * _lean(finding) > 0
        ]
        cause = self.model.candidates[number].id
        found = [*self._measured(kept), *(_other(f, w, cause) for f, w in kept if f.kind != "measure")]
        telling = (one for one in found if one.firm or abs(one.weight) >= one.least)
        return tuple(sorted(telling, key=lambda one: -round(abs(one.weight), 2)))

    def _measured(self, kept: Sequence[tuple[RangedFinding, float]]) -> Iterator[Weighed]:
        by_measure: dict[tuple[str, bool], dict[Side | None, float]] = {}
        for finding, weight in kept:
            if finding.kind == "measure":
                measure, side = place_of(finding)
                by_measure.setdefault((measure, weight > 0), {})[side] = weight
        for (measure, way), sides in by_measure.items():
            two = [side for side in (Side.RIGHT, Side.LEFT) if side in sides]
            groups = self.evidence.alike(measure, two) if len(two) > 1 else [(side,) for side in two]
            for group in (*groups, *((side,) for side in sides if side not in BOTH)):
                seen = [self.evidence.finding(measure, side) for side in group]
                yield Weighed(
                    point=self.evidence.point(measure, group),
                    weight=sum(sides[side] for side in group),
                    firm=any(one is not None and one.verdict is Verdict.OUTSIDE for one in seen),
                    least=LEANS[way]
                    if any(one is not None and one.verdict is UNSURE for one in seen)
                    else 0.0,
                )

    def unmeasured(self, number: int, imbalance: Imbalance, weighed: Sequence[Weighed]) -> tuple[Point, ...]:
        """What the knowledge would look at, and could not be looked at, or cannot be told."""
        candidate = self.model.candidates[number]
        found = (point for item in imbalance.shown_by for point in self._open(item, candidate))
        shown = {one.point.id for one in weighed}
        return tuple(point for point in found if point.id not in shown)

    def _open(self, item: ShownBy, candidate: Candidate) -> Iterator[Point]:
        sides = self.evidence.sides(item.measure, item.side, candidate.side)
        if not sides:
            yield self.evidence.point(item.measure, ())
            return
        open_sides = tuple(side for side in sides if self._is_open(item.measure, side))
        for group in self.evidence.alike(item.measure, open_sides):
            if group:
                yield self.evidence.point(item.measure, group)

    def _is_open(self, measure: str, side: Side | None) -> bool:
        finding = self.evidence.finding(measure, side)
        return finding is None or not finding.counts or finding.band is None or finding.verdict is UNSURE


def untried(imbalance: Imbalance, done: Sequence[str]) -> Iterator[Point]:
    """Self-tests that speak of an imbalance and were not done."""
    for test in self_tests().values():
        if test.id not in done and any(
            s.imbalance == imbalance.id and not s.needs_earlier for s in test.speaks
        ):
            yield untried_point(test.id, test.title)


def place_of(finding: RangedFinding) -> tuple[str, Side | None]:
    """Measure and side of the finding of a measure, from its id `pelvic_leak.left.high`."""
    measure, *rest = finding.id.split(".")
    return measure, Side(rest[0]) if len(rest) > 1 else None


def _other(finding: RangedFinding, weight: float, cause: str) -> Weighed:
    """A point that was told or tried."""
    if finding.kind == "asked":
        point = asked_point(cause, _answer(finding))
    elif finding.id.startswith("told."):
        point = told_point(finding.id)
    else:
        test, *rest = finding.id.split(".")
        side = next((Side(part) for part in rest if part in SIDES), None)
        point = tried_point(finding.id, self_tests()[test].title, side, speaks_for=weight > 0)
    return Weighed(point=point, weight=weight, firm=True)


def _answer(finding: RangedFinding) -> str:
    """`no`, `before` or `yes`, read back from the finding."""
    if finding.likelihood[1].high == 0:
        return "no"
    return "before" if finding.leak.key.endswith("True") else "yes"


def _lean(finding: RangedFinding) -> float:
    """Which way its own likelihoods lean: + where it is likelier if true."""
    absent, present = (weight.at(0.5) for weight in finding.likelihood)
    return present - absent
