"""From the knowledge folder (and a person's own folder laid over it) to one checked `Knowledge`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path as Folder
from typing import Any

import msgspec

from understride.knowledge.ids import unresolved
from understride.knowledge.schema import (
    Imbalance,
    Knowledge,
    LeftOut,
    Lessons,
    Region,
    Safety,
    Source,
)
from understride.knowledge.shape import misfits
from understride.knowledge.strict import Document, Fault, Plain, parse
from understride.model import RequestError

HERE = Folder(__file__).parent
FILES: Mapping[str, Any] = {  # file → what it holds
    "regions.yaml": tuple[Region, ...],
    "sources.yaml": dict[str, Source],
    "lessons.yaml": Lessons,
    "leave_out.yaml": tuple[LeftOut, ...],
    "safety.yaml": Safety,
}
KEYS = ("id", "complaint")  # what names an item of a list, so that an overlay can replace it
MOST_BYTES = 1_000_000  # a knowledge file is a few kB; more is a mistake


def load(overlay: Folder | None = None) -> Knowledge:
    """The knowledge of the package; with a folder, its files laid over it: same id replaces, new id is added."""
    return _shipped() if overlay is None else _built(_overlaid(_read(HERE), _read(overlay)))


def faults(knowledge: Knowledge, measure_names: Collection[str]) -> tuple[str, ...]:
    """Every id that leads nowhere: regions, measures, sources, lessons, imbalances. Empty when all is well."""
    return tuple(fault.at(None) for fault in unresolved(knowledge, measure_names))


def check(measure_names: Collection[str], *, overlay: Folder | None = None) -> tuple[str, ...]:
    """Everything wrong with the knowledge files, all at once, each with file and line."""
    base = _read(HERE)
    own = {} if overlay is None else _read(overlay)
    found = [_line(fault, own or base) for fault in (*_shape_faults(base), *_shape_faults(own))]
    if found:
        return tuple(found)
    knowledge = _built(_overlaid(base, own))
    return tuple(_line(fault, {**base, **own}) for fault in unresolved(knowledge, measure_names))


@lru_cache(maxsize=1)
def _shipped() -> Knowledge:
    """Immutable and the same in every call, so it is read once."""
    return _built(_read(HERE))


def _read(folder: Folder) -> dict[str, Document]:
    """Each known file of a folder, parsed; names from the folder, in a fixed order."""
    if not folder.is_dir():
        raise RequestError(
            found=f"no folder called {folder.name}",
            needed="a folder with knowledge files",
            do="Give the folder that holds regions.yaml or imbalances/.",
        )
    names = [name for name in FILES if (folder / name).is_file()]
    names += [f"imbalances/{path.name}" for path in sorted((folder / "imbalances").glob("*.yaml"))]
    return {name: _document(folder / name, name) for name in names}


def _document(path: Folder, name: str) -> Document:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8") if len(data) <= MOST_BYTES else None
    except UnicodeDecodeError:
        text = None
    if text is None:
        fault = Fault(file=name, path=(), message="not a small UTF-8 text")
        return Document(file=name, content=None, lines={}, faults=(fault,))
    return parse(text, file=name)


def _kind(file: str) -> Any:
    return FILES.get(file, Imbalance)


def _shape_faults(documents: Mapping[str, Document]) -> tuple[Fault, ...]:
    found: list[Fault] = []
    for name, document in documents.items():
        found += document.faults
        if document.faults and document.content is None:
            continue
        for path, message in misfits(document.content, _kind(name)):
            found.append(Fault(file=name, path=path, message=message))
        stem = Folder(name).stem
        named = isinstance(document.content, dict) and document.content.get("id", stem)
        if _kind(name) is Imbalance and named and named != stem:
            found.append(Fault(file=name, path=("id",), message=f"the file is called {stem}.yaml"))
    return tuple(found)


def _line(fault: Fault, documents: Mapping[str, Document]) -> str:
    document = documents.get(fault.file)
    path = fault.path
    while document is not None and path and path not in document.lines:
        path = path[:-1]
    return fault.at(document.lines.get(path) if document is not None else None)


def _built(documents: Mapping[str, Document]) -> Knowledge:
    found = _shape_faults(documents)
    missing = [name for name in FILES if name not in documents]
    if found or missing:
        said = [_line(fault, documents) for fault in found] + [f"{name}: missing" for name in missing]
        raise RequestError(
            found="; ".join(said),
            needed="knowledge files as their schema says",
            do="Mend what is named, then run the check again.",
        )
    plain: dict[str, Plain] = {Folder(name).stem: documents[name].content for name in FILES}
    own = [d.content for n, d in documents.items() if _kind(n) is Imbalance]
    plain["imbalances"] = sorted(own, key=lambda content: int(content["id"][1:]))
    return msgspec.convert(plain, Knowledge)


def _overlaid(base: Mapping[str, Document], own: Mapping[str, Document]) -> dict[str, Document]:
    """Files of a person's own laid over ours. Lines stay those of the person's own file."""
    merged = dict(base)
    for name, document in own.items():
        if name in base and _kind(name) is not Imbalance and not document.faults:
            content = _merged(base[name].content, document.content)
            document = Document(file=name, content=content, lines=document.lines, faults=())
        merged[name] = document
    return merged


def _merged(base: Plain, own: Plain) -> Plain:
    """Mappings by key, lists of named items by their name, anything else replaced."""
    if isinstance(base, dict) and isinstance(own, dict):
        return {**base, **{key: _merged(base.get(key), value) for key, value in own.items()}}
    if isinstance(base, list) and isinstance(own, list) and all(_name(item) for item in (*base, *own)):
        named = {_name(item): item for item in base}
        return list({**named, **{_name(item): item for item in own}}.values())
    return own


def _name(item: Plain) -> str | None:
    return next((str(item[key]) for key in KEYS if key in item), None) if isinstance(item, dict) else None
