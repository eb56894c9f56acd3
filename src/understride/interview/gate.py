"""The safety gate: what a person has told → `Cleared` or `Stopped`. It comes before anything is taught (R57).

Only this module makes the two (a key that nobody else holds); whatever opens a lesson asks for `Cleared`. There is no
switch that turns a stop into something else: only another answer, or a dated clearance by a clinician, does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, InitVar, dataclass
from datetime import date, timedelta

from understride.interview.answers import Answers
from understride.interview.conditions import FACTS, Because, Situation, facts_in, holds
from understride.interview.rulebook import LEVEL_OF, LEVELS, RULES, WITHIN, Demand, Level, Rule
from understride.interview.telling import said, say

_KEY = object()
_HEIGHT = {level: index for index, level in enumerate(LEVELS)}  # 0 = emergency
_EMERGENCIES = tuple(rule for rule in RULES.values() if LEVEL_OF[rule.id] == "emergency")
_CLEARED = "caution.cleared"
_UNANSWERED = "caution.not_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that fired. because: facts, regions, `age`, `intensity` it rests on; told: the same in words.

    within: how soon. do: where to go. say: one sentence to say there. sure: how sure this is. withhold: what is left
    out of lessons. source: keys of `rulebook.SOURCES`. again: when it is asked again.
    """

    id: str
    level: Level
    because: tuple[str, ...]
    told: tuple[str, ...]
    do: str
    within: str
    say: str
    sure: str
    withhold: tuple[Demand, ...]
    source: tuple[str, ...]
    again: date


@dataclass(frozen=True, slots=True)
class _Answer:
    """What both answers hold. reasons: all that fired, highest first. today: the day they hold for."""

    _: KW_ONLY
    reasons: tuple[Reason, ...]
    today: date
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        """Refuses every maker but the gate; `replace` cannot know the key either."""
        if key is not _KEY:
            raise TypeError("only understride.interview.gate makes this")

    @property
    def within(self) -> str:
        """The soonest time among the reasons."""
        return min((reason.within for reason in self.reasons), key=WITHIN.index, default="no date")

    @property
    def again(self) -> date:
        """When all is asked again: the earliest of the reasons', four weeks at most."""
        latest = self.today + timedelta(days=LEVELS["low"].again_days)
        return min((reason.again for reason in self.reasons), default=latest)


@dataclass(frozen=True, slots=True)
class Cleared(_Answer):
    """Lessons may be opened, apart from what is withheld. The proof that the gate was asked."""

    @property
    def action(self) -> str:
        """`go`, or `caution` where something is raised."""
        return "caution" if self.cautions else "go"

    @property
    def cautions(self) -> tuple[Reason, ...]:
        """The raised reasons."""
        return tuple(reason for reason in self.reasons if reason.level == "raised")

    @property
    def withheld(self) -> frozenset[Demand]:
        """What lessons leave out: run, impact, prone, supine, end_range, eyes_closed_standing."""
        return frozenset(demand for reason in self.reasons for demand in reason.withhold)


@dataclass(frozen=True, slots=True)
class Stopped(_Answer):
    """Nothing is taught: what was told, what to do now, and how soon."""

    @property
    def action(self) -> str:
        """Always `stop`."""
        return "stop"


def gate(answers: Answers, *, today: date) -> Cleared | Stopped:
    """Every rule held against the answers. The highest level decides; all that fired is reported."""
    reasons = tuple(_reason(rule, because, answers, today) for rule, because in _kept(answers, today))
    stop = any(LEVELS[reason.level].action == "stop" for reason in reasons)
    return (Stopped if stop else Cleared)(reasons=reasons, today=today, key=_KEY)


Fired = tuple[Rule, Because]


def _kept(answers: Answers, today: date) -> list[Fired]:
    """What fired, after clearances and families, by level and id."""
    at = situation(answers)
    fired = _cleared([*_fired(at)], answers, today)
    fired += [(RULES[_UNANSWERED], open_facts)] if (open_facts := unanswered(at)) else []
    if any(LEVEL_OF[rule.id] == "emergency" for rule, _ in fired):
        # who is sent for help now is not asked anything more
        fired = [(rule, because) for rule, because in fired if not because or because - at.unknown]
    fired.sort(key=_order)
    names = {rule.id for rule, _ in fired}
    kept: list[Fired] = []
    for rule, because in fired:  # highest first, so what is kept is never lower than what is dropped
        if names.isdisjoint(rule.gives_way_to) and not _told_already(rule, because, kept):
            kept.append((rule, because))
    return sorted(kept, key=lambda item: (_HEIGHT[LEVEL_OF[item[0].id]], item[0].id))


def _order(item: Fired) -> tuple[int, int, str]:
    """By level, then how soon (of two alike in a family the sooner is kept), then id."""
    rule = item[0]
    return _HEIGHT[LEVEL_OF[rule.id]], WITHIN.index(rule.within), rule.id


def situation(answers: Answers) -> Situation:
    """What rules see of the answers."""
    known = {fact: answers.fact(fact) for fact in FACTS}
    runs = answers.runner.runs
    return Situation(
        yes=frozenset(fact for fact, said in known.items() if said == "yes"),
        unknown=frozenset(fact for fact, said in known.items() if said == "unknown"),
        regions=frozenset(complaint.region for complaint in answers.complaints),
        age=answers.runner.age,
        intensity=max((c.intensity for c in answers.complaints if c.intensity is not None), default=None),
        runs=None if runs is None else runs == "yes",
    )


def unanswered(at: Situation) -> Because:
    """Emergency questions still open: one yes, the other answers as they are, would make an emergency rule fire."""
    return frozenset(
        fact
        for rule in _EMERGENCIES
        if holds(rule.fires, at) is None
        for fact in facts_in(rule.fires) & at.unknown
        if holds(rule.fires, at.with_yes(fact)) is not None
    )


def _fired(at: Situation) -> Iterator[Fired]:
    for rule in RULES.values():
        because = None if rule.fires is None else holds(rule.fires, at)
        if because is not None:
            withhold = {*rule.withhold}.union(
                *(more.withhold for more in rule.more if holds(more.when, at) is not None)
            )
            yield _withholding(rule, withhold), because | (at.yes & set(rule.also))


def _withholding(rule: Rule, withhold: Iterable[Demand]) -> Rule:
    from msgspec.structs import replace as changed

    return changed(rule, withhold=tuple(sorted(withhold)))


def _cleared(fired: list[Fired], answers: Answers, today: date) -> list[Fired]:
    """A dated clearance takes the place of the scope or urgent reason that it clears; never of an emergency."""
    cleared = {
        clearance.rule
        for clearance in answers.cleared
        if LEVEL_OF.get(clearance.rule) in ("scope", "urgent") and clearance.date <= today
    }
    if not cleared:
        return fired
    left = [(rule, because) for rule, because in fired if rule.id not in cleared]
    return [*left, (RULES[_CLEARED], frozenset(cleared))]


def _told_already(rule: Rule, because: Because, kept: list[Fired]) -> bool:
    """Within a family only the highest; a note whose facts a higher reason rests on is not said twice."""
    if any(rule.family is not None and rule.family == other.family for other, _ in kept):
        return True
    if rule.alone and kept:
        return True
    note = LEVEL_OF[rule.id] == "low"
    return note and any(because <= told for other, told in kept if LEVEL_OF[other.id] != "low")


def _reason(rule: Rule, because: Because, answers: Answers, today: date) -> Reason:
    level = LEVELS[LEVEL_OF[rule.id]]
    days = level.again_days if rule.again_days is None else rule.again_days
    told = said(because, answers)
    return Reason(
        id=rule.id,
        level=level.id,
        because=tuple(told),
        told=tuple(told.values()),
        do=rule.do,
        within=rule.within,
        say=say(told.values(), answers),
        sure=rule.sure or level.sure,
        withhold=rule.withhold,
        source=rule.source,
        again=today + timedelta(days=days),
    )
