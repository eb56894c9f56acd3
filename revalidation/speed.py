"""How fast it is: every benchmark in one run, and what it printed as one page.

python -m revalidation.speed                    all of them, on a machine that does nothing else (about 15 minutes)
python -m revalidation.speed batch reason       these only; the other sections of docs/tables/speed.md stay
UNDERSTRIDE_DATA=FOLDER                         where the shared recordings lie; `batch` is left as it was without them

The other programs are put in place before by `python benchmarks/contacts_angles.py --install`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs/tables/speed.md"
DATA = "UNDERSTRIDE_DATA"
MISSING = "Not measured yet."
HEAD = """# How fast it is

Made by `python -m revalidation.speed`; do not edit. Each section is what its benchmark printed, and says on what it
ran. Processor times are the least of several runs; a machine that does other things lengthens wall times.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark: its script in `benchmarks/`, its title, what it is given, what is asked of it."""

    script: str
    title: str
    asked: str
    given: tuple[str, ...] = ()


SECTIONS = (
    Section("contacts_angles", "Contacts and angles beside other programs", "no other program faster"),
    Section("read_c3d", "Reading C3D beside ezc3d and c3d", "five times as fast as ezc3d"),
    Section("analyze", "A whole analysis", "1 s without the page, 3 s with it, 350 MB"),
    Section("reason", "Reasoning", "0.7 ms a reading"),
    Section("answers", "From answers to page, without a recording", "1 s"),
    Section("batch", "Many recordings", "two processes 1.8 × as fast as one; memory flat", (DATA,)),
    Section("render", "Speaking the lessons", "50 × real time on two cores, 12 MB an hour"),
)


def machine() -> str:
    """What the numbers depend on; no name of the machine."""
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy"))
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}{load}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    return found.group(1) if found else platform.processor() or platform.machine()


def measured(section: Section) -> str | None:
    """The section's words, or None where the data it needs are not there."""
    given = [os.environ.get(name) for name in section.given]
    if not all(given):
        return None
    on = machine()
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / f"{section.script}.py"), *(one for one in given if one)],
        check=False, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    if not done.stdout.strip():
        raise SystemExit(f"{section.script} ended with {done.returncode} and said nothing")
    reached = "" if done.returncode == 0 else " **Not reached in this run.**"
    command = " ".join(["python", f"benchmarks/{section.script}.py", *(f"${name}" for name in section.given)])
    return (
        f"Asked: {section.asked}.{reached}\n\n`{command}` on {on}:\n\n```text\n{done.stdout.strip()}\n```\n"
    )


def page(words: dict[str, str]) -> str:
    """The whole page. words: script → what stands under its title."""
    parts = [f"## {one.title}\n\n{words.get(one.script, MISSING).strip()}\n" for one in SECTIONS]
    return "\n".join([HEAD, *parts])


def kept(text: str) -> dict[str, str]:
    """What stands under each title of a page that was made before."""
    found = {}
    for one in SECTIONS:
        match = re.search(rf"^## {re.escape(one.title)}\n\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if match and match.group(1).strip() != MISSING:
            found[one.script] = match.group(1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [one.script for one in SECTIONS]
    parser.add_argument("which", nargs="*", metavar="BENCHMARK", help=", ".join(names))
    asked = parser.parse_args().which
    if unknown := [name for name in asked if name not in names]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}")
    words = kept(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    for section in SECTIONS:
        if asked and section.script not in asked:
            continue
        print(section.title, flush=True)
        made = measured(section)
        if made is None:
            print(f"  left as it was: {' and '.join(section.given)} not set")
            continue
        words[section.script] = made
        TABLE.write_text(page(words), encoding="utf-8")


if __name__ == "__main__":
    main()
