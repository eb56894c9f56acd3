"""A zip that holds one recording with its force files and static trial, as in the demo run.

Nothing is unpacked to disk. Sizes are counted while unpacking, not believed: a small file may claim or hide gigabytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from understride.model import RecordingError

LIMIT = 512 * 1024 * 1024  # bytes of all members together, unpacked
_MEMBERS = 200  # a recording has a handful of files
_CHUNK = 1 << 20
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
            if len(infos) > _MEMBERS or sum(info.file_size for info in infos) > LIMIT:
                raise _refused(
                    name, "an archive with far too much in it", f"at most {LIMIT >> 20} MB unpacked"
                )
            if any(info.flag_bits & 1 for info in infos):
                raise _refused(name, "an archive with a password", "an open archive")
            members, room = [], LIMIT
            for info in infos:
                members.append((PurePosixPath(info.filename).name, _member(archive, info, room, name)))
                room -= len(members[-1][1])
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
        RuntimeError,
    ) as error:
        raise _refused(name, "a damaged zip archive", "a whole one") from error
    if not members:
        raise _refused(name, "an archive without recordings", "a recording in it")
    return tuple(members)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int, name: str) -> bytes:
    """The bytes of one member, at most `room` of them."""
    parts, size = [], 0
    with archive.open(info) as member:
        while part := member.read(_CHUNK):
            size += len(part)
            if size > room:
                raise _refused(
                    name, "an archive with far too much in it", f"at most {LIMIT >> 20} MB unpacked"
                )
            parts.append(part)
    return b"".join(parts)


def _is_data(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    hidden = any(part.startswith(("__", ".")) for part in path.parts)
    paper = path.stem.lower() in _PAPERS or path.suffix.lower() in _PAPER_ENDS
    return not (info.is_dir() or hidden or paper or info.file_size == 0)


def _refused(name: str, found: str, needed: str) -> RecordingError:
    return RecordingError(
        name, found=found, needed=needed, do="Pack the recording and its force files again."
    )
