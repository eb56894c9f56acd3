"""All shared recordings by `batch`: one process against two, and memory with a quarter of the files against all.

    python benchmarks/batch.py DATA [--quarter]

Wall time, since that is what one waits for: run it on a machine that does nothing else. `--quarter`: every fourth only.
The aim: two processes at least 1.8 × as fast as one; four times as many files, no more than a tenth more memory in any
process. It ends with exit code 1 if one of these is not reached.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from understride.analysis.pairing import paired

FASTER, MORE = 1.8, 1.1

CODE = """
import resource, sys, time
if __name__ == "__main__":
    from understride.analysis.batch import batch
    start = time.perf_counter()
    done = batch(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]))
    wall = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(wall, own, workers, done.measured, len(done.failed))
"""


def once(folder: Path, jobs: int) -> tuple[float, float, float, int, int]:
    """(wall s, peak MB of the parent, peak MB of the largest worker, measured, failed) in a fresh Python."""
    with TemporaryDirectory() as place:
        code = Path(place) / "run_batch.py"
        code.write_text(CODE, encoding="utf-8")
        line = subprocess.run(
            [sys.executable, str(code), str(folder), str(Path(place) / "out"), str(jobs)],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    wall, own, workers, measured, failed = line.split()
    return float(wall), float(own), float(workers), int(measured), int(failed)


def some(data: Path, place: Path, every: int) -> Path:
    """A folder that holds every n-th recording with what belongs to it, by links."""
    for job in paired(data).jobs[::every]:
        for file in job.recording.parent.iterdir():
            wanted = (
                file == job.recording or file == job.static or file.stem.startswith(f"{job.recording.stem}_")
            )
            target = place / file.relative_to(data)
            if wanted and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(file.resolve())
    return place


def main(data: Path, *, every: int) -> int:
    with TemporaryDirectory() as few, TemporaryDirectory() as many:
        folder = data if every == 1 else some(data, Path(many), every)
        quarter = some(folder, Path(few), 4)
        one, two, small = once(folder, 1), once(folder, 2), once(quarter, 2)
    for words, (wall, own, workers, measured, failed) in (
        ("one process", one), ("two processes", two), ("a quarter of them, two processes", small),
    ):  # fmt: skip
        print(
            f"{words:34} {wall:7.1f} s  {measured} measured, {failed} failed"
            f"  peak {own:.0f} MB, a worker {workers:.0f} MB"
        )
    faster, more = one[0] / two[0], max(two[1] / small[1], two[2] / small[2])
    print(f"two against one: {faster:.2f} ×   (aim {FASTER:g})")
    print(f"memory with four times the files: {more:.2f} ×   (aim at most {MORE:g})")
    return 0 if faster >= FASTER and more <= MORE else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), every=4 if "--quarter" in sys.argv else 1))
