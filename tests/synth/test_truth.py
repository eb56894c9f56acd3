"""What is said to be true of the made-up runner, worked out again from its points and by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.synth.anatomy import hip, middle

from understride.measures import MEASURES
from understride.model import SIDES, Points, Side
from understride.synth import Made, runner

RATE = 1000.0  # Hz: fine enough to look at single instants


@pytest.fixture(scope="module")
def made() -> Made:
    return runner(seconds=5.0, rate_hz=RATE, strides_vary=0.5)


def own(made: Made, side: Side) -> list[tuple[float, float, float]]:
    """Landing, leaving and next landing of each whole stride."""
    contacts = [c for c in made.contacts if c.side is side]
    return [(a.landing, a.leaving, b.landing) for a, b in pairwise(contacts)]


def frames(*times: float) -> list[int]:
    return [round(time * RATE) for time in times]


def mid_pelvis(points: Points) -> np.ndarray:
    corners = [points[name] for name in ("asis_left", "asis_right", "psis_left", "psis_right")]
    return np.mean(corners, axis=0)


def mid_foot(points: Points, side: Side) -> np.ndarray:
    return (points[f"heel_{side}"] + points[f"toe_{side}"]) / 2.0


def true(made: Made, name: str, side: Side | None = None) -> np.ndarray:
    return made.per_stride[(name, side)]


def test_every_measure_of_the_table_has_a_truth(made: Made) -> None:
    names = {name for name, _ in made.truth}
    assert {row.name for row in MEASURES} <= names


def test_sided_measures_have_both_sides_and_their_difference(made: Made) -> None:
    for row in MEASURES:
        sides = (Side.LEFT, Side.RIGHT, Side.LEFT_MINUS_RIGHT) if row.sided else (None,)
        assert all((row.name, side) in made.truth for side in sides)
    left, right = (made.truth[("stance_time", side)] for side in SIDES)
    assert made.truth[("stance_time", Side.LEFT_MINUS_RIGHT)] == pytest.approx(left - right)


@pytest.mark.parametrize("side", SIDES)
def test_times_are_those_of_the_contacts(made: Made, side: Side) -> None:
    strides = np.array(own(made, side))
    stance, stride = strides[:, 1] - strides[:, 0], strides[:, 2] - strides[:, 0]
    count = len(strides)  # the last stride may end with a contact that is cut off
    assert true(made, "stance_time", side)[:count] == pytest.approx(stance)
    assert true(made, "duty_factor", side)[:count] == pytest.approx(stance / stride)
    if side is Side.RIGHT:
        assert true(made, "step_rate")[:count] == pytest.approx(120.0 / stride)


def test_leg_stiffness_is_the_sine_wave_model_by_hand() -> None:
    """Morin 2005, stance 0.240 s, step rate 175/min, 3.5 m/s, 70 kg, 1.77 m.

    Flight 60/175 − 0.24 = 0.102857 s; F = 70·9.81·(π/2)·(0.102857/0.24 + 1) = 1540.96 N;
    Δy = 1540.96·0.0576/(70·π²) − 9.81·0.0576/8 = 0.128475 − 0.070632 = 0.057843 m;
    L = 0.9381, L − √(L² − 0.42²) = 0.099262 m; k = 1540.96/0.157105 = 9808.5 N/m.
    """
    made = runner(seconds=3.0, strides_vary=0.0, plant={"stance_time": 0.240, "step_rate": 175.0})
    assert made.truth[("leg_stiffness", Side.LEFT)] == pytest.approx(9.8085, abs=0.002)


def test_pelvis_angles_come_back_from_the_four_points(made: Made) -> None:
    """Evidence § 1.5 on the points themselves, stride by stride."""
    points = made.recording.points
    z = points["asis_right"] + points["psis_right"] - points["asis_left"] - points["psis_left"]
    z /= np.linalg.norm(z, axis=1, keepdims=True)
    yaw, obliquity = np.degrees(np.arctan2(z[:, 0], z[:, 2])), np.degrees(np.arcsin(z[:, 1]))
    for i, (landing, _, after) in enumerate(own(made, Side.RIGHT)):
        stride = slice(*frames(landing, after))
        assert true(made, "pelvis_yaw_range")[i] == pytest.approx(np.ptp(yaw[stride]), abs=0.02)
        assert true(made, "pelvis_obliquity_range")[i] == pytest.approx(np.ptp(obliquity[stride]), abs=0.02)


def test_pelvis_tilt_comes_back_from_front_and_back(made: Made) -> None:
    points = made.recording.points
    line = points["asis_right"] + points["asis_left"] - points["psis_right"] - points["psis_left"]
    # front lower than the back = anterior = positive; the small obliquity changes nothing to first order
    tilt = np.degrees(np.arctan2(-line[:, 1], np.hypot(line[:, 0], line[:, 2])))
    for i, (landing, _, after) in enumerate(own(made, Side.RIGHT)):
        assert true(made, "pelvis_tilt_mean")[i] == pytest.approx(
            tilt[slice(*frames(landing, after))].mean(), abs=0.1
        )


def test_the_shoulder_line_gives_the_turn_of_the_chest(made: Made) -> None:
    points = made.recording.points
    line = points["acromion_right"] - points["acromion_left"]
    yaw = np.degrees(np.arctan2(line[:, 0], line[:, 2]))
    for i, (landing, _, after) in enumerate(own(made, Side.RIGHT)):
        stride = yaw[slice(*frames(landing, after))]
        assert true(made, "thorax_yaw_range")[i] == pytest.approx(np.ptp(stride), abs=0.03)
        assert true(made, "thorax_turn_amplitude", Side.RIGHT)[i] == pytest.approx(-stride.min(), abs=0.03)
    for i, (landing, _, after) in enumerate(own(made, Side.LEFT)):
        stride = yaw[slice(*frames(landing, after))]
        assert true(made, "thorax_turn_amplitude", Side.LEFT)[i] == pytest.approx(stride.max(), abs=0.03)


@pytest.mark.parametrize("side", SIDES)
def test_foot_and_pelvis_meet_where_it_is_said(made: Made, side: Side) -> None:
    """At landing, at the lowest point and at midstance, straight from the points."""
    points = made.recording.points
    pelvis, foot = mid_pelvis(points), mid_foot(points, side)
    neck = (points["c7"] + points["clav"]) / 2.0
    for i, (landing, leaving, _) in enumerate(own(made, side)):
        first, last, half = frames(landing, leaving, (landing + leaving) / 2.0)
        low = first + pelvis[first : last + 1, 1].argmin()
        # 4 mm: one frame of 1 ms at 3.5 m/s
        assert true(made, "foot_ahead_at_landing", side)[i] == pytest.approx(
            (foot - pelvis)[first, 0], abs=0.004
        )
        assert true(made, "pelvis_ahead_of_foot_at_lowest", side)[i] == pytest.approx(
            (pelvis - foot)[low, 0], abs=0.004
        )
        assert true(made, "trunk_over_foot", side)[i] == pytest.approx(
            side.sign * (neck - foot)[half, 2], abs=0.001
        )


@pytest.mark.parametrize("side", SIDES)
def test_the_thighs_are_level_when_it_is_said(made: Made, side: Side) -> None:
    """Thigh lines from hip centre to knee; the hip is the Harrington point of anatomy.py."""
    points = made.recording.points
    lines = {s: middle(points, f"knee_{s}") - hip(points, s) for s in SIDES}
    angle = {s: np.degrees(np.arctan2(line[:, 0], -line[:, 1])) for s, line in lines.items()}
    for i, (landing, leaving, _) in enumerate(own(made, side)):
        first, last = frames(landing, leaving)
        ahead = (angle[side.other] - angle[side])[first : last + 1]
        level = 100.0 * np.flatnonzero(ahead >= 0.0)[0] / (last - first)
        assert true(made, "thighs_level", side)[i] == pytest.approx(level, abs=0.6)  # one frame is 0.4 %
        assert true(made, "thigh_gap_at_landing", side)[i] == pytest.approx(-ahead[0], abs=0.3)
        swing = (angle[side.other][first + 5] - angle[side.other][first - 5]) / 0.010
        assert true(made, "trail_thigh_velocity_at_landing", side)[i] == pytest.approx(
            swing, abs=3.0
        )  # half a frame


@pytest.mark.parametrize("side", SIDES)
def test_the_knee_is_bent_as_much_as_its_two_lines_say(made: Made, side: Side) -> None:
    points = made.recording.points
    knee, ankle = middle(points, f"knee_{side}"), middle(points, f"ankle_{side}")
    thigh, shank = (knee - hip(points, side)) / 0.435, (ankle - knee) / 0.425
    bend = np.degrees(np.arccos((thigh * shank).sum(axis=1)))
    for i, (landing, leaving, _) in enumerate(own(made, side)):
        first, last = frames(landing, leaving)
        assert true(made, "knee_flexion_at_landing", side)[i] == pytest.approx(
            bend[first], abs=0.7
        )  # 1 ms: 0.6°
        assert true(made, "knee_flexion_stance_peak", side)[i] == pytest.approx(
            bend[first : last + 1].max(), abs=0.02
        )


def test_shoulders_counter_the_legs_by_the_lag_that_is_said() -> None:
    """A pure wave that tops at 43 % of the right stride, and legs whose first harmonic is found by least squares."""
    made = runner(seconds=4.0, rate_hz=RATE, strides_vary=0.0)
    points, (landing, _, after) = made.recording.points, own(made, Side.RIGHT)[1]
    share = (np.arange(*frames(landing, after)) / RATE - landing) / (after - landing)
    legs = (mid_foot(points, Side.RIGHT) - mid_foot(points, Side.LEFT))[slice(*frames(landing, after)), 0]
    waves = np.stack([np.cos(2 * np.pi * share), np.sin(2 * np.pi * share), np.ones_like(share)], axis=1)
    cosine, sine, _ = np.linalg.lstsq(waves, legs, rcond=None)[0]
    top_of_legs = np.degrees(np.arctan2(sine, cosine))
    assert made.truth[("phase_shoulders_legs", None)] == pytest.approx(
        (0.43 * 360.0 - top_of_legs) % 360.0, abs=0.5
    )


def test_hip_angles_have_the_signs_of_the_definitions(made: Made) -> None:
    """Flexed in front, extended behind; a flexed hip is the thigh forward plus the pelvis tipped forward."""
    for side in SIDES:
        assert 35.0 < made.truth[("hip_flexion_peak", side)] < 60.0
        assert made.truth[("hip_extension_peak", side)] > 0.0
        assert made.truth[("hip_flexion_range", side)] == pytest.approx(
            made.truth[("hip_flexion_peak", side)] + made.truth[("hip_extension_peak", side)], abs=0.1
        )
        # standing: thigh 2° forward of the vertical, pelvis tipped by 11°
        assert made.standing[("hip_flexion_peak", side)] == pytest.approx(13.0, abs=0.1)


def test_turning_the_right_knee_inwards_is_positive_for_both_legs() -> None:
    """Planting + on each side turns the knee's axis the way that faces the other leg."""
    for side in SIDES:
        plain = runner(seconds=2.0, strides_vary=0.0)
        inward = runner(seconds=2.0, strides_vary=0.0, plant={("hip_rotation_at_leaving", side): 6.0})
        frame = round((plain.contacts[0].landing + 0.1) * 150.0)
        contact = next(c for c in plain.contacts if c.side is side)
        frame = round((contact.leaving - 0.01) * 150.0)

        def heading(made: Made, frame: int = frame, side: Side = side) -> float:
            points = made.recording.points
            out = side.sign * (points[f"knee_lateral_{side}"] - points[f"knee_medial_{side}"])[frame]
            return float(np.degrees(np.arctan2(out[0], out[2])))

        assert side.sign * (heading(inward) - heading(plain)) > 4.0


def test_a_hip_whose_foot_lands_further_out_is_less_adducted() -> None:
    """And only that one; 3 cm on a leg of about 0.8 m is 2°."""
    plain = runner(seconds=2.0, strides_vary=0.0)
    for side in SIDES:
        before = plain.truth[("trunk_over_foot", side)]
        wide = runner(seconds=2.0, strides_vary=0.0, plant={("trunk_over_foot", side): before - 0.03})
        less = wide.truth[("hip_adduction_peak", side)] - plain.truth[("hip_adduction_peak", side)]
        other = ("hip_adduction_peak", side.other)
        assert less == pytest.approx(-2.0, abs=0.5)
        assert wide.truth[other] == pytest.approx(plain.truth[other], abs=0.01)
