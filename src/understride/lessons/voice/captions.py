"""What stands beside the sound: transcript, captions as WebVTT, and what a file says about itself."""

from __future__ import annotations

from dataclasses import dataclass

from understride.lessons.voice.rendering import Rendered
from understride.lessons.voice.timeline import Timeline

CAVEAT = "A movement lesson, not medical treatment."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What a file says about itself, the same in MP3 and Opus."""

    title: str
    id: str
    version: int
    side: str
    length: str
    voice: str
    language: str

    @property
    def comment(self) -> str:
        """The caveat, and which version this is."""
        return f"{CAVEAT} First side: {self.side}. Length: {self.length}. Version {self.version}."


def tags(rendered: Rendered) -> Tags:
    """The tags of a rendered lesson."""
    front = rendered.score.lesson.front
    return Tags(
        title=front.title,
        id=front.id,
        version=front.version,
        side=rendered.score.side.value,
        length=rendered.score.length,
        voice=rendered.voice,
        language=front.lang,
    )


def transcript(timeline: Timeline) -> str:
    """The words of the lesson, a paragraph for each chapter under its title."""
    parts = (
        f"{chapter.title}\n{' '.join(cue.text for cue in chapter.cues)}" for chapter in timeline.chapters
    )
    return "\n\n".join(parts)


def webvtt(timeline: Timeline) -> str:
    """The sentences with their times, for players and podcast feeds."""
    cues = (
        f"{index}\n{stamp(cue.start)} --> {stamp(cue.end)}\n{_escaped(cue.text)}\n"
        for index, cue in enumerate(timeline.cues, start=1)
    )
    return "\n".join(("WEBVTT\n", *cues))


def stamp(seconds: float) -> str:
    """`00:12:03.250`."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
