"""The norm of pelvis and legs from the shared treadmill recordings, and how it does on runners left out of it.

python -m revalidation.norms FOLDER PARTICIPANTS

FOLDER: the unpacked shared recordings. PARTICIPANTS: `participants.csv` of the treadmill set (age, height, sex, earlier
injury). Writes `src/understride/findings/norms/treadmill_legs.csv`, `treadmill_legs.json` beside it (who they are), and
`docs/tables/norms.md`.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from revalidation.norms_page import page

from understride import gait, measures
from understride.analysis.order import measured_from
from understride.findings import reference
from understride.findings.bands import quantile
from understride.findings.comparable import FROM_STANDING, NEVER, OWN_ONLY
from understride.findings.norms import FILE
from understride.formats import read
from understride.model import SIDES, Floats, Measured, Side, Value

SPEEDS = (2.5, 3.5, 4.5)  # m/s, as the belt was set; docs/tables/norms.md says what the feet showed
FEWEST = 15  # runners at each speed, or there is no norm of a measure
HEAD = [
    *("measure", "side", "speed", "mean", "sd", "n"),
    *("left_minus_right_within", "left_minus_right_p95"),
]
SHARE = 95  # % of runners whose left minus right the healthy percentile holds
TABLE = Path(__file__).parents[1] / "docs/tables/norms.md"
SOURCE = "Fukuchi, Fukuchi & Duarte 2017, PeerJ 5:e3298, doi 10.7717/peerj.3298; nineteen of its 28 runners"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Person:
    """One runner. values: by measure, side and speed. rows: everything measured, by speed.

    by_feet: speed that the feet showed, m/s, by what the belt was set to.
    """

    name: str
    age: int
    sex: str
    injured: bool
    rows: Mapping[float, Sequence[Measured]]
    by_feet: Mapping[float, float]
    values: Mapping[tuple[str, Side | None, float], float]


def main() -> None:
    parser = argparse.ArgumentParser(description="Derive the norm, and judge runners left out of it.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("participants", type=Path)
    given = parser.parse_args()
    everyone = people(given.folder / "rbds", given.participants)
    rows = table(everyone)
    write(FILE, rows)
    FILE.with_suffix(".json").write_text(
        json.dumps(who(everyone), indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    text = page(everyone, rows)
    TABLE.write_text(text, encoding="utf-8")
    print(text)


def people(folder: Path, participants: Path) -> tuple[Person, ...]:
    """Every runner of the set, measured at every speed with the standing trial and the force."""
    with participants.open(encoding="utf-8", newline="") as lines:
        told = {line["FileName"].split("static")[0]: line for line in csv.DictReader(lines)}
    return tuple(_person(place, told[place.name]) for place in sorted(folder.iterdir()) if place.is_dir())


def _person(place: Path, told: Mapping[str, str]) -> Person:
    rows, by_feet = {}, {}
    for speed in SPEEDS:
        recording = read(
            place / f"{place.name}runT{speed * 10:.0f}.c3d",
            static=place / f"{place.name}static.c3d",
            height=float(told["Height"]) / 100,
            speed=speed,
        )
        body = measured_from(recording, gait.contacts(recording))
        assert body.speed is not None
        assert body.speed.measured is not None
        rows[speed], by_feet[speed] = body.measured, body.speed.measured
    values = {
        (row.measure, row.side, speed): number(row.measure, row.result)
        for speed, measured in rows.items()
        for row in measured
        if isinstance(row.result, Value)
    }
    return Person(
        name=place.name,
        age=int(told["Age"]),
        sex=told["Gender"],
        injured=told["Injury"] == "Yes",
        rows=rows,
        by_feet=by_feet,
        values=values,
    )


def number(measure: str, value: Value) -> float:
    """What is compared: the raw value, or running minus standing where the zero is the marker placement."""
    if measure in FROM_STANDING:
        return float("nan") if value.from_standing is None else value.from_standing
    return value.value


def table(everyone: Sequence[Person]) -> list[list[str]]:
    """Rows of the file: one per measure and speed, for either side alike."""
    rows: list[list[str]] = []
    for row in measures.MEASURES:
        if row.circular or row.name in OWN_ONLY or row.name in NEVER:
            continue
        sides: tuple[Side | None, ...] = SIDES if row.sided else (None,)
        groups = {speed: _values(everyone, row.name, sides, speed) for speed in SPEEDS}
        if min(len(group) for group in groups.values()) < FEWEST:
            continue
        within, p95 = _difference(everyone, row.name) if row.sided else (None, None)
        for speed, group in groups.items():
            mean = float(group.mean())
            # The spread of single sides, not of their means, since single sides are judged.
            sd = float(np.sqrt(np.square(group - mean).sum() / (group.shape[1] * (len(group) - 1))))
            numbers = (_plain(number) for number in (within, p95))
            rows.append([row.name, "", f"{speed:g}", _plain(mean), _plain(sd), str(len(group)), *numbers])
    return rows


def _values(everyone: Sequence[Person], name: str, sides: Sequence[Side | None], speed: float) -> Floats:
    """(runners, sides) of those who have all sides."""
    rows = [[one.values.get((name, side, speed), np.nan) for side in sides] for one in everyone]
    found = np.array(rows)
    return np.asarray(found[np.isfinite(found).all(axis=1)])


def _difference(everyone: Sequence[Person], name: str) -> tuple[float | None, float | None]:
    """What a next runner's left minus right stays within, and the healthy 95th percentile of its size."""
    found = [
        [one.values.get((name, Side.LEFT_MINUS_RIGHT, speed), np.nan) for speed in SPEEDS] for one in everyone
    ]
    rows = np.array(found)
    rows = rows[np.isfinite(rows).any(axis=1)]
    return limits(rows) if len(rows) >= FEWEST else (None, None)


def limits(differences: Floats) -> tuple[float, float]:
    """Limit for a next runner, and healthy 95th percentile, of left minus right; differences: (runners, speeds).

    Percentile: the size at rank 0.95·(n + 1) of all n of them, below which a *next* one lies 95 times in 100 whatever
    their distribution. Limit: the larger of it and t(runners) times the root mean square, which is exact for a normal
    distribution and too small for one with heavy tails. Over all speeds, since left minus right hardly depends on
    speed. Around zero, so that a lasting difference between the sides in one laboratory widens it.
    """
    sizes = np.abs(differences[np.isfinite(differences)])
    p95 = float(np.percentile(sizes, SHARE, method="weibull"))
    normal = quantile(len(differences)) * float(np.sqrt(np.nanmean(np.square(differences), axis=1).mean()))
    return max(normal, p95), p95


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def write(file: Path, rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(rows)


def who(everyone: Sequence[Person]) -> dict[str, Any]:
    """Who the norm is made of, as it stands beside it."""
    ages = [one.age for one in everyone]
    men, injured = sum(one.sex == "M" for one in everyone), sum(one.injured for one in everyone)
    assert men == len(everyone), "the words below say men"
    return {
        "id": "rbds19-2026",
        "people": (
            f"{{}} men of {min(ages)} to {max(ages)} years on a treadmill, {SPEEDS[0]:g} to {SPEEDS[-1]:g} m/s; "
            f"{reference.in_words(injured)} of them injured before, no women"
        ),
        "dialect": "rbds",
        "runners": [f"{one.name}{' (earlier injury)' if one.injured else ''}" for one in everyone],
        "men": men,
        "women": len(everyone) - men,
        "ages": [min(ages), max(ages)],
        "earlier_injury": injured,
        "speeds": list(SPEEDS),
        "source": SOURCE,
        "licence": "CC BY 4.0; means and spreads made from it by us",
        "command": "python -m revalidation.norms FOLDER PARTICIPANTS",
    }


if __name__ == "__main__":
    main()
