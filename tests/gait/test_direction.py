"""Direction and speed of the run from feet or pelvis, by made-up tracks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.gait.direction import travel, turned
from understride.model import Contact, Side, Surface

TIMES = np.arange(0, 3, 0.01)
CONTACTS = [
    Contact(side=side, landing=0.2 + 0.7 * k + half, leaving=0.45 + 0.7 * k + half)
    for k in range(3)
    for side, half in ((Side.RIGHT, 0.0), (Side.LEFT, 0.35))
]


def belt_foot(heading: float, speed: float) -> np.ndarray:
    """A foot that moves back along a heading (degrees, + left) at a speed, everywhere."""
    a = np.radians(heading)
    along = np.array([np.cos(a), 0.0, -np.sin(a)])
    return -speed * TIMES[:, None] * along


@given(st.floats(-40, 40), st.floats(1.5, 6))
def test_on_a_treadmill_the_run_goes_against_the_standing_foot(heading: float, speed: float) -> None:
    foot = belt_foot(heading, speed)
    feet = {Side.LEFT: foot, Side.RIGHT: foot}
    pelvis = np.zeros((len(TIMES), 3))
    found = travel(Surface.TREADMILL, pelvis, feet, feet, CONTACTS, TIMES)
    assert found is not None
    assert found.heading[0] == pytest.approx(heading, abs=1e-6)
    assert found.speed[0] == pytest.approx(speed, rel=1e-6)
    assert found.source == "belt"


def test_the_speed_of_the_belt_is_that_of_the_forefoot_not_of_the_rolling_foot() -> None:
    feet = {side: belt_foot(0, 3.0) for side in (Side.LEFT, Side.RIGHT)}
    flat = {side: belt_foot(0, 3.5) for side in (Side.LEFT, Side.RIGHT)}
    found = travel(Surface.TREADMILL, np.zeros((len(TIMES), 3)), feet, flat, CONTACTS, TIMES)
    assert found is not None
    assert found.speed[0] == pytest.approx(3.5)


def test_over_ground_the_sway_of_one_stride_does_not_turn_the_direction() -> None:
    """Pelvis at 3.5 m/s along x with 20 mm of side sway once a stride (0.7 s)."""
    pelvis = np.stack([3.5 * TIMES, np.ones_like(TIMES), 0.02 * np.sin(2 * np.pi * TIMES / 0.7)], axis=1)
    feet = {side: belt_foot(0, 0.0) for side in (Side.LEFT, Side.RIGHT)}
    found = travel(Surface.OVERGROUND, pelvis, feet, feet, CONTACTS, TIMES)
    assert found is not None
    middle = (TIMES > 0.5) & (TIMES < 2.5)
    assert np.abs(found.heading[middle]).max() < 0.05
    assert found.speed[middle] == pytest.approx(3.5, abs=0.01)


@given(st.floats(-179, 179))
def test_turning_the_lab_and_its_heading_together_changes_nothing(heading: float) -> None:
    a = np.radians(heading)
    along = np.array([[np.cos(a), 0.3, -np.sin(a)]])
    assert turned(along, np.array([heading]))[0] == pytest.approx([1.0, 0.3, 0.0], abs=1e-9)


def test_no_contacts_give_no_direction() -> None:
    feet = {side: belt_foot(0, 3.0) for side in (Side.LEFT, Side.RIGHT)}
    assert travel(Surface.TREADMILL, np.zeros((len(TIMES), 3)), feet, feet, [], TIMES) is None
