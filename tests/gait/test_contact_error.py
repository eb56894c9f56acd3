"""Which error a recording's contacts from the feet have, and the ways of moving the recording by it."""

from dataclasses import replace

import numpy as np
import pytest

from understride import gait, synth
from understride.gait.contact_error import error_of, shifts
from understride.gait.foot_weights import weights
from understride.gait.strides import moved, strides
from understride.model import ContactError, Side

SETS = sorted(weights().dialects)


def error(landing: float, leaving: float, *, other: float = 0.0) -> ContactError:
    """Independent landing and leaving, s; other: how far the other foot shares them (1 = wholly)."""
    own = np.diag([landing**2, leaving**2])
    whole = np.block([[own, other * own], [other * own, own]])
    return ContactError(squares=tuple(tuple(row) for row in whole.tolist()), measured_on="made up")


def plain(dialect: str) -> ContactError:
    return error_of(dialect, heels_only=False, outside_the_speeds=False)


def test_the_error_is_known_for_each_set_that_the_rule_was_fitted_on():
    assert all(plain(name).measured_on != plain("nobody's").measured_on for name in SETS)
    assert all("each left out" in plain(name).measured_on for name in SETS)
    assert "judged without itself" in plain("nobody's").measured_on


@pytest.mark.parametrize("name", SETS)
def test_an_unknown_laboratory_has_the_larger_error(name: str):
    assert plain("nobody's").leaving > plain(name).leaving
    assert plain("nobody's").landing >= plain(name).landing


@pytest.mark.parametrize("name", [*SETS, "nobody's"])
def test_heels_only_and_other_speeds_never_make_it_smaller(name: str):
    for heels, outside in ((True, False), (False, True), (True, True)):
        found = error_of(name, heels_only=heels, outside_the_speeds=outside)
        assert np.trace(found.squares) > np.trace(plain(name).squares)


def test_a_set_of_one_runner_is_not_believed_to_know_its_next():
    assert plain("jdavis").measured_on.startswith("27 runners")


@pytest.mark.parametrize("name", [*SETS, "nobody's"])
def test_left_and_right_are_off_by_as_much_and_alike_in_part(name: str):
    squares = np.array(plain(name).squares)
    assert squares[:2, :2] == pytest.approx(squares[2:, 2:])
    assert squares == pytest.approx(squares.T)
    assert np.linalg.eigvalsh(squares).min() > 0
    assert (0 < np.diag(squares[:2, 2:])).all()
    assert (np.diag(squares[:2, 2:]) < np.diag(squares[:2, :2])).all()


def test_what_is_said_holds_for_95_per_cent():
    assert error(0.003, 0.008).landing == pytest.approx(1.96 * 0.003)
    assert error(0.003, 0.008).leaving == pytest.approx(1.96 * 0.008)


@pytest.mark.parametrize("other", [0.0, 0.6, 1.0])
def test_the_ways_of_being_off_add_up_to_the_error(other: float):
    given = error(0.003, 0.008, other=other)
    ways = np.array([[*shift[Side.LEFT], *shift[Side.RIGHT]] for shift in shifts(given)])
    assert len(ways) == 8
    assert ways.sum(axis=0) == pytest.approx(np.zeros(4), abs=1e-12)  # as far forwards as backwards
    assert ways.T @ ways / 2 == pytest.approx(np.array(given.squares), abs=1e-12)


def test_contacts_by_force_have_no_such_error():
    recording = synth.runner(seconds=6).recording
    assert gait.contacts(recording, "force").error is None
    found = gait.contacts(recording, "kinematic").error
    assert found == plain("nobody's")


def test_a_run_slower_than_any_that_was_judged_has_the_error_of_slow_runs():
    recording = synth.runner(seconds=6, speed=3.0).recording
    slow = gait.contacts(replace(recording, speed=2.0), "kinematic")
    assert slow.error is not None
    assert "2 m/s" in slow.error.measured_on
    assert any(note.id == "contacts.speed" for note in slow.notes)


def test_moved_strides_are_the_same_strides_at_other_times():
    recording = synth.runner(seconds=6).recording
    contacts = gait.contacts(recording, "kinematic")
    signals = gait.motion(recording, contacts).signals
    before = strides(contacts, signals, None, speed=3.0, mass=60.0, height=1.7)
    after = moved(before, signals, None, {Side.LEFT: (0.004, -0.010), Side.RIGHT: (0.0, 0.02)})
    for side in (Side.LEFT, Side.RIGHT):
        assert len(after.of[side]) == len(before.of[side]) > 3
    for old, new in zip(before.of[Side.LEFT], after.of[Side.LEFT], strict=True):
        assert new.landing - old.landing == pytest.approx(0.004)
        assert new.leaving - old.leaving == pytest.approx(-0.010)
        assert new.other_landing == pytest.approx(old.other_landing)
        assert new.other_leaving - old.other_leaving == pytest.approx(0.02)
        assert new.duration == pytest.approx(old.duration)
        assert (new.speed, new.mass, new.height) == (3.0, 60.0, 1.7)


def test_a_shift_out_of_the_recording_ends_at_its_end():
    recording = synth.runner(seconds=6).recording
    contacts = gait.contacts(recording, "kinematic")
    signals = gait.motion(recording, contacts).signals
    before = strides(contacts, signals, None, speed=None, mass=None, height=None)
    for shift in (0.5, -0.5):
        after = moved(before, signals, None, dict.fromkeys((Side.LEFT, Side.RIGHT), (shift, shift)))
        for stride in (*after.of[Side.LEFT], *after.of[Side.RIGHT]):
            assert stride.landing >= signals.times[0]
            assert stride.next_landing <= signals.times[-1]
