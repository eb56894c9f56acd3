"""What machines hear in the rendered lessons: lengths, silences, levels, sizes, and what a recogniser understands.

python -m revalidation.voice [LESSON …]     writes docs/tables/voice.md (all lessons where none is named)
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from revalidation.recogniser import LIBRARY, LOOSE, OPEN, Understood, mostly_missed, share_missed, understand

from understride.interview import Answers, Cleared, Person, gate
from understride.lessons import open_lesson
from understride.lessons.format import read
from understride.lessons.lesson import Lesson
from understride.lessons.scoring import score
from understride.lessons.tokens import count_words
from understride.lessons.voice.captions import tags
from understride.lessons.voice.choice import NAMES, voice_named
from understride.lessons.voice.id3 import id3
from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.lexicon import lexicon
from understride.lessons.voice.listening import Heard, decoded, heard
from understride.lessons.voice.mp3 import mp3
from understride.lessons.voice.rendering import Rendered, render
from understride.lessons.voice.speaking import Speaker, speaker
from understride.model import Side

LIBRARY_FOLDER = Path(__file__).parents[1] / "src/understride/lessons/library"
PLACE = Path(__file__).parents[1] / "docs/tables/voice.md"
COMMAND = "python -m revalidation.voice"
PROCESSES = 2
_TODAY = dt.date(2026, 1, 1)
_TASKS = 16
MOST_SHOWN_OFF = 0.03  # of the minutes heard


@dataclass(frozen=True, slots=True)
class Row:
    """One version of a lesson as heard in its MP3. shown: seconds that were said before it was spoken."""

    name: str
    seconds: float
    shown: float
    speech: float
    words: int
    megabytes_an_hour: float
    heard: Heard
    faults: tuple[str, ...]


def cleared() -> Cleared:
    """What the gate says to someone who has nothing that speaks against lessons."""
    answers = Answers(
        schema="understride.answers/1",
        today=_TODAY,
        runner=Person(age=35),
        complaints=(),
        facts={},
        facts_otherwise="no",
    )
    outcome = gate(answers, today=_TODAY)
    assert isinstance(outcome, Cleared)
    return outcome


def lessons(names: Sequence[str]) -> list[Lesson]:
    """The lessons of the library, or those named."""
    files = sorted(LIBRARY_FOLDER.glob("*.lesson.md"))
    found = [read(file)[0] for file in files if not names or file.name.removesuffix(".lesson.md") in names]
    return [lesson for lesson in found if lesson is not None]


def sentences(all_lessons: Iterable[Lesson]) -> tuple[str, ...]:
    """Every sentence of every version, once."""
    return tuple(
        sorted(
            {
                said.text
                for lesson in all_lessons
                for length in lesson.front.lengths
                for side in (Side.RIGHT, Side.LEFT)
                for said in score(lesson, side=side, length=length).said
            }
        )
    )


def versions(task: tuple[Cleared, Speaker, Lesson]) -> list[Row]:
    """Render and hear every version of a lesson. A task for one process."""
    allowed, ready, lesson = task
    rendered = (
        render(open_lesson(allowed, lesson, side=side, length=length), speaker=ready)
        for length in lesson.front.lengths
        for side in (Side.RIGHT, Side.LEFT)
    )
    return [row(allowed, one) for one in rendered]


def row(allowed: Cleared, rendered: Rendered) -> Row:
    """What is heard in one version, decoded from its MP3."""
    file = mp3(rendered)
    tag = len(id3(tags(rendered), rendered.timeline))
    result = heard(decoded(allowed, file, rendered.rate), rendered.rate, rendered.timeline)
    one = rendered.score
    faults = result.faults(rendered.timeline)
    shown = score(one.lesson, side=one.side, length=one.length).seconds
    if abs(shown / rendered.timeline.seconds - 1) > MOST_SHOWN_OFF:
        faults = (*faults, f"shown as {shown / 60:.2f} minutes")
    return Row(
        name=f"{one.lesson.id}, {one.length}, {one.side.value}",
        seconds=rendered.timeline.seconds,
        shown=shown,
        speech=one.speech,
        words=sum(count_words(said.text) for said in one.said),
        megabytes_an_hour=(len(file) - tag) / rendered.timeline.seconds * 3600 / 1e6 + tag / 1e6,
        heard=result,
        faults=faults,
    )


def page(rows: Sequence[Row], understood: Sequence[Understood], ready: Speaker) -> str:
    """The tables."""
    speech, words = sum(r.speech for r in rows), sum(r.words for r in rows)
    faulty = [f"{r.name}: {'; '.join(r.faults)}" for r in rows if r.faults]
    lines = [
        "# The voice, heard by machines",
        "",
        f"Made by `{COMMAND}`; do not edit. Voice {ready.voice.name}, one gain of {ready.gain:+.2f} dB for all its",
        f"sentences, {ready.rate // 1000} kHz, MP3 at 24 kbit/s, decoded by libsndfile. {len(rows)} versions,",
        f"{sum(r.seconds for r in rows) / 3600:.1f} h; {words / speech:.2f} words a second within sentences.",
        "Asked: -19 ± 1 LUFS, true peak ≤ -1.5 dBTP, every edge of every sentence within 50 ms of the score,",
        "minutes shown before it was spoken within 3 % of those heard.",
        "",
        f"Out of bounds: {len(faulty)}.",
        *(f"- {fault}" for fault in faulty),
        "",
        "| lesson, length, side | minutes | shown before, % off | speech % | LUFS | peak, dBTP | edge, ms | MB/h |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(r) for r in rows),
        "",
        *_recognised(understood),
        "",
        f"Lexicon: {', '.join(lexicon())}.",
        "",
    ]
    return "\n".join(lines)


def _line(r: Row) -> str:
    off = 100 * (r.shown / r.seconds - 1)
    return (
        f"| {r.name} | {r.seconds / 60:.2f} | {off:+.1f} | {100 * r.speech / r.seconds:.0f} | "
        f"{r.heard.loudness:.1f} | {r.heard.peak:.1f} | {1000 * r.heard.off:.0f} | {r.megabytes_an_hour:.1f} |"
    )


def _recognised(understood: Sequence[Understood]) -> list[str]:
    chosen = [pair for one in understood for pair in one.chosen]
    wrong = [one for one in understood if any(written != picked for written, picked in one.chosen)]
    lines = [
        "## Understood by a recogniser",
        "",
        f"{len(understood)} unique sentences, pocketsphinx 5. `library` knows which words follow one another in the",
        "lessons; `loose` knows the words alone, in no order, and so hears small words badly; `open` is the",
        "recogniser's own model of written English, on a sample. A word is judged by all its occurrences.",
        "",
        "| expectation | words missed % | words missed in most of their occurrences (missed of occurrences) |",
        "|---|---|---|",
    ]
    for name in (LIBRARY, LOOSE):
        lost = ", ".join(f"{word} {a} of {b}" for word, a, b in mostly_missed(understood, name) if b > 1)
        lines.append(f"| {name} | {100 * share_missed(understood, name):.1f} | {lost or 'none'} |")
    lines.append(f"| {OPEN} | {100 * share_missed(understood, OPEN):.1f} | (a sample) |")
    once = [word for word, _, b in mostly_missed(understood, LIBRARY) if b == 1]
    lines += [
        "",
        f"Words that occur once and were missed ({LIBRARY}): {', '.join(once) or 'none'}.",
        "",
        f"Sides and numbers, chosen among their like: {sum(a == b for a, b in chosen)} of {len(chosen)} right.",
        *(f"- {one.text} → {', '.join(f'{a}: {b}' for a, b in one.chosen if a != b)}" for one in wrong),
    ]
    return lines


def main() -> None:
    """Render, hear, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--out", type=Path, default=PLACE)
    parser.add_argument("--voice", choices=NAMES, default=NAMES[0])
    asked = parser.parse_args()
    chosen = lessons(asked.lessons)
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(Path(folder))
        ready = speaker(voice_named(asked.voice, kept), kept)
        texts = sentences(chosen)
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            made = pool.map(versions, [(cleared(), ready, lesson) for lesson in chosen])
            rows = [row for rows in made for row in rows]
            tasks = [(ready, texts, range(start, len(texts), _TASKS)) for start in range(_TASKS)]
            understood = [one for some in pool.map(understand, tasks) for one in some]
        asked.out.write_text(page(rows, understood, ready), encoding="utf-8")


if __name__ == "__main__":
    main()
