"""The part of the contacts page that shows published methods on the same runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from revalidation.published_contacts import METHODS, Leg, Method, legs

from understride.model import Side

if TYPE_CHECKING:
    from revalidation.contacts import Case

HEAD = (
    "| method | set | contacts | found % | bias | SD | SD between runners | worst runner | median of all |\n"
    "|---|---|---|---|---|---|---|---|---|"
)
PUBLISHED = """
## Published methods

Our own way of writing them down (`revalidation/published_contacts.py`), on the same runs, truth and windows, none
corrected for its mean error; *median of all* also counts what lies farther than 50 ms off.

{rules}

What their authors found on their own runners: Handsaker 2016 landing +3.1 ms (SD 7.6), leaving +2.1 (5.2), force plate;
FootNet 2021, a neural network, landing RMSE 5 (95 % within −10 … +7), leaving RMSE 6 (−10 … +10); Fellin 2010 landing
22–25 absolute, leaving 5; Milner & Paquette 2015 landing +15 with 35 of random error. No shared set has a hallux
marker: the toe stands in (the first metatarsal in `rbds`), which hurts the rules for leaving.
"""


NEAR = 50.0  # ms: farther from every contact by force, a contact is not found


def section(cases: Sequence[Case], events: Sequence[str]) -> str:
    """How every published method does on the judged runs, by event and set."""
    every = [(case, legs(case.run)) for case in cases]
    parts = [PUBLISHED.format(rules="\n".join(f"- {method.name}: {method.rule}." for method in METHODS))]
    for event in events:
        parts += [f"### {event.capitalize()}, ms\n", HEAD]
        for method in METHODS:
            parts += _rows(method, event, every)
        parts.append("")
    return "\n".join(parts)


def _rows(method: Method, event: str, every: Sequence[tuple[Case, Mapping[Side, Leg]]]) -> Iterator[str]:
    if method.of(event) is None:
        return
    for group in dict.fromkeys(case.run.group for case, _ in every):
        own: dict[str, list[float]] = {}
        for case, both in every:
            if case.run.group == group:
                own.setdefault(case.run.runner, []).extend(_errors(method, event, case, both))
        yield f"| {method.name} | {group} | {_cells(own)} |"


def _errors(method: Method, event: str, case: Case, both: Mapping[Side, Leg]) -> list[float]:
    """Estimate minus force of every judged contact, ms, inf where there is none; nothing where points are missing."""
    found: list[float] = []
    rule = method.of(event)
    for side, leg in both.items():
        guesses = None if rule is None else rule(leg)
        if guesses is None:
            continue
        seen = case.feet.start + guesses[np.isfinite(guesses)]
        actual = getattr(case.truth, event)[side]
        for time in actual[case.truth.judges(actual).astype(bool)]:
            off = seen - time
            found.append(1000 * float(off[np.argmin(np.abs(off))]) if len(off) else np.inf)
    return found


def _cells(own: Mapping[str, Sequence[float]]) -> str:
    every = np.concatenate([np.array(errors) for errors in own.values()])
    near = every[np.abs(every) <= NEAR]
    if not len(near):
        return f"{len(every)} | 0.0 | – | – | – | – | {np.median(every):+.0f}"
    means = {}
    for who, errors in own.items():
        seen = [error for error in errors if abs(error) <= NEAR]
        if seen:
            means[who] = float(np.mean(seen))
    worst = max(means, key=lambda who: abs(means[who]))
    spread = f"{np.std(list(means.values()), ddof=1):.1f}" if len(means) > 1 else "–"
    return (
        f"{len(every)} | {100 * len(near) / len(every):.1f} | {near.mean():+.1f} | {near.std():.1f} | {spread} "
        f"| {means[worst]:+.1f} {worst} | {np.median(every):+.0f}"
    )
