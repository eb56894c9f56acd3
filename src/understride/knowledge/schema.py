"""What a knowledge file may hold: frozen structs, every unknown key refused.

No probabilities live here: strength words stay words, grades stay letters; `causes` decides what they weigh.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

Strength = Literal["nearly always", "usually", "very frequently", "often", "sometimes", "can"]
Grade = Literal["A", "A-", "B", "B-", "C", "C-", "D", "D-"]
Direction = Literal["high", "low", "away", "either"]
SideRule = Literal["same", "both", "difference"]
Weight = Literal["strong", "moderate", "weak"]
Must = Literal[
    "inside",
    "outside",
    "high",
    "low",
    "at_or_above_mean",
    "at_or_below_mean",
    "at_most",
    "at_least",
    "within",
    "from_standing_within",
    "share_of_standing_at_least",
]
Words = Annotated[str, Meta(min_length=3)]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every record: immutable, keywords only, nothing unknown."""


class Condition(Record, frozen=True, kw_only=True):
    """One observable condition.

    measure with must, and a limit for those that need one (in the measure's own unit; a share for
    `share_of_standing_at_least`). `within` means |value| ≤ limit. Or `unseen`: an observation no measure gives.
    side: `same` = the complaint's side, `both` = each side (or the whole body), `difference` = left minus right.
    """

    must: Must
    measure: str | None = None
    unseen: str | None = None
    limit: float | None = None
    side: SideRule = "both"


class Refutation(Record, frozen=True, kw_only=True):
    """What would end it. enough: how many of the conditions suffice; all when left out."""

    text: Words
    conditions: tuple[Condition, ...]
    enough: int | None = None


class Explains(Record, frozen=True, kw_only=True):
    """The link complaint ← imbalance, with the source's own strength word and our grade."""

    complaint: str
    strength: Strength
    source: tuple[str, ...]
    grade: Grade
    against: Words
    supports: str | None = None
    supports_sources: tuple[str, ...] = ()
    against_sources: tuple[str, ...] = ()
    note: str | None = None


class ShownBy(Record, frozen=True, kw_only=True):
    """The link imbalance → measure.

    direction: `high`, `low`: this way speaks for it · `away`: either way out of the band speaks for it, inside
    against · `either`: both ways mean something, inside says nothing. only_if: it counts only where these hold.
    """

    measure: str
    direction: Direction
    phase: str
    side: SideRule
    weight: Weight
    only_if: tuple[Condition, ...] = ()


class Imbalance(Record, frozen=True, kw_only=True):
    """One imbalance of the method, one file."""

    id: Annotated[str, Meta(pattern=r"^I\d{1,2}$")]
    name: Words
    title: Words
    version: Annotated[int, Meta(ge=1)]
    date: date
    idea: Words
    explains: Annotated[tuple[Explains, ...], Meta(min_length=1)]
    shown_by: tuple[ShownBy, ...]
    mistaken_for: tuple[str, ...]
    made_worse_by: tuple[str, ...]
    refuted_by: Refutation
    believed_if: Words
    learning_goal: Words

    def link(self, complaint: str | None) -> Explains | None:
        """The link to one complaint, or None."""
        return next((link for link in self.explains if link.complaint == complaint), None)

    @property
    def number(self) -> int:
        """The method's number, for sorting: 7 of I7."""
        return int(self.id[1:])


class Place(Record, frozen=True, kw_only=True):
    """Where a region lies on the body map."""

    view: Literal["front", "back"]
    part: str


class Region(Record, frozen=True, kw_only=True):
    """A place that can be tense or sore."""

    id: Annotated[str, Meta(pattern=r"^[a-z_]+$")]
    name: Words
    phrase: Words
    heading: Words
    aliases: tuple[str, ...]
    sided: bool
    places: tuple[Place, ...]
    asked_under: str | None = None


class Source(Record, frozen=True, kw_only=True):
    """Where something comes from. read: whether it was read for this project; a `no` may not carry a claim."""

    cite: Words
    kind: Literal["article", "study", "review", "guideline", "definition", "ours"]
    read: Literal["yes", "no"]
    doi: str | None = None


class Lesson(Record, frozen=True, kw_only=True):
    """A lesson: its id and title; how long it lasts is scored from its text."""

    id: Annotated[str, Meta(pattern=r"^[a-z-]+$")]
    title: Words
    kind: Literal["floor", "upright", "short"]
    serves: tuple[str, ...]


class Unless(Record, frozen=True, kw_only=True):
    """Another first lesson, where `imbalance` ranks above `above`."""

    imbalance: str
    above: str
    lesson: str


class FirstLesson(Record, frozen=True, kw_only=True):
    """The first lesson for a complaint."""

    complaint: str
    lesson: str
    unless: Unless | None = None


class Lessons(Record, frozen=True, kw_only=True):
    """Titles of lessons to come, and which comes first. otherwise: without a complaint."""

    lessons: tuple[Lesson, ...]
    first_for: tuple[FirstLesson, ...]
    otherwise: str


class LeftOut(Record, frozen=True, kw_only=True):
    """Something the product leaves out, and why; never that it harms (R61)."""

    id: str
    title: Words
    rules: tuple[str, ...]
    text: Words
    sources: tuple[str, ...]


class SafetyLevel(Record, frozen=True, kw_only=True):
    """Signs of one urgency."""

    id: Literal["at_once", "same_day", "soon"]
    heading: Words
    signs: tuple[str, ...]


class Safety(Record, frozen=True, kw_only=True):
    """Safety words, on every page."""

    lead: Words
    limit: Words
    levels: tuple[SafetyLevel, ...]
    source: str


class Knowledge(Record, frozen=True, kw_only=True):
    """All that the method says, as data, with every id resolved."""

    regions: tuple[Region, ...]
    imbalances: tuple[Imbalance, ...]
    sources: dict[str, Source]
    lessons: Lessons
    leave_out: tuple[LeftOut, ...]
    safety: Safety

    def region(self, name: str) -> Region | None:
        """The region with this id, or None."""
        return next((region for region in self.regions if region.id == name), None)

    def imbalance(self, name: str) -> Imbalance | None:
        """The imbalance with this id, or None."""
        return next((imbalance for imbalance in self.imbalances if imbalance.id == name), None)

    def lesson(self, name: str) -> Lesson | None:
        """The lesson with this id, or None."""
        return next((lesson for lesson in self.lessons.lessons if lesson.id == name), None)
