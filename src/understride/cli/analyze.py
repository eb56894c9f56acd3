"""`understride analyze`: from a recording and a complaint to a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from understride.cli import answering, options, output, running
from understride.cli.progress import progress
from understride.model import Complaint, RequestError, Runner, Sex


@click.command()
@options.recording_argument
@answering.beside_a_run
@options.complaint_option
@answering.answers_option
@click.option(
    "--out",
    type=options.FILE,
    metavar="DIR",
    help="Folder for report.html and analysis.json  [default: understride-NAME]",
)
@options.runner_option
@options.sex_option
@options.json_option
@options.quiet_option
def analyze(
    recording: Path,
    *,
    beside: answering.Files,
    complaints: tuple[Complaint, ...],
    answers_file: Path | None,
    out: Path | None,
    runner: Runner,
    sex: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Analyse a run: a page to read, and the same as JSON.

    With --json alone no page is written. Without --out and --json the result goes into a folder named after the
    recording, beside where you stand. With --answers both are joined, safety first: where it says stop, the page says
    what to do now, and nothing else.

    \b
    Example:
      understride analyze run.c3d --static standing.c3d --complaint low_back:left:6
    """
    from understride.analysis import analyze as whole

    runner = replace(runner, sex=None if sex is None else Sex(sex))
    told = running.known(complaints)
    if told and answers_file is not None:
        raise RequestError(
            found="--complaint beside --answers",
            needed="complaints in one place",
            do="Put them into the answers.",
        )
    folder = out if out is not None or as_json else output.folder_for(recording)
    if folder is not None:
        output.check_folder(folder)
    files = replace(beside, recording=recording)
    if answers_file is not None:
        answers = answering.read(answers_file)
        with progress(quiet=quiet) as say:
            joined = answering.assessed(answers, files, runner=runner, overlay=None, progress=say)
        answering.deliver_joined(joined, folder, as_json=as_json, quiet=quiet)
        return
    with progress(quiet=quiet) as say:
        result = whole(answering.run_of(files), told, runner=runner, progress=say)
    running.deliver(result, folder, as_json=as_json, quiet=quiet)
