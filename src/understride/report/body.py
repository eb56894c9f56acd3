"""Stick figures: one projection for paper, page and player.

Seen from the side: always from the runner's right, running to the right. From behind: left is left. From above:
running up the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.analysis import Skeleton
from understride.model import Floats
from understride.report import svg

HEAD_ABOVE, HEAD_RADIUS = 0.235, 0.092  # m, where the head was not recorded: for orientation only
SIDES = ("right", "left")
FOOT = ("ankle", "heel", "toe")
ARM = ("acromion", "elbow_lateral", "wrist_radial")


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A mean stride ready to be drawn: positions (101, points, 3) m without the body's travel, y above the ground."""

    skeleton: Skeleton
    positions: Floats

    @staticmethod
    def of(skeleton: Skeleton) -> Body:
        """Take out the way that the body travels forward and sideways, so that the stride closes."""
        place = np.array(skeleton.positions, dtype=np.float64)
        middle = skeleton.names.index("mid_pelvis") if "mid_pelvis" in skeleton.names else None
        travel = (
            place[-1, middle] - place[0, middle]
            if middle is not None
            else np.nanmean(place[-1] - place[0], axis=0)
        )
        travel = travel * np.array([1.0, 0.0, 1.0])
        return Body(skeleton, place - np.linspace(-0.5, 0.5, len(place))[:, None, None] * travel)

    def __contains__(self, name: object) -> bool:
        return name in self.skeleton.names

    def at(self, share: float, name: str) -> Floats | None:
        """A point at a share (0–1) of the stride, (3,) m; None if it was not recorded or not seen."""
        if name not in self.skeleton.names:
            return None
        frame = (share % 1.0) * (len(self.positions) - 1)
        low = int(frame)
        index = self.skeleton.names.index(name)
        high = min(low + 1, len(self.positions) - 1)
        point = self.positions[low, index] * (1 - frame + low) + self.positions[high, index] * (frame - low)
        return point if np.isfinite(point).all() else None

    def middle(self, share: float, name: str) -> Floats | None:
        """The point between the right and the left one."""
        both = [self.at(share, f"{name}_{side}") for side in SIDES]
        found = [p for p in both if p is not None]
        return np.asarray(np.mean(found, axis=0)) if len(found) == 2 else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Parts that are not drawn, because they were not recorded or had gaps all through the stride."""
        needed = {
            "head": ("head",),
            "trunk": ("acromion_right", "acromion_left") if "c7" not in self else ("c7",),
            "right leg": ("knee_right", "ankle_right", "heel_right"),
            "left leg": ("knee_left", "ankle_left", "heel_left"),
        }
        found = [part for part, names in needed.items() if any(name not in self for name in names)]
        arms = any(f"elbow_lateral_{side}" in self for side in SIDES)
        return (*found, *(() if arms else ("arms",)))

    @property
    def dotted_head(self) -> bool:
        """Whether a head is drawn above the shoulders though it was not recorded."""
        return "head" in self.missing and "trunk" not in self.missing

    def mid_foot(self, share: float, side: str) -> Floats | None:
        heel, toe = self.at(share, f"heel_{side}"), self.at(share, f"toe_{side}")
        return None if heel is None or toe is None else (heel + toe) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How lab axes become the plane: (across, up) as signed axis numbers, 1 = x, 2 = y, 3 = z; pixels per metre.

    far: the side whose limbs lie behind.
    """

    across: int
    up: int
    far: str
    pixels: float

    def __call__(self, point: Floats, shift: svg.Point) -> svg.Point:
        a, u = (float(point[abs(k) - 1]) * (1 if k > 0 else -1) for k in (self.across, self.up))
        return shift[0] + a * self.pixels, shift[1] - u * self.pixels


def side_view(pixels: float) -> View:
    return View(across=1, up=2, far="left", pixels=pixels)


def behind_view(pixels: float) -> View:
    return View(across=3, up=2, far="", pixels=pixels)


def above_view(pixels: float) -> View:
    return View(across=3, up=1, far="", pixels=pixels)


def stick(body: Body, share: float, view: View, shift: svg.Point, class_: str = "") -> str:
    """One figure; shift: where the lab's origin (under mid-pelvis, on the ground) lies."""
    order = ("left", "right") if view.far in ("left", "") else ("right", "left")
    parts = [_limbs(body, share, view, shift, order[0]), _trunk(body, share, view, shift)]
    parts.append(_limbs(body, share, view, shift, order[1]))
    return f'<g class="{f"st {class_}".strip()}">{"".join(parts)}</g>'


def _drawn(points: list[Floats | None], view: View, shift: svg.Point) -> list[svg.Point]:
    return [view(p, shift) for p in points if p is not None]


def _chain(points: list[Floats | None], view: View, shift: svg.Point) -> str:
    """Path data of a limb, broken where a joint is missing: nothing is drawn across it."""
    runs: list[list[svg.Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(view(point, shift))
    return "".join(svg.path(run) for run in runs if len(run) > 1)


def _limbs(body: Body, share: float, view: View, shift: svg.Point, side: str) -> str:
    def at(*names: str) -> list[Floats | None]:
        return [body.at(share, f"{name}_{side}") for name in names]

    foot = _drawn(at(*FOOT), view, shift)
    d = _chain(at("hip", "knee", "ankle"), view, shift) + _chain(at(*ARM), view, shift)
    d += svg.path(foot) + "Z" if len(foot) == len(FOOT) else ""
    if not d:
        return ""
    letter = side[0].upper()
    inner = f'<path class="sLi" d="{d}"/>' if letter == "L" else ""
    return f'<path class="s{letter}" d="{d}"/>{inner}'


def _trunk(body: Body, share: float, view: View, shift: svg.Point) -> str:
    hips = body.middle(share, "hip")
    if hips is None:
        hips = body.at(share, "mid_pelvis")
    top = body.middle(share, "acromion")
    if top is None:
        top = body.at(share, "c7")
    out = []
    pelvis = _drawn(
        [body.at(share, n) for n in ("asis_right", "asis_left", "psis_left", "psis_right")], view, shift
    )
    if hips is not None and top is not None:
        out.append(f'<path class="sT" d="{svg.path(_drawn([hips, top], view, shift))}"/>')
    if len(pelvis) == 4:
        out.append(f'<path class="sP" d="{svg.path(pelvis)}Z"/>')
    shoulders = _drawn([body.at(share, f"acromion_{s}") for s in SIDES], view, shift)
    if len(shoulders) == 2:
        out.append(f'<path class="sS" d="{svg.path(shoulders)}"/>')
    out.append(_head(body, share, view, shift, top))
    return "".join(out)


def _head(body: Body, share: float, view: View, shift: svg.Point, top: Floats | None) -> str:
    head = body.at(share, "head")
    seen = head is not None
    if head is None and top is not None:
        head = top + np.array([0.0, HEAD_ABOVE, 0.0])
    if head is None:
        return ""
    x, y = view(head, shift)
    return svg.tag("circle", cx=x, cy=y, r=HEAD_RADIUS * view.pixels, class_="sHs" if seen else "sH")
