"""The room's own data files, read strictly; whatever is wrong in one is our mistake and named with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as Folder
from typing import Any, TypeVar

import msgspec

from understride.knowledge.shape import misfits
from understride.knowledge.strict import Document, Plain, parse
from understride.model import RequestError, sealed

HERE = Folder(__file__).parent
T = TypeVar("T")


def records(file: str, kind: type[T]) -> tuple[T, ...]:
    """A file that holds a list of records of one kind, in its order."""
    found: tuple[T, ...] = one(file, tuple[kind, ...])  # type: ignore[valid-type]
    return found


def table(file: str, kind: type[T]) -> Mapping[str, T]:
    """A file that holds records by name, in its order."""
    found: dict[str, T] = one(file, dict[str, kind])  # type: ignore[valid-type]
    return sealed(found)


def mapping(file: str) -> Mapping[str, Any]:
    """A file that holds names and plain values, in its order."""
    return table(file, object)


def one(file: str, kind: Any, *, prepared: Callable[[Plain], Plain] = lambda content: content) -> Any:
    """A file of one given shape. prepared: what is done to its plain content before it is checked."""
    document = parse((HERE / file).read_text(encoding="utf-8"), file=file)
    refuse(document, ())
    content = prepared(document.content)
    refuse(document, misfits(content, kind))
    return msgspec.convert(content, kind)


def refuse(document: Document, found: Iterable[tuple[tuple[str | int, ...], str]]) -> Plain:
    """One error with every fault, or the content."""
    faults = [fault.at(document.lines.get(fault.path)) for fault in document.faults]
    faults += [f"{document.file}:{line(document, path)}: {said}" for path, said in found]
    if faults:
        raise RequestError(
            found="; ".join(faults),
            needed="interview files as their schema says",
            do="Mend what is named.",
        )
    return document.content


def line(document: Document, path: tuple[str | int, ...]) -> int:
    """The line of a place in a document, or of what it lies in."""
    while path and path not in document.lines:
        path = path[:-1]
    return document.lines.get(path, 1)
