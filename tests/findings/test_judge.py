"""The band rule of evidence.md § 3.4, by hand arithmetic."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest

from understride.findings import judge, norms, reference
from understride.model import Finding, Measured, Reason, Side, Unavailable, Unit, Value, Verdict

SHIPPED = reference.FILE
PRINTED = (
    Path(__file__).parent / "printed_reference.csv"
)  # evidence.md 4.1 as printed: tests know its numbers
T6 = 2.4469  # 97.5 % of Student's t with six degrees of freedom, from a printed table


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference alone and as printed; the norm has its own tests."""
    monkeypatch.setattr(reference, "FILE", PRINTED)
    monkeypatch.setattr(norms, "sources", lambda: (norms.few_men(reference.FILE),))


def value(number: float, **changed: object) -> Value:
    base: dict[str, object] = {
        "value": number,
        "unit": Unit.DEGREES,
        "sd": 2.0,
        "ci95": (number, number),
        "strides": 13,
        "definition": "x/1",
        "frames": (),
        "between_day_sem": 2.0,
        "between_lab_sd": 2.5,
    }
    return Value(**{**base, **changed})  # type: ignore[arg-type]


def found(
    measure: str,
    number: float,
    *,
    side: Side | None = None,
    speed: float | None = 4.0,
    static: bool = False,
    dialect: str = "jdavis",
    **changed: object,
) -> Finding:
    row = Measured(measure=measure, side=side, result=value(number, **changed))
    (finding,) = judge([row], speed=speed, dialect=dialect, static=static)
    return finding


def test_the_band_is_a_prediction_interval_widened_by_the_laboratory() -> None:
    """Thorax in pelvis at 4 m/s: 23.9 ± t·√(7.5²·8/7 + 2.5²)."""
    band = found("thorax_in_pelvis_yaw_range", 39.8).band
    half = T6 * sqrt(7.5**2 * (1 + 1 / 7) + 2.5**2)
    assert band is not None
    assert (band.low, band.high, band.mean) == pytest.approx((23.9 - half, 23.9 + half, 23.9), abs=0.01)
    assert band.id == "fb7-2026"
    assert not band.norm
    assert "seven trained men on a treadmill, 2 to 5 m/s" in band.people
    assert "a reference of few men, not a norm" in band.people


def test_the_shoulders_of_the_demo_runner_are_inside_149_to_185() -> None:
    """evidence.md § 1.8: about ± 18° around 167° for another laboratory."""
    finding = found("phase_shoulders_legs", 174.0, between_day_sem=4.0, between_lab_sd=5.0)
    assert finding.band is not None
    assert (finding.band.low, finding.band.high) == pytest.approx((149, 185), abs=0.6)
    assert finding.verdict is Verdict.INSIDE


def test_the_laboratory_is_not_added_for_the_laboratory_of_the_reference() -> None:
    band = found("phase_shoulders_legs", 167.0, dialect="hamner", between_lab_sd=5.0).band
    assert band is not None
    assert band.high - 167 == pytest.approx(T6 * 5 * sqrt(8 / 7), abs=0.01)


def test_mean_and_sd_are_linear_in_speed() -> None:
    """Thorax yaw range: 22.8 ± 5.5 at 3 m/s, 26.8 ± 5.3 at 4 m/s."""
    band = found("thorax_yaw_range", 25.0, speed=3.25, between_lab_sd=0.0).band
    assert band is not None
    assert band.mean == pytest.approx(23.8)
    assert band.high - band.mean == pytest.approx(T6 * 5.45 * sqrt(8 / 7), abs=0.01)


def test_the_interval_joins_the_strides_and_the_days() -> None:
    """SE 1° from a 95 % interval of ± 1.96°, SEM 2°: ± 1.96·√5."""
    finding = found("thorax_yaw_range", 30.0, ci95=(30 - 1.96, 30 + 1.96))
    assert finding.interval == pytest.approx((30 - 1.96 * sqrt(5), 30 + 1.96 * sqrt(5)))


def test_without_an_interval_the_spread_between_strides_is_used() -> None:
    finding = found(
        "thorax_yaw_range", 30.0, ci95=(float("nan"), float("nan")), sd=4.0, strides=16, between_day_sem=0.0
    )
    assert finding.interval == pytest.approx((30 - 1.96, 30 + 1.96))


@pytest.mark.parametrize(
    ("number", "verdict", "beyond", "why"),
    [
        (27.0, Verdict.INSIDE, 0, "inside"),
        (60.0, Verdict.OUTSIDE, 1, "more than usual"),
        (2.0, Verdict.OUTSIDE, -1, "less than usual"),
        (42.0, Verdict.CANNOT_TELL, 0, "near the upper edge; seven men, wide range"),
        (12.0, Verdict.CANNOT_TELL, 0, "near the lower edge; seven men, wide range"),
    ],
)
def test_a_value_is_inside_outside_or_across_an_edge(
    number: float, verdict: Verdict, beyond: int, why: str
) -> None:
    finding = found("thorax_yaw_range", number)
    assert (finding.verdict, finding.beyond, finding.why) == (verdict, beyond, why)
    assert finding.counts


def test_an_error_wider_than_the_band_cannot_tell() -> None:
    assert found("thorax_yaw_range", 27.0, between_day_sem=30.0).why == "its error is wider than the band"


@pytest.mark.parametrize("strides", [5, 9])
def test_fewer_than_ten_strides_give_a_value_and_no_finding(strides: int) -> None:
    finding = found("thorax_yaw_range", 60.0, strides=strides)
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.why == f"only {strides}\u00a0strides; 10 are needed for a finding"
    assert not finding.counts


def test_ten_strides_are_enough() -> None:
    assert found("thorax_yaw_range", 60.0, strides=10).verdict is Verdict.OUTSIDE


def test_an_unknown_day_to_day_error_gives_no_verdict() -> None:
    finding = found("thorax_yaw_range", 60.0, between_day_sem=None)
    assert finding.verdict is Verdict.CANNOT_TELL
    assert not finding.counts


@pytest.mark.parametrize("speed", [1.9, 5.1, None])
def test_outside_two_to_five_metres_a_second_nothing_is_compared(speed: float | None) -> None:
    finding = found("thorax_yaw_range", 60.0, speed=speed)
    assert finding.band is None
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.why.startswith("not compared: ")


@pytest.mark.parametrize("measure", ["phase_shoulders_pelvis", "phase_pelvis_legs", "pelvis_tilt_mean"])
def test_what_differs_between_people_is_held_only_against_oneself(measure: str) -> None:
    finding = found(measure, 255.0)
    assert finding.why == "judged only against your own earlier recording"
    assert finding.band is None
    assert not finding.counts


def test_the_plate_on_the_back_is_never_compared() -> None:
    assert found("back_yaw_range", 25.0).why == (
        "not compared: a plate on the back is not the line of the shoulders"
    )


def test_what_nobody_measured_is_not_compared() -> None:
    assert found("eyebrow_lift", 3.0).why == "not compared: no one has measured this in a comparable way"


@pytest.mark.parametrize("side", [Side.LEFT, Side.LEFT_MINUS_RIGHT])
def test_an_angle_whose_zero_is_the_marker_needs_a_standing_recording(side: Side) -> None:
    finding = found("ankle_flexion_peak", 10.0, side=side)
    assert (finding.band, finding.why) == (None, "no standing recording")


def test_with_a_standing_recording_the_difference_from_standing_is_judged() -> None:
    finding = found("ankle_flexion_peak", 8.0, side=Side.LEFT, static=True, from_standing=25.0)
    assert finding.value == 25.0
    assert finding.verdict is Verdict.INSIDE


def test_left_minus_right_has_a_band_of_its_own_around_zero() -> None:
    """The demo runner turns 10° left and 24° right: 14° ± 8° lies across the edge of 12°."""
    finding = found("thorax_turn_amplitude", -14.0, side=Side.LEFT_MINUS_RIGHT, between_day_sem=4.0)
    assert finding.band is not None
    assert (finding.band.low, finding.band.mean, finding.band.high) == (-12.0, 0.0, 12.0)
    assert finding.interval == pytest.approx((-14 - 7.84, -14 + 7.84))
    assert finding.verdict is Verdict.CANNOT_TELL


def test_a_difference_beyond_the_band_is_outside() -> None:
    finding = found("thorax_turn_amplitude", -21.0, side=Side.LEFT_MINUS_RIGHT, between_day_sem=4.0)
    assert (finding.verdict, finding.beyond, finding.why) == (
        Verdict.OUTSIDE,
        -1,
        "a larger difference than usual",
    )


def test_a_measure_without_a_known_difference_is_not_compared_between_sides() -> None:
    assert found("arm_swing_range", 20.0, side=Side.LEFT_MINUS_RIGHT).band is None


@pytest.mark.parametrize("number", [174.0, 174.0 - 360.0, 174.0 + 360.0])
def test_a_phase_is_compared_round_the_circle(number: float) -> None:
    finding = found("phase_shoulders_legs", number, between_day_sem=4.0, between_lab_sd=5.0)
    assert finding.verdict is Verdict.INSIDE
    assert finding.value == number
    assert finding.band is not None
    assert abs(finding.band.mean - number) < 180


def test_a_stand_in_pelvis_widens_the_band_by_what_it_adds() -> None:
    usual = found("pelvis_yaw_range", 11.0).band
    stand_in = found("pelvis_yaw_range", 11.0, frames=("pelvis.v1a",)).band
    assert usual is not None
    assert stand_in is not None
    variance = (stand_in.high - stand_in.mean) ** 2 - (usual.high - usual.mean) ** 2
    assert variance == pytest.approx(T6**2 * 0.5**2, abs=0.01)


def test_the_heading_of_the_breastbone_is_not_the_line_of_the_shoulders() -> None:
    assert found("thorax_yaw_range", 30.0, frames=("thorax.v1h",)).band is None


def test_a_peak_of_force_is_not_held_against_forces_that_were_smoothed_more() -> None:
    assert found("peak_vertical_force", 2.5, side=Side.LEFT).band is None
    assert found("peak_vertical_force", 0.1, side=Side.LEFT_MINUS_RIGHT).band is not None


def test_fewer_men_behind_a_measure_are_said_and_widen_the_band(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Three men: t with two degrees of freedom is 4.3027, from a printed table."""
    table = tmp_path / "few.csv"
    table.write_text(
        "measure,side,speed,mean,sd,n,left_minus_right_p95\nthorax_yaw_range,,4,20,2,3,\n", encoding="utf-8"
    )
    monkeypatch.setattr(reference, "FILE", table)
    band = found("thorax_yaw_range", 20.0, between_lab_sd=0.0).band
    assert band is not None
    assert band.people.startswith("three trained men")
    assert band.high - 20 == pytest.approx(4.3027 * 2 * sqrt(4 / 3), abs=0.001)


def test_a_row_without_a_value_has_no_finding() -> None:
    row = Measured(
        measure="loading_rate", side=Side.LEFT, result=Unavailable(reason=Reason.NO_FORCE, detail="no force")
    )
    assert judge([row], speed=4.0, dialect="jdavis", static=False) == ()


def test_mirroring_a_runner_mirrors_the_verdict() -> None:
    left = found("pelvis_drop", 5.0, side=Side.LEFT_MINUS_RIGHT, between_day_sem=1.2)
    right = found("pelvis_drop", -5.0, side=Side.LEFT_MINUS_RIGHT, between_day_sem=1.2)
    assert (left.verdict, left.beyond) == (right.verdict, -right.beyond)


def test_a_length_of_the_body_is_not_held_against_other_bodies() -> None:
    assert found("sternum_to_pelvis_length", 0.44).why.startswith("not compared: it grows with the body")


def test_the_shipped_table_agrees_with_the_printed_one() -> None:
    """Made again by our own definitions: twists, turns and phases within 2° of the printed means."""
    shipped, printed = reference.read(SHIPPED), reference.read(PRINTED)
    for name in (
        "thorax_in_pelvis_yaw_range",
        "thorax_yaw_range",
        "pelvis_yaw_range",
        "phase_shoulders_legs",
    ):
        for speed in (2.0, 3.0, 4.0, 5.0):
            ours, theirs = shipped.group(name, None, speed), printed.group(name, None, speed)
            assert ours is not None
            assert theirs is not None
            assert ours.mean == pytest.approx(theirs.mean, abs=2.0)


def test_every_row_of_the_shipped_table_stands_there_once() -> None:
    lines = [line.split(",")[:3] for line in SHIPPED.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len({tuple(line) for line in lines})


def test_the_reference_is_in_metres_degrees_and_seconds() -> None:
    """A table in mm would put every length far off: all lengths lie below 1 m, all stance times below 1 s."""
    rows = reference.read(SHIPPED).rows
    for name in ("foot_ahead_at_landing", "vertical_oscillation", "stance_time"):
        assert all(0 < (row.mean or 0) < 1 for row in rows[(name, "")])


def test_not_knowing_the_landing_widens_the_interval_that_decides() -> None:
    """√(3² + 4²) = 5 from a day-to-day error of 3 and a timing error of 1.96 × 4."""
    finding = found("thorax_yaw_range", 30.0, between_day_sem=3.0, timing_error=1.96 * 4.0)
    assert finding.interval == pytest.approx((30.0 - 1.96 * 5.0, 30.0 + 1.96 * 5.0))


def test_what_is_outside_by_force_may_be_untold_from_the_feet() -> None:
    number = 60.0
    assert found("thorax_yaw_range", number).verdict is Verdict.OUTSIDE
    unsure = found("thorax_yaw_range", number, timing_error=40.0)
    assert unsure.verdict is Verdict.CANNOT_TELL
    assert unsure.beyond == 0
