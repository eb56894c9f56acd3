"""The body of the made-up runner: lengths, joint centres, feet on the ground."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.synth.anatomy import hip, middle

from understride.model import SIDES, Points, Side, Surface
from understride.synth import Made, runner

SPEED = 3.5


@pytest.fixture(scope="module")
def made() -> Made:
    return runner(speed=SPEED, seconds=6.0, rate_hz=1000.0, strides_vary=0.5)


@pytest.mark.parametrize("side", SIDES)
def test_thigh_and_shank_keep_their_length_in_stance_and_swing(made: Made, side: Side) -> None:
    """From the hip centre that Harrington's regression gives to the middle of the knee, and on to the ankle."""
    points = made.recording.points
    knee, ankle = middle(points, f"knee_{side}"), middle(points, f"ankle_{side}")
    assert np.linalg.norm(knee - hip(points, side), axis=1) == pytest.approx(0.435, abs=1e-9)
    assert np.linalg.norm(ankle - knee, axis=1) == pytest.approx(0.425, abs=1e-9)


@pytest.mark.parametrize("side", SIDES)
def test_the_knee_bends_forward_and_never_backward(made: Made, side: Side) -> None:
    points = made.recording.points
    knee, ankle, top = middle(points, f"knee_{side}"), middle(points, f"ankle_{side}"), hip(points, side)
    bend = np.cross(knee - top, ankle - knee)[:, 2]  # about the right axis: negative = shank behind the thigh
    assert bend.max() < 0.0


@pytest.mark.parametrize("side", SIDES)
def test_nothing_jumps_when_a_foot_lands_or_leaves(made: Made, side: Side) -> None:
    """A foot in swing moves at most some 10 m/s: 10 mm in 1 ms. A jump would be a mistake at the seams."""
    for name in ("heel", "toe", "ankle_lateral", "knee_lateral"):
        steps = np.linalg.norm(np.diff(made.recording.points[f"{name}_{side}"], axis=0), axis=1)
        assert steps.max() < 0.010
        assert np.abs(np.diff(steps)).max() < 0.0005  # velocity never jumps by more than 0.5 m/s


@pytest.mark.parametrize("side", SIDES)
def test_the_flat_foot_moves_back_with_the_belt(made: Made, side: Side) -> None:
    """Between 28 and 32 % of stance the sole is flat: heel and toe go back at the belt's speed, neither up nor down."""
    points = made.recording.points
    for contact in (c for c in made.contacts if c.side is side):
        first, last = (
            round(1000 * (contact.landing + s * (contact.leaving - contact.landing))) for s in (0.28, 0.32)
        )
        for name in ("heel", "toe"):
            moved = points[f"{name}_{side}"][last] - points[f"{name}_{side}"][first]
            assert moved[0] / ((last - first) / 1000.0) == pytest.approx(-SPEED, abs=0.05)
            assert moved[1] == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize("side", SIDES)
def test_the_foot_is_in_the_air_between_contacts(made: Made, side: Side) -> None:
    points = made.recording.points
    lowest = np.minimum(points[f"heel_{side}"][:, 1], points[f"toe_{side}"][:, 1])
    own = [c for c in made.contacts if c.side is side]
    for before, after in pairwise(own):
        middle_of_swing = slice(round(1000 * before.leaving + 60), round(1000 * after.landing - 60))
        assert lowest[middle_of_swing].min() > 0.045
    assert lowest.min() > 0.0


def test_over_ground_the_runner_travels_and_everything_else_is_the_same() -> None:
    belt = runner(seconds=3.0, strides_vary=0.5)
    ground = runner(seconds=3.0, strides_vary=0.5, surface=Surface.OVERGROUND)
    time = np.arange(belt.recording.points.frames) / 150.0
    apart = ground.recording.points.positions - belt.recording.points.positions
    assert apart[:, :, 0] == pytest.approx(
        np.tile((SPEED * time - SPEED * 1.5)[:, None], (1, apart.shape[1]))
    )
    assert np.abs(apart[:, :, 1:]).max() == 0.0
    assert dict(ground.truth) == dict(belt.truth)


def test_the_static_trial_stands_straight_on_the_ground_facing_another_way(made: Made) -> None:
    """25° to the left of the lab's forward, as somebody may stand; soles down, knees bent by 4°."""
    static = made.static
    right = (static["asis_right"] - static["asis_left"]).mean(axis=0)
    assert np.degrees(np.arctan2(right[0], right[2])) == pytest.approx(25.0, abs=0.2)
    for side in SIDES:
        assert static[f"heel_{side}"][:, 1].mean() == pytest.approx(0.035, abs=0.003)
        thigh = middle(static, f"knee_{side}").mean(axis=0) - hip_of_static(static, side)
        shank = middle(static, f"ankle_{side}").mean(axis=0) - middle(static, f"knee_{side}").mean(axis=0)
        cosine = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
        assert np.degrees(np.arccos(cosine)) == pytest.approx(4.0, abs=0.3)


def hip_of_static(static: Points, side: Side) -> np.ndarray:
    still = Points(names=static.names, positions=static.positions.mean(axis=0)[None], rate_hz=static.rate_hz)
    front = (still["asis_right"] + still["asis_left"])[0] / 2.0
    back = (still["psis_right"] + still["psis_left"])[0] / 2.0
    z = (still["asis_right"] - still["asis_left"])[0]
    z, x = z / np.linalg.norm(z), (front - back) / np.linalg.norm(front - back)
    return front - 0.0459 * x - 0.0829 * np.cross(z, x) + side.sign * 0.0865 * z


def test_noise_is_as_large_as_asked_and_the_truth_stays() -> None:
    still, shaken = runner(seconds=2.0), runner(seconds=2.0, noise_mm=1.0)
    noise = shaken.recording.points.positions - still.recording.points.positions
    assert noise.std() * 1000.0 == pytest.approx(1.0, abs=0.02)
    assert dict(still.truth) == dict(shaken.truth)


def test_the_same_seed_makes_the_same_runner_and_another_seed_another() -> None:
    first, again, other = runner(seconds=2.0), runner(seconds=2.0), runner(seconds=2.0, seed=1)
    assert first.recording.provenance.sha256 == again.recording.provenance.sha256
    assert first.recording.provenance.sha256 != other.recording.provenance.sha256


@pytest.mark.parametrize("speed", [2.0, 3.0, 4.0, 5.0])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_long_run_at_any_speed_keeps_the_legs_whole(speed: float, seed: int) -> None:
    """Stride-to-stride differences never ask for a leg longer than it is."""
    made = runner(speed=speed, seconds=20.0, seed=seed)
    for side in SIDES:
        assert made.truth[("knee_flexion_stance_peak", side)] < 60.0
        assert made.per_stride[("knee_flexion_at_landing", side)].min() > 5.0
