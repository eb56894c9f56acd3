"""Safety over time: when all is asked again, and the short check before each lesson."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace
from tests.interview.people import TODAY, asked, person

from understride.interview import after_short_check, full_check_due, gate, short_check, why_due
from understride.interview.again import _emergency_facts
from understride.model import RequestError
from understride.words import lint

BACK = person(regions=["low_back"], intensity=4)
DAY = dt.timedelta(days=1)


def test_the_first_time_is_always_due() -> None:
    assert full_check_due(None, None, BACK, today=TODAY) == ("first",)


def test_nothing_new_holds_for_four_weeks() -> None:
    outcome = asked(BACK)
    assert full_check_due(outcome, BACK, BACK, today=TODAY + 27 * DAY) == ()
    assert full_check_due(outcome, BACK, BACK, today=TODAY + 28 * DAY) == ("date",)


def test_a_caution_is_asked_again_after_seven_days_and_a_cold_after_three() -> None:
    assert asked(person(yes=["dizzy"])).again == TODAY + 7 * DAY
    assert asked(person(yes=["cold_symptoms"])).again == TODAY + 3 * DAY
    assert asked(person(yes=["dizzy", "cold_symptoms"])).again == TODAY + 3 * DAY


def test_what_is_new_worse_spread_or_different_is_asked_about() -> None:
    outcome, (told,) = asked(BACK), BACK.complaints
    left = replace(BACK, complaints=(replace(told, side="left"),))
    for before, after, expected in [
        (BACK, person(regions=["low_back", "jaw"]), ("new_complaint",)),
        (BACK, person(regions=["low_back"], intensity=5), ()),
        (BACK, person(regions=["low_back"], intensity=6), ("worse",)),
        (left, replace(BACK, complaints=(replace(told, side="both"),)), ("spread",)),
        (BACK, replace(BACK, complaints=(replace(told, qualities=("spasm",)),)), ("changed",)),
    ]:
        assert full_check_due(outcome, before, after, today=TODAY) == expected


def test_four_weeks_without_a_lesson_are_asked_about() -> None:
    outcome = asked(BACK)
    assert full_check_due(outcome, BACK, BACK, today=TODAY, last_lesson=TODAY - 27 * DAY) == ()
    assert full_check_due(outcome, BACK, BACK, today=TODAY, last_lesson=TODAY - 28 * DAY) == ("away",)


def test_the_short_check_has_five_lines() -> None:
    assert [item.id for item in short_check()] == ["saddle", "legs", "fever", "chest", "worry"]


def test_no_tick_changes_nothing_but_the_day() -> None:
    later = TODAY + DAY
    assert after_short_check(BACK, (), today=later) == replace(BACK, today=later)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("saddle", "stop.emergency.cauda_equina"),
        ("legs", "stop.emergency.cauda_equina"),
        ("fever", "stop.urgent.infection"),
        ("chest", "stop.emergency.heart"),
        ("worry", "caution.not_answered"),
    ],
)
def test_a_tick_is_never_passed_over(line: str, reason: str) -> None:
    outcome = gate(after_short_check(BACK, [line], today=TODAY), today=TODAY)
    assert outcome.reasons[0].id == reason


@pytest.mark.parametrize("line", [item.id for item in short_check()])
def test_a_tick_without_a_sore_back_asks_all_again(line: str) -> None:
    outcome = gate(after_short_check(person(), [line], today=TODAY), today=TODAY)
    assert {"caution.not_answered"} <= {reason.id for reason in outcome.reasons} or outcome.action == "stop"
    assert outcome.again == TODAY


def test_a_yes_is_not_forgotten_by_a_tick() -> None:
    told = after_short_check(person(yes=["cancer_history"]), ["worry"], today=TODAY)
    assert told.fact("cancer_history") == "yes"
    assert all(told.fact(fact) != "no" for fact in _emergency_facts())


def test_a_line_that_is_not_there_is_refused() -> None:
    with pytest.raises(RequestError, match="nearest known: 'fever'"):
        after_short_check(BACK, ["fevr"], today=TODAY)


def test_the_words_pass_the_lint() -> None:
    texts = [*why_due().values(), *(item.text for item in short_check())]
    assert [str(fault) for text in texts for fault in lint(text)] == []
