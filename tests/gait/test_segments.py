"""Points of a standing trial carried into the run by their segment."""

import numpy as np
import pytest
from tests.gait.test_rigid import turn

from understride.gait.segments import completed
from understride.model import Points

STANDING = {
    "thigh_1_right": [0.05, 0.80, 0.14],
    "thigh_2_right": [0.05, 0.70, 0.16],
    "thigh_3_right": [-0.04, 0.68, 0.15],
    "thigh_4_right": [-0.03, 0.82, 0.13],
    "knee_lateral_right": [0.0, 0.50, 0.15],
    "knee_medial_right": [0.0, 0.50, 0.05],
}


def points(places: dict[str, list[float]], move=lambda p: p, frames: int = 4) -> Points:
    positions = np.repeat(np.array([move(np.array(p)) for p in places.values()])[None], frames, axis=0)
    return Points(names=tuple(places), positions=positions, rate_hz=100.0)


def swung(place: np.ndarray) -> np.ndarray:
    return turn("z", 35) @ turn("y", 5) @ place + np.array([0.2, 0.1, 0.0])


def test_an_inner_knee_point_seen_only_in_standing_moves_with_its_thigh() -> None:
    run = points({n: p for n, p in STANDING.items() if n.startswith("thigh")}, swung)
    whole = completed(run, points(STANDING))
    assert set(whole.carried) == {"knee_lateral_right", "knee_medial_right"}
    wanted = swung(np.array(STANDING["knee_medial_right"]))
    assert whole.points["knee_medial_right"][0] == pytest.approx(wanted, abs=1e-9)


def test_a_point_that_the_run_has_is_never_replaced() -> None:
    places = dict(STANDING)
    del places["knee_medial_right"]
    run = points(places, lambda p: p + 0.01)
    whole = completed(run, points(STANDING))
    assert whole.carried == ("knee_medial_right",)
    assert whole.points["knee_lateral_right"][0] == pytest.approx([0.01, 0.51, 0.16])


def test_two_cluster_points_alone_carry_nothing() -> None:
    run = points({n: STANDING[n] for n in ("thigh_1_right", "thigh_2_right")})
    assert completed(run, points(STANDING)).carried == ()


def test_without_a_standing_trial_nothing_is_added() -> None:
    run = points(STANDING)
    assert completed(run, None).points is run
