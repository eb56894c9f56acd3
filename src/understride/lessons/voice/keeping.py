"""Sentences once spoken are kept, so that a lesson heard again, or its other side, costs little."""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from understride.lessons.voice.sound import Spoken

TREATMENT = "treatment 2"  # to be raised when cutting, fades or limiting change: all is then made anew
_HEAD = struct.Struct("<4sIIII")  # magic, rate, audible, samples, checksum
_MAGIC = b"USv1"


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of spoken sentences; anything in it may be deleted at any time."""

    folder: Path

    def load(self, key: str) -> Spoken | None:
        """The sentence of this key; None if it is not there or not whole."""
        import numpy as np

        try:
            data = self._file(key).read_bytes()
        except OSError:
            return None
        if len(data) < _HEAD.size:
            return None
        magic, rate, audible, count, checksum = _HEAD.unpack_from(data)
        body = data[_HEAD.size :]
        if magic != _MAGIC or len(body) != 2 * count or zlib.crc32(body) != checksum:
            return None
        return Spoken(pcm=np.frombuffer(body, "<i2"), audible=audible, rate=rate)

    def save(self, key: str, spoken: Spoken) -> None:
        """Keep a sentence; two processes may keep the same one at once."""
        body = spoken.pcm.astype("<i2").tobytes()
        head = _HEAD.pack(_MAGIC, spoken.rate, spoken.audible, spoken.pcm.size, zlib.crc32(body))
        write_whole(self._file(key), head + body)

    def level(self, key: str) -> tuple[float, int] | None:
        """Gain (dB) and rate (Hz) of a voice, once measured."""
        try:
            gain, rate = self._level(key).read_text(encoding="ascii").split()
            return float(gain), int(rate)
        except (OSError, ValueError):
            return None

    def save_level(self, key: str, gain: float, rate: int) -> None:
        """Keep what was measured of a voice."""
        write_whole(self._level(key), f"{gain:.2f} {rate}\n".encode("ascii"))

    def _file(self, key: str) -> Path:
        name = _name(key)
        return self.folder / "sentences" / name[:2] / f"{name[2:]}.pcm"

    def _level(self, key: str) -> Path:
        return self.folder / "levels" / _name(key)


def _name(key: str) -> str:
    return hashlib.sha256(f"{TREATMENT}\n{key}".encode()).hexdigest()[:34]


def default_folder() -> Path:
    """Where sentences of this person's machine are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("understride") / "voice"


def write_whole(file: Path, data: bytes) -> None:
    """Write so that nobody ever sees half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
