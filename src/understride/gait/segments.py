"""Which points belong to which segment, and points of a standing trial carried into the run.

Anatomical points are often taken off after the standing trial (inner knee, inner ankle), or a marker is missing in
one run: as long as three points of the segment are seen in both, the missing one is placed by rigid fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from understride.gait.rigid import ENOUGH, fit, on_one_line
from understride.model import Floats, Points


@dataclass(frozen=True, slots=True)
class Segment:
    """A rigid part of the body. tracking: pattern of point names that follow it; carried: names that belong to it
    but slide on the skin in running, so they are placed and never used to track.
    """

    name: str
    tracking: str
    carried: tuple[str, ...] = ()


def _legs() -> tuple[Segment, ...]:
    rows: list[Segment] = []
    for side in ("left", "right"):
        rows += [
            Segment(f"thigh_{side}", rf"thigh_\d+_{side}", (f"knee_lateral_{side}", f"knee_medial_{side}")),
            Segment(
                f"shank_{side}",
                rf"(shank_\d+|tibial_tuberosity|fibula|ankle_lateral)_{side}",
                (f"ankle_lateral_{side}", f"ankle_medial_{side}"),
            ),
            Segment(
                f"foot_{side}",
                rf"(heel|heel_top|heel_lateral|toe|mt1|mt2|mt5|foot_\d+)_{side}",
                tuple(f"{p}_{side}" for p in ("heel", "toe", "mt1", "mt5")),
            ),
        ]
    return tuple(rows)


SEGMENTS = (
    Segment(
        "pelvis",
        r"(asis|psis|iliac)_(left|right)|sacrum|pelvis_\d+",
        ("asis_left", "asis_right", "psis_left", "psis_right", "sacrum"),
    ),
    Segment("thorax", r"c7|t7|clav|back_\d+", ("c7", "clav", "acromion_left", "acromion_right")),
    *_legs(),
)


@dataclass(frozen=True, slots=True, eq=False)
class Completed:
    """Points with the missing ones carried in. carried: names that were placed by rigid fit."""

    points: Points
    carried: tuple[str, ...]


def completed(points: Points, static: Points | None) -> Completed:
    """The run's points, and those of the standing trial that the run lacks, placed by their segment.

    points, static: lab axes, m. A point that the run has is never replaced, even where it has gaps.
    """
    if static is None:
        return Completed(points, ())
    standing = {name: _middle(static[name]) for name in static.names}
    names: list[str] = list(points.names)
    columns: list[Floats] = [points.positions]
    carried: list[str] = []
    for segment in SEGMENTS:
        lacking = [n for n in segment.carried if n not in points and n in standing and np.isfinite(standing[n]).all()]
        if not lacking:
            continue
        tracked = [
            n
            for n in points.names
            if re.fullmatch(segment.tracking, n) and n in standing and np.isfinite(standing[n]).all()
        ]
        known = np.array([standing[n] for n in tracked])
        if len(tracked) < ENOUGH or on_one_line(known):
            continue
        pose = fit(known, np.stack([points[n] for n in tracked], axis=1))
        for name in lacking:
            names.append(name)
            columns.append(pose.place(standing[name])[:, None])
            carried.append(name)
    positions = np.concatenate(columns, axis=1)
    return Completed(
        Points(names=tuple(names), positions=positions, rate_hz=points.rate_hz, start=points.start), tuple(carried)
    )


def _middle(track: Floats) -> Floats:
    """Median position over a standing trial, (3,); NaN if never seen."""
    seen = track[np.isfinite(track).all(axis=1)]
    return np.asarray(np.median(seen, axis=0) if len(seen) else np.full(3, np.nan), dtype=np.float64)
