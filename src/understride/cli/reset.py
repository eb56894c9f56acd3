"""`understride reset`: a short stop in the middle of a run. Safe place first, and never on the road."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import clearing, options, planning
from understride.cli.clearing import Told
from understride.cli.progress import progress, remark
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.interview import Answers, Cleared
    from understride.lessons.programme.outside import Reset

ANYWHERE = "hip_flexors"


@click.command()
@click.option("--place", metavar="REGION", help="Where it acts up  [default: your main complaint]")
@click.option(
    "--out", type=options.FILE, metavar="DIR", help="Also write it as sound with a page, for a phone."
)
@clearing.options_for_clearing
@options.quiet_option
def reset(*, told: Told, place: str | None, out: Path | None, quiet: bool) -> None:
    """A short stop out on a run: two minutes, off the path, and then on or home.

    It gives some minutes; what changes things is the lesson at home.

    \b
    Example:
      understride reset --place shoulders
    """
    from understride.lessons import load_library
    from understride.lessons.programme import outside

    cleared, answers = clearing.clear(told, short_check=True, quiet=quiet)
    course = planning.kept_course(told)
    log = () if course is None else course.log
    stop = outside.reset(cleared, place or _main(answers), library=load_library(), log=log)
    if stop.ask_again:
        raise RequestError(
            found=stop.notes[0] if len(stop.notes) == 2 else stop.notes[-2],
            needed="fresh answers to the safety questions",
            do=f"Answer them with: {clearing.ASK}.",
        )
    click.echo(as_text(stop))
    if out is not None:
        _write(cleared, stop, out, quiet=quiet)
    if course is not None:
        from understride.lessons.programme import kept
        from understride.lessons.programme.log import Entry

        line = Entry(on=cleared.today, kind="reset", what=stop.place)
        planning.keep(kept.note(course, line))
        remark(
            "Noted. How many steps until the rhythm was back? understride done --note alert:place:STEPS",
            quiet=quiet,
        )


def as_text(stop: Reset) -> str:
    """What is read before it, by heart or from a card, and after it."""
    lines = [*stop.before, ""]
    lines += [f"  {number}. {line}" for number, line in enumerate(stop.card, start=1)]
    lines += ["", stop.middle, stop.question, "", stop.after, *stop.notes]
    lines += ["", f"Its words: understride lesson show {stop.lesson}"]
    return "\n".join(lines)


def _main(answers: Answers) -> str:
    """The complaint that costs most, then the strongest, then the first told."""
    told = sorted(answers.complaints, key=lambda c: (_known(c.cost), _known(c.intensity)), reverse=True)
    return told[0].region if told else ANYWHERE


def _known(value: int | None) -> int:
    return -1 if value is None else value


def _write(cleared: Cleared, stop: Reset, out: Path, *, quiet: bool) -> None:
    from understride.cli import lesson_audio

    lesson, recordings = lesson_audio.lesson_named(stop.lesson)
    with progress(quiet=quiet) as say:
        one = lesson_audio.spoken(cleared, lesson, lesson_audio.SIDES[0], None, recordings, say)
        click.echo(lesson_audio.write_page([one], out / f"{lesson.id}.html", endings=("mp3",)))
