"""What is opened at all: by its first bytes, whole, and not too large."""

from __future__ import annotations

import pytest

from understride.formats import registry
from understride.model import RecordingError

GARBAGE = bytes(range(256)) * 20


def test_ids_are_those_of_the_readers_and_each_comes_once():
    assert [kind.id for kind in registry.FORMATS] == ["c3d", "trc", "mot", "qualisys", "csv", "rbds_text"]


@pytest.mark.parametrize(
    "head",
    [
        GARBAGE,
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"hello, this is a letter\n",
        b"{}",
        b"a,b,c\n1,2,3\n",
        b"\0" * 4096,
    ],
)
def test_bytes_that_no_reader_knows_are_refused(head: bytes):
    with pytest.raises(RecordingError, match=r"^x\.c3d: bytes that no reader knows; needed: .*\."):
        registry.recognise(head, "x.c3d")


def test_a_good_file_is_fetched_with_its_name_alone(tmp_path):
    path = tmp_path / "run.weird"
    path.write_bytes(b"PathFileType\t4\n" + b"x" * 10_000)
    assert registry.fetch(path) == (path.read_bytes(), "run.weird")


def test_a_zip_is_fetched_too(tmp_path):
    (tmp_path / "run.zip").write_bytes(b"PK\x03\x04rest")
    assert registry.fetch(str(tmp_path / "run.zip")) == (b"PK\x03\x04rest", "run.zip")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("gone.c3d", None, "gone.c3d: no such file"),
        ("empty.c3d", b"", "empty.c3d: an empty file"),
        ("noise.c3d", GARBAGE, "noise.c3d: bytes that no reader knows"),
    ],
)
def test_what_cannot_be_fetched_is_said_without_a_path(tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordingError) as caught:
        registry.fetch(tmp_path / name)
    assert str(caught.value).startswith(sentence)
    assert str(tmp_path) not in str(caught.value)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(RecordingError, match="a folder"):
        registry.fetch(tmp_path)


@pytest.mark.parametrize("head", [GARBAGE, b"PathFileType\t4\n" * 300])
def test_a_huge_file_is_refused_without_being_loaded(tmp_path, head):
    """A hole of one gigabyte costs no disk; reading it would cost memory, which is counted here."""
    import tracemalloc

    path = tmp_path / "huge.trc"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(1 << 30)
    tracemalloc.start()
    with pytest.raises(RecordingError):
        registry.fetch(path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
