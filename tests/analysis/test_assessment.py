"""From answers to an assessment: the gate first, evidence in its place, and only words that may be said."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.analysis import assess, assessment_json, assessment_schema, network
from understride.analysis.learning import lessons_for
from understride.causes.from_answers import told_by
from understride.causes.told import Asked, Tried
from understride.interview import Answers, Cleared, Stopped, gate, self_tests
from understride.interview.answers import Alert, Change, Habit, Person, Told
from understride.interview.conditions import FACTS
from understride.interview.self_tests import names
from understride.knowledge import load
from understride.model import Cause
from understride.words import grade, lint

TODAY = dt.date(2026, 11, 21)
REGIONS = [region.id for region in load().regions]
READING_AGE = 9.0  # grade of a text for twelve- to fourteen-year-olds, as elsewhere on the page


def person(*regions: str, **more: Any) -> Answers:
    more = {"facts_otherwise": "no", **more}
    complaints = more.pop("complaints", tuple(Told(region=region) for region in regions))
    return Answers(schema="understride.answers/1", today=TODAY, complaints=complaints, **more)


# --- the gate comes first


@settings(max_examples=40, deadline=None)
@given(
    yes=st.frozensets(st.sampled_from(sorted(FACTS)), max_size=4),
    region=st.sampled_from(REGIONS),
    age=st.integers(10, 90),
)
def test_from_a_stop_nothing_follows_and_from_anything_else_the_same_for_all(
    yes: frozenset[str], region: str, age: int
) -> None:
    answers = person(region, runner=Person(age=age), facts=dict.fromkeys(sorted(yes), "yes"))
    found = assess(answers)
    if isinstance(found.gate, Stopped):
        assert (found.causes, found.lessons, found.next_question) == ((), (), None)
        assert not found.graph.nodes
        assert not found.graph.edges
        assert network(found) is None
    else:
        assert found.causes
        assert found.gate.action in ("go", "caution")


def test_lessons_are_made_from_cleared_alone() -> None:
    """The type checker refuses a stop; the first argument says so."""
    first = next(iter(inspect.signature(lessons_for).parameters.values()))
    assert first.annotation in ("Cleared", Cleared)


def test_what_the_gate_withholds_is_in_no_lesson_and_no_self_test() -> None:
    """Late pregnancy: not on the back, not on the front."""
    found = assess(person("low_back", facts={"pregnant": "yes", "pregnant_over_20w": "yes"}))
    assert isinstance(found.gate, Cleared)
    assert found.gate.withheld
    test = self_tests().get(found.next_question.id) if found.next_question else None
    assert test is None or not set(test.demands) & found.gate.withheld


def test_who_cannot_lie_on_the_floor_gets_no_floor_lesson() -> None:
    found = assess(person("low_back", runner=Person(lies_on_floor="no")))
    lessons = [load().lesson(name) for name in found.lessons]
    assert all(lesson is not None and lesson.kind != "floor" for lesson in lessons)


# --- answers as evidence


def told(answers: Answers) -> tuple[Any, ...]:
    return told_by(answers, load())


def test_a_self_test_speaks_of_the_hip_and_direction_that_it_tries() -> None:
    found = told(person("low_back", self_tests={"hip-extend": {"left": 0, "right": 3, "tries_agree": "yes"}}))
    by_about = {one.about: one for one in found}
    assert by_about["I6.left.extend",].speaks == "for"
    assert by_about["I7.left.extend",].weight == "w2"
    assert ("I3",) in by_about


def test_one_condition_on_two_imbalances_is_one_observation() -> None:
    found = told(person("jaw", self_tests={"belly-breath": "chest"}))
    assert [(one.about, one.speaks) for one in found] == [(("I2", "I3"), "for")]


def test_two_tries_that_differ_are_no_evidence() -> None:
    answer = {"left": 0, "right": 0, "tries_agree": "no"}
    assert told(person("low_back", self_tests={"hip-flex": answer})) == ()
    assert told(person("low_back", self_tests={"hip-flex": "cant_tell"})) == ()


@pytest.mark.parametrize(
    ("began", "changed", "answer"),
    [
        (1, 4, "before"), (1, 9, "before"), (4, 3.5, "before"), (1, 30, "yes"), (20, 3, "no"), (None, 3, "before"),
        (None, 30, "yes"),
    ],
)  # fmt: skip
def test_a_change_counts_by_how_long_before_the_complaint_it_was(
    began: int | None, changed: float, answer: str
) -> None:
    since = None if began is None else TODAY - dt.timedelta(weeks=began)
    answers = person(
        complaints=(Told(region="heel", since=since),), changes=(Change(what="shoes", weeks_ago=changed),)
    )
    assert told(answers) == (Asked(cause="X.shoes_changed", answer=answer),)  # type: ignore[arg-type]


def test_a_change_without_a_time_counts_as_some_time() -> None:
    assert told(person("heel", changes=(Change(what="surface"),))) == (
        Asked(cause="X.load_jump", answer="yes"),
    )


def test_an_uneven_pull_points_to_the_hip_of_that_side_and_a_habit_to_one_sidedness() -> None:
    pull = Told(region="low_back", side="right", qualities=("twisted",))
    found = told(person(complaints=(pull,), habits=(Habit(what="bag"), Habit(what="bag", side="left"))))
    assert [one.about for one in found] == [("I7.right",), ("I8",)]


def test_alarm_points_to_the_broken_rhythm() -> None:
    plain = assess(person("shoulders"))
    alarmed = assess(
        person(
            complaints=(Told(region="shoulders", alerts="yes"),),
            alert=Alert(events="yes", steps_until_back=60),
        )
    )

    def chance(found: Any) -> float:
        return next(c.probability for c in found.causes if c.id == "I12")

    assert chance(alarmed) > chance(plain) + 0.05


def test_every_answer_of_every_self_test_can_be_reasoned_on() -> None:
    """All words of all parts, one at a time: no evidence about a cause that is not there."""
    for test in self_tests().values():
        for at, field in names(test).items():
            values = list(field.words) if field.words else [field.low, field.high]
            for value in values:
                key, _, inner = at.partition(".")
                answer = {key: {inner: value}} if inner else {key: value}
                found = assess_quickly(person("low_back", "jaw", self_tests={test.id: answer}))
                assert all(isinstance(one, Tried) for one in found)


def assess_quickly(answers: Answers) -> tuple[Any, ...]:
    from understride.causes.build import build

    found = told(answers)
    build(load(), answers.felt(), told=found)
    return found


def test_without_a_complaint_it_says_only_what_points_somewhere() -> None:
    found = assess(person(self_tests={"belly-breath": "chest"}))
    assert {cause.id for cause in found.causes} == {"I2", "I3"}
    assert found.next_question is None
    assert assess(person()).causes == ()
    assert assess(person()).lessons == ("core-lying",)


# --- words and document


def everyone() -> list[Answers]:
    tests: dict[str, Any] = {
        "hip-extend": {"left": 0, "right": 3, "tries_agree": "yes"},
        "belly-breath": "chest",
        "walk-hands": {"left": "against", "right": "against"},
        "sit-turn": "cant_tell",
    }
    changes = tuple(
        Change(what=what, weeks_ago=ago)  # type: ignore[arg-type]
        for what, ago in [("shoes", 1), ("load", 30), ("sleep", 4), ("stress", 100), ("injury", 8)]
    )
    found = []
    for region in REGIONS:
        plain = Told(region=region, side="left", since=TODAY - dt.timedelta(weeks=6), alerts="yes")
        full = msgspec.structs.replace(plain, qualities=("spasm", "twisted"))
        habits = tuple(Habit(what=what) for what in ("bag", "desk", "sport", "turning"))
        found += [
            person(complaints=(plain,)),
            person(complaints=(full,), self_tests=tests, changes=changes, habits=habits),
        ]
    return found


def texts(cause: Cause) -> list[str]:
    points = (*cause.supports, *cause.against, *cause.not_measured)
    return [cause.title, cause.idea, cause.grade_text, cause.refuted_by, *(point.text for point in points)]


def test_every_sentence_may_be_said_and_is_plain() -> None:
    for answers in everyone():
        found = assess(answers)
        said = [text for cause in found.causes for text in texts(cause)]
        if found.next_question is not None:
            said += [found.next_question.title, found.next_question.why]
        for text in said:
            assert text
            assert lint(text) == ()
            assert "{" not in text
        for cause in found.causes:
            for point in (*cause.supports, *cause.against, *cause.not_measured):
                assert point.id
                assert point.text.endswith((".", "?"))
        assert grade(" ".join(dict.fromkeys(said))) < READING_AGE


def test_the_picture_links_what_it_names() -> None:
    for answers in everyone():
        found = assess(answers).graph
        ids = [node.id for node in found.nodes]
        assert len(ids) == len(set(ids))
        for edge in found.edges:
            assert {edge.start, edge.end} <= set(ids)


def test_the_document_keeps_its_published_schema() -> None:
    import jsonschema

    for answers in everyone()[:4]:
        jsonschema.validate(msgspec.json.decode(assessment_json(assess(answers))), assessment_schema())


def test_the_order_of_complaints_and_answers_moves_no_probability() -> None:
    """A law: what is told in another order gives the same causes."""
    one = person("low_back", "jaw", self_tests={"belly-breath": "chest", "hip-flex": {"left": 0, "right": 3}})
    other = person(
        "jaw", "low_back", self_tests={"hip-flex": {"left": 0, "right": 3}, "belly-breath": "chest"}
    )
    found = [
        {(c.complaint, c.id, c.side): c.probability for c in assess(answers).causes}
        for answers in (one, other)
    ]
    assert found[0] == pytest.approx(found[1], abs=1e-9)


def test_the_gate_of_the_assessment_is_the_gate() -> None:
    answers = person("low_back", facts={"fever": "yes"})
    assert assess(answers).gate == gate(answers, today=TODAY)
