"""Rows of values and the words that lead the page."""

from dataclasses import replace

import pytest
from tests.report import example

from understride import report
from understride.analysis import Analysis
from understride.analysis.document import document
from understride.knowledge import load
from understride.model import Complaint, Finding, Measured, Point, Side, Unit, Value, Verdict
from understride.report.cards import groups
from understride.report.facts import gather
from understride.report.rows import rows_for
from understride.words import among_many
from understride.words import page as words
from understride.words.compose import in_short, leading, overview, state_of
from understride.words.sentences import two_groups

FACTS = gather(example.analysis(), load())


def row(name: str, *, difference: bool = False):
    (found,) = rows_for(((name, difference),), FACTS, "k")
    return found


def test_right_stands_above_left_and_each_has_its_letter() -> None:
    found = row("hip_flexion_range")
    assert [(s.letter, s.value) for s in found.values] == [("R", "62°"), ("L", "62°")]
    assert found.drawing.index(">R</text>") < found.drawing.index(">L</text>")


def test_left_against_right_is_a_row_of_its_own() -> None:
    found = row("thorax_turn_amplitude", difference=True)
    assert [(s.letter, s.value) for s in found.values] == [("", "−14°")]
    assert found.name.endswith("left against right")
    assert found.verdicts == ("cannot tell: near the lower edge",)


def test_the_document_holds_the_scale_that_is_drawn() -> None:
    """Of the turn of the shoulders, −5 to 40 degrees: left minus right 22.5 either side of zero."""
    scales = {(r.name, r.side): r.scale for r in document(example.analysis()).measures}
    found = [scales["thorax_turn_amplitude", side] for side in ("left", "left_minus_right")]
    assert found == [(-5, 40), (-22.5, 22.5)]
    drawing = row("thorax_turn_amplitude", difference=True).drawing
    assert all(f">{tick}" in drawing for tick in ("−20", "0", "20"))


def test_a_value_without_a_finding_is_not_compared() -> None:
    assert row("hip_flexion_range").verdicts == ("not compared",)


def test_outside_says_which_way_and_inside_says_where() -> None:
    assert row("pelvis_obliquity_range").verdicts == ("outside, more than usual",)
    assert row("thorax_in_pelvis_yaw_range").verdicts == ("inside, above the middle",)
    assert row("phase_shoulders_legs").verdicts == ("inside",)


def test_short_lengths_are_in_millimetres_along_the_whole_scale() -> None:
    assert [s.value for s in row("pelvis_ahead_of_foot_at_lowest").values] == ["21\u00a0mm", "−30\u00a0mm"]
    assert [s.value for s in row("foot_ahead_at_landing").values] == ["37.8\u00a0cm", "37.5\u00a0cm"]


def test_rows_without_a_value_are_left_out() -> None:
    assert rows_for((("sternum_to_pelvis_length", False), ("no_such_measure", False)), FACTS, "k") == ()


def test_a_figure_is_drawn_once_and_linked_from_where_it_is_needed_again() -> None:
    cards = [card for group in groups(FACTS) for card in group.cards]
    ids = [plate.id for card in cards for plate in card.plates]
    assert len(ids) == len(set(ids))
    anchors = {plate.key for card in cards for plate in card.plates}
    assert {anchor for card in cards for _, anchor in card.shown_above} <= anchors


def test_the_key_to_the_strips_stands_once_in_a_section() -> None:
    for group in groups(FACTS):
        assert sum(card.keyed for card in group.cards) <= 1


def test_a_value_judged_from_standing_is_shown_from_standing_and_says_so() -> None:
    finding = replace(example.findings()[1], value=30.0, interval=(26.0, 34.0))
    facts = gather(replace(example.analysis(), findings=(finding,)), load())
    (found,) = rows_for((("thorax_yaw_range", False),), facts, "k")
    assert [s.value for s in found.values] == ["30°"]
    assert found.definition.endswith("Counted from quiet standing.")
    # 12 + 30/60 · (330 − 24) = 165
    assert 'cx="165"' in found.drawing


def test_an_interval_that_is_not_known_is_not_drawn_to_the_edges() -> None:
    odd = example.value(34.0, Unit.DEGREES, sem=None)
    odd = replace(odd, ci95=(float("-inf"), float("inf")))
    measured = (Measured(measure="thorax_yaw_range", side=None, result=odd),)
    facts = gather(replace(example.analysis(), measured=measured, findings=()), load())
    (found,) = rows_for((("thorax_yaw_range", False),), facts, "k")
    assert "nan" not in found.drawing
    assert 'class="wi' not in found.drawing
    assert report.page(replace(example.analysis(), measured=measured, findings=()))


LOW_BACK = tuple(c for c in example.causes() if c.complaint == "low_back")


def test_what_points_this_way_leads_then_what_is_open_then_what_speaks_against() -> None:
    def lead(*states: str) -> str:
        found = leading(tuple(c for c in LOW_BACK if c.state in states), lambda _: 0.0)
        return found.id if found else ""

    assert [lead("for", "open", "against"), lead("open", "against"), lead("against"), lead()] == [
        "I6",
        "I8",
        "I11",
        "",
    ]


def test_among_open_ideas_the_one_that_stands_out_most_leads() -> None:
    ideas = (LOW_BACK[1], replace(LOW_BACK[1], id="I7"))
    far = {"I8": 0.1, "I7": 1.2}
    found = leading(ideas, lambda cause: far[cause.id])
    assert found is not None
    assert found.id == "I7"


def test_none_of_these_never_leads_and_is_always_possible() -> None:
    none = LOW_BACK[-1]
    assert leading((none,), lambda _: 1.0) is None
    assert state_of(none) == "none"


def test_where_nothing_was_seen_the_page_says_so_in_bold() -> None:
    unseen = tuple(replace(c, state="not_seen", supports=(), against=()) for c in LOW_BACK)
    assert in_short(unseen, None)[1] == "This recording cannot tell."


def test_the_overview_counts_every_state() -> None:
    said = overview(LOW_BACK)
    assert said.startswith("Three ideas from one running teacher's practice: candidates, in the order")
    assert said.endswith("This run points towards one, leaves one open and speaks against one.")


@pytest.mark.parametrize(("side", "marked"), [(Side.LEFT, 2), (Side.RIGHT, 2), (None, 4)])
def test_a_told_side_marks_that_side_in_front_and_behind(side: Side | None, marked: int) -> None:
    told = replace(example.analysis(), complaints=(Complaint(region="hands", side=side),), causes=())
    drawing = report.page(told).split('class="mapsvg"')[1].split("</svg>")[0]
    assert drawing.count('class="reg on"') == marked


def test_your_left_is_on_the_right_of_a_body_that_faces_you() -> None:
    told = replace(example.analysis(), complaints=(Complaint(region="hands", side=Side.LEFT),), causes=())
    front, back = report.page(told).split('class="mapsvg"')[1].split("</svg>")[0].split("<g ")[1:]
    places = [float(view.split('class="reg on" d="M')[1].split(" ")[0]) for view in (front, back)]
    assert places[0] > 30
    assert places[1] < -30


def chance(side: Side | None, number: float) -> Finding:
    """Beyond its band, taken back because so many values were looked at."""
    why = among_many("more than usual", 67)
    return example.finding("thorax_yaw_range", number, side, (12, 27, 42), Verdict.CANNOT_TELL, why=why)


def test_a_value_that_may_be_chance_has_a_sign_of_its_own_on_the_strip_and_beside_the_words() -> None:
    facts = gather(replace(example.analysis(), findings=(chance(None, 50.0),)), load())
    (found,) = rows_for((("thorax_yaw_range", False),), facts, "k")
    assert 'class="dm B"' in found.drawing
    assert 'class="dt' not in found.drawing
    assert 'class="wi B ch"' in found.drawing
    assert 'class="dm B"' in found.mark
    assert found.verdicts == ("cannot tell: more than usual, but among 67 values one such may be chance",)


def test_a_value_that_is_merely_near_an_edge_keeps_its_dot() -> None:
    near = example.finding(
        "thorax_yaw_range", 41.0, None, (12, 27, 42), Verdict.CANNOT_TELL, why="near the upper edge"
    )
    facts = gather(replace(example.analysis(), findings=(near,)), load())
    (found,) = rows_for((("thorax_yaw_range", False),), facts, "k")
    assert 'class="dm' not in found.drawing + found.mark


def two_references() -> Analysis:
    """The same analysis, the tip of the pelvis held against other people."""
    findings = tuple(
        replace(f, band=replace(f.band, id="rbds19-2026", people="nineteen men of one laboratory"))
        if f.band is not None and f.measure == "pelvis_obliquity_range"
        else f
        for f in example.findings()
    )
    return replace(example.analysis(), findings=findings)


def test_rows_of_one_card_that_are_compared_with_different_people_say_with_whom() -> None:
    idea = replace(
        example.causes()[3],
        supports=(Point(id="a", text="A.", measures=("pelvis_obliquity_range", "thorax_yaw_range")),),
    )
    page = report.page(replace(two_references(), causes=(idea,)))
    card = page.split('<article class="cause"')[1].split("</article>")[0]
    assert "Band: nineteen men." in card
    assert "Band: seven men." in card
    assert "Band:" not in report.page(example.analysis())


def test_in_short_says_who_is_meant_where_two_groups_are_named_side_by_side() -> None:
    bands = [f.band for f in two_references().findings if f.band is not None]
    said = two_groups(
        ["seven men at this speed averaged 24°", "nineteen men at this speed averaged 9°"], bands
    )
    assert said == (
        "Compared with different people, named beside each number. Seven trained men on a treadmill, 2 to 5 m/s. "
        "Nineteen men of one laboratory."
    )
    assert two_groups(["seven men at this speed averaged 24°"], bands) == ""


def off_by(error: float | None):
    """The row of the time on the ground where contacts come from the feet; s."""
    measured = tuple(
        replace(m, result=replace(m.result, timing_error=error))
        if m.measure == "hip_flexion_range" and isinstance(m.result, Value)
        else m
        for m in example.analysis().measured
    )
    facts = gather(replace(example.analysis(), measured=measured), load())
    (found,) = rows_for((("hip_flexion_range", False),), facts, "k")
    return found


def test_what_not_knowing_the_landing_does_stands_beside_the_value() -> None:
    assert off_by(0.42).timing == "±\u00a00.4° from not knowing landing and leaving exactly"


@pytest.mark.parametrize("error", [None, 0.0, 0.04, 0.39])
def test_an_error_that_hardly_adds_to_that_from_day_to_day_is_not_written(error: float | None) -> None:
    """A tenth of 1.96 × 2.0° is 0.392°."""
    assert off_by(error).timing == ""


def test_the_error_of_timing_stands_on_the_page_and_in_its_table() -> None:
    measured = tuple(
        replace(m, result=replace(m.result, timing_error=3.25)) if isinstance(m.result, Value) else m
        for m in example.analysis().measured
    )
    page = report.page(replace(example.analysis(), measured=measured))
    table = page.split(words.TABLE_LABEL)[1]
    assert "3.2° from not knowing landing and leaving exactly</span>" in page.split(words.TABLE_LABEL)[0]
    assert "3.2° timing</td>" in table
    assert words.TIMING.format("").strip() not in report.page(example.analysis())
