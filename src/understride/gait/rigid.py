"""Rigid bodies from clusters of points: where a known shape must be to fit what was seen.

Least-squares rotation without a reflection: in closed form for all frames at once (Markley 1993), and by singular value
decomposition (Kabsch 1976) where the points seen hardly fix it. Both say the same; the first is four times as fast.

Skin moves, so what is seen is never quite the shape. A cluster can be followed while its points scatter by at most a
tenth of its size (source cappozzo1997); one that is just as good as that scatters in one frame by more than `_most`
says only once in a thousand, and such frames are not believed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.model import Floats

ENOUGH = 3  # points that fix an orientation
STEPS = 50  # Newton's method takes two to five for a shape that is seen as it is known
SMALL_STEP = 1e-9  # of the match: the next step would be its square
HARDLY_FIXED = 1e-4  # of what it could be: below this the closed form loses digits
SCATTER = 0.1  # of a cluster's size (root mean square distance from its middle): what its points may scatter
BY_CHANCE = 0.001  # of the frames of such a cluster that are lost
PLACED_BY = 6  # numbers that a fit chooses: three turns, three places


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """rotation (frames, 3, 3), origin (frames, 3): seen = rotation @ known + origin; NaN where not known.

    scatter: (frames,) m, by how much the points seen depart from the shape, per coordinate; NaN where too few are seen.
    lost: (frames,) enough points are seen, but they depart by too much.
    """

    rotation: Floats
    origin: Floats
    scatter: Floats
    lost: NDArray[np.bool_]

    def place(self, known: Floats) -> Floats:
        """A point of the known shape (3,) carried to every frame, (frames, 3)."""
        return np.asarray(self.rotation @ known + self.origin, dtype=np.float64)


def fit(known: Floats, seen: Floats) -> Pose:
    """Pose of a shape in every frame.

    known: (points, 3) m. seen: (frames, points, 3) m, NaN = gap. Frames with the same points in sight are solved
    together; fewer than three points, points on one line, or points that are no longer the shape give NaN.
    """
    frames = seen.shape[0]
    rotation = np.full((frames, 3, 3), np.nan)
    origin = np.full((frames, 3), np.nan)
    scatter = np.full(frames, np.nan)
    lost = np.zeros(frames, dtype=bool)
    visible = np.asarray(np.isfinite(seen).all(axis=2))
    for pattern in _patterns(visible):
        rows = np.flatnonzero((visible == pattern).all(axis=1))
        if pattern.sum() < ENOUGH or on_one_line(known[pattern]):
            continue
        a, b = known[pattern], seen[np.ix_(rows, np.flatnonzero(pattern))]
        middle_a, middle_b = a.mean(axis=0), b.mean(axis=1)
        turned = rotations(a - middle_a, b - middle_b[:, None])
        rotation[rows] = turned
        origin[rows] = middle_b - turned @ middle_a
        off = b - middle_b[:, None] - (a - middle_a) @ np.swapaxes(turned, 1, 2)
        scatter[rows] = np.sqrt(np.square(off).sum(axis=(1, 2)) / _free(a))
        lost[rows] = scatter[rows] > _most(a)
    rotation[lost] = origin[lost] = np.nan
    return Pose(rotation, origin, scatter, lost)


def _free(shape: Floats) -> int:
    """How many numbers of a frame the fit leaves free; three points leave three."""
    return shape.size - PLACED_BY


def _most(shape: Floats) -> float:
    """Scatter of one frame beyond which it is not believed, m: the size times a tenth, times what chance adds."""
    from scipy.special import chdtri

    size = float(np.sqrt(np.square(shape - shape.mean(axis=0)).sum(axis=1).mean()))
    return SCATTER * size * float(np.sqrt(chdtri(_free(shape), BY_CHANCE) / _free(shape)))


def _patterns(visible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The different sets of points in sight, (sets, points). visible: (frames, points)."""
    return visible[:1] if visible.all() else np.unique(visible, axis=0)


def rotations(known: Floats, seen: Floats) -> Floats:
    """The rotation of every frame, (frames, 3, 3), that best turns a shape into what is seen; both about their middles.

    known: (points, 3) m; seen: (frames, points, 3) m. With B = Σ seen·knownᵀ, the largest root λ of
    (λ² − |B|²)² − 8 λ det B − 4 |cof B|² is the best match that any rotation reaches, and gives that rotation
    (source: Markley 1993, J Astronaut Sci 41:261). It lies at or below half the sum of squares of both shapes.
    """
    b = np.swapaxes(seen, 1, 2) @ known
    cofactors = _cofactors(b)
    square = np.square(b).sum(axis=(1, 2))
    determinant = (b[:, 0] * cofactors[:, 0]).sum(axis=1)
    last = 4 * np.square(cofactors).sum(axis=(1, 2))
    most = match = (np.square(known).sum() + np.square(seen).sum(axis=(1, 2))) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(STEPS):
            over = match**2 - square
            step = (over**2 - 8 * match * determinant - last) / (4 * match * over - 8 * determinant)
            match = match - step
            if not (np.abs(step) > SMALL_STEP * match).any():
                break
        half = (match**2 - square) / 2
        fixed = half * match - determinant
        mixed = (half + square)[:, None, None] * b + match[:, None, None] * cofactors
        turned = (mixed - b @ (np.swapaxes(b, 1, 2) @ b)) / fixed[:, None, None]
    loose = ~(fixed > HARDLY_FIXED * most**3)
    turned[loose] = _by_singular_values(b[loose])
    return np.asarray(turned, dtype=np.float64)


def _cofactors(b: Floats) -> Floats:
    """Cofactors of matrices (frames, 3, 3)."""
    first, second, third = b[:, 0], b[:, 1], b[:, 2]
    return np.stack([np.cross(second, third), np.cross(third, first), np.cross(first, second)], axis=1)


def _by_singular_values(b: Floats) -> Floats:
    """The same rotations by singular value decomposition: slower, and right even where they are hardly fixed."""
    u, _, vt = np.linalg.svd(b)
    u[:, :, 2] *= np.sign(np.linalg.det(u @ vt))[:, None]
    return np.asarray(u @ vt, dtype=np.float64)


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
    whole = whole - whole.mean(axis=1, keepdims=True)
    shape = whole[0]
    for _ in range(rounds):
        shape = (whole @ rotations(shape, whole)).mean(axis=0)
    return np.asarray(shape, dtype=np.float64)
