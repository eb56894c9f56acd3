"""TRC, the marker text of Motion Analysis and OpenSim: read, and written as OpenSim reads it.

Five header lines (kind of file, names and values of the header, marker names, axis names), often a blank line, then
frame number, time and three columns per marker. The header's counts are often wrong; rows and the time column rule.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from understride.formats import text
from understride.formats.clock import clock
from understride.formats.raw import Raw
from understride.formats.saving import save
from understride.model import Note, Points, RecordingError, RequestError, frozen

UNITS = ("mm", "cm", "m")


def looks_like(head: bytes) -> bool:
    """Whether the first line says PathFileType."""
    lines = text.head_lines(head)
    return bool(lines) and lines[0].strip().strip('"').lower().startswith("pathfiletype")


def read(data: bytes, name: str) -> Raw:
    """A TRC file as it is: its labels, axes and unit. Empty cells and NaN in any spelling are gaps."""
    source = text.sheet(data, name)
    at = _label_line(source)
    mark = "\t" if "\t" in source.lines[at] else text.separator(source.lines[at])
    header = _header(source, at)
    labels, columns = _labels(source, at, mark)
    first = text.first_row(source, at + 1, mark)
    width = max(columns, default=2) + 3
    block = text.numbers(source, first, mark, width)
    timing = clock(block.values[:, 1], name, declared=text.number(header.get("datarate", "")))
    names, positions, gone, notes = text.markers(labels, columns, block.values)
    if not names:
        raise RecordingError(
            name,
            found="no marker with a position",
            needed="labelled markers",
            do="Export the labelled trial.",
        )
    unit = header.get("units", "").lower().strip()
    return Raw(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="trc",
        labels=names,
        positions=frozen(timing.spread(positions)),
        length_unit=unit if unit in UNITS else None,
        rate_hz=timing.rate_hz,
        start=timing.start,
        left_out=gone,
        notes=(*_counts(header, len(block.values), len(labels)), *block.notes, *timing.notes, *notes),
    )


def write_trc(path: Path | str, points: Points) -> None:
    """Write points as TRC in millimetres, lab axes of the house (x forward, y up, z right), gaps as empty cells.

    Positions are rounded to 1e-5 mm, times to 1e-9 s.
    """
    for label in points.names:
        if not label.strip() or set(label) & set('\t\r\n;,"') or label != label.strip():
            raise RequestError(
                found=f"the point name {label!r}",
                needed="names without tabs or line ends",
                do="Rename the point.",
            )
    path, count, rate = Path(path), len(points.names), repr(float(points.rate_hz))
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{points.frames}\t{count}\tmm\t{rate}\t1\t{points.frames}",
        "Frame#\tTime\t" + "".join(f"{label}\t\t\t" for label in points.names).removesuffix("\t"),
        "\t\t" + "\t".join(f"{axis}{place}" for place in range(1, count + 1) for axis in "XYZ"),
        "",
    ]
    form = "\t".join(["%.5f"] * (3 * count))
    rows = []
    for frame, row in enumerate(points.positions.reshape(points.frames, 3 * count) * 1000.0):
        time = points.start + frame / points.rate_hz
        rows.append(f"{frame + 1}\t{time:.9f}\t" + (form % tuple(row.tolist())).replace("nan", ""))
    save(path, ("\n".join([*head, *rows]) + "\n").encode("utf-8"))


def _label_line(source: text.Sheet) -> int:
    for at, line in enumerate(source.lines[:20]):
        if line.strip().strip('"').lower().startswith("frame"):
            return at
    raise RecordingError(
        source.file,
        found="a TRC header without marker names",
        needed="a line that begins with Frame#",
        do="Export the file again.",
    )


def _header(source: text.Sheet, end: int) -> dict[str, str]:
    """Header values by their lower-case names; the line of names begins with DataRate."""
    for names, values in zip(source.lines[:end], source.lines[1:end], strict=False):
        mark = text.separator(names)
        keys = text.cells(names, mark)
        if keys and keys[0].lower() == "datarate":
            return dict(zip((key.lower() for key in keys), text.cells(values, mark), strict=False))
    return {}


def _labels(source: text.Sheet, at: int, mark: str | None) -> tuple[list[str], list[int]]:
    """Marker names and the column of the x of each.

    Names normally stand above their x, two empty cells between; where they stand one after the other they are
    counted instead.
    """
    row = text.cells(source.lines[at], mark)
    placed = [(cell, column) for column, cell in enumerate(row) if cell and column > 1]
    columns = [column for _, column in placed]
    if any(step < 3 for step in np.diff(columns)) or any((column - 2) % 3 for column in columns):
        columns = [2 + 3 * place for place in range(len(placed))]
    return [label for label, _ in placed], columns


def _counts(header: dict[str, str], rows: int, markers: int) -> list[Note]:
    """What the header counts wrongly."""
    notes = []
    for key, found, what in (("numframes", rows, "frames"), ("nummarkers", markers, "markers")):
        said = text.number(header.get(key, ""))
        if said is not None and said != found:
            words = f"The header promises {said:g} {what}, the file has {found}."
            notes.append(Note(id=f"header.{what}", text=words))
    return notes
