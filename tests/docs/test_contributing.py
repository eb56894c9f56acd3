"""The recipes of CONTRIBUTING.md work: each is followed to the letter in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPES = ("A measure", "A marker set", "An imbalance")
STEP = re.compile(r"<!-- (?P<what>.+?) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
ONE_PAGE = 75  # lines


def recipe(title: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the recipes touch."""
    for name in ("src", "docs", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "images"))
    for name in ("pyproject.toml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    for room in ("measures", "formats"):
        (tmp_path / "tests" / room).mkdir(parents=True)
    return tmp_path


def follow(what: str, text: str, place: Path) -> None:
    """One step: write a file, put text before or after a line, or run commands."""
    if what == "run":
        for command in text.strip().splitlines():
            run(command, place)
        return
    if what.startswith("write "):
        file = place / what.removeprefix("write ")
        assert not file.exists()
        file.write_text(text, encoding="utf-8")
        return
    told = re.fullmatch(r'(before|after) "(.+)" in (.+)', what)
    assert told, what
    where, line, name = told.groups()
    file = place / name
    before, mark, after = file.read_text(encoding="utf-8").partition(f"\n{line}\n")
    assert mark
    joined = f"\n{line}\n{text}" if where == "after" else f"\n{text}{line}\n"
    file.write_text(before + joined + after, encoding="utf-8")


def run(command: str, place: Path) -> None:
    """A command of a recipe, with the copy's package and this Python."""
    tools = {
        "python ": f"{sys.executable} ",
        "understride ": f"{sys.executable} -c 'from understride.cli import run; run()' ",
    }
    for word, full in tools.items():
        if command.startswith(word):
            command = full + command.removeprefix(word)
    environment = {**os.environ, "PYTHONPATH": str(place / "src"), "OPENBLAS_NUM_THREADS": "1"}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_followed_to_the_letter_works(title, copy):
    steps = [(m["what"], m["text"]) for m in STEP.finditer(recipe(title))]
    assert steps[-1][0] == "run"
    for what, text in steps:
        follow(what, text, copy)


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_fits_on_one_page(title):
    assert len(recipe(title).strip().splitlines()) <= ONE_PAGE
