"""Figures with their headings and captions, found by the measures that they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from understride.model import Floats, Side
from understride.report import clock, panels, scenes, svg
from understride.report.facts import Facts
from understride.report.panel import draw, tick_text
from understride.report.rows import written_of
from understride.report.scales import Scale, round_limits, ticks
from understride.report.scenes import Moment, Reach
from understride.words import figures, messages
from understride.words.page import BACK_AND_GIRDLE
from understride.words.quantities import on_strip

REACHES = {"landing": "foot_ahead_at_landing", "lowest": "pelvis_ahead_of_foot_at_lowest"}
MOST_PANELS = 4  # per cause; the rest stands in the table
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A figure as the page shows it. shape: `panel`, `wide` or `beside` (text beside a dial). caption: paragraphs.

    head, rows: the folded table, empty where there is none. live: whether it moves with the player.
    """

    id: str
    key: str
    heading: str
    aside: str
    drawing: str
    caption: tuple[str, ...]
    shape: str = "panel"
    live: bool = False
    head: tuple[str, ...] = ()
    rows: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlateRow:
    """A kind of figure that is not a curve panel: which measures it shows, and how it is made."""

    id: str
    shows: tuple[str, ...]
    make: Callable[[Facts, str], Plate | None]


def plates_for(measures: tuple[str, ...], facts: Facts, prefix: str) -> tuple[Plate, ...]:
    """Figures for some measures (most important first), at most one of each kind. prefix: for unique keys."""
    wanted = [row for name in measures for row in panels.PANELS if name in row.shows]
    order = list(dict.fromkeys(row.id for row in wanted))
    found: list[Plate] = []
    for id in order:
        plate = _panel(next(r for r in wanted if r.id == id), facts, f"{prefix}-{id}")
        if plate is not None and len(found) < MOST_PANELS:
            found.append(plate)
    for row in SCENES:
        if any(name in row.shows for name in measures):
            plate = row.make(facts, f"{prefix}-{row.id}")
            if plate is not None:
                found.append(plate)
    return tuple(sorted(found, key=lambda p: ("panel", "beside", "wide").index(p.shape)))


def _panel(row: panels.PanelRow, facts: Facts, key: str) -> Plate | None:
    panel = panels.made(row, facts, key)
    if panel is None:
        return None
    head, rows = panels.table(panel)
    caption = (panel.caption, BACK_AND_GIRDLE) if row.id == "back" else (panel.caption,)
    return Plate(
        id=row.id, key=key, heading=panel.heading, aside=panel.aside, drawing=draw(panel), caption=caption, live=True,
        head=head, rows=rows,
    )  # fmt: skip


def _each_way(facts: Facts, key: str) -> Plate | None:
    sides = [facts.curve("thorax_turn", side) for side in (Side.LEFT, Side.RIGHT)]
    if sides[0] is None or sides[1] is None:
        return None
    left, right = (s.strides.max(axis=1) for s in sides if s is not None)
    heading = messages.each_way(float(right.mean()), float(left.mean()))
    text = f"A line with a tick for each stride. The shoulders turn {heading} on average."
    return Plate(
        id="each_way", key=key, heading=f"The shoulders turn {heading}", aside=figures.EACH_WAY_ASIDE,
        drawing=_rug(left, right, key, heading, text), caption=(figures.EACH_WAY_CAPTION,),
    )  # fmt: skip


def _rug(left: Floats, right: Floats, key: str, heading: str, text: str) -> str:
    """Ticks on a line: furthest turn to the left (drawn to the left) and to the right of every stride, degrees."""
    most = round_limits(0, float(max(left.max(), right.max(), 5.0)))[1]
    x = Scale(low=-most, high=most, start=14, end=366)
    drawn = [svg.line(x(0), 30, x(0), 92, "ax0"), svg.line(14, 92, 366, 92, "axl")]
    for value in ticks(-most, most, 6):
        drawn.append(svg.line(x(value), 92, x(value), 96, "axl"))
        drawn.append(svg.text(x(value), 110, tick_text(abs(value), "°"), "tk", anchor="middle"))
    for turns, way in ((left, -1), (right, 1)):
        mean = float(turns.mean()) * way
        drawn += [svg.line(x(v * way), 58, x(v * way), 86, "tick") for v in turns.tolist()]
        drawn.append(svg.line(x(mean), 50, x(mean), 90, "ln body"))
        words = f"{abs(mean):.0f}° {figures.TO_LEFT if way < 0 else figures.TO_RIGHT}"
        at = min(max(x(mean), 62.0), 318.0)
        drawn.append(svg.text(at, 42, words, "tv", anchor="middle"))
    drawn.append(svg.text(x(0), 132, figures.STRAIGHT, "tx", anchor="middle"))
    return svg.figure(key, box=(0, 0, 380, 142), body="".join(drawn), title=heading, text=text, class_="fig")


def _clock(facts: Facts, key: str) -> Plate | None:
    shoulders, pelvis = facts.value("phase_shoulders_legs"), facts.value("phase_pelvis_legs")
    if shoulders is None:
        return None
    finding = facts.findings.get(("phase_shoulders_legs", None))
    band = (finding.band.low, finding.band.high) if finding and finding.band else None
    hands = [clock.Hand(kind="sh", label=figures.CLOCK_SHOULDERS, lag=shoulders.value, spread=shoulders.sd)]
    if pelvis is not None:
        hands.append(clock.Hand(kind="pe", label=figures.CLOCK_PELVIS, lag=pelvis.value, spread=pelvis.sd))
    heading = messages.behind_legs(shoulders.value)
    paragraphs = figures.clock_text(shoulders.value, band, pelvis.value if pelvis else None)
    drawing = clock.draw(
        key, legs=figures.CLOCK_LEGS, hands=tuple(hands), band=band, title=heading, text=" ".join(paragraphs)
    )
    return Plate(
        id="clock", key=key, heading=heading, aside=figures.CLOCK_ASIDE, drawing=drawing, caption=paragraphs,
        shape="beside",
    )  # fmt: skip


def _above(facts: Facts, key: str) -> Plate | None:
    body = facts.body
    if body is None or "acromion_right" not in body or "asis_right" not in body or "toe_right" not in body:
        return None
    s = body.skeleton
    shares = (0.0, s.right_leaving, s.left_landing, s.left_leaving)
    found = tuple(
        Moment(share=v, words=w, below=(_turned(facts, v, "shoulders"), _turned(facts, v, "pelvis")))
        for v, w in zip(shares, figures.ABOVE_MOMENTS, strict=True)
    )
    drawn = []
    for i, m in enumerate(found):
        sides = figures.ABOVE_SIDES if i == 0 else ("", "")
        drawn.append(
            scenes.from_above(body, m, key=f"{key}-{i}", text=f"{m.below[0]}, {m.below[1]}.", sides=sides)
        )
    drawing = f'<div class="tops">{"".join(drawn)}</div>'
    return Plate(
        id="above", key=key, heading=figures.ABOVE_TITLE, aside="", drawing=drawing, caption=(figures.ABOVE_CAPTION,),
        shape="wide",
    )  # fmt: skip


def _turned(facts: Facts, share: float, part: str) -> str:
    """`shoulders 22° right`: the turn at one moment, from the same mean curve as the panels."""
    curve = facts.curve({"shoulders": "thorax_yaw", "pelvis": "pelvis_yaw"}[part])
    if curve is None:
        return ""
    mean = curve.strides.mean(axis=0)
    return figures.turned(part, float(mean[round(100 * (share % 1.0))]))


def _landing(facts: Facts, key: str) -> Plate | None:
    sides, body = facts.sides("foot_ahead_at_landing"), facts.body
    if sides is None or body is None or "toe_right" not in body:
        return None
    heading = messages.ahead(sides[0], sides[1], figures.LANDING_HEAD)
    shares = (0.0, body.skeleton.left_landing)
    return _reach(facts, key, "landing", heading, sides, shares, figures.LANDS)


def _lowest(facts: Facts, key: str) -> Plate | None:
    sides, body = facts.sides("pelvis_ahead_of_foot_at_lowest"), facts.body
    if sides is None or body is None or "toe_right" not in body:
        return None
    heading = messages.over_foot(sides[0], sides[1])
    shares = (body.skeleton.lowest_right, body.skeleton.lowest_left)
    return _reach(facts, key, "lowest", heading, sides, shares, figures.LOWEST)


def _reach(
    facts: Facts, key: str, id: str, heading: str, sides: tuple[float, float], shares: tuple[float, float],
    names: tuple[str, str],
) -> Plate:  # fmt: skip
    how = written_of(facts.rows[REACHES[id]])
    found = tuple(
        Reach(side=side, share=share, name=name, value=on_strip(value, how))
        for side, share, name, value in zip(("right", "left"), shares, names, sides, strict=True)
    )
    assert facts.body is not None
    drawing = scenes.reaches(
        facts.body, found, key=key, title=heading, text=f"{heading}. {figures.REACH_CAPTION}"
    )
    return Plate(
        id=id,
        key=key,
        heading=heading,
        aside="",
        drawing=drawing,
        caption=(figures.REACH_CAPTION,),
        shape="panel",
    )


SCENES = (
    PlateRow(id="each_way", shows=("thorax_turn_amplitude",), make=_each_way),
    PlateRow(id="landing", shows=("foot_ahead_at_landing",), make=_landing),
    PlateRow(id="lowest", shows=("pelvis_ahead_of_foot_at_lowest", "pelvis_passes_foot"), make=_lowest),
    PlateRow(id="clock", shows=("phase_shoulders_legs", "phase_pelvis_legs"), make=_clock),
    PlateRow(id="above", shows=("thorax_turn_amplitude", "thorax_in_pelvis_yaw_range"), make=_above),
)
