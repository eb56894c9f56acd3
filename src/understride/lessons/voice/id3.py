"""ID3v2.4 tags: chapters, transcript and cue times in front of an MP3 (id3.org, ID3v2 Chapter Frame Addendum 1.0).

All sizes are syncsafe, seven bits a byte. No date is written, so that the same lesson gives the same bytes.
"""

from __future__ import annotations

import struct

from understride.lessons.voice.captions import Tags, transcript
from understride.lessons.voice.timeline import Timeline

_UTF8 = b"\x03"
_LANGUAGES = {"en": b"eng"}
_UNKNOWN_LANGUAGE = b"und"
_MILLISECONDS, _SPOKEN_TEXT = b"\x02", b"\x02"  # SYLT: unit of time, kind of content
_TOP_AND_ORDERED = 0b11  # CTOC
_NO_OFFSET = 0xFFFFFFFF  # CHAP: the times count, not the bytes
_MOST_CHAPTERS = 255


def id3(tags: Tags, timeline: Timeline) -> bytes:
    """The whole tag."""
    language = _LANGUAGES.get(tags.language, _UNKNOWN_LANGUAGE)
    frames = [
        _text("TIT2", tags.title),
        _text("TPE1", "understride"),
        _text("TALB", "Movement lessons"),
        _text("TCON", "Speech"),
        _text("TLAN", language.decode()),
        _text("TLEN", str(round(timeline.seconds * 1000))),
        _frame("COMM", _UTF8 + language + b"\0" + tags.comment.encode()),
        _own("lesson", tags.id),
        _own("version", str(tags.version)),
        _own("first side", tags.side),
        _own("length", tags.length),
        _own("voice", tags.voice),
        *_chapters(timeline),
        _frame("USLT", _UTF8 + language + b"\0" + transcript(timeline).encode()),
        _cues(timeline, language),
    ]
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _syncsafe(len(body)) + body


def _chapters(timeline: Timeline) -> list[bytes]:
    chapters = timeline.chapters[:_MOST_CHAPTERS]
    names = [f"ch{index}".encode() for index in range(len(chapters))]
    contents = b"toc\0" + bytes((_TOP_AND_ORDERED, len(names))) + b"".join(name + b"\0" for name in names)
    frames = [_frame("CTOC", contents)]
    for name, chapter in zip(names, chapters, strict=True):
        times = struct.pack(
            ">4I", round(chapter.start * 1000), round(chapter.end * 1000), _NO_OFFSET, _NO_OFFSET
        )
        frames.append(_frame("CHAP", name + b"\0" + times + _text("TIT2", chapter.title)))
    return frames


def _cues(timeline: Timeline, language: bytes) -> bytes:
    """Each sentence with the millisecond at which it begins."""
    head = _UTF8 + language + _MILLISECONDS + _SPOKEN_TEXT + b"\0"
    lines = (cue.text.encode() + b"\0" + struct.pack(">I", round(cue.start * 1000)) for cue in timeline.cues)
    return _frame("SYLT", head + b"".join(lines))


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF8 + text.encode())


def _own(name: str, text: str) -> bytes:
    return _frame("TXXX", _UTF8 + name.encode() + b"\0" + text.encode())


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + _syncsafe(len(body)) + b"\0\0" + body


def _syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
