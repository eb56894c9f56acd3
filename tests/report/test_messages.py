"""Headings of figures are written from their numbers."""

import pytest

from understride.words import messages
from understride.words.compose import moment, unseen_points
from understride.words.figures import turned


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.3, "half as far again as"), (1.74, "half as far again as"), (1.8, "twice as far as"),
        (2.5, "two and a half times as far as"), (3.1, "three times as far as"), (4.9, "five times as far as"),
        (7.0, "more than five times as far as"),
    ],
)  # fmt: skip
def test_ratios_are_said_to_the_nearest_half(ratio: float, words: str) -> None:
    assert messages.times_as_far(ratio) == words


def test_the_larger_swing_is_named_first() -> None:
    assert messages.turns(34, 11) == "The shoulders turn three times as far as the pelvis"
    assert messages.turns(10, 20) == "The pelvis turns twice as far as the shoulders"
    assert messages.turns(20, 18) == "Shoulders and pelvis turn about equally far"


def test_a_pelvis_that_does_not_turn_breaks_no_heading() -> None:
    assert "more than five times" in messages.turns(30, 0)


def test_sides_within_three_degrees_are_told_as_one() -> None:
    def said(right: float, left: float) -> str:
        return messages.two_sides(
            "both {}", "{right} / {left}", right, left, alike=3, written=lambda v: f"{v:.0f}°"
        )

    assert said(62, 60) == "both 61°"
    assert said(65, 58) == "65° / 58°"


def test_where_the_pelvis_is_over_the_foot_is_told_for_each_side() -> None:
    same = "At the lowest point the pelvis is 21\u00a0mm ahead of the foot, right and left"
    assert messages.over_foot(0.021, 0.0208) == same
    other = "At the lowest point the pelvis is straight over the right foot and 30\u00a0mm behind the left"
    assert messages.over_foot(0.002, -0.030) == other


@pytest.mark.parametrize(
    ("percent", "words"),
    [(0, "right foot down"), (40, "both feet in the air"), (60, "left foot down"), (90, "both feet in the air"),
     (100, "right foot down")],
)  # fmt: skip
def test_a_moment_of_the_stride_says_which_foot_is_down(percent: float, words: str) -> None:
    assert moment(percent, (0, 35), (50, 85)).endswith(words)


def test_a_contact_that_runs_over_the_end_of_the_stride_is_seen_at_its_beginning() -> None:
    assert moment(3, (10, 60), (55, 105)).endswith("left foot down")


def test_turns_are_told_with_their_direction() -> None:
    assert turned("shoulders", -22.4) == "shoulders 22° to the right"
    assert turned("pelvis", 0.3) == "pelvis straight"


def test_measures_that_lack_the_same_points_share_a_line() -> None:
    one = unseen_points(("Swing of the arm",), "needs the elbow")
    assert one == ("Swing of the arm.", "It needs the elbow.")
    many = unseen_points(("A", "B", "C", "D", "E"), "needs the elbow")
    assert many == ("A, b, c and 2 more.", "They need the elbow.")
