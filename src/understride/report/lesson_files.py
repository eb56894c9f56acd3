"""The files of a lesson that was made audible: sound, captions, transcript, chapters, document; and a feed of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from understride.formats.saving import save
from understride.lessons import document, load_library
from understride.lessons.documents import DIGITS, SCHEMA
from understride.lessons.voice.captions import transcript, webvtt
from understride.lessons.voice.mp3 import mp3
from understride.lessons.voice.opus import opus
from understride.lessons.voice.rendering import Rendered
from understride.model import RequestError
from understride.words import player as words

PODCAST = "https://podcastindex.org/namespace/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
KINDS = {"mp3": "audio/mpeg", "opus": "audio/ogg"}
FIRST = datetime(2026, 1, 1, tzinfo=UTC)  # feeds are sorted by date, and a lesson has none: one day for each


def write_version(rendered: Rendered, folder: Path, stem: str, *, endings: tuple[str, ...]) -> None:
    """Every file of one version but its page. endings: `mp3`, `opus`."""
    encoders = {"mp3": mp3, "opus": opus}
    for ending in endings:
        save(folder / f"{stem}.{ending}", encoders[ending](rendered))
    save(folder / f"{stem}.vtt", webvtt(rendered.timeline).encode())
    save(folder / f"{stem}.txt", (transcript(rendered.timeline) + "\n").encode())
    save(folder / f"{stem}.json", _as_bytes(spoken_document(rendered)))
    save(folder / f"{stem}.chapters.json", _as_bytes(podcast_chapters(rendered)))


def spoken_document(rendered: Rendered) -> dict[str, Any]:
    """`understride.lesson/1` with the times that are heard, those of recorded parts among them."""
    found = document(rendered.score)
    for block, part, chapter in zip(
        found["blocks"], rendered.score.parts, rendered.timeline.chapters, strict=True
    ):
        later = chapter.start - part.start
        longer = (chapter.end - chapter.start) - (_border(rendered, part.start) - part.start)
        block["start"] = round(chapter.start, DIGITS)
        block["end"] = round(part.end + later + longer, DIGITS)
        block["sentences"] = [
            {"text": cue.text, "start": round(cue.start, DIGITS), "end": round(cue.end, DIGITS)}
            for cue in chapter.cues
        ]
    return {**found, "seconds": round(rendered.timeline.seconds, DIGITS)}


def _border(rendered: Rendered, start: float) -> float:
    return min((p.start for p in rendered.score.parts if p.start > start), default=rendered.score.seconds)


def podcast_chapters(rendered: Rendered) -> dict[str, Any]:
    """Chapters as the podcast namespace has them (JSON chapters 1.2.0)."""
    return {
        "version": "1.2.0",
        "chapters": [
            {"startTime": round(chapter.start, DIGITS), "title": chapter.title}
            for chapter in rendered.timeline.chapters
        ],
    }


def write_feed(folder: Path, base: str, file: Path) -> None:
    """A podcast feed of every lesson in a folder, one episode for each. base: where the folder is served from."""
    if not base.startswith(("https://", "http://")):
        raise RequestError(
            found=f"The address {base!r}",
            needed="one that begins with https:// or http://",
            do="Give the address at which a phone reaches the folder.",
        )
    save(file, feed(folder, base.rstrip("/") + "/"))


def feed(folder: Path, base: str) -> bytes:
    """The feed: same files, same bytes. base ends in a slash."""
    ET.register_namespace("podcast", PODCAST)
    ET.register_namespace("itunes", ITUNES)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _text(channel, "title", words.FEED_TITLE)
    _text(channel, "link", base)
    _text(channel, "description", words.FEED_ABOUT)
    _text(channel, "language", "en")
    _text(channel, f"{{{ITUNES}}}explicit", "false")
    _text(channel, f"{{{ITUNES}}}type", "serial")
    _text(channel, f"{{{ITUNES}}}block", "Yes")  # private: not for directories
    _text(channel, f"{{{PODCAST}}}locked", "yes")
    _text(channel, f"{{{PODCAST}}}guid", str(uuid5(NAMESPACE_URL, base)))
    for number, (stem, found) in enumerate(_episodes(folder), start=1):
        _item(channel, folder, base, stem, found, number)
    ET.indent(rss, " ")
    whole: bytes = ET.tostring(rss, encoding="utf-8", xml_declaration=True)
    return whole + b"\n"


def _episodes(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Stem and document of each lesson that has sound, in the order of names."""
    for file in sorted(folder.glob("*.json")):
        try:
            found = json.loads(file.read_bytes())
        except ValueError:
            continue
        sound = any((folder / f"{file.stem}.{ending}").is_file() for ending in KINDS)
        if isinstance(found, dict) and found.get("schema") == SCHEMA and sound:
            yield file.stem, found


def _item(
    channel: ET.Element, folder: Path, base: str, stem: str, found: dict[str, Any], number: int
) -> None:
    ending = next(e for e in KINDS if (folder / f"{stem}.{e}").is_file())
    sound = folder / f"{stem}.{ending}"
    lesson = load_library().get(found["id"])
    about = "" if lesson is None else f"{lesson.front.learn} "
    minutes = round(found["seconds"] / 60)
    facts = words.FACTS.format(length=found["length"].capitalize(), minutes=minutes, side=found["side"])
    item = ET.SubElement(channel, "item")
    _text(item, "title", found["title"])
    _text(item, "description", f"{about}{facts} {words.CAVEAT}")
    guid = _text(item, "guid", f"understride:{stem}")
    guid.set("isPermaLink", "false")
    _text(item, "pubDate", format_datetime(FIRST + timedelta(days=number - 1), usegmt=True))
    ET.SubElement(
        item,
        "enclosure",
        url=base + quote(sound.name),
        length=str(sound.stat().st_size),
        type=KINDS[ending],
    )
    _text(item, f"{{{ITUNES}}}duration", str(round(found["seconds"])))
    _text(item, f"{{{ITUNES}}}episode", str(number))
    beside = (("chapters", "chapters.json", "application/json+chapters"), ("transcript", "vtt", "text/vtt"))
    for name, end, kind in beside:
        link = base + quote(f"{stem}.{end}")
        ET.SubElement(item, f"{{{PODCAST}}}{name}", url=link, type=kind)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    found = ET.SubElement(parent, name)
    found.text = text
    return found


def _as_bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
