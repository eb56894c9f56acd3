"""The words and small tables around the rows of docs/tables/contacts.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from revalidation.shared_runs import Run

from understride.gait.filters import FORCE_CUTOFF_HZ, lowpass
from understride.gait.foot_contacts import EVENTS
from understride.model import SIDES, Floats, Recording, Side

ASKED = {"landing": (3.0, 4.5), "leaving": (4.0, 6.5)}  # bias, SD in ms
OWN = (8.0, 11.0)  # a runner's own bias: of all, and of one in ten at leaving
FEW_RUNNERS = 6.0  # bias of a set of fewer than five
COLUMNS = (
    "| | contacts | found % | invented | bias | SD | middle 95 % | SD between runners | worst runner | over 8 ms |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)
FAR_OFF = 7.0  # ms: recordings that are listed by name
FALL = (100.0, 25.0)  # N between which the force falls around leaving
AROUND = 0.06  # s
CERTAIN = 1.96


def head(recordings: int, people: int, command: str) -> str:
    """What was done."""
    return f"""# Contacts from the feet alone against force

Made by `{command}`; do not edit. {recordings} recordings of {people} runners, 2.5–5 m/s. Estimate minus force.
Truth: vertical force, zero-lag second-order Butterworth 50 Hz, crossing of 50 N, interpolated. The force of the set
`hamner` was smoothed at 15 Hz and cut before publication: it is not filtered again, and its landings are moved 5, 6
and 7 ms later at 3, 4 and 5 m/s (the last rows show it as published). Every runner is judged by weights fitted on the
others; in the rows "whole set left out" by weights that know nothing of that laboratory. Found: within 50 ms. The
first and last 0.3 s are not judged."""


def heading(event: str, scores: Sequence[Any]) -> str:
    """Title of one event, whether what is asked was reached, and the columns."""
    bias, sd = ASKED[event]
    runners = f"every runner's own bias ≤ {OWN[0]:g}" + (
        f", one in ten up to {OWN[1]:g}" if event == "leaving" else ""
    )
    sets = dict.fromkeys(score.run.group for score in scores)
    said = ", ".join(
        f"{name} {'yes' if reached(event, [s for s in scores if s.run.group == name]) else '**no**'}"
        for name in sets
    )
    return f"""
## {event.capitalize()}, ms

Asked of every set, each runner left out: bias ≤ {bias:g}, SD ≤ {sd:g}, {runners};
sets of fewer than five runners: bias ≤ {FEW_RUNNERS:g}; found ≥ 99.5 %, none invented. Reached: {said}.

{COLUMNS}"""


def reached(event: str, scores: Sequence[Any]) -> bool:
    """Whether one set has what is asked of it."""
    errors = np.concatenate([score.errors for score in scores])
    found = len(errors) / sum(score.contacts for score in scores)
    people = {score.run.runner for score in scores}
    own = [
        abs(float(np.concatenate([s.errors for s in scores if s.run.runner == who]).mean())) for who in people
    ]
    bias, sd = ASKED[event]
    few = len(people) < 5
    allowed = len(people) // 10 if event == "leaving" else 0
    return bool(
        found >= 0.995
        and not any(score.invented for score in scores)
        and abs(errors.mean()) <= (FEW_RUNNERS if few else bias)
        and errors.std() <= sd
        and max(own) <= (OWN[1] if allowed else OWN[0])
        and sum(size > OWN[0] for size in own) <= allowed
    )


def beside(error: Mapping[str, Any]) -> str:
    """What is propagated into values."""
    kinds = {f"marker set `{name}`": one for name, one in error["known_marker_sets"].items()}
    kinds |= {
        "any other marker set": error["unknown_marker_set"],
        "heels only": error["heels_only"],
        "slower than 2.4 or faster than 5.1 m/s": error["outside_the_speeds"],
    }
    rows = "\n".join(
        f"| {kind} | ± {_size(one, 0):.1f} | ± {_size(one, 1):.1f} | {_common(one, 0):.2f} | {_common(one, 1):.2f} "
        f"| {one['says']} |"
        for kind, one in kinds.items()
    )
    return f"""
## What goes beside the values

What *all* landings, or leavings, of one recording are off by together: 95 % of recordings, mean error included, ms
(`src/understride/gait/data/contact_error.json`). *both feet*: how far left and right are off alike (1 = wholly).
What it does to a value: [definitions](../definitions.md#contacts). Of several that apply the largest is taken.

| recording | landing | leaving | both feet, landing | both feet, leaving | measured on |
|---|---|---|---|---|---|
{rows}
"""


def _size(one: Mapping[str, Any], event: int) -> float:
    return CERTAIN * float(np.sqrt(one["own_foot_ms2"][event][event]))


def _common(one: Mapping[str, Any], event: int) -> float:
    return float(one["other_foot_ms2"][event][event] / one["own_foot_ms2"][event][event])


def worst(scores: Mapping[str, Sequence[Any]], falls: Mapping[Run, float]) -> str:
    """Recordings far off by name, and why."""
    rows = [
        f"| {event} | {one.run.name} | {len(one.errors)} | {one.errors.mean():+.1f} "
        f"| {one.by_side[Side.LEFT].mean():+.1f} | {one.by_side[Side.RIGHT].mean():+.1f} "
        f"| {np.mean([one.by_side[side].std() for side in SIDES]):.1f} | {falls[one.run]:.0f} |"
        for event in EVENTS
        for one in scores[event]
        if len(one.errors) and abs(one.errors.mean()) > FAR_OFF
    ]
    listed = "\n".join(rows) or "| – | none | | | | | | |"
    size = {one.run: abs(float(one.errors.mean())) for one in scores["leaving"] if len(one.errors)}
    r = np.corrcoef([size[run] for run in size], [falls[run] for run in size])[0, 1]
    slow, fast = (
        np.median([falls[run] for run in size if (run.speed < 3.0) is which]) for which in (True, False)
    )
    return f"""
## Single recordings off by more than {FAR_OFF:g} ms

*stride to stride*: SD within one foot. *fall*: how long the force takes from {FALL[0]:g} to {FALL[1]:g} N at leaving,
ms (median of all recordings at 2.5 m/s: {slow:.0f}, of all faster ones: {fast:.0f}).

| event | recording | contacts | bias, ms | left | right | stride to stride | fall |
|---|---|---|---|---|---|---|---|
{listed}

**Why.** In each of them both feet are off alike and hardly vary from stride to stride: nearly all error is the
runner's own. They are slow runs, in which the force fades so slowly at leaving that "50 N" is a long moment: 10 N of
plate offset, or of the last push of the toes, moves it by 3–4 ms, and neither heel nor forefoot point shows whether
the toes still push. Over all recordings the error of leaving grows with that time (r = {r:.2f}).

**Another laboratory.** Leaving suffers most when `rbds` is left out: eight runners of two laboratories remain to fit
on, with other marker places, shoes, belts and plates; three laboratories cannot say which of these it is. That error is
what stands beside the values of marker sets without force. At 2 m/s, and by heels only, leaving is not reached either:
the heel has been up for long when the toes leave.
"""


def fall(recording: Recording, leavings: Mapping[Side, Floats]) -> float:
    """Median time that the vertical force takes from 100 to 25 N around leaving, ms; NaN without force."""
    force = recording.force
    if force is None:
        return float("nan")
    raw = np.sum([np.nan_to_num(channel.force[:, 1]) for channel in force.channels], axis=0)
    smooth = raw if force.smoothed else lowpass(raw, force.rate_hz, FORCE_CUTOFF_HZ)
    near = round(AROUND * force.rate_hz)
    times = []
    for middle in ((np.concatenate(list(leavings.values())) - force.start) * force.rate_hz).astype(int):
        part = smooth[max(0, middle - near) : middle + near]
        last, first = (np.flatnonzero((part[:-1] >= level) & (part[1:] < level)) for level in FALL)
        if len(last) and len(first):
            times.append((first[0] - last[0]) / force.rate_hz)
    return 1000 * float(np.median(times)) if times else float("nan")
