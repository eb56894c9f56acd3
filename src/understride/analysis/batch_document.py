"""What a batch writes beside its table, as documents with a published schema."""

from __future__ import annotations

from typing import Any

import msgspec

from understride.analysis.batch_one import COLUMNS
from understride.analysis.batch_tables import JSON
from understride.analysis.batch_tables import SCHEMA as MEASURES_SCHEMA

SCHEMA, FAILED_SCHEMA = "understride.batch/1", "understride.failed/1"
INDEX, FAILED = "batch.json", "failed.json"


class RecordingRow(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a recording. recording: its path within the folder; static, forces: file names."""

    recording: str
    static: str | None
    forces: tuple[str, ...]
    runner: str | None


class SkippedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is no recording, and why."""

    file: str
    reason: str


class FailedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A recording that gave nothing, and why, in a sentence."""

    recording: str
    reason: str


class BatchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `batch.json`. paired_by: `batch.csv` or `names`. analysed, failed: how many recordings."""

    schema: str
    version: str
    paired_by: str
    recordings: tuple[RecordingRow, ...]
    skipped: tuple[SkippedRow, ...]
    analysed: int
    failed: int


class FailedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `failed.json`."""

    schema: str
    failed: tuple[FailedRow, ...]


def as_json(document: BatchDocument | FailedDocument) -> bytes:
    """The document as UTF-8 JSON, indented, keys sorted, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema of the three files; which one a document is, its `schema` says."""
    kinds = ((BatchDocument, SCHEMA), (FailedDocument, FAILED_SCHEMA))
    _, parts = msgspec.json.schema_components([kind for kind, _ in kinds], ref_template="#/$defs/{name}")
    for kind, name in kinds:
        parts[kind.__name__]["properties"]["schema"] = {"const": name}
    parts["MeasuresDocument"] = _measures()
    return {
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in parts if name.endswith("Document")],
        "$defs": parts,
    }


def _measures() -> dict[str, Any]:
    """Schema of `measures.json`: one row per measure and side of every recording, as in the Parquet table."""
    columns: dict[str, Any] = {name: {"type": [kind, "null"]} for name, kind in COLUMNS}
    for name in ("recording", "sha256", "version", "dialect", "contact_method", "measure", "unit"):
        columns[name] = {"type": "string"}
    row = {"type": "object", "properties": columns, "required": [name for name, _ in COLUMNS]}
    return {
        "title": "MeasuresDocument",
        "description": f"The whole of `{JSON}`. value: none where `unavailable` says which reason, `detail` in words.",
        "type": "object",
        "properties": {"schema": {"const": MEASURES_SCHEMA}, "rows": {"type": "array", "items": row}},
        "required": ["schema", "rows"],
    }
