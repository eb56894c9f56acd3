"""What the person is offered: ways out, comfort, attention far away, a way back to life (L15, L17, L21, L23, L24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from understride.lessons.lesson import Block
from understride.lessons.rules.kit import EVERY, FLOOR, LONG, Found, has, parts_of, rule
from understride.lessons.scoring import Score
from understride.lessons.tables import positions, words


@rule("L15", "E", EVERY)
def far_from_the_mover(score: Score) -> Iterator[Found]:
    """One question about a place far from the movement; the breath is mentioned twice (once in the short kind)."""
    spoken = " ".join(said.text for said in score.said)
    mentions = len(re.findall(r"\bbreath(?:s|e|es|ing)?\b", spoken, re.IGNORECASE))
    needed = 1 if score.lesson.front.kind == "short" else 2
    if mentions < needed:
        yield (
            1,
            f"the breath needs {needed} mentions and has {mentions}. Ask about it, without a command.",
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
    """A way out early: smaller, or only thought; and an easier way in every demanding position."""
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
            'nobody is asked whether they could turn back. Ask it once: "Could you stop anywhere, and turn back?"',
        )


RULES = (far_from_the_mover, way_out, closes_the_loop, comfort, reversible)
