"""Facts → sentences that carry the names of the facts, numbers as people read them, and the lint of all texts."""

from understride.words.lint import Fault, lint
from understride.words.numbers import again, capital, counted, listed, number, plus_minus, quantity
from understride.words.phrases import PHRASES, Phrase, phrase
from understride.words.reading import grade, syllables
from understride.words.sentences import (
    NOT_COMPARED,
    OWN_EARLIER,
    absent,
    among_many,
    difference_point,
    grade_words,
    pair_point,
    people,
    point_for,
    state_words,
    title,
    unmeasured,
    verdict_words,
)

__all__ = [
    "NOT_COMPARED",
    "OWN_EARLIER",
    "PHRASES",
    "Fault",
    "Phrase",
    "absent",
    "again",
    "among_many",
    "capital",
    "counted",
    "difference_point",
    "grade",
    "grade_words",
    "lint",
    "listed",
    "number",
    "pair_point",
    "people",
    "phrase",
    "plus_minus",
    "point_for",
    "quantity",
    "state_words",
    "syllables",
    "title",
    "unmeasured",
    "verdict_words",
]
