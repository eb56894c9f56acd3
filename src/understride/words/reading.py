"""How hard a text is to read: the Flesch–Kincaid grade (school years in the United States).

0.39 · words per sentence + 11.8 · syllables per word − 15.59. Syllables are counted by groups of vowels, which is
right for about nine words in ten: enough for an average over a page, not for one sentence.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z']+|\d[\d.,]*")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """School grade of a text; 0 for a text without words."""
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables of an English word, by rule; a number counts as two."""
    if word[0].isdigit():
        return 2
    low = word.lower().strip("'")
    count = len(_VOWELS.findall(low))
    if low.endswith("e") and not low.endswith(("le", "ee")) and count > 1:
        count -= 1
    if low.endswith("ed") and not low.endswith(("ted", "ded", "eed")) and count > 1:
        count -= 1
    return max(count, 1)
