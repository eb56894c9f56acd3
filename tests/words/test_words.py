"""Numbers, grades, sentences and reading age."""

from __future__ import annotations

import pytest

from understride.model import Band, Finding, Side, Unit, Verdict
from understride.words import (
    difference_point,
    grade,
    grade_words,
    lint,
    listed,
    number,
    plus_minus,
    point_for,
    quantity,
    syllables,
    title,
    verdict_words,
)

BAND = Band(id="fb7-2026", low=4.0, high=44.0, mean=24.0, people="seven men", norm=False)


def finding(**changed: object) -> Finding:
    base = {
        "measure": "thorax_in_pelvis_yaw_range",
        "side": None,
        "value": 39.8,
        "interval": (35.0, 43.0),
        "verdict": Verdict.INSIDE,
        "band": BAND,
        "beyond": 0,
        "why": "inside",
        "counts": True,
    }
    return Finding(**{**base, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (39.8, Unit.DEGREES, "40°"),
        (-6.4, Unit.DEGREES, "−6°"),
        (-0.2, Unit.DEGREES, "0°"),
        (0.0741, Unit.METRES, "74\u00a0mm"),
        (0.306, Unit.METRES, "31\u00a0cm"),
        (0.226, Unit.SECONDS, "226\u00a0ms"),
        (43.2, Unit.PERCENT, "43\u00a0%"),
        (179.6, Unit.PER_MINUTE, "180\u00a0steps a minute"),
        (0.051, Unit.DEGREES_PER_DEGREE, "0.05° for each degree"),
        (2.55, Unit.BODY_WEIGHTS, "2.5\u00a0times body weight"),
        (0.339, Unit.NONE, "0.34"),
        (0.0049, Unit.NONE, "0.005"),
    ],
)
def test_a_quantity_is_said_in_few_digits(value: float, unit: Unit, said: str) -> None:
    assert quantity(value, unit) == said


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_said(unit: Unit) -> None:
    assert quantity(1.0, unit)


def test_two_lengths_in_one_sentence_have_one_unit() -> None:
    assert quantity(0.05, Unit.METRES, beside=0.3) == "5\u00a0cm"


def test_plus_minus_has_the_unit_twice() -> None:
    assert plus_minus(14.2, 7.8, Unit.DEGREES) == "14° ± 8°"


def test_a_minus_is_a_minus() -> None:
    assert number(-3.2, 0) == "−3"


@pytest.mark.parametrize(
    ("items", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_a_list_reads_as_a_sentence(items: tuple[str, ...], said: str) -> None:
    assert listed(items) == said


def test_the_title_joins_the_complaints() -> None:
    assert title(["tight shoulders", "a sore low back"]) == "Tight shoulders and a sore low back"


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("A", "Tested in runners (grade A)"),
        ("C", "Some support, mixed (grade C)"),
        ("C-", "Some support, mixed (grade C−)"),
        ("D", "A practitioner's experience; nobody has tested it (grade D)"),
        ("D-", "What little there is points elsewhere (grade D−)"),
    ],
)
def test_a_grade_is_said_in_words_first(letter: str, said: str) -> None:
    assert grade_words(letter) == said


def test_a_finding_is_said_beside_what_it_was_compared_with() -> None:
    point = point_for(finding(), Unit.DEGREES)
    assert point.text == (
        "The twist between shoulders and pelvis is 40° in each stride; seven men at this speed averaged 24°: inside."
    )
    assert point.measures == ("thorax_in_pelvis_yaw_range",)
    assert point.id == "thorax_in_pelvis_yaw_range"


def test_a_direction_is_said_in_words_not_by_a_sign() -> None:
    band = Band(id="fb7-2026", low=-13, high=11, mean=-1.3, people="seven men", norm=False)
    point = point_for(finding(measure="thorax_yaw_offset", value=-6.4, band=band), Unit.DEGREES)
    assert point.text == (
        "On average the shoulders point 6° to the right; seven men at this speed averaged 1° to the right: inside."
    )


def test_left_and_right_are_said_with_both_values() -> None:
    band = Band(id="fb7-2026", low=-12, high=12, mean=0, people="seven men", norm=False)
    found = finding(
        measure="thorax_turn_amplitude",
        side=Side.LEFT_MINUS_RIGHT,
        value=-14.0,
        interval=(-22.0, -6.0),
        verdict=Verdict.CANNOT_TELL,
        band=band,
        why="near the lower edge",
    )
    assert difference_point(found, Unit.DEGREES, left=10.0, right=24.0).text == (
        "Left and right differ by 14° ± 8° in how far the shoulders turn to each side (10° left, 24° right); the "
        "difference lies across the edge of what seven men show (12°): cannot tell."
    )


@pytest.mark.parametrize(
    ("verdict", "why", "said"),
    [
        (Verdict.INSIDE, "inside", "inside"),
        (Verdict.OUTSIDE, "more than usual", "outside, more than usual"),
        (Verdict.CANNOT_TELL, "near the upper edge", "cannot tell: near the upper edge"),
        (Verdict.CANNOT_TELL, "not compared: no reference", "not compared: no reference"),
    ],
)
def test_a_verdict_is_said_as_the_page_says_it(verdict: Verdict, why: str, said: str) -> None:
    assert verdict_words(finding(verdict=verdict, why=why)) == said


def test_a_measure_without_a_phrase_is_said_by_its_name_and_passes_the_lint() -> None:
    point = point_for(finding(measure="eyebrow_lift_range"), Unit.DEGREES)
    assert point.text.startswith("Eyebrow lift range is 40°; ")
    assert lint(point.text) == ()


@pytest.mark.parametrize(
    ("word", "count"), [("run", 1), ("pelvis", 2), ("shoulder", 2), ("moved", 1), ("ended", 2), ("the", 1)]
)
def test_syllables_of_plain_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_the_formula() -> None:
    """6 words, 6 syllables, 1 sentence: 0.39·6 + 11.8·1 − 15.59 = −1.45."""
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_longer_sentences_and_words_are_harder() -> None:
    easy = "The foot lands. The pelvis turns."
    hard = "Notwithstanding considerable variability, transverse pelvic excursion substantially accumulates."
    assert grade(easy) < 5 < 12 < grade(hard)
