"""MP3 of a lesson: 24 kbit/s, mono, with a frame that tells decoders what the encoder has added at both ends.

The encoder puts 576 samples in front and decoders take 529 more to come in; without the frame everything would sound
1105 samples late. The frame is the one LAME itself writes (its "mp3 info tag"); lameenc leaves it out.
"""

from __future__ import annotations

import struct

from understride.lessons.voice.captions import tags
from understride.lessons.voice.id3 import id3
from understride.lessons.voice.needs import needed
from understride.lessons.voice.rendering import Rendered
from understride.lessons.voice.sound import Pcm

BIT_RATE = 24  # kbit/s: 10.8 MB an hour
_QUALITY = 5  # of the encoder: 2 takes three times as long and cannot be told apart at this rate
_ENCODER_DELAY = 576  # samples
_PER_FRAME = 576  # samples, MPEG-2 Layer III
_SIDE_INFORMATION = 9  # bytes, MPEG-2 mono
_INFO_BIT_RATE = (8, 64)  # index in the header, kbit/s: the smallest frame that holds the tag
_FRAMES_BYTES_TOC = 0b111
_TAG = 36  # bytes of LAME's part
_CRC = 0xA001  # CRC-16, reflected


def mp3(rendered: Rendered) -> bytes:
    """The whole file. Same lesson, same voice: same bytes."""
    audio = encoded(rendered.pcm, rendered.rate)
    return id3(tags(rendered), rendered.timeline) + audio


def encoded(pcm: Pcm, rate: int) -> bytes:
    """The audio alone, the telling frame first. pcm: (n,) int16; rate: 16 or 24 kHz."""
    encoder = needed("lameenc").Encoder()
    encoder.set_channels(1)
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_quality(_QUALITY)
    encoder.silence()
    frames = bytearray()
    for at in range(0, pcm.size, rate):  # a second at a time
        frames += encoder.encode(pcm[at : at + rate].tobytes())
    frames += encoder.flush()
    return _info(bytes(frames), rate, pcm.size) + bytes(frames)


def _info(frames: bytes, rate: int, samples: int) -> bytes:
    """The frame in front: number of frames and bytes, where to seek, and what to drop at both ends."""
    count = len(frames) // frame_bytes(rate, BIT_RATE)
    padding = count * _PER_FRAME - _ENCODER_DELAY - samples
    if not 0 <= padding < 1 << 12:
        raise ValueError(f"{count} frames cannot hold {samples} samples")
    index, bit_rate = _INFO_BIT_RATE
    size = frame_bytes(rate, bit_rate)
    header = bytes((frames[0], frames[1], index << 4 | frames[2] & 0x0C, frames[3]))
    places = bytes(256 * percent // 100 for percent in range(100))
    xing = b"Info" + struct.pack(">III", _FRAMES_BYTES_TOC, count, size + len(frames)) + places
    tag = b"LAME3.100" + bytes(12) + (_ENCODER_DELAY << 12 | padding).to_bytes(3, "big") + bytes(4)
    tag += struct.pack(">I", size + len(frames))
    frame = header + bytes(_SIDE_INFORMATION) + xing + tag.ljust(_TAG - 2 - 4, b"\0")
    frame += bytes(2)  # checksum of the music: unused by decoders
    return (frame + _crc(frame).to_bytes(2, "big")).ljust(size, b"\0")


def frame_bytes(rate: int, bit_rate: int) -> int:
    """Bytes of one frame; both rates divide without a rest. rate: Hz, bit_rate: kbit/s."""
    return 72_000 * bit_rate // rate


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_CRC if crc & 1 else 0)
    return crc
