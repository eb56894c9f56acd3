"""Strides cut from made-up contacts and signals: times, sides, signs, gaps, and what is left out."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from understride.gait.pairing import pairing
from understride.gait.signals import Signals
from understride.gait.strides import strides
from understride.model import Contact, Contacts, Side

RATE = 100.0
TIMES = np.arange(0, 6, 1 / RATE)
STRIDE, STANCE = 0.7, 0.25


def steps(count: int = 6, first: float = 0.3) -> tuple[Contact, ...]:
    """Right foot at 0.3 + 0.7 k, left half a stride later."""
    found = []
    for k in range(count):
        for side, half in ((Side.RIGHT, 0.0), (Side.LEFT, STRIDE / 2)):
            landing = first + k * STRIDE + half
            found.append(Contact(side=side, landing=landing, leaving=landing + STANCE))
    return tuple(found)


def made(**values: np.ndarray) -> Signals:
    return Signals(
        values=MappingProxyType(values),
        missing={},
        frame_ids={},
        standing={},
        frames=len(TIMES),
        rate_hz=RATE,
        start=0.0,
    )


def cut(contacts: tuple[Contact, ...], **values: np.ndarray):
    signals = made(**(values or {"pelvis_yaw": np.sin(TIMES)}))
    return strides(
        Contacts(contacts=contacts, method="made up"), signals, None, speed=3.5, mass=None, height=None
    )


def test_a_stride_goes_from_landing_to_the_next_landing_of_the_same_foot() -> None:
    found = cut(steps()).of[Side.RIGHT]
    assert len(found) == 5
    assert found[0].duration == pytest.approx(STRIDE)
    assert found[0].stance_time == pytest.approx(STANCE)
    assert found[0].other_landing - found[0].landing == pytest.approx(STRIDE / 2)


def test_curves_run_from_landing_to_landing_and_from_landing_to_leaving() -> None:
    """A straight line in time comes back as the times of the samples."""
    stride = cut(steps(), clock=TIMES.copy()).of[Side.LEFT][1]
    assert stride.whole["clock"][[0, 50, 100]] == pytest.approx(
        [stride.landing, stride.landing + STRIDE / 2, stride.next_landing]
    )
    assert stride.stance["clock"][[0, 100]] == pytest.approx([stride.landing, stride.leaving])


def test_a_stride_knows_its_own_leg_and_the_other_by_the_same_names_on_both_sides() -> None:
    left, right = np.full_like(TIMES, 1.0), np.full_like(TIMES, 2.0)
    found = cut(steps(), knee_flexion_left=left, knee_flexion_right=right).of
    assert found[Side.LEFT][0].whole["knee_flexion"][0] == pytest.approx(1.0)
    assert found[Side.LEFT][0].whole["other_knee_flexion"][0] == pytest.approx(2.0)
    assert found[Side.RIGHT][0].whole["knee_flexion"][0] == pytest.approx(2.0)


def test_stance_side_higher_is_plus_for_both_sides() -> None:
    """Obliquity + = right side higher; a pelvis 3° up on the right is +3 in right stance and −3 in left stance."""
    found = cut(steps(), pelvis_obliquity=np.full_like(TIMES, 3.0)).of
    assert found[Side.RIGHT][0].stance["pelvis_obliquity_stance"][0] == pytest.approx(3.0)
    assert found[Side.LEFT][0].stance["pelvis_obliquity_stance"][0] == pytest.approx(-3.0)


def test_a_turn_to_the_left_is_plus_in_a_left_stride_only() -> None:
    found = cut(steps(), thorax_yaw=np.full_like(TIMES, 8.0)).of
    assert found[Side.LEFT][0].whole["thorax_turn"][0] == pytest.approx(8.0)
    assert found[Side.RIGHT][0].whole["thorax_turn"][0] == pytest.approx(-8.0)


def test_a_gap_costs_only_the_strides_that_it_touches_and_only_that_signal() -> None:
    yaw = np.sin(TIMES)
    yaw[150:170] = np.nan  # 1.5–1.7 s: within the right stride that starts at 1.0 s (and the next at 1.7)
    found = cut(steps(), pelvis_yaw=yaw, thorax_yaw=TIMES.copy()).of[Side.RIGHT]
    assert ["pelvis_yaw" in stride.missing for stride in found] == [False, True, False, False, False]
    assert not any("thorax_yaw" in stride.missing for stride in found)


def test_a_missing_contact_of_the_other_foot_breaks_the_stride_with_a_reason() -> None:
    lost = tuple(c for c in steps() if not (c.side is Side.LEFT and 1.3 < c.landing < 1.4))
    assert len(cut(lost).of[Side.RIGHT]) == 4
    assert [d.reason for d in pairing(lost, Side.RIGHT).broken] == [
        "a stride with 0 landings of the other foot in it"
    ]


def test_a_missing_landing_never_makes_one_long_stride_of_two() -> None:
    lost = tuple(c for c in steps() if not (c.side is Side.RIGHT and 1.6 < c.landing < 1.8))
    assert all(stride.duration < 1.0 for stride in cut(lost).of[Side.RIGHT])
    assert [d.reason for d in pairing(lost, Side.RIGHT).broken] == [
        "the next landing of this foot was not found"
    ]


def test_mirrored_contacts_give_mirrored_strides() -> None:
    """A law: what is left for one runner is right for its mirror."""
    mirrored = tuple(replace(c, side=c.side.other) for c in steps())
    plain, other = cut(steps()).of, cut(mirrored).of
    assert [s.landing for s in plain[Side.LEFT]] == [s.landing for s in other[Side.RIGHT]]


def test_strides_outside_the_points_are_dropped() -> None:
    found = cut(steps(count=12))
    assert all(stride.next_landing <= TIMES[-1] for stride in found.of[Side.RIGHT])
    assert any(d.reason == "the points do not cover it" for d in found.dropped)
