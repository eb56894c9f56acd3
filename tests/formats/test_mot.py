"""MOT: forces and angles told apart by their columns (T24), two headers in one (T14), sides, writing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import mot
from understride.formats.raw import Raw
from understride.model import RecordingError, RequestError

OPENSIM = "Coordinates\nversion=1\nnRows=3\nnColumns=3\ninDegrees=yes\n\nUnits are S.I. units\n\nendheader\n"
SIMM = (
    "Run\nnRows=3\nnColumns=3\n\n# SIMM Motion File Header:\nname Run\ndatacolumns 3\ndatarows 3\nendheader\n"
)
ANGLES = "time\tpelvis_tilt\tpelvis_tx\n0.5\t-12\t1\n0.51\t-11\t1.5\n0.52\t-10\t2\n"


def parse(text: str) -> Raw:
    return mot.read(text.encode(), "run.mot")


def forces(*names: str, row: str = "") -> Raw:
    """A force file with these columns; the cell of column k is k in each of three rows."""
    row = row or "\t".join(str(place + 1) for place in range(len(names)))
    rows = "".join(f"{time}\t{row}\n" for time in (0.1, 0.101, 0.102))
    return parse(OPENSIM + "\t".join(["time", *names]) + "\n" + rows)


def nine(force: str, centre: str, moment: str) -> list[str]:
    return [form.format(axis) for form in (force, centre, moment) for axis in "xyz"]


@pytest.mark.parametrize("header", [OPENSIM, SIMM])
def test_angles_are_a_table_with_the_time_of_the_file(header: str):
    raw = parse(header + ANGLES)
    assert raw.labels == ()
    assert raw.positions.shape == (0, 0, 3)
    assert raw.forces == ()
    assert raw.table is not None
    assert raw.table.names == ("pelvis_tilt", "pelvis_tx")
    assert raw.table.time.tolist() == [0.5, 0.51, 0.52]
    assert raw.table.columns.tolist() == [[-12, 1], [-11, 1.5], [-10, 2]]
    assert raw.table.degrees
    assert raw.notes == ()


def test_radians_are_said():
    table = parse(OPENSIM.replace("=yes", "=no") + ANGLES).table
    assert table is not None
    assert not table.degrees


def test_rows_rule_over_the_header_and_this_is_said():
    raw = parse(OPENSIM.replace("nRows=3", "nRows=492") + ANGLES)
    assert [note.text for note in raw.notes] == ["The header promises 492 rows, the file has 3."]


@pytest.mark.parametrize(
    ("names", "channel", "foot"),
    [
        (nine("R_ground_force_v{}", "R_ground_force_p{}", "R_ground_torque_{}"), "ground_force_r", "right"),
        (nine("L_ground_force_v{}", "L_ground_force_p{}", "L_ground_torque_{}"), "ground_force_l", "left"),
        (nine("ground_force_v{}_l", "ground_force_p{}_l", "ground_torque_{}_l"), "ground_force_l", "left"),
        (nine("ground_force_v{}", "ground_force_p{}", "ground_torque_{}"), "ground_force", None),
        (nine("1_ground_force_v{}", "1_ground_force_p{}", "1_ground_torque_{}"), "ground_force_1", None),
        (nine("ground_force_2_v{}", "ground_force_2_p{}", "ground_moment_2_m{}"), "ground_force_2", None),
        (nine("ground_force1_v{}", "ground_force1_p{}", "ground_torque1_{}"), "ground_force_1", None),
        (
            nine("ground_force_calcn_r_v{}", "ground_force_calcn_r_p{}", "ground_moment_calcn_r_m{}"),
            "ground_force_calcn_r",
            "right",
        ),
    ],
)
def test_a_ground_force_is_known_by_its_columns_and_so_is_its_foot(names, channel, foot):
    raw = forces(*names)
    assert raw.table is None
    (found,) = raw.forces
    assert (found.name, found.foot, found.length_unit) == (channel, foot, "m")
    assert (found.rate_hz, found.start) == (1000.0, 0.1)
    assert [part[0].tolist() for part in (found.force, found.centre, found.moment)] == [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
    ]


def test_two_feet_in_the_order_of_the_shared_files_do_not_mix():
    """R force and centre, L force and centre, R torque, L torque: columns 1–18."""
    right, left = (
        nine(f"{s}_ground_force_v{{}}", f"{s}_ground_force_p{{}}", f"{s}_ground_torque_{{}}") for s in "RL"
    )
    raw = forces(*right[:6], *left[:6], *right[6:], *left[6:])
    by_foot = {channel.foot: channel for channel in raw.forces}
    assert by_foot["right"].force[0].tolist() == [1, 2, 3]
    assert by_foot["left"].force[0].tolist() == [7, 8, 9]
    assert by_foot["left"].centre[0].tolist() == [10, 11, 12]
    assert by_foot["right"].moment[0].tolist() == [13, 14, 15]
    assert by_foot["left"].moment[0].tolist() == [16, 17, 18]


def test_equal_names_for_two_plates_make_two_channels():
    names = nine("ground_force_v{}", "ground_force_p{}", "ground_torque_{}")
    first, second = forces(*names, *names).forces
    assert first.force[0].tolist() == [1, 2, 3]
    assert second.force[0].tolist() == [10, 11, 12]


def test_loads_inside_a_joint_are_no_ground_force():
    """OpenSim's joint reactions are told in the ground frame and end in _fx, _mx, _px."""
    stem = "walker_knee_r_on_tibia_r_in_ground_{}"
    raw = forces(*(stem.format(kind + axis) for kind in "fmp" for axis in "xyz"))
    assert raw.forces == ()


def test_columns_of_joint_moments_and_translations_are_no_ground_force():
    raw = forces(
        "pelvis_tx", "hip_flexion_r_moment", "pelvis_tx_force", "calcn_r_vx", "calcn_r_vy", "calcn_r_vz"
    )
    assert raw.forces == ()
    assert raw.table is not None


def test_a_centre_of_pressure_without_force_is_a_gap_and_a_missing_torque_unknown():
    (channel,) = forces(
        *nine("ground_force_v{}", "ground_force_p{}", "-{}")[:6], row="0\t0\t0\t0\t0\t0"
    ).forces
    assert np.isnan(channel.centre).all()
    assert (channel.force == 0).all()
    assert np.isnan(channel.moment).all()


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("\t", "   "), lambda text: text.replace("\n", "\r\n")]
)
def test_blanks_between_cells_and_windows_line_ends_are_read(change):
    table = parse(change(OPENSIM + ANGLES)).table
    assert table is not None
    assert table.columns.tolist() == [[-12, 1], [-11, 1.5], [-10, 2]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OPENSIM, "stops in its header"),
        (OPENSIM + "pelvis_tilt\thip\n1\t2\n", "no column called time"),
        (OPENSIM + "time\n1\n", "no named column"),
        (OPENSIM + "time\tpelvis_tilt\n", "a header and no numbers"),
        (OPENSIM + "time\tpelvis_tilt\n0.1\tstone\n", "column 2 holds “stone”"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str):
    with pytest.raises(RecordingError, match=r"^run\.mot: ") as caught:
        parse(text)
    assert sentence in str(caught.value)


@settings(max_examples=25)
@given(
    values=st.lists(st.one_of(st.floats(-400, 400), st.just(float("nan"))), min_size=6, max_size=6),
    in_degrees=st.booleans(),
)
def test_what_is_written_is_read_again(tmp_path_factory, values, in_degrees):
    """Within half of the last written place, 1e-8."""
    time, columns = np.array([0.25, 0.26, 0.27]), np.array(values).reshape(3, 2)
    path = tmp_path_factory.mktemp("mot") / "out.mot"
    mot.write_mot(path, ("pelvis_tilt", "knee_angle_r"), time, columns, in_degrees=in_degrees)
    table = mot.read(path.read_bytes(), path.name).table
    assert table is not None
    assert (table.names, table.degrees) == (("pelvis_tilt", "knee_angle_r"), in_degrees)
    np.testing.assert_allclose(table.time, time, atol=5.1e-9, rtol=0)
    np.testing.assert_allclose(table.columns, columns, atol=5.1e-9, rtol=0)


def test_a_column_name_with_a_blank_is_refused(tmp_path):
    with pytest.raises(RequestError):
        mot.write_mot(tmp_path / "x.mot", ["knee angle"], np.zeros(2), np.zeros((2, 1)), in_degrees=True)
    assert list(tmp_path.iterdir()) == []


def test_a_shared_force_file_has_a_force_for_each_foot(data):
    """subject02 Run_4: 960 Hz (T13); about one body weight times two at most, upwards on the runner."""
    raw = mot.read((data / "hamner/subject02/Run_4_grf.mot").read_bytes(), "x.mot")
    assert [channel.foot for channel in raw.forces] == ["right", "left"]
    for channel in raw.forces:
        assert (channel.rate_hz, channel.force.shape) == (960.0, (3793, 3))
        assert 1200 < channel.force[:, 1].max() < 2500
        assert np.isnan(channel.centre[channel.force[:, 1] == 0]).all()


@pytest.mark.parametrize(
    ("file", "rows", "columns"),
    [
        ("hamner/subject02/Run_4_ik.mot", 492, 38),
        ("hamner_rajagopal/ik_output_run.mot", 510, 39),
        ("dorn/run0350cms_ik.mot", None, 35),
        ("rbds/RBDS001/RBDS001runT25_ik.mot", 1152, 18),
    ],
)
def test_shared_kinematics_are_tables_in_degrees(data, file, rows, columns):
    raw = mot.read((data / file).read_bytes(), "x.mot")
    assert raw.forces == ()
    assert raw.table is not None
    assert raw.table.degrees
    assert len(raw.table.names) in (columns, columns - 1)
    assert rows is None or len(raw.table.time) == rows
