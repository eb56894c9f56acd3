"""An assessment as one FHIR R4 Bundle: the questions, what was told, and every finding as an Observation."""

from __future__ import annotations

import json
from typing import Any

from understride.analysis.assessment import Assessment
from understride.analysis.document import DECIMALS, UNITS
from understride.analysis.fhir import questionnaire, response
from understride.measures import MEASURES
from understride.model import Finding, Side, Unit

CODES = "urn:understride:measures"
UCUM = "http://unitsofmeasure.org"
UCUM_CODES = {
    Unit.DEGREES: "deg",
    Unit.SECONDS: "s",
    Unit.METRES: "m",
    Unit.PER_MINUTE: "/min",
    Unit.PERCENT: "%",
    Unit.DEGREES_PER_DEGREE: "deg/deg",
    Unit.DEGREES_PER_SECOND: "deg/s",
    Unit.METRES_PER_SECOND: "m/s",
    Unit.KILONEWTONS_PER_METRE: "kN/m",
    Unit.BODY_WEIGHTS: "{body weight}",
    Unit.BODY_WEIGHTS_PER_SECOND: "{body weight}/s",
    Unit.NONE: "1",
}
TITLES = {measure.name: measure.title for measure in MEASURES}


def fhir_json(assessment: Assessment) -> bytes:
    """The Bundle as UTF-8 JSON, indented, keys sorted. After a stop it holds no finding."""
    found = () if assessment.analysis is None else assessment.analysis.findings
    when = assessment.answers.today.isoformat()
    resources = [questionnaire(), response(assessment.answers), *(_observation(one, when) for one in found)]
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }
    return json.dumps(bundle, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _observation(finding: Finding, when: str) -> dict[str, Any]:
    """A value with the band it was held against. It says inside, outside or cannot tell; never normal or abnormal."""
    unit, band = UNITS[finding.measure], finding.band
    side = {} if finding.side is None else {"bodySite": {"text": _side(finding.side)}}
    ranges = {}
    if band is not None:
        low, high = (_quantity(number, unit) for number in (band.low, band.high))
        ranges = {"referenceRange": [{"low": low, "high": high, "text": band.people}]}
    return {
        "resourceType": "Observation",
        "status": "preliminary",
        "code": {
            "coding": [{"system": CODES, "code": finding.measure}],
            "text": TITLES[finding.measure],
        },
        "effectiveDateTime": when,
        "valueQuantity": _quantity(finding.value, unit),
        "note": [{"text": f"{str(finding.verdict).replace('_', ' ')}: {finding.why}"}],
        **side,
        **ranges,
    }


def _quantity(number: float, unit: Unit) -> dict[str, Any]:
    return {
        "value": round(number, DECIMALS[unit]),
        "unit": str(unit),
        "system": UCUM,
        "code": UCUM_CODES[unit],
    }


def _side(side: Side) -> str:
    return str(side).replace("_", " ")
