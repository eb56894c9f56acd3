"""No two lessons are the same one with other words: sentences that lessons share (L41)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from understride.lessons.lesson import Fault, Lesson
from understride.lessons.tables import DATA

MOST_LESSONS = 3  # that may say one sentence
MOST_SHARED = 0.10  # of the smaller lesson's sentences
MOST_SAFETY = 15  # sentences in the list


def shared_faults(lessons: Iterable[Lesson]) -> tuple[Fault, ...]:
    """What lessons say in the same words, beyond the sentences of safety and of coming up."""
    library = tuple(lessons)
    said = {lesson.id: _sentences(lesson) for lesson in library}
    return tuple(sorted((*_often(library, said), *_alike(library, said))))


@cache
def safety_sentences() -> frozenset[str]:
    """The sentences that many lessons may share."""
    text = (DATA.parent / "library" / "shared-sentences.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _sentences(lesson: Lesson) -> dict[str, int]:
    """Every sentence of a lesson but the shared ones, with the line where it first stands."""
    found: dict[str, int] = {}
    for block in lesson.blocks:
        for paragraph in block.paragraphs:
            for sentence in paragraph.sentences:
                if sentence not in safety_sentences():
                    found.setdefault(sentence.replace("{B}", "{A}"), paragraph.line)
    return found


def _family(lesson: Lesson) -> str:
    """A variant belongs to the lesson it varies, and shares its frame on purpose."""
    return lesson.front.variant_of or lesson.id


def _often(library: tuple[Lesson, ...], said: dict[str, dict[str, int]]) -> Iterator[Fault]:
    where: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in library:
        for sentence in said[lesson.id]:
            where[sentence].append(lesson)
    for sentence, lessons in where.items():
        if len({_family(lesson) for lesson in lessons}) > MOST_LESSONS:
            last = lessons[-1]
            names = ", ".join(lesson.id for lesson in lessons)
            yield _fault(
                last,
                said[last.id][sentence],
                f"{sentence!r} is said in {names}; at most {MOST_LESSONS}. Say it anew.",
            )


def _alike(library: tuple[Lesson, ...], said: dict[str, dict[str, int]]) -> Iterator[Fault]:
    for one, other in combinations(library, 2):
        if _family(one) == _family(other):
            continue
        common = said[one.id].keys() & said[other.id].keys()
        smaller = min(len(said[one.id]), len(said[other.id]))
        if smaller and len(common) > MOST_SHARED * smaller:
            line = min(said[other.id][sentence] for sentence in common)
            yield _fault(
                other,
                line,
                f"{len(common)} of {smaller} sentences are those of {one.id}; at most a tenth. Say them anew.",
            )


def _fault(lesson: Lesson, line: int, message: str) -> Fault:
    return Fault(file=lesson.file, line=line, rule="L41", severity="E", message=message)
