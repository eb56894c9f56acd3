"""The tables of a batch, written one recording at a time: Parquet where pyarrow is installed, JSON always."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from understride.analysis.batch_one import COLUMNS
from understride.analysis.pairing import Job
from understride.model import RequestError

PARQUET, JSON = "measures.parquet", "measures.json"
SCHEMA = "understride.batch-measures/1"
Kept = Sequence[tuple[Job, Path]]
GROUP = 20  # recordings in one row group of the Parquet file, and in memory at once


def check_parquet() -> None:
    """Say what is missing before any work is done."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise RequestError(
            found="a batch where pyarrow is not installed",
            needed="pyarrow, which writes the Parquet table",
            do="Install it with: pip install 'understride[batch]'.",
        ) from error


def write(place: Path, kept: Kept) -> None:
    """One row per measure and side of every recording, in the order of the recordings."""
    _write_json(place / JSON, kept)
    _write_parquet(place / PARQUET, kept)


def _rows(job: Job, file: Path) -> list[dict[str, Any]]:
    held = json.loads(file.read_bytes())
    facts = {**held["facts"], "recording": job.name, "runner": job.runner}
    return [{name: {**facts, **row}.get(name) for name, _ in COLUMNS} for row in held["rows"]]


def _write_json(target: Path, kept: Kept) -> None:
    """An object with `rows`, one row a line, so that it is written and can be read without holding it all."""
    draft = _draft(target)
    with draft.open("w", encoding="utf-8") as out:
        out.write(f'{{"schema": "{SCHEMA}", "rows": [\n')
        first = True
        for job, file in kept:
            for row in _rows(job, file):
                out.write("" if first else ",\n")
                out.write(json.dumps(row, sort_keys=True, ensure_ascii=False, allow_nan=False))
                first = False
        out.write("\n]}\n")
    draft.replace(target)


def _write_parquet(target: Path, kept: Kept) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"string": pa.string(), "number": pa.float64(), "integer": pa.int32()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in COLUMNS])
    draft = _draft(target)
    with pq.ParquetWriter(draft, schema) as out:
        for part in _parts(kept):
            rows = [row for job, file in part for row in _rows(job, file)]
            out.write_table(pa.Table.from_pylist(rows, schema=schema))
    draft.replace(target)


def _parts(kept: Kept) -> Iterator[Kept]:
    for start in range(0, len(kept), GROUP):
        yield kept[start : start + GROUP]


def _draft(target: Path) -> Path:
    """Where it is written first; a reader never sees half of it."""
    return target.with_name(f".{target.name}.part")
