"""Many recordings: each measured in a process of its own, kept under the hash of its files, tables at the end.

`batch` takes any `concurrent.futures.Executor`: processes on one machine, or a cluster (`cluster.executor`). What one
file does, whatever it is, never stops the rest; memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from understride.analysis import batch_document as papers
from understride.analysis import batch_tables
from understride.analysis.batch_one import Failure, measured_file
from understride.analysis.pairing import Job, Paired, paired
from understride.formats.saving import save

AHEAD = 2  # jobs handed over for each worker: nobody waits, and nothing piles up
RENEWED = 50  # recordings after which a worker is replaced, so that nothing it keeps can grow
ONE_THREAD = "OPENBLAS_NUM_THREADS"
DIED = "the process that measured it ended without a word (out of memory?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What became of a folder. measured: done now; kept: done before; failed: (name, reason)."""

    by: str
    measured: int
    kept: int
    failed: tuple[tuple[str, str], ...]
    skipped: tuple[tuple[str, str], ...]


Progress = Callable[[int, int, str], None]


def batch(
    folder: Path | str,
    out: Path | str,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Measure every recording of a folder; rows in `measures.parquet` and `measures.json`, failures in `failed.json`.

    jobs: processes, by default one per processor. executor: to run elsewhere (not closed here). progress: called with
    how many are done, of how many, and the last name. Call it again to go on: what was measured is kept.
    """
    found, place = paired(Path(folder)), Path(out)
    (place / "results").mkdir(parents=True, exist_ok=True)
    say = progress or _silent
    keys, failed = _keys(found)
    waiting = [
        (job, keys[job.name]) for job in found.jobs if job.name in keys and not _kept(place, keys[job.name])
    ]
    done = len(found.jobs) - len(waiting)
    measured = 0
    for job, answer in _answers(waiting, executor, jobs or os.cpu_count() or 1):
        done += 1
        if isinstance(answer, Failure):
            failed[job.name] = answer.reason
        else:
            save(_file(place, keys[job.name]), answer)
            measured += 1
        say(done, len(found.jobs), job.name)
    good = [(job, _file(place, keys[job.name])) for job in found.jobs if job.name not in failed]
    batch_tables.write(place, good)
    result = Batch(
        by=found.by,
        measured=measured,
        kept=len(good) - measured,
        failed=tuple(sorted(failed.items())),
        skipped=found.skipped,
    )
    _say_what_became(place, found, result)
    return result


def _silent(_done: int, _all: int, _name: str) -> None:
    """Progress that nobody watches."""


# --- what is known already ------------------------------------------------------------------------------------------


def _keys(found: Paired) -> tuple[dict[str, str], dict[str, str]]:
    """Key of every job by name; and the names of those whose files cannot be opened, with the reason."""
    keys: dict[str, str] = {}
    failed: dict[str, str] = {}
    for job in found.jobs:
        try:
            keys[job.name] = key_of(job)
        except OSError as error:
            failed[job.name] = f"a file that cannot be opened ({error.strerror})"
    return keys, failed


def key_of(job: Job) -> str:
    """Content of all its files, what was told, our version and definitions: another one is another result."""
    from understride import __version__
    from understride.measures import MEASURES

    files = [job.recording, job.static, *(job.forces or _beside(job.recording))]
    hashes = [None if file is None else _hash(file) for file in files]
    told = [__version__, *(m.definition_id for m in MEASURES), *hashes, job.mass, job.height, job.speed]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]


def _beside(recording: Path) -> list[Path]:
    """Forces that are taken because they lie beside the recording under its name."""
    from understride.formats.reading import BESIDE

    for pattern, names in BESIDE:
        match = pattern.match(recording.name)
        if match:
            paths = [recording.with_name(name.format(**match.groupdict())) for name in names]
            return [path for path in paths if path.is_file()]
    return []


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _file(place: Path, key: str) -> Path:
    return place / "results" / f"{key}.json"


def _kept(place: Path, key: str) -> bool:
    return _file(place, key).is_file()


# --- the work -------------------------------------------------------------------------------------------------------


def _answers(
    waiting: list[tuple[Job, str]], executor: Executor | None, workers: int
) -> Iterator[tuple[Job, bytes | Failure]]:
    """What each recording gave, as it comes."""
    if executor is not None:
        yield from _through(executor, [job for job, _ in waiting], AHEAD * workers)
        return
    rest = [job for job, _ in waiting]
    while rest:
        doubtful: list[Job] = []
        with _processes(workers) as pool:
            for job, answer in _through(pool, rest, AHEAD * workers):
                rest.remove(job)
                if isinstance(answer, Failure) and answer.reason == DIED:
                    doubtful.append(job)
                else:
                    yield job, answer
                if len(doubtful) >= AHEAD * workers:
                    break
        for job in doubtful:  # one of them ended the process; each alone says which
            with _processes(1) as pool:
                yield from _through(pool, [job], 1)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    """Fresh processes with one numeric thread each: same bytes, less memory."""
    before = os.environ.get(ONE_THREAD)
    os.environ[ONE_THREAD] = "1"
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), max_tasks_per_child=RENEWED, initializer=end_with_parent
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        if before is None:
            del os.environ[ONE_THREAD]
        else:
            os.environ[ONE_THREAD] = before


def end_with_parent() -> None:
    """In a worker: end when the process that hands out work is gone; else it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _through(pool: Executor, jobs: list[Job], ahead: int) -> Iterator[tuple[Job, bytes | Failure]]:
    """Hand jobs over, never more than `ahead` at a time, and give back what comes."""
    queue = iter(tuple(jobs))
    running: dict[Future[bytes | Failure], Job] = {}
    while True:
        for job in islice(queue, ahead - len(running)):
            running[_submitted(pool, job)] = job
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), _answer(future)


def _submitted(pool: Executor, job: Job) -> Future[bytes | Failure]:
    try:
        return pool.submit(measured_file, job)
    except BrokenProcessPool as error:
        broken: Future[bytes | Failure] = Future()
        broken.set_exception(error)
        return broken


def _answer(future: Future[bytes | Failure]) -> bytes | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        return Failure(DIED)
    except Exception as error:  # noqa: BLE001  one broken file, or one lost worker, never stops the rest
        return Failure(f"our mistake: {type(error).__name__}: {error}")


def _say_what_became(place: Path, found: Paired, result: Batch) -> None:
    """`failed.json`, and `batch.json`: what belonged to what, and what was left out."""
    from understride import __version__

    pairs = tuple(
        papers.RecordingRow(
            recording=job.name,
            static=job.static.name if job.static else None,
            forces=tuple(file.name for file in job.forces or _beside(job.recording)),
            runner=job.runner,
        )
        for job in found.jobs
    )
    whole = papers.BatchDocument(
        schema=papers.SCHEMA,
        version=__version__,
        paired_by=found.by,
        recordings=pairs,
        skipped=tuple(papers.SkippedRow(file=name, reason=why) for name, why in found.skipped),
        failed=len(result.failed),
        analysed=result.measured + result.kept,
    )
    failed = tuple(papers.FailedRow(recording=name, reason=reason) for name, reason in result.failed)
    save(
        place / papers.FAILED,
        papers.as_json(papers.FailedDocument(schema=papers.FAILED_SCHEMA, failed=failed)),
    )
    save(place / papers.INDEX, papers.as_json(whole))
