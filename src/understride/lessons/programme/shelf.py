"""What the programme needs to know of each lesson: minutes, kind, what it serves. A finished lesson says it itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from understride.knowledge import load
from understride.lessons.lesson import Lesson
from understride.lessons.opening import remaining
from understride.lessons.programme.table import Known, table
from understride.model import sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One lesson on the shelf. short, full: minutes of each version. number: its place in the list of titles.

    question: for the next run, where the lesson has one; walk_question: for a walk. rest: share of the time, 0 to 1.
    opens: whether anything of it remains for this person.
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
    rest: float = 0.0
    opens: bool = True


Shelf = Mapping[str, Item]


@cache
def listed_shelf() -> Shelf:
    """Every lesson as the list of titles and the table know it, in their order."""
    known = table().lessons
    items = {}
    for index, lesson in enumerate(load().lessons.lessons):
        more = known.get(lesson.id, Known())
        items[lesson.id] = Item(
            id=lesson.id,
            title=lesson.title,
            kind=lesson.kind,
            number=index + 1,
            short=lesson.minutes,
            full=more.full,
            serves=lesson.serves if more.serves is None else more.serves,
            complaints=more.complaints,
            retest=more.retest,
            rest=table().minutes.rest_share,
        )
    return sealed(items)


@cache
def shelf_for(withheld: frozenset[str]) -> Shelf:
    """The shelf of the package's own library, for what a clearance leaves."""
    from understride.lessons.library import load_library

    return shelf(load_library(), withheld=withheld)


def shelf(library: Mapping[str, Lesson], *, withheld: frozenset[str] = frozenset()) -> Shelf:
    """The shelf with every finished lesson as it is written, its minutes from its score; the rest as listed.

    withheld: what a clearance leaves out (`Cleared.withheld`): blocks that demand it take no time.
    """
    listed = listed_shelf()
    return sealed(
        {id: _written(item, library[id], withheld) if id in library else item for id, item in listed.items()}
    )


def _written(item: Item, lesson: Lesson, withheld: frozenset[str]) -> Item:
    from understride.lessons.scoring import score

    front, kept = lesson.front, remaining(lesson, withheld)
    scores = {length: score(kept, length=length) for length in front.lengths}
    minutes = {length: round(found.seconds / 60, 1) for length, found in scores.items()}
    first = next(iter(scores.values()))
    return replace(
        item,
        title=front.title,
        kind=front.kind,
        short=minutes.get("short", item.short),
        full=minutes.get("full"),
        serves=front.serves.imbalances,
        complaints=front.serves.complaints,
        retest=front.retests,
        question=next(iter(front.run_questions), None),
        walk_question=next(iter(front.walk_questions), None),
        rest=first.rest,
        opens=any(block.kind in ("move", "imagine") for block in kept.blocks),
    )


def closest(shelf: Shelf, imbalance: str, *, complaint: str | None) -> tuple[str, ...]:
    """Lessons for an imbalance, closest first: by its place among what each serves, then those for the complaint."""
    found = [
        (item.serves.index(imbalance), complaint not in item.complaints, item.number, item.id)
        for item in shelf.values()
        if imbalance in item.serves and item.kind != "short" and item.id not in table().for_runners
    ]
    return tuple(id for *_, id in sorted(found))
