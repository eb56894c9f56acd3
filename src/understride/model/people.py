"""What a person tells us."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from understride.model.errors import RequestError
from understride.model.sides import SIDES, Side

MOST_INTENSE = 10


@dataclass(frozen=True, slots=True)
class Complaint:
    """A place that is tense or sore. region: an id of the region list. side: None = both or not said.

    intensity: 0–10 as the runner says it, None = not said.
    """

    region: str
    _: KW_ONLY
    side: Side | None = None
    intensity: int | None = None

    def __post_init__(self) -> None:
        """A side may be given as a word; whatever is no side and no 0–10 is refused."""
        if self.side is not None:
            if self.side not in SIDES:
                raise RequestError(
                    found=f"a complaint on the side {str(self.side)!r}",
                    needed="left, right, or no side for both",
                    do="Say where it is felt, or leave the side out.",
                )
            object.__setattr__(self, "side", Side(self.side))
        if self.intensity is not None and not 0 <= self.intensity <= MOST_INTENSE:
            raise RequestError(
                found=f"a complaint with intensity {self.intensity}",
                needed=f"a number from 0 to {MOST_INTENSE}",
                do="Say how strong it is, or leave the number out.",
            )


class Sex(StrEnum):
    """Of which group of people a runner is told to be; only to choose whom the values are held against."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Whose data these are. One by default, many for a coach. sex: as told, None = not told."""

    id: str = "me"
    sex: Sex | None = None

    def __post_init__(self) -> None:
        """The sex may be given as a word."""
        if self.sex is None:
            return
        if self.sex not in tuple(Sex):
            raise RequestError(
                found=f"the sex {str(self.sex)!r}",
                needed=" or ".join(Sex),
                do="Say one of these, or leave it out.",
            )
        object.__setattr__(self, "sex", Sex(self.sex))
