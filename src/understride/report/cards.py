"""Cause cards, in rank order, one group for each complaint (visual.md 4.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from understride.knowledge import Imbalance
from understride.model import Cause, Point
from understride.report.facts import Facts
from understride.report.marks import OF_STATE, mark
from understride.report.plates import Plate, plates_for
from understride.report.rows import Row, rows_for
from understride.words import compose
from understride.words import page as words

BESIDE = {"thorax_yaw_range": ("back_yaw_range",)}  # shown beside it, compared with nothing (trap T34)
MOST_NOT_MEASURED = 3  # shown before the fold
WEIGHTS = ("strong", "moderate", "weak")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The section of one complaint. short: its block under "in short", in three pieces."""

    anchor: str
    label: str
    heading: str
    intro: str
    short: tuple[str, str, str]
    cards: tuple[Card, ...]


def groups(facts: Facts) -> tuple[Group, ...]:
    """One group for each complaint; without a complaint one for all that stands out."""
    analysis = facts.analysis
    seen: dict[str, tuple[str, str]] = {}
    told = tuple(dict.fromkeys(c.region for c in analysis.complaints)) or (None,)
    found = []
    for region in told:
        causes = tuple(sorted((c for c in analysis.causes if c.complaint == region), key=lambda c: c.rank))
        if causes:
            found.append(_group(region, causes, facts, seen))
    return tuple(found)


def _group(
    region: str | None, causes: tuple[Cause, ...], facts: Facts, seen: dict[str, tuple[str, str]]
) -> Group:
    place = facts.knowledge.region(region) if region else None
    name = place.heading if place else words.SECTIONS["out"]
    anchor = (region or "out").replace("_", "-")
    lead = compose.leading(causes, lambda cause: _stands_out(cause, facts))
    return Group(
        anchor=anchor,
        label=name,
        heading=compose.where_from(name) if place else name,
        intro=compose.overview(causes) if place else words.LEADS["untold"],
        short=compose.in_short(causes, lead),
        cards=_keyed(tuple(_card(c, anchor, facts, seen, opened=c is lead) for c in causes)),
    )


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


def _card(cause: Cause, group: str, facts: Facts, seen: dict[str, tuple[str, str]], *, opened: bool) -> Card:
    anchor = f"{group}-{cause.id.lower().replace('.', '-')}"
    imbalance = facts.knowledge.imbalance(cause.id)
    rows = rows_for(_shown_by(cause, imbalance), facts, anchor) if imbalance or cause.supports else ()
    plates = plates_for(tuple(n for n, _ in _shown_by(cause, imbalance)), facts, anchor)
    new = tuple(p for p in plates if p.id not in seen)
    old = tuple(seen[p.id] for p in plates if p.id in seen)
    seen.update({p.id: (p.heading, p.key) for p in new})
    state = compose.state_of(cause)
    return Card(
        anchor=anchor,
        title=cause.title,
        idea=cause.idea,
        mark=mark(OF_STATE.get(cause.state, "empty") if state != "none" else "empty"),
        state=words.STATES[state],
        columns=_columns(cause),
        mind=cause.refuted_by,
        known=_graded(cause),
        open=opened,
        plates=new,
        shown_above=old,
        rows=rows,
        keyed=False,
        people=tuple(dict.fromkeys(r.people for r in rows if r.people)),
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


def _columns(cause: Cause) -> tuple[Column, Column, Column]:
    """For and against are always shown whole; a long list of what was not measured is folded after a few."""
    lists = (cause.supports, cause.against, cause.not_measured)
    most = (None, None, MOST_NOT_MEASURED)
    a, b, c = (
        Column(
            heading=heading, items=_items(points[:cut]), more=_items(points[cut:] if cut else ()), empty=empty
        )
        for heading, points, cut, empty in zip(words.COLUMNS, lists, most, words.NOTHING, strict=True)
    )
    return a, b, c


def _items(points: tuple[Point, ...]) -> tuple[str, ...]:
    return tuple(p.text for p in points)


def _graded(cause: Cause) -> str:
    """How well the link is known, as one sentence."""
    text = cause.grade_text.strip().rstrip(".")
    return f"{text}." if text else ""
