"""The text of a lesson: what is refused, with its line, and never another exception."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.lessons.examples import ADD, HEAD_ROLL, edited

from understride.lessons import check
from understride.lessons.documents import front_schema
from understride.lessons.format import parse_lesson
from understride.lessons.tokens import count_words, token

FILE = "head-roll.lesson.md"
FIRST = "Knees bent, head lying. We begin to the {A}. (2s)"  # line 50

REFUSED = {
    "no front matter": (("---\nid", "id"), '1 format: a lesson begins with front matter between two lines of "---"'),
    "no block": (("## ", "### "), '20 format: a block begins with "## kind: title"'),
    "unknown field": (("retest:", "retests:"), "15 format: retests: unknown key; nearest known: 'retest'."),
    "missing field": (("version: 1\n", ""), "2 format: front matter: the key 'version' is missing."),
    "wrong kind": (("kind: floor", "kind: bed"), "6 format: kind: 'bed' is not one of: floor, upright, short."),
    "wrong type": (("version: 1", "version: one"), "4 format: version: Expected `int`, got `str`."),
    "imbalance": (("[I8]", "[I13]"), "10 format: serves.imbalances.0: Expected `str` matching regex"),
    "twice in front": (("lang: en", "lang: en\nlang: en"), "6 format: lang: this key stands here twice."),
    "file name": (("id: head-roll", "id: head-rolls"), "2 format: the id is 'head-rolls' and the file 'head-roll"),
    "minutes": (("minutes: {short: 7}", "seconds: 90"), '6 format: the floor kind has "minutes: {short: …, full: …}"'),
    "language": (("lang: en", "lang: de"), "5 format: lang: 'de' is not one of: en."),
    "block kind": (("## rest: A pause", "## pause: A pause"), '66 format: a block begins with "## kind: title"'),
    "same title": (("Long rest", "A pause"), "108 format: line 66 has the same title."),
    "unknown property": (("pair: roll", "pairs: roll"), "48 format: there is no property 'pairs'; nearest known"),
    "property twice": (("pair: roll\n", "pair: roll\npair: roll\n"), "49 format: 'pair' stands twice in this block."),
    "no value": (("pair: roll\n", "pair:\n"), "48 format: 'pair' has no value."),
    "not a property": (("pair: roll\n", "roll\n"), '48 format: after the heading come properties'),
    "position": (("position: back-bent", "position: back-bend"), "32 format: position: 'back-bend' is not one of"),
    "side": (("side: A", "side: left"), "44 format: side: 'left' is not one of A, B, both."),
    "tempo": (("tempo: 7\npair: roll", "tempo: slow\npair: roll"), "47 format: tempo: 'slow' is not a number"),
    "tempo range": (("tempo: 7\npair: roll", "tempo: 70\npair: roll"), "47 format: tempo: 70 seconds are not between"),
    "demands": (("pair: roll", "demands: running"), "48 format: demands: 'running' is not one of run, impact,"),
    "in": (("pair: roll", "in: long"), "48 format: in: 'long' is not one of full, short."),
    "reference": (("reference: true", "reference: yes"), '121 format: reference: write "true"'),
    "silent block": (("That was all. Lie, and do nothing. (24s)\nWhat is different, and what is the same? (20s)\n", ""),
                     "108 format: this block says nothing."),
    "not a token": ((FIRST, "Knees bent (both)."), "50 format: '(both)' is not a token. Brackets hold"),
    "two breath": ((FIRST, "Knees bent. (2 breath s)"), "50 format: '(2 breath s)' is not a token."),
    "no time": ((FIRST, "Knees bent. (x0)"), "50 format: '(x0)' is not a token."),
    "token within": ((FIRST, "Knees (2s) bent."), "50 format: tokens stand at the end of a sentence, and"),
    "open bracket": ((FIRST, "Knees bent. (2s"), "50 format: a round bracket is open."),
    "token alone": ((FIRST, "(2s)"), "50 format: a token needs a sentence before it."),
    "no full stop": ((FIRST, "Knees bent (2s)"), '50 format: a sentence ends with ".", "?" or "!".'),
    "figures": ((FIRST, "Bend 2 knees."), "50 format: '2' is a number in figures. Write numbers as words"),
    "mark-up": ((FIRST, "Bend *both* knees."), "50 format: '*' cannot be spoken. Write it as words."),
    "strange side": ((FIRST, "Bend your {C} knee."), "50 format: '{C}' is not a side."),
    "late property": ((FIRST, "tempo: 7"), "50 format: this looks like a property."),
    "audio": (("retest: sit-turn", "retest: sit-turn\naudio: {x: a.wav}"), "16 format: audio: no block"),
    "stray line": (("---\n\n## reference", "---\n\nHello.\n\n## reference"), "20 format: this line stands before"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "message"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_its_line(edit, message):
    lesson, faults = parse_lesson(edited(HEAD_ROLL, edit), file=FILE)
    assert lesson is None
    assert any(str(fault).startswith(f"{FILE}:{message}") for fault in faults), list(map(str, faults))


def test_all_faults_of_grammar_are_said_at_once():
    text = edited(
        HEAD_ROLL, ("pair: roll", "pairs: roll"), (FIRST, "Knees (2s) bent."), (ADD, "Again (3s)\n")
    )
    assert {fault.line for fault in parse_lesson(text, file=FILE)[1]} == {48, 50, 61, 127}


@pytest.mark.parametrize(
    ("text", "kind", "short", "full"),
    [
        ("x4", "repeat", 4, 4),
        ("x2/4", "repeat", 2, 4),
        ("12s", "silence", 12, 12),
        ("2.5s", "silence", 2.5, 2.5),
        ("10s/20s", "silence", 10, 20),
        ("rest 20s", "rest", 20, 20),
        ("rest 15s/20s", "rest", 15, 20),
        ("breath", "breath", 1, 1),
        ("2 breaths", "breath", 2, 2),
        ("2/3 breaths", "breath", 2, 3),
    ],
)
def test_a_token_is_read(text, kind, short, full):
    found = token(text)
    assert found is not None
    assert (found.kind, found.short, found.full) == (kind, short, full)


@pytest.mark.parametrize(
    "text", ["", "x", "4x", "x-1", "12", "s", "12 s", "rest", "rest x2", "x2/", "0s", "1e3s", "xi"]
)
def test_anything_else_is_no_token(text):
    assert token(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("{A} knee.", 2),
        ("to-and-fro", 1),
        ("Don't.", 1),
        ("One, two – three.", 3),
        ("", 0),
        ("the {A}-side hip", 3),
    ],
)
def test_words_are_counted_as_a_voice_says_them(text, count):
    assert count_words(text) == count


def test_remarks_are_not_spoken_and_keep_the_lines():
    text = edited(HEAD_ROLL, (FIRST, f"<!-- a remark\nof two lines -->\n{FIRST}"))
    lesson, faults = parse_lesson(text, file=FILE)
    assert faults == ()
    assert lesson.blocks[2].paragraphs[0].line == 52
    assert "remark" not in lesson.blocks[2].text


def test_windows_line_ends_read_the_same():
    one, _ = parse_lesson(HEAD_ROLL, file=FILE)
    other, _ = parse_lesson(HEAD_ROLL.replace("\n", "\r\n"), file=FILE)
    assert one == other


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe---", "this is not UTF-8 text. Save it as UTF-8."),
        (b"x" * 300_000, "this is too large for a lesson."),
        (b"", "a lesson begins with front matter"),
        (None, "this file cannot be read (No such file or directory)."),
    ],
)
def test_a_file_that_is_no_lesson_is_refused_in_one_sentence(tmp_path, data, message):
    path = tmp_path / FILE
    if data is not None:
        path.write_bytes(data)
    (fault,) = check(path)
    assert str(fault).startswith(f"{FILE}:1 format: {message}")


@given(st.integers(0, len(HEAD_ROLL)), st.text(max_size=5))
@settings(max_examples=200, deadline=None)
def test_a_cut_or_spoilt_lesson_never_ends_in_an_exception(place, noise):
    parse_lesson(HEAD_ROLL[:place] + noise, file=FILE)
    parse_lesson(HEAD_ROLL[:place] + noise + HEAD_ROLL[place:], file=FILE)


def test_the_schema_of_the_front_matter_accepts_what_the_reader_accepts():
    schema = front_schema()
    Draft202012Validator.check_schema(schema)
    front = re.findall(r"^(\w+):", HEAD_ROLL.split("---")[1], re.MULTILINE)
    assert set(front) <= set(schema["$defs"]["Front"]["properties"])
