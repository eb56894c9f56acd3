"""Opening a lesson for playing or export. It asks for `Cleared`, which only the gate makes; reading does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from understride.interview.gate import Cleared
from understride.lessons.lesson import Block, Length, Lesson
from understride.lessons.scoring import Score, score
from understride.lessons.sheets import cautions_of
from understride.lessons.tables import Caution, positions
from understride.model import RequestError, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A lesson that may be given to this person. left_out: titles of blocks that the gate withholds."""

    score: Score
    cautions: tuple[Caution, ...]
    left_out: tuple[str, ...]


# What lying there asks of the body, whether or not a block says so: nobody can forget to mark it.
ASKED_BY = {"back": "supine", "front": "prone"}


def without_grounds(lesson: Lesson, withheld: frozenset[str]) -> Lesson:
    """The lesson without the blocks that lie on what is withheld (on the back: supine, on the front: prone)."""
    known = positions()

    def asks(block: Block) -> str | None:
        return ASKED_BY.get(known[block.position].ground) if block.position in known else None

    return replace(lesson, blocks=tuple(block for block in lesson.blocks if asks(block) not in withheld))


def open_lesson(
    cleared: Cleared,
    lesson: Lesson,
    *,
    side: Side = Side.RIGHT,
    length: Length = "short",
    spoken: Mapping[str, float] | None = None,
) -> Opened:
    """The lesson without what is withheld from this person, scored; a caution also means the short version (D2)."""
    if not isinstance(cleared, Cleared):
        raise TypeError("a lesson opens with Cleared, which only the gate makes")
    withheld = frozenset(cleared.withheld)
    kept = without_grounds(lesson.without(withheld), withheld)
    if not any(block.kind in ("move", "imagine") for block in kept.blocks):
        raise RequestError(
            found=f"nothing of {lesson.id} remains without {', '.join(sorted(withheld))}",
            needed="a lesson that asks for less",
            do="Choose another one: understride lesson list.",
        )
    if cleared.action == "caution" and "short" in lesson.front.lengths:
        length = "short"
    return Opened(
        score=score(kept, side=side, length=length, spoken=spoken),
        cautions=cautions_of(lesson),
        left_out=tuple(block.title for block in lesson.blocks if block not in kept.blocks),
    )
