"""One runner, two recordings: the arithmetic by hand, what is not compared, and the correction for many values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.change import SPEED_TOLERANCE, Conditions, Outcome, Session, between, holm
from understride.change.two import around
from understride.model import Measured, Reason, Side, Unavailable, Unit, Value

PLAIN = Conditions(speed=3.0, dialect="rbds", static=True, surface="treadmill", shoes="blue", smoothed=False)


def value(number: float, **other: Any) -> Value:
    """±0.392 within the recording is a standard error of 0.2; from day to day 1.3."""
    base = Value(value=number, unit=Unit.DEGREES, sd=1.0, ci95=(number - 0.392, number + 0.392), strides=30,
                 definition="pelvis_yaw_range/1", frames=("pelvis.v1",), between_day_sem=1.3)  # fmt: skip
    return replace(base, **other)


def one(result, measure: str = "pelvis_yaw_range", side: Side | None = None, conditions=PLAIN) -> Session:
    return Session(measured=(Measured(measure=measure, side=side, result=result),), conditions=conditions)


def test_the_error_is_that_of_two_days_and_of_the_strides_of_both():
    """√(0.2² + 0.2² + 1.3² + 1.3²) = √3.46 = 1.8601; ± 1.96 times that."""
    (found,) = between(one(value(10.0)), one(value(16.0)))
    assert found.error == pytest.approx(1.8601, abs=1e-4)
    assert found.ci95 == pytest.approx((6.0 - 3.6458, 6.0 + 3.6458), abs=1e-3)
    assert found.outcome is Outcome.CHANGED


def test_a_difference_within_the_error_is_not_detected():
    (found,) = between(one(value(10.0)), one(value(13.0)))
    assert (found.outcome, found.difference) == (Outcome.NOT_DETECTED, 3.0)


def test_the_same_values_are_not_changed():
    (found,) = between(one(value(10.0)), one(value(10.0)))
    assert (found.difference, found.chance, found.outcome) == (0.0, 1.0, Outcome.NOT_DETECTED)


@given(st.floats(0, 40), st.floats(0, 40))
def test_exchanging_the_recordings_turns_the_sign_and_nothing_else(first, second):
    (there,) = between(one(value(first)), one(value(second)))
    (back,) = between(one(value(second)), one(value(first)))
    assert there.difference is not None
    assert back.difference == pytest.approx(-there.difference)
    assert (there.outcome, there.error, there.chance) == (back.outcome, back.error, back.chance)


def test_holm_by_hand():
    """0.01·3 = 0.03; 0.02·2 = 0.04; 0.5·1; order as given."""
    assert holm([0.5, 0.01, 0.02]) == pytest.approx((0.5, 0.03, 0.04))
    assert holm([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_corrected_chance_is_never_smaller_and_keeps_the_order(chances):
    corrected = holm(chances)
    assert all(c >= p for c, p in zip(corrected, chances, strict=True))
    by_chance = [c for _, c in sorted(zip(chances, corrected, strict=True))]
    assert by_chance == sorted(by_chance)


def many(numbers: dict[str, float]) -> Session:
    rows = tuple(Measured(measure=name, side=None, result=value(v)) for name, v in numbers.items())
    return Session(measured=rows, conditions=PLAIN)


MANY = ("pelvis_yaw_range", "thorax_yaw_range", "pelvis_obliquity_range", "pelvis_tilt_range",
        "thorax_side_bend_range", "thorax_in_pelvis_yaw_range")  # fmt: skip


def test_what_is_seen_alone_may_be_chance_among_many():
    """4.4° is 2.37 errors: chance 0.018, six values looked at: 0.11."""
    before, after = (
        many(dict.fromkeys(MANY, 10.0)),
        many(dict.fromkeys(MANY, 10.0) | {"pelvis_yaw_range": 14.4}),
    )
    found = between(before, after)[0]
    assert found.outcome is Outcome.NOT_DETECTED
    assert "among so many" in found.reason
    named = between(before, after, planned=("pelvis_yaw_range",))[0]
    assert named.outcome is Outcome.CHANGED


@pytest.mark.parametrize(("a", "b", "turn"), [(350.0, 10.0, 20.0), (10.0, 350.0, -20.0), (0.0, 180.0, 180.0)])
def test_angles_that_wrap_go_the_short_way_round(a, b, turn):
    (found,) = between(one(value(a), "phase_shoulders_legs"), one(value(b), "phase_shoulders_legs"))
    assert found.difference == pytest.approx(turn)


@given(st.floats(-2000, 2000))
def test_the_short_way_is_never_more_than_half_a_turn(degrees):
    assert -180.0 < around(degrees) <= 180.0


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"speed": 3.0 + SPEED_TOLERANCE + 0.01}, "the speeds differ"),
        ({"speed": None}, "speed of one recording is not known"),
        ({"shoes": "red"}, "the shoes differ"),
        ({"surface": "overground"}, "the surfaces differ"),
        ({"dialect": "hamner"}, "the marker sets differ"),
    ],
)
def test_recordings_made_otherwise_are_not_compared(other, words):
    (found,) = between(one(value(10.0)), one(value(30.0), conditions=replace(PLAIN, **other)))
    assert found.outcome is Outcome.NOT_COMPARABLE
    assert words in found.reason
    assert (found.before, found.after, found.difference, found.ci95) == (10.0, 30.0, None, None)


@pytest.mark.parametrize("other", [{"speed": 3.1}, {"shoes": " BLUE "}, {"shoes": None}, {"surface": None}])
def test_what_is_alike_or_not_said_is_compared(other):
    (found,) = between(one(value(10.0)), one(value(30.0), conditions=replace(PLAIN, **other)))
    assert found.outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (value(10.0, definition="pelvis_yaw_range/2"), "another definition"),
        (value(10.0, frames=("pelvis.v1a",)), "other points"),
        (value(10.0, strides=9), "after: only 9"),
        (value(10.0, between_day_sem=None), "not known"),
        (Unavailable(reason=Reason.MISSING_POINTS, detail="needs the pelvis"), "after: needs the pelvis"),
    ],
)
def test_values_of_another_kind_are_not_compared(result, words):
    (found,) = between(one(value(10.0)), one(result))
    assert found.outcome is Outcome.NOT_COMPARABLE
    assert words in found.reason


def test_a_position_without_a_standing_trial_is_not_compared_but_a_range_is():
    bare = replace(PLAIN, static=False)
    (tilt,) = between(
        one(value(10.0), "pelvis_tilt_mean"), one(value(30.0), "pelvis_tilt_mean", conditions=bare)
    )
    (swing,) = between(one(value(10.0)), one(value(30.0), conditions=bare))
    assert (tilt.outcome, swing.outcome) == (Outcome.NOT_COMPARABLE, Outcome.CHANGED)


def test_a_position_is_compared_as_running_minus_standing():
    """The markers sat 9° elsewhere; the runner did not change."""
    before, after = value(10.0, from_standing=4.0), value(19.0, from_standing=4.0)
    (found,) = between(one(before, "pelvis_tilt_mean"), one(after, "pelvis_tilt_mean"))
    assert (found.before, found.after, found.from_standing) == (4.0, 4.0, True)
    assert found.outcome is Outcome.NOT_DETECTED


def test_force_that_was_smoothed_in_one_is_not_compared():
    smooth = replace(PLAIN, smoothed=True)
    (found,) = between(
        one(value(2.0), "peak_vertical_force", Side.LEFT),
        one(value(3.0), "peak_vertical_force", Side.LEFT, smooth),
    )
    assert found.outcome is Outcome.NOT_COMPARABLE


def test_an_error_that_both_recordings_share_is_not_counted():
    """Contacts from the feet of one runner in one laboratory are off alike before and after."""
    before, after = value(10.0, timing_error=8.0), value(16.0, timing_error=8.0)
    assert between(one(before), one(after)) == between(one(value(10.0)), one(value(16.0)))
