"""Pages in a browser, for every test that looks at one: open, watched for faults, and read by axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

THEMES = ("light", "dark")
PHONE = {"width": 390, "height": 844}


@contextmanager
def visited(browser: Any, address: str, **how: Any) -> Iterator[Any]:
    """A page whose scripts do not fail and which asks for nothing outside itself. how: as Playwright names it."""
    context = browser.new_context(**{"viewport": PHONE, **how})
    page = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    assert faults == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


@contextmanager
def heard(browser: Any, address: str, **how: Any) -> Iterator[Any]:
    """A page with the lesson player, whose sound is there."""
    with visited(browser, address, **how) as page:
        page.wait_for_function("document.getElementById('lp-sound').readyState > 0")
        yield page


def at(page: Any) -> float:
    """Where the player stands, s."""
    return float(page.evaluate("document.getElementById('lp-sound').currentTime"))


def unfold(page: Any) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def sideways(page: Any) -> bool:
    """Whether one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, part: str = "html") -> list[str]:
    """What axe-core finds in one part of the page, everything unfolded: rule, weight, first place."""
    unfold(page)
    page.evaluate(_axe())
    return list(
        page.evaluate(
            """part => axe.run(part).then(found => found.violations.map(
                 v => `${v.id} (${v.impact}, ${v.nodes.length}): ${v.nodes[0].html}`))""",
            part,
        )
    )
