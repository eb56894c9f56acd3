"""The stored drawings: body map and positions (paths made by tools/thin_drawings.py)."""

from __future__ import annotations

import json
from importlib.resources import files
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


def _region(view: str, stored: dict[str, Any], marked: frozenset[tuple[str, str, str | None]]) -> str:
    part, side = stored["part"], stored["side"]
    on = any(v == view and p == part and (side is None or s is None or s == side) for v, p, s in marked)
    return f'<path class="{"reg on" if on else "reg"}" d="{stored["d"]}"/>'


def position(name: str, *, key: str, arrow: bool) -> str:
    """A position of a lesson: `stand`, `back_bent`, `chair`; with the arrow of its movement or without."""
    stored = _stored("positions.json")[name]
    x, y, width, height = (float(v) for v in stored["box"].split())
    drawn = []
    for s in stored["lines"]:
        if "rect" in s:
            rx, ry, w, h, r = s["rect"]
            drawn.append(svg.tag("rect", x=rx, y=ry, width=w, height=h, rx=r, class_=s["class"]))
        elif arrow or s["class"] != "mv":
            drawn.append(f'<path class="{s["class"]}" d="{s["d"]}"/>')
    return svg.figure(
        key,
        box=(x, y, width, height),
        body="".join(drawn),
        title=stored["title"],
        text=stored["text"],
        class_="posn",
    )


def has_part(part: str) -> bool:
    """Whether the body map has such a place."""
    stored = _stored("body_map.json")
    return any(s["part"] == part for view, _ in VIEWS for s in stored[view]["parts"])
