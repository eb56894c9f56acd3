"""A person's own voice: one file per block, or one for the whole lesson, with the times read from it.

The front matter names the files: `audio: {block-id: file, …}` or `audio: {whole: file}`. In a file name `{A}` and
`{B}` become the sides and `{length}` the version. Sentences are told apart by the longest pauses of the recording.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from understride.lessons.scoring import Part, Score
from understride.lessons.voice.levels import TARGET, loudness
from understride.lessons.voice.needs import needed
from understride.lessons.voice.sound import (
    FADE,
    FRAME,
    FULL_SCALE,
    TAIL,
    Sound,
    faded,
    heard_frames,
    limited,
    resampled,
)
from understride.lessons.voice.timeline import Cue, Recorded
from understride.model import RecordingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WHOLE = "whole"
SHORTEST_PAUSE = 0.35  # s; shorter ones stand within sentences
LARGEST = 512 * 1024 * 1024  # bytes


def recorded_blocks(score: Score, folder: Path, *, rate: int) -> dict[str, Recorded]:
    """Block id → what a person has spoken of it, at level. Blocks without a file are left to the voice.

    score: of the lesson as it was recorded, with every block.
    """
    names = score.lesson.front.audio
    if WHOLE in names:
        return _cut_whole(_file(names[WHOLE], score, folder), score, rate)
    blocks: dict[str, Recorded] = {}
    for part in score.parts:
        if part.block.id in names:
            file = _file(names[part.block.id], score, folder)
            samples, runs = _levelled(file, [said.text for said in part.said], rate)
            blocks[part.block.id] = _block(samples, runs, part, rate, end=samples.size)
    return blocks


def _cut_whole(file: Path, score: Score, rate: int) -> dict[str, Recorded]:
    """One recording of the lesson, cut into blocks where each block's first sentence begins."""
    texts = [said.text for part in score.parts for said in part.said]
    samples, runs = _levelled(file, texts, rate)
    blocks: dict[str, Recorded] = {}
    at = 0
    for part in score.parts:
        mine = runs[at : at + len(part.said)]
        at += len(mine)
        end = runs[at][0] if at < len(runs) else samples.size
        blocks[part.block.id] = _block(samples, mine, part, rate, end=end)
    return blocks


Run = tuple[int, int]  # first and last heard sample of a sentence


def _block(samples: NDArray[np.float64], runs: list[Run], part: Part, rate: int, *, end: int) -> Recorded:
    """From the first sentence to `end`; the room's own noise stays in the pauses of a recording."""
    import numpy as np

    begin = runs[0][0] if runs else 0
    cut = faded(limited(samples[begin:end], rate), round(FADE * rate))
    cues = tuple(
        Cue(text=said.text, start=(first - begin) / rate, end=(last - begin) / rate)
        for said, (first, last) in zip(part.said, runs, strict=True)
    )
    pcm = np.rint(cut * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return Recorded(pcm=pcm, seconds=pcm.size / rate, cues=cues)


def _levelled(file: Path, texts: list[str], rate: int) -> tuple[NDArray[np.float64], list[Run]]:
    """The recording at level and rate, and where each sentence lies in it."""
    import numpy as np

    samples = resampled(_read(file), rate).samples.astype(np.float64)
    measured = loudness(samples, rate)
    if measured == float("-inf"):
        raise RecordingError(file.name, found="silence", needed="a spoken block", do="Record it again.")
    samples *= 10 ** ((TARGET - measured) / 20)
    return samples, sentence_runs(samples, rate, count=len(texts), file=file.name)


def sentence_runs(samples: NDArray[np.float64], rate: int, *, count: int, file: str) -> list[Run]:
    """Where `count` sentences lie: parted by the longest pauses. samples: (n,), at level."""
    import numpy as np

    frame = round(FRAME * rate)
    heard = np.flatnonzero(heard_frames(samples, rate))
    gaps = np.diff(heard)
    long = np.flatnonzero(gaps * FRAME >= SHORTEST_PAUSE)
    if long.size < count - 1:
        raise RecordingError(
            file,
            found=f"{long.size + 1} sentences parted by pauses",
            needed=f"{count}, with at least {SHORTEST_PAUSE} s between them",
            do="Record it again with a clear pause after each sentence.",
        )
    cuts = np.sort(long[np.argsort(-gaps[long], kind="stable")][: count - 1])
    firsts = heard[np.concatenate(([0], cuts + 1))]
    lasts = heard[np.concatenate((cuts, [heard.size - 1]))] + 1
    return [(int(a) * frame, min(int(b) * frame, samples.size)) for a, b in zip(firsts, lasts, strict=True)]


def _file(name: str, score: Score, folder: Path) -> Path:
    named = name.replace("{length}", score.length)
    named = named.replace("{A}", score.side.value).replace("{B}", score.side.other.value)
    file = (folder / named).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise RecordingError(
            named, found="no such file beside the lesson", needed="the recording", do="Put it there."
        )
    return file


def _read(file: Path) -> Sound:
    """Any format that libsndfile reads, mixed to mono."""
    import numpy as np

    soundfile = needed("soundfile")
    if file.stat().st_size > LARGEST:
        raise RecordingError(
            file.name, found="more than 512 MB", needed="one lesson", do="Cut the recording."
        )
    try:
        samples, rate = soundfile.read(str(file), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise RecordingError(
            file.name, found="no audio that can be read", needed="WAV, FLAC, Ogg or MP3", do="Convert it."
        ) from error
    tail = np.zeros(round(TAIL * rate), dtype=np.float32)
    return Sound(samples=np.concatenate((samples.mean(axis=1, dtype=np.float32), tail)), rate=int(rate))
