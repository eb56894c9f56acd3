"""Less of a lesson: parts that stand by themselves, and movements of which half is only thought."""

from __future__ import annotations

import pytest
from tests.lessons.examples import HEAD_ROLL, read

from understride.lessons import load_library, score
from understride.lessons.portions import PARTED, Portion, cut, portioned
from understride.lessons.rules.never import never_words
from understride.lessons.tables import portions, positions
from understride.lessons.tokens import paragraph
from understride.model import RequestError
from understride.words import lint

LONG = [
    pytest.param(lesson, length, id=f"{lesson.id}-{length}")
    for lesson in load_library().values()
    if lesson.front.kind != "short"
    for length in lesson.front.lengths
]
HALF = Portion(half_imagined=True)


def part(lesson, number, of, length):
    return portioned(lesson, Portion(part=number, parts=of), length=length)


def test_the_whole_is_the_lesson_itself():
    lesson = read(HEAD_ROLL)
    assert portioned(lesson, Portion(), length="short") is lesson


@pytest.mark.parametrize("parts", [2, 3])
@pytest.mark.parametrize(("lesson", "length"), LONG)
def test_the_parts_of_a_lesson_are_all_of_it_in_order(lesson, length, parts):
    pieces = cut(lesson, parts, length=length)
    assert len(pieces) == parts
    assert sum(pieces, ()) == lesson.of(length)
    assert all(piece[-1].kind == "rest" for piece in pieces[:-1])
    assert all(any(block.kind == "move" for block in piece) for piece in pieces)


@pytest.mark.parametrize(("lesson", "length"), LONG)
def test_half_a_lesson_is_about_half_as_long(lesson, length):
    whole = score(lesson, length=length).seconds
    halves = [score(part(lesson, n, 2, length), length=length).seconds for n in (1, 2)]
    assert max(halves) < 0.7 * whole
    assert sum(halves) == pytest.approx(
        whole + 65, abs=35
    )  # coming up, a few steps, and half a minute of settling


@pytest.mark.parametrize(("lesson", "length"), LONG)
def test_a_part_ends_on_its_feet_and_the_next_begins_with_half_a_minute_of_settling(lesson, length):
    first, second = (score(part(lesson, n, 2, length), length=length) for n in (1, 2))
    last, opening = first.parts[-1], second.parts[0]
    assert last.block.kind == "stand"
    assert positions()[last.block.position].upright
    assert last.seconds >= 20
    assert opening.block.kind == "scan"
    assert opening.block.position == second.parts[1].block.position
    assert 18 <= opening.seconds <= 40


def test_the_two_sides_of_a_movement_stay_on_one_day_where_a_minute_pays_for_it():
    lesson = load_library()["core-lying"]
    first, second = cut(lesson, 2, length="short")
    assert {b.pair for b in first if b.pair}.isdisjoint(b.pair for b in second if b.pair)
    ends = [p.end for p in score(lesson).parts if p.block.kind == "rest"]
    nearest = min(max(end, score(lesson).seconds - end) for end in ends)
    at = score(lesson).parts[len(first) - 1].end
    assert nearest < max(at, score(lesson).seconds - at) < nearest + PARTED


@pytest.mark.parametrize(("lesson", "length"), LONG)
def test_half_in_thought_keeps_every_repetition_and_thinks_half_of_them(lesson, length):
    whole, half = (score(one, length=length) for one in (lesson, portioned(lesson, HALF, length=length)))
    thoughts = {line.removesuffix(" (2s)") for line in portions().thought}
    for before, after in zip(whole.parts, half.parts, strict=True):
        assert after.repetitions == before.repetitions
        if before.block.kind != "move":
            assert after.block == before.block
            continue
        texts = " ".join(said.text for said in after.said)
        (said,) = [thought for thought in thoughts if thought in texts]
        when = next(s.start for s in after.said if s.text == said.split(". ")[0].rstrip(".") + ".")
        done = sum(pause.count for pause in after.pauses if pause.kind == "repeat" and pause.start < when)
        assert before.repetitions / 2 <= done <= before.repetitions / 2 + 1


@pytest.mark.parametrize(("lesson", "length"), LONG)
def test_long_rests_are_twice_as_long_and_all_else_is_as_before(lesson, length):
    more = score(portioned(lesson, Portion(long_rests=True), length=length), length=length)
    for before, after in zip(score(lesson, length=length).parts, more.parts, strict=True):
        kinds = ("silence", "rest", "breath") if before.block.kind == "rest" else ("rest",)
        waits = [pause.seconds for pause in before.pauses if pause.kind in kinds]
        assert after.seconds == pytest.approx(before.seconds + sum(waits))


def test_a_portion_says_so_in_title_and_file_name():
    lesson = read(HEAD_ROLL)
    portion = Portion(part=2, parts=2, half_imagined=True)
    assert (
        portioned(lesson, portion, length="short").title == "A head that rolls, part 2 of 2, half in thought"
    )
    assert portion.name == "-part-2-of-2-half-imagined"
    assert (
        len({Portion(part=1, parts=2).name, portion.name, Portion().name, Portion(long_rests=True).name}) == 4
    )


@pytest.mark.parametrize("parts", [2, 3])
def test_a_short_stop_is_not_cut(parts):
    with pytest.raises(RequestError, match="no rests to be cut"):
        part(load_library()["mid-run-reset"], 1, parts, "short")


@pytest.mark.parametrize(("number", "of"), [(0, 2), (3, 2), (2, 1)])
def test_a_part_that_is_not_there_is_refused(number, of):
    with pytest.raises(RequestError, match=f"part {number} of {of}"):
        Portion(part=number, parts=of)


def test_what_is_added_is_spoken_as_lessons_are():
    data = portions()
    lines = [*data.thought, *data.begin.lying, *data.begin.upright, *data.end.lying, *data.end.upright]
    for line in lines:
        assert paragraph(line, 0)[1] == []
    for n in (1, 2):
        assert list(never_words(part(read(HEAD_ROLL), 1, 1, "short"))) == []
        assert list(never_words(part(load_library()["core-upright"], n, 2, "short"))) == []
    assert lint(" ".join(line.split(" (")[0] for line in lines)) == ()
    assert set(data.sides) == {id for id, position in positions().items() if position.side}
