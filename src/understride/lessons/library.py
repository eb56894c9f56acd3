"""The lessons of the package: every file of `library/`, read and known by its id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from understride.knowledge.shape import nearest
from understride.lessons.format import SUFFIX, read
from understride.lessons.lesson import Lesson
from understride.model import RequestError

LIBRARY = Path(__file__).parent / "library"


@cache
def load_library() -> Mapping[str, Lesson]:
    """Every lesson of the package by its id, in the order of ids."""
    found: dict[str, Lesson] = {}
    for path in sorted(LIBRARY.glob(f"*{SUFFIX}"), key=lambda path: path.name.removesuffix(SUFFIX)):
        read_one, faults = read(path)
        if read_one is None:
            raise RequestError(
                found="; ".join(map(str, faults)),
                needed="lesson files as the format says",
                do="Run the check on the file and mend what it names.",
            )
        found[read_one.id] = read_one
    return MappingProxyType(found)


def lesson(id: str) -> Lesson:
    """The lesson with this id."""
    library = load_library()
    if id not in library:
        raise RequestError(
            found=f"no lesson is called {id!r}{nearest(id, list(library))}",
            needed=f"one of {', '.join(library)}",
            do="List them with: understride lesson list.",
        )
    return library[id]
