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


def test_the_literature_is_listed_apart_with_what_was_seen_of_it_and_what_it_lacks() -> None:
    document = json.loads(CliRunner().invoke(norms, ["--json"]).output)
    sources = {source["id"]: source for source in document["literature"]}
    assert all(source["seen"] for source in sources.values())
    women, men = sources["literature-hip-adduction-2020"]["rows"]
    assert (women["people"].split(",")[0], women["n"], women["mean"], women["sd"]) == (
        "fifteen women",
        15,
        13.3,
        4.2,
    )
    # t(14) = 2.1448 from a printed table
    assert women["high"] - 13.3 == pytest.approx(2.1448 * 4.2 * (16 / 15) ** 0.5, abs=0.01)
    assert men["sexes"] == ["men"]
    assert all("SD" in row["lacking"] for row in sources["literature-perpina-2023"]["rows"])


def test_the_list_marks_the_literature_and_what_nobody_is_held_against() -> None:
    lines = CliRunner().invoke(norms).output.splitlines()
    (head,) = (line for line in lines if line.startswith("literature-perpina-2023"))
    assert "(literature)" in head
    assert head.endswith("read: abstract")
    assert "nobody is held against it, not shown: number of people" in lines[lines.index(head) + 1]


def test_the_limit_of_left_minus_right_stands_beside_the_healthy_percentile() -> None:
    document = json.loads(CliRunner().invoke(norms, ["--json"]).output)
    rows = [row for row in document["norms"][0]["rows"] if row["left_minus_right_p95"] is not None]
    assert rows
    assert all(row["left_minus_right_within"] >= row["left_minus_right_p95"] > 0 for row in rows)
