"""`understride contacts`: when each foot lands and leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from understride.cli import options, output
from understride.cli.progress import progress, remark
from understride.model import Contact, Contacts, FileEvent, Recording
from understride.words import counted

METHODS = ("auto", "force", "kinematic")
SOURCES = {"force": "from force", "kinematic": "from the feet alone"}
STRIKE, OFF = "Foot Strike", "Foot Off"  # as Vicon, Qualisys and Mokka write and read them
REPLACED = (STRIKE.casefold(), OFF.casefold())
DECIMALS = 5  # as in analysis.json


@click.command()
@options.recording_argument
@options.beside
@options.mapping_option
@click.option(
    "--method", type=click.Choice(METHODS), default="auto", show_default=True, help="What to find them by."
)
@click.option(
    "--write-c3d",
    type=options.FILE,
    metavar="OUT.c3d",
    help="Also write a copy of points and force with the contacts as events.",
)
@options.runner_checked
@options.json_option
@options.quiet_option
def contacts(
    recording: Path,
    *,
    static: Path | None,
    forces: tuple[Path, ...],
    mapping: Path | None,
    method: str,
    write_c3d: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """List when each foot lands and leaves, in seconds of the file's clock.

    \b
    Example:
      understride contacts run.c3d --method force --json
      understride contacts run.c3d --write-c3d run-with-events.c3d
    """  # fmt: skip
    from understride import formats, gait

    if write_c3d is not None:
        output.check_file(write_c3d, recording, static, *forces, mapping, endings=(".c3d",))
    with progress(quiet=quiet) as say:
        run = formats.read(recording, static=static, forces=forces or None, mapping=mapping)
        say("Finding contacts")
        found = gait.contacts(run, method=method)
    if write_c3d is not None:
        _write(run, found, write_c3d, quiet=quiet)
    if as_json:
        output.print_bytes(json.dumps(as_object(found), allow_nan=False).encode())
        return
    click.echo(as_text(found))
    for note in (*run.notes, *found.notes):
        remark(note.text, quiet=quiet)


def _write(run: Recording, found: Contacts, file: Path, *, quiet: bool) -> None:
    """A copy with the contacts as events; the force comes along where C3D can hold it."""
    from understride import formats

    force = run.force
    if force is not None and (force.rate_hz / run.points.rate_hz) % 1:
        remark("The force is left out: C3D wants a whole number of its samples for each frame.", quiet=quiet)
        force = None
    events = with_events(run.events, found)
    output.write_file(
        file,
        lambda path: formats.write_c3d(
            path, run.points, force=force, events=events, mass=run.mass, height=run.height
        ),
    )
    remark(f"{file.name}: {counted(len(found.contacts) * 2, 'event')}.", quiet=quiet)


def with_events(before: Sequence[FileEvent], found: Contacts) -> tuple[FileEvent, ...]:
    """The contacts under the labels that other programs know; what the file called so before is replaced."""
    kept = [event for event in before if not any(word in event.label.casefold() for word in REPLACED)]
    new = [
        FileEvent(label=label, side=contact.side, time=time)
        for contact in found.contacts
        for label, time in ((STRIKE, contact.landing), (OFF, contact.leaving))
    ]
    return tuple(sorted([*kept, *new], key=lambda event: event.time))


def as_object(found: Contacts) -> dict[str, Any]:
    """The contacts, and where they come from the feet, what they may be off by."""
    import msgspec

    from understride.analysis.document import contact_error_row

    document: dict[str, Any] = {"contacts": [contact_as_object(contact) for contact in found.contacts]}
    error = contact_error_row(found)
    return document if error is None else document | {"contact_error": msgspec.to_builtins(error)}


def contact_as_object(contact: Contact) -> dict[str, str | float]:
    """One contact as it stands in JSON, seconds."""
    return {
        "side": str(contact.side),
        "landing": round(contact.landing, DECIMALS),
        "leaving": round(contact.leaving, DECIMALS),
    }


def as_text(found: Contacts) -> str:
    """One contact a line: side, landing and leaving in s, time on the ground in ms."""
    lines = [f"{'side':5}  {'landing s':>9}  {'leaving s':>9}  {'on the ground ms':>16}"]
    for c in found.contacts:
        ground = (c.leaving - c.landing) * 1000
        lines.append(f"{c.side!s:5}  {c.landing:9.3f}  {c.leaving:9.3f}  {ground:16.0f}")
    lines.append(f"{len(found.contacts)} contacts, {SOURCES.get(found.method, found.method)}")
    return "\n".join(lines)
