"""The force under the made-up runner: planted contacts and impulses."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from understride.model import SIDES, Contact, Force, Side
from understride.synth import Made, Plates, runner, walking

RATE = 1500.0
WEIGHT = 70.0 * 9.81  # N


@pytest.fixture(scope="module")
def made() -> Made:
    return runner(seconds=6.0, strides_vary=0.5)


def force(made: Made) -> Force:
    assert made.recording.force is not None
    return made.recording.force


def inner(made: Made) -> tuple[Contact, ...]:
    return made.contacts[1:-1]


def whole_strides(made: Made, side: Side) -> slice:
    """Samples from the first to the last landing of a foot."""
    landings = [c.landing for c in made.contacts if c.side is side]
    return slice(round(landings[0] * RATE), round(landings[-1] * RATE))


def test_50_newtons_are_crossed_where_the_contacts_are_planted(made: Made) -> None:
    """Evidence § 2.1, by scipy's own filter: 50 Hz, zero lag, crossings interpolated; the noise of the plate stays."""
    (plate,) = force(made).channels
    up = signal.sosfiltfilt(signal.butter(2, 50.0, fs=RATE, output="sos"), plate.force[:, 1])
    above = up > 50.0
    change = np.flatnonzero(above[1:] != above[:-1])
    times = (change + (50.0 - up[change]) / (up[change + 1] - up[change])) / RATE
    for contact in inner(made):
        for edge in (contact.landing, contact.leaving):
            assert np.abs(times - edge).min() < 0.001


def test_over_whole_strides_the_ground_carries_the_weight(made: Made) -> None:
    (plate,) = force(made).channels
    mean = plate.force[whole_strides(made, Side.RIGHT), 1].mean()
    assert mean == pytest.approx(WEIGHT, rel=0.01)  # 1 %: steps are not all equally long


@pytest.mark.parametrize("side", SIDES)
def test_the_planted_braking_impulse_is_under_the_curve(side: Side) -> None:
    """0.25 m/s planted on one side: ∫ of the backward force ÷ mass."""
    made = runner(seconds=4.0, strides_vary=0.0, plant={("braking_impulse", side): 0.25})
    (plate,) = force(made).channels
    for contact in inner(made):
        on = slice(round(contact.landing * RATE), round(contact.leaving * RATE))
        backward = -np.minimum(plate.force[on, 0], 0.0)
        lost = np.trapezoid(backward, dx=1.0 / RATE) / 70.0
        assert lost == pytest.approx(0.25 if contact.side is side else 0.19, abs=0.006)


def test_the_force_has_an_impact_peak_and_is_not_smooth(made: Made) -> None:
    """A first peak within a quarter of stance, and more than 10⁻⁵ of the power between 30 and 50 Hz."""
    (plate,) = force(made).channels
    up = plate.force[:, 1]
    power = np.abs(np.fft.rfft(up)) ** 2
    frequency = np.fft.rfftfreq(len(up), 1.0 / RATE)
    assert power[(frequency >= 30.0) & (frequency <= 50.0)].sum() / power[frequency > 0.0].sum() > 1e-5
    smooth = signal.sosfiltfilt(signal.butter(2, 50.0, fs=RATE, output="sos"), up)
    for contact in inner(made):
        on = slice(round(contact.landing * RATE), round((contact.landing + 0.06) * RATE))
        peaks, _ = signal.find_peaks(smooth[on], prominence=0.05 * WEIGHT)
        assert len(peaks) == 1


@pytest.mark.parametrize("side", SIDES)
def test_the_centre_of_pressure_stays_under_the_planted_foot(made: Made, side: Side) -> None:
    """Between heel and toe, and within 4 cm of the line between them."""
    (plate,), points = force(made).channels, made.recording.points
    for contact in (c for c in inner(made) if c.side is side):
        middle = contact.landing + 0.4 * (contact.leaving - contact.landing)
        at = plate.centre[round(middle * RATE)]
        frame = round(middle * points.rate_hz)
        heel, toe = points[f"heel_{side}"][frame], points[f"toe_{side}"][frame]
        assert heel[0] - 0.02 < at[0] < toe[0] + 0.02
        assert abs(at[2] - (heel[2] + toe[2]) / 2.0) < 0.04


def test_each_foot_has_its_own_channel_or_both_share_a_plate() -> None:
    both = force(runner(seconds=2.0)).channels
    apart = force(runner(seconds=2.0, plates=Plates.PER_FOOT)).channels
    assert [channel.foot for channel in both] == [None]
    assert [channel.foot for channel in apart] == [Side.LEFT, Side.RIGHT]
    total = sum(channel.force[:, 1] for channel in apart)
    assert (
        np.abs(total - both[0].force[:, 1]).max() < 20.0
    )  # nothing but the noise of three plates, SD 2 N each
    assert runner(seconds=2.0, plates=Plates.NONE).recording.force is None


def test_a_walker_is_never_in_the_air() -> None:
    made = walking(seconds=4.0)
    left, right = (channel.force[:, 1] for channel in force(made).channels)
    assert (left + right).min() > 100.0
    assert max(c.leaving - c.landing for c in made.contacts) > 0.6
