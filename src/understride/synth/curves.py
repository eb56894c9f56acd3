"""The mathematics of the made-up runner: smooth curves, turns, and nothing of a body.

Written for this room alone: the measuring rooms have their own, so that one mistake cannot hide on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from understride.model import Floats


def turn(yaw: Floats, obliquity: Floats, tilt: Floats) -> Floats:
    """Orientation of a segment, (..., 3, 3): columns are its forward, up and right axes in the lab.

    Degrees: yaw + to the left, obliquity + right side higher, tilt + front down; turned in this order (yaw first,
    about the lab's up; tilt last, about the segment's own right axis).
    """
    a, b, c = (np.radians(angle) for angle in np.broadcast_arrays(yaw, obliquity, tilt))
    heading = np.stack([np.cos(a), np.zeros_like(a), -np.sin(a)], axis=-1)
    sideways = np.stack([np.sin(a), np.zeros_like(a), np.cos(a)], axis=-1)
    up = np.zeros_like(heading)
    up[..., 1] = 1.0
    right = np.cos(b)[..., None] * sideways + np.sin(b)[..., None] * up
    level = np.cos(b)[..., None] * up - np.sin(b)[..., None] * sideways
    forward = np.cos(c)[..., None] * heading - np.sin(c)[..., None] * level
    upward = np.cos(c)[..., None] * level + np.sin(c)[..., None] * heading
    return np.stack([forward, upward, right], axis=-1)


def place(origin: Floats, axes: Floats, local: Sequence[float]) -> Floats:
    """A point fixed in a segment, seen from the lab, (n, 3). local: forward, up, right, m."""
    placed: Floats = origin + axes @ np.asarray(local, dtype=np.float64)
    return placed


def unit(vectors: Floats) -> Floats:
    """The same directions with length 1."""
    scaled: Floats = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return scaled


def dot(a: Floats, b: Floats) -> Floats:
    """Scalar product of rows."""
    product: Floats = np.sum(a * b, axis=-1)
    return product


def smooth_step(x: Floats) -> Floats:
    """From 0 at x ≤ 0 to 1 at x ≥ 1 with two continuous derivatives."""
    s = np.clip(x, 0.0, 1.0)
    return s**3 * (10.0 - 15.0 * s + 6.0 * s**2)


def through(knots: Floats, values: Floats) -> _Spline:
    """A smooth curve through points (natural cubic spline; straight on beyond the ends)."""
    return _Spline(knots, values)


class _Spline:
    """Natural cubic spline of one variable. knots, values: (n,), n ≥ 3."""

    def __init__(self, knots: Floats, values: Floats) -> None:
        gaps, count = np.diff(knots), len(knots)
        system, right = np.eye(count), np.zeros(count)
        for i in range(1, count - 1):
            system[i, i - 1 : i + 2] = gaps[i - 1], 2.0 * (gaps[i - 1] + gaps[i]), gaps[i]
        right[1:-1] = 6.0 * np.diff(np.diff(values) / gaps)
        self._knots, self._values, self._bends = knots, values, np.linalg.solve(system, right)

    def __call__(self, at: Floats) -> Floats:
        knots, values, bends = self._knots, self._values, self._bends
        inside = np.clip(at, knots[0], knots[-1])
        i = np.clip(np.searchsorted(knots, inside) - 1, 0, len(knots) - 2)
        h = knots[i + 1] - knots[i]
        after, before = inside - knots[i], knots[i + 1] - inside
        curve = (bends[i] * before**3 + bends[i + 1] * after**3) / (6.0 * h)
        curve += (values[i] / h - bends[i] * h / 6.0) * before + (
            values[i + 1] / h - bends[i + 1] * h / 6.0
        ) * after
        first, last = np.diff(knots[:2])[0], np.diff(knots[-2:])[0]
        start = (values[1] - values[0]) / first - bends[1] * first / 6.0
        end = (values[-1] - values[-2]) / last + bends[-2] * last / 6.0
        curve += np.minimum(at - knots[0], 0.0) * start + np.maximum(at - knots[-1], 0.0) * end
        line: Floats = curve
        return line


def bridge(
    share: Floats, row: NDArray[np.intp], *, knots: Floats, values: Floats, slopes: tuple[Floats, Floats]
) -> Floats:
    """Many smooth curves at once, each through its own points with given slopes at both ends (clamped cubic spline).

    share: (n,) where to look; row: (n,) integer, which of the curves. knots, values: (curves, k) with k ≥ 2.
    slopes: at the first and the last knot, (curves,) each, per unit of share.
    """
    gaps = np.diff(knots, axis=1)
    steep = np.diff(values, axis=1) / gaps
    curves, count = knots.shape
    system, right = np.zeros((curves, count, count)), np.zeros((curves, count))
    system[:, 0, 0] = system[:, -1, -1] = 1.0
    right[:, 0], right[:, -1] = slopes
    for i in range(1, count - 1):
        system[:, i, i - 1], system[:, i, i + 1] = gaps[:, i], gaps[:, i - 1]
        system[:, i, i] = 2.0 * (gaps[:, i - 1] + gaps[:, i])
        right[:, i] = 3.0 * (gaps[:, i] * steep[:, i - 1] + gaps[:, i - 1] * steep[:, i])
    slope = np.linalg.solve(system, right[:, :, None])[:, :, 0]
    piece = np.clip(np.sum(share[:, None] >= knots[row], axis=1) - 1, 0, count - 2)
    h = gaps[row, piece]
    s = (share - knots[row, piece]) / h
    hermite = (
        (1.0 + 2.0 * s) * (1.0 - s) ** 2 * values[row, piece]
        + s**2 * (3.0 - 2.0 * s) * values[row, piece + 1]
        + h * s * (1.0 - s) ** 2 * slope[row, piece]
        - h * s**2 * (1.0 - s) * slope[row, piece + 1]
    )
    result: Floats = hermite
    return result


def wandering(phase: Floats, steps: Floats) -> Floats:
    """A slowly changing number: steps[k] at phase k (whole strides), smooth between. steps: (strides,)."""
    k = np.clip(np.floor(phase).astype(int), 0, len(steps) - 2)
    wander: Floats = steps[k] + (steps[k + 1] - steps[k]) * smooth_step(phase - k)
    return wander


def full_wave(harmonics: tuple[tuple[int, float, float], ...], phase: Floats) -> Floats:
    """A periodic curve with mean 0 whose highest and lowest value lie exactly 1 apart.

    harmonics: (waves per stride, size, phase of its top as a share of the stride); phase: in strides.
    """
    wave: Floats = _wave(harmonics, phase) / _height(harmonics)
    return wave


def _wave(harmonics: tuple[tuple[int, float, float], ...], phase: Floats) -> Floats:
    total: Floats = np.zeros(phase.shape)
    for waves, size, top in harmonics:
        total += size * np.cos(2.0 * np.pi * waves * (phase - top))
    return total


@lru_cache(maxsize=256)
def _height(harmonics: tuple[tuple[int, float, float], ...]) -> float:
    return float(np.ptp(_wave(harmonics, np.linspace(0.0, 1.0, 2001))))
