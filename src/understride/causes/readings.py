"""A thousand readings of the experts' words: each cause with its probability, its range, and how often it is first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.causes.infer import posterior
from understride.causes.ranged import Candidate, Complained, Model, drawn
from understride.model import Direction, Floats, Side

READINGS = 1000
CENTRAL = (5.0, 95.0)  # percentiles: the middle 90 % of the readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A cause for one complaint, over all readings.

    probability: the median. range: the middle 90 %. rank: from 1, per complaint, by the probability. first_in: the
    share of readings in which it is first for this complaint (ties are shared).
    """

    id: str
    complaint: str | None
    side: Side | None
    probability: float
    range: tuple[float, float]
    rank: int
    first_in: float
    directions: tuple[Direction, ...]


def readings(model: Model, count: int = READINGS) -> tuple[Reading, ...]:
    """Every candidate of every complaint, in rank order. Same model, same readings."""
    found = posterior(model.shape, drawn(model, count), model.groups)
    nodes, candidates = found[: len(model.causes)], found[len(model.causes) :]
    place = {cause.id: number for number, cause in enumerate(model.causes)}
    ranked: list[Reading] = []
    for complaint in (one for one in model.complaints if one.candidates):
        chances = candidates[list(complaint.candidates)]
        first = _first(chances)
        parts = [
            tuple(
                Direction(id=name, probability=float(np.median(nodes[place[node]])))
                for name, node in model.candidates[number].directions
            )
            for number in complaint.candidates
        ]
        ranked += _ranked(model, complaint, chances, first, parts)
    return tuple(ranked)


def _first(chances: Floats) -> Floats:
    """How often each row is the largest of its column; equals share."""
    best = chances >= chances.max(axis=0) - 1e-12
    return np.asarray((best / best.sum(axis=0)).mean(axis=1), dtype=np.float64)


def _ranked(
    model: Model,
    complaint: Complained,
    chances: Floats,
    first: Floats,
    parts: list[tuple[Direction, ...]],
) -> list[Reading]:
    median = np.median(chances, axis=1)
    low, high = np.percentile(chances, CENTRAL, axis=1)
    order = sorted(
        range(len(median)), key=lambda i: (-round(float(median[i]), 9), -round(float(first[i]), 9), i)
    )
    return [
        Reading(
            id=_candidate(model, complaint, i).id,
            complaint=complaint.region,
            side=_candidate(model, complaint, i).side,
            probability=float(median[i]),
            range=(float(low[i]), float(high[i])),
            rank=rank,
            first_in=float(first[i]),
            directions=parts[i],
        )
        for rank, i in enumerate(order, start=1)
    ]


def _candidate(model: Model, complaint: Complained, place: int) -> Candidate:
    return model.candidates[complaint.candidates[place]]
