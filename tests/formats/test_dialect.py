"""A marker set is one data file: strictly read, recognised by its labels, and never guessed."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats import stick

from understride.formats import dialect, read, write_trc
from understride.formats.assemble import Said, assemble
from understride.gait.foot_weights import weights
from understride.model import Points, RecordingError, frozen

SHIPPED = {d.id: d for d in dialect.shipped()}
FILES = sorted(f.name for f in (resources.files("understride.formats") / "dialects").iterdir())

MINE = """
points:
  asis: <side>Hip
  psis: <side>Back
  heel: <side>Heel
  mt5: [<side>Outer, <side>Side]
  clav: Chest
feet: {heel: [heel], forefoot: [mt5]}
sides: {right: R, left: L}
"""


@pytest.mark.parametrize("file", FILES)
def test_a_shipped_set_is_called_like_its_file_and_says_where_it_is_from(file: str) -> None:
    text = (resources.files("understride.formats") / "dialects" / file).read_text(encoding="utf-8")
    fields = dialect._checked_fields(text, file)
    assert f"{fields.id}.yaml" == file
    assert fields.title
    assert fields.source
    assert fields.licence
    assert fields.feet.heel


@pytest.mark.parametrize("known", SHIPPED.values(), ids=lambda d: d.id)
def test_a_set_is_recognised_by_its_own_labels(known: dialect.Dialect) -> None:
    labels = [spellings[0] for spellings in known.labels.values()]
    assert dialect.recognise(labels, file="run") is known
    assert dialect.recognise([f"Anna:{label.upper()}" for label in labels], file="run") is known
    assert set(known.names_of(labels)) == set(known.labels)


@pytest.mark.parametrize("known", SHIPPED.values(), ids=lambda d: d.id)
@pytest.mark.parametrize("gone", ["thigh", "shank", "acromion", "psis", "toe", "mt1"])
def test_one_missing_segment_is_still_recognised(known: dialect.Dialect, gone: str) -> None:
    labels = [spellings[0] for name, spellings in known.labels.items() if not name.startswith(gone)]
    assert dialect.recognise(labels, file="run") is known


def test_unknown_labels_name_the_nearest_set_and_what_is_missing() -> None:
    with pytest.raises(RecordingError) as caught:
        dialect.recognise(["LASI", "RASI", "a", "b", "c"], file="run.trc")
    assert "5 labels that no marker set knows (nearest: plugingait, 2 of 10" in str(caught.value)
    assert "RKNE" in str(caught.value)
    assert "mapping" in caught.value.do


def test_two_sets_that_fit_equally_well_are_refused() -> None:
    twins = [dialect.load(f"id: {name}\n{MINE}", file="m.yaml") for name in ("one", "two")]
    with pytest.raises(RecordingError, match="one and two equally well"):
        dialect.recognise(["RHip", "LHip", "RHeel", "LHeel"], file="run", dialects=twins)


def test_spellings_are_tried_in_order() -> None:
    mine = dialect.load(MINE, file="m.yaml")
    assert mine.names_of(["RSide", "ROuter", "LSide"]) == {"mt5_right": "ROuter", "mt5_left": "LSide"}


BAD = {
    "a name that is none of ours": (
        MINE.replace("asis:", "asix:"),
        "'asix_right'.*did you mean 'asis_right'",
    ),
    "an unknown field": (MINE + "colour: red\n", "unknown field 'colour'"),
    "a duplicate name": (
        MINE.replace("  clav: Chest", "  clav: Chest\n  clav: Top"),
        "line 8: .*duplicate key",
    ),
    "a label used twice": (MINE.replace("Chest", "RHip"), "label 'RHip' under both"),
    "a number as label": (MINE.replace("Chest", "7"), "Expected .* got .int"),
    "sides not said": (MINE.replace("sides: {right: R, left: L}", ""), "without .sides."),
    "half of the sides": (MINE.replace("left: L", ""), "without .sides."),
    "feet without points": (MINE.replace("[mt5]}", "[mt1]}"), "feet.forefoot names 'mt1'"),
    "required without points": (MINE + "required: [sacrum]\n", "required names 'sacrum'"),
    "no points at all": ("feet: {heel: [heel]}\n", "missing required field 'points'"),
    "no YAML": ("points: {a: b\n", "line 2"),
    "a list": ("[1, 2]", "Expected 'object'"),
    "nothing": ("", "Expected 'object'"),
    "a side on a middle point": (MINE.replace("Chest", "<side>Chest"), "'clav_right'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_mapping_file_is_one_sentence_with_file_and_place(case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(RecordingError, match=rf"^mine\.yaml: .*{message}"):
        dialect.load(text, file="mine.yaml")


@given(st.text())
def test_any_text_is_a_marker_set_or_one_sentence(text: str) -> None:
    with pytest.raises(RecordingError, match=r"^x: "):
        dialect.load(text, file="x")


FIELDS = st.sampled_from(["points", "feet", "sides", "clusters", "required", "heel", "asis", "id"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text()
TREES = st.recursive(LEAVES, lambda deep: st.lists(deep) | st.dictionaries(FIELDS, deep))


@given(TREES)
def test_any_tree_is_a_marker_set_or_one_sentence(tree: object) -> None:
    with suppress(RecordingError):
        dialect.load(json.dumps(tree), file="x")


def recorded(folder: Path) -> Path:
    """A run whose labels no shipped set knows."""
    spelled = {"asis": "Hip", "psis": "Back", "heel": "Heel", "mt5": "Outer"}
    names = {
        f"{n}_{side}": f"{side[0].upper()}{label}" for n, label in spelled.items() for side in stick.HALF
    }
    points = stick.cloud()
    positions = frozen(np.stack([points[n] for n in names], axis=1))
    path = folder / "run.trc"
    write_trc(path, Points(names=tuple(names.values()), positions=positions, rate_hz=stick.RATE))
    return path


def test_a_users_own_mapping_file_reads_a_set_that_nobody_knows(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    with pytest.raises(RecordingError, match="no marker set knows"):
        read(path)
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    recording = read(path, mapping=tmp_path / "mine.yaml", static=None)
    assert recording.provenance.dialect == "mapping"
    assert set(recording.points.names) == {
        f"{n}_{s}" for n in ("asis", "psis", "heel", "mt5") for s in stick.HALF
    }
    assert recording.foot_points == {"heel": ("heel",), "forefoot": ("mt5",)}


def test_a_mapping_file_that_is_not_there_or_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    for name in ("gone.yaml", "binary"):
        with pytest.raises(RecordingError, match=rf"^{name}: no readable text"):
            read(path, mapping=tmp_path / name)


def test_the_sets_with_force_behind_them_are_those_of_the_contact_rule() -> None:
    assert {d.id for d in dialect.shipped() if d.force_set} == set(weights().dialects)


def test_the_dialect_is_said() -> None:
    recording = assemble(stick.raw(stick.cloud()), said=Said())
    assert recording.provenance.dialect == "rbds"
    assert recording.notes[0].text == "Marker set: RBDS treadmill set (pelvis and legs) (rbds)."
