"""Runners left out, with contacts from the feet: is the error beside the values true, and are findings honest?

python -m revalidation.findings_by_feet FOLDER PARTICIPANTS     writes docs/tables/findings-by-feet.md

FOLDER: the unpacked shared recordings. PARTICIPANTS: `participants.csv` of the treadmill set. Every runner is judged by
the norm of all others, which is made by force. Contacts: by force; from the feet by weights fitted on all other
runners; from the feet by weights that know nothing of this laboratory; the latter two with and without their error.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from revalidation.norms import Person, people, table, who
from revalidation.norms_page import _table as as_read
from revalidation.shared_runs import Run as Shared

from revalidation import contacts as judging
from understride import gait
from understride.analysis.order import measured_from
from understride.findings import norms, reference
from understride.findings.bands import Run
from understride.findings.judge import judge_against
from understride.findings.norms import Source
from understride.formats import read
from understride.gait.contact_error import error_of
from understride.gait.feet import Feet
from understride.gait.foot_contacts import foot_contacts
from understride.gait.foot_track import track
from understride.gait.foot_weights import Weights
from understride.measures import MEASURES
from understride.model import SIDES, Contacts, Finding, Measured, Recording, Value, Verdict

PLACE = Path(__file__).parents[1] / "docs/tables/findings-by-feet.md"
SET = "rbds"
TIMES = ("stance_time", "flight_time", "duty_factor")
MATTERS = (
    0.1  # of the day-to-day error (95 %): a measure whose timing error is less hardly depends on contacts
)


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way of finding contacts. weights: from what they were fitted on; None by force. error: does it count?"""

    name: str
    weights: str | None = None
    error: bool = True


WAYS = (
    Way("by force"),
    Way("from the feet, error not counted", weights="runner", error=False),
    Way("from the feet", weights="runner"),
    Way("unknown laboratory, error not counted", weights="set", error=False),
    Way("unknown laboratory", weights="set"),
)


@dataclass(slots=True, eq=False)
class Seen:
    """What came out of one way. within: by measure, whether the value by force lies within ± the timing error."""

    findings: list[Sequence[Finding]] = field(default_factory=list)
    within: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    parser = argparse.ArgumentParser(description="Findings of left-out runners with contacts from the feet.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("participants", type=Path)
    given = parser.parse_args()
    everyone = people(given.folder / SET, given.participants)
    against = {one.name: sources(one, everyone) for one in everyone}
    cases = judging.within_the_speeds(judging.cases_of(given.folder))
    weights = {
        "runner": judging.models(cases, judging.by_runner, judging.same),
        "set": judging.models(cases, judging.by_set, judging.same),
    }
    found = {way.name: Seen() for way in WAYS}
    for case in cases:
        if case.run.group == SET:
            _judge(case.run, case.feet, weights, against[case.run.runner], found)
    PLACE.write_text(page(found), encoding="utf-8")
    print(PLACE.read_text(encoding="utf-8"))


def sources(one: Person, everyone: Sequence[Person]) -> tuple[Source, ...]:
    """The norm of all others, then the reference of few men."""
    others = [other for other in everyone if other is not one]
    return norms.of_people(as_read(table(others)), who(others)), norms.few_men(reference.FILE)


def _judge(
    run: Shared,
    feet: Feet,
    weights: Mapping[str, Mapping[str, Weights]],
    against: tuple[Source, ...],
    found: Mapping[str, Seen],
) -> None:
    """One run in all ways."""
    recording = _read(run)
    asked = Run(speed=run.speed, dialect=SET, static=True, sources=against)
    by_force: Sequence[Measured] = ()
    for way in WAYS:
        contacts = gait.contacts(recording, "force")
        if way.weights is not None:
            who_is_out = run.runner if way.weights == "runner" else SET
            contacts = by_feet(feet, weights[way.weights][who_is_out], known=way.weights == "runner")
        measured = measured_from(recording, contacts if way.error else replace(contacts, error=None)).measured
        by_force = by_force or measured
        found[way.name].findings.append(judge_against(measured, asked))
        for row, actual in zip(measured, by_force, strict=True):
            _compare(row, actual, found[way.name])


def by_feet(feet: Feet, weights: Weights, *, known: bool) -> Contacts:
    """Contacts from the feet by given weights, with the error that the product would give them."""
    left, right = (track(feet, side) for side in SIDES)
    assert left is not None
    assert right is not None
    error = error_of(SET if known else "", heels_only=False, outside_the_speeds=False)
    return replace(foot_contacts(feet, (left, right), dialect="", fitted=weights), error=error)


def _compare(row: Measured, actual: Measured, seen: Seen) -> None:
    one, other = row.result, actual.result
    if not isinstance(one, Value) or not isinstance(other, Value) or one.timing_error is None:
        return
    if one.between_day_sem and one.timing_error >= MATTERS * 1.96 * one.between_day_sem:
        seen.within[row.measure].append(abs(one.value - other.value) <= one.timing_error)


def _read(run: Shared) -> Recording:
    static = run.path.with_name(run.path.stem.split("run")[0] + "static.c3d")
    return read(run.path, static=static, speed=run.speed)


def page(found: Mapping[str, Seen]) -> str:
    """The whole page."""
    count = len(found[WAYS[0].name].findings)
    rows = "\n".join(_row(name, seen) for name, seen in found.items())
    known, unknown = found[WAYS[2].name].within, found[WAYS[4].name].within
    order = [m.name for m in MEASURES if m.name in known or m.name in unknown]
    truth = "\n".join(
        f"| `{name}` | {_held(known.get(name))} | {_held(unknown.get(name))} |" for name in order
    )
    return f"""# Findings where contacts come from the feet

Made by `python -m revalidation.findings_by_feet FOLDER PARTICIPANTS`; do not edit. {count} runs
of the treadmill set. Each runner is judged by the norm of all others (made by force) and, where it has none, by the
reference of few men. Contacts from the feet: by weights fitted on all other runners; *unknown laboratory*: by weights
fitted without this set, and with the error of an unknown one. *times*: on the ground, in the air, and their share.

| contacts | values judged | inside % | cannot tell % | findings per run | of times: inside % | cannot tell % |
|---|---|---|---|---|---|---|
{rows}

Counting the error makes no finding that was not there; what it takes back are values called *inside*.

## Is the error true?

How often the value by force lies within ± `timing_error` of the value from the feet, % (all sides and runs; 95 is
asked). Only measures whose timing error is at least a tenth of their error from day to day. The size of the errors of
contacts comes from these very runners, each left out of the rule but not of the size; what is tested is how an error of
contacts becomes one of each measure.

| measure | runner left out | whole set left out |
|---|---|---|
{truth}
| all | {_held([w for own in known.values() for w in own])} | {_held([w for own in unknown.values() for w in own])} |
"""


def _held(within: Sequence[bool] | None) -> str:
    return f"{100 * sum(within) / len(within):.0f}" if within else "–"


def _row(name: str, seen: Seen) -> str:
    every = [one for run in seen.findings for one in run if one.counts]
    times = [one for one in every if one.measure in TIMES]
    out = sum(one.verdict is Verdict.OUTSIDE for one in every) / len(seen.findings)
    return (
        f"| {name} | {len(every)} | {_share(every, Verdict.INSIDE):.1f} | {_share(every, Verdict.CANNOT_TELL):.1f} "
        f"| {out:.2f} | {_share(times, Verdict.INSIDE):.1f} | {_share(times, Verdict.CANNOT_TELL):.1f} |"
    )


def _share(chosen: Sequence[Finding], verdict: Verdict) -> float:
    return 100 * sum(one.verdict is verdict for one in chosen) / len(chosen)


if __name__ == "__main__":
    main()
