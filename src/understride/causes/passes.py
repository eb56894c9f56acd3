"""The arithmetic along a plan: forwards to weigh everything, backwards for the probability of each cause.

A table has shape (2^axes, readings): all sets of live things, first axis slowest, for many readings at once. Going
backwards is the same sums with the arrows turned round (the derivative of the whole by each entry), so it subtracts
nothing either. Tables are scaled on the way, since many observations together are very unlikely; ratios stay exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.causes.frontier import CloseCause, CloseFinding, Edges, OpenCause, OpenFinding, Plan
from understride.model import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The numbers of a network for r readings.

    cause: (causes, 2, r), weight of absent and there, observations of that cause alone included. leak: (findings, r).
    link: (links, r). likelihood: (findings, 2, r), if absent and if present.
    """

    cause: Floats
    leak: Floats
    link: Floats
    likelihood: Floats


@dataclass(slots=True, eq=False)
class Odds:
    """What comes out, unnormalised: causes (…, 2, r) [absent, there], watched findings (…, 2, r) [absent, all]."""

    cause: Floats
    finding: Floats
    log: Floats  # (r,): of the chance of everything that was weighed


Kept = dict[int, Floats]  # number of the step → the table before it


def run(plan: Plan, weights: Weights, watched: frozenset[int], odds: Odds) -> None:
    """Fill in the odds of every cause in the plan, and of the findings that are watched."""
    kept, factors, log = _forwards(plan, weights, watched)
    odds.log += log
    _backwards(plan, weights, kept, factors, watched, odds)


def _forwards(plan: Plan, weights: Weights, watched: frozenset[int]) -> tuple[Kept, Kept, Floats]:
    table = np.ones((1, weights.leak.shape[1]))
    log = np.zeros(weights.leak.shape[1])
    kept: Kept = {}
    factors: Kept = {}
    for number, step in enumerate(plan.steps):
        match step:
            case OpenCause(cause=cause):
                kept[number] = table
                table = _opened(table, weights.cause[cause, 0], weights.cause[cause, 1])
            case OpenFinding(finding=finding):
                table = _opened(table, 1 - weights.leak[finding], weights.leak[finding])
            case CloseCause(cause=cause, axis=None, edges=edges):
                kept[number] = table
                there = _brought_about(table.copy(), edges, weights.link)
                table = weights.cause[cause, 0] * table + weights.cause[cause, 1] * there
            case CloseCause(axis=int(axis), edges=edges):
                absent, there = _halves(table, axis)
                table = absent + _brought_about(there, _without(edges, axis), weights.link)
            case CloseFinding(finding=finding, axis=axis, edges=edges):
                if finding in watched:
                    kept[number] = table
                factors[number] = _factor(weights, finding, axis, edges, _axes(table))
                table = _weighed(table, axis, factors[number], weights.likelihood[finding, 1])
                log += _scaled(table)
    return kept, factors, log + logarithm(table[0])


def _backwards(
    plan: Plan, weights: Weights, kept: Kept, factors: Kept, watched: frozenset[int], odds: Odds
) -> None:
    back = np.ones((1, weights.leak.shape[1]))
    for number in range(len(plan.steps) - 1, -1, -1):
        match plan.steps[number]:
            case OpenCause(cause=cause):
                absent, there = _halves(back, 0)
                back = _noted(odds.cause[cause], kept[number], absent, there, weights.cause[cause])
            case OpenFinding(finding=finding):
                absent, there = _halves(back, 0)
                back = (1 - weights.leak[finding]) * absent + weights.leak[finding] * there
            case CloseCause(cause=cause, axis=None, edges=edges):
                there = _turned(back.copy(), edges, weights.link)
                back = _noted(odds.cause[cause], kept[number], back, there, weights.cause[cause])
            case CloseCause(axis=int(axis), edges=edges):
                back = _joined(back, _turned(back.copy(), _without(edges, axis), weights.link), axis)
            case CloseFinding(finding=finding, axis=axis, edges=edges):
                likely = weights.likelihood[finding]
                if finding in watched:
                    before = kept[number]
                    absent = _absent_only(weights, finding, axis, edges, _axes(before))
                    odds.finding[finding, 0] = (_weighed(before, axis, absent, 0.0 * likely[1]) * back).sum(0)
                    every = _weighed(before, axis, factors[number], likely[1])
                    odds.finding[finding, 1] = (every * back).sum(0)
                back = _unweighed(back, axis, factors[number], likely[1])
                _scaled(back)


def _opened(table: Floats, absent: Floats, there: Floats) -> Floats:
    """A new first axis."""
    out = np.empty((2, *table.shape))
    np.multiply(table, absent, out=out[0])
    np.multiply(table, there, out=out[1])
    return out.reshape(-1, table.shape[1])


def _noted(into: Floats, before: Floats, absent: Floats, there: Floats, weight: Floats) -> Floats:
    """Write down the odds of a cause where it enters; give back the table turned round to before it."""
    absent, there = absent * weight[0], there * weight[1]
    np.einsum("ir,ir->r", before, absent, out=into[0])
    np.einsum("ir,ir->r", before, there, out=into[1])
    absent += there
    return absent


def _axes(table: Floats) -> int:
    return len(table).bit_length() - 1


def _split(table: Floats, axis: int) -> Floats:
    """The table with one axis to itself: (axes before, 2, axes after, readings)."""
    return table.reshape(1 << axis, 2, -1, table.shape[1])


def _halves(table: Floats, axis: int) -> tuple[Floats, Floats]:
    """The table where one axis is 0, and where it is 1 (a copy, free to be changed)."""
    split = _split(table, axis)
    flat = (len(table) // 2, table.shape[1])
    return split[:, 0].reshape(flat), split[:, 1].copy().reshape(flat)


def _joined(absent: Floats, there: Floats, axis: int) -> Floats:
    """The other way round: two tables become one with a new axis in its place."""
    out = np.empty((2 * len(absent), absent.shape[1]))
    split = _split(out, axis)
    split[:, 0] = absent.reshape(split.shape[0], -1, absent.shape[1])
    split[:, 1] = there.reshape(split.shape[0], -1, absent.shape[1])
    return out


def _without(edges: Edges, axis: int) -> Edges:
    """The axes as they are once one of them is gone."""
    return tuple((link, at - (at > axis)) for link, at in edges)


def _brought_about(table: Floats, edges: Edges, link: Floats) -> Floats:
    """A cause that is there brings about each of its findings with the chance of the link. Changes the table."""
    for number, axis in edges:
        split = _split(table, axis)
        split[:, 1] += split[:, 0] * link[number]
        split[:, 0] *= 1 - link[number]
    return table


def _turned(table: Floats, edges: Edges, link: Floats) -> Floats:
    """The same, turned round. Changes the table."""
    for number, axis in edges:
        split = _split(table, axis)
        split[:, 0] *= 1 - link[number]
        split[:, 0] += split[:, 1] * link[number]
    return table


def _factor(weights: Weights, finding: int, axis: int | None, edges: Edges, axes: int) -> Floats:
    """What a finding weighs for each set of its live causes, as a table with length 1 where it says nothing.

    Where the finding has an axis of its own, this is the half in which it was not brought about before.
    """
    still, now = _chances(weights, finding, axis, edges)
    return _spread(still * weights.likelihood[finding, 0] + now * weights.likelihood[finding, 1], edges, axes)


def _absent_only(weights: Weights, finding: int, axis: int | None, edges: Edges, axes: int) -> Floats:
    """The part of the factor in which the finding is absent."""
    still, _ = _chances(weights, finding, axis, edges)
    return _spread(still * weights.likelihood[finding, 0], edges, axes)


def _chances(weights: Weights, finding: int, axis: int | None, edges: Edges) -> tuple[Floats, Floats]:
    """The chance that a finding stays absent, or is there, for each set of its live causes; no 1 − x of small x."""
    leak = weights.leak[finding]
    still, now = (1 - leak, leak) if axis is None else (np.ones_like(leak), np.zeros_like(leak))
    still, now = still[None], now[None]
    for number, _ in reversed(edges):
        chance = weights.link[number]
        now = np.concatenate((now, now + still * chance))
        still = np.concatenate((still, still * (1 - chance)))
    return still, now


def _spread(factor: Floats, edges: Edges, axes: int) -> Floats:
    """A factor over the axes of its edges, shaped to be multiplied with a whole table (all axes apart)."""
    shape = [1] * axes
    for _, axis in edges:
        shape[axis] = 2
    return factor.reshape(*shape, factor.shape[1])


def _weighed(table: Floats, axis: int | None, factor: Floats, present: Floats) -> Floats:
    """The table with a finding weighed in, its own axis gone."""
    readings = table.shape[1]
    apart = table.reshape(*(2,) * _axes(table), readings)
    if axis is None:
        return np.asarray(apart * factor).reshape(-1, readings)
    weighed: Floats = np.take(apart, 0, axis) * np.take(factor, 0, axis)
    weighed += np.take(apart, 1, axis) * present
    return weighed.reshape(-1, readings)


def _unweighed(back: Floats, axis: int | None, factor: Floats, present: Floats) -> Floats:
    """The same, turned round."""
    readings = back.shape[1]
    if axis is None:
        shape = (2,) * (factor.ndim - 1)
        return np.asarray(back.reshape(*shape, readings) * factor).reshape(-1, readings)
    shape = (2,) * (factor.ndim - 2)
    absent = back.reshape(*shape, readings) * np.take(factor, 0, axis)
    return _joined(absent.reshape(-1, readings), back * present, axis)


def _scaled(table: Floats) -> Floats:
    """Change the table so that the largest entry of each reading is 1; give back the logarithm of what it was."""
    most = table.max(axis=0)
    table /= np.where(most > 0, most, 1.0)
    return logarithm(most)


def logarithm(numbers: Floats) -> Floats:
    """Natural logarithm; −∞ of 0."""
    return np.log(numbers, out=np.full(numbers.shape, -np.inf), where=numbers > 0)
