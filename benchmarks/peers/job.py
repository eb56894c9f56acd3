"""What every program is given in `contacts_angles.py`, and how its answer is timed and told.

Runs in the program's own environment, so it needs NumPy and nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SIDES = (("left", -1), ("right", 1))
CUTOFF_HZ = 12.0
HEIGHT_ABOVE = 0.03  # m above its lowest: where rules by height put landing and leaving of the forefoot


@dataclass(frozen=True, slots=True)
class Job:
    """A run: names of its points, positions (frames, points, 3) m with x forward, y up, z right; frames a second.

    hips: offsets of the right hip joint from mid-pelvis along forward, up, right, m: where the joint is comes with the
    job, since the programs find it in different ways or not at all.
    """

    names: tuple[str, ...]
    positions: Floats
    rate_hz: float
    hips: tuple[float, float, float]

    @property
    def times(self) -> Floats:
        return np.arange(len(self.positions)) / self.rate_hz

    def hip(self, sign: int) -> Floats:
        """Offset of one hip joint, (3,) m."""
        forward, up, right = self.hips
        return np.array([forward, up, sign * right])


def save(job: Job, path: Path) -> None:
    np.savez(
        path, names=np.array(job.names), positions=job.positions, rate=job.rate_hz, hips=np.array(job.hips)
    )


def load(path: Path) -> Job:
    with np.load(path) as held:
        forward, up, right = (float(offset) for offset in held["hips"])
        return Job(
            tuple(str(name) for name in held["names"]),
            held["positions"],
            float(held["rate"]),
            (forward, up, right),
        )


def told(
    version: str, contacts: Callable[[], Mapping[str, Any]], angles: Callable[[], Mapping[str, Any]]
) -> None:
    """Time both by the processor, least of several calls, and print what was found; called by a program's script.

    contacts: landings of each side, s. angles: curves by name; `knee_flexion_right` in degrees is compared with ours.
    """
    times = int(sys.argv[2])
    answer = {
        "version": version,
        "contacts": least(contacts, times),
        "angles": least(angles, times),
        "landings": {side: [float(time) for time in found] for side, found in contacts().items()},
        "knee": np.asarray(angles()["knee_flexion_right"]).round(4).tolist(),
    }
    print(json.dumps(answer))


def given() -> Job:
    """The job that a script was started with."""
    return load(Path(sys.argv[1]))


def least(work: Callable[[], object], times: int) -> float:
    """Least processor time of a call, ms, after one that is not counted."""
    work()
    found = []
    for _ in range(times):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return 1000 * min(found)
