"""The next best question: which answer would most change the choice of the first lesson, per minute it takes.

Each possible answer of each open question is reasoned through exactly, weighed by how likely it is to be given. What
counts is how much likelier the cause that the lesson is for then is, against staying with the choice of now: a
question whose every answer leads to the same lesson is worth nothing by itself, however much it tells. Where no single
answer changes the choice, the few that move it most are gone through together, all their answers crossed: if even
they change nothing, it is time to stop; else the one that moves it most per minute comes next.
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

LEAST = 0.0005  # a gain in probability below this is no reason to ask
TOGETHER = 3  # measures of one view gone through together, 2³ outcomes: the least that the view is worth
AHEAD = 10  # open findings gone through together before it stops: 2¹⁰ outcomes
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

    changes: the chance that the answer leads to another first lesson. moves: how much the distance between the
    lesson of now and the next best is expected to move, either way.
    """

    id: str
    kind: str
    minutes: float
    gain: float
    changes: float
    moves: float


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
    """The question worth most per minute; None where no answers would change the choice enough.

    lessons: candidate id → id of the lesson that would come first for it; a candidate without one teaches nothing.
    complaint: the number of the complaint that the lesson is chosen for.
    """
    if not questions or not model.complaints:
        return None
    desk = _Desk(model, tuple(questions), lessons, model.complaints[complaint])
    found = _worths(desk)
    telling = [one for one in found if one.gain >= LEAST]
    if telling:
        return max(telling, key=lambda one: _order(one.gain / one.minutes, one))
    order = sorted(zip(found, questions, strict=True), key=lambda pair: _order(-pair[0].moves, pair[0]))
    crossed = [trial for _, question in order for trial in desk.trial(question)][:AHEAD]
    if _outcomes(desk, [tuple(crossed)])[0].gain < LEAST:
        return None
    return max(found, key=lambda one: _order(one.moves / one.minutes, one))


def _order(worth: float, one: Worth) -> tuple[float, str]:
    """Most first; what is alike but for rounding (left and right) by its id."""
    return round(worth, 9), one.id


def worths(
    model: Model, questions: Sequence[Question], lessons: Mapping[str, str], complaint: int = 0
) -> tuple[Worth, ...]:
    """What every question is worth by itself, in the order given; all ranges read at their middle."""
    if not questions or not model.complaints:
        return ()
    return _worths(_Desk(model, tuple(questions), lessons, model.complaints[complaint]))


Trial = tuple[tuple[int, Answers], ...]  # findings by number, each with the answers it could give
Case = tuple[tuple[int, tuple[float, float]], ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What comes of a trial, over all its answers."""

    gain: float
    changes: float
    moves: float


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies open: the model, the questions, the lessons, and the complaint that the lesson is for."""

    model: Model
    questions: tuple[Question, ...]
    lessons: Mapping[str, str]
    complaint: Complained

    @property
    def opened(self) -> dict[str, RangedFinding]:
        """Every open finding once."""
        return {opened.finding.id: opened.finding for one in self.questions for opened in one.opens}

    def trial(self, question: Question) -> Trial:
        """The findings of a question by their number behind those of the model."""
        first = len(self.model.findings)
        places = {name: number for number, name in enumerate(self.opened, start=first)}
        return tuple((places[one.finding.id], one.answers) for one in question.opens)


def _worths(desk: _Desk) -> tuple[Worth, ...]:
    trials = [desk.trial(question) for question in desk.questions]
    singles = iter(_outcomes(desk, [(opened,) for trial in trials for opened in trial]))
    alone = [[next(singles) for _ in trial] for trial in trials]
    several = [number for number, trial in enumerate(trials) if len(trial) > 1]
    crossed = [_most_telling(trials[number], alone[number]) for number in several]
    together = dict(zip(several, _outcomes(desk, crossed), strict=True))
    outcomes = [together.get(number, found[0]) for number, found in enumerate(alone)]
    return tuple(
        Worth(
            id=question.id,
            kind=question.kind,
            minutes=question.minutes,
            gain=outcome.gain,
            changes=outcome.changes,
            moves=outcome.moves,
        )
        for question, outcome in zip(desk.questions, outcomes, strict=True)
    )


def _most_telling(trial: Trial, alone: Sequence[_Outcome]) -> Trial:
    """The few findings of a view that move the choice most."""
    order = sorted(range(len(trial)), key=lambda i: -alone[i].moves)
    return tuple(trial[i] for i in order[:TOGETHER])


def _outcomes(desk: _Desk, trials: Sequence[Trial]) -> list[_Outcome]:
    """What comes of each trial, all answers of all trials reasoned through at once."""
    if not trials:
        return []
    wide = replace(desk.model, findings=(*desk.model.findings, *desk.opened.values()))
    cases = [list(_cases(trial)) for trial in trials]
    numbers = drawn(wide, 1)
    likelihood = np.repeat(numbers.likelihood, sum(map(len, cases)) + 1, axis=2)
    for column, case in enumerate((case for several in cases for case in several), start=1):
        for finding, weight in case:
            likelihood[finding, :, column] = weight
    numbers = Numbers(numbers.prior, numbers.leak, numbers.link, likelihood)
    found, logs = weighed(wide.shape, numbers, wide.groups)
    chances = np.exp(logs - logs[0])
    values = _values(wide, found[len(wide.causes) :], desk.lessons, desk.complaint)
    ends = np.cumsum([1, *map(len, cases)]).tolist()
    return [_outcome(values, chances, start, end) for start, end in pairwise(ends)]


def _cases(trial: Trial) -> Iterator[Case]:
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
    nothing = np.zeros((1, chances.shape[1]))  # no lesson is a choice too, where there is none other
    return np.concatenate([*(chances[numbers].max(axis=0)[None] for numbers in served.values()), nothing])


def _outcome(values: Floats, chances: Floats, start: int, end: int) -> _Outcome:
    now = int(np.argmax(values[:, 0]))
    others = np.delete(values, now, axis=0)
    lead = values[now] - others.max(axis=0, initial=0.0)
    share, gains = chances[start:end], np.maximum(-lead[start:end], 0.0)
    return _Outcome(
        gain=float(share @ gains),
        changes=float(share @ (gains > 0)),
        moves=float(share @ np.abs(lead[start:end] - lead[0])),
    )
