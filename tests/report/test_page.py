"""The whole page: what it must hold, what it must never hold."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.report import example

from understride import report
from understride.words import lint
from understride.words.page import STORY

CASES = {"two": example.analysis, "none_told": example.without_complaint, "bare": example.bare}
PAGES = {name: report.page(make()) for name, make in CASES.items()}
ORDER = ("told", "shoulders", "low-back", "motion", "unseen", "leave", "next", "all", "made")


class Reader(HTMLParser):
    """Tags with their attributes, and the text that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script")
        if tag in (
            "p",
            "li",
            "dd",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "td",
            "th",
            "small",
            "desc",
            "title",
            "summary",
            "text",
        ):
            self.text.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def astray(page: str) -> list[str]:
    """Ids that stand twice, and links and labels that lead nowhere on the page."""
    tags = read(page).tags
    ids = [a["id"] or "" for _, a in tags if a.get("id")]
    led = [
        wanted
        for _, a in tags
        for name in ("href", "aria-labelledby")
        for wanted in (a.get(name) or "").replace("#", "").split()
    ]
    return [id for id in ids if ids.count(id) > 1] + [wanted for wanted in led if wanted not in ids]


@pytest.mark.parametrize("case", CASES)
def test_the_page_asks_for_nothing_outside_itself(case: str) -> None:
    for tag, attrs in read(PAGES[case]).tags:
        for name in ("src", "href", "xlink:href", "action", "data", "poster", "srcset"):
            assert (attrs.get(name) or "#").startswith("#"), (tag, attrs)
    urls = re.findall(r"url\(([^)]{0,30})", PAGES[case])
    assert all(u.startswith("data:font/woff2;base64,") for u in urls)
    assert "@import" not in PAGES[case]
    assert not re.findall(r"https?://(?!www\.w3\.org)", PAGES[case])


@pytest.mark.parametrize("case", CASES)
def test_the_same_analysis_gives_the_same_bytes(case: str) -> None:
    assert report.page(CASES[case]()) == PAGES[case]


def test_the_sections_stand_in_their_order() -> None:
    found = [a["id"] for tag, a in read(PAGES["two"]).tags if tag == "section" and a.get("id")]
    assert tuple(found) == ORDER


@pytest.mark.parametrize("case", CASES)
def test_ids_are_unique_and_every_anchor_leads_somewhere(case: str) -> None:
    assert astray(PAGES[case]) == []


@pytest.mark.parametrize("case", CASES)
def test_every_drawing_is_an_image_with_words_or_is_hidden(case: str) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", PAGES[case], flags=re.DOTALL):
        head = drawing[: drawing.index(">")]
        named = 'role="img"' in head and (
            "aria-label=" in head or ("<title" in drawing and "<desc" in drawing)
        )
        assert named or 'aria-hidden="true"' in head


@pytest.mark.parametrize("case", CASES)
def test_drawings_hold_classes_and_no_colours(case: str) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", PAGES[case], flags=re.DOTALL):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^<]*</)|(?:fill|stroke|style)=", drawing)


@pytest.mark.parametrize("case", CASES)
def test_drawings_are_rounded_to_a_tenth(case: str) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", PAGES[case], flags=re.DOTALL):
        for path in re.findall(r' (?:d|x|y|cx|cy|width|height|transform)="([^"]*)"', drawing):
            assert not re.search(r"\d\.\d\d", path), path


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_the_page_is_forbidden(case: str) -> None:
    """Titles of other people's works are theirs; all else is ours."""
    ours = re.sub(r'<ul class="cited">.*?</ul>', "", PAGES[case], flags=re.DOTALL)
    assert lint("".join(read(ours).text)) == ()


@pytest.mark.parametrize("case", CASES)
def test_there_is_one_title_and_every_section_has_a_heading(case: str) -> None:
    tags = [tag for tag, _ in read(PAGES[case]).tags]
    assert tags.count("h1") == 1
    assert tags.count("section") <= tags.count("h2") + 1


@pytest.mark.parametrize("case", CASES)
def test_the_safety_words_are_on_every_page(case: str) -> None:
    assert "numbness between the legs or round the back passage" in PAGES[case]


def test_for_and_against_stand_side_by_side_in_every_card() -> None:
    cards = re.findall(r'<article class="cause".*?</article>', PAGES["two"], flags=re.DOTALL)
    assert len(cards) == 7
    for card in cards:
        assert [h in card for h in ("Speaks for it", "Speaks against it", "Not measured")] == [True] * 3
        assert "What would change our mind" in card


def test_states_are_words() -> None:
    text = "".join(read(PAGES["two"]).text)
    for state in (
        "This run speaks against it",
        "This run points this way",
        "Not seen in this run",
        "Always possible",
    ):
        assert state in text


def test_what_speaks_against_the_told_cause_is_in_short() -> None:
    short = PAGES["two"].split('class="short"')[1].split("</section>")[0]
    assert "<strong>This run speaks against it.</strong> The twist is 40°: inside." in short


def test_a_made_up_complaint_is_called_made_up_in_the_masthead() -> None:
    page = report.page(replace(example.analysis(), story=STORY))
    opening = page.split('class="opening"')[1].split("</div>")[0]
    assert "The run is real. The complaint is made up and says nothing about that runner." in opening
    assert "made up" not in PAGES["two"]


def test_sides_are_told_only_where_they_were_told() -> None:
    tell = PAGES["two"].split('class="tell"')[1].split("</ul>")[0]
    assert ">Shoulders<" in tell
    assert ">Low back, left side<" in tell


def test_what_was_told_is_marked_on_the_map() -> None:
    drawing = PAGES["two"].split('class="mapsvg"')[1].split("</svg>")[0]
    assert drawing.count('class="reg on"') == 5  # both shoulders in front and behind, and the low back


def test_without_a_skeleton_nothing_pretends_to_be_one() -> None:
    assert 'id="motion"' not in PAGES["bare"]
    assert "chr-wide" not in PAGES["bare"].split("</style>")[1]


def test_missing_values_stand_in_the_table_with_their_reason() -> None:
    row = next(r for r in PAGES["two"].split("<tr>") if "sternum_to_pelvis_length/1" in r)
    assert "Needs the jugular notch" in row


def test_the_player_has_every_point_in_every_frame_and_words_for_every_per_cent() -> None:
    held = json.loads(PAGES["two"].split('id="motion-data">')[1].split("</script>")[0])
    assert len(held["words"]) == 101
    assert {len(way) for way in held["points"].values()} == {3 * held["frames"]}
    assert {"hip_right", "toe_left", "acromion_left", "mid_pelvis"} <= held["points"].keys()


def test_what_the_runner_says_cannot_break_out_of_the_page() -> None:
    evil = '</script><script>alert("x")</script>"\'&'
    analysis = example.analysis()
    where = replace(analysis.recording.provenance, file=evil)
    page = report.page(replace(analysis, recording=replace(analysis.recording, provenance=where), story=evil))
    assert "<script>alert" not in page


def test_write_makes_the_folder_and_nothing_else(tmp_path) -> None:
    report.write(example.analysis(), tmp_path / "deep" / "er")
    assert [p.name for p in (tmp_path / "deep" / "er").iterdir()] == ["report.html"]


def test_no_score_is_given() -> None:
    for page in PAGES.values():
        assert not re.search(
            r"\b\d+\s*(/|out of)\s*(10|100)\b|percentile|\bscore of\b", page.split("</style>")[1]
        )


def test_the_demo_size_stays_small() -> None:
    assert all(len(page.encode()) < 450_000 for page in PAGES.values())
