"""The tables of a batch are written piece by piece."""

import json
import tracemalloc
from pathlib import Path

import pytest

from understride.analysis import batch_tables
from understride.analysis.batch_one import VALUES
from understride.analysis.pairing import Job


def peak(place: Path, kept: list[tuple[Job, Path]]) -> int:
    """Most memory that Python held while the tables were written, bytes."""
    place.mkdir()
    tracemalloc.start()
    try:
        batch_tables.write(place, kept)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_recordings(tmp_path):
    pytest.importorskip("pyarrow")
    held = tmp_path / "held.json"
    row = {name: 1.0 if kind == "number" else 1 if kind == "integer" else "x" for name, kind in VALUES}
    held.write_text(json.dumps({"facts": {"sha256": "0"}, "rows": [row] * 50}))
    job = Job(name="run.c3d", recording=tmp_path / "run.c3d")
    peak(tmp_path / "warm", [(job, held)])
    few, many = (peak(tmp_path / str(count), [(job, held)] * count) for count in (60, 240))
    assert many < 1.2 * few
    assert len((tmp_path / "240" / batch_tables.JSON).read_text().splitlines()) == 240 * 50 + 2
