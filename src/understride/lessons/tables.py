"""The data beside the validator: positions, cautions, word lists. Read strictly, once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

from understride.knowledge.shape import misfits
from understride.knowledge.strict import parse
from understride.lessons.lesson import Record, Words

DATA = Path(__file__).parent / "data"
T = TypeVar("T")

Ground = Literal["back", "side", "front", "kneel", "sit", "stand"]


class Position(Record, frozen=True, kw_only=True):
    """How a person is placed. ground: what carries them; side: what the side of a block means in it."""

    id: str
    title: Words
    ground: Ground
    entry: Words
    side: Words | None = None

    @property
    def lying(self) -> bool:
        """Whether nothing can fall."""
        return self.ground in ("back", "side", "front")

    @property
    def upright(self) -> bool:
        """Sitting, standing, walking or running."""
        return self.ground in ("sit", "stand")


class Change(Record, frozen=True, kw_only=True):
    """How long a change of position takes, in seconds of silence. Grounds; `any` fits all."""

    leave: Ground
    reach: Ground
    seconds: float


class Positions(Record, frozen=True, kw_only=True):
    """All positions, the changes between grounds, and small changes on the same ground."""

    positions: tuple[Position, ...]
    changes: tuple[Change, ...]


class Caution(Record, frozen=True, kw_only=True):
    """Who takes care of what; shown or spoken before a lesson. kinds: of lesson that always show it."""

    id: str
    who: Words
    says: Words
    kinds: tuple[str, ...] = ()


class Never(Record, frozen=True, kw_only=True):
    """Words a lesson never says. only_kinds/except: where it holds; instead: what to write."""

    id: str
    why: Words
    instead: Words
    patterns: Annotated[tuple[str, ...], Meta(min_length=1)]


class Allowed(Record, frozen=True, kw_only=True):
    """A whole sentence, or two, that passes as it stands."""

    id: str
    text: Words


class Added(Record, frozen=True, kw_only=True):
    """A block that a part of a lesson begins or ends with. lying, upright: its lines, by what carries the person."""

    title: Words
    action: Words
    lying: tuple[str, ...]
    upright: tuple[str, ...]
    position: str = ""

    def of(self, *, lying: bool) -> tuple[str, ...]:
        """The lines for someone who lies, or does not."""
        return self.lying if lying else self.upright


class Titles(Record, frozen=True, kw_only=True):
    """How a portion is called. {title}: the lesson's; {part}, {parts}: numbers."""

    part: Words
    half: Words


class Portions(Record, frozen=True, kw_only=True):
    """What is said where a lesson is cut, or half of it only thought. sides: which side a position has, by its id."""

    titles: Titles
    begin: Added
    end: Added
    sides: dict[str, Words]
    thought: tuple[Words, ...]


class Exempt(Record, frozen=True, kw_only=True):
    """A lesson that may break a rule, and why. block: part of the block's title; tempo, seconds: its own limit."""

    lesson: str
    rule: str
    why: Words
    block: str | None = None
    limit: float | None = None


class WordLists(Record, frozen=True, kw_only=True):
    """Words the rules look for. Each item is a regular expression without word borders."""

    small: tuple[str, ...]
    way_out: tuple[str, ...]
    easier: tuple[str, ...]
    demanding: tuple[str, ...]
    way_back: tuple[str, ...]
    reversal: tuple[str, ...]
    contact: tuple[str, ...]
    hiding: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    far: tuple[tuple[str, ...], ...]
    muscles: tuple[str, ...]
    anatomy: tuple[str, ...]
    leading: tuple[str, ...]
    breath_commands: tuple[str, ...]
    eyes_closed: tuple[str, ...]
    offers: tuple[str, ...]
    evaluations: tuple[str, ...]
    causes: tuple[str, ...]
    orders: tuple[str, ...]
    promises: tuple[str, ...]
    changing: tuple[str, ...]
    run_permission: tuple[str, ...]
    safe_place: tuple[str, ...]
    leave_it: tuple[str, ...]
    muscle_regions: tuple[str, ...]
    retests: tuple[str, ...]


@cache
def positions() -> dict[str, Position]:
    """The positions by id."""
    return {position.id: position for position in _read("positions.yaml", Positions).positions}


@cache
def changes() -> dict[tuple[str, str], float]:
    """Seconds for a change from one ground to another."""
    return {
        (change.leave, change.reach): change.seconds for change in _read("positions.yaml", Positions).changes
    }


@cache
def cautions() -> dict[str, Caution]:
    """The cautions by id, in the order in which they are shown."""
    return {caution.id: caution for caution in _read("cautions.yaml", tuple[Caution, ...])}


@cache
def never() -> tuple[Never, ...]:
    """What no spoken text, title, sheet or caption says."""
    return _read("never.yaml", tuple[Never, ...])


@cache
def allowed() -> tuple[Allowed, ...]:
    """The sentences that pass as they stand."""
    return _read("allowed.yaml", tuple[Allowed, ...])


@cache
def exempt() -> tuple[Exempt, ...]:
    """The exceptions, each with its reason."""
    return _read("exempt.yaml", tuple[Exempt, ...])


@cache
def portions() -> Portions:
    """What is added to a part of a lesson."""
    return _read("portions.yaml", Portions)


@cache
def words() -> WordLists:
    """The word lists of the rules."""
    return _read("words.yaml", WordLists)


def _read(file: str, kind: type[T]) -> T:
    document = parse((DATA / file).read_text(encoding="utf-8"), file=file)
    found = [fault.at(None) for fault in document.faults]
    found += [f"{file}: {path}: {message}" for path, message in misfits(document.content, kind)]
    if found:
        raise AssertionError("; ".join(found))  # our own data: a mistake of ours, not of a writer
    return msgspec.convert(document.content, kind)
