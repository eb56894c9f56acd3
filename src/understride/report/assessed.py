"""The page of an assessment: what was told, perhaps with a recording; or, where the gate stopped, what to do now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import assert_never

from understride.analysis.assessment import Assessment
from understride.interview import Answers, Cleared, Stopped
from understride.interview.rulebook import LEVELS
from understride.interview.telling import day
from understride.knowledge import Knowledge, SafetyLevel
from understride.model import Cause
from understride.report import answered, asking, cards, closing, dress, learning, sections, trials
from understride.report.facts import Facts, gather_told
from understride.report.first_lesson import FirstLesson
from understride.report.graph import around
from understride.report.page import Answered, Recorded, put, recorded, rendered, view_of
from understride.words import planned, told
from understride.words.sentences import title

NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StopView:
    """All that the page of a stop may use. There is no place in it for a cause, a figure of a run or a lesson."""

    css: str
    script: str
    head: sections.Masthead
    nav: tuple[tuple[str, str], ...]
    stops: tuple[answered.Notice, ...]
    told: tuple[sections.Told, ...]
    life: tuple[closing.Made, ...]
    body_map: str
    safety: tuple[SafetyLevel, ...]
    limit: str
    made: tuple[closing.Made, ...]
    sources: tuple[str, ...]
    version: str


def assessment_page(
    assessment: Assessment, lesson: FirstLesson | None = None, plan: Collection[str] = ()
) -> str:
    """The page of an assessment as HTML: no outside requests, the same bytes for the same assessment.

    lesson: the first one, made from `Cleared`; plan: names of a plan's files beside the page. A stop has no place for
    either.
    """
    gate = assessment.gate
    match gate:
        case Stopped():
            return rendered("stopped.html", _stopped(gate, assessment.answers, assessment.knowledge))
        case Cleared():
            return _cleared(gate, assessment, lesson, plan)
        case _:
            assert_never(gate)


def write_assessment(
    assessment: Assessment,
    folder: Path | str,
    lesson: FirstLesson | None = None,
    plan: Mapping[str, bytes] = NOTHING,
) -> None:
    """Write `report.html` into a folder, which is made if need be, and beside it the first lesson and the plan."""
    put(assessment_page(assessment, lesson, plan), folder)
    if isinstance(assessment.gate, Cleared):
        for name, data in {**({} if lesson is None else lesson.files), **plan}.items():
            (Path(folder) / name).write_bytes(data)


def _cleared(
    cleared: Cleared, assessment: Assessment, lesson: FirstLesson | None, plan: Collection[str]
) -> str:
    analysis, answers = assessment.analysis, assessment.answers
    facts = gather_told(analysis, assessment.knowledge, answers.felt(), assessment.causes)
    drawn = trials.Drawn(seen=set())

    def tried(cause: Cause, anchor: str) -> tuple[trials.Trial, ...]:
        return trials.trials_for(cause, answers, drawn, anchor)

    groups = cards.groups(facts, tried)
    view = view_of(
        facts,
        recorded=Recorded() if analysis is None else recorded(analysis, facts),
        answered=Answered(
            life=answered.life(answers),
            cautions=answered.cautions(cleared),
            ask=asking.ask(cleared, assessment.next_question),
            graph=around(assessment.graph),
            made=answered.made(answers, cleared, assessment.readings),
            sources=answered.sources(cleared),
            taught=lesson,
            plan=tuple((name, text) for name, text in planned.FILES.items() if name in plan),
        ),
        head=_masthead(assessment, facts),
        groups=groups,
        told=_told(answers, facts, {group.anchor for group in groups}),
        help_most=asking.would_help(assessment.next_question),
        next=learning.next_up(cleared, assessment.lessons, facts),
    )
    return rendered("report.html", view)


def _masthead(assessment: Assessment, facts: Facts) -> sections.Masthead:
    when = day(assessment.answers.today)
    if assessment.analysis is not None:
        head = sections.masthead(assessment.analysis, facts)
        return replace(head, provenance=f"{head.provenance} {told.ALSO_TOLD.format(day=when)}")
    return sections.Masthead(
        title=_title(facts),
        lede=told.LEDE["told"],
        provenance=told.NOT_RECORDED.format(day=when),
        story=None,
    )


def _title(facts: Facts) -> str:
    return title(sections.phrases_of(facts)) if facts.complaints else told.TITLE


def _told(answers: Answers, facts: Facts, anchors: set[str]) -> tuple[sections.Told, ...]:
    """The complaints with their details; a name leads to its section only where there is one."""
    details = answered.details(answers)
    return tuple(
        replace(
            one,
            anchor=one.anchor if one.anchor in anchors else "",
            details=details.get(complaint.region, ()),
        )
        for one, complaint in zip(sections.told(facts), facts.complaints, strict=True)
    )


def _stopped(stopped: Stopped, answers: Answers, knowledge: Knowledge) -> StopView:
    from understride import __version__

    facts = gather_told(None, knowledge, answers.felt(), ())
    safety = facts.knowledge.safety
    heading = LEVELS[stopped.reasons[0].level].heading
    head = sections.Masthead(
        title=_title(facts),
        lede=told.STOP_LEDE.format(heading=heading),
        provenance=told.told_on(day(answers.today)),
        story=None,
    )
    return StopView(
        css=dress.stylesheet(head.title),
        script="",
        head=head,
        nav=(),
        stops=answered.stops(stopped),
        told=_told(answers, facts, set()),
        life=answered.life(answers),
        body_map=sections.body_map(facts),
        safety=safety.levels,
        limit=safety.limit,
        made=answered.made(answers, stopped, 0),
        sources=answered.sources(stopped),
        version=__version__,
    )
