"""How fast the lessons are rendered to MP3, from nothing: two processes, nothing kept from before.

    python benchmarks/render.py                every version of every lesson in the library
    python benchmarks/render.py core-lying     of these lessons only
    python benchmarks/render.py --workers 1    with one process

The aim: at least 50 × real time on two cores, at most 12 MB (10⁶ bytes) an hour. A table for people, not a test:
machines differ. The processor's own time is given as well, since other work on the machine lengthens the wall's.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["OPENBLAS_NUM_THREADS"] = "1"
FASTER, MEGABYTES = 50, 12


def main() -> None:
    """Render, then say how long it took and how much it weighs."""
    from revalidation.voice import cleared, lessons

    from understride.lessons import open_lesson
    from understride.lessons.voice.batch import Job, render_all
    from understride.lessons.voice.choice import NAMES, voice_named
    from understride.lessons.voice.keeping import Kept
    from understride.model import Side

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = Kept(folder / "kept")
        jobs = [
            Job(opened=one, file=folder / f"{one.stem}.mp3")
            for one in (
                open_lesson(cleared(), found, side=side, length=length)
                for found in lessons(asked.lessons)
                for length in found.front.lengths
                for side in (Side.RIGHT, Side.LEFT)
            )
        ]
        start = time.perf_counter()
        made = render_all(
            jobs,
            voice=voice_named(NAMES[0], kept),
            kept=kept,
            workers=asked.workers,
            progress=show,
        )
        took = time.perf_counter() - start
    sound, size = sum(one.seconds for one in made), sum(one.bytes for one in made)
    used = sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"\n{len(made)} files, {sound / 3600:.2f} h of sound in {took:.0f} s: {sound / took:.0f} × real time"
    )
    print(f"processor {used:.0f} s: {sound / used:.0f} × on one core   (aim {FASTER} × on two)")
    print(f"{size / 1e6 / (sound / 3600):.2f} MB an hour   (aim {MEGABYTES})")


def show(share: float, what: str) -> None:
    """One line that is written over."""
    print(f"\r{100 * share:3.0f} %  {what:40.40}", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
