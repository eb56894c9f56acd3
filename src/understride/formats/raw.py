"""What a reader hands over: the file's own labels, axes and units, nothing interpreted.

`assemble` (dialects, axes, units, gaps) turns this into a `Recording`; every format gives the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from understride.model import FileEvent, Floats, Note, frozen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawForce:
    """One plate, belt or foot as the file gives it.

    foot: "left" or "right" if the file says so by a column name, else None. length_unit: "m" or "mm" of `centre`.
    force: (samples, 3) N in the file's laboratory axes; sign as in the file (on the runner or on the plate is
    settled later by the large peaks). centre: (samples, 3) centre of pressure in `length_unit`, NaN where not
    given. moment: (samples, 3) N·m about the centre of pressure, laboratory axes, same sign convention as force;
    NaN where not given. start: time of the first sample on the file's clock, s.

    rate_unknown: the file only counts samples (RBDS force text, trap T16); `rate_hz` is then 1.0 and means nothing.
    Whoever pairs it with markers calls `lasting(frames / frame rate)` first; a channel with a known rate comes back
    from that unchanged.
    """

    name: str
    foot: str | None
    rate_hz: float
    start: float
    force: Floats
    centre: Floats
    moment: Floats
    length_unit: str
    rate_unknown: bool = False

    def lasting(self, seconds: float, *, start: float = 0.0) -> RawForce:
        """The same channel with the rate at which its samples fill so many seconds, if it has none of its own.

        RBDS: 9,000 samples beside 4,500 frames at 150 Hz fill 30 s, so 300 Hz. start: of the markers, s.
        """
        if not self.rate_unknown:
            return self
        rate = len(self.force) / seconds
        whole = float(round(rate))  # one sample more or less than the markers is no other rate
        rate = whole if abs(rate - whole) * seconds <= 2.0 else rate
        return replace(self, rate_hz=rate, start=start, rate_unknown=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawTable:
    """Named columns over time that are not positions (joint angles of a .mot, analog text).

    time: (rows,) s. columns: (rows, names). degrees: True if the file says its angles are in degrees.
    """

    names: tuple[str, ...]
    time: Floats
    columns: Floats
    degrees: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Raw:
    """A file as read.

    file: name without folder; sha256 of its bytes; reader: id of the format (`c3d`, `trc`, `mot`, `qualisys`,
    `rbds_text`, `csv`).
    labels, positions (frames, labels, 3): real markers only, NaN where the file leaves a field empty (exact zero
    triples are still zeros here). length_unit: "mm", "m" … or None if the file does not say.
    rate_hz of the frames; start: time of the first frame on the file's clock, s (0 for C3D).
    declared_axes: e.g. ("+x", "+y") for forward and up if the file declares them (our own CSV), else None.
    mass kg, height m if the file says. left_out: labels that are no markers (model outputs, unlabelled).
    A file with forces or a table alone has no labels, positions of shape (0, 0, 3) and rate_hz 0.
    """

    file: str
    sha256: str
    reader: str
    labels: tuple[str, ...]
    positions: Floats
    length_unit: str | None
    rate_hz: float
    start: float
    forces: tuple[RawForce, ...] = ()
    table: RawTable | None = None
    events: tuple[FileEvent, ...] = ()
    declared_axes: tuple[str, str] | None = None
    mass: float | None = None
    height: float | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def only_force(data: bytes, *, file: str, reader: str, channel: RawForce, notes: tuple[Note, ...]) -> Raw:
    """A file with one force channel and no points."""
    return Raw(
        file=file,
        sha256=sha256(data).hexdigest(),
        reader=reader,
        labels=(),
        positions=frozen(np.zeros((0, 0, 3))),
        length_unit=None,
        rate_hz=0.0,
        start=0.0,
        forces=(channel,),
        notes=notes,
    )
