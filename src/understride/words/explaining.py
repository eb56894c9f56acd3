"""A cause explained on its own, without a person: what it is, where it is thought to show, how well that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEAD = "A candidate, never a conclusion."
STRENGTH = "{place}: the source says “{strength}”. {grade}."
STRENGTH_OURS = "{place}: we take “{strength}”. {grade}."
SUPPORTS = "For it: {text}"
AGAINST = "Against it: {text}"
HEADS = {
    "complaints": "What it may bring about",
    "measures": "What a recording would show",
    "tests": "What you can try at home",
    "mistaken": "Easily mistaken for",
    "worse": "Made worse by",
    "refuted": "What would end the idea",
    "believed": "What would make us believe it",
    "goal": "What there is to learn",
    "sources": "Sources",
}
WAYS = {
    "high": "more than usual",
    "low": "less than usual",
    "away": "out of the usual either way",
    "either": "out of the usual, which may mean either",
}
WEIGHTS = {"strong": "tells most", "moderate": "tells something", "weak": "tells little"}
OUTSIDE_HOW = "It lies outside the method: it is asked, not measured."
NOTHING = {"measures": "Nothing that is measured here.", "tests": "Nothing so far."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


def part(name: str, lines: Iterable[str]) -> Part:
    """One part by its name; a part without lines says so where that matters."""
    found = tuple(lines)
    return Part(heading=HEADS[name], lines=found or ((NOTHING[name],) if name in NOTHING else ()))


def shown(what: str, direction: str, phase: str, weight: str) -> str:
    """`The twist between shoulders and pelvis, less than usual (whole stride; tells most)`."""
    return f"{what}: {WAYS[direction]} ({phase}; {WEIGHTS[weight]})"
