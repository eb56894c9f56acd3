"""The value strip: a value, its two errors and the band, on the measure's own fixed scale."""

from __future__ import annotations

from dataclasses import dataclass

from understride.report import svg
from understride.report.panel import tick_text
from understride.report.scales import Scale, ticks

WIDTH, EDGE = 330.0, 12.0
ROW = 19.0  # height of one value


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value on a strip, in the unit shown. kind: `R`, `L` or `B` (whole body, or a difference).

    within: 95 % interval of the mean in this recording. days: the interval that decides, with the day-to-day error,
    or None where that error is not known. chance: beyond the band, but taken back among many: a hollow diamond.
    """

    kind: str
    value: float
    within: tuple[float, float]
    days: tuple[float, float] | None
    chance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A strip. band: (low, mean, high) or None where there is nothing to compare with."""

    key: str
    title: str
    text: str
    low: float
    high: float
    unit: str
    dots: tuple[Dot, ...]
    band: tuple[float, float, float] | None


def draw(strip: Strip) -> str:
    """The strip as SVG."""
    scale = Scale(low=strip.low, high=strip.high, start=EDGE, end=WIDTH - EDGE)
    bottom = 8 + ROW * max(len(strip.dots), 1) + 3
    body = [_band(strip.band, scale, bottom)] if strip.band else []
    body.append(_axis(strip, scale, bottom))
    for i, dot in enumerate(strip.dots):
        body.append(_dot(dot, scale, 8 + ROW * (i + 0.5), strip.unit))
    box = (0, 0, WIDTH, bottom + 19)
    return svg.figure(
        strip.key, box=box, body="".join(body), title=strip.title, text=strip.text, class_="fig strip"
    )


def _band(band: tuple[float, float, float], scale: Scale, bottom: float) -> str:
    left, right = scale.kept(band[0]), scale.kept(band[2])
    box = svg.tag("rect", x=left, y=4, width=max(right - left, 1), height=bottom - 4, class_="bd")
    middle = scale.kept(band[1])
    return box + svg.line(middle, 4, middle, bottom, "bm")


def _axis(strip: Strip, scale: Scale, bottom: float) -> str:
    out = [svg.line(EDGE, bottom, WIDTH - EDGE, bottom, "axl")]
    for value in ticks(strip.low, strip.high):
        at = scale(value)
        out.append(svg.line(at, bottom, at, bottom + 4, "axl"))
        out.append(svg.text(at, bottom + 16, tick_text(value, strip.unit), "tk", anchor="middle"))
    return "".join(out)


def _dot(dot: Dot, scale: Scale, y: float, unit: str) -> str:
    out = []
    if dot.days:
        kind = f"wi {dot.kind}{' ch' if dot.chance else ''}"
        out.append(svg.line(scale.kept(dot.days[0]), y, scale.kept(dot.days[1]), y, kind))
    out.append(svg.line(scale.kept(dot.within[0]), y, scale.kept(dot.within[1]), y, f"ci {dot.kind}"))
    at = scale.kept(dot.value)
    if dot.chance and scale.low <= dot.value <= scale.high:
        out.append(diamond(at, y, dot.kind))
    elif scale.low <= dot.value <= scale.high:
        out.append(svg.tag("circle", cx=at, cy=y, r=5.0, class_=f"dt {dot.kind}"))
    else:
        way = 1 if dot.value > scale.high else -1
        head = f"M{svg.n(at + 4 * way)} {svg.n(y)}l{-9 * way}-5v10z"
        out.append(f'<path class="{"dm" if dot.chance else "dt"} {dot.kind}" d="{head}"/>')
        anchor = "end" if way > 0 else "start"
        out.append(svg.text(at - 13 * way, y + 4, tick_text(dot.value, unit), "tl hl", anchor=anchor))
    if dot.kind in ("R", "L"):
        out.append(svg.text(0, y + 4.5, dot.kind, f"tl {dot.kind}"))
    return "".join(out)


def diamond(x: float, y: float, kind: str) -> str:
    """The sign of a value beyond its band that may be chance: neither a dot inside nor one outside."""
    return f'<path class="dm {kind}" d="M{svg.n(x - 6)} {svg.n(y)}l6-6 6 6-6 6z"/>'
