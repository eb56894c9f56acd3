"""What a listener hears when: chapters and sentences in time, and the samples put in their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from understride.lessons.scoring import Part, Score
from understride.lessons.voice.sound import Pcm


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A sentence and its seconds; end: of the audible speech."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A block as the listener meets it; end: where the next begins."""

    id: str
    title: str
    start: float
    end: float
    cues: tuple[Cue, ...]

    def moved(self, by: float) -> Chapter:
        """The same chapter, so many seconds later."""
        cues = tuple(replace(cue, start=cue.start + by, end=cue.end + by) for cue in self.cues)
        return replace(self, start=self.start + by, end=self.end + by, cues=cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole lesson in time. seconds: all of it."""

    chapters: tuple[Chapter, ...]
    seconds: float

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All sentences, in order."""
        return tuple(cue for chapter in self.chapters for cue in chapter.cues)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recorded:
    """A block that a person has spoken. pcm: (n,) int16 at the lesson's rate. cues: from the block's begin."""

    pcm: Pcm
    seconds: float
    cues: tuple[Cue, ...]


def planned(score: Score, recorded: Mapping[str, Recorded]) -> Timeline:
    """The timeline of a score; a recorded block (by its id) brings its own times and moves what follows."""
    chapters: list[Chapter] = []
    later = 0.0  # how much recordings have moved what follows
    for part, border in zip(score.parts, _borders(score), strict=True):
        chapter = _chapter(part, border).moved(later)
        own = recorded.get(part.block.id)
        if own is not None:
            start, gap = chapter.start, border - part.end
            own_chapter = replace(chapter, start=0.0, end=own.seconds + gap, cues=own.cues).moved(start)
            later += own_chapter.end - chapter.end
            chapter = own_chapter
        chapters.append(chapter)
    return Timeline(chapters=tuple(chapters), seconds=score.seconds + later)


def _borders(score: Score) -> list[float]:
    """Where each block's chapter ends: at the next block's start, the last one with the lesson."""
    return [part.start for part in score.parts[1:]] + [score.seconds]


def _chapter(part: Part, end: float) -> Chapter:
    cues = tuple(Cue(text=said.text, start=said.start, end=said.end) for said in part.said)
    return Chapter(id=part.block.id, title=part.title, start=part.start, end=end, cues=cues)


def assembled(pieces: Iterable[tuple[float, Pcm]], seconds: float, rate: int) -> Pcm:
    """Silence of this length with each piece at its second: (n,) int16. What no piece covers is exactly zero."""
    import numpy as np

    out = np.zeros(round(seconds * rate), dtype=np.int16)
    for start, pcm in pieces:
        at = round(start * rate)
        end = min(at + pcm.size, out.size)
        out[at:end] += pcm[: end - at]
    return out
