"""Two recordings through `us.compare`, the command and the page: planted changes, and none where there are none."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from tests.report.test_page import astray

import understride as us
from understride import synth
from understride.analysis.comparison import Told, as_json, json_schema
from understride.change import Outcome
from understride.cli import main
from understride.formats import write_c3d
from understride.report import comparison_page
from understride.words import lint

SECONDS = 12.0


@lru_cache
def made(**plant: float) -> us.Recording:
    run = synth.runner(seconds=SECONDS, seed=4, plant=plant)
    return replace(run.recording, static=run.static)


@lru_cache
def on_the_left() -> us.Recording:
    plain = synth.runner(seconds=SECONDS, seed=4)
    key = ("pelvis_drop", us.Side.LEFT)
    run = synth.runner(seconds=SECONDS, seed=4, plant={key: plain.truth[key] + 9.0})
    return replace(run.recording, static=run.static)


def changed(found: us.Comparison) -> set[tuple[str, str | None]]:
    return {(c.measure, c.side and str(c.side)) for c in found.of(Outcome.CHANGED)}


def test_the_same_recording_twice_has_not_changed():
    found = us.compare(made(), made())
    assert changed(found) == set()
    assert found.looked_at > 60
    assert [note.id for note in found.notes] == ["comparison.same_file"]


def test_a_planted_change_is_found_at_its_measure():
    names = {name for name, _ in changed(us.compare(made(), made(pelvis_yaw_range=25.0)))}
    assert "pelvis_yaw_range" in names
    assert names <= {"pelvis_yaw_range", "thorax_in_pelvis_yaw_range"}


def test_a_planted_change_is_found_on_its_side():
    found = changed(us.compare(made(), on_the_left()))
    assert ("pelvis_drop", "left") in found
    assert ("pelvis_drop", "left_minus_right") in found
    assert "right" not in {side for _, side in found}


def test_other_shoes_make_nothing_comparable():
    found = us.compare(made(), made(), told_before=Told(shoes="a"), told_after=Told(shoes="b"))
    assert found.looked_at == 0


def test_without_a_standing_trial_positions_are_left_out_and_ranges_are_not():
    bare = replace(made(), static=None)
    left_out = {c.measure for c in us.compare(made(), bare).of(Outcome.NOT_COMPARABLE)}
    assert {"pelvis_tilt_mean", "trunk_lean_mean", "pelvis_drop"} <= left_out
    assert "pelvis_yaw_range" not in left_out


def test_contacts_are_found_the_same_way_in_both():
    found = us.compare(made(), replace(made(), force=None))
    assert (found.before.contacts, found.after.contacts) == ("kinematic", "kinematic")


def test_an_unknown_planned_measure_is_refused():
    with pytest.raises(us.RequestError, match="telepathy"):
        us.compare(made(), made(), planned=["telepathy"])


def test_the_document_holds_its_schema():
    document = json.loads(as_json(us.compare(made(), on_the_left())))
    published = json.loads((Path(__file__).parents[2] / "docs" / "comparison.schema.json").read_text())
    assert published == json.loads(json.dumps(json_schema()))
    jsonschema.validate(document, published)
    assert document["schema"] == "understride.comparison/1"
    asked = {"measure", "side", "before", "after", "difference", "ci95", "verdict", "reason"}
    assert all(asked <= row.keys() for row in document["changes"])


def test_the_page_is_whole_and_says_nothing_that_must_not_be_said():
    text = comparison_page.page(us.compare(made(), on_the_left()))
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert text.startswith("<!doctype html>")
    assert text.count("<svg") > 15
    assert astray(text) == []
    assert text == comparison_page.page(us.compare(made(), on_the_left()))
    view = comparison_page.view_of(us.compare(made(), made()))
    said = [
        view.lede,
        *view.made,
        *(a.reason for a in view.apart),
        *view.notes,
        *(p.heading for p in view.plates),
    ]
    assert [str(fault) for sentence in said for fault in lint(sentence)] == []


def test_a_change_stands_with_its_size_interval_and_error_and_its_curve_comes_first():
    view = comparison_page.view_of(us.compare(made(), on_the_left()))
    (row,) = (
        r for r in view.changed if r.title == "How low the free side of the pelvis hangs" and r.side == "left"
    )
    (found,) = (
        c for c in us.compare(made(), on_the_left()).of(Outcome.CHANGED)
        if (c.measure, c.side) == ("pelvis_drop", us.Side.LEFT)
    )  # fmt: skip
    assert found.ci95 is not None
    assert row.difference == f"+{found.difference:.1f}°"
    assert row.interval == f"{found.ci95[0]:.1f} to {found.ci95[1]:.1f}°"
    assert row.error == f"{found.error:.1f}°"
    assert "<svg" in row.drawing
    assert view.plates[0].heading == "Pelvis from side to side"
    assert 0 < sum(p.changed for p in view.plates) < 5
    assert len({p.heading for p in view.plates}) == len(view.plates)


def test_the_numbers_under_a_curve_are_those_of_the_curve():
    found = us.compare(made(), on_the_left())
    plate = comparison_page.view_of(found).plates[0]
    before, after = (half.curves["pelvis_obliquity", None] for half in (found.before, found.after))
    at = [int(k) for k in plate.head[1:]]
    for row, curve in zip(plate.rows[:2], (before, after), strict=True):
        mean = curve.strides.mean(axis=0)
        written = [cell.replace("\u2212", "-").removesuffix("°") for cell in row[1:]]
        assert [float(w) for w in written] == pytest.approx([mean[k] for k in at], abs=0.051)


def test_where_nothing_could_be_compared_the_first_line_says_why():
    found = us.compare(made(), made(), told_before=Told(shoes="a"), told_after=Told(shoes="b"))
    view = comparison_page.view_of(found)
    assert view.lede == "Nothing could be compared: the shoes differ (a and b)."
    assert [id for id, _ in view.nav] == ["curves", "not", "how"]
    assert "Holm" not in " ".join(view.made)


def test_what_neither_recording_shows_is_said_of_both():
    bare = replace(made(), force=None)
    reasons = {c.measure: c.reason for c in us.compare(bare, bare).of(Outcome.NOT_COMPARABLE)}
    assert reasons["peak_vertical_force"].startswith("in both: ")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compared")
    for name, run in (("before", made()), ("after", on_the_left())):
        write_c3d(folder / f"{name}.c3d", run.points, force=run.force)
        assert run.static is not None
        write_c3d(folder / f"{name}-static.c3d", run.static)
    return folder


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_command_prints_the_document_and_writes_the_page(files):
    done = call("compare", files / "before.c3d", files / "after.c3d", "--static-before", files / "before-static.c3d",
                "--static-after", files / "after-static.c3d", "--out", files / "out", "--json")  # fmt: skip
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)["changes"]
    assert any(r["verdict"] == "changed" and r["measure"] == "pelvis_drop" for r in rows)
    assert {p.name for p in (files / "out").iterdir()} == {"comparison.html", "comparison.json"}


def test_a_broken_file_ends_in_a_sentence(files):
    (files / "broken.c3d").write_bytes((files / "before.c3d").read_bytes()[:3000])
    done = call("compare", files / "before.c3d", files / "broken.c3d", "--json")
    assert done.exit_code == 2
    assert "broken.c3d: " in done.stderr
    assert done.stdout == ""


# --- the other doors


def test_the_doors_are_the_steps_of_the_analysis():
    run = made()
    whole, rows = us.analyze(run), us.measure(run)
    assert rows.rows == whole.measured
    assert us.find(rows).rows == whole.findings
    assert rows["stance_time", "left"] == rows["stance_time", us.Side.LEFT]
    assert "pelvis_yaw" in set(us.angles(run))


def test_every_door_leads_to_pandas():
    run = made()
    rows = us.measure(run)
    tables: list[Any] = [us.contacts(run), us.angles(run), rows, us.find(rows), us.compare(run, run)]
    frames = [table.to_dataframe() for table in tables]
    assert list(frames[0].columns) == ["side", "landing", "leaving"]
    assert len(frames[1]) == run.points.frames
    assert len(frames[2]) == len(rows)
    assert set(frames[4]["verdict"]) <= {str(outcome) for outcome in Outcome}


def test_without_pandas_a_sentence_says_so(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(us.RequestError, match="pip install pandas"):
        us.contacts(made()).to_dataframe()
