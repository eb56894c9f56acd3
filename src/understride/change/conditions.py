"""Under what conditions two recordings of one runner may be compared, and why not. Each reason is a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from understride.measures import MEASURES
from understride.measures.table import Also, Measure
from understride.model import Measured, Value
from understride.words import comparison as words

SPEED_TOLERANCE = (
    0.1  # m/s: moves no mean of the norm by more than its own error from day to day (tables/change.md)
)
ENOUGH = 10  # strides
ROWS = {row.name: row for row in MEASURES}
# Positions that have no standing zero of their own, but move with where the markers sit.
ALSO_POSITIONS = frozenset(("pelvis_yaw_offset", "pelvis_drop", "thorax_turn_amplitude"))
BY_FORCE = frozenset((Also.FORCE, Also.RAW_FORCE, Also.FREE_MOMENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How a recording was made. speed: m/s. surface, shoes: as told, None = not said.

    static: whether it has a standing trial. smoothed: whether its force was smoothed; None without force.
    """

    speed: float | None
    dialect: str
    static: bool
    surface: str | None = None
    shoes: str | None = None
    smoothed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Session:
    """One recording of a runner as numbers, and how it was made."""

    measured: Sequence[Measured]
    conditions: Conditions


def position(measure: str) -> bool:
    """Whether it is a position, whose zero must be the same in both, and not a range, a time or a rhythm."""
    return ROWS[measure].zero is not None or measure in ALSO_POSITIONS


def of_all(before: Conditions, after: Conditions) -> str | None:
    """Why nothing of these recordings is compared, or None."""
    return next(_of_all(before, after), None)


def _of_all(before: Conditions, after: Conditions) -> Iterator[str]:
    if before.dialect != after.dialect:
        yield words.differs("marker sets", before.dialect, after.dialect)
    for what, one, other in (
        ("shoes", before.shoes, after.shoes),
        ("surfaces", before.surface, after.surface),
    ):
        if one is not None and other is not None and _plain(one) != _plain(other):
            yield words.differs(what, one, other)
    if before.speed is None or after.speed is None:
        yield words.SPEED_UNKNOWN
    elif round(abs(after.speed - before.speed), 6) > SPEED_TOLERANCE:
        yield words.speed_differs(before.speed, after.speed, SPEED_TOLERANCE)


def of_one(measure: str, before: Session, after: Session) -> str | None:
    """Why this measure is not compared although others are, or None."""
    row = ROWS[measure]
    one, other = before.conditions, after.conditions
    if position(measure) and not (one.static and other.static):
        return words.NO_STANDING
    if _needs_force(row) and one.smoothed != other.smoothed:
        return words.FORCE_SMOOTHED
    return None


def of_values(measure: str, before: Value, after: Value) -> str | None:
    """Why these two values are not compared, or None."""
    if before.definition != after.definition:
        return words.OTHER_DEFINITION
    if before.frames != after.frames:
        return words.OTHER_FRAMES
    for when, value in ((words.BEFORE, before), (words.AFTER, after)):
        if value.strides < ENOUGH:
            return words.few(when, value.strides, ENOUGH)
    if before.between_day_sem is None or after.between_day_sem is None:
        return words.NO_ERROR
    if ROWS[measure].zero is not None and (before.from_standing is None or after.from_standing is None):
        return words.NO_STANDING
    return None


def _needs_force(row: Measure) -> bool:
    return any(need in BY_FORCE for need in row.also)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
