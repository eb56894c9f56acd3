"""The words that no lesson says, and the sentences it must be able to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lessons.examples import HEAD_ROLL, edited, read, said

from understride.lessons import cautions, load_library, positions, shared_faults
from understride.lessons.rules.never import says, texts
from understride.lessons.rules.shared import MOST_SAFETY, safety_sentences
from understride.lessons.tables import allowed, changes
from understride.words import lint

HERE = Path(__file__).parent
MUST_FAIL = [line.split("\t") for line in (HERE / "never_fail.txt").read_text(encoding="utf-8").splitlines()]
MUST_PASS = (HERE / "never_pass.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("rule", "sentence"), MUST_FAIL)
def test_a_lesson_never_says(rule, sentence):
    assert rule in [id for id, _ in says(sentence)]


@pytest.mark.parametrize("sentence", MUST_PASS)
def test_a_lesson_may_say(sentence):
    assert says(sentence) == ()


def test_there_are_at_least_sixty_sentences_of_each_kind():
    assert len(MUST_FAIL) >= 60
    assert len(MUST_PASS) >= 60


def test_what_no_text_of_the_product_says_no_lesson_says():
    assert says("Running causes this.")[0][0] == "4.5 diagnosis"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A head that rolls", "title: A relaxed head"),
        ("action: Lying; what", "action: Relaxed; what"),
        ("pair: roll\n", "easier: Relax.\n"),
        ("constraint: The eyes stay with one", "constraint: The relaxed eyes stay with one"),
        ("props: [a mat", "props: [a relaxing mat"),
        ("learn: The head", "learn: The relaxed head"),
        ("what else turns?", "what else is relaxed?"),
        ("## rest: A pause", "## rest: A relaxed pause"),
    ],
)
def test_titles_sheets_and_captions_are_read_too(old, new):
    assert any(" N1: " in message for message in said(edited(HEAD_ROLL, (old, new))))


def test_an_allowed_sentence_excuses_only_itself():
    assert says("This is not a stretch. Stretch.")
    assert {row.id for row in allowed()} == {"a1", "a2", "a3", "a4"}


@pytest.mark.parametrize("id", load_library())
def test_every_text_of_the_library_is_read(id):
    one = load_library()[id]
    found = [text for _, text in texts(one)]
    assert {s for b in one.blocks for p in b.paragraphs for s in p.sentences} <= set(found)


@pytest.mark.parametrize("text", [c.says for c in cautions().values()] + [c.who for c in cautions().values()])
def test_a_caution_breaks_no_rule_of_the_house(text):
    assert [str(fault) for fault in lint(text)] == []


@pytest.mark.parametrize("text", [p.entry for p in positions().values()])
def test_the_words_into_a_position_could_stand_in_a_lesson(text):
    assert says(text) == ()


def test_there_are_twelve_positions_and_every_change_of_ground_has_its_time():
    assert len(positions()) == 12
    grounds = {position.ground for position in positions().values()}
    lying = {"back", "side", "front"}
    pairs = {(a, b) for a in grounds for b in grounds if a != b}
    assert pairs <= set(changes())
    assert all(changes()[a, "stand"] == 20 for a in lying)
    assert all(changes()["stand", a] == 10 for a in lying)
    assert changes()["sit", "stand"] == changes()["stand", "sit"] == 6


def test_the_library_shares_few_sentences():
    assert shared_faults(load_library().values()) == ()
    assert len(safety_sentences()) <= MOST_SAFETY


def test_the_example_of_the_documentation_is_read_from_its_page():
    assert read(HEAD_ROLL).id == "head-roll"
