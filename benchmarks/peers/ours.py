"""understride: contacts from the feet, and every signal that `us.angles` gives."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.peers.job import Job, given, told

import understride as us
from understride.model import Provenance, Recording, Side, Surface

FEET = {"heel": ("heel",), "toe": ("toe",), "forefoot": ("mt5",)}


def recording(job: Job) -> Recording:
    """The same points as a recording that has just been read."""
    points = us.Points(names=job.names, positions=job.positions, rate_hz=job.rate_hz)
    made = Provenance(file="run", sha256="", reader="job", dialect="understride")
    return Recording(points=points, foot_points=FEET, surface=Surface.TREADMILL, provenance=made)


def main() -> None:
    run = recording(given())
    steps = us.contacts(run, method="kinematic")

    def contacts() -> Mapping[str, Any]:
        found = us.contacts(run, method="kinematic").contacts
        return {str(side): [one.landing for one in found if one.side is side] for side in Side}

    told("", contacts, lambda: us.angles(run, steps).signals)


if __name__ == "__main__":
    main()
