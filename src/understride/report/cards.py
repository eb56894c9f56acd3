"""Cause cards, in rank order, one group for each complaint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from understride.knowledge import Imbalance
from understride.model import Cause, Point
from understride.report.facts import Facts
from understride.report.marks import OF_STATE, mark
from understride.report.plates import Plate, plates_for
from understride.report.ranges import Chances, chances
from understride.report.rows import Row, rows_for
from understride.report.trials import Trial
from understride.words import compose, reasoned
from understride.words import page as words
from understride.words.sentences import two_groups

BESIDE = {"thorax_yaw_range": ("back_yaw_range",)}  # shown beside it, compared with nothing (trap T34)
MOST_NOT_MEASURED = 3  # shown before the fold
WEIGHTS = ("strong", "moderate", "weak")
MOST_SHOWN = 3  # candidates of a complaint before the fold, where there are ranges to order them by
OFTEN_FIRST = 0.05  # of the readings: shown before the fold, whatever its rank
Trials = Callable[[Cause, str], tuple[Trial, ...]]  # a cause and the anchor of its card → its self-tests


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Speaks for, speaks against, not measured. more: what is folded away, for what was not measured only."""

    heading: str
    items: tuple[str, ...]
    more: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A cause as the page shows it. shown_above: (heading, anchor) of figures that stand under an earlier cause.

    keyed: whether the key to the strips stands here: once in a section, under the first strips that are open.
    first: how often it comes first, one sentence. ways: directions of a hip. trials: self-tests that speak of it.
    """

    anchor: str
    title: str
    idea: str
    mark: str
    state: str
    columns: tuple[Column, Column, Column]
    mind: str
    known: str
    open: bool
    plates: tuple[Plate, ...]
    shown_above: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    keyed: bool
    people: tuple[str, ...]
    first: str
    ways: str
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The section of one complaint. short: its block under "in short", in three pieces.

    chances: the ranges of all candidates, where they were reasoned. others: cards that are folded.
    """

    anchor: str
    label: str
    heading: str
    intro: str
    short: tuple[str, str, str]
    cards: tuple[Card, ...]
    others: tuple[Card, ...]
    chances: Chances | None


def no_trials(_cause: Cause, _anchor: str) -> tuple[Trial, ...]:
    """Where no self-test was asked for."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What all cards share. seen: id of a figure → heading and anchor where it stands already."""

    facts: Facts
    trials: Trials
    seen: dict[str, tuple[str, str]]


def groups(facts: Facts, trials: Trials = no_trials) -> tuple[Group, ...]:
    """One group for each complaint; without a complaint one for all that stands out."""
    desk = _Desk(facts=facts, trials=trials, seen={})
    told = tuple(dict.fromkeys(c.region for c in facts.complaints)) or (None,)
    found = []
    for region in told:
        causes = tuple(sorted((c for c in facts.causes if c.complaint == region), key=_order))
        if causes:
            found.append(_group(region, causes, desk))
    return tuple(found)


def compared(groups: Sequence[Group], facts: Facts) -> str:
    """Who the people are, where "in short" compares with more than one group of them."""
    bands = tuple(f.band for f in facts.findings.values() if f.band is not None)
    return two_groups([" ".join(group.short) for group in groups[:2]], bands)


def _order(cause: Cause) -> tuple[bool, int]:
    """By rank, "None of these" last."""
    return cause.id == compose.NONE_OF_THESE, cause.rank


def _group(region: str | None, causes: tuple[Cause, ...], desk: _Desk) -> Group:
    facts = desk.facts
    place = facts.knowledge.region(region) if region else None
    name = place.heading if place else words.SECTIONS["out"]
    anchor = (region or "out").replace("_", "-")
    anchors = _anchors(anchor, causes)
    lead = compose.leading(causes, lambda cause: _stands_out(cause, facts))
    named = _named_in_short(causes, lead, facts)
    made = [_card(c, at, desk, opened=c in named) for c, at in zip(causes, anchors, strict=True)]
    shown = [c in named or _shown(c) for c in causes]
    intro, short = _in_words(causes, lead, facts, told=place is not None)
    return Group(
        anchor=anchor,
        label=name,
        heading=compose.where_from(name) if place else name,
        intro=intro,
        short=short,
        cards=_keyed(tuple(card for card, here in zip(made, shown, strict=True) if here)),
        others=tuple(card for card, here in zip(made, shown, strict=True) if not here),
        chances=chances(causes, anchors),
    )


def _in_words(
    causes: tuple[Cause, ...], lead: Cause | None, facts: Facts, *, told: bool
) -> tuple[str, tuple[str, str, str]]:
    """The opening of a section and its block under "in short"."""
    if facts.basis != "run" and any(c.range is not None for c in causes):
        return reasoned.overview(causes), reasoned.short(causes)
    return compose.overview(causes) if told else words.LEADS["untold"], compose.in_short(causes, lead)


def _named_in_short(causes: tuple[Cause, ...], lead: Cause | None, facts: Facts) -> tuple[Cause, ...]:
    """The causes that "in short" speaks of: their figures stand open."""
    if facts.basis == "run":
        return () if lead is None else (lead,)
    ahead = tuple(c for c in reasoned.front(causes) if c.id != compose.NONE_OF_THESE)[: reasoned.MOST_NAMED]
    return (*ahead, *(c for c in reasoned.ruled_against(causes)[:1] if c not in ahead))


def _shown(cause: Cause) -> bool:
    """Whether its card stands before the fold."""
    if cause.first_in is None or cause.id == compose.NONE_OF_THESE:
        return True
    told_by_the_run = cause.id.startswith("I") and cause.state in ("for", "against")  # both weigh the same
    return cause.rank <= MOST_SHOWN or cause.first_in >= OFTEN_FIRST or told_by_the_run


def _anchors(group: str, causes: Sequence[Cause]) -> tuple[str, ...]:
    """One per cause; the side where reasoning gave one, a number where two would be alike."""
    found: list[str] = []
    for cause in causes:
        side = f"-{cause.side}" if cause.side is not None and cause.probability is not None else ""
        anchor = f"{group}-{cause.id.lower().replace('.', '-').replace('_', '-')}{side}"
        found.append(f"{anchor}-{found.count(anchor) + 1}" if anchor in found else anchor)
    return tuple(found)


def _keyed(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    striped = [c for c in cards if c.rows]
    place = next((c for c in striped if c.open), striped[0] if striped else None)
    return tuple(replace(c, keyed=c is place) for c in cards)


def _stands_out(cause: Cause, facts: Facts) -> float:
    """How far its strongest support lies from the mean of the band, in half-widths of the band."""
    names = {name for point in cause.supports for name in point.measures}
    far = [0.0]
    for (name, _), finding in facts.findings.items():
        if name in names and finding.band is not None and finding.band.high > finding.band.low:
            far.append(abs(finding.value - finding.band.mean) * 2 / (finding.band.high - finding.band.low))
    return max(far)


def _card(cause: Cause, anchor: str, desk: _Desk, *, opened: bool) -> Card:
    facts, seen = desk.facts, desk.seen
    imbalance = facts.knowledge.imbalance(cause.id)
    rows = rows_for(_shown_by(cause, imbalance), facts, anchor) if imbalance or cause.supports else ()
    plates = plates_for(tuple(n for n, _ in _shown_by(cause, imbalance)), facts, anchor)
    new = tuple(p for p in plates if p.id not in seen)
    old = tuple(seen[p.id] for p in plates if p.id in seen)
    seen.update({p.id: (p.heading, p.key) for p in new})
    state = compose.state_of(cause)
    return Card(
        anchor=anchor,
        title=reasoned.titled(cause),
        idea=cause.idea,
        mark=mark(OF_STATE.get(cause.state, "empty") if state != "none" else "empty"),
        state=reasoned.STATES[facts.basis][state],
        columns=_columns(cause, facts),
        mind=cause.refuted_by,
        known=_graded(cause),
        open=opened,
        plates=new,
        shown_above=old,
        rows=rows,
        keyed=False,
        people=tuple(dict.fromkeys(r.people for r in rows if r.people)),
        first="" if cause.first_in is None else reasoned.first_in_sentence(cause.first_in),
        ways=reasoned.directions(cause),
        trials=desk.trials(cause, anchor),
    )


def _shown_by(cause: Cause, imbalance: Imbalance | None) -> tuple[tuple[str, bool], ...]:
    """(measure, difference only?) behind a cause: what the idea is read from, then what its points rest on."""
    found: list[tuple[str, bool]] = []
    if imbalance is not None:
        ranked = sorted(imbalance.shown_by, key=lambda s: WEIGHTS.index(s.weight))
        for shown in ranked:
            found.append((shown.measure, shown.side == "difference"))
            found += [(beside, False) for beside in BESIDE.get(shown.measure, ())]
    names = {name for name, _ in found}
    for point in (*cause.supports, *cause.against):
        found += [(name, False) for name in point.measures if name not in names]
    return tuple(dict.fromkeys(found))


def _columns(cause: Cause, facts: Facts) -> tuple[Column, Column, Column]:
    """For and against are always shown whole; a long list of what was not measured is folded after a few."""
    lists = (cause.supports, cause.against, cause.not_measured)
    most = (None, None, MOST_NOT_MEASURED)
    a, b, c = (
        Column(
            heading=heading, items=_items(points[:cut]), more=_items(points[cut:] if cut else ()), empty=empty
        )
        for heading, points, cut, empty in zip(
            reasoned.COLUMNS[facts.basis], lists, most, reasoned.NOTHING[facts.basis], strict=True
        )
    )
    return a, b, c


def _items(points: tuple[Point, ...]) -> tuple[str, ...]:
    return tuple(p.text for p in points)


def _graded(cause: Cause) -> str:
    """How well the link is known, as one sentence."""
    text = cause.grade_text.strip().rstrip(".")
    return f"{text}." if text else ""
