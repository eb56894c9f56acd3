"""Contacts from force: crossings by hand arithmetic, sides by the points, and what is no contact."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.gait.stepping import FORCE_RATE, channel, crossing, half_sines, plates, stepping, steps

from understride.gait.feet import feet_of
from understride.gait.force_contacts import force_contacts
from understride.model import Contacts, Force, Recording, Side

SECONDS = 4.0
STEPS = steps()
TOTAL = half_sines(STEPS, SECONDS)


def found(force: Force, recording: Recording | None = None) -> Contacts:
    return force_contacts(force, feet_of(recording or stepping(STEPS, SECONDS, force)))


def times(contacts: Contacts) -> np.ndarray:
    return np.array([(c.landing, c.leaving) for c in contacts.contacts])


EXPECTED = np.array([crossing(step) for step in STEPS])


def test_contacts_under_one_plate_come_back_within_a_millisecond_on_the_right_sides():
    contacts = found(plates([channel("plate", TOTAL)]))
    # the 50 Hz filter rounds the corner of the half sine by 0.6 ms
    assert times(contacts) == pytest.approx(EXPECTED, abs=0.001)
    assert [c.side for c in contacts.contacts] == [step[0] for step in STEPS]
    assert contacts.dropped == ()


def test_the_side_comes_from_the_points_and_not_from_taking_turns():
    hops = [(Side.RIGHT, a, b) for _, a, b in STEPS]
    contacts = found(plates([channel("plate", TOTAL)]), stepping(hops, SECONDS))
    assert {c.side for c in contacts.contacts} == {Side.RIGHT}


def test_a_belt_is_not_a_foot():
    """All steps on the right belt of two: still left and right in turn (trap T22)."""
    contacts = found(plates([channel("left belt", 0 * TOTAL), channel("right belt", TOTAL)]))
    assert [c.side for c in contacts.contacts] == [step[0] for step in STEPS]


def test_channels_that_belong_to_feet_are_read_each_by_itself():
    columns = [
        channel(side.value, half_sines([s for s in STEPS if s[0] is side], SECONDS), side)
        for side in (Side.RIGHT, Side.LEFT)
    ]
    contacts = found(plates(columns))
    assert times(contacts) == pytest.approx(EXPECTED, abs=0.001)
    assert [c.side for c in contacts.contacts] == [step[0] for step in STEPS]


def test_channels_filed_under_the_wrong_foot_are_dropped_with_the_reason():
    columns = [
        channel(side.value, half_sines([s for s in STEPS if s[0] is side], SECONDS), side.other)
        for side in (Side.RIGHT, Side.LEFT)
    ]
    contacts = found(plates(columns))
    assert contacts.contacts == ()
    assert all("the points show" in d.reason for d in contacts.dropped)


def test_what_a_plate_reads_in_flight_is_taken_off_and_said():
    drift = -20 + 3 * np.sin(np.arange(len(TOTAL)) / FORCE_RATE)
    contacts = found(plates([channel("plate", TOTAL + drift)]))
    assert times(contacts) == pytest.approx(EXPECTED, abs=0.0015)
    assert [n.id for n in contacts.notes] == ["contacts.force_level"]


def test_a_plate_within_a_few_newtons_of_zero_is_left_as_it_is():
    contacts = found(plates([channel("plate", TOTAL + 5.0)]))
    assert contacts.notes == ()
    assert (times(contacts)[:, 0] < EXPECTED[:, 0]).all()


def test_smoothed_force_is_not_filtered_again_and_this_is_said():
    contacts = found(plates([channel("plate", TOTAL)], smoothed=True))
    # only the line between two samples of a sine: under 0.05 ms, so nothing was rounded
    assert times(contacts) == pytest.approx(EXPECTED, abs=5e-5)
    assert [n.id for n in contacts.notes] == ["contacts.force_smoothed"]


@pytest.mark.parametrize("cut", [50.0, 76.0])
def test_force_set_to_zero_near_50_n_is_continued_in_a_straight_line(cut):
    values = np.where(cut > TOTAL, 0.0, TOTAL)
    contacts = found(plates([channel("plate", values)], smoothed=True, cut={"plate": cut}))
    # the sine bends less than 1 N over the 5 ms that carry the line
    assert times(contacts) == pytest.approx(EXPECTED, abs=0.0005)
    assert [n.id for n in contacts.notes] == ["contacts.force_smoothed", "contacts.force_cut"]


def test_force_set_to_zero_far_below_50_n_is_read_as_it_is():
    values = np.where(TOTAL < 28.0, 0.0, TOTAL)
    contacts = found(plates([channel("plate", values)], smoothed=True, cut={"plate": 28.0}))
    assert times(contacts) == pytest.approx(EXPECTED, abs=5e-5)


def test_a_contact_spread_over_both_feet_is_dropped_with_the_reason():
    """Trap T15, subject03 Run_2."""
    columns = {
        s: half_sines([step for step in STEPS if step[0] is s], SECONDS) for s in (Side.LEFT, Side.RIGHT)
    }
    _, a, b = STEPS[3]
    during = slice(round(a * FORCE_RATE), round(b * FORCE_RATE) + 1)
    for side in columns:
        columns[side][during] = 0.5 * TOTAL[during]
    contacts = found(plates([channel(s.value, v, s) for s, v in columns.items()]))
    assert len(contacts.contacts) == len(STEPS) - 1
    assert {d.side for d in contacts.dropped} == {Side.LEFT, Side.RIGHT}
    assert all("both feet" in d.reason for d in contacts.dropped)


@pytest.mark.parametrize(("seconds", "peak"), [(0.06, 900.0), (0.2, 250.0)], ids=["too short", "too weak"])
def test_a_knock_on_the_plate_is_no_contact(seconds, peak):
    knock = half_sines([(Side.LEFT, 3.5, 3.5 + seconds)], SECONDS, peak)
    contacts = found(plates([channel("plate", TOTAL + knock)]))
    assert len(contacts.contacts) == len(STEPS)


def test_a_contact_cut_off_by_the_file_is_left_out():
    contacts = found(plates([channel("plate", TOTAL[600:3150])], start=0.6))
    assert [c.side for c in contacts.contacts] == [step[0] for step in STEPS[1:-1]]


def test_times_are_on_the_clock_of_the_file():
    late = [(side, a + 7.25, b + 7.25) for side, a, b in STEPS]
    force = plates([channel("plate", TOTAL)], start=7.25)
    contacts = found(force, stepping(late, SECONDS, start=7.25))
    assert times(contacts) == pytest.approx(EXPECTED + 7.25, abs=0.001)


def test_a_gap_in_the_force_costs_its_contact_only():
    holed = TOTAL.copy()
    holed[round(1.3 * FORCE_RATE) : round(1.4 * FORCE_RATE)] = np.nan
    contacts = found(plates([channel("plate", holed)]))
    assert len(contacts.contacts) == len(STEPS) - 1
    assert [d.reason for d in contacts.dropped] == ["the force has a gap in this contact"]


def test_without_points_of_the_feet_one_plate_tells_no_side():
    bare = dataclasses.replace(stepping(STEPS, SECONDS), foot_points={})
    contacts = found(plates([channel("plate", TOTAL)]), bare)
    assert contacts.contacts == ()
    assert all("left and right cannot be told" in d.reason for d in contacts.dropped)
