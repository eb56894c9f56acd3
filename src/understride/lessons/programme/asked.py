"""What a plan is made from: the part of the answers that it needs, the ranked causes, and the runner's own choice.

Small, frozen, and written into the runner's file: the plan of any day follows from this, the log and the clearance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from understride.interview.answers import Answers
from understride.interview.answers import Plan as Wishes
from understride.knowledge import load
from understride.knowledge.schema import Record
from understride.knowledge.shape import nearest
from understride.lessons.programme.shelf import Item
from understride.lessons.programme.table import number
from understride.model import Cause, RequestError, Side

Programme = Literal["six_weeks", "six_days"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MID_RUN = frozenset(("start", "during", "late", "effort"))
LOW_BACK = "low_back"
ALARM = "I12"
_SIDES: Mapping[Side | None, Literal["left", "right"]] = {Side.LEFT: "left", Side.RIGHT: "right"}
_STATES: Mapping[str, Literal["against", "for", "open"]] = {
    "against": "against",
    "for": "for",
    "open": "open",
}
_SURE = {"left_clear": Side.LEFT, "right_clear": Side.RIGHT}  # self-test words for a clearly easier side


class Hurts(Record, frozen=True, kw_only=True):
    """One complaint. intensity, cost: 0–10 or not said."""

    region: str
    intensity: int | None = None
    cost: int | None = None
    when: tuple[str, ...] = ()
    alerts: bool = False


class Ranked(Record, frozen=True, kw_only=True):
    """One candidate of the reasoning. low, high: ends of its range of probability, None where it has none.

    side: the side where less is possible. directions: of the hip, most likely first. facts: sentences for it.
    state: whether what is known speaks against it, for it, or is open; None where nothing is known.
    """

    id: str
    title: str
    complaint: str | None
    rank: int
    side: Literal["left", "right"] | None = None
    low: float | None = None
    high: float | None = None
    directions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    fact_ids: tuple[str, ...] = ()
    state: Literal["against", "for", "open"] | None = None


class Asked(Record, frozen=True, kw_only=True):
    """All that a plan is made from. blocked: weekdays. not_on: single blocked days.

    choice: a lesson that the runner chose to begin with. easier: self-test → the clearly easier side.
    tests: self-tests worth doing in week 0. before_run: wishes to learn the lesson for before a run.
    """

    programme: Programme
    start: date
    complaints: tuple[Hurts, ...] = ()
    causes: tuple[Ranked, ...] = ()
    runs: bool = True
    floor: bool = True
    minutes: Annotated[float, Meta(gt=0)] | None = None
    blocked: tuple[str, ...] = ()
    not_on: tuple[date, ...] = ()
    races: tuple[date, ...] = ()
    level: Literal["beginner", "returning", "ambitious"] | None = None
    proof: bool = False
    alert_events: bool = False
    choice: str | None = None
    disliked: tuple[str, ...] = ()
    easier: dict[str, Literal["left", "right"]] = field(default_factory=dict)
    tests: tuple[str, ...] = ()
    before_run: bool = False

    def seed(self) -> int:
        """A number made from the content: same answers, same lot."""
        read_back = msgspec.json.decode(
            msgspec.json.encode(self), type=Asked
        )  # 15 and 15.0 are the same wish
        content = msgspec.json.encode(read_back, order="deterministic")
        return int.from_bytes(hashlib.sha256(content).digest()[:6])

    @property
    def main(self) -> Hurts | None:
        """The complaint that costs most; then the strongest, then the first told."""
        order = sorted(self.complaints, key=lambda c: (-_known(c.cost), -_known(c.intensity)))
        return order[0] if order else None

    @property
    def second(self) -> Hurts | None:
        """The next one in another place."""
        order = sorted(self.complaints, key=lambda c: (-_known(c.cost), -_known(c.intensity)))
        return next((c for c in order if self.main is not None and c.region != self.main.region), None)

    def ranked(self) -> tuple[Ranked, ...]:
        """The candidates of the main complaint, first rank first."""
        region = None if self.main is None else self.main.region
        return tuple(sorted((c for c in self.causes if c.complaint == region), key=lambda c: (c.rank, c.id)))

    def ahead(self, one: str, other: str) -> Ranked | None:
        """The candidate `one`, where it ranks above `other` (or where `other` is no candidate)."""
        ranks = {cause.id: cause.rank for cause in reversed(self.ranked())}
        found = next((cause for cause in self.ranked() if cause.id == one), None)
        return found if found is not None and found.rank < ranks.get(other, found.rank + 1) else None

    @property
    def alarm(self) -> bool:
        """Whether alarm plays a part: events were told, or I12 is among the first three."""
        among = self.ranked()[: number("D10", "among")]
        return self.alarm_told or any(c.id == ALARM and c.state != "against" for c in among)

    @property
    def alarm_told(self) -> bool:
        """Whether the person said so."""
        return self.alert_events or any(c.alerts for c in self.complaints)

    @property
    def mid_run(self) -> bool:
        """Whether the front of the hips acts up in the middle of a run."""
        return self.runs and any(c.region == "hip_flexors" and MID_RUN & {*c.when} for c in self.complaints)


def asked(
    answers: Answers,
    causes: Sequence[Ranked] = (),
    *,
    programme: Programme = "six_weeks",
    start: date | None = None,
    choice: str | None = None,
    tests: Sequence[str] = (),
) -> Asked:
    """The part of the answers that a plan needs. start: else the day told, else the day after the answers."""
    wish = answers.plan or Wishes()
    alert = answers.alert
    return Asked(
        programme=programme,
        start=start or wish.start or _next(answers.today),
        complaints=tuple(
            Hurts(region=c.region, intensity=c.intensity, cost=c.cost, when=c.when, alerts=c.alerts == "yes")
            for c in answers.complaints
        ),
        causes=tuple(causes),
        runs=answers.runner.runs != "no",
        floor=answers.runner.lies_on_floor != "no",
        minutes=answers.runner.minutes_a_day or None,
        blocked=wish.blocked,
        not_on=tuple(sorted(wish.not_on)),
        races=tuple(sorted(wish.races)),
        level=wish.level,
        proof=wish.proof == "yes",
        disliked=wish.disliked,
        before_run=wish.before_run == "yes",
        alert_events=alert is not None and alert.events == "yes",
        choice=choice,
        easier=easier_sides(answers.self_tests),
        tests=tuple(tests),
    )


def checked(wish: Asked) -> Asked:
    """The same, if its choice is a lesson and a day is left; else a clear refusal."""
    known = [lesson.id for lesson in load().lessons.lessons]
    for name in (wish.choice, *wish.disliked):
        if name is not None and name not in known:
            raise RequestError(
                found=f"no lesson called {name!r}{nearest(name, known)}",
                needed="the id of a lesson",
                do="List them with: understride lesson list.",
            )
    if {*WEEKDAYS} <= {*wish.blocked}:
        raise RequestError(
            found="every day of the week is blocked", needed="one free day or more", do="Free a day."
        )
    return wish


def ranked(causes: Sequence[Cause]) -> tuple[Ranked, ...]:
    """The reasoning's candidates as a plan needs them: the side of a cause is the one where less is possible."""
    return tuple(
        Ranked(
            id=cause.id,
            title=cause.title,
            complaint=cause.complaint,
            rank=cause.rank,
            side=_SIDES.get(cause.side),
            low=None if cause.range is None else cause.range[0],
            high=None if cause.range is None else cause.range[1],
            directions=tuple(direction.id for direction in cause.directions),
            facts=tuple(point.text for point in cause.supports),
            fact_ids=tuple(point.id for point in cause.supports),
            state=_STATES.get(cause.state),
        )
        for cause in causes
    )


def easier_sides(self_tests: Mapping[str, Any]) -> dict[str, Literal["left", "right"]]:
    """Self-test → its clearly easier side, where one was told and the two tries did not disagree."""
    found: dict[str, Literal["left", "right"]] = {}
    for test, answer in self_tests.items():
        said = answer.get("easier") if isinstance(answer, dict) else None
        if said in _SURE and answer.get("tries_agree") != "no":
            found[test] = "left" if _SURE[said] is Side.LEFT else "right"
    return found


def easier_side(wish: Asked, item: Item) -> Side | None:
    """The side that a lesson begins with: the easier one in its own retest, else opposite a one-sided cause."""
    for test in item.retest:
        if test in wish.easier:
            return Side(wish.easier[test])
    cause = one_sided(wish)
    return None if cause is None or cause.side is None else Side(cause.side).other


def one_sided(wish: Asked) -> Ranked | None:
    """The first-ranked one-sided cause, if it stands first or second.

    One-sided: something speaks for it on that side, and nothing for the same on the other.
    """
    found = (c for c in wish.ranked()[:2] if c.id in ("I6", "I7", "I8") and c.side is not None and c.facts)
    return next((c for c in found if not _other_side_too(wish, c)), None)


def _other_side_too(wish: Asked, cause: Ranked) -> bool:
    return any(c.id == cause.id and c.side != cause.side and c.facts for c in wish.ranked())


def _known(value: int | None) -> int:
    return -1 if value is None else value


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
