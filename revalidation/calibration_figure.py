"""The figure of the calibration: what was said against what was so, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from understride.model import Floats

SIDE, LEFT, TOP, WIDTH = 320, 60, 20, 800
LOOKS = (("#111827", ""), ("#1d4ed8", "8 3"), ("#b45309", "2 3"), ("#047857", "10 3 2 3"), ("#7c3aed", "5 5"))
FEW = 0.001  # bins with a smaller share of all statements are left out: chance alone
Line = tuple[str, Floats, Floats, Floats]


def figure(lines: Sequence[Line]) -> str:
    """One line per world: (name, said, was, share of statements), each (bins,). The diagonal is perfect."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {SIDE + 90}" role="img"'
            ' font-family="sans-serif" font-size="13" fill="#111827">'
        ),
        "<title>How often it is so, where it is said with this probability</title>",
        f'<rect width="{WIDTH}" height="{SIDE + 90}" fill="#ffffff"/>',
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#6b7280"/>',
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#9ca3af"/>',
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _place(tick, tick)
        parts.append(f'<text x="{x:.0f}" y="{TOP + SIDE + 18}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    middle = LEFT + SIDE / 2
    parts.append(f'<text x="{middle:.0f}" y="{TOP + SIDE + 42}" text-anchor="middle">probability said</text>')
    turned = TOP + SIDE / 2
    parts.append(
        f'<text transform="translate(16 {turned:.0f}) rotate(-90)" text-anchor="middle">share in whom it is so</text>'
    )
    for number, (line, (colour, dashes)) in enumerate(zip(lines, LOOKS, strict=True)):
        parts += _line(line, number, colour, dashes)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _place(said: float, was: float) -> tuple[float, float]:
    return LEFT + SIDE * said, TOP + SIDE * (1 - was)


def _line(line: Line, number: int, colour: str, dashes: str) -> list[str]:
    name, said, was, share = line
    points = [_place(float(x), float(y)) for x, y, s in zip(said, was, share, strict=True) if s >= FEW]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    look = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" fill="none"'
    x, y = LEFT + SIDE + 24, TOP + 20 + 24 * number
    return [
        f'<path d="M{path}" {look}/>',
        f'<path d="M{x} {y - 4}h34" {look}/>',
        f'<text x="{x + 42}" y="{y}">{name}</text>',
    ]
