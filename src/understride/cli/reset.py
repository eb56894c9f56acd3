"""`understride reset`: for the middle of a run, a bad day, and after an alarm. Safe place first, never on the road."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import clearing, options, planning
from understride.cli.clearing import Told
from understride.cli.progress import progress, remark
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.interview import Answers, Cleared
    from understride.lessons.programme.log import Entry
    from understride.lessons.programme.outside import BadDay, Reset, Spread, WayBack

ANYWHERE = "hip_flexors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a short item is made from. log: what this runner has noted so far."""

    cleared: Cleared
    answers: Answers
    place: str | None
    log: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What one reads now. lesson: its spoken text. entry: what is noted of it. after: how to note what came of it."""

    text: str
    lesson: str
    entry: Entry | None = None
    after: str = ""


@click.command()
@click.option(
    "--when",
    type=click.Choice(["run", "bad-day", "alarm"]),
    default="run",
    show_default=True,
    help="In a run, on a bad day at home, or after something startled you.",
)
@click.option("--place", metavar="REGION", help="Where it acts up in the run  [default: your main complaint]")
@click.option(
    "--out", type=options.FILE, metavar="DIR", help="Also write it as sound with a page, for a phone."
)
@clearing.options_for_clearing
@options.quiet_option
def reset(*, told: Told, when: str, place: str | None, out: Path | None, quiet: bool) -> None:
    """A short stop out on a run: two minutes, off the path, and then on or home.

    It gives some minutes; what changes things is the lesson at home. For a bad day there is another, to lie down
    with; and after an alarm, a way back to your own rhythm, with the rules for the road.

    \b
    Example:
      understride reset --place shoulders
      understride reset --when alarm
    """
    if place is not None and when != "run":
        raise RequestError(
            found=f"--place {place} with --when {when}",
            needed="a place of the body only in a run",
            do="Leave one of the two out.",
        )
    cleared, answers = clearing.clear(told, short_check=True, quiet=quiet)
    course = planning.kept_course(told)
    log = () if course is None else course.log
    item = ITEMS[when](Asked(cleared=cleared, answers=answers, place=place, log=log))
    click.echo(item.text)
    if out is not None:
        _write(cleared, item.lesson, out, quiet=quiet)
    if course is not None and item.entry is not None:
        from understride.lessons.programme import kept

        planning.keep(kept.note(course, item.entry))
    if course is not None and item.after:
        remark(item.after, quiet=quiet)


def in_a_run(asked: Asked) -> Item:
    """The short stop for a place of the body; on the third day running the safety questions come first."""
    from understride.lessons import load_library
    from understride.lessons.programme import outside
    from understride.lessons.programme.log import Entry

    place = asked.place or _main(asked.answers)
    stop = outside.reset(asked.cleared, place, library=load_library(), log=asked.log)
    if stop.ask_again:
        raise RequestError(
            found=outside.outside().third_day,
            needed="fresh answers to the safety questions",
            do=f"Answer them with: {clearing.ASK}.",
        )
    return Item(
        text=stop_as_text(stop),
        lesson=stop.lesson,
        entry=Entry(on=asked.cleared.today, kind="reset", what=stop.place),
        after="Noted. Take it back with: understride done --note undo",
    )


def on_a_bad_day(asked: Asked) -> Item:
    """The lesson for a bad day, at home."""
    from understride.lessons import load_library, open_lesson
    from understride.lessons.programme import outside

    whole = load_library()[outside.outside().bad_day.lesson]
    found = outside.bad_day(open_lesson(asked.cleared, whole), log=asked.log)
    return Item(text=bad_day_as_text(found), lesson=found.lesson)


def after_an_alarm(asked: Asked) -> Item:
    """The way back to one's own rhythm, with the rules for the road and the drills."""
    from understride.lessons.programme import outside

    found = outside.way_back(asked.cleared, log=asked.log)
    return Item(
        text=way_back_as_text(found),
        lesson=found.lesson,
        after="Note how long it took: understride done --note alert:car:40 (steps) or alert:car:20s (seconds).",
    )


ITEMS: dict[str, Callable[[Asked], Item]] = {
    "run": in_a_run,
    "bad-day": on_a_bad_day,
    "alarm": after_an_alarm,
}


def stop_as_text(stop: Reset) -> str:
    """What is read before it, by heart or from a card, and after it."""
    return "\n".join(
        [
            *stop.before,
            "",
            *_numbered(stop.card),
            "",
            stop.middle,
            stop.question,
            "",
            stop.after,
            *stop.notes,
            "",
            *_stops(),
            "",
            _words(stop.lesson),
        ]
    )


def bad_day_as_text(found: BadDay) -> str:
    """What is read before the lesson for a bad day."""
    return "\n".join([*found.notes, "", *_numbered(found.card), "", *_stops(), "", _words(found.lesson)])


def way_back_as_text(found: WayBack) -> str:
    """The card, what is asked, how far the last ways back lie apart, the rules, and the drills."""
    spreads = [_spread(spread) for spread in found.spreads]
    ladder = [
        f"  {number}. {drill.where}. {drill.what}" for number, drill in enumerate(found.drills, start=1)
    ]
    return "\n".join(
        [
            *_numbered(found.card),
            "",
            found.asks,
            f"What it was: {', '.join(found.kinds)}.",
            *([*spreads, found.note] if spreads else ()),
            "",
            "On the road",
            *(f"  - {rule}" for rule in found.rules),
            "",
            "Where it can be practised, each only when the one before has become play, weeks apart",
            *ladder,
            "",
            f"To learn it at home: understride lesson play {found.drill_lesson}",
            _words(found.lesson),
        ]
    )


def _spread(last: Spread) -> str:
    if last.count == 1:
        return f"The last one: {last.low} {last.unit}."
    return f"Your last {last.count}: {last.low} to {last.high} {last.unit}, the middle one {last.middle:g}."


def _numbered(card: Sequence[str]) -> list[str]:
    return [f"  {number}. {line}" for number, line in enumerate(card, start=1)]


def _stops() -> list[str]:
    from understride.lessons.programme.outside import stop_rules

    return ["Stop, and leave it, if there is", *(f"  - {rule.sign}: {rule.do}" for rule in stop_rules())]


def _words(lesson: str) -> str:
    return f"Its words: understride lesson show {lesson}"


def _main(answers: Answers) -> str:
    """The complaint that costs most, then the strongest, then the first told."""
    told = sorted(answers.complaints, key=lambda c: (_known(c.cost), _known(c.intensity)), reverse=True)
    return told[0].region if told else ANYWHERE


def _known(value: int | None) -> int:
    return -1 if value is None else value


def _write(cleared: Cleared, id: str, out: Path, *, quiet: bool) -> None:
    from understride.cli import lesson_audio

    lesson, recordings = lesson_audio.lesson_named(id)
    with progress(quiet=quiet) as say:
        one = lesson_audio.spoken(cleared, lesson, lesson_audio.SIDES[0], None, recordings, say)
        click.echo(lesson_audio.write_page([one], out / f"{lesson.id}.html", endings=("mp3",)))
