"""What a measure gives: a value that knows its error, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from understride.model.sides import Side
from understride.model.units import Unit


class Reason(StrEnum):
    """Why there is no value. A closed list: translatable, countable, testable."""

    MISSING_POINTS = "missing_points"
    TOO_FEW_STRIDES = "too_few_strides"
    UNDER_THE_FLOOR = "amplitude_under_the_floor"
    FORCE_SMOOTHED = "force_already_smoothed"
    NO_FORCE = "no_force"
    NO_STATIC = "no_static_trial"
    NO_SPEED = "no_speed"
    NO_MASS_OR_HEIGHT = "no_mass_or_height"
    DOES_NOT_OCCUR = "does_not_occur"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """Why there is no value: the reason, and one plain clause of detail ("C7 was not recorded")."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number that knows where it comes from.

    value: raw mean over strides. from_standing: the same minus quiet standing, where a static trial gives one.
    sd: between strides. ci95: of the mean within this recording (block bootstrap over strides).
    between_day_sem: standard error of measurement between days, from the literature, or None if not known.
    between_lab_sd: extra SD between laboratories, or None. strides: how many it rests on (the smaller side for a
    difference). frames: ids of the segment frames behind it. extra: second values for provenance, by name.
    timing_error: 95 % half-width of what comes from not knowing landing and leaving exactly, the same in all strides,
    or None where contacts come from force.
    """

    value: float
    unit: Unit
    sd: float
    ci95: tuple[float, float]
    strides: int
    definition: str
    frames: tuple[str, ...]
    from_standing: float | None = None
    between_day_sem: float | None = None
    between_lab_sd: float | None = None
    extra: tuple[tuple[str, float], ...] = ()
    timing_error: float | None = None


Result = Value | Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One row of results: a measure, its side (None = whole body) and what came out."""

    measure: str
    side: Side | None
    result: Result
