"""`understride plan`: from answers to days, at most one thing on each; and the plan as it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import answers_kept, clearing, options, output, planning
from understride.cli.clearing import Day, Told
from understride.cli.progress import progress, remark

if TYPE_CHECKING:
    from understride.lessons.programme.plan import Plan
    from understride.lessons.programme.shelf import Shelf


@click.command()
@click.option("--six-days", is_flag=True, help="The challenge of six days instead of six weeks.")
@click.option("--start", type=Day(), metavar="DATE", help="The first day  [default: tomorrow]")
@click.option("--lesson", metavar="ID", help="Begin with this lesson, by your own choice.")
@click.option("--out", type=options.FILE, metavar="DIR", help="Folder for plan.ics, plan.html and plan.json.")
@click.option("--zone", metavar="NAME", help="Time zone of the calendar  [default: this machine's]")
@clearing.options_for_clearing
@options.json_option
@options.quiet_option
def plan(
    *,
    told: Told,
    six_days: bool,
    start: date | None,
    lesson: str | None,
    out: Path | None,
    zone: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make a plan from your answers, or show the one that stands.

    A plan is kept, and `understride today` says what it holds. With --answers, --six-days, --start or --lesson a new
    one is made; an earlier one that was begun is put aside, not lost.

    \b
    Example:
      understride plan --answers answers.yaml --out my-plan
    """
    wish = planning.Wish(six_days=six_days, start=start, lesson=lesson)
    cleared, answers = clearing.clear(told, short_check=False, quiet=quiet)
    shelf = planning.shelf_for(cleared)
    course = None if wish.said or told.answers is not None else planning.kept_course(told)
    with progress(quiet=quiet) as say:
        say("Laying out the days")
        new = course is None
        if course is None:
            course = planning.begun(cleared, answers, wish, told)
        from understride.lessons.programme.kept import standing_plan

        found = standing_plan(cleared, course, shelf)
    if out is not None:
        write(found, shelf, out, zone=zone or planning.zone_here(), runner=told.runner.id)
    place = planning.keep(course, anew=True) if new else None
    if told.answers is not None:  # so that `today` need not be told again
        remark(f"Your answers are kept in {answers_kept.keep(answers, told.runner)}.", quiet=quiet)
    if as_json:
        from understride.lessons.programme.plan import as_json as to_json

        output.print_bytes(to_json(found))
    else:
        click.echo(planning.as_text(found, shelf))
    if place is not None:
        remark(f"The plan is kept in {place}.", quiet=quiet)


def write(found: Plan, shelf: Shelf, out: Path, *, zone: str, runner: str) -> None:
    """plan.ics, plan.html and plan.json."""
    from understride.lessons.programme.ics import calendar
    from understride.lessons.programme.plan import as_json as to_json
    from understride.report.plan_page import plan_page

    files = {
        "plan.ics": calendar(found, shelf, zone=zone, runner=runner),
        "plan.html": plan_page(found, {id: item.title for id, item in shelf.items()}).encode(),
        "plan.json": to_json(found),
    }
    for name, content in files.items():
        output.write_file(out / name, _saver(content))


def _saver(content: bytes) -> Callable[[Path], None]:
    from understride.formats.saving import save

    return lambda file: save(file, content)
