"""`understride measures`: the table of measures, which is also their documentation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from understride.cli import options, output

if TYPE_CHECKING:
    from understride.measures import Measure

SCHEMA = "understride.measures/1"


@click.command()
@options.json_option
@options.runner_checked
def measures(*, as_json: bool) -> None:
    """List what is measured: name, unit, sides, and what it means.

    \b
    Example:
      understride measures --json
    """
    from understride.measures import MEASURES

    if as_json:
        document = {"schema": SCHEMA, "measures": [as_object(row) for row in MEASURES]}
        output.print_bytes(json.dumps(document, sort_keys=True, ensure_ascii=False, allow_nan=False).encode())
        return
    for row in MEASURES:
        click.echo(f"{row.name} [{row.unit}]{' per side' if row.sided else ''}\n    {row.definition}")


def as_object(row: Measure) -> dict[str, Any]:
    """One row as it stands in JSON."""
    low, high = row.scale
    return {
        "name": row.name,
        "title": row.title,
        "definition": row.definition,
        "definition_id": row.definition_id,
        "unit": str(row.unit),
        "sign": row.sign,
        "sided": row.sided,
        "plane": row.plane,
        "phase": row.phase,
        "needs": list(row.needs),
        "source": row.source,
        "scale": [low, high],
        "between_day_sem": row.between_day_sem,
        "between_lab_sd": row.between_lab_sd,
    }
