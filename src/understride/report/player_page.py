"""The lesson player as a page: the sound beside it, everything else inside, no request to anywhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from understride.formats.saving import save
from understride.lessons import Part, positions
from understride.lessons.scoring import LONGER
from understride.lessons.strip import clock
from understride.lessons.voice.rendering import Rendered
from understride.lessons.voice.timeline import Chapter
from understride.report import drawings, svg
from understride.report.dress import static, stylesheet
from understride.report.filling import filled
from understride.words import player as words

LONGEST_HELD = 60.0  # s of a silence that "more time" may double back over
SHORTEST_HELD = 1.5  # s: shorter ones stay as they are
STRIP = (340.0, 26.0)  # width, height of the strip in its own units
GAP = 2.0  # between two parts of the strip
DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Version:
    """One version of a lesson to be played. audio: its address, relative to the page or as data."""

    rendered: Rendered
    audio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a version. figure: the key of its drawing, empty where there is none."""

    title: str
    kind: str
    where: str
    figure: str
    start: float
    end: float
    at: str
    cues: tuple[tuple[str, float, float], ...]
    held: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version on the page."""

    side: str
    audio: str
    seconds: float
    facts: str
    strip: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template may use."""

    css: str
    script: str
    data: str
    id: str
    title: str
    learn: str
    props: tuple[str, ...]
    cautions: tuple[tuple[str, str], ...]
    left_out: str
    sides: tuple[Side, ...]
    figures: tuple[tuple[str, str], ...]
    version: str


def write(versions: Sequence[Version], file: Path) -> None:
    """Write the page; its sound lies beside it already."""
    save(file, player(versions).encode())


def player(versions: Sequence[Version]) -> str:
    """The page of one lesson in one or two versions, the first one shown first."""
    return _rendered("lesson.html", versions) + "\n"


def fragment(versions: Sequence[Version]) -> str:
    """The player alone, for a page that is dressed already; its keys work while it has the focus."""
    return (
        f"<style>{static('lesson.css')}</style>\n"
        f'<div class="lp embedded">\n{_rendered("lesson_player.html", versions)}\n</div>\n'
    )


def _rendered(template: str, versions: Sequence[Version]) -> str:
    return filled(template, view_of(versions), words=words)


def view_of(versions: Sequence[Version]) -> View:
    """Every fact of the page."""
    from understride import __version__

    first = versions[0]
    front = first.rendered.score.lesson.front
    left = first.rendered.opened.left_out
    sides = tuple(_side(version) for version in versions)
    return View(
        css=stylesheet(front.title) + static("lesson.css"),
        script=static("lesson.js"),
        data=_data(
            f"{front.id}{first.rendered.opened.portion.name}", front.title, first.rendered.score.length, sides
        ),
        id=front.id,
        title=front.title,
        learn=front.learn,
        props=front.props,
        cautions=tuple((caution.who, caution.says) for caution in first.rendered.opened.cautions),
        left_out=words.LEFT_OUT.format(parts=", ".join(left)) if left else "",
        sides=sides,
        figures=_figures([part for version in versions for part in version.rendered.score.parts]),
        version=__version__,
    )


def _side(version: Version) -> Side:
    score, timeline = version.rendered.score, version.rendered.timeline
    blocks = tuple(_block(part, c) for part, c in zip(score.parts, timeline.chapters, strict=True))
    minutes = max(1, round(timeline.seconds / 60))
    return Side(
        side=score.side.value,
        audio=version.audio,
        seconds=round(timeline.seconds, DIGITS),
        facts=words.FACTS.format(length=score.length.capitalize(), minutes=minutes, side=score.side.value),
        strip=strip(blocks, timeline.seconds),
        blocks=blocks,
    )


def _block(part: Part, chapter: Chapter) -> Block:
    return Block(
        title=chapter.title,
        kind=part.block.kind,
        where=positions()[part.block.position].title,
        figure=drawn_for(part) or "",
        start=round(chapter.start, DIGITS),
        end=round(chapter.end, DIGITS),
        at=clock(chapter.start),
        cues=tuple((cue.text, round(cue.start, DIGITS), round(cue.end, DIGITS)) for cue in chapter.cues),
        held=tuple(_held(part, chapter)),
    )


def _held(part: Part, chapter: Chapter) -> list[tuple[float, float]]:
    """Silences that "more time" lengthens: (start, end), those of moving, thinking, resting and the scan."""
    if part.block.kind not in LONGER:
        return []
    starts = [cue.start for cue in chapter.cues[1:]] + [chapter.end]
    gaps = [(cue.end, start) for cue, start in zip(chapter.cues, starts, strict=True)]
    return [
        (round(max(a, b - LONGEST_HELD), DIGITS), round(b, DIGITS)) for a, b in gaps if b - a >= SHORTEST_HELD
    ]


def strip(blocks: Sequence[Block], seconds: float) -> str:
    """The parts as a strip: speech and noticing, movement, rest. Decoration: the list of parts says the same."""
    width, height = STRIP
    room = width - GAP * (len(blocks) - 1)
    drawn, x = [], 0.0
    for index, block in enumerate(blocks):
        wide = max(1.0, room * (block.end - block.start) / seconds)
        thin = block.kind == "rest"
        drawn.append(
            svg.tag(
                "rect",
                class_=f"k k-{block.kind}",
                data_i=str(index),
                x=x,
                y=9.0 if thin else 4.0,
                width=wide,
                height=6.0 if thin else 16.0,
                rx=2.0,
            )
        )
        x += wide + GAP
    return svg.decoration(box=(0.0, 0.0, width, height), body="".join(drawn), class_="strip")


def _figures(parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    """Key and drawing of every position of the lesson, once each."""
    found: dict[str, str] = {}
    for part in parts:
        key = drawn_for(part)
        if key not in found:
            found[key] = drawings.position(key, key=f"fig-{key}", arrow=False)
    return tuple(found.items())


def drawn_for(part: Part) -> str:
    """The drawing of a part: its own, or its position's."""
    own = part.block.figure
    return own if own in drawings.figures() else part.block.position


def _data(id: str, title: str, length: str, sides: Sequence[Side]) -> str:
    """What the script needs, as JSON that may stand inside a script element."""
    content: dict[str, Any] = {
        "id": id,
        "title": title,
        "length": length,
        "sides": [
            {
                "side": side.side,
                "audio": side.audio,
                "seconds": side.seconds,
                "blocks": [
                    {
                        "title": block.title,
                        "figure": block.figure,
                        "start": block.start,
                        "end": block.end,
                        "cues": block.cues,
                        "held": block.held,
                    }
                    for block in side.blocks
                ],
            }
            for side in sides
        ],
        "words": {
            name.lower(): getattr(words, name)
            for name in (
                "PLAY",
                "PAUSE",
                "COUNT",
                "CLOCK",
                "MORE_ON",
                "MORE_OFF",
                "RESUMED",
                "ENDED",
                "SILENT",
            )
        },
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
