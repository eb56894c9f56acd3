"""Everything that a recording, answers or both say: `analyze`, `assess`, and their documents."""

from understride.analysis.assessment import Assessment, assess, network
from understride.analysis.assessment_document import ASSESSMENT_SCHEMA, assessment_json, assessment_schema
from understride.analysis.document import SCHEMA, as_json, json_schema
from understride.analysis.order import Analysis, Speed, analyze
from understride.model import CurveSet, Skeleton

__all__ = [
    "ASSESSMENT_SCHEMA",
    "SCHEMA",
    "Analysis",
    "Assessment",
    "CurveSet",
    "Skeleton",
    "Speed",
    "analyze",
    "as_json",
    "assess",
    "assessment_json",
    "assessment_schema",
    "json_schema",
    "network",
]
