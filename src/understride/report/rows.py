"""Rows of values: a name, a strip on the measure's own scale, and the verdict in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from understride.measures.table import Measure
from understride.model import Band, Finding, Side, Value, Verdict
from understride.report import strip
from understride.report.facts import Facts
from understride.report.marks import mark
from understride.words import compose
from understride.words import page as words
from understride.words.quantities import Written, on_strip, plus_minus, written
from understride.words.sentences import may_be_chance, people

SAME = 1e-9
CERTAIN = 1.96  # standard errors to 95 %
WORTH_SAYING = 0.1  # of the error from day to day: less adds half a hundredth to the interval that decides
BOTH = (Side.RIGHT, Side.LEFT)
LETTERS = {Side.RIGHT: "R", Side.LEFT: "L", Side.LEFT_MINUS_RIGHT: "B", None: "B"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One value in words. letter: R, L or nothing."""

    letter: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as the page shows it. people: whom its band is of, whole; group: in two words (`seven men`).

    literature: whether they are from the literature, which is said beside the value.

    timing: what not knowing landing and leaving exactly does to the value, or nothing.
    """

    name: str
    definition: str
    drawing: str
    values: tuple[Said, ...]
    mark: str
    verdicts: tuple[str, ...]
    people: str
    group: str
    literature: bool
    timing: str


def rows_for(wanted: tuple[tuple[str, bool], ...], facts: Facts, prefix: str) -> tuple[Row, ...]:
    """Rows for (measure, difference of the sides only?) in the order given; those without a value are left out."""
    found = []
    for name, difference in dict.fromkeys(wanted):
        measure = facts.rows.get(name)
        if measure is None:
            continue
        sides: tuple[Side | None, ...] = (None,)
        if measure.sided:
            sides = (Side.LEFT_MINUS_RIGHT,) if difference else BOTH
        here = [(side, v) for side in sides if (v := facts.value(name, side)) is not None]
        if here:
            found.append(
                _row(measure, here, facts, f"{prefix}-{name.replace('_', '-')}{'-d' if difference else ''}")
            )
    return tuple(found)


def _row(measure: Measure, here: list[tuple[Side | None, Value]], facts: Facts, key: str) -> Row:
    difference = here[0][0] is Side.LEFT_MINUS_RIGHT
    findings = [facts.findings.get((measure.name, side)) for side, _ in here]
    verdicts = [_verdict(f) for f in findings]
    how = written_of(measure)
    numbers = [v.value if f is None else f.value for (_, v), f in zip(here, findings, strict=True)]
    said = tuple(
        Said(letter=LETTERS[s] if s in BOTH else "", value=on_strip(number, how))
        for (s, _), number in zip(here, numbers, strict=True)
    )
    name = compose.difference_of(measure.title) if difference else measure.title
    text = _text(measure, how, said, verdicts, findings)
    low, high = difference_scale(measure) if difference else measure.scale
    band = next((f.band for f in findings if f is not None and f.band is not None), None)
    drawn = strip.Strip(
        key=key, title=name, text=text, low=low * how.factor, high=high * how.factor, unit=how.suffix,
        dots=tuple(_dot(s, v, f, how.factor) for (s, v), f in zip(here, findings, strict=True)),
        band=(band.low * how.factor, band.mean * how.factor, band.high * how.factor) if band else None,
    )  # fmt: skip
    definition = words.DIFFERENCE if difference else measure.definition
    if any(abs(number - v.value) > SAME for (_, v), number in zip(here, numbers, strict=True)):
        definition = f"{definition} {words.FROM_STANDING}"
    return Row(
        name=name, definition=definition, drawing=strip.draw(drawn), values=said, mark=mark(_mark(findings)),
        verdicts=_merged(said, verdicts), people=band.people if band else "",
        group=_group(band), literature=band is not None and band.literature, timing=_timing([v for _, v in here], how),
    )  # fmt: skip


def _timing(values: list[Value], how: Written) -> str:
    """The larger of both sides, which differ by little; nothing where it hardly adds to the error from day to day."""
    error = max((v.timing_error or 0.0 for v in values), default=0.0)
    days = max((CERTAIN * (v.between_day_sem or 0.0) for v in values), default=0.0)
    said = plus_minus(error, how) if error >= WORTH_SAYING * days else ""
    return words.TIMING.format(said) if said else ""


def _group(band: Band | None) -> str:
    """Whom a band is of, beside the value: `seven men`; marked where it is from the literature."""
    if band is None:
        return ""
    return words.FROM_LITERATURE.format(people(band)) if band.literature else people(band)


def written_of(measure: Measure) -> Written:
    """How values of a measure are written on its strip and in the table."""
    return written(measure.unit, measure.scale[1])


def difference_scale(measure: Measure) -> tuple[float, float]:
    """Where left minus right is drawn: half the measure's own scale to either side of zero."""
    return measure.scale_of(Side.LEFT_MINUS_RIGHT)


def decides(value: Value) -> tuple[float, float] | None:
    """The interval with the errors from day to day and of timing; None where the former is not known."""
    if value.between_day_sem is None:
        return None
    error = (value.ci95[1] - value.ci95[0]) / (2 * CERTAIN)
    wide = math.hypot(CERTAIN * error, CERTAIN * value.between_day_sem, value.timing_error or 0.0)
    return value.value - wide, value.value + wide


def _dot(side: Side | None, value: Value, finding: Finding | None, factor: float) -> strip.Dot:
    """The number that was judged (for some measures: running minus standing), with both of its errors."""
    number = value.value if finding is None else finding.value
    low, high = (edge - value.value + number for edge in value.ci95)
    if not math.isfinite(high - low):
        low = high = number
    days = finding.interval if finding is not None else decides(value)
    known = days is not None and value.between_day_sem is not None and math.isfinite(days[1] - days[0])
    return strip.Dot(
        kind=LETTERS[side],
        value=number * factor,
        within=(low * factor, high * factor),
        days=(days[0] * factor, days[1] * factor) if known and days is not None else None,
        chance=finding is not None and may_be_chance(finding),
    )


def _verdict(finding: Finding | None) -> str:
    return words.NOT_COMPARED if finding is None else compose.verdict(finding)


def _mark(findings: list[Finding | None]) -> str:
    """The sign of the row: the sides' common one, else that nothing certain can be said."""
    kinds = {_sign(f) for f in findings}
    return kinds.pop() if len(kinds) == 1 else str(Verdict.CANNOT_TELL)


def _sign(finding: Finding | None) -> str:
    if finding is None or finding.band is None:
        return "alone"
    return "chance" if may_be_chance(finding) else str(finding.verdict)


def _merged(said: tuple[Said, ...], verdicts: list[str]) -> tuple[str, ...]:
    """One verdict where the sides agree; where within the band they lie is then left to the strip."""
    if len(set(verdicts)) == 1:
        return (verdicts[0],)
    plain = {v.split(",")[0] for v in verdicts}
    if plain == {words.INSIDE}:
        return (words.INSIDE,)
    return tuple(f"{s.letter}: {v}" for s, v in zip(said, verdicts, strict=True))


def _text(
    measure: Measure,
    how: Written,
    said: tuple[Said, ...],
    verdicts: list[str],
    findings: list[Finding | None],
) -> str:
    values = ", ".join(
        f"{words.LETTER_WORDS[s.letter]}{s.value} ({v})" for s, v in zip(said, verdicts, strict=True)
    )
    band = next((f.band for f in findings if f is not None and f.band is not None), None)
    usual = compose.usual(on_strip(band.low, how), on_strip(band.high, how), band.people) if band else ""
    return f"{measure.title}: {values}. {usual}".strip()
