"""The first lesson on the page of someone cleared: player, words, sheet. Made from `Cleared` alone (R57)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from understride.interview import Cleared, short_check
from understride.lessons import Opened
from understride.lessons.voice.rendering import Rendered
from understride.model import RequestError
from understride.report import player_page
from understride.report.dress import static
from understride.report.sheet_page import sheet_page
from understride.report.sheet_pdf import sheet_pdf
from understride.words import player as words

Spoken = tuple[str, str]  # its start as the player has it, empty without sound; the sentence


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sound:
    """A lesson made audible. data: the whole MP3."""

    rendered: Rendered
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FirstLesson:
    """All that the page may use of it, and the files that lie beside the page.

    player: HTML of the player, empty where there is no sound; css then dresses the words alone, and silent says why
    there is none. parts: (title, sentences). check: what must not be new on the day. sheet, sheet_pdf: file names, the
    second empty where no PDF can be made. files: name → content.
    """

    player: str
    css: str
    silent: str
    facts: str
    learn: str
    props: str
    cautions: tuple[tuple[str, str], ...]
    left_out: str
    check: tuple[str, ...]
    side: str
    parts: tuple[tuple[str, tuple[Spoken, ...]], ...]
    sheet: str
    sheet_pdf: str
    files: Mapping[str, bytes]


def first_lesson(cleared: Cleared, opened: Opened, heard: Sound | str) -> FirstLesson:
    """The opened lesson for the page. heard: its sound, or one sentence why there is none."""
    if not isinstance(cleared, Cleared):
        raise TypeError("a lesson stands on the page for Cleared only, which the gate makes")
    opened = heard.rendered.opened if isinstance(heard, Sound) else opened  # with true times
    score = opened.score
    front, stem = score.lesson.front, f"lesson-{score.lesson.id}"
    sheet, as_pdf = f"{stem}.sheet.html", f"{stem}.sheet.pdf"
    files = {sheet: sheet_page(opened).encode()}
    with suppress(RequestError):  # the page is a sheet, too
        files[as_pdf] = sheet_pdf(opened)
    versions: list[player_page.Version] = []
    if isinstance(heard, Sound):
        files[f"{stem}.mp3"] = heard.data
        versions = [player_page.Version(rendered=heard.rendered, audio=f"{stem}.mp3")]
    minutes = max(1, round(score.seconds / 60))
    return FirstLesson(
        player=player_page.fragment(versions) if versions else "",
        css="" if versions else static("lesson.css"),
        silent=heard if isinstance(heard, str) else "",
        facts=words.FACTS.format(length=score.length.capitalize(), minutes=minutes, side=score.side.value),
        learn=front.learn,
        props=words.NEEDS.format(props=", ".join(front.props)) if front.props else "",
        cautions=tuple((caution.who, caution.says) for caution in opened.cautions),
        left_out=words.LEFT_OUT.format(parts=", ".join(opened.left_out)) if opened.left_out else "",
        check=tuple(line.text for line in short_check()),
        side=score.side.value,
        parts=_spoken_parts(versions[0]) if versions else _written_parts(opened),
        sheet=sheet,
        sheet_pdf=as_pdf if as_pdf in files else "",
        files=files,
    )


def _spoken_parts(version: player_page.Version) -> tuple[tuple[str, tuple[Spoken, ...]], ...]:
    """With the times by which the player finds the sentence that is being said."""
    (side,) = player_page.view_of([version]).sides
    return tuple(
        (block.title, tuple((str(start), text) for text, start, _ in block.cues)) for block in side.blocks
    )


def _written_parts(opened: Opened) -> tuple[tuple[str, tuple[Spoken, ...]], ...]:
    return tuple((part.title, tuple(("", said.text) for said in part.said)) for part in opened.score.parts)
