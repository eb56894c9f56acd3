"""The commands: what they print, where it goes, how they end."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner, Result
from tests.cli.voiceless import without_voice

import understride as us
from understride.cli import main
from understride.cli.angles import ANGLES
from understride.cli.group import COMMANDS

SIDES = {"left", "right"}


def call(*words: object) -> Result:
    """A command in this process; stdout and stderr apart."""
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with run.c3d, standing.c3d and truth.json of a made-up runner."""
    folder = tmp_path_factory.mktemp("made")
    done = call(
        "synthesize", "--out", folder / "run.c3d", "--static", folder / "standing.c3d",
        "--truth", folder / "truth.json", "--plant", "pelvis_yaw_range=14",
        "--plant", "pelvis_drop:left=9", "--seconds", 8,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return folder


def mot(file: Path) -> dict[str, np.ndarray]:
    """Columns of a .mot by name, read without our own reader."""
    head, _, table = file.read_text().partition("endheader\n")
    assert "inDegrees=yes" in head
    names, *rows = (line.split("\t") for line in table.strip().splitlines())
    return dict(zip(names, np.array(rows, dtype=float).T, strict=True))


def whole_commands() -> list[str]:
    """Every command that does something: those of a group by both words."""
    found = []
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        inner = command.commands if isinstance(command, click.Group) else {}
        found += [f"{name} {sub}" for sub in inner] or [name]
    return found


@pytest.mark.parametrize("command", whole_commands())
def test_a_command_has_help_with_an_example_and_a_runner(command):
    done = call(*command.split(), "--help")
    assert done.exit_code == 0
    assert f"Example:\n    understride {command}" in done.stdout
    assert "--runner ID" in done.stdout


def test_the_table_of_commands_says_what_their_help_says():
    listed = call("--help").stdout
    for name, command in COMMANDS.items():
        assert re.search(rf"{name} +{re.escape(command.help)}", listed)


# --- contacts


def test_contacts_as_json_is_one_object_with_side_landing_and_leaving(made):
    done = call("contacts", made / "run.c3d", "--json")
    document = json.loads(done.stdout)
    assert list(document) == ["contacts"]
    assert all(list(contact) == ["side", "landing", "leaving"] for contact in document["contacts"])
    assert {contact["side"] for contact in document["contacts"]} == SIDES


def test_contacts_from_the_feet_say_what_they_may_be_off_by(made):
    document = json.loads(call("contacts", made / "run.c3d", "--method", "kinematic", "--json").stdout)
    assert list(document) == ["contacts", "contact_error"]
    error = document["contact_error"]
    assert list(error) == ["landing_ms", "leaving_ms", "from"]
    assert 3 < error["landing_ms"] < error["leaving_ms"] < 30


@pytest.mark.parametrize(("method", "tolerance"), [("force", 0.002), ("kinematic", 0.030)])
def test_contacts_are_those_that_were_planted(made, method, tolerance):
    truth = json.loads((made / "truth.json").read_text())["contacts"]
    found = json.loads(call("contacts", made / "run.c3d", "--method", method, "--json").stdout)["contacts"]
    inner = [c for c in truth if 0.5 < c["landing"] < 7.0]
    assert len(inner) > 15
    for planted in inner:
        assert any(
            c["side"] == planted["side"]
            and abs(c["landing"] - planted["landing"]) < tolerance
            and abs(c["leaving"] - planted["leaving"]) < tolerance
            for c in found
        )


def test_contacts_for_people_say_what_they_were_found_by(made):
    done = call("contacts", made / "run.c3d")
    assert done.stdout.splitlines()[-1].endswith("contacts, from force")
    quiet = call("contacts", made / "run.c3d", "--quiet")
    assert quiet.stdout == done.stdout
    assert quiet.stderr == ""


# --- angles


def test_angles_as_csv_have_our_names_and_one_line_a_frame(made, tmp_path):
    done = call("angles", made / "run.c3d", "--static", made / "standing.c3d", "--out", tmp_path / "a.csv")
    assert done.stdout == f"{tmp_path / 'a.csv'}\n"
    with (tmp_path / "a.csv").open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head[0] == "time"
    assert set(head[1:]) <= set(ANGLES)
    assert len(rows) == 1200
    yaw = [float(row[head.index("pelvis_yaw")]) for row in rows]
    assert np.ptp(yaw) == pytest.approx(14, abs=3)


def test_angles_as_mot_have_the_names_and_signs_of_opensim(made, tmp_path):
    """Hand-turned: pelvis_tilt, pelvis_list, lumbar_extension and lumbar_bending count the other way round."""
    for name in ("a.csv", "a.mot"):
        call("angles", made / "run.c3d", "--static", made / "standing.c3d", "--out", tmp_path / name)
    theirs = mot(tmp_path / "a.mot")
    with (tmp_path / "a.csv").open(newline="") as file:
        ours = list(csv.DictReader(file))
    for name, (opensim, sign) in {
        "pelvis_tilt": ("pelvis_tilt", -1),
        "pelvis_obliquity": ("pelvis_list", -1),
        "pelvis_yaw": ("pelvis_rotation", 1),
        "knee_flexion_left": ("knee_angle_l", 1),
        "hip_flexion_right": ("hip_flexion_r", 1),
        "thorax_in_pelvis_side_bend": ("lumbar_bending", -1),
    }.items():
        np.testing.assert_allclose(theirs[opensim], [sign * float(row[name]) for row in ours], atol=1e-4)


def test_every_angle_that_can_be_written_is_a_signal():
    """A name that no signal has would silently never be written."""
    from understride.gait.signals import from_points

    nobody = us.Points(names=(), positions=np.zeros((1, 0, 3)), rate_hz=100.0)
    assert set(ANGLES) <= set(from_points(nobody, {}, None).missing)


HAMNER = {"pelvis_tilt": 0.9, "pelvis_list": 0.6, "pelvis_rotation": 0.9, "hip_flexion_r": 0.95, "hip_flexion_l": 0.95,
          "ankle_angle_r": 0.9, "lumbar_rotation": 0.9, "lumbar_bending": 0.9}  # fmt: skip


@pytest.mark.data
@pytest.mark.parametrize("name", [*HAMNER, "knee_angle_r", "knee_angle_l"])
def test_angles_go_along_with_an_independent_inverse_kinematics(name, data, tmp_path):
    """The authors' own inverse kinematics of the same run; their knee angle is negative in flexion (trap T14)."""
    run = data / "hamner" / "subject01" / "Run_3.trc"
    static = run.parent / "static.trc"
    assert call("angles", run, "--static", static, "--out", tmp_path / "a.mot").exit_code == 0
    ours, theirs = mot(tmp_path / "a.mot"), reference(run.with_name("Run_3_ik.mot"))
    inside = (theirs["time"] >= ours["time"][0]) & (theirs["time"] <= ours["time"][-1])
    again = np.interp(theirs["time"][inside], ours["time"], ours[name])
    along = np.corrcoef(again, theirs[name][inside])[0, 1]
    if name.startswith("knee"):
        assert along < -0.95
    else:
        assert along > HAMNER[name]


def reference(file: Path) -> dict[str, np.ndarray]:
    _, _, table = file.read_text().partition("endheader")
    names, *rows = (line.split() for line in table.strip().splitlines())
    return dict(zip(names, np.array(rows, dtype=float).T, strict=True))


# --- measures


def test_measures_as_json_is_the_table():
    document = json.loads(call("measures", "--json").stdout)
    assert document["schema"] == "understride.measures/1"
    assert [row["name"] for row in document["measures"]] == [row.name for row in us.MEASURES]
    for row in document["measures"]:
        assert row["definition"]
        assert row["sign"]
        assert row["scale"][0] < row["scale"][1]
    tilt = next(row for row in document["measures"] if row["name"] == "pelvis_tilt_mean")
    assert any("pelvis" in need for need in tilt["needs"])


def test_measures_for_people_name_each_with_its_unit():
    said = call("measures").stdout
    for row in us.MEASURES:
        assert f"{row.name} [{row.unit}]" in said


# --- synthesize


def test_what_was_planted_is_in_the_truth(made):
    truth = json.loads((made / "truth.json").read_text())
    assert truth["schema"] == "understride.truth/1"
    found = {(row["name"], row["side"]): row["value"] for row in truth["measures"]}
    assert found["pelvis_yaw_range", None] == pytest.approx(
        14, rel=0.1
    )  # its strides differ among themselves
    assert found["pelvis_drop", "left"] == pytest.approx(9, rel=0.1)


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_runner(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        call("synthesize", "--out", tmp_path / name / "run.trc", "--seed", seed, "--seconds", 2)
    one, again, other = ((tmp_path / name / "run.trc").read_bytes() for name in "abc")
    assert one == again
    assert one != other


def test_a_trc_says_that_it_holds_no_force(tmp_path):
    done = call("synthesize", "--out", tmp_path / "run.trc", "--seconds", 2)
    assert "no force" in done.stderr


@pytest.mark.parametrize("plant", ["telepathy=3", "pelvis_yaw_range", "pelvis_yaw_range=", "=3", "pelvis_drop:up=3",
                                   "pelvis_yaw_range=nan"])  # fmt: skip
def test_a_plant_that_cannot_be_is_refused_and_nothing_is_written(plant, tmp_path):
    done = call("synthesize", "--out", tmp_path / "run.c3d", "--plant", plant)
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


# --- how things end


BAD = {
    "missing.c3d": None,
    "empty.c3d": b"",
    "garbage.c3d": bytes(range(256)) * 40,
    "letter.txt": b"Dear runner,\n\nI hope this finds you well.\n",
}


@pytest.mark.parametrize("name", [*BAD, "a folder"])
@pytest.mark.parametrize("command", ["contacts", "angles", "analyze"])
def test_a_file_that_is_no_recording_ends_in_one_sentence(name, command, tmp_path):
    place = tmp_path / name
    if name == "a folder":
        place.mkdir()
    elif BAD[name] is not None:
        place.write_bytes(BAD[name] or b"")
    out = {"contacts": (), "angles": ("--out", tmp_path / "a.csv"), "analyze": ("--out", tmp_path / "out")}[
        command
    ]
    before = sorted(tmp_path.iterdir())
    done = call(command, place, *out)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert name in done.stderr
    assert "needed: " in done.stderr
    assert str(tmp_path) not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_mistake_of_ours_shows_its_traceback(monkeypatch, made):
    """Anything but an UnderstrideError must not be dressed up as the user's fault."""
    monkeypatch.setattr("understride.gait.contacts", lambda *_, **__: 1 / 0)
    done = call("contacts", made / "run.c3d")
    assert isinstance(done.exception, ZeroDivisionError)


@pytest.mark.parametrize(
    "words", [("contacts",), ("contacts", "x", "--method", "magic"), ("nonsense",), ("--what",)]
)
def test_wrong_use_ends_with_2(words):
    assert call(*words).exit_code == 2


def test_the_program_as_a_process_ends_with_2_and_no_traceback(tmp_path):
    """The whole way, entry point included, in a terminal that knows ASCII only."""
    done = subprocess.run(
        [sys.executable, "-c", "from understride.cli import run; run()", "contacts", str(tmp_path / "Läufe.c3d")],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "no such file" in done.stderr


# --- analyze and demo


@pytest.fixture(scope="module")
def analysed(made) -> Path:
    """A folder with the result of a whole analysis."""
    done = call("analyze", made / "run.c3d", "--static", made / "standing.c3d", "--complaint", "low_back:left:6",
                "--complaint", "neck", "--runner", "anna", "--out", made / "out")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{made / 'out' / 'report.html'}\n"
    return made / "out"


def test_a_result_is_a_page_and_its_json_and_nothing_else(analysed):
    assert sorted(path.name for path in analysed.iterdir()) == ["analysis.json", "report.html"]
    document = json.loads((analysed / "analysis.json").read_bytes())
    assert document["schema"] == "understride.analysis/1"
    assert document["runner"] == "anna"
    assert [c["region"] for c in document["complaints"]] == ["low_back", "shoulders"]


def test_json_is_the_same_bytes_as_the_file_and_writes_no_page(analysed, made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call("analyze", made / "run.c3d", "--static", made / "standing.c3d", "--complaint", "low_back:left:6",
                "--complaint", "shoulders", "--runner", "anna", "--json")  # fmt: skip
    assert done.stdout_bytes == (analysed / "analysis.json").read_bytes()
    assert list(tmp_path.iterdir()) == []


def test_the_document_keeps_its_schema(analysed):
    jsonschema = pytest.importorskip("jsonschema")
    from understride.analysis import json_schema

    jsonschema.validate(json.loads((analysed / "analysis.json").read_bytes()), json_schema())


def test_without_out_the_folder_is_named_after_the_recording(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call("analyze", made / "run.c3d", "--quiet")
    assert done.stdout == f"{Path('understride-run') / 'report.html'}\n"
    assert done.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["understride-run"]


def test_an_unknown_region_is_refused_before_anything_is_read(tmp_path):
    done = call("analyze", tmp_path / "missing.c3d", "--complaint", "sholders")
    assert done.exit_code == 2
    assert "Did you mean shoulders" in done.stderr


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    done = call("analyze", tmp_path / "missing.c3d", "--out", tmp_path)
    assert done.exit_code == 2
    assert "is not a result of understride" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "out"
    with without_voice():  # with it: test_first_lesson.py
        done = call("demo", "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


def test_the_demo_says_that_the_run_is_real_and_the_complaint_made_up(demo):
    page = (demo / "report.html").read_text(encoding="utf-8")
    assert "The run is real. The complaint is made up" in page
    document = json.loads((demo / "analysis.json").read_bytes())
    assert document["recording"]["dialect"] == "jdavis"
    assert [(c["region"], c["intensity"]) for c in document["complaints"]] == [
        ("shoulders", 5),
        ("low_back", 4),
    ]


def test_the_demo_gives_the_same_bytes_again(demo, tmp_path):
    with without_voice():
        call("demo", "--out", tmp_path / "again")
    for name in ("analysis.json", "assessment.json", "report.html"):
        assert (tmp_path / "again" / name).read_bytes() == (demo / name).read_bytes()


def test_the_demo_run_is_small_and_brings_its_licence():
    place = us.demo_file().parent
    assert sum(path.stat().st_size for path in place.iterdir()) <= 4 * 1024 * 1024
    assert "MIT License" in (place / "LICENSE").read_text()
    assert "johnjdavisiv/demo-force-processing" in (place / "PROVENANCE.md").read_text()
