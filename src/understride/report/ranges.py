"""The range of a cause: a hairline from unlikely to likely, a segment, a dot. Ink only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from understride.model import Cause
from understride.report import svg
from understride.report.scales import Scale
from understride.words import reasoned

WIDTH, HEIGHT = 220.0, 26.0
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
PLACE = Scale(low=0.0, high=1.0, start=8.0, end=WIDTH - 8.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """One row: name, anchor of its card, mark, and how often it comes first."""

    name: str
    anchor: str
    drawing: str
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """All candidates of a complaint with their ranges. heading: the message. axis: the scale above them."""

    heading: str
    axis: str
    rows: tuple[Chance, ...]
    caption: str


def chances(causes: Sequence[Cause], anchors: Sequence[str]) -> Chances | None:
    """The ranges of a complaint's causes, in the order given; None where nothing was reasoned."""
    rows = [
        Chance(
            name=reasoned.titled(cause),
            anchor=anchor,
            drawing=mark(*cause.range, cause.probability, key=f"{anchor}-range"),
            first=reasoned.first_in(cause.first_in or 0.0),
        )
        for cause, anchor in zip(causes, anchors, strict=True)
        if cause.range is not None and cause.probability is not None
    ]
    if not rows:
        return None
    return Chances(
        heading=reasoned.order_heading(causes),
        axis=_axis(),
        rows=tuple(rows),
        caption=reasoned.CHANCES_CAPTION,
    )


def mark(low: float, high: float, value: float, *, key: str) -> str:
    """The mark of one cause, with its text alternative."""
    middle = HEIGHT / 2
    lines = "".join(svg.line(PLACE(q), 0, PLACE(q), HEIGHT, "ax") for q in QUARTERS)
    lines += svg.line(PLACE(0), middle, PLACE(1), middle, "axl")
    segment = svg.line(PLACE.kept(low), middle, PLACE.kept(high), middle, "seg")
    dot = svg.tag("circle", cx=PLACE.kept(value), cy=middle, r=5.0, class_="dt B")
    text = reasoned.range_text(low, value, high)
    return svg.figure(
        key, box=(0, 0, WIDTH, HEIGHT), body=lines + segment + dot, title=reasoned.RANGE, text=text,
        class_="fig range",
    )  # fmt: skip


def _axis() -> str:
    anchors = ("start", "middle", "end")
    places = (PLACE(0) - 8, PLACE(0.5), PLACE(1) + 8)
    drawn = [
        svg.text(x, 11, word, "tk", anchor=anchor)
        for x, word, anchor in zip(places, reasoned.AXIS, anchors, strict=True)
    ]
    return svg.decoration(box=(0, 0, WIDTH, 14), body="".join(drawn), class_="fig range axis")
