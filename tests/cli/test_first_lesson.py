"""The page of someone cleared ends with a first lesson: heard in a browser, read without a voice, kept from a stop."""

from __future__ import annotations

import inspect
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests import pages
from tests.cli.voiceless import without_voice
from tests.report import people

from understride import report
from understride.cli import answering, main, output
from understride.cli.demo import demo_answers, demo_file
from understride.cli.first_lesson import first_lesson
from understride.cli.planning import NOTHING
from understride.interview import Cleared, gate
from understride.lessons import lesson, open_lesson
from understride.model import Runner, Side
from understride.report import first_lesson as page_of
from understride.words import lint

EXAMPLES = Path(__file__).parents[2] / "examples" / "answers"
VOICE = Path(page_of.__file__).parents[1] / "_built" / "voice" / "flite.wasm"
SHEETS = {"lesson-bell-hand.sheet.html", "lesson-bell-hand.sheet.pdf"}
WRITTEN = {"report.html", "analysis.json", "assessment.json", *SHEETS}


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def shown(page: str) -> str:
    """The page without style and script."""
    return re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)


# --- without a voice


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("silent") / "out"
    with without_voice():
        done = call("demo", "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


def test_the_answers_of_the_demo_are_cleared() -> None:
    answers = answering.read(demo_answers())
    assert isinstance(gate(answers, today=answers.today), Cleared)
    assert [c.region for c in answers.complaints] == ["shoulders", "low_back"]
    assert all(c.intensity for c in answers.complaints)


def test_without_a_voice_the_words_stand_there_and_how_to_get_it(read_only: Path) -> None:
    assert files(read_only) == WRITTEN
    page = shown((read_only / "report.html").read_text(encoding="utf-8"))
    assert "Your first lesson" in page
    assert page.count("No voice can speak here yet") == 1
    assert "pip install &#39;understride[voice]&#39;" in page
    assert "<audio" not in page
    for said in open_lesson_of("bell-hand").score.said:
        assert said.text.replace("'", "&#39;") in page
    assert set(re.findall(r'href="(lesson-[^"]*)"', page)) == SHEETS


def open_lesson_of(id: str) -> Any:
    cleared = people.assessment(people.QUIET, question=None).gate
    assert isinstance(cleared, Cleared)
    return open_lesson(cleared, lesson(id), side=Side.RIGHT, length="short")


def test_no_word_around_the_lesson_is_forbidden(read_only: Path) -> None:
    page = shown((read_only / "report.html").read_text(encoding="utf-8"))
    taught = page.split('class="taught"')[1].split("</section>\n\n")[0]
    assert lint(re.sub(r"<[^>]*>", " ", taught)) == ()


def test_a_result_with_a_lesson_may_be_replaced_by_one_without(tmp_path: Path, read_only: Path) -> None:
    place = tmp_path / "out"
    shutil.copytree(read_only, place)
    (place / "lesson-bell-hand.mp3").write_bytes(b"sound")
    done = call("ask", "--answers", EXAMPLES / "must-stop.yaml", "--out", place)
    assert done.exit_code == 0, done.output
    assert files(place) == {"report.html", "assessment.json"}


def test_a_foreign_sound_is_not_ours_to_replace(tmp_path: Path, read_only: Path) -> None:
    place = tmp_path / "out"
    shutil.copytree(read_only, place)
    (place / "song.mp3").write_bytes(b"mine")
    assert call("demo", "--out", place).exit_code == 2
    assert output.BESIDE.fullmatch("song.mp3") is None


def test_json_alone_speaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a lesson was made ready")

    monkeypatch.setattr(answering, "first_lesson", refuse)
    monkeypatch.chdir(tmp_path)
    done = call("ask", "--answers", EXAMPLES / "low-back-left.yaml", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["schema"] == "understride.assessment/1"
    quiet = call("demo", "--json", "--quiet")
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    assert json.loads(quiet.stdout)["schema"] == "understride.analysis/1"


def test_a_candidate_that_the_run_speaks_against_is_not_why_a_lesson_comes_first(read_only: Path) -> None:
    document = json.loads((read_only / "analysis.json").read_bytes())
    (state,) = [c["state"] for c in document["causes"] if (c["complaint"], c["id"]) == ("shoulders", "I1")]
    assert state == "against"
    page = shown((read_only / "report.html").read_text(encoding="utf-8"))
    assert re.findall(r"Why this one: [^<]*", page) == [
        "Why this one: it is made for “Rounding the back while running”, the likeliest candidate that it speaks to."
    ]


def test_the_page_the_document_and_the_plan_begin_with_the_same_lesson(tmp_path: Path) -> None:
    """Row D8 too: the run speaks against what the method names first, and another candidate stands clearly ahead."""
    out = tmp_path / "joined"
    with without_voice():
        done = call("ask", "--answers", demo_answers(), "--recording", demo_file(), "--out", out, "--quiet")
    assert done.exit_code == 0, done.output
    days = json.loads((out / "plan.json").read_bytes())["days"]
    first = next(day["lesson"] for day in days if day["lesson"])
    assert json.loads((out / "assessment.json").read_bytes())["lessons"][0] == first
    assert (out / f"lesson-{first}.sheet.html").exists()


SORE_ON_THE_LEFT = (EXAMPLES / "low-back-left.yaml").read_text(encoding="utf-8")
SORE_ON_THE_RIGHT = (
    SORE_ON_THE_LEFT.replace("side: left", "side: right")
    .replace("left: 0, right: 3", "left: 3, right: 0")
    .replace("easier: right_clear", "easier: left_clear")
)


@pytest.mark.parametrize(("told", "easier"), [(SORE_ON_THE_LEFT, "right"), (SORE_ON_THE_RIGHT, "left")])
def test_the_page_begins_the_lesson_on_the_easier_side(told: str, easier: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(told, encoding="utf-8")
    found = answering.assessed(answering.read(file), NOTHING, runner=Runner(), overlay=None, progress=None)
    with without_voice():
        made = first_lesson(found, lambda _: None)
    assert made is not None
    assert made.side == easier
    assert f"It begins with the {easier}." in made.facts


# --- from a stop


def test_from_a_stop_there_is_no_lesson() -> None:
    stopped = people.assessment(people.STOPPED)
    assert first_lesson(stopped, lambda _: None) is None
    with pytest.raises(TypeError, match="Cleared"):
        page_of.first_lesson(stopped.gate, open_lesson_of("bell-hand"), "no voice")  # type: ignore[arg-type]
    assert inspect.signature(page_of.first_lesson).parameters["cleared"].annotation == "Cleared"


def test_a_lesson_handed_to_the_page_of_a_stop_does_not_get_there(tmp_path: Path) -> None:
    cleared, stopped = people.assessment(people.QUIET, question=None), people.assessment(people.STOPPED)
    assert isinstance(cleared.gate, Cleared)
    made = page_of.first_lesson(cleared.gate, open_lesson_of("bell-hand"), "no voice")
    report.write_assessment(stopped, tmp_path, made)
    assert files(tmp_path) == {"report.html"}
    assert report.assessment_page(stopped, made) == report.assessment_page(stopped)
    report.write_assessment(cleared, tmp_path, made)
    assert files(tmp_path) == {"report.html", *SHEETS}


def test_without_typst_the_page_links_the_sheet_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    cleared = people.assessment(people.QUIET, question=None)
    assert isinstance(cleared.gate, Cleared)
    monkeypatch.setitem(sys.modules, "typst", None)
    made = page_of.first_lesson(cleared.gate, open_lesson_of("bell-hand"), "no voice")
    assert set(made.files) == {"lesson-bell-hand.sheet.html"}
    page = report.assessment_page(cleared, made)
    assert re.findall(r'href="(lesson-[^"]*)"', page) == ["lesson-bell-hand.sheet.html"]


# --- heard


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with the real voice."""
    for library in ("wasmtime", "lameenc", "soundfile", "pyloudnorm"):
        pytest.importorskip(library)
    if not VOICE.is_file():
        pytest.skip("the default voice was not built (npm registry)")
    folder: Path = tmp_path_factory.mktemp("heard") / "out"
    done = call("demo", "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


def test_the_sound_lies_beside_the_page_and_is_the_same_again(heard: Path, tmp_path: Path) -> None:
    assert files(heard) == {*WRITTEN, "lesson-bell-hand.mp3"}
    page = shown((heard / "report.html").read_text(encoding="utf-8"))
    assert re.findall(r'<audio[^>]*src="([^"]*)"', page) == ["lesson-bell-hand.mp3"]
    assert "No voice can speak here yet" not in page
    assert call("demo", "--out", tmp_path / "again").exit_code == 0
    for name in files(heard):
        assert (tmp_path / "again" / name).read_bytes() == (heard / name).read_bytes(), name


def test_ids_stay_unique_with_the_player_inside(heard: Path) -> None:
    ids = re.findall(r'\sid="([^"]*)"', (heard / "report.html").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids))


@pytest.fixture
def page(browser: Any, heard: Path) -> Iterator[Any]:
    with pages.heard(browser, (heard / "report.html").as_uri()) as opened:
        yield opened


@pytest.mark.browser
def test_the_lesson_of_the_demo_plays(page: Any) -> None:
    page.locator("#lp-play").click()
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 1")
    page.locator("#lp-play").click()
    stood = pages.at(page)
    page.wait_for_timeout(200)
    assert pages.at(page) == stood
    assert page.evaluate("document.getElementById('lp-sound').duration") > 600


@pytest.mark.browser
def test_the_keys_play_the_lesson_only_while_it_has_the_focus(page: Any) -> None:
    page.keyboard.press("ArrowRight")
    assert pages.at(page) == 0
    page.locator("#lp-again").focus()
    page.keyboard.press("ArrowRight")
    assert pages.at(page) == pytest.approx(15, abs=0.2)
    page.keyboard.press("Home")
    assert pages.at(page) == pytest.approx(0, abs=0.2)
    page.locator("#lp-play").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 0.5")
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('lp-sound').paused")


@pytest.mark.browser
def test_the_words_follow_the_sound(page: Any) -> None:
    page.locator("#lesson-words summary").click()
    page.locator("#lp-after").click()
    page.wait_for_function("document.querySelector('.words [aria-current]') !== null")
    assert page.locator(".words [aria-current]").inner_text() == page.locator("#lp-line").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 820, 1440])
@pytest.mark.parametrize("sound", [True, False])
def test_nothing_scrolls_sideways(
    browser: Any, request: pytest.FixtureRequest, width: int, sound: bool
) -> None:
    folder = request.getfixturevalue("heard" if sound else "read_only")
    address = (folder / "report.html").as_uri()
    with pages.visited(browser, address, viewport={"width": width, "height": 800}) as opened:
        pages.unfold(opened)
        assert not pages.sideways(opened)


@pytest.mark.browser
@pytest.mark.parametrize("theme", pages.THEMES)
def test_axe_finds_nothing(page: Any, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    assert pages.violations(page, "#next") == []
