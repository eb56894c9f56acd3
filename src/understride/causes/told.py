"""What a person told or tried, as plain evidence for the reasoning: no room but this one has to know how it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Literal

from understride.causes.ranged import RangedFinding
from understride.causes.strengths import (
    FAMILY_MOST,
    OUTSIDE,
    RATIO,
    SAID,
    SAID_ANYWAY,
    Range,
    fixed,
)
from understride.model import RequestError

Class = Literal["w1", "w2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The answer of a self-test, or of a question that speaks to causes. "Can't tell" is no evidence: leave it out.

    id: of the test and side (`hip-extend.left`). about: cause ids as in a network; the front of one stands for all
    that begin so (`I7` = both sides, all directions). speaks: it is likelier if any of them is there, or if none is.
    family: tests that are not independent (six hip directions of one side), capped together.
    """

    id: str
    about: tuple[str, ...]
    speaks: Literal["for", "against"]
    weight: Class
    family: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whether something outside the method happened. before: yes, in the weeks before the complaint began.

    cause: `X.shoes_changed` and the like. Not asked, not known: leave it out.
    """

    cause: str
    answer: Literal["yes", "no", "before"]


Told = Tried | Asked


def nodes_of(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """All nodes of the network that a name stands for: itself, or all that begin with it and a point."""
    return tuple(one for one in ids if one == name or one.startswith(f"{name}."))


def told_findings(told: tuple[Told, ...], ids: tuple[str, ...]) -> tuple[RangedFinding, ...]:
    """The findings of everything told. ids: of all causes in the network."""
    capped = _caps(told)
    return tuple(
        _tried(one, ids, capped.get(one.family or "", 1.0)) if isinstance(one, Tried) else _asked(one, ids)
        for one in told
    )


def _tried(one: Tried, ids: tuple[str, ...], exponent: float) -> RangedFinding:
    """True = any of the causes is there; the answer is so many times likelier then."""
    about = [node for name in one.about for node in _known(name, ids)]
    ratio = Range(*RATIO[one.weight][one.speaks == "against"], f"ratio {one.id}")
    weight = ratio.power(exponent) if one.speaks == "for" else ratio
    return RangedFinding(
        id=one.id,
        kind="self_test",
        leak=fixed(0.0),
        links=tuple((node, fixed(1.0)) for node in dict.fromkeys(about)),
        likelihood=(fixed(1.0), weight),
    )


def _asked(one: Asked, ids: tuple[str, ...]) -> RangedFinding:
    """True = there was such a thing. Where the answer is no, the chances are those of any yes."""
    anyway = SAID_ANYWAY["before" if one.answer == "before" else "yes"]
    return RangedFinding(
        id=f"asked.{one.cause}",
        kind="asked",
        leak=Range(*anyway, f"anyway {one.cause} {one.answer == 'before'}"),
        links=tuple((node, Range(*SAID, f"said {one.cause}")) for node in _known(one.cause, ids)),
        likelihood=(fixed(1.0), fixed(0.0)) if one.answer == "no" else (fixed(0.0), fixed(1.0)),
    )


def _known(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    found = nodes_of(name, ids)
    if not found:
        raise RequestError(
            found=f"evidence about {name!r}",
            needed=f"a cause of the method (I1, I6.left.extend) or one of {', '.join(OUTSIDE)}",
            do="Name a cause that is known.",
        )
    return found


def _caps(told: tuple[Told, ...]) -> dict[str, float]:
    """The power to which each family's ratios are taken, so that together they stay below the most."""
    joint: dict[str, float] = {}
    for one in told:
        if isinstance(one, Tried) and one.family is not None and one.speaks == "for":
            joint[one.family] = joint.get(one.family, 0.0) + log(RATIO[one.weight][0][1])
    return {family: min(1.0, log(FAMILY_MOST) / total) for family, total in joint.items() if total > 0}
