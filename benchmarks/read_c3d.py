"""C3D reading: ours against ezc3d (and c3d, if installed), on the same file in the same run.

    python benchmarks/read_c3d.py [FILE] [--times N]

CPU time (time.process_time), the least of N runs; every reader opens the file and hands out positions and force
plates. Without FILE a made-up run of 30 s is used: 33 points at 150 Hz, one plate at 300 Hz. The requirement is a
ratio of at least 5 to ezc3d; it ends with exit code 1 below that.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from understride.formats import c3d
from understride.formats.c3d_write import write_c3d
from understride.model import Force, ForceChannel, Points

REQUIRED = 5.0


def made_up(path: Path) -> Path:
    random = np.random.default_rng(0)
    names = tuple(f"point_{index}" for index in range(33))
    force = random.normal(size=(9000, 3)) * 50 + np.array([0, 700, 0])
    centre, free = random.uniform(size=(9000, 3)) * [1, 0, 1], random.normal(size=9000)
    belt = ForceChannel(name="belt", foot=None, force=force, centre=centre, free_moment=free)
    write_c3d(
        path,
        Points(names=names, positions=random.normal(size=(4500, 33, 3)), rate_hz=150.0),
        force=Force(rate_hz=300.0, start=0.0, channels=(belt,), smoothed=False),
    )
    return path


def least(read: Callable[[], object], times: int) -> float:
    """Least CPU time of a call, ms."""
    found = []
    for _ in range(times):
        begin = time.process_time()
        read()
        found.append(time.process_time() - begin)
    return 1000 * min(found)


def readers(path: Path) -> dict[str, Callable[[], object]]:
    import ezc3d

    known: dict[str, Callable[[], object]] = {
        "understride": lambda: c3d.read(path.read_bytes(), path.name),
        "ezc3d": lambda: ezc3d.c3d(str(path), extract_forceplat_data=True),
    }
    if find_spec("c3d"):
        known["c3d"] = lambda: with_c3d(path)
    return known


def with_c3d(path: Path) -> object:
    import c3d as other  # type: ignore[import-untyped]

    with path.open("rb") as file:
        return [points.copy() for _, points, _ in other.Reader(file).read_frames(copy=False)]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("file", nargs="?", type=Path)
    words.add_argument("--times", type=int, default=7)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.file or made_up(Path(folder) / "made_up.c3d")
        print(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB, CPU ms, least of {asked.times}")
        taken = {name: least(read, asked.times) for name, read in readers(path).items()}
    for name, milliseconds in taken.items():
        print(f"{name:12} {milliseconds:8.1f}   {milliseconds / taken['understride']:6.1f} ×")
    return 0 if taken["ezc3d"] >= REQUIRED * taken["understride"] else 1


if __name__ == "__main__":
    sys.exit(main())
