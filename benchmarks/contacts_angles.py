"""Contacts and angles of 30 s at 150 Hz: ours beside other programs, on the same points in the same run.

    python benchmarks/contacts_angles.py --install      puts the other programs where they are looked for (once; 2 GB)
    python benchmarks/contacts_angles.py                times ours and those that are there
    python benchmarks/contacts_angles.py --times 3 --rounds 1 --seconds 10

Each runs in an environment of its own (`--peers FOLDER`, by default `.cache/peers`), since most need other versions of
NumPy than we do; one that is not there is named. Processor time of one thread, least of N calls after one that is not
counted, imports and reading the file left out; the programs take turns, so that a busy minute hits them all.

Judged is the same work for all: 24 points of a made-up runner, smoothed; pelvis and thorax in the lab, thorax in
pelvis, hips, knees, ankles; landings and leavings of both feet. Ours with all that it reads off all 76 points stands
below. It ends with exit code 1 if any program is faster than ours.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import venv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from benchmarks.peers import job
from benchmarks.peers.job import Floats, Job

from understride.gait.frames import pelvis_size
from understride.model import Contact, Points
from understride.synth import runner

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(__file__).parent / "peers"
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
NEEDED = ("c7", "clav")
NEEDED_BOTH = ("asis", "psis", "acromion", "knee_lateral", "knee_medial", "ankle_lateral", "ankle_medial", "heel",
               "toe", "mt1", "mt5")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: what pip is asked for, step by step, and in what its work is not the same as ours."""

    name: str
    install: tuple[tuple[str, ...], ...]
    unequal: str

    @property
    def script(self) -> Path:
        return SCRIPTS / f"with_{self.name}.py"


PEERS = (
    Peer(
        "pyomeca",
        (("pyomeca==2026.0.2", "numpy<2", "xarray<2023.8"),),
        "has no foot contacts: peaks of SciPy by Zeni's rule stand in, two lines made for a walk. Its axes from "
        "markers fail with a newer xarray or NumPy.",
    ),
    Peer(
        "kineticstoolkit",
        (("kineticstoolkit==0.17.0",),),
        "contacts are where the forefoot passes a height.",
    ),
    Peer(
        "pose2sim",
        (
            ("--no-deps", "pose2sim==0.10.49"),
            (
                "numpy",
                "scipy",
                "pandas",
                "matplotlib",
                "opencv-python-headless",
                "rtoml",
                "c3d",
                "anytree",
                "statsmodels",
                "filterpy",
            ),
        ),
        "angles between points, without sign or plane: one for each joint, where the others give three. Contacts are "
        "where the toe passes a height, and reading its TRC file is part of the call. Sports2D uses the same angles.",
    ),
)
NOT_TIMED = (
    (
        "OpenSim 4.6",
        "installs by pip; solves inverse kinematics and needs a scaled model, which it does not bring",
    ),
    (
        "pycgm 1.0",
        "installs; the conventional gait model frame by frame, no contacts, and it wants head and arms",
    ),
    ("pyCGM2 4.2", "does not install: asks for NumPy 1.18, which no longer builds"),
    ("gaitutils 0.13.9", "installs, but reads nothing without BTK, which pip does not have"),
    (
        "biomechzoo 0.8.25",
        "installs (1.1 GB); contacts of worn sensors only; angles by SciPy's rotations, not tried",
    ),
    ("Sports2D", "installs (1.9 GB); angles of a video by the functions timed under pose2sim"),
    ("BTK, FootNet", "not to be had by pip"),
    ("OpenCap, AddBiomechanics, Visual3D", "not programs that one can install here"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one program took, ms, and gave."""

    name: str
    contacts: float
    angles: float
    landings: dict[str, list[float]]
    knee: Floats

    @property
    def both(self) -> float:
        return self.contacts + self.angles


def the_job(points: Points, *, whole: bool) -> Job:
    """The run of a made-up runner: all its points, or those that the judged work needs."""
    if not whole:
        names = (*NEEDED, *(f"{name}_{side}" for name in NEEDED_BOTH for side in ("left", "right")))
        at = [points.names.index(name) for name in names]
        points = Points(names=names, positions=points.positions[:, at], rate_hz=points.rate_hz)
    depth, width = pelvis_size(points)
    hips = (depth / 2 - 0.24 * depth - 0.0099, -0.30 * width - 0.0109, 0.33 * width + 0.0073)
    return Job(points.names, points.positions, points.rate_hz, hips)


@dataclass(frozen=True, slots=True)
class Program:
    """What is run: its name, its Python, its script, its job."""

    name: str
    python: Path
    script: Path
    given: Job


def in_turns(programs: list[Program], times: int, rounds: int) -> list[Found]:
    """Each program several times, one after the other; of each the least it took."""
    runs = [[once(program, times) for program in programs] for _ in range(rounds)]
    return [
        replace(own[0], contacts=min(one.contacts for one in own), angles=min(one.angles for one in own))
        for own in zip(*runs, strict=True)
    ]


def once(program: Program, times: int) -> Found:
    """One program in a fresh process of its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job.npz"
        job.save(program.given, file)
        done = subprocess.run(
            [str(program.python), str(program.script), str(file), str(times)],
            check=False, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}, cwd=folder,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{program.name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    label = f"{program.name} {answer['version']}".strip()
    knee = np.asarray(answer["knee"], dtype=np.float64)
    return Found(label, answer["contacts"], answer["angles"], answer["landings"], knee)


def install(folder: Path) -> None:
    """An environment for each program; one that cannot be made is said and left out."""
    for peer in PEERS:
        venv.create(folder / peer.name, with_pip=True, clear=True)
        for wanted in peer.install:
            line = [str(python_of(folder, peer)), "-m", "pip", "install", "--quiet", *wanted]
            if subprocess.run(line, check=False).returncode:
                print(f"{peer.name}: pip could not install {' '.join(wanted)}")


def python_of(folder: Path, peer: Peer) -> Path:
    place = folder / peer.name
    return place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def line(one: Found, ours: Found, truth: Sequence[Contact]) -> str:
    off = one.knee - ours.knee
    apart = float(np.sqrt(np.mean(np.square(off - off.mean()))))
    return (
        f"{one.name:24} {one.contacts:9.1f} {one.angles:9.1f} {one.both:9.1f} {one.both / ours.both:8.2f} ×"
        f"  {late(one, truth):10.0f}  {apart:8.1f}"
    )


def late(one: Found, truth: Sequence[Contact]) -> float:
    """By how much the landings that were planted are missed, median, ms."""
    off = [
        min(abs(contact.landing - found) for found in one.landings[str(contact.side)]) for contact in truth
    ]
    return 1000 * float(np.median(off))


def said(words: str) -> None:
    print(textwrap.fill(words, 100, subsequent_indent="  "))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--peers", type=Path, default=ROOT / ".cache" / "peers")
    words.add_argument("--install", action="store_true")
    words.add_argument("--times", type=int, default=9)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=float, default=30.0)
    asked = words.parse_args()
    if asked.install:
        install(asked.peers)
        return 0
    made = runner(seconds=asked.seconds, rate_hz=150.0, force_rate_hz=300.0)
    few, all_points = (the_job(made.recording.points, whole=whole) for whole in (False, True))
    here, own = Path(sys.executable), SCRIPTS / "ours.py"
    there = [peer for peer in PEERS if python_of(asked.peers, peer).exists()]
    programs = [
        Program("understride", here, own, few),
        Program(f"understride, {len(all_points.names)} points", here, own, all_points),
        *(Program(peer.name, python_of(asked.peers, peer), peer.script, few) for peer in there),
    ]
    ours, more, *others = in_turns(programs, asked.times, asked.rounds)
    print(
        f"{asked.seconds:g} s at 150 Hz, {len(few.names)} points, CPU ms, least of {asked.rounds} × {asked.times}"
    )
    print(f"{'':24} {'contacts':>9} {'angles':>9} {'both':>9} {'':>10}  {'landing':>10}  {'knee':>8}")
    for one in (ours, *sorted(others, key=lambda one: one.both), more):
        print(line(one, ours, made.contacts))
    print("landing: median distance from the planted one, ms")
    print("knee: RMS difference of right knee flexion from ours, degrees, offset removed\n")
    for peer in PEERS:
        said(f"{peer.name}: {'' if peer in there else 'not installed here; '}{peer.unequal}")
    print("\nnot timed:")
    for name, why in NOT_TIMED:
        said(f"{name}: {why}.")
    if not others:
        return 0
    fastest = min(others, key=lambda one: one.both)
    print(f"\nthe fastest other is {fastest.name}: {fastest.both / ours.both:.2f} × ours")
    return 0 if ours.both <= fastest.both else 1


if __name__ == "__main__":
    sys.exit(main())
