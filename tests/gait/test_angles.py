"""Angles by rotations written out by hand, and the laws of signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gait.test_rigid import turn

from understride.gait.angles import about_right, in_lab, in_segment, line_forward, relative_flexion

small = st.floats(-60, 60)


@given(st.floats(-179, 179), small, small)
def test_yaw_then_bend_then_tilt_come_back(yaw: float, bend: float, tilt: float) -> None:
    """A known answer: about up by yaw, about forward by −bend (right side up), about right by −tilt (front down)."""
    axes = turn("y", yaw) @ turn("x", -bend) @ turn("z", -tilt)
    lab = in_lab(axes[None])
    assert lab.yaw[0] == pytest.approx(yaw, abs=1e-6)
    assert lab.raise_right[0] == pytest.approx(bend, abs=1e-6)
    assert lab.tilt[0] == pytest.approx(tilt, abs=1e-6)


def test_a_segment_whose_right_side_comes_forward_has_turned_to_the_left() -> None:
    right = np.array([np.sin(0.2), 0.0, np.cos(0.2)])
    up = np.array([0.0, 1.0, 0.0])
    axes = np.stack([np.cross(up, right), up, right], axis=-1)[None]
    assert in_lab(axes).yaw[0] == pytest.approx(np.degrees(0.2))


@given(small, st.floats(-30, 30), st.floats(-40, 40))
def test_hip_angles_by_flexion_adduction_rotation_come_back(
    flexion: float, adduction: float, rotation: float
) -> None:
    """A known answer for the right hip; the pelvis may point anywhere."""
    pelvis = turn("y", 25) @ turn("z", -12)
    thigh = pelvis @ turn("z", flexion) @ turn("x", adduction) @ turn("y", rotation)
    joint = in_segment(pelvis[None], thigh[None])
    assert joint.flexion[0] == pytest.approx(flexion, abs=1e-6)
    assert joint.adduction[0] == pytest.approx(adduction, abs=1e-6)
    assert joint.rotation[0] == pytest.approx(rotation, abs=1e-6)


def test_flexing_the_hip_brings_the_knee_forward() -> None:
    """The sign, by where the knee goes: thigh hangs along −y, positive flexion moves it towards +x."""
    knee = turn("z", 30) @ np.array([0.0, -0.4, 0.0])
    assert knee[0] > 0
    hip = np.zeros((1, 3))
    assert line_forward(hip, knee[None])[0] == pytest.approx(30)


def test_adducting_the_right_hip_brings_the_knee_to_the_left() -> None:
    knee = turn("x", 10) @ np.array([0.0, -0.4, 0.0])
    assert knee[2] < 0


def test_rotating_the_right_hip_inwards_turns_the_toes_to_the_left() -> None:
    toes = turn("y", 10) @ np.array([0.2, 0.0, 0.0])
    assert toes[2] < 0


@given(st.floats(-20, 40), st.floats(-20, 40), st.floats(-25, 25))
def test_rounding_is_the_difference_of_tilts_whatever_the_turn(
    upper: float, lower: float, yaw: float
) -> None:
    """A known answer: thorax tilted by `upper`, pelvis by `lower`, the thorax turned by yaw between the levelled
    frames; with neutral tilts equal to these, the flexion is upper − lower.
    """
    thorax = (turn("y", yaw) @ turn("z", -upper))[None]
    pelvis = turn("z", -lower)[None]
    assert relative_flexion(thorax, pelvis, upper, lower)[0] == pytest.approx(upper - lower, abs=1e-6)


def test_levelling_lifts_the_front() -> None:
    forward = about_right(10) @ np.array([1.0, 0.0, 0.0])
    assert forward[1] == pytest.approx(np.sin(np.radians(10)))
