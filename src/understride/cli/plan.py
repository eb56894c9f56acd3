"""`understride plan`: from answers to days, at most one thing on each; and the plan as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
@click.option("--without", metavar="ID", multiple=True, help="Leave this lesson out; may be repeated.")
@click.option(
    "--not-on", type=Day(), metavar="DATE", multiple=True, help="A day to keep free; may be repeated."
)
@click.option("--before-run", is_flag=True, help="Learn the short lesson for before a run, too.")
@click.option("--anew", is_flag=True, help="Begin anew, from the last answers.")
@click.option("--out", type=options.FILE, metavar="DIR", help="Folder for plan.ics, plan.html and plan.json.")
@click.option("--zone", metavar="NAME", help="Time zone of the calendar  [default: this machine's]")
@clearing.options_for_clearing
@options.json_option
@options.quiet_option
def plan(
    *,
    told: Told,
    out: Path | None,
    zone: str | None,
    as_json: bool,
    quiet: bool,
    **wished: Any,
) -> None:
    """Make a plan from your answers, or show the one that stands.

    A plan is kept, and `understride today` says what it holds. With --answers, --anew or any wish a new one is made;
    an earlier one that was begun is put aside, not lost.

    \b
    Example:
      understride plan --answers answers.yaml --out my-plan
    """
    wish = planning.Wish(**wished)
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
        for line in planning.no_calendar():
            remark(line, quiet=quiet)
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
    """plan.html, plan.json, and plan.ics where the calendar library is there."""
    for name, content in planning.files(found, shelf, zone=zone, runner=runner).items():
        output.write_file(out / name, _saver(content))


def _saver(content: bytes) -> Callable[[Path], None]:
    from understride.formats.saving import save

    return lambda file: save(file, content)
