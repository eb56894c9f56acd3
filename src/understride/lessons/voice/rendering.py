"""A lesson made audible: every sentence spoken, the score timed anew by the true lengths, all put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from understride.lessons.lesson import Length, Lesson
from understride.lessons.scoring import Score, score
from understride.lessons.voice.recording import recorded_blocks
from understride.lessons.voice.sound import Pcm
from understride.lessons.voice.speaking import Speaker
from understride.lessons.voice.timeline import Recorded, Timeline, assembled, planned
from understride.model import RequestError, Side

if TYPE_CHECKING:
    from understride.interview.gate import Cleared

MORE_TIME = 1.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rendered:
    """A lesson that can be heard. pcm: (n,) int16, mono. rate: Hz. score: with true times; voice: who speaks."""

    score: Score
    timeline: Timeline
    pcm: Pcm
    rate: int
    voice: str


def render(
    cleared: Cleared,
    lesson: Lesson,
    *,
    speaker: Speaker,
    side: Side = Side.RIGHT,
    length: Length = "short",
    more_time: float = 1.0,
    recordings: Path | None = None,
) -> Rendered:
    """Speak one version of a lesson, without the blocks that the gate withholds.

    recordings: the folder in which the files named under `audio` lie; None speaks every block by the voice.
    """
    whole, lesson = lesson, lesson.without(frozenset(cleared.withheld))
    first = score(lesson, side=side, length=length, more_time=more_time)
    own: Mapping[str, Recorded] = {}
    if recordings is not None and lesson.front.audio:
        _only_at_lesson_speed(speaker)
        own = recorded_blocks(score(whole, side=side, length=length), recordings, rate=speaker.rate)
    texts = {said.text for part in first.parts if part.block.id not in own for said in part.said}
    spoken = {text: speaker.say(text) for text in sorted(texts)}
    seconds = {text: one.seconds for text, one in spoken.items()}
    known = {cue.text: cue.end - cue.start for block in own.values() for cue in block.cues} | seconds
    true = score(lesson, side=side, length=length, more_time=more_time, spoken=known)
    timeline = planned(true, own)
    pieces: list[tuple[float, Pcm]] = []
    for chapter in timeline.chapters:
        if chapter.id in own:
            pieces.append((chapter.start, own[chapter.id].pcm))
        else:
            pieces += [(cue.start, spoken[cue.text].pcm) for cue in chapter.cues]
    return Rendered(
        score=true,
        timeline=timeline,
        pcm=assembled(pieces, timeline.seconds, speaker.rate),
        rate=speaker.rate,
        voice=speaker.voice.name,
    )


def _only_at_lesson_speed(speaker: Speaker) -> None:
    if speaker.speed != 1.0:
        raise RequestError(
            found=f"a recorded lesson at a speed of {speaker.speed:g}",
            needed="a speed of 1 for what a person has recorded",
            do="Leave the speed out, or use the player's.",
        )
