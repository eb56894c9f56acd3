"""The lesson commands and the programme's: what they print, and that nothing is taught from a stop."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from tests.lessons.examples import HEAD_ROLL

from understride.cli import clearing, listening, main
from understride.lessons import Length, load_library
from understride.lessons.documents import lesson_schema
from understride.lessons.voice.timeline import Chapter, Cue, Timeline

GO = """\
schema: understride.answers/1
today: 2026-11-20
runner: {age: 38, runs: "yes", lies_on_floor: "yes", minutes_a_day: 20}
complaints:
  - {region: shoulders, intensity: 5}
facts_otherwise: "no"
"""
STOP = GO + 'facts: {saddle_numb: "yes"}\n'
CAUTION = GO.replace('facts_otherwise: "no"', 'facts_otherwise: "no"\nfacts: {pregnant: "yes"}')
ON = ("--on", "2026-11-21")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Everything kept lies in a folder of the test's own."""
    for name in ("UNDERSTRIDE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def go(tmp_path) -> Path:
    return write(tmp_path / "go.yaml", GO)


@pytest.fixture
def stop(tmp_path) -> Path:
    return write(tmp_path / "stop.yaml", STOP)


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def call(*words: object, put: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=put)


# --- reading needs no gate


def test_the_list_has_every_lesson_with_minutes_or_seconds():
    rows = json.loads(call("lesson", "list", "--json").stdout)
    assert {row["id"] for row in rows} == set(load_library())
    for row in rows:
        time = "seconds" if row["kind"] == "short" else "minutes"
        assert list(row) == ["id", "title", "kind", time, "serves", "complaints"]
    core = next(row for row in rows if row["id"] == "core-lying")
    assert set(core["minutes"]) == {"short", "full"}
    assert core["serves"][0] == "I1"


def test_a_lesson_is_shown_by_its_schema_in_both_sides_and_lengths():
    for side in ("left", "right"):
        for length in ("short", "full"):
            done = call("lesson", "show", "core-lying", "--json", "--side", side, "--length", length)
            document = json.loads(done.stdout)
            jsonschema.validate(document, lesson_schema())
            assert (document["side"], document["length"], document["estimated"]) == (side, length, True)


def test_a_lesson_shown_for_people_has_its_words_and_cautions():
    shown = call("lesson", "show", "core-lying").stdout
    assert "Turning one way and the other" in shown
    assert "Everyone: Do less" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "core-lyin"), "core-lying"),
        (("show", "over-the-foot", "--length", "full"), "No full version of over-the-foot"),
        (("check", "absent.lesson.md"), "cannot be read"),
        (("new", "Slow Turn.lesson.md"), "small letters"),
        (("new", "slow-turn.txt"), ".lesson.md"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_2(words, said):
    done = call("lesson", *words)
    assert done.exit_code == 2
    assert said in done.output


def test_a_new_lesson_is_that_of_the_documentation_and_passes_the_check(tmp_path):
    file = tmp_path / "head-roll.lesson.md"
    assert call("lesson", "new", file).stdout == f"{file}\n"
    assert file.read_text(encoding="utf-8") == HEAD_ROLL
    other = tmp_path / "slow-turn.lesson.md"
    call("lesson", "new", other)
    done = call("lesson", "check", other)
    assert done.exit_code == 0
    assert "0 errors" in done.stdout
    assert "~~~~" in done.stdout  # the strip
    assert call("lesson", "new", other).exit_code == 2


def test_a_fault_is_named_with_its_line_and_ends_with_2(tmp_path):
    text = HEAD_ROLL.replace("come back to the middle", "stretch it to the middle")
    done = call("lesson", "check", write(tmp_path / "head-roll.lesson.md", text))
    assert done.exit_code == 2
    assert "head-roll.lesson.md:" in done.stdout


# --- Cleared

NEED_CLEARED = (
    ("lesson", "play", "core-lying"),
    ("lesson", "export", "core-lying", "--out", "OUT"),
    ("plan", "--out", "OUT"),
    ("today",),
    ("done",),
    ("reset", "--out", "OUT"),
)


def words_of(command: tuple[str, ...], tmp_path: Path) -> list[object]:
    return [tmp_path / "out" if word == "OUT" else word for word in command]


@pytest.fixture
def never(monkeypatch) -> list[str]:
    """Whatever opens or speaks a lesson or lays out days, made to tell on itself."""
    import understride.lessons.programme.kept
    import understride.lessons.programme.outside
    import understride.lessons.voice.rendering  # noqa: F401  all before any is patched

    opened: list[str] = []
    for place in (
        "understride.lessons.opening.open_lesson",
        "understride.lessons.open_lesson",
        "understride.lessons.voice.rendering.render",
        "understride.lessons.programme.plan.follow",
        "understride.lessons.programme.kept.follow",
        "understride.lessons.programme.outside.reset",
    ):
        monkeypatch.setattr(place, lambda *a, place=place, **k: opened.append(place))
    return opened


@pytest.mark.parametrize("command", NEED_CLEARED, ids=" ".join)
def test_without_answers_it_says_so_and_ends_with_2(command, tmp_path, never):
    done = call(*words_of(command, tmp_path), "--nothing-new")
    assert done.exit_code == 2
    assert "No answers to the safety questions are kept" in done.stderr
    assert "understride ask" in done.stderr
    assert never == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", NEED_CLEARED, ids=" ".join)
def test_from_a_stop_no_lesson_is_reached(command, tmp_path, go, stop, never):
    """The law of all doors: whatever else is said, and whatever plan is already kept."""
    done = call(*words_of(command, tmp_path), "--answers", stop, "--nothing-new", *ON)
    assert done.exit_code == 2
    assert done.stderr.startswith("No lesson today.")
    assert done.stdout == ""
    assert never == []
    assert not (tmp_path / "out").exists()


def test_a_stop_stays_a_stop_after_a_plan_was_made(go, stop):
    assert call("plan", "--answers", go, *ON).exit_code == 0
    for command in ("today", "done"):
        done = call(command, "--answers", stop, "--on", "2026-11-22")
        assert done.exit_code == 2
        assert done.stdout == ""


def test_every_command_that_can_reach_a_lesson_is_under_this_law():
    """A new command that takes the clearing options joins the list above."""
    import click

    from understride.cli.group import COMMANDS

    found = set()
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        inner = command.commands if isinstance(command, click.Group) else {None: command}
        for sub, one in inner.items():
            if any(p.name == "nothing_new" for p in one.params):
                found.add((name,) if sub is None else (name, sub))
    assert found == {tuple(w for w in c if not w.startswith(("-", "OUT", "core"))) for c in NEED_CLEARED}


def test_the_short_check_must_be_answered_where_nobody_can_be_asked(go, tmp_path, never):
    done = call("lesson", "export", "core-lying", "--out", tmp_path / "out", "--answers", go, *ON)
    assert done.exit_code == 2
    assert "--nothing-new" in done.stderr
    assert never == []


def test_answers_of_the_same_day_need_no_short_check(go, tmp_path):
    told = clearing.Told(runner=runner(), answers=go, on=clearing.Day().convert("2026-11-20", None, None))
    cleared, _ = clearing.clear(told, short_check=True)
    assert cleared.action == "go"


def test_a_tick_in_the_short_check_stops(go, monkeypatch, never):
    monkeypatch.setattr(clearing, "can_be_asked", lambda: True)
    done = call("reset", "--answers", go, *ON, put="1\n")
    assert done.exit_code == 2
    assert "No lesson today" in done.stderr
    assert never == []


def test_kept_answers_serve_until_they_are_due_again(go, home):
    from understride.cli import answers_kept
    from understride.interview import parse_answers

    now = clearing._now()
    answers_kept.keep(parse_answers(GO.encode(), name="go.yaml", now=now), runner())
    assert call("plan", *ON).exit_code == 0
    late = call("plan", "--on", "2026-12-20")
    assert late.exit_code == 2
    assert "due again" in late.stderr


def test_answers_from_after_the_day_are_refused(go):
    done = call("plan", "--answers", go, "--on", "2026-11-01")
    assert done.exit_code == 2
    assert "lies after" in done.stderr


def runner():
    from understride.model import Runner

    return Runner(id="me")


# --- sound


@pytest.fixture
def quick_voice(monkeypatch, tmp_path) -> None:
    """A voice that hums, and a cache of the test's own."""
    from tests.report.test_player import Hum

    monkeypatch.setattr("understride.lessons.voice.choice.chosen", lambda *a: Hum())
    monkeypatch.setattr("understride.lessons.voice.keeping.default_folder", lambda: tmp_path / "kept")


def test_export_writes_sound_captions_transcript_chapters_and_a_page(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    out = tmp_path / "out"
    done = call(
        "lesson", "export", "return-after-alert", "--out", out, "--answers", go, "--nothing-new", *ON,
        "--format", "both", "--feed", "https://example.org/mine",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    stem = "return-after-alert-right-short"
    endings = ("mp3", "opus", "vtt", "txt", "json", "chapters.json", "html", "sheet.html")
    assert {f.name for f in out.iterdir()} == {*(f"{stem}.{e}" for e in endings), "feed.xml"}
    assert done.stdout.split() == [str(out / f"{stem}.{e}") for e in endings] + [str(out / "feed.xml")]
    document = json.loads((out / f"{stem}.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, lesson_schema())
    assert document["estimated"] is False


def test_under_a_caution_the_short_version_without_what_is_withheld_is_written(
    tmp_path, quick_voice, monkeypatch
):
    pytest.importorskip("lameenc")
    from understride.interview import gate, parse_answers

    answers = parse_answers(CAUTION.encode(), name="caution.yaml", now=clearing._now())
    outcome = gate(answers, today=answers.today)
    assert outcome.action == "caution"
    told = write(tmp_path / "caution.yaml", CAUTION)
    out = tmp_path / "out"
    done = call(
        "lesson", "export", "core-upright", "--out", out, "--answers", told, "--nothing-new", *ON,
        "--length", "full" if "full" in load_library()["core-upright"].front.lengths else "short",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (out / "core-upright-right-short.mp3").is_file()


def test_play_writes_a_page_with_both_first_sides(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    out = tmp_path / "out"
    done = call(
        "lesson", "play", "return-after-alert", "--side", "left", "--out", out, "--answers", go,
        "--nothing-new", *ON,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{out / 'return-after-alert.html'}\n"
    page = (out / "return-after-alert.html").read_text(encoding="utf-8")
    for side in ("left", "right"):
        assert (out / f"return-after-alert-{side}-short.mp3").is_file()
        assert f"return-after-alert-{side}-short.mp3" in page


def test_a_lesson_of_ones_own_is_played_from_its_file(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    file = tmp_path / "head-roll.lesson.md"
    call("lesson", "new", file)
    done = call("lesson", "export", file, "--out", tmp_path / "out", "--answers", go, "--nothing-new", *ON)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "head-roll-right-short.mp3").is_file()


def test_a_voice_is_listed_chosen_and_refused(home):
    listed = call("lesson", "voice").stdout.splitlines()
    assert listed[0] == "* flite-rms"
    done = call("lesson", "voice", "flite-nobody")
    assert done.exit_code == 2
    assert "no voice 'flite-nobody'" in done.stderr


# --- the terminal's player


TIMELINE = Timeline(
    chapters=(
        Chapter(id="a", title="A", start=0.0, end=40.0, cues=(Cue(text="One.", start=1, end=3),)),
        Chapter(id="b", title="B", start=40.0, end=90.0, cues=(Cue(text="Two.", start=41, end=44),)),
    ),
    seconds=90.0,
)


@pytest.mark.parametrize(
    ("key", "at", "to"),
    [(",", 20, 5), (",", 3, 0), (".", 20, 35), (".", 80, 90), ("a", 60, 40), ("n", 3, 40), ("p", 60, 0), ("0", 60, 0)],
)  # fmt: skip
def test_a_key_moves_to_its_place_and_never_out_of_the_lesson(key, at, to):
    assert listening.State(at=at).pressed(key, TIMELINE).at == to


def test_keys_change_pause_pauses_speed_and_leave():
    state = listening.State()
    assert not state.pressed(" ", TIMELINE).playing
    assert state.pressed("m", TIMELINE).more
    assert state.pressed("q", TIMELINE).left
    for _ in range(9):
        state = state.pressed("-", TIMELINE)
    assert state.speed == 0.7
    assert state.pressed("x", TIMELINE) == state


def test_with_more_time_one_stays_at_the_same_sentence():
    longer = Timeline(
        chapters=tuple(chapter.moved(30.0 * index) for index, chapter in enumerate(TIMELINE.chapters)),
        seconds=120.0,
    )
    assert listening.carried(listening.State(at=42.0), TIMELINE, longer).at == 72.0
    assert (
        listening.carried(listening.State(at=80.0), TIMELINE, longer).at == 74.0
    )  # the end of what was said


def test_the_place_is_kept_for_each_lesson(tmp_path):
    file = tmp_path / "place.json"
    listening.save(listening.State(at=12.34, more=True, speed=0.9), file)
    assert listening.load(file) == listening.State(at=12.3, more=True, speed=0.9)
    file.write_text("{", encoding="utf-8")
    assert listening.load(file) == listening.State()


def test_the_words_come_in_their_time_and_the_place_is_kept_on_the_way(tmp_path, capsys, monkeypatch):
    """Without any player: the clock alone, a tick made a second long."""
    clock = iter(range(1000))
    monkeypatch.setattr("understride.cli.listening.time.monotonic", lambda: float(next(clock)))
    keys = iter(["", "", "", "", "", "", "", "n"])
    rendered: Any = SimpleNamespace(timeline=TIMELINE, rate=16_000)
    file = tmp_path / "place.json"
    state = listening._play(
        listening.State(),
        rendered,
        None,
        tmp_path / "x.wav",
        lambda _: next(keys),
        file,
    )
    assert state.at == 40.0
    assert capsys.readouterr().out == "  0:01  One.\n"
    assert listening.load(file).at >= 5


# --- the plan


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


def test_the_first_lesson_for_shoulders_is_the_one_about_turning(go):
    days = json.loads(call("plan", "--answers", go, *ON, "--json", "--six-days").stdout)["days"]
    assert len(days) == 6
    assert next(day["lesson"] for day in days if day["lesson"]) == "core-lying"


def test_a_start_and_a_lesson_may_be_wished_for(go):
    words = ("--start", "2027-01-04", "--lesson", "breath-ribs", "--json")
    days = json.loads(call("plan", "--answers", go, *ON, *words).stdout)["days"]
    assert days[0]["date"] == "2027-01-04"
    assert next(day["lesson"] for day in days if day["lesson"]) == "breath-ribs"


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


def test_a_length_that_is_there_is_taken_and_none_means_the_short_one():
    from understride.cli.lesson import length_for

    one = load_library()["core-lying"]
    wished: list[tuple[str | None, Length]] = [(None, "short"), ("full", "full")]
    assert [length_for(one, wish) for wish, _ in wished] == [length for _, length in wished]
