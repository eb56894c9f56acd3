"""Rows of the decision table that answer what was done, missed, worse or disliked on the way."""

from datetime import date

import pytest
from tests.lessons.programme.people import (
    DAY,
    MONDAY,
    SHELF,
    cleared,
    did,
    followed,
    keeping_up,
    lessons,
    planned,
    rows,
    said,
    scanned,
    wish,
)

from understride.lessons.programme.log import Entry
from understride.lessons.programme.plan import next_day, plan
from understride.lessons.programme.table import rows as table_rows


def test_d12_a_warning_sign_empties_the_plan_until_the_gate_was_asked_again():
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)
    sign = Entry(on=today, kind="alarm", what="numbness down the leg")
    found = followed(asked, [*log, sign], today)
    assert found.days == ()
    assert found.waiting
    assert "numbness down the leg" in said(found, "D12")
    again = followed(asked, [*log, sign, Entry(on=today, kind="checked")], today)
    assert again.days


def test_d13_after_worse_two_places_repeat_what_was_fine_and_the_suspect_comes_last():
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)  # two scans, core-lying, breath-ribs
    worse = Entry(on=today, kind="worse", points=2, hours=49)
    found = followed(asked, [*log, worse], today)
    coming = [d for d in found.days if d.lesson]
    assert [d.lesson for d in coming[:2]] == ["core-lying", "core-lying"]
    assert all(d.half_imagined and d.length == "short" for d in coming[:2])
    assert not coming[2].half_imagined
    assert coming[-1].lesson == "breath-ribs"
    assert "D13" in rows(found)


@pytest.mark.parametrize(("points", "hours"), [(1.9, 100), (5, 48)])
def test_d13_less_or_shorter_is_not_worse(points, hours):
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)
    found = followed(asked, [*log, Entry(on=today, kind="worse", points=points, hours=hours)], today)
    assert "D13" not in rows(found)


def test_d13_with_no_lesson_that_was_fine_four_days_stay_free():
    asked = wish("jaw")
    log, today = keeping_up(asked, 3)
    found = followed(asked, [*log, Entry(on=today, kind="worse", points=4, hours=60)], today)
    assert next(d for d in found.days if d.lesson).date == today + 5 * DAY
    assert lessons(found)[-1] == "core-lying" or "core-lying" not in lessons(found)


def test_d14_worse_twice_running_pauses_a_week_and_asks_the_gate():
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)
    first = Entry(on=today, kind="worse", points=4, hours=60)
    repeat = did("core-lying", today + DAY)
    second = Entry(on=today + 4 * DAY, kind="worse", points=4, hours=60)
    on = today + 4 * DAY
    found = followed(asked, [*log, first, repeat, second], on)
    assert found.days == ()
    assert "D14" in rows(found)
    checked_again = Entry(on=on, kind="checked")
    later = followed(asked, [*log, first, repeat, second, checked_again], on)
    assert later.days[0].date == on + 7 * DAY


def test_d14_worse_on_three_of_seven_days_pauses_too():
    asked = wish("jaw")
    log, today = keeping_up(asked, 5)
    bad = [Entry(on=today + i * DAY, kind="worse", points=3, hours=6) for i in (0, 3, 6)]
    assert "D14" in rows(followed(asked, [*log, *bad], today + 6 * DAY))
    spread = [Entry(on=today + i * DAY, kind="worse", points=3, hours=6) for i in (0, 3, 7)]
    assert "D14" not in rows(followed(asked, [*log, *spread], today + 7 * DAY))


def test_d15_a_missed_place_comes_next_and_only_dates_move():
    asked = wish("jaw")
    log, today = keeping_up(asked, 3)
    on_time, late = followed(asked, log, today), followed(asked, log, today + 2 * DAY)
    assert lessons(on_time) == lessons(late)
    assert [d.day for d in on_time.days if d.lesson] == [d.day for d in late.days if d.lesson]
    assert "D15" in rows(late)
    assert "D15" not in rows(on_time)


@pytest.mark.parametrize("days", [4, 13])
def test_d16_after_four_to_thirteen_days_the_last_lesson_comes_again_first(days):
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)
    found = followed(asked, log, today + (days - 1) * DAY)
    assert (found.days[0].lesson, found.days[0].length) == ("breath-ribs", "short")
    assert found.days[0].date == today + (days - 1) * DAY
    assert lessons(found)[1:] == lessons(followed(asked, log, today))
    assert "D16" in rows(found)
    done = [*log, did("breath-ribs", found.days[0].date)]
    assert lessons(followed(asked, done, found.days[0].date + DAY)) == lessons(found)[1:]


def test_d16_blocked_days_are_no_gap():
    asked = wish("jaw", blocked=("thu", "fri", "sat", "sun"))
    log, today = keeping_up(asked, 5)
    assert "D16" not in rows(followed(asked, log, today + 3 * DAY))


def test_d17_after_two_weeks_one_check_comes_first_and_the_runner_chooses():
    asked = wish("jaw")
    log, today = keeping_up(asked, 4)
    back = today + 13 * DAY
    found = followed(asked, log, back)
    assert found.asks
    assert found.days[0].kind == "scan"
    assert "D17" in rows(found)
    looked = [*log, scanned(back)]
    assert [d.key for d in followed(asked, looked, back + DAY).days if d.kind == "scan"] == [
        d.key for d in found.days if d.kind == "scan"
    ][1:]
    again = followed(asked, [*looked, Entry(on=back, kind="repeat")], back + DAY)
    assert lessons(again)[0] == "core-lying"
    assert followed(asked, [*looked, Entry(on=back, kind="stop")], back + DAY).days == ()


def test_d18_a_week_with_fewer_than_two_lessons_comes_again():
    asked = wish("jaw")
    log, today = keeping_up(asked, 3)
    skip = Entry(on=today, kind="skip")
    found = followed(asked, [*log, skip, skip], today)
    assert lessons(found)[:3] == ["core-lying", "breath-ribs", "core-lying"]
    assert "D18" in rows(found)
    assert "D18" not in rows(followed(asked, [*log, skip], today))


def test_d18_a_wished_repeat_holds_at_most_twice():
    asked = wish("jaw")
    log, today = keeping_up(asked, 5)
    wished = Entry(on=today, kind="repeat")
    once, twice, thrice = ([*log, *[wished] * n] for n in (1, 2, 3))
    assert len(lessons(followed(asked, once, today))) == 18
    assert len(lessons(followed(asked, twice, today))) == len(lessons(followed(asked, thrice, today)))
    assert "goes on" in said(followed(asked, thrice, today), "D18")


def test_d18_a_repeated_week_comes_in_other_versions():
    asked = wish("jaw")
    log, today = keeping_up(asked, 5)
    found = followed(asked, [*log, Entry(on=today, kind="repeat")], today)
    before = {e.lesson: e.length for e in log if e.lesson}
    assert next(d.length for d in found.days if d.lesson == "breath-ribs") != before["breath-ribs"]


def test_d19_a_disliked_lesson_is_swapped_once_and_back():
    asked = wish("calves", disliked=("side-bend",))
    found = plan(cleared(), asked, SHELF)
    assert "side-bend" not in lessons(found)
    assert lessons(found)[0] == "sit-turns"
    assert "D19" in rows(found)
    log, today = keeping_up(wish("calves"), 2)
    no = Entry(on=today, kind="disliked", lesson="side-bend")
    back = Entry(on=today, kind="disliked", lesson="sit-turns")
    assert lessons(followed(wish("calves"), [*log, no], today))[0] == "sit-turns"
    assert lessons(followed(wish("calves"), [*log, no, back], today))[0] == "side-bend"


def test_d19_a_lesson_that_nothing_stands_in_for_never_empties_a_place():
    found = plan(cleared(), wish(disliked=("ready-to-change",)), SHELF)
    assert "ready-to-change" not in lessons(found)
    assert len(lessons(found)) == 18
    assert "nothing stands in for it" in said(found, "D19")


def test_d20_before_a_race_nothing_new_comes():
    race = date(2026, 11, 28)  # a Saturday; the first lesson would be on Thursday 26
    found = planned("jaw", races=(race,))
    assert next(d for d in found.days if d.lesson).date == date(2026, 11, 29)
    assert race not in {d.date for d in found.days}
    assert "Saturday 28 November" in said(found, "D20")
    known = planned("jaw", races=(date(2026, 12, 1),))  # core-lying is known by Monday 30
    assert date(2026, 11, 30) in {d.date for d in known.days if d.lesson == "core-lying"}


def test_d21_a_change_of_shoes_is_marked_with_its_date():
    asked = wish("heel")
    log, today = keeping_up(asked, 3)
    found = followed(asked, [*log, Entry(on=today, kind="change", what="shoes")], today)
    assert "shoes" in said(found, "D21")
    assert lessons(found) == lessons(followed(asked, log, today))


def test_d27_after_a_click_the_next_check_waits_three_days():
    asked = wish("jaw")
    log, today = keeping_up(asked, 8)  # up to core-upright; the scan of week 2 would come next
    clicked = Entry(on=today, kind="click", what="it ran by itself")
    plain, after = followed(asked, log, today), followed(asked, [*log, clicked], today)
    assert plain.days[0].kind == "scan"
    assert next(d for d in after.days if d.kind == "scan").date == today + 3 * DAY
    assert "it ran by itself" in said(after, "D27")


def test_d28_a_plateau_leaves_no_message():
    assert table_rows()["D28"].say == {}
    for count in range(1, 20):
        log, today = keeping_up(wish("jaw"), count)
        assert "D28" not in rows(followed(wish("jaw"), log, today))


@pytest.mark.parametrize("kind", ["cued", "noticed", "lesson"])
def test_a_cued_scan_is_moved_and_not_counted(kind):
    asked = wish("jaw")
    log, today = keeping_up(asked, 8)  # the scan of week 2 comes next
    also = {
        "cued": (),
        "noticed": (Entry(on=today, kind="noticed"),),
        "lesson": (did("over-the-foot", today),),
    }[kind]
    uncued = followed(asked, [*log, scanned(today)], today)
    found = followed(asked, [*log, *also, scanned(today, cued=kind == "cued")], today)
    assert "w2s" in {d.key for d in found.days}
    assert "w2s" not in {d.key for d in uncued.days}


def test_today_holds_one_thing_and_tomorrow_the_next():
    asked = wish("jaw")
    found = followed(asked, (), MONDAY)
    assert next_day(cleared(MONDAY), found).kind == "scan"
    after = followed(asked, [scanned(MONDAY)], MONDAY)
    assert next_day(cleared(MONDAY), after).kind == "free"
