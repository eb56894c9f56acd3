"""Write C3D: Intel floats, millimetres, the lab axes of the house (x forward, y up, z right).

Reading back gives the same points, forces and events within the 32-bit floats of the format. A C3D file has no clock
of its own: times are counted from its first frame.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from understride.formats.c3d_labels import MODEL_NAME, UNLABELLED
from understride.formats.c3d_layout import FULL
from understride.formats.c3d_parameters import BLOCK, MAGIC
from understride.formats.plates import LOADED
from understride.formats.saving import save
from understride.model import FileEvent, Floats, Force, ForceChannel, Points, RequestError, Side

_INTEL = 84
_AT_MOST = 255  # entries of one parameter; the rest goes on in NAME2, NAME3 …
_MILLIMETRES = 1000.0  # in a metre; and N·mm in a N·m
_MARGIN = 0.1  # m of plate beyond the outermost centre of pressure
_COMPONENTS = ("Fx", "Fy", "Fz", "Mx", "My", "Mz")
# Axes of our plates (x forward, y to the right, z down) in the lab: which component, with which sign.
_PLATE_AXES = (0, 2, 1)
_PLATE_SIGNS = np.array([1.0, 1.0, -1.0])
_CONTEXTS = {Side.LEFT: "Left", Side.RIGHT: "Right", None: "General"}


def write_c3d(
    path: Path | str,
    points: Points,
    *,
    force: Force | None = None,
    events: Sequence[FileEvent] = (),
    mass: float | None = None,
    height: float | None = None,
) -> None:
    """Write points, one force plate of type 2 for each force channel, and events, all at once or not at all.

    A channel's centre of pressure moves in a level surface at the median height of its centres. Where force is
    missing at one end (it started later or stopped earlier than the points), its samples are NaN, and so are moments
    where a loaded sample has no centre. mass kg, height m.
    """
    _check(points)
    channels = force.channels if force is not None else ()
    ratio = _ratio(points, force)
    plates = [_plate(channel) for channel in channels]
    sections = [_trial(points), _point(points), _analog(points, plates, ratio)]
    sections += [_platform(plates)] if plates else []
    sections += [_event(points, events)] if events else []
    sections += [_processing(mass, height)] if mass or height else []
    middle = _parameters(sections)
    data = np.zeros((points.frames, 4 * len(points.names) + 6 * len(plates) * ratio), "<f4")
    data[:, : 4 * len(points.names)] = _coordinates(points)
    if force is not None and plates:
        data[:, 4 * len(points.names) :] = _samples(points, force, plates, ratio)
    save(Path(path), _header(points, 6 * len(plates), ratio, len(middle)) + middle + data.tobytes())


def _check(points: Points) -> None:
    if not points.frames:
        raise RequestError(
            found="points without frames", needed="at least one frame", do="Record a run first."
        )
    for name in points.names:
        odd = name != name.strip() or not name or ":" in name or "\0" in name or len(name.encode()) > _AT_MOST
        if odd or UNLABELLED.match(name) or MODEL_NAME.search(name):
            raise RequestError(
                found=f"the point name {name[:40]!r}",
                needed="names that C3D readers take for markers",
                do="Rename the point.",
            )
    if len(set(points.names)) < len(points.names):
        raise RequestError(found="two points of one name", needed="one name each", do="Rename one of them.")


def _ratio(points: Points, force: Force | None) -> int:
    """Force samples per frame; C3D knows whole numbers only."""
    if force is None:
        return 1
    ratio = round(force.rate_hz / points.rate_hz)
    if ratio < 1 or abs(ratio * points.rate_hz - force.rate_hz) > 1e-6 * force.rate_hz:
        raise RequestError(
            found=f"force at {force.rate_hz:g} Hz with points at {points.rate_hz:g} Hz",
            needed="a whole number of force samples for each frame",
            do="Write the force as MOT instead.",
        )
    return ratio


@dataclass(frozen=True, slots=True, eq=False)
class _Plate:
    """A plate under one force channel. corners: (4, 3) mm."""

    channel: ForceChannel
    corners: Floats

    @property
    def middle(self) -> Floats:
        """Of the surface, (3,) m."""
        return np.asarray(self.corners.mean(axis=0) / _MILLIMETRES)

    def signals(self) -> Floats:
        """Force (N) and moment about the middle (N·mm) in the axes of the plate, (samples, 6)."""
        force, centre = self.channel.force, self.channel.centre
        moment = np.cross(centre - self.middle, force)
        moment[:, 1] += self.channel.free_moment
        unloaded = np.abs(force[:, 1]) < LOADED
        moment[unloaded & np.isnan(centre).any(axis=1)] = 0.0
        both = np.concatenate([_in_plate(force), _in_plate(moment) * _MILLIMETRES], axis=1)
        return np.asarray(both)


def _plate(channel: ForceChannel) -> _Plate:
    """A level rectangle that holds every centre of pressure; whole millimetres, which floats hold exactly."""
    seen = channel.centre[np.isfinite(channel.centre).all(axis=1)]
    low, high = (seen.min(axis=0), seen.max(axis=0)) if len(seen) else (np.zeros(3), np.ones(3))
    level = float(np.float32(np.median(seen[:, 1]) * _MILLIMETRES)) if len(seen) else 0.0
    back, left = np.floor((low - _MARGIN) * _MILLIMETRES)[[0, 2]]
    front, right = np.ceil((high + _MARGIN) * _MILLIMETRES)[[0, 2]]
    rectangle = [(front, level, right), (back, level, right), (back, level, left), (front, level, left)]
    return _Plate(channel, np.array(rectangle))


def _in_plate(vectors: Floats) -> Floats:
    return np.asarray(vectors[:, _PLATE_AXES] * _PLATE_SIGNS)


def _coordinates(points: Points) -> Floats:
    """Of each point x, y, z and a residual, (frames, 4·points); zeros with −1 where unseen."""
    block = np.zeros((points.frames, len(points.names), 4), "<f4")
    unseen = np.asarray(~np.isfinite(points.positions).all(axis=2))
    block[..., :3] = np.where(unseen[..., np.newaxis], 0.0, points.positions * _MILLIMETRES)
    block[..., 3] = np.where(unseen, -1.0, 0.0)
    return block.reshape(points.frames, -1)


def _samples(points: Points, force: Force, plates: Sequence[_Plate], ratio: int) -> Floats:
    """Signals of all plates, (frames, samples per frame · channels), from the first frame on."""
    signals = np.concatenate([plate.signals() for plate in plates], axis=1)
    room = np.full((points.frames * ratio, signals.shape[1]), np.nan)
    shift = round((force.start - points.start) * force.rate_hz)
    begin, end = max(shift, 0), min(shift + len(signals), len(room))
    if end > begin:
        room[begin:end] = signals[begin - shift : end - shift]
    return room.reshape(points.frames, -1)


def _header(points: Points, channels: int, ratio: int, parameter_bytes: int) -> bytes:
    words = struct.pack(
        "<BBHHHHHfHHf",
        2,
        MAGIC,
        len(points.names),
        channels * ratio,
        1,
        min(points.frames, FULL),
        0,
        -1.0,
        2 + parameter_bytes // BLOCK,
        ratio,
        points.rate_hz,
    )
    return words.ljust(BLOCK, b"\0")


# --- parameters: a section is a group's name and its records (name, kind, dims, bytes) --------------------------

_Record = tuple[str, int, tuple[int, ...], bytes]
_Section = tuple[str, list[_Record]]


def _parameters(sections: Iterable[_Section]) -> bytes:
    """The whole parameter section, padded to blocks. POINT:DATA_START is known only now."""
    sections = list(sections)
    blocks = -(-len(_chain(sections, 0)) // BLOCK)
    return _chain(sections, 2 + blocks).ljust(blocks * BLOCK, b"\0")


def _chain(sections: Sequence[_Section], data_start: int) -> bytes:
    made = bytearray()
    for number, (group, records) in enumerate(sections, start=1):
        name = group.encode()
        made += struct.pack("<bb", len(name), -number) + name + struct.pack("<HB", 3, 0)
        added = [("DATA_START", 2, (), struct.pack("<H", data_start))] if group == "POINT" else []
        for label, kind, dims, content in [*records, *added]:
            body = struct.pack("<bB", kind, len(dims)) + bytes(dims) + content + b"\0"
            made += struct.pack("<bb", len(label), number) + label.encode()
            made += struct.pack("<H", len(body) + 2) + body
    made += b"\0\0"
    blocks = min(-(-(len(made) + 4) // BLOCK), 255)
    return bytes([1, MAGIC, blocks, _INTEL]) + bytes(made)


def _integer(name: str, value: int) -> _Record:
    return name, 2, (), struct.pack("<H", value)


def _real(name: str, value: float) -> _Record:
    return name, 4, (), struct.pack("<f", value)


def _integers(name: str, values: Sequence[int], dims: tuple[int, ...]) -> _Record:
    return name, 2, dims, np.asarray(values, "<u2").tobytes()


def _reals(name: str, values: Floats) -> _Record:
    """An array; the last axis of `values` is the first dimension in the file."""
    return name, 4, tuple(reversed(values.shape)), values.astype("<f4").tobytes()


def _texts(name: str, values: Sequence[str]) -> Iterator[_Record]:
    """A list of texts, in portions of 255 under name, name2 …"""
    coded = [value.encode() for value in values]
    width = max([1, *map(len, coded)])
    for begin in range(0, len(coded), _AT_MOST):
        part = coded[begin : begin + _AT_MOST]
        content = b"".join(value.ljust(width) for value in part)
        yield _numbered(name, begin), -1, (width, len(part)), content


def _numbered(name: str, begin: int) -> str:
    return name if not begin else f"{name}{begin // _AT_MOST + 1}"


def _trial(points: Points) -> _Section:
    """First and last frame in two halves: the header holds 65,535 at most."""
    return "TRIAL", [
        _integers("ACTUAL_START_FIELD", (1, 0), (2,)),
        _integers("ACTUAL_END_FIELD", (points.frames & FULL, points.frames >> 16), (2,)),
    ]


def _point(points: Points) -> _Section:
    return "POINT", [
        _integer("USED", len(points.names)),
        _integer("FRAMES", min(points.frames, FULL)),
        _real("SCALE", -1.0),
        _real("RATE", points.rate_hz),
        *_texts("UNITS", ["mm"]),
        *_texts("X_SCREEN", ["+X"]),
        *_texts("Y_SCREEN", ["+Y"]),
        *_texts("LABELS", points.names),
        *_texts("DESCRIPTIONS", points.names),
    ]


def _analog(points: Points, plates: Sequence[_Plate], ratio: int) -> _Section:
    labels = [f"{component}{number}" for number in range(1, len(plates) + 1) for component in _COMPONENTS]
    names = [f"{component} of {plate.channel.name}" for plate in plates for component in _COMPONENTS]
    records = [
        _integer("USED", len(labels)),
        _real("RATE", points.rate_hz * ratio if plates else 0.0),
        _real("GEN_SCALE", 1.0),
        *_texts("LABELS", labels),
        *_texts("DESCRIPTIONS", names),
        *_texts("UNITS", ["N", "N", "N", "Nmm", "Nmm", "Nmm"] * len(plates)),
    ]
    for begin in range(0, len(labels), _AT_MOST):
        count = min(_AT_MOST, len(labels) - begin)
        records.append(_reals(_numbered("SCALE", begin), np.ones(count)))
        records.append(_integers(_numbered("OFFSET", begin), [0] * count, (count,)))
    return "ANALOG", records


def _platform(plates: Sequence[_Plate]) -> _Section:
    """LABELS and FEET are ours: the channel's name, and the side if the channel belongs to one foot."""
    count = len(plates)
    return "FORCE_PLATFORM", [
        _integer("USED", count),
        _integers("TYPE", [2] * count, (count,)),
        _integers("ZERO", (0, 0), (2,)),
        _reals("CORNERS", np.array([plate.corners for plate in plates])),
        _reals("ORIGIN", np.zeros((count, 3))),
        _integers("CHANNEL", range(1, 6 * count + 1), (6, count)),
        *_texts("LABELS", [plate.channel.name for plate in plates]),
        *_texts("FEET", [plate.channel.foot or "" for plate in plates]),
    ]


def _event(points: Points, events: Sequence[FileEvent]) -> _Section:
    records = [
        _integer("USED", len(events)),
        *_texts("CONTEXTS", [_CONTEXTS[event.side] for event in events]),
        *_texts("LABELS", [event.label for event in events]),
    ]
    for begin in range(0, len(events), _AT_MOST):
        part = [event.time - points.start for event in events[begin : begin + _AT_MOST]]
        times = np.array([divmod(time, 60.0) for time in part])
        records.append(_reals(_numbered("TIMES", begin), times))
    return "EVENT", records


def _processing(mass: float | None, height: float | None) -> _Section:
    return "PROCESSING", [
        *([_real("Bodymass", mass)] if mass else []),
        *([_real("Height", height * _MILLIMETRES)] if height else []),
    ]
