"""Self-tests as data: what they say, what their answers speak to, and that they never command or correct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from understride.interview import SelfTest, self_tests, spoken
from understride.interview.self_tests import assumed, cautions, flat, misfit, names, sources
from understride.words import grade, lint

TESTS = list(self_tests().values())
HIPS = ["hip-flex", "hip-extend", "hip-abduct", "hip-adduct", "hip-turn-in", "hip-turn-out"]
TRUNK = ["sit-turn", "side-glide", "ribs-breath", "belly-breath", "belly-breath-walking", "sit-long", "clock"]
UPRIGHT = ["one-leg-bend", "shift", "walk-hands", "change-game", "steps-50", "run-scan"]
LISTED = [*HIPS, *TRUNK, *UPRIGHT]
UP = {"stand", "stand-wall", "stand-split", "walk", "run", "chair"}
POSITIONS = UP | {"back-long", "back-bent", "back-one", "side", "front", "hands-knees"}
IMBALANCES = {f"I{number}" for number in range(1, 13)}
LEADING = re.compile(
    r"\b(notice that|feel (that|how much)|you (will|'ll|should|may well) (feel|notice|find)|keep your|hold your breath"
    r"|must|should|correct|just|simply|okay|deep breath|try (hard|harder)|good|well done|perfect|close your eyes)\b",
    re.IGNORECASE,
)


def of(name: str) -> SelfTest:
    return self_tests()[name]


def heard(name: str, answer: Any) -> set[tuple[Any, ...]]:
    return {(s.imbalance, s.stance, s.weight, s.side and str(s.side)) for s in spoken(of(name), answer)}


def test_all_self_tests_of_the_method_are_there() -> None:
    assert list(self_tests()) == LISTED


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_every_name_in_a_self_test_leads_somewhere(test: SelfTest) -> None:
    assert test.position in POSITIONS
    assert "pain_rises" in test.cautions
    assert set(test.cautions) <= set(cautions())
    assert set(test.repeatability.source) <= set(sources())
    assert {link.imbalance for link in test.speaks} <= IMBALANCES
    for link in test.speaks:
        for held in link.when:
            named = [text for text in (held.at, held.differ, *held.parts) if text]
            opened = {text.replace("{side}", "left").replace("{other}", "right") for text in named}
            assert opened <= set(names(test))
            words = {word for at in opened for word in names(test)[at].words or ()}
            wanted = {str(word).replace("{side}", "left") for word in held.any_of}
            assert not words or wanted <= words


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_the_voice_of_a_self_test_asks_and_invites(test: SelfTest) -> None:
    text = " ".join(test.text)
    assert "?" in text or test.id == "steps-50"
    assert not LEADING.search(text)
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert len(sentence.split()) <= 20, sentence
    assert not re.search(r"\b(left|right)\b", text), "a side is spoken by its placeholder"


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_every_word_of_a_self_test_passes_the_lint(test: SelfTest) -> None:
    for text in texts(test):
        assert [
            str(fault) for fault in lint(text.replace("{side}", "left").replace("{other}", "right"))
        ] == []


def texts(test: SelfTest) -> Iterator[str]:
    yield from (
        test.title,
        *test.text,
        test.repeatability.at_home,
        test.repeatability.measured_by_others or "",
    )
    for field in test.fields:
        yield from (field.ask, *(field.words or {}).values(), *(field.meaning or {}).values())


def test_the_words_for_all_of_them_pass_the_lint_and_are_easy_to_read() -> None:
    said = [assumed().note, *assumed().before, *(caution.says for caution in cautions().values())]
    assert [str(fault) for text in said for fault in lint(text)] == []
    assert grade(" ".join(text for test in TESTS for text in test.text).replace("{side}", "left")) < 6


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_how_repeatable_it_is_at_home_is_said_and_unknown_is_said_as_unknown(test: SelfTest) -> None:
    assert test.repeatability.at_home == "unknown" or test.id == "steps-50"
    assert not test.repeatability.source or test.repeatability.measured_by_others


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_cannot_tell_is_always_an_answer_and_speaks_to_nothing(test: SelfTest) -> None:
    for answer in ("cant_tell", dict.fromkeys((at for at in names(test) if "." not in at), "cant_tell")):
        assert not answer or list(misfit(test, answer)) == []
        assert spoken(test, answer) == ()


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("hip-extend", {"left": 3, "right": 1}, {("I7", "for", "w1", "right")}),
        ("hip-flex", {"left": 3, "right": 1, "tries_agree": "yes"}, {("I7", "for", "w2", "right")}),
        ("hip-flex", {"left": 3, "right": 1, "tries_agree": "no"}, {("I7", "for", "w0", "right")}),
        ("hip-flex", {"left": 2, "right": 1}, set()),
        ("hip-flex", {"left": 2, "right": 2, "easier": "left_clear"}, {("I7", "for", "w1", "right")}),
        ("hip-flex", {"left": 3, "right": 1, "easier": "right_clear"}, set()),
        ("hip-flex", {"left": 0, "right": 2}, {("I6", "for", "w1", "left"), ("I7", "for", "w1", "left")}),
        (
            "hip-flex",
            {"left": 3, "right": 3},
            {("I6", "against", "w1", "left"), ("I6", "against", "w1", "right")},
        ),
        ("hip-flex", 3, {("I6", "against", "w1", "left"), ("I6", "against", "w1", "right")}),
        ("hip-extend", {"left": 0}, {("I6", "for", "w1", "left"), ("I3", "for", "w1", None)}),
        ("sit-turn", {"left": 40, "right": 55}, {("I8", "for", "w1", "left")}),
        ("sit-turn", {"left": 41, "right": 55}, set()),
        (
            "sit-turn",
            {"left": 50, "right": 55, "where": "waist"},
            {("I8", "against", "w1", None), ("I1", "against", "w1", None), ("I10", "against", "w1", None)},
        ),
        ("sit-turn", {"where": "neck"}, {("I1", "for", "w1", None), ("I10", "for", "w1", None)}),
        ("side-glide", {"left": 9, "right": 12}, {("I8", "for", "w1", "left")}),
        ("side-glide", {"left": 9, "right": 8, "ribs": "block"}, {("I10", "for", "w1", None)}),
        ("ribs-breath", "no", {("I10", "for", "w1", None)}),
        ("ribs-breath", {"left": "no", "right": "clearly"}, {("I8", "for", "w1", "left")}),
        ("belly-breath", "inward", {("I2", "for", "w1", None), ("I3", "for", "w1", None)}),
        ("belly-breath", "both", {("I2", "against", "w1", None), ("I3", "against", "w1", None)}),
        ("belly-breath-walking", "only-slow", {("I3", "for", "w1", None)}),
        ("sit-long", {"distance": "clearly", "begins": "only-head"}, {("I2", "for", "w1", None)}),
        ("sit-long", "no", {("I2", "for", "w1", None)}),
        ("clock", {"twelve": "missing", "six": "missing"}, {("I9", "for", "w1", None)}),
        ("clock", {"left": "missing", "right": "easy"}, {("I7", "for", "w1", "left")}),
        ("one-leg-bend", {"left": {"pressure": "heel", "buckle": "behind"}}, {("I5", "for", "w1", "left")}),
        ("one-leg-bend", {"steadier": "right"}, {("I11", "for", "w1", "left")}),
        ("shift", {"right": "head"}, {("I11", "for", "w1", "right"), ("I9", "for", "w1", None)}),
        ("walk-hands", "not", {("I1", "for", "w1", None), ("I9", "for", "w1", None)}),
        ("walk-hands", "against", {("I1", "against", "w1", None), ("I9", "against", "w1", None)}),
        ("change-game", {"steps": 9}, set()),
        ("run-scan", {"legs": "left-late"}, {("I4", "for", "w1", "left"), ("I7", "for", "w1", "left")}),
        ("run-scan", {"turning": "left"}, {("I8", "for", "w1", "right")}),
        ("run-scan", {"landing": "under"}, {("I11", "against", "w1", None), ("I5", "against", "w1", None)}),
    ],
)
def test_an_answer_speaks_to_what_the_method_says(name: str, answer: Any, expected: set[Any]) -> None:
    assert list(misfit(of(name), answer)) == []
    assert heard(name, answer) == expected


def test_the_direction_of_a_hip_is_kept() -> None:
    directions = {test.id: test.direction for test in TESTS if test.family == "hips"}
    assert list(directions.values()) == ["flex", "extend", "abduct", "adduct", "turn_in", "turn_out"]
    assert {s.direction for s in spoken(of("hip-turn-in"), {"left": 0, "right": 3})} == {"turn_in"}


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_a_mirrored_answer_speaks_of_the_other_side(test: SelfTest) -> None:
    def mirror(value: Any) -> Any:
        swap = {"left": "right", "right": "left", "left-late": "right-late", "right-late": "left-late"}
        swap |= {"left_clear": "right_clear", "right_clear": "left_clear"}
        if isinstance(value, dict):
            return {swap.get(key, key): mirror(inner) for key, inner in value.items()}
        return swap.get(value, value) if isinstance(value, str) else value

    answer: dict[str, Any] = {}
    for index, (at, field) in enumerate(names(test).items()):
        outer, _, inner = at.partition(".")
        value = list(field.words)[index % len(field.words)] if field.words else field.low or 0
        target = answer.setdefault(outer, {}) if inner else answer
        target[inner or outer] = value
    assert list(misfit(test, answer)) == []
    swap = {"left": "right", "right": "left", None: None}
    said = {(s.imbalance, s.stance, s.side and str(s.side)) for s in spoken(test, answer)}
    mirrored = {(s.imbalance, s.stance, s.side and str(s.side)) for s in spoken(test, mirror(answer))}
    assert mirrored == {(imbalance, stance, swap[side]) for imbalance, stance, side in said}


def test_a_bare_answer_stands_for_both_sides() -> None:
    assert flat(of("walk-hands"), "not") == {"left": "not", "right": "not"}
    assert flat(of("walk-hands"), {"left": "not", "right": "cant_tell"}) == {"left": "not"}


def test_the_weights_are_ranges_about_one() -> None:
    for name, ratio in assumed().weights.items():
        assert ratio.speaks_for[0] <= ratio.speaks_for[1]
        assert ratio.speaks_against[0] <= ratio.speaks_against[1] <= 1 <= ratio.speaks_for[0], name
