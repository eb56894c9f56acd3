"""The player of the terminal: keys, the place that is kept, and the words in their time."""

from __future__ import annotations

import itertools
import sys
import time
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from understride.cli import listening
from understride.lessons.voice.timeline import Chapter, Cue, Timeline

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


def play_with(script, keys, folder):
    """Play with a program of our own as the player, a key every fiftieth of a second."""
    rendered: Any = SimpleNamespace(timeline=TIMELINE, rate=100, pcm=np.arange(9000, dtype=np.int16))
    words, waits = (sys.executable, "-c", script, "{file}"), iter(keys)

    def pressed(_: float) -> str:
        time.sleep(0.02)
        return next(waits)

    state = listening.State(at=41.0)
    return listening._play(state, rendered, words, folder / "x.wav", pressed, folder / "place.json")


def test_a_player_gets_the_sound_from_where_one_is_and_is_ended_by_a_key(tmp_path):
    told = tmp_path / "told"
    script = f"""
import pathlib, sys, time, wave
with wave.open(sys.argv[1]) as file:
    first = int.from_bytes(file.readframes(1), "little")
pathlib.Path({str(told)!r}).write_text(str(first))
time.sleep(600)
"""
    keys = (" " if told.exists() and told.read_text() else "" for _ in range(1500))
    assert not play_with(script, keys, tmp_path).playing  # comes back: the player was ended, not waited for
    assert told.read_text() == "4100"  # 41 s at 100 samples a second


def test_a_player_that_cannot_play_is_said_once_and_the_words_go_on(tmp_path, capsys):
    begun = tmp_path / "begun"
    keys = itertools.chain(
        ("" for _ in itertools.takewhile(lambda _: not begun.exists(), range(1500))), [""] * 50, "q"
    )
    script = f"import pathlib, sys; pathlib.Path({str(begun)!r}).touch(); sys.exit(1)"
    assert play_with(script, keys, tmp_path).left
    said = capsys.readouterr()
    assert said.err.count("cannot play here; the words come in their time.") == 1
    assert "Two." in said.out


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
