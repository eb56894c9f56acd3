"""Does a plain document have the shape of its schema? All faults at once, each with its path."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec

from understride.knowledge.strict import Path, Plain

Found = tuple[Path, str]


def misfits(value: Plain, kind: Any, path: Path = ()) -> Iterator[Found]:
    """Every place where a value does not fit its type, in the order of the file."""
    inner = _struct(kind)
    if inner is not None and value is not None:
        yield from _record(value, inner, path)
    elif get_origin(_bare(kind)) is tuple and isinstance(value, list):
        yield from _leaf([], kind, path) if not value else ()
        for index, item in enumerate(value):
            yield from misfits(item, get_args(_bare(kind))[0], (*path, index))
    elif get_origin(kind) is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from misfits(item, get_args(kind)[1], (*path, key))
    else:
        yield from _leaf(value, kind, path)


def _record(value: Plain, kind: type[msgspec.Struct], path: Path) -> Iterator[Found]:
    if not isinstance(value, dict):
        yield path, f"keys and values are needed here, not {_say(value)}"
        return
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for key in value.keys() - fields.keys():
        yield (*path, key), f"unknown key{nearest(key, fields)}"
    for name, field in fields.items():
        if name in value:
            yield from misfits(value[name], field.type, (*path, name))
        elif field.required:
            yield path, f"the key {name!r} is missing"


def _leaf(value: Plain, kind: Any, path: Path) -> Iterator[Found]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        said = str(error).split(" - at ")[0]
        words = _literals(kind)
        if words and isinstance(value, str):
            said = f"{value!r} is not one of: {', '.join(words)}{nearest(value, words)}"
        yield path, said


def _bare(kind: Any) -> Any:
    """The type without its Annotated wrapper."""
    return get_args(kind)[0] if hasattr(kind, "__metadata__") else kind


def _struct(kind: Any) -> type[msgspec.Struct] | None:
    """The record type inside `X`, `X | None` or Annotated, if there is one."""
    options = get_args(kind) if get_origin(_bare(kind)) not in (tuple, dict) else ()
    found = (t for t in (kind, *options) if isinstance(t, type) and issubclass(t, msgspec.Struct))
    return next(found, None)


def _literals(kind: Any) -> tuple[str, ...]:
    """The words of a closed list, in `X`, `X | None` or Annotated."""
    words = (
        word for part in get_args(kind) for word in ((part,) if isinstance(part, str) else get_args(part))
    )
    return tuple(word for word in words if isinstance(word, str))


def _say(value: Plain) -> str:
    return {list: "a list", str: f"the text {value!r}", type(None): "nothing"}.get(type(value), repr(value))


def nearest(name: str, known: Any) -> str:
    """`; nearest: x`, if a known name is near, else nothing."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; nearest known: {close[0]!r}" if close else ""
