"""Tab-separated text of Qualisys Track Manager: markers (`DATA_INCLUDED 3D`) and force plates (`… Force`).

Header lines KEY, tab, value; then usually a line of column names; then rows. Columns are found by name: how many stand
before the first marker depends on what was ticked in the export.

Forces are in laboratory axes, newtons, as pushed *on the plate* (vertical negative under load); the sign stays. The
moments beside them turn about the plate's own origin, below its surface: on the shared recording they fit the centre
of pressure only about the point `centre of the corners − FORCE_PLATE_OFFSET (turned into the laboratory)`, depth below
the surface, there to 1e-4 N·m. So the moment handed on is M − (COP − O) × F, about the centre of pressure.
"""

from __future__ import annotations

import hashlib
import re

import numpy as np

from understride.formats import text
from understride.formats.clock import Clock, clock
from understride.formats.raw import Raw, RawForce, only_force
from understride.model import FileEvent, Floats, Note, RecordingError, Side, frozen

_KEYS = (
    "NO_OF_FRAMES",
    "NO_OF_SAMPLES",
    "NO_OF_CAMERAS",
    "NO_OF_MARKERS",
    "FREQUENCY",
    "TIME_STAMP",
    "DATA_INCLUDED",
)
_CORNERS = ("POSX_POSY", "NEGX_POSY", "NEGX_NEGY", "POSX_NEGY")
_LOADED = 100.0  # N; above it the centre of pressure is good enough to tell moment origins apart
_ENOUGH = 20  # loaded samples
_FITS = 0.02  # share of the moment that may be left over about the right origin

Header = dict[str, list[str]]


def looks_like(head: bytes) -> bool:
    """Whether the file begins with Qualisys's header words."""
    lines = text.head_lines(head)[:12]
    return sum(line.split("\t")[0].strip() in _KEYS for line in lines) >= 2


def read(data: bytes, name: str) -> Raw:
    """Markers or one force plate of a Qualisys export."""
    source = text.sheet(data, name)
    header, names, first = _header(source)
    kind = " ".join(header.get("DATA_INCLUDED", ["3D"])).strip().lower()
    if "force" in kind or "force_z" in [label.lower() for label in names]:
        return _force(data, source, header, names, first)
    if kind != "3d" or "MARKER_NAMES" not in header:
        raise RecordingError(
            name,
            found=f"a Qualisys export of {kind}"
            if kind != "3d"
            else "a Qualisys export without marker names",
            needed="3D marker positions or forces",
            do="Export again with DATA_INCLUDED 3D and marker names.",
        )
    return _markers(data, source, header, names, first)


def _header(source: text.Sheet) -> tuple[Header, list[str], int]:
    """Header entries, column names (empty if the export has none), index of the first row."""
    header: Header = {}
    for at, line in enumerate(source.lines):
        row = text.cells(line, "\t")
        if text.is_number(row[0]) or (not row[0] and any(map(text.is_number, row))):
            return header, [], at
        if row[0].lower() in ("frame", "sample", "time"):
            return header, row, at + 1
        if row[0] == "EVENT":  # label, frame, time; one line each
            header["EVENT"] = [*header.get("EVENT", []), *[*row[1:4], "", "", ""][:3]]
        elif row[0] not in header:
            header[row[0]] = row[1:]
    raise RecordingError(
        source.file, found="a header and no rows", needed="rows of numbers", do="Export the file again."
    )


def _markers(data: bytes, source: text.Sheet, header: Header, names: list[str], first: int) -> Raw:
    labels = header["MARKER_NAMES"]
    while labels and not labels[-1]:
        labels = labels[:-1]
    names = names or _unnamed(source.lines[first], labels)
    place = {label.lower(): column for column, label in reversed(list(enumerate(names)))}
    found = [label for label in labels if f"{label} x".lower() in place]
    block = text.numbers(source, first, "\t", _width(names))
    timing = _clock(block.values, place, header, source.file)
    columns = [place[f"{label} x".lower()] for label in found]
    kept, positions, gone, notes = text.markers(found, columns, block.values) if found else ((), None, (), ())
    if positions is None or not kept:
        raise RecordingError(
            source.file,
            found="no marker with a position",
            needed="labelled markers",
            do="Export the labelled trial.",
        )
    return Raw(
        file=source.file,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="qualisys",
        labels=kept,
        positions=frozen(timing.spread(positions)),
        length_unit="mm",
        rate_hz=timing.rate_hz,
        start=timing.start,
        events=_events(header),
        left_out=gone,
        notes=(*_counts(header, "NO_OF_FRAMES", len(block.values)), *block.notes, *timing.notes, *notes),
    )


def _force(data: bytes, source: text.Sheet, header: Header, names: list[str], first: int) -> Raw:
    if "local" in " ".join(header.get("DESCRIPTION", [])).lower():
        raise RecordingError(
            source.file,
            found="forces in the plate's own axes",
            needed="forces in laboratory axes",
            do="Export again with “force data in world (lab) coordinates”.",
        )
    place = {label.lower(): column for column, label in reversed(list(enumerate(names)))}
    if not all(f"force_{axis}" in place for axis in "xyz"):
        raise RecordingError(
            source.file,
            found="a force file without Force_X, Force_Y, Force_Z",
            needed="them",
            do="Export it again.",
        )
    block = text.numbers(source, first, "\t", _width(names))
    timing = _clock(block.values, place, header, source.file)
    values = timing.spread(block.values)
    force, centre, moment = (_vector(values, place, word) for word in ("force", "cop", "moment"))
    corners = _corners(header)
    # Where the plate is unloaded its middle, or zero, stands as filler.
    middle = np.zeros(3) if corners is None else corners.mean(axis=0)
    centre[(np.abs(centre - middle) < 2e-3).all(axis=1) | (centre == 0.0).all(axis=1)] = np.nan
    turning, notes = _at_centre(force, centre / 1000.0, moment, _origins(corners, header))
    channel = RawForce(
        name=" ".join(header.get("FORCE_PLATE_NAME", [])).strip() or "plate",
        foot=None,
        rate_hz=timing.rate_hz,
        start=timing.start,
        force=frozen(force),
        centre=frozen(centre),
        moment=frozen(turning),
        length_unit="mm",
    )
    counted = _counts(header, "NO_OF_SAMPLES", len(block.values))
    said = (*counted, *block.notes, *timing.notes, *notes)
    return only_force(data, file=source.file, reader="qualisys", channel=channel, notes=said)


def _vector(values: Floats, place: dict[str, int], word: str) -> Floats:
    if not all(f"{word}_{axis}" in place for axis in "xyz"):
        return np.full((len(values), 3), np.nan)
    return values[:, [place[f"{word}_{axis}"] for axis in "xyz"]]


def _corners(header: Header) -> Floats | None:
    """Corners of the plate, (4, 3) mm, in the order of _CORNERS; None if the header lacks one."""
    found = [
        [text.number((header.get(f"FORCE_PLATE_CORNER_{corner}_{axis}") or [""])[0]) for axis in "XYZ"]
        for corner in _CORNERS
    ]
    return None if any(value is None for row in found for value in row) else np.array(found, dtype=np.float64)


def _origins(corners: Floats | None, header: Header) -> list[Floats]:
    """Points about which the file's moments may turn, m, the likeliest first."""
    laboratory = np.zeros(3)
    offset = [text.number((header.get(f"FORCE_PLATE_OFFSET_{axis}") or [""])[0]) for axis in "XYZ"]
    if corners is None:
        return [laboratory]
    middle = corners.mean(axis=0)
    if any(value is None for value in offset):
        return [middle / 1000.0, laboratory]
    with np.errstate(all="ignore"):
        along, across = corners[0] - corners[1], corners[0] - corners[3]  # the plate's own x and y
        along, across = along / np.linalg.norm(along), across / np.linalg.norm(across)
        x, y, z = np.array(offset, dtype=np.float64)
        depth = np.cross(along, across) * abs(z)  # the plate's z points into the ground
        origin = middle - x * along - y * across + depth
    return [point / 1000.0 for point in (origin, origin - depth, origin - 2 * depth, middle)] + [laboratory]


def _at_centre(
    force: Floats, centre: Floats, moment: Floats, origins: list[Floats]
) -> tuple[Floats, tuple[Note, ...]]:
    """The moment about the centre of pressure, N·m, by the origin that leaves nothing but a turn about the vertical.

    A foot cannot pull on the ground, so about the centre of pressure the two level parts are zero: that decides
    between origins. Where none fits, or nothing loads the plate, the moment is unknown: NaN.
    """
    nothing = np.full_like(force, np.nan)
    usable = np.isfinite(np.column_stack([force, centre, moment])).all(axis=1)
    with np.errstate(all="ignore"):
        strength = np.sqrt(np.square(force).sum(axis=1))
        loaded = np.flatnonzero(usable & (strength > _LOADED) & (strength < 1e6))
        if len(loaded) < _ENOUGH:
            return nothing, ()
        up = int(np.argmax(np.abs(force[loaded]).mean(axis=0)))
        level = [axis for axis in range(3) if axis != up]
        choices = [moment - np.cross(centre - origin, force) for origin in origins] + [moment]
        left = [float(np.sqrt(np.mean(choice[loaded][:, level] ** 2))) for choice in choices]
        lever = float(
            np.sqrt(np.mean(np.square(strength[loaded])))
        )  # N·m that a lever of one metre would leave
    best = int(np.nanargmin(left)) if np.isfinite(left).any() else 0
    if not left[best] <= _FITS * lever:
        words = "The plate's moments do not fit its forces and centre of pressure; they were left out."
        return nothing, (Note(id="force.moment", text=words),)
    return choices[best], ()


def _clock(values: Floats, place: dict[str, int], header: Header, file: str) -> Clock:
    declared = text.number((header.get("FREQUENCY") or [""])[0])
    if "time" in place:
        return clock(values[:, place["time"]], file, declared=declared)
    return clock(np.arange(len(values), dtype=np.float64), file, declared=declared)


def _unnamed(row: str, labels: list[str]) -> list[str]:
    """Column names for an export without its line of names: whatever stands before three columns a marker."""
    before = len(text.cells(row.rstrip("\t"), "\t")) - 3 * len(labels)
    lead = [["Time"], ["Frame", "Time"]][before - 1] if before in (1, 2) else ["?"] * max(before, 0)
    return [*lead, *(f"{label} {axis}" for label in labels for axis in "XYZ")]


def _width(names: list[str]) -> int:
    return max(column for column, label in enumerate(names) if label) + 1 if any(names) else 1


def _events(header: Header) -> tuple[FileEvent, ...]:
    """Events by label, frame and time; the side where the label begins with one."""
    flat, events = header.get("EVENT", []), []
    for label, time in zip(flat[::3], flat[2::3], strict=False):
        seconds = text.number(time)
        if seconds is not None:
            match = re.match(r"(left|right|l|r)(?:[ _]|$)", label.lower())
            side = None if match is None else Side.LEFT if match[1].startswith("l") else Side.RIGHT
            events.append(FileEvent(label=label, side=side, time=seconds))
    return tuple(events)


def _counts(header: Header, key: str, rows: int) -> tuple[Note, ...]:
    said = text.number((header.get(key) or [""])[0])
    if said is None or said == rows:
        return ()
    return (Note(id="header.rows", text=f"The header promises {said:g} rows, the file has {rows}."),)
