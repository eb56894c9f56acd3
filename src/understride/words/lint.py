"""Does a text say what the product never says? The rules are data (forbidden.toml); this reads them.

Sentence by sentence. A subject such as stretching may be named where the sentence reports it as left out, as the
practitioner's idea or as studied; advice is refused wherever it stands.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPORTED = re.compile(
    r"\b(we leave out|left out|leaves? out|has not been shown|have not been shown|not been shown to help"
    r"|the practitioner|practitioner's|guidelines?|stud(y|ies|ied)|trials?|we do not (use|advise|ask)|did no better"
    r"|told to let|you tried|was tried|were tried|not a stretch|nothing (here )?to (stretch|relax)"
    r"|not (really |quite )?relaxed|what we leave out)\b"
)
DENIED = re.compile(
    r"\b(not been shown|has not|have not|no stud(y|ies)|no (single |form |running )?scores?|never|not a diagnosis"
    r"|no diagnosis|not tell|cannot|does not|do not|did not|we leave out|left out|nothing here speaks|speak(s)? against"
    r"|no one score|without a score)\b"
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n{2,}|\n(?=\s*[-*•])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A forbidden phrase. rule: its id; sentence: where it stands; found: the words; instead: what to write."""

    rule: str
    sentence: str
    found: str
    instead: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.found!r} in {self.sentence!r}; write instead: {self.instead}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    id: str
    instead: str
    never: tuple[re.Pattern[str], ...]
    claims: tuple[re.Pattern[str], ...]
    topic: tuple[re.Pattern[str], ...]


def lint(text: str) -> tuple[Fault, ...]:
    """Every forbidden phrase in a text, in its order; empty when the text may be shown."""
    flat = text.replace("\u2019", "'").replace("\u00a0", " ")
    return tuple(
        fault for sentence in _SENTENCES.split(flat) for fault in _sentence(" ".join(sentence.split()))
    )


def _sentence(sentence: str) -> list[Fault]:
    rules, allowed = _rules()
    if sentence in allowed:
        return []
    low = sentence.lower()
    found: list[Fault] = []
    for rule in rules:
        patterns = list(rule.never)
        patterns += () if DENIED.search(low) else rule.claims
        patterns += () if REPORTED.search(low) else rule.topic
        hit = next((match for pattern in patterns if (match := pattern.search(low))), None)
        if hit:
            words = sentence[hit.start() : hit.end()].strip()
            found.append(Fault(rule=rule.id, sentence=sentence, found=words, instead=rule.instead))
    return found


@cache
def _rules() -> tuple[tuple[_Rule, ...], frozenset[str]]:
    """The rules in their order, and the whole sentences that pass."""
    data = tomllib.loads((Path(__file__).parent / "forbidden.toml").read_text(encoding="utf-8"))
    rules = tuple(
        _Rule(
            id=row["id"],
            instead=row["instead"],
            **{kind: tuple(map(re.compile, row.get(kind, ()))) for kind in ("never", "claims", "topic")},
        )
        for row in data["rule"]
    )
    return rules, frozenset(data["allowed"])
