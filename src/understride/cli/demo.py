"""`understride demo`: the real run that comes with the package, with a complaint that is made up."""

from __future__ import annotations

from pathlib import Path

import click

from understride.cli import answering, options, output
from understride.cli.progress import progress
from understride.model import Runner

FOLDER = Path("understride-demo")


def demo_file() -> Path:
    """The recording that comes with the package: a zip of markers and forces (MIT, John Davis 2022)."""
    return Path(__file__).parent / "demo_run" / "demo-run.zip"


def demo_answers() -> Path:
    """The answers told with it: made up, and cleared by the gate, so that the page ends with a lesson."""
    return demo_file().with_name("answers.yaml")


@click.command()
@click.option(
    "--out",
    type=options.FILE,
    default=FOLDER,
    show_default=True,
    metavar="DIR",
    help="Folder for the result.",
)
@options.runner_option
@options.json_option
@options.quiet_option
@click.pass_context
def demo(ctx: click.Context, *, out: Path, runner: Runner, as_json: bool, quiet: bool) -> None:
    """Analyse the real treadmill run that comes with the package.

    The complaint told with it (tight shoulders, a sore low back) is made up. The page ends with a first lesson, to be
    heard; speaking it takes a quarter of a minute the first time.

    \b
    Example:
      understride demo --out my-demo
    """
    from understride import formats
    from understride.analysis import assess
    from understride.words.page import STORY

    told = ctx.get_parameter_source("out") is not click.core.ParameterSource.DEFAULT
    folder = out if told or not as_json else None
    if folder is not None:
        output.check_folder(folder)
    with progress(quiet=quiet) as say:
        run = formats.read(demo_file())
        answers = answering.read(demo_answers())
        result = assess(answers, run, runner=runner, story=STORY, progress=say)
    answering.deliver_joined(result, folder, as_json=as_json, quiet=quiet)
