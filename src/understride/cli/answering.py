"""What `ask` and `analyze --answers` share: answers read, the assessment made, printed and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understride.cli import options, output
from understride.cli.first_lesson import first_lesson
from understride.cli.progress import Say, progress, remark
from understride.model import Recording, RequestError, Runner

if TYPE_CHECKING:
    from understride.analysis import Assessment
    from understride.cli.ending import Ending
    from understride.interview import Answers
    from understride.knowledge import Knowledge
    from understride.report.first_lesson import FirstLesson

F = TypeVar("F", bound=Callable[..., Any])

MOST_BYTES = 20_000_000  # a bundle with all findings is under one
NO_NETWORK = "The safety questions come first: nothing was reasoned on, so no network was written."

answers_option = click.option(
    "--answers", "answers_file", type=options.FILE, metavar="FILE", help="Answers as YAML or JSON."
)
knowledge_option = click.option(
    "--knowledge",
    type=options.FILE,
    metavar="DIR",
    help="Your own knowledge files, laid over those of the package.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A recording and what lies beside it; recording None: there is none."""

    recording: Path | None = None
    static: Path | None = None
    forces: tuple[Path, ...] = ()
    mass: float | None = None
    height: float | None = None
    speed: float | None = None
    mapping: Path | None = None


def beside_a_run(command: F) -> F:
    """What goes with a recording, handed to the command as `beside`: `Files` that lack the recording itself."""
    from functools import wraps

    names = [one.name for one in fields(Files) if one.name != "recording"]

    @wraps(command)
    def with_files(**told: Any) -> Any:
        return command(beside=Files(**{name: told.pop(name) for name in names}), **told)

    for option in (options.mapping_option, options.about_the_body, options.beside):
        with_files = option(with_files)
    return with_files  # type: ignore[return-value]


def read(file: Path, *, now: dt.datetime | None = None) -> Answers:
    """The answers in a file, ours or a FHIR QuestionnaireResponse; the day they hold for is their own, or today."""
    from understride.interview import read_answers

    now = now or dt.datetime.now().astimezone()
    if file.is_file() and file.stat().st_size <= MOST_BYTES and b"resourceType" in file.read_bytes():
        from understride.analysis.fhir import answers_from, is_fhir

        if is_fhir(data := file.read_bytes()):
            return answers_from(data, name=file.name, now=now)
    return read_answers(file, now=now)


def known(overlay: Path | None) -> Knowledge:
    """The knowledge, with a person's own laid over it; all that is wrong with it at once."""
    from understride import knowledge
    from understride.measures import MEASURES

    if overlay is not None:
        found = knowledge.check([measure.name for measure in MEASURES], overlay=overlay)
        if found:
            raise RequestError(
                found="; ".join(found),
                needed="knowledge files as their schema says",
                do="Mend what is named.",
            )
    return knowledge.load(overlay)


def assessed(
    answers: Answers, files: Files, *, runner: Runner, overlay: Path | None, progress: Say | None
) -> Assessment:
    """The assessment. A recording is read only where the gate lets it be looked at."""
    from understride.analysis import assess
    from understride.interview import Stopped, gate

    if files.recording is None and (files.static is not None or files.forces):
        raise RequestError(
            found="a standing trial or forces without a run",
            needed="the recording that they belong to",
            do="Give it with --recording FILE.",
        )
    stopped = isinstance(gate(answers, today=answers.today), Stopped)
    run = None if files.recording is None or stopped else run_of(files)
    return assess(answers, run, runner=runner, knowledge=known(overlay), progress=progress)


def run_of(files: Files) -> Recording:
    """The recording with what lies beside it."""
    from understride import formats

    if files.recording is None:
        raise RequestError(found="no recording", needed="a run", do="Name the file that holds it.")
    return formats.read(
        files.recording,
        static=files.static,
        forces=files.forces or None,
        mass=files.mass,
        height=files.height,
        speed=files.speed,
        mapping=files.mapping,
    )


def write_network(result: Assessment, file: Path, *, quiet: bool) -> None:
    """What was reasoned on, as `understride.network/1`; where nothing was, one sentence instead."""
    from understride.analysis import network
    from understride.causes.network import as_json
    from understride.formats.saving import save

    found = network(result)
    if found is None:
        remark(NO_NETWORK, quiet=quiet)
        return
    output.write_file(file, lambda path: save(path, as_json(found)))


def write_fhir(result: Assessment, file: Path) -> None:
    """Questions, answers and findings as one FHIR R4 Bundle."""
    from understride.analysis.fhir_bundle import fhir_json
    from understride.formats.saving import save

    output.write_file(file, lambda path: save(path, fhir_json(result)))


def deliver(
    result: Assessment, folder: Path | None, *, as_json: bool, quiet: bool, ending: Ending | None
) -> None:
    """Write the page if there is a place for it, then print the assessment or where the page is, and how it ends."""
    from understride.analysis import assessment_json

    _out(result, folder, assessment_json(result) if as_json else None, quiet=quiet, ending=ending)


def deliver_joined(result: Assessment, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """The same, printing the analysis; where the gate stopped there is none, and the assessment is printed."""
    from understride.analysis import as_json as analysis_json
    from understride.analysis import assessment_json

    found = assessment_json(result) if result.analysis is None else analysis_json(result.analysis)
    _out(result, folder, found if as_json else None, quiet=quiet, ending=None)


def _out(
    result: Assessment, folder: Path | None, document: bytes | None, *, quiet: bool, ending: Ending | None
) -> None:
    if folder is not None:
        with progress(quiet=quiet) as say:
            side = None if ending is None else ending.side
            lesson = first_lesson(_led(result, ending), say, side=side)
        output.write_folder(folder, lambda place: _fill(result, lesson, ending, place))
    if document is not None:
        output.print_bytes(document)
        return
    for line in _now(result):
        click.echo(line)
    if folder is not None:
        click.echo(folder / output.REPORT)
        remark("Open it in any browser; it needs no network.", quiet=quiet)
    for line in () if ending is None else ending.lines:
        click.echo(line)


def _now(result: Assessment) -> Iterator[str]:
    """After a stop, what to do now stands in the terminal too: nobody has to open a page for it."""
    from understride.interview import Stopped

    if isinstance(result.gate, Stopped):
        for reason in result.gate.reasons:
            yield reason.do
            if reason.say:
                yield f"What to say there: {reason.say}"


def _led(result: Assessment, ending: Ending | None) -> Assessment:
    """For the page: with the lesson first that the plan begins with."""
    return result if ending is None else replace(result, lessons=ending.before(result.lessons))


def _fill(result: Assessment, lesson: FirstLesson | None, ending: Ending | None, place: Path) -> None:
    from understride import report
    from understride.analysis import as_json, assessment_json

    plan = {} if ending is None else ending.files
    report.write_assessment(_led(result, ending), place, lesson, plan)
    (place / output.ASSESSMENT).write_bytes(assessment_json(result))
    if result.analysis is not None:
        (place / output.ANALYSIS).write_bytes(as_json(result.analysis))
