"""Findings and causes: what the thinking rooms conclude, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from understride.model.sides import Side


class Verdict(StrEnum):
    """A value against a band. outside says nothing about good or bad."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The interval in which a next runner like those of the norm would lie at this speed.

    low, high: prediction interval, already widened for another laboratory. mean: of the group. people: who they
    are, in words ("seven men, treadmill, 2–5 m/s"). norm: is this a norm (True) or only a reference of few (False).
    literature: whether it is from the literature and not from recordings that we have.
    """

    id: str
    low: float
    high: float
    mean: float
    people: str
    norm: bool
    literature: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One value judged. interval: the one that decides, ±1.96·√(SE² + SEM² + ST²). beyond: +1 above, −1 below the band
    when outside, else 0. why: a plain clause for every verdict ("near the upper edge", "not compared: …").

    counts: whether it may carry weight in the reasoning (≥ 10 strides, error known).
    """

    measure: str
    side: Side | None
    value: float
    interval: tuple[float, float]
    verdict: Verdict
    band: Band | None
    beyond: int
    why: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One reason, as a sentence that carries the ids of the facts behind it. measures: names it rests on."""

    id: str
    text: str
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One part of a cause that has parts, a direction of a hip (`flex`, `extend` …), with its probability."""

    id: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextQuestion:
    """What would change the choice of first lesson most, per minute. kind: `question`, `self_test` or `recording`.

    title: what to do or answer, in words. why: one sentence.
    """

    id: str
    kind: str
    title: str
    minutes: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """An imbalance as a candidate for one complaint.

    probability: median over the readings of the experts' words, range: their middle 90 %, first_in: the share of
    readings in which it comes first; None where nothing was reasoned (no complaint). directions: parts, for hips.

    id: imbalance id (`I1`) or `X.none`. complaint: region id, or None where no complaint was told. state: one of
    `against`, `for`, `open`, `not_seen` (this run speaks against it · points this way · points this way but unsure,
    or for and against · nothing measured). refuted_by: an observation that would change our mind.
    """

    id: str
    title: str
    idea: str
    complaint: str | None
    side: Side | None
    rank: int
    state: str
    supports: tuple[Point, ...]
    against: tuple[Point, ...]
    not_measured: tuple[Point, ...]
    grade: str
    grade_text: str
    refuted_by: str
    probability: float | None = None
    range: tuple[float, float] | None = None
    first_in: float | None = None
    directions: tuple[Direction, ...] = ()
