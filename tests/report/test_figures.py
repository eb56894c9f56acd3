"""The figure kit: one person in every position and for every self-test."""

import json
import re
from importlib.resources import files
from xml.etree import ElementTree as ET

import pytest
from tests.report import people

from understride import report
from understride.interview import self_tests
from understride.lessons import load_library, positions, score
from understride.report import drawings
from understride.report.lesson_positions import before_main_after
from understride.words.lint import lint

MOST = 2048  # bytes of one path
TALL = 400  # units of the person
STORED = {
    name.replace("_", "-"): figure
    for file in ("positions.json", "figures.json")
    for name, figure in json.loads(
        (files("understride.report") / "drawings" / file).read_text(encoding="utf-8")
    ).items()
}


def drawn(name: str) -> str:
    return drawings.position(name, key="one", arrow=True)


def test_every_position_and_every_self_test_has_a_drawing_and_nothing_else_has() -> None:
    wanted = {*positions(), *(test.figure for test in self_tests().values())}
    assert {*drawings.figures()} == wanted


@pytest.mark.parametrize("name", drawings.figures())
def test_a_drawing_holds_classes_and_no_colours_and_is_told_in_words(name: str) -> None:
    root = ET.fromstring(drawn(name))
    title, desc = root[0].text or "", root[1].text or ""
    assert root.get("role") == "img"
    assert title
    assert desc.endswith(".")
    assert lint(f"{title}. {desc}") == ()
    assert {item.get("class") for item in root[2:]} <= {"g", "prop", "far", "body", "c2", "mv"}
    assert not re.search(r"#|rgb|fill=|stroke=|url|\d\.\d\d", drawn(name).split("</desc>")[1])


@pytest.mark.parametrize("name", drawings.figures())
def test_no_path_is_larger_than_two_kilobytes(name: str) -> None:
    assert max(len(line.get("d", "")) for line in STORED[name]["lines"]) <= MOST


@pytest.mark.parametrize("name", drawings.figures())
def test_the_same_drawing_gives_the_same_bytes_and_stays_in_its_frame(name: str) -> None:
    assert drawn(name) == drawn(name)
    x, y, width, height = (float(v) for v in STORED[name]["box"].split())
    for line in STORED[name]["lines"]:
        for px, py in drawings._points(line.get("d", "")):
            assert x <= px <= x + width
            assert y <= py <= y + height


@pytest.mark.parametrize(
    "name", [n for n in drawings.figures() if STORED[n]["text"][:15] != "Seen from above"]
)
def test_the_person_touches_the_floor_and_never_goes_through_it(name: str) -> None:
    floor = 399.0 if name == "stand" else 0.6
    hangs = name in ("hip-turn-in", "hip-turn-out")
    bodies = [line["d"] for line in STORED[name]["lines"] if line["class"] in ("body", "far")]
    lowest = max(y for d in bodies for _, y in drawings._points(d))
    assert lowest <= floor + 0.5
    assert hangs or lowest >= floor - 1.5


@pytest.mark.parametrize("name", ["stand", "stand-wall", "stand-split", "walk", "run", "shift", "run-scan"])
def test_it_is_one_person_of_one_height(name: str) -> None:
    heights = [
        y for line in STORED[name]["lines"] if line["class"] == "body" for _, y in drawings._points(line["d"])
    ]
    assert TALL * 0.97 <= max(heights) - min(heights) <= TALL


def test_only_what_moves_has_an_arrow() -> None:
    tests = {test.figure for test in self_tests().values()}
    for name in drawings.figures():
        arrows = sum(line["class"] == "mv" for line in STORED[name]["lines"])
        assert bool(arrows) == (name in tests or name == "back-bent"), name
        assert 'class="mv"' not in drawings.position(name, key="one", arrow=False)


def test_a_self_test_and_its_drawing_have_the_same_title() -> None:
    assert {t.figure: t.title for t in self_tests().values()} == {
        t.figure: STORED[t.figure]["title"] for t in self_tests().values()
    }


def test_a_lesson_is_drawn_before_in_the_middle_and_after() -> None:
    def names(id: str) -> list[str]:
        return [part.block.position for part in before_main_after(score(load_library()[id]))]

    assert names("core-lying") == ["stand", "back-bent", "stand"]
    assert names("leg-comes-home") == ["stand-wall", "side", "stand-wall"]
    assert names("core-upright") == ["chair"]


def test_the_next_question_shows_its_own_movement() -> None:
    page = report.assessment_page(people.assessment(people.CAREFUL))
    part = page.split('id="ask"')[1].split("</section>")[0]
    assert "The foot swings out</title>" in part
    assert part.count('class="mv"') == 1
