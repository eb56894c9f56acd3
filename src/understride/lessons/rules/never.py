"""The words no lesson says (N1–N12), and those no text of the product says (words/forbidden.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from understride.lessons.lesson import Front, Lesson
from understride.lessons.rules.kit import excused, shown
from understride.lessons.tables import Never, allowed, never
from understride.words import lint

NamedFound = tuple[str, int, str]  # rule, line, message


def texts(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Every text of a lesson that a person hears or reads, with its line."""
    front: Front = lesson.front
    yield from ((lesson.at(key), getattr(front, key)) for key in ("title", "learn", "reference"))
    for key in ("props", "run_questions", "walk_questions", "card"):
        yield from ((lesson.at(key), text) for text in getattr(front, key))
    if front.one_sided:
        yield lesson.at("one_sided"), front.one_sided
    for block in lesson.blocks:
        yield from shown(block)


def never_words(lesson: Lesson) -> Iterator[NamedFound]:
    """Every forbidden word of a lesson, with the id of its rule."""
    for line, text in texts(lesson):
        for id, message in says(text):
            if excused(lesson.id, id) is None:
                yield id, line, message


@cache
def says(text: str) -> tuple[tuple[str, str], ...]:
    """The rules one text breaks, with a message each; allowed sentences break none."""
    for free in allowed():
        text = text.replace(free.text, " ")
    flat = text.replace("’", "'")
    found: list[tuple[str, str]] = []
    for rule, patterns in _compiled():
        hit = next((match for pattern in patterns if (match := pattern.search(flat))), None)
        if hit:
            found.append((rule.id, _message(hit[0].strip(), rule.why, rule.instead)))
    if not found:
        found = [
            (f.rule, f"{f.found!r} is not said anywhere. Write instead: {f.instead}") for f in lint(flat)
        ]
    return tuple(found)


def _message(words: str, why: str, instead: str) -> str:
    return f"{words!r} is not said in a lesson. {why} {instead}"


@cache
def _compiled() -> tuple[tuple[Never, tuple[re.Pattern[str], ...]], ...]:
    return tuple((row, tuple(re.compile(p, re.IGNORECASE) for p in row.patterns)) for row in never())
