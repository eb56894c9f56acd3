"""`understride demo`: the real run that comes with the package, with a complaint that is made up."""

from __future__ import annotations

from pathlib import Path

import click

from understride.cli import options, output, running
from understride.cli.progress import progress
from understride.model import Complaint, Runner

FOLDER = Path("understride-demo")
COMPLAINTS = (Complaint(region="shoulders"), Complaint(region="low_back"))


def demo_file() -> Path:
    """The recording that comes with the package: a zip of markers and forces (MIT, John Davis 2022)."""
    return Path(__file__).parent / "demo_run" / "demo-run.zip"


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

    The complaint told with it (tight shoulders, a sore low back) is made up.

    \b
    Example:
      understride demo --out my-demo
    """
    from understride import formats
    from understride.analysis import analyze
    from understride.words.page import STORY

    told = ctx.get_parameter_source("out") is not click.core.ParameterSource.DEFAULT
    folder = out if told or not as_json else None
    if folder is not None:
        output.check_folder(folder)
    with progress(quiet=quiet) as say:
        run = formats.read(demo_file())
        result = analyze(run, COMPLAINTS, runner=runner, story=STORY, progress=say)
    running.deliver(result, folder, as_json=as_json, quiet=quiet)
