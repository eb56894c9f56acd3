"""The C3D reader on bad input: one sentence or a sane recording, never another exception, never much memory."""

from __future__ import annotations

import struct
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.c3d_bytes import TWO_FRAMES, file_of

from understride.formats import c3d
from understride.formats.c3d_write import write_c3d
from understride.formats.raw import Raw
from understride.model import FileEvent, Force, ForceChannel, Points, RecordingError, Side


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
