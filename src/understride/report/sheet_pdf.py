"""The printed sheet of a lesson as PDF: one side of A4, tagged for screen readers (PDF/UA-1), set by typst.

The template takes every word as data, so nothing that stands in a lesson is read as markup. No clock and no font of the
machine has a part in it: the same lesson gives the same bytes.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from understride.lessons import Caution, Opened, Part, Step, positions, sheet
from understride.lessons.strip import clock
from understride.model import RequestError
from understride.report import drawings, tokens
from understride.report.lesson_positions import in_turn
from understride.report.player_page import drawn_for
from understride.report.sheet_page import facts_of, left_out_of
from understride.words import player as words

# Line widths in the drawing's units; the page has its own, since a browser can keep lines from shrinking.
STYLE = (
    "path,rect{{fill:none;stroke:{ink};stroke-width:4;stroke-linejoin:round;stroke-linecap:round}}"
    ".body,.far{{fill:{paper}}}.body{{stroke-width:6.5}}.prop{{fill:{band}}}"
).format_map(tokens.PRINT)
NO_LETTER = re.compile(r"the text `\"(.*?)\"` could not be displayed")  # as typst says it
CAUTION_EXTRA = 30  # letters that the end of a caution's last line costs


def sheet_pdf(opened: Opened) -> bytes:
    """The sheet of an opened lesson. Without typst, or a letter that no typeface has: one sentence."""
    try:
        import typst
    except ImportError as error:
        raise RequestError(
            found="the sheet is not written as PDF, since typst is not installed",
            needed="the extra 'pdf'",
            do="Install it: pip install 'understride[pdf]'; or print the HTML sheet from a browser.",
        ) from error
    package = files("understride")
    try:
        made = typst.compile(
            (package / "report" / "templates" / "sheet.typ").read_bytes(),
            format="pdf",
            font_paths=typst.Fonts(
                include_system_fonts=False, font_paths=[str(package / "_built" / "fonts")]
            ),
            sys_inputs={"sheet": json.dumps(content(opened), ensure_ascii=False)},
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        missing = NO_LETTER.search(str(error))
        if missing is None:
            raise
        raise RequestError(
            found=f"the sheet is not written as PDF, since its typefaces have no “{missing[1]}”",
            needed="letters that they have",
            do="Print the HTML sheet from a browser.",
        ) from error
    return made


def content(opened: Opened) -> dict[str, Any]:
    """Everything the template may use."""
    found = sheet(opened.score)
    return {
        "lang": opened.score.lesson.front.lang,
        "title": found.title,
        "facts": facts_of(opened, found),
        "left_out": left_out_of(opened),
        "learn": found.learn,
        "figures": [_figure(part) for part in in_turn(opened.score)],
        "strip": [{"kind": step.kind, "seconds": step.end - step.start} for step in found.steps],
        "parts": [_part(step) for step in found.steps if step.kind != "rest"],
        "run_questions": found.run_questions,
        "card": found.card,
        "cautions": [
            [{"who": one.who, "says": one.says} for one in column] for column in _columns(opened.cautions)
        ],
        "words": {
            "run": words.ON_A_RUN,
            "card": words.BY_HEART,
            "care": words.CARE,
            "caveat": words.CAVEAT,
            "strip": words.strip_key({step.kind for step in found.steps}),
            "strip_text": words.STRIP_TEXT.format(
                n=len(found.steps), rests=sum(step.kind == "rest" for step in found.steps)
            ),
        },
        "colours": dict(tokens.PRINT),
    }


def _figure(part: Part) -> dict[str, Any]:
    """A drawing with its size, what it shows, and its caption."""
    drawn = drawings.picture(drawn_for(part), style=STYLE)
    return {
        "svg": drawn.svg,
        "width": drawn.width,
        "height": drawn.height,
        "text": drawn.text,
        "caption": positions()[part.block.position].title,
    }


def _part(step: Step) -> dict[str, str]:
    """A part with its time, its first question, and what is done."""
    easier = words.EASIER.format(how=step.easier) if step.easier and not step.heed else step.heed
    return {
        "at": clock(step.start),
        "title": step.title,
        "question": next(iter(step.questions), ""),
        "action": " ".join(said for said in (step.action, step.constraint, easier) if said),
    }


def _columns(cautions: tuple[Caution, ...]) -> tuple[tuple[Caution, ...], tuple[Caution, ...]]:
    """The cautions in two columns of about one length, in their order."""
    lengths = [len(one.who) + len(one.says) + CAUTION_EXTRA for one in cautions]
    cut = min(range(len(lengths) + 1), key=lambda n: abs(sum(lengths[:n]) - sum(lengths[n:])))
    return cautions[:cut], cautions[cut:]
