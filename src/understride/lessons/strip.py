"""A lesson's score as a picture of characters: what is spoken, moved, rested, and what the numbers say."""

from __future__ import annotations

from collections.abc import Iterator

from understride.lessons.rules.timing import longest_work
from understride.lessons.scoring import Part, Pause, Said, Score
from understride.lessons.tokens import count_words

CELL = 4.0  # seconds in one character
KEY = "# speech   ~ movement   - rest   . silence   (one character is 4 s)"


def strip(score: Score) -> str:
    """One line per block: when it begins, what it is, and its seconds as characters."""
    lines = [f"{score.lesson.id}, {score.name}: {clock(score.seconds)}", KEY]
    lines += [
        f"{clock(part.start):>6}  {part.block.kind:<9}  {_label(part):<34} {_cells(part)}"
        for part in score.parts
    ]
    return "\n".join(lines)


def numbers(score: Score) -> str:
    """What the score says in numbers: rest, silence, questions, sentences, repetitions of the two sides."""
    counts = [count_words(said.written) for said in score.said]
    done = {side: sum(p.repetitions for p in score.parts if p.block.side == side) for side in "AB"}
    asked = sum(said.question for said in score.said)
    worked, _ = longest_work(score)
    return (
        f"{score.length}: {score.seconds / 60:.1f} min"
        f"{' (estimated)' if score.estimated else ''} · "
        f"rest {100 * score.rest:.0f} % · silence {100 * score.silence:.0f} % · "
        f"{asked} questions in {len(counts)} sentences ({100 * score.questions:.0f} %) · "
        f"sentence {sum(counts) / len(counts):.1f} words, longest {max(counts)} · "
        f"repetitions A/B {done['A']}/{done['B']} · longest work without a rest {worked:.0f} s"
    )


def clock(seconds: float) -> str:
    """Minutes and seconds: 3:07."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _label(part: Part) -> str:
    mark = f"{part.block.side} " if part.block.side in ("A", "B") else ""
    text = mark + part.title
    return text if len(text) <= 34 else text[:33] + "…"


def _cells(part: Part) -> str:
    cells = max(1, round(part.seconds / CELL))
    return "".join(_cell(part, part.start + (i + 0.5) * part.seconds / cells) for i in range(cells))


def _cell(part: Part, when: float) -> str:
    event = next((e for e in _events(part) if e.start <= when <= e.end), None)
    if isinstance(event, Said):
        return "#"
    if isinstance(event, Pause) and event.kind == "repeat":
        return "~"
    resting = part.block.kind == "rest" or (isinstance(event, Pause) and event.kind == "rest")
    return "-" if resting else "."


def _events(part: Part) -> Iterator[Said | Pause]:
    yield from part.events
