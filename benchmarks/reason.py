"""How long the reasoning takes at the full knowledge base: everything measured, one to five complaints.

CPU milliseconds after imports, fewest of several runs.

    python benchmarks/reason.py               all
    python benchmarks/reason.py --times 50    more repeats

The aim: an exact reading at most 0.7 ms, and 1,000 readings far under the second that a whole page may take. A page
takes its readings together, so a reading is counted there; `alone` is one network by itself, from its file's form. A
table for people, not a test: machines differ.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial

os.environ["OPENBLAS_NUM_THREADS"] = "1"
READINGS = 1000


def fewest(work: Callable[[], object], times: int) -> float:
    """Fewest CPU milliseconds of several runs, after one to warm up."""
    work()
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return 1000 * min(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times

    import understride as us
    from understride.causes.build import build
    from understride.causes.infer import posterior, reason
    from understride.causes.ranged import drawn, middle
    from understride.causes.readings import readings
    from understride.knowledge import load
    from understride.synth import runner

    analysis = us.analyze(runner(seconds=20.0).recording)
    regions = ("low_back", "shoulders", "hip_flexors", "calves", "jaw")
    print(f"Python {sys.version.split()[0]}, CPU ms, fewest of {times}")
    print("complaints  causes findings   build  one of 1,000   alone  readings")
    for count in (1, 2, 3, 5):
        complaints = [us.Complaint(region=region) for region in regions[:count]]
        model = build(load(), complaints, analysis.measured, analysis.findings)
        numbers, network = drawn(model, READINGS), middle(model)
        told = (complaints, analysis.measured, analysis.findings)
        row = (
            fewest(partial(build, load(), *told), times),
            fewest(partial(posterior, model.shape, numbers, model.groups), times) / READINGS,
            fewest(partial(reason, network), times),
            fewest(partial(readings, model, READINGS), times),
        )
        print(
            f"{count:>10} {len(model.causes):>7} {len(model.findings):>8}"
            f" {row[0]:>7.1f} {row[1]:>13.3f} {row[2]:>7.1f} {row[3]:>9.0f}"
        )


if __name__ == "__main__":
    main()
