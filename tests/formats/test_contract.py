"""One contract for every format: recognised by content, one frozen shape, and one sentence for bad bytes."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import registry
from understride.formats.c3d_write import write_c3d
from understride.formats.csv_points import write_csv_points
from understride.formats.raw import Raw
from understride.formats.trc import write_trc
from understride.model import Points, RecordingError, frozen

FRAMES = 12
LABELS = ("heel_left", "heel_right", "c7")
POSITIONS = np.round(np.random.default_rng(5).uniform(0.5, 1.5, (FRAMES, 3, 3)), 3)  # m
POSITIONS[4, 1] = np.nan


def table(lead: list[list[str]], *, scale: float = 1000.0) -> list[str]:
    """Rows of text: leading cells, then the positions in mm, gaps empty."""
    numbers = (POSITIONS * scale).reshape(FRAMES, 9)
    return [
        "\t".join([*cells, *("" if np.isnan(value) else f"{value:.3f}" for value in row)])
        for cells, row in zip(lead, numbers, strict=True)
    ]


def qualisys() -> str:
    header = ["NO_OF_FRAMES\t12", "NO_OF_MARKERS\t3", "FREQUENCY\t100", "DATA_INCLUDED\t3D"]
    header.append("\t".join(["MARKER_NAMES", *LABELS]))
    header.append("\t".join(["Frame", "Time", *(f"{label} {axis}" for label in LABELS for axis in "XYZ")]))
    return "\n".join([*header, *table([[str(k + 1), f"{k / 100:.5f}"] for k in range(FRAMES)])]) + "\n"


def rbds() -> str:
    header = "\t".join(["Time", *(f"{label}{axis}" for label in LABELS for axis in "XYZ")])
    return "\n".join([header, *table([[f"{k / 100:.3f}"] for k in range(FRAMES)])]) + "\n"


def forces() -> str:
    names = [
        f"{side}_ground_{form}{axis}"
        for side in "RL"
        for form in ("force_v", "force_p", "torque_")
        for axis in "xyz"
    ]
    rows = ["\t".join([f"{k / 1000:.3f}", *(f"{k + place}" for place in range(18))]) for k in range(FRAMES)]
    return (
        "\n".join(["run", "nRows=12", "nColumns=19", "endheader", "\t".join(["time", *names]), *rows]) + "\n"
    )


@cache
def sample(kind: str) -> bytes:
    """A small good file of a format: twelve frames at 100 Hz, three points, one gap (the .mot: two feet)."""
    if kind in ("qualisys", "rbds_text", "mot"):
        return {"qualisys": qualisys, "rbds_text": rbds, "mot": forces}[kind]().encode()
    points = Points(names=LABELS, positions=frozen(POSITIONS), rate_hz=100.0)
    write = {"c3d": write_c3d, "trc": write_trc, "csv": write_csv_points}[kind]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.any"
        write(path, points)
        return path.read_bytes()


IDS = [kind.id for kind in registry.FORMATS]
TEXTS = [kind for kind in IDS if kind != "c3d"]
MARKERS = [kind for kind in IDS if kind != "mot"]


def parse(data: bytes, name: str = "run.any") -> Raw:
    return registry.recognise(data[: registry.HEAD], name).read(data, name)


def same(one: Raw, other: Raw) -> bool:
    assert (one.labels, one.rate_hz, one.start, one.length_unit) == (
        other.labels,
        other.rate_hz,
        other.start,
        other.length_unit,
    )
    np.testing.assert_array_equal(one.positions, other.positions)
    for left, right in zip(one.forces, other.forces, strict=True):
        assert (left.name, left.foot, left.rate_hz) == (right.name, right.foot, right.rate_hz)
        np.testing.assert_array_equal(left.force, right.force)
    return True


@pytest.mark.parametrize("kind", IDS)
def test_only_its_own_reader_knows_a_file(kind: str):
    head = sample(kind)[: registry.HEAD]
    assert [known.id for known in registry.FORMATS if known.looks_like(head)] == [kind]


@pytest.mark.parametrize("kind", IDS)
@pytest.mark.parametrize(
    "name", ["run.c3d", "run.trc", "run.mot", "run.tsv", "run.txt", "run.csv", "run", "run.pdf"]
)
def test_the_extension_says_nothing(kind: str, name: str):
    raw = parse(sample(kind), name)
    assert (raw.reader, raw.file) == (kind, name)
    assert same(raw, parse(sample(kind)))


@pytest.mark.parametrize("kind", IDS)
def test_every_reader_keeps_the_hash_and_hands_over_arrays_that_cannot_be_changed(kind: str):
    raw = parse(sample(kind))
    assert raw.sha256 == hashlib.sha256(sample(kind)).hexdigest()
    assert raw.positions.shape == ((FRAMES, 3, 3) if kind != "mot" else (0, 0, 3))
    arrays = [
        raw.positions,
        *(part for force in raw.forces for part in (force.force, force.centre, force.moment)),
    ]
    assert not any(array.flags.writeable for array in arrays)


@pytest.mark.parametrize("kind", MARKERS)
def test_every_reader_gives_the_same_positions_labels_and_rate(kind: str):
    raw = parse(sample(kind))
    scale = 1.0 if raw.length_unit == "m" else 0.001
    positions = np.where(
        (raw.positions == 0).all(axis=2, keepdims=True), np.nan, raw.positions
    )  # C3D: zeros are gaps
    np.testing.assert_allclose(positions * scale, POSITIONS, atol=2e-6)
    assert (raw.labels, raw.rate_hz, raw.start) == (LABELS, 100.0, 0.0)


ENCODINGS = {
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le without mark": lambda text: text.encode("utf-16-le"),
    "utf-16-be without mark": lambda text: text.encode("utf-16-be"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "no last line end": lambda text: text.removesuffix("\n").encode(),
    "blank lines and zeros after the end": lambda text: text.encode() + b"\n\n\x00\x00\x1a",
    "latin-1 name": lambda text: text.replace("c7", "süd").encode("latin-1"),
}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("way", ENCODINGS)
def test_encodings_and_line_ends_change_nothing(kind: str, way: str):
    raw = parse(ENCODINGS[way](sample(kind).decode()))
    expected = parse(sample(kind).replace(b"c7", "süd".encode()) if way == "latin-1 name" else sample(kind))
    assert same(raw, expected)
    assert raw.notes == expected.notes


@pytest.mark.parametrize("kind", ["trc", "mot", "qualisys", "rbds_text"])
def test_decimal_commas_change_nothing(kind: str):
    lines = sample(kind).decode().split("\n")
    rows = [
        line.replace(".", ",") if re.match(r"[\d.]+\t[-\d.]+\t[-\d.\t]*$", line) else line for line in lines
    ]
    assert sum("," in line for line in rows) >= FRAMES
    assert same(parse("\n".join(rows).encode()), parse(sample(kind)))


def ends_well(data: bytes) -> None:
    """A right shape, or one sentence that begins with the name of the file and shows no path."""
    try:
        raw = parse(data)
    except RecordingError as error:
        sentence = str(error)
    else:
        sentence = ""
        is_whole(raw)
    assert not sentence or re.match(r"run\.any: [^\n]+; needed: [^\n]+\. [^\n]+\.$", sentence)


def is_whole(raw: Raw) -> None:
    assert len(raw.labels) == len(set(raw.labels)) == raw.positions.shape[1]
    assert raw.labels or raw.forces or raw.table is not None
    assert not raw.labels or (np.isfinite(raw.rate_hz) and raw.rate_hz > 0)
    assert np.isfinite(raw.start)
    assert not np.isinf(raw.positions).any()


@pytest.mark.parametrize("kind", IDS)
@settings(max_examples=120)
@given(share=st.floats(0, 1))
def test_a_file_cut_anywhere_ends_well(kind: str, share: float):
    ends_well(sample(kind)[: int(share * len(sample(kind)))])


@pytest.mark.parametrize("kind", IDS)
@settings(max_examples=200)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6
    )
)
def test_a_file_with_changed_bytes_ends_well(kind: str, changes: list[tuple[float, int]]):
    data = bytearray(sample(kind))
    for share, byte in changes:
        data[int(share * len(data))] = byte
    ends_well(bytes(data))


PIECES = [
    "\t",
    "\n",
    ",",
    ";",
    " ",
    ".",
    "-",
    "1",
    "9e9",
    "1e308",
    "NaN",
    "x",
    "X",
    "time",
    "Force_Z",
    "#",
    '"',
    "\0",
    "é",
    "0",
]


@pytest.mark.parametrize("kind", TEXTS)
@settings(max_examples=100)
@given(
    place=st.floats(0, 1),
    piece=st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    length=st.integers(0, 60),
)
def test_a_file_with_other_text_put_into_it_ends_well(kind: str, place: float, piece: str, length: int):
    text = sample(kind).decode()
    at = int(place * len(text))
    ends_well((text[:at] + piece + text[at + length :]).encode())


@settings(max_examples=200)
@given(
    st.binary(max_size=600)
    | st.text(max_size=300).map(str.encode)
    | st.lists(st.sampled_from(PIECES)).map("".join).map(str.encode)
)
def test_bytes_of_no_format_end_well(data: bytes):
    ends_well(data)


@pytest.mark.parametrize("kind", TEXTS)
@settings(max_examples=80)
@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=80).map("".join).map(str.encode))
def test_a_reader_that_is_handed_anything_ends_well(kind: str, data: bytes):
    """Without the recogniser before it, and after its own first line."""
    reader = next(known for known in registry.FORMATS if known.id == kind)
    for anything in (data, sample(kind).split(b"\n")[0] + b"\n" + data):
        with suppress(RecordingError):
            reader.read(anything, "run.any")


def shared_texts() -> list[str]:
    folder = os.environ.get("UNDERSTRIDE_DATA")
    if not folder:
        return []
    ends = (".trc", ".mot", ".tsv", ".txt")
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.suffix in ends)


@pytest.mark.parametrize("file", shared_texts())
def test_every_shared_text_file_is_read_or_says_why_not(data: Path, file: str):
    content, name = (data / file).read_bytes(), Path(file).name
    refusal = {"processed": "curves over one average stride", "LICENSE": "bytes that no reader knows"}
    reason = next((sentence for word, sentence in refusal.items() if word in name), None)
    if reason is not None:
        with pytest.raises(RecordingError, match=reason):
            parse(content, name)
        return
    raw = parse(content, name)
    assert raw.labels or raw.forces or raw.table is not None
