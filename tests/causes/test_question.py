"""The next best question: hand arithmetic, when it stops, and whether it comes to the same lesson."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from revalidation.asking import NONE_YET, asking, joined, lessons_of
from revalidation.made_up_people import people, worlds

from understride.causes.build import build
from understride.causes.question import Open, Question, asked, next_question, tried, view, worths
from understride.causes.ranged import Candidate, Complained, Model, RangedCause, RangedFinding
from understride.causes.strengths import fixed
from understride.causes.views import unseen
from understride.knowledge import load
from understride.model import Complaint

LESSONS = {"a": "first", "b": "second"}


def bare(a: float, b: float) -> Model:
    """Two causes, nothing observed."""
    return Model(
        causes=(RangedCause(id="a", prior=fixed(a)), RangedCause(id="b", prior=fixed(b))),
        findings=(),
        candidates=tuple(Candidate(id=name, side=None, nodes=(name,)) for name in "ab"),
        complaints=(Complained(region=None, side=None, candidates=(0, 1)),),
    )


def sure(name: str, cause: str, minutes: float, right: float = 1.0) -> Question:
    """A question that shows a cause itself, right so often."""
    finding = RangedFinding(
        id=name,
        kind="self_test",
        leak=fixed(0.0),
        links=((cause, fixed(1.0)),),
        likelihood=(fixed(1.0), fixed(1.0)),
    )
    answers = ((1 - right, right), (right, 1 - right))
    return Question(
        id=name, kind="self_test", minutes=minutes, opens=(Open(finding=finding, answers=answers),)
    )


def test_what_a_sure_answer_is_worth_is_hand_arithmetic():
    """Now: the lesson for a, 0.5 against 0.4. If a is shown absent (half of the time), 0.4 instead of 0."""
    found = worths(bare(0.5, 0.4), [sure("is it a", "a", 1.0), sure("is it b", "b", 1.0)], LESSONS)
    assert found[0].gain == pytest.approx(0.5 * 0.4, abs=1e-12)
    assert found[0].changes == pytest.approx(0.5, abs=1e-12)
    # b shown there (0.4 of the time): 1 instead of 0.5
    assert found[1].gain == pytest.approx(0.4 * 0.5, abs=1e-12)
    assert found[1].changes == pytest.approx(0.4, abs=1e-12)
    # the lead of 0.1 becomes 0.6 or −0.4; 0.5 − 1 or 0.5
    assert found[0].moves == pytest.approx(0.5 * 0.5 + 0.5 * 0.5, abs=1e-12)
    assert found[1].moves == pytest.approx(0.4 * 0.6 + 0.6 * 0.4, abs=1e-12)


def test_worth_is_counted_per_minute():
    quick, slow = sure("quick", "a", 1.0, right=0.9), sure("slow", "a", 5.0)
    gains = [one.gain for one in worths(bare(0.5, 0.4), [quick, slow], LESSONS)]
    assert gains[0] < gains[1]
    best = next_question(bare(0.5, 0.4), [quick, slow], LESSONS)
    assert best is not None
    assert best.id == "quick"


def test_an_answer_that_says_nothing_is_worth_nothing():
    assert next_question(bare(0.5, 0.4), [sure("coin", "a", 0.1, right=0.5)], LESSONS) is None


def test_it_stops_where_every_cause_has_the_same_lesson():
    assert next_question(bare(0.5, 0.4), [sure("is it a", "a", 1.0)], {"a": "one", "b": "one"}) is None


def test_it_stops_where_no_answer_could_reach_the_first():
    assert next_question(bare(0.95, 0.02), [sure("is it b", "b", 1.0, right=0.7)], LESSONS) is None


def test_weak_answers_that_only_count_together_are_still_asked():
    """One such test moves 0.25 to 0.37 at most and never past 0.4; three that agree do."""
    several = [sure(f"t{i}", "b", 1.0, right=0.64) for i in range(4)]
    assert all(one.gain == 0 for one in worths(bare(0.4, 0.25), several, LESSONS))
    assert next_question(bare(0.4, 0.25), several, LESSONS) is not None
    assert next_question(bare(0.4, 0.25), several[:1], LESSONS) is None


def test_nothing_to_ask_is_no_question():
    assert next_question(bare(0.5, 0.4), [], LESSONS) is None
    assert worths(bare(0.5, 0.4), [], LESSONS) == ()


def test_answers_of_a_self_test_are_chances():
    for weight in ("w1", "w2"):
        answers = np.array(tried("t", about=["a"], weight=weight, minutes=1.0).opens[0].answers)
        assert answers.sum(axis=0) == pytest.approx([1.0, 1.0])
        assert (answers > 0).all()
    w2 = np.array(tried("t", about=["a"], weight="w2", minutes=1.0).opens[0].answers)
    assert w2[:, 1] / w2[:, 0] == pytest.approx([2.25, 0.65])


def test_a_view_is_worth_at_least_its_best_measure():
    knowledge = load()
    model = build(knowledge, [Complaint(region="low_back")])
    measures = {item.measure for one in knowledge.imbalances for item in one.shown_by}
    lessons = lessons_of(knowledge)
    shown = unseen(knowledge, measures, model)
    whole = worths(model, [view("side", shown, right=0.9, minutes=20.0)], lessons)[0]
    single = worths(model, [view(one.id, [one], right=0.9, minutes=20.0) for one in shown], lessons)
    assert whole.gain >= max(one.gain for one in single) - 1e-12
    assert whole.gain > 0.01


def test_an_open_measure_is_named_like_a_seen_one():
    knowledge = load()
    model = build(knowledge, [Complaint(region="low_back")])
    names = {one.id for one in unseen(knowledge, {"pelvic_leak", "pelvis_yaw_range"}, model)}
    assert names == {
        "pelvis_yaw_range.low",
        "pelvic_leak.left.high",
        "pelvic_leak.right.high",
        "pelvic_leak.left_minus_right.high",
        "pelvic_leak.left_minus_right.low",
    }


def test_a_cause_outside_the_method_can_be_asked_for():
    model = build(load(), [Complaint(region="heel")])
    lessons = {"I5": "over-the-foot", "I11": "foot-to-head", "X.shoes_changed": NONE_YET}
    best = next_question(model, [asked("X.shoes_changed", minutes=0.25)], lessons)
    assert best is not None
    assert best.kind == "question"


def test_the_order_of_the_questions_does_not_matter():
    model = build(load(), [Complaint(region="low_back")])
    given = next(one for one in worlds() if one.complaint.region == "low_back")
    pool = [one for one in given.questions if one.kind != "view"]
    lessons = lessons_of(load())
    one, other = next_question(model, pool, lessons), next_question(model, pool[::-1], lessons)
    assert one is not None
    assert other is not None
    assert one.id == other.id


def test_it_comes_to_the_same_lesson_with_less_than_half_of_the_questions():
    """250 people in the published table; here fewer."""
    lessons = lessons_of(load())
    parts = [
        asking(one, people(one, 6, seed=5), lessons)
        for one in worlds()
        if one.complaint.region in ("shoulders", "heel")
    ]
    found = joined(parts)
    assert found.agree >= 0.95
    assert found.asked <= 0.5 * found.pool
    assert found.asked <= 0.5 * found.fixed_needed or found.fixed_agree < found.agree


def test_a_question_answered_is_not_worth_asking_again():
    model, question = bare(0.5, 0.4), sure("is it a", "a", 1.0)
    told = replace(question.opens[0].finding, likelihood=(fixed(0.0), fixed(1.0)))
    assert next_question(replace(model, findings=(told,)), [question], LESSONS) is None
