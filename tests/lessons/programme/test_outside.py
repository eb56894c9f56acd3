"""Out on a run: the short stop, rules that keep people safe, drills, and how long the way back took."""

import inspect
import pkgutil

import pytest
from tests.lessons.programme.people import DAY, MONDAY, cleared

import understride.lessons.programme as room
from understride.interview.gate import Cleared
from understride.knowledge import load
from understride.lessons import cautions_of, open_lesson
from understride.lessons.library import load_library
from understride.lessons.programme.log import Entry
from understride.lessons.programme.outside import (
    bad_day,
    outside,
    reset,
    road_rules_with,
    stop_rules,
    way_back,
    ways_back,
)
from understride.lessons.programme.shelf import shelf_for
from understride.model import RequestError


def stopped(on, place="hip_flexors"):
    return Entry(on=on, kind="reset", what=place)


@pytest.mark.parametrize("region", [region.id for region in load().regions])
def test_every_place_of_the_body_has_a_short_stop(region):
    found = reset(cleared(MONDAY), region, library=load_library())
    assert "away from traffic" in found.before[0]
    assert "walk home" in found.before[1]
    assert found.question.endswith("?")
    assert len(found.card) == 4
    assert all(len(line.split()) <= 6 for line in found.card)
    assert found.lesson in shelf_for() or found.lesson in load_library()


def test_a_place_that_is_unknown_is_refused_with_the_nearest():
    with pytest.raises(RequestError, match="'calves'"):
        reset(cleared(MONDAY), "calfs", library={})


def test_a_second_stop_in_a_run_points_home_and_a_third_day_asks_the_gate():
    here = cleared(MONDAY)
    assert "home" in reset(here, "jaw", library={}, log=[stopped(MONDAY)]).notes[0]
    two_days = [stopped(MONDAY - DAY), stopped(MONDAY - 2 * DAY)]
    assert reset(here, "jaw", library={}, log=two_days).ask_again
    assert not reset(here, "jaw", library={}, log=two_days[:1]).ask_again


def test_the_rules_are_all_there():
    assert [rule.id for rule in stop_rules()] == [f"S{n}" for n in range(1, 11)]
    assert [rule.id for rule in outside().road_rules] == [f"A{n}" for n in range(1, 11)]


def test_every_lesson_on_alertness_carries_the_first_three_rules_of_the_road():
    found = {}
    for id, lesson in load_library().items():
        carried = {c.id for c in cautions_of(lesson)} & {"A1", "A2", "A3"}
        assert carried == (
            {"A1", "A2", "A3"} if road_rules_with(lesson.front.serves.imbalances) else set()
        ), id
        found[id] = bool(carried)
    assert [id for id, carries in found.items() if carries] == ["ready-to-change", "return-after-alert"]


def test_the_lesson_for_a_bad_day_is_never_the_first_thing_that_somebody_hears():
    opened = open_lesson(cleared(MONDAY), load_library()["flare-lying"])
    new, known = bad_day(opened), bad_day(opened, log=[Entry(on=MONDAY, kind="done", lesson="core-lying")])
    assert "begin with one of those" in new.notes[-1]
    assert new.notes[:1] == known.notes


def test_no_drill_is_on_a_road():
    for drill in way_back(cleared(MONDAY)).drills:
        assert not {"road", "street", "traffic"} & set(f"{drill.where} {drill.what}".lower().split())
    assert "Nothing is practised" in outside().drills[-1].what
    assert len(way_back(cleared(MONDAY, scan_finding_unclear="yes")).drills) == 1
    assert len(way_back(cleared(MONDAY)).rules) == 10


def test_ways_back_are_shown_as_a_spread_of_the_last_ten():
    log = [Entry(on=MONDAY + i * DAY, kind="alert", steps=100 - i) for i in range(12)]
    found = ways_back(log)
    assert (found.count, found.low, found.high, found.middle) == (10, 89, 98, 93.5)
    assert ways_back(log, unit="seconds") is None
    assert way_back(cleared(MONDAY), log=log).spreads == (found,)


TEACH = {  # what opens something; everything else in the room reads, writes or reckons
    "course": ["course"], "plan": ["plan", "follow", "next_day"], "outside": ["reset", "way_back"],
    "kept": ["today", "done", "standing_plan"], "calendar": ["laid_out"], "versions": ["version"],
}  # fmt: skip


@pytest.mark.parametrize("module", TEACH)
def test_what_teaches_asks_for_a_clearance_first(module):
    here = __import__(f"{room.__name__}.{module}", fromlist=["x"])
    for name in TEACH[module]:
        hints = inspect.get_annotations(getattr(here, name), eval_str=False)
        assert "Cleared" in hints.values(), name


def test_nothing_in_the_room_makes_a_clearance():
    for info in pkgutil.iter_modules(room.__path__):
        source = inspect.getsource(__import__(f"{room.__name__}.{info.name}", fromlist=["x"]))
        assert "Cleared(" not in source
        assert "import gate\n" not in source


def test_a_clearance_cannot_be_made_by_hand():
    with pytest.raises(TypeError):
        Cleared(reasons=(), today=MONDAY, key=None)
