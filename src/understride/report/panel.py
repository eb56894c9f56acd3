"""The curve panel: one stride, every stride thin, the mean thick, contact bars instead of per cent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape

import numpy as np

from understride.model import Floats
from understride.report import svg
from understride.report.scales import Scale, ticks

WIDTH, LEFT, RIGHT = 380.0, 34.0, 326.0
TOP, PLOT = 24.0, 168.0
MOST_STRIDES = 40  # more would only be grey
SAMPLES = 101
MOST_LINES = 6
Box = tuple[float, float, float, float]  # left, top, right, bottom
LABEL_HEIGHT, LETTER = 15.0, 7.1  # units: height of a label, mean width of a letter at 13.5 px
LABEL_PLACES = tuple(float(p) for p in (10, 18, 26, 34, 42, 50, 58, 66, 74, 82, 90))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """One signal on a panel. kind: `R`, `L`, `body`, `thin`. strides: (n, 101)."""

    label: str
    kind: str
    strides: Floats

    @property
    def mean(self) -> Floats:
        return np.asarray(self.strides.mean(axis=0), dtype=np.float64)

    @property
    def swing(self) -> float:
        """Mean over strides of max − min: what a range measure gives."""
        return float(np.ptp(self.strides, axis=1).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A foot on the ground, shares of the stride 0–1. kind: `R`, `L`, `N` (this foot, each side on its own stride)."""

    kind: str
    start: float
    end: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Everything that a panel shows. above, below: what up and down mean, in words.

    signless: ticks without minus, because the words already say the direction. bracket: text for the swing of the
    first curve, or None.
    """

    key: str
    heading: str
    aside: str
    text: str
    caption: str
    curves: tuple[Curve, ...]
    bars: tuple[Bar, ...]
    above: str
    below: str
    unit: str = "°"
    factor: float = 1.0
    signless: bool = False
    from_zero: bool = True
    bracket: str | None = None
    events: tuple[float, ...] = field(default=())


def draw(panel: Panel) -> str:
    """The panel as SVG."""
    x = Scale(low=0, high=100, start=LEFT, end=RIGHT if panel.bracket else WIDTH - 10)
    y = _vertical(panel)
    height = TOP + PLOT + 12 + 30
    body = [_grid(panel, x, y), _events(panel, x)]
    body += [_strides(c, x, y, panel.factor) for c in panel.curves]
    body += [_mean(c, x, y, panel.factor) for c in reversed(panel.curves)]
    body.append(_directions(panel, x, y))
    body.append(_labels(panel, x, y))
    body += [_bar(b, x) for b in panel.bars]
    if panel.bracket:
        body.append(_bracket(panel, y))
    body += [f'<path class="cur {c.kind}" d="M0 {svg.n(TOP)}V{svg.n(TOP + PLOT)}"/>' for c in _cursors(panel)]
    drawing = svg.figure(
        panel.key,
        box=(0, 0, WIDTH, height),
        body="".join(body),
        title=panel.heading,
        text=panel.text,
        class_="fig",
    )
    return drawing.replace("<svg ", f"<svg data-panel='{readings(panel, x)}' ", 1)


def readings(panel: Panel, x: Scale) -> str:
    """What the player and a finger need to read values off: places, words and means, as JSON in an attribute."""
    curves = [
        {"l": c.label, "k": c.kind, "v": [round(float(v) * panel.factor, 1) for v in c.mean[::2]]}
        for c in panel.curves
    ]
    held = {"x": [x.start, x.end], "u": panel.unit, "up": panel.above, "dn": panel.below, "c": curves,
            "s": int(panel.signless)}  # fmt: skip
    return escape(json.dumps(held, separators=(",", ":"), ensure_ascii=False)).replace("&quot;", '"')


def _cursors(panel: Panel) -> tuple[Curve, ...]:
    """One moving line, or one for each side where each leg has its own stride."""
    sided = tuple(c for c in panel.curves if c.kind in ("R", "L"))
    return sided or panel.curves[:1]


def _vertical(panel: Panel) -> Scale:
    values = np.concatenate([c.strides[shown(len(c.strides))].ravel() for c in panel.curves]) * panel.factor
    low, high = float(values.min()), float(values.max())
    if panel.from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.05 * (high - low)
    foot = 0.13 * (high - low) if panel.below else room  # the word for "down" stands at the bottom
    low, high = low - (foot if low < 0 or not panel.from_zero else 0), high + room
    return Scale(low=low, high=high, start=TOP + PLOT, end=TOP)


def shown(strides: int) -> list[int]:
    """Which strides are drawn: all, or every n-th so that at most forty are."""
    return list(range(0, strides, -(-strides // MOST_STRIDES)))


def _grid(panel: Panel, x: Scale, y: Scale) -> str:
    out = []
    marks = ticks(y.low, y.high, MOST_LINES)
    for value in marks:
        out.append(svg.line(x.start, y(value), x.end, y(value), "ax0" if value == 0 else "ax"))
        written = abs(value) if panel.signless else value
        out.append(svg.text(LEFT - 6, y(value) + 4, tick_text(written, panel.unit), "tk", anchor="end"))
    return "".join(out)


def tick_text(value: float, unit: str) -> str:
    """A tick: real minus, at most two decimals, the unit only where it is a degree."""
    text = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{text}°" if unit == "°" and value else text


def _events(panel: Panel, x: Scale) -> str:
    return "".join(svg.line(x(100 * e), TOP, x(100 * e), TOP + PLOT + 12, "ev") for e in panel.events)


def _points(values: Floats, x: Scale, y: Scale, factor: float, every: int) -> list[svg.Point]:
    share = np.linspace(0, 100, SAMPLES)[::every]
    return [(x(s), y(v * factor)) for s, v in zip(share.tolist(), values[::every].tolist(), strict=True)]


def _strides(curve: Curve, x: Scale, y: Scale, factor: float) -> str:
    lines = [svg.tenths(_points(curve.strides[i], x, y, factor, 2)) for i in shown(len(curve.strides))]
    paths = "".join(f'<path d="{d}"/>' for d in lines)
    return f'<g class="ea {curve.kind}" transform="scale(.1)">{paths}</g>'


def _mean(curve: Curve, x: Scale, y: Scale, factor: float) -> str:
    return f'<path class="ln {curve.kind}" d="{svg.path(_points(curve.mean, x, y, factor, 1))}"/>'


def _directions(panel: Panel, x: Scale, y: Scale) -> str:
    above = svg.text(x.start + 2, TOP - 9, panel.above, "tx")
    if not panel.below:
        return above
    left, _, right, bottom = _below_box(panel, x, y)
    return above + svg.text((left + right) / 2, bottom - 4, panel.below, "tx hl", anchor="middle")


def _below_box(panel: Panel, x: Scale, y: Scale) -> Box:
    """Where the word for "down" stands: at the bottom right, middle or left, wherever the curves leave most room."""
    half = 3.1 * len(panel.below)
    lines = _lines(panel, y)
    places = (x.end - half - 2, (x.start + x.end) / 2, x.start + half + 2)
    room = [
        TOP + PLOT - max(float(line[_columns(at - half, at + half, x)].max()) for line in lines)
        for at in places
    ]
    middle = places[room.index(max(room))]
    return (middle - half, TOP + PLOT - 16, middle + half, TOP + PLOT)


def _lines(panel: Panel, y: Scale) -> list[Floats]:
    """Mean curves in units of the drawing, downwards."""
    slope = (y.end - y.start) / (y.high - y.low)
    return [y.start + (c.mean * panel.factor - y.low) * slope for c in panel.curves]


def _bar(bar: Bar, x: Scale) -> str:
    top = TOP + PLOT + 9
    start, end = x(100 * bar.start), x(100 * bar.end)
    box = svg.tag(
        "rect", x=start, y=top, width=max(end - start, 2), height=6, rx=2.0, class_=f"ft {bar.kind}"
    )
    if start > WIDTH * 0.7:
        return box + svg.text(x.end, top + 20, bar.words, "tk", anchor="end")
    return box + svg.text(start, top + 20, bar.words, "tk")


def _bracket(panel: Panel, y: Scale) -> str:
    mean = panel.curves[0].mean * panel.factor
    top, bottom = y(float(mean.max())), y(float(mean.min()))
    at = RIGHT + 8
    mark = f'<path class="br" d="M{svg.n(at)} {svg.n(top)}h5V{svg.n(bottom)}h-5"/>'
    return mark + svg.text(at + 10, (top + bottom) / 2 + 5, panel.bracket or "", "tv")


def _labels(panel: Panel, x: Scale, y: Scale) -> str:
    """Names beside their curves. Tried at eleven places above and below; the one farthest from any curve wins."""
    if len(panel.curves) < 2:
        return ""
    lines = _lines(panel, y)
    taken: list[Box] = [_below_box(panel, x, y)] if panel.below else []
    out = []
    for i, curve in enumerate(panel.curves):
        box = _best_box(i, curve.label, lines, taken, x)
        taken.append(box)
        out.append(
            svg.text((box[0] + box[2]) / 2, box[3] - 3.5, curve.label, f"tl hl {curve.kind}", anchor="middle")
        )
    return "".join(out)


def _best_box(own: int, label: str, lines: list[Floats], taken: list[Box], x: Scale) -> Box:
    """The box (left, top, right, bottom) of a label with the most room around it; ties: the earliest place."""
    half = LETTER * len(label) / 2
    best, most = (0.0, 0.0, 0.0, 0.0), -np.inf
    for place in LABEL_PLACES:
        middle = min(max(x(place), x.start + half), x.end - half)
        near = _columns(middle - half, middle + half, x)
        for above in (True, False):
            edge = lines[own][near].min() - 5 if above else lines[own][near].max() + 5
            box = (middle - half, edge - LABEL_HEIGHT, middle + half, edge)
            box = box if above else (box[0], edge, box[2], edge + LABEL_HEIGHT)
            room = _room(box, own, near, lines, taken)
            if room > most + 0.5:
                best, most = box, room
    return best


def _columns(left: float, right: float, x: Scale) -> slice:
    first = int(np.floor((left - x.start) / (x.end - x.start) * 100))
    last = int(np.ceil((right - x.start) / (x.end - x.start) * 100))
    return slice(max(first, 0), min(last, 100) + 1)


def _room(
    box: Box, own: int, near: slice, lines: list[Floats],
    taken: list[Box],
) -> float:  # fmt: skip
    """Distance from the box to the nearest other curve, label or edge; negative where it overlaps."""
    gaps = [box[1] - TOP + 4, TOP + PLOT - box[3]]
    spread = float(np.ptp(lines[own][near]))
    for i, curve in enumerate(lines):
        if i != own:
            top, bottom = float(curve[near].min()), float(curve[near].max())
            gaps.append(max(top - box[3], box[1] - bottom))
    gaps += [max(o[0] - box[2], box[0] - o[2], o[1] - box[3], box[1] - o[3]) for o in taken]
    return min(*gaps, 40.0) - 0.4 * spread
