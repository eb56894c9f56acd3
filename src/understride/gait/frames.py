"""Segment frames and joint centres from points (ids and constructions: docs/definitions.md, docs/definitions.md).

Every frame is (frames, 3, 3) with columns x forward, y up (towards the head), z to the right, for left limbs too.
A frame exists only from its own points; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from understride.model import Floats, Points, Side


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A segment's axes (frames, 3, 3) and origin (frames, 3) in the lab; id names its construction."""

    id: str
    axes: Floats
    origin: Floats

    @property
    def right(self) -> Floats:
        return self.axes[:, :, 2]


def unit(vectors: Floats) -> Floats:
    """Vectors (…, 3) scaled to length 1; NaN where two points coincide and there is no direction."""
    with np.errstate(invalid="ignore", divide="ignore"):
        lengths = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))  # faster than `linalg.norm`
        return np.asarray(vectors / lengths[..., None], dtype=np.float64)


def from_right_and_forward(right: Floats, forward_hint: Floats) -> Floats:
    """Axes whose z is exactly `right` and whose x lies in the plane of `right` and the hint."""
    z = unit(right)
    y = unit(np.cross(z, forward_hint))
    return np.stack([np.cross(y, z), y, z], axis=-1)


def from_up_and_right(up: Floats, right_hint: Floats) -> Floats:
    """Axes whose y is exactly `up` and whose z lies in the plane of `up` and the hint."""
    y = unit(up)
    x = unit(np.cross(y, right_hint))
    return np.stack([x, y, np.cross(x, y)], axis=-1)


def pelvis(points: Points) -> Frame | None:
    """`pelvis.v1` from four points, `pelvis.v1a` where one sacrum point replaces the two at the back."""
    if "asis_left" not in points or "asis_right" not in points:
        return None
    left, right = points["asis_left"], points["asis_right"]
    front = (left + right) / 2
    if "psis_left" in points and "psis_right" in points:
        back_left, back_right = points["psis_left"], points["psis_right"]
        back = (back_left + back_right) / 2
        axes = from_right_and_forward((right - left) + (back_right - back_left), front - back)
        return Frame("pelvis.v1", axes, (front + back) / 2)
    if "sacrum" in points:
        back = points["sacrum"]
        return Frame("pelvis.v1a", from_right_and_forward(right - left, front - back), (front + back) / 2)
    return None


def thorax(points: Points) -> Frame | None:
    """`thorax.v1`: z along the acromia; with C7 and the jugular notch also tilt, else x and y are NaN.

    The acromion line is the shoulder girdle: in words, "shoulders" or "shoulders and upper chest".
    """
    if "acromion_left" not in points or "acromion_right" not in points:
        return None
    left, right = points["acromion_left"], points["acromion_right"]
    if "c7" in points and "clav" in points:
        neck, notch = points["c7"], points["clav"]
        return Frame("thorax.v1", from_right_and_forward(right - left, notch - neck), (neck + notch) / 2)
    z = unit(right - left)
    axes = np.full((len(z), 3, 3), np.nan)
    axes[:, :, 2] = z
    return Frame("thorax.v1", axes, (left + right) / 2)


def hip_centres(frame: Frame, points: Points, depth: float, width: float) -> Mapping[Side, Floats]:
    """Hip joint centres (frames, 3) by the regression on pelvis depth and width (source harrington2007).

    depth: mid-ASIS to mid-PSIS (or sacrum), width: between the ASIS, m.
    """
    front = (points["asis_left"] + points["asis_right"]) / 2
    forward = -0.24 * depth - 0.0099
    up = -0.30 * width - 0.0109
    out = 0.33 * width + 0.0073
    return {
        side: front + frame.axes @ np.array([forward, up, side.sign * out])
        for side in (Side.LEFT, Side.RIGHT)
    }


def pelvis_size(points: Points) -> tuple[float, float]:
    """Depth and width of a pelvis, m: medians over the frames in which it is seen."""
    left, right = points["asis_left"], points["asis_right"]
    both = "psis_left" in points and "psis_right" in points  # one alone is no middle
    back = (points["psis_left"] + points["psis_right"]) / 2 if both else points["sacrum"]
    depth = np.linalg.norm((left + right) / 2 - back, axis=1)
    return float(np.nanmedian(depth)), float(np.nanmedian(np.linalg.norm(right - left, axis=1)))


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One leg: joint centres (frames, 3) and frames; None where the points are not there.

    flat: the knee and ankle are their outer points only, so only sagittal angles have a meaning.
    """

    hip: Floats | None
    knee: Floats | None
    ankle: Floats | None
    thigh: Frame | None
    shank: Frame | None
    foot: Frame | None
    flat: bool


def leg(points: Points, side: Side, hip: Floats | None, toe: Floats | None, heel: Floats | None) -> Leg:
    """Centres and frames of one leg. hip, toe, heel: (frames, 3) m or None."""
    knee, knee_line = _centre(points, "knee", side)
    ankle, ankle_line = _centre(points, "ankle", side)
    thigh = shank = None
    if hip is not None and knee is not None and knee_line is not None:
        thigh = Frame("thigh.v1", from_up_and_right(hip - knee, knee_line), knee)
    if knee is not None and ankle is not None and ankle_line is not None:
        shank = Frame("shank.v1", from_up_and_right(knee - ankle, ankle_line), ankle)
    flat = knee is not None and (knee_line is None or ankle_line is None)
    return Leg(hip, knee, ankle, thigh, shank, _foot(points, side, toe, heel), flat)


def _centre(points: Points, joint: str, side: Side) -> tuple[Floats | None, Floats | None]:
    """Midpoint of a joint's two points and the line across it to the right; the outer point alone has no line."""
    outer, inner = f"{joint}_lateral_{side}", f"{joint}_medial_{side}"
    if outer in points and inner in points:
        return (points[outer] + points[inner]) / 2, side.sign * (points[outer] - points[inner])
    return (points[outer], None) if outer in points else (None, None)


def _foot(points: Points, side: Side, toe: Floats | None, heel: Floats | None) -> Frame | None:
    """`foot.v1`: x from heel to toe, the sole's plane through the outer (or inner) metatarsal."""
    if toe is None or heel is None:
        return None
    across = None
    if f"mt5_{side}" in points:
        inner = points[f"mt1_{side}"] if f"mt1_{side}" in points else toe
        across = side.sign * (points[f"mt5_{side}"] - inner)
    elif f"mt1_{side}" in points:
        across = side.sign * (toe - points[f"mt1_{side}"])
    if across is None:
        return None
    x = unit(toe - heel)
    y = unit(np.cross(across, x))
    return Frame("foot.v1", np.stack([x, y, np.cross(x, y)], axis=-1), heel)
