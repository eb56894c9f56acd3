"""Recordings spoilt as laboratories spoil them, and the runner in the mirror."""

from __future__ import annotations

import numpy as np
import pytest

from understride.model import Side
from understride.synth import drop_points, gaps, mirrored, runner, standing, swap_labels

MADE = runner(seconds=3.0, strides_vary=0.5)


def test_dropped_points_are_gone_from_the_run_and_the_static() -> None:
    less = drop_points(MADE.recording, "*_medial_*", "c7")
    assert less.static is not None
    for points in (less.points, less.static):
        assert "c7" not in points
        assert not [name for name in points.names if "medial" in name]
        assert points["clav"].shape[1] == 3
    assert np.array_equal(less.points["clav"], MADE.recording.points["clav"])


def test_a_gap_is_unseen_for_its_time_and_only_there() -> None:
    holed = gaps(MADE.recording, ["heel_left"], start=1.0, seconds=0.2)
    unseen = np.isnan(holed.points["heel_left"][:, 0])
    assert unseen.sum() == 30  # 0.2 s at 150 Hz
    assert unseen[150:180].all()
    assert not np.isnan(holed.points["heel_right"]).any()


def test_swapped_labels_exchange_two_points_of_the_run_alone() -> None:
    swapped = swap_labels(MADE.recording, "mt1_left", "mt5_left")
    assert np.array_equal(swapped.points["mt1_left"], MADE.recording.points["mt5_left"])
    assert swapped.static is MADE.recording.static


def test_in_the_mirror_left_is_right() -> None:
    other = mirrored(MADE)
    flipped = MADE.recording.points["heel_left"] * np.array([1.0, 1.0, -1.0])
    assert np.array_equal(other.recording.points["heel_right"], flipped)
    assert other.truth[("stance_time", Side.RIGHT)] == MADE.truth[("stance_time", Side.LEFT)]
    assert other.truth[("thorax_yaw_offset", None)] == -MADE.truth[("thorax_yaw_offset", None)]
    assert [c.side for c in other.contacts] == [c.side.other for c in MADE.contacts]


def test_mirrored_twice_is_the_same_again() -> None:
    twice = mirrored(mirrored(MADE))
    assert np.array_equal(twice.recording.points.positions, MADE.recording.points.positions)
    assert set(twice.recording.points.names) == set(MADE.recording.points.names)
    assert dict(twice.truth) == dict(MADE.truth)


def test_somebody_who_stands_carries_the_weight_and_goes_nowhere() -> None:
    still = standing(seconds=2.0)
    assert still.force is not None
    assert still.force.channels[0].force[:, 1].mean() == pytest.approx(70.0 * 9.81, rel=0.001)
    assert np.ptp(still.points["sacrum"], axis=0).max() < 0.003
