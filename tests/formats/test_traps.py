"""The traps of the shared recordings that concern reading, one test each, on the real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from understride.formats import read
from understride.model import Floats, Force, Points, Recording, RecordingError, Side, Surface

pytestmark = pytest.mark.data


def rbds(data: Path, runner: str, speed: str, *, standing: bool = True) -> Recording:
    folder = data / "rbds" / runner
    static = folder / f"{runner}static.c3d" if standing else None
    return read(folder / f"{runner}run{speed}.c3d", static=static)


def hamner(data: Path, subject: int, run: int) -> Recording:
    folder = data / "hamner" / f"subject{subject:02}"
    static = folder / "static.trc"
    return read(folder / f"Run_{run}.trc", static=static if static.is_file() else None)


def jdavis(data: Path) -> Recording:
    return read(data / "jdavis" / "JDX_S999_run_0021.tsv")


def force_of(recording: Recording) -> Force:
    assert recording.force is not None
    return recording.force


def vertical(recording: Recording) -> Floats:
    return np.asarray(np.sum([c.force[:, 1] for c in force_of(recording).channels], axis=0))


def apart(points: Points, a: str, b: str) -> float:
    """Median distance, mm."""
    return float(np.nanmedian(np.linalg.norm(points[a] - points[b], axis=1)) * 1000)


def note(recording: Recording, name: str) -> str:
    return " ".join(n.text for n in recording.notes if n.id == name)


@pytest.mark.parametrize(("runner", "mass"), [("RBDS001", 62.0), ("RBDS014", 75.8), ("RBDS028", 58.55)])
def test_t01_volts_become_newtons_by_the_calibration(data: Path, runner: str, mass: float) -> None:
    share = vertical(rbds(data, runner, "T35")).mean() / 9.81 / mass
    assert 0.93 <= share <= 1.01


@pytest.mark.parametrize("runner", ["RBDS001", "RBDS011", "RBDS020"])
def test_t02_the_centre_of_pressure_lies_under_the_foot(data: Path, runner: str) -> None:
    """At midstance 145–205 mm ahead of the heel and within 45 mm of the foot's midline."""
    recording = rbds(data, runner, "T35")
    force, points = force_of(recording), recording.points
    up = vertical(recording)
    edges = np.flatnonzero(np.diff((up > 50.0).astype(int)))
    starts = edges[np.diff(up > 50.0, prepend=False)[edges + 1] & (up[edges + 1] > 50.0)]
    ahead, beside = [], []
    for start in starts[2:-2]:
        end = start + 1 + int(np.argmax(up[start + 1 :] < 50.0))
        middle = (start + end) // 2
        frame = round(middle / force.rate_hz * points.rate_hz)
        foot = min(("left", "right"), key=lambda s: points[f"heel_{s}"][frame, 1])
        heel, front = (
            points[f"heel_{foot}"][frame],
            (points[f"mt1_{foot}"][frame] + points[f"mt5_{foot}"][frame]) / 2,
        )
        centre = force.channels[0].centre[middle]
        ahead.append(centre[0] - heel[0])
        beside.append(centre[2] - (heel[2] + front[2]) / 2)
    assert len(ahead) > 60
    assert 0.145 < np.nanmedian(ahead) < 0.205
    assert abs(np.nanmedian(beside)) < 0.045
    assert np.isnan(force.channels[0].centre[up < 5.0]).all()


def test_t03_exact_zeros_are_gaps(data: Path) -> None:
    recording = rbds(data, "RBDS010", "T25")
    point = recording.points["asis_right"]
    gaps = np.isnan(point).any(axis=1)
    assert 0.005 < gaps.mean() < 0.05
    assert np.nanmin(point[:, 1]) > 0.5


@pytest.mark.parametrize("speed", ["T25", "T35"])
def test_t04_exchanged_metatarsals_are_exchanged_back(data: Path, speed: str) -> None:
    recording = rbds(data, "RBDS001", speed)
    assert apart(recording.points, "mt1_right", "heel_lateral_right") == pytest.approx(209, abs=4)
    assert apart(recording.points, "mt5_right", "heel_lateral_right") == pytest.approx(173, abs=4)
    assert "mt1_right is mt5_right, mt5_right is mt1_right" in note(recording, "labels.repaired")


def test_t04_the_run_with_right_labels_is_left_alone(data: Path) -> None:
    recording = rbds(data, "RBDS001", "T45")
    assert apart(recording.points, "mt1_right", "heel_lateral_right") == pytest.approx(209, abs=4)
    assert not note(recording, "labels.repaired")


def test_t05_the_shifted_labels_take_their_own_places(data: Path) -> None:
    recording = rbds(data, "RBDS03", "T25")
    assert apart(recording.points, "mt1_right", "heel_lateral_right") == pytest.approx(197, abs=4)
    assert apart(recording.points, "mt5_right", "heel_lateral_right") == pytest.approx(159, abs=4)
    assert "foot_1_right" not in recording.points


@pytest.mark.parametrize(
    ("runner", "speed", "gone"),
    [("RBDS010", s, "mt1_left") for s in ("T25", "T35", "T45")]
    + [("RBDS024", "T45", "mt1_left"), ("RBDS014", "T45", "mt1_right"), ("RBDS05", "T45", "mt1_right")],
)
def test_t06_a_missing_metatarsal_is_missing_and_nothing_takes_its_place(
    data: Path, runner: str, speed: str, gone: str
) -> None:
    recording = rbds(data, runner, speed)
    assert gone not in recording.points
    other = gone.replace("left", "LEFT").replace("right", "left").replace("LEFT", "right")
    assert other in recording.points
    assert not note(recording, "labels.repaired")


def test_t07_the_extra_marker_counts_by_name_and_not_as_missing(data: Path) -> None:
    with_extra, without = rbds(data, "RBDS001", "T45"), rbds(data, "RBDS001", "T35")
    assert "foot_1_right" in with_extra.points
    assert "foot_1_right" not in without.points
    assert not note(without, "points.never_seen")
    assert not note(with_extra, "points.unknown")


def test_t08_force_and_markers_are_not_shifted_against_each_other(data: Path) -> None:
    recording = rbds(data, "RBDS001", "T35")
    assert force_of(recording).start == recording.points.start == 0.0


@pytest.mark.parametrize("subject", [1, 2, 3, 8, 11, 17])
def test_t09_a_standing_trial_may_face_anywhere(data: Path, subject: int) -> None:
    standing = hamner(data, subject, 3).static
    assert standing is not None
    front = standing["asis_left"] - standing["psis_left"]
    across = standing["asis_right"] - standing["asis_left"]
    assert np.nanmedian(front[:, 0]) > 0.1
    assert np.nanmedian(across[:, 2]) > 0.15
    assert 0.8 < np.nanmedian(standing["asis_left"][:, 1]) < 1.3


@pytest.mark.parametrize("run", [2, 3, 4, 5])
def test_t10_arm_clusters_placed_anew_are_no_exchange(data: Path, run: int) -> None:
    assert not note(hamner(data, 3, run), "labels.repaired")


def test_t11_a_filtered_zero_is_a_gap_too(data: Path) -> None:
    """87 % exact zeros, and a spike around the only frames that are not."""
    recording = hamner(data, 17, 5)
    assert (
        "thigh_2_right" not in recording.points or np.isnan(recording.points["thigh_2_right"]).mean() > 0.99
    )
    assert "RTH2" in note(recording, "points.never_seen") or "thigh 2 right" in note(
        recording, "points.flown"
    )


def test_t12_rows_and_the_time_column_rule(data: Path) -> None:
    recording = hamner(data, 17, 3)
    assert recording.points.frames == 650
    assert recording.points.rate_hz == pytest.approx(120.0, abs=0.01)
    assert recording.points.start == pytest.approx(0.008, abs=0.001)
    assert "661" in note(recording, "header.frames")


@pytest.mark.parametrize(
    ("subject", "rate", "force_rate"),
    [(1, 100, 1000), (2, 120, 960), (3, 100, 2000), (8, 100, 1000), (20, 120, 960)],
)
def test_t13_rates_come_from_the_time_columns(
    data: Path, subject: int, rate: float, force_rate: float
) -> None:
    recording = hamner(data, subject, 4)
    assert recording.points.rate_hz == pytest.approx(rate, rel=1e-4)
    assert force_of(recording).rate_hz == pytest.approx(force_rate, rel=1e-3)


CUT = {
    (1, 2): 28.5,
    (1, 4): 10.5,
    (2, 2): 78.0,
    (3, 4): 52.0,
    (3, 2): 0.0,
    (8, 2): 0.0,
    (11, 3): 52.0,
    (20, 2): 28.0,
}
"""N: first value above the cut, so up to 2 N more than the level itself."""


@pytest.mark.parametrize(("subject", "run"), CUT)
def test_t15_smoothed_and_cut_force_is_known_with_its_level(data: Path, subject: int, run: int) -> None:
    force = force_of(hamner(data, subject, run))
    assert force.smoothed
    assert list(force.cut_newtons.values()) == pytest.approx([CUT[subject, run]] * 2, abs=2.0)
    assert {c.foot for c in force.channels} == {Side.LEFT, Side.RIGHT}


def test_t15_raw_force_is_not_taken_for_smoothed(data: Path) -> None:
    assert not force_of(rbds(data, "RBDS001", "T35")).smoothed
    assert not force_of(jdavis(data)).smoothed


def test_t15_force_may_end_before_the_markers(data: Path) -> None:
    recording = hamner(data, 11, 4)
    force = force_of(recording)
    markers = recording.points.start + recording.points.duration
    assert 0.03 < markers - (force.start + (len(force.channels[0].force) - 1) / force.rate_hz) < 0.1


def test_t16_the_text_force_gets_its_rate_from_the_markers(data: Path) -> None:
    folder = data / "bmcric"
    text = read(folder / "RBDS001runT25markers.txt", forces=folder / "RBDS001runT25forces.txt")
    raw = rbds(data, "RBDS001", "T25", standing=False)
    assert force_of(text).rate_hz == pytest.approx(300.0, rel=1e-3)
    assert force_of(text).smoothed
    assert vertical(text).mean() == pytest.approx(vertical(raw).mean(), rel=0.01)
    assert "force.rate_unknown" in {n.id for n in text.notes}


def test_t16_text_and_c3d_give_the_same_points(data: Path) -> None:
    folder = data / "bmcric"
    text = read(folder / "RBDS001runT25markers.txt", static=folder / "RBDS001static.txt").points
    binary = rbds(data, "RBDS001", "T25").points
    for name in ("heel_right", "mt1_right", "asis_left"):
        assert np.nanmax(np.abs(text[name] - binary[name])) < 2e-5


def test_t17_published_curves_are_no_recording(data: Path) -> None:
    with pytest.raises(RecordingError, match="curves over one average stride"):
        read(data / "bmcric" / "RBDS001processed.txt")


def test_t18_columns_that_are_empty_throughout_are_dropped(data: Path) -> None:
    folder = data / "bmcric"
    recording = read(folder / "RBDS032runT35markers.txt", static=folder / "RBDS032static.txt")
    assert "knee_lateral_right" not in recording.points
    assert recording.static is not None
    assert "knee_lateral_right" in recording.static
    assert recording.static.duration == pytest.approx(10.0, abs=0.1)
    assert 0.001 < np.isnan(recording.points.positions).mean() < 0.02


def test_t19_turned_axes_and_missing_units_change_nothing(data: Path) -> None:
    """The same run under other names and axes: the pelvis cluster is where the pelvis was."""
    folder = data / "bmcric"
    turned = read(folder / "RBDS001runT35_rot.c3d", static=folder / "RBDS001static_rot.c3d")
    plain = rbds(data, "RBDS001", "T35")
    assert turned.provenance.dialect == "ric"
    assert turned.surface is plain.surface is Surface.TREADMILL
    assert any("-z is forward, +y is up" in step for step in turned.provenance.steps)
    ours = turned.points["shank_1_right"]
    nearest = min(
        float(np.nanmedian(np.abs(ours - plain.points[n])))
        for n in plain.points.names
        if n.startswith("shank")
    )
    assert nearest < 1e-4


@pytest.mark.parametrize("stem", ["20140515T133244", "20160226T120637"])
def test_t20_clusters_without_unit_and_without_landmarks(data: Path, stem: str) -> None:
    recording = read(data / "ric" / f"{stem}_run.c3d", static=data / "ric" / f"{stem}_static.c3d")
    assert any(step.startswith("unit mm by the size of the body") for step in recording.provenance.steps)
    assert any("-z is forward, +y is up" in step for step in recording.provenance.steps)
    assert set(recording.foot_points) == {"heel"}
    assert recording.force is None
    assert recording.static is not None
    assert recording.static.frames == 1
    assert "trochanter_right" in recording.static
    assert recording.points.rate_hz == pytest.approx(200.0)


def test_t21_force_on_the_plate_is_turned_onto_the_runner(data: Path) -> None:
    recording = jdavis(data)
    assert 1900 < vertical(recording).max() < 2100
    assert any("on the plate" in step for step in recording.provenance.steps)


def test_t22_flight_reads_zero_and_a_belt_is_no_foot(data: Path) -> None:
    recording = jdavis(data)
    up = vertical(recording)
    flight = up[np.abs(up) < 40.0]
    assert abs(np.median(flight)) < 3.0
    assert [c.foot for c in force_of(recording).channels] == [None, None]
    idle = min((c.force[:, 1] for c in force_of(recording).channels), key=np.max)
    assert np.percentile(idle, 99.5) < 60.0
    assert any("level of force in flight (-21 to -20 N)" in step for step in recording.provenance.steps)


def test_t23_columns_of_the_export_are_found_by_name(data: Path) -> None:
    recording = jdavis(data)
    assert len(recording.points.names) == 47
    assert recording.points.rate_hz == pytest.approx(240.0)
    assert np.isfinite(recording.points.positions).all()
    assert any("+y is forward, +z is up" in step for step in recording.provenance.steps)


def test_t24_kinematics_are_no_force_and_no_recording(data: Path) -> None:
    angles = data / "dorn" / "run0350cms_ik.mot"
    with pytest.raises(RecordingError, match="columns of numbers without points"):
        read(angles)
    with pytest.raises(RecordingError, match="no ground reaction force"):
        read(data / "dorn" / "run0350cms.trc", forces=angles)


def test_t25_events_count_on_the_clock_of_the_file(data: Path) -> None:
    recording = read(data / "dorn" / "JA1Gait35.c3d")
    assert recording.events
    assert all(-0.05 < event.time < recording.points.duration + 0.05 for event in recording.events)


def test_t26_t27_one_sprint_in_three_files_is_one_sprint(data: Path) -> None:
    c3d, metres, trc = (
        read(data / "dorn" / n) for n in ("JA1Gait35.c3d", "JA1Gait35_metres.trc", "run0900cms.trc")
    )
    assert {r.surface for r in (c3d, metres, trc)} == {Surface.OVERGROUND}
    assert not {"*52", "x52"} & {*c3d.points.names, *metres.points.names}
    pelvis = [r.points["asis_right"] for r in (c3d, metres, trc)]
    for p in pelvis:
        forward = (p[-1, 0] - p[0, 0]) / ((len(p) - 1) / 250.0)
        assert 8.5 < forward < 9.8
        assert 0.85 < np.median(p[:, 1]) < 1.3
    for later, p in ((2, pelvis[1]), (1, pelvis[2])):  # frames by which the text files begin later
        np.testing.assert_allclose(pelvis[0][later:], p, atol=1e-5)
    assert any(step == "unit m as the file says" for step in metres.provenance.steps)


def test_t28_model_outputs_are_no_markers(data: Path) -> None:
    recording = read(data / "pig" / "Movement_trial.c3d", static=data / "pig" / "Sample_Static.c3d")
    assert recording.provenance.dialect == "plugingait"
    assert len(recording.points.names) < 45
    assert "head_1" in recording.points
    assert "heel_right" in recording.points
    assert "c7" not in recording.points or recording.static is not None


def test_t29_a_file_cut_short_is_refused(data: Path, tmp_path: Path) -> None:
    whole = (data / "rbds" / "RBDS020" / "RBDS020runT35.c3d").read_bytes()
    (tmp_path / "cut.c3d").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RecordingError, match=r"^cut\.c3d: "):
        read(tmp_path / "cut.c3d")


def test_t32_without_a_standing_trial_it_is_read_all_the_same(data: Path) -> None:
    recording = hamner(data, 20, 3)
    assert recording.static is None
    assert recording.force is not None


ODD = {
    "dataWithBlanksForMissingMarkers.trc": None,
    "dataWithNaNsWithSpaces.trc": None,
    "subject01_walk1.trc": None,
    "dataWithEformat.trc": "no marker set knows",
    "dataWithNaNsOfDifferentCases.trc": "no marker set knows",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read_or_refused_in_one_sentence(data: Path, name: str) -> None:
    refused = ODD[name]
    if refused:
        with pytest.raises(RecordingError, match=refused):
            read(data / "odd" / name)
    else:
        assert read(data / "odd" / name).points.frames > 100
