"""The player of the terminal: keys, the place that is kept, and the words in their time."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

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
