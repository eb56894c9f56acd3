"""The page in a browser: no sideways scrolling, no errors, usable by key. Skipped where there is no Chromium."""

from pathlib import Path

import pytest
from tests.pages import THEMES, sideways, unfold, violations, visited
from tests.report import example, people

from understride import report

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 820, 1440)


CASES = ("run", "told", "both", "stop")


@pytest.fixture(scope="module")
def addresses(tmp_path_factory) -> dict[str, str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    report.write(example.analysis(), folder / "run")
    report.write_assessment(people.assessment(people.CAREFUL), folder / "told")
    report.write_assessment(people.assessment(people.CAREFUL, recorded=True), folder / "both")
    report.write_assessment(people.assessment(people.STOPPED), folder / "stop")
    return {case: (folder / case / "report.html").as_uri() for case in CASES}


@pytest.fixture(scope="module")
def address(addresses: dict[str, str]) -> str:
    return addresses["run"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_nothing_scrolls_sideways_and_nothing_fails(
    browser, addresses: dict[str, str], case: str, width: int
) -> None:
    with visited(browser, addresses[case], viewport={"width": width, "height": 800}) as page:
        unfold(page)
        assert not sideways(page)


def test_the_slider_moves_the_figure_the_words_and_every_panel(browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(address)
    assert page.locator(".read:visible").count() == 0
    page.locator(".player input").focus()
    page.keyboard.press("PageUp")
    assert page.locator(".now").inner_text() == "10\u00a0% of the stride: right foot down"
    assert page.locator(".player input").get_attribute("aria-valuetext") == page.locator(".now").inner_text()
    assert page.locator(".read:visible").count() > 0
    page.close()


def test_a_view_is_pressed_and_the_canvas_changes(browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    page.goto(address)
    before = page.evaluate("document.querySelector('canvas').toDataURL()")
    page.get_by_role("button", name="behind").click()
    assert page.get_by_role("button", name="behind").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="the side").get_attribute("aria-pressed") == "false"
    assert page.evaluate("document.querySelector('canvas').toDataURL()") != before
    page.close()


def test_without_javascript_the_page_reads_whole(browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".player").is_hidden()
    assert page.locator("#motion .pair svg").count() == 2
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_graph_is_shown_once_and_can_be_read_at_each_width(
    browser, addresses: dict[str, str], width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(addresses["told"])
    shown = page.locator("#graph .graph svg.fig:visible")
    assert shown.count() == 1
    smallest = shown.evaluate(
        "g => Math.min(...[...g.querySelectorAll('text.gt')].map(t => t.getBoundingClientRect().height))"
    )
    assert smallest >= 12
    over = shown.evaluate(
        """g => {
          const place = (e) => e.getBoundingClientRect(), boxes = [...g.querySelectorAll("rect")].map(place);
          return [...g.querySelectorAll("text.gt")].map(place).filter((t) => {
            const around = boxes.filter((b) => b.top <= t.top && b.bottom >= t.bottom && b.left <= t.left);
            return !around.length || around.sort((p, q) => q.left - p.left)[0].right < t.right;
          }).length;
        }"""
    )
    assert over == 0
    page.close()


def test_a_link_into_the_folded_candidates_opens_them(browser, addresses: dict[str, str]) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(addresses["told"])
    folded = page.locator("#low-back .others .cause").first
    assert folded.is_hidden()
    page.locator(f'#low-back .chance a[href="#{folded.get_attribute("id")}"]').click()
    folded.wait_for(state="visible")
    page.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("case", CASES)
def test_axe_finds_nothing(browser, addresses: dict[str, str], case: str, theme: str) -> None:
    with visited(browser, addresses[case], color_scheme=theme) as page:
        assert violations(page) == []
