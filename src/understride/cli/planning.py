"""What `plan`, `today`, `done` and `reset` share: the runner's course, made from answers or kept, and its words."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from understride.cli import answering
from understride.cli.clearing import Told
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.interview import Answers, Cleared
    from understride.lessons.programme.kept import Kept
    from understride.lessons.programme.plan import Day, Plan
    from understride.lessons.programme.shelf import Shelf

NOTHING = answering.Files(
    recording=None, static=None, forces=(), mass=None, height=None, speed=None, mapping=None
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was wished for on the command line. None: not said."""

    six_days: bool = False
    start: date | None = None
    lesson: str | None = None

    @property
    def said(self) -> bool:
        """Whether anything was."""
        return self.six_days or self.start is not None or self.lesson is not None


def shelf_for(cleared: Cleared) -> Shelf:
    """The lessons with their minutes, for what this person may do."""
    from understride.lessons.programme import shelf

    return shelf.shelf_for(frozenset(cleared.withheld))


def begun(cleared: Cleared, answers: Answers, wish: Wish, told: Told) -> Kept:
    """A new course: from the ranked causes of these answers, or with the lesson that was wished for first."""
    from understride.lessons.programme.asked import asked, ranked
    from understride.lessons.programme.kept import Kept as Course

    result = answering.assessed(answers, NOTHING, runner=told.runner, overlay=None, progress=None)
    told_start = None if answers.plan is None else answers.plan.start
    start = wish.start or max(filter(None, (told_start, _after(cleared.today))))
    question = result.next_question
    return Course(
        runner=told.runner,
        asked=asked(
            answers,
            ranked(result.causes),
            programme="six_days" if wish.six_days else "six_weeks",
            start=start,
            choice=wish.lesson,
            tests=(question.id.split(".")[0],)
            if question is not None and question.kind == "self_test"
            else (),
        ),
    )


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
    side = f", {day.first_side} first" if day.first_side else ""
    part = f", part {day.part} of {day.parts}" if day.parts > 1 else ""
    again = ", again" if day.kind == "again" else ""
    return f"{shelf[day.lesson].title}{again} ({day.length}{side}{part}), {day.minutes} min"


def day_as_object(day: Day) -> dict[str, Any]:
    """One day as it stands in `understride.plan/1`."""
    from understride.lessons.programme.plan import as_object

    return as_object(day) | {"date": day.date.isoformat()}


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
