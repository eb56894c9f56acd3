"""Points of a standing trial carried into the run by their segment."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.gait.test_rigid import turn

from understride.formats import read
from understride.gait import contacts, motion
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


def test_where_a_cluster_gives_way_nothing_is_carried_by_it() -> None:
    """One of the four points of the thigh swings out by 10 cm in five of twenty frames."""
    run = points({n: p for n, p in STANDING.items() if n.startswith("thigh")}, swung, frames=20)
    positions = run.positions.copy()
    positions[5:10, 2] += [0.0, 0.0, 0.10]
    whole = completed(replace(run, positions=positions), points(STANDING))
    seen = np.isfinite(whole.points["knee_medial_right"]).all(axis=1)
    assert np.flatnonzero(~seen).tolist() == [5, 6, 7, 8, 9]
    (thigh,) = whole.followed
    assert (thigh.segment, thigh.points, thigh.lost) == ("thigh_right", 4, 0.25)
    assert 0.01 < thigh.largest < 0.10
    assert thigh.median == pytest.approx(0.0, abs=1e-9)


@pytest.mark.data
def test_the_shank_that_gives_way_in_a_real_run_costs_its_knee_and_ankle_and_nothing_else(data: Path) -> None:
    """The worst of all shared recordings: one of three markers on the right shank of subject02 swings about."""
    folder = data / "hamner" / "subject02"
    run = read(folder / "Run_5.trc", static=folder / "static.trc", forces=folder / "Run_5_grf.mot")
    found = motion(run, contacts(run))
    (shank,) = [one for one in found.followed if one.lost]
    assert (shank.segment, shank.points) == ("shank_right", 3)
    assert 0.03 < shank.lost < 0.15
    (note,) = [note for note in found.notes if note.id == "points.loose"]
    assert note.text.startswith("The points on the right shank shifted on it by up to 25 mm.")
    gone = np.isnan(found.signals["knee_flexion_right"])
    assert gone.mean() == pytest.approx(shank.lost)
    assert (np.isnan(found.signals["ankle_flexion_right"]) == gone).all()
    for name in ("hip_flexion_right", "knee_flexion_left", "ankle_flexion_left"):
        assert np.isfinite(found.signals[name]).all()
