"""The C3D reader: known answers from ezc3d and from bytes built here, traps of the shared data, bad input."""

from __future__ import annotations

import os
import struct
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import c3d
from understride.formats.c3d_layout import layout
from understride.formats.c3d_parameters import parameters
from understride.formats.c3d_write import write_c3d
from understride.formats.raw import Raw
from understride.model import FileEvent, Floats, Force, ForceChannel, Points, RecordingError, Side

DATA = os.environ.get("UNDERSTRIDE_DATA")
FILES = (
    [pytest.param(path, id=path.stem) for path in sorted(Path(DATA).rglob("*.c3d"))]
    if DATA
    else [pytest.param(None, marks=pytest.mark.skip("UNDERSTRIDE_DATA does not name the shared recordings"))]
)


# --- bytes built here, independent of the writer -----------------------------------------------------------------


class Coder:
    """Numbers as a kind of computer stores them. vax: the inverse of the rule in the C3D user guide."""

    def __init__(self, processor: int) -> None:
        self.processor, self.mark = processor, ">" if processor == 86 else "<"

    def words(self, *values: int) -> bytes:
        return struct.pack(f"{self.mark}{len(values)}H", *(value & 0xFFFF for value in values))

    def reals(self, *values: float) -> bytes:
        if self.processor != 85:
            return struct.pack(f"{self.mark}{len(values)}f", *values)
        halves = struct.unpack(
            f"<{2 * len(values)}H", struct.pack(f"<{len(values)}f", *(4 * v for v in values))
        )
        return struct.pack(f"<{len(halves)}H", *(halves[index ^ 1] for index in range(len(halves))))


Record = tuple[str, str, int, tuple[int, ...], bytes]


def chain(records: list[Record], coder: Coder) -> bytes:
    """A parameter section of records (group, name, kind, dims, content)."""
    groups = list(dict.fromkeys(record[0] for record in records))
    made = b""
    for group in groups:
        made += (
            struct.pack("bb", len(group), -1 - groups.index(group)) + group.encode() + coder.words(3) + b"\0"
        )
    for group, name, kind, dims, content in records:
        body = struct.pack("bB", kind, len(dims)) + bytes(dims) + content + b"\0"
        made += (
            struct.pack("bb", len(name), 1 + groups.index(group))
            + name.encode()
            + coder.words(len(body) + 2)
            + body
        )
    made += b"\0\0"
    blocks = -(-(len(made) + 4) // 512)
    return (bytes([1, 0x50, blocks, coder.processor]) + made).ljust(blocks * 512, b"\0")


def file_of(
    frames: Sequence[Sequence[tuple[float, float, float, int]]],
    *,
    processor: int = 84,
    scale: float = -1.0,
    analog: list[list[int]] | None = None,
    more: tuple[Record, ...] = (),
    header_events: tuple[tuple[str, float], ...] = (),
    first: int = 1,
    rate: float = 100.0,
    labels: tuple[str, ...] = ("HEEL", "TOE"),
) -> bytes:
    """A whole C3D file. frames: per frame and point x, y, z in steps of the scale (mm for floats) and the residual.

    analog: per frame the analog numbers as stored, one channel.
    """
    coder = Coder(processor)
    analog = analog or [[] for _ in frames]
    count, per_frame = len(frames[0]), len(analog[0])
    width = max(len(label) for label in labels)
    names = b"".join(label.encode().ljust(width) for label in labels)
    records: list[Record] = [
        ("POINT", "USED", 2, (), coder.words(count)),
        ("POINT", "SCALE", 4, (), coder.reals(scale)),
        ("POINT", "RATE", 4, (), coder.reals(rate)),
        ("POINT", "FRAMES", 2, (), coder.words(len(frames))),
        ("POINT", "UNITS", -1, (2,), b"mm"),
        ("POINT", "LABELS", -1, (width, len(labels)), names),
        ("ANALOG", "USED", 2, (), coder.words(1 if per_frame else 0)),
        *more,
    ]
    section = chain(records, coder)
    header = bytes([2, 0x50]) + coder.words(count, per_frame, first, first + len(frames) - 1, 0)
    header += coder.reals(scale) + coder.words(2 + len(section) // 512, per_frame or 1) + coder.reals(rate)
    whole = bytearray(header.ljust(512, b"\0"))
    whole[298:302] = coder.words(12345, len(header_events))
    for index, (label, time) in enumerate(header_events):
        whole[304 + 4 * index : 308 + 4 * index] = coder.reals(time)
        whole[396 + 4 * index : 400 + 4 * index] = label.encode().ljust(4)
    body = b""
    for points, samples in zip(frames, analog, strict=True):
        flat = [value for point in points for value in point]
        if scale > 0:
            body += coder.words(*(int(value) for value in flat), *samples)
        else:
            body += coder.reals(*flat, *samples)
    return bytes(whole) + section + body


TWO_FRAMES = [[(1000, -250, 30, 0), (7, 8, 9, 3)], [(1001, -251, 31, 0), (0, 0, 0, -1)]]


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


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small recording with force, events and gaps."""
    return small(tmp_path_factory.mktemp("c3d") / "small.c3d")


def small(path: Path) -> bytes:
    random = np.random.default_rng(8)
    positions = random.normal(size=(12, 3, 3))
    positions[3:5, 1] = np.nan
    force = random.normal(size=(24, 3)) * 100 + np.array([0, 900, 0])
    channel = ForceChannel(
        name="belt",
        foot=None,
        force=force,
        centre=random.uniform(size=(24, 3)) * [1, 0, 1],
        free_moment=random.normal(size=24),
    )
    write_c3d(
        path,
        Points(names=("heel_right", "toe_right", "c7"), positions=positions, rate_hz=100.0),
        force=Force(rate_hz=200.0, start=0.0, channels=(channel,), smoothed=False),
        events=[FileEvent(label="Foot Strike", side=Side.LEFT, time=0.03)],
        mass=70.0,
    )
    return path.read_bytes()


def outcome(data: bytes) -> Raw | None:
    """A sane recording, or None after one sentence; any other exception goes through."""
    try:
        raw = c3d.read(data, "run.c3d")
    except RecordingError as error:
        sentence = str(error)
    else:
        return sane(raw, data)
    assert sentence.startswith("run.c3d: ")
    assert len(sentence) < 400
    assert "\n" not in sentence
    return None


def sane(raw: Raw, data: bytes) -> Raw:
    assert raw.positions.shape[1:] == (len(raw.labels), 3)
    assert not np.isinf(raw.positions).any()
    assert 1.0 <= raw.rate_hz <= 100_000.0
    assert raw.positions.nbytes <= 3 * len(data) + 512
    return raw


def test_a_c3d_cut_at_any_byte_is_refused(whole: bytes) -> None:
    assert [cut for cut in range(len(whole)) if outcome(whole[:cut]) is not None] == []


def test_any_byte_of_header_or_parameters_may_change(whole: bytes) -> None:
    """Never another exception, and never other positions under the same labels."""
    base = outcome(whole)
    assert base is not None
    for place in range((whole[16] - 1) * 512):
        for change in (0x01, 0x80, 0xFF):
            data = bytearray(whole)
            data[place] ^= change
            raw = outcome(bytes(data))
            if raw is not None and raw.labels == base.labels:
                np.testing.assert_array_equal(raw.positions, base.positions)


@settings(max_examples=400)
@given(changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=2, max_size=12))
def test_several_changed_bytes_end_in_one_sentence_or_a_recording(
    whole: bytes, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    outcome(bytes(data))


@settings(max_examples=300)
@given(changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=6))
@pytest.mark.parametrize("processor", [85, 86])
def test_damaged_integers_of_other_computers_end_so_too(
    processor: int, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(file_of(TWO_FRAMES, processor=processor, scale=0.5, analog=[[1, 2], [3, 4]]))
    for place, value in changes:
        data[place % len(data)] = value
    outcome(bytes(data))


@settings(max_examples=300)
@given(noise=st.binary(min_size=0, max_size=3000), begin=st.booleans())
def test_random_bytes_end_in_one_sentence(noise: bytes, begin: bool) -> None:
    outcome((b"\x02\x50" if begin else b"") + noise)


@pytest.mark.parametrize("value", [0.0, float("nan"), float("inf"), -100.0, 1e30])
def test_a_rate_that_cannot_be_is_refused(value: float) -> None:
    with pytest.raises(RecordingError, match="frame rate"):
        c3d.read(file_of(TWO_FRAMES, rate=value), "run.c3d")


def test_a_rate_said_twice_in_two_ways_is_refused() -> None:
    data = bytearray(file_of(TWO_FRAMES))
    data[20:24] = struct.pack("<f", 120.0)
    with pytest.raises(RecordingError, match="120 Hz in one place and 100 Hz in another"):
        c3d.read(bytes(data), "run.c3d")


def test_a_file_without_points_or_force_is_refused() -> None:
    data = bytearray(file_of(TWO_FRAMES))
    data[2:4] = b"\0\0"
    at = data.index(b"USED") + 4 + 2 + 2
    data[at : at + 2] = b"\0\0"
    with pytest.raises(RecordingError, match="neither points nor force"):
        c3d.read(bytes(data), "run.c3d")


def test_a_chain_that_stops_before_a_group_we_need_is_refused(whole: bytes) -> None:
    """Otherwise force would be lost without a word."""
    data = bytearray(whole)
    data[data.index(b"FORCE_PLATFORM") - 2] = 0
    with pytest.raises(RecordingError, match="breaks off before the group"):
        c3d.read(bytes(data), "run.c3d")


def test_overlapping_parameters_are_refused(whole: bytes) -> None:
    data = bytearray(whole)
    at = data.index(b"DESCRIPTIONS") + 12
    data[at : at + 2] = struct.pack("<H", 9)
    with pytest.raises(RecordingError, match="DESCRIPTIONS overlaps with the next one"):
        c3d.read(bytes(data), "run.c3d")


def test_reading_takes_at_most_three_times_the_file(tmp_path: Path) -> None:
    positions = np.random.default_rng(1).normal(size=(4500, 33, 3))
    names = tuple(f"point_{index}" for index in range(33))
    write_c3d(tmp_path / "run.c3d", Points(names=names, positions=positions, rate_hz=150.0))
    data = (tmp_path / "run.c3d").read_bytes()
    tracemalloc.start()
    try:
        c3d.read(data, "run.c3d")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 3 * len(data)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x02\x50\x21\x00", True),
        (b"PathFileType\t4", False),
        (b"2P text", False),
        (b"", False),
        (b"\x02", False),
    ],
)
def test_a_c3d_is_known_by_its_first_bytes(head: bytes, expected: bool) -> None:
    assert c3d.looks_like(head) is expected


@pytest.mark.filterwarnings("error")
@settings(max_examples=200)
@given(
    places=st.lists(st.integers(0, 2**16), min_size=1, max_size=4),
    value=st.sampled_from([0x7F800001, 0x7FC00000, 0xFF800000, 0x7F7FFFFF]),
)
def test_numbers_that_are_none_among_the_frames_are_gaps(whole: bytes, places: list[int], value: int) -> None:
    """Signalling and quiet NaN, −infinity, the largest float."""
    begin = (whole[16] - 1) * 512
    data = bytearray(whole)
    for place in places:
        at = begin + 4 * (place % ((len(whole) - begin) // 4))
        data[at : at + 4] = struct.pack("<I", value)
    assert outcome(bytes(data)) is not None


def test_a_raw_recording_cannot_be_written_to(whole: bytes) -> None:
    raw = c3d.read(whole, "run.c3d")
    with pytest.raises(ValueError, match="read-only"):
        raw.positions[0, 0, 0] = 1
    assert replace(raw, file="other").sha256 == raw.sha256
