"""What speaks for a cause and what against it: each finding left out in turn, and the cause looked at again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.causes.infer import Numbers, posterior
from understride.causes.ranged import Model, drawn
from understride.model import Floats

NEGLIGIBLE = 0.005  # of log odds: less is not worth a sentence
SURE = 1e-12  # a probability closer to 0 or 1 than this has no odds to speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """How much one finding moves one candidate. weight: log odds with it minus log odds without it; + speaks for it."""

    candidate: int
    finding: str
    kind: str
    weight: float


def contributions(model: Model) -> tuple[Contribution, ...]:
    """For each candidate, every finding that moves it, the heaviest first; all ranges read at their middle.

    Findings that say the same share their weight between them only in part: leaving one out leaves the others.
    """
    numbers = drawn(model, 1)
    count = len(model.findings)
    likelihood = np.repeat(numbers.likelihood, count + 1, axis=2)
    for finding in range(count):
        likelihood[finding, :, finding] = 1.0
    numbers = Numbers(numbers.prior, numbers.leak, numbers.link, likelihood)
    odds = _log_odds(posterior(model.shape, numbers, model.groups)[len(model.causes) :])
    moved = odds[:, -1:] - odds[:, :-1]
    return tuple(
        Contribution(
            candidate=candidate,
            finding=model.findings[finding].id,
            kind=model.findings[finding].kind,
            weight=float(row[finding]),
        )
        for candidate, row in enumerate(moved)
        for finding in np.argsort(-np.abs(row), kind="stable").tolist()
        if abs(row[finding]) >= NEGLIGIBLE
    )


def _log_odds(chances: Floats) -> Floats:
    inside = np.clip(chances, SURE, 1 - SURE)
    return np.asarray(np.log(inside) - np.log1p(-inside), dtype=np.float64)
