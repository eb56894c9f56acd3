"""Numbers from the literature: whom they are applied to, how wide the band is, and what is only shown."""

from __future__ import annotations

from math import sqrt

import pytest

from understride.findings import comparable, judge, literature
from understride.measures import MEASURES
from understride.model import Finding, Measured, Sex, Side, Unit, Value, Verdict
from understride.words import lint
from understride.words.sentences import GROUPS, people

T14, T39 = 2.1448, 2.0227  # 97.5 % of Student's t with 14 and 39 degrees of freedom, from a printed table
FEMALE, MALE = Sex.FEMALE, Sex.MALE
ADDUCTION = "hip_adduction_peak"
OURS = "rbds19-2026"


def found(
    measure: str,
    number: float,
    *,
    sex: Sex | None,
    side: Side | None = None,
    speed: float | None = 4.0,
    static: bool = True,
    lab: float = 2.5,
) -> Finding:
    value = Value(
        value=number,
        unit=Unit.DEGREES,
        sd=1.0,
        ci95=(number, number),
        strides=20,
        definition="x/1",
        frames=(),
        between_day_sem=1.8,
        between_lab_sd=lab,
    )
    row = Measured(measure=measure, side=side, result=value)
    (finding,) = judge([row], speed=speed, dialect="rbds", static=static, sex=sex)
    return finding


def test_a_woman_is_held_against_women_with_the_laboratory_added_to_the_variance() -> None:
    """13.3 ± t(14)·√(4.2²·16/15 + 2.5²), fifteen women at 4 m/s."""
    finding = found(ADDUCTION, 13.3, sex=FEMALE, side=Side.LEFT)
    half = T14 * sqrt(4.2**2 * 16 / 15 + 2.5**2)
    assert finding.band is not None
    assert (finding.band.mean, finding.band.high - 13.3) == pytest.approx((13.3, half), abs=1e-3)
    assert (finding.band.literature, finding.band.norm) == (True, False)
    assert finding.band.people.startswith(
        "fifteen women, heel strikers, over ground at 4 m/s; from the literature"
    )
    assert people(finding.band) == "fifteen women"
    assert finding.verdict is Verdict.INSIDE


def test_what_is_usual_in_women_is_not_outside_because_it_is_not_usual_in_men() -> None:
    """19 degrees: beyond the band of nineteen men at 4 m/s, well within that of fifteen women."""
    assert found(ADDUCTION, 19.5, sex=None, side=Side.LEFT).verdict is not Verdict.INSIDE
    assert found(ADDUCTION, 19.5, sex=FEMALE, side=Side.LEFT).verdict is Verdict.INSIDE


@pytest.mark.parametrize("sex", [None, MALE])
def test_who_is_not_told_to_be_a_woman_is_held_against_our_own_recordings(sex: Sex | None) -> None:
    band = found(ADDUCTION, 10.0, sex=sex, side=Side.LEFT).band
    assert band is not None
    assert (band.id, band.literature) == (OURS, False)
    assert "no women" in band.people


@pytest.mark.parametrize(("speed", "near"), [(3.74, False), (3.75, True), (4.25, True), (4.26, False)])
def test_a_group_is_asked_only_near_the_speed_at_which_it_ran(speed: float, near: bool) -> None:
    finding = found(ADDUCTION, 13.3, sex=FEMALE, side=Side.LEFT, speed=speed)
    assert (finding.band is not None) is near
    assert near or finding.why == "not compared: women were measured at 4 m/s only"
    assert near or finding.verdict is Verdict.CANNOT_TELL


def test_without_a_speed_there_is_no_group() -> None:
    finding = found(ADDUCTION, 13.3, sex=FEMALE, side=Side.LEFT, speed=None)
    assert finding.why == "not compared: the speed is not known"


def test_an_angle_with_a_zero_needs_a_standing_recording_here_too() -> None:
    finding = found(ADDUCTION, 13.3, sex=FEMALE, side=Side.LEFT, static=False)
    assert (finding.band, finding.why) == (None, "no standing recording")


@pytest.mark.parametrize(
    "measure", ["pelvis_yaw_range", "thorax_in_pelvis_yaw_range", "vertical_oscillation"]
)
def test_where_women_differ_and_none_were_measured_a_woman_is_held_against_nobody(measure: str) -> None:
    finding = found(measure, 9.0, sex=FEMALE, speed=3.5)
    assert (finding.band, finding.verdict, finding.counts) == (None, Verdict.CANNOT_TELL, False)
    assert finding.why == "not compared: only men were measured, and women differ here"


def test_where_women_are_not_known_to_differ_the_men_stand_in_and_are_named() -> None:
    band = found("duty_factor", 0.32, sex=FEMALE, speed=3.5).band
    assert band is not None
    assert band.people.startswith("nineteen men")


def test_left_minus_right_is_held_against_the_men() -> None:
    """It is as large in women as in men (204 college athletes)."""
    band = found(ADDUCTION, 1.0, sex=FEMALE, side=Side.LEFT_MINUS_RIGHT, speed=3.5).band
    assert band is not None
    assert band.id == OURS


def test_women_and_men_together_stand_in_for_a_woman() -> None:
    """Lean at 3.4 m/s: 7.2 ± t(39)·√(4.41²·41/40 + 2²)."""
    band = found("trunk_lean_mean", 8.0, sex=FEMALE, speed=3.4, lab=2.0).band
    assert band is not None
    assert band.high - 7.2 == pytest.approx(T39 * sqrt(4.41**2 * 41 / 40 + 4), abs=1e-3)
    assert people(band) == "40 women and men"


def test_the_spread_of_both_halves_together_is_reckoned_from_them() -> None:
    """Two halves of twenty, 10.8 ± 2.2 and 3.6 ± 2.8: within 19·(2.2² + 2.8²), between 40·3.6², over 39."""
    (source,) = (one for one in literature.published() if one.id == "literature-teng-2015")
    (row,) = source.rows
    assert row.mean == pytest.approx((10.8 + 3.6) / 2)
    assert row.sd == pytest.approx(sqrt((19 * (2.2**2 + 2.8**2) + 40 * 3.6**2) / 39), abs=0.005)


def test_a_row_that_lacks_something_is_shown_and_nobody_is_held_against_it() -> None:
    (ranges,) = (one for one in literature.published() if one.id == "literature-perpina-2023")
    assert all(row.lacking for row in ranges.rows)
    assert literature.with_sex("pelvis_yaw_range", FEMALE) == ()


def test_what_was_read_in_another_s_words_is_shown_and_nobody_is_held_against_it() -> None:
    (twist,) = (one for one in literature.published() if one.id == "literature-free-moment-2023")
    assert all("the source itself" in row.lacking for row in twist.rows)
    assert literature.with_sex("free_moment_peak", FEMALE) == ()


def test_every_source_says_where_its_numbers_were_seen() -> None:
    names = {measure.name for measure in MEASURES}
    for source in literature.published():
        assert all((source.id, source.cite, source.seen, source.surface, source.method)), source.id
        assert source.rows
        for row in source.rows:
            assert row.measure in names
            assert "from the literature" in row.people
            assert lint(row.people) == ()
            assert (row.mean is None) == (row.means is not None)


def test_the_people_of_every_applied_row_can_be_named_in_short() -> None:
    for source in literature.published():
        assert source.id in GROUPS or all(row.lacking for row in source.rows), source.id


def test_whoever_found_that_women_differ_is_named() -> None:
    names = {row.name for row in MEASURES}
    for measure, found_by in comparable.WOMEN_DIFFER.items():
        assert measure in names
        assert found_by
        assert all("20" in one for one in found_by), measure
