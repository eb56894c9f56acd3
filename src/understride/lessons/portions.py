"""A lesson as a day asks for it: one part of it, half of each movement only in thought, or twice the rest.

A lesson is cut behind rests, so that its longest part is as short as it can be, and the two sides of a movement stay
together where they can. What stands before the cut ends upright, what comes after it begins with half a minute of
settling. Half in thought: from the middle of each movement's repetitions on, the person only thinks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from msgspec import structs

from understride.lessons.lesson import Block, BlockKind, Length, Lesson, Paragraph, SideMark, Token
from understride.lessons.scoring import score
from understride.lessons.tables import Added, changes, portions, positions
from understride.lessons.tokens import paragraph
from understride.model import RequestError

SHORTEST_REST = 15.0  # s: a rest that a lesson may be cut behind
PARTED = 60.0  # s that a part may be longer if that keeps the two sides of a movement on one day


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """How much of a lesson. part: from 1, of `parts`; half_imagined: every second repetition only in thought.

    long_rests: every rest twice as long, for whoever does not lie down (D3).
    """

    part: int = 1
    parts: int = 1
    half_imagined: bool = False
    long_rests: bool = False

    def __post_init__(self) -> None:
        """Refuses a part that is not there."""
        if not 1 <= self.part <= self.parts:
            raise RequestError(
                found=f"part {self.part} of {self.parts}",
                needed="a part from 1 up to their number",
                do="For example --part 1/2.",
            )

    @property
    def name(self) -> str:
        """What a file of it is called more than one of the whole: empty for the whole."""
        part = f"-part-{self.part}-of-{self.parts}" if self.parts > 1 else ""
        half = "-half-imagined" if self.half_imagined else ""
        return part + half + ("-long-rests" if self.long_rests else "")


WHOLE = Portion()


def portioned(lesson: Lesson, portion: Portion, *, length: Length) -> Lesson:
    """That portion of one version of a lesson."""
    if portion == WHOLE:
        return lesson
    blocks = _part(lesson, portion, length) if portion.parts > 1 else lesson.of(length)
    if portion.half_imagined:
        blocks = tuple(_half(block, length, turn) for turn, block in enumerate(blocks))
    if portion.long_rests:
        blocks = tuple(map(_rested, blocks))
    return replace(lesson, blocks=blocks, front=structs.replace(lesson.front, title=_title(lesson, portion)))


def _title(lesson: Lesson, portion: Portion) -> str:
    """What everything shows that shows a title: page, sheet, feed, the tags of the sound."""
    named, words = lesson.title, portions().titles
    if portion.parts > 1:
        named = words.part.format(title=named, part=portion.part, parts=portion.parts)
    return words.half.format(title=named) if portion.half_imagined else named


def cut(lesson: Lesson, parts: int, *, length: Length) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each part, as they are written. Fewer parts than asked for where there are too few rests."""
    made = score(lesson, length=length).parts
    blocks = tuple(part.block for part in made)
    places = [
        i + 1 for i, part in enumerate(made) if part.block.kind == "rest" and part.seconds >= SHORTEST_REST
    ]
    ends = [0.0] + [part.end for part in made]

    def worth(cuts: Sequence[int]) -> tuple[float, Sequence[int]]:
        """The longest part, s, and what it costs to part a movement from its other side or from its thought."""
        parted = sum(_parts_company(blocks, at) for at in cuts[1:-1])
        return PARTED * parted + max(ends[b] - ends[a] for a, b in pairwise(cuts)), cuts

    for count in range(parts, 1, -1):
        found = [(0, *chosen, len(blocks)) for chosen in combinations(places, count - 1)]
        found = [cuts for cuts in found if all(_moves(blocks[a:b]) for a, b in pairwise(cuts))]
        if found:
            cuts = min(found, key=worth)
            return tuple(blocks[a:b] for a, b in pairwise(cuts))
    return (blocks,)


def _parts_company(blocks: Sequence[Block], at: int) -> bool:
    """Whether a cut before block `at` stands between the two sides of a movement, or a thought and its deed."""
    pairs = [{block.pair for block in some if block.pair} for some in (blocks[:at], blocks[at:])]
    before = [block for block in blocks[:at] if block.kind != "rest"]
    return not pairs[0].isdisjoint(pairs[1]) or before[-1].kind == "imagine"


def _moves(blocks: Sequence[Block]) -> bool:
    return any(block.kind == "move" for block in blocks)


def _part(lesson: Lesson, portion: Portion, length: Length) -> tuple[Block, ...]:
    pieces = cut(lesson, portion.parts, length=length)
    if len(pieces) != portion.parts:
        raise RequestError(
            found=f"{lesson.id} has no rests to be cut into {portion.parts} parts",
            needed=f"{len(pieces)} at most",
            do="Ask for fewer parts, or the whole.",
        )
    blocks = pieces[portion.part - 1]
    begin = (_begin(blocks[0]),) if portion.part > 1 else ()
    end = (_end(blocks[-1]),) if portion.part < portion.parts else ()
    return (*begin, *blocks, *end)


def _begin(first: Block) -> Block:
    """Half a minute of settling in the position that comes next."""
    data, here = portions().begin, positions()[first.position]
    arrive = changes().get(("stand", here.ground), 6.0)
    side = first.side if first.side in ("A", "B") else None
    told = portions().sides.get(first.position, "") if side else ""
    entry = f"{here.entry} {told.replace('{S}', f'{{{side}}}')}".rstrip()
    lines = (f"{entry} ({arrive:g}s)", *data.of(lying=here.lying))
    return _block("scan", data, first.position, lines, first.side if told and first.side else "both")


def _end(last: Block) -> Block:
    """Up, and a few steps."""
    data = portions().end
    return _block("stand", data, data.position, data.of(lying=not positions()[last.position].upright), "both")


def _block(kind: BlockKind, data: Added, position: str, lines: Sequence[str], side: SideMark) -> Block:
    return Block(
        kind=kind,
        title=data.title,
        line=0,
        paragraphs=tuple(paragraph(line, 0)[0] for line in lines),
        position=position,
        side=side,
        action=data.action,
    )


def _rested(block: Block) -> Block:
    """Every rest twice as long: all silence of a rest block, the rest tokens of others."""

    def longer(token: Token) -> Token:
        rest = block.kind == "rest" or token.kind == "rest"
        return replace(token, short=2 * token.short, full=2 * token.full) if rest else token

    lines = (replace(line, tokens=tuple(map(longer, line.tokens))) for line in block.paragraphs)
    return replace(block, paragraphs=tuple(lines))


def _half(block: Block, length: Length, turn: int) -> Block:
    """A movement whose second half is only thought; anything else as it is."""
    total = sum(_repeats(line, length) for line in block.paragraphs)
    if block.kind != "move" or total < 2:
        return block
    texts = portions().thought
    said = paragraph(texts[turn % len(texts)], 0)[0]
    return replace(block, paragraphs=tuple(_thought(block.paragraphs, said, total / 2, length)))


def _thought(lines: Sequence[Paragraph], said: Paragraph, half: float, length: Length) -> Iterator[Paragraph]:
    """The lines, with the sentence as soon as half of the repetitions are done, within a line's silence if need be."""
    done = 0.0
    for line in lines:
        before, done = done, done + _repeats(line, length)
        if not before < half <= done:
            yield line
            continue
        first, rest = _split(line.tokens, half - before, length)
        yield replace(line, tokens=first)
        yield replace(said, tokens=(*said.tokens, *rest))


def _split(
    tokens: Sequence[Token], wanted: float, length: Length
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Tokens up to so many repetitions, and the others; half a repetition more is done than thought."""
    for index, token in enumerate(tokens):
        if token.kind != "repeat":
            continue
        here = token.amount(length)
        if here >= wanted:
            done = float(int(wanted + 0.5))
            parts = [replace(token, short=n, full=n) for n in (done, here - done)]
            return (*tokens[:index], parts[0]), (*(p for p in parts[1:] if p.short), *tokens[index + 1 :])
        wanted -= here
    return tuple(tokens), ()


def _repeats(line: Paragraph, length: Length) -> float:
    return sum(token.amount(length) for token in line.tokens if token.kind == "repeat")
