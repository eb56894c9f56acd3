"""Pose2Sim: its Butterworth filter, its angles between points, its foot contacts by the height of the toe.

Joint centres are computed before the clock starts, since its points are those of a video.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
import pandas as pd
from benchmarks.peers.job import CUTOFF_HZ, HEIGHT_ABOVE, SIDES, Floats, given, told
from Pose2Sim.common import angle_dict, fixed_angles
from Pose2Sim.filtering import butterworth_filter_1d
from Pose2Sim.Utilities.trc_gaitevents import gait_events_height_coords

JOB = given()
FILTER = {"filtering": {"butterworth": {"order": 4, "cut_off_frequency": CUTOFF_HZ}}}
LETTER = {"left": "L", "right": "R"}
HEADER = "PathFileType\t4\t(X/Y/Z)\trun.trc"
RATES = "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames"


def centres() -> dict[str, Floats]:
    """The points by its names, (frames, 3) m."""
    at = {name: JOB.positions[:, i] for i, name in enumerate(JOB.names)}
    pelvis = (at["asis_left"] + at["asis_right"] + at["psis_left"] + at["psis_right"]) / 4
    found = {"Neck": (at["c7"] + at["clav"]) / 2, "Hip": pelvis}
    for side, sign in SIDES:
        letter = LETTER[side]
        found |= {
            f"{letter}Shoulder": at[f"acromion_{side}"],
            f"{letter}Hip": pelvis + JOB.hip(sign),
            f"{letter}Knee": (at[f"knee_lateral_{side}"] + at[f"knee_medial_{side}"]) / 2,
            f"{letter}Ankle": (at[f"ankle_lateral_{side}"] + at[f"ankle_medial_{side}"]) / 2,
            f"{letter}Heel": at[f"heel_{side}"],
            f"{letter}BigToe": at[f"toe_{side}"],
        }
    return found


POINTS = centres()
ANGLES = tuple(name for name, (points, *_) in angle_dict.items() if all(point in POINTS for point in points))


def angles() -> Mapping[str, Any]:
    """Every angle of its table whose points are there."""
    columns = pd.DataFrame(np.hstack(list(POINTS.values())))
    smooth = columns.apply(lambda column: butterworth_filter_1d(FILTER, JOB.rate_hz, column)).to_numpy()
    at = {name: smooth[:, 3 * i : 3 * i + 3] for i, name in enumerate(POINTS)}
    found = {name: fixed_angles([at[point] for point in angle_dict[name][0]], name) for name in ANGLES}
    return {**found, "knee_flexion_right": np.abs(found["right knee"])}


def trc() -> Path:
    """The points as a file, which its contacts read."""
    count = len(JOB.positions)
    path = Path("run.trc")
    names = "\t".join(f"{name}\t\t" for name in POINTS)
    axes = "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(POINTS) + 1))
    rates = f"{JOB.rate_hz}\t{JOB.rate_hz}\t{count}\t{len(POINTS)}\tm\t{JOB.rate_hz}\t1\t{count}"
    numbers = np.hstack(list(POINTS.values()))
    rows = (
        "\t".join((str(i + 1), f"{time:.5f}", *(f"{value:.6f}" for value in row)))
        for i, (time, row) in enumerate(zip(JOB.times, numbers, strict=True))
    )
    path.write_text("\n".join([HEADER, RATES, rates, f"Frame#\tTime\t{names}", f"\t\t{axes}", *rows]) + "\n")
    return path


FILE = trc()
LOWEST = 100 * min(float(POINTS[f"{letter}BigToe"][:, 1].min()) for letter in LETTER.values())  # cm


def contacts() -> Mapping[str, Any]:
    with contextlib.redirect_stdout(io.StringIO()):
        (right, left, _, _), _ = gait_events_height_coords(
            FILE,
            (1, "Y"),
            height_threshold=LOWEST + 100 * HEIGHT_ABOVE,
            cut_off_frequency=CUTOFF_HZ,
            plot=False,
        )
    return {"left": left, "right": right}


if __name__ == "__main__":
    told(version("pose2sim"), contacts, angles)
