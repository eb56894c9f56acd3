"""Averaging, spread, intervals, sides and reasons, written once for all measures."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understride.measures import MEASURES, Sources, evaluate
from understride.measures.table import Also, measure
from understride.model import Reason, Side, Stride, Unavailable, Unit, Value

GAP = Unavailable(reason=Reason.MISSING_POINTS, detail="gap")
NOTHING: dict[str, Unavailable] = {}


def stride(side: Side, number: float, *, missing: bool = False, mass: float | None = None) -> Stride:
    """A stride whose only curve is constant."""
    curve = np.full(101, number)
    return Stride(
        side=side, landing=0.0, leaving=0.25, next_landing=0.7, other_landing=0.35, other_leaving=0.6,
        whole=MappingProxyType({"pelvis_yaw": curve}), stance=MappingProxyType({"pelvis_yaw": curve}),
        missing=MappingProxyType({"pelvis_yaw": GAP} if missing else {}),
        force=None, speed=3.5, mass=mass, height=None,
    )  # fmt: skip


def sources(**changed) -> Sources:
    plain = {"missing": NOTHING, "frame_ids": {}, "standing": {}, "force_missing": None, "content": "a file"}
    return Sources(**(plain | changed))


@measure(
    title="A made-up measure", unit=Unit.DEGREES, sign="+", plane="–", phase="–", source="hand", scale=(0, 1),
    needs=("pelvis_yaw",), sided=True, sem=2.0,
)  # fmt: skip
def level(stride: Stride) -> float:
    """The level of the curve."""
    return float(stride.whole["pelvis_yaw"][0])


@measure(
    title="A made-up angle that wraps", unit=Unit.DEGREES, sign="+", plane="–", phase="–", source="hand",
    scale=(0, 360), needs=("pelvis_yaw",), circular=True,
)  # fmt: skip
def wrapping(stride: Stride) -> float:
    """The level of the curve, as a direction."""
    return float(stride.whole["pelvis_yaw"][0]) % 360


@measure(
    title="A made-up measure that needs mass", unit=Unit.NONE, sign="+", plane="–", phase="–", source="hand",
    scale=(0, 1), also=(Also.MASS,), sided=False,
)  # fmt: skip
def heavy(stride: Stride) -> float | None:
    """The mass."""
    return stride.mass


def of(rows, side):
    return next(r.result for r in rows if r.side is side)


def both(left, right):
    return {
        Side.LEFT: [stride(Side.LEFT, x) for x in left],
        Side.RIGHT: [stride(Side.RIGHT, x) for x in right],
    }


def test_a_value_is_the_mean_of_strides_with_their_spread() -> None:
    rows = evaluate([level], both([1, 2, 3, 4, 5], [5, 5, 5, 5, 5]), sources())
    left = of(rows, Side.LEFT)
    assert (left.value, left.strides) == (3.0, 5)
    assert left.sd == pytest.approx(np.sqrt(2.5))
    assert left.definition == "level/1"


def test_left_minus_right_is_the_difference_and_its_error_is_a_fifth_larger() -> None:
    difference = of(evaluate([level], both([4] * 6, [1] * 7), sources()), Side.LEFT_MINUS_RIGHT)
    assert (difference.value, difference.strides) == (3.0, 6)
    assert difference.between_day_sem == pytest.approx(2.4)


def test_four_strides_are_too_few_to_show() -> None:
    rows = evaluate([level], both([1] * 4, [1] * 9), sources())
    assert of(rows, Side.LEFT).reason is Reason.TOO_FEW_STRIDES
    assert isinstance(of(rows, Side.RIGHT), Value)
    assert isinstance(of(rows, Side.LEFT_MINUS_RIGHT), Unavailable)


def test_a_stride_with_a_gap_in_a_needed_point_is_left_out_for_that_measure_only() -> None:
    strides = both([1] * 6, [1] * 6)
    strides[Side.LEFT] = [stride(Side.LEFT, 9, missing=True), *strides[Side.LEFT]]
    left = of(evaluate([level], strides, sources()), Side.LEFT)
    assert (left.value, left.strides) == (1.0, 6)


def test_a_missing_signal_gives_its_own_reason() -> None:
    why = Unavailable(reason=Reason.MISSING_POINTS, detail="needs the pelvis")
    rows = evaluate([level], both([1] * 6, [1] * 6), sources(missing={"pelvis_yaw": why}))
    assert {r.result for r in rows} == {why}


def test_a_mass_that_nobody_gave_is_asked_for() -> None:
    rows = evaluate([heavy], both([1] * 6, [1] * 6), sources())
    assert rows[0].result.reason is Reason.NO_MASS_OR_HEIGHT


def test_from_standing_takes_the_quiet_standing_value_away() -> None:
    tilt = next(m for m in MEASURES if m.name == "hip_extension_peak")
    assert tilt.zero == "-hip_flexion"
    strides = {side: [_hip(side, -10.0) for _ in range(6)] for side in (Side.LEFT, Side.RIGHT)}
    rows = evaluate([tilt], strides, sources(standing={"hip_flexion_left": 4.0, "hip_flexion_right": 4.0}))
    left = of(rows, Side.LEFT)
    assert left.value == pytest.approx(10.0)
    assert left.from_standing == pytest.approx(14.0)  # stands bent 4°, so it opens 14° from there


def _hip(side: Side, flexion: float) -> Stride:
    curve = np.full(101, flexion)
    names = MappingProxyType({"hip_flexion": curve})
    return Stride(
        side=side, landing=0.0, leaving=0.25, next_landing=0.7, other_landing=0.35, other_leaving=0.6, whole=names,
        stance=names, missing=MappingProxyType({}), force=None, speed=3.5, mass=None, height=None,
    )  # fmt: skip


def test_angles_that_wrap_are_averaged_around_the_circle() -> None:
    strides = both([], [350, 355, 0, 5, 10])
    value = evaluate([wrapping], strides, sources())[0].result
    assert min(value.value, 360 - value.value) == pytest.approx(0.0, abs=1e-9)
    assert value.sd == pytest.approx(7.1, abs=0.1)
    assert value.ci95[1] - value.ci95[0] < 20


numbers = st.lists(st.floats(-50, 50), min_size=8, max_size=40)


@given(numbers)
def test_the_interval_holds_the_value_and_is_the_same_every_time(values: list[float]) -> None:
    first, second = (of(evaluate([level], both(values, values), sources()), Side.LEFT) for _ in range(2))
    assert first == second
    assert first.ci95[0] - 1e-9 <= first.value <= first.ci95[1] + 1e-9


def test_more_strides_make_the_interval_narrower() -> None:
    """A law on average: one small sample may happen to be even, so twenty are taken."""
    rng = np.random.default_rng(1)
    widths = []
    for count in (8, 32, 128):
        found = []
        for _ in range(20):
            values = rng.normal(0, 1, count)
            low, high = of(evaluate([level], both(values, values), sources()), Side.LEFT).ci95
            found.append(high - low)
        widths.append(np.mean(found))
    assert widths[0] > widths[1] > widths[2]


def test_a_new_measure_moves_no_old_interval() -> None:
    strides = both([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7])
    alone = evaluate([level], strides, sources())
    beside = evaluate([wrapping, level], strides, sources())
    assert alone == beside[1:]
