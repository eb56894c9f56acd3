"""Which way is up, forward and right, in what unit, on what: from the data, not from a convention.

A *cloud* is our name → (frames, 3) positions in the file's own axes and unit, NaN = gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from understride.model import Floats, RecordingError, Surface, frozen

Cloud = Mapping[str, Floats]

PELVIS = ("asis", "psis", "sacrum", "iliac", "pelvis")
TRUNK = ("c7", "t7", "t10", "clav", "strn", "acromion", "back")
FOOT = ("heel", "toe", "mt1", "mt2", "mt5", "foot")
LEG = ("thigh", "knee", "trochanter", "shank", "ankle")

UNITS = {"mm": 1e-3, "cm": 1e-2, "inch": 0.0254, "m": 1.0}
"""Metres in one unit."""
SPELLED = {
    "mm": "mm",
    "millimeters": "mm",
    "millimetres": "mm",
    "cm": "cm",
    "centimeters": "cm",
    "centimetres": "cm",
    "m": "m",
    "meters": "m",
    "metres": "m",
    "in": "inch",
    "inch": "inch",
    "inches": "inch",
}
PELVIS_HEIGHT = (0.6, 1.3)
"""m, of the pelvis points above the lowest foot point: from a child to the tallest; no two units overlap there."""
TRUNK_HEIGHT = (0.9, 1.75)
"""m, the same for trunk points, used where no pelvis was recorded."""
CLEARLY_UP = 1.5
"""The way up must be this much longer than the next axis: in running it is 4–10 times, lying down about 0."""
MOVING = 0.5
"""m/s: slower than any walk, faster than the sway of standing."""
LOW_SHARE = 0.2
"""Share of frames in which a foot point counts as on the ground: well inside stance (20–45 % of a stride)."""
BACKWARDS = -0.5
"""Cosine between where the body faces and where it moves, under which it moves backwards."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """How a file's axes and unit become ours. rotation: rows forward, up, right in the file's axes. scale: m."""

    rotation: Floats
    scale: float
    unit: str
    surface: Surface
    forward: str
    up: str
    steps: tuple[str, ...]

    def place(self, positions: Floats) -> Floats:
        """(…, 3) in the file's axes and unit → m in lab axes."""
        return np.asarray(positions @ self.rotation.T * self.scale)

    def turn(self, vectors: Floats) -> Floats:
        """(…, 3) in the file's axes → lab axes, unit unchanged."""
        return np.asarray(vectors @ self.rotation.T)


def of_run(
    cloud: Cloud, *, rate_hz: float, declared_unit: str | None, declared: tuple[str, str] | None, file: str
) -> Placement:
    """Placement of a moving recording. declared: signed axes (forward, up) if the file says them."""
    up = _axis(declared[1]) if declared else _up(cloud, file)
    scale, unit, step = _scale(cloud, up, declared_unit, file)
    pelvis, feet = _velocities(cloud, up, rate_hz * scale)
    surface = _surface(pelvis, feet)
    facing = _facing(cloud, up)
    moving = {Surface.TREADMILL: -feet, Surface.OVERGROUND: pelvis, Surface.UNKNOWN: facing}[surface]
    forward = _axis(declared[0]) if declared else _snapped(moving, up, file)
    if surface is not Surface.UNKNOWN:
        _refuse_backwards(cloud, up, moving, file)
    return _placement(forward, up, scale, unit, surface, step)


def of_standing(cloud: Cloud, *, declared_unit: str | None, file: str) -> Placement:
    """Placement of a standing trial, which may face anywhere: forward is only where the body faces, snapped."""
    up = _up(cloud, file)
    scale, unit, step = _scale(cloud, up, declared_unit, file)
    forward = _snapped(_facing(cloud, up), up, file)
    return _placement(forward, up, scale, unit, Surface.UNKNOWN, step)


def speed_of(cloud: Cloud, placement: Placement, rate_hz: float) -> float:
    """The faster of pelvis and low foot, m/s: near 0 in standing."""
    up = placement.rotation[1]
    pelvis, feet = _velocities(cloud, up, rate_hz * placement.scale)
    return float(max(np.linalg.norm(pelvis), np.linalg.norm(feet)))


def named(cloud: Cloud, parts: Iterable[str], *, side: str = "") -> list[str]:
    """Names of the points of these parts (`heel` takes heel_right, heel_top_right …), of one side if given."""
    wanted = tuple(parts)
    longer = tuple(f"{part}_" for part in wanted)
    return [n for n in cloud if n.endswith(side) and (n in wanted or n.startswith(longer))]


def mean_of(arrays: Iterable[Floats]) -> Floats:
    """Mean over points, (frames, 3), of those that are seen; NaN where none is."""
    stack = np.stack(list(arrays))
    seen = np.isfinite(stack)
    count = seen.sum(axis=0)
    total = np.where(seen, stack, 0.0).sum(axis=0)
    mean = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return np.asarray(mean, dtype=np.float64)


def signed_name(axis: Floats) -> str:
    """`+x` for (1, 0, 0)."""
    k = int(np.argmax(np.abs(axis)))
    return ("+" if axis[k] > 0 else "-") + "xyz"[k]


# --- up, unit ------------------------------------------------------------------------------------------------


def _up(cloud: Cloud, file: str) -> Floats:
    """The signed axis along which the pelvis (or trunk) is above the feet."""
    high = named(cloud, PELVIS) or named(cloud, TRUNK)
    way = _typical(mean_of(cloud[n] for n in high) - mean_of(cloud[n] for n in named(cloud, FOOT)))
    size = np.sort(np.abs(way))
    if not np.isfinite(way).all() or size[2] < CLEARLY_UP * max(size[1], 1e-12):
        raise RecordingError(
            file,
            found="no axis along which the body is clearly above the feet",
            needed="a person upright, with pelvis or trunk and feet seen in the same frames",
            do="Check the labels, or give a mapping file that says which point is which.",
        )
    return _unit_axis(int(np.argmax(np.abs(way))), way)


def _scale(cloud: Cloud, up: Floats, declared: str | None, file: str) -> tuple[float, str, str]:
    """Metres per unit, the unit's name, and the step to tell."""
    pelvis = named(cloud, PELVIS)
    low, high = PELVIS_HEIGHT if pelvis else TRUNK_HEIGHT
    top = mean_of(cloud[n] for n in pelvis or named(cloud, TRUNK)) @ up
    lowest = np.min([np.nan_to_num(cloud[n] @ up, nan=np.inf) for n in named(cloud, FOOT)], axis=0)
    above = top - lowest  # frame by frame: a jump lifts both
    height = float(np.median(above[np.isfinite(above)]))
    said = SPELLED.get((declared or "").strip().casefold())
    if said and low <= height * UNITS[said] <= high:
        return UNITS[said], said, f"unit {said} as the file says"
    fitting = [unit for unit, metres in UNITS.items() if low <= height * metres <= high]
    if not fitting:
        raise RecordingError(
            file,
            found=f"a body of which the {'pelvis' if pelvis else 'trunk'} is {height:.3g} above the feet, in no "
            f"unit we know" + (f" (the file says {declared})" if declared else ""),
            needed=f"lengths in mm, cm, m or inches ({low} to {high} m at this height)",
            do="Export it again with its unit, or check that the labels are on the right points.",
        )
    why = f"the file says {declared}, which cannot be" if declared else "the file does not say"
    return UNITS[fitting[0]], fitting[0], f"unit {fitting[0]} by the size of the body ({why})"


# --- forward, surface ----------------------------------------------------------------------------------------


def _velocities(cloud: Cloud, up: Floats, factor: float) -> tuple[Floats, Floats]:
    """Horizontal velocity of the pelvis (net travel) and of foot points while low, (3,) each, in units × factor/s."""
    flat = np.eye(3) - np.outer(up, up)
    body = mean_of(cloud[n] for n in named(cloud, PELVIS) or named(cloud, TRUNK))
    seen = np.flatnonzero(np.isfinite(body).all(axis=1))
    if len(seen) < 2:
        return np.zeros(3), np.zeros(3)
    edge = max(1, len(seen) // 20)
    span = float(seen[-edge:].mean() - seen[:edge].mean())
    pelvis = (body[seen[-edge:]].mean(axis=0) - body[seen[:edge]].mean(axis=0)) / max(span, 1.0)
    low = [v for v in (_low_velocity(cloud[n], up) for n in named(cloud, FOOT)) if np.isfinite(v).all()]
    feet = np.median(low, axis=0) if low else np.zeros(3)
    return flat @ pelvis * factor, flat @ feet * factor


def _low_velocity(point: Floats, up: Floats) -> Floats:
    """Median velocity of a point per frame while it is lowest, (3,); NaN if it is hardly seen."""
    height = (point[1:] + point[:-1]) @ up
    step = np.diff(point, axis=0)
    seen = np.isfinite(height)
    if seen.sum() < 5:
        return np.full(3, np.nan)
    low = seen & (height <= np.percentile(height[seen], 100 * LOW_SHARE))
    return np.asarray(np.median(step[low], axis=0))


def _surface(pelvis: Floats, feet: Floats) -> Surface:
    """Over ground the pelvis travels and the low foot rests; on a treadmill it is the other way round."""
    travel, slide = np.linalg.norm(pelvis), np.linalg.norm(feet)
    if max(travel, slide) < MOVING:
        return Surface.UNKNOWN
    return Surface.OVERGROUND if travel > slide else Surface.TREADMILL


def _facing(cloud: Cloud, up: Floats) -> Floats:
    """Horizontal direction in which the body faces, (3,): front of the pelvis, else the feet, else left to right."""
    fronts = _fronts(cloud, up)
    if fronts:
        return fronts[0]
    pairs = [(n, n.removesuffix("_right") + "_left") for n in cloud if n.endswith("_right")]
    across = [cloud[r] - cloud[left] for r, left in pairs if left in cloud]
    way = np.nan_to_num(np.cross(up, _typical(mean_of(across)))) if across else np.zeros(3)
    return np.asarray(way - up * (way @ up))


def _fronts(cloud: Cloud, up: Floats) -> list[Floats]:
    """Where the pelvis and where the feet face, horizontal (3,) each, of those that can tell."""
    found = []
    for ahead, behind in ((("asis",), ("psis", "sacrum")), (("toe", "mt1", "mt2", "mt5"), ("heel",))):
        front, back = named(cloud, ahead), named(cloud, behind)
        if front and back:
            way = _typical(mean_of(cloud[n] for n in front) - mean_of(cloud[n] for n in back))
            if np.isfinite(way).all():
                found.append(np.asarray(way - up * (way @ up)))
    return found


def _refuse_backwards(cloud: Cloud, up: Floats, moving: Floats, file: str) -> None:
    """One of pelvis and feet may have its labels exchanged, which is repaired later; both mean running backwards."""
    fronts = [
        way @ moving / (np.linalg.norm(way) * np.linalg.norm(moving) + 1e-12) for way in _fronts(cloud, up)
    ]
    if fronts and max(fronts) < BACKWARDS:
        raise RecordingError(
            file,
            found="a body that moves backwards, away from where it faces",
            needed="running forwards, with points labelled front and back as they are",
            do="Check the labels of the front and back of the pelvis and of heels and toes.",
        )


def _snapped(way: Floats, up: Floats, file: str) -> Floats:
    flat = np.where(np.abs(up) > 0, 0.0, way)
    if not np.any(np.abs(flat) > 0):
        raise RecordingError(
            file,
            found="no direction in which the body faces or moves",
            needed="points at front and back or right and left of the body",
            do="Check the labels, or give a mapping file that says which point is which.",
        )
    return _unit_axis(int(np.argmax(np.abs(flat))), flat)


def _placement(
    forward: Floats, up: Floats, scale: float, unit: str, surface: Surface, step: str
) -> Placement:
    ahead, above = signed_name(forward), signed_name(up)
    turned = f"axes by the data: file {ahead} is forward, {above} is up"
    rotation = frozen(np.stack([forward, up, np.cross(forward, up)]))
    return Placement(
        rotation=rotation,
        scale=scale,
        unit=unit,
        surface=surface,
        forward=ahead,
        up=above,
        steps=(turned, step),
    )


def _typical(way: Floats) -> Floats:
    """Median over frames of a (frames, 3) difference, gaps left out; NaN if nothing is seen."""
    seen = way[np.isfinite(way).all(axis=1)]
    return np.median(seen, axis=0) if len(seen) else np.full(3, np.nan)


def _axis(name: str) -> Floats:
    k = "xyz".index(name[1])
    return _unit_axis(k, np.full(3, -1.0 if name[0] == "-" else 1.0))


def _unit_axis(k: int, sign_of: Floats) -> Floats:
    axis = np.zeros(3)
    axis[k] = 1.0 if sign_of[k] > 0 else -1.0
    return axis
