"""All recordings of a folder: what belongs to what, what is kept, what fails, and on whatever executor it runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import understride as us
from understride import synth
from understride.analysis import batch as module
from understride.analysis.batch_document import json_schema
from understride.analysis.batch_one import Failure
from understride.analysis.pairing import paired
from understride.cli import main
from understride.formats import write_c3d


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    for seed, name in enumerate(("R1", "R2")):
        made = synth.runner(seconds=5.0, seed=seed, rate_hz=100.0, force_rate_hz=300.0)
        write_c3d(folder / f"{name}runT35.c3d", made.recording.points, force=made.recording.force)
        write_c3d(folder / f"{name}static.c3d", made.static)
    (folder / "broken_run.c3d").write_bytes(b"\x02\x50 nothing of use")
    (folder / "README.txt").write_text("papers\n")
    return folder


@pytest.fixture
def threads():
    with ThreadPoolExecutor(1) as pool:
        yield pool


def failed(out: Path) -> list[str]:
    return [row["recording"] for row in json.loads((out / "failed.json").read_text())["failed"]]


def test_names_say_what_belongs_to_what(runs):
    found = paired(runs)
    assert found.by == "names"
    assert {j.name: j.static and j.static.name for j in found.jobs} == {
        "R1runT35.c3d": "R1static.c3d", "R2runT35.c3d": "R2static.c3d", "broken_run.c3d": None,
    }  # fmt: skip
    assert dict(found.skipped) == {
        "R1static.c3d": "a standing trial", "R2static.c3d": "a standing trial", "README.txt": "no format that we read",
    }  # fmt: skip
    assert [j.runner for j in found.jobs] == ["R1", "R2", "broken"]


def test_a_table_says_what_belongs_to_what(runs, tmp_path):
    (tmp_path / "batch.csv").write_text(
        f"recording,static,runner,mass,speed\n{runs / 'R1runT35.c3d'},{runs / 'R1static.c3d'},anna,61.5,3.5\n"
    )
    found = paired(tmp_path)
    (job,) = found.jobs
    assert (found.by, job.runner, job.mass, job.speed, job.height) == ("batch.csv", "anna", 61.5, 3.5, None)
    assert job.static == runs / "R1static.c3d"


@pytest.mark.parametrize("text", ["file,mass\na,1\n", "recording,mass\na,heavy\n", "recording,mass\n,60\n"])
def test_a_table_that_cannot_be_used_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "batch.csv").write_text(text)
    with pytest.raises(us.RequestError, match=r"batch\.csv has"):
        paired(tmp_path)


def test_one_broken_file_does_not_stop_the_rest(runs, tmp_path, threads):
    done = us.batch(runs, tmp_path, executor=threads)
    assert (done.measured, done.kept, [name for name, _ in done.failed]) == (2, 0, ["broken_run.c3d"])
    assert failed(tmp_path) == ["broken_run.c3d"]
    table = pq.read_table(tmp_path / "measures.parquet").to_pylist()
    assert table == json.loads((tmp_path / "measures.json").read_text())["rows"]
    keys = [(row["recording"], row["measure"], row["side"]) for row in table]
    assert len(keys) == len(set(keys))
    values = {key: row["value"] for key, row in zip(keys, table, strict=True)}
    run = us.read(runs / "R1runT35.c3d", static=runs / "R1static.c3d")
    assert values["R1runT35.c3d", "step_rate", None] == pytest.approx(
        us.measure(run)["step_rate"].value, abs=1e-3
    )


def test_work_done_is_skipped_and_a_changed_file_is_done_anew(runs, tmp_path, threads, monkeypatch):
    first = us.batch(runs, tmp_path / "out", executor=threads)
    before = (tmp_path / "out" / "measures.json").read_bytes()
    again = us.batch(runs, tmp_path / "out", executor=threads)
    assert (first.measured, again.measured, again.kept) == (2, 0, 2)
    assert (tmp_path / "out" / "measures.json").read_bytes() == before
    job = paired(runs).jobs[0]
    assert module.key_of(job) == module.key_of(job)
    monkeypatch.setattr(us, "__version__", "9.9.9", raising=False)
    assert us.batch(runs, tmp_path / "out", executor=threads).measured == 2


def test_another_definition_is_another_result(runs, monkeypatch):
    job = paired(runs).jobs[0]
    before = module.key_of(job)
    changed = (replace(us.MEASURES[0], definition_id="another/9"), *us.MEASURES[1:])
    monkeypatch.setattr("understride.measures.MEASURES", changed)
    assert module.key_of(job) != before


def test_every_document_holds_the_published_schema(runs, tmp_path, threads):
    us.batch(runs, tmp_path, executor=threads)
    published = json.loads((Path(__file__).parents[2] / "docs" / "batch.schema.json").read_text())
    assert published == json.loads(json.dumps(json_schema()))
    for name, kind in (
        ("batch.json", "batch"),
        ("failed.json", "failed"),
        ("measures.json", "batch-measures"),
    ):
        document = json.loads((tmp_path / name).read_text())
        assert document["schema"] == f"understride.{kind}/1"
        jsonschema.validate(document, published)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, "schema": "understride.other/1"}, published)


def test_the_command_uses_processes_and_ends_with_0(runs, tmp_path):
    done = CliRunner().invoke(main, ["batch", str(runs), "--out", str(tmp_path / "out"), "--jobs", "2"])
    assert done.exit_code == 0, done.output
    assert "2 measured, 0 known already, 1 failed" in done.stdout
    assert "broken_run.c3d: " in done.stderr
    assert "3/3" in done.stderr


def test_the_command_ends_with_2_where_nothing_could_be_analysed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "run.c3d").write_bytes(b"nothing")
    done = CliRunner().invoke(
        main, ["batch", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    )
    assert done.exit_code == 2
    assert failed(tmp_path / "out") == ["run.c3d"]


def test_a_result_inside_the_folder_of_recordings_is_refused(runs):
    done = CliRunner().invoke(main, ["batch", str(runs), "--out", str(runs / "out")])
    assert done.exit_code == 2
    assert "outside" in done.stderr


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_gives_the_same_table(runs, tmp_path, threads):
    distributed = pytest.importorskip("distributed")
    from understride.analysis.cluster import executor

    us.batch(runs, tmp_path / "here", executor=threads)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        executor(cluster.scheduler_address) as workers,
    ):
        us.batch(runs, tmp_path / "there", executor=workers)
    assert (tmp_path / "here" / "measures.json").read_bytes() == (
        tmp_path / "there" / "measures.json"
    ).read_bytes()


@pytest.mark.data
def test_every_shared_recording_of_a_set_finds_its_standing_trial(data):
    jobs = {job.name: job for job in paired(data).jobs}
    assert jobs["rbds/RBDS001/RBDS001runT25.c3d"].static == data / "rbds/RBDS001/RBDS001static.c3d"
    assert jobs["bmcric/RBDS001runT35_rot.c3d"].static == data / "bmcric/RBDS001static_rot.c3d"
    assert jobs["bmcric/RBDS032runT35markers.txt"].static == data / "bmcric/RBDS032static.txt"
    assert jobs["dorn/JA1Gait35.c3d"].static == data / "dorn/static.trc"
    assert jobs["ric/20140515T133244_run.c3d"].static == data / "ric/20140515T133244_static.c3d"


class Deadly:
    """Ends the process that receives it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_a_process_that_dies_takes_only_its_own_recording_with_it(runs):
    good = [job for job in paired(runs).jobs if job.name != "broken_run.c3d"]
    deadly = replace(good[0], name="deadly", runner=Deadly())  # type: ignore[arg-type]
    told = {
        job.name: answer for job, answer in module._answers([(deadly, ""), *((j, "") for j in good)], None, 1)
    }
    assert told.keys() == {"deadly", *(job.name for job in good)}
    assert told["deadly"] == Failure(module.DIED)
    assert all(isinstance(told[job.name], bytes) for job in good)


ALONE = """
import os, time
from understride.analysis import batch
if __name__ == "__main__":
    with batch._processes(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc to look into")
def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path):
    script = tmp_path / "alone.py"
    script.write_text(ALONE)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        worker = Path("/proc") / running.stdout.readline().strip()
        assert worker.is_dir()
        running.kill()
    until = time.monotonic() + 20
    while worker.is_dir() and time.monotonic() < until:
        time.sleep(0.1)
    assert not worker.is_dir()
