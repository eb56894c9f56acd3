"""The clock of a file: rate from length and duration, holes filled, nonsense refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.formats.clock import clock
from understride.model import RecordingError


@given(
    rate=st.sampled_from([50, 60, 100, 120, 150, 180, 200, 240, 250, 300, 480, 960, 1000, 2000, 2400]),
    seconds=st.floats(0.5, 40),
    start=st.floats(0, 30),
    places=st.integers(2, 9),
)
def test_usual_rates_survive_rounding_of_the_times(rate, seconds, start, places):
    """Two decimals at 2,400 Hz repeat each time 24 times over: still 2,400 over a second or so."""
    frames = max(5, round(seconds * rate))
    time = np.round(start + np.arange(frames) / rate, places)
    if 10.0**-places / (time[-1] - time[0]) > 0.005:
        return  # rounded by more than half a per cent of the whole: several usual rates fit
    found = clock(time, "x")
    assert found.rate_hz == pytest.approx(rate, rel=1e-9)
    assert found.start == pytest.approx(start, abs=10.0**-places)


def test_an_unusual_rate_of_the_header_is_taken_where_the_column_agrees():
    time = np.round(np.arange(600) / 119.88012, 3)
    assert clock(time, "x", declared=119.88012).rate_hz == 119.88012
    assert clock(time, "x").rate_hz == pytest.approx(119.88, abs=0.13)


def test_a_column_in_milliseconds_is_known_by_the_header_or_by_sense():
    time = np.arange(300) * 1000 / 150
    for declared in (150.0, None):
        found = clock(np.round(time, 2), "x", declared=declared)
        assert found.rate_hz == 150.0
        assert found.notes[0].id == "time.milliseconds"


def test_empty_times_do_not_matter_where_the_rest_tells_the_rate():
    time = np.arange(200) / 100 + 3
    time[[0, 50, 199]] = np.nan
    found = clock(time, "x")
    assert found.rate_hz == 100.0
    assert found.start == pytest.approx(3.0)


@pytest.mark.parametrize("declared", [None, 100.0])
def test_holes_are_found_with_and_without_a_header_rate(declared):
    frames = np.array([k for k in range(100) if k not in range(30, 45)])
    found = clock(np.round(1 + frames / 100, 3), "x", declared=declared)
    assert (found.rate_hz, found.start, found.frames) == (100.0, 1.0, tuple(frames.tolist()))
    wide = found.spread(frames[:, None].astype(float))
    assert wide.shape == (100, 1)
    assert np.isnan(wide[30:45]).all()
    assert wide[99, 0] == 99


def test_a_count_of_samples_is_no_time():
    found = clock(np.arange(1.0, 500.0), "x", declared=200.0)
    assert (found.rate_hz, found.start) == (200.0, 0.0)
    with pytest.raises(RecordingError, match="no time column and no rate"):
        clock(np.arange(1.0, 500.0), "x")


@pytest.mark.parametrize(
    "time",
    [
        np.zeros(50),
        np.arange(50)[::-1] / 100,
        np.full(50, np.nan),
        np.array([0.0]),
        np.array([]),
        np.random.default_rng(0).uniform(0, 1, 50).cumsum(),
        np.geomspace(1e-300, 1e300, 50),
        np.arange(50) * 1e-9,
    ],
    ids=["still", "backwards", "empty", "one", "none", "uneven", "huge", "too fast"],
)
def test_what_is_no_clock_is_refused_in_one_sentence(time):
    with pytest.raises(RecordingError, match=r"^x: "):
        clock(time, "x")


@given(st.lists(st.floats(allow_nan=True, allow_infinity=False), max_size=20), st.floats() | st.none())
def test_any_column_gives_a_clock_or_one_sentence(time, declared):
    try:
        found = clock(np.array(time), "x", declared=declared)
    except RecordingError:
        return
    assert 1.0 <= found.rate_hz <= 100_000.0
    assert np.isfinite(found.start)
    assert len(found.spread(np.zeros((len(time), 1)))) <= 2 * len(time) + 101
