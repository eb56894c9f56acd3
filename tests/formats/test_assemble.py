"""What readers give becomes one recording: names, gaps, force on the runner, and a sentence for what cannot be used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.formats import stick

from understride.formats import read as load
from understride.formats import write_c3d
from understride.formats.assemble import Said, assemble
from understride.formats.raw import Raw, RawForce, RawTable
from understride.model import Floats, Force, Recording, RecordingError, Side, Surface, frozen
from understride.synth import runner

RUN = stick.cloud()
TO_FILE = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
"""Our axes in a file with +y forward, +z up."""


def read(raw: Raw, *, static: Raw | None = None, force: tuple[Raw, ...] = ()) -> Recording:
    return assemble(raw, static=static, force=force, said=Said())


def note(recording: Recording, name: str) -> str:
    return next(n.text for n in recording.notes if n.id == name)


def has_note(recording: Recording, name: str) -> bool:
    return any(n.id == name for n in recording.notes)


# --- names and gaps ------------------------------------------------------------------------------------------


def test_exact_zeros_and_gaps_of_the_file_are_gaps() -> None:
    points = {n: p.copy() for n, p in RUN.items()}
    points["psis_left"][10:20] = 0.0
    points["psis_right"][30:40] = np.nan
    points["heel_right"][5, 1:] = 0.0  # one coordinate left: a position, not a gap
    recording = read(stick.raw(points))
    assert np.flatnonzero(np.isnan(recording.points["psis_left"]).all(axis=1)).tolist() == list(range(10, 20))
    assert np.isnan(recording.points["psis_right"][30:40]).all()
    assert np.isfinite(recording.points["heel_right"]).all()


def test_a_point_that_is_never_seen_is_dropped_and_said() -> None:
    recording = read(stick.raw({**RUN, "mt1_left": RUN["mt1_left"] * 0.0}))
    assert "mt1_left" not in recording.points
    assert note(recording, "points.never_seen") == "Never seen in run.trc: L.MT1."


def test_labels_that_no_dialect_knows_are_counted_and_left_out() -> None:
    raw = stick.raw(RUN)
    more = replace(raw, labels=(*raw.labels[:-2], "Chair", "Wand.1"))
    recording = read(more)
    assert "2 labels in run.trc that the marker set rbds does not know were left out (Chair, Wand.1)" in note(
        recording, "points.unknown"
    )
    assert len(recording.points.names) == len(raw.labels) - 2


def test_the_first_of_two_equal_labels_counts() -> None:
    raw = stick.raw(RUN)
    twice = replace(
        raw,
        labels=(*raw.labels, raw.labels[0]),
        positions=frozen(np.concatenate([raw.positions, raw.positions[:, :1] + 500.0], axis=1)),
    )
    name = read(raw).points.names[0]
    np.testing.assert_array_equal(read(twice).points[name], read(raw).points[name])


def test_the_forefoot_falls_back_on_the_toe() -> None:
    names = ("asis", "psis", "acromion", "heel", "toe")
    points = {n: p for n, p in RUN.items() if n.rsplit("_", 1)[0] in names}
    recording = read(stick.raw(points, dialect="hamner"))
    assert recording.foot_points == {"heel": ("heel",), "toe": ("toe",), "forefoot": ("toe",)}


def test_same_input_same_recording() -> None:
    one, two = read(stick.raw(RUN)), read(stick.raw(RUN))
    assert one.points.names == two.points.names
    assert one.points.positions.tobytes() == two.points.positions.tobytes()
    assert one.notes == two.notes


# --- what is refused -----------------------------------------------------------------------------------------


ANGLES = RawTable(
    names=("knee_angle_r",), time=frozen(np.arange(3.0)), columns=frozen(np.zeros((3, 1))), degrees=True
)
LEGS = (*stick.FOOT, "thigh", "shank")


def only(*parts: str) -> dict[str, Floats]:
    return {n: p for n, p in RUN.items() if n.startswith(parts)}


def without_markers(forces: tuple[RawForce, ...] = (), table: RawTable | None = None) -> Raw:
    nothing = frozen(np.zeros((0, 0, 3)))
    return replace(stick.raw(RUN), labels=(), positions=nothing, forces=forces, table=table)


REFUSED = {
    "no feet": (stick.raw(only("asis", "psis", "iliac", "thigh", "shank")), "no point on the feet"),
    "no pelvis, no trunk": (stick.raw(only(*LEGS)), "no point on the pelvis or the trunk"),
    "joint angles": (without_markers(table=ANGLES), "columns of numbers without points"),
    "forces alone": (without_markers(forces=(stick.plate(stick.force()),)), "forces alone"),
    "no marker": (without_markers(), "no marker"),
    "0 Hz": (stick.raw(RUN, rate=0.0), "a rate of 0 frames per second"),
    "NaN Hz": (stick.raw(RUN, rate=float("nan")), "a rate of nan frames per second"),
    "NaN everywhere": (stick.raw({n: p * np.nan for n, p in RUN.items()}), "markers that are never seen"),
    "zeros everywhere": (stick.raw({n: p * 0.0 for n, p in RUN.items()}), "markers that are never seen"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_recording_is_refused_in_one_sentence(case: str) -> None:
    raw, found = REFUSED[case]
    with pytest.raises(RecordingError, match=rf"^run\.trc: {found}"):
        read(raw)


def test_a_standing_trial_of_another_marker_set_is_refused() -> None:
    standing = stick.raw(stick.cloud(speed=0.0), dialect="jdavis", file="static.tsv")
    with pytest.raises(RecordingError, match=r"^static\.tsv: .* of the marker set jdavis; needed: .*rbds"):
        read(stick.raw(RUN), static=standing)


def test_a_standing_trial_that_moves_is_refused() -> None:
    with pytest.raises(RecordingError, match=r"^static\.trc: a body that moves; needed: quiet standing"):
        read(stick.raw(RUN), static=stick.raw(RUN, file="static.trc"))


def test_a_standing_trial_of_one_frame_is_enough() -> None:
    one = {n: p[:1] for n, p in stick.cloud(speed=0.0).items()}
    recording = read(stick.raw(RUN), static=stick.raw(one, file="static.trc"))
    assert recording.static is not None
    assert recording.static.frames == 1


# --- force ---------------------------------------------------------------------------------------------------


def forced(*channels: RawForce, rotation: Floats | None = None) -> Recording:
    return read(stick.raw(RUN, rotation=rotation, forces=channels))


def force_of(recording: Recording) -> Force:
    assert recording.force is not None
    return recording.force


def test_force_is_turned_with_the_markers_and_put_on_the_runner() -> None:
    """The same force in file axes with y forward, z up, once on the runner and once on the plate."""
    ours = stick.force()
    for sign in (1.0, -1.0):
        force = force_of(forced(stick.plate(sign * ours @ TO_FILE), rotation=TO_FILE))
        np.testing.assert_allclose(force.channels[0].force, ours, atol=1e-9)
        assert not force.smoothed


@pytest.mark.parametrize(("sign", "turn"), [(1.0, 5.0), (-1.0, -5.0)], ids=["on the runner", "on the plate"])
def test_the_free_moment_turns_round_with_the_force(sign: float, turn: float) -> None:
    """5 N·m about the file's vertical (+z): to the left on the runner, so to the right where the file has the plate."""
    channel = stick.plate(sign * stick.force() @ TO_FILE)
    moment = np.tile((0.0, 0.0, 5.0), (len(channel.force), 1))
    force = force_of(forced(replace(channel, moment=frozen(moment)), rotation=TO_FILE))
    np.testing.assert_allclose(force.channels[0].free_moment, turn)


def test_the_side_that_is_pushed_harder_down_does_not_decide_alone() -> None:
    """Two belts of which one carries nothing but a positive level (trap T22): one sign for the file."""
    ours, idle = stick.force(), np.tile((0.0, 5.0, 0.0), (4000, 1))
    force = force_of(forced(stick.plate(-ours, name="right"), stick.plate(idle, name="left")))
    assert [c.name for c in force.channels] == ["right", "left"]
    assert all(c.foot is None for c in force.channels)
    np.testing.assert_allclose(force.channels[0].force[:, 1].max(), ours[:, 1].max(), rtol=0.01)


def test_centre_of_pressure_is_in_metres_and_only_where_there_is_load() -> None:
    channel = stick.plate(stick.force())
    millimetres = replace(channel, centre=frozen(channel.centre * 1000.0), length_unit="mm")
    one, two = (force_of(forced(c)).channels[0] for c in (channel, millimetres))
    np.testing.assert_allclose(one.centre, two.centre)
    loaded = one.force[:, 1] > 100.0
    np.testing.assert_allclose(one.centre[loaded], np.tile((0.1, 0.0, 0.05), (loaded.sum(), 1)))
    assert np.isnan(one.centre[one.force[:, 1] < 0.0]).all()


def test_channels_of_feet_keep_their_feet() -> None:
    ours = stick.force()
    force = force_of(
        forced(stick.plate(ours, foot="right", name="r"), stick.plate(ours, foot="left", name="l"))
    )
    assert [c.foot for c in force.channels] == [Side.RIGHT, Side.LEFT]


def test_a_wandering_level_of_flight_is_subtracted_piece_by_piece() -> None:
    """Trap T22: −20 N that drifts by 6 N within 4 s; four fifths of the windows read −21.4 to −18.7 N."""
    ours = stick.force(noise=2.0)
    drift = np.linspace(-23.0, -17.0, len(ours))[:, None] * np.array([0.1, 1.0, 0.0])
    recording = forced(stick.plate(ours + drift))
    flight = ours[:, 1] < 10.0
    left = force_of(recording).channels[0].force[flight, 1]
    assert abs(left.mean()) < 1.0
    assert any("level of force in flight (-21 to -19 N) subtracted" in s for s in recording.provenance.steps)


def test_a_quiet_plate_is_left_as_it_is() -> None:
    ours = stick.force() + np.array([0.0, 3.0, 0.0])
    np.testing.assert_array_equal(force_of(forced(stick.plate(ours))).channels[0].force, ours)


def test_smoothed_force_is_recognised() -> None:
    """Trap T15: low-passed at 15 Hz, not cut."""
    from scipy.signal import butter, sosfiltfilt

    smooth = sosfiltfilt(butter(4, 15.0, fs=1000.0, output="sos"), stick.force(), axis=0)
    force = force_of(forced(stick.plate(np.asarray(smooth))))
    assert force.smoothed
    assert force.cut_newtons == {"plate": 0.0}


@pytest.mark.parametrize("level", [10.0, 50.0, 76.0])
def test_cut_force_is_recognised_with_its_level(level: float) -> None:
    """Trap T15: exactly 0 below a level."""
    ours = stick.force(noise=0.1)
    cut = np.where(ours[:, 1:2] < level, 0.0, ours)
    recording = forced(stick.plate(cut))
    assert force_of(recording).smoothed
    steepest = 20.5  # N within one sample, by hand: 700 N · π/2 / 0.7 · π / 0.245 s / 1000 Hz
    assert level <= force_of(recording).cut_newtons["plate"] <= level + steepest
    assert has_note(recording, "force.smoothed")


def test_a_force_that_counts_samples_lasts_as_long_as_the_markers() -> None:
    """Trap T16: 1200 samples beside 400 frames at 100 Hz."""
    force = force_of(forced(replace(stick.plate(stick.force(rate=300.0), rate=1.0), rate_unknown=True)))
    assert force.rate_hz == pytest.approx(300.0)
    assert force.start == 0.0


def test_force_may_start_later_and_stop_earlier_than_the_markers() -> None:
    force = force_of(forced(stick.plate(stick.force(seconds=2.0), start=1.0)))
    assert force.start == 1.0
    assert len(force.channels[0].force) == 2000


def test_channels_that_start_apart_share_one_clock() -> None:
    ours = stick.force()
    force = force_of(forced(stick.plate(ours, name="a"), stick.plate(ours[500:], name="b", start=0.5)))
    a, b = force.channels
    np.testing.assert_allclose(a.force[500:], b.force[500:])
    np.testing.assert_array_equal(b.force[:500], 0.0)


UNUSED = {
    "another time": (stick.plate(stick.force(), start=100.0), "do not overlap"),
    "another vertical axis": (
        stick.plate(stick.force()[:, [0, 2, 1]]),
        "not along the markers' vertical axis",
    ),
}


@pytest.mark.parametrize("case", UNUSED)
def test_force_that_does_not_fit_is_left_out_and_said(case: str) -> None:
    channel, why = UNUSED[case]
    recording = forced(channel)
    assert recording.force is None
    assert why in note(recording, "force.unused")


def test_channels_of_different_rates_are_left_out_and_said() -> None:
    recording = forced(stick.plate(stick.force()), stick.plate(stick.force(rate=500.0), rate=500.0))
    assert recording.force is None
    assert "different rates" in note(recording, "force.unused")


def test_a_plate_that_reads_nothing_at_all_is_left_out() -> None:
    recording = forced(stick.plate(np.zeros((4000, 3))))
    assert recording.force is None
    assert "nobody stands on it" in note(recording, "force.unused")


# --- the made-up runner --------------------------------------------------------------------------------------

MADE: dict[str, dict[str, Any]] = {
    "belt": {},
    "ground": {"surface": Surface.OVERGROUND},
    "slow": {"speed": 2.5},
    "noisy": {"noise_mm": 1.0},
}


@pytest.mark.parametrize("case", MADE)
def test_what_the_made_up_runner_writes_comes_back_unchanged(tmp_path: Path, case: str) -> None:
    """Another forward model with its own body: nothing is turned, renamed, repaired or smoothed."""
    made = runner(seconds=4.0, **MADE[case])
    write_c3d(tmp_path / "run.c3d", made.recording.points, force=made.recording.force)
    write_c3d(tmp_path / "static.c3d", made.static)
    recording = load(tmp_path / "run.c3d", static=tmp_path / "static.c3d")
    assert [n.id for n in recording.notes] == ["dialect.recognised"]
    assert recording.foot_points == made.recording.foot_points
    assert recording.surface is made.recording.surface
    for name in made.recording.points.names:
        np.testing.assert_allclose(recording.points[name], made.recording.points[name], atol=1e-6)
    assert recording.static is not None
    assert set(recording.static.names) == set(made.static.names)
    assert (recording.force is None) == (made.recording.force is None)
    assert recording.force is None or not recording.force.smoothed
