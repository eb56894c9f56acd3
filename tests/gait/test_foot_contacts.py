"""Contacts from the feet alone, and what `contacts` makes of a recording: laws, known answers, bad input."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from understride import synth
from understride.formats import read
from understride.gait.contacts import contacts
from understride.gait.feet import feet_of
from understride.gait.foot_contacts import signals_of
from understride.gait.foot_track import track
from understride.gait.foot_weights import weights
from understride.gait.pairing import pairing
from understride.model import (
    SIDES,
    Contact,
    Contacts,
    Points,
    Recording,
    RecordingError,
    RequestError,
    Side,
    Surface,
)

LAST_SECONDS = 0.3  # at both ends of a file, where no contact is judged


@cache
def made() -> synth.Made:
    return synth.runner(speed=3.5)


def with_points(recording: Recording, **changes: Any) -> Recording:
    return dataclasses.replace(recording, points=dataclasses.replace(recording.points, **changes), force=None)


def moved(recording: Recording, change: np.ndarray) -> Recording:
    return with_points(recording, positions=recording.points.positions + change)


def hidden(recording: Recording, prefix: str, first: float, last: float) -> Recording:
    """The same with all points whose name begins with `prefix` unseen between two times."""
    points: Points = recording.points
    positions = points.positions.copy()
    frames = slice(
        round((first - points.start) * points.rate_hz), round((last - points.start) * points.rate_hz)
    )
    for index, name in enumerate(points.names):
        if name.startswith(prefix):
            positions[frames, index] = np.nan
    return with_points(recording, positions=positions)


def times(found: Contacts, side: Side) -> np.ndarray:
    return np.array([(c.landing, c.leaving) for c in found.of(side)])


def by_feet(recording: Recording) -> Contacts:
    return contacts(recording, "kinematic")


# --- laws ----------------------------------------------------------------------------------------------------


def test_belt_or_ground_makes_no_difference():
    points = made().recording.points
    walk_on = np.zeros((points.frames, 1, 3))
    walk_on[:, 0, 0] = 3.5 * np.arange(points.frames) / points.rate_hz
    over_ground = dataclasses.replace(moved(made().recording, walk_on), surface=Surface.OVERGROUND)
    for side in SIDES:
        expected = times(by_feet(made().recording), side)
        # not to the last digit: the filter's padding at the ends sees another slope
        assert times(by_feet(over_ground), side)[1:-1] == pytest.approx(expected[1:-1], abs=1e-4)


def test_the_place_in_the_room_makes_no_difference():
    shifted = moved(made().recording, np.array([2.0, 0.3, -5.0]))
    for side in SIDES:
        assert times(by_feet(shifted), side) == pytest.approx(
            times(by_feet(made().recording), side), abs=1e-6
        )


def test_a_later_clock_moves_every_contact_by_as_much():
    late = with_points(made().recording, start=12.5)
    for side in SIDES:
        assert times(by_feet(late), side) == pytest.approx(
            times(by_feet(made().recording), side) + 12.5, abs=1e-6
        )


def test_exchanged_names_exchange_the_sides():
    """Sides come from the foot's own points, never from taking turns."""
    names = made().recording.points.names
    exchange = {"left": "right", "right": "left"}
    other = tuple("_".join(exchange.get(part, part) for part in name.split("_")) for name in names)
    swapped = by_feet(with_points(made().recording, names=other))
    for side in SIDES:
        assert times(swapped, side) == pytest.approx(times(by_feet(made().recording), side.other), abs=1e-6)


def test_the_same_recording_gives_the_same_contacts_twice():
    assert by_feet(made().recording).contacts == by_feet(made().recording).contacts


# --- known answers -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plates", [synth.Plates.ONE, synth.Plates.PER_FOOT])
@pytest.mark.parametrize("speed", [2.5, 3.0, 4.0])
def test_planted_contacts_come_back_from_force_within_two_milliseconds(speed, plates):
    runner = synth.runner(speed=speed, plates=plates, seconds=6)
    found = contacts(runner.recording, "force")
    for planted in runner.contacts:
        nearest = min(found.of(planted.side), key=lambda c: abs(c.landing - planted.landing))
        assert nearest.landing == pytest.approx(planted.landing, abs=0.002)
        assert nearest.leaving == pytest.approx(planted.leaving, abs=0.002)


@pytest.mark.parametrize("rate_hz", [60.0, 100.0, 150.0, 300.0])
def test_planted_contacts_come_back_from_the_feet_within_the_stated_error(rate_hz):
    runner = synth.runner(speed=3.5, rate_hz=rate_hz, seconds=8)
    found = by_feet(runner.recording)
    assert not found.judged
    assert found.error is not None
    off = []
    for planted in runner.contacts:
        nearest = min(found.of(planted.side), key=lambda c: abs(c.landing - planted.landing))
        off.append((nearest.landing - planted.landing, nearest.leaving - planted.leaving))
    landing, leaving = np.abs(np.mean(off, axis=0))
    assert landing < found.error.landing
    assert leaving < found.error.leaving


RUNS = [
    ("rbds/RBDS013/RBDS013runT35.c3d", ()),
    ("rbds/RBDS022/RBDS022runT25.c3d", ()),
    ("rbds/RBDS001/RBDS001runT35.c3d", ()),
    ("hamner/subject11/Run_4.trc", ("hamner/subject11/Run_4_grf.mot",)),
    (
        "jdavis/JDX_S999_run_0021.tsv",
        ("jdavis/JDX_S999_run_0021_f_1.tsv", "jdavis/JDX_S999_run_0021_f_2.tsv"),
    ),
]


@pytest.mark.data
@pytest.mark.parametrize(("path", "forces"), RUNS, ids=[path.split("/")[-1] for path, _ in RUNS])
def test_feet_and_force_agree_on_a_real_run(data: Path, path: str, forces: tuple[str, ...]):
    """Not a judgement (docs/tables/contacts.md leaves each runner out): the shipped weights do what they say."""
    recording = read(data / path, forces=[data / f for f in forces] or None)
    by_force, feet = contacts(recording, "force"), by_feet(recording)
    assert feet.judged
    for side in SIDES:
        inside = [c for c in by_force.of(side) if c.landing > LAST_SECONDS + recording.points.start]
        inside = [
            c for c in inside if c.leaving < recording.points.start + recording.points.duration - LAST_SECONDS
        ]
        off = []
        for contact in inside:
            nearest = min(feet.of(side), key=lambda c: abs(c.landing - contact.landing))
            off.append((nearest.landing - contact.landing, nearest.leaving - contact.leaving))
        # one run may be off by 9 ms at leaving, and smoothed force lands 7 ms early; 30 ms would be another contact
        assert np.abs(np.mean(off, axis=0)).max() < 0.012
        assert np.abs(off).max() < 0.030


CONTACT_MS = [("RBDS013", "T35", 187), ("RBDS001", "T45", 193), ("RBDS024", "T25", 290)]


@pytest.mark.data
@pytest.mark.parametrize(("runner", "speed", "expected"), CONTACT_MS)
def test_contact_times_by_force_are_those_of_the_data_sheet(
    data: Path, runner: str, speed: str, expected: int
):
    found = contacts(read(data / f"rbds/{runner}/{runner}run{speed}.c3d"), "force")
    stance = np.median([c.leaving - c.landing for c in found.contacts])
    # the sheet counts in samples of 300 Hz and reads raw force
    assert 1000 * stance == pytest.approx(expected, abs=6)


@pytest.mark.data
def test_force_times_agree_with_the_events_of_an_overground_file(data: Path):
    """Trap T25: events of a trimmed capture, four plates hit; the file's own events are frames of 4 ms."""
    recording = read(data / "dorn/JA1Gait35.c3d")
    found = contacts(recording, "force")
    strikes = [e.time for e in recording.events if "Strike" in e.label]
    for contact in found.contacts:
        assert min(abs(contact.landing - time) for time in strikes) < 0.005
    assert [c.side for c in found.contacts] == [Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT]


@pytest.mark.data
def test_the_contacts_at_both_ends_of_a_short_file_are_found(data: Path):
    """A contact needs a whole step around it, which a file of 5 s does not give to its first and last ones."""
    folder = data / "hamner/subject11"
    recording = read(folder / "Run_4.trc", forces=[folder / "Run_4_grf.mot"])
    by_force, feet = contacts(recording, "force"), by_feet(recording)
    for side in SIDES:
        assert len(feet.of(side)) == len(by_force.of(side))


# --- gaps, doubts, notes -------------------------------------------------------------------------------------


def test_a_short_gap_changes_no_contact_by_more_than_three_milliseconds():
    found = by_feet(hidden(made().recording, "heel_left", 4.00, 4.05))
    for side in SIDES:
        assert times(found, side) == pytest.approx(times(by_feet(made().recording), side), abs=0.003)


def test_contacts_near_a_long_gap_are_dropped_with_the_reason_and_the_others_stay():
    plain = by_feet(made().recording)
    found = by_feet(hidden(made().recording, "mt5_right", 4.0, 4.5))
    assert times(found, Side.LEFT) == pytest.approx(times(plain, Side.LEFT), abs=1e-6)
    kept = times(found, Side.RIGHT)
    assert 0 < len(kept) < len(plain.of(Side.RIGHT))
    assert any("not seen" in drop.reason for drop in found.dropped)
    for landing, leaving in kept:
        nearest = min(plain.of(Side.RIGHT), key=lambda c: abs(c.landing - landing))
        assert (landing, leaving) == pytest.approx((nearest.landing, nearest.leaving), abs=0.003)


def test_a_stride_without_the_other_foot_is_named_with_the_reason():
    found = by_feet(hidden(made().recording, "mt5_right", 4.0, 4.5))
    assert any("0 landings of the other foot" in drop.reason for drop in found.dropped)
    named = {drop.time for drop in found.dropped}
    for side in SIDES:
        assert not any(first.landing in named for first, _, _ in pairing(found.contacts, side).whole)


def test_two_landings_of_one_foot_in_a_row_make_no_stride():
    def contact(side: Side, landing: float) -> Contact:
        return Contact(side=side, landing=landing, leaving=landing + 0.25)

    left, right = Side.LEFT, Side.RIGHT
    run = [
        contact(left, 0.0),
        contact(right, 0.35),
        contact(left, 0.7),
        contact(left, 1.4),
        contact(right, 1.75),
    ]
    assert [(a.landing, c.landing) for a, _, c in pairing(run, left).whole] == [(0.0, 0.7)]
    assert pairing(run, right).whole == ()


def test_heels_alone_give_contacts_that_are_marked_unjudged():
    heels = dataclasses.replace(made().recording, foot_points={"heel": ("heel",)}, force=None)
    found = contacts(heels)
    assert not found.judged
    assert [note.id for note in found.notes] == ["contacts.heel_only"]
    assert len(found.contacts) == len(made().contacts)


def test_a_marker_set_without_force_behind_it_is_marked_unjudged_with_its_error():
    found = by_feet(made().recording)
    assert not found.judged
    assert "contacts.not_judged" in [note.id for note in found.notes]


def test_a_speed_outside_what_was_checked_is_said():
    found = by_feet(dataclasses.replace(made().recording, speed=7.0))
    assert "contacts.speed" in [note.id for note in found.notes]


def test_every_fitted_signal_is_one_that_a_track_gives():
    one = track(feet_of(made().recording), Side.LEFT)
    assert one is not None
    there = signals_of(one, np.zeros((1, 1)))
    for events in weights().corrections.values():
        assert set(events) == {"landing", "leaving"}
        for correction in events.values():
            assert set(correction.signals) <= set(there)
            assert correction.weights.shape == (len(correction.signals), len(correction.lags))


# --- choosing the method -------------------------------------------------------------------------------------


def test_auto_takes_force_where_there_is_force():
    assert contacts(made().recording).method == "force"


def test_auto_takes_the_feet_where_force_holds_no_whole_stride():
    """Two plates in a walkway: one contact of each foot."""
    force = made().recording.force
    assert force is not None
    spans = [c for c in made().contacts if 4.0 < c.landing][:2]
    keep = slice(
        round((spans[0].landing - 0.05) * force.rate_hz), round((spans[1].leaving + 0.05) * force.rate_hz)
    )
    channels = []
    for channel in force.channels:
        short = np.zeros_like(channel.force)
        short[keep] = channel.force[keep]
        channels.append(dataclasses.replace(channel, force=short))
    found = contacts(
        dataclasses.replace(made().recording, force=dataclasses.replace(force, channels=tuple(channels)))
    )
    assert found.method == "kinematic"
    assert found.notes[0].id == "contacts.force_too_short"


def test_an_unknown_method_is_refused():
    with pytest.raises(RequestError, match="needed: one of auto, force, kinematic"):
        contacts(made().recording, "magic")


def test_the_method_force_without_force_says_so():
    with pytest.raises(RecordingError, match="no force; needed: force plates"):
        contacts(dataclasses.replace(made().recording, force=None), "force")


# --- what is not running -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["auto", "kinematic"])
def test_walking_is_refused(method):
    with pytest.raises(RecordingError, match="Walking is not supported yet"):
        contacts(synth.walking().recording, method)


def test_standing_is_refused():
    with pytest.raises(RecordingError, match="someone standing"):
        contacts(synth.standing())


def test_one_step_is_no_stride():
    points = made().recording.points
    brief = with_points(made().recording, positions=points.positions[:60])
    with pytest.raises(RecordingError, match="no whole stride of the"):
        contacts(brief)


def test_no_points_of_the_feet_and_no_force_is_refused():
    bare = dataclasses.replace(made().recording, foot_points={}, force=None)
    with pytest.raises(RecordingError, match="no points of the left heel and the right heel"):
        contacts(bare)


def test_a_recording_without_any_seen_frame_is_refused():
    blind = with_points(made().recording, positions=np.full_like(made().recording.points.positions, np.nan))
    with pytest.raises(RecordingError, match="no points of the"):
        contacts(blind)


REFUSED = [
    ("odd/subject01_walk1.trc", "Walking is not supported yet"),
    ("pig/Movement_trial.c3d", "no whole stride of the left foot"),
    ("pig/Sample_Static.c3d", "someone standing"),
    ("rbds/RBDS001/RBDS001static.c3d", "someone standing"),
    ("dorn/static.trc", "someone standing"),
    ("odd/dataWithBlanksForMissingMarkers.trc", "no whole stride of the left foot"),
]


@pytest.mark.data
@pytest.mark.parametrize(("path", "sentence"), REFUSED, ids=[path for path, _ in REFUSED])
def test_real_files_that_hold_no_run_are_refused_in_one_sentence(data: Path, path: str, sentence: str):
    with pytest.raises(RecordingError, match=sentence):
        contacts(read(data / path))


@pytest.mark.parametrize("frames", [0, 1, 2, 5])
def test_a_few_frames_or_none_are_refused_in_one_sentence(frames):
    brief = with_points(made().recording, positions=made().recording.points.positions[:frames])
    with pytest.raises(RecordingError):
        contacts(brief)


def test_a_run_with_a_long_gap_in_it_is_not_taken_for_a_walk():
    points = made().recording.points
    positions = points.positions.copy()
    positions[round(2 * points.rate_hz) : round(8 * points.rate_hz)] = np.nan
    found = contacts(with_points(made().recording, positions=positions))
    assert all(c.leaving < 2.0 or c.landing > 8.0 for c in found.contacts)


def test_an_empty_force_leaves_the_feet_to_tell():
    force = made().recording.force
    assert force is not None
    empty = tuple(dataclasses.replace(channel, force=np.zeros((0, 3))) for channel in force.channels)
    found = contacts(dataclasses.replace(made().recording, force=dataclasses.replace(force, channels=empty)))
    assert found.method == "kinematic"
