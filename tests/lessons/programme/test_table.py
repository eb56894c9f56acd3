"""The programme as data: read strictly, complete, in words that may be shown."""

import pytest
from tests.lessons.programme.people import SHELF, lessons, planned

from understride.knowledge import load
from understride.lessons.library import load_library
from understride.lessons.programme import table as data
from understride.lessons.programme.outside import outside
from understride.lessons.programme.shelf import closest, shelf_for
from understride.lessons.programme.table import ROWS, fields, place, rows, table
from understride.model import RequestError
from understride.words import grade, lint


def texts():
    said = [text for row in rows().values() for text in row.say.values()]
    return [*said, *data._decisions().words.values()]


def plain(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from plain(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from plain(inner)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from plain(getattr(value, name))


def test_every_row_of_the_table_is_there_once():
    assert set(rows()) == set(ROWS)
    assert [f"D{n}" for n in range(1, 30)] == sorted(
        (r for r in rows() if r[0] == "D"), key=lambda r: int(r[1:])
    )


def test_worse_comes_before_gaps_and_d14_before_d13():
    order = list(rows())
    assert (
        order.index("D14") < order.index("D13") < order.index("D17") < order.index("D16") < order.index("D15")
    )
    assert [r for r in order if rows()[r].stage == "looks"] == ["D25", "D26", "D24", "D22", "D23"]


@pytest.mark.parametrize("text", texts())
def test_every_sentence_may_be_shown(text):
    filled = text.format(**dict.fromkeys(fields(text), "something"))
    assert lint(filled) == ()


@pytest.mark.parametrize("text", list(plain(outside())))
def test_every_word_for_outside_may_be_shown(text):
    assert lint(text) == ()


def test_the_sentences_read_at_the_age_of_twelve_to_fourteen():
    filled = " ".join(text.format(**dict.fromkeys(fields(text), "Monday")) for text in texts())
    assert grade(filled) < 7.5


@pytest.mark.parametrize(
    ("file", "find", "put", "says"),
    [
        ("table.yaml", "bell-hand full", "bell-hands full", "no lesson is called 'bell-hands full'"),
        ("table.yaml", "  jaw: I2", "  jaws: I2", "no region is called 'jaws'"),
        ("table.yaml", "lot_days: 7", "lot_day: 7", "unknown key"),
        ("table.yaml", "front-length full\n", "front-length fully\n", "a lesson stands alone"),
        ("decisions.yaml", "id: D17", "id: D71", "the row D17 is missing"),
        ("decisions.yaml", "stage: looks", "stage: look", "no stage is called 'look'"),
    ],
)
def test_a_mistake_in_the_data_is_named(tmp_path, monkeypatch, file, find, put, says):
    for name in ("table.yaml", "decisions.yaml"):
        text = (data.HERE / name).read_text(encoding="utf-8")
        assert name != file or find in text
        (tmp_path / name).write_text(text.replace(find, put) if name == file else text, encoding="utf-8")
    monkeypatch.setattr(data, "HERE", tmp_path)
    read = data.table if file == "table.yaml" else data._decisions
    with pytest.raises(RequestError, match=says):
        read.__wrapped__()


@pytest.mark.parametrize("region", [*table().complaints, "low_back"])
def test_each_row_has_twelve_to_fourteen_lessons_and_none_more_than_four_times(region):
    found = lessons(planned(region))
    assert len(found) == 18
    assert 12 <= len({*found[:17], "the one liked best"}) <= 14
    assert max(found.count(lesson) for lesson in found) <= 4


@pytest.mark.parametrize(("region", "key"), [("quads", "w4c"), ("heel", "w4a")])
def test_in_week_4_one_default_place_gives_way(region, key):
    assert next(d.lesson for d in planned(region).days if d.key == key) == "front-length"


@pytest.mark.parametrize("region", list(table().complaints))
def test_the_first_lesson_is_the_one_the_knowledge_names(region):
    first = {row.complaint: row.lesson for row in load().lessons.first_for}
    assert place(table().complaints[region][0]).lesson == first[region]


def test_the_closest_lesson_of_an_imbalance_serves_it_first():
    named = {f"I{i}": closest(SHELF, f"I{i}", complaint=None)[0] for i in range(1, 13)}
    assert named["I5"] == "over-the-foot"
    assert named["I12"] == "ready-to-change"
    assert closest(SHELF, "I8", complaint="low_back")[0] == "sit-turns"


def test_a_finished_lesson_says_its_own_minutes():
    library = load_library()
    found = shelf_for()
    for id in found.keys() & library.keys():
        assert found[id].title == library[id].title
        assert found[id].kind == "short" or 5 < found[id].short < 30
    assert found.keys() == SHELF.keys()


SIX_DAYS = {  # the challenge: days two, three and five
    None: ("core-lying", "breath-ribs", "core-upright"),
    "low_back": ("hips-fold-reach", "pelvic-clock", "sit-turns"),
    "quads": ("over-the-foot", "core-lying", "core-upright"),
    "hip_flexors": ("front-length", "breath-ribs", "core-upright"),
    "calves": ("side-bend", "core-lying", "core-upright"),
    "heel": ("foot-to-head", "core-lying", "core-upright"),
    "jaw": ("core-lying", "jaw-tongue", "core-upright"),
    "hands": ("core-lying", "bell-hand", "core-upright"),
    "shoulders_hunched": ("core-lying", "breastbone", "core-upright"),
    "shoulders": ("core-lying", "eyes-head-shoulders", "core-upright"),
    "mid_back": ("core-lying", "breath-ribs", "core-upright"),
}


@pytest.mark.parametrize(("region", "expected"), SIX_DAYS.items())
def test_six_days_have_their_lessons_between_two_scans(region, expected):
    found = planned(*([region] if region else []), programme="six_days")
    assert tuple(lessons(found)) == expected
    assert [d.kind for d in found.days] == ["scan", "lesson", "lesson", "notice", "lesson", "scan"]
    assert [d.day for d in found.days] == [1, 2, 3, 4, 5, 6]


def test_six_days_without_running_end_on_a_chair():
    assert lessons(planned("jaw", programme="six_days", runs=False))[-1] == "sit-turns"


def test_six_days_with_alarm_have_the_agility_lesson_on_day_five():
    assert lessons(planned("jaw", programme="six_days", alert_events=True))[-1] == "ready-to-change"
