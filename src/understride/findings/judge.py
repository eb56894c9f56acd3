"""Values against other people: inside, outside, or cannot tell. One rule.

Interval of the value: ± 1.96 · √(SE² + SEM² + ST²), SE within the recording, SEM from day to day, ST from not knowing
landing and leaving exactly (contacts from the feet). Wholly inside the band = inside, across an edge = cannot tell.
Wholly outside = outside, if it also stands out among all that was looked at in this run (`many`). More is never simply
better: both edges count. The day-to-day error stands in the value's own interval only, or it would count twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt

from understride.findings import comparable, many, norms
from understride.findings.bands import Held, Run, band_for
from understride.model import Band, Finding, Measured, Sex, Side, Value, Verdict
from understride.words import among_many, counted, people

ENOUGH = 10  # strides for a finding
Z = 1.96  # two-sided 95 % of a normal distribution
WIDE = 2.0  # a band so many times wider than the value's own interval is called wide
NO_ERROR = "its error from day to day is not known, so nothing is claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A finding and how often chance alone puts a value so far out; None where nothing was judged."""

    finding: Finding
    chance: float | None


def judge(
    measured: Sequence[Measured],
    *,
    speed: float | None,
    dialect: str,
    static: bool,
    sex: Sex | None = None,
) -> tuple[Finding, ...]:
    """A finding for every value, in the order given; rows without a value have none.

    speed: m/s, None if not known. dialect: of the marker set. static: whether there is a standing trial. sex: of the
    runner, None if not told.
    """
    run = Run(speed=speed, dialect=dialect, static=static, sources=norms.sources(), sex=sex)
    return judge_against(measured, run)


def judge_against(measured: Sequence[Measured], run: Run) -> tuple[Finding, ...]:
    """The same against tables of one's choice."""
    judged = [
        _judged(row.measure, row.side, row.result, run) for row in measured if isinstance(row.result, Value)
    ]
    looked_at = sum(one.chance is not None for one in judged)
    return tuple(_among(one, looked_at) for one in judged)


def _among(one: _Judged, looked_at: int) -> Finding:
    """The finding, taken back where it does not stand out among so many values."""
    finding, chance = one.finding, one.chance
    if finding.verdict is not Verdict.OUTSIDE or chance is None:
        return finding
    if many.stands_out(chance, looked_at=looked_at):
        return finding
    return replace(finding, verdict=Verdict.CANNOT_TELL, beyond=0, why=among_many(finding.why, looked_at))


def _judged(measure: str, side: Side | None, value: Value, run: Run) -> _Judged:
    number = _number(measure, value)
    interval = _interval(number, value)
    held = band_for(measure, side, value, run)
    if isinstance(held, str):
        return _unjudged(measure, side, number, interval, None, held)
    band = _turned(held.band, number) if measure in comparable.CIRCULAR else held.band
    unsure = _too_little(value)
    if unsure:
        return _unjudged(measure, side, number, interval, band, unsure)
    verdict, beyond, why = _verdict(interval, band, difference=side is Side.LEFT_MINUS_RIGHT)
    finding = Finding(
        measure=measure,
        side=side,
        value=number,
        interval=interval,
        verdict=verdict,
        band=band,
        beyond=beyond,
        why=why,
        counts=True,
    )
    return _Judged(finding=finding, chance=_chance(number, interval, band, held))


def _unjudged(
    measure: str,
    side: Side | None,
    number: float,
    interval: tuple[float, float],
    band: Band | None,
    why: str,
) -> _Judged:
    finding = Finding(
        measure=measure,
        side=side,
        value=number,
        interval=interval,
        verdict=Verdict.CANNOT_TELL,
        band=band,
        beyond=0,
        why=why,
        counts=False,
    )
    return _Judged(finding=finding, chance=None)


def _chance(number: float, interval: tuple[float, float], band: Band, held: Held) -> float:
    error = (interval[1] - interval[0]) / (2 * Z)
    return many.chance(number - band.mean, spread=held.spread, error=error, freedom=held.freedom)


def _number(measure: str, value: Value) -> float:
    """The number that is judged: running minus standing for angles whose zero is the marker placement."""
    from_standing = value.from_standing if measure in comparable.FROM_STANDING else None
    return value.value if from_standing is None else from_standing


def _interval(number: float, value: Value) -> tuple[float, float]:
    """The interval that decides; without a day-to-day error only what the recording itself says."""
    low, high = value.ci95
    within = (high - low) / (2 * Z) if isfinite(high - low) else value.sd / sqrt(max(value.strides, 1))
    timing = (value.timing_error or 0.0) / Z
    half = Z * sqrt(within**2 + (value.between_day_sem or 0.0) ** 2 + timing**2)
    return number - half, number + half


def _too_little(value: Value) -> str | None:
    if value.strides < ENOUGH:
        return f"only {counted(value.strides, 'stride')}; {ENOUGH} are needed for a finding"
    return NO_ERROR if value.between_day_sem is None else None


def _turned(band: Band, number: float) -> Band:
    """The same band of a circular measure, turned by whole circles to lie next to the value."""
    turn = 360.0 * round((number - band.mean) / 360.0)
    return replace(band, low=band.low + turn, high=band.high + turn, mean=band.mean + turn)


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
    wide = not band.norm and band.high - band.low > WIDE * (high - low)
    return f"{edge}; {people(band)}, wide range" if wide else edge
