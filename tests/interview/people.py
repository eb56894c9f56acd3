"""People for tests of this room: answers in few words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from understride.interview import Answers, Clearance, Known, Person, Told
from understride.interview.gate import Cleared, Stopped, gate

TODAY = dt.date(2026, 11, 21)
HEIGHT = {
    "stop.emergency": 5,
    "stop.urgent": 4,
    "stop.scope": 3,
    "stop.told_not_to_exercise": 3,
    "caution": 2,
    "go": 1,
}


def person(
    *,
    yes: Iterable[str] = (),
    unknown: Iterable[str] = (),
    regions: Iterable[str] = ("shoulders",),
    age: int | None = 35,
    intensity: int | None = None,
    cleared: Iterable[str] = (),
    otherwise: Known = "no",
) -> Answers:
    """Answers of someone for whom every fact not named is `otherwise`."""
    facts: Mapping[str, Known] = {**dict.fromkeys(unknown, "unknown"), **dict.fromkeys(yes, "yes")}
    return Answers(
        schema="understride.answers/1",
        today=TODAY,
        runner=Person(age=age),
        complaints=tuple(Told(region=region, intensity=intensity) for region in regions),
        facts=dict(facts),
        facts_otherwise=otherwise,
        cleared=tuple(
            Clearance(rule=rule, date=TODAY - dt.timedelta(days=14), by="physio") for rule in cleared
        ),
    )


def asked(answers: Answers) -> Cleared | Stopped:
    """What the gate says today."""
    return gate(answers, today=TODAY)


def height(outcome: Cleared | Stopped) -> int:
    """How high the highest level is: 0 none, 1 low … 5 emergency."""
    return max(
        (next(h for start, h in HEIGHT.items() if r.id.startswith(start)) for r in outcome.reasons), default=0
    )
