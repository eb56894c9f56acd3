"""How long it takes from answers to page, with a thousand readings of the experts' words.

CPU seconds after imports, fewest of several runs, each in a process of its own.

    python benchmarks/answers.py [ANSWERS] [--times 5]

The aim: under 1.0 s. A table for people, not a test: machines differ.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
EXAMPLE = Path(__file__).parents[1] / "examples" / "answers" / "low-back-left.yaml"
LIMIT = 1.0  # s


def once(file: Path) -> None:
    """One page in this process; prints CPU seconds after imports."""
    import jinja2  # noqa: F401  both are imported by the page when it needs them
    import scipy.interpolate  # noqa: F401

    from understride.analysis import assess, assessment_json
    from understride.interview import read_answers
    from understride.report import write_assessment

    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        found = assess(read_answers(file, now=dt.datetime.now(dt.UTC)))
        assessment_json(found)
        write_assessment(found, Path(folder))
        print(time.process_time() - start, found.readings)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("answers", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.once:
        once(told.answers)
        return
    command = [sys.executable, __file__, str(told.answers), "--once"]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(told.times)
    ]
    seconds, readings = min((float(seconds), readings) for seconds, readings in runs)
    print(f"answers to page, {readings} readings: {seconds:.2f} s (aim: under {LIMIT} s)")


if __name__ == "__main__":
    main()
