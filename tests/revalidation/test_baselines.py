"""What the tables are made with: published contact rules on curves with known peaks, curves with a known lag."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from revalidation.angles import PROCESSED, _aligned, coordinates, pairs
from revalidation.norms import _difference, _values
from revalidation.published_contacts import METHODS, Leg

from understride.model import SIDES, Floats, Side

Curve = Callable[[Floats, int], Floats]


def bump(peak: float, order: int) -> Curve:
    """A curve, forward and up, whose derivative of one order is largest at one moment; flat in all others."""

    def curve(times: Floats, asked: int) -> Floats:
        value = np.exp(-(((times - peak) / 0.02) ** 2)) if asked == order else np.zeros_like(times)
        return np.stack([value, value], axis=-1)

    return curve


def leg(**changed: Curve) -> Leg:
    """Foremost at 1.00 s, rearmost at 1.40 s."""
    curves: Mapping[str, Curve] = {name: bump(0.0, 9) for name in ("heel", "ball", "toe", "pelvis", "knee")}
    return Leg(**{**curves, **changed}, foremost=np.array([1.0]), rearmost=np.array([1.4]))


def rule(name: str, event: str) -> Callable[[Leg], Floats | None]:
    method = next(method for method in METHODS if method.name.startswith(name))
    found = method.of(event)
    assert found is not None
    return found


@pytest.mark.parametrize(("heel", "ball"), [(1.03, 1.06), (1.06, 1.03)])
def test_the_end_of_the_foot_that_is_stopped_first_is_the_landing(heel: float, ball: float) -> None:
    found = rule("Handsaker", "landing")(leg(heel=bump(heel, 2), ball=bump(ball, 2)))
    assert found == pytest.approx([1.03], abs=0.001)


@pytest.mark.parametrize(("name", "order"), [("Handsaker", 3), ("De Witt", 2)])
def test_leaving_is_read_off_the_toe(name: str, order: int) -> None:
    assert rule(name, "leaving")(leg(toe=bump(1.27, order))) == pytest.approx([1.27], abs=0.001)


def test_a_peak_outside_of_the_window_is_no_contact() -> None:
    found = rule("De Witt", "leaving")(leg(toe=bump(1.60, 2)))
    assert found is not None
    assert np.isnan(found).all()


def test_a_rule_whose_points_are_missing_gives_nothing() -> None:
    from dataclasses import replace

    assert rule("Fellin", "leaving")(replace(leg(), knee=None)) is None


def test_a_published_curve_is_moved_by_its_lag_and_no_more() -> None:
    percent = np.arange(101.0)
    mine = 20 * np.sin(2 * np.pi * percent / 100)
    late = 20 * np.sin(2 * np.pi * (percent + 2) / 100) - 5
    found = _aligned("x", "hip_flexion", Side.LEFT, mine, late)
    assert found.lag == pytest.approx(2.0)
    assert (found.rmse, found.offset, found.r) == pytest.approx((0.0, 5.0, 1.0), abs=0.1)


def test_every_leg_angle_is_compared_on_both_sides() -> None:
    names = [(ours, side) for ours, _, _, side in pairs() if side]
    assert {(angle, side) for angle in PROCESSED for side in SIDES} <= set(names)


def test_a_motion_file_is_read_from_its_last_line_of_names(tmp_path) -> None:
    file = tmp_path / "x.mot"
    file.write_text(
        "Coordinates\nendheader\nname x\nendheader\ntime\tknee\n0.0\t1.5\n0.1\t2.5\n", encoding="utf-8"
    )
    found = coordinates(file)
    assert found["knee"].tolist() == [1.5, 2.5]


class Somebody:
    """A runner with one measure."""

    def __init__(self, left: float, right: float) -> None:
        self.values = {
            ("x", side, speed): number
            for speed in (2.5, 3.5, 4.5)
            for side, number in (
                (Side.LEFT, left),
                (Side.RIGHT, right),
                (Side.LEFT_MINUS_RIGHT, left - right),
            )
        }


def test_left_minus_right_stays_within_t_times_its_root_mean_square() -> None:
    """Sixteen people, all 2 apart: t(16) = 2.1199 from a printed table."""
    crowd = [Somebody(10.0, 8.0 + 4.0 * (i % 2)) for i in range(16)]
    within, p95 = _difference(crowd, "x")  # type: ignore[arg-type]
    assert (within, p95) == pytest.approx((2 * 2.1199, 2.0), abs=0.001)
    assert _values(crowd, "x", SIDES, 2.5).shape == (16, 2)  # type: ignore[arg-type]
