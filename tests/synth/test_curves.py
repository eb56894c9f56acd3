"""The mathematics under the made-up runner, held to hand arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.synth.curves import bridge, full_wave, smooth_step, through, turn, wandering

ANGLE = st.floats(-60.0, 60.0)


def turned(yaw: float = 0.0, obliquity: float = 0.0, tilt: float = 0.0) -> np.ndarray:
    return turn(np.array(yaw), np.array(obliquity), np.array(tilt))


def test_turned_to_the_left_the_front_points_to_the_left_and_the_right_side_is_forward() -> None:
    axes = turned(yaw=90.0)
    assert axes[:, 0] == pytest.approx([0.0, 0.0, -1.0], abs=1e-12)  # z is right, so left is −z
    assert axes[:, 2] == pytest.approx([1.0, 0.0, 0.0], abs=1e-12)


def test_with_the_right_side_higher_the_right_axis_points_up() -> None:
    assert turned(obliquity=30.0)[:, 2] == pytest.approx([0.0, 0.5, np.sqrt(0.75)], abs=1e-12)


def test_tilted_forward_the_front_points_down() -> None:
    assert turned(tilt=30.0)[:, 0] == pytest.approx([np.sqrt(0.75), -0.5, 0.0], abs=1e-12)


@given(ANGLE, ANGLE, ANGLE)
def test_a_turn_keeps_lengths_and_handedness(yaw: float, obliquity: float, tilt: float) -> None:
    axes = turned(yaw, obliquity, tilt)
    assert axes.T @ axes == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


@given(ANGLE, ANGLE, ANGLE)
def test_yaw_and_obliquity_are_read_off_the_right_axis_alone(
    yaw: float, obliquity: float, tilt: float
) -> None:
    """Evidence § 1.5: atan2(z·X, z·Z) and asin(z·Y), whatever the tilt."""
    right = turned(yaw, obliquity, tilt)[:, 2]
    assert np.degrees(np.arctan2(right[0], right[2])) == pytest.approx(yaw, abs=1e-9)
    assert np.degrees(np.arcsin(right[1])) == pytest.approx(obliquity, abs=1e-9)


def test_a_spline_goes_through_its_points_and_is_exact_on_a_straight_line() -> None:
    knots = np.array([0.0, 1.0, 2.5, 3.0])
    assert through(knots, np.array([1.0, 0.0, 4.0, 2.0]))(knots) == pytest.approx([1.0, 0.0, 4.0, 2.0])
    line = through(knots, 2.0 * knots + 1.0)
    assert line(np.array([-1.0, 0.4, 2.9, 5.0])) == pytest.approx([-1.0, 1.8, 6.8, 11.0])


def test_a_bridge_has_its_points_its_slopes_and_no_kink() -> None:
    """Slopes by small differences; a cubic with known values must come back whole."""

    def cubic(s: np.ndarray) -> np.ndarray:
        return 1.0 + 2.0 * s - 3.0 * s**2 + 4.0 * s**3

    knots = np.array([[0.0, 0.3, 0.8, 1.0]])
    share = np.linspace(0.0, 1.0, 41)
    row = np.zeros(41, dtype=np.intp)
    ends = (np.array([2.0]), np.array([2.0 - 6.0 + 12.0]))
    assert bridge(share, row, knots=knots, values=cubic(knots), slopes=ends) == pytest.approx(cubic(share))


def test_a_wave_is_exactly_one_high_with_mean_zero() -> None:
    phase = np.linspace(0.0, 1.0, 2001)
    wave = full_wave(((1, 1.0, 0.2), (3, 0.4, 0.1)), phase)
    assert np.ptp(wave) == pytest.approx(1.0)
    assert wave[:-1].mean() == pytest.approx(0.0, abs=1e-12)


def test_a_wandering_number_is_its_own_at_whole_strides() -> None:
    assert wandering(np.array([0.0, 1.0, 1.5, 2.0]), np.array([3.0, 5.0, 9.0, 0.0])) == pytest.approx(
        [3.0, 5.0, 7.0, 9.0]
    )


def test_a_smooth_step_is_half_way_in_the_middle() -> None:
    assert smooth_step(np.array([-1.0, 0.0, 0.5, 1.0, 2.0])) == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])


@pytest.mark.parametrize("edge", [0.0, 1.0])
def test_a_smooth_step_starts_and_ends_without_a_jerk(edge: float) -> None:
    near = smooth_step(np.array([edge - 1e-4, edge, edge + 1e-4]))
    assert np.diff(near, 2) / 1e-8 == pytest.approx([0.0], abs=0.01)
