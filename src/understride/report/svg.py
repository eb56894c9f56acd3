"""Small pieces of SVG as strings. Coordinates are rounded to 0.1; colours are classes, never literals."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

Point = tuple[float, float]


def n(value: float) -> str:
    """A coordinate: one decimal, no trailing zero, no minus zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[Point]) -> str:
    """A polyline as path data."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)


def tenths(points: Iterable[Point]) -> str:
    """A polyline as path data in whole tenths of a unit, relative: short, for many faint lines in a scaled group."""
    out, before = [], (0, 0)
    for i, (x, y) in enumerate(points):
        here = (round(x * 10), round(y * 10))
        if i == 0:
            out.append(f"M{here[0]} {here[1]}l")
        else:
            dx, dy = here[0] - before[0], here[1] - before[1]
            gap = "" if i == 1 or dx < 0 else " "
            out.append(f"{gap}{dx}{dy}" if dy < 0 else f"{gap}{dx} {dy}")
        before = here
    return "".join(out)


def tag(name: str, content: str = "", **attributes: str | float | None) -> str:
    """One element. `class_` becomes class, `_` becomes `-`; numbers are coordinates; None is left out."""
    words = []
    for key, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else n(value)
        words.append(f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    return f"<{name}{''.join(words)}>{content}</{name}>" if content else f"<{name}{''.join(words)}/>"


def text(x: float, y: float, words: str, class_: str, *, anchor: str | None = None) -> str:
    """A piece of text at a baseline."""
    return tag("text", escape(words), x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    return f'<path class="{class_}" d="M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"/>'


def figure(
    key: str, *, box: tuple[float, float, float, float], body: str, title: str, text: str, class_: str
) -> str:
    """A whole drawing with its text alternative. key: unique on the page."""
    view = " ".join(n(v) for v in box)
    return (
        f'<svg class="{class_}" viewBox="{view}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(text)}</desc>{body}</svg>'
    )


def decoration(*, box: tuple[float, float, float, float], body: str, class_: str) -> str:
    """A drawing that only repeats what words beside it say."""
    return f'<svg class="{class_}" viewBox="{" ".join(n(v) for v in box)}" aria-hidden="true">{body}</svg>'
