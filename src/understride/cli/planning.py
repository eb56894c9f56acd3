"""What `plan`, `today`, `done` and `reset` share: the runner's course, made from answers or kept, and its words."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from understride.cli import answering
from understride.cli.clearing import Told
from understride.model import RequestError, Runner

if TYPE_CHECKING:
    from understride.analysis import Assessment
    from understride.interview import Answers, Cleared
    from understride.lessons.programme.kept import Kept
    from understride.lessons.programme.plan import Day, Plan
    from understride.lessons.programme.shelf import Shelf

NOTHING = answering.Files()
REVISIONS_FROM = date(2026, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was wished for on the command line. None: not said.

    without: ids of lessons to leave out. not_on: single days. before_run: learn the lesson for before a run.
    """

    anew: bool = False
    six_days: bool = False
    start: date | None = None
    lesson: str | None = None
    without: tuple[str, ...] = ()
    not_on: tuple[date, ...] = ()
    before_run: bool = False

    @property
    def said(self) -> bool:
        """Whether anything was."""
        return self != Wish()


def wish_of(course: Kept) -> Wish:
    """What was wished for in a course that was made before: a new one in its place keeps its kind and its choice."""
    return Wish(six_days=course.asked.programme == "six_days", lesson=course.asked.choice)


def shelf_for(cleared: Cleared) -> Shelf:
    """The lessons with their minutes, for what this person may do."""
    from understride.lessons.programme import shelf

    return shelf.shelf_for(frozenset(cleared.withheld))


def begun(cleared: Cleared, answers: Answers, wish: Wish, told: Told) -> Kept:
    """A new course: from the ranked causes of these answers, or with the lesson that was wished for first."""
    result = answering.assessed(answers, NOTHING, runner=told.runner, overlay=None, progress=None)
    return begun_from(result, cleared, wish, told.runner)


def begun_from(result: Assessment, cleared: Cleared, wish: Wish, runner: Runner) -> Kept:
    """The same from an assessment that was made."""
    from msgspec.structs import replace

    from understride.lessons.programme.asked import asked, checked, ranked
    from understride.lessons.programme.kept import Kept as Course

    told = None if result.answers.plan is None else result.answers.plan.start
    question = result.next_question
    tests = [question.id.split(".")[0]] if question is not None and question.kind == "self_test" else []
    found = asked(
        result.answers,
        ranked(result.causes),
        programme="six_days" if wish.six_days else "six_weeks",
        start=wish.start or max(filter(None, (told, _after(cleared.today)))),
        choice=wish.lesson,
        tests=tests,
    )
    more = replace(
        found,
        disliked=tuple(dict.fromkeys((*found.disliked, *wish.without))),
        not_on=tuple(sorted({*found.not_on, *wish.not_on})),
        before_run=found.before_run or wish.before_run,
    )
    return Course(runner=runner, asked=checked(more))


def no_calendar() -> tuple[str, ...]:
    """Why there is no file for a calendar, and how to get one; nothing where there is one."""
    from understride.lessons.programme import ics
    from understride.words import planned as words

    return () if ics.supported() else (words.NO_CALENDAR,)


def files(plan: Plan, shelf: Shelf, *, zone: str, runner: str) -> dict[str, bytes]:
    """plan.ics, plan.html and plan.json; without calendar support the first is left out."""
    from understride.lessons.programme import ics
    from understride.lessons.programme.plan import as_json
    from understride.report.plan_page import plan_page

    found = {
        "plan.html": plan_page(plan, {id: item.title for id, item in shelf.items()}).encode(),
        "plan.json": as_json(plan),
    }
    return found | (
        {"plan.ics": ics.calendar(plan, shelf, zone=zone, runner=runner, revision=_revision(plan))}
        if ics.supported()
        else {}
    )


def _revision(plan: Plan) -> int:
    """A plan of a later day takes the place of an earlier one in a calendar."""
    return max((plan.made - REVISIONS_FROM).days, 0)


def kept_course(told: Told) -> Kept | None:
    """The course of this runner, None where there is none."""
    from understride.lessons.programme import kept

    return kept.load(kept.place(told.runner))


def course_of(told: Told) -> Kept:
    """The course of this runner, or a sentence."""
    found = kept_course(told)
    if found is None:
        raise RequestError(
            found=f"{told.runner.id!r} has no plan yet",
            needed="a plan",
            do="Make one with: understride plan.",
        )
    return found


def keep(course: Kept, *, anew: bool = False) -> Path:
    """Keep the course. anew: an earlier one with something in its log is put aside, never lost."""
    from understride.lessons.programme import kept

    place = kept.place(course.runner)
    before = kept.load(place) if anew else None
    if before is not None and before.log:
        aside = place.with_name(f"{course.runner.id}.until-{course.asked.start.isoformat()}.json")
        number = 2
        while aside.exists():
            aside = place.with_name(
                f"{course.runner.id}.until-{course.asked.start.isoformat()}-{number}.json"
            )
            number += 1
        place.rename(aside)
    kept.save(course, place)
    return place


def for_runner(runner: Runner) -> str:
    """What a command that is shown needs, so that it is about this runner."""
    return "" if runner.id == Runner().id else f" --runner {runner.id}"


def zone_here() -> str:
    """The time zone of this machine by name; UTC where it has none."""
    named = os.environ.get("TZ", "").lstrip(":")
    if "/" in named and not named.startswith("/"):
        return named
    _, mark, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if mark and name else "UTC"


def as_text(plan: Plan, shelf: Shelf) -> str:
    """The plan to be read in a terminal."""
    from understride.lessons.programme.plan import reasons
    from understride.words import planned as words

    lines: list[str] = [sentence.text for sentence in plan.sentences]
    week = None
    for day, why in zip(plan.days, reasons(plan.days), strict=True):
        if day.week != week:
            week = day.week
            minutes = words.MINUTES.format(minutes=plan.minutes_by_week()[week])
            lines += ["", f"{words.week(week, plan.programme)}, {minutes}"]
        lines.append(f"  {day.date:%a %d %b}  {named(day, shelf, walks=plan.walks)}")
        lines += [f"              {why}"] if why else []
    if not plan.days:
        lines.append("Nothing comes after today.")
    return "\n".join(lines).strip()


def named(day: Day, shelf: Shelf, *, walks: bool) -> str:
    """What a day holds, in one line. walks: every run is a walk."""
    if day.lesson is None:
        from understride.words import planned as words

        minutes = f", {day.minutes} min" if day.minutes else ""
        return words.kind(day.kind, walks=walks) + minutes
    if day.first_side is None:  # learnt on the side: it has no other length
        return f"{shelf[day.lesson].title}, {day.minutes} min"
    side = f", {day.first_side} first"
    part = f", part {day.part} of {day.parts}" if day.parts > 1 else ""
    again = ", again" if day.kind == "again" else ""
    return f"{shelf[day.lesson].title}{again} ({day.length}{side}{part}), {day.minutes} min"


def day_as_object(day: Day) -> dict[str, Any]:
    """One day as it stands in `understride.plan/1`."""
    from understride.lessons.programme.plan import as_object

    return as_object(day) | {"date": day.date.isoformat()}


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
