"""What a speech recogniser understands of the voice: which words it misses, and whether sides are what they should be.

pocketsphinx 5, which misses words by its own weakness as well, so a word is judged by how often it is missed over all
its sentences. It hears each sentence with three expectations:
  library  knows which words follow one another in the lessons, as a listener does who is with it
  loose    knows the words of the lessons, in no order: what the sound alone carries
  open     its own model of written English, slow: on a sample only
Sides and numbers are put to it as a choice: all else in the sentence is given, and it must pick what was written.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from understride.lessons.voice.flite import FliteVoice
from understride.lessons.voice.speaking import Speaker

CHOICES = (
    ("left", "right"),
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve"),
)
_SAME = {"too": "to", "two": "to", "four": "for", "there": "their", "they're": "their", "hear": "here",
         "know": "no", "your": "you're", "its": "it's", "sole": "soul", "weight": "wait", "knew": "new",
         "whole": "hole", "an": "a", "sight": "site", "feat": "feet", "heal": "heel", "waste": "waist"}  # fmt: skip
_WORD = re.compile(r"[a-z']+")
_QUIET = np.zeros(4800, dtype=np.int16)  # 0.3 s around each sentence
_GRAMMAR = "#JSGF V1.0; grammar choice; public <sentence> = {};"


LIBRARY, LOOSE, OPEN = "library", "loose", "open"
_OPEN_EVERY = 25  # sentences
_LOOSE_LINE = 9  # words, about a sentence


@dataclass(frozen=True, slots=True)
class Understood:
    """One sentence. missed: its words that were not understood, by expectation. chosen: (written, picked)."""

    text: str
    words: tuple[str, ...]
    missed: Mapping[str, tuple[str, ...]]
    chosen: tuple[tuple[str, str], ...]


def words_of(text: str) -> list[str]:
    """Words as the recogniser writes them: lower case, hyphens apart."""
    return _WORD.findall(text.lower().replace("’", "'"))


def understand(task: tuple[Speaker, tuple[str, ...], Sequence[int]]) -> list[Understood]:
    """What is understood of some of all sentences (by number), spoken as in a lesson. A task for one process."""
    speaker, library, numbers = task
    assert isinstance(speaker.voice, FliteVoice)
    decoder = _decoder(speaker.voice, library)
    return [_understood(decoder, speaker, library[n], sampled=n % _OPEN_EVERY == 0) for n in numbers]


def _understood(decoder: Any, speaker: Speaker, text: str, *, sampled: bool) -> Understood:
    pcm = np.concatenate((_QUIET, speaker.say(text).pcm, _QUIET)).tobytes()
    words = words_of(text)
    heard = {name: _decoded(decoder, pcm, name) for name in (LIBRARY, LOOSE, *((OPEN,) if sampled else ()))}
    lost = {name: tuple(missed(words, said.split())) for name, said in heard.items()}
    return Understood(text, tuple(words), lost, tuple(_picked(decoder, pcm, words)))


def missed(words: Sequence[str], said: Sequence[str]) -> list[str]:
    """Words that are not in what was understood, in order. Words that sound alike are the same, joined ones too."""
    wanted = [_SAME.get(word, word) for word in words]
    got = [_SAME.get(word, word) for word in _joined(said, set(words))]
    kept: set[int] = set()
    for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks():
        kept.update(range(block.a, block.a + block.size))
    return [word for index, word in enumerate(words) if index not in kept]


def _joined(said: Sequence[str], known: set[str]) -> list[str]:
    out: list[str] = []
    for word in said:
        word = re.sub(r"\(\d+\)", "", word)
        if out and out[-1] + word in known:
            out[-1] += word
        else:
            out.append(word)
    return out


def _picked(decoder: Any, pcm: bytes, words: Sequence[str]) -> Iterable[tuple[str, str]]:
    """For each side or number: what was written, and what the recogniser picks among its like."""
    choice = {word: group for group in CHOICES for word in group}
    places = [index for index, word in enumerate(words) if word in choice]
    if not places:
        return []
    sentence = " ".join(
        f"( {' | '.join(choice[word])} )" if index in places else word for index, word in enumerate(words)
    )
    decoder.add_jsgf_string("choice", _GRAMMAR.format(sentence))
    said = [re.sub(r"\(\d+\)", "", word) for word in _decoded(decoder, pcm, "choice").split()]
    if len(said) != len(words):
        return [(words[index], "–") for index in places]
    return [(words[index], said[index]) for index in places]


def _decoded(decoder: Any, pcm: bytes, search: str) -> str:
    decoder.activate_search("_default" if search == OPEN else search)
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return best.hypstr if best else ""


@lru_cache(maxsize=1)
def _decoder(voice: FliteVoice, library: tuple[str, ...]) -> Any:
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=16_000, loglevel="FATAL")
    lines = [words_of(text) for text in library]
    for word in sorted({word for line in lines for word in line}):
        if decoder.lookup_word(word) is None:  # a word that the dictionary does not know cannot be understood
            decoder.add_word(word, " ".join(_cmu(voice.phones(word))), True)
    shuffled = [word for line in lines for word in line]
    random.Random(1).shuffle(shuffled)
    loose = [shuffled[at : at + _LOOSE_LINE] for at in range(0, len(shuffled), _LOOSE_LINE)]
    for name, expected in ((LIBRARY, lines), (LOOSE, loose)):
        decoder.add_lm(name, _model(decoder, expected))
    return decoder


def _model(decoder: Any, lines: Iterable[Sequence[str]]) -> Any:
    """Which words follow one another in these lines, as the recogniser takes it."""
    import io

    from pocketsphinx import NGramModel
    from pocketsphinx.lm import ArpaBoLM

    model = ArpaBoLM()
    model.read_corpus(io.StringIO("\n".join(f"<s> {' '.join(line)} </s>" for line in lines)))
    model.compute()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.lm"
        with file.open("w", encoding="ascii") as out:
            model.write(out)
        return NGramModel(decoder.config, decoder.logmath, str(file))


def _cmu(phones: Iterable[str]) -> list[str]:
    return ["AH" if phone == "ax" else phone.upper() for phone in phones]


def mostly_missed(sentences: Iterable[Understood], expectation: str) -> list[tuple[str, int, int]]:
    """(word, missed, occurrences) of words missed in more than half of their occurrences, most frequent first."""
    occurs: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for one in sentences:
        occurs.update(one.words)
        lost.update(one.missed[expectation])
    rows = [(word, lost[word], occurs[word]) for word in lost if 2 * lost[word] > occurs[word]]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))


def share_missed(sentences: Iterable[Understood], expectation: str) -> float:
    """Missed words of all words, 0 to 1, over the sentences heard with this expectation."""
    judged = [one for one in sentences if expectation in one.missed]
    words = sum(len(one.words) for one in judged)
    return sum(len(one.missed[expectation]) for one in judged) / words if words else 0.0
