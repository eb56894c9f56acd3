"""Force plates: hand arithmetic in plate axes, ezc3d for the rarer types, body weight on the shared treadmill."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from understride.formats import c3d
from understride.formats.c3d_layout import Layout
from understride.formats.c3d_parameters import ORDERS, Parameter, Parameters
from understride.formats.plates import forces
from understride.formats.raw import Raw, RawForce
from understride.model import Floats, Note

DATA = os.environ.get("UNDERSTRIDE_DATA")
RUNS = (
    [pytest.param(path, id=path.stem) for path in sorted(Path(DATA).glob("rbds/*/*run*.c3d"))]
    if DATA
    else [pytest.param(None, marks=pytest.mark.skip("UNDERSTRIDE_DATA does not name the shared recordings"))]
)
# kg, from the participants' table of the treadmill set (data README, 4.1)
MASS = {
    "RBDS001": 62, "RBDS002": 80, "RBDS03": 65.4, "RBDS05": 60, "RBDS08": 69, "RBDS010": 64.75, "RBDS011": 75,
    "RBDS013": 58.2, "RBDS014": 75.8, "RBDS015": 77.25, "RBDS017": 82.15, "RBDS018": 76.75, "RBDS020": 68.15,
    "RBDS021": 71.35, "RBDS022": 70.9, "RBDS024": 80.9, "RBDS025": 64.7, "RBDS026": 77.2, "RBDS028": 58.55,
}  # fmt: skip

# A plate 600 × 400 mm with its middle at (1000, 2000, 0) mm in a lab with z up; its x along the lab's x, z down.
MIDDLE = (1000.0, 2000.0, 0.0)
CORNERS = [[1300.0, 1800.0, 0.0], [700.0, 1800.0, 0.0], [700.0, 2200.0, 0.0], [1300.0, 2200.0, 0.0]]


def numbers(values: npt.ArrayLike) -> Parameter:
    """A float parameter; the last axis of the values is the first dimension of the file."""
    array = np.asarray(values, "<f4")
    return Parameter(4, tuple(reversed(array.shape)), array.tobytes())


def words(*values: str) -> Parameter:
    width = max(map(len, values))
    return Parameter(-1, (width, len(values)), "".join(value.ljust(width) for value in values).encode())


def plate(signals: Floats, kind: int, **more: Parameter) -> tuple[tuple[RawForce, ...], list[Note]]:
    """What a plate with these signals, (samples, channels), gives."""
    channels = signals.shape[1]
    items = {
        ("POINT", "UNITS"): words("mm"),
        ("ANALOG", "UNITS"): words(*["N"] * 3, *["Nmm"] * (channels - 3)),
        ("FORCE_PLATFORM", "USED"): numbers([1]),
        ("FORCE_PLATFORM", "TYPE"): numbers([kind]),
        ("FORCE_PLATFORM", "CORNERS"): numbers([CORNERS]),
        ("FORCE_PLATFORM", "ORIGIN"): numbers([[0, 0, 0]]),
        ("FORCE_PLATFORM", "CHANNEL"): numbers([list(range(1, channels + 1))]),
    }
    items |= {
        ("ANALOG" if name == "UNITS" else "FORCE_PLATFORM", name): value for name, value in more.items()
    }
    plan = Layout(
        order=ORDERS[84], points=0, channels=channels, ratio=1, first=1, frames=len(signals), begin=0, scale=None,
        rate_hz=100.0, notes=(),
    )  # fmt: skip
    return forces(Parameters(ORDERS[84], items, 0), plan, lambda wanted: signals[:, list(wanted)].copy())


# The runner pushes with (50, 20, −1000) N in plate axes (z down: the reaction is 1000 N up) at (100, 150) mm from the
# middle of the surface, and turns with 5 N·m about z. Moment about the middle = p × F + T:
# x: 150 · −1000 = −150000 N·mm; y: −(100 · −1000) = 100000; z: 100 · 20 − 150 · 50 + 5000 = −500.
SIGNALS = np.array([[50.0, 20.0, -1000.0, -150_000.0, 100_000.0, -500.0]])
FORCE = (50.0, -20.0, 1000.0)  # lab: y and z turned round
CENTRE = (1.100, 1.850, 0.0)  # m: 1000 + 100, 2000 − 150
TURN = -5.0  # N·m about the lab's z


def check(made: RawForce) -> None:
    np.testing.assert_allclose(made.force[0], FORCE, atol=1e-9)
    np.testing.assert_allclose(made.centre[0], CENTRE, atol=1e-9)
    np.testing.assert_allclose(made.moment[0], (0, 0, TURN), atol=1e-9)


def test_a_type_2_plate_gives_force_centre_and_free_moment_in_the_lab() -> None:
    (made,), notes = plate(SIGNALS, 2)
    check(made)
    assert notes == []


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_depth_of_the_origin_counts_whichever_sign_it_was_written_with(sign: int) -> None:
    """Measured 40 mm under the surface, moments are less by F × (0, 0, −40) = (20 · −40, 50 · 40, 0) N·mm."""
    signals = SIGNALS - [[0, 0, 0, -800.0, 2000.0, 0]]
    (made,), _ = plate(signals, 2, ORIGIN=numbers([[0, 0, sign * 40.0]]))
    check(made)


def test_an_origin_beside_the_middle_moves_the_centre() -> None:
    """Measured at the plate's corner (−300, −200): ORIGIN is (300, 200, 0), F × ORIGIN (200000, −300000, 4000)."""
    signals = SIGNALS - [[0, 0, 0, 200_000.0, -300_000.0, 50 * 200.0 - 20 * 300.0]]
    (made,), _ = plate(signals, 2, ORIGIN=numbers([[300.0, 200.0, 0.0]]))
    check(made)


@pytest.mark.parametrize("store", ["BYCOLUMN", "BYROW"])
def test_a_type_4_plate_multiplies_by_its_calibration(store: str) -> None:
    """A matrix with cross talk: volts are the solution of matrix · volts = signals."""
    matrix = np.diag([500.0, 500.0, 1000.0, 8e5, 2.5e5, 4e5])
    matrix[0, 1], matrix[3, 2] = 25.0, -4000.0
    volts = np.linalg.solve(matrix, SIGNALS[0])[np.newaxis]
    written = matrix.T if store == "BYCOLUMN" else matrix
    (made,), _ = plate(volts, 4, CAL_MATRIX=numbers([written]), MATRIX_STORE=words(store))
    np.testing.assert_allclose(made.force[0], FORCE, rtol=1e-6)
    np.testing.assert_allclose(made.centre[0], CENTRE, rtol=1e-6)


def test_a_type_1_plate_brings_its_own_centre() -> None:
    signals = np.array([[50.0, 20.0, -1000.0, 100.0, 150.0, 5000.0]])
    (made,), _ = plate(signals, 1)
    check(made)


def test_a_type_3_plate_adds_up_its_eight_channels() -> None:
    """a = 200, b = 120 mm: Mx = b(z1 + z2 − z3 − z4), My = a(−z1 + z2 + z3 − z4), Mz = b(x34 − x12) + a(y14 − y23)."""
    z = np.linalg.solve(
        [[1, 1, 1, 1], [120, 120, -120, -120], [-200, 200, 200, -200], [1, -1, 1, -1]],
        [-1000.0, -100_000.0, 100_000.0, 0.0],
    )
    # shears: x12 + x34 = 50, y14 + y23 = 20; Mz = 120 (x34 − x12) with y14 = y23
    signals = np.array([[20.0, 30.0, 10.0, 10.0, *z]])
    (made,), _ = plate(signals, 3, ORIGIN=numbers([[200.0, 120.0, 0.0]]))
    np.testing.assert_allclose(made.force[0], FORCE, atol=1e-9)
    np.testing.assert_allclose(made.centre[0], (1.100, 1.900, 0.0), atol=1e-9)
    # 1200 measured; p × F = 100 · 20 − 100 · 50 = −3000; so T = 4200 N·mm, turned round in the lab
    np.testing.assert_allclose(made.moment[0], (0, 0, -4.2), atol=1e-9)


def test_an_unloaded_plate_has_no_centre() -> None:
    (made,), _ = plate(np.vstack([SIGNALS, SIGNALS * 0.009]), 2)
    assert np.isnan(made.centre[1]).all()
    assert np.isnan(made.moment[1]).all()
    assert made.force[1, 2] == pytest.approx(9.0)


def test_moments_in_another_unit_than_declared_are_noticed() -> None:
    """Declared N·m, written in N·mm: the centre would lie 180 m beside the plate."""
    (made,), notes = plate(np.repeat(SIGNALS, 20, axis=0), 2, UNITS=words("N", "N", "N", "Nm", "Nm", "Nm"))
    check(made)
    assert [note.text for note in notes] == [
        "Force plate 1: its moments fit the plate only as N·mm, so they are read so."
    ]


def loaded_later(signal: Floats) -> Floats:
    """Ten empty samples with an offset, then ten loaded ones with the same offset."""
    offset = np.array([3.0, -2.0, 8.0, 100.0, 50.0, 10.0])
    return np.vstack([np.tile(offset, (10, 1)), np.tile(signal + offset, (10, 1))])


def test_the_zero_frames_are_subtracted_where_the_plate_was_empty() -> None:
    (made,), notes = plate(loaded_later(SIGNALS[0]), 2, ZERO=numbers([1, 10]))
    np.testing.assert_allclose(made.force[15], FORCE, atol=1e-9)
    assert notes == []


def test_zero_frames_with_someone_on_the_plate_are_left_and_this_is_said() -> None:
    (made,), notes = plate(loaded_later(SIGNALS[0]), 2, ZERO=numbers([11, 20]))
    assert made.force[15, 2] == pytest.approx(992.0)
    assert [note.id for note in notes] == ["c3d.plate"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"CORNERS": numbers(np.zeros((1, 4, 3)))}, "do not span an area"),
        ({"CORNERS": numbers([[*CORNERS[:3], [2000.0, 2200.0, 0.0]]])}, "do not form a rectangle"),
        ({"CORNERS": numbers([CORNERS[:3]])}, "corners are not given"),
        ({"CHANNEL": numbers([[1, 2, 3, 4, 5, 7]])}, "channels are not in the file"),
        ({"CHANNEL": numbers([[1, 2, 3, 4, 5, 5]])}, "channels are not in the file"),
        ({"TYPE": numbers([6])}, "type 6 cannot be read"),
        ({"TYPE": numbers([4])}, "calibration matrix is not given"),
        ({"ORIGIN": numbers([[0, 0, float("nan")]])}, "origin is not given"),
    ],
)
def test_a_plate_that_cannot_be_used_is_left_out_with_the_reason(
    change: dict[str, Parameter], why: str
) -> None:
    made, notes = plate(SIGNALS, 2, **change)
    assert made == ()
    assert why in notes[-1].text


def test_a_force_that_nobody_makes_is_left_out() -> None:
    made, notes = plate(SIGNALS * 1000, 2)
    assert made == ()
    assert "1e+06 N" in notes[0].text


# --- the shared recordings ----------------------------------------------------------------------------------------


def recording(path: Path) -> Raw:
    return c3d.read(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", RUNS)
def test_the_mean_vertical_force_is_the_body_weight(path: Path) -> None:
    """Trap T1: units say N, numbers are volts; the treadmill reads about 2 % low (0.93–1.00)."""
    (belt,) = recording(path).forces
    share = belt.force[:, 1].mean() / (MASS[path.parent.name] * 9.81)
    assert 0.93 <= share <= 1.005


def midstances(belt: RawForce) -> list[int]:
    """Samples halfway through contacts: over 50 N for at least 100 ms."""
    on = np.concatenate([[False], belt.force[:, 1] > 50, [False]])
    begins, ends = np.flatnonzero(on[1:] & ~on[:-1]), np.flatnonzero(~on[1:] & on[:-1])
    long = (ends - begins) > 0.1 * belt.rate_hz
    return list((begins[long] + ends[long]) // 2)


@pytest.mark.parametrize("path", RUNS)
def test_the_centre_of_pressure_lies_under_the_standing_foot(path: Path) -> None:
    """Trap T2: at midstance 145–205 mm ahead of Heel.Bottom and within 45 mm of the foot's midline.

    Medians of a run; 140 mm because RBDS021, who turns his feet out most, has 144 at 4.5 m/s. The midline goes from
    the heel to between MT1 and MT5, so feet without MT1 are left out (T6).
    """
    raw = recording(path)
    (belt,) = raw.forces
    ahead, aside = [], []
    for sample in midstances(belt):
        points = dict(zip(raw.labels, raw.positions[sample // 2] / 1000, strict=True))
        side = min("LR", key=lambda letter: points[f"{letter}.Heel.Bottom"][1])
        heel = points[f"{side}.Heel.Bottom"]
        reach = (belt.centre[sample] - heel)[[0, 2]]
        ahead.append(reach[0])
        if f"{side}.MT1" in points:
            x, z = ((points[f"{side}.MT1"] + points[f"{side}.MT5"]) / 2 - heel)[[0, 2]]
            aside.append((x * reach[1] - z * reach[0]) / np.hypot(x, z))
    assert 0.140 <= np.nanmedian(ahead) <= 0.205
    assert np.nanmedian(np.abs(aside)) <= 0.045


def test_force_and_centre_agree_with_the_text_files_of_the_same_run(data: Path) -> None:
    """Trap T2: the text is filtered; centre −2.1 ± 2.3 mm along X and −0.5 ± 0.5 mm along Z, force r 0.9999."""
    (belt,) = recording(data / "rbds/RBDS001/RBDS001runT25.c3d").forces
    text = np.loadtxt(data / "bmcric/RBDS001runT25forces.txt", skiprows=1)
    loaded = text[:, 2] > 400
    off = 1000 * belt.centre[loaded] - text[loaded][:, 4:7]
    assert np.corrcoef(belt.force[loaded, 1], text[loaded, 2])[0, 1] > 0.999
    assert abs(np.median(off[:, 0])) < 4
    assert abs(np.median(off[:, 2])) < 1.5


def test_plates_overground_are_loaded_when_the_events_say_so(data: Path) -> None:
    """Trap T25: four of eight plates are hit, each within 15 ms of a foot strike of the EVENT group."""
    raw = recording(data / "dorn/JA1Gait35.c3d")
    strikes = np.array([event.time for event in raw.events if event.label == "Foot Strike"])
    hit = [made for made in raw.forces if made.force[:, 2].max() > 500]
    onsets = [np.flatnonzero(made.force[:, 2] > 50)[0] / made.rate_hz for made in hit]
    assert (len(raw.forces), len(hit)) == (8, 4)
    assert all(np.abs(strikes - onset).min() < 0.015 for onset in onsets)
