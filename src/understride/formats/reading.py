"""`read`: files on disk → one `Recording`. The only place that opens what a person names."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from understride.formats import bundle, registry
from understride.formats.assemble import Said, assemble
from understride.formats.dialect import load_mapping
from understride.formats.raw import Raw
from understride.model import Note, Recording, RecordingError, RequestError

StrPath = str | os.PathLike[str]

SANE = {
    "mass": (20.0, 250.0, "kg"),
    "height": (0.9, 2.5, "m"),
    "speed": (0.5, 13.0, "m/s"),
}
"""From the lightest child to the heaviest adult who runs; from a slow walk to faster than the world record."""

BESIDE = (
    (
        re.compile(r"^(?P<name>.+)\.tsv$"),
        ("{name}_f_1.tsv", "{name}_f_2.tsv", "{name}_f_3.tsv", "{name}_f_4.tsv"),
    ),
    (re.compile(r"^(?P<name>.+)\.trc$"), ("{name}_grf.mot",)),
    (re.compile(r"^(?P<name>.+)markers\.txt$"), ("{name}forces.txt",)),
)
"""Names under which programs store the force of a recording beside it (Qualisys, OpenSim, RBDS text)."""
PLATE = re.compile(r"^(?P<name>.+)_f_\d\.tsv$")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Files:
    """What one named file holds, a zip taken apart: files with points, files with force alone."""

    file: str
    sha256: str
    marked: tuple[Raw, ...]
    forces: tuple[Raw, ...]
    rest: tuple[Raw, ...]
    zipped: bool


def read(
    path: StrPath,
    static: StrPath | None = None,
    forces: StrPath | Sequence[StrPath] | None = None,
    mass: float | None = None,
    height: float | None = None,
    speed: float | None = None,
    mapping: StrPath | None = None,
) -> Recording:
    """A running recording in our names, axes and units, whatever format, laboratory and marker set it comes from.

    path: the recording (C3D, TRC, Qualisys TSV, RBDS text, CSV with declared units, or a zip of one recording).
    static: a standing trial of the same session. forces: files with the ground reaction, where the recording has
    none; left out, files that programs store under its name beside it are taken and this is said.
    mass kg, height m, speed m/s: if known. mapping: a marker-set file of your own.
    """
    said = Said(
        **{name: _sane(name, value) for name, value in (("mass", mass), ("height", height), ("speed", speed))}
    )
    own = load_mapping(Path(mapping)) if mapping is not None else None
    main = _open(Path(path))
    run, standing = _run_and_standing(main)
    if static is not None:
        standing = _one_marked(_open(Path(static)))
    given, notes = _forces(Path(path), run, main, forces)
    recording = assemble(run, static=standing, force=given, mapping=own, said=said, notes=notes)
    return _named_after_archive(recording, main, run) if main.zipped else recording


def _sane(name: str, value: float | None) -> float | None:
    if value is None:
        return None
    low, high, unit = SANE[name]
    if not low <= value <= high:
        raise RequestError(
            found=f"a {name} of {value:g} {unit}",
            needed=f"{low:g} to {high:g} {unit}",
            do=f"Give the {name} in {unit}, or leave it out.",
        )
    return float(value)


def _open(path: Path) -> _Files:
    data, name = registry.fetch(path)
    zipped = bundle.looks_like(data[: registry.HEAD])
    members = bundle.unpack(data, name) if zipped else ((name, data),)
    raws = [registry.recognise(part[: registry.HEAD], inner).read(part, inner) for inner, part in members]
    return _Files(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        marked=tuple(raw for raw in raws if raw.labels),
        forces=tuple(raw for raw in raws if raw.forces and not raw.labels),
        rest=tuple(raw for raw in raws if not raw.forces and not raw.labels),
        zipped=zipped,
    )


def _run_and_standing(files: _Files) -> tuple[Raw, Raw | None]:
    """The recording; in a zip with two files of points, the one called static is the standing trial."""
    if not files.marked:
        return (*files.forces, *files.rest)[0], None
    runs = [raw for raw in files.marked if "static" not in raw.file.casefold()] or list(files.marked)
    standing = [raw for raw in files.marked if raw not in runs]
    if len(runs) > 1 or len(standing) > 1:
        names = ", ".join(raw.file for raw in files.marked)
        raise RecordingError(
            files.file,
            found=f"several recordings ({names})",
            needed="one",
            do="Give one recording at a time.",
        )
    return runs[0], standing[0] if standing else None


def _one_marked(files: _Files) -> Raw:
    if len(files.marked) > 1:
        raise RecordingError(
            files.file,
            found="several recordings",
            needed="one standing trial",
            do="Give the standing trial alone.",
        )
    return (*files.marked, *files.forces, *files.rest)[0]


# --- force ---------------------------------------------------------------------------------------------------


def _forces(
    path: Path, run: Raw, main: _Files, given: StrPath | Sequence[StrPath] | None
) -> tuple[tuple[Raw, ...], tuple[Note, ...]]:
    """Files with force: those named, else those of the archive, else those beside the recording."""
    if given is not None:
        named = [Path(given)] if isinstance(given, (str, os.PathLike)) else [Path(one) for one in given]
        extra = [p for p in _other_plates(named) if p not in named]
        return tuple(raw for p in (*named, *extra) for raw in _with_force(p)), _told(extra)
    if run.forces or main.zipped:
        return main.forces, ()
    beside = _existing(path.parent, path.name, BESIDE)
    return tuple(raw for p in beside for raw in _with_force(p)), _told(beside)


def _with_force(path: Path) -> tuple[Raw, ...]:
    files = _open(path)
    raws = tuple(raw for raw in (*files.forces, *files.marked) if raw.forces)
    if not raws:
        raise RecordingError(
            path.name,
            found="no ground reaction force",
            needed="a file with forces",
            do="Give the file with forces, or leave it out.",
        )
    return raws


def _other_plates(named: Sequence[Path]) -> list[Path]:
    """The sister files of a Qualisys plate: belts are only whole together (trap T22)."""
    found: list[Path] = []
    for path in named:
        match = PLATE.match(path.name)
        if match:
            found += _existing(path.parent, f"{match['name']}.tsv", BESIDE)
    return list(dict.fromkeys(found))


def _existing(folder: Path, name: str, rules: Iterable[tuple[re.Pattern[str], Sequence[str]]]) -> list[Path]:
    for pattern, siblings in rules:
        match = pattern.match(name)
        if match:
            paths = [folder / sibling.format(**match.groupdict()) for sibling in siblings]
            return [p for p in paths if p.is_file()]
    return []


def _told(taken: Sequence[Path]) -> tuple[Note, ...]:
    if not taken:
        return ()
    names = ", ".join(p.name for p in taken)
    return (
        Note(id="force.beside", text=f"Force was taken from {names}, which lies beside under the same name."),
    )


def _named_after_archive(recording: Recording, main: _Files, run: Raw) -> Recording:
    source = recording.provenance
    inner = ("recording", run.file, run.sha256)
    return replace(
        recording,
        provenance=replace(source, file=main.file, sha256=main.sha256, others=(inner, *source.others)),
    )
