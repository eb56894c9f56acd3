"""An interview that is not through yet: one small file per runner, readable by its owner alone."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

from understride.cli import answers_kept
from understride.interview import SoFar
from understride.model import RecordingError, Runner

RESUMABLE = dt.timedelta(days=7)  # an older interview begins anew: safety may have changed


def place(runner: Runner) -> Path:
    """Where it lies: beside the folder of the answers."""
    answers = answers_kept.place(runner)
    return answers.parent.parent / "interviews" / answers.name


def keep(so_far: SoFar, runner: Runner) -> None:
    """Keep it, whole or not at all."""
    import msgspec

    file = place(runner)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(msgspec.json.encode(so_far, order="deterministic") + b"\n")
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def drop(runner: Runner) -> None:
    """Forget an interview that is through."""
    place(runner).unlink(missing_ok=True)


def under_way(runner: Runner, *, today: dt.date) -> SoFar | None:
    """The interview that was left, dated today; None where there is none or it is too old."""
    import msgspec

    file = place(runner)
    if not file.is_file():
        return None
    try:
        found = msgspec.json.decode(file.read_bytes(), type=SoFar)
    except msgspec.DecodeError as error:
        raise RecordingError(
            file.name, found=str(error), needed="an interview that was left", do="Delete it and begin anew."
        ) from error
    if not dt.timedelta(0) <= today - found.today <= RESUMABLE:
        return None
    return msgspec.structs.replace(found, today=today)
