"""Facts → sentences. Every sentence about a run is made here and carries the names of the measures behind it."""

from __future__ import annotations

from collections.abc import Sequence

from understride.model import Band, Finding, Measured, Point, Side, Unavailable, Unit, Verdict
from understride.words.numbers import MINUS, again, capital, listed, plus_minus
from understride.words.phrases import phrase

GROUPS = {  # band id → the people of the band, in a word or three
    "fb7-2026": "men",
    "rbds19-2026": "men",
    "literature-hip-adduction-2020": "women",
    "literature-teng-2015": "women and men",
}
GROUP_OTHERWISE = "the group"
STATES = {
    "against": "This run speaks against it",
    "for": "This run points this way",
    "open": "Open: it points this way, unsure",
    "not_seen": "Not seen in this run",
}
NOT_COMPARED = "not compared"
OWN_EARLIER = "judged only against your own earlier recording"
CHANCE = "one such may be chance"
GRADES = {  # grade → how well the link is known
    "A": "Tested in runners",
    "B": "Tested in runners",
    "C": "Some support, mixed",
    "D": "A practitioner's experience; nobody has tested it",
    "D-": "What little there is points elsewhere",
}


def people(band: Band) -> str:
    """The people of a band in two words: `seven men`. How many they are is the first word of `Band.people`."""
    kind = GROUPS.get(band.id)
    return f"{band.people.split()[0]} {kind}" if kind else GROUP_OTHERWISE


def men_only(bands: Sequence[Band]) -> bool:
    """Whether no woman is among the people of these bands."""
    return bool(bands) and all(GROUPS.get(band.id) == "men" for band in bands)


def two_groups(texts: Sequence[str], bands: Sequence[Band]) -> str:
    """Who is meant where texts side by side name more than one group of people; empty where they name one."""
    named = {people(b): b.people for b in bands if any(people(b) in text for text in texts)}
    if len(named) < 2:
        return ""
    who = " ".join(f"{capital(whole)}." for whole in named.values())
    return f"Compared with different people, named beside each number. {who}"


def state_words(state: str) -> str:
    """The state of a cause, as its card says it."""
    return STATES[state]


def grade_words(grade: str) -> str:
    """How well a link is known: `Some support, mixed (grade C)`."""
    said = GRADES.get(grade) or GRADES[grade[0]]
    return f"{said} (grade {grade.replace('-', MINUS)})"


def verdict_words(finding: Finding) -> str:
    """The verdict of a row: `inside`, `outside, more than usual`, `cannot tell: near the upper edge`."""
    if finding.verdict is Verdict.INSIDE:
        return "inside"
    if finding.verdict is Verdict.OUTSIDE:
        return f"outside, {finding.why}"
    if finding.why.startswith((NOT_COMPARED, OWN_EARLIER)):
        return finding.why
    return f"cannot tell: {finding.why}"


def among_many(usual: str, looked_at: int) -> str:
    """A value beyond the band that does not stand out among all that were looked at."""
    return f"{usual}, but among {looked_at} values {CHANCE}"


def may_be_chance(finding: Finding) -> bool:
    """Whether it lies beyond its band, and is taken back because so many values were looked at."""
    return (
        finding.verdict is Verdict.CANNOT_TELL and finding.band is not None and finding.why.endswith(CHANCE)
    )


def point_for(finding: Finding, unit: Unit) -> Point:
    """One finding as a sentence: what was measured, beside what it was compared with, and the verdict."""
    said = phrase(finding.measure)
    band = finding.band
    if band is None:
        text = f"{said.clause(finding.value, unit, finding.side)}; {verdict_words(finding)}."
    else:
        clause = said.clause(finding.value, unit, finding.side, beside=band.mean)
        mean = said.again(band.mean, unit, beside=finding.value)
        text = f"{clause}; {people(band)} at this speed averaged {mean}: {_verdict(finding)}."
    return Point(id=_id(finding.measure, finding.side), text=text, measures=(finding.measure,))


def pair_point(right: Finding, left: Finding, unit: Unit) -> Point:
    """Both sides of a measure in one sentence, where they were judged alike."""
    one = point_for(right, unit)
    said = phrase(right.measure)
    clause = said.clause(right.value, unit, Side.RIGHT, beside=_mean(right))
    other = said.again(left.value, unit, beside=max(abs(_mean(right)), abs(right.value)))
    text = one.text.replace(clause, f"{clause} (left {other})", 1)
    if right.band is not None:
        text = f"{text.removesuffix(f': {_verdict(right)}.')}: both {_verdict(right)}."
    return Point(id=right.measure, text=text, measures=one.measures)


def difference_point(finding: Finding, unit: Unit, *, left: float, right: float) -> Point:
    """Left against right as a sentence, with both values and the size of the difference."""
    said = phrase(finding.measure)
    half = (finding.interval[1] - finding.interval[0]) / 2
    size = plus_minus(abs(finding.value), half, unit)
    largest = max(abs(left), abs(right))
    both = f"{again(left, unit, beside=largest)} left, {again(right, unit, beside=largest)} right"
    text = f"Left and right differ by {size} in {said.what} ({both}); {_beyond_difference(finding, unit)}."
    return Point(id=_id(finding.measure, finding.side), text=text, measures=(finding.measure,))


def unmeasured(row: Measured, missing: Unavailable) -> Point:
    """Why something cannot be said: `The swing of the upper arm was not measured: no elbow points.`"""
    text = f"{capital(phrase(row.measure).what)} was not measured: {missing.detail.rstrip('.')}."
    return Point(id=_id(row.measure, row.side), text=text, measures=(row.measure,))


def absent(measure: str) -> Point:
    """A measure that this analysis does not have at all."""
    return Point(
        id=measure, text=f"{capital(phrase(measure).what)} was not measured in this run.", measures=(measure,)
    )


def title(phrases: Sequence[str]) -> str:
    """The page's title from the phrases of the complaints: `Tight shoulders and a sore low back`."""
    return capital(listed(tuple(phrases))) if phrases else "What stands out in this run"


def _mean(finding: Finding) -> float:
    return 0.0 if finding.band is None else finding.band.mean


def _verdict(finding: Finding) -> str:
    return verdict_words(finding).replace(": ", ", ")


def _beyond_difference(finding: Finding, unit: Unit) -> str:
    if finding.band is None:
        return verdict_words(finding)
    edge = again(finding.band.high, unit, beside=finding.value)
    group = people(finding.band)
    if finding.verdict is Verdict.CANNOT_TELL and finding.counts and not finding.why.endswith(CHANCE):
        return f"the difference lies across the edge of what {group} show ({edge}): cannot tell"
    if finding.verdict is Verdict.CANNOT_TELL:
        return f"{group} differ by up to {edge}: {_verdict(finding)}"
    return f"{group} differ by up to {edge}: {'inside' if finding.verdict is Verdict.INSIDE else 'outside'}"


def _id(measure: str, side: Side | None) -> str:
    return measure if side is None else f"{measure}.{side}"
