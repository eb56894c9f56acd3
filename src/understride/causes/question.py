"""The next best question: which answer would most change the choice of the first lesson, per minute it takes.

Each possible answer of each open question is reasoned through exactly, weighed by how likely it is to be given. What
counts is how much likelier the cause that the lesson is for then is, against staying with the choice of now: a
question whose every answer leads to the same lesson is worth nothing, however much it tells. One question is looked
ahead. A view of a recording shows several measures; the few most telling are gone through together, which is the
least that the view is worth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np

from understride.causes.infer import Numbers, weighed
from understride.causes.ranged import Complained, Model, RangedFinding, drawn
from understride.causes.strengths import RATIO, SAID, SAID_ANYWAY, Range, fixed
from understride.model import Floats

LEAST = 0.002  # a gain in probability below this is no reason to ask
TOGETHER = 3  # measures of one view gone through together: 2³ outcomes
Answers = tuple[
    tuple[float, float], ...
]  # of each answer: chance of it if absent, if present; columns add up to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something not known yet: a finding of the network that could be observed, and the answers it could give."""

    finding: RangedFinding
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What could be asked, tried or recorded. kind: `question`, `self_test`, `view`. minutes: of the runner's time."""

    id: str
    kind: str
    minutes: float
    opens: tuple[Open, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a question is worth. gain: expected rise in the probability of the cause that is taught first.

    changes: the chance that the answer leads to another first lesson.
    """

    id: str
    kind: str
    minutes: float
    gain: float
    changes: float

    @property
    def per_minute(self) -> float:
        """What decides which question comes next."""
        return self.gain / self.minutes


def tried(name: str, *, about: Sequence[str], weight: str, minutes: float) -> Question:
    """A self-test that speaks for or against causes (ids of nodes). Its answers follow from the table of ratios."""
    speaks_for, against = (sum(ends) / 2 for ends in RATIO[weight])
    share = (1 - against) / (speaks_for - against)  # of answers for it, where the cause is absent
    finding = _open_finding(name, "self_test", fixed(0.0), {node: fixed(1.0) for node in about})
    answers = ((share, speaks_for * share), (1 - share, against * (1 - share)))
    return Question(
        id=name, kind="self_test", minutes=minutes, opens=(Open(finding=finding, answers=answers),)
    )


def asked(cause: str, *, minutes: float) -> Question:
    """Whether something outside the method happened."""
    leak = Range(*SAID_ANYWAY["yes"], f"anyway {cause} False")
    finding = _open_finding(f"asked.{cause}", "asked", leak, {cause: Range(*SAID, f"said {cause}")})
    opened = Open(finding=finding, answers=((0.0, 1.0), (1.0, 0.0)))
    return Question(id=f"asked.{cause}", kind="question", minutes=minutes, opens=(opened,))


def view(name: str, findings: Sequence[RangedFinding], *, right: float, minutes: float) -> Question:
    """A recording from one side. findings: what it would show. right: how often it says so, whichever is true."""
    answers = ((1 - right, right), (right, 1 - right))
    return Question(
        id=name,
        kind="view",
        minutes=minutes,
        opens=tuple(Open(finding=one, answers=answers) for one in findings),
    )


def _open_finding(name: str, kind: str, leak: Range, links: Mapping[str, Range]) -> RangedFinding:
    return RangedFinding(
        id=name, kind=kind, leak=leak, links=tuple(links.items()), likelihood=(fixed(1.0), fixed(1.0))
    )


def next_question(
    model: Model, questions: Sequence[Question], lessons: Mapping[str, str], complaint: int = 0
) -> Worth | None:
    """The question worth most per minute; None where no answer would change the choice enough.

    lessons: candidate id → id of the lesson that would come first for it; a candidate without one teaches nothing.
    complaint: the number of the complaint that the lesson is chosen for.
    """
    found = [one for one in worths(model, questions, lessons, complaint) if one.gain >= LEAST]
    return max(found, key=lambda one: (one.per_minute, one.id), default=None)


def worths(
    model: Model, questions: Sequence[Question], lessons: Mapping[str, str], complaint: int = 0
) -> tuple[Worth, ...]:
    """What every question is worth, in the order given; all ranges read at their middle."""
    if not questions or not model.complaints:
        return ()
    places = _places(model, questions)
    singles = [((places[opened.finding.id], opened.answers),) for q in questions for opened in q.opens]
    told = _outcomes(model, questions, singles, lessons, complaint)
    alone = dict(zip([one.finding.id for q in questions for one in q.opens], told, strict=True))
    several = [q for q in questions if len(q.opens) > 1]
    joint = [_together(q, alone, places) for q in several]
    told = _outcomes(model, questions, joint, lessons, complaint) if joint else []
    together = {q.id: outcome for q, outcome in zip(several, told, strict=True)}
    found = []
    for question in questions:
        outcome = together.get(question.id) or alone[question.opens[0].finding.id]
        found.append(
            Worth(
                id=question.id,
                kind=question.kind,
                minutes=question.minutes,
                gain=outcome[0],
                changes=outcome[1],
            )
        )
    return tuple(found)


Trial = tuple[tuple[int, Answers], ...]  # findings by number, each with the answers it could give


def _places(model: Model, questions: Sequence[Question]) -> dict[str, int]:
    """The number of each open finding behind those already in the model."""
    names = dict.fromkeys(opened.finding.id for question in questions for opened in question.opens)
    return {name: number for number, name in enumerate(names, start=len(model.findings))}


def _together(
    question: Question, alone: Mapping[str, tuple[float, float]], places: Mapping[str, int]
) -> Trial:
    """The most telling measures of a view; where none tells anything alone, the first ones."""
    order = sorted(question.opens, key=lambda opened: -alone[opened.finding.id][0])
    return tuple((places[one.finding.id], one.answers) for one in order[:TOGETHER])


def _outcomes(
    model: Model,
    questions: Sequence[Question],
    trials: Sequence[Trial],
    lessons: Mapping[str, str],
    complaint: int,
) -> list[tuple[float, float]]:
    """Gain and chance of another choice for each trial, all answers of all trials reasoned through at once."""
    opened = {one.finding.id: one.finding for question in questions for one in question.opens}
    wide = replace(model, findings=(*model.findings, *opened.values()))
    cases = [case for trial in trials for case in _cases(trial)]
    numbers = drawn(wide, 1)
    likelihood = np.repeat(numbers.likelihood, len(cases) + 1, axis=2)
    for column, case in enumerate(cases, start=1):
        for finding, weight in case:
            likelihood[finding, :, column] = weight
    numbers = Numbers(numbers.prior, numbers.leak, numbers.link, likelihood)
    found, logs = weighed(wide.shape, numbers, wide.groups)
    chances = np.exp(logs - logs[0])
    values = _values(wide, found[len(wide.causes) :], lessons, model.complaints[complaint])
    ends = np.cumsum([1, *(len(list(_cases(trial))) for trial in trials)])
    return [_worth(values, chances, int(start), int(end)) for start, end in pairwise(ends)]


def _cases(trial: Trial) -> Iterator[tuple[tuple[int, tuple[float, float]], ...]]:
    """Every way in which all findings of a trial could be answered."""
    for answers in product(*(of for _, of in trial)):
        yield tuple((finding, answer) for (finding, _), answer in zip(trial, answers, strict=True))


def _values(model: Model, chances: Floats, lessons: Mapping[str, str], complaint: Complained) -> Floats:
    """What each lesson is worth in each case, (lessons, cases): the probability of the likeliest cause it is for."""
    served: dict[str, list[int]] = {}
    for number in complaint.candidates:
        lesson = lessons.get(model.candidates[number].id)
        if lesson is not None:
            served.setdefault(lesson, []).append(number)
    if not served:
        return np.zeros((1, chances.shape[1]))
    return np.array([chances[numbers].max(axis=0) for numbers in served.values()])


def _worth(values: Floats, chances: Floats, start: int, end: int) -> tuple[float, float]:
    now = int(np.argmax(values[:, 0]))
    then = values[:, start:end]
    gains = then.max(axis=0) - then[now]
    share = chances[start:end]
    return float(np.sum(share * gains)), float(np.sum(share * (gains > 0)))
