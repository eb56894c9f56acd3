"""What a value may be off by because landing and leaving are known only from the feet: by hand, and planted."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.gait.test_contact_error import error

from understride import gait, synth
from understride.analysis.doors import Measurements
from understride.analysis.doors import measure as measured
from understride.measures import MEASURES
from understride.measures.rhythm import duty_factor, stance_time, step_rate
from understride.measures.timing import with_timing
from understride.model import ContactError, Contacts, Measured, Recording, Result, Side, Stride, Value

ROWS = (step_rate, stance_time, duty_factor)
STRIDE, STANCE = 0.7, 0.25


def stride(side: Side, shift=None) -> Stride:
    """A stride of 0.7 s and a stance of 0.25 s, moved."""
    own, other = (shift or {}).get(side, (0.0, 0.0)), (shift or {}).get(side.other, (0.0, 0.0))
    return Stride(
        side=side, landing=own[0], leaving=STANCE + own[1], next_landing=STRIDE + own[0],
        other_landing=STRIDE / 2 + other[0], other_leaving=STRIDE / 2 + STANCE + other[1], whole={}, stance={},
        missing={}, force=None, speed=3.5, mass=None, height=None,
    )  # fmt: skip


def beside(result: Result) -> float:
    """The timing error of a value."""
    assert isinstance(result, Value)
    assert result.timing_error is not None
    return result.timing_error


def by_hand(given: ContactError) -> dict[tuple[str, Side | None], float]:
    """timing_error of three measures in six equal strides of each foot."""
    plain = Value(
        value=1.0, unit=stance_time.unit, sd=0.0, ci95=(1.0, 1.0), strides=6, definition="x", frames=()
    )
    sides = (Side.LEFT, Side.RIGHT, Side.LEFT_MINUS_RIGHT)
    rows = [Measured(measure="step_rate", side=None, result=plain)]
    rows += [
        Measured(measure=m.name, side=s, result=plain) for m in (stance_time, duty_factor) for s in sides
    ]

    def six(shift=None):
        return {side: [stride(side, shift)] * 6 for side in (Side.LEFT, Side.RIGHT)}

    told = with_timing(ROWS, rows, six(), [six(shift) for shift in gait.shifts(given)])
    return {(row.measure, row.side): beside(row.result) for row in told}


def test_the_error_of_stance_is_that_of_both_ends():
    """√(3² + 4²) = 5 ms, times 1.96; of the duty factor, divided by the stride."""
    found = by_hand(error(0.003, 0.004))
    assert found["stance_time", Side.LEFT] == pytest.approx(1.96 * 0.005)
    assert found["duty_factor", Side.RIGHT] == pytest.approx(1.96 * 0.005 / STRIDE)


def test_the_time_of_a_stride_does_not_depend_on_where_all_landings_are_off_alike():
    assert by_hand(error(0.003, 0.004))["step_rate", None] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(("other", "factor"), [(1.0, 0.0), (0.0, np.sqrt(2)), (-1.0, 2.0), (0.92, 0.4)])
def test_what_both_feet_share_drops_out_of_left_minus_right(other: float, factor: float):
    """Var(L − R) = 2·(1 − r)·Var: with r = 0.92, √0.16 = 0.4 of one side's."""
    found = by_hand(error(0.003, 0.004, other=other))
    difference = found["stance_time", Side.LEFT_MINUS_RIGHT]
    assert difference == pytest.approx(factor * 1.96 * 0.005, abs=1e-7)


def test_landing_and_leaving_that_are_off_together_leave_stance_alone():
    own = np.full((2, 2), 0.005**2)
    whole = np.block([[own, own], [own, own]])
    found = by_hand(ContactError(squares=tuple(map(tuple, whole.tolist())), measured_on="made up"))
    assert found["stance_time", Side.LEFT] == pytest.approx(0.0, abs=1e-7)


# --- planted in the made-up runner ---------------------------------------------------------------------------


@cache
def made() -> tuple[Recording, Contacts]:
    recording = replace(synth.runner(speed=3.5, seconds=12).recording, force=None)
    return recording, gait.contacts(recording)


def shifted(landing: float, leaving: float) -> Measurements:
    """The run measured as a whole with all contacts moved by so much, s."""
    recording, contacts = made()
    later = tuple(
        replace(c, landing=c.landing + landing, leaving=c.leaving + leaving) for c in contacts.contacts
    )
    return measured(recording, replace(contacts, contacts=later, error=None))


def told(landing: float, leaving: float) -> Measurements:
    """The same run with an error of that size that both feet share."""
    recording, contacts = made()
    return measured(recording, replace(contacts, error=error(landing, leaving, other=1.0)))


PLANTED = [
    ("foot_ahead_at_landing", 0.006, 0.0),
    ("knee_flexion_at_landing", 0.006, 0.0),
    ("ankle_flexion_at_landing", 0.006, 0.0),
    ("thigh_gap_at_landing", 0.006, 0.0),
    ("stance_time", 0.006, 0.0),
    ("stance_time", 0.0, 0.012),
    ("duty_factor", 0.0, 0.012),
    ("flight_time", 0.0, 0.012),
    ("hip_rotation_at_leaving", 0.0, 0.012),
    ("pelvis_passes_foot", 0.0, 0.012),
]


@pytest.mark.parametrize(("name", "landing", "leaving"), PLANTED)
def test_contacts_planted_too_late_move_a_value_by_what_stands_beside_it(name, landing, leaving):
    """The whole way from contacts to values against the re-read strides: within a twentieth, or a hair."""
    later, sooner = shifted(landing, leaving), shifted(-landing, -leaving)
    whole = told(landing, leaving)
    for side in (Side.LEFT, Side.RIGHT):
        here = whole[name, side].value
        change = np.sqrt(((later[name, side].value - here) ** 2 + (sooner[name, side].value - here) ** 2) / 2)
        assert change > 0
        assert beside(whole[name, side]) / 1.96 == pytest.approx(change, rel=0.05, abs=1e-4)


def test_a_foot_that_runs_back_under_the_pelvis_is_off_by_its_speed():
    """The foot stands, the pelvis comes on at 3.5 m/s: 6 ms are some 21 mm, less while the foot still brakes."""
    found = beside(told(0.006, 0.0)["foot_ahead_at_landing", Side.LEFT]) / 1.96
    assert 0.5 * 0.021 < found < 1.2 * 0.021


def test_more_strides_do_not_make_it_smaller():
    recording = replace(synth.runner(speed=3.5, seconds=30, strides_vary=0.5).recording, force=None)
    contacts = gait.contacts(recording)
    inner = tuple(c for c in contacts.contacts if c.leaving < 8)
    long, short = measured(recording, contacts), measured(recording, replace(contacts, contacts=inner))
    name = ("foot_ahead_at_landing", Side.LEFT)
    assert long[name].strides > 3 * short[name].strides
    assert long[name].timing_error == pytest.approx(short[name].timing_error, rel=0.05)


def test_every_value_from_the_feet_has_one_and_none_by_force():
    whole = synth.runner(seconds=12).recording
    by_feet = [row.result for row in measured(whole, gait.contacts(whole, "kinematic"))]
    by_force = [row.result for row in measured(whole, gait.contacts(whole, "force"))]
    values = [r for r in by_feet if isinstance(r, Value)]
    assert len(values) > 2 * len(MEASURES) - 20
    assert all(r.timing_error is not None and np.isfinite(r.timing_error) for r in values)
    assert {r.timing_error for r in by_force if isinstance(r, Value)} == {None}
