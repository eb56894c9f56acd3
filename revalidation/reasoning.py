"""How well the reasoning does on people whose causes are known, since they were drawn from the knowledge base.

python -m revalidation.reasoning     writes docs/tables/reasoning.md and docs/images/calibration.svg (about two minutes)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from revalidation.asking import asking, joined, lessons_of
from revalidation.calibration_figure import figure
from revalidation.made_up_people import (
    KINDS,
    RIGHT,
    Change,
    Flags,
    People,
    World,
    as_they_come,
    evidence,
    one_each,
    people,
    worlds,
)

from understride.causes.infer import Numbers, posterior
from understride.causes.ranged import drawn
from understride.causes.strengths import (
    BEYOND_ANYWAY,
    LEAK,
    OUTSIDE_PRIOR,
    PRIOR,
    RATIO,
    SAID,
    SAID_ANYWAY,
    SHARE,
    SHOWS,
    UPPER,
)
from understride.knowledge import load
from understride.model import Floats

ROOT = Path(__file__).parents[1]
TABLE, FIGURE = ROOT / "docs/tables/reasoning.md", ROOT / "docs/images/calibration.svg"
PEOPLE = 1000
READINGS = 100  # for each of these people; a page takes 1,000
MANY = 1500  # people per complaint for the calibration
ASKING = 25  # people per complaint for the next best question
BINS = 10
MOST = 0.98
FIRST = 2
SETS = (
    ("the complaint alone", ()),
    ("+ questions about load, shoes, sleep, stress, injury", ("question",)),
    ("+ self-tests", ("self_test",)),
    ("+ a recording", ("view",)),
    ("questions and self-tests", ("question", "self_test")),
    ("everything", KINDS),
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """In how many people the planted cause is among the first two.

    known: ranked with the very strengths each was drawn from. exact: with the middles of the ranges. readings: by the
    median over readings.
    """

    people: int
    known: int
    exact: int
    readings: int


def ranked(given: World, who: People, kinds: Sequence[str]) -> Ranked:
    """Rank everybody in the three ways, on the same evidence."""
    seen = evidence(given, who, kinds)
    words = drawn(given.wide, READINGS)
    ours = np.stack(
        [
            np.median(_chances(given, replace(words, likelihood=seen[:, :, person : person + 1])), axis=1)
            for person in range(len(who.planted))
        ],
        axis=1,
    )
    return Ranked(
        people=len(who.planted),
        known=_among_first(given, _chances(given, replace(who.numbers, likelihood=seen)), who),
        exact=exactly(given, who, kinds),
        readings=_among_first(given, ours, who),
    )


def exactly(given: World, who: People, kinds: Sequence[str]) -> int:
    """In how many people the planted cause is among the first two by exact inference with the middles."""
    numbers = replace(drawn(given.wide, 1), likelihood=evidence(given, who, kinds))
    return _among_first(given, _chances(given, numbers), who)


def _chances(given: World, numbers: Numbers) -> Floats:
    """The probability of each candidate, (candidates, readings or people)."""
    return posterior(given.wide.shape, numbers, given.wide.groups)[len(given.wide.causes) :]


def _among_first(given: World, chances: Floats, who: People) -> int:
    order = given.model.complaints[0].candidates
    best = np.argsort(-chances[list(order)], axis=0, kind="stable")[:FIRST]
    return int((np.array(order)[best] == who.planted).any(axis=0).sum())


def halved(numbers: Numbers) -> Numbers:
    """All strengths of the world half of what is assumed."""
    return replace(numbers, link=np.where(numbers.link < 1, numbers.link / 2, 1.0))


def doubled(numbers: Numbers) -> Numbers:
    """All strengths of the world twice what is assumed, 0.98 at most."""
    return replace(numbers, link=np.where(numbers.link < 1, np.minimum(MOST, 2 * numbers.link), 1.0))


def same(numbers: Numbers) -> Numbers:
    """The world as assumed."""
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What was said and what was so, in ten bins of probability: (bins,) each. error: expected calibration error."""

    said: Floats
    was: Floats
    share: Floats
    error: float


Reader = Callable[[World, People], Numbers]


def own(_: World, who: People) -> Numbers:
    """Everybody read with the strengths that they were drawn from: the model is right."""
    return who.numbers


def middles(given: World, _: People) -> Numbers:
    """Everybody read with the middles of the ranges."""
    return drawn(given.wide, 1)


def calibration(
    all_worlds: Iterable[World],
    reader: Reader,
    *,
    change: Change = same,
    telling: float = 1.0,
    count: int = MANY,
) -> Calibration:
    """Everything known of everybody; the world differs from what is assumed by `change`, the answers by `telling`."""
    said, was = [], []
    for given in all_worlds:
        who = people(given, count, seed=11, change=change, telling=telling)
        numbers = replace(reader(given, who), likelihood=evidence(given, who, KINDS))
        said.append(_chances(given, numbers).ravel())
        was.append(who.there.ravel())
    return binned(np.concatenate(said), np.concatenate(was))


def binned(said: Floats, was: Flags) -> Calibration:
    """Ten bins of equal width."""
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    full = np.maximum(count, 1)
    mean = np.bincount(place, weights=said, minlength=BINS) / full
    true = np.bincount(place, weights=was, minlength=BINS) / full
    share = count / len(said)
    return Calibration(mean, true, share, float(share @ np.abs(mean - true)))


def table(all_worlds: Sequence[World]) -> str:
    """The whole page of tables."""
    parts = [HEAD, *_assumed(), *_adds(all_worlds), *_calibrated(all_worlds), *_asked(all_worlds)]
    return "\n".join(parts) + "\n"


HEAD = """# Reasoning on people whose causes are known

Made by `python -m revalidation.reasoning`; do not edit. People are drawn from the knowledge base itself: causes by
their priors, each person with strengths of their own anywhere in the ranges below, complaints by noisy-OR. So these
tables say how well the reasoning uses what it is given. They do not say that the ranges are true: nobody has measured
them."""


def _assumed() -> list[str]:
    """The assumptions, printed beside the results."""
    rows = ["", "## What is assumed", "", "| what | low | high |", "|---|---|---|"]

    def row(what: str, ends: tuple[float, float]) -> None:
        rows.append(f"| {what} | {ends[0]:.2f} | {ends[1]:.2f} |")

    row("prior of each imbalance (each side of I6 and I7)", PRIOR)
    row("prior of each cause outside the method", OUTSIDE_PRIOR)
    for word, upper in UPPER.items():
        row(f"complaint ← imbalance, *{word}*, grade C", (upper * SHARE["C"], upper))
        row(f"complaint ← imbalance, *{word}*, grade D", (upper * SHARE["D"], upper))
    for grade, ends in LEAK.items():
        row(f"complaint without any cause named, best grade {grade}", ends)
    for weight, ends in SHOWS.items():
        row(f"imbalance → measure beyond its band, {weight}", ends)
    row("measure beyond its band anyway", BEYOND_ANYWAY)
    for kind, (speaks_for, against) in RATIO.items():
        row(f"self-test {kind}: likelihood ratio of an answer for it", speaks_for)
        row(f"self-test {kind}: likelihood ratio of an answer against it", against)
    row('"yes" where a cause outside the method acts', SAID)
    row('"yes" where it does not', SAID_ANYWAY["yes"])
    row("a recording says rightly whether a measure lies beyond its band", (RIGHT, RIGHT))
    return rows


CROWDS = (
    ("Causes as they come", as_they_come, 1.0),
    ("One cause each", one_each, 1.0),
    ("One cause each, answers and recording half as telling as assumed", one_each, 0.5),
)
ADDS = """
## The planted cause among the first two

{people} people, {each} for each of {complaints} complaints. Planted: the cause that brought the complaint about (one of
them by lot, where several did). Causes as they come: by their priors, so that most people have others besides, which
are rightly found too. One cause each: nothing else is there. Half as telling: answers lie half-way to one that is the
same whatever is true; full accuracy is assumed still. Strengths known: ranked with the very numbers each was drawn
from, which nobody knows of a real person. Exact: inference with the middles of the ranges. Readings: by the median of
{readings} readings of the words, as on a page. Ratio: readings to exact; asked are at least 95 %.
"""


def _adds(all_worlds: Sequence[World]) -> list[str]:
    """What each kind of evidence adds, and what if it tells half of what is assumed."""
    each = -(-PEOPLE // len(all_worlds))
    total = each * len(all_worlds)
    rows = [ADDS.format(people=total, each=each, complaints=len(all_worlds), readings=READINGS)]
    for title, having, telling in CROWDS:
        rows += [
            f"### {title}",
            "",
            "| known | strengths known | exact | readings | ratio |",
            "|---|---|---|---|---|",
        ]
        crowd = [
            people(one, each, seed=n, having=having, telling=telling) for n, one in enumerate(all_worlds)
        ]
        for name, kinds in SETS:
            parts = [ranked(one, who, kinds) for one, who in zip(all_worlds, crowd, strict=True)]
            known, exact, ours = (
                sum(getattr(part, way) for part in parts) for way in ("known", "exact", "readings")
            )
            cells = [f"{count / total:.1%}" for count in (known, exact, ours)]
            rows.append(f"| {name} | {' | '.join(cells)} | {ours / exact:.1%} |")
        rows.append("")
    return rows


CASES: tuple[tuple[str, Reader, Change, float], ...] = (
    ("the model is right", own, same, 1.0),
    ("strengths anywhere in their ranges, read at the middle", middles, same, 1.0),
    ("strengths half of what is assumed", middles, halved, 1.0),
    ("strengths twice what is assumed", middles, doubled, 1.0),
    ("answers half as telling as assumed", middles, same, 0.5),
)


CALIBRATED = """
## Calibration

{people} people with everything known; every candidate of every complaint. Expected calibration error: mean distance
between the probability said and the share in whom it is so, over ten bins. Asked: at most 0.02 where the model is
right. Strengths: of all links from causes to complaints, measures and answers.

![How often it is so, where it is said](../images/calibration.svg)
"""
ASKED = """
## The next best question

Questions and self-tests only, in everybody who has the complaint. By worth: asked until nothing would change the choice
of the first lesson. Same choice: as with every answer known. Fixed order: the order of the page; it settles where the
choice no longer changes, which only somebody who knows all answers can see. Fixed, after as many: the same choice
after as many questions as were asked by worth.

| complaint | people | there are | asked | minutes | same choice | fixed: after as many | settles after | minutes |
|---|---|---|---|---|---|---|---|---|"""


def _calibrated(all_worlds: Sequence[World]) -> list[str]:
    """How often it is so, where it is said with a probability; the figure is written beside."""
    found = [
        (name, calibration(all_worlds, reader, change=change, telling=telling))
        for name, reader, change, telling in CASES
    ]
    FIGURE.write_text(figure([(name, one.said, one.was, one.share) for name, one in found]), encoding="utf-8")
    rows = [
        CALIBRATED.format(people=MANY * len(all_worlds)),
        "| the world | error | " + " | ".join(f"{i / BINS:.1f}–" for i in range(BINS)) + " |",
        "|---|---|" + "---|" * BINS,
    ]
    for name, one in found:
        cells = [f"{was:.2f}" if share > 0 else "–" for was, share in zip(one.was, one.share, strict=True)]
        rows.append(f"| {name} | {one.error:.3f} | {' | '.join(cells)} |")
    return rows


def _asked(all_worlds: Sequence[World]) -> list[str]:
    """How many questions it takes."""
    lessons = lessons_of(load())
    found = [(one, asking(one, people(one, ASKING, seed=5), lessons)) for one in all_worlds]
    rows = [ASKED]
    every = [(one.complaint.region, part) for one, part in found]
    for name, one in [*every, ("all", joined([part for _, part in found]))]:
        rows.append(
            f"| {name} | {one.people} | {one.pool} | {one.asked:.1f} | {one.minutes:.1f} | {one.agree:.0%}"
            f" | {one.fixed_agree:.0%} | {one.fixed_needed:.1f} | {one.fixed_minutes:.1f} |"
        )
    return rows


def main() -> None:
    """Write the page of tables and the figure."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    TABLE.write_text(table(worlds()), encoding="utf-8")


if __name__ == "__main__":
    main()
