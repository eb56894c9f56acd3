"""A lesson made audible: every sentence in its place, every pause exact, sides never swapped."""

from __future__ import annotations

import inspect
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from tests.lessons.voice.made_up import SIDES, cleared, humming, opened, small

from understride.lessons.scoring import score
from understride.lessons.voice import batch, listening, rendering
from understride.lessons.voice.captions import transcript, webvtt
from understride.lessons.voice.listening import heard
from understride.model import Side


@pytest.fixture
def ready(tmp_path):
    return humming(tmp_path)


def test_every_pause_is_as_long_as_the_score_says_to_the_sample(ready):
    rendered = rendering.render(opened(), speaker=ready)
    said = rendered.score.said
    gaps = [round((b.start - a.end) * ready.rate) for a, b in pairwise(said)]
    # 0.5 between sentences; 3 s + 1 s border; 2 × 2 s; 1.5 + 1; 2 + 1: by hand from the text
    assert gaps == [round(s * ready.rate) for s in (0.5, 4.0, 4.0, 2.5, 3.0)]
    starts = [round(one.start * ready.rate) for one in said]
    lengths = [round((one.end - one.start) * ready.rate) for one in said]
    assert starts[0] == 0
    assert [a + n + g for a, n, g in zip(starts, lengths, gaps, strict=False)] == starts[1:]


def test_every_sentence_lies_at_its_sample_and_all_else_is_exactly_zero(ready):
    rendered = rendering.render(opened(), speaker=ready)
    left = rendered.pcm.copy()
    for said in rendered.score.said:
        pcm = ready.say(said.text).pcm
        at = round(said.start * ready.rate)
        assert np.array_equal(rendered.pcm[at : at + pcm.size], pcm)
        left[at : at + pcm.size] = 0
    assert not left.any()
    assert rendered.pcm.size == round(rendered.score.seconds * ready.rate)


def test_the_score_is_timed_anew_by_what_the_voice_needs(ready):
    rendered = rendering.render(opened(), speaker=ready)
    assert score(small()).estimated
    assert not rendered.score.estimated
    for said in rendered.score.said:
        assert said.end - said.start == pytest.approx(ready.say(said.text).seconds)


def test_the_two_first_sides_differ_in_side_words_only(ready):
    right, left = (rendering.render(opened(side=side), speaker=ready) for side in SIDES)
    words = [transcript(one.timeline) for one in (right, left)]
    assert words[0] != words[1]
    assert words[0].replace("right", "left") == words[1]
    assert [chapter.title for chapter in left.timeline.chapters][1] == "To the left"


def test_more_time_makes_pauses_longer_and_leaves_speech_alone(ready):
    usual = rendering.render(opened(), speaker=ready)
    more = rendering.render(opened(), speaker=ready, more_time=rendering.MORE_TIME)
    assert more.score.speech == pytest.approx(usual.score.speech)
    # the moving blocks hold 4 + 1.5 + 2 s of tokens: half as much again
    assert more.score.seconds - usual.score.seconds == pytest.approx(0.5 * 7.5)


def test_what_the_gate_withholds_is_not_rendered(ready):
    assert "impact" in cleared("site_low_risk_bone").withheld
    rendered = rendering.render(opened(None, "site_low_risk_bone"), speaker=ready)
    assert "Hop once." not in transcript(rendered.timeline)
    assert "Walk on." in transcript(rendered.timeline)


def test_chapters_follow_one_another_without_a_hole(ready):
    timeline = rendering.render(opened(), speaker=ready).timeline
    assert timeline.chapters[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(timeline.chapters))
    assert timeline.chapters[-1].end == timeline.seconds


def test_same_lesson_same_samples_whether_kept_or_spoken_anew(tmp_path):
    first = rendering.render(opened(), speaker=humming(tmp_path / "a"))
    again = rendering.render(opened(), speaker=humming(tmp_path / "a"))
    anew = rendering.render(opened(), speaker=humming(tmp_path / "b"))
    assert np.array_equal(first.pcm, again.pcm)
    assert np.array_equal(first.pcm, anew.pcm)


def test_a_sentence_out_of_its_place_is_heard(ready):
    rendered = rendering.render(opened(), speaker=ready)
    straight = heard(rendered.pcm, rendered.rate, rendered.timeline)
    assert straight.off <= 0.02
    late = heard(np.roll(rendered.pcm, round(0.07 * rendered.rate)), rendered.rate, rendered.timeline)
    assert late.off > 0.05
    assert any("from its place" in fault for fault in late.faults(rendered.timeline))
    at = round(rendered.score.said[2].start * rendered.rate)
    missing = rendered.pcm.copy()
    missing[at : at + 16_000] = 0
    assert heard(missing, rendered.rate, rendered.timeline).unheard == (
        "not heard: Turn a little to the right, and come back.",
    )


def test_captions_carry_the_score_s_words_and_times(ready):
    timeline = rendering.render(opened(), speaker=ready).timeline
    lines = webvtt(timeline).splitlines()
    assert lines[0] == "WEBVTT"
    assert lines[3].startswith("00:00:00.000 --> 00:00:00.")
    assert lines[4] == "Stand where you are."
    assert lines.count("Walk on.") == 1


@pytest.mark.parametrize(
    ("speaking", "asked"),
    [(rendering.render, "Opened"), (batch.Job, "Opened"), (listening.decoded, "Cleared")],
)
def test_whatever_speaks_takes_what_was_opened(speaking, asked):
    first = next(iter(inspect.signature(speaking).parameters.values()))
    assert first.annotation == asked
    assert first.default is inspect.Parameter.empty


def test_a_lesson_that_was_not_opened_is_not_spoken(ready):
    made_up = SimpleNamespace(score=score(small()), whole=small())
    with pytest.raises(TypeError, match="as open_lesson opened it"):
        rendering.render(made_up, speaker=ready)  # type: ignore[arg-type]


def test_many_lessons_are_made_by_processes_in_the_order_given(tmp_path, rms, kept):
    jobs = [
        batch.Job(opened=opened(side=side), file=tmp_path / f"{side.value}.mp3")
        for side in (Side.LEFT, Side.RIGHT)
    ]
    told: list[float] = []
    made = batch.render_all(
        jobs, voice=rms, kept=kept, workers=1, progress=lambda share, what: told.append(share)
    )
    assert [one.job for one in made] == jobs
    assert [one.bytes for one in made] == [job.file.stat().st_size for job in jobs]
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
