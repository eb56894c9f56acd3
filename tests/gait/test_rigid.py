"""Rigid fits: what a shape was turned and moved by comes back, whatever is hidden."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.gait.rigid import fit, mean_shape, on_one_line, rotations

SHAPE = np.array([[0.0, 0.0, 0.0], [0.3, 0.0, 0.0], [0.0, 0.2, 0.0], [0.1, 0.1, 0.25]])


def turn(about: str, degrees: float) -> np.ndarray:
    """Rotation matrix about one axis, written out by hand."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return {
        "x": np.array([[1, 0, 0], [0, c, -s], [0, s, c]]),
        "y": np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]),
        "z": np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]),
    }[about]


angles = st.floats(-179, 179)


@given(angles, angles, angles, st.floats(-5, 5))
def test_the_turn_and_the_place_of_a_shape_come_back(a: float, b: float, c: float, moved: float) -> None:
    """A law: fit(known, R·known + t) = (R, t) for every rotation."""
    rotation = turn("y", a) @ turn("x", b) @ turn("z", c)
    seen = (SHAPE @ rotation.T + moved)[None]
    pose = fit(SHAPE, seen)
    assert pose.rotation[0] == pytest.approx(rotation, abs=1e-9)
    assert pose.place(SHAPE[2])[0] == pytest.approx(seen[0, 2], abs=1e-9)


@given(st.integers(0, 3), angles)
def test_any_three_of_four_points_place_the_fourth(hidden: int, degrees: float) -> None:
    seen = (SHAPE @ turn("y", degrees).T)[None].copy()
    wanted = seen[0, hidden].copy()
    seen[0, hidden] = np.nan
    assert fit(SHAPE, seen).place(SHAPE[hidden])[0] == pytest.approx(wanted, abs=1e-9)


def test_two_points_do_not_fix_an_orientation() -> None:
    seen = SHAPE[None].copy()
    seen[0, 2:] = np.nan
    assert np.isnan(fit(SHAPE, seen).rotation).all()


def test_a_mirrored_shape_is_never_fitted_by_a_reflection() -> None:
    mirrored = (SHAPE * [1, 1, -1])[None]
    middle = SHAPE.mean(axis=0)
    turned = rotations(SHAPE - middle, mirrored - mirrored.mean(axis=1, keepdims=True))
    assert np.linalg.det(turned[0]) == pytest.approx(1.0)
    assert fit(SHAPE, mirrored).lost.all()


def by_singular_values(known: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Kabsch's rotation of one frame, step by step; known, seen: (points, 3), each about its middle."""
    u, _, vt = np.linalg.svd(seen.T @ known)
    return u @ np.diag([1.0, 1.0, np.linalg.det(u) * np.linalg.det(vt)]) @ vt


@pytest.mark.parametrize(
    ("known", "noise"),
    [
        (SHAPE, 0.0),
        (SHAPE, 0.002),
        (SHAPE, 0.1),
        (SHAPE[:3], 0.002),
        (SHAPE[[0, 1, 3]] * [1, 0.2, 0.02], 0.001),
    ],
    ids=["rigid", "noisy", "hardly the same shape", "three points", "three points nearly on a line"],
)
def test_the_closed_form_is_the_best_rotation(known: np.ndarray, noise: float) -> None:
    """Against singular value decomposition, frame by frame."""
    random = np.random.default_rng(0)
    turns = [turn("y", a) @ turn("x", b) @ turn("z", c) for a, b, c in random.uniform(-180, 180, (200, 3))]
    seen = np.stack([known @ one.T for one in turns]) + noise * random.normal(size=(200, *known.shape))
    known, seen = known - known.mean(axis=0), seen - seen.mean(axis=1, keepdims=True)
    wanted = np.stack([by_singular_values(known, one) for one in seen])
    assert rotations(known, seen) == pytest.approx(wanted, abs=1e-9)


def test_points_that_fall_together_still_give_a_rotation() -> None:
    """Nothing fixes it then, so any will do; but one that keeps lengths, not zeros."""
    known = SHAPE - SHAPE.mean(axis=0)
    found = rotations(known, np.stack([np.zeros_like(known), 1e-9 * known]))
    assert found @ np.swapaxes(found, 1, 2) == pytest.approx(np.stack([np.eye(3)] * 2), abs=1e-9)


def test_points_on_one_line_are_known_as_such() -> None:
    line = np.array([[0.0, 0, 0], [0.1, 0, 0], [0.25, 0.001, 0]])
    assert on_one_line(line)
    assert not on_one_line(SHAPE[:3])


def test_the_mean_shape_of_a_rigid_cluster_is_the_cluster() -> None:
    seen = np.stack([SHAPE @ turn("y", d).T + d / 100 for d in range(-30, 31, 5)])
    shape = mean_shape(seen)
    assert shape is not None
    distances = np.linalg.norm(shape[:, None] - shape[None], axis=2)
    assert distances == pytest.approx(np.linalg.norm(SHAPE[:, None] - SHAPE[None], axis=2), abs=1e-9)


def test_a_cluster_never_wholly_seen_has_no_mean_shape() -> None:
    seen = np.repeat(SHAPE[None], 3, axis=0)
    seen[:, 0] = np.nan
    assert mean_shape(seen) is None


# --- shapes that give way ------------------------------------------------------------------------------------

THREE = np.array([[0.08, 0.0, 0.0], [-0.04, 0.07, 0.0], [-0.04, -0.07, 0.0]])


@pytest.mark.parametrize(
    ("shape", "most"),
    [
        (THREE, 0.1 * np.sqrt(16.266 / 3)),  # χ²(3) at 1 in 1000; three points leave three numbers free
        (SHAPE, 0.1 * np.sqrt(22.458 / 4)),  # χ²(6); four leave six, and scatter by √(4/6) of their misfit
    ],
    ids=["three points", "four points"],
)
def test_a_shape_blown_up_by_a_quarter_is_no_longer_believed(shape: np.ndarray, most: float) -> None:
    """Blown up by e, every point is off by e times its distance from the middle, and no turn helps."""
    for factor, lost in ((1 + 0.99 * most, False), (1 + 1.01 * most, True), (1 - 1.01 * most, True)):
        pose = fit(shape, (factor * shape @ turn("y", 40).T + 0.3)[None])
        assert pose.lost.tolist() == [lost]
        assert np.isnan(pose.rotation).all() == lost
        assert np.isnan(pose.place(shape[0])).all() == lost


def test_the_scatter_is_that_of_one_coordinate() -> None:
    """A triangle blown up by a tenth: misfit of its size / 10 per point, three numbers free for three points."""
    size = np.sqrt(np.square(THREE - THREE.mean(axis=0)).sum(axis=1).mean())
    assert fit(THREE, (1.1 * THREE)[None]).scatter[0] == pytest.approx(0.1 * size)
    assert fit(THREE, THREE[None]).scatter[0] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("shape", [THREE, SHAPE], ids=["three points", "four points"])
def test_of_a_cluster_just_good_enough_one_frame_in_a_thousand_is_lost(shape: np.ndarray) -> None:
    size = np.sqrt(np.square(shape - shape.mean(axis=0)).sum(axis=1).mean())
    seen = shape + np.random.default_rng(3).normal(0, 0.1 * size, (40_000, *shape.shape))
    assert 0.0003 < fit(shape, seen).lost.mean() < 0.002


def test_frames_are_lost_one_by_one() -> None:
    seen = np.repeat(THREE[None], 5, axis=0)
    seen[2, 0] *= 2
    seen[3, 0] = np.nan
    pose = fit(THREE, seen)
    assert pose.lost.tolist() == [False, False, True, False, False]
    assert np.isnan(pose.origin[:, 0]).tolist() == [False, False, True, True, False]
    assert np.isnan(pose.scatter).tolist() == [False, False, False, True, False]
