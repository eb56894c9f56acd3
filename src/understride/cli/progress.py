"""Progress on stderr: a line that moves on a terminal, nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Say = Callable[[str], None]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Say]:
    """Gives a function that shows which step is being done; step names only, since per cent would be a guess."""
    if quiet or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading …") as status:
        yield lambda step: status.update(f"{step[:1].upper()}{step[1:]} …")


def _nothing(_: str) -> None:
    pass


def remark(text: str, *, quiet: bool) -> None:
    """A remark for the person at the terminal, on stderr."""
    if not quiet:
        click.echo(text, err=True)
