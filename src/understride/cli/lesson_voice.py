"""`understride lesson voice`: which voice speaks; hear another one beside it, then choose it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import options, output
from understride.cli.progress import progress, remark

if TYPE_CHECKING:
    from understride.lessons.voice.keeping import Kept
    from understride.lessons.voice.speaking import Voice

SAMPLES = Path("understride-voices")


@click.command(short_help="Hear and choose the voice.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--command", metavar="WORDS", help="A program as the voice, in quotes; {file} is the WAV to write."
)
@click.option("--hear", is_flag=True, help="Only hear it beside the present one; nothing is changed.")
@click.option(
    "--out",
    type=options.FILE,
    default=SAMPLES,
    show_default=True,
    metavar="DIR",
    help="Folder for what --hear writes.",
)
@options.runner_checked
@options.quiet_option
def voice(name: str | None, *, command: str | None, hear: bool, out: Path, quiet: bool) -> None:
    """Say which voice speaks the lessons, hear another one, or choose it.

    \b
    Example:
      understride lesson voice flite-slt --hear
      understride lesson voice --command "text2wave -o {file}"
    """
    from understride.lessons.voice import choice
    from understride.lessons.voice.keeping import Kept, default_folder

    kept, settings = Kept(default_folder()), choice.settings_folder()
    now = choice.chosen(settings, kept)
    if name is None and command is None:
        for known in dict.fromkeys((now.name, *choice.NAMES)):
            click.echo(f"{'*' if known == now.name else ' '} {known}")
        return
    new = choice.voice_of(tuple(shlex.split(command))) if command else choice.voice_named(name or "", kept)
    with progress(quiet=quiet) as say:
        say("Speaking")
        samples = {one.name: _sample(one, kept) for one in ((now, new) if hear else (new,))}
    if hear:
        for named, wave in samples.items():
            file = out / f"{named}.wav"
            output.write_file(file, _saver(wave))
            click.echo(file)
        return
    choice.choose(new, settings)  # only after it has spoken: a voice that cannot is not chosen
    click.echo(new.name)
    remark("Lessons are spoken anew by this voice.", quiet=quiet)


def _sample(voice: Voice, kept: Kept) -> bytes:
    from understride.lessons.voice.speaking import sample, speaker

    return sample(speaker(voice, kept))


def _saver(wave: bytes) -> Callable[[Path], None]:
    from understride.formats.saving import save

    return lambda file: save(file, wave)
