"""Rigid bodies from clusters of points: where a known shape must be to fit what was seen.

Least-squares rotation by singular value decomposition (Kabsch 1976); no reflection is ever returned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.model import Floats

ENOUGH = 3  # points that fix an orientation


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """rotation (frames, 3, 3), origin (frames, 3): seen = rotation @ known + origin; NaN where too little is seen."""

    rotation: Floats
    origin: Floats

    def place(self, known: Floats) -> Floats:
        """A point of the known shape (3,) carried to every frame, (frames, 3)."""
        return np.asarray(self.rotation @ known + self.origin, dtype=np.float64)


def fit(known: Floats, seen: Floats) -> Pose:
    """Pose of a shape in every frame.

    known: (points, 3) m. seen: (frames, points, 3) m, NaN = gap. Frames with the same points in sight are solved
    together; fewer than three points, or points on one line, give NaN.
    """
    frames = seen.shape[0]
    rotation = np.full((frames, 3, 3), np.nan)
    origin = np.full((frames, 3), np.nan)
    visible = np.isfinite(seen).all(axis=2)
    for pattern in np.unique(visible, axis=0):
        rows = np.flatnonzero((visible == pattern).all(axis=1))
        if pattern.sum() < ENOUGH or on_one_line(known[pattern]):
            continue
        a, b = known[pattern], seen[np.ix_(rows, np.flatnonzero(pattern))]
        middle_a, middle_b = a.mean(axis=0), b.mean(axis=1)
        covariance = np.einsum("ki,nkj->nij", a - middle_a, b - middle_b[:, None])
        u, _, vt = np.linalg.svd(covariance)
        flip = np.ones((len(rows), 3))
        flip[:, 2] = np.sign(np.linalg.det(np.einsum("nji,nkj->nik", vt, u)))
        turned = np.einsum("nji,nj,nkj->nik", vt, flip, u)
        rotation[rows] = turned
        origin[rows] = middle_b - turned @ middle_a
    return Pose(rotation, origin)


def on_one_line(shape: Floats) -> bool:
    """Whether points (k, 3) lie so nearly on one line that the turn about it is noise (second spread < 5 mm)."""
    spread = np.linalg.svd(shape - shape.mean(axis=0), compute_uv=False)
    return bool(spread[1] / np.sqrt(len(shape)) < 0.005)


def mean_shape(seen: Floats, rounds: int = 3) -> Floats | None:
    """The average shape (points, 3) of a cluster over its frames, or None if no frame shows all of it.

    Starts from the first whole frame and is averaged in that frame's orientation, so ranges of turning do not depend
    on the start and offsets have no meaning.
    """
    whole = seen[np.isfinite(seen).all(axis=(1, 2))]
    if not len(whole):
        return None
    shape = whole[0] - whole[0].mean(axis=0)
    for _ in range(rounds):
        pose = fit(shape, whole)
        back = np.einsum("nji,nkj->nki", pose.rotation, whole - pose.origin[:, None])
        shape = np.asarray(np.nanmean(back, axis=0), dtype=np.float64)
    return np.asarray(shape, dtype=np.float64)
