"""Ranked causes and told answers in words."""

from __future__ import annotations

import pytest

from understride.interview.rulebook import WITHIN
from understride.model import Cause, Direction, Side
from understride.words import lint, reasoned, told


def cause(id: str, rank: int, low: float, high: float, first: float, **more: object) -> Cause:
    base: dict[str, object] = {
        "id": id, "title": f"Idea {id}", "idea": "The idea is this.", "complaint": "low_back", "side": None,
        "rank": rank,
        "state": "open", "supports": (), "against": (), "not_measured": (), "grade": "D", "grade_text": "D",
        "refuted_by": "That.", "probability": (low + high) / 2, "range": (low, high), "first_in": first,
    }  # fmt: skip
    return Cause(**{**base, **more})  # type: ignore[arg-type]


def test_ranges_that_overlap_cannot_be_told_apart() -> None:
    causes = [cause("I6", 1, 0.4, 0.6, 0.6), cause("I8", 2, 0.3, 0.5, 0.4), cause("I1", 3, 0.0, 0.2, 0.0)]
    assert [c.id for c in reasoned.front(causes)] == ["I6", "I8"]
    assert reasoned.order_heading(causes) == "The first two cannot be told apart"
    bold, after = reasoned.short(causes)[1:]
    assert (bold, after) == ("the first two cannot be told apart:", "“Idea I6” and “Idea I8”.")


def test_three_ranges_that_overlap_are_three() -> None:
    causes = [cause(f"I{n}", n, 0.3, 0.6, 0.3) for n in (1, 2, 3)]
    causes.append(cause("X.none", 4, 0.0, 0.1, 0.0))
    assert reasoned.order_heading(causes) == "The first three cannot be told apart"


def test_none_of_these_among_the_first_is_named_by_itself_as_it_stands_last() -> None:
    causes = [cause("I2", 1, 0.3, 0.6, 0.5), cause("X.none", 2, 0.3, 0.5, 0.3), cause("I1", 3, 0.2, 0.4, 0.2)]
    assert reasoned.order_heading(causes) == "The first two and “None of these” cannot be told apart"
    assert reasoned.order_heading(causes[:2]) == "The first and “None of these” cannot be told apart"
    assert reasoned.short(causes)[2] == "“Idea I2”, “Idea X.none” and “Idea I1”."


def test_a_range_apart_from_all_others_stands_apart() -> None:
    causes = [cause("I6", 1, 0.6, 0.8, 0.8), cause("I8", 2, 0.1, 0.3, 0.2)]
    assert reasoned.order_heading(causes) == "One stands apart: idea I6"


def test_a_range_that_is_touched_but_nearly_always_first_is_said_so() -> None:
    causes = [cause("I6", 1, 0.4, 0.8, 0.95), cause("I8", 2, 0.1, 0.45, 0.05)]
    assert reasoned.order_heading(causes) == "One comes first in most readings: idea I6"


def test_none_of_these_in_front_is_said() -> None:
    causes = [cause("X.none", 1, 0.6, 0.8, 1.0), cause("I8", 2, 0.1, 0.3, 0.0)]
    assert reasoned.order_heading(causes) == "None of these ideas comes first, and by some distance"
    assert reasoned.short(causes)[1] == "none of the ideas comes first."


@pytest.mark.parametrize(
    ("share", "said", "sentence"),
    [
        (0.87, "first in 87 of 100", "First in 87 of 100 readings of the experts' words."),
        (0.0, "never first", "Not first in any reading of the experts' words."),
        (1.0, "always first", "First in every reading of the experts' words."),
        (0.001, "first in fewer than 1 of 100", "First in fewer than 1 of 100 readings of the experts' words."),
        (0.999, "first in more than 99 of 100", "First in more than 99 of 100 readings of the experts' words."),
    ],
)  # fmt: skip
def test_how_often_first_is_a_count_of_readings(share: float, said: str, sentence: str) -> None:
    assert (reasoned.first_in(share), reasoned.first_in_sentence(share)) == (said, sentence)


def test_a_range_has_words_and_no_number() -> None:
    assert reasoned.range_text(0.3, 0.5, 0.7) == (
        "From rather unlikely to rather likely; in the middle of all readings about even."
    )
    assert not any(ch.isdigit() for ch in reasoned.range_text(0.0, 0.01, 0.02))


def directed(**chances: float) -> str:
    parts = tuple(Direction(id=name, probability=chance) for name, chance in chances.items())
    return reasoned.directions(cause("I6", 1, 0.4, 0.6, 1.0, side=Side.LEFT, directions=parts))


def test_directions_of_a_hip_are_words() -> None:
    assert directed(flex=0.1, extend=0.4, abduct=0.1, adduct=0.1, turn_in=0.1, turn_out=0.1) == (
        "Of the six directions of this hip most likely: opening backwards."
    )
    assert directed(flex=0.1, extend=0.4, abduct=0.1, adduct=0.1, turn_in=0.39, turn_out=0.1) == (
        "Of the six directions of this hip most likely: opening backwards or turning in."
    )


def test_directions_that_are_alike_are_not_ordered() -> None:
    alike = dict.fromkeys(("flex", "extend", "abduct", "adduct", "turn_in", "turn_out"), 0.1)
    assert directed(**alike) == reasoned.NO_DIRECTION
    assert reasoned.directions(cause("I1", 1, 0.4, 0.6, 1.0)) == ""


def test_a_side_is_said_once() -> None:
    assert reasoned.titled(cause("I6", 1, 0.4, 0.6, 1.0, side=Side.LEFT)) == "Idea I6, left"
    said = cause("I6", 1, 0.4, 0.6, 1.0, side=Side.LEFT, title="Idea, left")
    assert reasoned.titled(said) == "Idea, left"


def test_every_time_of_the_gate_has_its_words() -> None:
    assert set(told.WITHIN) == set(WITHIN)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(10, "10\u00a0minutes"), (1, "1\u00a0minute"), (60, "1\u00a0hour"), (180, "3\u00a0hours"), (2880, "2\u00a0days")],
)  # fmt: skip
def test_times_are_said_as_people_say_them(minutes: float, said: str) -> None:
    assert told.duration(minutes) == said


@pytest.mark.parametrize(
    ("helped", "minutes", "said"),
    [
        ("yes", 5, "You tried a break: it was easier, for 5\u00a0minutes."),
        ("no", None, "You tried a break: it was no easier."),
        (None, 0, "You tried a break: it was no easier."),
        (None, None, "You tried a break."),
        ("unknown", None, "You tried a break: not known whether it was easier."),
    ],
)  # fmt: skip
def test_what_was_tried_is_reported_and_not_advised(
    helped: str | None, minutes: float | None, said: str
) -> None:
    assert told.tried("a break", helped, minutes) == said
    assert lint(told.tried("stretching", helped, minutes)) == ()


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("module", [reasoned, told], ids=lambda m: m.__name__)
def test_no_standing_text_is_forbidden(module: object) -> None:
    found = [text for name, value in vars(module).items() if name.isupper() for text in _texts(value)]
    assert len(found) > 10
    assert [fault for text in found for fault in lint(text)] == []


def test_what_speaks_against_an_idea_is_said_as_early_as_what_comes_first() -> None:
    causes = [
        cause("I2", 1, 0.4, 0.6, 0.6),
        cause("X.stress", 2, 0.3, 0.5, 0.4, state="against"),
        cause("I11", 3, 0.0, 0.1, 0.0, state="against"),
        cause("I1", 4, 0.0, 0.1, 0.0, state="against"),
    ]
    assert [c.id for c in reasoned.ruled_against(causes)] == ["I1", "I11"]
    assert reasoned.short(causes)[2].endswith("What was seen speaks against “Idea I1” and one other.")
    assert reasoned.spoken_against(causes[:1]) == ""


def test_a_lesson_whose_own_idea_is_spoken_against_is_called_a_place_to_begin() -> None:
    for_it = told.lesson_why(("tight shoulders",), "Rounding the back", against=None)
    against_it = told.lesson_why(("tight shoulders",), None, against="Holding back the turn")
    assert for_it.endswith("it is made for “Rounding the back”, the likeliest candidate that it speaks to.")
    assert against_it.endswith(
        "What is known speaks against the idea it is closest to, “Holding back the turn”: a place to begin, no answer."
    )
    assert told.lesson_why(("tight shoulders",), None) in against_it
