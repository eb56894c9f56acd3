"""Answers to FHIR R4 and back, and findings as Observations."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.analysis import assess
from understride.analysis.fhir import answers_from, is_fhir, questionnaire, response
from understride.analysis.fhir_bundle import UCUM_CODES, fhir_json
from understride.causes.from_answers import told_by
from understride.interview import Answers, read_answers
from understride.interview.answers import Person, Told
from understride.interview.conditions import FACTS
from understride.knowledge import load
from understride.model import RecordingError, Unit
from understride.synth import runner

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "answers").glob("*.yaml"))
NOW = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def back(answers: Answers) -> Answers:
    return answers_from(json.dumps(response(answers)).encode(), name="answers.json", now=NOW)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_story_comes_back_as_it_was_told(file: Path) -> None:
    answers = read_answers(file, now=NOW)
    again = back(answers)
    for name in answers.__struct_fields__:
        if name != "self_tests":
            assert getattr(again, name) == getattr(answers, name)
    assert told_by(again, load()) == told_by(answers, load())  # a bare word comes back by its part
    assert back(again) == again


@given(
    facts=st.dictionaries(
        st.sampled_from(sorted(FACTS)), st.sampled_from(["yes", "no", "unknown"]), max_size=8
    ),
    age=st.none() | st.integers(0, 120),
    otherwise=st.sampled_from(["yes", "no", "unknown"]),
    regions=st.lists(st.sampled_from([r.id for r in load().regions]), unique=True, max_size=3),
)
def test_any_answers_come_back(facts: Any, age: int | None, otherwise: Any, regions: list[str]) -> None:
    answers = Answers(
        schema="understride.answers/1",
        today=dt.date(2026, 11, 21),
        runner=Person(age=age),
        complaints=tuple(Told(region=region, qualities=("ache", "spasm"), intensity=3) for region in regions),
        facts=facts,
        facts_otherwise=otherwise,
    )
    assert back(answers) == answers


def test_every_item_has_a_name_of_its_own_and_every_answer_a_type() -> None:
    def every(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for item in items for one in (item, *every(item.get("item", [])))]

    found = every(questionnaire()["item"])
    names = [item["linkId"] for item in found]
    assert len(names) == len(set(names))
    assert {f"facts.{fact}" for fact in FACTS} < set(names)
    for item in found:
        assert item["type"] in ("group", "choice", "integer", "decimal", "date", "string")
        assert item["text"]
        assert (item["type"] == "choice") == ("answerOption" in item)


def test_findings_are_observations_with_unit_and_band() -> None:
    answers = read_answers(next(file for file in EXAMPLES if file.stem == "low-back-left"), now=NOW)
    found = assess(answers, runner(seconds=8.0).recording)
    assert found.analysis is not None
    bundle = json.loads(fhir_json(found))
    observed = [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Observation"]
    assert len(observed) == len(found.analysis.findings)
    first = next(one for one in observed if "referenceRange" in one)
    assert first["valueQuantity"]["system"] == "http://unitsofmeasure.org"
    assert first["referenceRange"][0]["low"]["value"] < first["referenceRange"][0]["high"]["value"]
    assert b'"normal"' not in fhir_json(found)
    assert set(UCUM_CODES) == set(Unit)


def test_after_a_stop_there_is_no_observation() -> None:
    answers = read_answers(next(file for file in EXAMPLES if file.stem == "must-stop"), now=NOW)
    kinds = [e["resource"]["resourceType"] for e in json.loads(fhir_json(assess(answers)))["entry"]]
    assert kinds == ["Questionnaire", "QuestionnaireResponse"]


@pytest.mark.parametrize(
    "change",
    [
        {"questionnaire": "urn:other"},
        {"item": [{"linkId": "moon", "answer": [{"valueString": "x"}]}]},
        {"item": [{"linkId": "facts", "item": [{"linkId": "facts.moon"}]}]},
        {
            "item": [
                {
                    "linkId": "complaints",
                    "item": [{"linkId": "complaints.region", "answer": [{"valueString": "knee"}]}],
                }
            ]
        },
        {"item": 3},
        {"item": ["moon"]},
        {"item": [{"linkId": "runner", "item": [{"linkId": "runner.age", "answer": 4}]}]},
    ],
    ids=["another form", "unknown item", "unknown fact", "unknown region", "number", "word", "bare answer"],
)  # fmt: skip
def test_what_is_no_answer_to_our_questions_is_one_sentence(change: dict[str, Any]) -> None:
    told = {"resourceType": "QuestionnaireResponse", "questionnaire": questionnaire()["url"], **change}
    data = json.dumps(told).encode()
    assert is_fhir(data)
    with pytest.raises(RecordingError):
        answers_from(data, name="answers.json", now=NOW)
