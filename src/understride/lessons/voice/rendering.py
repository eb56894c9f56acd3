"""A lesson made audible: every sentence spoken, the score timed anew by the true lengths, all put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from understride.lessons.opening import Opened
from understride.lessons.scoring import Score, score
from understride.lessons.voice.recording import recorded_blocks
from understride.lessons.voice.sound import Pcm
from understride.lessons.voice.speaking import Speaker
from understride.lessons.voice.timeline import Recorded, Timeline, assembled, planned
from understride.model import RequestError

MORE_TIME = 1.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rendered:
    """A lesson that can be heard. pcm: (n,) int16, mono. rate: Hz. opened: with true times; voice: who speaks."""

    opened: Opened
    timeline: Timeline
    pcm: Pcm
    rate: int
    voice: str

    @property
    def score(self) -> Score:
        """What is heard, with true times."""
        return self.opened.score


def render(
    opened: Opened, *, speaker: Speaker, more_time: float = 1.0, recordings: Path | None = None
) -> Rendered:
    """Speak an opened lesson: exactly what was opened, sentence by sentence.

    recordings: the folder in which the files named under `audio` lie; None speaks every block by the voice.
    """
    if not isinstance(opened, Opened):
        raise TypeError("a lesson is spoken as open_lesson opened it")
    own: Mapping[str, Recorded] = {}
    if recordings is not None and opened.whole.front.audio:
        _only_at_lesson_speed(speaker)
        own = _recorded(opened, recordings, rate=speaker.rate)
    texts = {said.text for part in opened.score.parts if part.block.id not in own for said in part.said}
    spoken = {text: speaker.say(text) for text in sorted(texts)}
    seconds = {text: one.seconds for text, one in spoken.items()}
    known = {cue.text: cue.end - cue.start for block in own.values() for cue in block.cues} | seconds
    true = opened.timed(known, more_time=more_time)
    timeline = planned(true.score, own)
    pieces: list[tuple[float, Pcm]] = []
    for chapter in timeline.chapters:
        if chapter.id in own:
            pieces.append((chapter.start, own[chapter.id].pcm))
        else:
            pieces += [(cue.start, spoken[cue.text].pcm) for cue in chapter.cues]
    return Rendered(
        opened=true,
        timeline=timeline,
        pcm=assembled(pieces, timeline.seconds, speaker.rate),
        rate=speaker.rate,
        voice=speaker.voice.name,
    )


def _recorded(opened: Opened, folder: Path, *, rate: int) -> dict[str, Recorded]:
    """What a person has spoken, of the blocks that are as they were when it was recorded."""
    one = opened.score
    whole = score(opened.whole, side=one.side, length=one.length)
    recorded = recorded_blocks(whole, folder, rate=rate)
    return {
        part.block.id: recorded[part.block.id]
        for part in one.parts
        if part.block.id in recorded and part.block in opened.whole.blocks
    }


def _only_at_lesson_speed(speaker: Speaker) -> None:
    if speaker.speed != 1.0:
        raise RequestError(
            found=f"a recorded lesson at a speed of {speaker.speed:g}",
            needed="a speed of 1 for what a person has recorded",
            do="Leave the speed out, or use the player's.",
        )
