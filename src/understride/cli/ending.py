"""How `ask` ends: with a plan, kept for `today` and beside the page. A plan that was begun is never replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from understride.analysis import Assessment
from understride.cli import planning
from understride.cli.clearing import Told
from understride.interview import Cleared, full_check_due, gate
from understride.lessons.programme import kept
from understride.lessons.programme.kept import Kept
from understride.lessons.programme.log import Entry, standing
from understride.lessons.programme.plan import Plan
from understride.lessons.programme.state import day as in_words
from understride.model import RequestError, Runner, Side
from understride.words import planned as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is said at the end. files: name → content, beside the page; empty where no plan could be made.

    lesson, side: with which a new plan begins, and on which side; None where a plan is under way or there is none.
    """

    lines: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    lesson: str | None = None
    side: Side | None = None

    def before(self, lessons: Iterable[str]) -> tuple[str, ...]:
        """The lessons of the page, the one first that the plan begins with."""
        first = () if self.lesson is None else (self.lesson,)
        return tuple(dict.fromkeys((*first, *lessons)))


def ending(result: Assessment, told: Told) -> Ending | None:
    """The plan of someone cleared: the one that is under way, else a new one, which is kept. None from a stop."""
    if not isinstance(result.gate, Cleared):
        return None
    cleared = gate(result.answers, today=max(told.day, result.answers.today))
    if not isinstance(cleared, Cleared):
        return None
    try:
        before = planning.kept_course(told)
        under_way = None if before is None else _under_way(before, cleared, result)
        found = under_way or _new(before, cleared, result, told.runner)
        return replace(found, lines=(*found.lines, *_due(result, cleared)))
    except RequestError as error:
        return Ending(lines=(words.NO_PLAN.format(why=error),))


def _under_way(course: Kept, cleared: Cleared, result: Assessment) -> Ending | None:
    """A plan of which something was noted, and that has not come to its end: it goes on as it is."""
    if not standing(course.log):
        return None
    shelf = planning.shelf_for(cleared)
    plan = kept.standing_plan(cleared, course, shelf)
    if plan.waiting and result.answers.today == cleared.today:  # it waited for just these answers
        course = kept.note(course, Entry(on=cleared.today, kind="checked"))
        planning.keep(course)
        plan = kept.standing_plan(cleared, course, shelf)
    if not (plan.days or plan.waiting or plan.asks):
        return None
    lines = [
        words.UNDER_WAY.format(day=in_words(course.asked.start)),
        *([words.WAITS] if plan.waiting else []),
    ]
    option = planning.for_runner(course.runner)
    lines += [words.GO_ON.format(runner=option), words.ANEW.format(runner=option)]
    return Ending(lines=tuple(lines), files=_files(plan, course.runner, cleared))


def _new(before: Kept | None, cleared: Cleared, result: Assessment, runner: Runner) -> Ending:
    """A new plan, kept. What stood before had ended, and is put aside, or was not begun, and gives way."""
    wish = planning.Wish() if before is None else planning.wish_of(before)
    course = planning.begun_from(result, cleared, wish, runner)
    plan = kept.standing_plan(cleared, course, planning.shelf_for(cleared))
    files = _files(plan, runner, cleared)  # what cannot be laid out or written replaces nothing
    planning.keep(course, anew=True)
    first = next((one for one in plan.days if one.first_side), None)  # what is learnt on the side has no side
    return Ending(
        lines=(*_gone(before, course), *_said(plan, cleared, runner), *planning.no_calendar()),
        files=files,
        lesson=None if first is None else first.lesson,
        side=None if first is None or first.first_side is None else Side(first.first_side),
    )


def _gone(before: Kept | None, course: Kept) -> tuple[str, ...]:
    if before is None or before.asked == course.asked:
        return ()
    return (words.ASIDE if standing(before.log) else words.GIVES_WAY,)


def _said(plan: Plan, cleared: Cleared, runner: Runner) -> tuple[str, ...]:
    """The plan's kind and start, what comes first, the first lesson, and how to go on."""
    shelf, first = planning.shelf_for(cleared), plan.days[0]
    kind = words.TITLES[plan.programme].lower()
    lines = [
        words.YOURS.format(programme=kind, day=in_words(first.date)),
        words.FIRST_COMES.format(what=planning.named(first, shelf, walks=plan.walks)),
    ]
    lesson = next((one for one in plan.days if one.first_side), first)
    if lesson is not first:
        title = shelf[lesson.lesson or ""].title
        lines.append(words.FIRST_LESSON.format(title=title, day=in_words(lesson.date)))
    return (*lines, words.GO_ON.format(runner=planning.for_runner(runner)))


def _files(plan: Plan, runner: Runner, cleared: Cleared) -> Mapping[str, bytes]:
    return planning.files(plan, planning.shelf_for(cleared), zone=planning.zone_here(), runner=runner.id)


def _due(result: Assessment, cleared: Cleared) -> tuple[str, ...]:
    """Where the answers are too old for a lesson today, that is said at once."""
    if not full_check_due(result.gate, result.answers, result.answers, today=cleared.today):
        return ()
    return (words.ASKED_AGAIN.format(day=in_words(result.answers.today)),)
