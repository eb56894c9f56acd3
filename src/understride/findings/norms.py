"""The tables that values are held against, in the order in which they are asked: first the norm, then the reference.

The norm (`norms/treadmill_legs.csv`, made by `revalidation/norms.py`) is of nineteen runners, pelvis and legs; beside
it `treadmill_legs.json` says who they are. The reference of few men stands in for everything that the norm lacks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from understride.findings import reference
from understride.findings.reference import Reference

FILE = Path(__file__).parent / "norms" / "treadmill_legs.csv"
# A speed read off the feet lay up to 1.9 % from what the belt was set to, in 57 runs (docs/tables/norms.md): so far
# beyond a table's ends a run may still be one of its speeds, and is read there. 2.5 to 4.5 reaches from 2.45 to 4.59.
SPEED_ERROR = 0.02  # share


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """One table and who it is made of.

    people: words with a place for how many. dialect: marker set of its laboratory. norm: or only a reference of few.
    standing: whether its absolute angles hold only for the same marker set with a standing trial.
    """

    id: str
    people: str
    dialect: str
    norm: bool
    table: Reference
    facts: tuple[tuple[str, str], ...] = ()

    def who(self, count: int) -> str:
        """Who they are; some measures could be read in fewer of them."""
        return self.people.format(reference.in_words(count))

    def speed(self, measure: str, speed: float) -> float | None:
        """The speed at which the table is read, m/s; None outside of what it covers."""
        covered = self.table.covers(measure)
        if covered is None or not covered[0] * (1 - SPEED_ERROR) <= speed < covered[1] * (1 + SPEED_ERROR):
            return None
        return min(max(speed, covered[0]), covered[1])


def sources() -> tuple[Source, ...]:
    """The shipped norm, then the shipped reference."""
    return (_norm(FILE), few_men(reference.FILE))


@cache
def _norm(file: Path) -> Source:
    return of_people(reference.read(file), json.loads(file.with_suffix(".json").read_text(encoding="utf-8")))


def of_people(table: Reference, who: dict[str, Any]) -> Source:
    """A norm from its table and what stands beside it."""
    return Source(
        id=who["id"],
        people=who["people"],
        dialect=who["dialect"],
        norm=True,
        table=table,
        facts=tuple((key, _words(who[key])) for key in sorted(who)),
    )


def _words(fact: Any) -> str:
    return ", ".join(map(str, fact)) if isinstance(fact, list) else str(fact)


def few_men(file: Path) -> Source:
    """The reference of few men."""
    return Source(
        id=reference.ID,
        people=reference.PEOPLE,
        dialect=reference.OWN_DIALECT,
        norm=False,
        table=reference.read(file),
        facts=(("source", reference.SOURCE),),
    )
