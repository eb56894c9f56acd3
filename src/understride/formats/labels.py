"""Labels that sit on the wrong point: seen, repaired where that is clear, and always said.

Three questions, each answered by geometry alone, in this order: is a point on its own side of the body (`sides`), does
the front lie in front (`front_and_back`), does a point keep the distances of the standing trial (`against_static`)?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, permutations

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

WRONG = 0.026
"""m by which a distance must differ from the standing trial to be suspect. Between right labels the largest
difference in 83 recordings with a standing trial is 21 mm (a sprinter's forefoot), 16 mm in ordinary running;
exchanged metatarsals differ by 36–38 mm."""
RIGHT = 0.012
"""m within which all distances must agree for another name to explain a point."""
ANCHORS = 3
"""Points that stay must be at least so many: two leave a circle of places for a third."""
MOST_CHANGES = 3
FLOWN = 0.35
"""m from the middle of its own segment at which a point is no longer on the body: no segment here is so long."""
ACROSS = 0.02
"""m by which right must lie right of left to count; feet cross the midline in running, pelvis and thighs do not."""
WIDE = (
    "asis",
    "psis",
    "iliac",
    "trochanter",
    "acromion",
    "thigh",
    "knee",
    "elbow",
    "upper_arm",
    "shank",
    "ankle",
)
NEARER = 0.8
"""A point this much nearer to the other leg than to its own belongs there (own labels: 0.1–0.5)."""

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
    single = [n for n in _right_ones(cloud) if _belongs_across(cloud, n)]
    if single:
        told = ", ".join(n.removesuffix("_right").replace("_", " ") for n in single)
        text = f"Left and right were exchanged in {file} for: {told}. Each lies on the other leg."
        notes = (*notes, Note(id="labels.pair_exchanged", text=text))
    return _exchanged(cloud, [*single, *map(_other, single)]), notes


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
    if len(shanks) < 2 or len(feet) < 2 or not _crossed(feet, shanks):
        return cloud, ()
    text = (
        f"In {file} the points of the left foot are under the right shank and the other way round; exchanged."
    )
    return _exchanged(cloud, named(cloud, FOOT)), (Note(id="labels.feet_exchanged", text=text),)


def _belongs_across(cloud: Cloud, name: str) -> bool:
    """Whether a pair of points sits on each other's segment."""
    parts = next((p for p in RIGID.values() if name in named(cloud, p)), None)
    if parts is None:
        return False
    mates = [[n for n in named(cloud, parts, side=s.value) if n not in (name, _other(name))] for s in SIDES]
    if not all(mates):
        return False
    middles = [mean_of(cloud[n] for n in group) for group in mates]
    return _crossed([cloud[_other(name)], cloud[name]], middles)


def _crossed(own: Sequence[Floats], middles: Sequence[Floats]) -> bool:
    """Whether (left, right) points are nearer to the (right, left) middles than to their own, both of them."""
    straight = [_gap(p, m) for p, m in zip(own, middles, strict=True)]
    across = [_gap(p, m) for p, m in zip(own, reversed(middles), strict=True)]
    return all(a < NEARER * s for a, s in zip(across, straight, strict=True))


# --- front and back ------------------------------------------------------------------------------------------


def front_and_back(cloud: Cloud, file: str) -> Repaired:
    """Points of a run in lab axes (x forward): heels behind toes, back of the pelvis behind its front."""
    result, told = dict(cloud), []
    for side in SIDES:
        toe = "toe" if f"toe_{side.value}" in cloud else "mt5"
        for front, back, word in (("asis", "psis", "pelvis"), (toe, "heel", "foot")):
            ahead, behind = f"{front}_{side.value}", f"{back}_{side.value}"
            if (
                ahead in cloud
                and behind in cloud
                and _median(cloud[ahead][:, 0] - cloud[behind][:, 0]) < -ACROSS
            ):
                result[ahead], result[behind] = cloud[behind], cloud[ahead]
                told.append(f"{side.value} {word}")
    if not told:
        return cloud, ()
    text = f"Front and back were exchanged in {file}: {', '.join(told)}."
    return result, (Note(id="labels.front_exchanged", text=text),)


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


# --- distances of the standing trial -------------------------------------------------------------------------


def against_static(run: Cloud, static: Cloud, *, file: str) -> Repaired:
    """The run's points under the names that the distances of the standing trial give them.

    Only a segment with a distance that differs by more than `WRONG` is looked at. The fewest points are renamed that
    bring all their distances within `RIGHT`; two ways to do it with as few are no clear answer, and nothing is done.
    A point that the standing trial lacks may take a name that so became free. Placing a cluster anew changes all
    distances, has no such explanation and is left alone (trap T10).
    """
    result = dict(run)
    notes: list[Note] = []
    for segment, parts in RIGID.items():
        for side in SIDES:
            names = named(run, parts, side=side.value)
            renamed = _renamed({n: run[n] for n in names}, static, parts, side.value)
            if renamed:
                result = {n: p for n, p in result.items() if n not in renamed}
                result |= {new: run[old] for old, new in renamed.items()}
                notes.append(_told(renamed, f"{side.value} {segment.replace('_', ' ')}", file))
    return (result, tuple(notes)) if notes else (run, ())


def _renamed(points: Mapping[str, Floats], static: Cloud, parts: Sequence[str], side: str) -> dict[str, str]:
    """Old name → new name, of those that change; empty if all is well or nothing explains it clearly."""
    standing = {n: static[n] for n in named(static, parts, side=side)}
    both = [n for n in points if n in standing]
    seen, known = _distances(points), _distances(standing)
    if not any(abs(seen[a, b] - known[a, b]) > WRONG for a, b in combinations(both, 2)):
        return {}
    explained = _fewest_changes(both, list(standing), seen, known)
    if explained is None:
        return {}
    kept = [n for n in both if explained.get(n, n) == n]
    for name in points:
        if name in standing:
            continue
        left = [n for n in explained if n not in explained.values()]
        fits = [n for n in left if all(abs(seen[name, a] - known[n, a]) <= RIGHT for a in kept)]
        if len(fits) == 1:
            explained[name] = fits[0]
    return explained


def _fewest_changes(
    both: Sequence[str], free: Sequence[str], seen: Mapping[Pair, float], known: Mapping[Pair, float]
) -> dict[str, str] | None:
    """The only way to rename as few points as possible so that their distances fit; None if there is none."""
    for count in range(1, MOST_CHANGES + 1):
        if len(both) - count < ANCHORS:
            return None
        good = [
            dict(zip(moved, names, strict=True))
            for moved in combinations(both, count)
            for names in permutations([n for n in free if n not in both or n in moved], count)
            if _explains(dict(zip(moved, names, strict=True)), both, seen, known)
        ]
        if good:
            return good[0] if len(good) == 1 else None
    return None


def _explains(
    change: Mapping[str, str], both: Sequence[str], seen: Mapping[Pair, float], known: Mapping[Pair, float]
) -> bool:
    """Whether every renamed point fits everywhere, and the points that stay fit among themselves."""
    if any(old == new for old, new in change.items()):
        return False
    name = {n: change.get(n, n) for n in both}
    return all(
        abs(seen[a, b] - known[name[a], name[b]]) <= (RIGHT if a in change or b in change else WRONG)
        for a, b in combinations(both, 2)
    )


def _distances(cloud: Mapping[str, Floats]) -> dict[Pair, float]:
    """Median distance of every pair of points, m."""
    found = {}
    for a, b in combinations(cloud, 2):
        found[a, b] = found[b, a] = _gap(cloud[a], cloud[b])
    return found


def _told(renamed: Mapping[str, str], where: str, file: str) -> Note:
    told = ", ".join(f"{old} is {new}" for old, new in sorted(renamed.items()))
    text = f"Labels on the {where} of {file} were put right by the distances of the standing trial: {told}."
    return Note(id="labels.repaired", text=text)


# --- distances -----------------------------------------------------------------------------------------------


def _apart(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sqrt(((a - b) ** 2).sum(axis=1)))


def _gap(a: Floats, b: Floats) -> float:
    """Median distance of two points, m; NaN if they are never seen together."""
    return _median(_apart(a, b))


def _median(values: Floats) -> float:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else float("nan")
