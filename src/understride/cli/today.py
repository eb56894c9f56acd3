"""`understride today`: the one thing that today holds, and why."""

from __future__ import annotations

import json

import click

from understride.cli import clearing, options, output, planning
from understride.cli.clearing import Told


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

    cleared, _ = clearing.clear(told, short_check=False, quiet=quiet)
    course = planning.course_of(told)
    shelf = planning.shelf_for(cleared)
    day = kept.today(cleared, course, shelf)
    if as_json:
        output.print_bytes(json.dumps(planning.day_as_object(day), ensure_ascii=False).encode())
        return
    click.echo(f"{day.date:%A %d %B}: {planning.named(day, shelf)}")
    click.echo(day.why)
    if day.lesson is not None:
        side = f" --side {day.first_side}" if day.first_side else ""
        click.echo(
            f"\n  understride lesson play {day.lesson}{side} --length {day.length}\n  understride done"
        )
