"""What `analysis.json` says about contacts that come from the feet, and about those that come from force."""

from functools import cache
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

import understride as us
from understride import synth
from understride.analysis import json_schema


@cache
def document(method: str) -> dict[str, Any]:
    analysis = us.analyze(synth.runner(seconds=12).recording, method=method)
    found: dict[str, Any] = msgspec.json.decode(us.as_json(analysis))
    return found


def values(method: str) -> list[dict[str, Any]]:
    return [row for row in document(method)["measures"] if row["unavailable"] is None]


def test_by_force_there_is_no_such_error():
    assert document("force")["recording"]["contact_error"] is None
    assert {row["timing_error"] for row in document("force")["measures"]} == {None}


def test_from_the_feet_the_recording_says_how_large_it_is_and_on_whom_it_was_measured():
    error = document("kinematic")["recording"]["contact_error"]
    assert list(error) == ["from", "landing_ms", "leaving_ms"]
    assert 3 < error["landing_ms"] < error["leaving_ms"] < 30
    assert "marker sets" in error["from"]
    (note,) = [n for n in document("kinematic")["notes"] if n["id"] == "contacts.not_judged"]
    assert f"{error['landing_ms']:.0f} ms" in note["text"]
    assert f"{error['leaving_ms']:.0f} ms" in note["text"]


def test_from_the_feet_every_value_has_one_and_no_gap_has():
    rows = document("kinematic")["measures"]
    assert all((row["timing_error"] is None) == (row["value"] is None) for row in rows)
    stance = next(row for row in rows if (row["name"], row["side"]) == ("stance_time", "left"))
    error = document("kinematic")["recording"]["contact_error"]
    assert error["leaving_ms"] < 1000 * stance["timing_error"] < error["landing_ms"] + error["leaving_ms"]


def test_the_interval_of_a_finding_holds_the_error():
    """The interval that decides: its half squared is 1.96²·(SE² + SEM²) + timing_error²."""
    by_name = {(row["name"], row["side"]): row for row in values("kinematic")}
    judged = 0
    for finding in document("kinematic")["findings"]:
        row = by_name[finding["measure"], finding["side"]]
        low, high = row["ci95"]
        days = 1.96 * (row["between_day_sem"] or 0.0)
        half = (((high - low) / 2) ** 2 + days**2 + row["timing_error"] ** 2) ** 0.5
        assert (finding["interval"][1] - finding["interval"][0]) / 2 == pytest.approx(
            half, rel=1e-2, abs=1e-3
        )
        judged += 1
    assert judged > 50


@pytest.mark.parametrize("method", ["force", "kinematic"])
def test_both_documents_follow_the_schema(method: str):
    Draft202012Validator(json_schema()).validate(document(method))
