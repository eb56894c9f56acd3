"""RBDS text: rounded times and sample numbers (T16), empty cells (T17), all-empty markers (T18)."""

from __future__ import annotations

import numpy as np
import pytest

from understride.formats import rbds_text
from understride.formats.raw import Raw
from understride.model import RecordingError

HEADER = "Time\tR.HeelX\tR.HeelY\tR.HeelZ\tL.HeelX\tL.HeelY\tL.HeelZ\n"


def parse(text: str) -> Raw:
    return rbds_text.read(text.encode(), "run.txt")


def rows(times: np.ndarray) -> str:
    return HEADER + "".join(f"{time:g}\t1\t2\t3\t4\t5\t6\n" for time in times)


def test_markers_are_named_by_their_columns_and_have_no_unit():
    raw = parse(rows(np.round(np.arange(300) / 150, 3)))
    assert (raw.labels, raw.positions.shape, raw.length_unit) == (("R.Heel", "L.Heel"), (300, 2, 3), None)
    assert raw.positions[0, 1].tolist() == [4, 5, 6]


@pytest.mark.parametrize("rate", [100, 150, 200, 300])
@pytest.mark.parametrize("frames", [50, 300, 4500])
def test_the_rate_survives_times_rounded_to_three_decimals(rate: int, frames: int):
    """Differences of the rounded column would say 166.7 or 142.9 Hz for 150."""
    raw = parse(rows(np.round(np.arange(frames) / rate, 3)))
    assert raw.rate_hz == rate
    assert raw.notes == ()


def test_times_spread_one_step_too_wide_are_noticed():
    """RBDS032: 4,500 rows from 0 to exactly 30.0 s are 150 Hz, not 149.967."""
    raw = parse(rows(np.round(np.linspace(0, 30, 4500), 3)))
    assert raw.rate_hz == 150.0
    assert [note.id for note in raw.notes] == ["time.spread"]


def test_cells_left_empty_are_gaps_and_markers_empty_throughout_are_dropped():
    text = rows(np.arange(6) / 100).replace("\t4\t5\t6", "\t\t\t").replace("0.03\t1\t2\t3", "0.03\t\t\t")
    raw = parse(text)
    assert raw.labels == ("R.Heel",)
    assert raw.left_out == ("L.Heel",)
    assert np.flatnonzero(np.isnan(raw.positions[:, 0, 0])).tolist() == [3]


FORCES = "Time\tFx\tFy\tFz\tCOPx\tCOPy\tCOPz\tTy\n" + "".join(
    f"{sample}\t-10\t1000\t5\t2300\t0\t1000\t15000\n" for sample in range(1, 601)
)


def test_a_force_file_that_counts_samples_has_no_rate_until_it_meets_its_markers():
    raw = parse(FORCES)
    (force,) = raw.forces
    assert force.rate_unknown
    assert [note.id for note in raw.notes] == ["force.rate_unknown"]
    paired = force.lasting(300 / 150)
    assert (paired.rate_hz, paired.rate_unknown, paired.start) == (300.0, False, 0.0)
    assert paired.lasting(99.0) is paired


def test_a_force_file_with_seconds_has_its_rate():
    lines = FORCES.split("\n")
    text = "\n".join(
        [
            lines[0],
            *(f"{place / 300:.4f}" + line[line.index("\t") :] for place, line in enumerate(lines[1:601])),
        ]
    )
    (force,) = parse(text).forces
    assert (force.rate_hz, force.rate_unknown) == (300.0, False)


def test_torque_is_newton_metres_about_the_vertical():
    (force,) = parse(FORCES).forces
    assert force.moment[0].tolist() == [0, 15.0, 0]
    assert force.length_unit == "mm"


def test_the_centre_of_pressure_of_no_force_is_a_gap():
    (force,) = parse(FORCES.replace("-10\t1000\t5\t2300", "-0\t-0\t-0\t2149")).forces
    assert np.isnan(force.centre).all()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("PercGcycle\tRhipAngX25\tRhipAngY25\tRhipAngZ25\n0\t1\t2\t3\n", "curves over one average stride"),
        (HEADER, "a header and no numbers"),
        (
            HEADER + "1\t1\t2\t3\t4\t5\t6\n2\t1\t2\t3\t4\t5\t6\n3\t1\t2\t3\t4\t5\t6\n",
            "no time column and no rate",
        ),
        (HEADER + "0\t\t\t\t\t\t\n0.01\t\t\t\t\t\t\n", "no marker with a position"),
        (HEADER + "0\tword\t\t\t\t\t\n", "line 2, column 2 holds “word”"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str):
    with pytest.raises(RecordingError, match=r"^run\.txt: ") as caught:
        parse(text)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("file", "shape", "dropped"),
    [
        ("RBDS001runT25markers.txt", (4500, 32, 3), 0),
        ("RBDS001static.txt", (150, 48, 3), 0),
        ("RBDS032runT35markers.txt", (4500, 33, 3), 15),
        ("RBDS032static.txt", (1500, 48, 3), 0),
    ],
)
def test_shared_markers_read_as_their_description_says(data, file, shape, dropped):
    raw = rbds_text.read((data / "bmcric" / file).read_bytes(), file)
    assert (raw.positions.shape, raw.rate_hz, raw.start, len(raw.left_out)) == (shape, 150.0, 0.0, dropped)


def test_shared_forces_last_as_long_as_the_markers(data):
    raw = rbds_text.read((data / "bmcric/RBDS001runT25forces.txt").read_bytes(), "x")
    (force,) = raw.forces
    assert force.lasting(4500 / 150).rate_hz == 300.0
    assert (force.force[:, 1] == 0).mean() == pytest.approx(0.24, abs=0.02)


@pytest.mark.parametrize(
    "file", ["RBDS001processed.txt", "RBDS002processed.txt", "SUB0042processed.txt", "SUB0044processed.txt"]
)
def test_published_curves_are_no_recording(data, file):
    with pytest.raises(RecordingError, match="curves over one average stride"):
        rbds_text.read((data / "bmcric" / file).read_bytes(), file)
