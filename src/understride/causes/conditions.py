"""Is a condition met in this run? Met, failed or open; what was not measured well enough stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from understride.causes.evidence import Evidence
from understride.findings import ENOUGH
from understride.knowledge import Condition
from understride.model import Finding, Side, Value, Verdict


class Answer(StrEnum):
    """The three answers."""

    MET = "met"
    FAILED = "failed"
    OPEN = "open"


def answer(condition: Condition, evidence: Evidence, told: Side | None) -> Answer:
    """Whether a condition holds on every side that it names. told: the side of the complaint."""
    if condition.measure is None:
        return Answer.OPEN
    sides = evidence.sides(condition.measure, condition.side, told)
    answers = {_on_side(condition, condition.measure, side, evidence) for side in sides}
    if condition.must in _ANY_SIDE and Answer.MET in answers:
        return Answer.MET
    if Answer.FAILED in answers and condition.must not in _ANY_SIDE:
        return Answer.FAILED
    return answers.pop() if len(answers) == 1 else Answer.OPEN


def open_sides(condition: Condition, evidence: Evidence, told: Side | None) -> tuple[Side | None, ...]:
    """The sides on which a condition is still open."""
    measure = condition.measure or ""
    sides = evidence.sides(measure, condition.side, told)
    return tuple(side for side in sides if _on_side(condition, measure, side, evidence) is Answer.OPEN)


def _on_side(condition: Condition, measure: str, side: Side | None, evidence: Evidence) -> Answer:
    value, finding = evidence.value(measure, side), evidence.finding(measure, side)
    if value is None or finding is None or value.strides < ENOUGH or value.between_day_sem is None:
        return Answer.OPEN
    if condition.must in _BY_VERDICT:
        return _by_verdict(finding, _BY_VERDICT[condition.must]) if finding.counts else Answer.OPEN
    if condition.must in _BY_MEAN:
        if finding.band is None:
            return Answer.OPEN
        above = _BY_MEAN[condition.must]
        return _by_limit(finding.interval, finding.value, finding.band.mean, above=above)
    return _by_number(condition, value, finding)


_ANY_SIDE = frozenset(("outside", "high", "low"))  # one side is enough for these
_BY_MEAN = {"at_or_above_mean": True, "at_or_below_mean": False}
_BY_VERDICT: Mapping[str, Callable[[Finding], bool]] = {
    "inside": lambda finding: finding.verdict is Verdict.INSIDE,
    "outside": lambda finding: finding.verdict is Verdict.OUTSIDE,
    "high": lambda finding: finding.beyond > 0,
    "low": lambda finding: finding.beyond < 0,
}


def _by_verdict(finding: Finding, holds: Callable[[Finding], bool]) -> Answer:
    if finding.verdict is Verdict.CANNOT_TELL:
        return Answer.OPEN
    return Answer.MET if holds(finding) else Answer.FAILED


def _by_limit(interval: tuple[float, float], value: float, limit: float, *, above: bool) -> Answer:
    """The value itself decides that it holds; that it fails, only the whole interval."""
    low, high = interval
    if (value >= limit) if above else (value <= limit):
        return Answer.MET
    return Answer.FAILED if ((high < limit) if above else (low > limit)) else Answer.OPEN


def _by_number(condition: Condition, value: Value, finding: Finding) -> Answer:
    """Conditions with a limit: in the unit of the measure, or as a share of standing."""
    limit, half = condition.limit or 0.0, (finding.interval[1] - finding.interval[0]) / 2
    standing = None if value.from_standing is None else value.value - value.from_standing
    number: float | None = value.value
    if condition.must == "within":
        number = abs(value.value)
    elif condition.must == "from_standing_within":
        number = None if value.from_standing is None else abs(value.from_standing)
    elif condition.must == "share_of_standing_at_least":
        number = value.value / standing if standing else None
        half = half / abs(standing) if standing else half
    if number is None:
        return Answer.OPEN
    above = condition.must in ("at_least", "share_of_standing_at_least")
    return _by_limit((number - half, number + half), number, limit, above=above)
