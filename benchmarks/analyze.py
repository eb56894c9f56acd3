"""How long a whole analysis takes, and how much memory.

CPU seconds after imports, fewest of several runs, each in a process of its own.

    python benchmarks/analyze.py                       30 s of a made-up runner at 150 Hz with force (300 Hz)
    python benchmarks/analyze.py RECORDING [STATIC]    a recording of your own
    python benchmarks/analyze.py --times 9             more repeats

The aim: at most 1.0 s without the page, 1.5 s with contacts from the feet (whose error is carried into every value),
3 s with the page, 350 MB. A table for people, not a test: machines differ.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss counts kB, on macOS bytes
FEET = "from the feet"
LIMITS = {"without the page": 1.0, FEET: 1.5, "with the page": 3.0}


def once(recording: Path, static: Path | None, page: bool, method: str) -> None:
    """One analysis in this process; prints CPU seconds after imports and peak memory in MB."""
    import scipy.interpolate
    import scipy.signal  # noqa: F401  both are imported by the analysis when it needs them

    import understride as us

    analyze, as_json, read, write = us.analyze, us.as_json, us.read, us.write_report
    complaints = [us.Complaint(region="shoulders"), us.Complaint(region="low_back")]
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        analysis = analyze(read(recording, static=static), complaints, method=method)
        as_json(analysis)
        if page:
            write(analysis, Path(folder))
        seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)


def measured(recording: Path, static: Path | None, page: str, times: int) -> tuple[float, float]:
    """Fewest CPU seconds and largest memory of several fresh processes."""
    command = [sys.executable, __file__, str(recording), *([str(static)] if static else []), "--once", page]
    runs = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(times)
    ]
    return min(float(seconds) for seconds, _ in runs), max(float(memory) for _, memory in runs)


def made_up(folder: Path) -> Path:
    """30 s at 150 Hz with force."""
    from understride.cli.synthesize import save_run
    from understride.synth import runner

    file = folder / "run.c3d"
    save_run(runner(seconds=30.0, rate_hz=150.0, force_rate_hz=300.0).recording, file)
    return file


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recording", type=Path, nargs="?")
    parser.add_argument("static", type=Path, nargs="?")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--once", choices=list(LIMITS), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.once:
        method = "kinematic" if told.once == FEET else "auto"
        once(told.recording, told.static, told.once == "with the page", method)
        return
    with tempfile.TemporaryDirectory() as folder:
        recording = told.recording or made_up(Path(folder))
        print(f"{recording.name}: Python {sys.version.split()[0]}, fewest of {told.times}")
        print(f"{'':18}  {'CPU s':>6}  {'aim':>5}  {'MB':>5}")
        for page, limit in LIMITS.items():
            seconds, memory = measured(recording, told.static, page, told.times)
            print(f"{page:18}  {seconds:6.2f}  {limit:5.1f}  {memory:5.0f}")


if __name__ == "__main__":
    main()
