"""`understride measures`: the table of measures, which is also their documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
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
        "signals": list(row.needs),
        "needs": list(needed(row)),
        "source": row.source,
        "scale": [low, high],
        "between_day_sem": row.between_day_sem,
        "between_lab_sd": row.between_lab_sd,
        "relative_error": row.relative_error,
    }


def needed(row: Measure) -> tuple[str, ...]:
    """What must be recorded for a measure, in words: points first, then force, speed and the like."""
    words = [points_behind()[_signal(name)] for name in row.needs]
    return tuple(dict.fromkeys([*words, *map(str, row.also)]))


def _signal(name: str) -> str:
    """A signal's own name for the name under which a stride knows it."""
    from understride.gait import RELATIVE

    name = name.removeprefix("other_")
    return RELATIVE[name][0] if name in RELATIVE else name


@cache
def points_behind() -> Mapping[str, str]:
    """Signal (without its side) → the points it needs, in words: what the reader of signals says when it sees none."""
    import numpy as np

    from understride.gait.signals import from_points
    from understride.model import Points

    nobody = Points(names=(), positions=np.zeros((1, 0, 3)), rate_hz=100.0)
    missing = from_points(nobody, {}, None).missing
    return {_without_side(name): why.detail.removeprefix("needs ") for name, why in missing.items()}


def _without_side(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right")
