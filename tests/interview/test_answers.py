"""Answers from a file: what is read, and that whatever is wrong is one clear sentence."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.interview import Answers, answers_schema, as_plain, parse_answers, read_answers, self_tests
from understride.interview.answers_file import instruments
from understride.model import RecordingError, Side
from understride.words import lint

NOW = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.UTC)
WHOLE = """\
schema: understride.answers/1
today: 2026-11-21
runner: {age: 41, runs: true, lies_on_floor: true, minutes_a_day: 15}
complaints:
  - {region: low_back, side: left, intensity: 6, qualities: [ache, twisted], when: [after],
     minutes_until_return: 10, cost: 4, since: 2026-08-01, alerts: no}
facts: {cancer_history: yes, saddle_numb: no}
facts_otherwise: no
cleared: [{rule: stop.scope.other_back_condition, date: 2026-05-01, by: orthopaedic surgeon}]
tried: [{what: stretching, helped: yes, minutes: 5}]
changes: [{what: shoes, weeks_ago: 3}, {what: load, date: 2026-11-07}]
habits: [{what: bag, side: right}]
plan: {start: 2026-11-23, blocked: [sat], not_on: [2026-12-24], races: [2026-12-13], level: returning, proof: no,
       disliked: [side-bend], before_run: yes}
scores: [{instrument: RMDQ-24, value: 7, date: 2026-11-20}]
alert: {events: yes, steps_until_back: 40}
self_tests: {hip-extend: {left: 3, right: 1}, belly-breath: chest, walk-hands: cant_tell}
"""


def answers(text: str) -> Answers:
    return parse_answers(text.encode(), name="mine.yaml", now=NOW)


def test_a_whole_file_is_read() -> None:
    told = answers(WHOLE)
    assert told.today == dt.date(2026, 11, 21)
    assert told.runner.runs == "yes"
    assert (told.fact("cancer_history"), told.fact("saddle_numb"), told.fact("fever")) == ("yes", "no", "no")
    (felt,) = told.felt()
    assert (felt.region, felt.side, felt.intensity) == ("low_back", Side.LEFT, 6)
    assert [change.weeks_before(told.today) for change in told.changes] == [3, 2]
    assert told.self_tests["belly-breath"] == "chest"


def test_what_is_not_named_is_not_known() -> None:
    told = answers("schema: understride.answers/1\n")
    assert told.fact("saddle_numb") == "unknown"
    assert (told.complaints, told.runner.age) == ((), None)


def test_the_clock_is_the_file_and_else_the_day_it_is_read() -> None:
    assert answers("schema: understride.answers/1\ntoday: 2020-01-31\n").today == dt.date(2020, 1, 31)
    assert answers("schema: understride.answers/1\n").today == NOW.date()


def test_both_sides_are_no_side_to_other_rooms() -> None:
    told = answers("schema: understride.answers/1\ncomplaints: [{region: jaw, side: both}]\n")
    assert told.felt()[0].side is None


def test_json_and_yaml_and_a_round_trip_are_the_same() -> None:
    told = answers(WHOLE)
    for text in (json.dumps(as_plain(told)), json.dumps(as_plain(told), indent="\t"), "\ufeff" + WHOLE):
        assert answers(text) == told
    assert answers(json.dumps(as_plain(told)).replace('"yes"', "true").replace('"no"', "false")) == told


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(WHOLE, encoding="utf-8")
    assert read_answers(tmp_path / "mine.yaml", now=NOW) == answers(WHOLE)
    with pytest.raises(RecordingError, match="no such file"):
        read_answers(tmp_path / "absent.yaml", now=NOW)


WRONG = [
    ("runner:", "runer:", "line 3: runer: unknown key; nearest known: 'runner'"),
    ("age: 41", "agee: 41", "runner.agee: unknown key; nearest known: 'age'"),
    ("age: 41", "age: old", "runner.age: expected a whole number, got a word"),
    ("age: 41", "age: 410", "runner.age: "),
    ("low_back", "lowback", "no region is called 'lowback'; nearest known: 'low_back'"),
    ("low_back", "lumbar", "no region is called 'lumbar'; nearest known: 'low_back'"),
    ("low_back", "zzz", "no region is called 'zzz'; nearest known: "),
    ("side: left", "side: lfet", "'lfet' is not one of: left, right, both; nearest known: 'left'"),
    ("ache,", "akhe,", "nearest known: 'ache'"),
    ("[after]", "[before]", "'before' is not one of: start, during, late, after, rest, effort"),
    ("intensity: 6", "intensity: 11", "complaints[0].intensity: "),
    ("saddle_numb", "saddle_num", "no fact is called 'saddle_num'; nearest known: 'saddle_numb'"),
    ("saddle_numb: no", "saddle_numb: nope", "'nope' is not one of: yes, no, unknown; nearest known: 'no'"),
    ("facts_otherwise: no", "facts_otherwise: never", "is not one of: yes, no, unknown"),
    ("stop.scope.other_back_condition", "stop.scope.other", "no rule that can be cleared is called"),
    ("stop.scope.other_back_condition", "stop.emergency.cord", "is an emergency: a clearance is for"),
    ("stop.scope.other_back_condition", "caution.groin", "is nothing that stops: a clearance is for"),
    ("2026-05-01", "2026-11-22", "2026-11-22 lies after 2026-11-21"),
    ("2026-08-01", "2026-12-01", "complaints[0].since: 2026-12-01 lies after"),
    ("2026-11-20", "2026-12-20", "scores[0].date: "),
    ("2026-11-23", "23.11.2026", "this is not a date; write year, month and day"),
    ("shoes, weeks_ago: 3", "shoos, weeks_ago: 3", "nearest known: 'shoes'"),
    ("weeks_ago: 3", "weeks_ago: 3, date: 2026-11-01", "a date or weeks_ago, not both"),
    ("what: bag", "what: bags", "nearest known: 'bag'"),
    (
        "[side-bend]",
        "[side-bent]",
        "plan.disliked[0]: no lesson is called 'side-bent'; nearest known: 'side-bend'",
    ),
    ("[2026-12-24]", "[christmas]", "plan.not_on[0]: this is not a date"),
    ("[sat]", "[saturday]", "plan.blocked[0]: 'saturday' is not one of: mon, tue"),
    ("level: returning", "level: pro", "'pro' is not one of: beginner, returning, ambitious"),
    ("RMDQ-24", "RMDQ", "no questionnaire is called 'RMDQ'; nearest known: 'RMDQ-24'"),
    ("value: 7", "value: 25", "25 is not a whole number from 0 to 24"),
    ("value: 7", "value: 7.5", "7.5 is not a whole number from 0 to 24"),
    ("belly-breath", "belly-breth", "no self-test is called 'belly-breth'; nearest known: 'belly-breath'"),
    ("belly-breath: chest", "belly-breath: chst", "nearest known: 'chest'"),
    ("left: 3,", "left: 4,", "self_tests.hip-extend.left: 4 is not a whole number from 0 to 3"),
    ("left: 3,", "lift: 3,", "hip-extend has no part called 'lift'; nearest known: 'left'"),
    ("understride.answers/1", "understride.answers/2", "schema: this must be 'understride.answers/1'"),
    ("facts: {cancer_history: yes,", "facts: {saddle_numb: yes,", "this key stands here twice"),
    ("habits:", "complaints:", "this key stands here twice"),
    ("helped: yes", "helped: 3", "tried[0].helped: expected a word, got a whole number"),
    ("runner: {", "runner: 3 # {", "runner: keys and values are needed here"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG, ids=lambda text: text[:40])
def test_what_is_wrong_is_said_in_one_sentence_with_its_line(right: str, wrong: str, said: str) -> None:
    text = WHOLE.replace(right, wrong, 1)
    assert text != WHOLE
    with pytest.raises(RecordingError) as error:
        answers(text)
    assert said in str(error.value)
    assert str(error.value).startswith("mine.yaml: line ")
    assert "\n" not in str(error.value)


def test_the_same_place_twice_is_refused() -> None:
    with pytest.raises(RecordingError, match="for both sides say side: both"):
        answers(
            "schema: understride.answers/1\ncomplaints: [{region: jaw, side: left}, {region: jaw, side: right}]\n"
        )


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(RecordingError) as error:
        answers(WHOLE.replace("age: 41", "age: old").replace("ache,", "akhe,").replace("[sat]", "[sa]"))
    assert all(part in str(error.value) for part in ("runner.age", "qualities[0]", "plan.blocked[0]"))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "3", "a", "[" * 2000, "{" * 2000, "schema: {", "\t", "- a\nb: c", "&a [*a]"]
)
def test_what_is_no_answers_file_is_one_sentence(text: str) -> None:
    with pytest.raises(RecordingError):
        answers(text)


def test_bytes_that_are_no_text_are_one_sentence() -> None:
    with pytest.raises(RecordingError, match="not a text in UTF-8"):
        parse_answers(b"\xff\xfe\x00", name="mine.yaml", now=NOW)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.text(max_size=4))
def test_a_damaged_file_is_read_or_refused_never_anything_else(start: int, end: int, put: str) -> None:
    with contextlib.suppress(RecordingError):
        assert isinstance(answers(WHOLE[: min(start, end)] + put + WHOLE[max(start, end) :]), Answers)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["left", "effort", "answer"]), inner, max_size=3),
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(test=st.sampled_from(sorted(self_tests())), value=values)
def test_any_answer_to_a_self_test_is_taken_or_refused(test: str, value: Any) -> None:
    text = json.dumps({"schema": "understride.answers/1", "self_tests": {test: value}})
    with contextlib.suppress(RecordingError):
        assert test in answers(text).self_tests


class TestTheSchema:
    def test_is_a_schema_and_takes_the_whole_file(self) -> None:
        schema = answers_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(as_plain(answers(WHOLE)), schema)
        jsonschema.validate({"schema": "understride.answers/1", "facts": {"fever": True}}, schema)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"runer": {}},
            {"facts": {"saddle": "yes"}},
            {"complaints": [{"region": "lumbar"}]},
            {"self_tests": {"belly-breath": "chst"}},
            {"cleared": [{"rule": "stop.emergency.cord", "date": "2026-01-01", "by": "me"}]},
        ],
    )
    def test_refuses_what_the_reader_refuses(self, wrong: dict[str, Any]) -> None:
        document = {"schema": "understride.answers/1", **wrong}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, answers_schema())
        with pytest.raises(RecordingError):
            answers(json.dumps(document))

    def test_is_the_same_each_time(self) -> None:
        assert json.dumps(answers_schema()) == json.dumps(answers_schema())


@pytest.mark.parametrize("name", instruments())
def test_only_scales_of_our_own_have_words_and_these_pass_the_lint(name: str) -> None:
    about = instruments()[name]
    assert (about.ask is None) == name[0].isupper()
    texts = [about.title, about.cite, about.ask or "", *about.ends]
    assert [str(fault) for text in texts for fault in lint(text)] == []
