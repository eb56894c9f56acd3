"""The page of two recordings of one runner: what changed, what did not, what cannot be compared, and the curves."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from understride.analysis.comparison import Comparison, Half
from understride.change import SPEED_TOLERANCE, Change, Outcome
from understride.measures import MEASURES
from understride.model import Side, Unit
from understride.report import panel
from understride.report.dress import stylesheet
from understride.report.panel import Bar, Curve, Panel
from understride.report.panels import PANELS, PanelRow
from understride.words import comparison as words
from understride.words import figures, numbers
from understride.words.page import BRAND, ON_YOUR_MACHINE, SIDE_WORDS
from understride.words.quantities import in_table, with_unit, written

PAGE = "comparison.html"
TITLES = {row.name: row.title for row in MEASURES}
SCALES = {row.name: row.scale for row in MEASURES}
KINDS = {words.BEFORE: "L", words.AFTER: "R"}  # drawn dashed and solid, in two colours


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table; texts only."""

    title: str
    side: str
    before: str
    after: str
    difference: str
    interval: str
    error: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One drawing with its heading."""

    heading: str
    aside: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template may use."""

    css: str
    title: str
    lede: str
    provenance: tuple[str, ...]
    notes: tuple[str, ...]
    changed: tuple[Row, ...]
    same: tuple[Row, ...]
    apart: tuple[tuple[str, tuple[Row, ...]], ...]
    plates: tuple[Plate, ...]
    made: tuple[str, ...]
    version: str
    brand: str
    on_your_machine: str


def page(comparison: Comparison) -> str:
    """The whole page as HTML: no outside requests, the same bytes for the same comparison."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("understride.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    view = view_of(comparison)
    held = {f.name: getattr(view, f.name) for f in fields(view)}
    return room.get_template("comparison.html").render(**held, words=words) + "\n"


def write(comparison: Comparison, folder: Path | str) -> None:
    """Write `comparison.html` into a folder, which is made if need be."""
    text = page(comparison)
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / PAGE).write_text(text, encoding="utf-8", newline="\n")


def view_of(comparison: Comparison) -> View:
    """Every fact of the page, in words and drawings."""
    from understride import __version__

    changed, same = comparison.of(Outcome.CHANGED), comparison.of(Outcome.NOT_DETECTED)
    apart = comparison.of(Outcome.NOT_COMPARABLE)
    return View(
        css=stylesheet(words.TITLE),
        title=words.TITLE,
        lede=words.lede(len(changed), len(same), len(apart)),
        provenance=(_named(words.BEFORE, comparison.before), _named(words.AFTER, comparison.after)),
        notes=tuple(note.text for note in comparison.notes),
        changed=tuple(_row(c) for c in changed),
        same=tuple(_row(c) for c in same),
        apart=_by_reason(apart),
        plates=_plates(comparison),
        made=_made(comparison, changed + same),
        version=__version__,
        brand=BRAND,
        on_your_machine=ON_YOUR_MACHINE,
    )


def _named(when: str, half: Half) -> str:
    told = half.conditions
    extra = [text for text in (told.surface, told.shoes) if text]
    return f"{numbers.capital(when)}: " + ", ".join([half.recording.provenance.file, *extra])


def _made(comparison: Comparison, compared: tuple[Change, ...]) -> tuple[str, ...]:
    before, after = comparison.before.conditions, comparison.after.conditions
    planned = sum(c.measure in comparison.planned for c in compared)
    return (
        words.DAY_ERROR,
        words.many(comparison.looked_at, planned),
        words.speeds(before.speed, after.speed, SPEED_TOLERANCE),
        words.DIRECTION,
    )


def _row(found: Change) -> Row:
    low, high = SCALES[found.measure]
    how = written(found.unit, max(abs(low), abs(high)))

    def said(value: float | None) -> str:
        return "–" if value is None else with_unit(in_table(value, how), how)

    interval = ""
    if found.ci95 is not None:
        interval = with_unit(" to ".join(in_table(edge, how) for edge in found.ci95), how)
    return Row(
        title=TITLES[found.measure],
        side="" if found.side is None else SIDE_WORDS[found.side],
        before=said(found.before),
        after=said(found.after),
        difference=said(found.difference),
        interval=interval,
        error=said(found.error),
        reason=found.reason,
    )


def _by_reason(apart: tuple[Change, ...]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What cannot be compared, one entry for each reason."""
    reasons = dict.fromkeys(c.reason for c in apart)
    return tuple(
        (numbers.capital(reason), tuple(_row(c) for c in apart if c.reason == reason)) for reason in reasons
    )


# --- curves ---------------------------------------------------------------------------------------------------------


def _plates(comparison: Comparison) -> tuple[Plate, ...]:
    """Every signal of both recordings, once for the body or once for each side."""
    found = []
    for row in PANELS:
        for signal, label in zip(row.signals, figures.PANELS[row.id].labels, strict=True):
            for side in (Side.LEFT, Side.RIGHT) if row.sided else (None,):
                plate = _plate(comparison, row, signal, label, side)
                if plate and plate not in found:
                    found.append(plate)
    return tuple(found)


def _plate(comparison: Comparison, row: PanelRow, signal: str, label: str, side: Side | None) -> Plate | None:
    sets = [half.curves.get((signal, side)) for half in (comparison.before, comparison.after)]
    if sets[0] is None or sets[1] is None:
        return None
    both = [s for s in sets if s is not None]
    heading = numbers.capital(f"{label}, {SIDE_WORDS[side]}" if side else label)
    if row.id == "back" and signal == row.signals[0]:
        return None  # drawn as part of `turn`
    curves = tuple(
        Curve(label=when, kind=kind, strides=np.asarray(s.strides))
        for (when, kind), s in zip(KINDS.items(), both, strict=True)
    )
    leaving = float(np.mean([s.leaving for s in both]))
    words_of = figures.PANELS[row.id]
    aside = figures.OWN_STRIDE if row.sided else figures.ONE_STRIDE
    return Plate(
        heading=heading,
        aside=aside,
        drawing=panel.draw(
            Panel(
                key=f"c-{row.id}-{signal}-{side or 'body'}".replace("_", "-"),
                heading=heading,
                aside=aside,
                text=_described(curves, row),
                caption="",
                curves=curves,
                bars=(Bar(kind="N", start=0, end=leaving, words=figures.BARS["this" if side else "right"]),),
                events=(leaving,),
                above=words_of.above,
                below=words_of.below,
                unit=row.unit,
                factor=row.factor,
                signless=row.signless,
                from_zero=row.from_zero,
            )
        ),
    )


def _described(curves: tuple[Curve, ...], row: PanelRow) -> str:
    """What one sees, for who cannot see it."""
    unit = Unit.DEGREES if row.unit == "°" else Unit.METRES
    ends = [
        f"{numbers.capital(c.label)}: from {numbers.quantity(float(c.mean.min()), unit)} to "
        f"{numbers.quantity(float(c.mean.max()), unit)}."
        for c in curves
    ]
    return " ".join(ends)
