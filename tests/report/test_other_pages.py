"""Comparison, plan and sheet in a browser: usable at every width, in both themes, by everyone; and whole on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.lessons.programme.people import SHELF, cleared, planned
from tests.pages import THEMES, sideways, unfold, violations, visited

import understride as us
from understride import synth
from understride.lessons import lesson, open_lesson
from understride.model import Side
from understride.report import comparison_page
from understride.report.plan_page import plan_page
from understride.report.sheet_page import sheet_page

pytestmark = pytest.mark.browser
PAGES = ("changed", "nothing", "plan", "sheet")
WIDTHS = (320, 390, 820, 1440)


def compared(**plant: float) -> str:
    runs = [synth.runner(seconds=12.0, seed=4, plant=planted) for planted in ({}, plant)]
    before, after = (replace(run.recording, static=run.static) for run in runs)
    return comparison_page.page(us.compare(before, after))


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    made = {
        "changed": compared(pelvis_yaw_range=25.0),
        "nothing": compared(),
        "plan": plan_page(planned("shoulders"), {id: one.title for id, one in SHELF.items()}),
        "sheet": sheet_page(open_lesson(cleared(), lesson("core-lying"), side=Side.RIGHT)),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in PAGES}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", [name for name in PAGES if name != "sheet"]
)  # a sheet is of the width of paper
def test_nothing_scrolls_sideways(browser, addresses, name, width):
    with visited(browser, addresses[name], viewport={"width": width, "height": 800}) as page:
        unfold(page)
        assert not sideways(page)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser, addresses, name, theme):
    with visited(browser, addresses[name], color_scheme=theme) as page:
        assert violations(page) == []


def test_axe_finds_what_is_wrong(browser, addresses):
    with visited(browser, addresses["plan"]) as page:
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
        assert [fault.split()[0] for fault in violations(page)] == ["button-name"]


def test_on_paper_all_values_and_numbers_stand_that_are_folded_on_the_screen(browser, addresses):
    with visited(browser, addresses["changed"]) as page:
        folded = [page.locator("#same table"), page.locator("#curves .plates").first.locator("table").first]
        assert [table.is_visible() for table in folded] == [False, False]
        page.emulate_media(media="print")
        assert [table.is_visible() for table in folded] == [True, True]
