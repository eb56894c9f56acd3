"""One small file per runner: what was asked, and the log. Written whole or not at all; the log is only added to."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from understride.interview.gate import Cleared
from understride.knowledge.schema import Record
from understride.lessons.programme.asked import Asked
from understride.lessons.programme.log import Entry, Log, add, undo
from understride.lessons.programme.looks import Looks
from understride.lessons.programme.plan import NO_LOOKS, Day, Plan, follow, next_day
from understride.lessons.programme.shelf import Shelf
from understride.model import RecordingError, RequestError, Runner

HOME = "UNDERSTRIDE_HOME"  # where everything kept lies, if it is not the system's place for such
SCHEMA = "understride.course/1"
MOST_BYTES = 5_000_000
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


class _File(Record, frozen=True, kw_only=True):
    """What lies in the file."""

    schema: str
    runner: str
    asked: Asked
    log: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One runner's course as it is kept."""

    runner: Runner
    asked: Asked
    log: Log = ()


def place(runner: Runner, *, environ: Mapping[str, str] = os.environ) -> Path:
    """Where a runner's course lies."""
    if not _ID.fullmatch(runner.id):
        raise RequestError(
            found=f"a runner called {runner.id!r}",
            needed="letters, digits, dots, dashes, 64 at most",
            do="Choose a shorter, plainer name.",
        )
    named = environ.get(HOME)
    if named:
        return Path(named) / "plans" / f"{runner.id}.json"
    from platformdirs import user_data_path

    return user_data_path("understride") / "plans" / f"{runner.id}.json"


def load(path: Path) -> Kept | None:
    """What is kept, or None where nothing is."""
    if not path.is_file():
        return None
    if path.stat().st_size > MOST_BYTES:
        raise _broken(path, "more than five megabytes")
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except msgspec.DecodeError as error:
        raise _broken(path, str(error)) from error
    if found.schema != SCHEMA:
        raise _broken(path, f"the schema {found.schema!r}")
    return Kept(runner=Runner(id=found.runner), asked=found.asked, log=found.log)


def save(kept: Kept, path: Path) -> None:
    """Write it beside the old one, then take its place in one step: never half a file."""
    content = _File(schema=SCHEMA, runner=kept.runner.id, asked=kept.asked, log=kept.log)
    data = msgspec.json.format(msgspec.json.encode(content, order="deterministic"), indent=1) + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def note(kept: Kept, entry: Entry) -> Kept:
    """With one more line in the log."""
    return replace(kept, log=add(kept.log, entry))


def take_back(kept: Kept, *, on: date) -> Kept:
    """With the last line taken out of account; it stays in the file."""
    return replace(kept, log=undo(kept.log, on=on))


def standing_plan(cleared: Cleared, kept: Kept, shelf: Shelf, looks: Looks = NO_LOOKS) -> Plan:
    """The plan as it stands today."""
    return follow(cleared, kept.asked, shelf, kept.log, looks)


def today(cleared: Cleared, kept: Kept, shelf: Shelf, looks: Looks = NO_LOOKS) -> Day:
    """What today holds."""
    return next_day(cleared, standing_plan(cleared, kept, shelf, looks))


def done(cleared: Cleared, kept: Kept, shelf: Shelf, looks: Looks = NO_LOOKS, *, cued: bool = False) -> Kept:
    """With today's thing noted as done; refused where today holds nothing."""
    day = today(cleared, kept, shelf, looks)
    if day.kind == "free":
        raise RequestError(
            found="nothing stands on this day",
            needed="a day with a lesson, a check or tests",
            do="Name what you did instead, if you did something.",
        )
    return note(kept, entry_of(day, cued=cued))


def entry_of(day: Day, *, cued: bool = False) -> Entry:
    """The line for the log that says a day's thing was done."""
    if day.kind == "notice":
        return Entry(on=day.date, kind="noticed")
    if day.lesson is None:
        return Entry(on=day.date, kind="done", what="scan" if day.kind == "scan" else "tests", cued=cued)
    return Entry(
        on=day.date,
        kind="done",
        what="lesson",
        lesson=day.lesson,
        length=day.length,
        side=day.first_side,
        part=day.part if day.parts > 1 else None,
    )


def _broken(path: Path, found: str) -> RecordingError:
    return RecordingError(
        path.name, found=found, needed=f"a file as {SCHEMA} says", do="Put a copy back, or begin a new plan."
    )
