"""The shared recordings with force: where they lie, how they are read, and when their feet landed and left by force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from understride.formats import read
from understride.gait.feet import feet_of
from understride.gait.force_contacts import force_contacts
from understride.model import SIDES, Floats, Recording, Side

# The force of the full-body set was low-passed at 15 Hz before publication, which makes landings early by so much
# (found by smoothing the raw force of two other runners in the same way), ms by nominal speed.
EARLY_BY = {2.0: 4.0, 3.0: 5.0, 4.0: 6.0, 5.0: 7.0}
EDGE = 0.3  # s at both ends of what force and points share, which are not judged
NEAR_SPLIT = 0.06  # s around a contact whose force is spread over both feet


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One recording. speed: nominal, m/s. forces: files that belong to it."""

    group: str
    runner: str
    speed: float
    path: Path
    forces: tuple[Path, ...]

    @property
    def name(self) -> str:
        return f"{self.runner} {self.speed:g} m/s"

    def read(self) -> Recording:
        return read(self.path, forces=self.forces or None)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Landings and leavings by force, s, and which times may be judged."""

    landing: dict[Side, Floats]
    leaving: dict[Side, Floats]
    first: float
    last: float
    doubtful: Floats

    def judges(self, times: Floats) -> Floats:
        """Which times lie where force says what happened; (times,) of bool."""
        good = (times >= self.first) & (times <= self.last)
        for start, end in self.doubtful:
            good &= (times < start - NEAR_SPLIT) | (times > end + NEAR_SPLIT)
        return np.asarray(good)


def runs(folder: Path) -> tuple[Run, ...]:
    """All shared treadmill runs with force, by set, runner and speed."""
    return (*_rbds(folder / "rbds"), *_hamner(folder / "hamner"), *_jdavis(folder / "jdavis"))


def _rbds(folder: Path) -> Iterator[Run]:
    for path in sorted(folder.glob("*/*run*.c3d")):
        runner, speed = path.stem.split("runT")
        yield Run(group="rbds", runner=runner, speed=int(speed) / 10, path=path, forces=())


def _hamner(folder: Path) -> Iterator[Run]:
    for path in sorted(folder.glob("*/Run_?.trc")):
        force = path.with_name(f"{path.stem}_grf.mot")
        yield Run(
            group="hamner", runner=path.parent.name, speed=float(path.stem[-1]), path=path, forces=(force,)
        )


def _jdavis(folder: Path) -> Iterator[Run]:
    for path in sorted(folder.glob("*.tsv")):
        if not re.search(r"_f_\d$", path.stem):
            forces = tuple(sorted(folder.glob(f"{path.stem}_f_?.tsv")))
            yield Run(group="jdavis", runner="jdavis", speed=4.1, path=path, forces=forces)


def truth(run: Run, recording: Recording, *, shift: float = 1.0) -> Truth:
    """Contacts by force; landings of the pre-smoothed set moved later by `shift` times what the smoothing did."""
    force = recording.force
    assert force is not None
    contacts = force_contacts(force, feet_of(recording))
    late = shift * EARLY_BY[run.speed] / 1000 if force.smoothed else 0.0
    samples = max(len(channel.force) for channel in force.channels)
    points = recording.points
    return Truth(
        landing={side: np.array([c.landing + late for c in contacts.of(side)]) for side in SIDES},
        leaving={side: np.array([c.leaving for c in contacts.of(side)]) for side in SIDES},
        first=max(points.start, force.start) + EDGE,
        last=min(points.start + points.duration, force.start + (samples - 1) / force.rate_hz) - EDGE,
        doubtful=np.array([(d.time, d.time + 0.3) for d in contacts.dropped]).reshape(-1, 2),
    )
