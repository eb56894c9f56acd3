"""MOT and STO, the motion and storage files of OpenSim and SIMM: ground forces or named columns such as angles.

Both kinds end in .mot; the column names tell which is which. Torques are taken as acting at the centre of pressure, as
OpenSim's external loads are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from understride.formats import text
from understride.formats.clock import clock
from understride.formats.raw import Raw, RawForce, RawTable
from understride.formats.saving import save
from understride.model import Floats, Note, RecordingError, RequestError, frozen

_FORCE_WORDS = frozenset({"force", "grf", "torque", "moment", "grm", "cop"})
_PLAIN_WORDS = _FORCE_WORDS | {"ground", "reaction", "external"}
_SIDES = {"r": "right", "right": "right", "l": "left", "left": "left"}
_KINDS = {"v": "force", "f": "force", "p": "centre", "m": "moment", "t": "moment"}


def looks_like(head: bytes) -> bool:
    """Whether there is a SIMM or OpenSim header, whole or as far as the head goes."""
    lines = [line.strip().lower() for line in text.head_lines(head)[:40]]
    ends = [at for at, line in enumerate(lines) if line.split("\t")[0].strip() == "endheader"]
    keys = sum(
        bool(re.match(r"(datacolumns|datarows|nrows|ncolumns|indegrees|range)\b", line)) for line in lines
    )
    return bool(ends) and (keys > 0 or ends[0] < 12)


def read(data: bytes, name: str) -> Raw:
    """Forces where columns name a ground force, else a table of named columns."""
    source = text.sheet(data, name)
    at = _column_line(source)
    mark = "\t" if "\t" in source.lines[at] else text.separator(source.lines[at])
    names = text.cells(source.lines[at].rstrip(), mark)
    block = text.numbers(source, at + 1, mark, len(names))
    time_at = next((place for place, word in enumerate(names) if word.lower() in ("time", "t")), None)
    if time_at is None:
        raise RecordingError(
            name, found="no column called time", needed="a time column", do="Export it with its time."
        )
    header = _header(source, at)
    forces, clock_notes = _forces(names, block.values, time_at, name)
    return Raw(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="mot",
        labels=(),
        positions=frozen(np.zeros((0, 0, 3))),
        length_unit=None,
        rate_hz=0.0,
        start=0.0,
        forces=forces,
        table=None if forces else _table(names, block.values, time_at, header, name),
        notes=(*_counts(header, len(block.values)), *block.notes, *clock_notes),
    )


def write_mot(
    path: Path | str, names: Sequence[str], time: Floats, columns: Floats, *, in_degrees: bool
) -> None:
    """Write named columns as an OpenSim motion file.

    time: (rows,) s; columns: (rows, names), degrees or radians as said, metres for translations. Rounded to 1e-8; NaN
    is written as NaN.
    """
    for label in names:
        if not label or set(label) & set(' \t\r\n;,"'):
            raise RequestError(
                found=f"the column name {label!r}", needed="names without blanks", do="Rename the column."
            )
    path = Path(path)
    head = [
        "Coordinates",
        "version=1",
        f"nRows={len(time)}",
        f"nColumns={len(names) + 1}",
        f"inDegrees={'yes' if in_degrees else 'no'}",
        "",
        "Units are S.I. units (second, meters, Newtons, ...)",
        "",
        "endheader",
        "\t".join(["time", *names]),
    ]
    form = "\t".join(["%.8f"] * (len(names) + 1))
    table = np.column_stack([time, columns]) + 0.0  # −0 would be written as -0.00000000
    rows = [(form % tuple(row)).replace("nan", "NaN") for row in table.tolist()]
    save(path, ("\n".join([*head, *rows]) + "\n").encode("utf-8"))


def _column_line(source: text.Sheet) -> int:
    """The first filled line after endheader."""
    ended = False
    for at, line in enumerate(source.lines):
        if ended and line.strip():
            return at
        ended = ended or line.split("\t")[0].strip().lower() == "endheader"
    raise RecordingError(
        source.file,
        found="a motion file that stops in its header",
        needed="endheader, column names and rows",
        do="Export the file again.",
    )


def _header(source: text.Sheet, end: int) -> dict[str, str]:
    """Header entries, SIMM's (`datarows 10`) and OpenSim's (`nRows=10`) alike, by lower-case key."""
    found = {}
    for line in source.lines[:end]:
        match = re.match(r"\s*(\w+)\s*(?:=|\s)\s*(\S+)", line)
        if match:
            found[match[1].lower()] = match[2]
    return found


def _counts(header: dict[str, str], rows: int) -> tuple[Note, ...]:
    said = [value for key in ("nrows", "datarows") if (value := text.number(header.get(key, ""))) is not None]
    if not said or rows in said:
        return ()
    return (Note(id="header.rows", text=f"The header promises {said[0]:g} rows, the file has {rows}."),)


def _table(names: list[str], values: Floats, time_at: int, header: dict[str, str], file: str) -> RawTable:
    """Every named column but time. A file that says nothing about its angles is a SIMM one: degrees."""
    rows = values[np.isfinite(values[:, time_at])]
    keep = [place for place, label in enumerate(names) if place != time_at and label]
    if not len(rows) or not keep:
        raise RecordingError(file, found="no named column", needed="columns over time", do="Export it again.")
    return RawTable(
        names=tuple(names[place] for place in keep),
        time=frozen(rows[:, time_at]),
        columns=frozen(rows[:, keep]),
        degrees=header.get("indegrees", "yes").lower() not in ("no", "false", "0"),
    )


def _forces(
    names: list[str], values: Floats, time_at: int, file: str
) -> tuple[tuple[RawForce, ...], tuple[Note, ...]]:
    channels = _channels(names)
    if not channels:
        return (), ()
    timing = clock(values[:, time_at], file)
    values = timing.spread(values)
    forces = []
    for name, columns in channels.items():
        parts = {
            kind: values[:, [columns[kind + axis] for axis in "xyz"]]
            for kind in ("force", "centre", "moment")
            if all(kind + axis in columns for axis in "xyz")
        }
        if "force" not in parts:
            continue
        nothing = np.full((len(values), 3), np.nan)
        force, centre = parts["force"], parts.get("centre", nothing).copy()
        centre[(force == 0.0).all(axis=1)] = np.nan  # a place without a force is filler, mostly (0, 0, 0)
        forces.append(
            RawForce(
                name=name,
                foot=_foot(name),
                rate_hz=timing.rate_hz,
                start=timing.start,
                force=frozen(force),
                centre=frozen(centre),
                moment=frozen(parts.get("moment", nothing)),
                length_unit="m",
            )
        )
    return tuple(forces), timing.notes if forces else ()


def _channels(names: Sequence[str]) -> dict[str, dict[str, int]]:
    """Columns of each ground force: {channel: {"forcex": place, …}}.

    Known spellings: `R_ground_force_vx`, `ground_force_vx_l`, `1_ground_force_vx`, `ground_force_1_vx`,
    `ground_force_calcn_r_vx`, with `_px` for the centre and `ground_torque_x`, `ground_moment_1_mx` for the torque.
    A name that comes again belongs to the next channel (SIMM wrote both plates alike).
    """
    channels: dict[str, dict[str, int]] = {}
    for place, label in enumerate(names):
        words = [
            word for word in re.split(r"[_\s.]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", label.lower()) if word
        ]
        kind, at = _kind(words)
        if not kind or not _FORCE_WORDS & set(words):
            continue
        rest = [word for word in words[:at] + words[at + 1 :] if word not in _PLAIN_WORDS]
        again = 1
        while kind in channels.get(_channel(rest, again), {}):
            again += 1
        channels.setdefault(_channel(rest, again), {})[kind] = place
    return {name: columns for name, columns in channels.items() if "forcex" in columns}


def _kind(words: list[str]) -> tuple[str, int]:
    """("forcex", which word said so) for words that name a ground force; ("", −1) for others."""
    for at, word in reversed(list(enumerate(words))):
        if re.fullmatch(r"[vfpmt]?[xyz]", word):
            if len(word) == 2:
                return _KINDS[word[0]] + word[1], at
            if {"torque", "moment", "grm"} & set(words):
                return "moment" + word, at
            return ("centre" if "cop" in words else "force") + word, at
    return "", -1


def _channel(rest: list[str], again: int) -> str:
    name = "_".join(["ground_force", *rest])
    return name if again == 1 else f"{name}_{again}"


def _foot(name: str) -> str | None:
    sides = {_SIDES[word] for word in name.split("_") if word in _SIDES}
    return sides.pop() if len(sides) == 1 else None
