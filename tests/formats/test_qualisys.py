"""Qualisys text: columns by name (T23), force on the plate (T21), and the point its moments turn about."""

from __future__ import annotations

import numpy as np
import pytest

from understride.formats import qualisys
from understride.formats.raw import Raw, RawForce
from understride.model import RecordingError, Side

MARKERS = (
    "NO_OF_FRAMES\t3\nNO_OF_CAMERAS\t17\nNO_OF_MARKERS\t2\nFREQUENCY\t240\nTIME_STAMP\t2022-01-29, 15:27:17.748\t1.5\n"
    "DATA_INCLUDED\t3D\n"
    "EVENT\tLeft strike\t2\t0.00417\nEVENT\tstop\t3\t0.00833\n"
    "MARKER_NAMES\theel\ttoe\nTRAJECTORY_TYPES\tMeasured\tMixed\n"
    "Frame\tTime\tCamera Time\theel X\theel Y\theel Z\ttoe X\ttoe Y\ttoe Z\n"
    "1\t0.00000\t9994.391\t1\t2\t3\t4\t5\t6\n"
    "2\t0.00417\t9994.395\t1\t2\t3\t\t\t\n"
    "3\t0.00833\t9994.399\t1\t2\t3\t7\t8\t9\n"
)
# A plate 1 m long (Y) and 0.4 m wide (X), middle at (0.6, 0.5, 0); its own x points to −X, y to +Y, z down.
CORNERS = {
    "POSX_POSY": (400, 1000, 0),
    "NEGX_POSY": (800, 1000, 0),
    "NEGX_NEGY": (800, 0, 0),
    "POSX_NEGY": (400, 0, 0),
}
MIDDLE = np.array([0.6, 0.5, 0.0])
OFFSET = (150.0, 250.0, 20.0)  # mm from the plate's origin to the middle of its surface, in the plate's axes
# origin = middle − 0.15·(−X) − 0.25·(+Y), and 0.02 m below the surface
ORIGIN = np.array([0.75, 0.25, -0.02])


def parse(text: str) -> Raw:
    return qualisys.read(text.encode(), "run.tsv")


def plate(origin: np.ndarray, *, loaded: bool = True, words: str = "world (lab) coordinates") -> Raw:
    """A force file whose moments turn about `origin`; the free moment at the centre of pressure is 7 N·m."""
    steps = np.arange(40)
    force = np.column_stack([10.0 + steps, -50.0 + 3 * steps, np.full(40, -1500.0)]) * (
        1.0 if loaded else 1e-3
    )
    centre = MIDDLE + np.column_stack([0.002 * steps, 0.01 * steps - 0.2, 0 * steps])
    moment = np.cross(centre - origin, force) + np.array([0, 0, 7.0])
    if not loaded:
        centre = np.tile(MIDDLE, (40, 1))
    header = [
        "NO_OF_SAMPLES\t40",
        "FREQUENCY\t2400",
        f"DESCRIPTION\tForce data in {words}",
        "DATA_INCLUDED\tForce",
        "FORCE_PLATE_NAME\tRight",
        *(
            f"FORCE_PLATE_CORNER_{corner}_{axis}\t{value}"
            for corner, point in CORNERS.items()
            for axis, value in zip("XYZ", point, strict=True)
        ),
        *(f"FORCE_PLATE_OFFSET_{axis}\t{value}" for axis, value in zip("XYZ", OFFSET, strict=True)),
        "SAMPLE\tTIME\tForce_X\tForce_Y\tForce_Z\tMoment_X\tMoment_Y\tMoment_Z\tCOP_X\tCOP_Y\tCOP_Z",
    ]
    table = np.column_stack([steps + 1, steps / 2400, force, moment, centre * 1000])
    rows = ["\t".join(f"{value:.6f}" for value in row) + "\t" for row in table]  # T23: a tab at the end
    return parse("\n".join([*header, *rows]) + "\n")


def channel(raw: Raw) -> RawForce:
    (only,) = raw.forces
    return only


def test_an_export_gives_labels_positions_rate_and_unit():
    raw = parse(MARKERS)
    assert (raw.labels, raw.rate_hz, raw.start, raw.length_unit) == (("heel", "toe"), 240.0, 0.0, "mm")
    assert raw.positions[0].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert np.isnan(raw.positions[1, 1]).all()
    assert raw.notes == ()


@pytest.mark.parametrize("lead", [["Time"], ["Frame", "Time"], ["Frame", "Time", "Camera Time", "SMPTE"]])
def test_columns_are_found_by_name_whatever_stands_before_them(lead: list[str]):
    lines = MARKERS.split("\n")
    cells = {"Frame": "1", "Camera Time": "9994.4", "SMPTE": "7"}
    rows = [line.split("\t") for line in lines[11:14]]
    table = ["\t".join([*lead, *lines[10].split("\t")[3:]])]
    table += ["\t".join([*(cells.get(word, row[1]) for word in lead), *row[3:]]) for row in rows]
    raw = parse("\n".join([*lines[:10], *table]) + "\n")
    assert raw.positions[0].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert raw.rate_hz == 240.0


def test_an_export_without_its_line_of_column_names_is_read_by_the_marker_names():
    lines = MARKERS.split("\n")
    raw = parse(
        "\n".join(
            [*lines[:10], *("\t".join(line.split("\t")[:2] + line.split("\t")[3:]) for line in lines[11:14])]
        )
    )
    assert raw.labels == ("heel", "toe")
    assert raw.positions[2, 1].tolist() == [7, 8, 9]


def test_events_keep_label_side_and_time():
    first, second = parse(MARKERS).events
    assert (first.label, first.side, first.time) == ("Left strike", Side.LEFT, 0.00417)
    assert second.side is None


def test_a_wrong_count_of_frames_is_said():
    assert [note.id for note in parse(MARKERS.replace("NO_OF_FRAMES\t3", "NO_OF_FRAMES\t30")).notes] == [
        "header.rows"
    ]


def test_force_stays_as_pushed_on_the_plate_in_the_laboratory():
    raw = plate(ORIGIN)
    force = channel(raw)
    assert (force.name, force.foot, force.rate_hz, force.start, force.length_unit) == (
        "Right",
        None,
        2400.0,
        0.0,
        "mm",
    )
    assert force.force[0].tolist() == [10.0, -50.0, -1500.0]
    assert force.centre[0].tolist() == pytest.approx([600.0, 300.0, 0.0])
    assert raw.labels == ()


@pytest.mark.parametrize(
    "origin",
    [ORIGIN, ORIGIN * [1, 1, 0], ORIGIN * [1, 1, -1], MIDDLE, np.zeros(3)],
    ids=["below", "on", "above", "middle", "laboratory"],
)
def test_the_moment_is_brought_to_the_centre_of_pressure_from_any_origin(origin: np.ndarray):
    """By hand: whatever the origin, 7 N·m about the vertical are left and nothing else."""
    moment = channel(plate(origin)).moment
    np.testing.assert_allclose(moment, np.tile([0, 0, 7.0], (40, 1)), atol=0.01)


def test_moments_that_fit_no_origin_are_left_out_and_this_is_said():
    raw = plate(np.array([3.0, -2.0, 0.5]))
    assert np.isnan(channel(raw).moment).all()
    assert [note.id for note in raw.notes] == ["force.moment"]


def test_an_unloaded_plate_has_no_centre_of_pressure_and_no_moment():
    force = channel(plate(ORIGIN, loaded=False))
    assert np.isnan(force.centre).all()
    assert np.isnan(force.moment).all()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (MARKERS.replace("DATA_INCLUDED\t3D", "DATA_INCLUDED\t6D"), "a Qualisys export of 6d"),
        (MARKERS.replace("MARKER_NAMES\theel\ttoe\n", ""), "without marker names"),
        (MARKERS[: MARKERS.index("1\t0.00000")], "a header and no numbers"),
        (MARKERS[: MARKERS.index("Frame")], "a header and no rows"),
        (MARKERS.replace("heel X", "sole X").replace("toe X", "tip X"), "no marker with a position"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str):
    with pytest.raises(RecordingError, match=r"^run\.tsv: ") as caught:
        parse(text)
    assert sentence in str(caught.value)


def test_forces_in_the_plate_s_own_axes_are_refused_with_the_way_out():
    with pytest.raises(RecordingError, match="world"):
        plate(ORIGIN, words="local (force plate) coordinates")


def test_the_shared_run_has_47_markers_and_all_its_steps_on_the_right_belt(data):
    """T21, T22: vertical force negative under load; the free moment leaves no level part (1e-4 N·m)."""
    folder = data / "jdavis"
    raw = qualisys.read((folder / "JDX_S999_run_0021.tsv").read_bytes(), "x")
    assert (raw.positions.shape, raw.rate_hz) == ((2384, 47, 3), 240.0)
    assert not np.isnan(raw.positions).any()
    left, right = (
        channel(qualisys.read((folder / f"JDX_S999_run_0021_f_{k}.tsv").read_bytes(), "x")) for k in (1, 2)
    )
    assert (left.name, right.name, right.rate_hz, len(right.force)) == ("Left", "Right", 2400.0, 23840)
    assert right.force[:, 2].min() == pytest.approx(-2005, abs=300)
    assert np.abs(left.force[:, 2]).max() < 100  # noise: no step on it
    loaded = right.force[:, 2] < -500
    assert np.abs(right.moment[loaded][:, :2]).max() < 1e-3
    assert 5 < np.abs(right.moment[loaded][:, 2]).max() < 80
