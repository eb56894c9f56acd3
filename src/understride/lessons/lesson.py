"""The nouns of a lesson as it is written: front matter, blocks, paragraphs, tokens. Frozen, with lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta, Struct

Kind = Literal["floor", "upright", "short"]
BlockKind = Literal["reference", "scan", "move", "imagine", "rest", "stand"]
SideMark = Literal["A", "B", "both"]
Length = Literal["short", "full"]
TokenKind = Literal["repeat", "silence", "rest", "breath"]
Severity = Literal["E", "W"]
Demand = Literal["run", "impact", "prone", "supine", "end_range", "eyes_closed_standing"]

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Meta(min_length=3)]
Minutes = Annotated[int, Meta(ge=1, le=90)]
Imbalance = Annotated[str, Meta(pattern=r"^I([1-9]|1[0-2])$")]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every record of the front matter: immutable, nothing unknown."""


class Lengths(Record, frozen=True, kw_only=True):
    """Minutes of each version; a version that is absent does not exist."""

    short: Minutes | None = None
    full: Minutes | None = None


class Serves(Record, frozen=True, kw_only=True):
    """What the lesson is for: imbalances in order of closeness, complaints as regions."""

    imbalances: Annotated[tuple[Imbalance, ...], Meta(min_length=1)]
    complaints: tuple[str, ...]


class Front(Record, frozen=True, kw_only=True):
    """The front matter of a lesson file."""

    id: Id
    title: Words
    version: Annotated[int, Meta(ge=1)]
    lang: Literal["en"]
    kind: Kind
    serves: Serves
    cautions: Annotated[tuple[str, ...], Meta(min_length=1)]
    learn: Words
    reference: Words
    retest: str | tuple[str, ...]
    minutes: Lengths | None = None
    seconds: Annotated[int, Meta(ge=60, le=300)] | None = None
    props: tuple[str, ...] = ()
    run_questions: tuple[str, ...] = ()
    walk_questions: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    one_sided: Words | None = None
    variant_of: Id | None = None
    translation_of: Id | None = None
    audio: dict[str, str] = {}
    level: str | None = None
    author: str | None = None
    licence: str | None = None
    thanks: str | None = None

    @property
    def lengths(self) -> tuple[Length, ...]:
        """The versions there are, short first; the short kind has one."""
        if self.kind == "short" or self.minutes is None:
            return ("short",)
        both: tuple[Length, ...] = ("short", "full")
        return tuple(length for length in both if getattr(self.minutes, length) is not None)

    def wanted(self, length: Length) -> float:
        """The time the writer promises for a version, in seconds."""
        if self.kind == "short":
            return float(self.seconds or 0)
        return 60.0 * float(getattr(self.minutes, length, None) or 0)

    @property
    def retests(self) -> tuple[str, ...]:
        """The ids of the self-tests to compare with; empty where none fits."""
        named = (self.retest,) if isinstance(self.retest, str) else self.retest
        return tuple(name for name in named if name != "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Time in a paragraph. short, full: how many repetitions or breaths, or how many seconds, by version."""

    kind: TokenKind
    short: float
    full: float

    def amount(self, length: Length) -> float:
        """The number for one version."""
        return self.short if length == "short" else self.full


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One spoken line and the time after it. sentences: as written, with {A} and {B}. line: from 1."""

    line: int
    sentences: tuple[str, ...]
    tokens: tuple[Token, ...] = ()

    @property
    def text(self) -> str:
        """The whole line as written, without its tokens."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a lesson. Properties that were not written are empty or None; rule L10 asks for them.

    start: who starts the movement (`from` in the file). line: of the heading. tempo: seconds per repetition.
    """

    kind: BlockKind
    title: str
    line: int
    paragraphs: tuple[Paragraph, ...]
    position: str = ""
    side: SideMark | None = None
    start: str = ""
    constraint: str = ""
    action: str = ""
    pair: str = ""
    demands: tuple[Demand, ...] = ()
    tempo: float | None = None
    only: Length | None = None
    easier: str = ""
    figure: str = ""
    reference: bool = False
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The title as an id, for audio per block and for links."""
        kept = "".join(c if c.isalnum() else " " for c in self.title.lower().replace("'", ""))
        return "-".join(kept.split())

    @property
    def text(self) -> str:
        """All that is spoken, as written."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)

    def at(self, key: str) -> int:
        """The line of a property, or of the heading."""
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson file, read. file: its name; front_lines: the line of each field of the front matter."""

    file: str
    front: Front
    blocks: tuple[Block, ...]
    front_lines: dict[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id, which is the file's name."""
        return self.front.id

    @property
    def title(self) -> str:
        """Its title."""
        return self.front.title

    def at(self, key: str) -> int:
        """The line of a field of the front matter."""
        return self.front_lines.get(key, 1)

    def of(self, length: Length) -> tuple[Block, ...]:
        """The blocks of one version."""
        return tuple(block for block in self.blocks if block.only in (None, length))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """Something a writer can mend. rule: the rule's id, or `format`. line: from 1."""

    file: str
    line: int
    rule: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.rule}: {self.message}"
