"""What the README shows works: its Python, its commands, its links."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from understride.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    p for p in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")] if "node_modules" not in p.parts
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (example,) = blocks("python")
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102
    said = capsys.readouterr().out
    assert re.search(r"shoulders turn \d+ deg against the pelvis \(\d+ to \d+\)", said)
    assert "the head: " in said
    assert (tmp_path / "my-report" / "report.html").stat().st_size > 50_000


def test_the_commands_run_in_their_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNDERSTRIDE_HOME", str(tmp_path / "home"))
    (tmp_path / "examples").symlink_to(ROOT / "examples")  # the README speaks from the clone's folder
    (lines,) = [block for block in blocks("sh") if block.startswith("understride")]
    for line in lines.splitlines():
        words = shlex.split(line, comments=True)
        words = words[: words.index(">")] if ">" in words else words
        done = CliRunner().invoke(main, words[1:])
        assert done.exit_code == 0, (line, done.output)
    assert (tmp_path / "understride-run" / "report.html").is_file()
    assert (tmp_path / "run.mot").is_file()


def test_the_install_line_is_the_one_that_ci_follows():
    """.ci/run follows it in a fresh environment; here only that neither says something else."""
    install, asked, test = [block.strip() for block in blocks("sh") if not block.startswith("understride")]
    assert (
        install == "python3 -m venv .venv && .venv/bin/pip install -e '.[all]' && .venv/bin/understride demo"
    )
    assert asked == ".venv/bin/understride ask"
    assert test == ".ci/run"
    assert "understride demo" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = re.findall(r"(?:\]\(|src=\")([^)\"#\s]+)", page.read_text(encoding="utf-8"))
    missing = [
        t
        for t in targets
        if "://" not in t and not t.startswith("mailto:") and not (page.parent / t).exists()
    ]
    assert missing == []
