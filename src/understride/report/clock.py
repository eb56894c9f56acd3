"""The phase clock: one stride as a dial, the legs at the top, lag clockwise."""

from __future__ import annotations

import math
from dataclasses import dataclass

from understride.report import svg

CENTRE, RADIUS = (160.0, 128.0), 92.0
BOX = (0.0, 0.0, 320.0, 256.0)
FULL = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A hand of the clock. lag, spread (circular SD over strides): degrees of a stride. kind: `sh` or `pe`."""

    kind: str
    label: str
    lag: float
    spread: float


def draw(
    key: str, *, legs: str, hands: tuple[Hand, ...], band: tuple[float, float] | None, title: str, text: str
) -> str:
    """The clock as SVG. band: the reference for the shoulders, drawn outside the rim; never one for the pelvis."""
    body = [svg.tag("circle", cx=CENTRE[0], cy=CENTRE[1], r=RADIUS, class_="rim")]
    for hour in range(12):
        a, b = _at(hour * FULL / 12, RADIUS), _at(hour * FULL / 12, RADIUS - 5)
        body.append(svg.line(*a, *b, "axl"))
    if band:
        body.append(f'<path class="bd" d="{_ring(band[0], band[1], RADIUS + 3, RADIUS + 13)}"/>')
    top = _at(0, RADIUS - 6)
    body.append(svg.line(*CENTRE, *top, "hand lg"))
    body.append(svg.text(CENTRE[0], CENTRE[1] - RADIUS - 9, legs, "tl", anchor="middle"))
    for hand in hands:
        body.append(
            f'<path class="spd" d="{_ring(hand.lag - hand.spread, hand.lag + hand.spread, RADIUS - 12, RADIUS - 3)}"/>'
        )
        body.append(svg.line(*CENTRE, *_at(hand.lag, RADIUS - 6), f"hand {hand.kind}"))
        body.append(_name(hand))
    body.append(svg.tag("circle", cx=CENTRE[0], cy=CENTRE[1], r=4.0, class_="dt B"))
    return svg.figure(key, box=BOX, body="".join(body), title=title, text=text, class_="fig clock")


def _at(lag: float, radius: float) -> svg.Point:
    angle = math.radians(lag)
    return CENTRE[0] + radius * math.sin(angle), CENTRE[1] - radius * math.cos(angle)


def _ring(start: float, end: float, inner: float, outer: float) -> str:
    """A piece of a ring between two lags."""
    (ax, ay), (bx, by) = _at(start, outer), _at(end, outer)
    (cx, cy), (dx, dy) = _at(end, inner), _at(start, inner)
    large = int((end - start) % FULL > FULL / 2)
    return (
        f"M{svg.n(ax)} {svg.n(ay)}A{svg.n(outer)} {svg.n(outer)} 0 {large} 1 {svg.n(bx)} {svg.n(by)}"
        f"L{svg.n(cx)} {svg.n(cy)}A{svg.n(inner)} {svg.n(inner)} 0 {large} 0 {svg.n(dx)} {svg.n(dy)}Z"
    )


def _name(hand: Hand) -> str:
    x, y = _at(hand.lag, RADIUS + 19)
    side = math.sin(math.radians(hand.lag))
    anchor = "middle" if abs(side) < 0.25 else "start" if side > 0 else "end"
    drop = 11 if math.cos(math.radians(hand.lag)) < -0.6 else 4
    return svg.text(x, y + drop, hand.label, "tl hl", anchor=anchor)
