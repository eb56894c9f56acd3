"""Two recordings of one runner, measure by measure.

Error of a difference: √(SE₁² + SE₂² + SEM₁² + SEM₂²), SE within each recording (block bootstrap), SEM from day to day
(in the table of measures, so √2·SEM where it does not depend on the value). Strides are never independent days.
Positions are compared as running minus quiet standing, which takes out where the markers sit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite, sqrt

from understride.change import conditions, many
from understride.change.conditions import ROWS, Session
from understride.model import Measured, Side, Unavailable, Unit, Value
from understride.words import comparison as words

Z = 1.96  # two-sided 95 % of a normal distribution
CIRCLE = 360.0


class Outcome(StrEnum):
    """What can be said about one measure of one runner in two recordings."""

    CHANGED = "changed"
    NOT_DETECTED = "not_detectably_changed"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One measure of one side. before, after, difference: in its unit; None where there is none.

    ci95: of the difference, not corrected for how many were looked at; error: its SE, days included. chance: how often
    chance alone gives so much, corrected. from_standing: whether running minus quiet standing was compared.
    """

    measure: str
    side: Side | None
    unit: Unit
    before: float | None
    after: float | None
    difference: float | None
    ci95: tuple[float, float] | None
    error: float | None
    chance: float | None
    from_standing: bool
    outcome: Outcome
    reason: str


def between(before: Session, after: Session, *, planned: Collection[str] = ()) -> tuple[Change, ...]:
    """A change for every measure and side of either recording, in the order of the table.

    planned: measures named before looking; they are a family of their own in the correction.
    """
    why = conditions.of_all(before.conditions, after.conditions)
    later = {(row.measure, row.side): row for row in after.measured}
    changes = [_change(row, later[row.measure, row.side], before, after, why) for row in before.measured]
    first = _corrected([c for c in changes if c.measure in planned])
    rest = _corrected([c for c in changes if c.measure not in planned])
    found = {(c.measure, c.side): c for c in (*first, *rest)}
    return tuple(found[c.measure, c.side] for c in changes)


def _corrected(family: Sequence[Change]) -> list[Change]:
    """The same with chances corrected for their number, and what follows from them."""
    looked_at = [c for c in family if c.chance is not None]
    corrected = many.holm([c.chance for c in looked_at if c.chance is not None])
    apart = [c for c in family if c.chance is None]
    return [*apart, *(_told(c, p) for c, p in zip(looked_at, corrected, strict=True))]


def _told(change: Change, chance: float) -> Change:
    if chance <= many.LEVEL:
        return replace(change, chance=chance, outcome=Outcome.CHANGED, reason=words.IS_CHANGED)
    low, high = change.ci95 or (0.0, 0.0)
    reason = words.INSIDE if low <= 0.0 <= high else words.AMONG_MANY
    return replace(change, chance=chance, outcome=Outcome.NOT_DETECTED, reason=reason)


def _change(row: Measured, later: Measured, before: Session, after: Session, why: str | None) -> Change:
    """One measure before the correction: its difference and chance, or why it is not compared."""
    one, other = row.result, later.result
    if isinstance(one, Unavailable) and isinstance(other, Unavailable) and one.detail == other.detail:
        return _apart(row, one, other, why or words.missing(words.IN_BOTH, one.detail))
    for when, result in ((words.BEFORE, one), (words.AFTER, other)):
        if not isinstance(result, Value):
            return _apart(row, one, other, why or words.missing(when, result.detail))
    assert isinstance(one, Value)
    assert isinstance(other, Value)
    reason = (
        why or conditions.of_one(row.measure, before, after) or conditions.of_values(row.measure, one, other)
    )
    if reason:
        return _apart(row, one, other, reason)
    standing = ROWS[row.measure].zero is not None
    first, second = _number(one, standing=standing), _number(other, standing=standing)
    difference = second - first
    if ROWS[row.measure].circular and row.side is not Side.LEFT_MINUS_RIGHT:
        difference = around(difference)
    error = sqrt(sum(_squares(one)) + sum(_squares(other)))
    return Change(
        measure=row.measure,
        side=row.side,
        unit=ROWS[row.measure].unit,
        before=first,
        after=second,
        difference=difference,
        ci95=(difference - Z * error, difference + Z * error),
        error=error,
        chance=many.chance(difference, error),
        from_standing=standing,
        outcome=Outcome.NOT_DETECTED,
        reason=words.INSIDE,
    )


def _apart(row: Measured, one: object, other: object, reason: str) -> Change:
    """Not comparable; raw values stand beside it where there are any."""
    return Change(
        measure=row.measure,
        side=row.side,
        unit=ROWS[row.measure].unit,
        before=one.value if isinstance(one, Value) else None,
        after=other.value if isinstance(other, Value) else None,
        difference=None,
        ci95=None,
        error=None,
        chance=None,
        from_standing=False,
        outcome=Outcome.NOT_COMPARABLE,
        reason=reason,
    )


def around(degrees: float) -> float:
    """A difference of angles that wrap, the short way round: −180 up to 180."""
    turned = degrees - CIRCLE * round(degrees / CIRCLE)
    return turned + CIRCLE if turned <= -CIRCLE / 2 else turned


def _number(value: Value, *, standing: bool) -> float:
    return value.from_standing if standing and value.from_standing is not None else value.value


def _squares(value: Value) -> tuple[float, float]:
    """Variance of the mean within the recording, and from day to day."""
    low, high = value.ci95
    within = (high - low) / (2 * Z) if isfinite(high - low) else value.sd / sqrt(max(value.strides, 1))
    return within**2, (value.between_day_sem or 0.0) ** 2
