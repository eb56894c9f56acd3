"""The last answers of each runner: one small file each, so that the safety questions need not be told again at once.

Nobody but the person at this machine can read it: it holds what they told about their health.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from understride.model import Runner

if TYPE_CHECKING:
    from understride.interview import Answers

HOME = "UNDERSTRIDE_HOME"  # where everything kept lies, if it is not the system's place for such


def place(runner: Runner, *, environ: Mapping[str, str] = os.environ) -> Path:
    """Where a runner's last answers lie."""
    named = environ.get(HOME)
    if named:
        return Path(named) / "answers" / f"{runner.id}.json"
    from platformdirs import user_data_path

    return user_data_path("understride") / "answers" / f"{runner.id}.json"


def keep(answers: Answers, runner: Runner, *, environ: Mapping[str, str] = os.environ) -> Path:
    """Keep these as the last answers of this runner, whole or not at all; gives where they lie."""
    from understride.interview import as_plain

    file = place(runner, environ=environ)
    text = json.dumps(as_plain(answers), ensure_ascii=False, indent=1, default=str) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        dir=file.parent, prefix=".", suffix=".part"
    )  # readable by its owner alone
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return file


def last(runner: Runner, *, now: dt.datetime, environ: Mapping[str, str] = os.environ) -> Answers | None:
    """The last answers of this runner, or None where none are kept."""
    from understride.interview import read_answers

    file = place(runner, environ=environ)
    return read_answers(file, now=now) if file.is_file() else None
