"""Norms from the literature, where our recordings have too few people: so far, no women at all.

One file for each source (`norms/literature-*.toml`): who, how many, sex, speed, surface, method, and how much of the
source was seen. A number that was not seen in it is not in the file. A row is applied only if it has mean, SD, number
of people and one speed, and only to people who are not among ours; all others are shown (`understride norms`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from understride.model import Sex

FOLDER = Path(__file__).parent / "norms"
# How far from its one speed a row is applied: over 0.25 m/s our own men's hip adduction moves by 0.4° and their lean by
# 0.1°, a tenth of the spread between people or less.
NEAR = 0.25  # m/s
WORDS = {Sex.FEMALE: "women", Sex.MALE: "men"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure of one group. people: words with a place for how many. sexes: who is in it; empty = not said.

    speed: m/s, None where they ran at several or the speed was not shown. means: least and largest mean of a group at
    several speeds, where nothing else was shown. second_hand: read in another's words only.
    """

    measure: str
    sexes: tuple[Sex, ...]
    people: str
    n: int | None = None
    speed: float | None = None
    mean: float | None = None
    sd: float | None = None
    means: tuple[float, float] | None = None
    second_hand: bool = False

    @property
    def lacking(self) -> tuple[str, ...]:
        """What it would need to be applied."""
        needed = {"number of people": self.n, "one speed": self.speed, "mean": self.mean, "SD": self.sd}
        absent = [name for name, number in needed.items() if number is None]
        absent += [] if self.sexes else ["who of them are women"]
        return (*absent, "the source itself") if self.second_hand else tuple(absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One source. seen: which part of it was read. doi: empty where it was not shown."""

    id: str
    cite: str
    doi: str
    seen: str
    surface: str
    method: str
    rows: tuple[Row, ...]


@cache
def published(folder: Path = FOLDER) -> tuple[Published, ...]:
    """Every source in a folder, by name of file."""
    return tuple(_source(file) for file in sorted(folder.glob("literature-*.toml")))


def with_sex(measure: str, sex: Sex) -> tuple[tuple[Published, Row], ...]:
    """The groups with this sex in them that can be applied, most people first."""
    found = [
        (source, row)
        for source in published()
        for row in source.rows
        if row.measure == measure and sex in row.sexes and not row.lacking
    ]
    return tuple(sorted(found, key=lambda pair: -(pair[1].n or 0)))


def near(row: Row, speed: float) -> bool:
    """Whether a group ran at this speed, m/s."""
    return row.speed is not None and round(abs(row.speed - speed), 6) <= NEAR


def _source(file: Path) -> Published:
    with file.open("rb") as bytes_:
        told: dict[str, Any] = tomllib.load(bytes_)
    rows = tuple(_row(row) for row in told.pop("rows"))
    return Published(rows=rows, **told)


def _row(told: dict[str, Any]) -> Row:
    named = {word: sex for sex, word in WORDS.items()}
    sexes = tuple(named[word] for word in told.pop("sexes"))
    means = told.pop("means", None)
    return Row(sexes=sexes, means=None if means is None else (means[0], means[1]), **told)
