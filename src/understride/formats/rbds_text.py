"""The text dialect of the RBDS running set: one header line, then rows; `<marker>X`, `<marker>Y`, `<marker>Z`.

A force file has the columns Fx … COPx … Ty instead, and its "Time" is a sample number: there is no rate in it
(`RawForce.rate_unknown`). Files of curves over one stride look alike and are no recordings; they are refused.
"""

from __future__ import annotations

import hashlib

import numpy as np

from understride.formats import text
from understride.formats.clock import clock, counts_samples
from understride.formats.raw import Raw, RawForce, only_force
from understride.model import Floats, Note, RecordingError, frozen

_FORCE = ("fx", "fy", "fz")
_CENTRE = ("copx", "copy", "copz")
_CURVES = ("percgcycle", "percent", "gaitcycle")
_MILLIMETRES = 20.0  # a centre of pressure further than this from the origin is not in metres


def looks_like(head: bytes) -> bool:
    """Whether the first line names a time and columns in threes, or forces, or per cent of a stride."""
    lines = text.head_lines(head)
    if not lines:
        return False
    names = _names(lines[0])
    if names[0].lower() in _CURVES:
        return len(names) > 3
    return names[0].lower() == "time" and (_is_force(names) or bool(_triples(names)))


def read(data: bytes, name: str) -> Raw:
    """Markers or forces of the RBDS text dialect. Its lengths have no unit in the file; its torque is in N·mm."""
    source = text.sheet(data, name)
    at = next(place for place, line in enumerate((*source.lines, "end")) if line.strip())
    header = source.lines[at] if at < len(source.lines) else ""
    names = _names(header)
    if names[0].lower() in _CURVES:
        raise RecordingError(
            name,
            found="curves over one average stride",
            needed="a recording over time",
            do="Choose the file with the markers of the run.",
        )
    block = text.numbers(source, at + 1, text.separator(header), len(names))
    if _is_force(names):
        return _forces(data, name, names, block)
    triples = _triples(names)
    if not triples:
        raise RecordingError(
            name,
            found="no columns in threes (X, Y, Z)",
            needed="marker columns",
            do="Export the markers again.",
        )
    timing = clock(block.values[:, 0], name)
    labels, positions, gone, notes = text.markers(list(triples), list(triples.values()), block.values)
    if not labels:
        raise RecordingError(
            name,
            found="no marker with a position",
            needed="labelled markers",
            do="Export the labelled trial.",
        )
    return Raw(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="rbds_text",
        labels=labels,
        positions=frozen(timing.spread(positions)),
        length_unit=None,
        rate_hz=timing.rate_hz,
        start=timing.start,
        left_out=gone,
        notes=(*block.notes, *timing.notes, *notes),
    )


def _forces(data: bytes, name: str, names: list[str], block: text.Numbers) -> Raw:
    place = {label.lower(): column for column, label in enumerate(names)}
    time, values, notes = block.values[:, 0], block.values, block.notes
    unknown = counts_samples(time)
    rate, start = 1.0, 0.0
    if unknown:
        words = "The force file counts samples and has no rate; it was taken to last as long as the markers."
        notes = (*notes, Note(id="force.rate_unknown", text=words))
    else:
        timing = clock(time, name)
        values, rate, start, notes = (
            timing.spread(values),
            timing.rate_hz,
            timing.start,
            (*notes, *timing.notes),
        )
    force = values[:, [place[label] for label in _FORCE]]
    centre = _columns(values, place, _CENTRE)
    centre[(force == 0.0).all(axis=1)] = np.nan  # the middle of the plate stands there as filler
    far = np.nanmax(np.abs(centre), initial=0.0) > _MILLIMETRES
    moment = np.zeros_like(force)  # a free moment turns about the vertical and has no other part
    moment[:, 1] = values[:, place["ty"]] / 1000.0 if "ty" in place else np.nan
    channel = RawForce(
        name="plate",
        foot=None,
        rate_hz=rate,
        start=start,
        force=frozen(force),
        centre=frozen(centre),
        moment=frozen(moment),
        length_unit="mm" if far else "m",
        rate_unknown=unknown,
    )
    return only_force(data, file=name, reader="rbds_text", channel=channel, notes=notes)


def _columns(values: Floats, place: dict[str, int], labels: tuple[str, ...]) -> Floats:
    if not all(label in place for label in labels):
        return np.full((len(values), 3), np.nan)
    return values[:, [place[label] for label in labels]]


def _names(header: str) -> list[str]:
    names = text.cells(header, text.separator(header))
    while len(names) > 1 and not names[-1]:
        names.pop()
    return names or [""]


def _is_force(names: list[str]) -> bool:
    return set(_FORCE) <= {label.lower() for label in names}


def _triples(names: list[str]) -> dict[str, int]:
    """{marker: column of its X}, for names that come as …X, …Y, …Z one after the other."""
    found = {}
    for column in range(1, len(names) - 2):
        stem = names[column][:-1]
        if stem and [label.upper() for label in names[column : column + 3]] == [
            f"{stem.upper()}{a}" for a in "XYZ"
        ]:
            found[stem.rstrip(" _")] = column
    return found
