"""Pose the one person of the figure kit: the positions of the lessons and one simple drawing for each self-test.

    python tools/draw_positions.py --out src/understride/report/drawings

Here are floors, arrows and files; the person is `tools/person.py`, and what is posed stands in `tools/poses.py`. Needs
shapely (development only): the product ships paths.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from person import SOURCE, XY, Front, FrontLeg, Line, Side, joined, limb, outline, turned
from shapely import affinity
from shapely.geometry import MultiPoint
from thin_drawings import number, pair

from understride.report.drawings import _points

MARGIN = 7.0
HEAD_MARK = 9.0  # of an arrow


def line(*points: XY) -> Line:
    return {"class": "g", "d": "M" + "L".join(pair(p) for p in points)}


def slab(x: float, y: float, width: float, height: float, corner: float = 2.4) -> Line:
    return {"class": "prop", "rect": [x, y, width, height, corner]}


def swung(leg: FrontLeg, by: float, sole: float) -> Line:
    """Where the lower leg goes, thin: turned about its knee, degrees; to x > 0 where positive. sole: of the person."""
    ankle, toes = (turned((p[0] - leg.knee[0], p[1] - leg.knee[1]), -by) for p in (leg.ankle, leg.toes))
    ankle, toes = ((p[0] + leg.knee[0], p[1] + leg.knee[1]) for p in (ankle, toes))
    shape = joined(limb((leg.knee, 9.0), (ankle, 5.8)), limb((ankle, 5.8), (toes, 6.4)))
    return {"class": "far", "d": outline(affinity.translate(shape, 0, -sole))}


def arrow(start: XY, by: XY, end: XY, both: bool = True) -> Line:
    """A movement along a curve past `by`; both: it comes back, so there is a head at either end."""
    text = f"M{pair(start)}Q{pair(by)} {pair(end)}" + head_mark(by, end)
    return {"class": "mv", "d": text + (head_mark(by, start) if both else "")}


def head_mark(before: XY, tip: XY) -> str:
    way = math.atan2(tip[1] - before[1], tip[0] - before[0])
    a, b = (
        (tip[0] - HEAD_MARK * math.cos(way + s), tip[1] - HEAD_MARK * math.sin(way + s))
        for s in (0.55, -0.55)
    )
    return f"M{pair(a)}L{pair(tip)}L{pair(b)}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One drawing: what is behind the person, the person, what is before it (arrows)."""

    title: str
    text: str
    person: Side | Front
    behind: Sequence[Line] = field(default=())
    before: Sequence[Line] = field(default=())


def bounds(lines: Iterable[Line]) -> tuple[float, float, float, float]:
    points: list[XY] = []
    for item in lines:
        if "rect" in item:
            x, y, w, h, _ = item["rect"]
            points += [(x, y), (x + w, y + h)]
        else:
            points += _points(item["d"])
    x0, y0, x1, y1 = MultiPoint(points).bounds
    return x0, y0, x1, y1


def drawn(figure: Figure) -> dict[str, Any]:
    lines = [*figure.behind, *figure.person.lines(), *figure.before]
    x0, y0, x1, y1 = bounds(lines)
    frame = (x0 - MARGIN, y0 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + 2 * MARGIN)
    return {
        "box": " ".join(number(v) for v in frame),
        "title": figure.title,
        "text": figure.text,
        "lines": lines,
    }


def main() -> None:
    from poses import FIGURES

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=SOURCE)
    wish = parser.parse_args()
    made = {name: drawn(figure) for name, figure in FIGURES.items()}
    (wish.out / "figures.json").write_text(json.dumps(made, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
