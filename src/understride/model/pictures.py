"""Curves and the mean stride: what pages draw, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

from understride.model.arrays import Floats
from understride.model.sides import Side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CurveSet:
    """One signal over the strides of one side (whole-body signals: side None, right strides).

    strides: (n, 101) from landing to next landing. Shares of the stride, 0–1, means over strides: own leaving, the
    other foot's landing and leaving (its leaving of the step before, so early in the stride; may be < 0 in running).
    """

    signal: str
    side: Side | None
    strides: Floats
    leaving: float
    other_landing: float
    other_leaving: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skeleton:
    """The mean right stride as points, for figures and the player.

    names: point names (`hip_right`, `knee_right`, `ankle_right`, `heel_right`, `toe_right`, `acromion_right`,
    `elbow_lateral_right`, `wrist_right`, `asis_right`, `psis_right`, `mid_pelvis`, `head`, `c7` …), only those seen.
    positions: (101, points, 3) m, lab axes, x and z relative to the mean position of mid-pelvis over the stride,
    y above the ground (lowest foot point = 0). Events as shares of the right stride.
    """

    names: tuple[str, ...]
    positions: Floats
    strides: int
    right_leaving: float
    left_landing: float
    left_leaving: float
    lowest_right: float
    lowest_left: float
    stride_time: float
