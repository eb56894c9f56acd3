"""The page of what was told: with a recording, without one, with little to say; and the page of a stop."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields, replace
from typing import Any, Literal

import pytest
from msgspec import structs
from tests.interview.people import person
from tests.interview.test_gate import TABLE
from tests.report import people
from tests.report.test_page import Reader, astray, read

from understride import report
from understride.analysis import assess
from understride.analysis.picture import Edge, Graph, Node
from understride.interview import Cleared, Stopped
from understride.knowledge import load
from understride.report import assessed, learning
from understride.report.facts import gather_told
from understride.report.graph import around
from understride.words import lint

ASSESSED = {
    "told": people.assessment(people.CAREFUL),
    "both": people.assessment(people.CAREFUL, recorded=True),
    "quiet": people.assessment(people.QUIET, question=None),
    "stop": people.assessment(people.STOPPED),
    "stop_recorded": people.assessment(people.STOPPED, recorded=True),
}
PAGES = {name: report.assessment_page(one) for name, one in ASSESSED.items()}
OPEN = ("told", "both", "quiet")
STOPS = ("stop", "stop_recorded")


def sections(page: str) -> list[str | None]:
    return [a["id"] for tag, a in read(page).tags if tag == "section" and a.get("id")]


def text(page: str) -> str:
    return "".join(read(page).text)


def told_part(page: str) -> str:
    return page.split('class="told"')[1].split('class="notices"')[0]


def test_a_page_without_a_recording_has_no_run_no_motion_and_nothing_unseen() -> None:
    assert sections(PAGES["told"]) == [
        "told", "low-back", "shoulders", "ask", "graph", "leave", "next", "made",
    ]  # fmt: skip
    assert "chr-wide" not in PAGES["told"].split("</style>")[1]
    assert "This run" not in text(PAGES["told"]).replace("This run in which", "")


def test_a_page_with_a_recording_holds_all_of_the_present_page_and_the_answers() -> None:
    assert sections(PAGES["both"]) == [
        "told", "low-back", "shoulders", "ask", "graph", "motion", "unseen", "leave", "next", "all", "made",
    ]  # fmt: skip
    assert "chr-wide" in PAGES["both"].split("</style>")[1]
    assert "run.c3d" in text(PAGES["both"])


def test_a_page_without_a_complaint_still_stands() -> None:
    assert sections(PAGES["quiet"]) == ["told", "ask", "leave", "next", "made"]
    assert "Nothing more to answer." in text(PAGES["quiet"])


@pytest.mark.parametrize("case", STOPS)
def test_a_stop_shows_what_was_told_what_to_do_and_how_it_was_made_and_nothing_else(case: str) -> None:
    page = PAGES[case]
    assert sections(page) == ["told", "made"]
    body, words = page.split("</style>")[1], text(page)
    for sign in ("cause", "chances", "posn", "chr-", "strip", "graph-wide", "plates"):
        assert f'class="{sign}' not in body, sign
        assert f'class="fig {sign}' not in body, sign
    assert "<script" not in body
    known = load()
    for lesson in known.lessons.lessons:
        assert lesson.title not in words
    for imbalance in known.imbalances:
        assert imbalance.title not in words
    for heading in ("What to do", "How soon", "What to say there", "How sure this is"):
        assert heading in words
    assert "I would like to be looked at because of" in words


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row["action"] == "stop"], ids=lambda row: row["told"]
)
def test_no_stop_of_the_truth_table_shows_a_lesson_or_a_cause_and_its_words_may_be_shown(row: Any) -> None:
    answers = person(
        yes=row.get("yes", ()),
        unknown=row.get("skipped", ()),
        regions=row.get("regions", ("shoulders",)),
        age=row.get("age", 35),
        intensity=row.get("intensity"),
        cleared=row.get("cleared", ()),
    )
    page = report.assessment_page(assess(answers))
    words = text(re.sub(r'<ul class="cited">.*?</ul>', "", page, flags=re.DOTALL))  # titles of others' works
    assert lint(words) == ()
    known = load()
    titles = {*(one.title for one in known.lessons.lessons), *(one.title for one in known.imbalances)}
    assert {title for title in titles if title in words} == set()


def test_the_view_of_a_stop_has_no_place_for_a_cause_or_a_lesson() -> None:
    names = {field.name for field in fields(assessed.StopView)}
    assert names.isdisjoint(
        {"groups", "next", "run", "motion", "table", "graph", "ask", "unseen", "leave_out"}
    )


def test_a_lesson_is_shown_from_cleared_alone() -> None:
    signature = inspect.signature(learning.next_up)
    assert signature.parameters["cleared"].annotation == "Cleared"
    stopped = ASSESSED["stop"].gate
    assert isinstance(stopped, Stopped)
    facts = gather_told(None, load(), (), ())
    with pytest.raises(TypeError, match="Cleared"):
        learning.next_up(stopped, ("core-lying",), facts)  # type: ignore[arg-type]


def test_nothing_else_in_the_room_draws_a_lesson() -> None:
    """`_positions` and `lesson_facts` are used in the one function that asks for `Cleared`."""
    tree = ast.parse(inspect.getsource(learning))
    users = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("_positions", "compose.lesson_facts", "_why")
    }
    assert users == {"next_up"}


@pytest.mark.parametrize("case", [*OPEN, *STOPS])
def test_no_word_of_the_page_is_forbidden(case: str) -> None:
    ours = re.sub(r'<ul class="cited">.*?</ul>', "", PAGES[case], flags=re.DOTALL)
    assert lint(text(ours)) == ()


@pytest.mark.parametrize("case", [*OPEN, *STOPS])
def test_the_page_asks_for_nothing_outside_itself(case: str) -> None:
    for tag, attrs in read(PAGES[case]).tags:
        for name in ("src", "href", "xlink:href", "action", "data", "poster", "srcset"):
            assert (attrs.get(name) or "#").startswith("#"), (tag, attrs)
    assert all(
        found.startswith("data:font/woff2;base64,") for found in re.findall(r"url\(([^)]{0,30})", PAGES[case])
    )
    assert not re.findall(r"https?://(?!www\.w3\.org)", PAGES[case])


@pytest.mark.parametrize("case", [*OPEN, *STOPS])
def test_ids_are_unique_and_every_anchor_leads_somewhere(case: str) -> None:
    assert astray(PAGES[case]) == []


@pytest.mark.parametrize("case", [*OPEN, *STOPS])
def test_drawings_have_words_classes_and_tenths(case: str) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", PAGES[case], flags=re.DOTALL):
        head = drawing[: drawing.index(">")]
        named = 'role="img"' in head and (
            "aria-label=" in head or ("<title" in drawing and "<desc" in drawing)
        )
        assert named or 'aria-hidden="true"' in head
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^<]*</)|(?:fill|stroke|style)=", drawing)
        for path in re.findall(r' (?:d|x|y|cx|cy|width|height|transform)="([^"]*)"', drawing):
            assert not re.search(r"\d\.\d\d", path), path


def test_the_same_answers_give_the_same_bytes() -> None:
    assert report.assessment_page(people.assessment(people.CAREFUL)) == PAGES["told"]


def test_answers_stand_on_the_page_in_words() -> None:
    words = told_part(PAGES["told"])
    for said in (
        "Low back, left side", "an ache and pulled into a twist", "afterwards", "10\u00a0minutes", "1 Aug 2026",
        "4 on a scale from 0 to 10 of energy, speed and joy",
        "You tried stretching: it was easier, for 5\u00a0minutes.",
        "You tried warmth: it was no easier.", "Shoes, three weeks ago.", "The bag: right.",
        "it is your own again after 40 steps.",
    ):  # fmt: skip
        assert said in words, said
    assert 'aria-label="How strong: 6 on a scale' in words


def test_one_side_of_the_back_is_marked_on_that_side_only() -> None:
    drawing = PAGES["told"].split('class="mapsvg"')[1].split("</svg>")[0]
    halves = [d for d in re.findall(r'class="reg on" d="([^"]*)"', drawing) if "Q" not in d]
    (half,) = halves
    across = [float(x) for x in re.findall(r"[ML]?(-?[\d.]+) -?[\d.]+", half)]
    assert max(across) <= 0 < -min(across)  # seen from behind, left is left


def test_cautions_are_shown_with_what_is_left_out() -> None:
    words = text(PAGES["told"])
    assert "Show a new pain to your midwife or doctor." in words
    assert "Lying on the front and lying flat on the back." in words
    assert isinstance(ASSESSED["told"].gate, Cleared)


def test_every_candidate_has_a_range_and_the_order_is_by_rank_with_none_last() -> None:
    for region, name in (("low_back", "low-back"), ("shoulders", "shoulders")):
        part = PAGES["told"].split(f'id="{name}"')[1].split("</section>")[0]
        rows = re.findall(r'<li class="chance"><a href="#([^"]*)">([^<]*)</a>', part)
        causes = [c for c in ASSESSED["told"].causes if c.complaint == region]
        ideas = [c.title for c in sorted(causes, key=lambda c: c.rank) if c.id != "X.none"]
        assert [title for _, title in rows] == [*ideas, "None of these"]
        cards = re.findall(r'<article class="cause" id="([^"]*)"', part)
        assert sorted(cards) == sorted(anchor for anchor, _ in rows)
        assert cards[-1].endswith("x-none")


def test_causes_outside_the_method_look_like_the_others() -> None:
    part = PAGES["told"].split('id="low-back"')[1].split("</section>")[0]
    cards = re.findall(r'<article class="cause" id="([^"]*)".*?</article>', part, flags=re.DOTALL)
    bodies = re.findall(r'<article class="cause".*?</article>', part, flags=re.DOTALL)
    for name, body in zip(cards, bodies, strict=True):
        for heading in ("Speaks for it", "Speaks against it", "Not known yet", "What would change our mind"):
            assert heading in body, name


def test_a_self_test_stands_beside_the_candidate_that_it_speaks_of() -> None:
    part = PAGES["told"].split('id="low-back-i7-left"')[1].split("</article>")[0]
    assert "The thigh grows away" in part
    assert "Left: at once" in part
    assert "Was one side easier? The right clearly" in part
    other = PAGES["told"].split('id="low-back-x-shoes-changed"')[1].split("</article>")[0]
    assert "Your own tests" not in other


def test_the_next_question_is_told_with_how_it_is_done() -> None:
    part = PAGES["told"].split('id="ask"')[1].split("</section>")[0]
    assert "The foot swings out" in part
    assert "About 1\u00a0minute." in part
    assert "On a chair or the edge of a table." in part
    assert "Then the other side, in the same way." in part
    assert 'class="posn"' in part


def test_a_self_test_that_is_withheld_is_not_explained() -> None:
    question = replace(people.QUESTION, id="hip-extend")  # lies on the front, which this person leaves out
    page = report.assessment_page(people.assessment(people.CAREFUL, question=question))
    assert "howto" not in page.split('id="ask"')[1].split("</section>")[0]


def test_a_self_test_is_drawn_once_among_the_self_tests_of_all_cards() -> None:
    cards = PAGES["told"].split('id="ask"')[0]
    drawn = re.findall(r'class="posn".*?<title[^>]*>([^<]*)</title>', cards, flags=re.DOTALL)
    assert (
        cards.count("Two hands and five breaths</div>") + cards.count("Two hands and five breaths<small>") > 1
    )
    assert sorted(drawn) == ["The thigh grows away", "Two hands and five breaths"]


def test_the_graph_and_its_list_say_the_same() -> None:
    part = PAGES["told"].split('id="graph"')[1].split("</section>")[0]
    wide, narrow = re.findall(r'<svg class="fig graph-(?:wide|narrow)".*?</svg>', part, flags=re.DOTALL)
    boxes = wide.count('class="gb cause"')
    assert boxes == narrow.count('class="gb cause"') > 3
    listed = set(re.findall(r"<li><b>([^<]*)\.</b>", part))
    assert len(listed) == boxes


def test_one_self_test_that_speaks_of_two_candidates_is_one_box() -> None:
    def edge(start: str, end: str, stance: Literal["explains", "for", "against"]) -> Edge:
        return Edge(start=start, end=end, stance=stance, place=1)

    nodes = (
        Node(id="complaint.low_back", kind="complaint", title="Low back"),
        Node(id="cause.I6.left", kind="cause", title="One"),
        Node(id="cause.I3", kind="cause", title="Two"),
        Node(id="fact.hip-extend.0.left", kind="fact", title="A sentence."),
        Node(id="fact.hip-extend.1.left", kind="fact", title="Another."),
        Node(id="fact.hip-extend.1.right", kind="fact", title="A third."),
    )
    edges = (
        edge("cause.I6.left", "complaint.low_back", "explains"),
        edge("cause.I3", "complaint.low_back", "explains"),
        edge("fact.hip-extend.0.left", "cause.I6.left", "for"),
        edge("fact.hip-extend.1.left", "cause.I3", "against"),
        edge("fact.hip-extend.1.right", "cause.I3", "for"),
    )
    found = around(Graph(nodes=nodes, edges=edges))
    assert found is not None
    assert found.wide.count('class="gb fact"') == 2
    assert (found.wide.count('class="gl for"'), found.wide.count('class="gl against"')) == (2, 1)
    assert found.heading == "Behind each of these candidates there is something of your own"
    assert around(Graph()) is None


def test_what_a_person_writes_cannot_break_out_of_the_page() -> None:
    evil = people.CAREFUL.replace("what: heat", "what: '</script><script>alert(1)</script>'")
    assert "<script>alert" not in report.assessment_page(people.assessment(evil))


def test_write_makes_the_folder_and_nothing_else(tmp_path) -> None:
    report.write_assessment(ASSESSED["stop"], tmp_path / "deep")
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["report.html"]


def test_the_reader_of_these_tests_sees_text() -> None:
    reader = Reader()
    reader.feed("<p>One</p><script>two</script>")
    assert "".join(reader.text).strip() == "One"


@pytest.mark.parametrize("recorded", [False, True])
def test_the_page_says_what_a_knowledge_of_ones_own_says(recorded: bool) -> None:
    known = load()
    regions = tuple(structs.replace(r, heading="Where the rucksack sits") for r in known.regions)
    told = people.assessment(people.CAREFUL, recorded=recorded)
    assert "Where the rucksack sits" not in report.assessment_page(told)
    own = replace(told, knowledge=structs.replace(known, regions=regions))
    assert "Where the rucksack sits" in text(report.assessment_page(own))


def test_assessing_keeps_the_knowledge_that_it_reasoned_from() -> None:
    own = structs.replace(load(), sources={})
    for answers in (people.CAREFUL, people.STOPPED):
        parsed = people.assessment(answers).answers
        assert assess(parsed, knowledge=own).knowledge is own
