"""Left and right: both sides are met, and each is named before it moves (L8, L20, L33, L34)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from understride.lessons.lesson import Block
from understride.lessons.rules.kit import EVERY, Found, exchanged, has, parts_of, rule, share, shown
from understride.lessons.scoring import Part, Score

OTHER_SIDE = 0.4  # share of the first side's repetitions
LEAST_IMAGINED = 15.0  # seconds
_SIDE_WORD = re.compile(r"\b(left|right)\b", re.IGNORECASE)


@rule("L8", "E", EVERY)
def other_side(score: Score) -> Iterator[Found]:
    """Every movement of one side is met on the other: 40 % of its repetitions, or thought for 15 s and done once."""
    if score.lesson.front.one_sided:
        last = score.parts[-1].block
        both = ("left", "right", r"\{[AB]\}", "sides?", "the other", "both")
        if not any(said.question and has(said.text, both) for said in score.parts[-1].said):
            yield (
                last.line,
                "a one-sided lesson ends by comparing the sides, and no question here names them. Ask how they differ.",
            )
        return
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts_of(score, "move", "imagine"):
        if part.block.side in ("A", "B"):
            groups[_pair(part.block)].append(part)
    for group in groups.values():
        yield from _both_sides(group)


def _pair(block: Block) -> str:
    """What makes two blocks the same action: the word of `pair`, or the action seen from the first side."""
    if block.pair:
        return f"pair {block.pair}"
    return exchanged(block.action) if block.side == "B" else block.action


def _both_sides(group: list[Part]) -> Iterator[Found]:
    done = {
        side: sum(p.repetitions for p in group if p.block.kind == "move" and p.block.side == side)
        for side in "AB"
    }
    thought = {
        side: sum(p.seconds for p in group if p.block.kind == "imagine" and p.block.side == side)
        for side in "AB"
    }
    for side, other in (("A", "B"), ("B", "A")):
        enough = done[other] >= OTHER_SIDE * done[side] or (
            thought[other] >= LEAST_IMAGINED and done[other] >= 1
        )
        if done[side] and not enough:
            block = next(p.block for p in group if p.block.side == side)
            yield (
                block.line,
                (
                    f"side {side} has {done[side]} repetitions and side {other} {done[other]}; it needs "
                    f'{share(OTHER_SIDE)} of them, or 15 s imagined and one done. Give side {other} a "move" '
                    'of the same action (the same word in "pair:").'
                ),
            )


@rule("L20", "E", EVERY)
def both_versions(score: Score) -> Iterator[Found]:
    """Where one side is first, both sides are spoken of: a lesson with an A has a B, or says why it is one-sided."""
    written = " ".join(said.written for said in score.said)
    if "{A}" in written and "{B}" not in written and not score.lesson.front.one_sided:
        yield 1, '"{A}" is said and "{B}" never. Let the other side be met, or say why not in "one_sided:".'
    if "{B}" in written and "{A}" not in written:
        yield 1, '"{B}" is said and "{A}" never. The first side is {A}.'


@rule("L33", "E", EVERY)
def side_words(score: Score) -> Iterator[Found]:
    """Where a block has a side, only {A} and {B}; where it has both, left and right equally often."""
    for part in score.parts:
        block = part.block
        if block.side in ("A", "B"):
            for line, text in shown(block):
                if found := _SIDE_WORD.search(text):
                    yield (
                        line,
                        f'{found[0]!r} in a block for side {block.side}: write "{{A}}" or "{{B}}".',
                    )
            continue
        found_words = [word.lower() for word in _SIDE_WORD.findall(block.text)]
        left, right = found_words.count("left"), found_words.count("right")
        if left != right:
            yield (
                block.line,
                f'"left" is said {left} times, "right" {right} times. Say both equally often, or use {{A}} and {{B}}.',
            )


@rule("L34", "E", EVERY)
def side_before_movement(score: Score) -> Iterator[Found]:
    """The side is said before anyone moves."""
    for part in score.parts:
        block = part.block
        if block.side not in ("A", "B") or block.kind == "rest":
            continue
        mark = f"{{{block.side}}}"
        said = [p.line for p in block.paragraphs if mark in p.text]
        moved = [p.line for p in block.paragraphs if any(token.kind == "repeat" for token in p.tokens)]
        if moved and not said:
            yield (
                block.line,
                (
                    f'this block is for side {block.side} but never says "{mark}". Name the side before anyone moves: '
                    f'put "to the {mark}" into the sentence in line {moved[0]}.'
                ),
            )
        elif moved and said[0] > moved[0]:
            yield (
                said[0],
                (
                    f'this block is for side {block.side} but "{mark}" is first said after the first repetition. '
                    f'Name the side before anyone moves: put "to the {mark}" into the sentence in line {moved[0]}.'
                ),
            )


RULES = (other_side, both_versions, side_words, side_before_movement)
