"""What a measure is: a function of one stride with its row on it.

Averaging, spread, intervals, missing points and left minus right live in `evaluate`, once for all measures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from understride.model import Floats, Side, Stride, Unavailable, Unit

OneStride = Callable[[Stride], float | None]
Check = Callable[[Sequence[Stride], Floats], Unavailable | None]
Extra = Callable[[Sequence[Stride]], tuple[tuple[str, float], ...]]


class Also(StrEnum):
    """What a measure needs beside signals."""

    FORCE = "force"
    RAW_FORCE = "raw force"
    FREE_MOMENT = "free moment"
    SPEED = "speed"
    MASS = "mass"
    HEIGHT = "height"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure:
    """One row of the table, and its function.

    name: as in `analysis.json`. title: in plain words. definition: one sentence. sided: left, right and left minus
    right, or one number for the whole body (read from right strides). plane, phase: where and when it is read.
    needs: signals, named as a stride knows them (docs/measures.md lists the points behind each). also: what else.
    scale: where its strip is drawn, the same for everybody. between_day_sem, between_lab_sd: in the unit of the
    measure, or as a share of the value where `relative_error`. difference_sem: of left minus right (default 1.2 ×).
    zero: signal whose quiet-standing value is the zero of `from_standing`, with a leading minus if the measure turns
    its sign. circular: degrees that wrap at 360. of: (the function); None from it = does not occur in this stride.
    check: a reason to refuse all strides together. extra: second values kept for provenance.
    """

    name: str
    title: str
    definition: str
    definition_id: str
    unit: Unit
    sign: str
    sided: bool
    plane: str
    phase: str
    needs: tuple[str, ...]
    also: tuple[Also, ...]
    source: str
    scale: tuple[float, float]
    between_day_sem: float | None
    between_lab_sd: float | None
    difference_sem: float | None
    relative_error: bool
    zero: str | None
    circular: bool
    of: OneStride
    check: Check | None
    extra: Extra | None

    def __call__(self, stride: Stride) -> float | None:
        """The value in one stride."""
        return self.of(stride)

    def scale_of(self, side: Side | None) -> tuple[float, float]:
        """Where the strip of this side is drawn; left minus right: half the measure's own scale either side of zero."""
        if side is not Side.LEFT_MINUS_RIGHT:
            return self.scale
        half = (self.scale[1] - self.scale[0]) / 2
        return -half, half


def measure(
    *,
    title: str,
    unit: Unit,
    sign: str,
    plane: str,
    phase: str,
    source: str,
    scale: tuple[float, float],
    needs: tuple[str, ...] = (),
    also: tuple[Also, ...] = (),
    sided: bool = False,
    sem: float | None = None,
    lab_sd: float | None = None,
    difference_sem: float | None = None,
    relative_error: bool = False,
    zero: str | None = None,
    circular: bool = False,
    check: Check | None = None,
    extra: Extra | None = None,
    version: int = 1,
) -> Callable[[OneStride], Measure]:
    """Turn a function of one stride into a row; its name and docstring become the row's name and definition."""

    def row(function: OneStride) -> Measure:
        name = getattr(function, "__name__", "")
        return Measure(
            name=name,
            title=title,
            definition=" ".join((function.__doc__ or "").split()),
            definition_id=f"{name}/{version}",
            unit=unit,
            sign=sign,
            sided=sided,
            plane=plane,
            phase=phase,
            needs=needs,
            also=also,
            source=source,
            scale=scale,
            between_day_sem=sem,
            between_lab_sd=lab_sd,
            difference_sem=difference_sem,
            relative_error=relative_error,
            zero=zero,
            circular=circular,
            of=function,
            check=check,
            extra=extra,
        )

    return row
