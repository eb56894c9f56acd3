"""From the text of a `*.lesson.md` to a `Lesson`, with every fault and its line at once.

Front matter in YAML between two `---`, then blocks: `## kind: title`, properties, an empty line, spoken lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec

from understride.knowledge.shape import misfits, nearest
from understride.knowledge.strict import parse
from understride.lessons.lesson import Block, BlockKind, Demand, Fault, Front, Lesson, Paragraph
from understride.lessons.tables import positions
from understride.lessons.tokens import paragraph

SUFFIX = ".lesson.md"
MOST_BYTES = 200_000  # the longest lesson has 20 kB; more is not a lesson
FASTEST, SLOWEST = 1.0, 30.0  # seconds per repetition

_HEADING = re.compile(r"^## (\w+): (.+)$")
_PROPERTY = re.compile(r"^([a-z_]+):(?: (.*))?$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
Refuse = Callable[[int, str], None]


def read(path: Path) -> tuple[Lesson | None, tuple[Fault, ...]]:
    """A file as a lesson; None where faults keep it from being one."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, (_fault(path.name, 1, f"this file cannot be read ({error.strerror}). Check the path."),)
    if len(data) > MOST_BYTES:
        return None, (
            _fault(path.name, 1, "this is too large for a lesson. Give one lesson as one small text."),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, (_fault(path.name, 1, "this is not UTF-8 text. Save it as UTF-8."),)
    return parse_lesson(text, file=path.name)


def parse_lesson(text: str, *, file: str) -> tuple[Lesson | None, tuple[Fault, ...]]:
    """The text of a lesson, read; file: its name, which is the id and `.lesson.md`."""
    faults: list[Fault] = []

    def refuse(line: int, message: str) -> None:
        faults.append(_fault(file, line, message))

    lines = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text.replace("\r\n", "\n")).split("\n")
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() == "---"), None)
    if not lines or lines[0].rstrip() != "---" or end is None:
        refuse(1, 'a lesson begins with front matter between two lines of "---". Put it there.')
        return None, tuple(faults)
    front, front_lines = _front(text.replace("\r\n", "\n").split("\n")[1:end], refuse)
    blocks = tuple(_blocks(lines, end + 1, refuse))
    if not blocks:
        refuse(len(lines), 'there is no block. A block begins with "## kind: title".')
    seen: dict[str, int] = {}
    for block in blocks:
        if block.id in seen:
            refuse(block.line, f"line {seen[block.id]} has the same title. Chapters need names of their own.")
        seen.setdefault(block.id, block.line)
    if front is not None:
        _named(front, file, front_lines, refuse)
        _known_blocks(front, seen, front_lines, refuse)
    if faults or front is None:
        return None, tuple(sorted(faults))
    return Lesson(file=file, front=front, blocks=blocks, front_lines=front_lines), ()


def _fault(file: str, line: int, message: str) -> Fault:
    return Fault(file=file, line=line, rule="format", severity="E", message=message)


def _front(lines: list[str], refuse: Refuse) -> tuple[Front | None, dict[str, int]]:
    """The front matter, strictly; and the line of each field."""
    document = parse("\n".join(lines), file="front matter")
    where = {path: line + 1 for path, line in document.lines.items()}
    found = [(fault.path, fault.message) for fault in document.faults]
    if not found:
        content = document.content if document.content is not None else {}
        found = list(misfits(content, Front))
    for path, message in found:
        named = path
        while named and named not in where:
            named = named[:-1]
        place = ".".join(map(str, path))
        refuse(where.get(named, 1), f"{place}: {message}." if place else f"front matter: {message}.")
    fields = {str(path[0]): line for path, line in where.items() if len(path) == 1}
    return (None if found else msgspec.convert(document.content, Front)), fields


def _named(front: Front, file: str, where: dict[str, int], refuse: Refuse) -> None:
    if file != front.id + SUFFIX:
        refuse(
            where.get("id", 1), f"the id is {front.id!r} and the file {file!r}. Call it {front.id}{SUFFIX}."
        )
    if front.kind == "short" and (front.seconds is None or front.minutes is not None):
        refuse(
            where.get("kind", 1),
            'the short kind has "seconds:" and no "minutes:". Write the seconds it takes.',
        )
    if front.kind != "short" and (front.seconds is not None or front.minutes is None or not front.lengths):
        refuse(
            where.get("kind", 1),
            f'the {front.kind} kind has "minutes: {{short: …, full: …}}", at least one of them, and no "seconds:".',
        )


def _known_blocks(front: Front, seen: dict[str, int], where: dict[str, int], refuse: Refuse) -> None:
    for name in front.audio:
        if name not in seen and name != "whole":
            refuse(
                where.get("audio", 1),
                f'audio: no block is called {name!r}{nearest(name, seen)}; or write "whole".',
            )


def _blocks(lines: list[str], first: int, refuse: Refuse) -> Iterator[Block]:
    starts = [i for i in range(first, len(lines)) if lines[i].startswith("#")]
    before = starts[0] if starts else len(lines)
    for i in range(first, before):
        if lines[i].strip():
            refuse(i + 1, 'this line stands before the first block. A block begins with "## kind: title".')
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        block = _block(lines, start, stop, refuse)
        if block is not None:
            yield block


def _block(lines: list[str], start: int, stop: int, refuse: Refuse) -> Block | None:
    heading = _HEADING.match(lines[start].rstrip())
    kinds = get_args(BlockKind)
    if heading is None or heading[1] not in kinds:
        refuse(start + 1, f'a block begins with "## kind: title"; kinds are {", ".join(kinds)}.')
        return None
    body = start + 1
    properties: dict[str, Any] = {}
    where: dict[str, int] = {}
    while body < stop and lines[body].strip():
        _property(lines[body].rstrip(), body + 1, properties, where, refuse)
        body += 1
    paragraphs: list[Paragraph] = []
    for i in range(body, stop):
        if lines[i].strip():
            said, wrong = paragraph(lines[i], i + 1)
            for message in wrong:
                refuse(i + 1, message)
            paragraphs.append(said)
    if not paragraphs:
        refuse(
            start + 1,
            "this block says nothing. After its properties comes an empty line, then what is spoken.",
        )
    return Block(
        kind=heading[1],  # type: ignore[arg-type]  # compared with the kinds above
        title=heading[2].strip(),
        line=start + 1,
        paragraphs=tuple(paragraphs),
        lines=where,
        **properties,
    )


def _property(
    line: str, number: int, properties: dict[str, Any], where: dict[str, int], refuse: Refuse
) -> None:
    match = _PROPERTY.match(line)
    if match is None:
        refuse(
            number, 'after the heading come properties "key: value", then an empty line, then what is spoken.'
        )
        return
    key, value = match[1], (match[2] or "").strip()
    if key not in _READERS:
        refuse(number, f"there is no property {key!r}{nearest(key, _READERS)}. Known: {', '.join(_READERS)}.")
        return
    field, convert = _READERS[key]
    if field in properties:
        refuse(number, f"{key!r} stands twice in this block. Keep one.")
        return
    if not value:
        refuse(number, f"{key!r} has no value. Write one, or leave the line out.")
        return
    try:
        properties[field] = convert(value)
        where[key] = number
    except ValueError as error:
        refuse(number, f"{key}: {error}.")


def _one_of(words: tuple[str, ...]) -> Callable[[str], str]:
    def convert(value: str) -> str:
        if value not in words:
            raise ValueError(f"{value!r} is not one of {', '.join(words)}{nearest(value, words)}")
        return value

    return convert


def _position(value: str) -> str:
    return _one_of(tuple(positions()))(value)


def _tempo(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is not a number; write the seconds of one repetition, such as 7"
        ) from None
    if not FASTEST <= seconds <= SLOWEST:
        raise ValueError(f"{value} seconds are not between {FASTEST:g} and {SLOWEST:g}")
    return seconds


def _demands(value: str) -> tuple[str, ...]:
    return tuple(_one_of(get_args(Demand))(word.strip()) for word in value.strip("[]").split(","))


def _true(value: str) -> bool:
    if value != "true":
        raise ValueError('write "true", or leave the line out')
    return True


def _text(value: str) -> str:
    return value


_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {  # property → field of Block, and how it is read
    "position": ("position", _position),
    "side": ("side", _one_of(("A", "B", "both"))),
    "from": ("start", _text),
    "constraint": ("constraint", _text),
    "action": ("action", _text),
    "pair": ("pair", _text),
    "demands": ("demands", _demands),
    "tempo": ("tempo", _tempo),
    "in": ("only", _one_of(("full", "short"))),
    "easier": ("easier", _text),
    "figure": ("figure", _text),
    "reference": ("reference", _true),
}
