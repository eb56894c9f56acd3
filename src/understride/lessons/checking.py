"""Is a lesson file one that may be given to a person? Every fault of every version, at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from understride.lessons.format import read
from understride.lessons.lesson import Fault, Lesson
from understride.lessons.pace import FORMAT
from understride.lessons.rules import RULES
from understride.lessons.rules.never import never_words
from understride.lessons.scoring import Score, score
from understride.lessons.strip import numbers, strip
from understride.model import SIDES


def check(path: Path | str) -> tuple[Fault, ...]:
    """The faults of a file, in the order of its lines; grammar first, for the rules need a lesson they can read."""
    lesson, faults = read(Path(path))
    return faults if lesson is None else faults_of(lesson)


def faults_of(lesson: Lesson) -> tuple[Fault, ...]:
    """The faults of a lesson in all its versions; what is wrong in two is said once."""
    found = {
        Fault(file=lesson.file, line=line, rule=rule.id, severity=rule.severity, message=message)
        for one in versions(lesson)
        for rule in RULES
        for line, message in rule.faults(one)
    }
    found |= {
        Fault(file=lesson.file, line=line, rule=id, severity="E", message=message)
        for id, line, message in never_words(lesson)
    }
    return tuple(sorted(found))


def versions(lesson: Lesson) -> Iterator[Score]:
    """Every version of a lesson, each length with each first side, at the pace of the format."""
    for length in lesson.front.lengths:
        if lesson.of(length):
            yield from (score(lesson, side=side, length=length, pace=FORMAT) for side in reversed(SIDES))


def report(path: Path) -> tuple[str, bool]:
    """What the check says of one file, and whether there is an error."""
    lesson, faults = read(path)
    lines: list[str] = []
    if lesson is not None:
        scores = [
            score(lesson, length=length, pace=FORMAT) for length in lesson.front.lengths if lesson.of(length)
        ]
        lines += [strip(one) + "\n" for one in scores[-1:]] + [numbers(one) for one in scores]
        faults = faults_of(lesson)
    bad = errors(faults)
    lines += [f"{'warning ' if fault.severity == 'W' else ''}{fault}" for fault in faults]
    lines.append(f"{path.name}: {len(bad)} errors, {len(faults) - len(bad)} warnings")
    return "\n".join(lines), bool(bad)


def errors(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The faults that must be mended before a lesson is used."""
    return tuple(fault for fault in faults if fault.severity == "E")
