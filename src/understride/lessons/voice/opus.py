"""Opus of a lesson, for export: libsndfile encodes, and the finishing step makes the file ours.

libsndfile draws a random serial number and cannot write chapters; so every Ogg page gets a fixed serial, the page of
comments is replaced, and the checksums are made anew (RFC 3533, RFC 7845 § 5.2). Same lesson, same bytes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache

from understride.lessons.voice.captions import Tags, stamp, tags, transcript
from understride.lessons.voice.needs import needed
from understride.lessons.voice.rendering import Rendered
from understride.lessons.voice.sound import Pcm
from understride.lessons.voice.timeline import Timeline
from understride.model import RequestError

SERIAL = 0x75_73_6C_65
COMPRESSION = 0.95  # libsndfile's scale: about 13 kbit/s for a lesson
_HEAD = struct.Struct("<4sBBqIIIB")  # capture, version, kind, granule, serial, number, checksum, segments
_CHECKSUM = slice(22, 26)
_LARGEST_PAGE = 255 * 255 - 1  # bytes in one page that end in it
_COMMENTS = 1  # the page that holds them
_POLYNOMIAL = 0x04C11DB7


def opus(rendered: Rendered) -> bytes:
    """The whole file."""
    return finished(_encoded(rendered.pcm, rendered.rate), comments(tags(rendered), rendered.timeline))


def _encoded(pcm: Pcm, rate: int) -> bytes:
    soundfile = needed("soundfile")
    out = io.BytesIO()
    with soundfile.SoundFile(
        out, "w", samplerate=rate, channels=1, format="OGG", subtype="OPUS", compression_level=COMPRESSION
    ) as file:
        for at in range(0, pcm.size, rate):  # never more than a second: libsndfile has crashed on long writes
            file.write(pcm[at : at + rate])
    return out.getvalue()


def comments(tags: Tags, timeline: Timeline) -> list[str]:
    """What the file says of itself: `KEY=value`, chapters and sentences with their times among them."""
    lines = [
        f"TITLE={tags.title}",
        "ARTIST=understride",
        "ALBUM=Movement lessons",
        "GENRE=Speech",
        f"LANGUAGE={tags.language}",
        f"COMMENT={tags.comment}",
        f"LESSON={tags.id}",
        f"VERSION={tags.version}",
        f"FIRST_SIDE={tags.side}",
        f"LENGTH={tags.length}",
        f"VOICE={tags.voice}",
    ]
    for index, chapter in enumerate(timeline.chapters):
        lines += [f"CHAPTER{index:03d}={stamp(chapter.start)}", f"CHAPTER{index:03d}NAME={chapter.title}"]
    lines.append("LYRICS=" + transcript(timeline))
    lines.append(
        "SYNCEDLYRICS=" + "\n".join(f"[{stamp(cue.start)[3:-1]}]{cue.text}" for cue in timeline.cues)
    )
    return lines


def finished(data: bytes, lines: Iterable[str]) -> bytes:
    """The same audio with our serial, our comments and right checksums."""
    pages = list(_pages(data))
    body = b"OpusTags" + _counted(b"understride")
    texts = [_counted(line.encode()) for line in lines]
    body += struct.pack("<I", len(texts)) + b"".join(texts)
    if len(body) > _LARGEST_PAGE:
        raise RequestError(
            found=f"{len(body)} bytes of transcript", needed="64 kB at most", do="Make MP3 of this lesson."
        )
    head, _ = pages[_COMMENTS]
    lacing = b"\xff" * (len(body) // 255) + bytes((len(body) % 255,))
    pages[_COMMENTS] = (head[: _HEAD.size - 1] + bytes((len(lacing),)) + lacing, body)
    return b"".join(_sealed(head, body) for head, body in pages)


def _pages(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Head and body of each page."""
    at = 0
    while at < len(data):
        start = at + _HEAD.size
        segments = data[start - 1]
        body = start + segments
        end = body + sum(data[start:body])
        if data[at : at + 4] != b"OggS" or end > len(data):
            raise ValueError("no whole Ogg page")
        yield data[at:body], data[body:end]
        at = end


def _sealed(head: bytes, body: bytes) -> bytes:
    page = bytearray(head + body)
    struct.pack_into("<I", page, 14, SERIAL)
    page[_CHECKSUM] = bytes(4)
    page[_CHECKSUM] = struct.pack("<I", checksum(bytes(page)))
    return bytes(page)


def checksum(page: bytes) -> int:
    """CRC-32 as Ogg has it: not reflected, from zero."""
    crc, table = 0, _table()
    for byte in page:
        crc = (crc << 8 & 0xFFFFFFFF) ^ table[crc >> 24 ^ byte]
    return crc


@lru_cache(maxsize=1)
def _table() -> tuple[int, ...]:
    def entry(value: int) -> int:
        crc = value << 24
        for _ in range(8):
            crc = (crc << 1 ^ (_POLYNOMIAL if crc & 0x80000000 else 0)) & 0xFFFFFFFF
        return crc

    return tuple(entry(value) for value in range(256))


def _counted(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text
