"""How far contacts from the feet alone are from contacts by force, on runners that the rule was not fitted on.

python -m revalidation.contacts FOLDER     (FOLDER: the unpacked shared recordings)

Writes docs/tables/contacts.md, and what a whole recording is off by into src/understride/gait/data/contact_error.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from revalidation.fit_contacts import SPEEDS, Rows, Seen, collect, feet_without_forefoot, fitted, only, seen
from revalidation.published_contacts_page import section
from revalidation.shared_runs import Run, Truth, runs, truth
from scipy.interpolate import CubicSpline

from revalidation import contact_error, contacts_page
from understride.gait.feet import Feet, Foot, feet_of
from understride.gait.foot_contacts import EVENTS, foot_contacts
from understride.gait.foot_track import track
from understride.gait.foot_weights import Correction, Weights
from understride.model import SIDES, Contacts, Floats, Side

PLACE = Path(__file__).parents[1] / "docs/tables/contacts.md"
NEAR = 0.050  # s: farther from every contact by force, a contact is invented
COMMAND = "python -m revalidation.contacts FOLDER"
MAIN, SET_OUT, SLOW = "", "whole set left out: ", "2 m/s (shown only): "
HEELS, HEELS_SET_OUT = "heels only: ", "heels only, whole set left out: "


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One recording ready to be judged. fall: ms from 100 to 25 N at leaving."""

    run: Run
    feet: Feet
    truth: Truth
    fall: float


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Errors of one event in one recording, ms, estimate − force. invented: found where force has none."""

    run: Run
    by_side: Mapping[Side, Floats]
    contacts: int
    invented: int

    @property
    def errors(self) -> Floats:
        """Those of both feet."""
        return np.concatenate([self.by_side[side] for side in SIDES])


Models = dict[str, Weights]


def models(cases: Sequence[Case], left_out: Callable[[Run], str], change: Callable[[Feet], Feet]) -> Models:
    """Weights for each runner (or set) from all the others."""
    feet = [foot for case in cases for foot in seen(case.run, change(case.feet), case.truth)]
    rows = {event: collect(feet, event) for event in EVENTS}
    found = {}
    for who in sorted({left_out(foot.run) for foot in feet}):
        corrections = {event: _without(who, feet, rows[event], event, left_out) for event in EVENTS}
        ends = feet[0].track.ends
        found[who] = Weights(id="left out", dialects=(), corrections={ends: corrections})
    return found


def _without(
    who: str, feet: Sequence[Seen], rows: Rows, event: str, left_out: Callable[[Run], str]
) -> Correction:
    others = np.array([left_out(feet[i].run) != who for i in rows.owner])
    return fitted(feet, only(rows, others), event)


def scores(
    cases: Iterable[Case], weights: Models, left_out: Callable[[Run], str], change: Callable[[Feet], Feet]
) -> dict[str, list[Score]]:
    """Every recording judged by weights that know nothing of its runner (or set)."""
    result: dict[str, list[Score]] = {event: [] for event in EVENTS}
    for case in cases:
        feet = change(case.feet)
        left, right = (track(feet, side) for side in SIDES)
        assert left is not None
        assert right is not None
        found = foot_contacts(feet, (left, right), dialect="", fitted=weights[left_out(case.run)])
        for event in EVENTS:
            result[event].append(_score(case, found, event))
    return result


def _score(case: Case, found: Contacts, event: str) -> Score:
    contacts, invented = 0, 0
    by_side: dict[Side, Floats] = {}
    for side in SIDES:
        errors = []
        actual = getattr(case.truth, event)[side]
        guesses = np.array([getattr(contact, event) for contact in found.of(side)])
        judged = actual[case.truth.judges(actual).astype(bool)]
        contacts += len(judged)
        for time in judged:
            off = guesses - time
            if len(off) and np.abs(off).min() <= NEAR:
                errors.append(1000 * off[np.argmin(np.abs(off))])
        by_side[side] = np.array(errors)
        inside = guesses[case.truth.judges(guesses).astype(bool)] if len(guesses) else guesses
        invented += sum(1 for guess in inside if np.abs(actual - guess).min(initial=np.inf) > NEAR)
    return Score(case.run, by_side, contacts, invented)


def line(label: str, chosen: Sequence[Score]) -> str:
    """One row of a table."""
    errors = np.concatenate([score.errors for score in chosen])
    people = sorted({score.run.runner for score in chosen})
    own = {
        who: float(np.concatenate([s.errors for s in chosen if s.run.runner == who]).mean()) for who in people
    }
    worst = max(own, key=lambda who: abs(own[who]))
    contacts = sum(score.contacts for score in chosen)
    low, high = np.percentile(errors, [2.5, 97.5])
    spread = f"{np.std(list(own.values()), ddof=1):.1f}" if len(own) > 1 else "–"
    over = sum(abs(bias) > 8 for bias in own.values())
    return (
        f"| {label} | {contacts} | {100 * len(errors) / contacts:.1f} | {sum(s.invented for s in chosen)} "
        f"| {errors.mean():+.1f} | {errors.std():.1f} | {low:+.0f} … {high:+.0f} | {spread} "
        f"| {own[worst]:+.1f} {worst} | {over} of {len(own)} |"
    )


def resampled(rate_hz: float) -> Callable[[Feet], Feet]:
    """The same feet as a slower camera would have seen them."""

    def slower(feet: Feet) -> Feet:
        if rate_hz >= feet.rate_hz:
            return feet
        assert feet.pelvis is not None
        old = np.arange(len(feet.pelvis)) / feet.rate_hz
        new = np.arange(0, old[-1], 1 / rate_hz)

        def at(track: Floats | None) -> Floats | None:
            return None if track is None else np.asarray(CubicSpline(old, track)(new))

        left, right = (Foot(side=f.side, heel=at(f.heel), forefoot=at(f.forefoot)) for f in feet.feet)
        return Feet(rate_hz=rate_hz, start=feet.start, feet=(left, right), pelvis=at(feet.pelvis))

    return slower


def noisy(feet: Feet) -> Feet:
    """The same feet with 1 mm of white noise on every point of the foot."""
    random = np.random.default_rng(1)

    def shaken(track: Floats | None) -> Floats | None:
        return None if track is None else track + random.normal(0, 0.001, track.shape)

    left, right = (replace(f, heel=shaken(f.heel), forefoot=shaken(f.forefoot)) for f in feet.feet)
    return replace(feet, feet=(left, right))


def same(feet: Feet) -> Feet:
    return feet


def by_runner(run: Run) -> str:
    return run.runner


def by_set(run: Run) -> str:
    return run.group


def groups(label: str, chosen: Sequence[Score]) -> list[str]:
    """One row for each set."""
    return [
        line(f"{label}{group}", [score for score in chosen if score.run.group == group])
        for group in dict.fromkeys(score.run.group for score in chosen)
    ]


def by_speed(chosen: Sequence[Score]) -> list[str]:
    keys = dict.fromkeys(
        (score.run.group, score.run.speed) for score in chosen if score.run.group != "jdavis"
    )
    return [
        line(f"{group}, {speed:g} m/s", [s for s in chosen if (s.run.group, s.run.speed) == (group, speed)])
        for group, speed in keys
    ]


def cases_of(folder: Path, *, shift: float = 1.0) -> list[Case]:
    """All shared runs with force."""
    found = []
    for run in runs(folder):
        recording = run.read()
        actual = truth(run, recording, shift=shift)
        fall = contacts_page.fall(recording, actual.leaving)
        found.append(Case(run, feet_of(recording), actual, fall))
    return found


def unshifted(cases: Sequence[Case]) -> list[Case]:
    """The same with the landings of the pre-smoothed set as its force has them."""
    from revalidation.shared_runs import EARLY_BY

    changed = []
    for case in cases:
        late = EARLY_BY[case.run.speed] / 1000 if case.run.group == "hamner" else 0.0
        landing: dict[Side, Floats] = {side: times - late for side, times in case.truth.landing.items()}
        changed.append(replace(case, truth=replace(case.truth, landing=landing)))
    return changed


def results(every: Sequence[Case]) -> dict[str, dict[str, list[Score]]]:
    """Every way of judging, by its label in the tables; the first is the one that is asked for."""
    judged = within_the_speeds(every)
    slow = [case for case in every if case.run.speed <= SPEEDS[0]]
    runner_out = models(judged, by_runner, same)
    bare = feet_without_forefoot
    return {
        MAIN: scores(judged, runner_out, by_runner, same),
        SET_OUT: scores(judged, models(judged, by_set, same), by_set, same),
        "at 100 Hz: ": scores(judged, runner_out, by_runner, resampled(100)),
        "at 60 Hz: ": scores(judged, runner_out, by_runner, resampled(60)),
        "1 mm of noise: ": scores(judged, runner_out, by_runner, noisy),
        SLOW: scores(slow, runner_out, by_runner, same),
        HEELS: scores(judged, models(judged, by_runner, bare), by_runner, bare),
        HEELS_SET_OUT: scores(judged, models(judged, by_set, bare), by_set, bare),
        "force of hamner as published: ": scores(
            unshifted(judged), models(unshifted(judged), by_runner, same), by_runner, same
        ),
    }


def within_the_speeds(every: Sequence[Case]) -> list[Case]:
    return [case for case in every if SPEEDS[0] < case.run.speed < SPEEDS[1]]


def tables(every: Sequence[Case], found: Mapping[str, dict[str, list[Score]]], error: dict[str, Any]) -> str:
    """The whole page."""
    judged = within_the_speeds(every)
    parts = [contacts_page.head(len(judged), len({case.run.runner for case in judged}), COMMAND)]
    for event in EVENTS:
        parts.append(contacts_page.heading(event, found[MAIN][event]))
        parts += [*groups("", found[MAIN][event]), *by_speed(found[MAIN][event])]
        for label, result in found.items():
            parts += groups(label, result[event]) if label else []
    worst = contacts_page.worst(found[MAIN], {case.run: case.fall for case in judged})
    return "\n".join(parts) + "\n" + contacts_page.beside(error) + section(judged, EVENTS) + worst


def main() -> None:
    """Write the page and the data file."""
    parser = argparse.ArgumentParser(description="Judge contacts without force.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    given = parser.parse_args()
    every = cases_of(given.folder)
    found = results(every)
    error = contact_error.document(
        left_out=found[MAIN], set_out=found[SET_OUT], heels=found[HEELS_SET_OUT], slow=found[SLOW],
        command=COMMAND, date=given.date,
    )  # fmt: skip
    contact_error.write(error)
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(tables(every, found, error), encoding="utf-8")


if __name__ == "__main__":
    main()
