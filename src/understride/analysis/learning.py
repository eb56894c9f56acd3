"""Which lessons come first for whom: from `Cleared` only, so that nothing is taught before the gate was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from understride.interview.answers import Answers
from understride.interview.answers import Told as Hurts
from understride.interview.gate import Cleared
from understride.knowledge import Knowledge, Lesson
from understride.model import Cause, RequestError

MOST = 5
AMONG = 3  # ideas of one complaint that lessons are listed for


def lessons_for(
    cleared: Cleared, answers: Answers, causes: Sequence[Cause], knowledge: Knowledge
) -> tuple[str, ...]:
    """Ids of lessons, best first: the one that a plan begins with, each complaint's first lesson, the next ideas'.

    What the gate withholds is left out, and so is what this person cannot do.
    """
    opening = _opening(cleared, answers, causes)
    wanted = dict.fromkeys((opening, *_wanted(answers, causes, knowledge)))
    found = (lesson for name in wanted if name and (lesson := knowledge.lesson(name)) is not None)
    return tuple(lesson.id for lesson in found if _suits(lesson, answers) and _open_to(cleared, lesson))[
        :MOST
    ]


def _opening(cleared: Cleared, answers: Answers, causes: Sequence[Cause]) -> str | None:
    """The lesson that six weeks begin with: page, document and plan name the same one."""
    from understride.lessons.programme.asked import asked, ranked
    from understride.lessons.programme.course import opens_with
    from understride.lessons.programme.shelf import shelf_for

    return opens_with(cleared, asked(answers, ranked(causes)), shelf_for(frozenset(cleared.withheld)))


def main_complaint(answers: Answers) -> int:
    """The number of the complaint that costs most; then the strongest, then the first told."""
    order = sorted(
        range(len(answers.complaints)), key=lambda n: tuple(-x for x in _size(answers.complaints[n]))
    )
    return order[0] if order else 0


def lesson_of(knowledge: Knowledge) -> Mapping[str, str]:
    """Imbalance → the lesson that comes first for it.

    Where the method names it first for a place, that place's first lesson; else the lesson that serves it most closely.
    """
    from understride.lessons.programme.table import table

    first = {one.complaint: one.lesson for one in knowledge.lessons.first_for}
    named = {cause: first[region] for region, cause in reversed(table().map_cause.items()) if region in first}
    return {**_closest(knowledge), **named}


def _closest(knowledge: Knowledge) -> Mapping[str, str]:
    """Imbalance → the lesson of which it is the closest concern."""
    found = {}
    for imbalance in knowledge.imbalances:
        serving = [lesson for lesson in knowledge.lessons.lessons if imbalance.id in lesson.serves]
        if serving:
            found[imbalance.id] = min(serving, key=lambda lesson: lesson.serves.index(imbalance.id)).id
    return found


def _size(hurt: Hurts) -> tuple[float, float]:
    return (-1 if hurt.cost is None else hurt.cost, -1 if hurt.intensity is None else hurt.intensity)


def _wanted(answers: Answers, causes: Sequence[Cause], knowledge: Knowledge) -> Iterator[str]:
    main = main_complaint(answers)
    told = [hurt.region for hurt in answers.complaints]
    regions: list[str | None] = [*told[main : main + 1], *told[:main], *told[main + 1 :]]
    lists = [list(_of_place(causes, region, knowledge)) for region in regions or [None]]
    yield from (one[0] for one in lists if one)
    for one in lists:
        yield from one[:AMONG]


def _of_place(causes: Sequence[Cause], region: str | None, knowledge: Knowledge) -> Iterator[str]:
    """Lessons for one complaint: of the likeliest idea, of others that something points to, then more for the first."""
    lessons, closest = lesson_of(knowledge), _closest(knowledge)
    ideas = [cause for cause in causes if cause.complaint == region and cause.id in lessons]
    ideas.sort(key=lambda cause: (cause.state == "against", cause.rank))
    pointed = [cause for cause in ideas[1:] if cause.state in ("for", "open")]
    found = dict.fromkeys(lessons[cause.id] for cause in (*ideas[:1], *pointed))
    first = next((one.lesson for one in knowledge.lessons.first_for if one.complaint == region), None)
    yield from found or ([first] if first is not None else [])
    yield from (closest[cause.id] for cause in ideas[:1] if cause.id in closest)


def _suits(lesson: Lesson, answers: Answers) -> bool:
    from understride.lessons.programme.table import table

    if lesson.kind == "floor" and answers.runner.lies_on_floor == "no" and lesson.id not in table().sitting:
        return False
    return answers.runner.runs != "no" or lesson.id not in (*table().for_runners, *table().instead_of)


def _open_to(cleared: Cleared, lesson: Lesson) -> bool:
    """Whether it opens for this person; what is not written yet opens only where nothing is held back."""
    from understride.lessons import load_library, open_lesson

    whole = load_library().get(lesson.id) if cleared.withheld else None
    if whole is None:
        return not cleared.withheld
    try:
        open_lesson(cleared, whole)
    except RequestError:
        return False
    return True
