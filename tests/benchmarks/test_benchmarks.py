"""Every benchmark runs, on little, and says what it measured; the page of all of them can be made piece by piece."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.peers import job, ours

import understride as us
from benchmarks import contacts_angles
from revalidation import speed
from understride.synth import runner

ROOT = Path(__file__).parents[2]
LITTLE = {
    "answers": ("--times", "1"),
    "contacts_angles": ("--times", "1", "--rounds", "1", "--seconds", "5", "--peers", "nowhere"),
    "reason": ("--times", "1"),
    "render": ("flare-lying", "--workers", "1"),
}
SAYS = {
    "answers": r"1000 readings: \d",
    "contacts_angles": r"understride +\d.*\n(.*\n)*pyomeca: not installed here",
    "reason": r"\n +5 +\d+ +\d+ +\d",
    "render": r"× real time",
}


def run(script: str, *told: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / f"{script}.py"), *told],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


@pytest.mark.parametrize("script", LITTLE)
def test_a_benchmark_runs_and_says_what_it_measured(script):
    done = run(script, *LITTLE[script])
    assert done.returncode == 0, done.stderr
    assert re.search(SAYS[script], done.stdout)


def test_a_whole_analysis_is_timed_on_any_recording(tmp_path):
    us.write_trc(tmp_path / "run.trc", runner(seconds=5.0).recording.points)
    done = run("analyze", str(tmp_path / "run.trc"), "--times", "1")
    assert re.search(r"with the page +\d", done.stdout), done.stderr


def test_the_reading_of_c3d_is_timed_beside_ezc3d():
    pytest.importorskip("ezc3d")
    done = run("read_c3d", "--times", "1")
    assert re.search(r"ezc3d +\d", done.stdout), done.stderr


def test_many_recordings_are_timed_and_weighed(tmp_path):
    pytest.importorskip("pyarrow")
    for seed in range(4):
        us.write_trc(tmp_path / f"run{seed}.trc", runner(seconds=3.0, seed=seed).recording.points)
    done = run("batch", str(tmp_path))
    assert re.search(r"one process .* 4 measured, 0 failed", done.stdout), done.stdout + done.stderr
    assert re.search(r"two against one: \d.*\nmemory with four times the files: \d", done.stdout)


def test_every_benchmark_has_its_section():
    scripts = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    assert {one.script for one in speed.SECTIONS} == scripts
    assert scripts == {*LITTLE, "analyze", "read_c3d", "batch"}


def test_other_programs_are_given_the_run_that_ours_gets(tmp_path):
    """The job is written and read back, and from its 24 points come the angles of the whole recording."""
    whole = runner(seconds=5.0).recording
    given = contacts_angles.the_job(whole.points, whole=False)
    job.save(given, tmp_path / "job.npz")
    held = job.load(tmp_path / "job.npz")
    assert held.names == given.names
    assert (held.positions == given.positions).all()
    from_few, from_all = us.angles(ours.recording(held)), us.angles(whole)
    for name in ("pelvis_yaw", "thorax_in_pelvis_yaw", "hip_flexion_left", "knee_flexion_right"):
        assert from_few[name] == pytest.approx(from_all[name], abs=0.5)


def test_a_section_is_made_anew_and_the_others_stay(tmp_path, monkeypatch):
    table = tmp_path / "speed.md"
    table.write_text(speed.page({"reason": "as it was\n\n```text\n1\n```", "answers": "old"}))
    monkeypatch.setattr(speed, "TABLE", table)
    monkeypatch.setattr(speed, "measured", lambda section: f"new {section.script}")
    monkeypatch.setattr(sys, "argv", ["speed", "answers"])
    speed.main()
    assert speed.kept(table.read_text()) == {
        "reason": "as it was\n\n```text\n1\n```\n\n",
        "answers": "new answers\n\n",
    }
