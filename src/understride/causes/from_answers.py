"""What an answers file says, as evidence: self-tests, what changed and when, qualities, habits, alarm.

Here an answer only finds its way to the causes it speaks of; how much it weighs stands in `strengths`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from understride.causes.told import Asked, Class, Told, Tried
from understride.interview import Answers, SelfTest, Spoken, self_tests, spoken
from understride.interview.answers import Change
from understride.interview.answers import Told as Hurts
from understride.interview.self_tests import Speaks
from understride.knowledge import Knowledge
from understride.model import Side

CAUSE_OF = {  # what changed → the cause outside the method; another surface is another load
    "shoes": "X.shoes_changed",
    "load": "X.load_jump",
    "surface": "X.load_jump",
    "sleep": "X.sleep",
    "stress": "X.stress",
    "injury": "X.injury",
}
When = Literal["no", "yes", "before"]
ORDER: tuple[When, ...] = ("no", "yes", "before")  # of what was told twice, the later counts
FACTS: Mapping[str, tuple[str, When]] = {  # safety questions that tell of such a cause
    "load_jump_8w": ("X.load_jump", "before"),
    "stress_only": ("X.stress", "yes"),
}
WEEKS_BEFORE = 8.0  # a change within so many weeks before the complaint began may have to do with it
SLACK = 1.0  # weeks: people tell dates by the week
ONE_WAY = frozenset(("spasm", "twisted"))  # an uneven pull (R32)
PULL, HABIT, ALARM = "told.pull", "told.habit", "told.alarm"
SLOW_BACK = 30  # steps until the rhythm is back, from which the way back counts as slow


def told_by(answers: Answers, knowledge: Knowledge) -> tuple[Told, ...]:
    """All evidence in the answers apart from the complaints themselves; what cannot be told is left out."""
    known = {imbalance.id for imbalance in knowledge.imbalances}
    found = (*_tests(answers), *_feelings(answers))
    kept = tuple(one for one in found if {name.split(".")[0] for name in one.about} <= known)
    return (*kept, *_outside(answers)) if answers.complaints else kept


def _tests(answers: Answers) -> Iterator[Tried]:
    for test in self_tests().values():
        if test.id in answers.self_tests:
            for number, links in enumerate(_alike(test)):
                # links with one condition are one observation, whichever imbalance they name
                said = spoken(replace(test, speaks=links), answers.self_tests[test.id])
                yield from _of_one(test, number, said)


def _alike(test: SelfTest) -> Sequence[tuple[Speaks, ...]]:
    """The links of a test in groups that hold under the same condition."""
    groups: dict[str, list[Speaks]] = {}
    for link in test.speaks:
        groups.setdefault(repr((link.when, link.stance, link.weight, link.side)), []).append(link)
    return [tuple(links) for links in groups.values()]


def _of_one(test: SelfTest, number: int, said: Sequence[Spoken]) -> Iterator[Tried]:
    by_side: dict[tuple[Side | None, Class], list[Spoken]] = {}
    for one in said:
        if one.weight != "w0":
            by_side.setdefault((one.side, one.weight), []).append(one)
    for (side, weight), several in by_side.items():
        yield Tried(
            id=".".join(str(part) for part in (test.id, number, side) if part is not None),
            about=tuple(dict.fromkeys(_node(one) for one in several)),
            speaks=several[0].stance,
            weight=weight,
            family=None if test.family is None else f"{test.family}.{several[0].imbalance}.{side or ''}",
        )


def _node(one: Spoken) -> str:
    """`I6.left.extend`; imbalances of the whole body have neither side nor direction."""
    if one.imbalance not in ("I6", "I7"):
        return one.imbalance
    if one.side is None:
        return one.imbalance
    return ".".join(str(part) for part in (one.imbalance, one.side, one.direction) if part is not None)


def _feelings(answers: Answers) -> Iterator[Tried]:
    """Qualities, habits and alarm: each speaks weakly, and only for something."""
    for hurt in answers.complaints:
        if ONE_WAY & set(hurt.qualities) and hurt.region in ("low_back", "mid_back"):
            side = f".{hurt.side}" if hurt.side in ("left", "right") else ""
            yield Tried(id=f"{PULL}.{hurt.region}", about=(f"I7{side}",), speaks="for", weight="w1")
    for what in dict.fromkeys(habit.what for habit in answers.habits):
        yield Tried(id=f"{HABIT}.{what}", about=("I8",), speaks="for", weight="w1", family="habits")
    alert = answers.alert
    if any(hurt.alerts == "yes" for hurt in answers.complaints) or (alert and alert.events == "yes"):
        slow = alert is not None and (alert.steps_until_back or 0) >= SLOW_BACK
        yield Tried(id=ALARM, about=("I12",), speaks="for", weight="w2" if slow else "w1")


def _outside(answers: Answers) -> Iterator[Asked]:
    """What changed, and what the safety questions say of it. What is not named is not known, and never a no."""
    found: dict[str, When] = {}
    for change in answers.changes:
        _add(found, CAUSE_OF[change.what], _when(change, answers))
    for fact, (cause, when) in FACTS.items():
        if answers.facts.get(fact) == "yes":
            _add(found, cause, when)
    return (Asked(cause=cause, answer=answer) for cause, answer in found.items())


def _add(found: dict[str, When], cause: str, answer: When) -> None:
    found[cause] = max(found.get(cause, ORDER[0]), answer, key=ORDER.index)


def _when(change: Change, answers: Answers) -> When:
    """`before` within weeks before a complaint began, `no` where it came after all of them, else `yes`."""
    ago = change.weeks_before(answers.today)
    began = [_began(hurt, answers) for hurt in answers.complaints]
    if ago is None or not began:
        return "yes"
    if any(start is not None and -SLACK <= ago - start <= WEEKS_BEFORE for start in began):
        return "before"
    if all(start is not None and ago < start - SLACK for start in began):
        return "no"
    return "before" if None in began and ago <= WEEKS_BEFORE else "yes"


def _began(hurt: Hurts, answers: Answers) -> float | None:
    """Weeks ago, or None where it was not said."""
    return None if hurt.since is None else (answers.today - hurt.since).days / 7
