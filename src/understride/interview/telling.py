"""What was told, in words: for the page, and for the one sentence to say at the doctor's. Only what the person said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from understride.interview.answers import Answers
from understride.interview.conditions import FACTS
from understride.knowledge import load
from understride.words import listed

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OPEN = "not known yet: "


def said(because: Collection[str], answers: Answers) -> dict[str, str]:
    """Each thing that a reason rests on → its words; facts first, then places, then numbers, then clearances."""
    facts = [fact for fact in FACTS if fact in because]
    told = {fact: f"{'' if answers.fact(fact) == 'yes' else _OPEN}{FACTS[fact]}" for fact in facts}
    told |= {region.id: region.phrase for region in load().regions if region.id in because}
    if "age" in because and answers.runner.age is not None:
        told["age"] = f"an age of {answers.runner.age}"
    if "intensity" in because:
        strongest = max(c.intensity for c in answers.complaints if c.intensity is not None)
        told["intensity"] = f"a strength of {strongest} out of 10"
    for clearance in answers.cleared:
        if clearance.rule in because:
            told[clearance.rule] = f"cleared on {day(clearance.date)} by {clearance.by}"
    return told


def say(told: Iterable[str], answers: Answers) -> str:
    """One sentence to say there, made of the person's own facts; empty where there is nothing to say."""
    words = [text for text in told if not text.startswith((_OPEN, "cleared on "))]
    places = [
        region.phrase for region in load().regions if region.id in {c.region for c in answers.complaints}
    ]
    words += [phrase for phrase in places if phrase not in words]
    return f"I would like to be looked at because of {listed(words)}." if words else ""


def day(when: date) -> str:
    """A date that reads the same everywhere: 21 Nov 2026."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
