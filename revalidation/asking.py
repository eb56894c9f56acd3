"""How many questions it takes to come to the same first lesson: asked by worth, and in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from revalidation.made_up_people import People, World

from understride.causes.infer import posterior
from understride.causes.question import Question, next_question
from understride.causes.ranged import Model, RangedFinding, drawn
from understride.causes.strengths import OUTSIDE, fixed
from understride.knowledge import Knowledge

NONE_YET = "see to it first"  # in place of a lesson, for a cause outside the method


@dataclass(frozen=True, slots=True)
class Asking:
    """Means over people. pool: questions there are. agree: same choice as with all answers; minutes: spent.

    fixed_agree: same choice after as many questions in the fixed order; fixed_needed: until the choice stays.
    """

    people: int
    pool: int
    asked: float
    minutes: float
    agree: float
    fixed_agree: float
    fixed_needed: float
    fixed_minutes: float


def lessons_of(knowledge: Knowledge) -> dict[str, str]:
    """The lesson closest to each imbalance; a cause outside the method is seen to before any lesson."""
    found = {}
    for one in knowledge.imbalances:
        serving = [lesson for lesson in knowledge.lessons.lessons if one.id in lesson.serves]
        found[one.id] = min(serving, key=lambda lesson: lesson.serves.index(one.id)).id
    return found | dict.fromkeys(OUTSIDE, NONE_YET)


def asking(given: World, who: People, lessons: Mapping[str, str]) -> Asking:
    """Ask everybody what is worth most, until nothing is; and in the fixed order of the page."""
    pool = [question for question in given.questions if question.kind != "view"]
    rows = []
    for person in range(len(who.planted)):
        everything = [_answered(given, who, person, question) for question in pool]
        final = _choice(_with(given.model, everything), lessons)
        model, left, minutes = given.model, list(range(len(pool))), 0.0
        while (best := next_question(model, [pool[i] for i in left], lessons)) is not None:
            number = next(i for i in left if pool[i].id == best.id)
            model, minutes = _with(model, [everything[number]]), minutes + best.minutes
            left.remove(number)
        path = [_choice(_with(given.model, everything[:k]), lessons) for k in range(len(pool) + 1)]
        asked = len(pool) - len(left)
        settled = next(k for k in range(len(path)) if all(one == final for one in path[k:]))
        spent = sum(question.minutes for question in pool[:settled])
        rows.append((asked, minutes, _choice(model, lessons) == final, path[asked] == final, settled, spent))
    mean = np.array(rows, dtype=float).mean(axis=0)
    return Asking(len(rows), len(pool), *(float(one) for one in mean))


def _answered(given: World, who: People, person: int, question: Question) -> tuple[RangedFinding, ...]:
    """What one person answers to one question, as findings."""
    names = [one.finding.id for _, one in given.opens]
    found = []
    for one in question.opens:
        absent, present = one.answers[who.answered[names.index(one.finding.id), person]]
        found.append(replace(one.finding, likelihood=(fixed(absent), fixed(present))))
    return tuple(found)


def _with(model: Model, answers: Iterable[tuple[RangedFinding, ...]]) -> Model:
    return replace(model, findings=(*model.findings, *(one for several in answers for one in several)))


def _choice(model: Model, lessons: Mapping[str, str]) -> str:
    """The lesson of the likeliest candidate that has one, all ranges read at their middle."""
    found = posterior(model.shape, drawn(model, 1), model.groups)[len(model.causes) :, 0]
    teaching = [n for n in model.complaints[0].candidates if model.candidates[n].id in lessons]
    return lessons[model.candidates[max(teaching, key=lambda n: float(found[n]))].id]


def joined(parts: Sequence[Asking]) -> Asking:
    """The mean over people of several complaints."""
    count = np.array([part.people for part in parts])
    means = [
        float(count @ [getattr(part, field.name) for part in parts] / count.sum())
        for field in fields(Asking)[1:]
    ]
    return Asking(int(count.sum()), round(means[0]), *means[1:])
