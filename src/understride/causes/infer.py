"""Exact reasoning over a noisy-OR network: the probability of every cause, given everything that was observed.

Exact means: over all sets of causes, with nothing dropped and nothing subtracted. Many readings of the numbers are
worked through at once; the order of work is found once per shape of network (see `frontier`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from understride.causes.frontier import plans
from understride.causes.network import Network, checked
from understride.causes.passes import Odds, Weights, logarithm, run
from understride.model import Floats, RequestError

SMALLEST = 1e-300  # in place of 0 where a row of weights is scaled
TABLE = 1 << 16  # entries of the widest table at once: half a MB, so that it stays near the processor


@dataclass(frozen=True, slots=True)
class Shape:
    """What is linked to what. parents: the causes of each finding, by number; links are numbered in this order."""

    causes: int
    parents: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers of r readings: prior (causes, r), leak (findings, r), link (links, r), likelihood (findings, 2, r).

    A last axis of 1 stands for the same number in every reading.
    """

    prior: Floats
    leak: Floats
    link: Floats
    likelihood: Floats

    @property
    def readings(self) -> int:
        """How many readings."""
        return max(int(a.shape[-1]) for a in (self.prior, self.leak, self.link, self.likelihood))

    def part(self, start: int, stop: int) -> Numbers:
        """Some of the readings, spelt out."""
        count = min(stop, self.readings) - start
        return Numbers(
            *(
                np.broadcast_to(a if a.shape[-1] == 1 else a[..., start:stop], (*a.shape[:-1], count))
                for a in (self.prior, self.leak, self.link, self.likelihood)
            )
        )


def reason(network: Network) -> dict[str, float]:
    """The probability that each cause is there, given the findings; in the order of the network."""
    checked(network)
    found = posterior(shape_of(network), numbers_of(network))
    return {cause.id: float(p) for cause, p in zip(network.causes, found[:, 0], strict=True)}


def shape_of(network: Network) -> Shape:
    """What is linked to what."""
    place = {cause.id: number for number, cause in enumerate(network.causes)}
    return Shape(
        causes=len(network.causes), parents=tuple(tuple(place[c] for c in f.links) for f in network.findings)
    )


def numbers_of(network: Network) -> Numbers:
    """The numbers of a network as one reading."""
    return Numbers(
        prior=np.array([[cause.prior] for cause in network.causes]).reshape(-1, 1),
        leak=np.array([[finding.leak] for finding in network.findings]).reshape(-1, 1),
        link=np.array([[p] for finding in network.findings for p in finding.links.values()]).reshape(-1, 1),
        likelihood=np.array([finding.likelihood for finding in network.findings]).reshape(-1, 2, 1),
    )


def posterior(shape: Shape, numbers: Numbers, groups: Sequence[Sequence[int]] = ()) -> Floats:
    """The probability of each cause, then of each group (any of its causes is there): (causes + groups, readings)."""
    found, logs = weighed(shape, numbers, groups)
    if np.isneginf(logs).any():
        raise RequestError(
            found="findings that cannot all be true together in this network",
            needed="a chance, however small, of what was observed",
            do="Give such a finding a leak above 0, or a likelihood above 0 for what was not expected.",
        )
    return found


def weighed(shape: Shape, numbers: Numbers, groups: Sequence[Sequence[int]] = ()) -> tuple[Floats, Floats]:
    """The same, and the logarithm of the chance of everything observed (up to the scale of the likelihoods).

    Where that chance is 0, the logarithm is −∞ and the probabilities mean nothing.
    """
    joint, alone = _sorted_out(shape, numbers)
    parents = tuple(shape.parents[finding] for finding in joint) + tuple(tuple(group) for group in groups)
    order = plans(shape.causes, parents)
    size = max(1, TABLE >> max((plan.width for plan in order), default=0))
    watched = frozenset(range(len(joint), len(parents)))
    tied = {cause for linked in parents for cause in linked}
    free = [cause for cause in range(shape.causes) if cause not in tied]
    found, logs = [], []
    for start in range(0, numbers.readings, size):
        part = numbers.part(start, start + size)
        weights, log = _weights(shape, part, joint, alone, groups)
        odds = Odds(weights.cause.copy(), np.ones((len(parents), 2, part.readings)), log)
        for plan in order:
            run(plan, weights, watched, odds)
        odds.log += logarithm(odds.cause[free].sum(axis=1)).sum(axis=0)
        found.append(_normalised(odds, sorted(watched)))
        logs.append(odds.log)
    return np.concatenate(found, axis=1), np.concatenate(logs)


def _sorted_out(shape: Shape, numbers: Numbers) -> tuple[list[int], list[int]]:
    """The findings that tie causes together, and all others: those weigh each cause by itself, or none."""
    joint: list[int] = []
    alone: list[int] = []
    for finding, parents in enumerate(shape.parents):
        absent, present = numbers.likelihood[finding]
        tied = len(parents) > 1 and present.any() and not np.array_equal(absent, present)
        (joint if tied else alone).append(finding)
    return joint, alone


def _weights(
    shape: Shape, part: Numbers, joint: list[int], alone: list[int], groups: Sequence[Sequence[int]]
) -> tuple[Weights, Floats]:
    """The numbers as the passes want them, and the logarithm of what was scaled away. Groups become findings."""
    first = np.concatenate(([0], np.cumsum([len(parents) for parents in shape.parents], dtype=int)))
    cause = np.stack((1 - part.prior, part.prior), axis=1)
    log = np.zeros(part.readings)
    for finding in alone:
        log += _weigh(cause, shape.parents[finding], part, finding, int(first[finding]))
    links = [number for finding in joint for number in range(first[finding], first[finding + 1])]
    extra, readings = len(groups), part.readings
    weights = Weights(
        cause=cause,
        leak=np.concatenate((part.leak[joint], np.zeros((extra, readings)))),
        link=np.concatenate((part.link[links], np.ones((sum(map(len, groups)), readings)))),
        likelihood=np.concatenate((part.likelihood[joint], np.ones((extra, 2, readings)))),
    )
    return weights, log


def _weigh(cause: Floats, parents: tuple[int, ...], part: Numbers, finding: int, link: int) -> Floats:
    """Weigh a finding into the odds of each of its causes (changed in place); give back the logarithm of the rest.

    It is one of a single cause, one that is certainly absent (each cause then has failed to bring it about by
    itself), or one that says nothing.
    """
    leak, (absent, present) = part.leak[finding], part.likelihood[finding]
    still = (1 - leak) * absent
    if not parents:
        return logarithm(still + leak * present)
    if np.array_equal(absent, present):
        return logarithm(absent)
    if len(parents) > 1:
        for number, parent in enumerate(parents, start=link):
            cause[parent, 1] *= 1 - part.link[number]
        return logarithm(still)
    odds, chance = cause[parents[0]], part.link[link]
    odds[0] *= still + leak * present
    odds[1] *= still * (1 - chance) + (leak + (1 - leak) * chance) * present
    scale = odds.max(axis=0)
    odds /= np.maximum(scale, SMALLEST)
    return logarithm(scale)


def _normalised(odds: Odds, watched: list[int]) -> Floats:
    """Probabilities from odds; 0 where nothing at all is possible."""
    absent, every = odds.finding[watched, 0], odds.finding[watched, 1]
    there = odds.cause[:, 1] / np.maximum(odds.cause.sum(axis=1), SMALLEST)
    return np.concatenate((there, np.clip(1 - absent / np.maximum(every, SMALLEST), 0.0, 1.0)))
