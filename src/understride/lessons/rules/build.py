"""How a lesson is built: what must be there, in which order, on which side (L1, L2, L5–L12, L15, L17, L20–L24)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from understride.lessons.lesson import Block
from understride.lessons.rules.kit import (
    EVERY,
    FLOOR,
    LONG,
    Found,
    before_first_move,
    exchanged,
    has,
    parts_of,
    rule,
    seconds,
    share,
)
from understride.lessons.scoring import Part, Score
from understride.lessons.tables import positions, words

SCAN = {"floor": (45.0, 120.0), "upright": (30.0, 90.0)}  # seconds
LEAST_IMAGINED = 15.0  # seconds
OTHER_SIDE = 0.4  # share of the first side's repetitions
REPETITIONS = (3, 12)  # in one move block
_COMMON = frozenset(
    ("back", "comes", "come", "goes", "little", "each", "side", "both", "from", "once", "then", "standing", "forward")
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


@rule("L8", "E", EVERY)
def other_side(score: Score) -> Iterator[Found]:
    """Every movement of one side is met on the other: 40 % of its repetitions, or thought for 15 s and done once."""
    if score.lesson.front.one_sided:
        last = score.parts[-1].block
        both = ("left", "right", r"\{[AB]\}", "sides?", "the other", "both")
        if not has(last.text, both):
            yield (
                last.line,
                "a one-sided lesson ends by comparing the sides, and this block names none. Ask how they differ.",
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
                f"side {side} has {done[side]} repetitions and side {other} {done[other]}; it needs {share(OTHER_SIDE)} of "
                f'them, or 15 s imagined and one done. Give side {other} a "move" of the same action (the same word in "pair:").',
            )


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
            f"all movement of the {score.length} version starts from {named}; it needs {needed} different starts. "
            'Let something else begin one block ("from:").',
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
                f"{part.repetitions} repetitions in the {score.length} version; a movement needs {low} to {high}. "
                "Vary instead of repeating.",
            )


@rule("L15", "E", EVERY)
def far_from_the_mover(score: Score) -> Iterator[Found]:
    """One question about a place far from the movement; the breath is mentioned twice (once in the short kind)."""
    spoken = " ".join(said.text for said in score.said)
    mentions = len(re.findall(r"\bbreath(?:s|e|es|ing)?\b", spoken, re.IGNORECASE))
    needed = 1 if score.lesson.front.kind == "short" else 2
    if mentions < needed:
        yield (
            1,
            f"the breath is mentioned {mentions} times; it needs {needed}. Ask about it, without a command.",
        )
    if not any(_asks_far(part.block) for part in score.parts):
        yield (
            1,
            "no question is about a place far from what moves. Ask once what the jaw does while the foot presses.",
        )


def _asks_far(block: Block) -> bool:
    table = words()
    if block.kind == "scan":
        return False
    mover = block.start if any(has(block.start, pieces) for pieces in table.parts.values()) else block.action
    here = {part for part, pieces in table.parts.items() if has(mover, pieces)}
    away = [set(row[1:]) for row in table.far if row[0] in here]
    far = set.intersection(*away) if away else set()
    asked = [p.text for p in block.paragraphs if "?" in p.text]
    hiding = tuple(piece for piece in table.hiding if not has(mover, (piece,)))
    return any(has(text, hiding) or any(has(text, table.parts[part]) for part in far) for text in asked)


@rule("L17", "E", EVERY)
def way_out(score: Score) -> Iterator[Found]:
    """A way out early: the first or second move may be smaller or only thought; demanding positions have an easier way."""
    early = parts_of(score, "move")[:2]
    table = words()
    accepted = table.way_out + (table.small if score.lesson.front.kind == "short" else ())
    if early and not any(has(part.block.text, accepted) for part in early):
        yield (
            early[0].block.line,
            'no way out in the first two moves. Say in one of them: "smaller, or only think it".',
        )
    for part in score.parts:
        block = part.block
        ground = positions()[block.position].ground if block.position else "stand"
        demanding = ground in ("front", "kneel") or has(f"{block.text} {block.action}", table.demanding)
        if demanding and block.kind in ("move", "scan") and not has(block.text, table.easier):
            yield (
                block.line,
                "this position is demanding and no easier way is spoken. Offer one in this block.",
            )


@rule("L21", "E", LONG)
def closes_the_loop(score: Score) -> Iterator[Found]:
    """The last block names walking or running, as a question or a permission, never as a task."""
    part = score.parts[-1]
    if not has(part.block.text, ("walk", "walking", "run", "running", "jog", "steps?")):
        yield (
            part.block.line,
            "the last block names neither walking nor running. Let the person walk, and ask one question.",
        )
    for said in part.said:
        runs = has(said.text, ("run", "running", "runs", "jog", "jogging"))
        if runs and not said.question and not has(said.text, words().run_permission):
            yield (
                said.line,
                'this tells how to run. Ask, or give leave: "On your next run, you could ask that once."',
            )


@rule("L20", "E", EVERY)
def both_versions(score: Score) -> Iterator[Found]:
    """Where one side is first, both sides are spoken of: a lesson with an A has a B, or says why it is one-sided."""
    written = " ".join(said.written for said in score.said)
    if "{A}" in written and "{B}" not in written and not score.lesson.front.one_sided:
        yield 1, '"{A}" is said and "{B}" never. Let the other side be met, or say why not in "one_sided:".'
    if "{B}" in written and "{A}" not in written:
        yield 1, '"{B}" is said and "{A}" never. The first side is {A}.'


@rule("L23", "E", FLOOR)
def comfort(score: Score) -> Iterator[Found]:
    """On the back, something under the head and bent knees are offered once."""
    backs = {p.block.position for p in score.parts if p.block.position.startswith("back-")}
    text = " ".join(said.written for said in score.said)
    if backs and not has(
        text, ("(under|beneath|below) (your|the) head", "head (supported|on something|on a)")
    ):
        yield 1, "lying on the back, nothing under the head is offered. Offer it once."
    if "back-long" in backs and not has(
        text, ("knees? [^.?!]*(bent|bend)", "(bend|bent)[^.?!]*knees?", "legs? [^.?!]*bent")
    ):
        yield 1, "lying with long legs, bent knees are never offered. Offer them once."


@rule("L24", "W", LONG)
def reversible(score: Score) -> Iterator[Found]:
    """Once, the person is asked whether they could stop and turn back on the way."""
    if not any(said.question and has(said.text, words().reversal) for said in score.said):
        yield (
            1,
            'nobody is asked whether they could turn back on the way. Ask it once: "Could you stop anywhere, and turn back?"',
        )


RULES = (
    scan_first,
    reference_first_and_last,
    rest_is_rest,
    a_constraint,
    imagined,
    other_side,
    complete,
    who_starts_changes,
    variation,
    far_from_the_mover,
    way_out,
    both_versions,
    closes_the_loop,
    comfort,
    reversible,
)
