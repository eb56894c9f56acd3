"""Everything that is read off a body in every frame: angles, heights, distances, by name.

`Signals` is the meeting place of the ways in which a movement can be found: measures read signals by name and know
nothing of points. One table says what each signal needs, so a missing point costs only what needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from understride.gait import angles, frames
from understride.gait.rigid import fit, mean_shape
from understride.model import SIDES, Floats, Points, Reason, Side, Unavailable, sealed


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Signals by name, (frames,) each; sided ones end in `_left` or `_right`.

    Degrees, metres, degrees per second; NaN = not seen in that frame. missing: name → why there is none.
    frame_ids: name → ids of the segment frames it rests on. standing: name → its value in quiet standing.
    frames: how many there are, even where not one signal could be read.
    """

    values: Mapping[str, Floats]
    missing: Mapping[str, Unavailable]
    frame_ids: Mapping[str, tuple[str, ...]]
    standing: Mapping[str, float]
    frames: int
    rate_hz: float
    start: float

    def __getitem__(self, name: str) -> Floats:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values

    @property
    def times(self) -> Floats:
        """Time of every frame on the file's clock, s."""
        return self.start + np.arange(self.frames) / self.rate_hz


class Sheet:
    """Where signals are written down one after the other while a body is read (used in this room only)."""

    def __init__(self) -> None:
        self.values: dict[str, Floats] = {}
        self.missing: dict[str, Unavailable] = {}
        self.frame_ids: dict[str, tuple[str, ...]] = {}

    def put(self, name: str, values: Floats | None, ids: tuple[str, ...] = (), *, needs: str) -> None:
        """One signal, or the reason why there is none: what it needs, in words."""
        if values is None or not np.isfinite(values).any():
            self.missing[name] = Unavailable(reason=Reason.MISSING_POINTS, detail=f"needs {needs}")
            return
        self.values[name] = values
        self.frame_ids[name] = ids


def from_points(
    points: Points, foot_points: Mapping[str, tuple[str, ...]], pelvis_size: tuple[float, float] | None
) -> Sheet:
    """All signals of a body. points: lab axes with x along the run, m, already smoothed.

    pelvis_size: depth and width, m, from the standing trial if there is one, else None (from the run itself).
    """
    sheet = Sheet()
    pelvis, thorax = frames.pelvis(points), frames.thorax(points)
    feet = {side: foot_parts(points, side, foot_points) for side in SIDES}
    _pelvis(sheet, pelvis)
    _thorax(sheet, points, thorax)
    _trunk(sheet, points, pelvis, thorax)
    hips: Mapping[Side, Floats] = {}
    if pelvis is not None:
        depth, width = pelvis_size or frames.pelvis_size(points)
        hips = frames.hip_centres(pelvis, points, depth, width)
    for side in SIDES:
        heel, toe, middle = feet[side]
        leg = frames.leg(points, side, hips.get(side), toe, heel)
        _leg(sheet, side, leg, pelvis, points.rate_hz, heel, toe)
        _foot(sheet, points, side, pelvis, heel, middle)
        _arm(sheet, points, side)
    left, right = feet[Side.LEFT][2], feet[Side.RIGHT][2]
    both = None if left is None or right is None else right[:, 0] - left[:, 0]
    sheet.put("legs", both, needs="a heel and a toe point on both feet")
    return sheet


def foot_parts(
    points: Points, side: Side, foot_points: Mapping[str, tuple[str, ...]]
) -> tuple[Floats | None, Floats | None, Floats | None]:
    """Heel, toe and mid-foot of one foot, (frames, 3) each, None where a point is missing."""

    def part(role: str) -> Floats | None:
        names = [f"{name}_{side}" for name in foot_points.get(role, ())]
        if not names or any(name not in points for name in names):
            return None
        return np.asarray(np.mean([points[name] for name in names], axis=0), dtype=np.float64)

    heel, toe = part("heel"), part("toe")
    return heel, toe, None if heel is None or toe is None else (heel + toe) / 2


def _pelvis(sheet: Sheet, pelvis: frames.Frame | None) -> None:
    needs = "both front and both back points of the pelvis (or a sacrum point)"
    ids = (pelvis.id,) if pelvis else ()
    lab = angles.in_lab(pelvis.axes) if pelvis else None
    sheet.put("pelvis_yaw", lab.yaw if lab else None, ids, needs=needs)
    sheet.put("pelvis_obliquity", lab.raise_right if lab else None, ids, needs=needs)
    sheet.put("pelvis_tilt", lab.tilt if lab else None, ids, needs=needs)
    sheet.put("pelvis_height", pelvis.origin[:, 1] if pelvis else None, ids, needs=needs)


def _thorax(sheet: Sheet, points: Points, thorax: frames.Frame | None) -> None:
    needs = "both acromia (tops of the shoulders)"
    ids = (thorax.id,) if thorax else ()
    lab = angles.in_lab(thorax.axes) if thorax else None
    sheet.put("thorax_yaw", lab.yaw if lab else None, ids, needs=needs)
    sheet.put("thorax_side_bend", lab.raise_right if lab else None, ids, needs=needs)
    sheet.put(
        "thorax_flexion", lab.tilt if lab else None, ids, needs="both acromia, C7 and the jugular notch"
    )
    tops = [points[f"acromion_{s}"] for s in SIDES] if thorax else None
    sheet.put("shoulder_height_difference", tops[1][:, 1] - tops[0][:, 1] if tops else None, needs=needs)
    neck = points["c7"] if "c7" in points else None
    height = (tops[0] + tops[1])[:, 1] / 2 - neck[:, 1] if tops and neck is not None else None
    sheet.put("shoulder_height", height, needs="both acromia and C7")
    heads = [points[n] for n in points.names if n.startswith("head_")]
    ahead = None
    if thorax and neck is not None and len(heads) >= 3:
        forward = frames.unit(np.cross(angles.UP, thorax.right))
        ahead = np.sum((np.mean(heads, axis=0) - neck) * forward, axis=1)
    sheet.put(
        "head_ahead_of_c7", ahead, (*ids, "head.v1"), needs="three points on the head, C7 and both acromia"
    )
    names = [n for n in points.names if n.startswith("back_")]
    sheet.put(
        "back_yaw", _cluster_yaw(points, names), ("back cluster",), needs="three rigid points on the back"
    )


def _cluster_yaw(points: Points, names: list[str]) -> Floats | None:
    """Turn of a rigid cluster about the lab's up axis, from its mean position; + to the left."""
    if len(names) < 3:
        return None
    seen = np.stack([points[n] for n in names], axis=1)
    shape = mean_shape(seen)
    if shape is None:
        return None
    turn = fit(shape, seen).rotation
    yaw = np.degrees(np.arctan2(-turn[:, 2, 0], turn[:, 0, 0]))
    return np.asarray(yaw - np.nanmean(yaw), dtype=np.float64)


def _trunk(sheet: Sheet, points: Points, pelvis: frames.Frame | None, thorax: frames.Frame | None) -> None:
    ids = (pelvis.id, thorax.id) if pelvis and thorax else ()
    needs = "the pelvis and both acromia"
    values = sheet.values
    for part, lab, base in (
        ("yaw", "thorax_yaw", "pelvis_yaw"),
        ("side_bend", "thorax_side_bend", "pelvis_obliquity"),
    ):
        both = lab in values and base in values
        sheet.put(f"thorax_in_pelvis_{part}", values[lab] - values[base] if both else None, ids, needs=needs)
    flexion = None
    if pelvis and thorax and "thorax_flexion" in values:
        flexion = angles.relative_flexion(
            thorax.axes,
            pelvis.axes,
            float(np.nanmean(values["thorax_flexion"])),
            float(np.nanmean(values["pelvis_tilt"])),
        )
    sheet.put(
        "thorax_in_pelvis_flexion", flexion, ids, needs="the pelvis, both acromia, C7 and the jugular notch"
    )
    top, trunk_id = _trunk_top(points)
    lean = -angles.line_forward(top, pelvis.origin) if pelvis and top is not None else None
    sheet.put(
        "trunk_lean",
        lean,
        (*ids[:1], trunk_id),
        needs="the pelvis and C7 with the jugular notch, or both acromia",
    )
    notch = points["clav"] if "clav" in points else None
    length = None
    if pelvis and notch is not None:
        length = np.linalg.norm(notch - (points["asis_left"] + points["asis_right"]) / 2, axis=1)
    sheet.put("sternum_to_pelvis", length, needs="the jugular notch and both front points of the pelvis")


def _trunk_top(points: Points) -> tuple[Floats | None, str]:
    """Upper end of the trunk line: between C7 and the jugular notch (`trunk.v1`), else between the acromia."""
    if "c7" in points and "clav" in points:
        return (points["c7"] + points["clav"]) / 2, "trunk.v1"
    if "acromion_left" in points and "acromion_right" in points:
        return (points["acromion_left"] + points["acromion_right"]) / 2, "trunk.v1a"
    return None, "trunk.v1"


def _leg(
    sheet: Sheet,
    side: Side,
    leg: frames.Leg,
    pelvis: frames.Frame | None,
    rate_hz: float,
    heel: Floats | None,
    toe: Floats | None,
) -> None:
    thigh = angles.line_forward(leg.hip, leg.knee) if leg.hip is not None and leg.knee is not None else None
    thigh_id = leg.thigh.id if leg.thigh else "thigh line"
    pelvis_id = (pelvis.id,) if pelvis else ()
    needs = "the pelvis (for the hip joint) and the knee"
    sheet.put(f"thigh_lab_{side}", thigh, (*pelvis_id, thigh_id), needs=needs)
    velocity = None if thigh is None else np.gradient(thigh, 1 / rate_hz)
    sheet.put(f"thigh_velocity_{side}", velocity, (*pelvis_id, thigh_id), needs=needs)
    hip, knee, ankle = _joints(leg, pelvis, thigh, sheet.values.get("pelvis_tilt"), heel, toe)
    shank_id = leg.shank.id if leg.shank else "shank line"
    sheet.put(f"hip_flexion_{side}", hip, (*pelvis_id, thigh_id), needs=needs)
    sheet.put(f"knee_flexion_{side}", knee, (thigh_id, shank_id), needs="the pelvis, the knee and the ankle")
    sheet.put(
        f"ankle_flexion_{side}",
        ankle,
        (shank_id, "foot.v1"),
        needs="the knee, the ankle, a heel and a toe point",
    )
    full = angles.in_segment(pelvis.axes, leg.thigh.axes) if pelvis and leg.thigh else None
    needs = "the inner knee point (a standing trial usually has it)"
    sheet.put(
        f"hip_adduction_{side}",
        full.adduction * side.sign if full else None,
        (*pelvis_id, thigh_id),
        needs=needs,
    )
    sheet.put(
        f"hip_rotation_{side}",
        full.rotation * side.sign if full else None,
        (*pelvis_id, thigh_id),
        needs=needs,
    )


def _joints(
    leg: frames.Leg,
    pelvis: frames.Frame | None,
    thigh: Floats | None,
    tilt: Floats | None,
    heel: Floats | None,
    toe: Floats | None,
) -> tuple[Floats | None, Floats | None, Floats | None]:
    """Flexion of hip, knee and ankle: from frames, or in the sagittal plane from the lines between outer points."""
    shank = (
        angles.line_forward(leg.knee, leg.ankle) if leg.knee is not None and leg.ankle is not None else None
    )
    sole = None
    if heel is not None and toe is not None:
        along = toe - heel
        sole = np.degrees(np.arctan2(along[:, 1], np.hypot(along[:, 0], along[:, 2])))
    hip = knee = ankle = None
    if pelvis and leg.thigh:
        hip = angles.in_segment(pelvis.axes, leg.thigh.axes).flexion
    elif thigh is not None and tilt is not None:
        hip = thigh + tilt
    if leg.thigh and leg.shank:
        knee = -angles.in_segment(leg.thigh.axes, leg.shank.axes).flexion
    elif thigh is not None and shank is not None:
        knee = thigh - shank
    if leg.shank and leg.foot:
        ankle = angles.in_segment(leg.shank.axes, leg.foot.axes).flexion
    elif shank is not None and sole is not None:
        ankle = sole - shank
    return hip, knee, ankle


def _foot(
    sheet: Sheet,
    points: Points,
    side: Side,
    pelvis: frames.Frame | None,
    heel: Floats | None,
    middle: Floats | None,
) -> None:
    ids = (pelvis.id,) if pelvis else ()
    ahead = middle[:, 0] - pelvis.origin[:, 0] if pelvis and middle is not None else None
    sheet.put(f"foot_ahead_{side}", ahead, ids, needs="the pelvis, a heel and a toe point")
    sheet.put(f"heel_height_{side}", heel[:, 1] if heel is not None else None, needs="a heel point")
    out = None
    if middle is not None and "c7" in points and "clav" in points:
        out = ((points["c7"] + points["clav"]) / 2 - middle)[:, 2] * side.sign
    sheet.put(f"trunk_outside_{side}", out, needs="C7, the jugular notch, a heel and a toe point")


def _arm(sheet: Sheet, points: Points, side: Side) -> None:
    top, elbow = f"acromion_{side}", f"elbow_lateral_{side}"
    swing = angles.line_forward(points[top], points[elbow]) if top in points and elbow in points else None
    sheet.put(f"upper_arm_lab_{side}", swing, needs="the acromion and the outer elbow")


def standing_values(sheet: Sheet) -> Mapping[str, float]:
    """Median of every signal over a standing trial."""
    return sealed({name: float(np.nanmedian(values)) for name, values in sheet.values.items()})
