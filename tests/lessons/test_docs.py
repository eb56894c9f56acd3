"""The page of the format and its schemas say what the code does. `--write` makes them anew."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from understride.knowledge.strict import parse
from understride.lessons import as_json, cautions, load_library, positions, score
from understride.lessons.documents import front_schema, lesson_schema
from understride.lessons.format import _READERS
from understride.lessons.lesson import BlockKind, Front
from understride.lessons.library import LIBRARY
from understride.lessons.rules import RULES, Rule
from understride.model import SIDES

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


def test_the_first_lesson_of_the_page_is_written_checked_and_mended(tmp_path, monkeypatch):
    """Its commands are run in their order; what it shows is what is said; mended as it says, nothing is left."""
    from click.testing import CliRunner

    from understride.cli import main

    text = PAGE.read_text(encoding="utf-8").split("## For writers")[0]
    begin, read = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)\n```", text, re.DOTALL)
    line, right, wrong = re.findall(r'in line (\d+) write "([^"]*)" for "([^"]*)"', text)[0]
    monkeypatch.chdir(tmp_path)

    def run(command):
        return CliRunner().invoke(main, command.split()[1:])

    new, check = begin.splitlines()
    assert run(new).exit_code == 0
    found = run(check)
    assert found.exit_code == 2
    assert shown in found.stdout.splitlines()
    assert "1 errors, 0 warnings" in found.stdout
    file = tmp_path / new.split()[-1]
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert wrong in lines[int(line) - 1]
    lines[int(line) - 1] = lines[int(line) - 1].replace(wrong, right)
    file.write_text("".join(lines), encoding="utf-8")
    mended = run(check)
    assert (mended.exit_code, "0 errors, 0 warnings" in mended.stdout) == (0, True)
    show, play = read.splitlines()
    assert "Let it roll a little to the left, and come back." in run(show).stdout
    assert run(f"{play} --answers none.yaml").exit_code == 2  # it asks for the safety questions first


@pytest.mark.parametrize("file", sorted(LIBRARY.glob("*.lesson.md")), ids=lambda file: file.stem)
def test_the_published_schemas_hold_for_every_lesson(file):
    one = json.loads((DOCS / "lesson-front.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(one).validate(
        parse(file.read_text(encoding="utf-8").split("---\n")[1], file=file.name).content
    )
    made = json.loads((DOCS / "lesson.schema.json").read_text(encoding="utf-8"))
    lesson = load_library()[file.name.removesuffix(".lesson.md")]
    for length in lesson.front.lengths:
        for side in SIDES:
            Draft202012Validator(made).validate(json.loads(as_json(score(lesson, side=side, length=length))))


if __name__ == "__main__" and "--write" in sys.argv:
    PAGE.write_text(page(), encoding="utf-8")
    for name, schema in SCHEMAS.items():
        (DOCS / name).write_text(as_text(schema()), encoding="utf-8")
