"""The group `understride`: which commands there are, and the one place where an error becomes a sentence."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any, NamedTuple

import click

from understride.model import UnderstrideError

BAD_INPUT = 2


class Command(NamedTuple):
    """Where a command lives, and its line in `understride --help`, so that listing imports none of them."""

    home: str
    help: str


COMMANDS = {
    "demo": Command("understride.cli.demo:demo", "Analyse the real run that comes with the package."),
    "analyze": Command("understride.cli.analyze:analyze", "From a recording and a complaint to a report."),
    "ask": Command("understride.cli.ask:ask", "From answers to what it may come from."),
    "explain": Command("understride.cli.explain:explain", "Say all that is known of one cause."),
    "compare": Command("understride.cli.compare:compare", "Compare two recordings of one runner."),
    "batch": Command("understride.cli.batch:batch", "Measure all recordings of a folder."),
    "lesson": Command("understride.cli.lesson:lesson", "Read, hear, check and write movement lessons."),
    "plan": Command("understride.cli.plan:plan", "Make a plan of days from your answers, or show it."),
    "today": Command("understride.cli.today:today", "Say what today holds."),
    "done": Command("understride.cli.done:done", "Note that today's thing is done."),
    "reset": Command("understride.cli.reset:reset", "A short stop in the middle of a run."),
    "contacts": Command("understride.cli.contacts:contacts", "List when each foot lands and leaves."),
    "angles": Command("understride.cli.angles:angles", "Write the angles of every frame as CSV or .mot."),
    "measures": Command("understride.cli.measures:measures", "List what is measured, and how."),
    "norms": Command(
        "understride.cli.norms:norms", "List what values are held against, and who it is made of."
    ),
    "knowledge": Command("understride.cli.knowledge:knowledge", "Check, show or draw what the method says."),
    "reason": Command(
        "understride.cli.reason:reason", "Reason over a network of causes and findings, exactly."
    ),
    "synthesize": Command(
        "understride.cli.synthesize:synthesize", "Make up a runner whose answers are known."
    ),
}


class Sentence(click.ClickException):
    """What a person can mend, as one line on stderr."""

    exit_code = BAD_INPUT

    def show(self, file: Any = None) -> None:
        """Print the sentence and nothing around it."""
        click.echo(self.format_message(), file=file or sys.stderr)


class Rooms(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].home.split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and lines from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what a person can mend ends in its sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except UnderstrideError as error:
            raise Sentence(str(error)) from error


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from understride import __version__

        click.echo(f"understride {__version__}")
        ctx.exit()


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version.",
)
def main() -> None:
    """From a recording of a run and a complaint to a report that a runner can read and act on.

    It explains and teaches; it does not diagnose. Results go to stdout, progress and errors to stderr. Exit
    codes: 0 done, 1 our mistake, 2 something in the input that you can mend.
    """


def run() -> None:
    """The entry point: what must be set before NumPy is imported, then the group."""
    os.environ["OPENBLAS_NUM_THREADS"] = (
        "1"  # same bytes, less memory; small matrices gain nothing from threads
    )
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without "°" gets a "?", not a traceback
    main(prog_name="understride")
