"""The reference that values are held against: a table of few men, read from a file that a command makes.

One row per measure and speed: mean and SD between runners, how many they were, the 95th percentile of left minus right
(size), and, in a norm, the limit that a next runner's left minus right stays within. Lengths in m, angles in degrees,
times in s. An empty side means either side, or the whole body.
Rows of the measures in `comparable.FROM_STANDING` hold running minus quiet standing.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from understride.model import Side, sealed

FILE = Path(__file__).parent / "norms" / "full_body_reference.csv"
ID = "fb7-2026"
PEOPLE = "{} trained men on a treadmill, 2 to 5 m/s; a reference of few men, not a norm"
SOURCE = "Hamner & Delp 2013, seven of ten men; made again by revalidation/reference.py"
NUMBERS = (
    *(
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
OWN_DIALECT = "hamner"  # recordings of these very men: no other laboratory in between
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure at one speed (m/s). Numbers that were not made are None.

    left_minus_right_p95: size that 95 of 100 of these runners stay within. left_minus_right_within: limit for a next
    runner (docs/definitions.md); where it was not made, the percentile stands in.
    """

    speed: float
    mean: float | None
    sd: float | None
    n: int
    left_minus_right_p95: float | None
    left_minus_right_within: float | None = None

    @property
    def limit(self) -> float | None:
        """What left minus right is held against, as a size."""
        return (
            self.left_minus_right_p95
            if self.left_minus_right_within is None
            else self.left_minus_right_within
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The reference at one speed: mean, SD between people, number of people."""

    mean: float
    sd: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """All rows by measure and side."""

    rows: Mapping[Key, tuple[Row, ...]]

    def group(self, measure: str, side: Side | None, speed: float) -> Group | None:
        """Mean and SD, linear in speed between the rows; None where the measure or the speed is not covered."""
        for row_side in ("" if side is None else str(side), ""):
            pair = _around([r for r in self.rows.get((measure, row_side), ()) if r.mean is not None], speed)
            if pair:
                low, high, share = pair
                return Group(
                    mean=_between(low.mean, high.mean, share),
                    sd=_between(low.sd, high.sd, share),
                    n=min(low.n, high.n),
                )
        return None

    def difference(self, measure: str, speed: float) -> tuple[float, int] | None:
        """What |left − right| is held against at a speed, and of how many people; None where not covered."""
        for row_side in (str(Side.LEFT_MINUS_RIGHT), "", str(Side.LEFT)):
            rows = self.rows.get((measure, row_side), ())
            pair = _around([r for r in rows if r.limit is not None], speed)
            if pair:
                low, high, share = pair
                largest = _between(low.limit, high.limit, share)
                return largest, min(low.n, high.n)
        return None

    def covers(self, measure: str) -> tuple[float, float] | None:
        """Slowest and fastest speed at which anything is known of a measure, m/s."""
        speeds = [row.speed for (name, _), rows in self.rows.items() if name == measure for row in rows]
        return (min(speeds), max(speeds)) if speeds else None


def in_words(count: int) -> str:
    """A small number as a word."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


@cache
def read(file: Path) -> Reference:
    """The reference from its table."""
    found: dict[Key, list[Row]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            found.setdefault((line["measure"], line["side"]), []).append(_row(line))
    return Reference(rows=sealed({key: tuple(sorted(rows, key=_speed)) for key, rows in found.items()}))


def _row(line: Mapping[str, str]) -> Row:
    return Row(
        speed=float(line["speed"]),
        mean=_number(line["mean"]),
        sd=_number(line["sd"]),
        n=int(line["n"]),
        left_minus_right_p95=_number(line["left_minus_right_p95"]),
        left_minus_right_within=_number(line.get("left_minus_right_within", "")),
    )


def _speed(row: Row) -> float:
    return row.speed


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


def _around(rows: Sequence[Row], speed: float) -> tuple[Row, Row, float] | None:
    """The rows below and above a speed, and how far between them it lies (0–1)."""
    for row in rows:
        if row.speed == speed:
            return row, row, 0.0
    for low, high in pairwise(rows):
        if low.speed < speed < high.speed:
            return low, high, (speed - low.speed) / (high.speed - low.speed)
    return None


def _between(low: float | None, high: float | None, share: float) -> float:
    """A straight line between two numbers; rows without them were left out before."""
    return float((low or 0.0) * (1 - share) + (high or 0.0) * share)
