"""The C3D writer: what is written is read back, by us and by ezc3d."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import c3d
from understride.formats.c3d_write import write_c3d
from understride.formats.raw import Raw
from understride.model import FileEvent, Floats, Force, ForceChannel, Points, RequestError, Side

LABELS = {Side.LEFT: "Foot Strike", Side.RIGHT: "Foot Off", None: "start"}


def points(frames: int, count: int, *, gaps: float = 0.1, rate: float = 150.0, seed: int = 0) -> Points:
    random = np.random.default_rng(seed)
    positions = random.uniform(-3, 3, size=(frames, count, 3))
    positions[random.uniform(size=(frames, count)) < gaps] = np.nan
    return Points(
        names=tuple(f"shank_{index}_left" for index in range(count)), positions=positions, rate_hz=rate
    )


def channel(samples: int, *, foot: Side | None = None, seed: int = 0) -> ForceChannel:
    """Steps on a level surface: unloaded (no force, no centre) for every third block of ten samples."""
    random = np.random.default_rng(seed)
    force = random.normal(size=(samples, 3)) * 100 + np.array([0, 1200, 0])
    force[:, 1] = np.maximum(force[:, 1], 50)
    centre = random.uniform(-1, 2, size=(samples, 3)) * [1, 0, 1] + [0, 0.02, 0]
    free = random.normal(size=samples) * 5
    off = (np.arange(samples) // 10) % 3 == 2
    force[off], centre[off], free[off] = 0, np.nan, np.nan
    return ForceChannel(name=f"belt {seed}", foot=foot, force=force, centre=centre, free_moment=free)


def back(path: Path) -> Raw:
    return c3d.read(path.read_bytes(), path.name)


def close(ours: Floats, expected: Floats, within: float) -> None:
    """Equal within `within`, with gaps in the same places."""
    np.testing.assert_allclose(ours, expected, rtol=0, atol=within, equal_nan=True)


@settings(max_examples=40)
@given(
    frames=st.integers(1, 40),
    count=st.integers(1, 9),
    ratio=st.integers(1, 5),
    plates=st.integers(0, 3),
    sides=st.lists(st.sampled_from([Side.LEFT, Side.RIGHT, None]), max_size=8),
    seed=st.integers(0, 9),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    frames: int,
    count: int,
    ratio: int,
    plates: int,
    sides: list[Side | None],
    seed: int,
) -> None:
    """A law. Floats of 32 bits hold 3000 mm to 0.0002 mm, 2000 N to 0.0002 N, 6 kN·m to 0.0005 N·m."""
    path = tmp_path_factory.mktemp("c3d") / "made.c3d"
    marks = points(frames, count, seed=seed)
    feet = (Side.LEFT, Side.RIGHT, None)
    channels = tuple(channel(frames * ratio, foot=feet[index], seed=index) for index in range(plates))
    force = Force(rate_hz=150.0 * ratio, start=0.0, channels=channels, smoothed=False)
    events = tuple(
        FileEvent(label=LABELS[side], side=side, time=index * 8.25) for index, side in enumerate(sides)
    )
    write_c3d(path, marks, force=force, events=events, mass=71.5, height=1.78)
    raw = back(path)
    assert (raw.labels, raw.rate_hz, raw.length_unit, raw.left_out, raw.notes) == (
        marks.names,
        150.0,
        "mm",
        (),
        (),
    )
    assert (raw.mass, round(raw.height or 0, 6)) == (71.5, 1.78)
    close(raw.positions / 1000, marks.positions, 2e-7)
    assert raw.events == events
    for made, given_channel in zip(raw.forces, channels, strict=True):
        assert (made.name, made.foot) == (given_channel.name, given_channel.foot)
        close(made.force, given_channel.force, 2e-4)
        close(made.centre, given_channel.centre, 1e-5)
        close(made.moment[:, 1], given_channel.free_moment, 1e-3)
        assert not np.nan_to_num(made.moment[:, [0, 2]]).any()


@pytest.mark.parametrize(("frames", "count", "events"), [(30, 300, 400), (66_000, 1, 2)])
def test_counts_beyond_the_fields_of_the_header_are_read_back(
    tmp_path: Path, frames: int, count: int, events: int
) -> None:
    """More than 255 labels or events go on in LABELS2; more than 65,535 frames stand in TRIAL."""
    marks = points(frames, count)
    happened = tuple(FileEvent(label="Foot Off", side=Side.LEFT, time=index / 8) for index in range(events))
    write_c3d(tmp_path / "long.c3d", marks, events=happened)
    raw = back(tmp_path / "long.c3d")
    assert raw.labels == marks.names
    close(raw.positions / 1000, marks.positions, 2e-7)
    assert raw.events == happened


def test_ezc3d_reads_the_same_points_force_and_centre(tmp_path: Path) -> None:
    ezc3d = pytest.importorskip("ezc3d")
    path, marks, belt = tmp_path / "made.c3d", points(50, 7), channel(200)
    force = Force(rate_hz=600.0, start=0.0, channels=(belt,), smoothed=False)
    write_c3d(path, marks, force=force, events=[FileEvent(label="Foot Off", side=Side.LEFT, time=0.25)])
    other = ezc3d.c3d(str(path), extract_forceplat_data=True)
    seen = np.isfinite(marks.positions)
    theirs = other["data"]["points"][:3].transpose(2, 1, 0)
    close(theirs[seen], 1000 * marks.positions[seen], 2e-4)
    (plate,) = other["data"]["platform"]
    loaded = belt.force[:, 1] > 0
    close(plate["force"].T, belt.force, 2e-4)
    close(plate["center_of_pressure"].T[loaded], 1000 * belt.centre[loaded], 1e-2)
    close(plate["Tz"].T[loaded, 1], 1000 * belt.free_moment[loaded], 1.0)
    assert other["parameters"]["EVENT"]["TIMES"]["value"].ravel().tolist() == [0.0, 0.25]


def test_force_that_starts_later_or_ends_earlier_is_not_a_number_there(tmp_path: Path) -> None:
    """Points from 2.0 s on for 0.2 s, force from 2.05 to 2.15 s: 20 samples missing at either end of 80."""
    marks = Points(names=("c7",), positions=np.ones((20, 1, 3)), rate_hz=100.0, start=2.0)
    belt = channel(40)
    write_c3d(
        tmp_path / "run.c3d", marks, force=Force(rate_hz=400.0, start=2.05, channels=(belt,), smoothed=False)
    )
    (made,) = back(tmp_path / "run.c3d").forces
    assert np.isnan(made.force[:20]).all()
    assert np.isnan(made.force[60:]).all()
    close(made.force[20:60], belt.force, 2e-4)


def test_a_loaded_sample_without_a_centre_gets_none(tmp_path: Path) -> None:
    force = np.tile([0.0, 800.0, 0.0], (10, 1))
    nowhere = ForceChannel(
        name="plate", foot=None, force=force, centre=np.full((10, 3), np.nan), free_moment=np.full(10, np.nan)
    )
    marks = Points(names=("c7",), positions=np.ones((10, 1, 3)), rate_hz=100.0)
    write_c3d(
        tmp_path / "run.c3d",
        marks,
        force=Force(rate_hz=100.0, start=0.0, channels=(nowhere,), smoothed=False),
    )
    (made,) = back(tmp_path / "run.c3d").forces
    close(made.force, force, 1e-4)
    assert np.isnan(made.centre).all()


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.c3d", "two.c3d"):
        write_c3d(
            tmp_path / name, points(10, 3), events=[FileEvent(label="Foot Off", side=Side.LEFT, time=0.05)]
        )
    assert (tmp_path / "one.c3d").read_bytes() == (tmp_path / "two.c3d").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.c3d", "two.c3d"]


@pytest.mark.parametrize(
    "names", [("*1", "b"), ("U7", "b"), ("a:b", "b"), (" a", "b"), ("", "b"), ("b", "b")]
)
def test_names_that_would_not_come_back_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    marks = Points(names=names, positions=np.ones((4, 2, 3)), rate_hz=100.0)
    with pytest.raises(RequestError, match="needed: "):
        write_c3d(tmp_path / "run.c3d", marks)
    assert not list(tmp_path.iterdir())


def test_force_between_frames_is_refused(tmp_path: Path) -> None:
    force = Force(rate_hz=250.0, start=0.0, channels=(channel(25),), smoothed=False)
    with pytest.raises(RequestError, match="force at 250 Hz with points at 100 Hz"):
        write_c3d(tmp_path / "run.c3d", points(10, 2, rate=100.0), force=force)
