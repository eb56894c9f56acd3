"""How a lesson is built: what must be there, and in which order (L1, L2, L5–L7, L10–L12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from understride.lessons.lesson import Block
from understride.lessons.rules.kit import (
    EVERY,
    LONG,
    Found,
    before_first_move,
    has,
    parts_of,
    rule,
    seconds,
)
from understride.lessons.scoring import Score
from understride.lessons.tables import positions, words

SCAN = {"floor": (45.0, 120.0), "upright": (30.0, 90.0)}  # seconds
LEAST_IMAGINED = 15.0  # seconds
REPETITIONS = (3, 12)  # in one move block
_COMMON = frozenset(
    (
        "back",
        "comes",
        "come",
        "goes",
        "little",
        "each",
        "side",
        "both",
        "from",
        "once",
        "then",
        "standing",
        "forward",
    )
)


@rule("L1", "E", LONG)
def scan_first(score: Score) -> Iterator[Found]:
    """A scan before the first move: long enough, three questions, contact, both sides and breath, no movement."""
    scans = [part for part in before_first_move(score) if part.block.kind == "scan"]
    if not scans:
        yield (
            1,
            'there is no "scan" block before the first "move". Put one there: nobody can compare without a before.',
        )
        return
    line, text = scans[0].block.line, " ".join(part.block.text for part in scans)
    low, high = SCAN[score.lesson.front.kind]
    taken = sum(part.seconds for part in scans)
    if not low <= taken <= high:
        yield (
            line,
            f"the scan takes {seconds(taken)} ({score.length}); it needs {low:.0f} to {high:.0f} s. Change its pauses.",
        )
    asked = sum(said.question for part in scans for said in part.said)
    if asked < 3:
        yield (
            line,
            f"the scan asks {asked} questions; it needs 3 or more. Ask about contact, the two sides, the breath.",
        )
    if any(part.repetitions for part in scans):
        yield (
            line,
            "the scan asks for movement (a repetition token). Move it into a block of its own, or give plain seconds.",
        )
    two_sides = has(text, ("left", "right", r"\{[AB]\}", "sides?", "both", "one", "either", "two"))
    for named, there in (
        ("contact with the floor or chair", has(text, words().contact)),
        ("a difference between the two sides", two_sides),
        ("the breath", has(text, ("breath", "breathing", "breathe"))),
    ):
        if not there:
            yield line, f"the scan never asks about {named}. Add a question about it."


@rule("L2", "E", EVERY)
def reference_first_and_last(score: Score) -> Iterator[Found]:
    """A reference movement before the first move and again in the last block, upright, both sides."""
    before = [part for part in before_first_move(score) if part.block.kind == "reference"]
    last = score.parts[-1].block
    if not before:
        yield (
            1,
            'there is no "reference" block before the first "move". Let one easy upright movement be met there.',
        )
    if not last.reference:
        yield last.line, 'the last block does not say "reference: true". Repeat the reference movement there.'
    if not before or not last.reference:
        return
    upright = score.lesson.id == "flare-lying"
    for block in [part.block for part in before] + [last]:
        if block.position and not upright and not positions()[block.position].upright:
            yield (
                block.at("position"),
                f"the reference is in {block.position!r}; it needs an upright position both times.",
            )
    sides = {part.block.side for part in before}
    if score.lesson.front.kind != "short" and "both" not in sides and not {"A", "B"} <= sides:
        yield before[0].block.line, "the reference is met on one side only. Let it have both sides."
    named = _content(score.lesson.front.reference)
    for block in (before[0].block, last):
        if not named & _content(f"{block.text} {block.action}"):
            said = ", ".join(sorted(named))
            yield (
                block.line,
                f'this block speaks of none of: {said} (the field "reference"). Say the same movement both times.',
            )


def _content(text: str) -> set[str]:
    """The telling words of a text, without their endings."""
    found = re.findall(r"[a-z]{4,}", text.lower())
    return {re.sub(r"(ing|es|s)$", "", word) for word in found if word not in _COMMON}


@rule("L5", "W", LONG)
def rest_is_rest(score: Score) -> Iterator[Found]:
    """A rest asks two questions at most and sets no task."""
    for part in parts_of(score, "rest"):
        asked = sum(said.question for said in part.said)
        if asked > 2:
            yield part.block.line, f"this rest asks {asked} questions; two are plenty. Cut one."
        if part.repetitions or has(part.block.text, ("while you rest", "meanwhile", "at the same time")):
            yield (
                part.block.line,
                "this rest sets a task. Let it be a rest, or make the task a block of its own.",
            )


@rule("L6", "E", EVERY)
def a_constraint(score: Score) -> Iterator[Found]:
    """At least one move leaves something out or ties two things together, as the rule of a game."""
    if not any(part.block.constraint for part in parts_of(score, "move")):
        yield (
            1,
            'no "move" block has a "constraint". Take the habitual way away once: palms together, nose to one spot.',
        )


@rule("L7", "E", LONG)
def imagined(score: Score) -> Iterator[Found]:
    """At least one movement is imagined for 15 s or more, and then done."""
    thought = parts_of(score, "imagine")
    if not thought:
        yield 1, 'there is no "imagine" block. Let one movement be met in thought before it is done.'
    for part in thought:
        if part.seconds < LEAST_IMAGINED:
            taken = seconds(part.seconds)
            yield (
                part.block.line,
                f"the imagined movement lasts {taken} ({score.length}); it needs 15 s. Add a repetition.",
            )
        following = [p.block.kind for p in score.parts[score.parts.index(part) + 1 :]]
        done = next((kind for kind in following if kind not in ("rest", "imagine")), None)
        if done != "move":
            yield part.block.line, 'nothing is done after this is imagined. Let a "move" block follow it.'


@rule("L10", "E", EVERY)
def complete(score: Score) -> Iterator[Found]:
    """Every block has position, side and action; a movement also who starts, tempo and repetitions."""
    for part in score.parts:
        block = part.block
        moving = block.kind in ("move", "imagine")
        needed: dict[str, object] = {"position": block.position, "side": block.side, "action": block.action}
        needed |= {"from": block.start} if moving else {}
        needed |= {"tempo": block.tempo} if moving or _repeats(block) else {}
        missing = [key for key, value in needed.items() if not value]
        if missing:
            yield (
                block.line,
                f"this block has no {', '.join(missing)}. Add the line{'s' * (len(missing) > 1)} below the heading.",
            )
        if moving and not _repeats(block):
            yield (
                block.line,
                'this block repeats nothing. Put a token such as "(x3)" where the listener moves.',
            )


def _repeats(block: Block) -> bool:
    return any(token.kind == "repeat" for paragraph in block.paragraphs for token in paragraph.tokens)


@rule("L11", "E", LONG)
def who_starts_changes(score: Score) -> Iterator[Found]:
    """Who starts changes: two different starts in the short version, three in the full one or from 15 minutes on."""
    starts = {part.block.start.lower() for part in parts_of(score, "move") if part.block.start}
    needed = 3 if score.length == "full" or score.lesson.front.wanted(score.length) >= 900 else 2
    if len(starts) < needed:
        named = ", ".join(sorted(starts)) or "nothing"
        yield (
            1,
            (
                f"all movement of the {score.length} version starts from {named}; it needs {needed} different starts. "
                'Let something else begin one block ("from:").'
            ),
        )


@rule("L12", "E", LONG)
def variation(score: Score) -> Iterator[Found]:
    """No two moves are the same, and each has 3 to 12 repetitions."""
    seen: dict[tuple[str, str | None, str], Block] = {}
    low, high = REPETITIONS
    for part in parts_of(score, "move"):
        block = part.block
        key = (block.action.lower(), block.side, block.constraint.lower())
        if key in seen:
            yield (
                block.line,
                f"action, side and constraint are those of line {seen[key].line}. Vary one of them, or cut the block.",
            )
        seen.setdefault(key, block)
        if not low <= part.repetitions <= high:
            yield (
                block.line,
                (
                    f"a movement needs {low} to {high} repetitions and has {part.repetitions} in the "
                    f"{score.length} version. Vary instead of repeating."
                ),
            )


RULES = (
    scan_first,
    reference_first_and_last,
    rest_is_rest,
    a_constraint,
    imagined,
    complete,
    who_starts_changes,
    variation,
)
