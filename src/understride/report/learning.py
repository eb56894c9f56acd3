"""What to learn next. Before the safety questions titles only; a lesson is shown from `Cleared` alone (R57)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from understride.interview import Cleared
from understride.knowledge import Lesson
from understride.lessons import load_library, open_lesson, positions
from understride.lessons.programme.shelf import shelf_for
from understride.model import Cause, RequestError
from understride.report import drawings
from understride.report.facts import Facts
from understride.report.lesson_positions import before_main_after
from understride.report.sections import places
from understride.words import compose, told
from understride.words import page as words
from understride.words.reasoned import titled

MOST_LATER = 2
MAIN = 2  # of before, main, after


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The first lesson and two later ones. positions: drawings with their captions. lead: of the section.

    label: `Your first lesson`, or that it is to come. facts, why, positions are empty where only titles may stand.
    """

    lead: str
    label: str
    title: str
    later: str
    facts: str = ""
    why: str = ""
    positions: tuple[tuple[str, str], ...] = ()


def titles(facts: Facts) -> Next:
    """The titles that the knowledge names for the complaints; nothing of a lesson is opened."""
    first, later = _named(facts)
    return Next(
        lead=told.LEADS["locked"],
        label=told.LESSON_LATER,
        title=first.title,
        later=compose.later_lessons(tuple((one.title, _minutes(one)) for one in later)),
    )


def next_up(cleared: Cleared, lessons: tuple[str, ...], facts: Facts) -> Next | None:
    """The lesson that comes first for this person, and what comes after. It asks for the gate's own answer."""
    if not isinstance(cleared, Cleared):
        raise TypeError("lessons stand on the page for Cleared only, which the gate makes")
    known = [one for id in lessons if (one := facts.knowledge.lesson(id)) is not None]
    if not known:
        return None
    first, later = known[0], tuple(known[1 : 1 + MOST_LATER])
    withheld = frozenset[str](cleared.withheld)
    return Next(
        lead=told.LEADS["next"],
        label=words.LESSON_FIRST,
        title=first.title,
        later=compose.later_lessons(tuple((one.title, _minutes(one, withheld)) for one in later)),
        facts=compose.lesson_facts(_minutes(first, withheld), first.kind),
        why=_why(first, facts),
        positions=_positions(cleared, first),
    )


def _minutes(lesson: Lesson, withheld: frozenset[str] = frozenset()) -> int | None:
    """Whole minutes of its short version, from the score of what remains; None for one that has no text here."""
    found = shelf_for(withheld).get(lesson.id)
    return None if found is None else round(found.short)


def _why(lesson: Lesson, facts: Facts) -> str:
    asked = [facts.knowledge.region(c.region) for c in places(facts.complaints)[:1]]
    served = _served(lesson, facts)
    likely = next((cause for cause in served if cause.state != "against"), None)
    return told.lesson_why(
        tuple(region.phrase for region in asked if region is not None),
        None if likely is None else titled(likely),
        against=titled(served[0]) if served and likely is None else None,
    )


def _served(lesson: Lesson, facts: Facts) -> list[Cause]:
    """The candidates of the first complaint that this lesson is made for, the best-ranked first."""
    regions = [c.region for c in facts.complaints[:1]]
    found = [c for c in facts.causes if c.complaint in regions and c.id in lesson.serves]
    return sorted(found, key=lambda c: c.rank)


def _named(facts: Facts) -> tuple[Lesson, tuple[Lesson, ...]]:
    lessons = facts.knowledge.lessons
    regions = [c.region for c in places(facts.complaints)]
    first = _first(facts, regions[0] if regions else None)
    others = [_first(facts, region) for region in regions[1:]]
    others += [one for one in lessons.lessons if one.kind != "short" and {*one.serves[:1]} & {*first.serves}]
    later = {one.id: one for one in others if one.id != first.id}
    return first, tuple(later.values())[:MOST_LATER]


def _first(facts: Facts, region: str | None) -> Lesson:
    lessons = facts.knowledge.lessons
    choice = next((f for f in lessons.first_for if f.complaint == region), None)
    id = lessons.otherwise if choice is None else choice.lesson
    if choice is not None and choice.unless is not None:
        ranks = {c.id: c.rank for c in facts.causes if c.complaint == region}
        rival = choice.unless
        if ranks.get(rival.imbalance, math.inf) < ranks.get(rival.above, math.inf):
            id = rival.lesson
    lesson = facts.knowledge.lesson(id)
    assert lesson is not None, f"lesson {id} is not in the list"
    return lesson


def _positions(cleared: Cleared, lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Before, main, after; one figure for a lesson in one position. The arrow belongs to one lesson only."""
    written = load_library().get(lesson.id)
    if written is None:
        return ()
    try:
        parts = before_main_after(open_lesson(cleared, written).score)
    except RequestError:  # nothing of it remains for this person
        return ()
    names = [part.block.position for part in parts]
    captions = [positions()[name].title for name in names]
    turning = lesson.id == "core-lying" and "back-bent" in names
    if len(names) > 1:
        main = words.POSITIONS["tilt"] if turning else f"{captions[1][:1].lower()}{captions[1][1:]}"
        captions = [words.POSITIONS["before"], main, words.POSITIONS["after"]]
    return tuple(
        (drawings.position(name, key=f"pos-{i}", arrow=turning and i == MAIN), caption)
        for i, (name, caption) in enumerate(zip(names, captions, strict=True), 1)
    )
