"""A zip that holds one recording with its force files and static trial, as in the demo run.

Nothing is unpacked to disk. A small archive may hold gigabytes, so the sizes in its directory are summed up first; no
member gives more bytes than its entry says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from understride.model import RecordingError

LIMIT = 512 * 1024 * 1024  # bytes of all members together, unpacked
_MEMBERS = 200  # a recording has a handful of files
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack a few bytes to megabytes at one go
# What the library raises on damaged bytes; it has no common class for them.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)
_PAPERS = frozenset(
    {"license", "licence", "copying", "notice", "readme", "provenance", "authors", "citation"}
)
_PAPER_ENDS = frozenset({".md", ".pdf", ".html", ".docx", ".png", ".jpg"})


def looks_like(head: bytes) -> bool:
    """Whether the bytes begin a zip archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def unpack(data: bytes, name: str) -> tuple[tuple[str, bytes], ...]:
    """(name without folder, bytes) of every member that may be data, in the order of the archive.

    Papers that travel with data (licence, readme, provenance), hidden files and folders are skipped.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if _is_data(info)]
            _check(infos, name)
            members = tuple((PurePosixPath(info.filename).name, archive.read(info)) for info in infos)
    except _DAMAGE as error:
        raise _refused(name, "a damaged zip archive", "a whole one") from error
    if not members:
        raise _refused(name, "an archive without recordings", "a recording in it")
    return members


def _check(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > _MEMBERS or sum(info.file_size for info in infos) > LIMIT:
        raise _refused(name, "an archive with far too much in it", f"at most {LIMIT >> 20} MB unpacked")
    if any(info.flag_bits & 1 for info in infos):
        raise _refused(name, "an archive with a password", "an open archive")
    if any(info.compress_type not in _METHODS for info in infos):
        raise _refused(name, "an archive packed in an unusual way", "an ordinary zip")


def _is_data(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    hidden = any(part.startswith(("__", ".")) for part in path.parts)
    paper = path.stem.lower() in _PAPERS or path.suffix.lower() in _PAPER_ENDS
    return not (info.is_dir() or hidden or paper or info.file_size == 0)


def _refused(name: str, found: str, needed: str) -> RecordingError:
    return RecordingError(
        name, found=found, needed=needed, do="Pack the recording and its force files again."
    )
