"""The score of a lesson: every sentence and every silence with its second.

Until a voice has spoken, a sentence lasts as long as a pace says; after that, its true length. Where there is no token:
0.5 s between sentences, 1.0 s after a paragraph, 2.5 s between blocks (1.0 s in the short kind).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from understride.lessons.lesson import Block, BlockKind, Length, Lesson, Paragraph, Token, TokenKind
from understride.lessons.pace import VOICE, Pace
from understride.lessons.tokens import BREATH
from understride.model import RequestError, Side

BETWEEN_SENTENCES = 0.5  # seconds
AFTER_PARAGRAPH = 1.0  # seconds, where no token stands
BETWEEN_BLOCKS = {"floor": 2.5, "upright": 2.5, "short": 1.0}  # seconds, by kind of lesson
LONGER: frozenset[BlockKind] = frozenset(
    ("move", "imagine", "rest", "scan")
)  # blocks that "more time" reaches

PauseKind = Literal["repeat", "silence", "rest", "breath", "gap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence with its times in seconds; end: of the audible speech. written: with {A} and {B}."""

    text: str
    written: str
    line: int
    start: float
    end: float

    @property
    def question(self) -> bool:
        """Whether it asks."""
        return self.text.rstrip("\"”’'").endswith("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A silence. count: repetitions or breaths in it, 0 for plain silence. kind `gap`: without a token."""

    kind: PauseKind
    count: int
    line: int
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block with its times. side: "right", "left" or "both"; end: without the silence up to the next block."""

    block: Block
    title: str
    side: str
    start: float
    end: float
    events: tuple[Said | Pause, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """The sentences."""
        return tuple(event for event in self.events if isinstance(event, Said))

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The silences."""
        return tuple(event for event in self.events if isinstance(event, Pause))

    @property
    def seconds(self) -> float:
        """How long."""
        return self.end - self.start

    @property
    def repetitions(self) -> int:
        """Movements done, or thought where the block imagines."""
        return sum(pause.count for pause in self.pauses if pause.kind == "repeat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One version of a lesson: with a first side (A) and a length. seconds: all of it."""

    lesson: Lesson
    side: Side
    length: Length
    parts: tuple[Part, ...]
    seconds: float
    estimated: bool

    @property
    def said(self) -> tuple[Said, ...]:
        """All sentences."""
        return tuple(said for part in self.parts for said in part.said)

    @property
    def speech(self) -> float:
        """Seconds of speech."""
        return sum(said.end - said.start for said in self.said)

    @property
    def silence(self) -> float:
        """Share of the time without speech, 0 to 1."""
        return 1.0 - self.speech / self.seconds if self.seconds else 0.0

    @property
    def rest(self) -> float:
        """Share of the time in rests, speech in them included, 0 to 1."""
        return sum(rest_seconds(part) for part in self.parts) / self.seconds if self.seconds else 0.0

    @property
    def questions(self) -> float:
        """Share of the sentences that ask, 0 to 1."""
        return sum(said.question for said in self.said) / len(self.said) if self.said else 0.0

    @property
    def name(self) -> str:
        """Which version, in words."""
        return f"{self.length} version, first side {self.side}"


def rest_seconds(part: Part) -> float:
    """Seconds of rest in a part: all of a rest block, the rest tokens of any other."""
    if part.block.kind == "rest":
        return part.seconds
    return sum(pause.seconds for pause in part.pauses if pause.kind == "rest")


def side_words(text: str, side: Side) -> str:
    """A text with {A} and {B} said: A is the first side. A sentence keeps its capital letter."""
    said = text.replace("{A}", side.value).replace("{B}", side.other.value)
    return said[:1].upper() + said[1:] if text.startswith("{") else said


def score(
    lesson: Lesson,
    *,
    side: Side = Side.RIGHT,
    length: Length = "short",
    spoken: Mapping[str, float] | None = None,
    more_time: float = 1.0,
    speed: float = 1.0,
    pace: Pace = VOICE,
) -> Score:
    """The score of one version.

    spoken: true seconds of each sentence as said; a sentence that is missing is estimated, and so is the score.
    more_time: factor on the tokens of moving, thinking, resting and the scan. speed: of the speech alone. pace: what
    an estimate rests on, the default voice's where not given; the check takes the format's own.
    """
    if length not in lesson.front.lengths:
        raise RequestError(
            found=f"no {length} version of {lesson.id}",
            needed=" or ".join(lesson.front.lengths),
            do="Ask for that one.",
        )
    clock = _Clock(side=side, length=length, spoken=spoken or {}, more_time=more_time, speed=speed, pace=pace)
    parts: list[Part] = []
    border, now = BETWEEN_BLOCKS[lesson.front.kind], 0.0
    for block in lesson.of(length):
        start = now + border if parts else now
        events = tuple(clock.events(block, start))
        now = events[-1].end if events else start
        parts.append(
            Part(
                block=block,
                title=side_words(block.title, side),
                side={"A": side.value, "B": side.other.value}.get(block.side or "both", "both"),
                start=start,
                end=now,
                events=events,
            )
        )
    known = spoken is not None and all(said.text in spoken for part in parts for said in part.said)
    return Score(
        lesson=lesson, side=side, length=length, parts=tuple(parts), seconds=now, estimated=not known
    )


def minutes(lesson: Lesson) -> dict[Length, float]:
    """Minutes of each version there is, as the default voice needs them."""
    return {length: score(lesson, length=length).seconds / 60 for length in lesson.front.lengths}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    """Turns a block into sentences and silences, one after the other."""

    side: Side
    length: Length
    spoken: Mapping[str, float]
    more_time: float
    speed: float
    pace: Pace

    def events(self, block: Block, start: float) -> Iterator[Said | Pause]:
        """The block from its first sentence to its last silence."""
        now = start
        for paragraph in block.paragraphs:
            for event in self._paragraph(paragraph, block, now):
                yield event
                now = event.end

    def _paragraph(self, paragraph: Paragraph, block: Block, now: float) -> Iterator[Said | Pause]:
        line = paragraph.line
        for index, written in enumerate(paragraph.sentences):
            if index:
                yield _pause("gap", 0, line, now, BETWEEN_SENTENCES)
                now += BETWEEN_SENTENCES
            text = side_words(written, self.side)
            end = now + self._speech(text, written)
            yield Said(text=text, written=written, line=line, start=now, end=end)
            now = end
        for token in paragraph.tokens:
            seconds = self._token(token, block)
            count = int(token.amount(self.length)) if token.kind in ("repeat", "breath") else 0
            yield _pause(token.kind, count, line, now, seconds)
            now += seconds
        if not paragraph.tokens:
            yield _pause("gap", 0, line, now, AFTER_PARAGRAPH)

    def _speech(self, text: str, written: str) -> float:
        known = self.spoken.get(text)
        return (self.pace.seconds(written) if known is None else known) / self.speed

    def _token(self, token: Token, block: Block) -> float:
        each: dict[TokenKind, float] = {"repeat": block.tempo or 0.0, "breath": BREATH}
        seconds = token.amount(self.length) * each.get(token.kind, 1.0)
        return seconds * (self.more_time if block.kind in LONGER else 1.0)


def _pause(kind: PauseKind, count: int, line: int, start: float, seconds: float) -> Pause:
    return Pause(kind=kind, count=count, line=line, start=start, end=start + seconds)
