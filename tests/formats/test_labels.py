"""Labels on the wrong point are put right where geometry leaves one answer, and every repair is said."""

from __future__ import annotations

import numpy as np
import pytest
from tests.formats import stick

from understride.formats import distances, labels
from understride.formats.assemble import Said, assemble
from understride.model import Floats, Recording

Cloud = dict[str, Floats]


def read(run: Cloud, static: Cloud | None = None) -> Recording:
    standing = None if static is None else stick.raw(static, file="static.trc")
    return assemble(stick.raw(run), static=standing, said=Said())


def ids(recording: Recording) -> set[str]:
    return {note.id for note in recording.notes if note.id.startswith(("labels.", "points.flown"))}


def standing() -> Cloud:
    return stick.cloud(speed=0.0, seconds=0.5)


def swapped(points: Cloud, *pairs: tuple[str, str]) -> Cloud:
    result = dict(points)
    for a, b in pairs:
        result[a], result[b] = points[b], points[a]
    return result


def same(recording: Recording, points: Cloud) -> None:
    for name in recording.points.names:
        np.testing.assert_allclose(recording.points[name], points[name], atol=1e-9, err_msg=name)


def test_right_labels_are_left_alone() -> None:
    recording = read(stick.cloud(), standing())
    assert not ids(recording)
    same(recording, stick.cloud())


@pytest.mark.parametrize(
    "pair",
    [
        ("mt1_right", "mt5_right"),
        ("mt1_left", "mt5_left"),
        ("heel_right", "mt5_right"),
        ("thigh_1_left", "thigh_4_left"),
        ("shank_2_right", "shank_3_right"),
    ],
    ids="-".join,
)
def test_two_exchanged_points_of_a_segment_are_put_right_or_left_out(pair: tuple[str, str]) -> None:
    """Never a third outcome: where the other half of a cluster would explain it as well, it is left out."""
    wrong = swapped(stick.cloud(), pair)
    recording = read(wrong, standing())
    told = ids(recording)
    assert told & {"labels.repaired", "labels.front_exchanged", "labels.unclear"}
    same(recording, wrong if "labels.unclear" in told else stick.cloud())
    if pair[0].startswith(("mt", "heel")):
        assert "labels.unclear" not in told


def test_an_extra_point_on_the_place_of_another_takes_its_name() -> None:
    """Trap T5: no MT1, its place is labelled MT5, and the place of MT5 carries the extra label."""
    run = stick.cloud()
    shifted = {n: p for n, p in run.items() if n != "mt1_right"}
    shifted["mt5_right"], shifted["foot_1_right"] = run["mt1_right"], run["mt5_right"]
    recording = read(shifted, standing())
    assert "labels.repaired" in ids(recording)
    assert "foot_1_right" not in recording.points
    same(recording, run)


def test_a_cluster_placed_anew_is_no_exchange_and_carries_nothing() -> None:
    """Trap T10 made worse: every distance differs by 30 to 60 mm, and no other name explains it."""
    run = stick.cloud()
    moved = ((0.03, 0.02, 0.0), (-0.03, 0.01, 0.02), (0.0, -0.04, 0.01), (0.02, 0.03, 0.0))
    for k, away in enumerate(moved, start=1):
        run[f"thigh_{k}_right"] = run[f"thigh_{k}_right"] + np.array(away)
    recording = read(run, standing())
    assert ids(recording) == {"labels.unclear"}
    assert sum(n.startswith("thigh") and n.endswith("right") for n in recording.points.names) < 3
    same(recording, run)


def test_a_foot_that_fits_nowhere_is_kept_and_said() -> None:
    run = stick.cloud()
    run["mt5_right"] = run["mt5_right"] + np.array([0.0, 0.05, 0.04])
    recording = read(run, standing())
    assert ids(recording) == {"labels.unclear"}
    same(recording, run)


def test_two_equal_explanations_change_nothing() -> None:
    """A rectangle of four with two exchanged may be its other two exchanged: no clear answer."""
    corners = {
        "thigh_1_right": (0, 0),
        "thigh_2_right": (0.1, 0),
        "thigh_3_right": (0, 0.06),
        "thigh_4_right": (0.1, 0.06),
    }
    square = {n: np.tile((x, y, 0.0), (5, 1)) for n, (x, y) in corners.items()}
    run = swapped(square, ("thigh_1_right", "thigh_2_right"))
    result, told = distances.against_static(run, square, file="run")
    assert [n.id for n in told] == ["labels.unclear"]
    assert not result


def test_two_free_names_at_the_same_distances_are_no_answer() -> None:
    """MT1 and MT2 mirrored about the line of three heel points: a point there may be either."""
    places = {"heel": (0, 0), "heel_top": (0.05, 0), "heel_lateral": (0.1, 0), "mt1": (0.2, 0.06), "mt2": (0.2, -0.06),
              "mt5": (0.12, 0.04)}  # fmt: skip
    static = {f"{n}_left": np.tile((x, y, 0.0), (5, 1)) for n, (x, y) in places.items()}
    run = {n: p for n, p in static.items() if n not in ("mt1_left", "mt2_left")}
    run["mt5_left"] = static["mt1_left"]
    result, told = distances.against_static(run, static, file="run")
    assert [n.id for n in told] == ["labels.unclear"]
    assert list(result) == list(run)
    assert all(result[n] is run[n] for n in run)


def test_left_and_right_exchanged_throughout_are_put_right_and_said() -> None:
    run = stick.cloud()
    del run["mt1_left"]  # a point without a partner changes sides as well
    wrong = {labels._other(n): p for n, p in run.items()}
    recording = read(wrong)
    assert ids(recording) == {"labels.sides_exchanged"}
    assert "mt1_right" in recording.points
    assert "mt1_left" not in recording.points
    same(recording, run)


def test_exchanged_feet_are_put_back_under_their_shanks() -> None:
    run = stick.cloud()
    feet = [(f"{n}_right", f"{n}_left") for n in stick.FOOT]
    recording = read(swapped(run, *feet))
    assert ids(recording) == {"labels.feet_exchanged"}
    same(recording, run)


@pytest.mark.parametrize("name", ["heel", "mt5", "thigh_3", "shank_1", "asis", "psis"])
def test_one_exchanged_pair_goes_back_to_its_own_leg(name: str) -> None:
    run = stick.cloud()
    recording = read(swapped(run, (f"{name}_right", f"{name}_left")))
    assert ids(recording) == {"labels.pair_exchanged"}
    same(recording, run)


def test_front_and_back_of_the_pelvis_exchanged_are_put_right() -> None:
    run = stick.cloud()
    recording = read(swapped(run, ("asis_right", "psis_right"), ("asis_left", "psis_left")))
    assert ids(recording) == {"labels.front_exchanged"}
    same(recording, run)


@pytest.mark.parametrize("pair", [("heel", "toe"), ("heel", "mt5"), ("mt5", "toe")], ids="-".join)
def test_heel_forefoot_and_toe_are_told_apart_without_a_standing_trial(pair: tuple[str, str]) -> None:
    """A foot of three points, as in most full-body sets."""
    names = ("asis", "psis", "acromion", "heel", "toe", "mt5")
    run = {n: p for n, p in stick.cloud().items() if n.rsplit("_", 1)[0] in names}
    wrong = swapped(run, (f"{pair[0]}_left", f"{pair[1]}_left"))
    recording = assemble(stick.raw(wrong, dialect="hamner"), said=Said())
    assert ids(recording) == {"labels.front_exchanged"}
    same(recording, run)


@pytest.mark.parametrize("name", ["heel", "toe", "mt5"])
def test_one_exchanged_pair_of_a_foot_of_three_points_does_not_drag_another_along(name: str) -> None:
    names = ("asis", "psis", "acromion", "heel", "toe", "mt5")
    run = {n: p for n, p in stick.cloud().items() if n.rsplit("_", 1)[0] in names}
    recording = assemble(
        stick.raw(swapped(run, (f"{name}_right", f"{name}_left")), dialect="hamner"), said=Said()
    )
    assert ids(recording) == {"labels.pair_exchanged"}
    same(recording, run)


def test_a_point_that_flies_off_its_segment_is_a_gap_there() -> None:
    """Trap T11: a filter that ran over a stored zero draws the point towards the origin of the laboratory."""
    run = stick.cloud()
    run["thigh_2_right"] = run["thigh_2_right"].copy()
    run["thigh_2_right"][100:140] -= np.array([0.0, 0.6, 0.0])
    recording = read(run)
    assert ids(recording) == {"points.flown"}
    away = np.isnan(recording.points["thigh_2_right"][:, 0])
    assert away[100:140].all()
    assert not away[:100].any()
    assert not away[140:].any()
