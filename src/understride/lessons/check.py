"""`python -m understride.lessons.check FILE…`: the strip, the numbers and every fault. Ends with 2 on errors.

A door for writers, nothing else: the function is `understride.lessons.check`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from understride.lessons.checking import errors, faults_of
from understride.lessons.format import read
from understride.lessons.pace import FORMAT
from understride.lessons.scoring import score
from understride.lessons.strip import numbers, strip


def main(names: list[str]) -> int:
    """Print what stands in each file and what is wrong with it; 2 where anything must be mended."""
    ended = 0
    for name in names:
        text, bad = report(Path(name))
        sys.stdout.write(text + "\n")
        ended = max(ended, 2 if bad else 0)
    return ended


def report(path: Path) -> tuple[str, bool]:
    """What the check says of one file, and whether there is an error."""
    lesson, faults = read(path)
    lines: list[str] = []
    if lesson is not None:
        scores = [
            score(lesson, length=length, pace=FORMAT) for length in lesson.front.lengths if lesson.of(length)
        ]
        lines += [strip(one) + "\n" for one in scores[-1:]] + [numbers(one) for one in scores]
        faults = faults_of(lesson)
    bad = errors(faults)
    lines += [f"{'warning ' if fault.severity == 'W' else ''}{fault}" for fault in faults]
    lines.append(f"{path.name}: {len(bad)} errors, {len(faults) - len(bad)} warnings")
    return "\n".join(lines), bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else 2)
