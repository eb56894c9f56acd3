"""The stored drawings: body map and positions (paths made by tools/thin_drawings.py and tools/draw_positions.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from understride.report import svg

VIEWS = (("front", 84.0), ("back", 252.0))
BOX = (0.0, 0.0, 336.0, 436.0)
DOWN = 26.0


def _stored(name: str) -> Any:
    return json.loads((files("understride.report") / "drawings" / name).read_text(encoding="utf-8"))


def body_map(
    marked: frozenset[tuple[str, str, str | None]], *, key: str, title: str, text: str, words: dict[str, str]
) -> str:
    """Front and back of a body; marked: (view, part, side; None = both sides).

    words: `front`, `back`, `your right`, `your left` as written on the map.
    """
    drawn = []
    for (view, x), stored in zip(VIEWS, (_stored("body_map.json")[v] for v, _ in VIEWS), strict=True):
        outline = [f'<path class="{s["class"]}" d="{s["d"]}"/>' for s in stored["lines"]]
        regions = [_region(view, s, marked) for s in stored["parts"]]
        body = outline[0] + "".join(sorted(regions, key=lambda r: 'reg on"' in r)) + "".join(outline[1:])
        drawn.append(f'<g transform="translate({svg.n(x)} {svg.n(DOWN)})">{body}</g>')
        drawn.append(svg.text(x, 14, words[view], "tk", anchor="middle"))
        sides = ("your right", "your left") if view == "front" else ("your left", "your right")
        for name, at in zip(sides, (x - 62, x + 62), strict=True):
            for i, word in enumerate(words[name].split(" ")):
                drawn.append(svg.text(at, 282 + 14 * i, word, "tk", anchor="middle"))
    return svg.figure(key, box=BOX, body="".join(drawn), title=title, text=text, class_="mapsvg")


Marked = frozenset[tuple[str, str, str | None]]


def _region(view: str, stored: dict[str, Any], marked: Marked) -> str:
    part, side = stored["part"], stored["side"]
    told = {s for v, p, s in marked if v == view and p == part}
    if side is None and len(told) == 1 and (half := next(iter(told))) is not None:
        return _half(view, stored, half)
    on = side in told or None in told or (side is None and bool(told))
    return f'<path class="{"reg on" if on else "reg"}" d="{stored["d"]}"/>'


def _half(view: str, stored: dict[str, Any], side: str) -> str:
    """One side of a place that lies across the middle; seen from behind, left is left."""
    sign = -1 if (side == "left") == (view == "back") else 1
    part = _beside_middle(_points(stored["d"]), sign)
    return f'<path class="reg" d="{stored["d"]}"/><path class="reg on" d="{svg.path(part)}Z"/>'


def _points(d: str) -> list[svg.Point]:
    """A closed path of M, L and Q as points, four on each curve."""
    found: list[svg.Point] = []
    for letter, numbers in re.findall(r"([MLQ])([^MLQZ]*)", d):
        v = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if letter == "Q":
            (x0, y0), (x1, y1, x2, y2) = found[-1], v
            for t in (0.25, 0.5, 0.75, 1.0):
                a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
                found.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))
        else:
            found.append((v[0], v[1]))
    return found


def _beside_middle(points: list[svg.Point], sign: int) -> list[svg.Point]:
    """The part of a closed outline where sign · x ≥ 0."""
    found: list[svg.Point] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if x0 * sign >= 0:
            found.append((x0, y0))
        if x0 * x1 < 0:
            found.append((0.0, y0 + (y1 - y0) * x0 / (x0 - x1)))
    return found


@cache
def _figures() -> Mapping[str, Any]:
    """Every position and every movement of a self-test by its id."""
    first = {name.replace("_", "-"): one for name, one in _stored("positions.json").items()}
    return MappingProxyType(first | _stored("figures.json"))


def figures() -> tuple[str, ...]:
    """The ids of all drawings of the person."""
    return tuple(_figures())


def position(name: str, *, key: str, arrow: bool) -> str:
    """The person in a position or self-test by its id; with the arrow of the movement or without.

    It carries its size in units, so that drawings side by side shrink by one scale.
    """
    stored = _figures()[name]
    x, y, width, height = _box(stored)
    made = svg.figure(
        key,
        box=(x, y, width, height),
        body=_lines(stored, arrow=arrow),
        title=stored["title"],
        text=stored["text"],
        class_="posn",
    )
    return made.replace("<svg ", f'<svg width="{svg.n(width)}" height="{svg.n(height)}" ', 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as a file of its own. width, height: in its own units; text: what it shows."""

    svg: str
    width: float
    height: float
    text: str


def picture(name: str, *, style: str) -> Picture:
    """The person in a position, dressed by a style of its own instead of a page's; without the arrow."""
    stored = _figures()[name]
    x, y, width, height = _box(stored)
    view = " ".join(svg.n(v) for v in (x, y, width, height))
    body = f"<style>{style}</style>{_lines(stored, arrow=False)}"
    return Picture(
        svg=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{body}</svg>',
        width=width,
        height=height,
        text=stored["text"],
    )


def _box(stored: dict[str, Any]) -> tuple[float, float, float, float]:
    x, y, width, height = (float(v) for v in stored["box"].split())
    return x, y, width, height


def _lines(stored: dict[str, Any], *, arrow: bool) -> str:
    drawn = []
    for s in stored["lines"]:
        if "rect" in s:
            rx, ry, w, h, r = s["rect"]
            drawn.append(svg.tag("rect", x=rx, y=ry, width=w, height=h, rx=r, class_=s["class"]))
        elif arrow or s["class"] != "mv":
            drawn.append(f'<path class="{s["class"]}" d="{s["d"]}"/>')
    return "".join(drawn)
