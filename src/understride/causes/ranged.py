"""A network whose numbers are ranges, and its readings: each a network of plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from understride.causes.infer import Numbers, Shape
from understride.causes.network import CauseNode, FindingNode, Network
from understride.causes.strengths import Range
from understride.model import Floats, Side

MIDDLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RangedCause:
    """A cause with the range of its prior."""

    id: str
    prior: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class RangedFinding:
    """Something that is true or not, with ranges. kind: `complaint`, `measure`, `self_test`, `asked`, `refuted`."""

    id: str
    kind: str
    leak: Range
    links: tuple[tuple[str, Range], ...]
    likelihood: tuple[Range, Range]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is ranked: one or more nodes of the network under one id. Any of them there = it is there.

    id: `I6`, `X.none`. side: of the cause, where it has one. directions: (name, node id) where it has parts.
    """

    id: str
    side: Side | None
    nodes: tuple[str, ...]
    directions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Complained:
    """One complaint (region None: nothing told) and the candidates for it, by number."""

    region: str | None
    side: Side | None
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything that is reasoned on for one person."""

    causes: tuple[RangedCause, ...]
    findings: tuple[RangedFinding, ...]
    candidates: tuple[Candidate, ...]
    complaints: tuple[Complained, ...]

    @property
    def shape(self) -> Shape:
        """What is linked to what."""
        place = {cause.id: number for number, cause in enumerate(self.causes)}
        return Shape(
            causes=len(self.causes), parents=tuple(tuple(place[c] for c, _ in f.links) for f in self.findings)
        )

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of each candidate, by number."""
        place = {cause.id: number for number, cause in enumerate(self.causes)}
        return tuple(tuple(place[node] for node in one.nodes) for one in self.candidates)


def middle(model: Model) -> Network:
    """The reading in which every range is read at its middle: the network that can be written to a file."""
    return Network(
        causes=tuple(CauseNode(id=cause.id, prior=cause.prior.at(MIDDLE)) for cause in model.causes),
        findings=tuple(
            FindingNode(
                id=finding.id,
                leak=finding.leak.at(MIDDLE),
                links={cause: chance.at(MIDDLE) for cause, chance in finding.links},
                likelihood=(finding.likelihood[0].at(MIDDLE), finding.likelihood[1].at(MIDDLE)),
            )
            for finding in model.findings
        ),
    )


def drawn(model: Model, count: int) -> Numbers:
    """So many readings, each range read anywhere between its ends, evenly.

    Every key has a seed of its own, made from its text, so a new finding does not move the readings of the others.
    The places along a range are spread evenly over the readings and shuffled (Latin hypercube).
    """
    shares: dict[str, Floats] = {"": np.full(count, MIDDLE)}

    def numbers(ranges: list[Range]) -> Floats:
        for one in ranges:
            if one.key not in shares:
                shares[one.key] = _shares(one.key, count)
        low = np.array([one.low for one in ranges])
        spread = np.array([one.high - one.low for one in ranges])
        read = np.array([shares[one.key] for one in ranges]).reshape(-1, count)
        return np.asarray(low[:, None] + spread[:, None] * read, dtype=np.float64)

    likelihood = numbers([weight for finding in model.findings for weight in finding.likelihood])
    return Numbers(
        prior=numbers([cause.prior for cause in model.causes]),
        leak=numbers([finding.leak for finding in model.findings]),
        link=numbers([chance for finding in model.findings for _, chance in finding.links]),
        likelihood=likelihood.reshape(-1, 2, count),
    )


def _shares(key: str, count: int) -> Floats:
    seed = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    return np.asarray((np.random.default_rng(seed).permutation(count) + MIDDLE) / count, dtype=np.float64)
