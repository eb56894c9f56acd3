"""The page of the format and its schemas say what the code does. `--write` makes them anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import get_args

import pytest

from understride.lessons import cautions, positions
from understride.lessons.documents import front_schema, lesson_schema
from understride.lessons.format import _READERS
from understride.lessons.lesson import BlockKind, Front
from understride.lessons.rules import RULES, Rule

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "lesson-format.md"
BEGIN, END = "<!-- rules: written by tests/lessons/test_docs.py --write -->\n", "<!-- end of rules -->"
SCHEMAS = {"lesson-front.schema.json": front_schema, "lesson.schema.json": lesson_schema}


def order(rule: Rule) -> tuple[str, int]:
    return rule.id[0], int(rule.id[1:] if rule.id[1:].isdigit() else 0)


def rules() -> str:
    rows = []
    for rule in sorted(RULES, key=order):
        kinds = ", ".join(kind for kind in ("floor", "upright", "short") if kind in rule.kinds)
        rows.append(f"| {rule.id}{' (W)' if rule.severity == 'W' else ''} | {kinds} | {rule.title} |")
    return "\n".join(["", "| rule | kinds | what it says |", "|---|---|---|", *rows, "", ""])


def page() -> str:
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return before + BEGIN + rules() + END + rest.split(END)[1]


def as_text(schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def test_the_page_lists_every_rule():
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_that_of_the_code(name):
    assert (DOCS / name).read_text(encoding="utf-8") == as_text(SCHEMAS[name]())


@pytest.mark.parametrize(
    "word", [*Front.__struct_fields__, *_READERS, *positions(), *cautions(), *get_args(BlockKind)]
)
def test_the_page_names(word):
    assert f"`{word}`" in PAGE.read_text(encoding="utf-8")


def test_the_code_of_the_page_runs(tmp_path, monkeypatch, capsys):
    from tests.lessons.examples import HEAD_ROLL

    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    (tmp_path / "my-lesson.lesson.md").write_text(HEAD_ROLL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102
    first, last = capsys.readouterr().out.splitlines()
    assert "the file 'my-lesson.lesson.md'. Call it head-roll.lesson.md." in first
    assert float(last) > 1000


if __name__ == "__main__" and "--write" in sys.argv:
    PAGE.write_text(page(), encoding="utf-8")
    for name, schema in SCHEMAS.items():
        (DOCS / name).write_text(as_text(schema()), encoding="utf-8")
