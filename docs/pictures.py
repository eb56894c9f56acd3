"""Make the pictures of the README from the demo run, with the report as it is.

python docs/pictures.py        needs Chromium on the machine and the dev extra
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright

import understride as us
from understride.cli.demo import demo_answers

IMAGES = Path(__file__).parent / "images"
COLOURS = 128  # a palette keeps a page of text and lines small


class Picture(NamedTuple):
    """One picture of the page.

    width, height: CSS pixels; of the window, or, with an element, of the window and of what is taken from the element's
    top. scale: pixels per CSS pixel. scheme: dark or light.
    """

    name: str
    width: int
    height: int
    scale: float
    scheme: Literal["dark", "light"]
    element: str | None = None


PICTURES = (
    Picture("report-desk", 1280, 1085, 1.5, "light"),
    Picture("report-cause", 1280, 1184, 1.5, "light", element="#shoulders-i1"),
    Picture("report-phone-dark", 390, 844, 2, "dark"),
)
SETTLE_MS = 300
UNFOLD = """e => {
  for (let d = e.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  e.querySelectorAll("details:not(.more, .tab)").forEach((d) => { d.open = true; });
}"""
MARGIN = 24  # CSS pixels around an element


def demo(folder: Path) -> Path:
    """The page of the demo run with the answers that come with it, without the lesson's sound."""
    from understride import report
    from understride.analysis import assess
    from understride.cli.answering import read
    from understride.words.page import STORY

    run = us.read(us.demo_file())
    report.write_assessment(assess(read(demo_answers()), run, story=STORY), folder)
    return folder / "report.html"


def take(page: Page, picture: Picture) -> None:
    """One screenshot, with as few colours as it needs."""
    clip = None
    if picture.element:
        page.locator(picture.element).evaluate(UNFOLD)
        box = page.locator(picture.element).bounding_box()
        assert box, f"no {picture.element} on the page"
        left, top = box["x"] - MARGIN, box["y"] - MARGIN / 2
        clip = FloatRect(x=left, y=top, width=box["width"] + 2 * MARGIN, height=picture.height)
    shot = Image.open(io.BytesIO(page.screenshot(full_page=clip is not None, clip=clip)))
    small = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{picture.name}.png", optimize=True)


def main() -> int:
    """All pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is needed; on Debian: apt-get install chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = demo(Path(folder))
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height},
                device_scale_factor=picture.scale,
                color_scheme=picture.scheme,
                reduced_motion="reduce",
            )
            page.goto(report.as_uri())
            page.wait_for_timeout(SETTLE_MS)
            take(page, picture)
            page.close()
        browser.close()
    print(f"{len(PICTURES)} pictures in {IMAGES.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
