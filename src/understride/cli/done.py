"""`understride done`: note that today's thing was done, or something else that the plan should know."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

from understride.cli import clearing, options, planning
from understride.cli.clearing import Told
from understride.cli.progress import remark
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.interview import Cleared
    from understride.lessons.programme.kept import Kept
    from understride.lessons.programme.log import Entry

# What may be noted, and the fields that its values fill, in their order.
NOTES: dict[str, tuple[str, ...]] = {
    "worse": ("points", "hours"),
    "liked": ("lesson",),
    "disliked": ("lesson",),
    "lesson": ("lesson", "length"),
    "scan": (),
    "tests": (),
    "skip": (),
    "repeat": (),
    "go_on": (),
    "stop": (),
    "checked": (),
    "noticed": (),
    "alarm": ("what",),
    "change": ("what",),
    "click": ("what",),
    "alert": ("what", "steps", "strength"),
    "undo": (),
}
NUMBERS: dict[str, type[float] | type[int]] = {
    "points": float,
    "hours": float,
    "steps": int,
    "seconds": int,
    "strength": int,
}


@click.command()
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="WORD[:VALUE…]",
    help="Instead of today's thing: worse:POINTS:HOURS, liked:ID, disliked:ID, lesson:ID, skip, repeat, go_on, stop, "
    "alarm:WHAT, change:WHAT, click:WORDS, alert:WHAT:STEPS|SECONDSs[:STRENGTH], noticed, checked, undo.",
)
@click.option("--cued", is_flag=True, help="A question or a lesson was on your mind during the check.")
@clearing.options_for_clearing
@options.quiet_option
def done(*, told: Told, notes: tuple[str, ...], cued: bool, quiet: bool) -> None:
    """Note that today's thing is done; nothing is ever erased, and `--note undo` takes the last line back.

    \b
    Example:
      understride done
      understride done --note worse:2:50
    """
    from understride.lessons.programme import kept

    cleared, _ = clearing.clear(told, short_check=False, quiet=quiet)
    course = planning.course_of(told)
    shelf = planning.shelf_for(cleared)
    if notes:
        for note in notes:
            course = noted(cleared, course, note, cued=cued)
    else:
        course = kept.done(cleared, course, shelf, cued=cued)
    planning.keep(course)
    last = course.log[-1]
    click.echo(f"Noted for {last.on}: {last.lesson or last.what or last.kind}.")
    plan = kept.standing_plan(cleared, course, shelf)
    coming = next((day for day in plan.days if day.date > told.day), None)
    if coming is not None:
        what = planning.named(coming, shelf, walks=plan.walks)
        remark(f"Next, when you like: {coming.date:%A %d %B}, {what}.", quiet=quiet)


def noted(cleared: Cleared, course: Kept, note: str, *, cued: bool) -> Kept:
    """The course with one note more; undo takes the last one out of account."""
    from understride.lessons.programme import kept

    if note == "undo":
        return kept.take_back(course, on=cleared.today)
    return kept.note(course, entry(note, cleared, cued=cued))


def entry(note: str, cleared: Cleared, *, cued: bool) -> Entry:
    """`worse:2:50` as a line of the log."""
    import msgspec

    from understride.lessons.programme.log import DONE, Entry

    word, *values = note.split(":")
    fields = NOTES.get(word)
    if fields is None or len(values) > len(fields):
        raise _unreadable(note)
    kind: dict[str, Any] = {"kind": "done", "what": word} if word in DONE else {"kind": word}
    named = (_field(name, value) for name, value in zip(fields, values, strict=False))
    told = {name: _value(name, value, note) for name, value in named}
    try:
        return msgspec.convert({"on": cleared.today, **kind, **told, "cued": cued}, Entry)
    except msgspec.ValidationError as error:
        raise _unreadable(note) from error


def _field(name: str, value: str) -> tuple[str, str]:
    """`20s` where steps are asked for is a time."""
    if name == "steps" and value.endswith("s"):
        return "seconds", value[:-1]
    return name, value


def _value(name: str, value: str, note: str) -> float | int | str:
    if name not in NUMBERS:
        return value
    try:
        number: float | int = NUMBERS[name](value)
    except ValueError as error:
        raise _unreadable(note) from error
    if not math.isfinite(number):
        raise _unreadable(note)
    return number


def _unreadable(note: str) -> RequestError:
    return RequestError(
        found=f"The note {note!r}",
        needed=f"one of {', '.join(NOTES)}, and its values with colons between",
        do="For example --note worse:2:50, --note liked:core-lying or --note skip.",
    )
