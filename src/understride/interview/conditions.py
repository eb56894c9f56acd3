"""Conditions of rules and questions, written as data, held against what a person has told.

A condition is a name (a fact, or a group from `rules/groups.yaml`) or one of the operators in `OPERATORS`. What holds
gives the set of things it rests on: facts, regions, `age`, `intensity`. What does not hold gives None. An answer that
is not known never counts as no: it only never makes a condition hold (`not_known` asks for it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from understride.interview.data import mapping
from understride.knowledge.shape import nearest

Expression = Any  # a word, or a mapping with one operator; checked by `misnamed`
Because = frozenset[str]

FACTS: Mapping[str, str] = mapping("facts.yaml")  # fact id → its words, in the order of the file
GROUPS: Mapping[str, Expression] = mapping("rules/groups.yaml")
NOTHING: Because = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What rules see. yes, unknown: fact ids. intensity: the strongest complaint, 0–10. age: years."""

    yes: frozenset[str] = NOTHING
    unknown: frozenset[str] = NOTHING
    regions: frozenset[str] = NOTHING
    age: int | None = None
    intensity: int | None = None
    runs: bool | None = field(default=None)

    def with_yes(self, fact: str) -> Situation:
        """The same, with one more fact that is so."""
        return replace(self, yes=self.yes | {fact}, unknown=self.unknown - {fact})


def holds(condition: Expression, at: Situation) -> Because | None:
    """What the condition rests on, or None where it does not hold."""
    if isinstance(condition, str):
        if condition in GROUPS:
            return holds(GROUPS[condition], at)
        return frozenset((condition,)) if condition in at.yes else None
    name = next(name for name in OPERATORS if name in condition)
    return OPERATORS[name](condition[name], condition, at)


def facts_in(condition: Expression) -> Because:
    """Every fact that a condition names, through its groups."""
    if isinstance(condition, str):
        return facts_in(GROUPS[condition]) if condition in GROUPS else frozenset((condition,))
    inner = [condition[key] for key in ("any", "all", "of", "none_of", "not_known") if key in condition]
    parts = [part for value in inner for part in (value if isinstance(value, list) else [value])]
    return NOTHING.union(*map(facts_in, parts))


def misnamed(condition: Expression) -> Iterator[str]:
    """What in a condition has no meaning: unknown names and operators."""
    if isinstance(condition, str):
        if condition not in FACTS and condition not in GROUPS:
            yield f"no fact is called {condition!r}{nearest(condition, (*FACTS, *GROUPS))}"
        return
    if not isinstance(condition, dict) or sum(name in condition for name in OPERATORS) != 1:
        yield f"{condition!r} is not a condition; one of: {', '.join(OPERATORS)}"
        return
    inner = [condition[key] for key in ("any", "all", "of", "none_of", "not_known") if key in condition]
    for value in inner:
        for part in value if isinstance(value, list) else [value]:
            yield from misnamed(part)


def _any(parts: list[Expression], _: Expression, at: Situation) -> Because | None:
    return _counted(parts, 1, at)


def _all(parts: list[Expression], _: Expression, at: Situation) -> Because | None:
    return _counted(parts, len(parts), at)


def _at_least(least: int, whole: Expression, at: Situation) -> Because | None:
    return _counted(whole["of"], least, at)


def _counted(parts: list[Expression], least: int, at: Situation) -> Because | None:
    found = [because for part in parts if (because := holds(part, at)) is not None]
    return NOTHING.union(*found) if len(found) >= least else None


def _none_of(part: Expression, _: Expression, at: Situation) -> Because | None:
    return NOTHING if holds(part, at) is None else None


def _region(regions: list[str], _: Expression, at: Situation) -> Because | None:
    return at.regions.intersection(regions) or None


def _only_region(region: str, _: Expression, at: Situation) -> Because | None:
    return at.regions if at.regions == {region} else None


def _complaint(_: bool, __: Expression, at: Situation) -> Because | None:
    return at.regions or None


def _not_known(facts: list[str], _: Expression, at: Situation) -> Because | None:
    return at.unknown.intersection(facts) or None


def _age(bounds: Mapping[str, int], _: Expression, at: Situation) -> Because | None:
    return frozenset(("age",)) if _within(at.age, bounds) else None


def _intensity(bounds: Mapping[str, int], _: Expression, at: Situation) -> Because | None:
    return frozenset(("intensity",)) if _within(at.intensity, bounds) else None


def _runs(wanted: bool, _: Expression, at: Situation) -> Because | None:
    """Someone who has not said whether they run counts as a runner."""
    return NOTHING if (at.runs is not False) == wanted else None


def _within(value: int | None, bounds: Mapping[str, int]) -> bool:
    return value is not None and all(BOUNDS[name](value, limit) for name, limit in bounds.items())


BOUNDS: Mapping[str, Callable[[int, int], bool]] = {
    "at_least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "below": lambda value, limit: value < limit,
}
OPERATORS: Mapping[str, Callable[[Any, Expression, Situation], Because | None]] = {
    "any": _any,
    "all": _all,
    "at_least": _at_least,
    "none_of": _none_of,
    "region": _region,
    "only_region": _only_region,
    "complaint": _complaint,
    "not_known": _not_known,
    "age": _age,
    "intensity": _intensity,
    "runs": _runs,
}
