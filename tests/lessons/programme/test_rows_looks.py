"""Rows of the decision table that ask after four and six weeks whether anything changed, and proof mode."""

import pytest
from tests.lessons.programme.people import (
    DAY,
    MONDAY,
    SHELF,
    cause,
    cleared,
    followed,
    keeping_up,
    lessons,
    on_week,
    planned,
    rows,
    said,
    wish,
)

from understride.lessons.programme.looks import Looks, at_end, at_week_4
from understride.lessons.programme.plan import plan


def after_four_weeks(asked, looks):
    """Two scans, twelve lessons, the scans of weeks 2 and 4."""
    log, today = keeping_up(asked, 2 + 12 + 2)
    return followed(asked, log, today, looks)


def test_d22_without_a_change_after_four_weeks_the_second_idea_takes_weeks_5_and_6():
    asked = wish("jaw", causes=(cause("I2", "jaw", 1), cause("I5", "jaw", 2), cause("X.none", "jaw", 3)))
    found = after_four_weeks(asked, Looks(week_4="not_detectably_changed"))
    assert on_week(found, 5)[:2] == ["over-the-foot", "foot-to-head"]
    assert "practitioner" in said(found, "D22")
    assert "comes late" in said(found, "D22")
    assert all(len(set(on_week(found, week))) == 3 for week in (5, 6))
    alone = after_four_weeks(wish("jaw"), Looks(week_4="not_detectably_changed"))
    assert "sleep, stress, shoes" in said(alone, "D22")


def at_the_end(asked, looks, count: int = 24):
    log, today = keeping_up(asked, count)
    return followed(asked, log, today, looks)


def test_d23_without_a_change_at_the_end_it_is_said_and_the_plan_does_not_go_on():
    found = at_the_end(wish("jaw"), Looks(end="not_detectably_changed"))
    assert "has not helped you so far" in said(found, "D23")
    assert lessons(found) == []


def test_d24_without_a_verdict_the_question_cannot_be_answered_yet():
    assert "cannot be answered yet" in said(after_four_weeks(wish("jaw"), None), "D24")
    assert "cannot be answered yet" in said(at_the_end(wish("jaw"), None), "D24")
    assert "D24" in rows(at_the_end(wish("jaw"), Looks(end="not_comparable")))


@pytest.mark.parametrize(("lessons_done", "row"), [(7, "D24"), (8, "D22")])
def test_d24_too_few_lessons_answer_nothing(lessons_done, row):
    looks = Looks(week_4="not_detectably_changed")
    _, lines, ends = at_week_4((), wish("jaw"), SHELF, looks, lessons=lessons_done)
    assert lines[0].row == row
    assert not ends


@pytest.mark.parametrize(("lessons_done", "days", "row"), [(11, 40, "D24"), (12, 27, "D24"), (12, 28, "D23")])
def test_d24_the_end_takes_twelve_lessons_over_four_weeks(lessons_done, days, row):
    looks = Looks(end="not_detectably_changed")
    assert at_end(looks, lessons=lessons_done, days=days).row == row


def test_d25_a_change_ends_the_plan():
    found = after_four_weeks(wish("jaw"), Looks(week_4="changed"))
    assert found.days == ()
    assert "D25" in rows(found)
    assert "a lesson a week of your choice" in said(found, "D25")


def test_d26_relief_is_said_as_relief_and_the_plan_goes_on():
    found = after_four_weeks(wish("jaw"), Looks(week_4="relief_only"))
    assert "relief" in said(found, "D26")
    assert lessons(found) == lessons(after_four_weeks(wish("jaw"), None))


def test_p1_proof_mode_takes_five_scans_and_draws_the_day_by_lot():
    asked = wish("jaw", proof=True)
    found = plan(cleared(), asked, SHELF)
    scans = [d.date for d in found.days if d.week == 0]
    assert len(scans) == 5
    assert 10 <= (scans[-1] - scans[0]).days + 1 <= 14
    first = next(d.date for d in found.days if d.lesson)
    assert 1 <= (first - scans[-1]).days <= 7
    assert found.lot is not None
    assert (first - scans[-1]).days == found.lot.drawn == asked.seed() % 7 + 1
    assert str(found.lot.seed) in said(found, "P1")
    days = {planned("jaw", proof=True, start=MONDAY + 7 * i * DAY).lot.drawn for i in range(30)}
    assert days == {1, 2, 3, 4, 5, 6, 7}


def test_p1_the_drawn_day_stays_when_the_scans_have_been_done():
    asked = wish("jaw", proof=True)
    log, today = keeping_up(asked, 5)
    first = next(d.date for d in plan(cleared(), asked, SHELF).days if d.lesson)
    assert next(d.date for d in followed(asked, log, today).days if d.lesson) == first
