"""The norm of pelvis and legs: which values it judges, how wide it is, and what stands out among many."""

from __future__ import annotations

import csv
from math import sqrt
from pathlib import Path

import pytest

from understride.findings import judge, many, norms, reference
from understride.findings.bands import Run
from understride.findings.judge import judge_against
from understride.findings.norms import Source
from understride.model import Finding, Measured, Side, Unit, Value, Verdict

T18 = 2.1009  # 97.5 % of Student's t with 18 degrees of freedom, from a printed table
T4 = 2.7764
LEFT, BOTH = Side.LEFT, Side.LEFT_MINUS_RIGHT


def value(number: float, **changed: object) -> Value:
    base: dict[str, object] = {
        "value": number,
        "unit": Unit.DEGREES,
        "sd": 2.0,
        "ci95": (number, number),
        "strides": 13,
        "definition": "x/1",
        "frames": (),
        "between_day_sem": 1.0,
        "between_lab_sd": 3.0,
    }
    return Value(**{**base, **changed})  # type: ignore[arg-type]


def row(measure: str, number: float, side: Side | None = None, **changed: object) -> Measured:
    return Measured(measure=measure, side=side, result=value(number, **changed))


@pytest.fixture
def five(tmp_path: Path) -> Source:
    """A norm of five people that can be reckoned with by hand."""
    table = tmp_path / "five.csv"
    table.write_text(
        "measure,side,speed,mean,sd,n,left_minus_right_p95\n"
        "pelvis_yaw_range,,2.5,10,2,5,\n"
        "pelvis_yaw_range,,4.5,14,4,5,\n"
        "knee_flexion_stance_peak,,2.5,40,4,5,6\n"
        "knee_flexion_stance_peak,,4.5,44,4,5,6\n"
        "ankle_flexion_peak,,2.5,20,4,5,6\n"
        "ankle_flexion_peak,,4.5,20,4,5,6\n"
        "peak_vertical_force,,2.5,2.4,0.2,5,0.3\n"
        "peak_vertical_force,,4.5,2.4,0.2,5,0.3\n"
        "free_moment_peak,,2.5,0.04,0.01,5,0.03\n"
        "free_moment_peak,,4.5,0.06,0.01,5,0.03\n",
        encoding="utf-8",
    )
    who = {"id": "five", "people": "{} women on a track", "dialect": "rbds"}
    return norms.of_people(reference.read(table), who)


def found(
    source: Source,
    measure: str,
    number: float,
    *,
    side: Side | None = None,
    speed: float | None = 3.5,
    dialect: str = "rbds",
    static: bool = True,
    **changed: object,
) -> Finding:
    run = Run(speed=speed, dialect=dialect, static=static, sources=(source,))
    (finding,) = judge_against([row(measure, number, side, **changed)], run)
    return finding


def test_the_band_of_a_norm_is_a_prediction_interval_on_speed(five: Source) -> None:
    """Half way between 10 ± 2 and 14 ± 4: 12 ± t·3·√(6/5)."""
    band = found(five, "pelvis_yaw_range", 12.0).band
    assert band is not None
    assert (band.mean, band.high - band.mean) == pytest.approx((12.0, T4 * 3 * sqrt(6 / 5)), abs=0.001)
    assert (band.id, band.norm, band.people) == ("five", True, "five women on a track")


def test_another_laboratory_widens_the_norm(five: Source) -> None:
    band = found(five, "pelvis_yaw_range", 12.0, dialect="jdavis", static=False).band
    assert band is not None
    assert band.high - band.mean == pytest.approx(T4 * sqrt(9 * 6 / 5 + 9), abs=0.001)


def test_another_toe_point_widens_what_is_measured_from_the_middle_of_the_foot() -> None:
    """13 mm more SD for another marker set; nothing for the same one."""
    same, other = (
        judge(
            [row("foot_ahead_at_landing", 0.3, LEFT, between_lab_sd=0.0)],
            speed=3.5,
            dialect=name,
            static=False,
        )[0]
        for name in ("rbds", "jdavis")
    )
    assert same.band is not None
    assert other.band is not None
    variance = (other.band.high - other.band.mean) ** 2 - (same.band.high - same.band.mean) ** 2
    assert variance == pytest.approx((T18 * 0.013) ** 2, rel=1e-3)


@pytest.mark.parametrize(("speed", "covered"), [(2.44, False), (2.45, True), (4.58, True), (4.60, False)])
def test_beyond_its_speeds_a_norm_says_nothing(five: Source, speed: float, covered: bool) -> None:
    """2.5 to 4.5 m/s, and the 2 % by which a speed read off the feet may be off: 2.45 to 4.59."""
    finding = found(five, "pelvis_yaw_range", 12.0, speed=speed)
    assert (finding.band is not None) is covered
    assert covered or finding.why == "not compared: the norm covers 2.5 to 4.5 m/s"


@pytest.mark.parametrize("measure", ["knee_flexion_stance_peak", "ankle_flexion_peak"])
def test_a_position_is_held_against_the_norm_only_with_the_same_markers_and_a_standing_trial(
    five: Source, measure: str
) -> None:
    changed = {"side": LEFT, "from_standing": 20.0}
    assert found(five, measure, 42.0, **changed).band is not None  # type: ignore[arg-type]
    alone = found(five, measure, 42.0, static=False, **changed)  # type: ignore[arg-type]
    other = found(five, measure, 42.0, dialect="jdavis", **changed)  # type: ignore[arg-type]
    assert (alone.band, alone.why) == (None, "no standing recording")
    assert (other.band, other.verdict) == (None, Verdict.CANNOT_TELL)
    assert other.why == "not compared: its zero lies where the markers sit, and these sit elsewhere"


def test_the_difference_of_a_position_needs_no_zero(five: Source) -> None:
    band = found(five, "knee_flexion_stance_peak", 3.0, side=BOTH, dialect="jdavis", static=False).band
    assert band is not None
    assert (band.low, band.mean, band.high) == (-6.0, 0.0, 6.0)


def test_just_beyond_its_ends_a_norm_is_read_at_the_end(five: Source) -> None:
    at_end, beyond = (found(five, "pelvis_yaw_range", 12.0, speed=speed).band for speed in (4.5, 4.58))
    assert at_end is not None
    assert at_end.mean == 14.0
    assert beyond == at_end


def test_left_minus_right_is_held_against_the_limit_and_not_the_percentile(tmp_path: Path) -> None:
    table = tmp_path / "limit.csv"
    table.write_text(
        "measure,side,speed,mean,sd,n,left_minus_right_within,left_minus_right_p95\n"
        "hip_flexion_range,,2.5,50,4,5,7,6\nhip_flexion_range,,4.5,50,4,5,9,6\n",
        encoding="utf-8",
    )
    norm = norms.of_people(reference.read(table), {"id": "x", "people": "{} people", "dialect": "rbds"})
    band = found(norm, "hip_flexion_range", 3.0, side=BOTH).band
    assert band is not None
    assert (band.low, band.high) == (-8.0, 8.0)


def test_a_smoothed_peak_of_force_is_not_held_against_a_raw_one(five: Source) -> None:
    assert found(five, "peak_vertical_force", 2.4, side=LEFT, dialect="jdavis").band is not None
    assert found(five, "peak_vertical_force", 2.4, side=LEFT, dialect="hamner").why == (
        "not compared: the force of this recording was smoothed"
    )


@pytest.mark.parametrize("side", [LEFT, BOTH])
def test_the_twist_on_the_ground_is_held_only_against_the_same_plate(five: Source, side: Side) -> None:
    """The norm's belt shows six times what other plates show, and its sides differ by more than those show at all."""
    assert found(five, "free_moment_peak", 0.05, side=side).band is not None
    other = found(five, "free_moment_peak", 0.006, side=side, dialect="jdavis")
    assert (other.band, other.verdict) == (None, Verdict.CANNOT_TELL)
    assert other.why == "not compared: every force plate turns by itself in another way"


@pytest.mark.parametrize(("number", "beyond"), [(30.0, 1), (-6.0, -1)])
def test_more_and_less_than_usual_are_found_alike(five: Source, number: float, beyond: int) -> None:
    finding = found(five, "pelvis_yaw_range", number)
    assert (finding.verdict, finding.beyond) == (Verdict.OUTSIDE, beyond)


def test_what_is_outside_alone_may_be_chance_among_many(five: Source) -> None:
    """23.9 is beyond the band (21.1) by more than its error (2.0). With 4 degrees of freedom and a total spread of
    √(3.286² + 1²) = 3.435, 11.9 off is t = 3.464: 2.6 in 100, too often among forty values, not for one.
    """
    run = Run(speed=3.5, dialect="rbds", static=True, sources=(five,))
    rows = [row("pelvis_yaw_range", 23.9), *[row("pelvis_yaw_range", 12.0)] * 39]
    alone, among = judge_against(rows[:1], run)[0], judge_against(rows, run)[0]
    assert many.chance(11.9, spread=3.286, error=1.0, freedom=4) == pytest.approx(0.0257, abs=0.0005)
    assert alone.verdict is Verdict.OUTSIDE
    assert (among.verdict, among.beyond, among.counts) == (Verdict.CANNOT_TELL, 0, True)
    assert among.why == "more than usual, but among 40 values one such may be chance"
    assert among.band == alone.band


def test_values_that_are_not_judged_do_not_count_among_the_many(five: Source) -> None:
    run = Run(speed=3.5, dialect="rbds", static=True, sources=(five,))
    rows = [row("pelvis_yaw_range", 23.9), *[row("pelvis_yaw_range", 12.0, strides=9)] * 39]
    assert judge_against(rows, run)[0].verdict is Verdict.OUTSIDE


def test_half_a_finding_in_a_run_is_left_to_chance() -> None:
    assert many.stands_out(0.0050, looked_at=100)
    assert not many.stands_out(0.0051, looked_at=100)


def test_the_shipped_norm_is_asked_before_the_seven_men() -> None:
    rows = [row("pelvis_yaw_range", 9.0), row("thorax_yaw_range", 24.0)]
    pelvis, thorax = judge(rows, speed=3.5, dialect="jdavis", static=False)
    assert pelvis.band is not None
    assert thorax.band is not None
    assert (pelvis.band.norm, thorax.band.norm) == (True, False)
    assert pelvis.band.people.startswith("nineteen men of 22 to 48 years")
    assert "no women" in pelvis.band.people
    assert thorax.band.people.startswith("seven trained men")


def test_the_laboratory_of_the_seven_men_keeps_their_band_for_positions() -> None:
    (knee,) = judge([row("knee_flexion_stance_peak", 43.0, LEFT)], speed=4.0, dialect="hamner", static=True)
    assert knee.band is not None
    assert not knee.band.norm


@pytest.mark.parametrize("measure", ["pelvis_tilt_mean", "phase_pelvis_legs", "phase_shoulders_pelvis"])
def test_what_differs_between_people_is_not_in_the_norm(measure: str) -> None:
    assert norms.sources()[0].table.covers(measure) is None


def test_the_shipped_band_is_reckoned_from_its_table() -> None:
    """mean ± t(18)·SD·√(20/19), read from the file itself."""
    with norms.FILE.open(encoding="utf-8") as lines:
        (mean, sd) = next(
            (float(line["mean"]), float(line["sd"]))
            for line in csv.DictReader(lines)
            if (line["measure"], line["speed"]) == ("hip_flexion_range", "3.5")
        )
    (finding,) = judge([row("hip_flexion_range", mean, LEFT)], speed=3.5, dialect="rbds", static=True)
    assert finding.band is not None
    assert finding.band.high - mean == pytest.approx(T18 * sd * sqrt(20 / 19), rel=1e-4)
