"""The lesson player: one file of sound, played by pointer, key and headset, and found again where it was left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from tests.pages import THEMES, at, heard, sideways, unfold, violations

from understride.interview.gate import Cleared
from understride.lessons import load_library, open_lesson
from understride.lessons.format import parse_lesson
from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.rendering import Rendered, render
from understride.lessons.voice.sound import Sound
from understride.lessons.voice.speaking import speaker
from understride.model import RequestError, Side
from understride.report import lesson_files, player_page, sheet_page

TEXT = (Path(__file__).parents[2] / "src/understride/lessons/data/small.lesson.md").read_text(
    encoding="utf-8"
)
browser_only = pytest.mark.browser


class Hum:
    """A voice that hums each sentence, a tenth of a second a letter; quick, and needs no engine."""

    name = "hum"

    def key(self, text: str, speed: float) -> str:
        return f"hum {speed} {text}"

    def sound(self, text: str, speed: float) -> Sound:
        import numpy as np

        seconds = max(0.8, 0.05 * len(text)) / speed
        t = np.arange(int(16_000 * seconds)) / 16_000
        return Sound(samples=(0.2 * np.sin(2 * np.pi * 180 * t)).astype(np.float32), rate=16_000)


def cleared() -> Cleared:
    """What the gate gives; made without it, for the gate has tests of its own."""
    made = object.__new__(Cleared)
    object.__setattr__(made, "reasons", (SimpleNamespace(level="none", withhold=()),))
    object.__setattr__(made, "today", date(2026, 11, 21))
    return made


def versions(folder: Path) -> list[player_page.Version]:
    lesson, faults = parse_lesson(TEXT, file="head-roll.lesson.md")
    assert lesson is not None, faults
    ready = speaker(Hum(), Kept(folder / "kept"))
    found = []
    for side in (Side.RIGHT, Side.LEFT):
        rendered = render(open_lesson(cleared(), lesson, side=side), speaker=ready)
        lesson_files.write_version(rendered, folder, f"head-roll-{side}-short", endings=("mp3",))
        found.append(player_page.Version(rendered=rendered, audio=f"head-roll-{side}-short.mp3"))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place: Path = tmp_path_factory.mktemp("player")
    player_page.write(versions(place), place / "lesson.html")
    return place


@pytest.fixture(scope="module")
def rendered(folder) -> Rendered:
    return versions(folder)[0].rendered


def test_the_page_holds_every_sentence_and_no_address_of_elsewhere(folder, rendered):
    text = (folder / "lesson.html").read_text(encoding="utf-8")
    for said in rendered.score.said:
        assert said.text.replace("'", "&#39;") in text
    assert re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//", text) == []


def test_the_same_lesson_gives_the_same_page(folder):
    assert player_page.player(versions(folder)) == (folder / "lesson.html").read_text(encoding="utf-8")


def test_more_time_lengthens_moving_and_resting_but_no_speech(folder):
    side = player_page.view_of(versions(folder)).sides[0]
    held = [(a, b) for block in side.blocks for a, b in block.held]
    spoken = [(a, b) for block in side.blocks for _, a, b in block.cues]
    assert len(held) > 8
    assert all(b <= c or d <= a for a, b in held for c, d in spoken)
    assert not any(block.held for block in side.blocks if block.kind in ("reference", "stand"))


def test_the_document_of_what_is_heard_has_its_times(rendered):
    found = lesson_files.spoken_document(rendered)
    assert found["estimated"] is False
    assert found["seconds"] == pytest.approx(rendered.pcm.size / rendered.rate, abs=0.001)
    ends = [block["end"] for block in found["blocks"]]
    assert ends == sorted(ends)
    assert ends == pytest.approx([part.end for part in rendered.score.parts], abs=0.001)


def test_a_feed_names_each_lesson_with_length_kind_chapters_and_transcript(folder):
    whole = ET.fromstring(lesson_files.feed(folder, "https://example.org/mine/"))
    items = whole.findall("channel/item")
    assert len(items) == 2
    for item in items:
        sound = item.find("enclosure")
        name = sound.get("url").removeprefix("https://example.org/mine/")
        assert sound.get("length") == str((folder / name).stat().st_size)
        assert sound.get("type") == "audio/mpeg"
        podcast = f"{{{lesson_files.PODCAST}}}"
        for kind in ("chapters", "transcript"):
            assert (folder / item.find(podcast + kind).get("url").rpartition("/")[2]).is_file()
    assert len({item.findtext("guid") for item in items}) == 2


def test_a_feed_without_an_address_is_refused(folder, tmp_path):
    with pytest.raises(RequestError, match="begins with https"):
        lesson_files.write_feed(folder, "my-phone", tmp_path / "feed.xml")


# --- in a browser


@pytest.fixture
def page(browser, folder) -> Iterator[object]:
    with heard(browser, (folder / "lesson.html").as_uri()) as opened:
        yield opened


@browser_only
def test_the_time_of_the_sound_advances_and_stops(page):
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 1")
    page.get_by_role("button", name="Pause").click()
    stood = at(page)
    page.wait_for_timeout(300)
    assert at(page) == stood


@browser_only
def test_every_key_does_what_the_list_says(page, rendered):
    starts = [c.start for c in rendered.timeline.chapters]
    page.keyboard.press("Space")
    page.wait_for_function("!document.getElementById('lp-sound').paused")
    page.keyboard.press("Space")
    page.wait_for_function("document.getElementById('lp-sound').paused")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert at(page) == pytest.approx(15, abs=0.2)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert at(page) == pytest.approx(15, abs=0.2)
    page.keyboard.press("PageDown")
    assert at(page) == pytest.approx(starts[1], abs=0.05)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert at(page) == pytest.approx(starts[1], abs=0.05)
    page.keyboard.press("PageUp")
    assert at(page) == pytest.approx(starts[0], abs=0.05)


@browser_only
def test_inside_another_page_the_keys_are_its_own_until_the_player_has_the_focus(browser, folder):
    other = "<!doctype html><html lang=en><title>t</title><body><a href=#x id=out>out</a>{}</body></html>"
    (folder / "other.html").write_text(
        other.format(player_page.fragment(versions(folder)[:1])), encoding="utf-8"
    )
    page = browser.new_context().new_page()
    page.goto((folder / "other.html").as_uri())
    page.wait_for_function("document.getElementById('lp-sound').readyState > 0")
    page.locator("#out").focus()
    page.keyboard.press("ArrowRight")
    assert at(page) == 0
    page.locator("#lp-play").focus()
    page.keyboard.press("ArrowRight")
    assert at(page) == pytest.approx(15, abs=0.2)
    page.locator("#lp-play").click()
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 16")
    page.context.close()


@browser_only
def test_the_words_follow_the_sound(page, rendered):
    cue = rendered.timeline.chapters[2].cues[1]
    page.locator("#lp-parts summary").click()
    page.locator(".parts:visible button").nth(2).click()
    page.evaluate(f"document.getElementById('lp-sound').currentTime = {cue.start + 0.2}")
    page.wait_for_function("t => document.getElementById('lp-line').textContent === t", arg=cue.text)
    assert page.locator("#lp-part").inner_text() == rendered.timeline.chapters[2].title
    assert page.locator(".words [aria-current]").text_content() == cue.text


@browser_only
def test_the_page_comes_back_to_where_it_was(page):
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="More time").click()
    was = at(page)
    page.reload()
    page.wait_for_function("document.getElementById('lp-sound').readyState > 0")
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 1")
    assert at(page) == pytest.approx(was, abs=0.2)
    assert page.locator("#lp-more").get_attribute("aria-pressed") == "true"
    assert "where you were" in page.locator("#lp-status").inner_text()


@browser_only
def test_more_time_goes_back_within_a_silence_once_and_then_on(page, folder):
    held = player_page.view_of(versions(folder)).sides[0].blocks
    start, end = next(gap for block in held for gap in block.held if gap[1] - gap[0] > 4)
    page.get_by_role("button", name="More time").click()
    page.evaluate(f"document.getElementById('lp-sound').currentTime = {end - 0.9}")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"document.getElementById('lp-sound').currentTime < {end - 1.2}")
    assert at(page) > start
    page.wait_for_function(f"document.getElementById('lp-sound').currentTime > {end}", timeout=20_000)


@browser_only
def test_speed_is_of_speech_alone(page, rendered):
    page.locator("#lp-speed").select_option("1.3")
    cue = max(rendered.timeline.cues, key=lambda c: c.end - c.start)
    rates = []
    for time in (cue.start + 0.3, cue.end + 0.9):
        page.evaluate(f"document.getElementById('lp-sound').currentTime = {time}")
        page.wait_for_timeout(400)
        rates.append(page.evaluate("document.getElementById('lp-sound').playbackRate"))
    assert rates == [1.3, 1]


@browser_only
def test_the_first_side_is_chosen_and_the_part_stays(page, rendered):
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Left first").click()
    page.wait_for_function("document.getElementById('lp-sound').src.endsWith('left-short.mp3')")
    page.wait_for_function("document.getElementById('lp-sound').currentTime > 1")
    assert page.locator("#lp-count").inner_text().startswith("Part 3 of")
    assert page.locator(".facts:visible").inner_text().endswith("begins with the left.")


@browser_only
@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    unfold(page)
    assert not sideways(page)


@browser_only
def test_the_large_button_is_large_and_the_others_are_large_enough(page):
    def box(name):
        return page.locator(name).bounding_box()

    assert box("#lp-play")["width"] >= 96
    assert all(box(name)["height"] >= 64 for name in ("#lp-back", "#lp-on", "#lp-again", "#lp-more"))
    small = page.evaluate(
        "[...document.querySelectorAll('button,select,summary')].filter(b => b.offsetParent)"
        ".map(b => b.getBoundingClientRect().height).filter(h => h < 44)"
    )
    assert small == []


@browser_only
def test_without_javascript_the_browser_plays_it_and_the_words_are_there(browser, folder, rendered):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "lesson.html").as_uri())
    assert page.locator("audio").is_visible()
    assert page.locator(".controls").is_hidden()
    page.locator("#lp-words summary").click()
    assert rendered.score.said[-1].text in page.locator(".words:visible").inner_text()
    context.close()


@browser_only
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(page, theme):
    page.emulate_media(color_scheme=theme)
    assert violations(page) == []


# --- the sheet


def test_the_sheet_has_questions_of_the_lesson_and_every_caution(folder):
    opened = versions(folder)[0].rendered.opened
    view = sheet_page.view_of(opened)
    asked = {said.text for said in opened.score.said if said.question}
    assert {question for part in view.parts for question in part.questions} <= asked
    assert len(view.parts) >= 4
    assert [who for who, _ in view.cautions] == [caution.who for caution in opened.cautions]


@pytest.mark.parametrize("id", load_library())
def test_a_sheet_has_every_word_of_care_of_a_part(id):
    page = sheet_page.sheet_page(open_lesson(cleared(), load_library()[id]))
    for block in load_library()[id].of("short"):
        if block.easier and block.kind != "move":
            assert f"<p>{block.easier}</p>" in page


@browser_only
@pytest.mark.parametrize("id", load_library())
def test_a_sheet_is_one_side_of_paper(browser, tmp_path, id):
    file = tmp_path / "sheet.html"
    file.write_text(sheet_page.sheet_page(open_lesson(cleared(), load_library()[id])), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
