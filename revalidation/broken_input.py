"""Broken files: mutated copies of a good file for every reader, each read and measured in a process of its own.

    python -m revalidation.broken_input [DATA] [--each 1000] [--seed 0] [--keep FOLDER]

Each ends in a recording or in one sentence, within 10 s of work, with at most 3 × the file's size + 450 MB of memory
(interpreter included). Anything else is printed, kept in FOLDER, and ends the command with 1. Without DATA the good
files are made up; with it the shared recordings join them (cut, so that a thousand are quick).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import struct
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10  # of processor time; a shared machine may make a child wait
WAITING = 60  # s by the clock
SPARE = 450 * 1024 * 1024  # bytes beside three times the file
SENTENCE, FINE, TRACEBACK, HANG, MEMORY = (
    "a sentence",
    "a recording",
    "a traceback",
    "a hang",
    "too much memory",
)
BAD = (TRACEBACK, HANG, MEMORY)
HUGE = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
NUMBERS = (
    b"nan",
    b"NaN",
    b"inf",
    b"-inf",
    b"1e400",
    b"-1",
    b"999999999999",
    b"",
    b"0x10",
    b"1,5",
    b"--",
    b"\xb2",
)
FLOATS = (float("nan"), float("inf"), float("-inf"), 1e38, -1e38, 0.0)
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "latin-1", "cp1252")
Mutation = Callable[[bytearray, random.Random], bytes]


def cut(data: bytearray, rng: random.Random) -> bytes:
    """Truncated: anywhere, or at a block of 512 bytes and its neighbours, or after a line."""
    place = rng.choice(
        (rng.randrange(len(data)), 512 * rng.randrange(1 + len(data) // 512) + rng.randint(-1, 1))
    )
    if rng.random() < 0.3:
        place = data.find(b"\n", rng.randrange(len(data)))
    return bytes(data[: max(place, 0)])


def flip(data: bytearray, rng: random.Random) -> bytes:
    """Single bits and bytes, most of them near the start, where the headers are."""
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        data[_place(data, rng)] = rng.randrange(256)
    return bytes(data)


def counts(data: bytearray, rng: random.Random) -> bytes:
    """Whole numbers of two or four bytes, or digits in text, replaced by wrong and huge ones."""
    place, number = _place(data, rng), rng.choice(HUGE)
    kind = rng.choice(("<H", "<I", ">H", ">I"))
    patch = struct.pack(kind, number & (0xFFFF if kind.endswith("H") else 0xFFFFFFFF))
    data[place : place + len(patch)] = patch
    return bytes(data)


def values(data: bytearray, rng: random.Random) -> bytes:
    """NaN, Inf and the like as floats, or as a field of a text."""
    if _is_text(data):
        words = bytes(data).split(b"\t" if b"\t" in data else b",")
        for _ in range(rng.choice((1, 3))):
            words[min(int(len(words) * rng.random() ** 2), len(words) - 1)] = rng.choice(NUMBERS)
        return (b"\t" if b"\t" in data else b",").join(words)
    place = _place(data, rng) & ~3
    data[place : place + 4] = struct.pack("<f", rng.choice(FLOATS))
    return bytes(data)


def splice(data: bytearray, rng: random.Random) -> bytes:
    """A piece doubled, taken out, or put elsewhere: label clashes, missing columns, shifted headers."""
    start = _place(data, rng)
    end = min(len(data), start + rng.choice((1, 4, 16, 64, 512, 4096)))
    piece, place = data[start:end], _place(data, rng)
    kind = rng.randrange(3)
    if kind == 0:
        return bytes(data[:start] + data[end:])
    if kind == 1:
        return bytes(data[:place] + piece + data[place:])
    data[place : place + len(piece)] = piece
    return bytes(data)


def clash(data: bytearray, rng: random.Random) -> bytes:
    """One word of the text, or of the labels, replaced by another one of the same file."""
    words = [w for w in bytes(data[:8192]).replace(b"\0", b" ").split() if len(w) > 2]
    if len(words) < 2:
        return flip(data, rng)
    old, new = rng.sample(words, 2)
    return bytes(data).replace(old, new[: len(old)].ljust(len(old)), 1)


def encode(data: bytearray, rng: random.Random) -> bytes:
    """The same text in another encoding, or other line ends."""
    if not _is_text(data):
        return flip(data, rng)
    text = bytes(data).decode("latin-1").replace("\n", rng.choice(("\n", "\r\n", "\r")))
    return text.encode(rng.choice(ENCODINGS), errors="replace")


MUTATIONS: tuple[Mutation, ...] = (cut, flip, counts, values, splice, clash, encode)


def _place(data: bytearray, rng: random.Random) -> int:
    """Somewhere, more often near the start."""
    head = rng.random() < 0.7
    return rng.randrange(min(len(data), 2048) if head else len(data))


def _is_text(data: bytearray) -> bool:
    return b"\0" not in data[:4096] and not data.startswith(b"PK")


def mutated(good: bytes, rng: random.Random) -> bytes:
    """A broken copy: one to three mutations one after the other."""
    data = good
    for _ in range(rng.choice((1, 1, 2, 3))):
        if len(data) < 2:
            break
        data = rng.choice(MUTATIONS)(bytearray(data), rng)
    return data


# --- good files ----------------------------------------------------------------------------------------------------


def good_files(data: Path | None) -> Mapping[str, tuple[tuple[str, bytes], ...]]:
    """Reader → (name, bytes) of good files; made up, and some of the shared ones, shortened."""
    from revalidation.broken_seeds import made_up, shared

    found = made_up()
    if data is not None:
        for kind, more in shared(data).items():
            found[kind] = (*found.get(kind, ()), *more)
    return found


# --- one file -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one broken file. memory: bytes above what is allowed if positive."""

    outcome: str
    seconds: float
    memory: int


def tried(path: Path) -> Seen:
    """Read and measure a file in a child; how it ended. The parent has all modules loaded, so a child is quick."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_in_child(path))
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    over = usage.ru_maxrss * 1024 - (3 * path.stat().st_size + SPARE)
    if os.WIFSIGNALED(status):
        outcome = HANG if os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGPROF) else TRACEBACK
    else:
        outcome = {0: FINE, 2: SENTENCE}.get(os.WEXITSTATUS(status), TRACEBACK)
    return Seen(MEMORY if over > 0 and outcome in (FINE, SENTENCE) else outcome, seconds, over)


def _in_child(path: Path) -> int:
    """0 a recording, 2 a sentence, 1 anything else; a signal ends a hang."""
    import traceback

    from understride.analysis.doors import measure
    from understride.formats import read
    from understride.model import UnderstrideError

    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.alarm(WAITING)
    try:
        measure(read(path))
    except UnderstrideError as sentence:
        return 2 if "\n" not in str(sentence) else 1
    except BaseException:  # noqa: BLE001  whatever it is, it is the finding
        traceback.print_exc()
        return 1
    return 0


# --- the command ----------------------------------------------------------------------------------------------------


def cases(
    files: Mapping[str, tuple[tuple[str, bytes], ...]], each: int, seed: int
) -> Iterator[tuple[str, str, bytes]]:
    """(reader, name, broken bytes); the same for the same seed."""
    for kind, good in files.items():
        for number in range(each):
            rng = random.Random(f"{kind} {seed} {number}")
            name, content = good[number % len(good)]
            yield kind, name, mutated(content, rng)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    import understride.analysis.doors
    import understride.formats.c3d  # noqa: F401

    seen: dict[str, Counter[str]] = {}
    slowest: dict[str, float] = {}
    nearest: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as place:
        for number, (kind, name, content) in enumerate(cases(good_files(told.data), told.each, told.seed)):
            path = Path(place) / name
            path.write_bytes(content)
            one = tried(path)
            seen.setdefault(kind, Counter())[one.outcome] += 1
            slowest[kind] = max(slowest.get(kind, 0.0), one.seconds)
            nearest[kind] = max(nearest.get(kind, -SPARE), one.memory)
            if one.outcome in BAD:
                print(f"{one.outcome}: {kind} {name} seed {told.seed} number {number}, {one.seconds:.1f} s")
                if told.keep is not None:
                    told.keep.mkdir(parents=True, exist_ok=True)
                    (told.keep / f"{number}-{name}").write_bytes(content)
            path.unlink()
    for kind, found in seen.items():
        words = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items()))
        print(
            f"{kind:10} {words}; slowest {slowest[kind]:.1f} s, nearest to the limit {-nearest[kind] >> 20} MB"
        )
    return int(any(found[outcome] for found in seen.values() for outcome in BAD))


if __name__ == "__main__":
    sys.exit(main())
