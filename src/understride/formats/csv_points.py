"""Our own small text format for points, for everything that no laboratory format holds: CSV that declares its units.

    # understride.points/1
    # unit: mm
    # rate: 120
    # forward: +x
    # up: +z
    time,asis_right.x,asis_right.y,asis_right.z,…
    0.000,…

`unit` is mm, cm or m; `forward` and `up` are axes of the file with a sign. `rate` (Hz) may be left out where there is a
column `time` (seconds), and `time` where there is a rate; then `start` (s) may say when the first row was. `mass` (kg)
and `height` (m) are optional. Comma, semicolon or tab; with the latter two, decimal commas too. Empty cells are gaps.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np

from understride.formats import text
from understride.formats.clock import Clock, clock
from understride.formats.raw import Raw
from understride.formats.saving import save
from understride.model import Points, RecordingError, RequestError, frozen

TITLE = "understride.points/1"
UNITS = ("mm", "cm", "m")
_AXIS = re.compile(r"[+-][xyz]")


def looks_like(head: bytes) -> bool:
    """Whether the title stands there, or the first row names columns `LABEL.x,LABEL.y,LABEL.z`."""
    lines = text.head_lines(head)
    if lines and _words(lines[0]).startswith("understride.points"):
        return True
    names = next((line for line in lines if not line.lstrip().startswith("#")), "")
    return bool(_triples(text.cells(names, text.separator(names)))[0])


def read(data: bytes, name: str) -> Raw:
    """Points of a CSV with declared unit and axes."""
    source = text.sheet(data, name)
    declared, at = _declared(source)
    mark = text.separator(source.lines[at])
    names = text.cells(source.lines[at], mark)
    labels, columns = _triples(names)
    unit, axes = _declarations(declared, name)
    if not labels:
        raise _refused(name, "no columns LABEL.x, LABEL.y, LABEL.z")
    block = text.numbers(source, at + 1, mark, len(names))
    timing = _timing(block, names, declared, name)
    kept, positions, gone, notes = text.markers(labels, columns, block.values)
    if not kept:
        raise _refused(name, "no point with a position")
    return Raw(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="csv",
        labels=kept,
        positions=frozen(timing.spread(positions)),
        length_unit=unit,
        rate_hz=timing.rate_hz,
        start=timing.start,
        declared_axes=axes,
        mass=_positive(declared, "mass", name),
        height=_positive(declared, "height", name),
        left_out=gone,
        notes=(*block.notes, *timing.notes, *notes),
    )


def write_csv_points(path: Path | str, points: Points) -> None:
    """Write points in metres and the axes of the house (forward +x, up +y); gaps as empty cells.

    Positions are rounded to 1e-8 m, times to 1e-9 s.
    """
    for label in points.names:
        if not label.strip() or set(label) & set(',;\t\r\n"') or label != label.strip():
            raise RequestError(
                found=f"the point name {label!r}", needed="names without commas", do="Rename the point."
            )
    rate = repr(float(points.rate_hz))
    head = [
        *(f"# {line}" for line in (TITLE, "unit: m", f"rate: {rate}", "forward: +x", "up: +y")),
        ",".join(["time", *(f"{label}.{axis}" for label in points.names for axis in "xyz")]),
    ]
    count = 3 * len(points.names)
    form = ",".join(["%.8f"] * count)
    rows = [
        f"{points.start + frame / points.rate_hz:.9f}," + (form % tuple(row)).replace("nan", "")
        for frame, row in enumerate(points.positions.reshape(points.frames, count).tolist())
    ]
    save(Path(path), ("\n".join([*head, *rows]) + "\n").encode("utf-8"))


def _words(line: str) -> str:
    return line.strip().strip('";,').lstrip("#").strip().lower()


def _declared(source: text.Sheet) -> tuple[dict[str, str], int]:
    """What the comment lines say, and the index of the line of column names."""
    declared: dict[str, str] = {}
    for at, line in enumerate(source.lines):
        if line.lstrip(' "').startswith("#"):
            key, _, value = _words(line).partition(":")
            declared[key.strip()] = value.strip()
        elif line.strip(" ;,\t"):
            return declared, at
    raise _refused(source.file, "no line of column names")


def _declarations(declared: dict[str, str], file: str) -> tuple[str, tuple[str, str]]:
    """Unit and axes, all that is missing said at once."""
    unit, forward, up = (declared.get(key, "") for key in ("unit", "forward", "up"))
    wrong = [
        f"“{key}: {value}”" if value else f"no “{key}”"
        for key, value, good in (
            ("unit", unit, unit in UNITS),
            ("forward", forward, bool(_AXIS.fullmatch(forward))),
            ("up", up, bool(_AXIS.fullmatch(up))),
        )
        if not good
    ]
    if not wrong and forward[1] == up[1]:
        wrong = ["forward and up along the same axis"]
    if wrong:
        raise _refused(file, ", ".join(wrong))
    return unit, (forward, up)


def _timing(block: text.Numbers, names: list[str], declared: dict[str, str], file: str) -> Clock:
    rate = _positive(declared, "rate", file)
    at = next((place for place, label in enumerate(names) if label.lower() == "time"), None)
    if at is not None:
        return clock(block.values[:, at], file, declared=rate)
    timing = clock(np.arange(len(block.values), dtype=np.float64)[:1], file, declared=rate)
    return Clock(timing.rate_hz, text.number(declared.get("start", "")) or 0.0)


def _positive(declared: dict[str, str], key: str, file: str) -> float | None:
    if key not in declared:
        return None
    value = text.number(declared[key].split()[0] if declared[key] else "")
    if value is None or value <= 0:
        raise _refused(file, f"“{key}: {declared[key]}”")
    return value


def _triples(names: list[str]) -> tuple[list[str], list[int]]:
    labels, columns = [], []
    lower = [label.lower() for label in names]
    for at, label in enumerate(names):
        stem = label[:-2]
        if stem and lower[at : at + 3] == [f"{stem.lower()}.{axis}" for axis in "xyz"]:
            labels.append(stem)
            columns.append(at)
    return labels, columns


def _refused(file: str, found: str) -> RecordingError:
    return RecordingError(
        file,
        found=found,
        needed="comment lines such as “# unit: mm”, “# rate: 120”, “# forward: +x”, “# up: +z”, then columns",
        do="Add what is missing above the column names.",
    )
