"""Laws of the whole way from a recording to values, held on the made-up runner."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import understride as us
from understride import synth
from understride.model import Force, Points, Recording, Side, Surface, Unavailable, Value, frozen

# Whole-body values that are read over right strides: in a mirror they are read over what were left strides, so they
# may differ by the stride-to-stride spread of the runner, not by a sign.
TURNED_ROUND = (
    "pelvis_yaw_offset",
    "thorax_yaw_offset",
    "thorax_side_bend_offset",
    "shoulder_height_difference",
)
SPREAD = 0.02  # share of the value (or of the unit's own size) by which strides of the other foot differ


@cache
def made(**options) -> synth.Made:
    return synth.runner(seconds=8.0, **options)


def values(recording: Recording) -> dict[tuple[str, Side | None], float]:
    rows = us.analyze(recording).measured
    return {(r.measure, r.side): r.result.value for r in rows if isinstance(r.result, Value)}


def test_a_mirrored_runner_swaps_left_and_right() -> None:
    plain, mirror = values(made().recording), values(synth.mirrored(made()).recording)
    sided = [key for key in plain if key[1] in (Side.LEFT, Side.RIGHT)]
    assert len(sided) > 50
    for name, side in sided:
        assert mirror[name, side.other] == pytest.approx(plain[name, side], rel=1e-6, abs=1e-6), name


def test_a_mirrored_runner_changes_the_sign_of_left_minus_right() -> None:
    plain, mirror = values(made().recording), values(synth.mirrored(made()).recording)
    for (name, side), value in plain.items():
        if side is Side.LEFT_MINUS_RIGHT:
            assert mirror[name, side] == pytest.approx(-value, rel=1e-6, abs=1e-6), name


def test_a_mirrored_runner_points_and_bends_the_other_way() -> None:
    plant = next(p for p in synth.PLANTS if p.id == "I8")
    one_sided = synth.runner(seconds=8.0, plant=synth.wishes(plant))
    plain, mirror = values(one_sided.recording), values(synth.mirrored(one_sided).recording)
    for name in TURNED_ROUND:
        scale = abs(plain[name, None]) + (0.001 if name == "shoulder_height_difference" else 0.5)
        assert mirror[name, None] == pytest.approx(-plain[name, None], abs=SPREAD * 10 * scale), name


@pytest.mark.parametrize("degrees", [-30.0, 7.0, 20.0])
def test_turning_the_laboratory_changes_nothing(degrees: float) -> None:
    """The runner on a treadmill that stands askew in the room: points and forces turned together about up.

    More than half a right angle cannot happen here: reading has put forward on the nearest axis of the room.
    """
    plain, askew = values(made().recording), values(turned(made().recording, degrees))
    for key, value in plain.items():
        assert askew[key] == pytest.approx(value, rel=1e-6, abs=2e-6), key


def turned(recording: Recording, degrees: float) -> Recording:
    a = np.radians(degrees)
    about_up = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])

    def points(p: Points) -> Points:
        return replace(p, positions=frozen(p.positions @ about_up.T))

    force, static = recording.force, recording.static
    assert isinstance(force, Force)
    assert static is not None
    channels = tuple(
        replace(c, force=frozen(c.force @ about_up.T), centre=frozen(c.centre @ about_up.T))
        for c in force.channels
    )
    return replace(
        recording,
        points=points(recording.points),
        static=points(static),
        force=replace(force, channels=channels),
    )


def test_moving_the_laboratory_changes_nothing() -> None:
    recording = made().recording
    moved = replace(
        recording,
        points=replace(
            recording.points, positions=frozen(recording.points.positions + np.array([3.0, 0.0, -2.0]))
        ),
    )
    plain, other = values(recording), values(moved)
    for key, value in plain.items():
        assert other[key] == pytest.approx(value, rel=1e-6, abs=1e-6), key


def test_another_start_of_the_clock_moves_times_and_nothing_else() -> None:
    recording = made().recording
    points, force = recording.points, recording.force
    assert force is not None
    later = replace(
        recording,
        points=replace(points, start=points.start + 12.5),
        force=replace(force, start=force.start + 12.5),
    )
    one, two = us.analyze(recording), us.analyze(later)
    landings = [c.landing for c in one.contacts.contacts]
    assert [c.landing - 12.5 for c in two.contacts.contacts] == pytest.approx(landings, abs=1e-6)
    for key, value in values(recording).items():
        assert values(later)[key] == pytest.approx(value, rel=1e-5, abs=1e-5), key


@cache
def short() -> Recording:
    """Few strides of a runner with every point that we have a name for, one on the sacrum among them."""
    return synth.runner(seconds=4.0).recording


@pytest.mark.parametrize("name", short().points.names)
def test_no_single_point_is_missed_so_much_that_nothing_is_said(name: str) -> None:
    """One of a pair is lost, beside what could stand in for both: a sentence, or values; never a mistake of ours."""
    try:
        found = us.measure(synth.drop_points(short(), name))
    except us.UnderstrideError:
        return
    assert any(isinstance(row.result, Value) for row in found)


def test_force_alone_still_gives_times_and_forces_and_a_page(tmp_path: Path) -> None:
    """Points of which no signal can be read, beside a plate under each foot."""
    recording = made(plates=synth.Plates.PER_FOOT).recording
    rest = [name for name in recording.points.names if not name.startswith(("pelvis_", "thigh_1", "head_1"))]
    found = us.analyze(synth.drop_points(recording, *rest))
    got = {row.measure for row in found.measured if isinstance(row.result, Value)}
    assert {"step_rate", "stance_time", "peak_vertical_force"} <= got
    assert not got & {"pelvis_yaw_range", "hip_flexion_range", "knee_flexion_at_landing"}
    us.write_report(found, tmp_path)
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_a_dropped_point_costs_only_what_needs_it() -> None:
    """Without the neck and the jugular notch: what reads them has a reason, everything else stays as it was."""
    recording = made().recording
    plain = values(recording)
    rows = us.analyze(synth.drop_points(recording, "c7", "clav")).measured
    gone = {r.measure for r in rows if isinstance(r.result, Unavailable)}
    before = {r.measure for r in us.analyze(recording).measured if isinstance(r.result, Unavailable)}
    assert gone - before == {
        "thorax_in_pelvis_flexion_mean",
        "head_ahead_of_c7",
        "sternum_to_pelvis_length",
        "shoulder_height",
        "trunk_over_foot",
    }
    for row in rows:
        if isinstance(row.result, Value) and row.measure != "trunk_lean_mean":
            assert row.result.value == pytest.approx(plain[row.measure, row.side]), row.measure


def test_trunk_lean_from_another_point_says_so() -> None:
    rows = us.analyze(synth.drop_points(made().recording, "c7", "clav")).measured
    lean = next(r.result for r in rows if r.measure == "trunk_lean_mean")
    assert isinstance(lean, Value)
    assert "trunk.v1a" in lean.frames


def test_a_treadmill_and_the_ground_give_the_same_runner() -> None:
    ground = made(surface=Surface.OVERGROUND, plates=synth.Plates.PER_FOOT)
    belt, road = values(made(plates=synth.Plates.PER_FOOT).recording), values(ground.recording)
    for (name, side), value in belt.items():
        if name not in ("pelvis_yaw_offset", "thorax_yaw_offset", "thorax_turn_amplitude"):
            assert road[name, side] == pytest.approx(value, rel=0.02, abs=0.3), name


def test_the_same_recording_gives_the_same_bytes() -> None:
    recording = made().recording
    complaints = [us.Complaint("shoulders")]
    first, second = (us.as_json(us.analyze(recording, complaints)) for _ in range(2))
    assert first == second


def test_noise_of_a_millimetre_moves_no_value_beyond_its_between_day_error() -> None:
    quiet, noisy = made(), made(noise_mm=1.0)
    plain = values(quiet.recording)
    rows = us.analyze(noisy.recording).measured
    for row in rows:
        if isinstance(row.result, Value) and row.result.between_day_sem:
            moved = abs(row.result.value - plain[row.measure, row.side])
            assert moved < row.result.between_day_sem, row.measure
