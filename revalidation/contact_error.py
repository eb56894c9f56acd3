"""What a recording's contacts from the feet are off by, all together, as the data file beside the rule.

Within a recording nearly all of the error is the same in every stride, so more strides do not make it smaller. It is
measured on whole recordings: the mean error of left landing, left leaving, right landing and right leaving of each,
and the mean squares and products of these four over recordings (every runner alike). Mean error and spread between
runners are both in the squares. Left and right are told apart only as own and other foot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from revalidation.shared_runs import Run

from understride.gait.foot_contacts import EVENTS
from understride.model import SIDES, Floats, Side

PLACE = Path(__file__).parents[1] / "src/understride/gait/data/contact_error.json"
FEW = 5  # runners: a set of fewer says too little about its next runner
FEWEST = 3  # contacts of each kind that make a recording's mean
EXCHANGED = [2, 3, 0, 1]  # left and right in (left landing, left leaving, right landing, right leaving)


class Scored(Protocol):
    """Errors of one event in one recording, ms, and which foot each belongs to."""

    @property
    def run(self) -> Run: ...
    @property
    def by_side(self) -> Mapping[Side, Floats]: ...


Scores = Mapping[str, Sequence[Scored]]  # by event


def means(scores: Scores) -> dict[str, list[Floats]]:
    """Mean errors (4,) ms of each recording, by runner; recordings with too few contacts are left out."""
    found: dict[str, list[Floats]] = {}
    for landing, leaving in zip(*(scores[event] for event in EVENTS), strict=True):
        own = [score.by_side[side] for side in SIDES for score in (landing, leaving)]
        if min(len(errors) for errors in own) >= FEWEST:
            found.setdefault(landing.run.runner, []).append(np.array([errors.mean() for errors in own]))
    return found


def squares(of: Mapping[str, Sequence[Floats]]) -> Floats:
    """Mean squares and products (4, 4) ms², runners alike, left and right alike."""
    people = [np.mean([np.outer(mean, mean) for mean in own], axis=0) for own in of.values()]
    both = np.mean(people, axis=0)
    return np.asarray((both + both[np.ix_(EXCHANGED, EXCHANGED)]) / 2)


def entry(
    of: Mapping[str, Sequence[Floats]], says: str, source: Mapping[str, Sequence[Floats]]
) -> dict[str, Any]:
    """One error as it is stored. of: where the squares are from; source: whose runners are counted."""
    both = squares(of)
    return {
        "says": says,
        "runners": sorted(source),
        "recordings": sum(len(own) for own in source.values()),
        "own_foot_ms2": [[round(float(x), 3) for x in row] for row in both[:2, :2]],
        "other_foot_ms2": [[round(float(x), 3) for x in row] for row in both[:2, 2:]],
    }


def by_group(scores: Scores) -> dict[str, Scores]:
    """The same, set by set."""
    groups = dict.fromkeys(score.run.group for score in scores[EVENTS[0]])
    return {group: {e: [s for s in scores[e] if s.run.group == group] for e in EVENTS} for group in groups}


def known(left_out: Scores) -> dict[str, Any]:
    """Each set with its runners left out one by one; a set of few gets what all are off by, if that is more."""
    everybody = means(left_out)
    found = {}
    for group, scores in by_group(left_out).items():
        own = means(scores)
        behind = everybody if len(own) < FEW and _size(everybody) > _size(own) else own
        people = "1 runner" if len(own) == 1 else f"{len(own)} runners"
        says = f"{people} of the marker set {group}, each left out in turn"
        if behind is not own:
            says = f"{len(everybody)} runners of all marker sets with force, each left out in turn"
        found[group] = entry(behind, says, behind)
    return found


def worst(set_out: Scores, what: str) -> dict[str, Any]:
    """The set that came off worst when nothing was known of its laboratory: three are too few for a mean of them."""
    groups = {group: means(scores) for group, scores in by_group(set_out).items()}
    group = max(groups, key=lambda name: _size(groups[name]))
    people = len(groups[group])
    says = f"the worst of {len(groups)} marker sets judged without itself{what} ({group}, {people} runners)"
    return entry(groups[group], says, groups[group])


def _size(of: Mapping[str, Sequence[Floats]]) -> float:
    return float(np.trace(squares(of)))


def document(
    *, left_out: Scores, set_out: Scores, heels: Scores, slow: Scores, command: str, date: str
) -> dict[str, Any]:
    """The whole file. set_out, heels: whole sets left out, with both ends of the foot and with heels only."""
    behind = means(slow)
    return {
        "id": "contact_error/1",
        "says": "Mean squares and products of a whole recording's error, estimate minus force; never edited by hand.",
        "made_by": command,
        "date": date,
        "order": "rows and columns: landing, leaving",
        "known_marker_sets": known(left_out),
        "unknown_marker_set": worst(set_out, ""),
        "heels_only": worst(heels, " by heels only"),
        "outside_the_speeds": entry(behind, f"{len(behind)} runners at 2 m/s, each left out in turn", behind),
    }


def write(stored: Mapping[str, Any]) -> None:
    PLACE.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
