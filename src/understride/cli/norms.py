"""`understride norms`: what values are held against, and who it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from understride.cli import options, output

if TYPE_CHECKING:
    from understride.findings.literature import Published
    from understride.findings.literature import Row as Printed
    from understride.findings.norms import Source
    from understride.findings.reference import Row

SCHEMA = "understride.norms/1"


@click.command()
@options.json_option
@options.runner_checked
def norms(*, as_json: bool) -> None:
    """List what values are held against: who, at which speeds, mean, spread and band.

    The band is the interval in which a next runner like them would lie. A norm is asked first; a reference of few
    people stands in for what the norm lacks, and numbers from the literature for people whom neither has. They say
    what occurs, not what is right.

    \b
    Example:
      understride norms --json
    """
    from understride.findings.literature import published
    from understride.findings.norms import sources

    found, printed = sources(), published()
    if as_json:
        document = {
            "schema": SCHEMA,
            "norms": [as_object(source) for source in found],
            "literature": [of_literature(source) for source in printed],
        }
        output.print_bytes(json.dumps(document, sort_keys=True, ensure_ascii=False, allow_nan=False).encode())
        return
    for source in found:
        click.echo(f"{source.id} ({'norm' if source.norm else 'reference'}): {who(source)}")
        for row in rows_of(source):
            click.echo(f"  {_line(row)}")
    for text in printed:
        click.echo(f"{text.id} (literature): {text.cite}; read: {text.seen}")
        for row in rows_of_literature(text):
            click.echo(f"  {_line_of_literature(row)}")


def who(source: Source) -> str:
    """Who a table is made of, all of them."""
    return source.who(max(row.n for rows in source.table.rows.values() for row in rows))


def as_object(source: Source) -> dict[str, Any]:
    """One table as it stands in JSON."""
    return {
        "id": source.id,
        "is_norm": source.norm,
        "people": who(source),
        "dialect": source.dialect,
        "facts": dict(source.facts),
        "rows": list(rows_of(source)),
    }


def rows_of(source: Source) -> Iterator[dict[str, Any]]:
    """Every measure, side and speed of a table with its band."""
    from understride.measures import MEASURES

    units = {row.name: str(row.unit) for row in MEASURES}
    for (measure, side), rows in source.table.rows.items():
        for row in rows:
            low, high = _band(row)
            yield {
                "measure": measure,
                "unit": units[measure],
                "side": side or None,
                "speed": row.speed,
                "mean": row.mean,
                "sd": row.sd,
                "n": row.n,
                "low": low,
                "high": high,
                "left_minus_right_within": row.limit,
                "left_minus_right_p95": row.left_minus_right_p95,
            }


def of_literature(source: Published) -> dict[str, Any]:
    """One source of the literature as it stands in JSON."""
    told = ("id", "cite", "doi", "seen", "surface", "method")
    return {**{name: getattr(source, name) for name in told}, "rows": list(rows_of_literature(source))}


def rows_of_literature(source: Published) -> Iterator[dict[str, Any]]:
    """Every row of it. lacking: what it would need to be held against; then it is only shown."""
    from understride.findings.literature import WORDS
    from understride.findings.reference import in_words
    from understride.measures import MEASURES

    units = {row.name: str(row.unit) for row in MEASURES}
    for row in source.rows:
        low, high = _band(row)
        yield {
            "measure": row.measure,
            "unit": units[row.measure],
            "people": row.people.format("" if row.n is None else in_words(row.n)),
            "sexes": [WORDS[sex] for sex in row.sexes],
            "speed": row.speed,
            "mean": row.mean,
            "sd": row.sd,
            "n": row.n,
            "low": low,
            "high": high,
            "means": row.means,
            "lacking": list(row.lacking),
        }


def _line_of_literature(row: dict[str, Any]) -> str:
    if row["means"] is not None:
        said = f"means {row['means'][0]:g} to {row['means'][1]:g}"
    else:
        said = f"{row['mean']:g} ± {row['sd']:g}"
    why = f"; nobody is held against it, not shown: {', '.join(row['lacking'])}" if row["lacking"] else ""
    return f"{row['measure']} [{row['unit']}]: {said}; {row['people']}{why}"


def _band(row: Row | Printed) -> Sequence[float | None]:
    """Where a next runner of the same laboratory would lie; rounded to what four digits of mean and SD carry."""
    from understride.findings.bands import quantile

    if row.mean is None or row.sd is None or row.n is None:
        return None, None
    half = quantile(row.n - 1) * row.sd * (1 + 1 / row.n) ** 0.5
    return float(f"{row.mean - half:.4g}"), float(f"{row.mean + half:.4g}")


def _line(row: dict[str, Any]) -> str:
    side = f" {row['side'].replace('_', ' ')}" if row["side"] else ""
    parts = [f"{row['measure']}{side} [{row['unit']}] at {row['speed']:g} m/s:"]
    if row["mean"] is not None:
        parts.append(f"{row['mean']:g} ± {row['sd']:g}, band {row['low']:g} to {row['high']:g}")
    if row["left_minus_right_within"] is not None:
        parts.append(f"left minus right within {row['left_minus_right_within']:g}")
        parts.append(f"healthy P95 {row['left_minus_right_p95']:g}")
    return f"{parts[0]} {'; '.join(parts[1:])}"
