"""Knobs: a planted measure gets its value."""

from __future__ import annotations

import pytest

from understride.model import RequestError, Side
from understride.synth import PLANTS, Plant, wishes
from understride.synth.handles import HANDLES, planted, typical, wished
from understride.synth.knobs import running

BEFORE = typical(running(3.5), ("loading_rate",))
SMALL = {"step_rate": 4.0, "pelvic_leak": 0.04, "phase_shoulders_legs": -10.0, "phase_pelvis_legs": 20.0}
SHARE = 0.06  # of its value: how much a measure is moved where `SMALL` says nothing
RISKY_UP = ("foot_ahead_at_landing", "pelvis_passes_foot", "knee_flexion_at_landing", "stance_time")


def asked(name: str, side: Side | None) -> float:
    before = BEFORE[(name, side)]
    change = SMALL.get(name, SHARE * (abs(before) if abs(before) > 0.005 else 1.0))
    return before - change if name == "stance_time" else before + change


@pytest.mark.parametrize("name", HANDLES)
def test_a_planted_measure_has_the_value_that_was_asked_for(name: str) -> None:
    side = None if (name, None) in BEFORE else Side.LEFT
    key = (name, side)
    wish = 8.0 if name.endswith(("yaw_offset", "bend_offset")) else asked(name, side)
    if name == "shoulder_height_difference":
        wish = 0.02
    wanted = wished({name: wish} if side is None else {key: wish})
    knobs = planted(running(3.5), wanted)
    assert typical(knobs, (name,))[key] == pytest.approx(wish, rel=1e-4, abs=1e-4)


def test_two_plants_that_hang_on_one_knob_are_refused() -> None:
    with pytest.raises(RequestError, match="same knob"):
        planted(running(3.5), {("thorax_yaw_range", None): 20.0, ("thorax_in_pelvis_yaw_range", None): 15.0})


def test_a_measure_without_a_knob_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(RequestError, match=r"no knob for 'leg_stiffness'.*pelvis_yaw_range"):
        wished({"leg_stiffness": 9.0})


def test_a_leg_that_would_have_to_be_too_long_is_refused() -> None:
    with pytest.raises(RequestError, match=r"m long; needed: at most 0\.86 m"):
        planted(running(3.5), {("foot_ahead_at_landing", Side.LEFT): 0.5})


def test_a_sided_measure_without_a_side_is_planted_on_both() -> None:
    assert wished({"stance_time": 0.23}) == {
        ("stance_time", Side.LEFT): 0.23,
        ("stance_time", Side.RIGHT): 0.23,
    }


def test_the_plants_are_the_imbalances_of_the_method() -> None:
    assert [plant.id.split("-")[0] for plant in PLANTS if plant.id != "I6-rotation"] == [
        f"I{n}" for n in range(1, 12)
    ]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.id)
def test_a_plant_changes_what_it_says_by_as_much_as_it_says(plant: Plant) -> None:
    names = tuple(name for name, _ in plant.changes)
    after = typical(planted(running(3.5), wished(wishes(plant))), names)
    for (name, side), change in plant.changes.items():
        sides = (side,) if (name, side) in BEFORE else (Side.LEFT, Side.RIGHT)
        for each in sides:
            expected = BEFORE[(name, each)] + change
            assert after[(name, each)] == pytest.approx(expected, rel=1e-4, abs=1e-4)
