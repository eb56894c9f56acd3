"""Answers for the tests of all commands that can reach a lesson, and how such a command is called."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from understride.cli import main

GO = """\
schema: understride.answers/1
today: 2026-11-20
runner: {age: 38, runs: "yes", lies_on_floor: "yes", minutes_a_day: 20}
complaints:
  - {region: shoulders, intensity: 5}
facts_otherwise: "no"
"""
STOP = GO + 'facts: {saddle_numb: "yes"}\n'
CAUTION = GO.replace('facts_otherwise: "no"', 'facts_otherwise: "no"\nfacts: {pregnant: "yes"}')
ON = ("--on", "2026-11-21")


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def call(*words: object, put: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=put)
