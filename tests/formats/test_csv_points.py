"""Our CSV: what it declares, what it refuses to guess, and reading what was written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.formats import csv_points
from understride.formats.raw import Raw
from understride.model import Points, RecordingError, frozen

TEXT = (
    "# understride.points/1\n# unit: mm\n# rate: 120\n# forward: -z\n# up: +y\n# mass: 70.5 kg\n"
    "time,heel.x,heel.y,heel.z,toe.X,toe.Y,toe.Z\n"
    "0.5,1,2,3,4,5,6\n0.508333,1,2,3,,,\n0.516667,1,2,3,4,5,6\n"
)


def parse(text: str) -> Raw:
    return csv_points.read(text.encode(), "points.csv")


def test_unit_axes_rate_and_mass_are_as_declared():
    raw = parse(TEXT)
    assert (raw.labels, raw.length_unit, raw.declared_axes) == (("heel", "toe"), "mm", ("-z", "+y"))
    assert (raw.rate_hz, raw.start, raw.mass, raw.height) == (120.0, 0.5, 70.5, None)
    assert raw.positions[0].tolist() == [[1, 2, 3], [4, 5, 6]]
    assert np.isnan(raw.positions[1, 1]).all()


def test_semicolons_with_decimal_commas_read_the_same():
    body = TEXT.split("time", 1)
    other = parse(
        body[0]
        + ("time" + body[1])
        .replace(",", ";")
        .replace(".508333", ",508333")
        .replace(".5", ",5")
        .replace(".516667", ",516667")
    )
    np.testing.assert_array_equal(other.positions, parse(TEXT).positions)
    assert other.start == 0.5


def test_without_a_time_column_rate_and_start_are_the_declared_ones():
    lines = [line.split(",", 1)[1] if line[:1] in "t0" else line for line in TEXT.strip().split("\n")]
    raw = parse("\n".join(["# start: 2.5", *lines]).replace("# start", "# understride.points/1\n# start", 1))
    assert (raw.rate_hz, raw.start) == (120.0, 2.5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("# unit: mm\n", ""), "no “unit”"),
        (("# unit: mm", "# unit: parsec"), "“unit: parsec”"),
        (("# forward: -z\n# up: +y\n", ""), "no “forward”, no “up”"),
        (("# forward: -z", "# forward: north"), "“forward: north”"),
        (("# forward: -z", "# forward: -y"), "forward and up along the same axis"),
        (("# rate: 120", "# rate: 0"), "“rate: 0”"),
        (("# rate: 120", "# rate:"), "“rate: ”"),
        (("heel.x,heel.y,heel.z,toe.X,toe.Y,toe.Z", "a,b,c,d,e,f"), "no columns LABEL.x"),
        (("1,2,3", ",,"), "no point with a position"),
        (("1,2,3", "1,2,dog"), "holds “dog”"),
    ],
)
def test_what_is_not_declared_is_not_guessed(change: tuple[str, str], sentence: str):
    text = TEXT.replace(*change)
    if sentence.startswith("no point"):
        text = text.replace("4,5,6", ",,")
    with pytest.raises(RecordingError, match=r"^points\.csv: ") as caught:
        parse(text)
    assert sentence in str(caught.value)


@settings(max_examples=25)
@given(
    rate=st.floats(20, 500),
    start=st.floats(0, 100),
    values=st.lists(st.floats(-9, 9), min_size=12, max_size=12),
    gap=st.integers(0, 1),
)
def test_what_is_written_is_read_again(tmp_path_factory, rate, start, values, gap):
    """Within half of 1e-8 m and 1e-9 s."""
    positions = np.array(values).reshape(2, 2, 3).repeat(3, axis=0)
    positions[gap, 0] = np.nan
    points = Points(names=("heel_left", "c7"), positions=frozen(positions), rate_hz=rate, start=start)
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    csv_points.write_csv_points(path, points)
    raw = csv_points.read(path.read_bytes(), path.name)
    assert (raw.labels, raw.length_unit, raw.declared_axes) == (points.names, "m", ("+x", "+y"))
    assert raw.rate_hz == rate
    assert raw.start == pytest.approx(start, abs=1e-9)
    np.testing.assert_allclose(raw.positions, positions, atol=5.1e-9, rtol=0)
