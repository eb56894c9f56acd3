"""Many lessons at once, over processes: first every sentence once, then every lesson from the kept sentences."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from understride.lessons.opening import Opened
from understride.lessons.voice.keeping import Kept, write_whole
from understride.lessons.voice.mp3 import mp3
from understride.lessons.voice.rendering import render
from understride.lessons.voice.speaking import Speaker, Voice, speaker

In = TypeVar("In")
Out = TypeVar("Out")
Progress = Callable[[float, str], None]  # share done 0 to 1, what has just been done
_AT_ONCE = 24  # sentences a process takes: long enough to be worth it, short enough to end together
_SHARE_OF_SPEAKING = 0.8  # of the whole time, measured over the library


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to make, of a lesson that was opened for somebody."""

    opened: Opened
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One file made. seconds: of sound; bytes: on disk."""

    job: Job
    seconds: float
    bytes: int


def render_all(
    jobs: Sequence[Job],
    *,
    voice: Voice,
    kept: Kept,
    speed: float = 1.0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[Made, ...]:
    """Render every job to MP3. workers: processes, as many as there are cores where not given. Order as given."""
    ready = speaker(voice, kept, speed=speed)
    texts = _texts(jobs)
    pieces = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
    if workers is None:
        workers = os.cpu_count() or 1
    made: dict[Path, Made] = {}
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        for done, count in enumerate(_each(pool, _say_all, [(ready, piece) for piece in pieces]), start=1):
            if progress:
                progress(_SHARE_OF_SPEAKING * done / len(pieces), f"{count} sentences")
        for done, one in enumerate(_each(pool, _make, [(job, ready) for job in jobs]), start=1):
            made[one.job.file] = one
            if progress:
                rest = (1 - _SHARE_OF_SPEAKING) * done / len(jobs)
                progress(_SHARE_OF_SPEAKING + rest, one.job.opened.whole.title)
    return tuple(made[job.file] for job in jobs)


def _texts(jobs: Sequence[Job]) -> list[str]:
    """Every sentence of all jobs, once. Long ones first, so that the processes end together."""
    texts = {said.text for job in jobs for said in job.opened.score.said}
    return sorted(texts, key=lambda text: (-len(text), text))


def _each(pool: Executor, work: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
    for future in as_completed([pool.submit(work, item) for item in items]):
        yield future.result()


def _say_all(task: tuple[Speaker, Sequence[str]]) -> int:
    ready, texts = task
    for text in texts:
        ready.say(text)
    return len(texts)


def _make(task: tuple[Job, Speaker]) -> Made:
    job, ready = task
    rendered = render(job.opened, speaker=ready)
    data = mp3(rendered)
    write_whole(job.file, data)
    return Made(job=job, seconds=rendered.timeline.seconds, bytes=len(data))
