"""How a command comes to `Cleared`: answers from a file or those kept, the short check, and then the gate (R57).

A stop ends the command here, with what to do now; nothing after it is reached.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understride.cli import answers_kept, options
from understride.cli.progress import remark
from understride.model import RequestError, Runner

if TYPE_CHECKING:
    from understride.interview import Answers, Cleared, Stopped

F = TypeVar("F", bound=Callable[..., Any])
ASK = "understride ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the options of `options_for_clearing` said. day: today, or the day that --on names."""

    runner: Runner
    answers: Path | None = None
    nothing_new: bool = False
    on: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day on which this happens."""
        return self.on or _now().date()

    @property
    def now(self) -> dt.datetime:
        """Noon of the day that was named, or this moment."""
        return _now() if self.on is None else dt.datetime.combine(self.on, dt.time(12), tzinfo=dt.UTC)


class Stop(click.ClickException):
    """The gate has stopped: what to do now, and nothing else."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """The sentences on stderr."""
        click.echo(self.format_message(), file=file or sys.stderr)


class Day(click.ParamType[dt.date]):
    """A day as 2026-11-23."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, or a sentence."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError as error:
            raise RequestError(
                found=f"The date {str(value)!r}",
                needed="year, month and day",
                do="For example 2026-11-23.",
            ) from error


def options_for_clearing(command: F) -> F:
    """--answers, --nothing-new, --on and --runner, handed to the command as one `told`."""
    from functools import wraps

    @wraps(command)
    def with_told(
        *, runner: Runner, answers: Path | None, nothing_new: bool, on: dt.date | None, **rest: Any
    ) -> Any:
        return command(told=Told(runner=runner, answers=answers, nothing_new=nothing_new, on=on), **rest)

    for option in (
        options.runner_option,
        click.option("--on", type=Day(), metavar="DATE", help="Take this day for today."),
        click.option(
            "--nothing-new",
            is_flag=True,
            help="Answers the short check: none of its five lines is true today.",
        ),
        click.option(
            "--answers",
            type=options.FILE,
            metavar="FILE",
            help="Answers to the safety questions  [default: the last ones kept]",
        ),
    ):
        with_told = option(with_told)
    return with_told  # type: ignore[return-value]


def clear(told: Told, *, short_check: bool, quiet: bool = False) -> tuple[Cleared, Answers]:
    """The gate's yes for today, and the answers that it rests on. short_check: a lesson is about to begin.

    A stop comes before everything else that could be said.
    """
    from understride.interview import after_short_check, gate

    answers = answers_for(told)
    if not can_be_asked():
        passed(gate(answers, today=told.day))
    answers = _still_good(told, answers, quiet=quiet)
    if short_check and answers.today != told.day:
        answers = after_short_check(answers, _ticked(told), today=told.day)
    return passed(gate(answers, today=told.day)), answers


def passed(outcome: Cleared | Stopped) -> Cleared:
    """The same where it is `Cleared`; a stop ends the command."""
    from understride.interview import Cleared

    if not isinstance(outcome, Cleared):
        raise Stop(in_words(outcome))
    return outcome


def in_words(stopped: Stopped) -> str:
    """What to do now, why, and what to say there."""
    first = stopped.reasons[0]
    when = "" if first.within in ("now", "no date") else f" ({first.within})"
    return "\n".join(
        [f"No lesson today. {first.do}{when}", *(f"You told: {told}." for told in first.told), first.say]
    ).rstrip()


def answers_for(told: Told) -> Answers:
    """What was told last: in the file named, or kept, or now where somebody can be asked."""
    from understride.interview import read_answers

    answers = (
        answers_kept.last(told.runner, now=told.now)
        if told.answers is None
        else read_answers(told.answers, now=told.now)
    )
    if answers is None and can_be_asked():
        return _asked(told)
    if answers is None:
        raise RequestError(
            found=f"No answers to the safety questions are kept for {told.runner.id!r}",
            needed="them before anything is taught",
            do=f"Answer them with: {ASK}. Or name a file with --answers.",
        )
    if answers.today > told.day:
        raise RequestError(
            found=f"Answers of {answers.today}, which lies after {told.day}",
            needed="answers of that day or an earlier one",
            do="Name another day with --on.",
        )
    return answers


def _still_good(told: Told, answers: Answers, *, quiet: bool) -> Answers:
    """The same, unless the full questions are due. A file is told anew by whoever names it: there it is a remark."""
    from understride.interview import full_check_due, gate, why_due

    before = gate(answers, today=answers.today)
    due = full_check_due(before, answers, answers, today=told.day, last_lesson=_last_lesson(told))
    if not due:
        return answers
    why = " ".join(why_due()[reason] for reason in due)
    if told.answers is None and can_be_asked():
        return _asked(told)
    if told.answers is None:
        raise RequestError(
            found=f"The safety questions are due again. {why}".rstrip("."),
            needed="fresh answers",
            do=f"Answer them with: {ASK}.",
        )
    remark(f"These answers are of {answers.today}; the safety questions are due again. {why}", quiet=quiet)
    return answers


def _asked(told: Told) -> Answers:
    """All questions, asked here; what was answered is kept."""
    from understride.cli.interviewing import interview

    answers = interview(told.runner, today=told.day)
    answers_kept.keep(answers, told.runner)
    return answers


def _last_lesson(told: Told) -> dt.date | None:
    """The day of the last lesson in the runner's log."""
    from understride.lessons.programme import kept

    found = kept.load(kept.place(told.runner))
    days = [] if found is None else [entry.on for entry in found.log if entry.kind == "done"]
    return max(days, default=None)


def _ticked(told: Told) -> list[str]:
    """The lines of the short check that are true today."""
    from understride.interview import short_check

    if told.nothing_new:
        return []
    if not can_be_asked():
        raise RequestError(
            found="The short check before a lesson is not answered",
            needed="someone to ask, or its answer",
            do="If none of its lines is true today, say --nothing-new.",
        )
    lines = short_check()
    click.echo("Is anything of this new today?", err=True)
    for number, item in enumerate(lines, start=1):
        click.echo(f"  {number}  {item.text}", err=True)
    click.echo("  Enter: none of these", err=True)
    said = click.prompt("Numbers", default="", show_default=False, err=True)
    numbers = [word for word in str(said).replace(",", " ").split() if word]
    if not all(word.isdecimal() and 1 <= int(word) <= len(lines) for word in numbers):
        raise RequestError(
            found=f"The answer {said!r}",
            needed=f"numbers from 1 to {len(lines)}, or nothing",
            do="Begin again.",
        )
    return [lines[int(word) - 1].id for word in numbers]


def can_be_asked() -> bool:
    """Whether a person sits at the other end."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
