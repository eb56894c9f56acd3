"""YAML read strictly, with the line of every item: no duplicate keys, no anchors, no surprises (YAML 1.2).

`no` stays a word and a date stays text; the schema decides what each is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ruamel.yaml.nodes import Node

Path = tuple[str | int, ...]
Plain = Any  # what msgspec takes: dict, list, str, int, float, bool, None; typed by the schema right after

_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
_BOOL, _NULL = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a data file. file: its name from the knowledge folder; path: keys down to the place."""

    file: str
    path: Path
    message: str

    def at(self, line: int | None) -> str:
        """As one line: file, line where known, place, what is wrong."""
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.path).lstrip(".")
        where = f"{self.file}:{line}" if line is not None else self.file
        return f"{where}: {place}: {self.message}" if place else f"{where}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One file: its plain content, the line (from 1) of every path in it, and what was wrong on reading."""

    file: str
    content: Plain
    lines: Mapping[Path, int]
    faults: tuple[Fault, ...]


def parse(text: str, *, file: str) -> Document:
    """The plain content of a YAML text, with lines; what cannot be read becomes a fault, never an exception."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    lines: dict[Path, int] = {}
    faults: list[Fault] = []
    try:
        node = cast("Node | None", YAML(typ="safe", pure=True).compose(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        lines[()] = mark.line + 1 if mark is not None else 1
        said = str(getattr(error, "problem", None) or "this is not YAML").strip()
        return Document(
            file=file, content=None, lines=lines, faults=(Fault(file=file, path=(), message=said),)
        )
    content = None if node is None else _plain(node, (), lines, lambda p, m: faults.append(_at(file, p, m)))
    return Document(file=file, content=content, lines=lines, faults=tuple(faults))


def _at(file: str, path: Path, message: str) -> Fault:
    return Fault(file=file, path=path, message=message)


def _plain(node: Any, path: Path, lines: dict[Path, int], refuse: Any) -> Plain:
    lines[path] = node.start_mark.line + 1
    if node.anchor is not None:
        refuse(path, "anchors and aliases are not used here")
        return None
    if node.id == "mapping":
        return dict(_pairs(node, path, lines, refuse))
    if node.id == "sequence":
        return [_plain(item, (*path, i), lines, refuse) for i, item in enumerate(node.value)]
    return _scalar(node.value, node.tag, path, refuse)


def _pairs(node: Any, path: Path, lines: dict[Path, int], refuse: Any) -> Iterator[tuple[str, Plain]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in seen:
            lines[(*path, key)] = key_node.start_mark.line + 1
            refuse((*path, key), "this key stands here twice")
            continue
        seen.add(key)
        yield key, _plain(value_node, (*path, key), lines, refuse)


def _scalar(text: str, tag: str, path: Path, refuse: Any) -> Plain:
    if tag == _NULL:
        return None
    if tag == _BOOL:
        return text.lower() == "true"
    try:
        if tag == _INT:
            return int(text.replace("_", ""), 0)
        if tag == _FLOAT:
            return float(text)
    except ValueError:
        refuse(path, f"{text!r} is not a number")
        return None
    return text
