"""`understride lesson play` and `export`: a lesson is opened with `Cleared`, spoken, and written beside a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understride.cli import clearing, options, output
from understride.cli.clearing import Told
from understride.cli.lesson_sheet import write_sheets
from understride.cli.portions import portion_options
from understride.cli.progress import Say, progress, remark
from understride.model import RequestError, Side

if TYPE_CHECKING:
    from understride.interview import Cleared
    from understride.lessons import Lesson, Opened
    from understride.lessons.portions import Portion
    from understride.lessons.voice.rendering import Rendered

F = TypeVar("F", bound=Callable[..., Any])
LENGTHS = ("short", "full")
FORMATS = ("mp3", "opus", "both")
ENDING = ".lesson.md"
SIDES = (Side.RIGHT, Side.LEFT)

side_option = click.option(
    "--side",
    type=click.Choice([str(side) for side in SIDES]),
    default="right",
    show_default=True,
    help="The side to begin with.",
)
length_option = click.option(
    "--length", type=click.Choice(LENGTHS), help="Which version  [default: short, where there is one]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """An opened lesson with its sound."""

    rendered: Rendered

    @property
    def opened(self) -> Opened:
        """What was opened, with true times."""
        return self.rendered.opened

    @property
    def stem(self) -> str:
        """The name of its files, without ending."""
        return self.opened.stem


@click.command(short_help="Hear a lesson.")
@click.argument("id", metavar="ID")
@side_option
@length_option
@click.option("--out", type=options.FILE, metavar="DIR", help="Keep page and sound in this folder.")
@click.option("--here", is_flag=True, help="Play in this terminal instead of a browser.")
@portion_options
@clearing.options_for_clearing
@options.quiet_option
def play(
    id: str,
    *,
    told: Told,
    side: str,
    length: str | None,
    portion: Portion,
    out: Path | None,
    here: bool,
    quiet: bool,
) -> None:
    """Hear a lesson: a page with both first sides that works offline, or with --here this terminal.

    The page remembers where you were. Keys: space, arrows left and right 15 s, arrow up again, Page keys from part
    to part.

    \b
    Example:
      understride lesson play core-lying --side left
    """
    cleared, _ = clearing.clear(told, short_check=True, quiet=quiet)
    lesson, recordings = lesson_named(id)
    first = Side(side)
    if here:
        from understride.cli import listening

        said = opened(cleared, lesson, first, length, portion)
        _say_cautions(said, quiet=quiet)
        listening.listen(said, recordings=recordings, at=listening.place(told.runner, said))
        return
    with progress(quiet=quiet) as say:
        sides = (first, first.other)
        both = [spoken(cleared, lesson, one, length, recordings, say, portion=portion) for one in sides]
    _say_cautions(both[0].opened, quiet=quiet)
    page = write_page(both, output_folder(out) / f"{lesson.id}{portion.name}.html", endings=("mp3",))
    click.echo(page)
    if clearing.can_be_asked() and out is None:
        click.launch(str(page))


@click.command(short_help="Write a lesson for a phone or another player.")
@click.argument("id", metavar="ID")
@click.option("--out", type=options.FILE, required=True, metavar="DIR", help="Folder for the files.")
@side_option
@length_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    default="mp3",
    show_default=True,
    help="Kind of sound file.",
)
@click.option(
    "--feed", metavar="URL", help="Also write a private podcast feed of DIR, for files served from here."
)
@portion_options
@clearing.options_for_clearing
@options.quiet_option
def export(
    id: str,
    *,
    told: Told,
    out: Path,
    side: str,
    length: str | None,
    portion: Portion,
    kind: str,
    feed: str | None,
    quiet: bool,
) -> None:
    """Write a lesson for a phone or another player.

    Sound with chapters, captions, transcript, a page that plays it, and a sheet to print (HTML and PDF).

    With --feed, feed.xml lists every lesson exported into DIR, for podcast apps.

    \b
    Example:
      understride lesson export core-lying --out my-lessons --format both
    """
    cleared, _ = clearing.clear(told, short_check=True, quiet=quiet)
    lesson, recordings = lesson_named(id)
    endings = ("mp3", "opus") if kind == "both" else (kind,)
    if out.exists() and not out.is_dir():
        raise RequestError(
            found=f"{out.name} is a file", needed="a folder", do="Name another one with --out."
        )
    with progress(quiet=quiet) as say:
        one = spoken(cleared, lesson, Side(side), length, recordings, say, portion=portion)
        write_page([one], out / f"{one.stem}.html", endings=endings)
    written = [f"{one.stem}.{ending}" for ending in (*endings, "vtt", "txt", "json", "chapters.json", "html")]
    written += write_sheets(one.opened, out, quiet=quiet)
    if feed is not None:
        output.write_file(out / "feed.xml", lambda file: _feed(file, feed))
        written.append("feed.xml")
    for name in written:
        click.echo(out / name)
    _say_left_out(one.opened, quiet=quiet)


def lesson_named(name: str) -> tuple[Lesson, Path | None]:
    """A lesson of the package by its id, or one of your own by its file; and where its recordings would lie."""
    from understride import lessons

    if not name.endswith(ENDING):
        return lessons.lesson(name), None
    from understride.lessons.format import read

    file = Path(name)
    found, faults = read(file)
    faults = faults if found is None else lessons.faults_of(found)
    bad = lessons.errors(faults)
    if found is None or bad:
        raise RequestError(
            found=str(bad[0]).rstrip("."),
            needed="a lesson that passes the check",
            do=f"See all with: understride lesson check {file.name}.",
        )
    return found, file.parent


def opened(
    cleared: Cleared, lesson: Lesson, side: Side, length: str | None, portion: Portion | None = None
) -> Opened:
    """The version that this person may have, all of it or a portion."""
    from understride.cli.lesson import length_for
    from understride.lessons import open_lesson
    from understride.lessons.portions import WHOLE

    return open_lesson(
        cleared, lesson, side=side, length=length_for(lesson, length), portion=portion or WHOLE
    )


def spoken(
    cleared: Cleared,
    lesson: Lesson,
    side: Side,
    length: str | None,
    recordings: Path | None,
    say: Say,
    *,
    portion: Portion | None = None,
) -> Spoken:
    """An opened lesson, made audible by the voice that was chosen."""
    say(f"Speaking {lesson.title}")
    one = opened(cleared, lesson, side, length, portion)
    return Spoken(rendered=heard(one, recordings))


def heard(one: Opened, recordings: Path | None, *, more_time: float = 1.0, speed: float = 1.0) -> Rendered:
    """The sound of an opened lesson."""
    from understride.lessons.voice.choice import chosen, settings_folder
    from understride.lessons.voice.keeping import Kept, default_folder
    from understride.lessons.voice.rendering import render
    from understride.lessons.voice.speaking import speaker

    kept = Kept(default_folder())
    return render(
        one,
        speaker=speaker(chosen(settings_folder(), kept), kept, speed=speed),
        more_time=more_time,
        recordings=recordings,
    )


def output_folder(out: Path | None) -> Path:
    """The folder wished for, else one in the cache."""
    if out is not None:
        return out
    from platformdirs import user_cache_path

    return user_cache_path("understride") / "play"


def write_page(versions: Sequence[Spoken], page: Path, *, endings: tuple[str, ...]) -> Path:
    """The page, and beside it the sound and all that goes with it; gives the page."""
    output.write_file(page, lambda file: _page(versions, file, endings=endings))
    return page


def _page(versions: Sequence[Spoken], file: Path, *, endings: tuple[str, ...]) -> None:
    """Sound, captions, transcript and document of each version beside the page, then the page."""
    from understride.report import lesson_files, player_page

    for one in versions:
        lesson_files.write_version(one.rendered, file.parent, one.stem, endings=endings)
    pages = [player_page.Version(rendered=one.rendered, audio=f"{one.stem}.{endings[0]}") for one in versions]
    player_page.write(pages, file)


def _feed(file: Path, base: str) -> None:
    from understride.report.lesson_files import write_feed

    write_feed(file.parent, base, file)


def _say_cautions(one: Opened, *, quiet: bool) -> None:
    for caution in one.cautions:
        remark(f"{caution.who}: {caution.says}", quiet=quiet)
    _say_left_out(one, quiet=quiet)


def _say_left_out(one: Opened, *, quiet: bool) -> None:
    if one.left_out:
        remark(f"Left out for you, by the safety questions: {', '.join(one.left_out)}.", quiet=quiet)
