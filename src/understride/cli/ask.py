"""`understride ask`: from answers, and perhaps a recording, to what it may come from and what to do first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import answering, answers_kept, options, output
from understride.cli.clearing import Day, Told, can_be_asked
from understride.cli.progress import progress, remark
from understride.model import RequestError, Runner, Sex

if TYPE_CHECKING:
    from understride.analysis import Assessment
    from understride.cli.ending import Ending
    from understride.interview import Answers


@click.command()
@answering.answers_option
@click.option("--recording", type=options.FILE, metavar="FILE", help="A recording of a run, if there is one.")
@answering.beside_a_run
@click.option(
    "--out",
    type=options.FILE,
    metavar="DIR",
    help="Folder for the page, the plan and assessment.json  [default: understride-NAME]",
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
@click.option("--on", type=Day(), metavar="DATE", help="Take this day for today.")
@options.json_option
@options.quiet_option
def ask(
    answers_file: Path | None,
    *,
    recording: Path | None,
    beside: answering.Files,
    out: Path | None,
    network_file: Path | None,
    fhir_file: Path | None,
    knowledge: Path | None,
    runner: Runner,
    sex: str | None,
    on: dt.date | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Ask where it is tense or sore, keep you safe, and say what it may come from.

    Safety comes first: where it says stop, the page says what to do now, and nothing else. Without --answers the
    questions are asked here, five minutes at most; each can be skipped, and what was answered is kept at once.
    It ends with a first lesson and a plan, which lies beside the page; a plan that is under way goes on as it is.

    \b
    Example:
      understride ask --answers low-back.yaml --recording run.c3d --static standing.c3d
    """
    folder = out if out is not None or as_json else None
    if folder is None and not as_json:
        folder = Path(f"understride-{answers_file.stem if answers_file else runner.id}")
    if folder is not None:
        output.check_folder(folder)
    told = Told(runner=runner, answers=answers_file, on=on)
    answers = answering.read(answers_file, now=told.now) if answers_file is not None else _asked(told)
    with progress(quiet=quiet) as say:
        result = answering.assessed(
            answers,
            replace(beside, recording=recording),
            runner=replace(runner, sex=None if sex is None else Sex(sex)),
            overlay=knowledge,
            progress=say,
        )
    remark(f"Your answers are kept in {answers_kept.keep(answers, runner)}.", quiet=quiet)
    if network_file is not None:
        answering.write_network(result, network_file, quiet=quiet)
    if fhir_file is not None:
        answering.write_fhir(result, fhir_file)
    answering.deliver(result, folder, as_json=as_json, quiet=quiet, ending=_ending(result, told, quiet=quiet))


def _ending(result: Assessment, told: Told, *, quiet: bool) -> Ending | None:
    from understride.cli.ending import ending

    with progress(quiet=quiet) as say:
        say("laying out the days")
        return ending(result, told)


def _asked(told: Told) -> Answers:
    """Asked here, where somebody sits at a terminal."""
    if not can_be_asked():
        raise RequestError(
            found="no answers and no terminal to ask in",
            needed="a file with answers",
            do="Give one with --answers FILE.",
        )
    from understride.cli.interviewing import interview

    return interview(told.runner, today=told.day)
