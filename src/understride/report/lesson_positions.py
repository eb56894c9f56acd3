"""The positions that a lesson is drawn with: before, the one that lasts longest, after."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from understride.lessons import Part, Score


def before_main_after(score: Score) -> tuple[Part, ...]:
    """A part in the first position, one in the position that lasts longest, one in the last; one where all agree."""
    parts = [part for part in score.parts if part.block.kind != "rest"] or list(score.parts)
    seconds: Counter[str] = Counter()
    for part in parts:
        seconds[part.block.position] += round(part.end - part.start)
    longest = seconds.most_common(1)[0][0]
    main = next(part for part in parts if part.block.position == longest)
    chosen = (parts[0], main, parts[-1])
    return chosen if len({part.block.position for part in chosen}) > 1 else chosen[:1]


def in_turn(score: Score) -> tuple[Part, ...]:
    """Before, main and after as they follow one another, without one that repeats the position before it."""
    parts = before_main_after(score)
    return tuple(next(same) for _, same in groupby(parts, key=lambda part: part.block.position))
