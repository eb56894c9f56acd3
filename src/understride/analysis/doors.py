"""Doors for scientists: the steps of an analysis one by one, each with a way out to pandas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from understride import findings, gait
from understride.analysis.order import Speed, measured_from
from understride.measures import MEASURES
from understride.model import (
    Contacts,
    Finding,
    Floats,
    Measured,
    Recording,
    Result,
    Runner,
    Sex,
    Side,
    Unavailable,
    Value,
)
from understride.model.tables import dataframe

UNITS = {row.name: str(row.unit) for row in MEASURES}
VALUE_COLUMNS = (
    "measure", "side", "value", "unit", "from_standing", "sd", "ci95_low", "ci95_high", "between_day_sem",
    "timing_error", "strides", "definition", "unavailable", "detail",
)  # fmt: skip
FINDING_COLUMNS = (
    "measure", "side", "value", "low", "high", "verdict", "band_low", "band_high", "people", "why",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Angles:
    """Angles and other signals of every frame, by name. missing: name → why there is none.

    times: (frames,) s on the file's clock. Degrees, metres; NaN = not seen. Signs: docs/measures.md.
    """

    times: Floats
    signals: Mapping[str, Floats]
    missing: Mapping[str, str]

    def __getitem__(self, name: str) -> Floats:
        return self.signals[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.signals)

    def __len__(self) -> int:
        return len(self.signals)

    def to_dataframe(self) -> Any:
        """One row per frame: `time`, then every signal by name."""
        columns = {"time": self.times, **self.signals}
        return dataframe(columns, tuple(columns))


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """All values of one run, in the order of the table. speed: m/s and where it is from."""

    rows: tuple[Measured, ...]
    speed: Speed | None
    dialect: str
    static: bool

    def __iter__(self) -> Iterator[Measured]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: str | tuple[str, Side | str | None]) -> Result:
        """The result of a measure, `["step_rate"]`, or of one side, `["stance_time", "left"]`."""
        name, side = (key, None) if isinstance(key, str) else key
        for row in self.rows:
            if row.measure == name and row.side == side:
                return row.result
        raise KeyError(key)

    def to_dataframe(self) -> Any:
        """One row per measure and side; where there is no value, why."""
        return dataframe((value_as_object(row) for row in self.rows), VALUE_COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Values held against other runners, in the order of the table."""

    rows: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_dataframe(self) -> Any:
        """One row per finding: value, the interval that decides, verdict, band and who it is made of."""
        return dataframe((_finding_as_object(row) for row in self.rows), FINDING_COLUMNS)


def angles(recording: Recording, contacts: Contacts | None = None) -> Angles:
    """Angles of every frame. contacts: those of `us.contacts`, found here if not given."""
    signals = gait.motion(recording, contacts or gait.contacts(recording)).signals
    missing = {name: why.detail for name, why in signals.missing.items()}
    return Angles(signals.times, signals.values, missing)


def measure(recording: Recording, contacts: Contacts | None = None) -> Measurements:
    """Every measure of a run, with its error, or the reason why there is none."""
    body = measured_from(recording, contacts or gait.contacts(recording))
    return Measurements(
        body.measured, body.speed, recording.provenance.dialect, bool(body.motion.signals.standing)
    )


def find(measurements: Measurements, *, sex: Sex | None = None) -> Findings:
    """The values of a run held against other runners: inside, outside, or cannot tell.

    sex: of the runner, `female` or `male`, if told; a woman is not held against men where women differ.
    """
    speed = measurements.speed.value if measurements.speed else None
    return Findings(
        findings.judge(
            measurements.rows,
            speed=speed,
            dialect=measurements.dialect,
            static=measurements.static,
            sex=Runner(sex=sex).sex,
        )
    )


def value_as_object(row: Measured) -> dict[str, Any]:
    """One measure of one side by the names of `VALUE_COLUMNS`, unrounded."""
    result = row.result
    base: dict[str, Any] = dict.fromkeys(VALUE_COLUMNS)
    base |= {"measure": row.measure, "side": _word(row.side), "unit": UNITS[row.measure]}
    if isinstance(result, Unavailable):
        return base | {"unavailable": str(result.reason), "detail": result.detail}
    assert isinstance(result, Value)
    return base | {
        "value": result.value,
        "from_standing": result.from_standing,
        "sd": result.sd,
        "ci95_low": result.ci95[0],
        "ci95_high": result.ci95[1],
        "between_day_sem": result.between_day_sem,
        "timing_error": result.timing_error,
        "strides": result.strides,
        "definition": result.definition,
    }


def _finding_as_object(row: Finding) -> dict[str, Any]:
    band = row.band
    return {
        "measure": row.measure,
        "side": _word(row.side),
        "value": row.value,
        "low": row.interval[0],
        "high": row.interval[1],
        "verdict": str(row.verdict),
        "band_low": band.low if band else None,
        "band_high": band.high if band else None,
        "people": band.people if band else None,
        "why": row.why,
    }


def _word(side: Side | None) -> str | None:
    return None if side is None else str(side)
