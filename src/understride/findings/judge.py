"""Values against the reference: inside, outside, or cannot tell. One rule (evidence.md § 3.4).

Band: mean ± t(n−1) · √(SD²·(1 + 1/n) + laboratory SD²), that is the interval in which a next runner like these would
lie, as another laboratory would see him. Interval of the value: ± 1.96 · √(SE² + SEM²), SE within the recording, SEM
from day to day. Wholly inside the band = inside, wholly outside = outside, across an edge = cannot tell. Left minus
right has a band of its own around zero: what 95 of 100 such runners stay within. The day-to-day error stands in the
value's own interval only, or it would count twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from understride.findings import comparable, reference
from understride.findings.reference import Reference
from understride.model import Band, Finding, Measured, Side, Value, Verdict
from understride.words import counted, people

ENOUGH = 10  # strides for a finding (evidence.md § 3.3)
Z = 1.96  # two-sided 95 % of a normal distribution
WIDE = 2.0  # a band so many times wider than the value's own interval is called wide
NO_REFERENCE = "not compared: no one has measured this in a comparable way"
NO_SPEED = "not compared: the speed is not known"
NO_ERROR = "its error from day to day is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What a verdict needs to know about the run."""

    speed: float | None
    own_laboratory: bool
    static: bool
    table: Reference


def judge(
    measured: Sequence[Measured], *, speed: float | None, dialect: str, static: bool
) -> tuple[Finding, ...]:
    """A finding for every value, in the order given; rows without a value have none.

    speed: m/s, None if not known. dialect: of the marker set. static: whether there is a standing trial.
    """
    run = _Run(
        speed=speed,
        own_laboratory=dialect == reference.OWN_DIALECT,
        static=static,
        table=reference.read(reference.FILE),
    )
    return tuple(
        _judged(row.measure, row.side, row.result, run) for row in measured if isinstance(row.result, Value)
    )


def _judged(measure: str, side: Side | None, value: Value, run: _Run) -> Finding:
    number = _number(measure, value)
    interval = _interval(number, value)
    band, why_no_band = _band(measure, side, value, run)
    if band is None:
        return _finding(
            measure, side, number, interval, None, Verdict.CANNOT_TELL, 0, why_no_band, counts=False
        )
    if measure in comparable.CIRCULAR:
        band = _turned(band, number)
    unsure = _too_little(value)
    if unsure:
        return _finding(measure, side, number, interval, band, Verdict.CANNOT_TELL, 0, unsure, counts=False)
    verdict, beyond, why = _verdict(interval, band, difference=side is Side.LEFT_MINUS_RIGHT)
    return _finding(measure, side, number, interval, band, verdict, beyond, why, counts=True)


def _number(measure: str, value: Value) -> float:
    """The number that is judged: running minus standing for angles whose zero is the marker placement."""
    from_standing = value.from_standing if measure in comparable.FROM_STANDING else None
    return value.value if from_standing is None else from_standing


def _interval(number: float, value: Value) -> tuple[float, float]:
    """The interval that decides; without a day-to-day error only what the recording itself says."""
    low, high = value.ci95
    within = (high - low) / (2 * Z) if isfinite(high - low) else value.sd / sqrt(max(value.strides, 1))
    half = Z * sqrt(within**2 + (value.between_day_sem or 0.0) ** 2)
    return number - half, number + half


def _too_little(value: Value) -> str | None:
    if value.strides < ENOUGH:
        return f"only {counted(value.strides, 'stride')}; {ENOUGH} are needed for a finding"
    return NO_ERROR if value.between_day_sem is None else None


def _band(measure: str, side: Side | None, value: Value, run: _Run) -> tuple[Band | None, str]:
    """The band at this speed, or why there is none."""
    refused = comparable.why_not(measure, side, value, own_laboratory=run.own_laboratory, static=run.static)
    if refused:
        return None, refused
    covered = run.table.covers(measure)
    if covered is None:
        return None, NO_REFERENCE
    if run.speed is None:
        return None, NO_SPEED
    band = (
        _of_difference(measure, run)
        if side is Side.LEFT_MINUS_RIGHT
        else _of_value(measure, side, value, run)
    )
    if band is not None:
        return band, ""
    if not covered[0] <= run.speed <= covered[1]:
        return None, f"not compared: the reference covers {covered[0]:g} to {covered[1]:g} m/s"
    return None, NO_REFERENCE


def _of_value(measure: str, side: Side | None, value: Value, run: _Run) -> Band | None:
    from scipy.special import stdtrit

    group = run.table.group(measure, side, run.speed or 0.0)
    if group is None:
        return None
    laboratory = 0.0 if run.own_laboratory else (value.between_lab_sd or 0.0)
    extra = laboratory**2 + comparable.frame_sd(measure, value) ** 2
    t = float(stdtrit(group.n - 1, 0.975))
    half = t * sqrt(group.sd**2 * (1 + 1 / group.n) + extra)
    return _around(group.mean, half, group.n)


def _of_difference(measure: str, run: _Run) -> Band | None:
    largest = run.table.difference(measure, run.speed or 0.0)
    return None if largest is None else _around(0.0, largest[0], largest[1])


def _around(mean: float, half: float, count: int) -> Band:
    return Band(
        id=reference.ID,
        low=mean - half,
        high=mean + half,
        mean=mean,
        people=reference.people(count),
        norm=False,
    )


def _turned(band: Band, number: float) -> Band:
    """The same band of a circular measure, turned by whole circles to lie next to the value."""
    turn = 360.0 * round((number - band.mean) / 360.0)
    return Band(
        id=band.id,
        low=band.low + turn,
        high=band.high + turn,
        mean=band.mean + turn,
        people=band.people,
        norm=band.norm,
    )


def _verdict(interval: tuple[float, float], band: Band, *, difference: bool) -> tuple[Verdict, int, str]:
    low, high = interval
    if band.low <= low and high <= band.high:
        return Verdict.INSIDE, 0, "inside"
    if low > band.high or high < band.low:
        beyond = 1 if low > band.high else -1
        usual = (
            "a larger difference than usual"
            if difference
            else ("more" if beyond > 0 else "less") + " than usual"
        )
        return Verdict.OUTSIDE, beyond, usual
    return Verdict.CANNOT_TELL, 0, _edge(interval, band)


def _edge(interval: tuple[float, float], band: Band) -> str:
    """Which edge the interval crosses, and whether the band is the reason."""
    low, high = interval
    if low < band.low and high > band.high:
        return "its error is wider than the band"
    edge = "near the upper edge" if high > band.high else "near the lower edge"
    wide = band.high - band.low > WIDE * (high - low)
    return f"{edge}; {people(band)}, wide range" if wide else edge


def _finding(
    measure: str,
    side: Side | None,
    value: float,
    interval: tuple[float, float],
    band: Band | None,
    verdict: Verdict,
    beyond: int,
    why: str,
    *,
    counts: bool,
) -> Finding:
    return Finding(
        measure=measure,
        side=side,
        value=value,
        interval=interval,
        verdict=verdict,
        band=band,
        beyond=beyond,
        why=why,
        counts=counts,
    )
