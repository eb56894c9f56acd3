"""How `ask` ends: with a plan that is kept, lies beside the page and never replaces one that is under way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.asked import GO, ON, STOP, call, write
from tests.cli.test_cleared import never  # noqa: F401  the same law
from tests.cli.voiceless import without_voice

from understride.analysis import assess, assessment_json
from understride.cli.answering import read
from understride.cli.ending import Ending
from understride.interview import Cleared, gate
from understride.lessons import load_library, open_lesson

JAW = GO.replace("shoulders", "jaw")
PLAN = ("plan.html", "plan.ics", "plan.json")


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Sound has tests of its own."""
    with without_voice():
        yield


@pytest.fixture
def jaw(tmp_path: Path) -> Path:
    return write(tmp_path / "jaw.yaml", JAW)


def plans(home: Path) -> dict[str, bytes]:
    folder = home / "plans"
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


def test_it_ends_in_a_plan_beside_the_page_and_says_how_to_go_on(
    go: Path, tmp_path: Path, home: Path
) -> None:
    out = tmp_path / "out"
    done = call("ask", "--answers", go, "--out", out, *ON)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == str(out / "report.html")
    assert lines[1] == "Your plan: six weeks from Sunday 22 November, one thing a day at most."
    assert lines[-1] == "Go on with: understride today"
    assert "The first lesson is “Turning one way and the other”, on Wednesday 25 November." in lines
    assert {*PLAN} < {file.name for file in out.iterdir()}
    page = (out / "report.html").read_text(encoding="utf-8")
    assert 'href="plan.html"' in page
    assert 'href="plan.ics"' in page
    first = json.loads((out / "plan.json").read_bytes())["days"][0]
    assert json.loads(call("today", "--json", "--on", "2026-11-22").stdout) == first
    assert "me.json" in plans(home)
    again = tmp_path / "again"
    call("ask", "--answers", go, "--out", again, "--runner", "anna", *ON)
    assert [(again / name).read_bytes() for name in ("report.html", "plan.json")] == [
        (out / name).read_bytes() for name in ("report.html", "plan.json")
    ]


def test_the_page_begins_with_the_lesson_and_the_side_of_the_plan(go: Path, tmp_path: Path) -> None:
    for minutes in ("20", "21", "22", "23"):  # the lot follows from the answers
        told = write(tmp_path / "told.yaml", GO.replace("minutes_a_day: 20", f"minutes_a_day: {minutes}"))
        out = tmp_path / minutes
        call("ask", "--answers", told, "--out", out, *ON)
        first = next(day for day in json.loads((out / "plan.json").read_bytes())["days"] if day["lesson"])
        page = (out / "report.html").read_text(encoding="utf-8")
        assert f'<div class="words" data-side="{first["first_side"]}">' in page
        assert (out / f"lesson-{first['lesson']}.sheet.html").is_file()


def test_what_opens_the_plan_opens_the_page_too() -> None:
    assert Ending(lines=(), lesson="c").before(("a", "b", "c")) == ("c", "a", "b")
    assert Ending(lines=()).before(("a", "b")) == ("a", "b")


def test_as_json_it_prints_the_assessment_and_nothing_else_and_the_plan_is_kept(go: Path, home: Path) -> None:
    done = call("ask", "--answers", go, "--json", *ON)
    assert done.stdout.encode() == assessment_json(assess(read(go))).rstrip(b"\n") + b"\n"
    assert [*plans(home)] == ["me.json"]


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_from_a_stop_no_plan_is_made_kept_or_linked(
    as_json: tuple[str, ...],
    tmp_path: Path,
    home: Path,
    never: list[str],  # noqa: F811
) -> None:
    out = tmp_path / "out"
    done = call("ask", "--answers", write(tmp_path / "stop.yaml", STOP), "--out", out, *as_json, *ON)
    assert done.exit_code == 0
    assert never == []
    assert plans(home) == {}
    assert {file.name for file in out.iterdir()} == {"report.html", "assessment.json"}
    assert "plan" not in (out / "report.html").read_text(encoding="utf-8").split("<body", 1)[1].lower()
    assert "today\n" not in done.stdout


def test_a_stop_leaves_a_plan_that_is_under_way_as_it_is(go: Path, tmp_path: Path, home: Path) -> None:
    call("ask", "--answers", go, "--json", *ON)
    call("done", "--on", "2026-11-22")
    before = plans(home)
    done = call("ask", "--answers", write(tmp_path / "stop.yaml", STOP), "--out", tmp_path / "out", *ON)
    assert plans(home) == before
    assert "plan.html" not in {file.name for file in (tmp_path / "out").iterdir()}
    assert "understride today" not in done.stdout


def test_a_plan_under_way_goes_on_and_beginning_anew_puts_it_aside(
    go: Path, jaw: Path, tmp_path: Path, home: Path
) -> None:
    call("ask", "--answers", go, "--json", *ON)
    assert call("done", "--on", "2026-11-22").exit_code == 0
    before = plans(home)
    out = tmp_path / "out"
    done = call("ask", "--answers", jaw, "--out", out, "--on", "2026-11-23")
    assert "is under way and goes on as it is" in done.stdout
    assert done.stdout.splitlines()[-1] == "To begin anew from these answers: understride plan --anew"
    assert plans(home) == before
    days = json.loads((out / "plan.json").read_bytes())["days"]
    assert days[0]["date"] == "2026-11-24"
    assert not any("jaw" in day["why"] for day in days)
    assert call("plan", "--anew", "--on", "2026-11-23").exit_code == 0
    after = plans(home)
    assert len(after) == 2
    assert before["me.json"] in after.values()
    assert b"jaw" in after["me.json"]


def test_a_plan_that_was_not_begun_gives_way_and_its_kind_and_choice_stay(
    go: Path, jaw: Path, home: Path
) -> None:
    call("plan", "--answers", go, "--six-days", "--lesson", "side-bend", *ON)
    done = call("ask", "--answers", jaw, "--out", home / "page", *ON)
    assert "Nothing of your earlier plan had been done yet" in done.stdout
    kept = json.loads(plans(home)["me.json"])["asked"]
    assert (kept["programme"], kept["choice"], kept["complaints"][0]["region"]) == (
        "six_days",
        "side-bend",
        "jaw",
    )
    again = call("ask", "--answers", jaw, "--out", home / "page", *ON)
    assert "earlier plan" not in again.stdout


def test_a_plan_that_has_ended_is_put_aside_for_a_new_one(go: Path, jaw: Path, home: Path) -> None:
    call("plan", "--answers", go, "--six-days", *ON)
    call("done", "--on", "2026-11-22")
    call("done", "--note", "stop", "--on", "2026-11-23")
    ended = plans(home)["me.json"]
    done = call("ask", "--answers", jaw, "--out", home / "page", "--on", "2026-11-24")
    assert "had come to its end; it is kept aside" in done.stdout
    assert ended in plans(home).values()
    assert len(plans(home)) == 2


def test_the_safety_questions_answered_today_let_a_waiting_plan_go_on(go: Path, tmp_path: Path) -> None:
    call("ask", "--answers", go, "--json", *ON)
    call("done", "--on", "2026-11-22")
    call("done", "--note", "alarm:numbness in a foot", "--on", "2026-11-23")
    stale = call("ask", "--answers", go, "--out", tmp_path / "stale", "--on", "2026-11-23")
    assert "It waits" in stale.stdout
    fresh = write(tmp_path / "fresh.yaml", GO.replace("today: 2026-11-20", "today: 2026-11-23"))
    done = call("ask", "--answers", fresh, "--out", tmp_path / "fresh", "--on", "2026-11-23")
    assert "It waits" not in done.stdout
    assert json.loads((tmp_path / "fresh" / "plan.json").read_bytes())["days"]


def test_a_plan_that_cannot_be_made_costs_the_plan_and_nothing_else(
    go: Path, tmp_path: Path, home: Path
) -> None:
    week = "plan: {blocked: [mon, tue, wed, thu, fri, sat, sun]}\n"
    out = tmp_path / "out"
    done = call("ask", "--answers", write(tmp_path / "never.yaml", GO + week), "--out", out, *ON)
    assert done.exit_code == 0, done.output
    assert "No plan was made: every day of the week is blocked" in done.stdout
    assert plans(home) == {}
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Your first lesson" in page
    assert "plan.html" not in page


@pytest.mark.parametrize("floor", ["yes", "no"])
def test_whatever_is_withheld_only_lessons_that_open_stand_in_the_plan(floor: str, tmp_path: Path) -> None:
    told = "facts: {pregnant: yes, pregnant_over_20w: yes, scan_finding_unclear: yes}\n"
    text = GO.replace('lies_on_floor: "yes"', f'lies_on_floor: "{floor}"') + told
    file = write(tmp_path / "much.yaml", text)
    cleared = gate(read(file), today=read(file).today)
    assert isinstance(cleared, Cleared)
    assert {"supine", "prone", "end_range", "run"} <= {*cleared.withheld}
    out = tmp_path / "out"
    done = call("ask", "--answers", file, "--out", out, *ON)
    assert done.exit_code == 0, done.output
    days = json.loads((out / "plan.json").read_bytes())["days"]
    for lesson in {day["lesson"] for day in days if day["lesson"]}:
        assert open_lesson(cleared, load_library()[lesson]).score.seconds > 60


def test_without_calendar_support_there_is_a_plan_but_no_calendar(
    go: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understride.lessons.programme.ics.supported", lambda: False)
    done = call("ask", "--answers", go, "--out", tmp_path / "out", *ON)
    assert done.exit_code == 0, done.output
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert "plan.html" in names
    assert "plan.ics" not in names
    assert "plan.ics" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "understride[plan]" in done.stdout


def test_the_calendar_stands_in_local_time_and_a_later_one_replaces_it(
    go: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    icalendar = pytest.importorskip("icalendar")
    monkeypatch.setenv("TZ", "Europe/Paris")
    revisions = []
    for day in ("2026-11-21", "2026-11-23"):
        call("ask", "--answers", go, "--out", tmp_path / "out", "--on", day)
        data = (tmp_path / "out" / "plan.ics").read_bytes()
        events = icalendar.Calendar.from_ical(data).walk("VEVENT")
        assert {event["DTSTART"].dt.strftime("%H:%M") for event in events} == {"18:30"}
        assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Paris"}
        assert {event["DTSTAMP"].dt.date().isoformat() for event in events} == {day}
        uids = [str(event["UID"]) for event in events]
        revisions.append((int(events[0]["SEQUENCE"]), sorted(uids)))
        assert len(uids) == len(set(uids))
    assert revisions[0][1] == revisions[1][1]
    assert revisions[0][0] < revisions[1][0]


def test_answers_too_old_for_a_lesson_are_said_to_be(go: Path, tmp_path: Path) -> None:
    done = call("ask", "--answers", go, "--out", tmp_path / "out", "--on", "2027-03-01")
    assert (
        "These answers are of Friday 20 November: before a lesson the safety questions come again"
        in done.stdout
    )
    assert call("today", "--on", "2027-03-01").exit_code == 2
    fresh = call("ask", "--answers", go, "--out", tmp_path / "out", *ON)
    assert "come again" not in fresh.stdout
