"""What is written is written completely or not at all."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from understride.model import RequestError

REPORT, ANALYSIS, ASSESSMENT = "report.html", "analysis.json", "assessment.json"
PLAN_PAGE, PLAN, CALENDAR = "plan.html", "plan.json", "plan.ics"
COMPARISON_PAGE, COMPARISON = "comparison.html", "comparison.json"
SCHEMAS = {
    ANALYSIS: "understride.analysis/",
    ASSESSMENT: "understride.assessment/",
    COMPARISON: "understride.comparison/",
    PLAN: "understride.plan/",
}
OURS = frozenset({REPORT, COMPARISON_PAGE, PLAN_PAGE, CALENDAR, *SCHEMAS})
BESIDE = re.compile(r"lesson-[a-z0-9-]+\.(mp3|sheet\.(html|pdf))")  # what the first lesson of a page needs


def folder_for(recording: Path) -> Path:
    """The folder that is made where one stands when none is named."""
    return Path(f"understride-{recording.stem or 'run'}")


def check_folder(folder: Path) -> None:
    """Refuse a place that holds anything but an earlier result of ours, before any work is done."""
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and _is_ours(folder))):
        raise RequestError(
            found=f"{folder.name} is already there and is not a result of understride",
            needed="a new or empty folder, or an earlier result to replace",
            do="Name another one with --out.",
        )


def _is_ours(folder: Path) -> bool:
    names = {entry.name for entry in folder.iterdir()}
    if not names:
        return True
    documents = names & SCHEMAS.keys()
    known = all(name in OURS or BESIDE.fullmatch(name) for name in names)
    return known and bool(documents) and all(_says(folder / name, SCHEMAS[name]) for name in documents)


def _says(file: Path, schema: str) -> bool:
    try:
        found = json.loads(file.read_bytes())
    except ValueError:
        return False
    return isinstance(found, dict) and str(found.get("schema", "")).startswith(schema)


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Fill a hidden folder beside the wished one, then put it in its place in one step."""
    check_folder(folder)
    with _sentences(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            new, old = made / "new", made / "old"
            new.mkdir()
            fill(new)
            if folder.exists():
                folder.rename(old)
            try:
                new.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)


def check_file(file: Path, *inputs: Path | None, endings: tuple[str, ...]) -> None:
    """Refuse an output that is an input, a folder, or of a kind that we do not write."""
    if file.suffix.lower() not in endings:
        raise RequestError(
            found=f"The output {file.name!r}",
            needed=f"a name that ends in {' or '.join(endings)}",
            do="The ending says what is written.",
        )
    if file.is_dir() or any(given is not None and _same(file, given) for given in inputs):
        raise RequestError(
            found=f"The output {file.name!r} is {'a folder' if file.is_dir() else 'also an input'}",
            needed="a file that may be replaced",
            do="Name another one with --out.",
        )


def write_file(file: Path, save: Callable[[Path], None]) -> None:
    """One file by a function that writes whole files, the folder made if need be."""
    with _sentences(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        save(file)


def print_bytes(content: bytes) -> None:
    """Exact bytes to stdout, ended by one line feed."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.rstrip(b"\n") + b"\n")
    sys.stdout.buffer.flush()


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


@contextmanager
def _sentences(place: Path) -> Iterator[None]:
    """A file system that refuses becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise RequestError(
            found=f"{place.name} cannot be written ({error.strerror or error})",
            needed="a folder with room in it where you may write",
            do="Name another place with --out.",
        ) from error
