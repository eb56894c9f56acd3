"""C3D files as bytes built here, independent of the writer."""

from __future__ import annotations

import struct
from collections.abc import Sequence


class Coder:
    """Numbers as a kind of computer stores them. vax: the inverse of the rule in the C3D user guide."""

    def __init__(self, processor: int) -> None:
        self.processor, self.mark = processor, ">" if processor == 86 else "<"

    def words(self, *values: int) -> bytes:
        return struct.pack(f"{self.mark}{len(values)}H", *(value & 0xFFFF for value in values))

    def reals(self, *values: float) -> bytes:
        if self.processor != 85:
            return struct.pack(f"{self.mark}{len(values)}f", *values)
        halves = struct.unpack(
            f"<{2 * len(values)}H", struct.pack(f"<{len(values)}f", *(4 * v for v in values))
        )
        return struct.pack(f"<{len(halves)}H", *(halves[index ^ 1] for index in range(len(halves))))


Record = tuple[str, str, int, tuple[int, ...], bytes]


def chain(records: list[Record], coder: Coder) -> bytes:
    """A parameter section of records (group, name, kind, dims, content)."""
    groups = list(dict.fromkeys(record[0] for record in records))
    made = b""
    for group in groups:
        made += (
            struct.pack("bb", len(group), -1 - groups.index(group)) + group.encode() + coder.words(3) + b"\0"
        )
    for group, name, kind, dims, content in records:
        body = struct.pack("bB", kind, len(dims)) + bytes(dims) + content + b"\0"
        made += (
            struct.pack("bb", len(name), 1 + groups.index(group))
            + name.encode()
            + coder.words(len(body) + 2)
            + body
        )
    made += b"\0\0"
    blocks = -(-(len(made) + 4) // 512)
    return (bytes([1, 0x50, blocks, coder.processor]) + made).ljust(blocks * 512, b"\0")


def file_of(
    frames: Sequence[Sequence[tuple[float, float, float, int]]],
    *,
    processor: int = 84,
    scale: float = -1.0,
    analog: list[list[int]] | None = None,
    more: tuple[Record, ...] = (),
    header_events: tuple[tuple[str, float], ...] = (),
    first: int = 1,
    rate: float = 100.0,
    labels: tuple[str, ...] = ("HEEL", "TOE"),
) -> bytes:
    """A whole C3D file. frames: per frame and point x, y, z in steps of the scale (mm for floats) and the residual.

    analog: per frame the analog numbers as stored, one channel.
    """
    coder = Coder(processor)
    analog = analog or [[] for _ in frames]
    count, per_frame = len(frames[0]), len(analog[0])
    width = max(len(label) for label in labels)
    names = b"".join(label.encode().ljust(width) for label in labels)
    records: list[Record] = [
        ("POINT", "USED", 2, (), coder.words(count)),
        ("POINT", "SCALE", 4, (), coder.reals(scale)),
        ("POINT", "RATE", 4, (), coder.reals(rate)),
        ("POINT", "FRAMES", 2, (), coder.words(len(frames))),
        ("POINT", "UNITS", -1, (2,), b"mm"),
        ("POINT", "LABELS", -1, (width, len(labels)), names),
        ("ANALOG", "USED", 2, (), coder.words(1 if per_frame else 0)),
        *more,
    ]
    section = chain(records, coder)
    header = bytes([2, 0x50]) + coder.words(count, per_frame, first, first + len(frames) - 1, 0)
    header += coder.reals(scale) + coder.words(2 + len(section) // 512, per_frame or 1) + coder.reals(rate)
    whole = bytearray(header.ljust(512, b"\0"))
    whole[298:302] = coder.words(12345, len(header_events))
    for index, (label, time) in enumerate(header_events):
        whole[304 + 4 * index : 308 + 4 * index] = coder.reals(time)
        whole[396 + 4 * index : 400 + 4 * index] = label.encode().ljust(4)
    body = b""
    for points, samples in zip(frames, analog, strict=True):
        flat = [value for point in points for value in point]
        if scale > 0:
            body += coder.words(*(int(value) for value in flat), *samples)
        else:
            body += coder.reals(*flat, *samples)
    return bytes(whole) + section + body


TWO_FRAMES = [[(1000, -250, 30, 0), (7, 8, 9, 3)], [(1001, -251, 31, 0), (0, 0, 0, -1)]]
