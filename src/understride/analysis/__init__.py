"""Everything that one recording says: `analyze`, and its document `analysis.json`."""

from understride.analysis.document import SCHEMA, as_json, json_schema
from understride.analysis.order import Analysis, Speed, analyze
from understride.model import CurveSet, Skeleton

__all__ = ["SCHEMA", "Analysis", "CurveSet", "Skeleton", "Speed", "analyze", "as_json", "json_schema"]
