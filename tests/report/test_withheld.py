"""What the safety questions withhold is in nothing that a person hears, reads, prints or subscribes to."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from tests.lessons.voice.made_up import TEXT, cleared, humming, small

from understride.interview.gate import Cleared
from understride.lessons import open_lesson
from understride.lessons.opening import ASKED_BY
from understride.lessons.tables import positions
from understride.lessons.voice.rendering import render
from understride.report import first_lesson, lesson_files, player_page, sheet_page

WORDS = {"back": "Zanzibar", "front": "Xylophone"}  # in the block's title, action and speech; nowhere else
LYING = "".join(
    f"""## move: {word}
position: {position.id}
side: both
from: feet
action: {word}, lying.
tempo: 2

{word} waits. (x2)
Does {word} answer? (x2)

"""
    for ground, word in WORDS.items()
    for position in positions().values()
    if position.ground == ground and position.id in ("back-bent", "front")
)
MARKED = "".join(
    f"""## move: {word}
position: stand
side: both
from: feet
action: {word}, standing.
demands: [{demand}]
tempo: 2

{word} waits. (x2)
Does {word} answer? (x2)

"""
    for demand, word in (("run", "Gazelle"), ("end_range", "Umbrella"))
)
LESSON = small(TEXT.replace("## stand: Go on", LYING + MARKED + "## stand: Go on"))
LEFT_OUT = re.compile(r"Left\s+out\s+for\s+you,[^.]*\.")
NAMED = {"supine": "Zanzibar", "prone": "Xylophone", "run": "Gazelle", "end_range": "Umbrella"}


def withholding(*demands: str) -> Cleared:
    """What the gate gives where it withholds this; the gate has tests of its own."""
    made = object.__new__(Cleared)
    (reason,) = cleared("site_low_risk_bone").reasons
    changed = object.__new__(type(reason))
    for name in type(reason).__slots__:
        object.__setattr__(changed, name, getattr(reason, name))
    object.__setattr__(changed, "withhold", demands)
    object.__setattr__(made, "reasons", (changed,))
    object.__setattr__(made, "today", cleared().today)
    return made


def everything(clearance: Cleared, folder: Path) -> dict[str, str]:
    """Every door by which a lesson leaves the program, as text, without the one line that says what was left out."""
    one = open_lesson(clearance, LESSON)
    rendered = render(one, speaker=humming(folder / "kept"))
    version = player_page.Version(rendered=rendered, audio=f"{one.stem}.mp3")
    lesson_files.write_version(rendered, folder, one.stem, endings=("mp3",))
    page = first_lesson.first_lesson(clearance, one, first_lesson.Sound(rendered=rendered, data=b""))
    found = {file.name: file.read_bytes().decode("utf-8", "replace") for file in folder.glob(f"{one.stem}.*")}
    found |= {name: _as_text(name, content) for name, content in page.files.items()}
    found |= {
        "player": player_page.player([version]),
        "feed": lesson_files.feed(folder, "https://example.org/").decode(),
        "sheet": sheet_page.sheet_page(rendered.opened),
        "report": page.player + repr(page.parts),
    }
    return {name: LEFT_OUT.sub("", text) for name, text in found.items()}


def _as_text(name: str, content: bytes) -> str:
    """A file as text; of a PDF what stands on its pages."""
    if not name.endswith(".pdf"):
        return content.decode("utf-8", "replace")
    pypdf = pytest.importorskip("pypdf")
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("demand", NAMED)
def test_nothing_withheld_is_spoken_or_shown_anywhere(demand: str, tmp_path: Path) -> None:
    found = everything(withholding(demand), tmp_path)
    assert {name.split(".", 1)[-1] for name in found} >= {
        "mp3", "vtt", "txt", "json", "chapters.json", "player", "feed", "sheet", "report", "sheet.html",
    }  # fmt: skip
    assert [name for name, text in found.items() if NAMED[demand] in text] == []
    for other in NAMED.values():  # and nothing else is lost
        if other != NAMED[demand]:
            assert other in found["player"]


def test_where_nothing_is_withheld_all_of_it_is_there(tmp_path: Path) -> None:
    found = everything(withholding(), tmp_path)
    assert all(word in found["player"] and word in found["sheet"] for word in NAMED.values())


def test_every_ground_that_asks_something_of_the_body_is_tried_here() -> None:
    assert set(ASKED_BY) == set(WORDS)
    assert set(ASKED_BY.values()) <= set(NAMED)
