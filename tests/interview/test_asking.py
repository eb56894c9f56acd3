"""The interview: what comes next, that safety comes first, and that it ends in time."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.interview import (
    Asked,
    SoFar,
    Stopped,
    answers_of,
    as_plain,
    begin,
    gate,
    next_question,
    parse_answers,
    questions,
    skipped,
    with_answer,
)
from understride.interview.conditions import FACTS
from understride.interview.filling import choices
from understride.interview.questions import MOST_SECONDS, Question
from understride.knowledge import load
from understride.model import RequestError
from understride.words import grade, lint

TODAY = dt.date(2026, 11, 21)
LESSON_ONLY = {"worse_48h"}  # asked after a lesson, not before the first


def calm(asked: Asked) -> Any:
    """An answer of someone with a sore low back and nothing else."""
    question = asked.question
    return (
        {
            "facts": ["none"],
            "regions": ["low_back"],
            "one": next(iter(choices(question)), None),
            "many": [],
            "number": 30,
            "yes_no": "no",
        }[question.kind]
        if question.high != 10
        else 4
    )


def walk(answer: Any, so_far: SoFar | None = None) -> tuple[SoFar, list[Asked]]:
    """The whole interview with one way of answering; None skips."""
    so_far, asked_all = so_far or begin(TODAY), []
    while (asked := next_question(so_far)) is not None:
        asked_all.append(asked)
        given = answer(asked)
        so_far = skipped(so_far, asked) if given is None else with_answer(so_far, asked, given)
    return so_far, asked_all


def chance(seed: int, *, often: float, skips: float) -> Any:
    """Answers by lot."""
    lot = random.Random(seed)

    def answer(asked: Asked) -> Any:
        question = asked.question
        if lot.random() < skips:
            return None
        known = choices(question)
        if question.kind == "number":
            return lot.randint(int(question.low or 0), int(question.high or 0))
        if question.kind in ("one", "yes_no"):
            return lot.choice(known)
        some = [word for word in known if word not in ("none", "not_sure") and lot.random() < often]
        return some[:3] or (["none"] if question.kind == "facts" else [])

    return answer


def test_a_calm_interview_ends_in_a_gate_that_lets_through() -> None:
    so_far, asked = walk(calm)
    answers = answers_of(so_far)
    outcome = gate(answers, today=TODAY)
    assert (outcome.action, outcome.reasons) == ("go", ())
    assert [told.region for told in answers.complaints] == ["low_back"]
    assert answers.complaints[0].intensity == 4
    assert answers.complaints[0].side == "left"
    assert len({a.key for a in asked}) == len(asked)


def test_safety_comes_before_everything_else() -> None:
    _, asked = walk(chance(1, often=0.1, skips=0.0))
    sections = [a.question.section for a in asked]
    assert sections == sorted(sections, key=("safety", "feel", "life").index)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    often=st.sampled_from([0.0, 0.05, 0.3]),
    skips=st.sampled_from([0.0, 0.2, 1.0]),
)
def test_it_takes_five_minutes_at_most_and_its_answers_are_an_answers_file(
    seed: int, often: float, skips: float
) -> None:
    so_far, asked = walk(chance(seed, often=often, skips=skips))
    assert sum(a.question.seconds for a in asked) <= MOST_SECONDS
    answers = answers_of(so_far)
    plain = msgspec.json.encode(as_plain(answers))
    assert parse_answers(plain, name="mine.json", now=dt.datetime(2030, 1, 1, tzinfo=dt.UTC)) == answers


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), often=st.sampled_from([0.02, 0.1]))
def test_who_answers_everything_has_no_emergency_question_left_open(seed: int, often: float) -> None:
    so_far, _ = walk(chance(seed, often=often, skips=0.0))
    reasons = {reason.id for reason in gate(answers_of(so_far), today=TODAY).reasons}
    assert "caution.not_answered" not in reasons


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_it_can_be_left_and_taken_up_at_any_point(seed: int) -> None:
    """Kept as JSON after every answer, it goes on as if it had never been left."""
    answer = chance(seed, often=0.1, skips=0.1)
    so_far = begin(TODAY)
    while (asked := next_question(so_far)) is not None:
        given = answer(asked)
        so_far = skipped(so_far, asked) if given is None else with_answer(so_far, asked, given)
        assert msgspec.json.decode(msgspec.json.encode(so_far), type=SoFar) == so_far
        if (again := next_question(so_far)) is not None:
            assert again.key not in so_far.given


def test_an_emergency_ends_it_at_once() -> None:
    def answer(asked: Asked) -> Any:
        return ["saddle_numb"] if asked.key == "saddle" else calm(asked)

    so_far, asked = walk(answer)
    assert asked[-1].key == "saddle"
    outcome = gate(answers_of(so_far), today=TODAY)
    assert isinstance(outcome, Stopped)
    assert "stop.emergency.cauda_equina" in {reason.id for reason in outcome.reasons}


def test_any_other_stop_asks_on_about_safety_and_about_nothing_else() -> None:
    def answer(asked: Asked) -> Any:
        return ["told_stenosis"] if asked.key == "told" else calm(asked)

    _, asked = walk(answer)
    assert {a.question.section for a in asked} == {"safety"}
    assert [a.key for a in asked].index("told") < len(asked) - 1


def test_what_is_skipped_is_asked_again_at_once_and_then_left() -> None:
    def answer(asked: Asked) -> Any:
        return None if asked.key in ("saddle", "still_open") else calm(asked)

    so_far, asked = walk(answer)
    again = [a for a in asked if a.key == "still_open"]
    assert [a.question.facts for a in again] == [
        ("saddle_numb", "bladder_new", "bowel_new", "sexual_loss_new")
    ]
    outcome = gate(answers_of(so_far), today=TODAY)
    assert [reason.id for reason in outcome.reasons] == ["caution.not_answered"]


def test_not_sure_is_not_known_and_keeps_what_was_ticked() -> None:
    so_far = begin(TODAY)
    while (asked := next_question(so_far)) is not None and asked.key != "fever":
        so_far = with_answer(so_far, asked, calm(asked))
    assert asked is not None
    answers = answers_of(with_answer(so_far, asked, ["cold_symptoms", "not_sure"]))
    assert (answers.fact("cold_symptoms"), answers.fact("fever")) == ("yes", "unknown")


def test_a_changed_answer_takes_its_branch_away() -> None:
    def answer(asked: Asked) -> Any:
        return {"where": ["jaw"], "jaw": ["pain_on_chewing"], "age": 60, "jaw_head": ["new_headache"]}.get(
            asked.key, calm(asked)
        )

    so_far, asked = walk(answer)
    assert gate(answers_of(so_far), today=TODAY).action == "stop"
    where = next(a for a in asked if a.key == "where")
    changed, _ = walk(answer, with_answer(so_far, where, ["calves"]))
    assert "new_headache" not in answers_of(changed).facts
    assert gate(answers_of(changed), today=TODAY).action == "go"


def test_hunched_shoulders_are_asked_of_the_shoulders() -> None:
    assert "shoulders_hunched" not in choices(question("where"))

    def answer(asked: Asked) -> Any:
        return {"where": ["shoulders"], "hunched": "yes", "side@shoulders": "right"}.get(
            asked.key, calm(asked)
        )

    so_far, asked = walk(answer)
    told = answers_of(so_far).complaints
    assert [(c.region, c.side, c.intensity) for c in told] == [
        ("shoulders", "right", 4),
        ("shoulders_hunched", "right", 4),
    ]
    assert not [a for a in asked if a.about == "shoulders_hunched"]


def test_someone_who_does_not_run_is_asked_nothing_about_running() -> None:
    def answer(asked: Asked) -> Any:
        return {"runs": "no"}.get(asked.key, calm(asked))

    _, asked = walk(answer)
    assert not {"alert", "level"} & {a.key for a in asked}


def question(name: str) -> Question:
    return next(q for q in questions() if q.id == name)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("saddle", []),
        ("saddle", ["none", "saddle_numb"]),
        ("saddle", ["sadle_numb"]),
        ("saddle", "none"),
        ("where", ["low_back", "jaw", "hands", "calves"]),
        ("where", ["jaw", "jaw"]),
        ("age", "old"),
        ("age", 130),
        ("age", float("nan")),
        ("side", ["left"]),
        ("runs", True),
    ],
)
def test_what_cannot_be_an_answer_is_refused(name: str, answer: Any) -> None:
    asked = Asked(key=name, question=question(name), text="")
    with pytest.raises(RequestError, match=f"as an answer to '{name}'"):
        with_answer(begin(TODAY), asked, answer)


def test_every_place_of_the_method_can_be_named() -> None:
    assert {*choices(question("where")), "shoulders_hunched"} == {region.id for region in load().regions}
    other = load().region("other")
    assert other is not None
    assert other.places == ()


def test_every_fact_is_asked_somewhere() -> None:
    assert {fact for q in questions() for fact in q.facts} == set(FACTS) - LESSON_ONLY


def test_all_safety_questions_together_fit_into_five_minutes() -> None:
    assert sum(q.seconds for q in questions() if q.section == "safety") <= MOST_SECONDS


@pytest.mark.parametrize("q", questions(), ids=lambda q: q.id)
def test_the_words_of_a_question_pass_the_lint(q: Question) -> None:
    texts = [
        q.ask.replace("{thing}", "Low back"),
        q.help or "",
        *q.ends,
        *(option.text for option in q.options),
    ]
    assert [str(fault) for text in texts for fault in lint(text)] == []


def test_nobody_is_asked_to_try_a_hop_or_a_rise() -> None:
    told = " ".join(f"{q.ask} {q.help or ''}" for q in questions()).lower()
    assert "hop" not in told.split()
    assert told.count("there is nothing to try out") == 3


def test_the_questions_are_easy_to_read() -> None:
    assert grade(" ".join(q.ask for q in questions())) < 6
