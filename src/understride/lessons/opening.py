"""Opening a lesson for playing or export. It asks for `Cleared`, which only the gate makes; reading does not.

`Opened` is the one way from a lesson to anything a person hears or is handed: only `open_lesson` makes it, and what
speaks, draws or prints takes it. So nothing withheld can be forgotten on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, InitVar, dataclass, replace

from understride.interview.gate import Cleared
from understride.lessons.lesson import Block, Length, Lesson
from understride.lessons.portions import WHOLE, Portion, portioned
from understride.lessons.scoring import Score, score
from understride.lessons.sheets import cautions_of
from understride.lessons.tables import Caution, positions
from understride.model import RequestError, Side

_KEY = object()

# What lying there asks of the body, whether or not a block says so: nobody can forget to mark it.
ASKED_BY = {"back": "supine", "front": "prone"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A lesson that may be given to this person. score: of what they may do; whole: of the lesson as it is written.

    left_out: titles of the blocks that the gate withholds. portion: which part of it this is.
    """

    _: KW_ONLY
    score: Score
    whole: Lesson
    cautions: tuple[Caution, ...]
    left_out: tuple[str, ...]
    portion: Portion
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        """Refuses every maker but this module; `replace` cannot know the key either."""
        if key is not _KEY:
            raise TypeError("only open_lesson makes this")

    def timed(self, spoken: Mapping[str, float], *, more_time: float = 1.0) -> Opened:
        """The same lesson with the true seconds of its sentences, and longer pauses where they are wished for."""
        one = self.score
        timed = score(one.lesson, side=one.side, length=one.length, spoken=spoken, more_time=more_time)
        return Opened(
            score=timed,
            whole=self.whole,
            cautions=self.cautions,
            left_out=self.left_out,
            portion=self.portion,
            key=_KEY,
        )

    @property
    def stem(self) -> str:
        """What its files are called, without ending."""
        return f"{self.whole.id}-{self.score.side}-{self.score.length}{self.portion.name}"


def remaining(lesson: Lesson, withheld: frozenset[str]) -> Lesson:
    """What of a lesson asks for nothing withheld: neither as a block says, nor by where it lies."""
    known = positions()

    def asks(block: Block) -> frozenset[str]:
        ground = known[block.position].ground if block.position in known else ""
        return frozenset((*block.demands, ASKED_BY.get(ground, "")))

    return replace(lesson, blocks=tuple(b for b in lesson.blocks if withheld.isdisjoint(asks(b))))


def open_lesson(
    cleared: Cleared,
    lesson: Lesson,
    *,
    side: Side = Side.RIGHT,
    length: Length = "short",
    portion: Portion = WHOLE,
) -> Opened:
    """The lesson without what is withheld from this person, scored; a caution also means the short version (D2)."""
    if not isinstance(cleared, Cleared):
        raise TypeError("a lesson opens with Cleared, which only the gate makes")
    withheld = frozenset[str](cleared.withheld)
    kept = remaining(lesson, withheld)
    if not any(block.kind in ("move", "imagine") for block in kept.blocks):
        raise RequestError(
            found=f"nothing of {lesson.id} remains without {', '.join(sorted(withheld))}",
            needed="a lesson that asks for less",
            do="Choose another one: understride lesson list.",
        )
    if cleared.action == "caution" and "short" in lesson.front.lengths:
        length = "short"
    return Opened(
        score=score(portioned(kept, portion, length=length), side=side, length=length),
        whole=lesson,
        cautions=cautions_of(lesson),
        left_out=tuple(block.title for block in lesson.of(length) if block not in kept.blocks),
        portion=portion,
        key=_KEY,
    )
