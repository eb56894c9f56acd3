"""The C3D reader: known answers from ezc3d and from bytes built here, and traps of the shared data."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest
from tests.formats.c3d_bytes import TWO_FRAMES, Coder, Record, file_of

from understride.formats import c3d
from understride.formats.c3d_layout import layout
from understride.formats.c3d_parameters import parameters
from understride.model import FileEvent, Floats, RecordingError, Side

DATA = os.environ.get("UNDERSTRIDE_DATA")
FILES = (
    [pytest.param(path, id=path.stem) for path in sorted(Path(DATA).rglob("*.c3d"))]
    if DATA
    else [pytest.param(None, marks=pytest.mark.skip("UNDERSTRIDE_DATA does not name the shared recordings"))]
)


@pytest.mark.parametrize("processor", [84, 85, 86], ids=["Intel", "DEC", "MIPS"])
@pytest.mark.parametrize("scale", [-1.0, 0.5], ids=["floats", "integers"])
def test_every_number_kind_gives_the_same_positions(processor: int, scale: float) -> None:
    raw = c3d.read(file_of(TWO_FRAMES, processor=processor, scale=scale), "run.c3d")
    step = 1.0 if scale < 0 else scale
    expected = step * np.array([[[1000, -250, 30], [7, 8, 9]], [[1001, -251, 31], [np.nan] * 3]])
    np.testing.assert_array_equal(raw.positions, expected)
    assert (raw.labels, raw.rate_hz, raw.length_unit) == (("HEEL", "TOE"), 100.0, "mm")


def test_a_residual_of_minus_one_stored_as_65535_is_a_gap() -> None:
    """Trap T3: some writers store the word 0xFFFF as a float."""
    raw = c3d.read(file_of([[(1, 2, 3, 65535), (4, 5, 6, 0)]]), "run.c3d")
    assert np.isnan(raw.positions[0, 0]).all()
    assert raw.positions[0, 1].tolist() == [4, 5, 6]


def analog_of(data: bytes) -> Floats:
    said = parameters(data)
    plan = layout(data, said)
    return c3d.analog(plan.numbers(data), plan, said, range(plan.channels))


@pytest.mark.parametrize(
    ("word", "expected"), [(b"UNSIGNED", 0.5 * (65000 - 40000)), (b"SIGNED", 0.5 * (-536 + 25536))]
)
def test_analog_integers_follow_their_format(word: bytes, expected: float) -> None:
    """value = (stored − offset) · scale · general scale; 65000 and 40000 are −536 and −25536 with a sign."""
    coder = Coder(84)
    more: tuple[Record, ...] = (
        ("ANALOG", "FORMAT", -1, (len(word),), word),
        ("ANALOG", "OFFSET", 2, (1,), coder.words(40000)),
        ("ANALOG", "SCALE", 4, (1,), coder.reals(0.25)),
        ("ANALOG", "GEN_SCALE", 4, (), coder.reals(2.0)),
    )
    data = file_of(TWO_FRAMES, scale=0.1, analog=[[65000], [65000]], more=more)
    assert analog_of(data)[0, 0] == pytest.approx(expected, rel=1e-12)


def test_labels_beyond_255_go_on_in_labels2() -> None:
    frames = [[(float(index), 0.0, 0.0, 0) for index in range(300)]]
    second = "".join(f"B{index:03d}" for index in range(45)).encode()
    first = tuple(f"A{index:03d}" for index in range(255))
    data = file_of(frames, labels=first, more=(("POINT", "LABELS2", -1, (4, 45), second),))
    raw = c3d.read(data, "run.c3d")
    assert (len(raw.labels), raw.labels[255], raw.positions[0, 299, 0]) == (300, "B000", 299)


def test_subject_prefixes_are_left_off() -> None:
    raw = c3d.read(file_of(TWO_FRAMES, labels=("Ann:HEEL", "Ann:TOE")), "run.c3d")
    assert raw.labels == ("HEEL", "TOE")


def test_of_several_subjects_the_first_is_read_and_this_is_said() -> None:
    raw = c3d.read(file_of(TWO_FRAMES, labels=("Ann:HEEL", "Ben:HEEL")), "run.c3d")
    assert (raw.labels, raw.left_out) == (("HEEL",), ("Ben:HEEL",))
    assert [note.id for note in raw.notes] == ["c3d.subjects"]
    assert "Ann" in raw.notes[0].text


def test_a_label_on_two_points_keeps_the_first_and_says_so() -> None:
    raw = c3d.read(file_of(TWO_FRAMES, labels=("HEEL", "HEEL")), "run.c3d")
    assert raw.labels == ("HEEL",)
    assert raw.positions[0, 0].tolist() == [1000, -250, 30]
    assert [note.id for note in raw.notes] == ["c3d.label_twice"]


@pytest.mark.parametrize("label", ["*52", "U17", "", "LKneeAngles", "RGroundReactionForce", "CentreOfMass"])
def test_points_that_are_no_markers_are_left_out(label: str) -> None:
    """Traps T26 and T28."""
    raw = c3d.read(file_of(TWO_FRAMES, labels=("HEEL", label)), "run.c3d")
    assert raw.labels == ("HEEL",)
    assert raw.left_out == (label or "point 2",)


def test_points_that_the_file_lists_as_model_outputs_are_left_out() -> None:
    more: tuple[Record, ...] = (("POINT", "ANGLES", -1, (7, 1), b"Ann:Odd"),)
    raw = c3d.read(file_of(TWO_FRAMES, labels=("HEEL", "Odd"), more=more), "run.c3d")
    assert (raw.labels, raw.left_out) == (("HEEL",), ("Odd",))


def test_a_whole_set_of_segment_axes_is_left_out_and_a_marker_of_like_name_is_not() -> None:
    frames = [[(1.0, 2.0, 3.0, 0)] * 6]
    raw = c3d.read(file_of(frames, labels=("LTIO", "LTIA", "LTIL", "LTIP", "RTIA", "LTIB")), "run.c3d")
    assert raw.labels == ("RTIA", "LTIB")


EVENT_GROUP: tuple[Record, ...] = (
    ("EVENT", "USED", 2, (), struct.pack("<H", 2)),
    ("EVENT", "CONTEXTS", -1, (5, 2), b"Left Right"),
    ("EVENT", "LABELS", -1, (11, 2), b"Foot StrikeFoot Off   "),
    ("EVENT", "TIMES", 4, (2, 2), struct.pack("<4f", 0.0, 8.25, 0.0, 8.5)),
)


def test_event_times_count_from_the_first_frame_in_the_file() -> None:
    """Trap T25: frame 801 at 100 Hz is 8.00 s after frame 1."""
    raw = c3d.read(file_of(TWO_FRAMES, first=801, more=EVENT_GROUP), "run.c3d")
    assert raw.events == (
        FileEvent(label="Foot Strike", side=Side.LEFT, time=0.25),
        FileEvent(label="Foot Off", side=Side.RIGHT, time=0.5),
    )


def test_header_events_are_read_and_not_doubled() -> None:
    """Header times count from the first frame already; LHS repeats the group's first event."""
    events = (("LHS", 0.25), ("RHS", 0.75), ("REST", 1.0))
    raw = c3d.read(file_of(TWO_FRAMES, first=801, more=EVENT_GROUP, header_events=events), "run.c3d")
    assert [(event.label, event.side, event.time) for event in raw.events] == [
        ("Foot Strike", Side.LEFT, 0.25),
        ("Foot Off", Side.RIGHT, 0.5),
        ("RHS", Side.RIGHT, 0.75),
        ("REST", None, 1.0),
    ]


@pytest.mark.parametrize(("place", "value"), [("POINT:FRAMES", 7), ("header", 7)])
def test_where_frame_counts_differ_the_file_size_decides_and_this_is_said(place: str, value: int) -> None:
    frames = [TWO_FRAMES[0]] * 40
    data = bytearray(file_of(frames))
    if place == "header":
        data[8:10] = struct.pack("<H", value)
    else:
        at = data.index(b"FRAMES") + 6 + 2 + 2
        data[at : at + 2] = struct.pack("<H", value)
    raw = c3d.read(bytes(data), "run.c3d")
    assert len(raw.positions) == 40
    assert [note.id for note in raw.notes] == ["c3d.frames"]


def test_body_mass_and_height_come_in_kilograms_and_metres() -> None:
    more: tuple[Record, ...] = (
        ("PROCESSING", "Bodymass", 4, (), struct.pack("<f", 72.5)),
        ("PROCESSING", "Height", 4, (), struct.pack("<f", 1812.0)),
    )
    raw = c3d.read(file_of(TWO_FRAMES, more=more), "run.c3d")
    assert (raw.mass, raw.height) == (72.5, 1.812)


# --- the shared recordings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES)
def test_a_shared_recording_reads_as_ezc3d_reads_it(path: Path) -> None:
    """Positions bit for bit, NaN only where ezc3d has zeros or NaN; analog, force, centre and free moment."""
    ezc3d = pytest.importorskip("ezc3d")
    data = path.read_bytes()
    raw, other = c3d.read(data, path.name), ezc3d.c3d(str(path), extract_forceplat_data=True)
    labels = other["parameters"]["POINT"]["LABELS"]["value"]
    theirs = other["data"]["points"][:3, [labels.index(label) for label in raw.labels]].transpose(2, 1, 0)
    seen = np.isfinite(raw.positions)
    np.testing.assert_array_equal(raw.positions[seen], theirs[seen])
    assert not np.nan_to_num(theirs[~seen]).any()
    assert raw.rate_hz == other["parameters"]["POINT"]["RATE"]["value"][0]
    if not other["data"]["analogs"].size:
        assert not raw.forces
        return
    np.testing.assert_allclose(analog_of(data).T, other["data"]["analogs"][0], rtol=1e-12)
    for ours, plate in zip(raw.forces, other["data"]["platform"], strict=True):
        np.testing.assert_allclose(ours.force, plate["force"].T, rtol=1e-9, atol=1e-9)
        loaded = np.isfinite(ours.centre[:, 0])
        np.testing.assert_allclose(
            1000 * ours.centre[loaded], plate["center_of_pressure"].T[loaded], rtol=1e-9, atol=1e-6
        )
        np.testing.assert_allclose(1000 * ours.moment[loaded], plate["Tz"].T[loaded], rtol=1e-9, atol=1e-3)


def test_plug_in_gait_outputs_are_not_markers(data: Path) -> None:
    """Trap T28: 239 points, 39 of them markers."""
    raw = c3d.read((data / "pig/Movement_trial.c3d").read_bytes(), "leap.c3d")
    assert len(raw.labels) == 39
    assert {"LFHD", "C7", "RHEE", "LTOE"} <= set(raw.labels)
    assert (raw.mass, round(raw.height or 0, 3)) == (85.0, 1.679)


def test_gaps_of_the_treadmill_set_are_not_a_number(data: Path) -> None:
    """Trap T3: the lateral thigh marker of RBDS002 at 4.5 m/s is unseen up to 15 % of the time."""
    raw = c3d.read((data / "rbds/RBDS002/RBDS002runT45.c3d").read_bytes(), "run.c3d")
    thigh = raw.positions[:, raw.labels.index("R.Thigh.Bottom.Medial")]
    assert 0.05 < np.isnan(thigh[:, 0]).mean() < 0.2


def test_a_recording_cut_in_half_is_refused_with_the_frames_it_still_has(data: Path) -> None:
    """Trap T29: ezc3d reads 2,243 of 4,500 frames without a word."""
    whole = (data / "rbds/RBDS020/RBDS020runT35.c3d").read_bytes()
    with pytest.raises(RecordingError, match=r"^run\.c3d: it breaks off after 2243 of 4500 frames; needed"):
        c3d.read(whole[: len(whole) // 2], "run.c3d")
