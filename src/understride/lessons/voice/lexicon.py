"""How words are said that the engine says wrongly: `lexicon.txt`, in the phones of the CMU dictionary."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_ENTRY = re.compile(r'"([a-z\']+)" nil : ([a-z0-9 ]+)')
_WORD = re.compile(r"[a-z']+")
REMARK = "#"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, str]:
    """Word → the line that the engine reads. A line that is no entry is our own mistake and raises."""
    text = files("understride.lessons.voice").joinpath("lexicon.txt").read_text(encoding="ascii")
    lines = [line.strip() for line in text.splitlines()]
    entries: dict[str, str] = {}
    for line in lines:
        if not line or line.startswith(REMARK):
            continue
        match = _ENTRY.fullmatch(line)
        if match is None or match[1] in entries:
            raise ValueError(f"lexicon.txt: no entry, or a second one: {line}")
        entries[match[1]] = line
    return entries


def entries_for(text: str) -> tuple[str, ...]:
    """The entries that this text needs, by word: an entry changed later changes no other sentence."""
    known = lexicon()
    words = sorted(set(_WORD.findall(text.lower().replace("’", "'"))))
    return tuple(known[word] for word in words if word in known)


def phones_of(word: str) -> tuple[str, ...]:
    """The phones of an entry, without stress, as the engine prints them."""
    line = lexicon()[word]
    return tuple(re.sub(r"[0-9]", "", phone) for phone in line.split(" : ")[1].split())
