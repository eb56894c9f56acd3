"""The reference of few men, made again from the full-body running set with our own definitions.

    python revalidation/reference.py DATA

DATA: the unpacked shared recordings. Writes `src/understride/findings/norms/full_body_reference.csv` and
`docs/tables/reference.md`. Only means and spreads between runners leave the recordings (their licence allows no more).
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from understride import gait, measures
from understride.analysis.order import measured_from
from understride.findings.comparable import FROM_STANDING
from understride.findings.reference import FILE
from understride.formats import read
from understride.model import Side, Value

RUNNERS = ("01", "02", "03", "08", "11", "17", "20")
SPEEDS = (2, 3, 4, 5)
HEIGHT = 1.77  # m, mean of the ten men; their own heights are not published
FEWEST = 4  # runners behind a row; the t interval of so few is honestly wide
DIFFERENCE_SPEEDS = (3, 4)  # m/s: left minus right hardly depends on speed, so both serve as one
APART = ("thorax_turn_amplitude",)  # left and right are not two samples of one thing
TABLE = Path(__file__).parent.parent / "docs" / "tables" / "reference.md"
Found = dict[tuple[str, Side | None], dict[int, list[float]]]


def main(data: Path) -> None:
    found = collect(data)
    rows = [*table(found)]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["measure", "side", "speed", "mean", "sd", "n", "left_minus_right_p95"])
        writer.writerows(rows)
    TABLE.write_text(as_words(rows), encoding="utf-8")
    print(f"{len(rows)} rows → {FILE.name}, {TABLE.name}")


def collect(data: Path) -> Found:
    """Value of every measure, side, speed and runner (0 strides: left out)."""
    found: Found = defaultdict(lambda: defaultdict(list))
    for runner in RUNNERS:
        folder = data / "hamner" / f"subject{runner}"
        static = folder / "static.trc"
        for speed in SPEEDS:
            recording = read(
                folder / f"Run_{speed}.trc",
                static=static if static.exists() else None,
                forces=folder / f"Run_{speed}_grf.mot",
                height=HEIGHT,
                speed=float(speed),
            )
            contacts = gait.contacts(recording)
            for row in measured_from(recording, contacts).measured:
                if isinstance(row.result, Value):
                    found[row.measure, row.side][speed].append(number(row.measure, row.result))
    return found


def number(measure: str, value: Value) -> float:
    """What is compared: the raw value, or running minus standing where the zero is the marker placement."""
    if measure in FROM_STANDING:
        return float("nan") if value.from_standing is None else value.from_standing
    return value.value


def table(found: Found) -> list[list[str]]:
    """Rows of the file: one per measure and speed, both sides together (or apart where they are two things)."""
    rows: list[list[str]] = []
    for measure in measures.MEASURES:
        sides: list[Side | None] = [Side.LEFT, Side.RIGHT] if measure.sided else [None]
        difference = p95(found.get((measure.name, Side.LEFT_MINUS_RIGHT), {}))
        groups = [[s] for s in sides] if measure.name in APART else [sides]
        for group in groups:
            label = str(group[0]) if measure.name in APART else ""
            for speed in SPEEDS:
                values = across(found, measure.name, group, speed)
                if len(values) >= FEWEST:
                    mean, sd = centre(values, circular=measure.circular)
                    shown = difference if label == "" else None
                    rows.append(
                        [
                            measure.name,
                            label,
                            str(speed),
                            plain(mean),
                            plain(sd),
                            str(len(values)),
                            plain(shown),
                        ]
                    )
        if measure.name in APART and difference is not None:
            rows += [
                [
                    measure.name,
                    str(Side.LEFT_MINUS_RIGHT),
                    str(speed),
                    "",
                    "",
                    str(len(RUNNERS)),
                    plain(difference),
                ]
                for speed in SPEEDS
            ]
    return rows


def across(found: Found, name: str, sides: list[Side | None], speed: int) -> np.ndarray:
    """One number per runner: the mean of the sides that every runner has, else the side most have."""
    told = [np.array(found.get((name, side), {}).get(speed, [])) for side in sides]
    series = [s[np.isfinite(s)] for s in told if len(s)]
    if not series:
        return np.array([])
    if len({len(s) for s in series}) == 1:
        return np.asarray(np.mean(series, axis=0))
    return max(series, key=len)


def centre(values: np.ndarray, *, circular: bool) -> tuple[float, float]:
    """Mean and SD between runners; angles that wrap are averaged around the circle."""
    if not circular:
        return float(values.mean()), float(values.std(ddof=1))
    vector = np.mean(np.exp(1j * np.radians(values)))
    mean = float(np.degrees(np.angle(vector)) % 360)
    away = (values - mean + 180) % 360 - 180
    return mean, float(np.sqrt(np.sum(away**2) / (len(values) - 1)))


def p95(differences: Mapping[int, list[float]]) -> float | None:
    """95th percentile of the size of left minus right over runners at 3 and 4 m/s."""
    sizes = [abs(d) for speed in DIFFERENCE_SPEEDS for d in differences.get(speed, []) if np.isfinite(d)]
    return float(np.percentile(sizes, 95)) if len(sizes) >= 2 * FEWEST else None


def plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def as_words(rows: list[list[str]]) -> str:
    lines = [
        "# The reference of few men",
        "",
        "Made by `python revalidation/reference.py DATA` from the full-body running set (Hamner & Delp 2013, seven of",
        "ten men, treadmill). Mean ± SD between runners; n runners; P95 = 95th percentile of left minus right (size)",
        "at 3–4 m/s. A reference, not a norm. Where the zero is the marker placement: running minus standing.",
        "",
        "| measure | side | m/s | mean ± SD | n | P95 of left − right |",
        "|---|---|---|---|---|---|",
    ]
    for name, side, speed, mean, sd, n, p in rows:
        lines.append(f"| `{name}` | {side} | {speed} | {f'{mean} ± {sd}' if mean else ''} | {n} | {p} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
