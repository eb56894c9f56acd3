"""Labels that sit on the wrong point: seen, repaired where that is clear, and always said.

Three questions, each answered by geometry alone, in this order: is a point on its own side of the body (`sides`), does
the front lie in front (`front_and_back`), does it stay with its segment (`grounded`)? Where there is a standing trial,
`distances` asks a fourth: does it keep the distances it had there?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from understride.formats.axes import FOOT, Cloud, mean_of, named
from understride.model import SIDES, Floats, Note

RIGID = {
    "foot": FOOT,
    "shank": ("shank", "tibial_tuberosity", "fibula", "ankle_lateral", "ankle_medial"),
    "thigh": ("thigh",),
    "upper_arm": ("upper_arm",),
    "forearm": ("forearm", "wrist", "wrist_radial", "wrist_ulnar"),
}
"""Segments of a limb whose points keep their distances. The pelvis is left out: front and back are told apart by
`front_and_back`, and belly skin moves by 15 mm."""

FLOWN = 0.35
"""m from the middle of its own segment at which a point is no longer on the body: no segment here is so long."""
ACROSS = 0.02
"""m by which right must lie right of left to count; feet cross the midline in running, pelvis and thighs do not."""
WIDE = ("asis", "psis", "iliac", "trochanter", "acromion", "elbow", "thigh", "knee")
"""Parts of which right is always clearly right of left; feet and shanks cross the midline."""
SURELY_ACROSS = 0.05
"""m on the wrong side from which a single pair of these is exchanged."""
NEARER = 0.8
"""A point this much nearer to the other leg than to its own belongs there (own labels: 0.1–0.5)."""

ENOUGH = 300
"""Frames from which one sees on which leg a point sits."""
FRONT = ("toe", "mt1", "mt2", "mt5")

Pair = tuple[str, str]
Repaired = tuple[Cloud, tuple[Note, ...]]
Repair = Callable[[Cloud, str], Repaired]


# --- sides ---------------------------------------------------------------------------------------------------


def sides(cloud: Cloud, file: str) -> Repaired:
    """Points in lab axes (z right), each on its own side. A whole body the wrong way round is exchanged and said."""
    pairs = [name for name in _right_ones(cloud) if name.startswith(WIDE)]
    across = [_across(cloud, name) for name in pairs]
    wrong = sum(a < -ACROSS for a in across)
    if wrong > sum(a > ACROSS for a in across):
        text = (
            f"In {file} the points called right lie on the runner's left, so left and right were exchanged. Should "
            "the file be a mirror image instead, read left for right on this page."
        )
        return _exchanged(cloud, list(cloud)), (Note(id="labels.sides_exchanged", text=text),)
    cloud, notes = _feet_under_shanks(cloud, file)
    single = [n for n, a in zip(pairs, across, strict=True) if a < -SURELY_ACROSS]
    cloud = _exchanged(cloud, [*single, *map(_other, single)])
    cloud, strayed = _back_to_their_legs(cloud)
    if single or strayed:
        told = ", ".join(n.removesuffix("_right").replace("_", " ") for n in (*single, *strayed))
        text = (
            f"Left and right were exchanged in {file} for: {told}. Each lies on the other side of the body."
        )
        notes = (*notes, Note(id="labels.pair_exchanged", text=text))
    return cloud, notes


def _right_ones(cloud: Cloud) -> list[str]:
    return [n for n in cloud if n.endswith("_right") and _other(n) in cloud]


def _other(name: str) -> str:
    """The name on the other side; a name without side stays."""
    for mine, theirs in (("_right", "_left"), ("_left", "_right")):
        if name.endswith(mine):
            return name.removesuffix(mine) + theirs
    return name


def _exchanged(cloud: Cloud, names: Sequence[str]) -> dict[str, Floats]:
    """The same points with right and left exchanged in these names, also where a point has no partner."""
    flip = {n: _other(n) for n in names}
    return {flip.get(n, n): p for n, p in cloud.items()}


def _across(cloud: Cloud, name: str) -> float:
    """How far the right point lies to the right of the left one, m, in the middle of all frames."""
    return _median(cloud[name][:, 2] - cloud[_other(name)][:, 2])


def _feet_under_shanks(cloud: Cloud, file: str) -> Repaired:
    shanks = [
        mean_of(cloud[n] for n in named(cloud, ("shank", "ankle_lateral"), side=s.value))
        for s in SIDES
        if named(cloud, ("shank", "ankle_lateral"), side=s.value)
    ]
    feet = [
        mean_of(cloud[n] for n in named(cloud, FOOT, side=s.value))
        for s in SIDES
        if named(cloud, FOOT, side=s.value)
    ]
    if len(shanks) < 2 or len(feet) < 2 or _crossing(feet, shanks) >= NEARER:
        return cloud, ()
    text = (
        f"In {file} the points of the left foot are under the right shank and the other way round; exchanged."
    )
    return _exchanged(cloud, named(cloud, FOOT)), (Note(id="labels.feet_exchanged", text=text),)


def _back_to_their_legs(cloud: Cloud) -> tuple[Cloud, list[str]]:
    """Pairs that sit on each other's segment, exchanged: the clearest first, since it misleads its mates."""
    strayed: list[str] = []
    while True:
        left = [n for n in _right_ones(cloud) if n not in strayed]
        thin = {n: p[:: max(1, len(p) // ENOUGH)] for n, p in cloud.items()}
        clear = {n: _nearness_across(thin, n) for n in left}
        worst = min(clear, key=lambda n: clear[n], default=None)
        if worst is None or clear[worst] >= NEARER:
            return cloud, strayed
        cloud = _exchanged(cloud, [worst, _other(worst)])
        strayed.append(worst)


def _nearness_across(cloud: Cloud, name: str) -> float:
    """Distance of a pair of points to each other's segment by that to their own, the larger of both sides."""
    parts = next((p for p in RIGID.values() if name in named(cloud, p)), None)
    if parts is None:
        return float("inf")
    mates = [[n for n in named(cloud, parts, side=s.value) if n not in (name, _other(name))] for s in SIDES]
    if not all(mates):
        return float("inf")
    middles = [mean_of(cloud[n] for n in group) for group in mates]
    return _crossing([cloud[_other(name)], cloud[name]], middles)


def _crossing(own: Sequence[Floats], middles: Sequence[Floats]) -> float:
    """How near (left, right) points are to the (right, left) middles, by how near to their own: under 1 = nearer."""
    straight = [gap(p, m) for p, m in zip(own, middles, strict=True)]
    across = [gap(p, m) for p, m in zip(own, reversed(middles), strict=True)]
    ratios = [a / s for a, s in zip(across, straight, strict=True) if s > 0]
    return max(ratios) if len(ratios) == len(own) and np.isfinite(ratios).all() else float("inf")


# --- front and back ------------------------------------------------------------------------------------------


def front_and_back(cloud: Cloud, file: str) -> Repaired:
    """Points of a run in lab axes (x forward): heels rearmost, toes foremost, the front of the pelvis in front."""
    result, told = dict(cloud), []
    for side in SIDES:
        for order in (_pelvis_order, _heel_order, _toe_order):
            pair = order(result, side.value)
            if pair:
                result[pair[0]], result[pair[1]] = result[pair[1]], result[pair[0]]
                told.append(" and ".join(n.replace("_", " ") for n in pair))
    if not told:
        return cloud, ()
    text = f"Front and back were exchanged in {file} for: {', '.join(told)}."
    return result, (Note(id="labels.front_exchanged", text=text),)


def _pelvis_order(cloud: Cloud, side: str) -> Pair | None:
    front, back = f"asis_{side}", f"psis_{side}"
    both = front in cloud and back in cloud
    return (front, back) if both and _ahead(cloud[front], cloud[back]) < -ACROSS else None


def _heel_order(cloud: Cloud, side: str) -> Pair | None:
    """A heel that is not rearmost has the place of the point that is."""
    heel, front = f"heel_{side}", [f"{n}_{side}" for n in FRONT if f"{n}_{side}" in cloud]
    if heel not in cloud or not front:
        return None
    rearmost = min(front, key=lambda n: _ahead(cloud[n], cloud[heel]))
    return (rearmost, heel) if _ahead(cloud[rearmost], cloud[heel]) < -ACROSS else None


def _toe_order(cloud: Cloud, side: str) -> Pair | None:
    """A toe that is nearer to the heel than a metatarsal has that one's place."""
    heel, toe = f"heel_{side}", f"toe_{side}"
    if heel not in cloud or toe not in cloud:
        return None
    reach = {n: gap(cloud[n], cloud[heel]) for n in (f"{m}_{side}" for m in FRONT) if n in cloud}
    farthest = max(reach, key=lambda n: reach[n])
    return (toe, farthest) if reach[farthest] > reach[toe] + ACROSS else None


def _ahead(point: Floats, other: Floats) -> float:
    """How far a point is ahead of another, m, in the middle of all frames."""
    return _median(point[:, 0] - other[:, 0])


# --- points that fly off -------------------------------------------------------------------------------------


def grounded(cloud: Cloud, file: str) -> Repaired:
    """Points whose filter ran over a stored zero (trap T11) fly off their segment there: those frames are gaps."""
    result, told = dict(cloud), []
    for parts in (*RIGID.values(), ("pelvis", "asis", "psis", "sacrum"), ("head",), ("back",)):
        for side in (*(s.value for s in SIDES), "") if parts in RIGID.values() else ("",):
            names = [n for n in named(cloud, parts, side=side) if side or not n.endswith(("_left", "_right"))]
            for name, away in _flown([cloud[n] for n in names], names):
                result[name] = np.where(away[:, None], np.nan, cloud[name])
                told.append(f"{name.replace('_', ' ')} {100 * away.mean():.0f} %")
    if not told:
        return cloud, ()
    text = (
        f"Far from the body for some frames in {file}, which count as gaps: {', '.join(told)} of all frames."
    )
    return result, (Note(id="points.flown", text=text),)


def _flown(
    points: list[Floats], names: list[str]
) -> list[tuple[str, np.ndarray[tuple[int], np.dtype[np.bool_]]]]:
    """Names and frames of points far from all others of their segment; needs three, or nobody knows which."""
    if len(points) < 3:
        return []
    found = []
    for k, name in enumerate(names):
        near = np.min(
            [np.nan_to_num(_apart(points[k], p), nan=np.inf) for j, p in enumerate(points) if j != k], axis=0
        )
        away = np.isfinite(near) & (near > FLOWN)
        if away.any():
            found.append((name, away))
    return found


# --- distances -----------------------------------------------------------------------------------------------


def _apart(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sqrt(((a - b) ** 2).sum(axis=1)))


def gap(a: Floats, b: Floats) -> float:
    """Median distance of two points, m; NaN if they are never seen together."""
    return _median(_apart(a, b))


def _median(values: Floats) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")
