"""Sentences about causes: what would end an idea, how far that is met, and the answer "none of these"."""

from __future__ import annotations

from understride.model import Point

_COUNTS = ("none", "one", "two", "three", "four", "five", "six")
NONE_ID = "X.none"
NONE_TITLE = "None of these"
NONE_IDEA = (
    "It may be none of these: a jump in load, little sleep, stress, other shoes, an earlier injury, or something that "
    "has nothing to do with how you move."
)
NONE_GRADE = "Always possible; a recording cannot show it."
NONE_REFUTED = (
    "If one of the measures above changes for good and the complaint goes along with it, that idea is the better one. "
    "If the complaint follows load, sleep, stress or shoes more closely, this is."
)
_NONE_UNSEEN = (
    ("load", "Whether you ran more, faster or elsewhere in the weeks before."),
    ("rest", "How you slept, and how much stress there was."),
    ("shoes", "Whether the shoes changed."),
    ("injury", "Whether there was an injury before."),
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


def none_unseen() -> tuple[Point, ...]:
    """What would have to be asked before anything else is believed."""
    return tuple(Point(id=f"{NONE_ID}.{name}", text=text) for name, text in _NONE_UNSEEN)


def none_supported() -> Point:
    """Every other idea for this complaint was spoken against."""
    return Point(id=f"{NONE_ID}.others", text="This run speaks against each of the other ideas.")


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
