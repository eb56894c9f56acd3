"""pyomeca: its Butterworth filter, axes from markers, Euler angles. It has no foot contacts: SciPy's peaks stand in.

Joint centres and offsets are computed on bare arrays, which is faster than on the labelled ones that it hands out.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from benchmarks.peers.job import CUTOFF_HZ, SIDES, Floats, given, told
from pyomeca import Angles, Markers, Rototrans
from scipy.signal import find_peaks

JOB = given()
Track = dict[str, Floats]


def smoothed() -> Track:
    """Every point of the job, (3, frames) each, low-passed."""
    markers = Markers(
        JOB.positions.transpose(2, 1, 0),
        channels=list(JOB.names),
        time=JOB.times,
        attrs={"rate": JOB.rate_hz},
    )
    smooth = markers.meca.low_pass(freq=JOB.rate_hz, order=2, cutoff=CUTOFF_HZ)
    return dict(zip(JOB.names, np.moveaxis(smooth.values[:3], 1, 0), strict=True))


def angles() -> Mapping[str, Any]:
    """Pelvis and thorax in the lab, thorax in pelvis, hips, knees, ankles; three angles each."""
    at = smoothed()
    at["front"], at["back"] = ((at[f"{name}_left"] + at[f"{name}_right"]) / 2 for name in ("asis", "psis"))
    at["middle"], at["chest"] = (at["front"] + at["back"]) / 2, (at["c7"] + at["clav"]) / 2
    axes = {
        "pelvis": frame(at, "middle", ("asis_left", "asis_right"), ("back", "front"), "zx"),
        "thorax": frame(at, "chest", ("acromion_left", "acromion_right"), ("c7", "clav"), "zx"),
    }
    for side, sign in SIDES:
        for joint in ("knee", "ankle"):
            at[f"{joint}_{side}"] = (at[f"{joint}_lateral_{side}"] + at[f"{joint}_medial_{side}"]) / 2
        at[f"hip_{side}"] = np.einsum("ijk,j->ik", axes["pelvis"].values[:3], np.append(JOB.hip(sign), 1.0))
        across = {
            joint: (f"{joint}_medial_{side}", f"{joint}_lateral_{side}")[::sign]
            for joint in ("knee", "ankle")
        }
        knee, ankle, heel = f"knee_{side}", f"ankle_{side}", f"heel_{side}"
        axes[f"thigh_{side}"] = frame(at, knee, (knee, f"hip_{side}"), across["knee"], "yz")
        axes[f"shank_{side}"] = frame(at, ankle, (ankle, knee), across["ankle"], "yz")
        toes = (f"mt1_{side}", f"mt5_{side}")[::sign]
        axes[f"foot_{side}"] = frame(at, heel, (heel, f"toe_{side}"), toes, "xz")
    found = {name: Angles.from_rototrans(axes[name], "yzx").values for name in ("pelvis", "thorax")}
    found["trunk"] = inside(axes, "pelvis", "thorax")
    for side, _ in SIDES:
        found[f"hip_{side}"] = inside(axes, "pelvis", f"thigh_{side}")
        found[f"knee_{side}"] = inside(axes, f"thigh_{side}", f"shank_{side}")
        found[f"ankle_{side}"] = inside(axes, f"shank_{side}", f"foot_{side}")
    return {**found, "knee_flexion_right": -np.degrees(found["knee_right"][0, 0])}


def frame(at: Track, origin: str, first: tuple[str, ...], second: tuple[str, ...], axes: str) -> Any:
    """Axes with the first kept as it is and the second made square to it."""

    def markers(*names: str) -> Any:
        return Markers(np.stack([at[name] for name in names], axis=1))

    return Rototrans.from_markers(
        origin=markers(origin),
        axis_1=markers(*first),
        axis_2=markers(*second),
        axes_name=axes,
        axis_to_recalculate=axes[1],
    )


def inside(axes: Mapping[str, Any], proximal: str, distal: str) -> Floats:
    """Angles of one segment in another, flexion first."""
    back = Rototrans.from_transposed_rototrans(axes[proximal]).values
    turned = Rototrans(np.einsum("ijk,jlk->ilk", back, axes[distal].values))
    return np.asarray(Angles.from_rototrans(turned, "zxy").values)


def contacts() -> Mapping[str, Any]:
    """Landing: the heel farthest ahead of the pelvis; leaving: the toe farthest behind (Zeni 2008)."""
    at = {name: JOB.positions[:, JOB.names.index(name), 0] for name in JOB.names}
    pelvis = (at["asis_left"] + at["asis_right"] + at["psis_left"] + at["psis_right"]) / 4
    landings = {}
    for side, _ in SIDES:
        landings[side] = find_peaks(at[f"heel_{side}"] - pelvis, distance=JOB.rate_hz / 3)[0] / JOB.rate_hz
        find_peaks(pelvis - at[f"toe_{side}"], distance=JOB.rate_hz / 3)
    return landings


if __name__ == "__main__":
    told(version("pyomeca"), contacts, angles)
