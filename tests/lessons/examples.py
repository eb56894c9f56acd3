"""The lesson of the documentation, and what a test changes in it."""

from __future__ import annotations

import re
from pathlib import Path

from understride.lessons import Lesson, faults_of
from understride.lessons.format import parse_lesson

PAGE = Path(__file__).parents[2] / "docs" / "lesson-format.md"
HEAD_ROLL = re.findall(r"```text\n(---\n.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
ADD = "+"  # appended to the whole text

SHORT_STOP = """\
---
id: short-stop
title: A stop by a tree
version: 1
lang: en
kind: short
seconds: 115
serves:
  imbalances: [I3]
  complaints: [hip_flexors]
cautions: [pain_rises, balance]
learn: The pelvis can move over the foot again.
reference: In a small stride, the pelvis comes forward and goes back.
retest: none
card: [off the path, pelvis to and fro, "knee home, other knee", walk twenty steps]
---

## reference: A safe place
position: stand-split
side: A
from: pelvis
action: Small stride, {A} foot behind; the pelvis comes a little forward and back.
tempo: 3

Step off the path. If something hurts, walk home instead. (2s)
This is not a stretch. (1s)
Put your {A} foot a small step behind. (3s)
Let your pelvis come a little forward, and back again. (x3)
Does your breath come along? (x2)

## move: The first knee
position: stand-split
side: A
from: back
constraint: The other foot stays where it is.
action: The {A} knee comes through and goes back.
tempo: 4
pair: knee

Let your {A} knee come a little forward under you, and go back. (x2)
Could the start be higher up? (x2)

## move: The other knee
position: stand-split
side: B
from: back
action: The {B} knee comes through and goes back.
tempo: 4
pair: knee

Change feet. (3s)
The {B} knee comes through, and goes back. (x2)
Is your jaw in it too? (x1)

## stand: Go on
position: walk
side: both
from: walking
action: Walk, then run or keep walking.
reference: true
tempo: 3

A small stride again, pelvis forward and back. (x2)
Walk twenty steps, as you always walk. (12s)
Then run, or walk home, as you like. (1s)
"""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """The text with each piece replaced; a piece that is not there is a mistake of the test."""
    for old, new in edits:
        if old == ADD:
            text += new
            continue
        assert old in text, old
        text = text.replace(old, new)
    return text


def read(text: str) -> Lesson:
    """A lesson that the format accepts."""
    name = re.search(r"^id: (.*)$", text, re.MULTILINE)
    assert name
    lesson, faults = parse_lesson(text, file=f"{name[1]}.lesson.md")
    assert lesson is not None, list(map(str, faults))
    return lesson


def said(text: str) -> list[str]:
    """What the check says of a text, without the file's name."""
    return [str(fault).split(".lesson.md:")[1] for fault in faults_of(read(text))]
