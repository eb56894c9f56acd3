"""Fit the correction of contacts without force and write it beside the code.

python -m revalidation.fit_contacts FOLDER [--date YYYY-MM-DD]     (FOLDER: the unpacked shared recordings)

Ridge regression of (time by force − anchor) on what `gait.foot_contacts.signals_of` gives around the anchor. Every
runner of a set counts alike, every recording of a runner too; the sets count 1 : 0.8 : 0.15. Runs slower than 2.5 m/s
are left out. The scales below only say how much each signal is worth to the ridge.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from revalidation.shared_runs import Run, Truth, runs, truth

from understride.gait.feet import Feet, Foot, feet_of
from understride.gait.foot_contacts import EVENTS, anchors, signals_of
from understride.gait.foot_track import Track, track
from understride.gait.foot_weights import Correction
from understride.model import SIDES, Floats, Side

PLACE = Path(__file__).parents[1] / "src/understride/gait/data/foot_contacts.json"
SPEEDS = (2.4, 5.1)  # m/s
SET_WEIGHT = {"rbds": 1.0, "hamner": 0.8, "jdavis": 0.15}
RIDGE = 0.005
FAR = 0.060  # s: an anchor farther from any contact by force is no pair
LAGS: dict[str, Floats] = {  # s
    "landing": np.linspace(-0.06, 0.06, 7),
    "leaving": np.linspace(-0.10, 0.06, 9),
}
UNITS = {  # of each signal that count as 1
    "heel_up_velocity": 1.0, "forefoot_up_velocity": 1.0, "pelvis_up_velocity": 1.0,
    "heel_forward_velocity": 2.0, "forefoot_forward_velocity": 2.0,
    "heel_up_acceleration": 20.0, "forefoot_up_acceleration": 20.0, "pelvis_up_acceleration": 10.0,
    "heel_forward_acceleration": 50.0, "forefoot_forward_acceleration": 50.0, "pelvis_forward_acceleration": 10.0,
    "heel_above_forefoot": 0.1,
}  # fmt: skip
COARSE_UNIT = 0.1  # s


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One foot in one run: its track, and when it landed and left by force."""

    run: Run
    side: Side
    track: Track
    start: float
    truth: Truth

    def actual(self, event: str) -> Floats:
        """Times by force since the first frame, s."""
        return np.asarray(getattr(self.truth, event)[self.side] - self.start)

    def judges(self, times: Floats) -> NDArray[np.bool_]:
        return np.asarray(self.truth.judges(times + self.start), dtype=bool)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Anchors of one event with what surrounds them and how far off they are. owner: index of each row's foot."""

    features: Floats
    off: Floats
    owner: NDArray[np.intp]


def feet_without_forefoot(feet: Feet) -> Feet:
    """The same feet as a marker set with heels only would show them."""
    left, right = (Foot(side=foot.side, heel=foot.heel, forefoot=None) for foot in feet.feet)
    return Feet(rate_hz=feet.rate_hz, start=feet.start, feet=(left, right), pelvis=feet.pelvis)


def seen(run: Run, feet: Feet, actual: Truth) -> list[Seen]:
    """Both feet of a run."""
    found = [(side, track(feet, side)) for side in SIDES]
    return [Seen(run, side, one, feet.start, actual) for side, one in found if one is not None]


def names(one: Track) -> tuple[str, ...]:
    """The signals that this track has, in the order of the table."""
    there = signals_of(one, np.zeros((1, 1)))
    return tuple(name for name in UNITS if name in there)


def features(one: Track, event: str, lags: Floats) -> tuple[Floats, Floats]:
    """Anchor times that have all lags inside the track, and their scaled surroundings (events, features)."""
    rough = anchors(one, event)
    inside = (rough.times + lags[0] >= one.first) & (rough.times + lags[-1] <= one.last)
    times, coarse = rough.times[inside], rough.coarse[inside]
    signals = signals_of(one, times[:, None] + lags)
    columns = [signals[name] / UNITS[name] for name in names(one)]
    return times, np.column_stack([*columns, (times - coarse) / COARSE_UNIT])


def collect(feet: Sequence[Seen], event: str) -> Rows:
    """Everything that the fit of one event needs."""
    parts, off, owner = [], [], []
    for index, foot in enumerate(feet):
        times, around = features(foot.track, event, LAGS[event])
        actual = foot.actual(event)
        if not len(times) or not len(actual):
            continue
        nearest = actual[np.argmin(np.abs(actual[None, :] - times[:, None]), axis=1)] - times
        good = (np.abs(nearest) < FAR) & foot.judges(times)
        parts.append(around[good])
        off.append(nearest[good])
        owner.append(np.full(int(good.sum()), index))
    return Rows(np.concatenate(parts), np.concatenate(off), np.concatenate(owner))


def importance(feet: Sequence[Seen], owner: NDArray[np.intp]) -> Floats:
    """Weight of every row: sets as given, runners alike within a set, recordings alike within a runner."""
    present = sorted(
        {(foot.run.group, foot.run.runner, foot.run.name) for foot in (feet[i] for i in set(owner))}
    )
    share = {}
    for group, runner, name in present:
        people = len({r for g, r, _ in present if g == group})
        recordings = sum(1 for g, r, _ in present if (g, r) == (group, runner))
        share[group, name] = SET_WEIGHT[group] / people / recordings
    keys = [(feet[i].run.group, feet[i].run.name) for i in owner]
    counts = {key: keys.count(key) for key in set(keys)}
    return np.array([share[key] / counts[key] for key in keys])


def fitted(feet: Sequence[Seen], rows: Rows, event: str) -> Correction:
    """The correction of one event from some rows."""
    weight = importance(feet, rows.owner)
    mean = np.average(rows.features, axis=0, weights=weight)
    middle = float(np.average(rows.off, weights=weight))
    centred = rows.features - mean
    square = centred.T @ (weight[:, None] * centred) / weight.sum() + RIDGE * np.eye(len(mean))
    slopes = np.linalg.solve(square, centred.T @ (weight * (rows.off - middle)) / weight.sum())
    used = names(feet[0].track)
    units = np.array([UNITS[name] for name in used])
    return Correction(
        lags=LAGS[event],
        signals=used,
        weights=slopes[:-1].reshape(len(used), -1) / units[:, None],
        intercept=middle - float(mean @ slopes),
        coarse=float(slopes[-1]) / COARSE_UNIT,
    )


def only(rows: Rows, keep: NDArray[np.bool_]) -> Rows:
    return Rows(rows.features[keep], rows.off[keep], rows.owner[keep])


def as_stored(correction: Correction) -> dict[str, Any]:
    """Six significant digits: 1 µs at most."""
    return {
        "lags_s": [round(float(lag), 6) for lag in correction.lags],
        "intercept_s": short(correction.intercept),
        "coarse_s_per_s": short(correction.coarse),
        "weights_s_per_unit": {
            name: [short(w) for w in row]
            for name, row in zip(correction.signals, correction.weights, strict=True)
        },
    }


def short(value: float) -> float:
    return float(f"{value:.6g}")


def everything(chosen: Iterable[Run]) -> tuple[list[Seen], list[Seen]]:
    """All feet with both ends, and the same with heels only."""
    whole, heels = [], []
    for run in chosen:
        recording = run.read()
        feet, actual = feet_of(recording), truth(run, recording)
        whole += seen(run, feet, actual)
        heels += seen(run, feet_without_forefoot(feet), actual)
    return whole, heels


def provenance(chosen: Sequence[Run], folder: Path) -> list[Mapping[str, Any]]:
    """Who it was fitted on: set, runners and the hash of every file."""
    groups: list[Mapping[str, Any]] = []
    for group in dict.fromkeys(run.group for run in chosen):
        own = [run for run in chosen if run.group == group]
        files = sorted(path for run in own for path in (run.path, *run.forces))
        groups.append(
            {
                "dialect": group,
                "runners": sorted({run.runner for run in own}),
                "recordings": len(own),
                "speeds_m_per_s": sorted({run.speed for run in own}),
                "sha256": {
                    str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
                },
            }
        )
    return groups


def main() -> None:
    """Fit on every runner and write the file."""
    parser = argparse.ArgumentParser(description="Fit the correction of contacts without force.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    given = parser.parse_args()
    chosen = [run for run in runs(given.folder) if SPEEDS[0] < run.speed < SPEEDS[1]]
    kinds = dict(zip(("heel_and_forefoot", "heel"), everything(chosen), strict=True))
    stored = {
        "id": "foot_contacts/1",
        "says": "How contacts found from the feet are moved off their anchors; never edited by hand.",
        "made_by": "python -m revalidation.fit_contacts FOLDER",
        "date": given.date,
        "how": f"ridge {RIDGE}, runners alike within a set, sets {SET_WEIGHT}; truth: 50 N on 50 Hz force",
        "corrections": {
            ends: {event: as_stored(fitted(feet, collect(feet, event), event)) for event in EVENTS}
            for ends, feet in kinds.items()
        },
        "fitted_on": provenance(chosen, given.folder),
    }
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{PLACE.name}: {len(chosen)} recordings of {len({run.runner for run in chosen})} runners")


if __name__ == "__main__":
    main()
