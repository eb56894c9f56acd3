"""The strip of one change: where it was before, where it is after, and how far two days may lie apart anyway."""

from __future__ import annotations

from dataclasses import dataclass

from understride.report import svg
from understride.report.panel import tick_text
from understride.report.scales import Scale, ticks
from understride.words.comparison import AFTER, BEFORE

WIDTH, LEFT, EDGE = 330.0, 58.0, 16.0
UPPER, LOWER, BOTTOM = 15.0, 37.0, 50.0  # y of before, after, axis


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStrip:
    """One change in the unit shown. error: 95 % of the difference between two days without any change, to one side.

    low, high: the measure's own scale; a value beyond it moves the end of the scale.
    """

    key: str
    title: str
    text: str
    low: float
    high: float
    unit: str
    before: float
    after: float
    error: float


def draw(strip: ChangeStrip) -> str:
    """The strip as SVG: before above, after below, the grey band around before."""
    shown = (strip.before - strip.error, strip.before + strip.error, strip.after)
    low, high = min(strip.low, *shown), max(strip.high, *shown)
    x = Scale(low=low, high=high, start=LEFT, end=WIDTH - EDGE)
    left, right = x(shown[0]), x(shown[1])
    body = [
        svg.tag("rect", x=left, y=4, width=max(right - left, 1), height=BOTTOM - 4, class_="bd"),
        svg.line(x(strip.before), UPPER, x(strip.before), BOTTOM, "bm"),
        svg.line(x(strip.before), LOWER, x(strip.after), LOWER, "wi R"),
        svg.text(0, UPPER + 4.5, BEFORE, "tl L"),
        svg.text(0, LOWER + 4.5, AFTER, "tl R"),
        svg.tag("circle", cx=x(strip.before), cy=UPPER, r=5.0, class_="dt L"),
        svg.tag("circle", cx=x(strip.after), cy=LOWER, r=5.0, class_="dt R"),
        svg.line(LEFT, BOTTOM, WIDTH - EDGE, BOTTOM, "axl"),
    ]
    for value in ticks(low, high):
        body.append(svg.line(x(value), BOTTOM, x(value), BOTTOM + 4, "axl"))
        body.append(svg.text(x(value), BOTTOM + 16, tick_text(value, strip.unit), "tk", anchor="middle"))
    return svg.figure(
        strip.key, box=(0, 0, WIDTH, BOTTOM + 20), body="".join(body), title=strip.title, text=strip.text,
        class_="fig strip",
    )  # fmt: skip
