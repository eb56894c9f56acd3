"""People drawn from the knowledge base: what they have, what they would answer, what a recording of them would show.

The same network that is reasoned with, run forwards: causes by their priors, findings by noisy-OR, answers by the
assumed accuracies. Whoever does not come to have the complaint is left out, as nobody would ask.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from understride.causes.build import build
from understride.causes.infer import Numbers
from understride.causes.question import Open, Question, asked, tried, view
from understride.causes.ranged import Model, drawn
from understride.causes.strengths import OUTSIDE
from understride.causes.views import unseen
from understride.knowledge import Knowledge, load
from understride.model import Complaint, Floats, Side

RIGHT = 0.9  # assumed: a recording says rightly whether a measure lies beyond the band
RECORDING = 20.0  # minutes
HIPS = {
    "hip-flex": "flex",
    "hip-extend": "extend",
    "hip-abduct": "abduct",
    "hip-adduct": "adduct",
    "hip-turn-in": "turn_in",
    "hip-turn-out": "turn_out",
}
TRUNK = (  # self-test, what it speaks for, class, minutes: lessons.md § 6
    ("sit-turn", ("I8",), "w2", 2.0),
    ("sit-turn.where", ("I1", "I10"), "w1", 0.5),
    ("side-glide", ("I8",), "w2", 2.0),
    ("side-glide.block", ("I10",), "w1", 0.5),
    ("ribs-breath", ("I10",), "w1", 1.0),
    ("belly-breath", ("I2", "I3"), "w1", 2.0),
    ("belly-breath-walking", ("I3",), "w1", 2.0),
    ("sit-long", ("I2",), "w1", 1.0),
    ("clock", ("I9",), "w1", 3.0),
    ("one-leg-bend", ("I5",), "w2", 2.0),
    ("shift", ("I9", "I11"), "w1", 1.0),
    ("walk-hands", ("I1", "I9"), "w1", 2.0),
    ("run-scan.legs", ("I4",), "w1", 1.0),
    ("run-scan.landing", ("I5", "I11"), "w1", 1.0),
)
KINDS = ("question", "self_test", "view")
Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """One complaint, and all that could be known about people who have it. wide: the model with all that is open."""

    complaint: Complaint
    model: Model
    wide: Model
    questions: tuple[Question, ...]

    @property
    def opens(self) -> tuple[tuple[str, Open], ...]:
        """Every open finding with the kind of its question, in the order of the wide model."""
        return tuple((question.kind, one) for question in self.questions for one in question.opens)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """n people. there: (candidates, n). planted: (n,), the candidate that brought the complaint about.

    numbers: of the network each of them was drawn from. answered: (open findings, n), which answer each would give.
    """

    there: Flags
    planted: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    numbers: Numbers
    answered: np.ndarray[tuple[int, ...], np.dtype[np.intp]]


def worlds() -> tuple[World, ...]:
    """Every complaint that the method has a link for; sore low back on one side."""
    knowledge = load()
    regions = dict.fromkeys(link.complaint for one in knowledge.imbalances for link in one.explains)
    return tuple(
        world(knowledge, Complaint(r, side=Side.LEFT if r == "low_back" else None)) for r in sorted(regions)
    )


def world(knowledge: Knowledge, complaint: Complaint) -> World:
    """Everything that could be asked, tried and recorded, in the order of a page: questions, tests, recording."""
    model = build(knowledge, [complaint])
    measures = {item.measure for one in knowledge.imbalances for item in one.shown_by}
    questions = [asked(cause, minutes=0.25) for cause in OUTSIDE]
    questions += [
        tried(f"{test}.{side}", about=[f"I6.{side}.{part}"], weight="w1", minutes=0.67)
        for test, part in HIPS.items()
        for side in ("left", "right")
    ]
    known = {cause.id for cause in model.causes}
    questions += [
        tried(name, about=[one for one in about if one in known], weight=weight, minutes=minutes)
        for name, about, weight, minutes in TRUNK
    ]
    questions.append(view("recording", unseen(knowledge, measures, model), right=RIGHT, minutes=RECORDING))
    opens = tuple(opened.finding for question in questions for opened in question.opens)
    wide = replace(model, findings=(*model.findings, *opens))
    return World(complaint, model, wide, tuple(questions))


Change = Callable[[Numbers], Numbers]
Having = Callable[[Numbers, np.random.Generator], Flags]


def as_they_come(numbers: Numbers, rng: np.random.Generator) -> Flags:
    """Causes by their priors, independent of one another: often several, often none."""
    return np.asarray(rng.random(numbers.prior.shape) < numbers.prior)


def one_each(numbers: Numbers, rng: np.random.Generator) -> Flags:
    """Exactly one cause each, by lot in the ratio of the odds."""
    odds = numbers.prior / (1 - numbers.prior)
    share = np.cumsum(odds, axis=0) / odds.sum(axis=0)
    drawn_at = (rng.random(share.shape[1]) > share).sum(axis=0)
    return np.asarray(np.arange(len(share))[:, None] == drawn_at)


def people(
    given: World,
    count: int,
    *,
    seed: int,
    having: Having = as_they_come,
    change: Change = lambda numbers: numbers,
    telling: float = 1.0,
) -> People:
    """So many people with the complaint, each from a reading of their own.

    having: which causes each of them has. change: what makes their network differ from what is assumed. telling: how
    much of what is assumed the answers tell: 1 = as assumed, 0.5 = half-way to one that is the same whatever is true.
    """
    rng = np.random.default_rng(seed)
    numbers = change(_shuffled(drawn(given.wide, max(400, 12 * count)), rng))
    causes = having(numbers, rng)
    found, fired = _findings(given, numbers, causes, rng)
    chosen = np.flatnonzero(found[0])[:count]
    first = len(given.model.findings)
    answered = [
        _answer(one.answers, found[number, chosen], telling, rng)
        for number, (_, one) in enumerate(given.opens, start=first)
    ]
    groups = given.wide.groups
    return People(
        there=np.array([causes[list(group)][:, chosen].any(axis=0) for group in groups]),
        planted=_planted(given, fired[:, chosen], rng),
        numbers=Numbers(
            *(a[..., chosen] for a in (numbers.prior, numbers.leak, numbers.link, numbers.likelihood))
        ),
        answered=np.array(answered),
    )


def evidence(given: World, who: People, kinds: Sequence[str]) -> Floats:
    """Likelihoods (findings, 2, people) of the complaint and the answers of some kinds; the rest is not asked."""
    likelihood = np.ones((len(given.wide.findings), 2, who.answered.shape[1]))
    likelihood[0, 0] = 0.0
    for number, (kind, one) in enumerate(given.opens):
        if kind in kinds:
            likelihood[len(given.model.findings) + number] = np.array(one.answers)[who.answered[number]].T
    return likelihood


def _shuffled(numbers: Numbers, rng: np.random.Generator) -> Numbers:
    order = rng.permutation(numbers.readings)
    return Numbers(*(a[..., order] for a in (numbers.prior, numbers.leak, numbers.link, numbers.likelihood)))


def _findings(given: World, numbers: Numbers, causes: Flags, rng: np.random.Generator) -> tuple[Flags, Flags]:
    """Which findings are true, (findings, n), and which links of the complaint brought it about, (links, n)."""
    found, fired, link = [], causes[:0], 0
    for number, parents in enumerate(given.wide.shape.parents):
        by = numbers.link[link : link + len(parents)]
        brought = causes[list(parents)] & (rng.random(by.shape) < by)
        fired = brought if number == 0 else fired
        found.append(brought.any(axis=0) | (rng.random(by.shape[1]) < numbers.leak[number]))
        link += len(parents)
    return np.array(found), fired


def _answer(
    answers: Sequence[tuple[float, float]], true: Flags, telling: float, rng: np.random.Generator
) -> Floats:
    """Which of two answers is given: 0 or 1."""
    absent, present = answers[0]
    middle = (absent + present) / 2
    first = np.where(true, present, absent)
    return np.asarray(rng.random(len(true)) >= middle + telling * (first - middle), dtype=np.intp)


def _planted(
    given: World, fired: Flags, rng: np.random.Generator
) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """One of the candidates that brought the complaint about, by lot."""
    parents = given.wide.shape.parents[0]
    owner = {node: number for number, group in enumerate(given.wide.groups) for node in group}
    lots = np.where(fired, rng.random(fired.shape), -1.0)
    return np.array([owner[parents[link]] for link in lots.argmax(axis=0)])
