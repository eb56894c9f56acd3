"""In which order a noisy-OR network is worked through, so that little has to be held in mind at once.

A table is carried along with one axis per *live* thing: a cause that is still needed (there or not), or a finding of
which some causes are done (brought about by one of them or not yet). Closing a cause sums it out, closing a finding
weighs what was observed of it. Every number in every table is a sum of products of numbers ≥ 0: nothing cancels,
however many findings are present (Quickscore subtracts, and loses digits with each one).

The width, the number of live things, decides the effort: 2^width. The order is greedy: close next what leaves fewest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from understride.model import RequestError

WIDEST = 24  # live things at once: 16.8 million sets, 134 MB a table; beyond that it is refused, not guessed
PATIENT = 14  # a plan wider than this costs more to carry out than a search over where to begin
Edges = tuple[tuple[int, int], ...]  # (index of the link, axis of the other end in the table)


@dataclass(frozen=True, slots=True)
class OpenCause:
    """A new first axis: the cause absent or there."""

    cause: int


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A new first axis: the finding not yet, or already brought about."""

    finding: int


@dataclass(frozen=True, slots=True)
class CloseCause:
    """Sum a cause out. axis: its own, or None if it never was one. edges: to findings that are axes."""

    cause: int
    axis: int | None
    edges: Edges


@dataclass(frozen=True, slots=True)
class CloseFinding:
    """Weigh a finding. axis: its own, or None if it never was one. edges: to causes that are axes, first axis first."""

    finding: int
    axis: int | None
    edges: Edges


Step = OpenCause | OpenFinding | CloseCause | CloseFinding


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps for one connected part of the network, and the most axes that a table has on the way."""

    steps: tuple[Step, ...]
    width: int


@lru_cache(maxsize=256)
def plans(causes: int, parents: tuple[tuple[int, ...], ...]) -> tuple[Plan, ...]:
    """One plan per connected part.

    causes: how many there are. parents: the causes linked to each finding; links are numbered through in this order.
    A finding without parents, and a cause without findings, is in no plan.
    """
    return tuple(_best(causes, parents, part) for part in _parts(parents))


def _parts(parents: tuple[tuple[int, ...], ...]) -> list[tuple[int, ...]]:
    """Findings that hang together by causes."""
    left = {i for i, linked in enumerate(parents) if linked}
    found = []
    while left:
        part, reached, fresh = set[int](), set[int](), {min(left)}
        while fresh:
            part |= fresh
            reached |= {cause for i in fresh for cause in parents[i]}
            fresh = {i for i in left - part if not reached.isdisjoint(parents[i])}
        left -= part
        found.append(tuple(sorted(part)))
    return found


def _best(causes: int, parents: tuple[tuple[int, ...], ...], part: tuple[int, ...]) -> Plan:
    """The cheapest of the greedy orders; beginning elsewhere is tried only where the first is wide."""
    near = _neighbours(causes, parents, part)
    order, cost, width = _greedy(near, None)
    if width > PATIENT:
        tried = [_greedy(near, first) for first in near]
        order, cost, width = min([(order, cost, width), *tried], key=lambda one: (one[1], one[2]))
    if width > WIDEST:
        raise RequestError(
            found=f"a network in which {width} things hang together at once",
            needed=f"at most {WIDEST}, since every set of them is gone through",
            do="Leave out findings that are linked to very many causes, or split the network.",
        )
    return Plan(steps=_steps(order, causes, parents, near), width=width)


Near = dict[int, int]  # vertex → its neighbours as bits; causes 0 … causes − 1, findings after them


def _neighbours(causes: int, parents: tuple[tuple[int, ...], ...], part: tuple[int, ...]) -> Near:
    near: Near = {}
    for i in part:
        for cause in parents[i]:
            near[cause] = near.get(cause, 0) | 1 << (causes + i)
            near[causes + i] = near.get(causes + i, 0) | 1 << cause
    return near


def _greedy(near: Near, first: int | None) -> tuple[list[int], float, int]:
    """An order of closing, with its effort (sum of table sizes) and width. Ties: fewer axes, then the number."""
    live, closed, cost, width = 0, 0, 0.0, 0
    left = dict(near)
    order: list[int] = []
    while left:
        chosen, needed = first, 0
        if chosen is None or order:
            best = (1 << 30, 1 << 30, 0)
            for vertex, linked in left.items():
                peak = live | (linked & ~closed)
                after = (peak & ~(1 << vertex)).bit_count()
                best = min(best, (after, peak.bit_count(), vertex))
            chosen = best[2]
        needed = live | (left.pop(chosen) & ~closed)
        width, cost = max(width, needed.bit_count()), cost + 2.0 ** needed.bit_count()
        live, closed = needed & ~(1 << chosen), closed | 1 << chosen
        order.append(chosen)
    return order, cost, width


def _steps(
    order: list[int], causes: int, parents: tuple[tuple[int, ...], ...], near: Near
) -> tuple[Step, ...]:
    """The order of closing as steps, with the axes that each of them meets."""
    first_link = [0]
    for linked in parents:
        first_link.append(first_link[-1] + len(linked))
    axes: list[int] = []
    closed: set[int] = set()
    steps: list[Step] = []
    for vertex in order:
        others = [v for v in sorted(near) if near[vertex] >> v & 1 and v not in closed]
        for other in others:
            if other not in axes:
                axes.insert(0, other)
                steps.append(OpenCause(other) if other < causes else OpenFinding(other - causes))
        axis = axes.index(vertex) if vertex in axes else None
        edges = sorted(
            (axes.index(other), _link(vertex, other, causes, parents, first_link)) for other in others
        )
        found = tuple((link, at) for at, link in edges)
        if vertex < causes:
            steps.append(CloseCause(vertex, axis, found))
        else:
            steps.append(CloseFinding(vertex - causes, axis, found))
        if axis is not None:
            axes.pop(axis)
        closed.add(vertex)
    return tuple(steps)


def _link(
    one: int, other: int, causes: int, parents: tuple[tuple[int, ...], ...], first_link: list[int]
) -> int:
    """The number of the link between a cause and a finding, in either order."""
    cause, finding = min(one, other), max(one, other) - causes
    return first_link[finding] + parents[finding].index(cause)
