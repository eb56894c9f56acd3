"""How long a sentence lasts until a voice has spoken it."""

from __future__ import annotations

from dataclasses import dataclass

from understride.lessons.tokens import count_words

SIDE_LETTERS = 4.5  # of "left" and "right", on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds of a sentence: so much for itself, and for each of its words, letters, and commas or colons."""

    sentence: float = 0.0
    word: float = 0.0
    letter: float = 0.0
    comma: float = 0.0

    def seconds(self, written: str) -> float:
        """How long a sentence lasts; {A} and {B} as long as "left" and "right" do on average, so both sides alike."""
        sides = written.count("{A}") + written.count("{B}")
        letters = sum(sign.isalpha() for sign in written) + (SIDE_LETTERS - 1) * sides
        commas = sum(sign in ",;:" for sign in written)
        return self.sentence + self.word * count_words(written) + self.letter * letters + self.comma * commas


# What the check reckons with, part of the format: slower than most voices, so that a lesson has room for any of them.
FORMAT = Pace(word=1 / 2.3)
# The voice that comes with the product: least squares over every sentence of the library (python -m revalidation.voice
# says how far each lesson is from it; 0.28 s a sentence, 1 % of a lesson).
VOICE = Pace(sentence=0.254, letter=0.0799, comma=0.292)
