"""Make docs/images/figures.png: every drawing of the figure kit at one scale, to look at after a change.

python docs/figures.py         needs Chromium on the machine and the dev extra
"""

from __future__ import annotations

import io
import shutil
import sys
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from understride.report import drawings
from understride.report.dress import stylesheet

IMAGE = Path(__file__).parent / "images" / "figures.png"
COLOURS = 96
WIDTH = 1280  # CSS pixels
SHEET = (
    "body{padding:24px}main{display:flex;flex-wrap:wrap;gap:28px 24px;align-items:end}figure{margin:0}"
    "main svg.posn{width:auto;height:auto;zoom:.5}"
    ".posn path,.posn rect{stroke-width:2}.posn .body{stroke-width:3.4}.posn .mv{stroke-width:3.6}"
    "figcaption{font-size:13px;text-align:center;margin-top:6px}"
)


def contact_sheet() -> str:
    """One page with all drawings, each with its id."""
    shown = "".join(
        f"<figure>{drawings.position(name, key=name, arrow=True)}<figcaption>{escape(name)}</figcaption></figure>"
        for name in drawings.figures()
    )
    return f"<!doctype html><style>{stylesheet('Figures')}{SHEET}</style><main>{shown}</main>"


def main() -> int:
    """The one picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is needed; on Debian: apt-get install chromium", file=sys.stderr)
        return 2
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 600}, color_scheme="light")
        page.set_content(contact_sheet())
        shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
        browser.close()
    small = shot.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGE, optimize=True)
    print(f"{len(drawings.figures())} drawings in {IMAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
