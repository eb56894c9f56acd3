"""What the programme needs to know of each lesson: minutes, kind, what it serves. All of it stands in the lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from understride.knowledge import load
from understride.lessons.lesson import Length, Lesson
from understride.lessons.library import load_library
from understride.lessons.opening import remaining
from understride.lessons.portions import WHOLE, Portion, cut, portioned
from understride.lessons.programme.table import table
from understride.lessons.scoring import minutes, score
from understride.model import sealed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """One lesson on the shelf. lesson: what remains of it for this person. number: its place in the list of titles.

    short, full: minutes of each version. question: for the next run, where the lesson has one; walk_question: for a
    walk. opens: whether anything of it remains.
    """

    id: str
    title: str
    kind: Literal["floor", "upright", "short"]
    number: int
    short: float
    full: float | None
    serves: tuple[str, ...]
    complaints: tuple[str, ...]
    retest: tuple[str, ...]
    question: str | None = None
    walk_question: str | None = None
    opens: bool = True
    lesson: Lesson


Shelf = Mapping[str, Item]


@cache
def shelf_for(withheld: frozenset[str] = frozenset()) -> Shelf:
    """Every lesson of the list of titles, in its order; minutes from the scores of what a clearance leaves.

    withheld: `Cleared.withheld`; blocks that ask for it take no time.
    """
    library = load_library()
    return sealed(
        {
            listed.id: _item(library[listed.id], number, withheld)
            for number, listed in enumerate(load().lessons.lessons, start=1)
        }
    )


def _item(lesson: Lesson, number: int, withheld: frozenset[str]) -> Item:
    front, kept = lesson.front, remaining(lesson, withheld)
    scored = {length: round(found, 1) for length, found in minutes(kept).items()}
    return Item(
        id=front.id,
        title=front.title,
        kind=front.kind,
        number=number,
        short=scored["short"],
        full=scored.get("full"),
        serves=front.serves.imbalances,
        complaints=front.serves.complaints,
        retest=front.retests,
        question=next(iter(front.run_questions), None),
        walk_question=next(iter(front.walk_questions), None),
        opens=any(block.kind in ("move", "imagine") for block in kept.blocks),
        lesson=kept,
    )


@lru_cache(maxsize=4096)
def minutes_of(item: Item, length: Length, portion: Portion = WHOLE) -> tuple[float, ...]:
    """Minutes of every part of a lesson as it is given, without settling and getting up.

    Fewer parts than asked for where it has not rests enough.
    """
    kept = item.lesson
    parts = len(cut(kept, portion.parts, length=length)) if portion.parts > 1 else 1
    given = (replace(portion, part=part, parts=parts) for part in range(1, parts + 1))
    return tuple(score(portioned(kept, one, length=length), length=length).seconds / 60 for one in given)


def closest(shelf: Shelf, imbalance: str, *, complaint: str | None) -> tuple[str, ...]:
    """Lessons for an imbalance, closest first: by its place among what each serves, then those for the complaint."""
    found = [
        (item.serves.index(imbalance), complaint not in item.complaints, item.number, item.id)
        for item in shelf.values()
        if imbalance in item.serves and item.kind != "short" and item.id not in table().for_runners
    ]
    return tuple(id for *_, id in sorted(found))
