"""What is written is written completely or not at all, and nobody else's folder is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from understride.cli import output
from understride.model import RequestError


def result(place: Path, word: str = "new") -> None:
    (place / output.REPORT).write_text(word)
    (place / output.ANALYSIS).write_text(json.dumps({"schema": "understride.analysis/1", "word": word}))


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_new_folder_is_filled_and_nothing_else_is_left(tmp_path):
    output.write_folder(tmp_path / "deep" / "out", result)
    assert listing(tmp_path) == ["deep", "deep/out", "deep/out/analysis.json", "deep/out/report.html"]


def test_an_earlier_result_is_replaced(tmp_path):
    output.write_folder(tmp_path / "out", lambda place: result(place, "old"))
    output.write_folder(tmp_path / "out", lambda place: result(place, "new"))
    assert (tmp_path / "out" / output.REPORT).read_text() == "new"
    assert listing(tmp_path) == ["out", "out/analysis.json", "out/report.html"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "out").mkdir()
    output.write_folder(tmp_path / "out", result)
    assert (tmp_path / "out" / output.REPORT).is_file()


def somebody_elses_notes(folder: Path) -> None:
    folder.mkdir()
    result(folder)
    (folder / "notes.txt").write_text("mine")


def another_programs_json(folder: Path) -> None:
    folder.mkdir()
    (folder / output.ANALYSIS).write_text('{"schema": "other/1"}')


def a_report_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / output.REPORT).write_text("mine")


def no_json(folder: Path) -> None:
    folder.mkdir()
    (folder / output.ANALYSIS).write_bytes(b"\xff{")


def a_file(folder: Path) -> None:
    folder.write_text("mine")


def a_link(folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize(
    "make", [somebody_elses_notes, another_programs_json, a_report_alone, no_json, a_file, a_link]
)
def test_what_is_not_ours_is_left_alone(tmp_path, make):
    make(tmp_path / "out")
    before = listing(tmp_path)
    with pytest.raises(RequestError, match="out is already there"):
        output.write_folder(tmp_path / "out", result)
    assert listing(tmp_path) == before


def test_a_failure_half_way_leaves_the_old_result_and_no_trace(tmp_path):
    output.write_folder(tmp_path / "out", lambda place: result(place, "old"))

    def breaks(place: Path) -> None:
        result(place)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        output.write_folder(tmp_path / "out", breaks)
    assert (tmp_path / "out" / output.REPORT).read_text() == "old"
    assert listing(tmp_path) == ["out", "out/analysis.json", "out/report.html"]


def test_a_place_that_cannot_be_written_ends_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match="cannot be written"):
        output.write_folder(tmp_path / "file" / "out", result)
    with pytest.raises(RequestError, match="cannot be written"):
        output.write_file(tmp_path / "file" / "a.csv", result)


def test_an_output_that_is_an_input_is_refused(tmp_path):
    recording = tmp_path / "run.csv"
    recording.write_text("x")
    with pytest.raises(RequestError, match="also an input"):
        output.check_file(tmp_path / "." / "run.csv", recording, None, endings=(".csv",))


def test_an_output_of_an_unknown_kind_is_refused(tmp_path):
    with pytest.raises(RequestError, match=r"ends in \.csv or \.mot"):
        output.check_file(tmp_path / "run.xls", endings=(".csv", ".mot"))


@pytest.mark.parametrize(
    ("recording", "folder"),
    [
        ("run.c3d", "understride-run"),
        ("/far/away/Run_4.trc", "understride-Run_4"),
        ("a.b.c3d", "understride-a.b"),
    ],
)
def test_the_folder_is_named_after_the_recording_and_made_where_one_stands(recording, folder):
    assert output.folder_for(Path(recording)) == Path(folder)
