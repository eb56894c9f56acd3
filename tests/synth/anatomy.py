"""Joint centres of the made-up runner from its points alone, by published formulas and hand arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from understride.model import Points, Side


def middle(points: Points, name: str) -> np.ndarray:
    """The middle between the inner and outer point of a joint."""
    side = name.rsplit("_", 1)[1]
    joint = name.removesuffix(f"_{side}")
    return (points[f"{joint}_medial_{side}"] + points[f"{joint}_lateral_{side}"]) / 2.0


def hip(points: Points, side: Side) -> np.ndarray:
    """Harrington 2007 by hand for a pelvis 150 mm deep and 240 mm wide, in its own axes from mid-ASIS, mm:
    x = −0.24·150 − 9.9 = −45.9, y = −0.30·240 − 10.9 = −82.9, z = ±(0.33·240 + 7.3) = ±86.5."""
    front = (points["asis_right"] + points["asis_left"]) / 2.0
    back = (points["psis_right"] + points["psis_left"]) / 2.0
    right = points["asis_right"] - points["asis_left"]
    assert np.linalg.norm(front - back, axis=1) == pytest.approx(0.150)
    assert np.linalg.norm(right, axis=1) == pytest.approx(0.240)
    z, x = right / 0.240, (front - back) / 0.150
    y = np.cross(z, x)
    return front - 0.0459 * x - 0.0829 * y + side.sign * 0.0865 * z
