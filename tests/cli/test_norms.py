"""`understride norms`: who stands behind a band, and the same numbers for people and for programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from understride.cli.norms import norms


def test_the_list_says_first_who_a_norm_is_made_of() -> None:
    lines = CliRunner().invoke(norms).output.splitlines()
    heads = [line for line in lines if not line.startswith("  ")]
    assert heads[0].startswith("rbds19-2026 (norm): nineteen men of 22 to 48 years")
    assert heads[1].startswith("fb7-2026 (reference): seven trained men")


def test_the_document_holds_every_band_with_its_people() -> None:
    document = json.loads(CliRunner().invoke(norms, ["--json"]).output)
    assert document["schema"] == "understride.norms/1"
    norm, reference = document["norms"]
    assert (norm["is_norm"], reference["is_norm"]) == (True, False)
    assert norm["facts"]["women"] == "0"
    row = next(r for r in norm["rows"] if (r["measure"], r["speed"]) == ("step_rate", 3.5))
    # t(18) = 2.1009 from a printed table
    assert row["high"] - row["mean"] == pytest.approx(2.1009 * row["sd"] * (20 / 19) ** 0.5, abs=0.06)
    assert row["unit"] == "/min"


def test_a_band_has_both_edges_or_none() -> None:
    document = json.loads(CliRunner().invoke(norms, ["--json"]).output)
    for source in document["norms"]:
        for row in source["rows"]:
            assert (row["low"] is None) == (row["high"] is None) == (row["mean"] is None)
