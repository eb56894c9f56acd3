"""A made-up lesson of half a minute, someone who is cleared, and a voice that hums instead of speaking."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from understride.interview import Answers, Person
from understride.interview.gate import Cleared, gate
from understride.lessons import Opened, open_lesson
from understride.lessons.format import parse_lesson
from understride.lessons.lesson import Lesson
from understride.lessons.voice.flite import FliteVoice
from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.sound import Sound
from understride.lessons.voice.speaking import Speaker, speaker
from understride.model import RequestError, Side

TODAY = dt.date(2026, 11, 21)
TEXT = """---
id: small
title: A small turn & back
version: 3
lang: en
kind: short
seconds: 60
serves: {imbalances: [I1], complaints: [shoulders]}
cautions: [pain_rises]
learn: The hand is carried.
reference: Standing, the breastbone turns a little.
retest: none
run_questions: [What do your hands do?]
walk_questions: [What do your hands do?]
---

## reference: Before
position: stand
side: both
from: breastbone
action: Stand.
tempo: 2

Stand where you are. Let your arms hang. (3s)

## move: To the {A}
position: stand
side: A
from: breastbone
action: Turn to {A}.
tempo: 2

Turn a little to the {A}, and come back. (x2)
Which hand is further away? (1.5s)

## move: A hop
position: stand
side: both
from: feet
action: Hop.
demands: [impact]
tempo: 2

Hop once. (2s)

## stand: Go on
position: stand
side: both
from: feet
action: Walk.
reference: true
tempo: 2

Walk on. (2s)
"""


def small(text: str = TEXT) -> Lesson:
    lesson, faults = parse_lesson(text, file="small.lesson.md")
    assert lesson is not None, faults
    return lesson


@lru_cache(maxsize=8)
def cleared(*yes: str) -> Cleared:
    """What the gate says to someone for whom nothing but these facts holds."""
    answers = Answers(
        schema="understride.answers/1",
        today=TODAY,
        runner=Person(age=35),
        complaints=(),
        facts=dict.fromkeys(yes, "yes"),
        facts_otherwise="no",
    )
    outcome = gate(answers, today=TODAY)
    assert isinstance(outcome, Cleared)
    return outcome


def opened(lesson: Lesson | None = None, *yes: str, side: Side = Side.RIGHT) -> Opened:
    """A lesson, the small one where none is named, opened for someone for whom nothing but these facts holds."""
    return open_lesson(cleared(*yes), small() if lesson is None else lesson, side=side)


@dataclass(frozen=True)
class Hum:
    """A tenth of a second of tone for each word, between silences that are to be cut off."""

    own_rate: int = 16_000
    pitch: float = 220.0

    @property
    def name(self) -> str:
        return "hum"

    def key(self, text: str, speed: float) -> str:
        return f"hum {self.own_rate} {self.pitch} {speed} {text}"

    def sound(self, text: str, speed: float) -> Sound:
        return hummed(len(text.split()) * 0.1 / speed, self.own_rate, self.pitch)


def hummed(seconds: float, rate: int, pitch: float = 220.0, level: float = 0.2) -> Sound:
    time = np.arange(round(seconds * rate)) / rate
    silence = np.zeros(round(0.2 * rate))
    edges = np.clip(np.minimum(time, seconds - time) / 0.01, 0.0, 1.0)
    tone = level * edges * np.sin(2 * np.pi * pitch * time)
    return Sound(samples=np.concatenate((silence, tone, silence)).astype(np.float32), rate=rate)


def humming(folder: Path, **changed: float) -> Speaker:
    return speaker(Hum(**changed), Kept(folder))  # type: ignore[arg-type]


def flite(folder: Path) -> FliteVoice:
    """The default voice, or a skipped test where the build could not bring it in."""
    pytest.importorskip("wasmtime")
    from understride.lessons.voice.needs import built_voice

    try:
        built_voice()
    except RequestError as missing:
        pytest.skip(str(missing))
    return FliteVoice(kept=folder)


SIDES = (Side.RIGHT, Side.LEFT)
