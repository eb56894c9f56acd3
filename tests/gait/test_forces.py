"""Force under one foot, and the runner's weight, from made-up plates."""

from dataclasses import replace

import numpy as np
import pytest

from understride.gait.forces import GRAVITY, ground
from understride.model import Contact, Contacts, Force, ForceChannel, Side

RATE = 1000.0
MASS = 70.0
STRIDE, STANCE = 0.7, 0.25


def contacts(count: int = 6) -> Contacts:
    found = [
        Contact(side=side, landing=t, leaving=t + STANCE)
        for k in range(count)
        for side, t in ((Side.RIGHT, 0.2 + k * STRIDE), (Side.LEFT, 0.2 + (k + 0.5) * STRIDE))
    ]
    return Contacts(contacts=tuple(found), method="made up")


def channel(name: str, sides: tuple[Side, ...], foot: Side | None = None) -> ForceChannel:
    """Half sines whose mean over a stride is the weight (both feet together)."""
    times = np.arange(0, 5, 1 / RATE)
    force = np.zeros((len(times), 3))
    height = MASS * GRAVITY * STRIDE / 2 / (STANCE * 2 / np.pi)
    for c in contacts().contacts:
        if c.side in sides:
            inside = (times >= c.landing) & (times <= c.leaving)
            share = (times[inside] - c.landing) / STANCE
            force[inside, 1] = height * np.sin(np.pi * share)
            force[inside, 0] = -100 * np.sin(2 * np.pi * share)
    return ForceChannel(
        name=name, foot=foot, force=force, centre=np.zeros_like(force), free_moment=np.full(len(times), 4.0)
    )


def force(*channels: ForceChannel, smoothed: bool = False) -> Force:
    return Force(rate_hz=RATE, start=0.0, channels=channels, smoothed=smoothed)


BOTH = (Side.LEFT, Side.RIGHT)


def test_the_mean_force_over_whole_strides_is_the_weight() -> None:
    found = ground(force(channel("plate", BOTH)), contacts(), 0.0, None)
    assert found is not None
    assert found.body_weight == pytest.approx(MASS * GRAVITY, rel=2e-3)


def test_one_plate_two_belts_and_two_feet_say_the_same() -> None:
    plate = ground(force(channel("plate", BOTH)), contacts(), 0.0, None)
    belts = ground(force(channel("a", BOTH), channel("b", ())), contacts(), 0.0, None)
    feet = ground(
        force(channel("r", (Side.RIGHT,), Side.RIGHT), channel("l", (Side.LEFT,), Side.LEFT)),
        contacts(),
        0.0,
        None,
    )
    contact = contacts().of(Side.LEFT)[1]
    peaks = [g.under(Side.LEFT, contact).smooth.max() for g in (plate, belts, feet)]
    assert peaks == pytest.approx([peaks[0]] * 3, rel=1e-3)


def test_too_few_strides_on_the_plates_need_a_mass() -> None:
    few = Contacts(contacts=contacts().contacts[:4], method="made up")
    assert ground(force(channel("plate", BOTH)), few, 0.0, None) is None
    told = ground(force(channel("plate", BOTH)), few, 0.0, MASS)
    assert told is not None
    assert told.body_weight == pytest.approx(MASS * GRAVITY)


def test_force_that_was_smoothed_is_not_smoothed_again() -> None:
    found = ground(force(channel("plate", BOTH), smoothed=True), contacts(), 0.0, None)
    stance = found.under(Side.RIGHT, contacts().of(Side.RIGHT)[1])
    assert stance.presmoothed
    assert np.array_equal(stance.raw, stance.smooth)


def test_fore_aft_force_is_along_the_run() -> None:
    """With the run 90° to the left of lab x, the plate's x force is sideways to it."""
    along = ground(force(channel("plate", BOTH)), contacts(), 0.0, None)
    across = ground(force(channel("plate", BOTH)), contacts(), 90.0, None)
    contact = contacts().of(Side.RIGHT)[1]
    assert np.abs(along.under(Side.RIGHT, contact).forward).max() == pytest.approx(100, rel=0.05)
    assert np.abs(across.under(Side.RIGHT, contact).forward).max() == pytest.approx(0, abs=1e-6)


def test_a_stance_outside_the_force_file_has_no_force() -> None:
    found = ground(force(channel("plate", BOTH)), contacts(), 0.0, None)
    assert found.under(Side.RIGHT, Contact(side=Side.RIGHT, landing=4.9, leaving=5.15)) is None


def test_the_free_moment_of_an_unloaded_plate_does_not_count() -> None:
    found = ground(force(channel("plate", BOTH)), contacts(), 0.0, None)
    moment = found.under(Side.RIGHT, contacts().of(Side.RIGHT)[1]).free_moment
    assert np.isnan(moment[0])
    assert moment[len(moment) // 2] == pytest.approx(4.0, rel=0.05)


def test_a_belt_that_rings_after_a_landing_is_not_the_twist_of_the_foot() -> None:
    """A ringing at 60 Hz ten times as large as the foot's own slow twist, which peaks at 4 N·m."""
    times = np.arange(0, 5, 1 / 1000)
    plate = channel("plate", BOTH)
    share = np.zeros_like(times)
    for contact in contacts().contacts:
        inside = (times >= contact.landing) & (times <= contact.leaving)
        share[inside] = (times[inside] - contact.landing) / (contact.leaving - contact.landing)
    slow = 4 * np.sin(np.pi * share) ** 2
    ringing = 40 * np.sin(2 * np.pi * 60 * times) * np.exp(-share / 0.1) * (share > 0)
    noisy = replace(plate, free_moment=slow + ringing)
    found = ground(force(noisy), contacts(), 0.0, None)
    moment = found.under(Side.RIGHT, contacts().of(Side.RIGHT)[1]).free_moment
    assert np.nanmax(np.abs(moment)) == pytest.approx(4.0, rel=0.1)
