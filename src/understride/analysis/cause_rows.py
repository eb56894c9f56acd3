"""Causes as rows of a document: with their title and state in an analysis, bare in an assessment."""

from __future__ import annotations

import msgspec

from understride.model import Cause, Point, Side

DIGITS = 4  # of probabilities


class PointRow(msgspec.Struct, frozen=True, kw_only=True):
    """One reason with the id of its fact."""

    id: str
    text: str


class DirectionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a cause that has parts: a direction of a hip."""

    id: str
    probability: float


class CauseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate for one complaint.

    probability: median over the readings of the experts' words; range: their middle 90 %; first_in: the share of
    readings in which it comes first. rank counts per complaint from 1. side: of the cause.
    """

    id: str
    title: str
    complaint: str | None
    side: str | None
    rank: int
    state: str
    probability: float | None
    range: tuple[float, float] | None
    first_in: float | None
    directions: tuple[DirectionRow, ...]
    supports: tuple[PointRow, ...] = msgspec.field(name="for")
    against: tuple[PointRow, ...]
    not_measured: tuple[PointRow, ...]
    grade: str
    refuted_by: str


class AssessedRow(msgspec.Struct, frozen=True, kw_only=True):
    """The same in an assessment: always reasoned, so its numbers are always there."""

    id: str
    complaint: str | None
    side: str | None
    probability: float
    range: tuple[float, float]
    rank: int
    first_in: float
    directions: tuple[DirectionRow, ...]
    supports: tuple[PointRow, ...] = msgspec.field(name="for")
    against: tuple[PointRow, ...]
    not_measured: tuple[PointRow, ...]
    grade: str
    refuted_by: str


def cause_row(cause: Cause) -> CauseRow:
    """A cause with its title and state."""
    return CauseRow(
        id=cause.id,
        title=cause.title,
        complaint=cause.complaint,
        side=_side(cause.side),
        rank=cause.rank,
        state=cause.state,
        probability=_rounded(cause.probability),
        range=None if cause.range is None else _both(cause.range),
        first_in=_rounded(cause.first_in),
        directions=_directions(cause),
        supports=points(cause.supports),
        against=points(cause.against),
        not_measured=points(cause.not_measured),
        grade=cause.grade,
        refuted_by=cause.refuted_by,
    )


def assessed_row(cause: Cause) -> AssessedRow:
    """A cause that was reasoned about."""
    if cause.probability is None or cause.range is None or cause.first_in is None:
        raise ValueError(f"nothing was reasoned about {cause.id}")
    return AssessedRow(
        id=cause.id,
        complaint=cause.complaint,
        side=_side(cause.side),
        probability=round(cause.probability, DIGITS),
        range=_both(cause.range),
        rank=cause.rank,
        first_in=round(cause.first_in, DIGITS),
        directions=_directions(cause),
        supports=points(cause.supports),
        against=points(cause.against),
        not_measured=points(cause.not_measured),
        grade=cause.grade,
        refuted_by=cause.refuted_by,
    )


def points(found: tuple[Point, ...]) -> tuple[PointRow, ...]:
    """Reasons as rows."""
    return tuple(PointRow(id=p.id, text=p.text) for p in found)


def _directions(cause: Cause) -> tuple[DirectionRow, ...]:
    return tuple(DirectionRow(id=d.id, probability=round(d.probability, DIGITS)) for d in cause.directions)


def _both(ends: tuple[float, float]) -> tuple[float, float]:
    return round(ends[0], DIGITS), round(ends[1], DIGITS)


def _side(side: Side | None) -> str | None:
    return None if side is None else str(side)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)
