"""Events of a C3D file, from the EVENT group and from the header, on the clock of its first frame."""

from __future__ import annotations

import math
import re

from understride.formats.c3d_layout import Layout
from understride.formats.c3d_parameters import Parameters, text
from understride.model import FileEvent, Note, Side

MOST_IN_HEADER = 18
FOUR_LETTERS = 12_345  # word 150 of the header: its events have labels of four letters
SECONDS_OF_A_DAY = 86_400.0  # an event further away than this is damage, not an event
SIDES_BY_WORD = {"left": Side.LEFT, "l": Side.LEFT, "right": Side.RIGHT, "r": Side.RIGHT}
# "Left Foot Strike", "L FO", "R_HS"; then the labels of up to four letters of the header: RHS, LTO, LOFF …
WORD = re.compile(r"^(left|right|l|r)(?![a-z])|\b(left|right)\b", re.IGNORECASE)
SHORT = re.compile(r"^(l|r)(hs|ic|fs|fc|on|st|to|fo|of|off|tc)$", re.IGNORECASE)


def events(
    data: bytes, parameters: Parameters, layout: Layout
) -> tuple[tuple[FileEvent, ...], tuple[Note, ...]]:
    """All events in order of time, s from the first frame, those that header and group repeat, once; and a note
    if some of the group could not be read.
    """
    group = _group(parameters, layout)
    frame = 1 / layout.rate_hz
    header = _header(data, parameters)
    new = [event for event in header if not any(_same(event, other, frame) for other in group)]
    inside = tuple(sorted(group + new, key=lambda event: (event.time, event.label, event.side or "")))
    used = parameters.number("EVENT", "USED", unsigned=True) or 0.0
    if not used > len(group):
        return inside, ()
    words = f"The file says that it holds {used:g} events; {len(group)} of them can be read."
    return inside, (Note(id="c3d.events", text=words),)


def _group(parameters: Parameters, layout: Layout) -> list[FileEvent]:
    """EVENT:TIMES are minutes and seconds from frame 1 of the capture, which may not be in the file (T25)."""
    times = parameters.numbers("EVENT", "TIMES")
    labels = parameters.texts("EVENT", "LABELS")
    contexts = parameters.texts("EVENT", "CONTEXTS")
    used = parameters.number("EVENT", "USED", unsigned=True)
    count = min(times.size // 2, len(labels), int(used) if used is not None and used >= 0 else len(labels))
    before = (layout.first - 1) / layout.rate_hz
    made = []
    for index in range(count):
        time = 60 * float(times[2 * index]) + float(times[2 * index + 1]) - before
        context = contexts[index].lower() if index < len(contexts) else ""
        side = SIDES_BY_WORD.get(context) or side_of(labels[index])
        if _possible(time):
            made.append(FileEvent(label=labels[index], side=side, time=time))
    return made


def _header(data: bytes, parameters: Parameters) -> list[FileEvent]:
    """Words 150–234 of the header; these times count from the first frame in the file."""
    words = parameters.order.integers(data[:512], signed=False)
    count = int(words[150])
    if words[149] != FOUR_LETTERS or not 0 < count <= MOST_IN_HEADER:
        return []
    times = parameters.order.floats(data[304:376])
    labels = [text(data[396 + 4 * index : 400 + 4 * index]) for index in range(count)]
    return [
        FileEvent(label=label, side=side_of(label), time=float(time))
        for label, time in zip(labels, times, strict=False)
        if label and _possible(float(time))
    ]


def side_of(label: str) -> Side | None:
    """The side that a label says, or None."""
    found = WORD.search(label) or SHORT.match(label)
    if found is None:
        return None
    return SIDES_BY_WORD[next(part for part in found.groups() if part).lower()]


def _possible(time: float) -> bool:
    return math.isfinite(time) and abs(time) < SECONDS_OF_A_DAY


def _same(one: FileEvent, other: FileEvent, frame: float) -> bool:
    """Within one frame, and not on opposite sides: labels of header and group are never spelled alike."""
    sides = {one.side, other.side} - {None}
    return abs(one.time - other.time) <= frame and len(sides) < 2
