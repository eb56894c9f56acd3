"""`understride ask`: from answers, and perhaps a recording, to what it may come from and what to do first."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import answering, answers_kept, options, output
from understride.cli.progress import progress, remark
from understride.model import RequestError, Runner, Sex

if TYPE_CHECKING:
    from understride.interview import Answers


@click.command()
@answering.answers_option
@click.option("--recording", type=options.FILE, metavar="FILE", help="A recording of a run, if there is one.")
@options.beside
@options.about_the_body
@options.mapping_option
@click.option(
    "--out",
    type=options.FILE,
    metavar="DIR",
    help="Folder for report.html and assessment.json  [default: understride-NAME]",
)
@click.option(
    "--network",
    "network_file",
    type=options.FILE,
    metavar="FILE",
    help="Write what was reasoned on, for anyone to check.",
)
@click.option(
    "--fhir",
    "fhir_file",
    type=options.FILE,
    metavar="FILE",
    help="Write questions, answers and findings as FHIR R4; --answers reads them back.",
)
@answering.knowledge_option
@options.runner_option
@options.sex_option
@options.json_option
@options.quiet_option
def ask(
    answers_file: Path | None,
    *,
    recording: Path | None,
    static: Path | None,
    forces: tuple[Path, ...],
    mass: float | None,
    height: float | None,
    speed: float | None,
    mapping: Path | None,
    out: Path | None,
    network_file: Path | None,
    fhir_file: Path | None,
    knowledge: Path | None,
    runner: Runner,
    sex: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Ask where it is tense or sore, keep you safe, and say what it may come from.

    Safety comes first: where it says stop, the page says what to do now, and nothing else. Without --answers the
    questions are asked here, five minutes at most; each can be skipped, and what was answered is kept at once.

    \b
    Example:
      understride ask --answers low-back.yaml --recording run.c3d --static standing.c3d
    """
    folder = out if out is not None or as_json else None
    if folder is None and not as_json:
        folder = Path(f"understride-{answers_file.stem if answers_file else runner.id}")
    if folder is not None:
        output.check_folder(folder)
    answers = answering.read(answers_file) if answers_file is not None else _asked(runner)
    with progress(quiet=quiet) as say:
        result = answering.assessed(
            answers,
            answering.Files(
                recording=recording,
                static=static,
                forces=forces,
                mass=mass,
                height=height,
                speed=speed,
                mapping=mapping,
            ),
            runner=replace(runner, sex=None if sex is None else Sex(sex)),
            overlay=knowledge,
            progress=say,
        )
    remark(f"Your answers are kept in {answers_kept.keep(answers, runner)}.", quiet=quiet)
    if network_file is not None:
        answering.write_network(result, network_file, overlay=knowledge, quiet=quiet)
    if fhir_file is not None:
        answering.write_fhir(result, fhir_file)
    answering.deliver(result, folder, as_json=as_json, quiet=quiet)


def _asked(runner: Runner) -> Answers:
    """Asked here, where somebody sits at a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RequestError(
            found="no answers and no terminal to ask in",
            needed="a file with answers",
            do="Give one with --answers FILE.",
        )
    from understride.cli.interviewing import interview

    return interview(runner, today=dt.datetime.now().astimezone().date())
