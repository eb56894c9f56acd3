"""The places of a programme, in their order and without dates, and what gives way where two are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from understride.lessons.programme.asked import LOW_BACK, Asked
from understride.lessons.programme.table import LIKED, SLOTS, Mark, Place, place, sentence, table

Kind = Literal["lesson", "scan", "tests", "learn", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a row left in the plan. row: its id; facts: ids of what it rests on."""

    row: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place of the programme. key: its name, stable for good. day: of the week, from 1.

    owned: it belongs to the complaint (or a wish) and does not give way. extra: put in by a row over time.
    reason: what made it what it is, a key of the day's words.
    """

    key: str
    week: int
    day: int
    kind: Kind
    lesson: str | None = None
    mark: Mark = ""
    owned: bool = False
    extra: bool = False
    reason: str = ""

    def now(self, what: Place, reason: str, *, owned: bool) -> Spot:
        """The same place with another lesson."""
        return replace(self, lesson=what.lesson, mark=what.mark, reason=reason, owned=owned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Places in order, and what was said on the way."""

    spots: tuple[Spot, ...]
    said: tuple[Sentence, ...] = ()

    def having(self, spots: Sequence[Spot], *said: Sentence) -> Course:
        """Other places, and more sentences."""
        return Course(spots=tuple(spots), said=(*self.said, *said))

    def lessons(self) -> tuple[Spot, ...]:
        """The lesson places, without what is learnt on the side."""
        return tuple(spot for spot in self.spots if spot.kind == "lesson")


def said(row: str, case: str, *facts: str, **words: object) -> Sentence:
    """One sentence of one row."""
    return Sentence(row=row, text=sentence(row, case, **words), facts=facts)


def settle(spots: Sequence[Spot], *, allowed: Sequence[str] | None = None) -> list[Spot]:
    """No lesson twice in one week: a place that is not owned gives way to the first default lesson not in the plan.

    The same lesson marked `again` in its own week is meant. allowed: which lessons may step in, in their order.
    """
    found = list(spots)
    order = default_order() if allowed is None else [*allowed]
    for index, spot in enumerate(found):
        if not _clashes(spot, found) or spot.owned:
            continue
        inside = {other.lesson for other in found}
        week = {other.lesson for other in found if other.week == spot.week and other is not spot}
        fresh = [id for id in order if id not in inside] or [id for id in order if id not in week]
        if fresh:
            found[index] = spot.now(Place(fresh[0], ""), "general", owned=False)
    return found


def _clashes(spot: Spot, spots: Sequence[Spot]) -> bool:
    if spot.kind != "lesson" or spot.mark == "again" or spot.lesson == LIKED or spot.extra:
        return False
    same = [o for o in spots if o.kind == "lesson" and o.week == spot.week and o.lesson == spot.lesson]
    same = [o for o in same if o.mark != "again" and not o.extra]
    if len(same) < 2:
        return False
    return any(o.owned for o in same) or same[0] is not spot  # the first stays, unless another owns it


def default_order() -> list[str]:
    """The lessons of the default table in its order, each once."""
    weeks = table().six_weeks
    named = (place(getattr(week, slot)).lesson for week in weeks for slot in SLOTS)
    return [lesson for lesson in dict.fromkeys(named) if lesson != LIKED]


def is_low_back(wish: Asked) -> bool:
    """Whether the low-back order holds."""
    return wish.main is not None and wish.main.region == LOW_BACK
