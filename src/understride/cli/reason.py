"""`understride reason`: what follows from a network that somebody wrote, by the same exact reasoning."""

from __future__ import annotations

import json
from pathlib import Path

import click

from understride.cli import options
from understride.cli.output import print_bytes
from understride.model import RecordingError

MOST_BYTES = 50_000_000


@click.command()
@click.argument("network", type=options.FILE)
@options.runner_checked
@options.json_option
def reason(network: Path, *, as_json: bool) -> None:
    """Reason over a network of causes and findings, exactly.

    A network is what `understride ask --network FILE` writes: causes with a prior, findings with a leak, links and
    what was observed.

    \b
    Example:
      understride reason network.json --json
    """
    from understride.causes.infer import reason as reasoned
    from understride.causes.network import read

    found = reasoned(read(_text(network), name=network.name))
    if as_json:
        rows = [{"id": name, "probability": probability} for name, probability in found.items()]
        print_bytes(json.dumps({"causes": rows}, indent=2, sort_keys=True, allow_nan=False).encode())
        return
    width = max(map(len, found), default=0)
    for name, probability in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{name:<{width}}  {probability:.4f}")


def _text(file: Path) -> str:
    if not file.is_file():
        raise RecordingError(
            file.name, found="no such file", needed="a network", do="Name the file that has it."
        )
    if file.stat().st_size > MOST_BYTES:
        raise RecordingError(file.name, found="more than 50 MB", needed="a network", do="Name another file.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordingError(
            file.name, found="not a text in UTF-8", needed="a network as JSON or YAML", do="Save it as UTF-8."
        ) from error
