"""Stick figures put together: the run along the ground, three moments of a step, the view from above."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from understride.report import svg
from understride.report.body import SIDES, Body, View, above_view, behind_view, side_view, stick

GROUND_ROOM = 26.0  # units under the ground line
LAST_WORD = 34.0  # units to the right of the last foot, for the word under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment of the stride. share: 0–1 of the right stride; words: its name; below: two lines under it."""

    share: float
    words: str
    below: tuple[str, str]


def along_the_ground(
    body: Body, *, key: str, speed: float, strides: float, pixels: float, words: tuple[str, str], title: str, text: str,
    class_: str,
) -> str:  # fmt: skip
    """The chronophotograph: a figure every twelfth of a stride at its true distance; landings in full ink.

    speed: m/s. strides: how many are shown (0.5: one step). words: under the marks where right and left land.
    """
    skeleton = body.skeleton
    stride = speed * skeleton.stride_time
    view = side_view(pixels)
    low, high = extent(body, lambda p: float(p[0]))
    left, tall = -low * pixels + 4, top(body) * pixels + 6
    width, ground = (high - low + stride * strides) * pixels + 8 + LAST_WORD, tall
    landings = _landings(skeleton.left_landing, strides)
    steps = [k / 12 for k in range(round(12 * strides) + 1)]
    faint = [s for s in steps if min(abs(s - at) for at, _ in landings) > 1 / 24 + 1e-9]
    place: Callable[[float], svg.Point] = lambda share: (left + share * stride * pixels, ground)  # noqa: E731
    drawn = [stick(body, s, view, place(s), "dim") for s in faint]
    drawn += [stick(body, s, view, place(s)) for s, _ in landings]
    drawn.append(svg.line(0, ground, width, ground, "gr"))
    drawn += [_footprint(body, s, side, view, place, ground, words) for s, side in landings]
    box = (0, 0, width, ground + 34)
    return svg.figure(key, box=box, body="".join(drawn), title=title, text=text, class_=class_)


def _landings(left_landing: float, strides: float) -> list[tuple[float, str]]:
    found = []
    for whole in range(int(strides) + 1):
        found += [(float(whole), "right"), (whole + left_landing, "left")]
    return [(s, side) for s, side in found if s <= strides + 0.04]


def _footprint(
    body: Body, share: float, side: str, view: View, place: Callable[[float], svg.Point], ground: float,
    words: tuple[str, str],
) -> str:  # fmt: skip
    """Where the foot stands, as a bar under the ground line, with its word."""
    later = share + 0.12  # well into the contact, so that the whole foot is down
    heel, toe = body.at(later, f"heel_{side}"), body.at(later, f"toe_{side}")
    if heel is None or toe is None:
        return ""
    start, end = view(heel, place(later))[0], view(toe, place(later))[0]
    kind = side[0].upper()
    bar = svg.tag(
        "rect", x=start, y=ground + 6, width=max(end - start, 4), height=6, rx=2.0, class_=f"ft {kind}"
    )
    return bar + svg.text((start + end) / 2, ground + 28, words[side == "left"], "tk", anchor="middle")


def extent(body: Body, along: Callable[[np.ndarray], float]) -> tuple[float, float]:
    """Least and greatest place of any drawn point over the stride, m."""
    points = body.positions.reshape(-1, 3)
    values = [along(p) for p in points[np.isfinite(points).all(axis=1)][::3]]
    return min(values), max(values)


def top(body: Body) -> float:
    """Height of the drawing: the highest point, or the head that is dotted in above the shoulders, m."""
    high = float(np.nanmax(body.positions[:, :, 1]))
    return high + (0.34 if body.dotted_head else 0.1)


def moments(body: Body, side: str) -> tuple[float, float, float]:
    """Shares of the right stride at which a foot lands, the body is lowest over it, and it leaves."""
    s = body.skeleton
    if side == "right":
        return 0.0, s.lowest_right, s.right_leaving
    return s.left_landing, s.lowest_left, s.left_leaving


def three_moments(
    body: Body,
    side: str,
    *,
    key: str,
    columns: tuple[str, str, str],
    rows: tuple[str, str],
    title: str,
    text: str,
) -> str:
    """Landing, lowest and leaving of one foot, from the side and from behind; a plumb line at the lowest point."""
    cell, pixels = 130.0, 84.0
    tall = top(body) * pixels + 8
    low, high = extent(body, lambda p: float(p[0]))
    across = -(low + high) / 2 * pixels
    drawn = []
    for i, share in enumerate(moments(body, side)):
        middle = cell * (i + 0.5)
        drawn.append(svg.text(middle, 14, columns[i], "tx", anchor="middle"))
        for row, view in enumerate((side_view(pixels), behind_view(pixels))):
            ground = 22 + tall + row * (tall + GROUND_ROOM)
            shift = (middle + (across if row == 0 else 0), ground)
            plumb = _plumb(body, share, side, view, shift) if i == 1 and row == 0 else ""
            drawn += [plumb, stick(body, share, view, shift)]
            drawn.append(svg.line(cell * i + 6, ground, cell * (i + 1) - 6, ground, "gr"))
    for row in range(2):
        drawn.append(svg.text(6, 22 + tall + row * (tall + GROUND_ROOM) + 15, rows[row], "tk"))
    box = (0, 0, 3 * cell, 22 + 2 * (tall + GROUND_ROOM) - 6)
    return svg.figure(key, box=box, body="".join(drawn), title=title, text=text, class_="fig")


def _plumb(body: Body, share: float, side: str, view: View, shift: svg.Point) -> str:
    foot = body.mid_foot(share, side)
    pelvis = body.at(share, "mid_pelvis")
    if foot is None:
        return ""
    high = float(pelvis[1]) + 0.12 if pelvis is not None else 1.1
    x, _ = view(foot, shift)
    return f'<path class="plumb" d="M{svg.n(x)} {svg.n(shift[1])}V{svg.n(shift[1] - high * view.pixels)}"/>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far pelvis and foot are apart, seen from the side. share: of the right stride; words: name and value."""

    side: str
    share: float
    name: str
    value: str


def reaches(body: Body, found: tuple[Reach, ...], *, key: str, title: str, text: str) -> str:
    """Figures side by side, each with the distance between the middle of the pelvis and of the foot drawn out."""
    cell, pixels = 190.0, 112.0
    tall = top(body) * pixels + 8
    low, high = extent(body, lambda p: float(p[0]))
    drawn = []
    for i, reach in enumerate(found):
        shift = (cell * (i + 0.5) - (low + high) / 2 * pixels, 24 + tall)
        drawn.append(svg.text(cell * (i + 0.5), 15, reach.name, "tx", anchor="middle"))
        drawn.append(stick(body, reach.share, side_view(pixels), shift))
        drawn.append(svg.line(cell * i + 6, shift[1], cell * (i + 1) - 6, shift[1], "gr"))
        drawn.append(_distance(body, reach, side_view(pixels), shift))
    box = (0, 0, cell * len(found), 24 + tall + 36)
    return svg.figure(key, box=box, body="".join(drawn), title=title, text=text, class_="fig")


def _distance(body: Body, reach: Reach, view: View, shift: svg.Point) -> str:
    foot, pelvis = body.mid_foot(reach.share, reach.side), body.at(reach.share, "mid_pelvis")
    if foot is None or pelvis is None:
        return ""
    (a, high), (b, _) = view(pelvis, shift), view(foot, shift)
    ground, kind = shift[1], reach.side[0].upper()
    to_foot = f"M{svg.n(b)} {svg.n(ground - 6)}V{svg.n(ground + 10)}"
    lines = f'<path class="plumb" d="M{svg.n(a)} {svg.n(high)}V{svg.n(ground + 10)}{to_foot}"/>'
    span = f'<path class="br {kind}" d="M{svg.n(a)} {svg.n(ground + 7)}H{svg.n(b)}"/>'
    return lines + span + svg.text((a + b) / 2, ground + 27, reach.value, f"tv {kind}", anchor="middle")


def from_above(body: Body, moment: Moment, *, key: str, text: str, sides: tuple[str, str]) -> str:
    """Shoulders, pelvis and feet at one moment, running up the page, over the way of both shoulder tips.

    The moment's own words stand above and under it; sides: what is written at its left and right, may be empty.
    """
    pixels, cell = 225.0, 190.0
    view = above_view(pixels)
    low, high = extent(body, lambda p: float(p[0]))
    low, high = max(low, -0.62), min(high, 0.55)
    tall, middle = (high - low) * pixels, cell / 2
    shift = (middle, 40 + high * pixels)
    drawn = [svg.text(middle, 16, moment.words, "tl", anchor="middle")]
    drawn += [_foot(body, moment.share, side, view, shift) for side in SIDES]
    drawn += [_tip_path(body, side, view, shift) for side in SIDES]
    drawn.append(_girdle(body, moment.share, view, shift))
    drawn += [
        svg.text(middle, 64 + tall + 16 * i, w, "tx", anchor="middle") for i, w in enumerate(moment.below)
    ]
    for side, x in zip(sides, (18.0, cell - 18), strict=True):
        drawn.append(svg.text(x, shift[1] + 4, side, "tk", anchor="middle"))
    box = (0, 0, cell, 88 + tall)
    return svg.figure(key, box=box, body="".join(drawn), title=moment.words, text=text, class_="fig")


def _foot(body: Body, share: float, side: str, view: View, shift: svg.Point) -> str:
    heel, toe = body.at(share, f"heel_{side}"), body.at(share, f"toe_{side}")
    if heel is None or toe is None:
        return ""
    (ax, ay), (bx, by) = view(heel, shift), view(toe, shift)
    along = math.hypot(bx - ax, by - ay) + 16
    angle = math.degrees(math.atan2(by - ay, bx - ax))
    start, _, end = moments(body, side)
    down = (share - start) % 1.0 <= (end - start) % 1.0 + 1e-9
    kind = f"fs {side[0].upper()}{' dn' if down else ''}"
    return (
        f'<rect class="{kind}" x="-8" y="-9" width="{svg.n(along)}" height="18" rx="9" '
        f'transform="translate({svg.n(ax)} {svg.n(ay)}) rotate({svg.n(angle)})"/>'
    )


def _tip_path(body: Body, side: str, view: View, shift: svg.Point) -> str:
    points = [body.at(k / 40, f"acromion_{side}") for k in range(40)]
    seen = [view(p, shift) for p in points if p is not None]
    return f'<path class="tip {side[0].upper()}" d="{svg.path(seen)}Z"/>' if len(seen) > 3 else ""


def _girdle(body: Body, share: float, view: View, shift: svg.Point) -> str:
    pelvis = [body.at(share, n) for n in ("asis_right", "asis_left", "psis_left", "psis_right")]
    tips = [body.at(share, f"acromion_{side}") for side in SIDES]
    out = []
    if all(p is not None for p in pelvis):
        out.append(f'<path class="pv" d="{svg.path([view(p, shift) for p in pelvis if p is not None])}Z"/>')
    if all(p is not None for p in tips):
        ends = [view(p, shift) for p in tips if p is not None]
        out.append(f'<path class="sh2" d="{svg.path(ends)}"/>')
        out += [
            svg.tag("circle", cx=x, cy=y, r=5.0, class_=f"dt {s[0].upper()}")
            for (x, y), s in zip(ends, SIDES, strict=True)
        ]
    return "".join(out)
