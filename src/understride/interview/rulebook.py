"""The rules of the safety gate: one record each, with its source. They are data; this gives them a shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from understride.interview.conditions import misnamed
from understride.interview.data import records, table
from understride.knowledge.schema import Record, Source, Words
from understride.model import RequestError, sealed

Level = Literal["emergency", "urgent", "scope", "raised", "low"]
Action = Literal["stop", "caution", "go"]
Demand = Literal["run", "impact", "prone", "supine", "end_range", "eyes_closed_standing"]
Family = Literal["clot", "infection", "heart", "cancer", "bone", "bone_stress"]

# how soon, soonest first
WITHIN = (
    "now",
    "same day",
    "48 hours",
    "48 hours to 1 week",
    "days",
    "1 week",
    "1 to 2 weeks",
    "2 weeks",
    "within 4 weeks",
    "before running",
    "before the next lesson",
    "before the first lesson",
    "before any lesson",
    "at the start",
    "at the next visit",
    "when a new pain comes",
    "no date",
)


class More(Record, frozen=True, kw_only=True):
    """What is withheld as well while a condition holds."""

    when: Any
    withhold: tuple[Demand, ...]


class Rule(Record, frozen=True, kw_only=True):
    """One rule. fires: a condition; a rule without one is made by the gate itself (made_by).

    family: within one only the highest reason is kept. also: facts that are reported with it, though it does not rest
    on them. alone: it is dropped where anything else fires. gives_way_to: rules that say the same and more.
    again_days: asked again after so many days; left out = what the level says. sure: left out = what the level says.
    """

    id: str
    within: str = "no date"
    do: Words
    source: tuple[str, ...] = ("ours",)
    fires: Any = None
    made_by: Literal["clearance", "unanswered"] | None = None
    family: Family | None = None
    also: tuple[str, ...] = ()
    withhold: tuple[Demand, ...] = ()
    more: tuple[More, ...] = ()
    alone: bool = False
    gives_way_to: tuple[str, ...] = ()
    again_days: int | None = None
    sure: Words | None = None


class LevelWords(Record, frozen=True, kw_only=True):
    """What a level means: action, heading, how sure it is, days until it is asked again."""

    id: Level
    action: Action
    heading: Words
    sure: Words
    again_days: int


FILES: Mapping[str, Level] = {  # one file per level, highest first
    "emergency": "emergency",
    "urgent": "urgent",
    "scope": "scope",
    "caution": "raised",
    "notes": "low",
}
FILE_ORDER: tuple[Level, ...] = tuple(FILES.values())
SOURCES: Mapping[str, Source] = table("rules/sources.yaml", Source)
LEVELS: Mapping[str, LevelWords] = sealed(
    {level.id: level for level in records("rules/levels.yaml", LevelWords)}
)


def _rules() -> tuple[Mapping[str, Rule], Mapping[str, Level]]:
    rules: dict[str, Rule] = {}
    levels: dict[str, Level] = {}
    for file, level in FILES.items():
        for rule in records(f"rules/{file}.yaml", Rule):
            _check(rule, f"rules/{file}.yaml", rules)
            rules[rule.id], levels[rule.id] = rule, level
    for rule in rules.values():
        for other in rule.gives_way_to:
            if FILE_ORDER.index(levels[other]) > FILE_ORDER.index(levels[rule.id]):
                raise RequestError(
                    found=f"{rule.id} gives way to {other}, which is lower",
                    needed="a rule of the same level or a higher one",
                    do="Mend it.",
                )
    return sealed(rules), sealed(levels)


def _check(rule: Rule, file: str, so_far: Mapping[str, Rule]) -> None:
    """What a type cannot say: names that lead somewhere, and each name once."""
    faults = [f"no source is called {key!r}" for key in rule.source if key not in SOURCES]
    for condition in (rule.fires, *rule.also, *(more.when for more in rule.more)):
        faults += misnamed(condition) if condition is not None else ()
    faults += [f"{rule.within!r} is no time that is known"] if rule.within not in WITHIN else []
    faults += ["it stands here twice"] if rule.id in so_far else []
    faults += (
        ["it needs either `fires` or `made_by`"] if (rule.fires is None) == (rule.made_by is None) else []
    )
    if faults:
        raise RequestError(
            found=f"{file}: {rule.id}: {'; '.join(faults)}", needed="a rule as the schema says", do="Mend it."
        )


RULES, LEVEL_OF = _rules()  # id → rule, id → level; in the order of the files, highest level first
