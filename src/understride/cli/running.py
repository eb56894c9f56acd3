"""What `analyze` and `demo` share: the region words looked up, the result printed and written."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from understride.analysis import Analysis
from understride.cli import output
from understride.cli.progress import remark
from understride.model import Complaint, RequestError


def known(complaints: Sequence[Complaint]) -> tuple[Complaint, ...]:
    """The complaints with their regions' ids; other words for a region are understood."""
    from understride import knowledge

    regions = knowledge.load().regions
    words = {word: region.id for region in regions for word in (region.id, *map(_word, region.aliases))}
    return tuple(replace(c, region=_region(c.region, words, [r.id for r in regions])) for c in complaints)


def _region(told: str, words: dict[str, str], ids: list[str]) -> str:
    if told in words:
        return words[told]
    near = list(dict.fromkeys(words[w] for w in difflib.get_close_matches(told, words, n=3, cutoff=0.6)))
    raise RequestError(
        found=f"The region {told!r}",
        needed=f"one of {', '.join(ids)}",
        do=f"Did you mean {' or '.join(near)}?" if near else "Use `other` for any other place.",
    )


def _word(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").split())


def deliver(analysis: Analysis, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """Write the page if there is a place for it, then print JSON or where the page is."""
    from understride.analysis import as_json as to_json

    document = to_json(analysis)
    if folder is not None:
        output.write_folder(folder, lambda place: _fill(analysis, document, place))
    if as_json:
        output.print_bytes(document)
    elif folder is not None:
        click.echo(folder / output.REPORT)
        remark("Open it in any browser; it needs no network.", quiet=quiet)


def _fill(analysis: Analysis, document: bytes, place: Path) -> None:
    from understride import report

    report.write(analysis, place)
    (place / output.ANALYSIS).write_bytes(document)
