"""Whole outputs of the demo run, kept as files: what changes is seen, read and explained in the commit.

    python -m pytest tests/golden -n0 --update-golden

writes them anew. Numbers are compared within a hair, since other processors round the last bit otherwise; words
exactly.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import understride as us
from understride.analysis import json_schema

HERE = Path(__file__).parent
HAIR = 2e-3  # relative; the document itself is rounded by unit


@cache
def demo() -> dict[str, Any]:
    """The demo run with its told complaints, as the document."""
    recording = us.read(us.demo_file())
    analysis = us.analyze(recording, [us.Complaint("shoulders"), us.Complaint("low_back")])
    found: dict[str, Any] = msgspec.json.decode(us.as_json(analysis))
    found.pop("version")
    return found


def parts() -> dict[str, Any]:
    """The document cut into files that a person can read side by side."""
    document = demo()
    return {
        "measures": [
            {
                k: row[k]
                for k in ("name", "side", "value", "sd", "strides", "definition", "frames", "unavailable")
            }
            for row in document["measures"]
        ],
        "findings": document["findings"],
        "causes": document["causes"],
        "contacts": document["contacts"],
        "recording": {k: document[k] for k in ("recording", "notes", "strides", "dropped", "contact_method")},
    }


@pytest.mark.parametrize("name", ["measures", "findings", "causes", "contacts", "recording"])
def test_the_demo_run_says_what_it_said(name: str, update_golden: bool) -> None:
    file = HERE / f"demo-{name}.json"
    found = parts()[name]
    if update_golden:
        file.write_text(
            json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
        )
    same(found, json.loads(file.read_text(encoding="utf-8")), name)


def same(found: Any, kept: Any, where: str) -> None:
    """Equal, numbers within a hair; says where they part."""
    if isinstance(kept, dict):
        assert set(found) == set(kept), where
        for key, value in kept.items():
            same(found[key], value, f"{where}.{key}")
    elif isinstance(kept, list):
        assert len(found) == len(kept), where
        for number, value in enumerate(kept):
            same(found[number], value, f"{where}[{number}]")
    elif isinstance(kept, float):
        assert found == pytest.approx(kept, rel=HAIR, abs=HAIR), where
    else:
        assert found == kept, where


def test_the_document_keeps_its_published_schema() -> None:
    import jsonschema

    jsonschema.validate({**demo(), "version": "0"}, json_schema())
