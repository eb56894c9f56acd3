"""A recording as it leaves the room `formats`: labelled, in our axes and units, with its provenance.

Lab axes, everywhere: x forward (the direction of running), y up, z to the runner's right; right-handed.
Lengths in metres, times in seconds on the file's own clock, forces in newtons on the runner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from understride.model.arrays import Floats
from understride.model.sides import Side


class Surface(StrEnum):
    """What was run on."""

    TREADMILL = "treadmill"
    OVERGROUND = "overground"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the runner should know about the data. id: stable, `area.what`; text: one sentence."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Points:
    """Labelled positions over time.

    names: our names (`asis_right`; see formats/dialects), or the file's label for points that no dialect names.
    positions: (frames, points, 3) m, lab axes; NaN = gap. rate_hz: frames per second.
    start: time of the first frame on the file's clock, s.
    """

    names: tuple[str, ...]
    positions: Floats
    rate_hz: float
    start: float = 0.0

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Floats:
        """Position of one point, (frames, 3)."""
        return self.positions[:, self.names.index(name)]

    @property
    def frames(self) -> int:
        return int(self.positions.shape[0])

    @property
    def duration(self) -> float:
        """From the first to the last frame, s."""
        return (self.frames - 1) / self.rate_hz


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ForceChannel:
    """One measured ground reaction: a plate, a belt, or one foot.

    name: as in the file. foot: the side if the channel belongs to one foot, None for a plate or belt (a belt
    does not mean a foot). force: (samples, 3) N on the runner, lab axes, vertical + under load.
    centre: (samples, 3) m, centre of pressure, NaN where unloaded. free_moment: (samples,) N·m about the
    vertical at the centre of pressure, on the runner, + turns the body to the left; NaN if not known.
    """

    name: str
    foot: Side | None
    force: Floats
    centre: Floats
    free_moment: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Force:
    """Ground reaction forces. start: time of the first sample on the recording's clock, s.

    smoothed: the force was low-passed or cut to zero before it reached us (trap T15), so it is not filtered
    again and nothing is read from its first milliseconds. cut_newtons: level below which it was set to zero (0 if
    it was not).
    """

    rate_hz: float
    start: float
    channels: tuple[ForceChannel, ...]
    smoothed: bool
    cut_newtons: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvent:
    """An event stored in the file: label as written there, side if it says one, time on the file's clock, s."""

    label: str
    side: Side | None
    time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a recording comes from and what was done to it.

    file: name without folder. sha256: of its bytes. reader: id of the format. dialect: id of the marker set.
    others: (role, name, sha256) of the static trial and force files. steps: what was done to the data on reading,
    in words ("axes turned: file +Y is forward").
    """

    file: str
    sha256: str
    reader: str
    dialect: str
    others: tuple[tuple[str, str, str], ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recording:
    """One run, ready to be analysed.

    foot_points: which points make up the parts of a foot, by role: `heel`, `toe` (both make the mid-foot),
    `forefoot` (for contacts); each a tuple of point names without side, averaged. Empty where the marker set has
    none.
    static: a standing trial of the same runner in its own lab axes (it may face anywhere), or None.
    mass kg, height m, speed m/s: as declared by the caller or the file, else None.
    """

    points: Points
    foot_points: Mapping[str, tuple[str, ...]]
    surface: Surface
    provenance: Provenance
    force: Force | None = None
    static: Points | None = None
    events: tuple[FileEvent, ...] = ()
    mass: float | None = None
    height: float | None = None
    speed: float | None = None
    notes: tuple[Note, ...] = ()
