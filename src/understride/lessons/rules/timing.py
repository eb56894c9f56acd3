"""What the score says about time: tempo, rests, silences, changes of position (L3, L4, L9, L16, L18, L19)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from understride.lessons.lesson import Block
from understride.lessons.rules.kit import (
    EVERY,
    LONG,
    Found,
    has,
    parts_of,
    rule,
    seconds,
    share,
)
from understride.lessons.scoring import Part, Pause, Said, Score
from understride.lessons.tables import changes, exempt, positions, words

SLOW = {True: 6.0, False: 4.0}  # seconds per repetition: lying, upright
SLOW_SHORT, TO_AND_FRO = 3.0, 2.0
REST = {"floor": (0.15, 0.35), "upright": (0.08, 0.30)}  # share of the time
LEAST_REST, LONG_REST = 15.0, 40.0  # seconds
LONGEST_WORK = {"floor": 240.0, "upright": 180.0}  # seconds between rests
SILENCE = {"floor": 0.55, "upright": 0.45, "short": 0.35}  # least share
LONGEST_SPEECH, BREAK = 14.0, 1.0  # seconds
BEFORE_FIRST = 25.0  # seconds of speech before the first repetition
TOLERANCE = 0.10  # of the promised time
WALKING = 20.0  # seconds


@rule("L3", "E", EVERY)
def small_and_slow(score: Score) -> Iterator[Found]:
    """Slow: 6 s lying, 4 s upright, 3 s in the short kind, but for one late to-and-fro; and small, said early."""
    quick = 0
    for part in score.parts:
        block, least = part.block, _least_tempo(score, part.block)
        if block.tempo is None or block.tempo >= least:
            continue
        late = part.start >= score.seconds * 2 / 3
        if block.tempo >= TO_AND_FRO and "to and fro" in block.action.lower() and late and not quick:
            quick += 1
            continue
        yield (
            block.at("tempo"),
            (
                f"{block.tempo:g} s for one repetition; it needs {least:g} s here. Slow it down; only one block whose "
                'action says "to and fro", in the last third, may be quicker (2 s).'
            ),
        )
    moves = parts_of(score, "move")
    if moves:
        early = " ".join(paragraph.text for paragraph in moves[0].block.paragraphs[:3])
        if not has(early, words().small):
            yield (
                moves[0].block.line,
                'the first movement does not say how small. Say "a little" or "half" in its first three lines.',
            )


def _least_tempo(score: Score, block: Block) -> float:
    for free in exempt():
        named = free.block is not None and free.block.lower() in block.title.lower()
        if (free.lesson, free.rule) == (score.lesson.id, "L3") and named and free.limit is not None:
            return free.limit
    if score.lesson.front.kind == "short":
        return SLOW_SHORT
    return SLOW[positions()[block.position].lying if block.position else False]


@rule("L4", "E", LONG)
def rest_share(score: Score) -> Iterator[Found]:
    """Enough rest and not too much; each of 15 s or more, one of 40 s on the floor; no long work without one."""
    kind = score.lesson.front.kind
    low, high = REST[kind]
    if not low <= score.rest <= high:
        todo = "Lengthen rests or add one." if score.rest < low else "Shorten rests or add movement."
        yield (
            1,
            f"{share(score.rest)} rest in the {score.length} version; it needs {share(low)} to {share(high)}. {todo}",
        )
    longest = 0.0
    for part in score.parts:
        for taken, line in _rests(part):
            longest = max(longest, taken)
            if taken < LEAST_REST:
                yield (
                    line,
                    f"this rest lasts {seconds(taken)} ({score.length}); a rest needs 15 s. Lengthen it.",
                )
    if kind == "floor" and longest < LONG_REST:
        yield (
            1,
            f"the longest rest of the {score.length} version is {seconds(longest)}; one needs 40 s. Lengthen one.",
        )
    worked, line = longest_work(score)
    if worked > LONGEST_WORK[kind]:
        yield (
            line,
            (
                f"{seconds(worked)} of movement without a rest ({score.length}); at most {LONGEST_WORK[kind]:.0f} s. "
                "Put a rest before this."
            ),
        )


def _rests(part: Part) -> list[tuple[float, int]]:
    """Seconds and line of each rest in a part."""
    if part.block.kind == "rest":
        return [(part.seconds, part.block.line)]
    return [(pause.seconds, pause.line) for pause in part.pauses if pause.kind == "rest"]


def longest_work(score: Score) -> tuple[float, int]:
    """The longest time in seconds of moving and imagining between rests, and the line of its last block."""
    worked, longest, line = 0.0, 0.0, 1
    for part in score.parts:
        if part.block.kind == "rest":
            worked = 0.0
        if part.block.kind not in ("move", "imagine"):
            continue
        for event in part.events:
            rests = isinstance(event, Pause) and event.kind == "rest"
            worked = 0.0 if rests else worked + event.end - event.start
            if worked > longest:
                longest, line = worked, part.block.line
    return longest, line


@rule("L9", "E", LONG)
def ends_standing(score: Score) -> Iterator[Found]:
    """The last block is a stand block that ends with walking for 20 s; coming up from lying has 20 s of silence."""
    last = score.parts[-1]
    if last.block.kind != "stand":
        yield (
            last.block.line,
            'the last block is not a "stand" block. End upright: reference again, then walking.',
        )
        return
    walked = walking_time(last)
    if walked < WALKING:
        yield (
            last.block.line,
            f"the end has {seconds(walked)} of walking ({score.length}); it needs 20 s. Lengthen its silences.",
        )


def walking_time(part: Part) -> float:
    """Seconds of silence from the first word of walking or running on; all but repetitions where one walks anyway."""
    walking = part.block.position in ("walk", "run")
    start: float | None = part.start if walking else None
    taken = 0.0
    for event in part.events:
        if isinstance(event, Said) and start is None and _walks(event.text):
            start = event.start
        if isinstance(event, Pause) and start is not None and not (walking and event.kind == "repeat"):
            taken += event.seconds
    return taken


def _walks(text: str) -> bool:
    walks = re.search(r"\b(walk(ing)?|jog(ging)?|steps|run(ning)?)\b", text, re.IGNORECASE)
    return (
        walks is not None and re.search(r"\b(next|your|a|ordinary) (run|walk)\b", text, re.IGNORECASE) is None
    )


@rule("L16", "E", LONG)
def changes_of_position(score: Score) -> Iterator[Found]:
    """A change of position is spoken, with silence enough to do it."""
    for before, part in zip(score.parts, score.parts[1:], strict=False):
        needed = _needed(before, part)
        given = _settling(part)
        if given < needed:
            yield (
                part.block.line,
                (
                    f"from {before.block.position!r} to {part.block.position!r} needs {seconds(needed)} of silence, "
                    f'and has {seconds(given)} before its first question or repetition. Say it, then "({needed:.0f}s)".'
                ),
            )


def _needed(before: Part, part: Part) -> float:
    """Seconds that the change between two parts needs."""
    old, new = before.block.position, part.block.position
    if not old or not new:
        return 0.0
    turned = {before.block.side, part.block.side} == {"A", "B"} and old == new == "side"
    same = old == new and not turned
    return 0.0 if same else changes().get((positions()[old].ground, positions()[new].ground), 0.0)


def _settling(part: Part) -> float:
    """Seconds of plain silence before the first question, repetition or breath."""
    taken = 0.0
    for event in part.events:
        if isinstance(event, Said) and event.question:
            break
        if isinstance(event, Pause):
            if event.kind in ("repeat", "breath"):
                break
            taken += event.seconds if event.kind in ("silence", "rest") else 0.0
    return taken


@rule("L18", "E", EVERY)
def honest_minutes(score: Score) -> Iterator[Found]:
    """The score lasts what the front matter promises, within a tenth."""
    front = score.lesson.front
    wanted = front.wanted(score.length)
    if wanted and abs(score.seconds - wanted) > TOLERANCE * wanted:
        unit = f"{score.seconds:.0f} s" if front.kind == "short" else f"{score.seconds / 60:.1f} min"
        nearest = f"{score.seconds:.0f}" if front.kind == "short" else f"{score.seconds / 60:.0f}"
        promised = f"{wanted:.0f} s" if front.kind == "short" else f"{wanted / 60:.0f}"
        yield (
            score.lesson.at("seconds" if front.kind == "short" else "minutes"),
            f"the {score.length} version lasts {unit} and promises {promised}: over a tenth apart. Write {nearest}.",
        )


@rule("L19", "E", EVERY)
def silence(score: Score) -> Iterator[Found]:
    """Mostly silence; no long speech without a break, nor before the first repetition."""
    least = SILENCE[score.lesson.front.kind]
    if score.silence < least:
        yield (
            1,
            (
                f"silence is {share(score.silence)} of the {score.length} version; it needs {share(least)}. "
                "Cut words or lengthen pauses."
            ),
        )
    for part in score.parts:
        yield from _long_speech(part)
        spoken = _spoken_before_first(part)
        if spoken is not None and spoken > BEFORE_FIRST:
            yield (
                part.block.line,
                f"{seconds(spoken)} of speech before the first repetition; at most 25 s. Begin moving earlier.",
            )


def _long_speech(part: Part) -> Iterator[Found]:
    spoken = 0.0
    for event in part.events:
        if isinstance(event, Said):
            before, spoken = spoken, spoken + event.end - event.start
            if before <= LONGEST_SPEECH < spoken:
                yield (
                    event.line,
                    f"{seconds(spoken)} of speech without a second of silence; at most 14 s. Put a pause between.",
                )
        elif event.seconds >= BREAK - 1e-9:
            spoken = 0.0


def _spoken_before_first(part: Part) -> float | None:
    """Seconds of speech before the first repetition; None where nothing is repeated."""
    spoken = 0.0
    for event in part.events:
        if isinstance(event, Pause) and event.kind == "repeat":
            return spoken
        spoken += event.end - event.start if isinstance(event, Said) else 0.0
    return None


RULES = (small_and_slow, rest_share, ends_standing, changes_of_position, honest_minutes, silence)
