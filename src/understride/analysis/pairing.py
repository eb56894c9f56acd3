"""Which recordings a folder holds, and which standing trial and forces belong to each.

By a `batch.csv` in the folder (recording, static, forces, runner, mass, height, speed; only the first is a must), or
by names as the shared sets have them: `…run…` beside `…static…`, or one `static` for its whole folder.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from understride.model import RequestError, UnderstrideError

TABLE = "batch.csv"
COLUMNS = ("recording", "static", "forces", "runner", "mass", "height", "speed")
RECORDINGS = frozenset(
    (".c3d", ".trc", ".tsv", ".zip")
)  # by these names a file is meant to be one, even if broken
FORCES = re.compile(r"(_f_\d+\.tsv|_grf\.mot|forces\.txt)$", re.IGNORECASE)
STANDING = re.compile(r"static", re.IGNORECASE)
RUN = re.compile(r"run(T\d+)?(markers)?", re.IGNORECASE)
NO_RUN = frozenset(("mot",))  # formats without points


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One recording with what belongs to it. name: its path within the folder. mass kg, height m, speed m/s."""

    name: str
    recording: Path
    static: Path | None = None
    forces: tuple[Path, ...] = ()
    runner: str | None = None
    mass: float | None = None
    height: float | None = None
    speed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What a folder holds. by: `batch.csv` or `names`. skipped: (name, why) of files that are no recordings."""

    jobs: tuple[Job, ...]
    by: str
    skipped: tuple[tuple[str, str], ...] = ()


def paired(folder: Path) -> Paired:
    """All recordings of a folder, in the order of their names or of the table."""
    if not folder.is_dir():
        raise RequestError(
            found=f"{folder.name} is not a folder", needed="a folder of recordings", do="Name the folder."
        )
    if (folder / TABLE).is_file():
        return Paired(jobs=tuple(_from_table(folder)), by=TABLE)
    jobs, skipped = [], []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not _hidden(p, folder)):
        name = path.relative_to(folder).as_posix()
        why = _no_recording(path)
        if why:
            skipped.append((name, why))
        else:
            jobs.append(Job(name=name, recording=path, static=_standing(path), runner=_runner(path)))
    return Paired(jobs=tuple(jobs), by="names", skipped=tuple(skipped))


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _no_recording(path: Path) -> str | None:
    """Why a file is not taken for a recording of its own, or None."""
    from understride.formats import registry

    if FORCES.search(path.name):
        return "forces of a recording"
    if STANDING.search(path.stem) and (_is_static_of_any(path) or path.stem.casefold() == "static"):
        return "a standing trial"
    if path.suffix.casefold() in RECORDINGS:
        return None
    try:
        with path.open("rb") as file:
            kind = registry.recognise(file.read(registry.HEAD), path.name)
    except (UnderstrideError, OSError):
        return "no format that we read"
    return "a table without points" if kind.id in NO_RUN else None


def _is_static_of_any(path: Path) -> bool:
    """Whether some recording beside it would take it for its standing trial."""
    return any(
        path in _named_static(other)
        for other in path.parent.iterdir()
        if RUN.search(other.stem) and not STANDING.search(other.stem)
    )


def _standing(path: Path) -> Path | None:
    beside = [p for p in path.parent.iterdir() if p.is_file() and p.stem.casefold() == "static"]
    named = [p for p in _named_static(path) if p.is_file() and p != path]
    return next(iter([*named, *sorted(beside)]), None)


def _named_static(path: Path) -> list[Path]:
    """`RBDS001runT25.c3d` → `RBDS001static.c3d`; `x_run.c3d` → `x_static.c3d`."""
    found = RUN.search(path.stem)
    if not found:
        return []
    start, end = path.stem[: found.start()], path.stem[found.end() :]
    return [path.with_name(f"{start}static{tail}{path.suffix}") for tail in dict.fromkeys((end, ""))]


def _runner(path: Path) -> str:
    """What stands before `run`, else the name of the folder."""
    found = RUN.search(path.stem)
    return (path.stem[: found.start()].rstrip("_- ") if found else "") or path.parent.name


# --- the table ------------------------------------------------------------------------------------------------------


def _from_table(folder: Path) -> Iterator[Job]:
    try:
        text = (folder / TABLE).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable("text that is not UTF-8", "UTF-8", "Save it as UTF-8.") from error
    lines = csv.DictReader(text.splitlines())
    names = tuple(lines.fieldnames or ())
    if "recording" not in names or not set(names) <= set(COLUMNS):
        raise _unusable(f"the columns {', '.join(names)}", ", ".join(COLUMNS), "Mend its first line.")
    for number, line in enumerate(lines, start=2):
        yield _job(folder, line, number)


def _job(folder: Path, line: Mapping[str, str | None], number: int) -> Job:
    told = {name: (line.get(name) or "").strip() for name in COLUMNS}
    if not told["recording"]:
        raise _unusable(f"no recording in line {number}", "a file name", "Name it, or delete the line.")
    return Job(
        name=told["recording"],
        recording=folder / told["recording"],
        static=folder / told["static"] if told["static"] else None,
        forces=tuple(folder / name.strip() for name in told["forces"].split(";") if name.strip()),
        runner=told["runner"] or None,
        mass=_number(told, "mass", number),
        height=_number(told, "height", number),
        speed=_number(told, "speed", number),
    )


def _number(told: Mapping[str, str], name: str, line: int) -> float | None:
    try:
        return float(told[name]) if told[name] else None
    except ValueError:
        raise _unusable(f"the {name} {told[name]!r} in line {line}", "a number", "Mend it.") from None


def _unusable(found: str, needed: str, do: str) -> RequestError:
    return RequestError(found=f"{TABLE} has {found}", needed=needed, do=do)
