"""A zip with one recording: its data files, without its papers, and never more than a recording can hold."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import bundle
from understride.model import RecordingError


def packed(members: dict[str, bytes]) -> bytes:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return store.getvalue()


GOOD = packed(
    {
        "demo/": b"",
        "demo/run.tsv": b"markers" * 50,
        "demo/LICENSE": b"terms",
        "demo/PROVENANCE.md": b"where from",
        "demo/run_f_1.tsv": b"force",
        "__MACOSX/demo/._run.tsv": b"junk",
        "demo/.DS_Store": b"junk",
    }
)


def test_data_files_come_out_in_order_without_folders_and_papers():
    assert bundle.looks_like(GOOD[:4096])
    assert bundle.unpack(GOOD, "demo.zip") == (("run.tsv", b"markers" * 50), ("run_f_1.tsv", b"force"))


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bundle, "LIMIT", 300)
    with pytest.raises(RecordingError, match="far too much"):
        bundle.unpack(GOOD, "demo.zip")


def test_a_size_that_is_a_lie_is_noticed():
    """The directory claims 5 bytes for a member of 350: no more than 5 come out, and they fail their checksum."""
    data = GOOD.replace((350).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert data != GOOD
    with pytest.raises(RecordingError, match="damaged"):
        bundle.unpack(data, "demo.zip")


def test_ways_of_packing_that_hide_the_most_are_refused():
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("run.tsv", b"0" * 100_000)
    with pytest.raises(RecordingError, match="unusual"):
        bundle.unpack(store.getvalue(), "demo.zip")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (packed({}), "without recordings"),
        (packed({"README.md": b"x"}), "without recordings"),
        (packed({f"{k}.tsv": b"x" for k in range(201)}), "far too much"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"", "damaged"),
    ],
)
def test_what_cannot_be_unpacked_is_said_in_one_sentence(data: bytes, sentence: str):
    with pytest.raises(RecordingError, match=r"^demo\.zip: ") as caught:
        bundle.unpack(data, "demo.zip")
    assert sentence in str(caught.value)


def test_an_archive_with_a_password_is_refused():
    locked = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := GOOD.find(mark, at + 1)) >= 0:
            locked[at + place] |= 1
    with pytest.raises(RecordingError, match="password"):
        bundle.unpack(bytes(locked), "demo.zip")


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_archive_ends_in_data_or_in_one_sentence(draw):
    data = bytearray(GOOD[: draw.draw(st.integers(4, len(GOOD)), label="cut")])
    for _ in range(draw.draw(st.integers(0, 3), label="changes")):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(RecordingError):
        assert bundle.unpack(bytes(data), "demo.zip")


def test_a_shared_run_packed_with_its_forces_comes_out_whole(data):
    names = ["JDX_S999_run_0021.tsv", "JDX_S999_run_0021_f_1.tsv", "JDX_S999_run_0021_f_2.tsv"]
    members = {name: (data / "jdavis" / name).read_bytes() for name in names}
    archive = packed({**members, "LICENSE": b"terms"})
    assert dict(bundle.unpack(archive, "run.zip")) == members
