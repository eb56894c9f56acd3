"""Every rule: the two examples pass it, and one change to an example fails it with the exact message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.lessons.examples import HEAD_ROLL, SHORT_STOP, edited, read, said

from understride.lessons import faults_of, shared_faults
from understride.lessons.rules import RULES
from understride.lessons.tables import never

ROWS = json.loads((Path(__file__).parent / "broken.json").read_text(encoding="utf-8"))
TEXTS = {"floor": HEAD_ROLL, "short": SHORT_STOP}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_an_example_breaks_no_rule(text):
    assert said(text) == []


@pytest.mark.parametrize("row", ROWS, ids=[f"{i}-{row['rule']}" for i, row in enumerate(ROWS)])
def test_a_change_breaks_the_rule(row):
    assert row["says"] in said(edited(TEXTS[row["lesson"]], *row["edits"]))
    assert row["says"].split(" ", 1)[1].startswith(f"{row['rule']}: ")


def test_every_rule_has_a_lesson_that_breaks_it():
    ids = {rule.id for rule in RULES} | {row.id for row in never()}
    assert ids <= {row["rule"] for row in ROWS}


def test_every_rule_says_what_it_is():
    assert [rule.id for rule in RULES if len(rule.title) < 20 or not rule.title.endswith(".")] == []


def test_only_habits_of_style_are_warnings():
    assert {rule.id for rule in RULES if rule.severity == "W"} == {"L5", "L24", "L36"}


def test_all_faults_are_said_at_once():
    text = edited(HEAD_ROLL, ("That was all.", "Relax."), ("What do your hands do", "What do your biceps do"))
    assert [message.split(":")[0] for message in said(text)] == ["94 L37", "113 N1"]


def test_a_fault_of_both_sides_is_said_once():
    faults = faults_of(read(edited(HEAD_ROLL, ("That was all.", "Relax."))))
    assert len(faults) == 1


def test_an_excused_lesson_keeps_its_own_limit():
    seesaw = edited(
        HEAD_ROLL,
        ("id: head-roll", "id: breath-ribs"),
        ("Rolling to the first side", "The seesaw"),
        ("tempo: 7\npair: roll\n\nKnees", "tempo: 4\npair: roll\n\nKnees"),
    )
    assert not any(" L3: " in message for message in said(seesaw))
    assert any(" L3: " in message for message in said(edited(seesaw, ("tempo: 4\n", "tempo: 3\n"))))


def test_a_to_and_fro_may_be_quick_only_late():
    quick = (
        "action: The head rolls a little to the {B} while the eyes stay.\ntempo: 7",
        "action: The head rolls a little to the {B}, to and fro.\ntempo: 2",
    )
    move = edited(HEAD_ROLL, ("tempo: 7\npair: eyes\n\nThe same", "tempo: 2\npair: eyes\n\nThe same"))
    assert any(" L3: " in message for message in said(move))
    late = edited(HEAD_ROLL, (quick[0].replace("tempo: 7", ""), quick[1].replace("tempo: 2", "")))
    late = edited(late, ("tempo: 7\npair: eyes\n\nThe same", "tempo: 2\npair: eyes\n\nThe same"))
    assert not any(" L3: " in message for message in said(late))


def test_a_sentence_may_stand_in_three_lessons_and_not_in_four():
    texts = [
        edited(
            SHORT_STOP, ("short-stop", f"stop-{name}"), ("Is your jaw in it too?", f"Is {name} in it too?")
        )
        for name in ("one", "two", "three", "four")
    ]
    lessons = [read(text) for text in texts]
    assert not [f for f in shared_faults(lessons[:3]) if "at most 3" in f.message]
    often = [f for f in shared_faults(lessons) if "at most 3" in f.message]
    assert str(often[0]) == (
        "stop-four.lesson.md:25 L41: 'Step off the path.' is said in stop-one, stop-two, "
        "stop-three, stop-four; at most 3. Say it anew."
    )


def test_two_lessons_share_a_tenth_at_most_and_a_variant_shares_its_frame():
    one = read(SHORT_STOP)
    other = read(edited(SHORT_STOP, ("id: short-stop", "id: other-stop")))
    (fault,) = shared_faults([one, other])
    assert fault.message == "11 of 11 sentences are those of short-stop; at most a tenth. Say them anew."
    variant = read(edited(SHORT_STOP, ("id: short-stop", "id: other-stop\nvariant_of: short-stop")))
    assert shared_faults([one, variant]) == ()
