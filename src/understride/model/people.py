"""What a person tells us."""

from __future__ import annotations

from dataclasses import dataclass

from understride.model.sides import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A place that is tense or sore. region: an id of the region list. side: None = both or not said.

    intensity: 0–10 as the runner says it, None = not said.
    """

    region: str
    side: Side | None = None
    intensity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Whose data these are. One by default, many for a coach."""

    id: str = "me"
