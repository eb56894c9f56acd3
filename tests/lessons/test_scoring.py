"""The score of a lesson: hand arithmetic, and what holds for every lesson."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.lessons.examples import HEAD_ROLL, SHORT_STOP, edited, read

from understride.lessons import (
    Pause,
    as_json,
    captions,
    chapters,
    document,
    lesson,
    load_library,
    positions_of,
    score,
    sheet,
)
from understride.lessons.documents import lesson_schema
from understride.lessons.pace import FORMAT, VOICE
from understride.lessons.rules.timing import longest_work
from understride.lessons.scoring import BETWEEN_SENTENCES, side_words
from understride.model import RequestError, Side

TINY = """\
---
id: tiny
title: Tiny
version: 1
lang: en
kind: {kind}
{time}
serves: {{imbalances: [I1], complaints: []}}
cautions: [pain_rises]
learn: Nothing at all.
reference: Nothing at all.
retest: none
---

## move: First
position: back-bent
side: A
from: knee
action: The {{A}} knee.
tempo: {tempo}

{{A}} knee out, and home. (x2/4)
One. Two three. (12s/20s)
Four five six seven.

## rest: Second
position: back-bent
side: both
action: Rest.

Rest now. (2 breaths)

## imagine: Third
position: back-bent
side: B
from: knee
action: The {{B}} knee.
tempo: {tempo}
in: full

The {{B}} knee. (x1) (rest 20s)
"""


def tiny(kind="floor", tempo=8, time="minutes: {short: 1, full: 2}"):
    return read(TINY.format(kind=kind, tempo=tempo, time=time))


def test_hand_arithmetic_of_the_short_version():
    """Words 5, 1, 2, 4, 2 at 2.3 a second; 2 × 8 s; 0.5 between sentences; 12 s; 1.0 after a line; 2.5; 2 × 5 s."""
    made = score(tiny(), pace=FORMAT)
    assert made.speech == pytest.approx(14 / 2.3)
    assert made.seconds == pytest.approx(14 / 2.3 + 2 * 8 + 0.5 + 12 + 1.0 + 2.5 + 10)
    first, second = made.parts
    assert first.end == pytest.approx(12 / 2.3 + 29.5)
    assert second.start == pytest.approx(first.end + 2.5)
    assert made.rest == pytest.approx(second.seconds / made.seconds)


def test_hand_arithmetic_of_the_full_version():
    made = score(tiny(), pace=FORMAT, length="full")
    assert made.seconds == pytest.approx(17 / 2.3 + 4 * 8 + 0.5 + 20 + 1.0 + 2.5 + 10 + 2.5 + 8 + 20)
    assert made.rest * made.seconds == pytest.approx(2 / 2.3 + 10 + 20)
    assert [part.repetitions for part in made.parts] == [4, 0, 1]


def test_blocks_of_the_short_kind_lie_a_second_apart():
    made = score(tiny(kind="short", time="seconds: 60"), pace=FORMAT)
    assert made.parts[1].start - made.parts[0].end == pytest.approx(1.0)


def test_a_version_that_is_not_there_is_refused_in_one_sentence():
    with pytest.raises(RequestError, match="no full version of head-roll; needed: short"):
        score(read(HEAD_ROLL), length="full")


def test_words_with_hyphens_and_sides_count_one():
    made = score(tiny(), pace=FORMAT)
    assert made.said[0].text == "Right knee out, and home."
    assert made.said[0].end == pytest.approx(5 / 2.3)


@pytest.mark.parametrize(
    ("written", "right", "left"),
    [
        ("{A} foot.", "Right foot.", "Left foot."),
        ("Your {B} foot, {A} hand.", "Your left foot, right hand.", "Your right foot, left hand."),
        ("No side.", "No side.", "No side."),
    ],
)
def test_sides_are_said_by_the_first_side(written, right, left):
    assert side_words(written, Side.RIGHT) == right
    assert side_words(written, Side.LEFT) == left


def test_a_rendered_score_takes_the_true_length_of_every_sentence():
    spoken = {said.text: 1.0 for said in score(tiny()).said}
    made = score(tiny(), spoken=spoken)
    assert not made.estimated
    assert made.speech == pytest.approx(5.0)
    missing = dict.fromkeys(list(spoken)[1:], 1.0)
    assert score(tiny(), spoken=missing).estimated


def test_the_worked_example_has_the_numbers_of_its_two_versions():
    short, full = (score(lesson("core-lying"), length=length) for length in ("short", "full"))
    assert short.seconds / 60 == pytest.approx(16, rel=0.10)
    assert full.seconds / 60 == pytest.approx(20, rel=0.10)
    assert longest_work(full)[0] < 240


def all_scores():
    lessons = [*load_library().values(), read(HEAD_ROLL), read(SHORT_STOP)]
    return [
        pytest.param(one, length, id=f"{one.id}-{length}") for one in lessons for length in one.front.lengths
    ]


@pytest.mark.parametrize(("one", "length"), all_scores())
def test_the_two_first_sides_are_mirror_images(one, length):
    """Times are the same to the bit, and only the side words change over."""
    right, left = score(one, side=Side.RIGHT, length=length), score(one, side=Side.LEFT, length=length)
    assert [(s.start, s.end) for s in right.said] == [(s.start, s.end) for s in left.said]
    swapped = {"right": "left", "left": "right", "both": "both"}
    assert [swapped[part.side] for part in right.parts] == [part.side for part in left.parts]
    for a, b in zip(right.said, left.said, strict=True):
        assert (a.text == b.text) == ("{" not in a.written)
        assert "{" not in a.text
        assert "{" not in b.text


@pytest.mark.parametrize(("one", "length"), all_scores())
def test_the_time_adds_up(one, length):
    """No second is lost or counted twice: events touch, parts lie one border apart."""
    made = score(one, length=length)
    border = 1.0 if one.front.kind == "short" else 2.5
    for part in made.parts:
        assert part.events[0].start == part.start
        assert part.events[-1].end == part.end
        for a, b in zip(part.events, part.events[1:], strict=False):
            assert a.end == b.start
    for one_part, following in zip(made.parts, made.parts[1:], strict=False):
        assert following.start - one_part.end == pytest.approx(border)
    pauses = sum(p.seconds for part in made.parts for p in part.pauses)
    assert made.speech + pauses + border * (len(made.parts) - 1) == pytest.approx(made.seconds)


@given(tempo=st.floats(2, 20), factor=st.floats(1.01, 1.5))
@settings(max_examples=50)
def test_a_slower_tempo_lengthens_the_repetitions_and_nothing_else(tempo, factor):
    slow, quick = score(tiny(tempo=tempo * factor)), score(tiny(tempo=tempo))
    repeated = sum(p.seconds for part in quick.parts for p in part.pauses if p.kind == "repeat")
    assert slow.seconds - quick.seconds == pytest.approx(repeated * (factor - 1), abs=1e-6)


@given(speed=st.floats(0.7, 1.3), more=st.floats(1.0, 1.5))
@settings(max_examples=50)
def test_speed_changes_speech_alone_and_more_time_silences_alone(speed, more):
    plain, changed = score(tiny()), score(tiny(), speed=speed, more_time=more)
    assert changed.speech == pytest.approx(plain.speech / speed)
    tokens = sum(p.seconds for part in plain.parts for p in part.pauses if p.kind != "gap")
    assert changed.seconds - changed.speech == pytest.approx(
        plain.seconds - plain.speech + tokens * (more - 1)
    )


def test_more_time_leaves_the_reference_and_the_end_as_they_are():
    plain, longer = score(read(SHORT_STOP)), score(read(SHORT_STOP), more_time=1.5)
    for a, b in zip(plain.parts, longer.parts, strict=True):
        assert (b.seconds > a.seconds) == (a.block.kind in ("move", "imagine", "rest", "scan"))


def test_the_document_follows_its_schema():
    schema = lesson_schema()
    Draft202012Validator.check_schema(schema)
    made = document(score(lesson("core-lying"), side=Side.LEFT, length="full"))
    Draft202012Validator(schema).validate(made)
    assert made["side"] == "left"
    assert made["blocks"][2]["side"] == "left"
    assert json.loads(as_json(score(lesson("core-lying"), side=Side.LEFT, length="full"))) == made


def test_a_sentence_ends_before_its_pause_begins():
    part = score(tiny()).parts[0]
    said, pause = part.events[0], part.events[1]
    assert isinstance(pause, Pause)
    assert said.end == pause.start
    assert pause.seconds == pytest.approx(16)
    assert part.events[3].seconds == BETWEEN_SENTENCES


def test_chapters_fill_the_whole_time():
    made = score(lesson("core-lying"))
    marks = chapters(made)
    assert marks[0][0] == 0.0
    assert marks[-1][1] == made.seconds
    assert all(a[1] == b[0] for a, b in itertools.pairwise(marks))


def test_captions_carry_every_sentence_with_its_time():
    text = captions(score(tiny(), pace=FORMAT))
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.174\nRight knee out, and home.\n")
    assert text.count("-->") == 5


def test_the_sheet_is_derived_for_the_first_side():
    made = sheet(score(read(HEAD_ROLL), side=Side.LEFT))
    step = made.steps[2]
    assert step.action == "The head rolls a little to the left and comes back."
    assert (step.side, step.figure, step.position.title) == ("left", "back-bent", "On the back, knees bent")
    assert step.questions == ("Could you stop anywhere on the way, and turn back?",)
    assert [caution.id for caution in made.cautions][:1] == ["pain_rises"]


def test_a_floor_sheet_always_shows_the_caution_for_hypermobile_joints():
    without = read(edited(HEAD_ROLL, (", hypermobile]", "]")))
    assert "hypermobile" in [caution.id for caution in sheet(score(without)).cautions]


def test_the_positions_stand_in_the_order_of_their_use():
    assert [p.id for p in positions_of(score(read(HEAD_ROLL)))] == ["stand", "back-bent"]


@pytest.mark.parametrize("id", list(load_library()))
def test_a_writer_s_promise_holds_at_the_pace_of_the_check_and_of_the_voice(id):
    """L18 before and after the voice; what is shown comes from the score."""
    one = lesson(id)
    for length in one.front.lengths:
        for pace in (FORMAT, VOICE):
            assert score(one, length=length, pace=pace).seconds == pytest.approx(
                one.front.wanted(length), rel=0.1
            )
