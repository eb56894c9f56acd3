"""Every measure against hand arithmetic on one made-up stride, and the promises of the table."""

import re
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from tests.measures.expected import EXPECTED, FORCE, STRIDE, TIME, WEIGHT

from understride.measures import MEASURES
from understride.measures.force import impact_peak
from understride.model import Side

NAMED = {m.name: m for m in MEASURES}


@pytest.mark.parametrize("name", [m.name for m in MEASURES])
def test_a_measure_gives_what_hand_arithmetic_gives(name: str) -> None:
    value = NAMED[name](STRIDE)
    assert value == pytest.approx(EXPECTED[name], rel=2e-3, abs=1e-6)


def test_every_measure_has_an_expected_value_and_none_is_left_over() -> None:
    assert set(EXPECTED) == set(NAMED)
    assert len(NAMED) == len(MEASURES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_a_row_says_what_it_means(measure) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", measure.name)
    assert measure.definition_id.startswith(measure.name + "/")
    assert measure.definition.endswith(".")
    assert len(measure.definition) > 20
    assert all((measure.title, measure.sign, measure.phase, measure.source))
    assert measure.scale[0] < measure.scale[1]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
def test_a_measure_reads_nothing_it_does_not_ask_for(measure) -> None:
    """Signals outside `needs` may be absent: the value stays the same."""
    narrowed = replace(
        STRIDE,
        whole=MappingProxyType({k: v for k, v in STRIDE.whole.items() if k in measure.needs}),
        stance=MappingProxyType({k: v for k, v in STRIDE.stance.items() if k in measure.needs}),
        force=STRIDE.force if any("force" in a or "moment" in a for a in measure.also) else None,
        mass=STRIDE.mass if "mass" in measure.also else None,
        height=STRIDE.height if "height" in measure.also else None,
        speed=STRIDE.speed if "speed" in measure.also else None,
    )
    assert measure(narrowed) == pytest.approx(EXPECTED[measure.name], rel=2e-3, abs=1e-6)


def test_a_pelvis_already_past_the_foot_at_landing_is_zero_per_cent() -> None:
    stride = replace(STRIDE, stance=MappingProxyType({"foot_ahead": np.full(101, -0.1)}))
    assert NAMED["pelvis_passes_foot"](stride) == 0.0


def test_a_pelvis_that_never_passes_the_foot_drops_the_stride() -> None:
    stride = replace(STRIDE, stance=MappingProxyType({"foot_ahead": np.full(101, 0.1)}))
    assert NAMED["pelvis_passes_foot"](stride) is None


def test_a_thigh_that_hardly_moves_has_no_leak() -> None:
    stance = {"pelvis_tilt": np.linspace(0, 4, 101), "thigh_lab": np.linspace(0, -20, 101)}
    assert NAMED["pelvic_leak"](replace(STRIDE, stance=MappingProxyType(stance))) is None


def test_a_hip_that_lets_the_thigh_go_alone_leaks_nothing() -> None:
    stance = {"pelvis_tilt": np.full(101, 12.0), "thigh_lab": np.linspace(28, -22, 101)}
    assert NAMED["pelvic_leak"](replace(STRIDE, stance=MappingProxyType(stance))) == pytest.approx(0.0)


def test_an_impact_peak_is_found_and_the_rise_ends_there() -> None:
    bump = 0.8 * WEIGHT * np.exp(-(((TIME - 0.025) / 0.008) ** 2))
    force = replace(FORCE, smooth=FORCE.smooth + bump, raw=FORCE.raw + bump)
    found = impact_peak(force)
    assert found == pytest.approx(0.027, abs=0.003)
    assert impact_peak(FORCE) is None
    plain, bumped = NAMED["loading_rate"](STRIDE), NAMED["loading_rate"](replace(STRIDE, force=force))
    assert plain is not None
    assert bumped is not None
    assert bumped > plain


@pytest.mark.parametrize("name", ["phase_shoulders_legs", "phase_pelvis_legs", "phase_shoulders_pelvis"])
def test_a_turn_under_the_floor_has_no_timing(name: str) -> None:
    small = {k: v * (0.1 if "yaw" in k else 1) for k, v in STRIDE.whole.items()}
    strides = [replace(STRIDE, whole=MappingProxyType(small))] * 6
    check = NAMED[name].check
    assert check is not None
    refused = check(strides, np.full(6, 180.0))
    assert refused is not None
    assert "turn only" in refused.detail


def test_phases_that_scatter_from_stride_to_stride_are_refused() -> None:
    scattered = np.array([0.0, 120, 240, 60, 180, 300])
    check = NAMED["phase_shoulders_legs"].check
    assert check is not None
    assert check([STRIDE] * 6, scattered) is not None


def test_left_minus_right_is_drawn_half_a_scale_to_either_side_of_zero() -> None:
    """Knee: 20 to 70 degrees, so 25 either side. The document says what is drawn."""
    knee = NAMED["knee_flexion_stance_peak"]
    drawn = {side: knee.scale_of(side) for side in (Side.LEFT, Side.LEFT_MINUS_RIGHT)}
    assert drawn == {Side.LEFT: (20, 70), Side.LEFT_MINUS_RIGHT: (-25, 25)}
