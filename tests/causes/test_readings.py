"""A thousand readings of the words: hand arithmetic, what must always hold, and the people whose causes are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from revalidation.made_up_people import KINDS, evidence, one_each, people, worlds
from revalidation.reasoning import binned, calibration, exactly, halved, middles, own, ranked

from understride.causes.build import DIRECTIONS, build
from understride.causes.contributions import contributions
from understride.causes.infer import reason
from understride.causes.network import as_json, checked
from understride.causes.observed import likelihood
from understride.causes.ranged import Candidate, Complained, Model, RangedCause, RangedFinding, drawn, middle
from understride.causes.readings import Reading, readings
from understride.causes.strengths import Range, fixed, leak, link
from understride.causes.told import Asked, Tried
from understride.knowledge import load
from understride.model import Band, Complaint, Finding, Measured, RequestError, Side, Unit, Value, Verdict

LEFT, RIGHT = Side.LEFT, Side.RIGHT
BACK_LEFT = Complaint(region="low_back", side=LEFT)


def two(prior: Range, chance: Range) -> Model:
    """One complaint, one cause with ranges, one without."""
    return Model(
        causes=(RangedCause(id="a", prior=prior), RangedCause(id="b", prior=fixed(0.3))),
        findings=(
            RangedFinding(
                id="f",
                kind="complaint",
                leak=fixed(0.1),
                links=(("a", chance), ("b", fixed(0.5))),
                likelihood=(fixed(0.0), fixed(1.0)),
            ),
        ),
        candidates=tuple(Candidate(id=name, side=None, nodes=(name,)) for name in "ab"),
        complaints=(Complained(region="here", side=None, candidates=(0, 1)),),
    )


def by_id(found: tuple[Reading, ...]) -> dict[tuple[str, Side | None], Reading]:
    return {(one.id, one.side): one for one in found}


def test_without_ranges_every_reading_is_the_same():
    for one in readings(two(fixed(0.3), fixed(0.5)), 50):
        # .3·(1 − .9·.5·.85) / (1 − .9·.85²): the two are alike, so the first place is shared
        assert one.probability == pytest.approx(0.3 * (1 - 0.9 * 0.5 * 0.85) / (1 - 0.9 * 0.85**2), abs=1e-12)
        assert one.range == pytest.approx((one.probability, one.probability), abs=1e-12)
        assert one.first_in == 0.5


def test_a_share_of_readings_is_first_as_the_range_says():
    """a beats b where its strength is above b's 0.5: in a quarter of the range from 0.2 to 0.6."""
    found = by_id(readings(two(fixed(0.3), Range(0.2, 0.6, "x")), 1000))
    assert found["a", None].first_in == pytest.approx(0.25, abs=0.002)
    assert found["b", None].first_in == pytest.approx(0.75, abs=0.002)
    assert found["b", None].rank == 1


def test_readings_fill_their_ranges_evenly():
    numbers = drawn(two(Range(0.1, 0.5, "p"), Range(0.2, 0.6, "x")), 1000)
    assert np.sort(numbers.prior[0]) == pytest.approx(0.1 + 0.4 * (np.arange(1000) + 0.5) / 1000, abs=1e-12)
    assert abs(np.corrcoef(numbers.prior[0], numbers.link[0])[0, 1]) < 0.1


def test_the_same_person_is_read_the_same_again():
    one, other = (readings(build(load(), [BACK_LEFT]), 200) for _ in range(2))
    assert one == other


def test_new_evidence_does_not_move_the_readings_of_the_old():
    told = Tried(id="belly-breath", about=("I2", "I3"), speaks="for", weight="w1")
    plain, more = build(load(), [BACK_LEFT]), build(load(), [BACK_LEFT], told=[told])
    assert np.array_equal(drawn(plain, 100).link, drawn(more, 100).link[: len(drawn(plain, 100).link)])


def test_a_weakly_supported_nearly_always_is_wide():
    assert link("nearly always", "C", "").high == 0.90
    assert link("nearly always", "C", "").low == pytest.approx(0.36)
    assert link("nearly always", "D-", "").low == pytest.approx(0.09)
    assert link("usually", "C-", "").low == link("usually", "D", "").low  # a minus is one step lower
    assert leak(("D", "C"), "") == leak(("C",), "")  # the best grade of a place counts
    assert leak(("D-",), "").high > leak(("D",), "").high > leak(("C",), "").high


@pytest.mark.parametrize("region", [region.id for region in load().regions])
def test_every_place_has_ranked_causes_and_none_of_these(region: str):
    found = readings(build(load(), [Complaint(region=region)]), 100)
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    assert sum(one.id == "X.none" for one in found) == 1
    assert sum(one.first_in for one in found) == pytest.approx(1.0)
    for one in found:
        assert 0 <= one.range[0] <= one.probability <= one.range[1] <= 1


def test_each_complaint_is_ranked_by_itself():
    found = readings(build(load(), [Complaint(region="calves"), BACK_LEFT]), 100)
    assert {one.complaint for one in found if one.rank == 1} == {"calves", "low_back"}
    assert {one.id for one in found if one.complaint == "calves"} >= {"I10", "X.none"}
    assert "I6" not in {one.id for one in found if one.complaint == "calves"}


def test_a_place_told_twice_counts_once():
    assert build(load(), [BACK_LEFT, BACK_LEFT]) == build(load(), [BACK_LEFT])


def test_a_sore_back_on_one_side_points_to_the_hip_of_that_side():
    found = readings(build(load(), [BACK_LEFT]), 300)
    assert (found[0].id, found[0].side) == ("I6", LEFT)
    assert [part.id for part in found[0].directions] == list(DIRECTIONS)


def test_one_wide_cause_does_not_win_by_its_many_parts():
    """Six directions together have the prior of one cause: without evidence about it, I6 is like any other."""
    found = by_id(
        readings(
            build(
                load(),
                [Complaint(region="other")],
                told=[
                    Tried(id=f"t.{name}", about=(name,), speaks="for", weight="w1")
                    for name in ("I6.left", "I9")
                ],
            ),
            400,
        )
    )
    assert found["I6", LEFT].probability == pytest.approx(found["I9", None].probability, abs=0.01)


def test_the_other_side_mirrors():
    one = by_id(readings(build(load(), [BACK_LEFT]), 1000))
    other = by_id(readings(build(load(), [Complaint(region="low_back", side=RIGHT)]), 1000))
    for (name, side), found in one.items():
        mirrored = other[name, side.other if side else None]
        assert mirrored.probability == pytest.approx(found.probability, abs=0.015)


def test_a_direction_that_a_test_speaks_for_comes_first():
    told = [Tried(id="hip-extend.left", about=("I6.left.extend",), speaks="for", weight="w2")]
    found = by_id(readings(build(load(), [BACK_LEFT], told=told), 300))
    parts = {part.id: part.probability for part in found["I6", LEFT].directions}
    assert max(parts, key=parts.__getitem__) == "extend"


def test_shoes_changed_before_it_began_are_said_to_be_likely_and_no_ends_it():
    plain, before, no = (
        by_id(readings(build(load(), [BACK_LEFT], told=told), 300))["X.shoes_changed", None].probability
        for told in (
            [],
            [Asked(cause="X.shoes_changed", answer="before")],
            [Asked(cause="X.shoes_changed", answer="no")],
        )
    )
    assert no < 0.03 < plain < 0.3 < before


def test_a_family_of_tests_is_capped():
    tests = [
        Tried(id=f"{d}.left", about=(f"I6.left.{d}",), speaks="for", weight="w2", family="hip.left")
        for d in ("flex", "extend", "abduct", "adduct")
    ]
    model = build(load(), [BACK_LEFT], told=tests)
    weights = [f.likelihood[1] for f in model.findings if f.kind == "self_test"]
    assert np.prod([one.high for one in weights]) == pytest.approx(4.0)


def test_an_unknown_cause_in_the_evidence_is_refused():
    with pytest.raises(RequestError, match=r"I6\.lefty"):
        build(load(), [BACK_LEFT], told=[Tried(id="t", about=("I6.lefty",), speaks="for", weight="w1")])


def test_what_was_reasoned_on_can_be_written_and_reasoned_over_again():
    model = build(load(), [BACK_LEFT], told=[Asked(cause="X.load_jump", answer="yes")])
    network = checked(middle(model))
    assert b"I6.left.extend" in as_json(network)
    parts = [reason(network)[node] for node in model.candidates[5].nodes]
    found = by_id(readings(model, 500))["I6", LEFT]
    assert [one.probability for one in found.directions] == pytest.approx(parts, abs=0.01)


def measured(measure: str, value: float, side: Side | None) -> tuple[Measured, Finding]:
    band = Band(id="b", low=-1.0, high=1.0, mean=0.0, people="made up", norm=False)
    verdict = Verdict.INSIDE if abs(value) < 1 else Verdict.OUTSIDE
    found = Finding(
        measure=measure, side=side, value=value, interval=(value - 0.4, value + 0.4), verdict=verdict,
        band=band, beyond=int(np.sign(value)) * (verdict is Verdict.OUTSIDE), why="", counts=True,
    )  # fmt: skip
    row = Value(value=value, unit=Unit.DEGREES, sd=0.1, ci95=(value, value), strides=20, definition="d/1",
                frames=(), between_day_sem=0.2)  # fmt: skip
    return Measured(measure=measure, side=side, result=row), found


def test_a_hip_that_a_recording_shows_limited_comes_first_with_side_and_direction():
    seen = [
        measured("pelvic_leak", 2.5, LEFT),
        measured("pelvic_leak", 0.0, RIGHT),
        measured("pelvic_leak", 2.5, Side.LEFT_MINUS_RIGHT),
        measured("hip_extension_peak", -1.8, LEFT),
        measured("hip_extension_peak", 0.1, RIGHT),
    ]
    found = readings(build(load(), [Complaint(region="low_back")], *zip(*seen, strict=True)), 300)
    assert {(one.id, one.side) for one in found[:2]} == {("I6", LEFT), ("I7", LEFT)}
    for one in found[:2]:
        assert max(one.directions, key=lambda part: part.probability).id == "extend"


def test_what_was_not_measured_stays_out():
    model = build(load(), [BACK_LEFT])
    assert [finding.kind for finding in model.findings] == ["complaint"]


def test_a_refuted_cause_falls():
    seen = [
        measured(name, 0.0, None)
        for name in ("pelvis_yaw_range", "pelvis_obliquity_range", "pelvis_tilt_range")
    ]
    model = build(load(), [BACK_LEFT], *zip(*seen, strict=True))
    assert "refuted.I9" in {finding.id for finding in model.findings}
    assert by_id(readings(model, 200))["I9", None].probability < 0.02


@pytest.mark.parametrize("direction", ["high", "low", "away", "either"])
def test_farther_out_never_speaks_less_for_it(direction: str):
    ratios = []
    for value in np.linspace(0.0, 3.0, 13) * (-1 if direction == "low" else 1):
        pair = likelihood(measured("pelvic_leak", float(value), LEFT)[1], direction)
        ratios.append(1.0 if pair is None else pair[1].at(0.5) / pair[0].at(0.5))
    assert ratios == sorted(ratios)
    assert ratios[-1] > 5
    assert ratios[0] == 1.0 if direction == "either" else ratios[0] < 0.2


def test_a_value_with_a_large_error_says_little():
    _, sharp = measured("pelvic_leak", 1.5, LEFT)
    wide = replace(sharp, interval=(-3.5, 6.5))
    told = [likelihood(one, "high") for one in (sharp, wide)]
    assert all(told)
    ratio = [pair[1].at(0.5) / pair[0].at(0.5) for pair in told if pair]
    assert ratio[0] > 3 * ratio[1] > 3


def test_contributions_are_in_order_and_have_their_sign():
    told = [
        Tried(id="for", about=("I9",), speaks="for", weight="w2"),
        Tried(id="against", about=("I9",), speaks="against", weight="w1"),
    ]
    model = build(load(), [BACK_LEFT], told=told)
    number = next(n for n, one in enumerate(model.candidates) if one.id == "I9")
    found = [one for one in contributions(model) if one.candidate == number]
    weights = {one.finding: one.weight for one in found}
    # a finding of this cause alone adds the logarithm of its ratio: 2.25 and 0.85 in the middle
    assert weights["for"] == pytest.approx(np.log(2.25), abs=1e-9)
    assert weights["against"] == pytest.approx(np.log(0.85), abs=1e-9)
    assert [abs(one.weight) for one in found] == sorted((abs(one.weight) for one in found), reverse=True)


def test_bins_of_a_perfect_teller_have_no_error():
    said = np.repeat([0.05, 0.45, 0.95], 1000)
    was = np.concatenate([np.arange(1000) < n for n in (50, 450, 950)])
    assert binned(said, was).error == pytest.approx(0.0, abs=1e-12)
    assert binned(said, ~was).error == pytest.approx((0.9 + 0.1 + 0.9) / 3, abs=1e-12)


ALL = worlds()


def test_what_is_said_with_a_probability_is_so_that_often():
    found = calibration(ALL, own, count=300)
    assert found.error <= 0.02


def test_strengths_off_by_two_bend_the_calibration_and_do_not_break_it():
    found = calibration(ALL, middles, change=halved, count=200)
    assert 0.02 < found.error < 0.12
    full = found.share > 0.01
    assert (np.diff(found.was[full]) > -0.03).all()  # what is said to be likelier is likelier all the same


def test_readings_find_the_planted_cause_nearly_as_often_as_exact_inference():
    """A thousand people in the published table; here fewer, at 95 % of exact."""
    parts = [ranked(one, people(one, 20, seed=n, having=one_each), KINDS) for n, one in enumerate(ALL)]
    assert sum(part.readings for part in parts) >= 0.95 * sum(part.exact for part in parts)


def test_a_recording_adds_much_and_answers_add_some():
    def share(kinds: tuple[str, ...]) -> float:
        crowd = [people(one, 300, seed=n, having=one_each) for n, one in enumerate(ALL)]
        return sum(exactly(one, who, kinds) for one, who in zip(ALL, crowd, strict=True)) / (300 * len(ALL))

    alone, asked, seen = share(()), share(("question", "self_test")), share(KINDS)
    assert alone < asked < seen


def test_what_is_not_asked_is_no_evidence():
    given = ALL[0]
    seen = evidence(given, people(given, 5, seed=1), ())
    assert (seen[1:] == 1).all()
