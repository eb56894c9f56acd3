"""The law of all doors: nothing is taught without answers, and nothing from a stop."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.asked import GO, ON, call

from understride.cli import clearing, main
from understride.model import Runner

NEED_CLEARED = (
    ("lesson", "play", "core-lying"),
    ("lesson", "export", "core-lying", "--out", "OUT"),
    ("plan", "--out", "OUT"),
    ("today",),
    ("done",),
    ("reset", "--out", "OUT"),
    ("reset", "--when", "bad-day", "--out", "OUT"),
    ("reset", "--when", "alarm", "--out", "OUT"),
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
        "understride.lessons.programme.outside.bad_day",
        "understride.lessons.programme.outside.way_back",
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
    assert found == {c[:2] if c[0] == "lesson" else c[:1] for c in NEED_CLEARED}


def test_the_short_check_must_be_answered_where_nobody_can_be_asked(go, tmp_path, never):
    done = call("lesson", "export", "core-lying", "--out", tmp_path / "out", "--answers", go, *ON)
    assert done.exit_code == 2
    assert "--nothing-new" in done.stderr
    assert never == []


def test_answers_of_the_same_day_need_no_short_check(go, tmp_path):
    told = clearing.Told(
        runner=Runner(id="me"), answers=go, on=clearing.Day().convert("2026-11-20", None, None)
    )
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
    answers_kept.keep(parse_answers(GO.encode(), name="go.yaml", now=now), Runner(id="me"))
    assert call("plan", *ON).exit_code == 0
    late = call("plan", "--on", "2026-12-20")
    assert late.exit_code == 2
    assert "due again" in late.stderr


def test_answers_from_after_the_day_are_refused(go):
    done = call("plan", "--answers", go, "--on", "2026-11-01")
    assert done.exit_code == 2
    assert "lies after" in done.stderr
