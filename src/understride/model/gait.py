"""Contacts and strides: what the room `gait` gives to the measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from understride.model.arrays import Floats
from understride.model.recording import Note
from understride.model.sides import Side
from understride.model.tables import dataframe
from understride.model.values import Unavailable

CERTAIN = 1.96  # standard deviations to 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One foot on the ground: landing and leaving, s on the file's clock."""

    side: Side
    landing: float
    leaving: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something left out, with the reason in words. time: s on the file's clock."""

    side: Side
    time: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactError:
    """What the contacts of a recording may be off by, all together, because they were found from the feet.

    squares: (4, 4) s², mean squares and products of the errors of left landing, left leaving, right landing and right
    leaving; the mean error of the rule is in them. measured_on: on whom, in words.
    """

    squares: tuple[tuple[float, ...], ...]
    measured_on: str

    @property
    def landing(self) -> float:
        """95 % of recordings have their landings within ± this, s."""
        return CERTAIN * sqrt(self.squares[0][0])

    @property
    def leaving(self) -> float:
        """The same of leavings."""
        return CERTAIN * sqrt(self.squares[1][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """All contacts of a recording in order of time. method: `force` or `kinematic`.

    judged: False where the marker set has no force set behind it, or only heels were seen. error: None by force.
    """

    contacts: tuple[Contact, ...]
    method: str
    judged: bool = True
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[Note, ...] = ()
    error: ContactError | None = None

    def of(self, side: Side) -> tuple[Contact, ...]:
        """The contacts of one foot, in order."""
        return tuple(c for c in self.contacts if c.side is side)

    def to_dataframe(self) -> Any:
        """One row per contact: side, landing and leaving, s on the file's clock (pandas)."""
        rows = ({"side": str(c.side), "landing": c.landing, "leaving": c.leaving} for c in self.contacts)
        return dataframe(rows, ("side", "landing", "leaving"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StanceForce:
    """Force under one foot during one stance, at the plate's own rate.

    time: (n,) s from landing. raw, smooth: vertical force as measured and low-passed at 50 Hz, N.
    forward: fore-aft force, low-passed at 50 Hz, N, + pushes the runner forward. free_moment: N·m, + turns the body
    to the left; NaN where not known. body_weight: N.
    """

    time: Floats
    raw: Floats
    smooth: Floats
    forward: Floats
    free_moment: Floats
    body_weight: float
    presmoothed: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stride:
    """One stride of one foot, from its landing to its next landing.

    A measure never asks "left or right?": the curves are this side's own, `other_…` the opposite leg's, and
    stance-relative signs are already turned (+ means the same for both sides).

    whole: signal name → (101,), 0–100 % of the stride. stance: the same, 0–100 % of stance (landing to leaving).
    Times in s on the file's clock. other_landing: the other foot's landing within this stride.
    leaving_share: leaving as a share (0–1) of the stride. missing: signal name → why it cannot be used here.
    """

    side: Side
    landing: float
    leaving: float
    next_landing: float
    other_landing: float
    other_leaving: float
    whole: Mapping[str, Floats]
    stance: Mapping[str, Floats]
    missing: Mapping[str, Unavailable]
    force: StanceForce | None
    speed: float | None
    mass: float | None
    height: float | None

    @property
    def duration(self) -> float:
        """Stride time, s."""
        return self.next_landing - self.landing

    @property
    def stance_time(self) -> float:
        return self.leaving - self.landing

    @property
    def leaving_share(self) -> float:
        return self.stance_time / self.duration
