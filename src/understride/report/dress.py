"""How the page is dressed: fonts inside it, colours by theme, rules for screen and paper, the script."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files

from understride.report import tokens

FONTS = (("US Sans", "us-sans.woff2", "400 700"), ("US Serif", "us-serif.woff2", "400 500"))


def stylesheet(title: str) -> str:
    """Fonts, colours by theme, and the rules; the title goes into the margin of printed pages."""
    themes = (
        f":root{{color-scheme:light dark;{tokens.declarations(tokens.LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{tokens.declarations(tokens.DARK)}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{tokens.declarations(tokens.PRINT)}}}}}\n"
    )
    margin = title.replace("\\", "").replace('"', "").replace("<", "")
    return _fonts() + themes + static("report.css") + static("print.css").replace("$TITLE", margin)


def _fonts() -> str:
    """The fonts that the build made, inside the page; without them the fallback stacks serve."""
    built = files("understride") / "_built" / "fonts"
    rules = []
    for family, name, weights in FONTS:
        file = built / name
        if file.is_file():
            data = b64encode(file.read_bytes()).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{data}) format("woff2");'
                f"font-weight:{weights};font-display:swap}}\n"
            )
    return "".join(rules)


def static(name: str) -> str:
    """A file that goes into the page as it stands."""
    return (files("understride.report") / "static" / name).read_text(encoding="utf-8")
