"""The band for one value: the interval in which a next runner like those of the table would lie at this speed.

mean ± t(n−1) · √(SD²·(1 + 1/n) + laboratory SD²); the laboratory, and points that sit elsewhere, only where it is
another one. Left minus right has a band of its own around zero: what such runners stay within. A woman is held against
people with women among them (the literature), and not against men where women are known to differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from understride.findings import comparable, literature
from understride.findings.norms import Source
from understride.findings.reference import in_words
from understride.model import Band, Sex, Side, Value
from understride.words import NOT_COMPARED

NO_REFERENCE = f"{NOT_COMPARED}: no one has measured this in a comparable way"
NO_SPEED = f"{NOT_COMPARED}: the speed is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a verdict needs to know about the run. speed: m/s. sources: in the order in which they are asked.

    sex: of the runner, None = not told.
    """

    speed: float | None
    dialect: str
    static: bool
    sources: Sequence[Source]
    sex: Sex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A band and what lies behind it. spread: SD of a next runner. freedom: degrees of freedom of Student's t."""

    band: Band
    spread: float
    freedom: int


def band_for(measure: str, side: Side | None, value: Value, run: Run) -> Held | str:
    """The band at this speed, or why there is none, as a clause."""
    refused = comparable.never(measure)
    if refused:
        return refused
    if run.sex is Sex.FEMALE and side is not Side.LEFT_MINUS_RIGHT:
        of_women = _of_women(measure, value, run)
        if of_women is not None:
            return of_women
    source = _source(measure, side, run)
    if source is None:
        return NO_REFERENCE
    refused = comparable.why_not(measure, side, value, source=source, dialect=run.dialect, static=run.static)
    if refused:
        return refused
    if run.speed is None:
        return NO_SPEED
    speed = source.speed(measure, run.speed)
    if speed is None:
        low, high = source.table.covers(measure) or (0.0, 0.0)
        what = "norm" if source.norm else "reference"
        return f"{NOT_COMPARED}: the {what} covers {low:g} to {high:g} m/s"
    if side is Side.LEFT_MINUS_RIGHT:
        return _of_difference(measure, source, speed) or NO_REFERENCE
    return _of_value(measure, side, value, source, speed, own=run.dialect == source.dialect) or NO_REFERENCE


def _of_women(measure: str, value: Value, run: Run) -> Held | str | None:
    """The band of a group with women in it, or why there is none; None where the men's stands in, and is named."""
    groups = literature.with_sex(measure, Sex.FEMALE)
    found = [pair for pair in groups if run.speed is not None and literature.near(pair[1], run.speed)]
    if not found:
        return _without_women(measure, groups, run)
    if measure in comparable.ABSOLUTE and not run.static:
        return comparable.NO_STANDING
    refused = comparable.other_frame(measure, value)
    return f"{NOT_COMPARED}: {refused}" if refused else _of_published(*found[0], measure, value)


def _without_women(
    measure: str, groups: Sequence[tuple[literature.Published, literature.Row]], run: Run
) -> str | None:
    """Why a woman is not held against anybody, where men will not do."""
    if measure not in comparable.WOMEN_DIFFER:
        return None
    if groups and run.speed is None:
        return NO_SPEED
    if groups:
        speeds = " and ".join(f"{speed:g}" for speed in sorted({row.speed or 0.0 for _, row in groups}))
        return f"{NOT_COMPARED}: women were measured at {speeds} m/s only"
    return f"{NOT_COMPARED}: {comparable.MEN_ONLY}"


def _of_published(source: literature.Published, row: literature.Row, measure: str, value: Value) -> Held:
    """Always another laboratory, and other points."""
    assert row.mean is not None
    assert row.sd is not None
    assert row.n is not None
    extra = (value.between_lab_sd or 0.0) ** 2 + comparable.frame_sd(measure, value) ** 2
    spread = sqrt(row.sd**2 * (1 + 1 / row.n) + extra)
    half = quantile(row.n - 1) * spread
    band = Band(
        id=source.id,
        low=row.mean - half,
        high=row.mean + half,
        mean=row.mean,
        people=row.people.format(in_words(row.n)),
        norm=False,
        literature=True,
    )
    return Held(band=band, spread=spread, freedom=row.n - 1)


def _source(measure: str, side: Side | None, run: Run) -> Source | None:
    """The norm where one exists, else the reference; for a position rather the people of the same laboratory."""
    known = [source for source in run.sources if source.table.covers(measure)]
    if measure in comparable.ABSOLUTE and side is not Side.LEFT_MINUS_RIGHT:
        known.sort(key=lambda source: source.dialect != run.dialect)
    return known[0] if known else None


def _of_value(
    measure: str, side: Side | None, value: Value, source: Source, speed: float, *, own: bool
) -> Held | None:
    group = source.table.group(measure, side, speed)
    if group is None:
        return None
    laboratory = 0.0 if own else (value.between_lab_sd or 0.0)
    points = comparable.points_sd(measure, own=own)
    extra = laboratory**2 + points**2 + comparable.frame_sd(measure, value) ** 2
    spread = sqrt(group.sd**2 * (1 + 1 / group.n) + extra)
    return _held(source, mean=group.mean, half=quantile(group.n - 1) * spread, count=group.n)


def _of_difference(measure: str, source: Source, speed: float) -> Held | None:
    largest = source.table.difference(measure, speed)
    return None if largest is None else _held(source, mean=0.0, half=largest[0], count=largest[1])


def _held(source: Source, *, mean: float, half: float, count: int) -> Held:
    band = Band(
        id=source.id,
        low=mean - half,
        high=mean + half,
        mean=mean,
        people=source.who(count),
        norm=source.norm,
    )
    return Held(band=band, spread=half / quantile(count - 1), freedom=count - 1)


def quantile(freedom: int) -> float:
    """97.5 % of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))
