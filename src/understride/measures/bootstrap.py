"""Uncertainty of a mean over consecutive strides: moving-block bootstrap, percentile interval.

Strides that follow one another are alike, so blocks are drawn, not strides: length about the cube root of their
number, at least three.
"""

from __future__ import annotations

import hashlib

import numpy as np

from understride.model import Floats

RESAMPLES = 2000
SHORTEST = 3


def seed_of(*content: str) -> int:
    """A seed made from content, so that the same input gives the same interval and a new measure moves no old one."""
    return int.from_bytes(hashlib.sha256("\n".join(content).encode()).digest()[:8], "big")


def means(values: Floats, seed: int) -> Floats:
    """Means of resampled series, (2000, …). values: (strides, …), in order of time."""
    n = len(values)
    size = min(n, max(SHORTEST, round(n ** (1 / 3))))
    whole, rest = divmod(n, size)
    rng = np.random.default_rng(seed)
    sums = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
    starts = rng.integers(0, n - size + 1, size=(RESAMPLES, whole))
    total = (sums[starts + size] - sums[starts]).sum(axis=1)
    if rest:
        starts = rng.integers(0, n - rest + 1, size=RESAMPLES)
        total = total + sums[starts + rest] - sums[starts]
    return np.asarray(total / n, dtype=np.float64)


def interval(resampled: Floats) -> tuple[float, float]:
    """The middle 95 % of resampled means."""
    low, high = np.quantile(resampled, [0.025, 0.975])
    return float(low), float(high)
