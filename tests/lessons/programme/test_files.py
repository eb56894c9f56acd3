"""The calendar file, the plan as JSON, and the small file that is kept for each runner."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.lessons.programme.people import DAY, MONDAY, SHELF, cause, cleared, planned, wish

from understride.interview.answers_file import parse_answers
from understride.lessons.programme.asked import asked, ranked
from understride.lessons.programme.kept import (
    Kept,
    done,
    load,
    note,
    place,
    save,
    standing_plan,
    take_back,
    today,
)
from understride.lessons.programme.log import Entry, standing
from understride.lessons.programme.plan import as_json
from understride.model import Cause, Direction, Point, RecordingError, RequestError, Runner, Side

icalendar = pytest.importorskip("icalendar")
from understride.lessons.programme.ics import calendar, cancelled  # noqa: E402

ZONE = "America/New_York"


def events(data: bytes):
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_a_calendar_has_one_event_for_each_thing_that_takes_time():
    found = planned("jaw")
    timed = [d for d in found.days if d.kind != "notice"]
    read = events(calendar(found, SHELF, zone=ZONE))
    assert [e["DTSTART"].dt.date() for e in read] == [d.date for d in timed]
    assert [(e["DTEND"].dt - e["DTSTART"].dt).seconds // 60 for e in read] == [d.minutes for d in timed]
    assert {str(e["TRANSP"]) for e in read} == {"TRANSPARENT"}
    assert read[0]["DTSTART"].dt == datetime(2026, 11, 23, 18, 30, tzinfo=ZoneInfo(ZONE))
    assert read[0]["DTSTART"].params["TZID"] == ZONE


def test_a_calendar_says_nothing_about_health_unless_wished():
    found = planned("jaw")
    data = calendar(found, SHELF, zone=ZONE).decode()
    assert "jaw" not in data
    assert "Lesson 1\\, 19 min" in data
    assert "jaw" in calendar(found, SHELF, zone=ZONE, detail="why").decode()


def test_importing_again_updates_instead_of_doubling():
    first, again = planned("jaw"), planned("jaw", blocked=("wed",))
    uids = [
        [str(e["UID"]) for e in events(calendar(p, SHELF, zone=ZONE, revision=r))]
        for r, p in enumerate((first, again))
    ]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(uids[0])
    assert {int(e["SEQUENCE"]) for e in events(calendar(again, SHELF, zone=ZONE, revision=3))} == {3}


def test_an_alarm_comes_last_in_its_event():
    data = calendar(planned("jaw"), SHELF, zone=ZONE, alarm=10)
    assert b"END:VALARM\r\nEND:VEVENT" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_week_can_stand_in_a_file_of_its_own_and_a_plan_can_be_taken_back():
    found = planned("jaw")
    assert len(events(calendar(found, SHELF, zone=ZONE, weeks=(2,)))) == 4
    back = cancelled(found, SHELF, zone=ZONE)
    assert b"METHOD:CANCEL" in back
    assert {str(e["STATUS"]) for e in events(back)} == {"CANCELLED"}


def test_a_place_that_is_no_time_zone_is_refused():
    with pytest.raises(RequestError, match="Atlantis"):
        calendar(planned("jaw"), SHELF, zone="Europe/Atlantis")


def test_same_plan_same_bytes_whatever_the_hash_seed():
    code = (
        "from tests.lessons.programme.people import *;"
        "from understride.lessons.programme.ics import calendar;"
        "from understride.lessons.programme.plan import as_json;"
        "import hashlib; p = planned('jaw', proof=True);"
        "print(hashlib.sha256(calendar(p, SHELF, zone='Europe/Paris') + as_json(p)).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": tz, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for seed, tz in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1


def test_the_plan_as_json_has_the_keys_that_others_rely_on():
    content = json.loads(as_json(planned("jaw")))
    assert content["schema"] == "understride.plan/1"
    assert content["programme"] == "six_weeks"
    keys = {"date", "week", "day", "kind", "lesson", "length", "first_side", "minutes", "why"}
    assert all(set(day) == keys for day in content["days"])
    assert content["days"][2] == {
        "date": "2026-11-26", "week": 1, "day": 1, "kind": "lesson", "lesson": "core-lying", "length": "short",
        "first_side": content["days"][2]["first_side"], "minutes": 19, "why": content["days"][2]["why"],
    }  # fmt: skip


def test_why_is_tied_to_facts():
    found = planned(
        "jaw",
        causes=(
            cause(
                "I2",
                "jaw",
                1,
                title="A busy belly",
                facts=("The belly hardly moved.",),
                fact_ids=("belly-breath",),
            ),
        ),
    )
    second = next(d for d in found.days if d.lesson == "jaw-tongue")
    assert "a clenched jaw" in second.why
    assert "a busy belly" in second.why
    assert second.why == (
        "You told us about a clenched jaw, the method often ties that to a busy belly, and the belly hardly moved."
    )
    assert second.because == ("complaint.jaw", "I2", "belly-breath")
    measured = "The head stands 8 cm ahead; nineteen men averaged 5 cm: cannot tell."
    for state, way in (("open", "may point"), ("for", "points")):
        seen = planned(
            "jaw", causes=(cause("I2", "jaw", 1, title="A busy belly", state=state, facts=(measured,)),)
        )
        assert next(d for d in seen.days if d.lesson == "jaw-tongue").why.endswith(
            f"to a busy belly, and in the recording the head stands 8 cm ahead, which {way} this way."
        )
    bare = next(d for d in planned("jaw").days if d.lesson == "jaw-tongue")
    assert "nothing measured supports or contradicts it yet" in bare.why


def test_answers_become_a_wish():
    text = """
schema: understride.answers/1
today: 2026-11-21
runner: {age: 41, runs: no, lies_on_floor: no, minutes_a_day: 15}
complaints: [{region: low_back, intensity: 6, cost: 4, when: [after]}]
plan:
  {start: 2026-11-23, blocked: [sat], not_on: [2026-12-25, 2026-12-24], races: [2026-12-13],
   level: returning, proof: yes, disliked: [bell-hand], before_run: yes}
alert: {events: yes}
self_tests:
  hip-extend: {left: 3, right: 1, easier: left_clear, tries_agree: yes}
  sit-turn: {left: 20, right: 60, easier: right_clear, tries_agree: no}
"""
    answers = parse_answers(text.encode(), name="a.yaml", now=datetime(2026, 11, 21, tzinfo=UTC))
    found = asked(answers)
    assert (found.start, found.blocked, found.races) == (MONDAY, ("sat",), (date(2026, 12, 13),))
    assert (found.runs, found.floor, found.minutes, found.proof) == (False, False, 15, True)
    assert found.easier == {"hip-extend": "left"}
    assert found.not_on == (date(2026, 12, 24), date(2026, 12, 25))
    assert (found.disliked, found.before_run) == (("bell-hand",), True)
    assert found.alarm
    assert asked(answers, start=MONDAY + DAY).start == MONDAY + DAY


def test_causes_become_candidates_with_their_facts_sides_and_directions():
    found = Cause(
        id="I6", title="Hips that move little", idea="", complaint="low_back", side=Side.LEFT, rank=1, state="for",
        supports=(Point(id="hip-extend", text="The left hip goes back less far."),), against=(), not_measured=(),
        grade="C", grade_text="", refuted_by="", probability=0.6, range=(0.4, 0.7),
        directions=(Direction(id="extend", probability=0.6), Direction(id="flex", probability=0.2)),
    )  # fmt: skip
    hip, bare = ranked((found, replace(found, id="X.shoes_changed", side=None, range=None, directions=())))
    assert (hip.side, hip.directions, hip.low, hip.high) == ("left", ("extend", "flex"), 0.4, 0.7)
    assert (hip.facts, hip.fact_ids) == (("The left hip goes back less far.",), ("hip-extend",))
    assert (bare.side, bare.low, bare.directions) == (None, None, ())


def test_every_day_blocked_and_unknown_choices_are_refused():
    everything = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    with pytest.raises(RequestError, match="every day"):
        planned("jaw", blocked=everything)
    with pytest.raises(RequestError, match="no lesson called"):
        planned("jaw", choice="core-lyng")


def test_a_chosen_lesson_opens_the_plan():
    assert next(d.lesson for d in planned("jaw", choice="side-bend").days if d.lesson) == "side-bend"


@pytest.fixture
def path(tmp_path):
    return place(Runner(id="anna"), environ={"UNDERSTRIDE_HOME": str(tmp_path)})


def test_a_course_is_kept_and_read_back(path):
    kept = Kept(runner=Runner(id="anna"), asked=wish("jaw"))
    assert load(path) is None
    save(kept, path)
    assert load(path) == kept
    assert [entry.name for entry in path.parent.iterdir()] == ["anna.json"]


def test_done_notes_todays_thing_and_undo_takes_it_back(path):
    kept = Kept(runner=Runner(), asked=wish("jaw"))
    one = done(cleared(MONDAY), kept, SHELF)
    assert today(cleared(MONDAY), one, SHELF).kind == "free"
    assert next(d.key for d in standing_plan(cleared(MONDAY + DAY), one, SHELF).days) == "w0s1"
    back = take_back(one, on=MONDAY)
    assert len(back.log) == 2
    assert standing(back.log) == ()
    assert today(cleared(MONDAY), back, SHELF).kind == "scan"
    with pytest.raises(RequestError, match="nothing stands"):
        done(cleared(MONDAY), one, SHELF)
    with pytest.raises(RequestError, match="empty log"):
        take_back(back, on=MONDAY)


def test_a_day_of_last_week_cannot_be_opened_with_a_clearance_of_today():
    """The clearance is the clock: what it opens is its own day."""
    kept = Kept(runner=Runner(), asked=wish("jaw"))
    assert today(cleared(MONDAY + DAY), kept, SHELF).date == MONDAY + DAY


def test_a_write_that_fails_leaves_the_old_file(path, monkeypatch):
    kept = Kept(runner=Runner(id="anna"), asked=wish("jaw"))
    save(kept, path)
    before = path.read_bytes()

    def fail(_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        save(note(kept, Entry(on=MONDAY, kind="stop")), path)
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema": "other/1"}', b"\xff\xfe"])
def test_a_broken_file_is_one_sentence(path, data):
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    with pytest.raises(RecordingError, match=r"anna\.json"):
        load(path)


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".hidden", "x" * 65])
def test_a_runners_name_is_no_path(name):
    with pytest.raises(RequestError):
        place(Runner(id=name), environ={"UNDERSTRIDE_HOME": "/nowhere"})


def test_an_entry_without_what_its_kind_needs_is_refused():
    kept = Kept(runner=Runner(), asked=wish("jaw"))
    with pytest.raises(RequestError, match="points"):
        note(kept, Entry(on=MONDAY, kind="worse", hours=60))
    with pytest.raises(RequestError, match="lesson"):
        note(kept, Entry(on=MONDAY, kind="done", what="lesson"))
    with pytest.raises(RequestError, match="nearest known: 'side-bend'"):
        note(kept, Entry(on=MONDAY, kind="liked", lesson="side-bends"))
    with pytest.raises(RequestError, match="was done"):
        note(kept, Entry(on=MONDAY, kind="done", what="handstand"))
