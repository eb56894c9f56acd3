"""`understride contacts`: when each foot lands and leaves."""

from __future__ import annotations

import json
from pathlib import Path

import click

from understride.cli import options, output
from understride.cli.progress import progress, remark
from understride.model import Contact, Contacts

METHODS = ("auto", "force", "kinematic")
SOURCES = {"force": "from force", "kinematic": "from the feet alone"}
DECIMALS = 5  # as in analysis.json


@click.command()
@options.recording_argument
@options.beside
@options.mapping_option
@click.option(
    "--method", type=click.Choice(METHODS), default="auto", show_default=True, help="What to find them by."
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
    as_json: bool,
    quiet: bool,
) -> None:
    """List when each foot lands and leaves, in seconds of the file's clock.

    \b
    Example:
      understride contacts run.c3d --method force --json
    """  # fmt: skip
    from understride import formats, gait

    with progress(quiet=quiet) as say:
        run = formats.read(recording, static=static, forces=forces or None, mapping=mapping)
        say("Finding contacts")
        found = gait.contacts(run, method=method)
    if as_json:
        output.print_bytes(
            json.dumps({"contacts": [contact_as_object(c) for c in found.contacts]}, allow_nan=False).encode()
        )
        return
    click.echo(as_text(found))
    for note in (*run.notes, *found.notes):
        remark(note.text, quiet=quiet)


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
