"""All formats in one place, recognised by what a file contains and never by its extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from understride.formats import bundle, csv_points, mot, qualisys, rbds_text, trc
from understride.formats.raw import Raw
from understride.model import RecordingError

HEAD = 4096  # bytes by which a format is recognised
LARGEST = 512 * 1024 * 1024  # bytes of a file


@dataclass(frozen=True, slots=True)
class Format:
    """One format. looks_like(head): is it this? read(data, name): the whole file as `Raw`."""

    id: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes, str], Raw]


def _c3d_looks_like(head: bytes) -> bool:
    from understride.formats import c3d

    return c3d.looks_like(head)


def _c3d_read(data: bytes, name: str) -> Raw:
    from understride.formats import c3d

    return c3d.read(data, name)


# The order matters only where one file would fit two: a declared CSV before text that is told by its column names.
FORMATS = (
    Format("c3d", _c3d_looks_like, _c3d_read),
    Format("trc", trc.looks_like, trc.read),
    Format("mot", mot.looks_like, mot.read),
    Format("qualisys", qualisys.looks_like, qualisys.read),
    Format("csv", csv_points.looks_like, csv_points.read),
    Format("rbds_text", rbds_text.looks_like, rbds_text.read),
)


def recognise(head: bytes, name: str) -> Format:
    """The format of a file by its first bytes."""
    if not head:
        raise _refused(name, "an empty file")
    for kind in FORMATS:
        if kind.looks_like(head):
            return kind
    raise _refused(name, "bytes that no reader knows")


def fetch(path: Path | str) -> tuple[bytes, str]:
    """(bytes, name without folder) of a file worth reading: it is there, it is a file, not too large, and a known
    format or a zip. Nothing but its first bytes is loaded before that is sure.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise _refused(path.name or str(path), "a folder")
        with path.open("rb") as file:
            head = file.read(HEAD)
            if not bundle.looks_like(head):
                recognise(head, path.name)
            size = path.stat().st_size
            if size > LARGEST:
                raise _refused(path.name, f"{size >> 20} MB, more than a recording of minutes holds")
            return head + file.read(LARGEST), path.name
    except FileNotFoundError:
        raise _refused(path.name, "no such file") from None
    except OSError as error:
        raise _refused(path.name, f"a file that cannot be opened ({error.strerror})") from error


def _refused(name: str, found: str) -> RecordingError:
    return RecordingError(
        name,
        found=found,
        needed="a recording as C3D, TRC, MOT, Qualisys TSV, RBDS text, CSV with declared units, or a zip of them",
        do="Choose the recording, or export it again as C3D or TRC.",
    )
