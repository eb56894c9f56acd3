"""The tutorial runs as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import understride as us

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
DOORS = ("read", "contacts", "angles", "measure", "find", "compare", "batch")


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_block_runs_in_its_order(tmp_path, capsys):
    """As one file with its own name for `__main__`, so that processes can be started from it."""
    names: dict[str, object] = {"__name__": "__main__"}
    for number, block in enumerate(blocks()):
        exec(compile(block, f"tutorial.md block {number}", "exec"), names)  # noqa: S102
    said = capsys.readouterr().out
    assert "marker set jdavis" in said
    assert "1 measured, 0 failed" in said
    assert "measures.parquet" in said


def test_every_door_is_shown_and_public():
    text = "".join(blocks())
    assert all(f"us.{door}(" in text and door in us.__all__ for door in DOORS)
