"""Sentences about causes: what would end an idea, how far that is met, and the answer "none of these"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from understride.model import Point
from understride.words.numbers import listed
from understride.words.phrases import phrase

MOST_NAMED = 3  # measures named in one sentence
_COUNTS = ("none", "one", "two", "three", "four", "five", "six")
NONE_ID = "X.none"
NONE_TITLE = "None of these"
NONE_IDEA = (
    "It may be none of these: a jump in load, little sleep, stress, other shoes, an earlier injury, or something that "
    "has nothing to do with how you move."
)
NONE_GRADE = "Always possible; a recording cannot show it."
NONE_REFUTED = (
    "If what another idea is about changes for good and the complaint goes along with it, that idea is the better one. "
    "If the complaint follows load, sleep, stress or shoes more closely, this is."
)
NO_COMPLAINT_GRADE = "No complaint was told, so there is no link to grade."


def refutation_met(imbalance: str, met: int, *, needed: int, total: int) -> Point:
    """Everything that would end the idea was seen."""
    things = "things that would end this idea are there in this run"
    text = (
        f"All {_count(total)} {things}"
        if met == total
        else f"{_count(met).capitalize()} of the {_count(total)} {things}"
    )
    text += "." if needed == total else f"; {_count(needed)} would do."
    return Point(id=f"{imbalance}.refuted", text=text)


def refutation_partly(imbalance: str, met: int, total: int) -> Point:
    """Some of it was seen, nothing contradicts, and the rest is open."""
    rest = total - met
    text = (
        f"Of {_count(total)} things that would end this idea, {_count(met)} {'is' if met == 1 else 'are'} there and "
        f"{_count(rest)} {'is' if rest == 1 else 'are'} open: unlikely, not ruled out."
    )
    return Point(id=f"{imbalance}.unlikely", text=text)


def unseen(imbalance: str, what: str) -> Point:
    """Something that no measure of this recording can show."""
    return Point(id=f"{imbalance}.unseen", text=f"This recording cannot show {what}.")


def mind(state: str, *, believed_if: str, refuted_if: str) -> str:
    """What would change our mind: the other way first where the run already speaks against it."""
    first, second = (believed_if, refuted_if) if state in ("against", "open") else (refuted_if, believed_if)
    return f"{first} {second}"


def unrecorded(imbalance: str, measures: Sequence[str]) -> Iterator[Point]:
    """Without a recording: what one could show of this idea, in one sentence."""
    names = tuple(dict.fromkeys(measures))
    if names:
        said = tuple(phrase(name).what for name in names[:MOST_NAMED])
        more = len(names) - len(said)
        what = listed((*said, f"{_count(more)} more") if more else said)
        yield Point(id=f"{imbalance}.unrecorded", text=f"A recording could show {what}.", measures=names)


def none_supported() -> Point:
    """Every other idea for this complaint was spoken against."""
    return Point(id=f"{NONE_ID}.others", text="What was seen or told speaks against each of the other ideas.")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
