"""Tolerant text: bytes from any laboratory become lines, cells and numbers.

One tokenizer for TRC, MOT, Qualisys, RBDS and our own CSV. It takes any usual encoding and line end, decimal commas,
every spelling of "no value", and rows that are a little short; whatever it cannot take, it names by line and column.
"""

from __future__ import annotations

import codecs
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from understride.model import Floats, Note, RecordingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096  # bytes that decide whether something is text at all
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_GAPS = frozenset({"", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "--", ".", "*", "nd"})
_GAP_STARTS = ("nan(", "-nan(", "1.#", "-1.#", "+1.#")  # what C and C++ print for an undefined number
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text file as lines without their ends. complete: the last line had an end, so it was not cut."""

    file: str
    lines: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The block of numbers of a sheet, (rows, width), NaN = empty; notes about how it was written."""

    values: Floats
    notes: tuple[Note, ...]


def decode(data: bytes) -> str | None:
    """The text in the bytes, or None if they are not text. Never raises: bytes that fit nowhere are replaced."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:_HEAD]
    plain = head.rstrip(b"\0\x1a")  # what DOS programs fill the end of a file with
    if b"\0" in plain:
        # UTF-16 without a mark: plain characters have a zero byte on every second place.
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            places, others = head[offset::2], head[1 - offset :: 2].rstrip(b"\0")
            if places.count(0) > 0.6 * len(places) and 0 not in others:
                return data.decode(encoding, "replace")
        return None
    if len(plain) - len(plain.translate(None, _CONTROL)) > 0.02 * len(plain):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def head_lines(head: bytes) -> list[str]:
    """The lines in the first bytes of a file, blank ones left out, the last maybe cut; empty if it is not text."""
    return [line for line in _split(decode(head) or "") if line.strip()]


def sheet(data: bytes, file: str) -> Sheet:
    """The file as lines."""
    text = decode(data)
    if text is None:
        raise RecordingError(
            file, found="binary data", needed="text", do="Export the recording again as C3D, TRC or text."
        )
    text = text.rstrip("\0\x1a \f")
    lines = _split(text)
    return Sheet(file, tuple(lines), complete=not lines[-1].strip())


def separator(line: str) -> str | None:
    """What parts the cells of a line: tab, semicolon or comma, whichever it holds, in this order; None = blanks."""
    return next((mark for mark in ("\t", ";", ",") if mark in line), None)


def cells(line: str, mark: str | None) -> list[str]:
    """The cells of a line without padding and quotes."""
    return [cell.strip().strip('"').strip() for cell in line.split(mark)]


def is_number(cell: str) -> bool:
    """Whether a cell holds a number or a spelled-out gap (an empty one does not count)."""
    try:
        _cell(cell.replace(",", "."))
    except ValueError:
        return False
    return bool(cell.strip())


def number(cell: str) -> float | None:
    """The finite number in a header cell, decimal comma allowed, or None."""
    try:
        value = _cell(cell.replace(",", "."))
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def numbers(source: Sheet, first: int, mark: str | None, width: int) -> Numbers:
    """All rows from line `first` (from 0) on as numbers, (rows, width).

    Blank lines are skipped, short rows filled with NaN, infinite values taken as empty. A last row that was cut in
    the middle is left out.
    """
    body = [(at, line) for at, line in enumerate(source.lines[first:], first + 1) if line.strip(" \t;,")]
    if mark != "," and not any("." in line for _, line in body) and any("," in line for _, line in body):
        body = [(at, line.replace(",", ".")) for at, line in body]
    flat = array("d")
    short, notes = 0, []
    for place, (at, line) in enumerate(body):
        row = _row(source.file, at, line, mark, width)
        if len(row) < width:
            if place == len(body) - 1 and not source.complete:
                notes.append(Note(id="text.cut", text="The last line of the file is cut and was left out."))
                break
            if mark is None:
                raise _odd_row(source.file, at, len(row), width)
            short += 1
            row.extend([NAN] * (width - len(row)))
        flat.extend(row)
    if short:
        notes.append(
            Note(id="text.short_rows", text=f"{short} rows are shorter than the header; the rest is a gap.")
        )
    values = np.frombuffer(flat, dtype=np.float64).reshape(-1, width).copy()
    np.copyto(values, np.nan, where=~np.isfinite(values))
    if not values.size:
        raise RecordingError(
            source.file,
            found="a header and no numbers",
            needed="at least one row",
            do="Export the file again.",
        )
    return Numbers(values, tuple(notes))


def first_row(source: Sheet, start: int, mark: str | None) -> int:
    """Index of the first line from `start` on whose first cell is a number; the number of lines if there is none."""
    for at, line in enumerate(source.lines[start:], start):
        if line.strip() and is_number(cells(line, mark)[0]):
            return at
    return len(source.lines)


def markers(
    labels: Sequence[str], columns: Sequence[int], values: Floats
) -> tuple[tuple[str, ...], Floats, tuple[str, ...], tuple[Note, ...]]:
    """Markers from columns of numbers: (labels, positions (rows, labels, 3), labels left out, notes).

    columns: where the x of each label stands; y and z follow. A point with one missing coordinate is a gap. Markers
    that are empty throughout, have no name, or carry a name for the second time are left out, and this is said.
    """
    if not labels:
        return (), np.zeros((0, 0, 3)), (), ()
    places = np.asarray(columns)[:, None] + np.arange(3)
    positions = values[:, places.ravel()].reshape(len(values), len(labels), 3)
    np.copyto(positions, np.nan, where=np.isnan(positions).any(axis=2, keepdims=True))
    empty = [bool(gone) for gone in np.atleast_1d(np.isnan(positions).all(axis=(0, 2)))]
    keep: dict[str, int] = {}
    twice: list[str] = []
    for place, label in enumerate(labels):
        if label and not empty[place]:
            if label in keep:
                twice.append(label)
            else:
                keep[label] = place
    gone = tuple(dict.fromkeys(label for label in labels if label and label not in keep))
    notes = []
    if gone:
        notes.append(Note(id="markers.empty", text=f"Markers named but never seen: {_listed(gone)}."))
    if twice:
        notes.append(
            Note(id="markers.twice", text=f"Names used twice, the first one counts: {_listed(twice)}.")
        )
    return tuple(keep), positions[:, list(keep.values())], gone, tuple(notes)


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _row(file: str, at: int, line: str, mark: str | None, width: int) -> list[float]:
    """The numbers of one line, at most `width` of them: three ways, from the fastest to the most patient."""
    row = line.split(mark)
    if len(row) == 1 < width:
        row = line.split()
    if len(row) > width:
        if any(cell.strip(' "') for cell in row[width:]):
            raise _odd_row(file, at, len(row), width)
        del row[width:]
    values: list[float]
    try:
        if "_" in line:  # float() would take 1_000
            raise ValueError
        values = list(map(float, row))
    except ValueError:
        try:
            values = [NAN if not cell or cell.isspace() else float(cell) for cell in row]
            if "_" in line:
                raise ValueError
        except ValueError:
            values = _patient(file, at, row)
    return values


def _patient(file: str, at: int, row: list[str]) -> list[float]:
    values = []
    for column, cell in enumerate(row, 1):
        try:
            values.append(_cell(cell))
        except ValueError:
            raise RecordingError(
                file,
                found=f"line {at}, column {column} holds “{_shown(cell)}”",
                needed="a number or an empty cell",
                do="Mend that line, or export the file again.",
            ) from None
    return values


def _cell(cell: str) -> float:
    word = cell.strip().strip('"').strip().lower()
    if word in _GAPS or word.startswith(_GAP_STARTS):
        return NAN
    if "_" in word:
        raise ValueError
    return float(word.replace("\u2212", "-").replace("d", "e"))


def _odd_row(file: str, at: int, found: int, width: int) -> RecordingError:
    return RecordingError(
        file,
        found=f"line {at} has {found} values where the header names {width}",
        needed="as many values as columns",
        do="Export the file again.",
    )


def _shown(cell: str) -> str:
    """A cell as it may be shown: short, printable."""
    word = "".join(sign if sign.isprintable() else "?" for sign in cell.strip())
    return word if len(word) <= 20 else word[:19] + "…"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(_shown(name) for name in names[:6])
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"
