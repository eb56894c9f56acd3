"""Up, forward, right and the unit come from the data, whatever the file's own axes are."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from tests.formats import stick

from understride.formats import axes
from understride.formats.assemble import Said, assemble
from understride.formats.raw import Raw
from understride.model import Floats, Recording, RecordingError, Surface

SIGNED = [
    np.diag(signs)[list(order)]
    for order in permutations(range(3))
    for signs in product((1.0, -1.0), repeat=3)
]
RIGHT_HANDED = [r for r in SIGNED if np.linalg.det(r) > 0]


def read(raw: Raw, *, static: Raw | None = None) -> Recording:
    return assemble(raw, static=static, said=Said())


def notes(recording: Recording) -> set[str]:
    return {note.id for note in recording.notes}


def name_of(rotation: Floats) -> str:
    return "".join(axes.signed_name(row) for row in rotation)


@pytest.mark.parametrize("rotation", RIGHT_HANDED, ids=name_of)
@pytest.mark.parametrize("belt", [True, False], ids=["belt", "ground"])
def test_axes_of_the_file_change_nothing(rotation: Floats, belt: bool) -> None:
    """A law: turn the laboratory, and the recording in our axes stays the same."""
    points = stick.cloud(belt=belt)
    recording = read(stick.raw(points, rotation=rotation))
    assert recording.surface is (Surface.TREADMILL if belt else Surface.OVERGROUND)
    for name in recording.points.names:
        np.testing.assert_allclose(recording.points[name], points[name], atol=1e-9)


@pytest.mark.parametrize(
    ("per_metre", "unit"), [(1000.0, "mm"), (100.0, "cm"), (1.0, "m"), (1 / 0.0254, "inch")], ids=str
)
def test_units_are_recognised_by_the_size_of_the_body(per_metre: float, unit: str) -> None:
    points = stick.cloud()
    for declared in (unit, None, "km"):
        recording = read(stick.raw(points, per_metre=per_metre, unit=declared))
        np.testing.assert_allclose(recording.points["heel_right"], points["heel_right"], atol=1e-9)
        assert any(step.startswith(f"unit {unit}") for step in recording.provenance.steps)


def test_a_wrong_unit_in_the_file_is_overruled_and_said() -> None:
    recording = read(stick.raw(stick.cloud(), per_metre=1.0, unit="mm"))
    assert any("the file says mm, which cannot be" in step for step in recording.provenance.steps)


def test_a_body_of_no_size_is_refused_in_one_sentence() -> None:
    with pytest.raises(
        RecordingError, match=r"run\.trc: a body of which the pelvis is .* in no unit we know"
    ):
        read(stick.raw(stick.cloud(), per_metre=7.0, unit=None))


def test_a_body_that_lies_down_has_no_up() -> None:
    points = {n: np.column_stack([p[:, 0] + p[:, 1], p[:, 1], p[:, 2]]) for n, p in stick.cloud().items()}
    with pytest.raises(RecordingError, match="no axis along which the body is clearly above the feet"):
        read(stick.raw(points))


def test_running_backwards_is_refused() -> None:
    points = {n: p[::-1] for n, p in stick.cloud().items()}
    with pytest.raises(RecordingError, match="moves backwards"):
        read(stick.raw(points))


def test_standing_has_no_surface_and_faces_forward() -> None:
    recording = read(stick.raw(stick.cloud(speed=0.0), rotation=RIGHT_HANDED[5]))
    assert recording.surface is Surface.UNKNOWN
    assert np.nanmean(recording.points["asis_right"][:, 0] - recording.points["psis_right"][:, 0]) > 0


def test_gaps_do_not_move_the_axes() -> None:
    points = {n: p.copy() for n, p in stick.cloud().items()}
    points["asis_right"][:300] = np.nan
    points["heel_left"][50:350] = np.nan
    recording = read(stick.raw(points, rotation=RIGHT_HANDED[7]))
    np.testing.assert_allclose(recording.points["asis_right"], points["asis_right"], atol=1e-9)


def test_unusual_axes_of_a_known_laboratory_are_said_and_used() -> None:
    turned = read(stick.raw(stick.cloud(), rotation=RIGHT_HANDED[3]))
    usual = read(stick.raw(stick.cloud()))
    assert "axes.unusual" in notes(turned)
    assert "axes.unusual" not in notes(usual)


def test_a_standing_trial_may_face_anywhere() -> None:
    """Trap T9: 34° askew, and the other way round."""
    for degrees in (34.0, 180.0, -90.0):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        askew = np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])
        standing = stick.cloud(speed=0.0, seconds=1.0)
        recording = read(
            stick.raw(stick.cloud()), static=stick.raw(standing, rotation=askew, file="static.trc")
        )
        assert recording.static is not None
        width = recording.static["asis_right"] - recording.static["asis_left"]
        np.testing.assert_allclose(np.linalg.norm(width, axis=1), 0.26, atol=1e-9)
        assert (width[:, 2] > 0).all()


def test_points_are_found_by_part_and_side() -> None:
    names = dict.fromkeys(
        ["heel_right", "heel_top_left", "head_1", "toe_left", "thigh_1_right"], np.zeros((1, 3))
    )
    assert axes.named(names, ("heel",)) == ["heel_right", "heel_top_left"]
    assert axes.named(names, axes.FOOT, side="left") == ["heel_top_left", "toe_left"]
