"""The mean strides of two recordings, one over the other, with their numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.analysis.comparison import Comparison, Half
from understride.change import Change, Outcome
from understride.model import CurveSet, Side
from understride.report import panel
from understride.report.panel import Bar, Curve, Panel
from understride.report.panels import PANELS, PanelRow
from understride.words import comparison as words
from understride.words import figures
from understride.words.numbers import number
from understride.words.page import SIDE_WORDS

KINDS = {words.BEFORE: "L", words.AFTER: "R"}  # drawn dashed and solid, in two colours
AT = (0, 20, 40, 60, 80)  # % of the stride, in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One drawing with its heading and its numbers; `changed` if a measure that is read off it did."""

    heading: str
    aside: str
    drawing: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changed: bool


def plates(comparison: Comparison) -> tuple[Plate, ...]:
    """Every signal that both recordings have, once for the body or once for each side."""
    found: dict[tuple[str, Side | None], Plate] = {}
    for row in PANELS:
        for place, signal in enumerate(row.signals):
            for side in (Side.LEFT, Side.RIGHT) if row.sided else (None,):
                plate = _plate(comparison, row, place, side)
                if plate is not None:
                    found.setdefault((signal, side), plate)
    return tuple(found.values())


def _plate(comparison: Comparison, row: PanelRow, place: int, side: Side | None) -> Plate | None:
    one, other = (_curves(half, row.signals[place], side) for half in (comparison.before, comparison.after))
    if one is None or other is None:
        return None
    title = words.CURVES[row.id][place]
    heading = f"{title}, {SIDE_WORDS[side]}" if side else title
    curves = tuple(
        Curve(label=when, kind=kind, strides=np.asarray(s.strides))
        for (when, kind), s in zip(KINDS.items(), (one, other), strict=True)
    )
    aside = figures.OWN_STRIDE if row.sided else figures.ONE_STRIDE
    drawn = _panel(row, row.signals[place], side, heading, aside, curves, (one.leaving + other.leaving) / 2)
    return Plate(
        heading=heading,
        aside=aside,
        drawing=panel.draw(drawn),
        head=(words.PER_CENT, *(str(k) for k in AT)),
        rows=_rows(curves, row),
        changed=any(_shows(row, side, c) for c in comparison.of(Outcome.CHANGED)),
    )


def _curves(half: Half, signal: str, side: Side | None) -> CurveSet | None:
    return half.curves.get((signal, side))


def _shows(row: PanelRow, side: Side | None, change: Change) -> bool:
    return change.measure in row.shows and change.side in (side, None, Side.LEFT_MINUS_RIGHT)


def _panel(
    row: PanelRow, signal: str, side: Side | None, heading: str, aside: str, curves: tuple[Curve, ...],
    leaving: float,
) -> Panel:  # fmt: skip
    says = figures.PANELS[row.id]
    return Panel(
        key=f"c-{row.id}-{signal}-{side or 'body'}".replace("_", "-"),
        heading=heading,
        aside=aside,
        text=_described(curves, row),
        caption="",
        curves=curves,
        bars=(Bar(kind="N", start=0, end=leaving, words=figures.BARS["this" if side else "right"]),),
        events=(leaving,),
        above=says.above,
        below=says.below,
        unit=row.unit,
        factor=row.factor,
        signless=row.signless,
        from_zero=row.from_zero,
    )


def _described(curves: tuple[Curve, ...], row: PanelRow) -> str:
    """What one sees, for who cannot see it."""
    unit = row.unit if row.unit == "°" else f" {row.unit}"
    says = figures.PANELS[row.id]
    ends = [
        f"{c.label.capitalize()}: from {number(float(c.mean.min()) * row.factor, 0)}{unit} to "
        f"{number(float(c.mean.max()) * row.factor, 0)}{unit}."
        for c in curves
    ]
    up = f"Up means: {says.above}." + (f" Down means: {says.below}." if says.below else "")
    return " ".join(["Line chart over one stride.", up, *ends, "Table below."])


def _rows(curves: tuple[Curve, ...], row: PanelRow) -> tuple[tuple[str, ...], ...]:
    """Before, after and what lies between, at some places of the stride; a minus where the words below say so."""
    means = [c.mean * row.factor for c in curves]
    lines = [*zip((c.label for c in curves), means, strict=True), (words.BETWEEN, means[1] - means[0])]
    unit = "" if row.unit == "°" else f", {row.unit}"
    return tuple(
        (f"{name}{unit}", *(number(float(line[k]), 1) + ("°" if not unit else "") for k in AT))
        for name, line in lines
    )
