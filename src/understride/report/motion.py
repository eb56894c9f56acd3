"""What the player needs: the mean stride in millimetres, and the words of its moments."""

from __future__ import annotations

import json

import numpy as np

from understride.report.body import FOOT, Body
from understride.words.compose import moment

FRAMES = 50  # of the 101 of the mean stride; the player draws between them
TRUNK = (
    "asis_right",
    "asis_left",
    "psis_left",
    "psis_right",
    "acromion_right",
    "acromion_left",
    "head",
    "c7",
    "mid_pelvis",
)
LIMBS = ("hip", "knee", *FOOT, "elbow_lateral", "wrist_radial")


def player_data(body: Body) -> str:
    """JSON for the canvas: points by name as mm over the frames, contacts, and the words for every per cent."""
    names = [
        n for n in (*TRUNK, *(f"{limb}_{side}" for limb in LIMBS for side in ("right", "left"))) if n in body
    ]
    points = {}
    for name in names:
        way = [body.at(k / FRAMES, name) for k in range(FRAMES)]
        if all(p is not None for p in way):
            points[name] = [round(float(v) * 1000) for p in way if p is not None for v in p]
    s = body.skeleton
    right, left = (0.0, 100 * s.right_leaving), (100 * s.left_landing, 100 * s.left_leaving)
    left = left if left[1] >= left[0] else (left[0], left[1] + 100)
    held = {
        "frames": FRAMES,
        "time": round(float(s.stride_time), 3),
        "left": round(float(s.left_landing), 4),
        "points": points,
        "words": [moment(p, right, left) for p in range(101)],
    }
    return json.dumps(held, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def foot_speed(body: Body) -> float:
    """Speed of the run from the right foot on the ground, m/s, where none was declared or measured."""
    s = body.skeleton
    early, late = body.mid_foot(0.3 * s.right_leaving, "right"), body.mid_foot(0.6 * s.right_leaving, "right")
    if early is None or late is None:
        return float("nan")
    return float(np.abs(early[0] - late[0]) / (0.3 * s.right_leaving * s.stride_time))
