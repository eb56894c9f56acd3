"""The sheet as PDF: one side of paper, tagged, the words of the lesson and no other, the same bytes each time."""

from __future__ import annotations

import io
import re
import shutil
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from understride.interview.gate import Cleared
from understride.lessons import Lesson, Opened, load_library, open_lesson, sheet
from understride.lessons.portions import Portion
from understride.lessons.strip import clock
from understride.model import RequestError, Side
from understride.report import sheet_pdf as pdf
from understride.words import lint

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

BUILT = (
    Path(pdf.__file__).parents[1] / "_built" / "fonts" / "us-sans.ttf"
).is_file()  # else: no npm registry
A4 = (595, 842)  # points


def cleared(*withhold: str) -> Cleared:
    """What the gate gives; made without it, for the gate has tests of its own."""
    made = object.__new__(Cleared)
    level = "caution" if withhold else "none"
    object.__setattr__(made, "reasons", (SimpleNamespace(level=level, withhold=withhold),))
    object.__setattr__(made, "today", date(2026, 11, 21))
    return made


def opened(id: str, *withhold: str, side: Side = Side.RIGHT) -> Opened:
    return open_lesson(cleared(*withhold), load_library()[id], side=side)


def read(made: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(made))


def packed(text: str) -> str:
    """Without white space, for lines break where there is room."""
    return re.sub(r"\s", "", text)


def words_of(document: Any) -> str:
    return packed("".join(page.extract_text() for page in document.pages))


def fonts(made: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/FontName ?/[A-Z]{6}\+(\w+)", made)}


def elements(document: Any) -> list[Any]:
    """Every element of the structure that a screen reader walks."""
    found, todo = [], [document.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        one = todo.pop().get_object()
        if isinstance(one, list):
            todo.extend(reversed(one))
        elif isinstance(one, dict):
            found.append(one)
            todo.extend([one["/K"]] if "/K" in one else [])
    return found


# --- every lesson


@pytest.mark.parametrize("id", load_library())
def test_every_version_is_one_side_with_every_part_and_its_time(id: str) -> None:
    lesson = load_library()[id]
    for length, side in zip(lesson.front.lengths, (Side.RIGHT, Side.LEFT), strict=False):
        one = open_lesson(cleared(), lesson, side=side, length=length)
        made = pdf.sheet_pdf(one)
        assert not BUILT or fonts(made) == {"USSans", "USSerif"}
        (page,) = read(made).pages
        assert tuple(round(float(v)) for v in page.mediabox[2:]) == A4
        text = packed(page.extract_text())
        for step in (s for s in sheet(one.score).steps if s.kind != "rest"):
            assert packed(f"{clock(step.start)}{step.title}.{''.join(step.questions[:1])}") in text
            assert packed(step.action) in text
            assert packed(step.easier) in text
        for caution in one.cautions:
            assert packed(f"{caution.who}. {caution.says}") in text


def test_the_sheet_is_accessible_by_its_own_word_and_in_fact() -> None:
    one = opened("core-lying")
    document = read(pdf.sheet_pdf(one))
    root = document.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert (root["/Lang"], document.metadata.title) == ("en-GB", one.score.lesson.front.title)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = elements(document)
    kinds = [tag.get("/S") for tag in tags]
    assert (kinds.count("/H1"), kinds.count("/H2")) == (1, 2)
    alternatives = [tag["/Alt"] for tag in tags if tag.get("/S") == "/Figure"]
    assert alternatives == [
        *(figure["text"] for figure in pdf.content(one)["figures"]),
        "The 16 parts of the lesson side by side, each as wide as it is long; 5 of them are rests.",
    ]
    labels = sum(kind == "/Lbl" for kind in kinds)
    assert labels == sum(step.kind != "rest" for step in sheet(one.score).steps)


def test_the_same_lesson_gives_the_same_bytes() -> None:
    first, other = pdf.sheet_pdf(opened("side-bend")), pdf.sheet_pdf(opened("sit-turns"))
    assert first == pdf.sheet_pdf(opened("side-bend"))
    assert first != other
    assert read(first).metadata.creation_date is None


def test_no_word_on_it_is_forbidden() -> None:
    for id in load_library():
        found = pdf.content(opened(id))
        said = [part["action"] for part in found["parts"]] + list(found["words"].values())
        assert [lint(text) for text in said if lint(text)] == [], id


def test_a_position_that_goes_on_is_drawn_once() -> None:
    for id in load_library():
        captions = [figure["caption"] for figure in pdf.content(opened(id))["figures"]]
        assert all(one != other for one, other in pairwise(captions)), id
    captions = [figure["caption"] for figure in pdf.content(opened("core-lying"))["figures"]]
    assert captions == ["Standing", "On the back, knees bent", "Standing"]


# --- what remains for someone


def test_a_sheet_holds_nothing_that_is_withheld() -> None:
    one, whole = opened("side-bend", "supine"), opened("side-bend")
    document = read(pdf.sheet_pdf(one))
    assert len(document.pages) == 1
    text = words_of(document)
    kept = {part.title for part in one.score.parts}
    gone = [step for step in sheet(whole.score).steps if step.title not in kept and step.kind != "rest"]
    assert len(gone) > 3
    for step in gone:
        assert packed(f"{step.title}.") not in text.replace(packed(f"{', '.join(one.left_out)}."), "")
        assert packed(step.action) not in text
    assert packed(f"Left out for you, after the safety questions: {', '.join(one.left_out)}.") in text


def test_half_a_lesson_says_which_half_it_is() -> None:
    texts = []
    for part in (1, 2):
        one = open_lesson(cleared(), load_library()["core-lying"], portion=Portion(part=part, parts=2))
        (page,) = read(pdf.sheet_pdf(one)).pages
        texts.append(packed(page.extract_text()))
        assert packed(f", part {part} of 2") in texts[-1]
        assert all(packed(f"{s.title}.") in texts[-1] for s in sheet(one.score).steps if s.kind != "rest")
    assert texts[0] != texts[1]


# --- what someone else wrote

MARKUP = (
    "#set page(fill: red) $x^2$ *bold* _thin_ \"one\" 'two' <a> @b [c] `d` // e \\ = f ~g -- h ... <b>i</b>"
)


def own(**fields: object) -> Lesson:
    lesson = load_library()["core-lying"]
    return replace(lesson, front=msgspec.structs.replace(lesson.front, **fields))


def test_what_looks_like_markup_stays_as_it_was_written() -> None:
    document = read(pdf.sheet_pdf(open_lesson(cleared(), own(title=MARKUP, learn=MARKUP))))
    assert document.metadata.title == MARKUP
    assert words_of(document).count(packed(MARKUP)) == 2


def test_what_is_too_long_for_one_side_goes_on_overleaf_and_is_numbered() -> None:
    lesson = load_library()["hips-turn-cross"]
    blocks = (*lesson.blocks[:-1], *lesson.blocks[1:-1], *lesson.blocks[-1:])
    document = read(pdf.sheet_pdf(open_lesson(cleared(), replace(lesson, blocks=blocks), length="full")))
    assert [packed(page.extract_text())[-3:] for page in document.pages] == ["1/2", "2/2"]


@pytest.mark.parametrize("letter", ["日", "😀"])
def test_a_letter_that_no_typeface_has_is_named(letter: str) -> None:
    with pytest.raises(RequestError, match=f"no “{letter}”.*Print the HTML sheet"):
        pdf.sheet_pdf(open_lesson(cleared(), own(title=f"Turning {letter}")))


# --- what may be missing


def test_without_our_typefaces_those_of_typst_serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = tmp_path / "report" / "templates"
    templates.mkdir(parents=True)
    shutil.copy(Path(pdf.__file__).parent / "templates" / "sheet.typ", templates)
    monkeypatch.setattr(pdf, "files", lambda _: tmp_path)
    assert fonts(pdf.sheet_pdf(opened("side-bend"))) == {"LibertinusSerif"}


def test_without_typst_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(RequestError, match=r"typst is not installed.*pip install 'understride\[pdf\]'"):
        pdf.sheet_pdf(opened("side-bend"))
