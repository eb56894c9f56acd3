"""From an analysis to one self-contained page."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from understride.analysis import Analysis
from understride.knowledge import SafetyLevel, load
from understride.report import cards, closing, marks, sections, tokens
from understride.report.facts import Facts, gather
from understride.words import figures
from understride.words import page as words

PAGE = "report.html"
FONTS = (("US Sans", "us-sans.woff2", "400 700"), ("US Serif", "us-serif.woff2", "400 500"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """All that the template may use."""

    css: str
    script: str
    head: sections.Masthead
    nav: tuple[tuple[str, str], ...]
    run: sections.Run | None
    groups: tuple[cards.Group, ...]
    help_most: tuple[str, str]
    told: tuple[sections.Told, ...]
    body_map: str
    safety_lead: str
    safety: tuple[SafetyLevel, ...]
    limit: str
    motion: sections.Motion | None
    unseen: tuple[closing.Line, ...]
    leave_out: tuple[closing.Line, ...]
    next: closing.Next
    table: tuple[closing.Entry, ...]
    made: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    version: str
    key: dict[str, str]


def page(analysis: Analysis) -> str:
    """The whole report as HTML: no outside requests, the same bytes for the same analysis."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("understride.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    view = view_of(gather(analysis, load()))
    held = {f.name: getattr(view, f.name) for f in fields(view)}
    return room.get_template("report.html").render(**held, words=words, figures=figures) + "\n"


def write(analysis: Analysis, folder: Path | str) -> None:
    """Write `report.html` into a folder, which is made if need be."""
    text = page(analysis)  # before anything is written: nothing half done
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / PAGE).write_text(text, encoding="utf-8", newline="\n")


def view_of(facts: Facts) -> View:
    """Every fact of the page, in words and drawings."""
    from understride import __version__

    groups, motion = cards.groups(facts), sections.motion(facts)
    safety = facts.knowledge.safety
    head = sections.masthead(facts)
    return View(
        css=stylesheet(head.title),
        script=_static("player.js"),
        head=head,
        nav=_nav(groups, has_told=bool(facts.analysis.complaints), has_motion=motion is not None),
        run=sections.run_drawing(facts),
        groups=groups,
        help_most=closing.help_most(facts),
        told=sections.told(facts),
        body_map=sections.body_map(facts),
        safety_lead=safety.lead,
        safety=safety.levels,
        limit=safety.limit,
        motion=motion,
        unseen=closing.unseen(facts),
        leave_out=closing.leave_out(facts),
        next=closing.next_lesson(facts),
        table=closing.table(facts),
        made=closing.made(facts),
        sources=closing.sources(facts),
        version=__version__,
        key=marks.key(),
    )


def _nav(groups: tuple[cards.Group, ...], *, has_told: bool, has_motion: bool) -> tuple[tuple[str, str], ...]:
    found = [("told", words.NAV["told" if has_told else "help"]), *((g.anchor, g.label) for g in groups[:3])]
    found += [("motion", words.NAV["motion"])] if has_motion else []
    return (*found, ("unseen", words.NAV["unseen"]), ("next", words.NAV["next"]), ("all", words.NAV["all"]))


def stylesheet(title: str) -> str:
    """Fonts, colours by theme, and the rules; the title goes into the margin of printed pages."""
    themes = (
        f":root{{color-scheme:light dark;{tokens.declarations(tokens.LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{tokens.declarations(tokens.DARK)}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{tokens.declarations(tokens.PRINT)}}}}}\n"
    )
    margin = title.replace("\\", "").replace('"', "").replace("<", "")
    return _fonts() + themes + _static("report.css") + _static("print.css").replace("$TITLE", margin)


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


def _static(name: str) -> str:
    return (files("understride.report") / "static" / name).read_text(encoding="utf-8")
