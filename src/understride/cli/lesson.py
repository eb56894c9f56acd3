"""`understride lesson`: reading matter (list, show, check, new) without a gate, and the ways to hear a lesson."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understride.cli import options, output
from understride.cli.lesson_audio import LENGTHS, export, length_option, lesson_named, play, side_option
from understride.cli.lesson_voice import voice
from understride.cli.progress import remark
from understride.model import RequestError, Side

if TYPE_CHECKING:
    from understride.lessons import Length, Lesson, Score

ENDING = ".lesson.md"
WHOLE = "Let it roll a little to the {B}, and come back. (x2)\n"
LACKING = """\
<!-- Remarks like this are never spoken. The next line lacks something: let the check say what, and mend it. -->
Let it roll a little the other way, and come back. (x2)
"""


@click.group()
def lesson() -> None:
    """Read, hear, check and write movement lessons.

    Reading needs nothing. To play or export one, the safety questions come first: `understride ask`, or a file with
    --answers.

    \b
    Example:
      understride lesson show core-lying
    """


@lesson.command("list")
@options.runner_checked
@options.json_option
def list_(*, as_json: bool) -> None:
    """List the lessons.

    \b
    Example:
      understride lesson list --json
    """
    from understride.lessons import load_library

    lessons = load_library().values()
    if as_json:
        text = json.dumps([row(one) for one in lessons], ensure_ascii=False, indent=1)
        output.print_bytes(text.encode())
        return
    wide = max(len(one.id) for one in lessons)
    for one in lessons:
        click.echo(f"{one.id:<{wide}}  {one.front.kind:<7}  {_time(one):>9}  {one.title}")


def row(one: Lesson) -> dict[str, Any]:
    """One lesson as it stands in the list's JSON."""
    from understride.lessons.scoring import minutes

    front, scored = one.front, minutes(one)
    time: dict[str, Any] = (
        {"seconds": round(60 * scored["short"])}
        if front.kind == "short"
        else {"minutes": {length: round(scored[length]) if length in scored else None for length in LENGTHS}}
    )
    return {
        "id": one.id,
        "title": one.title,
        "kind": front.kind,
        **time,
        "serves": list(front.serves.imbalances),
        "complaints": list(front.serves.complaints),
    }


def _time(one: Lesson) -> str:
    from understride.lessons.scoring import minutes

    scored = minutes(one)
    if one.front.kind == "short":
        return f"{round(60 * scored['short'])} s"
    return " / ".join(str(round(found)) for found in scored.values()) + " min"


@lesson.command(short_help="Read a lesson.")
@click.argument("id", metavar="ID")
@side_option
@length_option
@options.runner_checked
@options.json_option
def show(id: str, *, side: str, length: str | None, as_json: bool) -> None:
    """Read a lesson: every sentence with its time, estimated until a voice has spoken it.

    \b
    Example:
      understride lesson show core-lying --length full
    """
    from understride import lessons

    found, _ = lesson_named(id)
    score = lessons.score(found, side=Side(side), length=length_for(found, length))
    if as_json:
        output.print_bytes(lessons.as_json(score))
    else:
        click.echo(as_text(score))


def length_for(found: Lesson, wished: str | None) -> Length:
    """The version wished for; without a wish the short one, or the only one there is."""
    lengths = found.front.lengths
    if wished is None:
        return lengths[0]
    if wished not in lengths:
        raise RequestError(
            found=f"No {wished} version of {found.id}", needed=" or ".join(lengths), do="Ask for that one."
        )
    return lengths[lengths.index(wished)]


def as_text(score: Score) -> str:
    """A lesson to be read."""
    from understride.lessons import cautions_of, positions
    from understride.lessons.strip import clock

    front = score.lesson.front
    lines = [front.title, f"{score.name}, about {clock(score.seconds)}", "", front.learn]
    lines += [f"Needs: {', '.join(front.props)}"] if front.props else []
    lines += ["", *(f"- {c.who}: {c.says}" for c in cautions_of(score.lesson))]
    for part in score.parts:
        lines += [
            "",
            f"{clock(part.start):>6}  {part.title} ({positions()[part.block.position].title.lower()})",
        ]
        lines += [f"{clock(said.start):>6}    {said.text}" for said in part.said]
    return "\n".join(lines)


@lesson.command(short_help="Check a lesson of your own.")
@click.argument("file", type=options.FILE)
@options.runner_checked
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """Check a lesson of your own: its strip, its numbers, and every fault with its line.

    \b
    Example:
      understride lesson check my-lesson.lesson.md
    """
    from understride.lessons.checking import report

    text, bad = report(file)
    click.echo(text)
    if bad:
        ctx.exit(2)


@lesson.command(short_help="Begin a lesson of your own.")
@click.argument("file", type=options.FILE)
@options.runner_checked
@options.quiet_option
def new(file: Path, *, quiet: bool) -> None:
    """Begin a lesson of your own: a small one, to be changed line by line, with one fault for the check to find.

    \b
    Example:
      understride lesson new my-lesson.lesson.md
    """
    id = file.name.removesuffix(ENDING)
    if not file.name.endswith(ENDING) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        raise RequestError(
            found=f"The name {file.name!r}",
            needed=f"small letters, digits and dashes, then {ENDING}",
            do=f"For example slow-turn{ENDING}.",
        )
    if file.exists():
        raise RequestError(
            found=f"{file.name} is already there",
            needed="a new name",
            do="Name another file, or check this one.",
        )
    text = template(id)
    output.write_file(file, lambda place: _save(place, text))
    click.echo(file)
    remark(f"Change it, then: understride lesson check {file.name}", quiet=quiet)


def template(id: str) -> str:
    """The small lesson under another name, with one fault that its check names."""
    from importlib.resources import files

    text = (files("understride.lessons") / "data" / "small.lesson.md").read_text(encoding="utf-8")
    return text.replace("id: head-roll\n", f"id: {id}\n", 1).replace(WHOLE, LACKING, 1)


def _save(place: Path, text: str) -> None:
    from understride.formats.saving import save

    save(place, text.encode())


lesson.add_command(play)
lesson.add_command(export)
lesson.add_command(voice)
