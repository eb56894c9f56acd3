"""From an analysis, or from what was told, to one self-contained page; one family of templates for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from understride.analysis import Analysis
from understride.knowledge import SafetyLevel, load
from understride.report import cards, closing, dress, learning, marks, sections
from understride.report.answered import Notice
from understride.report.asking import Ask
from understride.report.facts import Facts, gather
from understride.report.filling import filled
from understride.report.first_lesson import FirstLesson
from understride.report.graph import Around, keys
from understride.words import figures, reasoned, told
from understride.words import page as words
from understride.words import planned as plan_words
from understride.words import player as lesson_words

PAGE = "report.html"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """All that the template of a whole page may use. What is empty or None is not on the page."""

    css: str
    script: str
    head: sections.Masthead
    nav: tuple[tuple[str, str], ...]
    run: sections.Run | None
    groups: tuple[cards.Group, ...]
    help_most: tuple[str, str]
    compared: str
    told: tuple[sections.Told, ...]
    life: tuple[closing.Made, ...]
    body_map: str
    cautions: tuple[Notice, ...]
    safety_lead: str
    safety: tuple[SafetyLevel, ...]
    limit: str
    ask: Ask | None
    graph: Around | None
    graph_key: Mapping[str, str]
    motion: sections.Motion | None
    unseen: tuple[closing.Line, ...]
    leave_out: tuple[closing.Line, ...]
    next: learning.Next | None
    taught: FirstLesson | None
    plan: tuple[tuple[str, str], ...]
    table: tuple[closing.Entry, ...]
    made: tuple[closing.Made, ...]
    sources: tuple[str, ...]
    version: str
    key: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recorded:
    """What only a recording gives; each is empty without one."""

    run: sections.Run | None = None
    motion: sections.Motion | None = None
    unseen: tuple[closing.Line, ...] = ()
    table: tuple[closing.Entry, ...] = ()
    made: tuple[closing.Made, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answered:
    """What only answers give; each is empty without them. plan: (file beside the page, its words)."""

    life: tuple[closing.Made, ...] = ()
    cautions: tuple[Notice, ...] = ()
    ask: Ask | None = None
    graph: Around | None = None
    made: tuple[closing.Made, ...] = ()
    sources: tuple[str, ...] = ()
    taught: FirstLesson | None = None
    plan: tuple[tuple[str, str], ...] = ()


def page(analysis: Analysis) -> str:
    """The whole report as HTML: no outside requests, the same bytes for the same analysis."""
    facts = gather(analysis, load())
    view = view_of(
        facts,
        recorded=recorded(analysis, facts),
        answered=Answered(),
        head=sections.masthead(analysis, facts),
        groups=cards.groups(facts),
        told=sections.told(facts),
        help_most=closing.help_most(analysis, facts),
        next=learning.titles(facts),
    )
    return rendered("report.html", view)


def write(analysis: Analysis, folder: Path | str) -> None:
    """Write `report.html` into a folder, which is made if need be."""
    put(page(analysis), folder)


def put(text: str, folder: Path | str) -> None:
    """Write a page that is made already, so that nothing is half done."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / PAGE).write_text(text, encoding="utf-8", newline="\n")


def rendered(template: str, view: object) -> str:
    """A view in its template."""
    texts = {
        "words": words, "tell": told, "sort": reasoned, "figures": figures, "lesson_words": lesson_words,
        "plan_words": plan_words,
    }  # fmt: skip
    return filled(template, view, **texts) + "\n"


def recorded(analysis: Analysis, facts: Facts) -> Recorded:
    """The sections that a recording gives."""
    return Recorded(
        run=sections.run_drawing(analysis, facts),
        motion=sections.motion(facts),
        unseen=closing.unseen(analysis, facts),
        table=closing.table(facts),
        made=closing.made(analysis, facts),
    )


def view_of(
    facts: Facts,
    *,
    recorded: Recorded,
    answered: Answered,
    head: sections.Masthead,
    groups: tuple[cards.Group, ...],
    told: tuple[sections.Told, ...],
    help_most: tuple[str, str],
    next: learning.Next | None,
) -> View:
    """Every fact of the page, in words and drawings."""
    from understride import __version__

    safety = facts.knowledge.safety
    return View(
        css=dress.stylesheet(head.title),
        script=dress.static("player.js"),
        head=head,
        nav=_nav(groups, recorded, answered, has_told=bool(told), has_next=next is not None),
        run=recorded.run,
        groups=groups,
        help_most=help_most,
        compared=cards.compared(groups, facts),
        told=told,
        life=answered.life,
        body_map=sections.body_map(facts),
        cautions=answered.cautions,
        safety_lead=safety.lead,
        safety=safety.levels,
        limit=safety.limit,
        ask=answered.ask,
        graph=answered.graph,
        graph_key=keys(),
        motion=recorded.motion,
        unseen=recorded.unseen,
        leave_out=closing.leave_out(facts),
        next=next,
        taught=answered.taught,
        plan=answered.plan,
        table=recorded.table,
        made=(*answered.made, *recorded.made),
        sources=tuple(dict.fromkeys((*closing.sources(facts), *answered.sources))),
        version=__version__,
        key=marks.key(),
    )


def _nav(
    groups: tuple[cards.Group, ...],
    recorded: Recorded,
    answered: Answered,
    *,
    has_told: bool,
    has_next: bool,
) -> tuple[tuple[str, str], ...]:
    found = [("told", words.NAV["told" if has_told else "help"]), *((g.anchor, g.label) for g in groups[:3])]
    found += [("ask", told.NAV["ask"])] if answered.ask else []
    found += [("motion", words.NAV["motion"])] if recorded.motion else []
    found += [("unseen", words.NAV["unseen"])] if recorded.unseen else []
    found += [("next", words.NAV["next"])] if has_next else []
    return (*found, *((("all", words.NAV["all"]),) if recorded.table else ()))
