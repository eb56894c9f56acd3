"""Why a day is what it is: one sentence from facts, with their ids. And the sentences that hold for the whole plan."""

from __future__ import annotations

import msgspec

from understride.interview.gate import Cleared
from understride.interview.self_tests import self_tests
from understride.knowledge import load
from understride.lessons.programme.asked import ALARM, Ranked, easier_side, one_sided
from understride.lessons.programme.base import clause, phrase
from understride.lessons.programme.calendar import Dated
from understride.lessons.programme.filters import alarming, walks
from understride.lessons.programme.places import Sentence, Spot, said
from understride.lessons.programme.shelf import Item
from understride.lessons.programme.state import State, day
from understride.lessons.programme.table import number, place, table, word
from understride.model import Side
from understride.words import listed

Told = tuple[str, tuple[str, ...]]
PARTS = {  # what a clearance withholds, in words
    "run": "running",
    "impact": "springs and hops",
    "prone": "lying on the front",
    "supine": "lying flat on the back",
    "end_range": "movements to their end",
    "eyes_closed_standing": "closed eyes while standing",
}
NAMED = ("gap", "learn", "worse", "upright", "sitting", "liked", "liked_marked", "general_six")


def why(row: Dated, state: State, cleared: Cleared) -> Told:
    """The sentence of one day, and the ids of the facts behind it."""
    spot, reason, run = row.spot, row.spot.reason, "walk" if walks(state.wish, cleared) else "run"
    if spot.kind == "notice":
        item = state.shelf.get(spot.lesson or "")
        return word("notice", run=_outing(state, run), question=_question(item, run)), ()
    if spot.kind == "tests":
        titles = [known.title if (known := self_tests().get(id)) else id for id in state.wish.tests]
        return word("tests", tests=listed(tuple(f"“{title}”" for title in titles))), ()
    if spot.kind == "scan":
        name = "scan_walk" if reason == "scan" and run == "walk" else reason
        return word(name, run=run), ()
    if reason in NAMED:
        return word(reason), ()
    if reason == "repeated":
        return word("repeated", week=spot.week), ()
    if reason in ("mapped", "second_complaint", "order", "caused", "second", "chosen"):
        return _for_complaint(row, state)
    if reason == "alarm":
        return word("alarm", reason=alarming(state.wish)), ("alert" if state.wish.alarm_told else ALARM,)
    if reason == "shorter":
        return word("shorter", minutes=f"{state.wish.minutes:g}"), ("minutes",)
    return _general(spot), ()


def _general(spot: Spot) -> str:
    """The general order: the week's own lesson says its theme, one that moved here does not."""
    week = table().six_weeks[min(spot.week, len(table().six_weeks)) - 1]
    own = {place(text).lesson for text in (week.a, week.b, week.c)}
    stands_in = {table().instead_of.get(lesson, lesson) for lesson in own}
    return word("general" if spot.lesson in own | stands_in else "moved", week=spot.week, theme=week.theme)


def _outing(state: State, run: str) -> str:
    return "easy run" if run == "run" and state.wish.level == "ambitious" else run


def _question(item: Item | None, run: str) -> str:
    """The lesson's own question, else the one that always fits."""
    own = None if item is None else (item.walk_question if run == "walk" else item.question)
    return own or word("question")


def _for_complaint(row: Dated, state: State) -> Told:
    """Tied to facts: what was told, the method's link, and what was measured or answered for it."""
    wish, spot = state.wish, row.spot
    title = state.title(spot.lesson or "")
    if spot.reason == "chosen":
        return said("D6", "chosen", first=title).text, ("choice",)
    hurt = wish.second if spot.reason == "second_complaint" else wish.main
    if hurt is None:
        return _general(spot), ()
    cause = _cause(row, state, hurt.region)
    if spot.reason == "second" and cause is not None:
        return word("second", cause=cause.title.lower()), (cause.id,)
    complaint = phrase(hurt.region)
    if cause is None:
        name = "order" if spot.reason == "order" else "mapped"
        return word(name, complaint=complaint, lesson=title), (f"complaint.{hurt.region}",)
    facts = (f"complaint.{hurt.region}", cause.id, *cause.fact_ids[:1])
    idea = _idea(cause)
    if cause.state == "against":
        return word("against", complaint=complaint, lesson=title, cause=idea), facts
    strength = _strength(cause.id, hurt.region)
    link = word("linked" if strength is None else "tied", strength=strength, cause=idea)
    if not cause.facts:
        return word("open", complaint=complaint, link=link), facts
    return word("pointed", complaint=complaint, link=link, fact=clause(_on_both(cause, state))), facts


def _on_both(cause: Ranked, state: State) -> Ranked:
    """The same, its first fact told of both sides where it was found alike on the other."""
    side, other = cause.side, {"left": "right", "right": "left"}.get(cause.side or "")
    twins = [
        c for c in state.wish.causes if (c.id, c.complaint, c.side) == (cause.id, cause.complaint, other)
    ]
    here, there = f"on the {side}", f"on the {other}"
    if not any(twin.facts and twin.facts[0].replace(there, here) == cause.facts[0] for twin in twins):
        return cause
    return msgspec.structs.replace(cause, facts=(cause.facts[0].replace(here, "on both sides"),))


def _idea(cause: Ranked) -> str:
    """A cause inside a sentence; the fact says the side."""
    return cause.title.removesuffix(f", {cause.side}").lower()


def _cause(row: Dated, state: State, region: str) -> Ranked | None:
    """The best-ranked candidate for this complaint that the lesson serves."""
    item = state.shelf.get(row.spot.lesson or "")
    found = [c for c in state.wish.causes if c.complaint == region and item and c.id in item.serves]
    if row.spot.reason == "second":
        known = [c for c in state.wish.ranked() if c.id.startswith("I")]
        return known[1] if len(known) > 1 else None
    return min(found, key=lambda c: (c.state == "against", c.rank, c.id), default=None)


def _strength(cause: str, region: str) -> str | None:
    """The strength word of the method for one link."""
    imbalance = load().imbalance(cause)
    link = None if imbalance is None else imbalance.link(region)
    return None if link is None else {"can": "sometimes"}.get(link.strength, link.strength)


def lasting(state: State, cleared: Cleared) -> list[Sentence]:
    """Rows that hold for the plan as a whole: the gate (D2), the first side (D9), the level (D29)."""
    found: list[Sentence] = []
    if cleared.cautions:
        ids = tuple(reason.id for reason in cleared.cautions)
        until = min(cleared.again.toordinal(), cleared.today.toordinal() + number("D2", "again_days"))
        found.append(said("D2", "is", *ids, date=day(cleared.today.fromordinal(until))))
    if cleared.withheld:
        parts = listed(tuple(PARTS[demand] for demand in PARTS if demand in cleared.withheld))
        found.append(said("D2", "withheld", parts=parts))
    found.append(_first_side(state))
    if state.wish.level is not None:
        found.append(said("D29", state.wish.level))
    return found


def _first_side(state: State) -> Sentence:
    wish = state.wish
    cause = one_sided(wish)
    lessons = [s.lesson or "" for s in state.course if s.kind == "lesson"]
    sides = [easier_side(wish, state.shelf[id]) for id in lessons if id in state.shelf]
    known = [side for side in sides if side is not None]
    if known:
        side = max(sorted(set(known)), key=known.count)
        facts = tuple(wish.easier) + ((cause.id,) if cause is not None else ())
        return said("D9", "is" if len(known) == len(sides) else "some", *facts, side=str(side))
    start = (Side.LEFT, Side.RIGHT)[wish.seed() % 2]
    return said("D9", "lot", side=str(start))
