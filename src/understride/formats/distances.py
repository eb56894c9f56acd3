"""The distances of a standing trial, by which labels on a run's limbs are judged and put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

from understride.formats.axes import Cloud, named
from understride.formats.labels import RIGID, Repaired, gap
from understride.model import SIDES, Floats, Note

WRONG = {"foot": 0.026, "shank": 0.016, "thigh": 0.016, "upper_arm": 0.026, "forearm": 0.026}
"""m by which a distance must differ from the standing trial to be suspect. Between right labels the largest differences
in 90 recordings with a standing trial are 21 mm on the foot (a sprinter's; 16 mm otherwise), 6 on the shank, 11 on the
thigh, 13 and 15 on the arm; exchanged metatarsals differ by 36–38 mm."""
RIGHT = 0.012
"""m within which all distances must agree for another name to explain a point."""
STAYING = max(WRONG.values())  # m within which the points that keep their names must agree
ANCHORS = 3
"""Points that stay must be at least so many: two leave a circle of places for a third."""
MOST_CHANGES = 3
CLUSTER = re.compile(r"^(thigh|shank|upper_arm|forearm)_\d+_")
"""Points that only serve to carry the standing trial along, which a wrong one carries wrong. Landmarks and the foot's
own points are used without it as well, so those stay even if they fit nowhere."""

Pair = tuple[str, str]


def against_static(run: Cloud, static: Cloud, *, file: str) -> Repaired:
    """The run's points under the names that the distances of the standing trial give them.

    Only a segment with a distance that differs by more than `WRONG` is looked at. The fewest points are renamed that
    bring all their distances within `RIGHT`; two ways to do it with as few are no clear answer, and nothing is done.
    A point that the standing trial lacks may take a name that so became free. Placing a cluster anew changes all
    distances and has no such explanation: no label moves (trap T10), and the points of the cluster that would carry
    the standing trial wrong are left out.
    """
    result = dict(run)
    notes: list[Note] = []
    for segment, parts in RIGID.items():
        for side in SIDES:
            names = named(run, parts, side=side.value)
            renamed, odd = _renamed({n: run[n] for n in names}, static, segment, side.value)
            gone = {n for n in odd if CLUSTER.match(n)}
            result = {n: p for n, p in result.items() if n not in renamed and n not in gone}
            result |= {new: run[old] for old, new in renamed.items()}
            notes += _told(renamed, odd, segment, side.value, file)
    return (result, tuple(notes)) if notes else (run, ())


def _renamed(
    points: Mapping[str, Floats], static: Cloud, segment: str, side: str
) -> tuple[dict[str, str], tuple[str, ...]]:
    """(old name → new name of those that change, points that fit nowhere); both empty if all is well."""
    standing = {n: static[n] for n in named(static, RIGID[segment], side=side)}
    both = [n for n in points if n in standing]
    seen, known = _distances(points), _distances(standing)
    wrong = {n for p in combinations(both, 2) if abs(seen[p] - known[p]) > WRONG[segment] for n in p}
    if not wrong or len(both) < ANCHORS:
        return {}, ()
    explained = _fewest_changes(both, list(standing), seen, known)
    if explained is None:
        return {}, tuple(n for n in both if n in wrong)
    kept = [n for n in both if explained.get(n, n) == n]
    for name in points:
        if name in standing:
            continue
        left = [n for n in explained if n not in explained.values()]
        fits = [n for n in left if all(abs(seen[name, a] - known[n, a]) <= RIGHT for a in kept)]
        if len(fits) == 1:
            explained[name] = fits[0]
    return explained, ()


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
        abs(seen[a, b] - known[name[a], name[b]]) <= (RIGHT if a in change or b in change else STAYING)
        for a, b in combinations(both, 2)
    )


def _distances(cloud: Mapping[str, Floats]) -> dict[Pair, float]:
    """Median distance of every pair of points, m."""
    found = {}
    for a, b in combinations(cloud, 2):
        found[a, b] = found[b, a] = gap(cloud[a], cloud[b])
    return found


def _told(
    renamed: Mapping[str, str], odd: Sequence[str], segment: str, side: str, file: str
) -> tuple[Note, ...]:
    where = f"the {side} {segment.replace('_', ' ')} of {file}"
    if renamed:
        told = ", ".join(f"{old} is {new}" for old, new in sorted(renamed.items()))
        text = f"Labels on {where} were put right by the distances of the standing trial: {told}."
        return (Note(id="labels.repaired", text=text),)
    if odd:
        gone = [n for n in odd if CLUSTER.match(n)]
        done = f"left out: {', '.join(gone)}" if gone else f"kept as they are: {', '.join(odd)}"
        text = (
            f"Points on {where} do not keep the distances of the standing trial, and no exchange of labels explains "
            f"it clearly; {done}."
        )
        return (Note(id="labels.unclear", text=text),)
    return ()
