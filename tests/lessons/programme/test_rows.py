"""Every row of the decision table, each by name: what it does, and the sentence that it leaves."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.lessons.programme.people import (
    DAY,
    MONDAY,
    SHELF,
    cause,
    checked,
    cleared,
    did,
    followed,
    keeping_up,
    lessons,
    planned,
    rows,
    scanned,
    wish,
)

from understride.interview.gate import Stopped
from understride.lessons.programme.asked import Hurts
from understride.lessons.programme.log import Entry
from understride.lessons.programme.looks import Looks, at_end, at_week_4
from understride.lessons.programme.plan import next_day, no_plan, plan
from understride.lessons.programme.table import ROWS, place, table
from understride.lessons.programme.table import rows as table_rows


def said(found, row: str) -> str:
    return " ".join(sentence.text for sentence in found.sentences if sentence.row == row)


def on_week(found, week: int) -> list[str]:
    return [d.lesson for d in found.days if d.week == week and d.lesson and SHELF[d.lesson].kind != "short"]


def test_every_row_has_a_test_of_its_name():
    text = Path(__file__).read_text(encoding="utf-8")
    tested = set(re.findall(r"def test_([a-z]+\d+)_", text))
    assert {row.lower() for row in ROWS} <= tested


def test_d1_from_a_stop_no_plan_is_made():
    stopped = checked(MONDAY, saddle_numb="yes")
    assert isinstance(stopped, Stopped)
    assert no_plan(stopped).row == "D1"
    assert stopped.reasons[0].do in no_plan(stopped).text
    with pytest.raises(AttributeError):
        plan(stopped, wish("jaw"), SHELF)  # type: ignore[arg-type]  # and the type checker refuses it first


def test_d2_under_a_caution_lessons_stay_short_and_the_gate_asks_again_within_a_week():
    asked = wish("mid_back", minutes=60)
    free, careful = plan(cleared(), asked, SHELF), plan(cleared(weight_loss="yes"), asked, SHELF)
    assert {d.length for d in free.days if d.lesson} == {"full", "short"}
    assert {d.length for d in careful.days if d.lesson} == {"short"}
    assert careful.gate_again <= cleared().today + 7 * DAY
    assert "D2" in rows(careful)
    assert "D2" not in rows(free)


def test_d2_what_is_withheld_is_named():
    found = plan(cleared(pregnant="yes"), wish("jaw"), SHELF)
    assert "lying on the front" in said(found, "D2")


def test_d3_without_the_floor_only_upright_lessons_stand_in_their_order():
    found = planned("low_back", floor=False)
    order = table().upright_only
    assert lessons(found) == [order[i % len(order)] for i in range(18)]
    assert "D3" in rows(found)
    first = next(d for d in found.days if d.lesson == "core-upright")
    assert first.minutes == 18  # 12 min and 20 % more rest = 14.4, and 3 for settling


def test_d4_a_person_who_does_not_run_walks_and_has_the_chair_lesson():
    found = planned("shoulders", runs=False)
    assert "sit-turns" in lessons(found)
    assert "core-upright" not in lessons(found)
    assert all("walk" in d.why for d in found.days if d.kind == "notice")
    assert all(" run" not in d.why for d in found.days if d.kind in ("scan", "notice"))
    assert "D4" in rows(found)


def test_d4_the_low_back_order_keeps_its_sixteenth_place():
    assert lessons(planned("low_back", runs=False))[15] == "core-upright"


def test_d4_where_running_is_withheld_checks_are_walks():
    found = plan(cleared(scan_finding_unclear="yes"), wish("jaw"), SHELF)
    assert "run" in cleared(scan_finding_unclear="yes").withheld
    assert "D4" in rows(found)
    assert all(" run" not in d.why for d in found.days if d.kind in ("scan", "notice"))


def test_d5_low_back_follows_its_order():
    expected = [place(text).lesson for text in table().low_back[:17]]
    found = planned("low_back")
    assert lessons(found)[:17] == expected
    assert lessons(found)[17] == "hips-fold-reach"  # until one is marked as liked best
    assert found.days[2].lesson == "hips-fold-reach"
    assert "D5" in rows(found)


@pytest.mark.parametrize("direction", ["abduct", "adduct", "turn_in", "turn_out"])
def test_d5_a_hip_that_lacks_turning_exchanges_the_pair(direction):
    found = planned("low_back", causes=(cause("I6", "low_back", 1, directions=(direction, "flex")),))
    assert lessons(found)[:6] == [
        "hips-turn-cross", "pelvic-clock", "hips-turn-cross", "hips-fold-reach", "front-length", "hips-fold-reach",
    ]  # fmt: skip


def test_d5_an_uneven_trunk_ahead_of_the_hips_takes_week_1():
    found = planned("low_back", causes=(cause("I8", "low_back", 1), cause("I6", "low_back", 2)))
    assert lessons(found)[:2] == ["sit-turns", "side-bend"]


def test_d5_the_pelvis_ahead_of_the_hips_opens():
    found = planned("low_back", causes=(cause("I9", "low_back", 1), cause("I6", "low_back", 2)))
    assert lessons(found)[0] == "pelvic-clock"


@pytest.mark.parametrize("region", list(table().complaints))
def test_d6_a_complaint_has_its_row_in_its_places(region):
    found = planned(region)
    row = [place(text).lesson for text in table().complaints[region]]
    assert lessons(found)[0] == row[0]
    assert [on_week(found, week)[1] for week in range(2, 7)] == row[1:]
    assert "D6" in rows(found)


def test_d6_the_late_leg_ahead_of_the_busy_belly_exchanges_two_lessons():
    found = planned("hip_flexors", causes=(cause("I4", "hip_flexors", 1), cause("I3", "hip_flexors", 2)))
    assert lessons(found)[0] == "leg-comes-home"
    assert [on_week(found, week)[1] for week in (3, 4)] == ["front-length", "leg-comes-home"]


def test_d6_without_a_complaint_the_default_table_stands():
    assert lessons(planned())[:6] == [
        "core-lying", "breath-ribs", "core-lying", "pelvic-clock", "hips-fold-reach", "core-upright",
    ]  # fmt: skip


def test_d7_the_complaint_that_costs_most_has_the_places_and_the_second_gets_two():
    told = (Hurts(region="calves", intensity=8, cost=2), Hurts(region="jaw", intensity=3, cost=7))
    found = planned(complaints=told)
    assert on_week(found, 2)[1] == "jaw-tongue"
    assert on_week(found, 4)[1] == "side-bend"
    assert on_week(found, 6)[1] == "core-upright"
    assert "D7" in rows(found)


def test_d7_low_back_first_gives_two_places_to_the_second():
    told = (Hurts(region="low_back", cost=9), Hurts(region="jaw", cost=1))
    found = planned(complaints=told)
    assert on_week(found, 4)[1] == on_week(found, 6)[1] == "jaw-tongue"


def test_d8_a_cause_clearly_ahead_of_the_maps_opens_the_plan():
    ahead = (
        cause("I5", "jaw", 1, low=0.6, high=0.8, facts=("The knee bends early.",), fact_ids=("knee",)),
        cause("I2", "jaw", 2, low=0.1, high=0.5),
    )
    found = planned("jaw", causes=ahead)
    assert lessons(found)[0] == "over-the-foot"
    assert lessons(found)[2] == "core-lying"
    assert "The knee bends early" in said(found, "D8")
    touching = (msgspec.structs.replace(ahead[0], low=0.45), ahead[1])
    assert lessons(planned("jaw", causes=touching))[0] == "core-lying"


def test_d8_a_cause_outside_the_method_is_said_and_moves_nothing():
    ahead = (
        cause("X.shoes_changed", "heel", 1, low=0.6, high=0.8),
        cause("I11", "heel", 2, low=0.1, high=0.3),
    )
    found = planned("heel", causes=ahead)
    assert lessons(found) == lessons(planned("heel"))
    assert "D8" in rows(found)


def test_d9_the_easier_side_comes_first_in_the_first_weeks():
    found = planned("low_back", easier={"hip-flex": "left"})
    sides = {d.week: d.first_side for d in found.days if d.lesson == "hips-fold-reach" and d.week < 4}
    assert set(sides.values()) == {"left"}
    assert "left side" in said(found, "D9")


def test_d9_a_one_sided_cause_begins_on_the_other_side():
    found = planned("low_back", causes=(cause("I7", "low_back", 1, side="right"),))
    assert {d.first_side for d in found.days if d.lesson and d.week < 4} == {"left"}


def test_d9_from_the_third_time_the_sides_take_turns():
    found = planned("low_back", causes=(cause("I7", "low_back", 1, side="right"),))
    sides = [d.first_side for d in found.days if d.lesson == "hips-fold-reach"]
    assert sides == ["left", "left", "right", "left"]


def test_d9_without_a_known_side_a_lot_begins_and_the_sides_take_turns():
    found = planned("jaw")
    sides = [d.first_side for d in found.days if d.lesson == "core-lying"]
    assert sides[0] != sides[1]
    assert "drawn by lot" in said(found, "D9")
    first = next(d.first_side for d in found.days if d.lesson)
    assert f"lot: {first}" in said(found, "D9")


def test_d10_alarm_brings_the_way_back_home_and_the_agility_lesson_forward():
    found = planned("jaw", alert_events=True)
    learnt = next(d for d in found.days if d.lesson == "return-after-alert")
    assert (learnt.week, learnt.day) == (2, 2)
    assert on_week(found, 3)[2] == "ready-to-change"
    assert on_week(found, 6)[0] == "side-bend"
    assert not [d for d in found.days if d.week == 2 and d.kind == "notice"]
    among = planned("jaw", causes=(cause("I1", "jaw", 1), cause("I12", "jaw", 3)))
    assert "D10" in rows(found) & rows(among)


def test_d11_hip_flexors_in_the_middle_of_a_run_learn_the_short_stop_at_home():
    found = planned(complaints=(Hurts(region="hip_flexors", when=("late",)),))
    learnt = next(d for d in found.days if d.lesson == "mid-run-reset")
    assert (learnt.week, learnt.day) == (1, 2)
    assert "D11" in rows(found)
    assert "D11" not in rows(planned(complaints=(Hurts(region="hip_flexors", when=("after",)),)))
    assert "D11" not in rows(planned(complaints=(Hurts(region="hip_flexors", when=("late",)),), runs=False))


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


@pytest.mark.parametrize("level", ["beginner", "returning", "ambitious"])
def test_d29_each_level_has_the_same_lessons_and_its_own_sentence(level):
    found = planned("jaw", level=level)
    assert lessons(found) == lessons(planned("jaw"))
    assert "D29" in rows(found)
    easy = [d for d in found.days if d.kind == "notice" and "easy run" in d.why]
    assert bool(easy) == (level == "ambitious")


@pytest.mark.parametrize("minutes", [10, 15, 18])
def test_m15_with_little_time_no_day_takes_longer_than_asked(minutes):
    found = planned("low_back", minutes=minutes)
    assert max(d.minutes for d in found.days) <= minutes
    assert "M15" in rows(found)
    assert len({d.key.split(".")[0] for d in found.days if d.lesson}) == 18


def test_m15_lessons_that_fit_come_first_where_the_order_is_free():
    found = planned(minutes=15)
    assert [d.parts for d in found.days if d.lesson][:6] == [1] * 6
    assert lessons(planned("heel", minutes=15))[0] == "foot-to-head"


def test_m15_the_low_back_order_is_not_free():
    told = (Hurts(region="low_back", cost=9), Hurts(region="jaw", cost=1))
    assert lessons(planned(complaints=told, minutes=15)) == lessons(planned(complaints=told))


def test_d19_a_lesson_that_steps_in_never_stands_twice_in_a_week():
    found = planned("low_back", disliked=("side-bend",))
    assert len(set(on_week(found, 3))) == 3


def test_m15_with_twenty_minutes_everything_is_short():
    assert {d.parts for d in planned("low_back", minutes=20).days} == {1}
    assert max(d.minutes for d in planned("low_back", minutes=20).days) <= 20


def test_m30_with_time_everything_is_full_that_has_a_full_version():
    found = planned("low_back", minutes=30)
    assert all(d.length == "full" for d in found.days if d.lesson and SHELF[d.lesson].full)
    assert max(d.minutes for d in found.days) <= 30
    assert "M30" in rows(found)


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
