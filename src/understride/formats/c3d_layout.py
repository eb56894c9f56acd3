"""What a C3D file promises about its frames, checked against its size before any frame is read.

Header and parameters say most things twice. Where both agree, that is it; where they differ, the one that fits
the size of the file is taken, else the file is refused: a wrong rate or scale would make every number wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.formats.c3d_parameters import BLOCK, DamagedError, Order, Parameters
from understride.model import Note

Numbers = NDArray[np.float32] | NDArray[np.int16]

FULL = 65_535  # largest 16-bit count: a longer recording shows it instead of its own number
RATE_DIFFERS = 0.002  # share by which two rates may differ (59.94 written as 60)
SCALE_DIFFERS = 0.001
RATES = (1.0, 100_000.0)  # Hz; what a motion capture system can mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the frames are and how they are written.

    scale: of integer coordinates; None if they are floats. first: number of the first frame within the
    capture. channels: analog channels; ratio: analog samples per frame. begin: byte of the first frame.
    """

    order: Order
    points: int
    channels: int
    ratio: int
    first: int
    frames: int
    begin: int
    scale: float | None
    rate_hz: float
    notes: tuple[Note, ...]

    @property
    def words(self) -> int:
        """Numbers per frame."""
        return self.points * 4 + self.channels * self.ratio

    @property
    def analog_hz(self) -> float:
        return self.rate_hz * self.ratio

    def numbers(self, data: bytes) -> Numbers:
        """All frames as (frames, words), in the file's own numbers."""
        size = 4 if self.scale is None else 2
        part = memoryview(data)[self.begin : self.begin + self.frames * self.words * size]
        if self.scale is None:
            return self.order.floats(part).reshape(self.frames, self.words)
        return np.frombuffer(part, f"{self.order.mark}i2").reshape(self.frames, self.words)


@dataclass(frozen=True, slots=True)
class _Claim:
    """One place in the file that says how many frames there are."""

    place: str
    first: int
    frames: int


def layout(data: bytes, parameters: Parameters) -> Layout:
    """The layout that header, parameters and file size agree on."""
    order = parameters.order
    header = [int(word) for word in order.integers(data[:24], signed=False)]
    scale = _scale(float(order.floats(data[12:16])[0]), parameters.number("POINT", "SCALE"))
    rate = _rate(float(order.floats(data[20:24])[0]), parameters.number("POINT", "RATE"))
    points = _points(header[1], parameters.number("POINT", "USED", unsigned=True))
    channels, ratio = _analog(header[2], header[9], parameters.number("ANALOG", "USED", unsigned=True))
    frame = (points * 4 + channels * ratio) * (4 if scale is None else 2)
    if not frame:
        raise DamagedError(
            "it holds neither points nor force", "a recording of markers", "Export the run with its markers."
        )
    starts = _starts(header[8], parameters)
    claim, begin, notes = _settle(data, _claims(header, parameters), starts, frame)
    return Layout(
        order=order,
        points=points,
        channels=channels,
        ratio=ratio,
        first=claim.first,
        frames=claim.frames,
        begin=begin,
        scale=scale,
        rate_hz=rate,
        notes=notes,
    )


def _scale(header: float, parameter: float | None) -> float | None:
    """Size of one integer step, or None for floats, which both places mark by a negative number."""
    usable = [value for value in (header, parameter) if value is not None and math.isfinite(value) and value]
    if not usable:
        raise DamagedError("its POINT:SCALE is missing")
    if len({value > 0 for value in usable}) > 1:
        raise DamagedError("its header and its POINT:SCALE disagree about how positions are written")
    if usable[0] < 0:
        return None
    if abs(usable[0] - usable[-1]) > SCALE_DIFFERS * usable[0]:
        raise DamagedError(f"its positions are scaled by {usable[0]:g} or by {usable[-1]:g}")
    return usable[-1]


def _rate(header: float, parameter: float | None) -> float:
    """Frames per second. The parameter is the finer one."""
    given = [value for value in (header, parameter) if value is not None and value]
    usable = [value for value in given if math.isfinite(value) and RATES[0] <= value <= RATES[1]]
    if not usable or len(usable) < len(given):
        shown = f"{given[-1]:g}" if given else "0"
        raise DamagedError(
            f"its frame rate is {shown} Hz",
            "the rate at which it was recorded",
            "Export it again with its rate.",
        )
    if abs(usable[0] - usable[-1]) > RATE_DIFFERS * usable[0]:
        raise DamagedError(
            f"its frame rate is {usable[0]:g} Hz in one place and {usable[-1]:g} Hz in another"
        )
    return usable[-1]


def _points(header: int, parameter: float | None) -> int:
    if parameter is not None and parameter != header:
        raise DamagedError(f"it holds {header} points by its header and {parameter:g} by its parameters")
    return header


def _analog(words: int, ratio: int, used: float | None) -> tuple[int, int]:
    """Channels, and samples per frame. words: analog numbers per frame."""
    if not words:
        return 0, 1
    if not ratio or words % ratio or (used is not None and used * ratio != words):
        raise DamagedError("its counts of analog channels and samples do not agree")
    return words // ratio, ratio


def _starts(header: int, parameters: Parameters) -> list[int]:
    """Bytes at which the frames may begin, the header's first."""
    parameter = parameters.number("POINT", "DATA_START", unsigned=True) or 0.0
    blocks = [header, int(parameter) if 0 < parameter <= FULL else 0]
    begins = [(block - 1) * BLOCK for block in dict.fromkeys(blocks)]
    possible = [begin for begin in begins if begin >= parameters.end]
    if not possible:
        raise DamagedError("its frames would begin inside its own parameters")
    return possible


def _claims(header: list[int], parameters: Parameters) -> list[_Claim]:
    """What each place says about the frames, most trusted first."""
    claims = [claim for claim in (_trial(parameters),) if claim is not None]
    first, last = header[3], header[4]
    if first <= last < FULL:
        claims.append(_Claim("header", first, last - first + 1))
    for name in ("LONG_FRAMES", "FRAMES"):
        count = parameters.number("POINT", name, unsigned=True)
        if count is not None and math.isfinite(count) and 1 <= count != FULL:
            claims.append(_Claim(f"POINT:{name}", first, int(min(count, 2**40))))
    if not claims and first <= last:
        claims.append(_Claim("header", first, last - first + 1))
    if not claims or not claims[0].frames:
        raise DamagedError(
            "it holds no frames", "a recording of at least a few seconds", "Record or export the run again."
        )
    return claims


def _trial(parameters: Parameters) -> _Claim | None:
    """TRIAL:ACTUAL_START_FIELD and ACTUAL_END_FIELD: two 16-bit halves each, for recordings of any length."""
    start = parameters.numbers("TRIAL", "ACTUAL_START_FIELD", unsigned=True)
    end = parameters.numbers("TRIAL", "ACTUAL_END_FIELD", unsigned=True)
    if not (np.isfinite(start).all() and np.isfinite(end).all() and start.size and end.size):
        return None
    first, last = (int(half[0]) + (int(half[1]) << 16 if half.size > 1 else 0) for half in (start, end))
    return _Claim("TRIAL", first, last - first + 1) if first <= last else None


def _settle(
    data: bytes, claims: list[_Claim], starts: list[int], frame: int
) -> tuple[_Claim, int, tuple[Note, ...]]:
    """The claim and the first byte of the frames that fit the file's size (to the end of its last block)."""
    counts = {claim.frames for claim in claims}
    fits = [
        (claim, begin)
        for claim in claims
        for begin in starts
        if 0 <= len(data) - begin - claim.frames * frame < BLOCK
    ]
    if len({(claim.frames, begin) for claim, begin in fits}) == 1:
        return *fits[0], _differ(claims, fits[0][0].frames)
    if len(counts) > 1 or len(starts) > 1:
        said = ", ".join(f"{claim.frames} ({claim.place})" for claim in claims)
        raise DamagedError(f"its size does not tell how many frames it holds; it says {said}")
    there = (len(data) - starts[0]) // frame
    if there < claims[0].frames:
        raise DamagedError(
            f"it breaks off after {max(there, 0)} of {claims[0].frames} frames", "all of its frames"
        )
    return claims[0], starts[0], ()


def _differ(claims: list[_Claim], frames: int) -> tuple[Note, ...]:
    others = sorted({claim.frames for claim in claims} - {frames})
    if not others:
        return ()
    said = " and ".join(str(count) for count in others)
    words = f"The file also says that it has {said} frames; by its size it has {frames}."
    return (Note(id="c3d.frames", text=words),)
