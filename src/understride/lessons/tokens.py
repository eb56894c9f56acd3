"""A spoken line: its sentences, and the tokens in round brackets that are time."""

from __future__ import annotations

import re

from understride.lessons.lesson import Paragraph, Token, TokenKind

TOKENS = "(x4), (x2/4), (12s), (10s/20s), (rest 20s), (rest 15s/20s), (breath), (2 breaths), (2/3 breaths)"
BREATH = 5.0  # seconds of one ordinary breath at rest, 12 a minute

_NUMBER = r"(\d+(?:\.\d+)?)"
_GRAMMAR: tuple[tuple[TokenKind, re.Pattern[str]], ...] = (
    ("repeat", re.compile(r"x(\d+)(?:/(\d+))?")),
    ("silence", re.compile(rf"{_NUMBER}s(?:/{_NUMBER}s)?")),
    ("rest", re.compile(rf"rest {_NUMBER}s(?:/{_NUMBER}s)?")),
    ("breath", re.compile(r"(\d+)(?:/(\d+))? breaths?")),
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’']?\s+")
_WORD = re.compile(r"(?:\{[AB]\}|[^\W\d_])(?:\{[AB]\}|[\w'’-])*")
_STRANGE = re.compile(r"[][<>*_#|\\=+@&%/^~`$]")
_BRACE = re.compile(r"\{(?![AB]\})[^}]*\}?|(?<!\{A)(?<!\{B)\}")
_PROPERTY = re.compile(
    r"^(position|side|from|constraint|action|pair|demands|tempo|in|easier|figure|reference): "
)


def token(text: str) -> Token | None:
    """The token that stands between two brackets, or None."""
    if text == "breath":
        return Token(kind="breath", short=1.0, full=1.0)
    for kind, pattern in _GRAMMAR:
        match = pattern.fullmatch(text)
        if match:
            short, full = float(match[1]), float(match[2] or match[1])
            return Token(kind=kind, short=short, full=full) if min(short, full) > 0 else None
    return None


def count_words(text: str) -> int:
    """Words as a voice says them: {A} is one, and so is a word with a hyphen."""
    return len(_WORD.findall(text))


def paragraph(text: str, line: int) -> tuple[Paragraph, list[str]]:
    """A line as a paragraph, and what is wrong with it, in words."""
    wrong: list[str] = []
    tokens: list[Token] = []
    brackets = list(_BRACKETS.finditer(text))
    spoken = text[: brackets[0].start()].strip() if brackets else text.strip()
    for bracket in brackets:
        found = token(bracket[1])
        if found is None:
            wrong.append(
                f"{bracket[0]!r} is not a token. Brackets hold time and nothing else: {TOKENS}; "
                "say the rest without brackets."
            )
        else:
            tokens.append(found)
    rest = _BRACKETS.sub(" ", text[brackets[0].start() :]).strip() if brackets else ""
    if rest:
        wrong.append(
            f"tokens stand at the end of a sentence, and {rest!r} comes after one. Begin a new line after the token."
        )
    sentences = tuple(part.strip() for part in _SENTENCE_END.split(spoken) if part.strip())
    wrong += _speech_faults(spoken, sentences)
    return Paragraph(line=line, sentences=sentences, tokens=tuple(tokens)), wrong


def _speech_faults(spoken: str, sentences: tuple[str, ...]) -> list[str]:
    wrong: list[str] = []
    if _PROPERTY.match(spoken):
        wrong.append(
            "this looks like a property. Properties stand directly below the heading, without an empty line."
        )
    elif not sentences:
        wrong.append(
            "a token needs a sentence before it. Say something, or move the token to the line above."
        )
    elif not sentences[-1].rstrip("\"”’'").endswith((".", "?", "!")):
        wrong.append('a sentence ends with ".", "?" or "!". One line is one paragraph; lines are not joined.')
    if strange := _STRANGE.search(spoken):
        wrong.append(f"{strange[0]!r} cannot be spoken. Write it as words.")
    if brace := _BRACE.search(spoken):
        wrong.append(f"{brace[0]!r} is not a side. Sides are {{A}}, the first, and {{B}}, the other.")
    if digits := re.search(r"\d[\d.,]*", spoken):
        wrong.append(
            f"{digits[0]!r} is a number in figures. Write numbers as words, so that every voice says the same."
        )
    if "(" in _BRACKETS.sub("", spoken) or ")" in _BRACKETS.sub("", spoken):
        wrong.append("a round bracket is open. Every bracket opens and closes around a token.")
    return wrong
