"""TRC: traps T12, T12b, T16, T18, T27 and the odd files; writing and reading again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import trc
from understride.formats.raw import Raw
from understride.model import Points, RecordingError, RequestError, frozen

HEADER = (
    "PathFileType\t4\t(X/Y/Z)\trun.trc\n"
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
)
TWO = (
    HEADER + "100\t100\t3\t2\tmm\t100\t1\t3\n"
    "Frame#\tTime\tHEEL\t\t\tTOE\t\t\n"
    "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n"
    "\n"
    "1\t0.00\t1.5\t2\t3\t4\t5\t6\n"
    "2\t0.01\t1.25\t2\t3\t\t\t\n"
    "3\t0.02\t1e1\t-2E-1\t3\t4\t NaN\t6\n"
)


def parse(text: str) -> Raw:
    return trc.read(text.encode(), "run.trc")


def ids(raw: Raw) -> set[str]:
    return {note.id for note in raw.notes}


def test_a_trc_gives_labels_positions_unit_rate_and_start():
    raw = parse(TWO)
    assert (raw.labels, raw.length_unit, raw.rate_hz, raw.start) == (("HEEL", "TOE"), "mm", 100.0, 0.0)
    assert raw.positions.shape == (3, 2, 3)
    assert raw.positions[0].tolist() == [[1.5, 2, 3], [4, 5, 6]]
    assert raw.positions[2, 0].tolist() == [10.0, -0.2, 3.0]
    assert raw.notes == ()


def test_empty_cells_and_a_point_with_one_missing_coordinate_are_gaps():
    toe = parse(TWO).positions[:, 1]
    assert np.isnan(toe[1]).all()
    assert np.isnan(toe[2]).all()


@pytest.mark.parametrize(
    "gap", ["nan", "NaN", "NAN", "  NaN ", "-nan(ind)", "1.#QNAN", "null", "n/a", "", "inf"]
)
def test_every_spelling_of_no_value_is_a_gap(gap: str):
    raw = parse(TWO.replace("1.25\t2\t3", f"{gap}\t2\t3"))
    assert np.isnan(raw.positions[1, 0]).all()
    assert not np.isnan(raw.positions[0]).any()


@pytest.mark.parametrize("line", ["\n", "\n\n", "\t\t\t\t\t\t\t\n", ""])
def test_the_line_after_the_header_may_be_blank_or_absent(line: str):
    assert parse(TWO.replace("Z2\n\n", "Z2\n" + line)).positions.shape == (3, 2, 3)


def test_padded_header_fields_are_read():
    assert parse(TWO.replace("\tmm\t", "\t     mm  \t").replace("2\tmm", "  2 \tmm")).length_unit == "mm"


@pytest.mark.parametrize(
    ("said", "unit"), [("m", "m"), ("cm", "cm"), ("MM", "mm"), ("furlong", None), ("", None)]
)
def test_the_unit_is_the_header_s_or_unknown(said: str, unit: str | None):
    assert parse(TWO.replace("\tmm\t", f"\t{said}\t")).length_unit == unit


def test_rows_rule_over_the_counts_of_the_header_and_this_is_said():
    raw = parse(TWO.replace("100\t100\t3\t2", "100\t100\t9\t7"))
    assert raw.positions.shape == (3, 2, 3)
    texts = {note.id: note.text for note in raw.notes}
    assert texts["header.frames"] == "The header promises 9 frames, the file has 3."
    assert texts["header.markers"] == "The header promises 7 markers, the file has 2."


def test_the_time_column_rules_over_the_rate_of_the_header_and_this_is_said():
    raw = parse(TWO.replace("100\t100\t3", "250\t250\t3"))
    assert raw.rate_hz == 100.0
    assert "header.rate" in ids(raw)


def test_the_first_time_is_kept():
    raw = parse(TWO.replace("0.00", "0.23").replace("0.01", "0.24").replace("0.02", "0.25"))
    assert raw.start == pytest.approx(0.23, abs=1e-12)


def test_a_single_frame_takes_the_rate_of_the_header():
    raw = parse("\n".join(TWO.split("\n")[:7]))
    assert (raw.positions.shape, raw.rate_hz) == ((1, 2, 3), 100.0)


def test_a_marker_that_is_never_seen_is_dropped_and_named():
    raw = parse(TWO.replace("4\t5\t6", "\t\t").replace("4\t NaN\t6", "\t\t"))
    assert raw.labels == ("HEEL",)
    assert raw.left_out == ("TOE",)
    assert "TOE" in next(note.text for note in raw.notes if note.id == "markers.empty")


def test_the_first_of_two_equal_names_counts():
    raw = parse(TWO.replace("TOE", "HEEL"))
    assert raw.labels == ("HEEL",)
    assert raw.positions[0, 0, 0] == 1.5
    assert "markers.twice" in ids(raw)


def test_names_that_stand_side_by_side_are_counted_three_columns_each():
    raw = parse(TWO.replace("HEEL\t\t\tTOE\t\t", "HEEL\tTOE"))
    assert raw.labels == ("HEEL", "TOE")
    assert raw.positions[0, 1].tolist() == [4, 5, 6]


def test_frames_that_the_file_skips_become_gaps():
    head = TWO[: TWO.index("1\t0.00")]
    rows = [f"{k}\t{k / 100:.2f}\t{k}\t2\t3\t4\t5\t6\n" for k in range(30) if k not in (7, 8, 9, 20)]
    raw = parse(head + "".join(rows))
    assert raw.positions.shape == (30, 2, 3)
    assert np.flatnonzero(np.isnan(raw.positions[:, 0, 0])).tolist() == [7, 8, 9, 20]
    assert raw.positions[25, 0, 0] == 25
    assert "time.skipped" in ids(raw)


def test_a_last_line_that_was_cut_is_left_out_and_this_is_said():
    raw = parse(TWO[: TWO.index("\t3\t4\t NaN")])
    assert raw.positions.shape[0] == 2
    assert "text.cut" in ids(raw)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TWO.replace("1.25", "tree"), "line 8, column 3 holds “tree”"),
        (TWO.replace("1.25", "1_000"), "line 8, column 3 holds “1_000”"),
        (TWO.replace("\t4\t5\t6\n", "\t4\t5\t6\t7\n"), "line 7 has 9 values where the header names 8"),
        (HEADER, "a TRC header without marker names"),
        (TWO[: TWO.index("1\t0.00")], "a header and no numbers"),
        (
            TWO.replace("0.01", "0.00").replace("0.02", "0.00").replace("100\t100", "0\t0"),
            "does not move forward",
        ),
        (TWO.replace("0.01", "0.004").replace("0.02", "0.1"), "does not run evenly"),
        (
            TWO.replace("0.01", "").replace("0.02", "").replace("100\t100", "0\t0"),
            "no time column and no rate",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str):
    with pytest.raises(RecordingError, match=r"^run\.trc: ") as caught:
        parse(text)
    assert sentence in str(caught.value)


@settings(max_examples=25)
@given(
    rate=st.sampled_from([60.0, 100.0, 119.88012, 120.0, 150.0, 200.0, 240.0, 250.0]),
    start=st.floats(0, 20),
    values=st.lists(st.floats(-9, 9), min_size=12, max_size=12),
    gap=st.integers(0, 3),
)
def test_what_is_written_is_read_again(tmp_path_factory, rate, start, values, gap):
    """Within the rounding of the writer: 1e-5 mm (half of it each way) and 1e-9 s."""
    positions = np.array(values).reshape(2, 2, 3).repeat(2, axis=0)
    positions[gap, 1] = math.nan
    points = Points(names=("heel_left", "Knee 1"), positions=frozen(positions), rate_hz=rate, start=start)
    path = tmp_path_factory.mktemp("trc") / "out.trc"
    trc.write_trc(path, points)
    raw = trc.read(path.read_bytes(), path.name)
    assert (raw.labels, raw.rate_hz, raw.length_unit) == (points.names, rate, "mm")
    assert raw.start == pytest.approx(start, abs=1e-9)
    np.testing.assert_allclose(raw.positions / 1000.0, positions, atol=5.1e-9, rtol=0)
    assert raw.notes == ()


def test_a_name_that_would_break_the_file_is_refused_and_nothing_is_written(tmp_path):
    points = Points(names=("a\tb",), positions=frozen(np.zeros((2, 1, 3))), rate_hz=100.0)
    with pytest.raises(RequestError):
        trc.write_trc(tmp_path / "out.trc", points)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "shape", "unit", "rate", "start", "notes"),
    [
        ("odd/dataWithBlanksForMissingMarkers.trc", (464, 40, 3), "mm", 250.0, 0.0, set()),
        ("odd/dataWithNaNsWithSpaces.trc", (427, 42, 3), "mm", 100.0, 0.0, set()),
        ("odd/dataWithNaNsOfDifferentCases.trc", (5, 13, 3), "mm", 250.0, 0.0, {"markers.empty"}),
        ("odd/dataWithEformat.trc", (5, 14, 3), "m", 119.88012, 0.008342, set()),
        ("odd/subject01_walk1.trc", (151, 41, 3), "mm", 60.0, 0.0, set()),
        ("hamner/subject11/Run_2.trc", (514, 42, 3), "mm", 100.0, 0.17, {"header.frames"}),
        ("hamner/subject17/Run_3.trc", (650, 41, 3), "mm", 120.0, 1 / 120, {"header.frames"}),
        ("hamner/subject01/static.trc", (397, 64, 3), "mm", 100.0, 0.0, set()),
        ("dorn/JA1Gait35_metres.trc", (322, 53, 3), "m", 250.0, 0.0, set()),
    ],
)
def test_shared_files_read_as_their_description_says(data, file, shape, unit, rate, start, notes):
    raw = trc.read((data / file).read_bytes(), "x.trc")
    assert (raw.positions.shape, raw.length_unit, raw.rate_hz) == (shape, unit, rate)
    assert raw.start == pytest.approx(start, abs=1e-5)
    assert ids(raw) == notes


def test_the_blank_file_is_81_per_cent_empty_and_its_first_frame_wholly(data):
    positions = trc.read((data / "odd/dataWithBlanksForMissingMarkers.trc").read_bytes(), "x").positions
    assert np.isnan(positions).mean() == pytest.approx(0.81, abs=0.01)
    assert np.isnan(positions[0]).all()
