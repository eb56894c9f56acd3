"""The one person of the figure kit, from joints to contours: limbs, feet and hands, from the side and from the front.

Head and trunk are cut from the drawings that exist (standing, body map), limbs are tapered along their joints, and
everything is joined, smoothed and thinned. 400 units tall, ground at y = 0, y down, face to the right.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from thin_drawings import smooth

from understride.report.drawings import _points

XY = tuple[float, float]
SOURCE = Path(__file__).parents[1] / "src" / "understride" / "report" / "drawings"
THIN = 0.35  # units; the contours are smooth arcs between what is kept
ROUND = 3.5  # radius of the hollows between two parts
THIGH, SHANK, UPPER, FORE, HAND = 94.0, 86.0, 66.0, 56.0, 21.0
HIP_IN_STAND = (-3.0, 203.0)  # of the standing figure as it is stored
SHOULDER = (-3.5, -123.0)  # from the hip, upright
NECK = (-1.0, -149.0)
POINTING = 30.0  # units: a thigh that seems shorter points at the onlooker


@cache
def stored(file: str) -> Any:
    return json.loads((SOURCE / file).read_text(encoding="utf-8"))


# --- shapes -------------------------------------------------------------------------------------------------------


def limb(*stations: tuple[XY, float]) -> BaseGeometry:
    """A limb through circles of given middle and radius."""
    discs = [Point(at).buffer(radius, 24) for at, radius in stations]
    return unary_union([a.union(b).convex_hull for a, b in pairwise(discs)])


def joined(*parts: BaseGeometry) -> BaseGeometry:
    """One outline; hollows between the parts are rounded."""
    return unary_union(parts).buffer(ROUND).buffer(-ROUND)


def toward(angle: float) -> XY:
    """The direction of an angle in degrees from straight down, positive to the front."""
    return math.sin(math.radians(angle)), math.cos(math.radians(angle))


def along(start: XY, way: XY, length: float, aside: float = 0.0) -> XY:
    """A point at a length along a unit direction, aside to what is the front of a leg that goes there."""
    return start[0] + way[0] * length + way[1] * aside, start[1] + way[1] * length - way[0] * aside


def unit(a: XY, b: XY) -> XY:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def bent(start: XY, end: XY, first: float, second: float, front: float) -> tuple[XY, XY]:
    """Middle joint and end of two links that reach for a point; front: 1 bends it to the front, -1 to the back."""
    span = min(math.dist(start, end), (first + second) * 0.9995)
    way = unit(start, end)
    reach = (first * first - second * second + span * span) / (2 * span)
    return along(start, way, reach, front * math.sqrt(max(0.0, first * first - reach * reach))), along(
        start, way, span
    )


def outline(shape: BaseGeometry) -> str:
    """The thinned path of a shape and its holes; crumbs are left out."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.area > 6]
    text = ""
    for part in sorted(parts, key=lambda p: (-p.area, p.bounds)):
        for ring in (part.exterior, *(hole for hole in part.interiors if Polygon(hole).area > 12)):
            kept = list(LineString(ring.coords).simplify(THIN).coords)[:-1]
            text += smooth([(x, y) for x, y in kept], True)
    return text


# --- the person from the side -------------------------------------------------------------------------------------

ANKLE = 5.4  # radius
FOOT = (((0.0, 2.0), 5.6), ((-2.5, 12.0), 6.0), ((20.0, 13.6), 4.4), ((29.5, 15.0), 3.0))


def in_foot(ankle: XY, angle: float, at: XY) -> XY:
    """A point of the foot; at: along the toes and down from the ankle, the foot flat on the floor at 90°."""
    t = toward(angle)
    return ankle[0] + t[0] * at[0] - t[1] * at[1], ankle[1] + t[1] * at[0] + t[0] * at[1]


def grounded(x: float, angle: float = 90.0, floor: float = 0.0) -> XY:
    """The ankle of a foot that touches the floor."""
    soles = (in_foot((0.0, 0.0), angle, at)[1] + radius for at, radius in FOOT)
    return x, floor - max(ANKLE, *soles)


@dataclass(frozen=True, kw_only=True)
class Leg:
    """ankle: where; foot: the angle of the toes, 90 flat on the floor; knee: where, or None to bend to the front."""

    ankle: XY
    foot: float = 90.0
    knee: XY | None = None

    def shape(self, hip: XY) -> BaseGeometry:
        knee, ankle = self.knee, self.ankle
        if knee is None:
            knee, ankle = bent(hip, ankle, THIGH, SHANK, 1.0)
        way, thigh = unit(knee, ankle), unit(hip, knee)
        long, shank = math.dist(hip, knee), math.dist(knee, ankle)
        upper = limb(
            (hip, 17.5),
            (along(hip, thigh, 0.35 * long, 1.0), 14.6),
            (along(hip, thigh, 0.7 * long), 11.8),
            (knee, 10.2),
        )
        lower = limb(
            (knee, 10.0), (along(knee, way, 0.3 * shank, -2.6), 10.2), (along(knee, way, 0.62 * shank, -1.6), 7.8),
            (ankle, ANKLE),
        )  # fmt: skip
        a, b, c, d = (Point(in_foot(ankle, self.foot, at)).buffer(r, 24) for at, r in FOOT)
        arch = Point(in_foot(ankle, self.foot, (3.0, 3.5))).buffer(5.0, 24)
        foot = unary_union([(x.union(y)).convex_hull for x, y in ((a, b), (arch, c), (b, c), (c, d))])
        return joined(upper, lower, foot)


@dataclass(frozen=True, kw_only=True)
class Arm:
    """wrist: where; hand: the angle of the fingers, None = as the forearm; elbow: where, or None to bend back."""

    wrist: XY
    hand: float | None = None
    elbow: XY | None = None

    def shape(self, shoulder: XY) -> BaseGeometry:
        elbow, wrist = self.elbow, self.wrist
        if elbow is None:
            elbow, wrist = bent(shoulder, wrist, UPPER, FORE, -1.0)
        return arm(shoulder, elbow, wrist, self.hand)


def arm(shoulder: XY, elbow: XY, wrist: XY, hand: float | None, thick: float = 1.0) -> BaseGeometry:
    fore = unit(elbow, wrist)
    fingers = fore if hand is None else toward(hand)
    return joined(
        limb(
            (shoulder, 8.8 * thick),
            (
                along(shoulder, unit(shoulder, elbow), min(30.0, 0.45 * math.dist(shoulder, elbow))),
                7.4 * thick,
            ),
            (elbow, 6.2),
        ),
        limb((elbow, 6.2), (along(elbow, fore, 16.0), 6.3), (wrist, 4.1)),
        limb((wrist, 4.1), (along(wrist, fingers, HAND * 0.45), 4.9), (along(wrist, fingers, HAND), 2.9)),
    )


@cache
def side_pieces() -> tuple[BaseGeometry, BaseGeometry]:
    """Head and trunk of the standing figure, hip at the origin."""
    whole = Polygon(_points(stored("positions.json")["stand"]["lines"][2]["d"])).buffer(0)
    whole = affinity.translate(whole, -HIP_IN_STAND[0], -HIP_IN_STAND[1])
    head = whole.intersection(box(-99, -210, 99, -147))
    trunk = whole.intersection(box(-99, -151, 99, 3)).union(Point(-2.2, 1).buffer(18.0, 24))
    return head, trunk


def turned(at: XY, angle: float, about: XY = (0.0, 0.0)) -> XY:
    """A point turned clockwise on the page."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = at[0] - about[0], at[1] - about[1]
    return about[0] + x * c - y * s, about[1] + x * s + y * c


Line = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Side:
    """A pose seen from the side. trunk: lean to the front; head: nod on top of it; None = the face to the reader."""

    hip: XY
    trunk: float = 0.0
    head: float | None = 0.0
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm | None
    far_arm: Arm | None = None
    far_by: XY = (0.0, 0.0)
    mirror: bool = False

    def at(self, point: XY) -> XY:
        x, y = turned(point, self.trunk)
        return x + self.hip[0], y + self.hip[1]

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        shape = affinity.rotate(shape, self.trunk, origin=(0, 0))
        return affinity.translate(shape, *self.hip)

    def lines(self) -> list[Line]:
        head, trunk = side_pieces()
        eyes: list[list[XY]] = [[(12.0, -178.4), (14.4, -177.0), (17.0, -177.6)]]
        if self.head is None:
            head, eyes = front_head((0.0, -149.0))
            neck = Point(NECK).buffer(9.3, 24)
        else:
            head = affinity.rotate(head, self.head, origin=NECK)
            eyes = [[turned(p, self.head, NECK) for p in eye] for eye in eyes]
            neck = Point(NECK).buffer(9.0 if self.head else 1.0, 24)
        shoulder = self.at(SHOULDER)
        far_hip = (self.hip[0] + self.far_by[0], self.hip[1] + self.far_by[1])
        far = [self.far_leg.shape(far_hip)]
        if self.far_arm is not None:
            far.append(self.far_arm.shape((shoulder[0] + self.far_by[0], shoulder[1] + self.far_by[1])))
        upper = joined(self.placed(trunk), self.placed(neck), self.near_leg.shape(self.hip))
        body = upper.union(self.placed(head)).buffer(1.2).buffer(-1.2)
        shapes = [("far", s) for s in far] + [("body", body)]
        if self.near_arm is not None:
            shapes.append(("body", self.near_arm.shape(shoulder)))
        out = [{"class": c, "d": outline(flip(s, self.mirror))} for c, s in shapes]
        for eye in eyes:
            points = [(-x if self.mirror else x, y) for x, y in map(self.at, eye)]
            out.append({"class": "c2", "d": smooth(points, False)})
        return out


def flip(shape: BaseGeometry, mirror: bool) -> BaseGeometry:
    return affinity.scale(shape, -1, 1, origin=(0, 0)) if mirror else shape


# --- the person from the front ------------------------------------------------------------------------------------

WIDTHS = (  # half of the trunk, by the height below the top of the head
    (50, 8.8), (56, 10.5), (62, 18), (67, 29), (72, 38.5), (78, 42.5), (86, 41), (98, 37.5), (110, 35.8), (122, 34.8),
    (138, 31), (154, 28.8), (170, 29.8), (186, 32.5), (202, 34.8), (212, 35), (219, 30), (224, 18),
)  # fmt: skip
WAIST, TOP = 206.0, 50.0


@cache
def front_outline() -> BaseGeometry:
    return Polygon(_points(stored("body_map.json")["front"]["lines"][0]["d"])).buffer(0)


def front_head(neck: XY) -> tuple[BaseGeometry, list[list[XY]]]:
    """Head and closed eyes as seen from the front; neck: where its lower end lies."""
    head = front_outline().intersection(box(-99, 0, 99, 53))
    eyes = [[(s * 4.2, 27.0), (s * 6.6, 28.4), (s * 9.2, 27.0)] for s in (-1.0, 1.0)]
    move = (neck[0], neck[1] - TOP - 2)
    return affinity.translate(head, *move), [[(x + move[0], y + move[1]) for x, y in eye] for eye in eyes]


FrontArm = tuple[XY, XY, float | None]  # elbow, wrist, hand
Arms = tuple[FrontArm, FrontArm]


@dataclass(frozen=True, kw_only=True)
class FrontLeg:
    """Seen from the front or, lying, from above. hip, knee, ankle, toes; over: the thigh lies over the shank.

    A thigh that points at the onlooker, as on a chair, is one outline with its shank, with a mark for the kneecap.
    """

    hip: XY
    knee: XY
    ankle: XY
    toes: XY
    over: bool = False

    def shapes(self) -> list[BaseGeometry]:
        thick = 12.6 if self.over else 10.2
        upper = limb(
            (self.hip, 16.0), (along(self.hip, unit(self.hip, self.knee), 0.45 * math.dist(self.hip, self.knee)), 14.2),
            (self.knee, thick),
        )  # fmt: skip
        way = unit(self.knee, self.ankle)
        calf = along(self.knee, way, 0.3 * math.dist(self.knee, self.ankle))
        lower = joined(
            limb((self.knee, 10.0), (calf, 10.2), (self.ankle, 5.8)),
            limb((self.ankle, 5.8), (self.toes, 6.4)),
        )
        if self.pointing:
            return [lower, joined(upper, lower)]
        return [lower, upper] if self.over else [joined(upper, lower)]

    @property
    def pointing(self) -> bool:
        """Whether the thigh points at the onlooker."""
        return self.over and math.dist(self.hip, self.knee) < POINTING

    def kneecap(self) -> list[XY]:
        x, y = self.knee
        return [(x + 1.7 * n, y + 10.0 - 0.28 * n * n) for n in range(-4, 5)]


@dataclass(frozen=True, kw_only=True)
class Front:
    """A pose seen from the front (lying: from above, head to the left). pelvis: its middle moved; bend: to x > 0.

    Arms: (elbow, wrist, hand angle or None) for x < 0 and x > 0; points of the upright person, sole at 399.
    """

    legs: tuple[FrontLeg, FrontLeg]
    arms: Arms
    shift: float = 0.0
    bend: float = 0.0
    lying: bool = False
    sole: float = 399.0

    def spine(self) -> dict[float, tuple[XY, float]]:
        """Point of the spine and direction (degrees to x > 0) by height; it bends evenly above the pelvis."""
        found: dict[float, tuple[XY, float]] = {}
        at, above = (self.shift, WAIST), WAIST
        for y, _ in reversed(WIDTHS):
            tilt = self.bend * max(0.0, (WAIST - 12 - y) / (WAIST - 12 - TOP))
            a = math.radians(tilt)
            at = (at[0] + math.sin(a) * (above - y), at[1] - math.cos(a) * (above - y))
            above = y
            found[y] = (at, tilt)
        return found

    def shoulder(self, sign: float) -> XY:
        at, tilt = self.spine()[86]
        return turned((at[0] + sign * 43, at[1] + 2), tilt, at)

    def final(self, shape: BaseGeometry) -> BaseGeometry:
        shape = affinity.translate(shape, 0, -self.sole)
        return affinity.rotate(shape, -90, origin=(0, 0)) if self.lying else shape

    def lines(self) -> list[Line]:
        spine = self.spine()
        edges: tuple[list[XY], list[XY]] = ([], [])
        for y, half in WIDTHS:
            at, tilt = spine[y]
            for edge, sign in zip(edges, (-1, 1), strict=True):
                edge.append(turned((at[0] + sign * half, at[1]), tilt, at))
        trunk = Polygon(edges[0] + edges[1][::-1]).buffer(0)
        at, tilt = spine[TOP]
        head, eyes = front_head((0.0, 0.0))
        head = affinity.translate(affinity.rotate(head, tilt, origin=(0, 0)), *at)
        eyes = [[(p[0] + at[0], p[1] + at[1]) for p in (turned(q, tilt) for q in eye)] for eye in eyes]
        legs = [leg.shapes() for leg in self.legs]
        single = [parts[0] for parts in legs if len(parts) == 1]
        body = joined(trunk, *single).union(head).buffer(1.5).buffer(-1.5)
        if single:
            gap = LineString([(self.legs[0].hip[0] / 2 + self.legs[1].hip[0] / 2, 226), (self.shift, 300)])
            body = body.difference(gap.buffer(0.4)) if len(single) == 2 else body
        arms = [
            arm(self.shoulder(s), e, w, h, 1.12) for s, (e, w, h) in zip((-1.0, 1.0), self.arms, strict=True)
        ]
        below = [p[0] for p in legs if len(p) == 2]
        over = [p[1] for p in legs if len(p) == 2]
        order = [*below, body, *over, *arms]
        out = [{"class": "body", "d": outline(self.final(s))} for s in order]
        marks = [*eyes, *(leg.kneecap() for leg in self.legs if leg.pointing)]
        for mark in marks:
            line = self.final(LineString(mark))
            out.append({"class": "c2", "d": smooth([(x, y) for x, y in line.coords], False)})
        return out
