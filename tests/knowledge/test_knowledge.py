"""The knowledge files: every id leads somewhere, and every mistake is named with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from understride.findings.norms import sources
from understride.knowledge import check, faults, load
from understride.knowledge.loader import HERE
from understride.knowledge.strict import parse
from understride.measures import MEASURES as ALL_MEASURES
from understride.model import RequestError, Unit
from understride.words import PHRASES

REGIONS = [
    "shoulders",
    "shoulders_hunched",
    "hands",
    "jaw",
    "mid_back",
    "low_back",
    "hip_flexors",
    "quads",
    "calves",
    "heel",
    "other",
]
MEASURES = frozenset(PHRASES)
# method.md 3 and evidence.md 5.1: complaint -> {imbalance: (strength word, grade)}
MAP = {
    "shoulders": {"I1": ("usually", "D"), "I2": ("often", "D"), "I12": ("can", "D")},
    "shoulders_hunched": {"I1": ("often", "D"), "I2": ("usually", "D")},
    "hands": {"I1": ("can", "D"), "I2": ("often", "D"), "I12": ("can", "D")},
    "jaw": {"I1": ("can", "D-"), "I2": ("often", "D-"), "I12": ("can", "D-")},
    "mid_back": {"I1": ("can", "D"), "I2": ("can", "D"), "I10": ("can", "D")},
    "low_back": {
        "I3": ("can", "D"),
        "I6": ("nearly always", "C"),
        "I7": ("can", "C-"),
        "I8": ("can", "D"),
        "I9": ("can", "C"),
        "I11": ("can", "C"),
    },
    "hip_flexors": {"I3": ("usually", "D"), "I4": ("can", "D")},
    "quads": {"I5": ("usually", "C")},
    "calves": {"I10": ("nearly always", "D-")},
    "heel": {"I5": ("can", "D"), "I11": ("can", "D")},
    "other": {},
}
FIRST = {"hip_flexors": "front-length", "quads": "over-the-foot", "low_back": "hips-fold-reach"}
FIRST |= {"calves": "side-bend", "heel": "foot-to-head"}


def test_the_regions_are_the_closed_list_in_its_order() -> None:
    assert [region.id for region in load().regions] == REGIONS


def test_the_imbalances_are_one_to_twelve() -> None:
    assert [imbalance.id for imbalance in load().imbalances] == [f"I{n}" for n in range(1, 13)]


@pytest.mark.parametrize("complaint", REGIONS)
def test_each_complaint_has_the_links_of_the_method(complaint: str) -> None:
    links = {i.id: i.link(complaint) for i in load().imbalances}
    assert {name: (link.strength, link.grade) for name, link in links.items() if link} == MAP[complaint]


@pytest.mark.parametrize("complaint", REGIONS)
def test_each_complaint_has_its_first_lesson(complaint: str) -> None:
    first = {item.complaint: item.lesson for item in load().lessons.first_for}
    assert first[complaint] == FIRST.get(complaint, "core-lying")


def test_every_id_leads_somewhere() -> None:
    assert faults(load(), MEASURES) == ()
    assert check(MEASURES) == ()


def test_a_measure_that_is_gone_is_named_wherever_it_is_used() -> None:
    found = check(MEASURES - {"pelvic_leak"})
    assert len(found) == 5  # I6: shown by, a condition, refuted by; I7: shown by, refuted by
    assert all("no measure is called 'pelvic_leak'" in fault for fault in found)
    assert found[0].startswith("imbalances/I6.yaml:")
    line = int(found[0].split(":")[1])
    text = (HERE / "imbalances" / "I6.yaml").read_text(encoding="utf-8")
    assert "pelvic_leak" in text.splitlines()[line - 1]


def test_no_claim_rests_on_a_source_that_nobody_read() -> None:
    knowledge = load()
    sources = dict(knowledge.sources)
    sources["teng2014"] = sources["grood1983"]
    found = faults(msgspec.structs.replace(knowledge, sources=sources), MEASURES)
    assert [f for f in found if "'teng2014' was not read" in f]


def test_all_faults_come_at_once_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "imbalances").mkdir()
    (tmp_path / "imbalances" / "I5.yaml").write_text("id: I5\nname: x\nnmae: y\n", encoding="utf-8")
    (tmp_path / "regions.yaml").write_text(
        "- id: quads\n  id: again\n  name: the front\n  sided: perhaps\n", encoding="utf-8"
    )
    found = check(MEASURES, overlay=tmp_path)
    assert any(f.startswith("imbalances/I5.yaml:3: nmae: unknown key; nearest known: 'name'") for f in found)
    assert any(f.startswith("imbalances/I5.yaml:2: name: ") for f in found)  # too short
    assert any(f.startswith("regions.yaml:2: [0].id: this key stands here twice") for f in found)
    assert any(f.startswith("regions.yaml:4: [0].sided: ") for f in found)
    assert any("the key 'phrase' is missing" in f for f in found)
    with pytest.raises(RequestError, match="unknown key"):
        load(tmp_path)


def test_an_overlay_replaces_what_has_the_same_id_and_adds_the_rest(tmp_path: Path) -> None:
    (tmp_path / "imbalances").mkdir()
    own = (HERE / "imbalances" / "I5.yaml").read_text(encoding="utf-8")
    (tmp_path / "imbalances" / "I5.yaml").write_text(
        own.replace("title: Sitting back behind the standing foot", "title: Staying behind the foot"),
        encoding="utf-8",
    )
    (tmp_path / "sources.yaml").write_text(
        'mine: {cite: "My own notes", kind: ours, read: yes}\n', encoding="utf-8"
    )
    knowledge = load(tmp_path)
    imbalance = knowledge.imbalance("I5")
    assert imbalance is not None
    assert imbalance.title == "Staying behind the foot"
    assert len(knowledge.imbalances) == 12
    assert {"mine", "A"} <= knowledge.sources.keys()


def test_a_folder_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no folder called nowhere"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "expected"),
        ("a: &x 1\nb: *x\n", "anchors"),
        ("a: 1\na: 2\n", "twice"),
        ("a: \t- b", ""),
    ],
)
def test_broken_yaml_is_a_fault_never_an_exception(text: str, said: str) -> None:
    found = parse(text, file="x.yaml").faults
    assert found
    assert any(said in fault.message for fault in found)


def test_no_stays_a_word_and_a_date_stays_text() -> None:
    assert parse("a: no\nb: 2026-11-21\nc: 1:30\nd: 1.5\ne: 3", file="x").content == {
        "a": "no",
        "b": "2026-11-21",
        "c": "1:30",
        "d": 1.5,
        "e": 3,
    }


def test_the_same_knowledge_is_read_once() -> None:
    assert load() is load()


SAID = re.compile(r"\(([^()]*) at ([\d.]+) m/s in (\w+) men\)")


def mean_and_people(measure: str, speed: float) -> tuple[float, str]:
    """Of the table that a run would be held against; in degrees, or in cm."""
    (row,) = (m for m in ALL_MEASURES if m.name == measure)
    for source in sources():
        group = source.table.group(measure, None, speed) if source.speed(measure, speed) else None
        if group is not None:
            return group.mean * (100 if row.unit is Unit.METRES else 1), source.who(group.n).split()[0]
    return float("nan"), ""


def test_the_numbers_in_a_text_are_those_that_a_run_is_held_against() -> None:
    """Each is the mean of one of the measures of the conditions, in their order, in the people it names."""
    said = [(i, found) for i in load().imbalances for found in SAID.findall(i.refuted_by.text)]
    assert len(said) >= 6
    for imbalance, (numbers, speed, people) in said:
        measures = [c.measure for c in imbalance.refuted_by.conditions if c.measure]
        rest = (mean_and_people(measure, float(speed)) for measure in measures)
        for number in re.findall(r"[\d.]+", numbers):
            wanted = (people, number)
            decimals = 2 if "." in number else 0
            assert any(wanted == (who, f"{mean:.{decimals}f}") for mean, who in rest), (imbalance.id, number)
