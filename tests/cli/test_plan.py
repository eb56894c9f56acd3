"""`plan`, `today`, `done` and `reset`: what they write, keep and say."""

from __future__ import annotations

import json

import pytest
from tests.cli.asked import GO, ON, call


def test_a_plan_is_written_kept_and_gone_through(go, tmp_path, home):
    pytest.importorskip("icalendar")
    out = tmp_path / "out"
    done = call("plan", "--answers", go, *ON, "--out", out, "--json", "--zone", "Europe/Paris")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert document["schema"] == "understride.plan/1"
    assert document["programme"] == "six_weeks"
    keys = {"date", "week", "day", "kind", "lesson", "length", "first_side", "minutes", "why"}
    assert all(set(day) == keys for day in document["days"])
    assert {f.name for f in out.iterdir()} == {"plan.ics", "plan.html", "plan.json"}
    assert json.loads((out / "plan.json").read_text(encoding="utf-8")) == document
    first = document["days"][0]
    today = call("today", "--answers", go, "--on", first["date"], "--json")
    assert json.loads(today.stdout) == first
    assert call("done", "--answers", go, "--on", first["date"]).exit_code == 0
    again = call("done", "--answers", go, "--on", first["date"])
    assert again.exit_code == 2
    assert "nothing stands on this day" in again.stderr


def test_after_a_plan_the_answers_need_not_be_told_again(go):
    call("plan", "--answers", go, *ON)
    assert "A look at an ordinary run" in call("today", "--on", "2026-11-22").stdout
    done = call("done", "--on", "2026-11-22")
    assert done.stdout == "Noted for 2026-11-22: scan.\n"
    assert call("today", "--on", "2026-12-30").exit_code == 2  # by then the safety questions are due again


def test_a_day_with_a_part_of_a_lesson_names_the_command_that_plays_that_part(tmp_path, monkeypatch):
    """Little time and no floor: in two parts, with twice the rest."""
    answers = tmp_path / "answers.yaml"
    told = GO.replace("minutes_a_day: 20", "minutes_a_day: 10").replace(
        'lies_on_floor: "yes"', 'lies_on_floor: "no"'
    )
    answers.write_text(told, encoding="utf-8")
    days = json.loads(call("plan", "--answers", answers, *ON, "--json").stdout)["days"]
    first = next(day for day in days if day["lesson"])
    for day in days[: days.index(first)]:
        assert call("done", "--answers", answers, "--on", day["date"]).exit_code == 0
    said = call("today", "--answers", answers, "--on", first["date"]).stdout
    (line,) = [line.split() for line in said.splitlines() if "lesson play" in line]
    assert line[line.index("--part") + 1].startswith("1/")
    assert "--long-rests" in line
    opened = []
    monkeypatch.setattr(
        "understride.cli.lesson_audio.spoken", lambda *a, portion, **k: opened.append(portion)
    )
    monkeypatch.setattr("understride.cli.lesson_audio._say_cautions", lambda *a, **k: None)
    call(*line[1:], "--answers", answers, "--nothing-new", "--on", first["date"])
    assert opened[0].part == 1
    assert opened[0].parts > 1
    assert opened[0].long_rests


def test_the_first_lesson_for_shoulders_is_the_one_about_turning(go):
    days = json.loads(call("plan", "--answers", go, *ON, "--json", "--six-days").stdout)["days"]
    assert len(days) == 6
    assert next(day["lesson"] for day in days if day["lesson"]) == "core-lying"


def test_a_start_and_a_lesson_may_be_wished_for(go):
    words = ("--start", "2027-01-04", "--lesson", "breath-ribs", "--json")
    days = json.loads(call("plan", "--answers", go, *ON, *words).stdout)["days"]
    assert days[0]["date"] == "2027-01-04"
    assert next(day["lesson"] for day in days if day["lesson"]) == "breath-ribs"


def test_days_off_a_lesson_left_out_and_one_before_runs_may_be_wished_for(go):
    wished = ("--not-on", "2026-11-22", "--without", "core-upright", "--before-run")
    plan = json.loads(call("plan", "--answers", go, *ON, *wished, "--json").stdout)["days"]
    assert plan[0]["date"] == "2026-11-23"
    lessons = [day["lesson"] for day in plan]
    assert "core-upright" not in lessons
    assert "before-the-run" in lessons
    refused = call("plan", "--answers", go, *ON, "--without", "core-uprigt")
    assert (refused.exit_code, "'core-upright'" in refused.stderr) == (2, True)


def test_worse_for_two_days_means_nothing_new(go, home):
    call("plan", "--answers", go, *ON, "--six-days")
    days = json.loads(call("plan", "--answers", go, *ON, "--json", "--six-days").stdout)["days"]
    for day in days[:2]:
        call("done", "--answers", go, "--on", day["date"])
    noted = call("done", "--note", "worse:3:60", "--answers", go, "--on", days[2]["date"])
    assert noted.exit_code == 0, noted.output
    file = home / "plans" / "me.json"
    assert [entry["kind"] for entry in json.loads(file.read_text())["log"]] == ["done", "done", "worse"]


def test_a_plan_that_was_begun_is_put_aside_not_lost(go, home):
    call("plan", "--answers", go, *ON)
    call("done", "--answers", go, "--on", "2026-11-22")
    before = (home / "plans" / "me.json").read_bytes()
    assert call("plan", "--answers", go, "--on", "2026-11-23", "--six-days").exit_code == 0
    aside = [f for f in (home / "plans").iterdir() if f.name != "me.json"]
    assert [f.read_bytes() for f in aside] == [before]


@pytest.mark.parametrize(
    "note", ["worse:much:50", "worse:nan:1", "better", "liked:core-lyin", "worse:3", "skip:1"]
)
def test_a_note_that_cannot_be_is_one_sentence(go, note):
    call("plan", "--answers", go, *ON)
    done = call("done", "--note", note, "--answers", go, *ON)
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_last_note_is_taken_back(go, home):
    call("plan", "--answers", go, *ON)
    call("done", "--answers", go, "--on", "2026-11-22")
    assert call("done", "--note", "undo", "--answers", go, "--on", "2026-11-22").exit_code == 0
    assert json.loads(call("today", "--answers", go, "--on", "2026-11-22", "--json").stdout)["kind"] == "scan"


def test_a_short_stop_says_the_safe_place_first_and_the_way_on_last(go):
    done = call("reset", "--place", "shoulders", "--answers", go, "--nothing-new", *ON)
    assert done.exit_code == 0, done.output
    lines = [line for line in done.stdout.splitlines() if line]
    assert lines[0].startswith("Off the path and away from traffic first.")
    assert "understride lesson show mid-run-reset-shoulders" in lines[-1]


def test_a_short_stop_says_on_which_signs_to_leave_it(go):
    from understride.lessons.programme.outside import stop_rules

    for when in ("run", "bad-day"):
        said = call("reset", "--when", when, "--answers", go, "--nothing-new", *ON).stdout
        assert all(rule.sign in said and rule.do in said for rule in stop_rules())


def test_after_an_alarm_come_the_card_the_road_and_how_far_the_last_ways_back_lie_apart(go, home):
    call("plan", "--answers", go, *ON)
    for note in ("alert:car:40", "alert:dog:60:7", "alert:noise:15s"):
        assert call("done", "--note", note, "--answers", go, *ON).exit_code == 0
    done = call("reset", "--when", "alarm", "--answers", go, "--nothing-new", *ON)
    lines = done.stdout.splitlines()
    assert lines[0].strip() == "1. first safe"
    assert "Your last 2: 40 to 60 steps, the middle one 50." in lines
    assert "The last one: 15 seconds." in lines
    assert sum(line.startswith("  - ") for line in lines) == 10
    assert "understride lesson show return-after-alert" in lines[-1]


def test_a_place_of_the_body_goes_only_with_a_run(go):
    done = call("reset", "--when", "alarm", "--place", "jaw", "--answers", go, "--nothing-new", *ON)
    assert done.exit_code == 2
    assert "only in a run" in done.stderr


def test_a_third_day_with_a_stop_asks_the_safety_questions_again(go):
    call("plan", "--answers", go, *ON)
    for day in ("21", "22"):
        call("reset", "--answers", go, "--nothing-new", "--on", f"2026-11-{day}")
    done = call("reset", "--answers", go, "--nothing-new", "--on", "2026-11-23")
    assert done.exit_code == 2
    assert "understride ask" in done.stderr


@pytest.mark.parametrize(("zone", "named"), [("Europe/Paris", "Europe/Paris"), (":Asia/Tokyo", "Asia/Tokyo")])
def test_the_time_zone_is_that_of_the_machine(zone, named, monkeypatch):
    from understride.cli import planning

    monkeypatch.setenv("TZ", zone)
    assert planning.zone_here() == named


@pytest.mark.parametrize("test", ["sit-turn", "hip-extend"])
def test_a_day_to_try_something_out_says_how(go, home, test):
    call("plan", "--answers", go, *ON)
    file = home / "plans" / "me.json"
    course = json.loads(file.read_text())
    course["asked"]["tests"] = [test]
    file.write_text(json.dumps(course))
    call("done", "--answers", go, "--on", "2026-11-22")
    said = call("today", "--answers", go, "--on", "2026-11-23").stdout
    assert "{" not in said
    assert all(line in said for line in how_it_is_done(test))


def how_it_is_done(test: str) -> list[str]:
    from understride.interview import self_tests

    found = self_tests()[test]
    return [found.title, *(line.format(side="left", other="right") for line in found.text)]


def test_a_day_with_a_check_asks_its_questions(go):
    from understride.interview import self_tests

    call("plan", "--answers", go, *ON)
    said = call("today", "--answers", go, "--on", "2026-11-22").stdout
    assert all(field.ask in said for field in self_tests()["run-scan"].fields)


def test_commands_that_are_shown_are_about_the_same_runner(go, tmp_path):
    done = call("ask", "--answers", go, "--runner", "anna", "--out", tmp_path / "out", *ON)
    assert "understride today --runner anna" in done.stdout
    said = call("today", "--answers", go, "--runner", "anna", "--on", "2026-11-22").stdout
    assert said.splitlines()[-1] == "  understride done --runner anna"
    assert "--runner" not in call("ask", "--answers", go, "--out", tmp_path / "me", *ON).stdout
