"""Kinetics Toolkit: its Butterworth filter, frames, Euler angles; contacts by its cycles on the forefoot's height."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import kineticstoolkit as ktk
import numpy as np
from benchmarks.peers.job import CUTOFF_HZ, HEIGHT_ABOVE, SIDES, given, told
from kineticstoolkit import geometry

JOB = given()


def angles() -> Mapping[str, Any]:
    """Pelvis and thorax in the lab, thorax in pelvis, hips, knees, ankles; three angles each."""
    ones = np.ones((len(JOB.positions), 1))
    tracks = {name: np.hstack([JOB.positions[:, i], ones]) for i, name in enumerate(JOB.names)}
    at = ktk.filters.butter(ktk.TimeSeries(time=JOB.times, data=tracks), fc=CUTOFF_HZ, order=2).data
    front, back = ((at[f"{name}_left"] + at[f"{name}_right"]) / 2 for name in ("asis", "psis"))
    make = geometry.create_transform_series
    axes = {
        "pelvis": make(positions=(front + back) / 2, z=at["asis_right"] - at["asis_left"], xz=front - back),
        "thorax": make(
            positions=(at["c7"] + at["clav"]) / 2,
            z=at["acromion_right"] - at["acromion_left"],
            xz=at["clav"] - at["c7"],
        ),
    }
    for side, sign in SIDES:
        knee, ankle = ((at[f"{j}_lateral_{side}"] + at[f"{j}_medial_{side}"]) / 2 for j in ("knee", "ankle"))
        knees, ankles = (
            sign * (at[f"{j}_lateral_{side}"] - at[f"{j}_medial_{side}"]) for j in ("knee", "ankle")
        )
        heel, toe = at[f"heel_{side}"], at[f"toe_{side}"]
        hip = geometry.get_global_coordinates(np.append(JOB.hip(sign), 1.0)[None], axes["pelvis"])
        axes[f"thigh_{side}"] = make(positions=knee, y=hip - knee, yz=knees)
        axes[f"shank_{side}"] = make(positions=ankle, y=knee - ankle, yz=ankles)
        toes = sign * (at[f"mt5_{side}"] - at[f"mt1_{side}"])
        axes[f"foot_{side}"] = make(positions=heel, x=toe - heel, xz=toes)
    found = {name: geometry.get_angles(axes[name], "YZX", degrees=True) for name in ("pelvis", "thorax")}

    def inside(proximal: str, distal: str) -> Any:
        turned = geometry.get_local_coordinates(axes[distal], axes[proximal])
        return geometry.get_angles(turned, "ZXY", degrees=True)

    found["trunk"] = inside("pelvis", "thorax")
    for side, _ in SIDES:
        found[f"hip_{side}"] = inside("pelvis", f"thigh_{side}")
        found[f"knee_{side}"] = inside(f"thigh_{side}", f"shank_{side}")
        found[f"ankle_{side}"] = inside(f"shank_{side}", f"foot_{side}")
    return {**found, "knee_flexion_right": -found["knee_right"][:, 0]}


def contacts() -> Mapping[str, Any]:
    """The forefoot below and above a height, by `ktk.cycles.detect_cycles`."""
    landings = {}
    for side, _ in SIDES:
        height = JOB.positions[:, JOB.names.index(f"mt5_{side}"), 1]
        level = float(height.min() + HEIGHT_ABOVE)
        cycles = ktk.cycles.detect_cycles(
            ktk.TimeSeries(time=JOB.times, data={"height": height}),
            "height",
            event_names=("landing", "leaving"),
            directions=("falling", "rising"),
            thresholds=(level, level),
        )
        landings[side] = [event.time for event in cycles.events if event.name == "landing"]
    return landings


if __name__ == "__main__":
    told(version("kineticstoolkit"), contacts, angles)
