"""The JSON schema of an answers file, made from the types and the closed lists; nothing in it is written by hand."""

from __future__ import annotations

from typing import Any

import msgspec

from understride.interview.answers import SCHEMA, Answers
from understride.interview.answers_file import CLEARABLE, instruments
from understride.interview.conditions import FACTS
from understride.interview.self_tests import AGREE, CANT_TELL, Field, SelfTest, names, self_tests
from understride.knowledge import load

Schema = dict[str, Any]
_TWO_VALUED = ({"yes", "no"}, {"yes", "no", "unknown"})


def answers_schema() -> Schema:
    """JSON schema (2020-12) of `understride.answers/1`."""
    (whole,), parts = msgspec.json.schema_components((Answers,), ref_template="#/$defs/{name}")
    root = parts[whole["$ref"].rsplit("/", 1)[1]]
    root["required"] = [name for name in root["required"] if name != "today"]
    parts["Told"]["properties"]["region"]["enum"] = [region.id for region in load().regions]
    parts["Clearance"]["properties"]["rule"]["enum"] = sorted(CLEARABLE)
    parts["Plan"]["properties"]["disliked"]["items"]["enum"] = [one.id for one in load().lessons.lessons]
    parts["Score"]["properties"]["instrument"]["enum"] = sorted(instruments())
    root["properties"]["facts"]["propertyNames"] = {"enum": list(FACTS)}
    root["properties"]["self_tests"] = {
        "type": "object",
        "properties": {test.id: _test(test) for test in self_tests().values()},
        "additionalProperties": False,
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "$ref": whole["$ref"],
        "$defs": parts,
    }
    found: Schema = _with_booleans(schema)
    return found


def _with_booleans(value: Any) -> Any:
    """True and false are taken wherever yes and no are."""
    if isinstance(value, list):
        return [_with_booleans(item) for item in value]
    if not isinstance(value, dict):
        return value
    words = value.get("enum")
    if isinstance(words, list) and {w for w in words if w is not None} in _TWO_VALUED:
        return {"anyOf": [value, {"type": "boolean"}]}
    return {key: _with_booleans(inner) for key, inner in value.items()}


def _test(test: SelfTest) -> Schema:
    """A bare answer, or a mapping of its parts; parts with a dot lie one level down."""
    properties: Schema = {AGREE: {"enum": ["yes", "no"]}}
    for at, field in names(test).items():
        outer, _, inner = at.partition(".")
        if inner:
            group = properties.setdefault(
                outer, {"type": "object", "properties": {}, "additionalProperties": False}
            )
            group["properties"][inner] = _field(field)
        else:
            properties[outer] = _field(field)
    whole = {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}
    return {"title": test.title, "anyOf": [_field(test.fields[0]), whole]}


def _field(field: Field) -> Schema:
    if field.words is not None:
        return {"description": field.ask, "enum": [*field.words, CANT_TELL]}
    number = {"type": "integer" if field.whole else "number", "minimum": field.low, "maximum": field.high}
    return {"description": field.ask, "anyOf": [number, {"const": CANT_TELL}]}
