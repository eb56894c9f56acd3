"""`understride today`: the one thing that today holds, why, and what it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from understride.cli import clearing, options, output, planning
from understride.cli.clearing import Told
from understride.cli.portions import as_options

if TYPE_CHECKING:
    from understride.interview import Cleared
    from understride.lessons.portions import Portion
    from understride.lessons.programme.kept import Kept
    from understride.lessons.programme.plan import Day


@click.command()
@clearing.options_for_clearing
@options.json_option
@options.quiet_option
def today(*, told: Told, as_json: bool, quiet: bool) -> None:
    """Say what today holds: one thing at most.

    \b
    Example:
      understride today
    """
    from understride.lessons.programme import kept
    from understride.lessons.programme.plan import next_day

    cleared, _ = clearing.clear(told, short_check=False, quiet=quiet)
    course = planning.course_of(told)
    shelf = planning.shelf_for(cleared)
    plan = kept.standing_plan(cleared, course, shelf)
    day = next_day(cleared, plan)
    if as_json:
        output.print_bytes(json.dumps(planning.day_as_object(day), ensure_ascii=False).encode())
        return
    click.echo(f"{day.date:%A %d %B}: {planning.named(day, shelf, walks=plan.walks)}")
    click.echo(day.why)
    for line in _how(cleared, day, course):
        click.echo(line)
    coming = next((one for one in plan.days if one.date > day.date), None)
    if day.kind == "free" and coming is not None:
        click.echo(f"Next: {coming.date:%A %d %B}, {planning.named(coming, shelf, walks=plan.walks)}.")


def _portion(day: Day) -> Portion:
    """How much of its lesson the day holds."""
    from understride.lessons.portions import Portion

    half, rests = day.half_imagined, day.long_rests
    return Portion(part=day.part, parts=day.parts, half_imagined=half, long_rests=rests)


def _tests(cleared: Cleared, course: Kept) -> Iterator[str]:
    """Each self-test that the plan asks for, with its words, what to answer and whom a caution concerns."""
    from understride.interview import self_tests
    from understride.report.trials import how_to

    for test in (self_tests()[id] for id in course.asked.tests if id in self_tests()):
        how = how_to(cleared, test)
        if how is not None:
            lines = (*how.text, *(f"- {ask} ({scale})" for ask, scale in how.asks), *how.cautions)
            yield from ("", test.title, *(f"  {line}" for line in lines), "")


def _how(cleared: Cleared, day: Day, course: Kept) -> Iterator[str]:
    """What the day's thing takes: the command of a lesson, the questions of a check, the words of what is tried."""
    from understride.interview import self_tests

    who = planning.for_runner(course.runner)
    if day.lesson is not None:
        side = f" --side {day.first_side}" if day.first_side else ""
        yield f"\n  understride lesson play {day.lesson}{side} --length {day.length}{as_options(_portion(day))}{who}"
    if day.kind == "scan":
        scan = self_tests()["run-scan"]
        yield from ("", *scan.text, *(f"  - {field.ask}" for field in scan.fields), "")
    if day.kind == "tests":
        yield from _tests(cleared, course)
    if day.kind not in ("free", "notice"):
        yield f"  understride done{who}"
