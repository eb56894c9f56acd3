"""Thin hand-made SVG drawings into the path data that the report ships.

    python tools/thin_drawings.py body-map.svg stand.svg back-bent.svg chair.svg --out src/understride/report/drawings

Outlines are drawn dense (a point every unit or so); a page shows them at about one pixel per unit. Every smooth
path is sampled, thinned to within 0.3 units and written as quadratic arcs between the middles of its corners, so
that it stays smooth when enlarged; real corners are kept. Needs shapely (development only): the product ships paths.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from shapely.geometry import LineString

TOLERANCE = 0.3  # units of the drawing
CORNER = math.radians(55)  # a sharper turn is a corner, not a curve
NUMBER = re.compile(r"-?\d*\.?\d+")
Point = tuple[float, float]
PARTS = {"shoulders": "shoulder", "hands": "hand", "hip flexors": "hip", "quads": "thigh", "calves": "calf"}


def number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def cubic(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """Four points along a cubic arc, without its start."""
    out = []
    for t in (0.25, 0.5, 0.75, 1.0):
        u = 1 - t
        w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        out.append(
            (
                sum(k * p[0] for k, p in zip(w, (a, b, c, d), strict=True)),
                sum(k * p[1] for k, p in zip(w, (a, b, c, d), strict=True)),
            )
        )
    return out


def outlines(path: str) -> list[tuple[list[Point], bool]] | None:
    """Sampled points of each outline and whether it is closed; None where the path is not made of cubic arcs."""
    if set(re.findall("[A-Za-z]", path)) - set("MCZz"):
        return None
    found = []
    for part in path.split("M")[1:]:
        values = [float(v) for v in NUMBER.findall(part)]
        points = list(zip(values[::2], values[1::2], strict=True))
        line = points[:1]
        for i in range(1, len(points) - 2, 3):
            line += cubic(line[-1], *points[i : i + 3])
        found.append((line, part.rstrip().lower().endswith("z")))
    return found


def turn(before: Point, at: Point, after: Point) -> float:
    a = math.atan2(at[1] - before[1], at[0] - before[0])
    b = math.atan2(after[1] - at[1], after[0] - at[0])
    return abs((b - a + math.pi) % (2 * math.pi) - math.pi)


def middle(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def smooth(points: list[Point], closed: bool) -> str:
    """Quadratic arcs between the middles of the sides; a sharp corner is passed exactly."""
    n = len(points)
    if not closed:
        inner = range(1, n - 1)
        text = [f"M{pair(points[0])}"]
    else:
        inner = range(n)
        text = [f"M{pair(middle(points[-1], points[0]))}"]
    for i in inner:
        here, after = points[i], points[(i + 1) % n]
        end = after if not closed and i == n - 2 else middle(here, after)
        sharp = turn(points[i - 1], here, after) > CORNER
        text.append(f"L{pair(here)}L{pair(end)}" if sharp else f"Q{pair(here)} {pair(end)}")
    if not closed and n == 2:
        text.append(f"L{pair(points[1])}")
    return "".join(text) + ("Z" if closed else "")


def thin(path: str) -> str:
    found = outlines(path)
    if found is None:
        return path
    text = []
    for line, closed in found:
        if closed and math.dist(line[0], line[-1]) < 1e-6:
            line = line[:-1]
        ring = [*line, line[0]] if closed else line
        kept = [(x, y) for x, y in LineString(ring).simplify(TOLERANCE).coords]
        text.append(smooth(kept[:-1] if closed else kept, closed))
    return "".join(text)


def shapes(group: ElementTree.Element) -> list[dict[str, Any]]:
    """The drawn things of a group, in order."""
    out: list[dict[str, Any]] = []
    for item in group:
        kind = item.tag.split("}")[1]
        name = (item.get("class") or "").split(" ")[0]
        if kind == "path" and name == "reg":
            out.append({"region": item.get("aria-label"), "d": thin(item.get("d") or "")})
        elif kind == "path":
            out.append({"class": name, "d": thin(item.get("d") or "")})
        elif kind == "rect":
            out.append(
                {
                    "class": name,
                    "rect": [float(item.get(k) or 0) for k in ("x", "y", "width", "height", "rx")],
                }
            )
    return out


def place(label: str) -> tuple[str, str | None]:
    """`left hip flexors, front` → (`hip`, `left`): part of the body as the region list names it, and side."""
    name = label.split(",")[0]
    side = next((s for s in ("left", "right") if name.startswith(f"{s} ")), None)
    name = name.removeprefix(f"{side} ") if side else name
    return PARTS.get(name, name.replace(" ", "_")), side


def body_map(root: ElementTree.Element) -> dict[str, Any]:
    """Two views: body, inner lines, parts by name and side."""
    views = {}
    groups = [g for g in root if g.tag.endswith("}g")]
    for view, group in zip(("front", "back"), groups, strict=True):
        drawn = shapes(group)
        views[view] = {
            "lines": [s for s in drawn if "region" not in s],
            "parts": [
                {"part": name, "side": side, "d": s["d"]}
                for s in drawn
                if "region" in s
                for name, side in [place(s["region"])]
            ],
        }
    return views


def position(root: ElementTree.Element) -> dict[str, Any]:
    texts = {e.tag.split("}")[1]: e.text for e in root if e.tag.endswith(("title", "desc"))}
    return {"box": root.get("viewBox"), "title": texts["title"], "text": texts["desc"], "lines": shapes(root)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("drawings", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    wish = parser.parse_args()
    positions = {}
    for file in wish.drawings:
        root = ElementTree.parse(file).getroot()
        if file.stem == "body-map":
            (wish.out / "body_map.json").write_text(
                json.dumps(body_map(root), indent=0) + "\n", encoding="utf-8"
            )
        else:
            positions[file.stem.replace("-", "_")] = position(root)
    (wish.out / "positions.json").write_text(json.dumps(positions, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
