"""How far our angles are from published answers for the same recordings.

python -m revalidation.angles FOLDER     writes docs/tables/angles.md (FOLDER: the unpacked shared recordings)

Three references: inverse kinematics of the treadmill set (judged in the sagittal plane, where it is sound), processed
curves of two of its runners by the set's own authors (judged at the hip in the other planes), and the inverse
kinematics of the full-body set (shown).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from revalidation.angles_page import page

from understride import gait
from understride.analysis.order import measured_from
from understride.formats import read
from understride.gait import Signals
from understride.model import SIDES, Floats, Points, Side

PLACE = Path(__file__).parents[1] / "docs/tables/angles.md"
# (ours, theirs, sign that turns theirs into ours). OpenSim: pelvis_tilt backwards +, pelvis_list right side down +,
# lumbar_bending to the right +; hip_adduction and hip_rotation inwards + on both sides.
PELVIS = (
    ("pelvis_tilt", "pelvis_tilt", -1),
    ("pelvis_obliquity", "pelvis_list", -1),
    ("pelvis_yaw", "pelvis_rotation", +1),
)
LUMBAR = (
    ("thorax_in_pelvis_flexion", "lumbar_extension", -1),
    ("thorax_in_pelvis_side_bend", "lumbar_bending", -1),
    ("thorax_in_pelvis_yaw", "lumbar_rotation", +1),
)
LEG = (
    ("hip_flexion", "hip_flexion"),
    ("hip_adduction", "hip_adduction"),
    ("hip_rotation", "hip_rotation"),
    ("knee_flexion", "knee_angle"),
    ("ankle_flexion", "ankle_angle"),
)
KNEE_LIMIT = 119.9  # degrees: the model of the treadmill set bends its knee to 120 and no farther
SHIFTS = np.arange(-3.0, 3.01, 0.25)  # % of the stride within which published curves may lie
PROCESSED = {"hip_flexion": "hipAngZ", "hip_adduction": "hipAngX", "hip_rotation": "hipAngY",
             "knee_flexion": "kneeAngZ", "ankle_flexion": "ankleAngZ"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One curve against a published one. rmse: degrees, offset removed; offset: ours − theirs. r: correlation.

    free: rmse in frames where the reference's knees are not at their limit, and limited: share of frames where one is.
    lag: % of the stride by which the published curve was moved later; raw: rmse with the offset left in.
    ours, theirs: smallest and largest. gives: mm by which the markers of that leg's segments change their distances.
    """

    recording: str
    angle: str
    side: Side | None
    rmse: float
    offset: float
    r: float
    free: float = float("nan")
    limited: float = 0.0
    lag: float = 0.0
    raw: float = float("nan")
    ours: tuple[float, float] = (0.0, 0.0)
    theirs: tuple[float, float] = (0.0, 0.0)
    gives: float = float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold our angles against published ones.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    text = page(treadmill(folder), processed(folder), full_body(folder), between_references(folder))
    PLACE.write_text(text, encoding="utf-8")
    print(text)


def coordinates(path: Path) -> dict[str, Floats]:
    """Columns of a motion file by name. Its last line of names and all numbers below count, whatever the header."""
    lines = path.read_text(encoding="utf-8").splitlines()
    first = max(i for i, line in enumerate(lines) if line.split()[:1] == ["time"])
    columns = np.array(
        [[float(cell) for cell in line.split()] for line in lines[first + 1 :] if line.strip()]
    )
    return dict(zip(lines[first].split(), columns.T, strict=True))


def treadmill(folder: Path) -> list[Agreement]:
    """The treadmill set against its inverse kinematics, whose clock begins with the first frame."""
    found = []
    for path in sorted((folder / "rbds").glob("*/*run*.c3d")):
        static = path.with_name(path.stem.split("run")[0] + "static.c3d")
        recording = read(path, static=static)
        signals = gait.motion(recording, gait.contacts(recording)).signals
        theirs = coordinates(path.with_name(f"{path.stem}_ik.mot"))
        found += compared(path.stem.replace("runT", " T"), signals, theirs, start=signals.start)
    return found


def full_body(folder: Path) -> list[Agreement]:
    """The full-body set against its inverse kinematics, on the file's own clock; there the knee bends negatively."""
    found = []
    for path in sorted((folder / "hamner").glob("*/Run_?.trc")):
        static, forces = path.with_name("static.trc"), path.with_name(f"{path.stem}_grf.mot")
        recording = read(path, static=static if static.exists() else None, forces=forces)
        signals = gait.motion(recording, gait.contacts(recording)).signals
        theirs = coordinates(path.with_name(f"{path.stem}_ik.mot"))
        name = f"{path.parent.name} {path.stem[-1]} m/s"
        gives = {side: loosest(recording.points, side) for side in SIDES}
        found += [
            replace(row, gives=gives[row.side]) if row.side else row
            for row in compared(name, signals, theirs, start=0.0, knee=-1)
        ]
    return found


def loosest(points: Points, side: Side) -> float:
    """By how much the distance of two markers on one thigh or shank changes in a run, mm (1st to 99th percentile)."""
    most = 0.0
    for segment in ("thigh_", "shank_"):
        names = [name for name in points.names if name.startswith(segment) and name.endswith(f"_{side}")]
        for one, other in combinations(names, 2):
            apart = np.linalg.norm(points[one] - points[other], axis=1)
            if not np.isfinite(apart).any():
                continue
            low, high = np.nanpercentile(apart, [1, 99])
            most = max(most, 1000 * float(high - low))
    return most


def between_references(folder: Path) -> list[Agreement]:
    """Two published solutions of one run (subject01, 4 m/s) against one another: what a reference is worth."""
    one = coordinates(folder / "hamner/subject01/Run_4_ik.mot")
    other = coordinates(folder / "hamner_rajagopal/ik_output_run.mot")
    inside = (other["time"] >= one["time"][0]) & (other["time"] <= one["time"][-1])
    found = []
    for ours, theirs, sign, side in pairs():
        second = sign * other[theirs][inside]
        first = sign * np.interp(other["time"][inside], one["time"], one[theirs])
        if ours == "knee_flexion":
            first = -first
        found.append(_agreement("subject01 4 m/s", ours, side, first, second))
    return found


def pairs() -> list[tuple[str, str, int, Side | None]]:
    """(ours without its side, theirs, sign, side) of every angle that inverse kinematics has."""
    whole: list[tuple[str, str, int, Side | None]] = [(*row, None) for row in (*PELVIS, *LUMBAR)]
    return whole + [(ours, f"{theirs}_{side[0]}", 1, side) for ours, theirs in LEG for side in SIDES]


def compared(
    recording: str, signals: Signals, theirs: Mapping[str, Floats], *, start: float, knee: int = 1
) -> list[Agreement]:
    """Every angle that both have, at the times of the reference. start: what its clock is behind ours by, s."""
    times = theirs["time"] + start
    inside = (times >= signals.times[0]) & (times <= signals.times[-1])
    knees = np.max([knee * theirs[f"knee_angle_{side[0]}"] for side in SIDES], axis=0)[inside]
    found = []
    for ours, name, sign, side in pairs():
        signal = ours if side is None else f"{ours}_{side}"
        if signal not in signals or name not in theirs:
            continue
        turned = knee if ours == "knee_flexion" else sign
        mine = np.interp(times[inside], signals.times, signals[signal])
        found.append(
            _agreement(recording, ours, side, mine, turned * theirs[name][inside], limited=knees > KNEE_LIMIT)
        )
    return found


def _agreement(
    recording: str, angle: str, side: Side | None, mine: Floats, theirs: Floats, limited: Floats | None = None
) -> Agreement:
    seen = np.isfinite(mine) & np.isfinite(theirs)
    away = (mine - theirs)[seen]
    free = np.ones(len(away), dtype=bool) if limited is None else ~limited[seen].astype(bool)
    return Agreement(
        recording=recording,
        angle=angle,
        side=side,
        rmse=float(away.std()),
        offset=float(away.mean()),
        r=float(np.corrcoef(mine[seen], theirs[seen])[0, 1]),
        free=float(away[free].std()),
        limited=float(1 - free.mean()),
        ours=(float(mine[seen].min()), float(mine[seen].max())),
        theirs=(float(theirs[seen].min()), float(theirs[seen].max())),
    )


def processed(folder: Path) -> list[Agreement]:
    """Mean curves of two runners against those that the set's authors published."""
    found = []
    for runner in ("RBDS001", "RBDS002"):
        curves = _table(folder / f"bmcric/{runner}processed.txt")
        for speed in (25, 35, 45):
            place = folder / f"rbds/{runner}"
            recording = read(place / f"{runner}runT{speed}.c3d", static=place / f"{runner}static.c3d")
            strides = measured_from(recording, gait.contacts(recording)).strides
            for side in SIDES:
                for angle, column in PROCESSED.items():
                    usable = [s.whole[angle] for s in strides.of[side] if angle not in s.missing]
                    theirs = curves[f"{side[0].upper()}{column}{speed}"]
                    name = f"{runner} T{speed}"
                    found.append(_aligned(name, angle, side, np.mean(usable, axis=0), theirs))
    return found


def _table(path: Path) -> dict[str, Floats]:
    """A tab-separated table; an empty cell is missing."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = [[float(cell or "nan") for cell in line.split("\t")] for line in lines if line.strip()]
    return dict(zip(head.split("\t"), np.array(rows).T, strict=True))


def _aligned(recording: str, angle: str, side: Side, mine: Floats, theirs: Floats) -> Agreement:
    """The published curve moved by the lag within ±3 % of the stride at which it lies closest, round the stride."""
    percent = np.arange(101.0)

    def moved(lag: float) -> Floats:
        return np.interp((percent - lag) % 100, percent, theirs)

    lag = min(SHIFTS, key=lambda shift: float((mine - moved(shift)).std()))
    near = moved(lag)
    away = mine - near
    return Agreement(
        recording=recording,
        angle=angle,
        side=side,
        rmse=float(away.std()),
        offset=float(away.mean()),
        r=float(np.corrcoef(mine, near)[0, 1]),
        lag=float(lag),
        raw=float(np.sqrt(np.mean(away**2))),
    )


if __name__ == "__main__":
    main()
