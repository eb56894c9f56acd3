"""`read`: what a person names on the command line becomes a recording, or one sentence."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path
from shutil import copy

import numpy as np
import pytest
from tests.formats import stick

from understride.formats import read, write_mot, write_trc
from understride.formats.dialect import shipped
from understride.model import Points, Recording, RecordingError, RequestError, Side, Surface, frozen


def save(folder: Path, name: str = "run.trc", *, speed: float = stick.SPEED) -> Path:
    points = stick.cloud(speed=speed)
    known = next(d for d in shipped() if d.id == "hamner").labels
    names = [n for n in points if n in known]
    positions = frozen(np.stack([points[n] for n in names], axis=1))
    labels = tuple(known[n][0] for n in names)
    write_trc(folder / name, Points(names=labels, positions=positions, rate_hz=stick.RATE))
    return folder / name


def save_force(folder: Path, name: str) -> Path:
    ours = stick.force()
    columns = [f"ground_force_v{axis}" for axis in "xyz"]
    time = np.arange(len(ours)) / 1000.0
    write_mot(folder / name, columns, time, ours, in_degrees=False)
    return folder / name


def note(recording: Recording, name: str) -> str:
    return next((n.text for n in recording.notes if n.id == name), "")


# --- what is named -------------------------------------------------------------------------------------------


def test_a_file_is_read_with_its_hash_and_what_was_declared(tmp_path: Path) -> None:
    path = save(tmp_path)
    recording = read(path, mass=70, height=1.75, speed=3.0)
    assert recording.provenance.file == "run.trc"
    assert recording.provenance.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (recording.mass, recording.height, recording.speed) == (70.0, 1.75, 3.0)
    assert recording.surface is Surface.TREADMILL
    assert recording.provenance.dialect == "hamner"


def test_a_path_may_be_text_and_its_ending_says_nothing(tmp_path: Path) -> None:
    path = save(tmp_path)
    odd = tmp_path / "run.c3d"
    path.rename(odd)
    assert read(str(odd)).provenance.reader == "trc"


def test_a_standing_trial_stands_in_its_own_axes(tmp_path: Path) -> None:
    recording = read(save(tmp_path), static=save(tmp_path, "standing.trc", speed=0.0))
    assert recording.static is not None
    assert recording.provenance.others[0][:2] == ("static", "standing.trc")


IMPOSSIBLE = (
    {"mass": 0.0},
    {"mass": 1000.0},
    {"mass": float("nan")},
    {"height": 175.0},
    {"height": 0.3},
    {"speed": 30.0},
    {"speed": -3.0},
)


@pytest.mark.parametrize("declared", IMPOSSIBLE, ids=str)
def test_a_body_that_cannot_be_is_a_request_error(tmp_path: Path, declared: dict[str, float]) -> None:
    with pytest.raises(RequestError, match=f"^a {next(iter(declared))} of "):
        read(
            tmp_path / "none",
            mass=declared.get("mass"),
            height=declared.get("height"),
            speed=declared.get("speed"),
        )


# --- what cannot be read -------------------------------------------------------------------------------------


UNREADABLE = {
    "none.c3d": "no such file",
    "folder": "a folder",
    "empty": "an empty file",
    "garbage": "bytes that no reader knows",
}


@pytest.mark.parametrize("role", ["path", "static", "forces"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_one_sentence_in_every_role(tmp_path: Path, name: str, role: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "garbage").write_bytes(bytes(range(256)) * 40)
    given = {"path": save(tmp_path), role: tmp_path / name}
    with pytest.raises(RecordingError, match=rf"^{re.escape(name)}: {UNREADABLE[name]}") as caught:
        read(given["path"], static=given.get("static"), forces=given.get("forces"))
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_huge_file_is_refused_without_loading_it(tmp_path: Path) -> None:
    """1 GB of holes behind a good beginning: a sparse file, so the test itself costs nothing."""
    path = save(tmp_path)
    with path.open("r+b") as file:
        file.truncate(1 << 30)
    with pytest.raises(RecordingError, match="1024 MB"):
        read(path)


def test_force_where_a_recording_is_wanted_and_the_other_way_round(tmp_path: Path) -> None:
    run, force = save(tmp_path), save_force(tmp_path, "push.mot")
    with pytest.raises(RecordingError, match=r"^push\.mot: forces alone"):
        read(force)
    with pytest.raises(RecordingError, match=r"^push\.mot: forces alone"):
        read(run, static=force)
    with pytest.raises(RecordingError, match=r"^run\.trc: no ground reaction force"):
        read(run, forces=run)


# --- force beside --------------------------------------------------------------------------------------------


def test_force_is_taken_where_it_is_named(tmp_path: Path) -> None:
    recording = read(save(tmp_path), forces=save_force(tmp_path, "push.mot"))
    assert recording.force is not None
    assert not note(recording, "force.beside")
    assert recording.provenance.others == (
        ("forces", "push.mot", hashlib.sha256((tmp_path / "push.mot").read_bytes()).hexdigest()),
    )


def test_force_beside_under_the_same_name_is_taken_and_said(tmp_path: Path) -> None:
    path = save(tmp_path)
    assert read(path).force is None
    save_force(tmp_path, "run_grf.mot")
    save_force(tmp_path, "other_grf.mot")
    recording = read(path)
    assert recording.force is not None
    assert note(recording, "force.beside") == (
        "Force was taken from run_grf.mot, which lies beside under the same name."
    )


def test_a_zip_of_a_run_its_standing_trial_and_its_force_is_one_recording(tmp_path: Path) -> None:
    run, static = save(tmp_path), save(tmp_path, "static.trc", speed=0.0)
    force = save_force(tmp_path, "push.mot")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in (run, static, force):
            archive.write(path, f"folder/{path.name}")
    recording = read(tmp_path / "all.zip")
    assert recording.force is not None
    assert recording.static is not None
    assert recording.provenance.file == "all.zip"
    assert recording.provenance.sha256 == hashlib.sha256((tmp_path / "all.zip").read_bytes()).hexdigest()
    assert [role for role, _, _ in recording.provenance.others] == ["recording", "static", "forces"]


def test_a_zip_of_two_runs_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for name in ("a.trc", "b.trc"):
            archive.write(save(tmp_path, name), name)
    with pytest.raises(RecordingError, match=r"^two\.zip: several recordings \(a\.trc, b\.trc\)"):
        read(tmp_path / "two.zip")


# --- the real ones -------------------------------------------------------------------------------------------


@pytest.mark.data
def test_one_plate_of_two_brings_the_other_and_says_so(data: Path, tmp_path: Path) -> None:
    stem = "JDX_S999_run_0021"
    for end in ("", "_f_1", "_f_2"):
        copy(data / "jdavis" / f"{stem}{end}.tsv", tmp_path)
    one = read(tmp_path / f"{stem}.tsv", forces=tmp_path / f"{stem}_f_1.tsv")
    none = read(tmp_path / f"{stem}.tsv")
    assert one.force is not None
    assert none.force is not None
    assert len(one.force.channels) == len(none.force.channels) == 2
    assert f"{stem}_f_2.tsv" in note(one, "force.beside")
    assert f"{stem}_f_1.tsv, {stem}_f_2.tsv" in note(none, "force.beside")


def recordings() -> list[str]:
    place = os.environ.get("UNDERSTRIDE_DATA")
    if not place:
        return []
    found = [*Path(place).glob("rbds/*/*run???.c3d"), *Path(place).glob("hamner/*/Run_?.trc")]
    return sorted(str(p.relative_to(place)) for p in found)


@pytest.mark.data
@pytest.mark.parametrize("name", recordings() or ["none"])
def test_every_treadmill_run_is_read_with_its_standing_trial_and_force(data: Path, name: str) -> None:
    """On the belt, forward +x, up +y, a runner's weight, right on the right; labels wrong in three runs only."""
    path = data / name
    static = next(iter(sorted(path.parent.glob("*static*"))), None)
    recording = read(path, static=static)
    assert recording.surface is Surface.TREADMILL
    assert any("+x is forward, +y is up" in step for step in recording.provenance.steps)
    assert (recording.static is None) == (static is None)
    assert recording.force is not None
    vertical = np.sum([channel.force[:, 1] for channel in recording.force.channels], axis=0)
    assert 54.0 < vertical.mean() / 9.81 < 85.0
    across = recording.points["asis_right"] - recording.points["asis_left"]
    assert np.nanmedian(across[:, 2]) > 0.15
    assert {channel.foot for channel in recording.force.channels} == (
        {Side.LEFT, Side.RIGHT} if "hamner" in name else {None}
    )
    repaired = any(n.id.startswith("labels.") for n in recording.notes)
    assert repaired == name.endswith(("RBDS001runT25.c3d", "RBDS001runT35.c3d", "RBDS03runT25.c3d"))
