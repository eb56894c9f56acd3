"""A person's own voice: times read from the recording, the rest of the lesson moved along."""

from __future__ import annotations

import numpy as np
import pytest
from tests.lessons.voice.made_up import TEXT, humming, opened, small

from understride.lessons.voice.levels import TARGET, loudness
from understride.lessons.voice.listening import heard
from understride.lessons.voice.rendering import render
from understride.model import RecordingError, RequestError

soundfile = pytest.importorskip("soundfile")
RATE = 44_100


def spoken(*parts: float) -> np.ndarray:
    """Tone, silence, tone, … of so many seconds, with the noise of a quiet room."""
    pieces = [
        0.3 * np.sin(2 * np.pi * 200 * np.arange(round(s * RATE)) / RATE)
        if index % 2 == 0
        else np.zeros(round(s * RATE))
        for index, s in enumerate(parts)
    ]
    wave = np.concatenate(pieces)
    return wave + 1e-4 * np.sin(np.arange(wave.size) * 1.7)


def lesson(audio: str):
    return small(TEXT.replace("retest: none\n", f"retest: none\naudio: {audio}\n"))


def test_a_recorded_block_brings_its_own_times(tmp_path):
    # two sentences of 1 s (a comma of 0.2 s in the first) and 1.5 s, 0.9 s apart, 2 s of pause to the end
    soundfile.write(tmp_path / "right.wav", spoken(0.4, 0.2, 0.4, 0.9, 1.5, 2.0), RATE)
    ready = humming(tmp_path)
    own = render(opened(lesson("{to-the-a: '{A}.wav'}")), speaker=ready, recordings=tmp_path)
    plain = render(opened(), speaker=ready)
    block = own.timeline.chapters[1]
    times = [cue.start - block.start for cue in block.cues] + [cue.end - block.start for cue in block.cues]
    assert times == pytest.approx([0.0, 1.9, 1.0, 3.4], abs=0.02)
    assert block.end - block.start == pytest.approx(
        5.4 + 0.06 + 1.0, abs=0.02
    )  # the border of the short kind
    moved = own.timeline.chapters[2].start - plain.timeline.chapters[2].start
    before = plain.timeline.chapters[1].end - plain.timeline.chapters[1].start
    assert moved == pytest.approx(block.end - block.start - before)
    assert heard(own.pcm, own.rate, own.timeline).off < 0.05


def test_a_recorded_block_is_brought_to_level(tmp_path):
    soundfile.write(tmp_path / "b.flac", 0.05 * spoken(1.0, 0.9, 1.5, 2.0), RATE)
    own = render(opened(lesson("{to-the-a: b.flac}")), speaker=humming(tmp_path), recordings=tmp_path)
    block = own.timeline.chapters[1]
    part = own.pcm[round(block.start * own.rate) : round(block.end * own.rate)] / 32_768
    assert loudness(part, own.rate) == pytest.approx(TARGET, abs=0.6)


def test_one_recording_of_the_whole_lesson_is_cut_where_blocks_begin(tmp_path):
    wave = spoken(1.0, 0.6, 1.0, 3.0, 1.0, 3.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0)
    soundfile.write(tmp_path / "all.wav", wave, RATE)
    own = render(opened(lesson("{whole: all.wav}")), speaker=humming(tmp_path), recordings=tmp_path)
    assert [len(chapter.cues) for chapter in own.timeline.chapters] == [2, 2, 1, 1]
    lengths = [cue.end - cue.start for cue in own.timeline.cues]
    assert lengths == pytest.approx([1.0] * 6, abs=0.03)


def test_a_whole_recording_loses_what_the_gate_withholds(tmp_path):
    wave = spoken(1.0, 0.6, 1.0, 3.0, 1.0, 3.0, 1.0, 2.0, 1.0, 2.0, 1.5, 2.0)
    soundfile.write(tmp_path / "all.wav", wave, RATE)
    without = opened(lesson("{whole: all.wav}"), "site_low_risk_bone")
    own = render(without, speaker=humming(tmp_path), recordings=tmp_path)
    assert [chapter.id for chapter in own.timeline.chapters] == ["before", "to-the-a", "go-on"]
    last = own.timeline.cues[-1]
    assert last.end - last.start == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize(
    ("audio", "why"),
    [
        ("{to-the-a: missing.wav}", "no such file"),
        ("{to-the-a: ../b.wav}", "no such file"),
        ("{to-the-a: text.wav}", "no audio"),
        ("{to-the-a: one.wav}", "1 sentences"),
        ("{to-the-a: silence.wav}", "silence"),
    ],
)
def test_a_recording_that_does_not_fit_is_one_sentence(audio, why, tmp_path):
    folder = tmp_path / "audio"
    folder.mkdir()
    soundfile.write(tmp_path / "b.wav", spoken(1.0, 0.9, 1.0), RATE)
    soundfile.write(folder / "one.wav", spoken(1.0, 0.1, 1.0), RATE)
    soundfile.write(folder / "silence.wav", np.zeros(RATE), RATE)
    (folder / "text.wav").write_text("no sound at all")
    with pytest.raises(RecordingError, match=why):
        render(opened(lesson(audio)), speaker=humming(tmp_path), recordings=folder)


def test_a_recording_is_not_made_slower(tmp_path):
    from tests.lessons.voice.made_up import Hum

    from understride.lessons.voice.keeping import Kept
    from understride.lessons.voice.speaking import speaker

    slow = speaker(Hum(), Kept(tmp_path), speed=0.8)
    with pytest.raises(RequestError, match="recorded lesson"):
        render(opened(lesson("{to-the-a: b.wav}")), speaker=slow, recordings=tmp_path)
