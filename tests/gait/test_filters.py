"""Gap filling and smoothing: laws and hand arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.gait.filters import bridge, fill_gaps, lowpass

RATE = 100.0


def wave(frames: int = 200, hz: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(frames) / RATE)


def with_gap(values: np.ndarray, first: int, last: int) -> np.ndarray:
    gapped = values.copy()
    gapped[first:last] = np.nan
    return gapped


def test_a_gap_of_a_tenth_of_a_second_is_closed_on_the_curve():
    filled = fill_gaps(with_gap(wave(), 60, 70), RATE)
    # a cubic spline errs by about h⁴·f⁗/384 over a gap of 0.11 s: 6e-4 for a 1 Hz wave of amplitude 1
    assert np.abs(filled - wave()).max() < 1e-3


def test_a_gap_of_eleven_frames_at_100_hz_stays_a_gap():
    filled = fill_gaps(with_gap(wave(), 60, 71), RATE)
    assert np.isnan(filled[60:71]).all()
    assert np.isfinite(np.delete(filled, np.arange(60, 71))).all()


@pytest.mark.parametrize(("first", "last"), [(0, 3), (197, 200)])
def test_a_gap_at_an_end_is_never_guessed(first, last):
    assert np.isnan(fill_gaps(with_gap(wave(), first, last), RATE)[first:last]).all()


def test_columns_are_filled_each_by_itself():
    both = np.stack([with_gap(wave(), 60, 70), with_gap(wave(), 60, 90)], axis=1)
    filled = fill_gaps(both, RATE)
    assert np.isfinite(filled[:, 0]).all()
    assert np.isnan(filled[60:90, 1]).all()


@given(st.lists(st.integers(0, 79), max_size=40))
def test_what_was_seen_is_never_changed_by_filling(unseen):
    values = wave(80)
    values[unseen] = np.nan
    filled = fill_gaps(values, RATE)
    seen = np.isfinite(values)
    assert np.array_equal(filled[seen], values[seen])


def test_the_filter_halves_the_amplitude_at_its_cut_off_and_adds_no_lag():
    long = wave(2000, hz=12.0)
    smooth = lowpass(long, RATE, 12.0)
    # −3 dB in each direction: √½ · √½ = ½
    assert smooth[500:1500] == pytest.approx(0.5 * long[500:1500], abs=1e-3)


def test_a_straight_line_passes_the_filter_unchanged_up_to_its_ends():
    line = np.linspace(0.0, 5.0, 150)
    assert lowpass(line, RATE, 12.0) == pytest.approx(line, abs=1e-4)


def test_the_filter_leaves_gaps_where_they_are_and_smears_nothing_across():
    gapped = with_gap(wave(300), 100, 150)
    smooth = lowpass(gapped, RATE, 12.0)
    assert np.array_equal(np.isnan(smooth), np.isnan(gapped))
    assert np.array_equal(smooth[:100], lowpass(wave(300)[:100], RATE, 12.0))


@pytest.mark.parametrize("frames", [1, 2, 3, 7])
def test_a_stretch_of_a_few_frames_does_not_break_the_filter(frames):
    assert np.isfinite(lowpass(np.ones((frames, 3)), RATE, 12.0)).all()


def test_a_cut_off_above_the_rate_is_lowered_to_what_the_rate_can_carry():
    assert np.isfinite(lowpass(wave(), 30.0, 20.0)).all()


def test_a_bridge_is_a_straight_line_and_a_point_never_seen_is_zero():
    values = np.array([[np.nan, np.nan], [1.0, np.nan], [np.nan, np.nan], [3.0, np.nan], [np.nan, np.nan]])
    assert bridge(values).tolist() == [[1.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0], [3.0, 0.0]]


def test_every_column_is_filtered_by_itself():
    """However many there are, and whatever gaps the others have."""
    values = np.random.default_rng(0).normal(size=(200, 61)).cumsum(axis=0)
    values[50:80, 3:5] = np.nan
    together = lowpass(values, 150.0, 12.0)
    alone = np.stack([lowpass(column, 150.0, 12.0) for column in values.T], axis=1)
    assert np.array_equal(together, alone, equal_nan=True)
