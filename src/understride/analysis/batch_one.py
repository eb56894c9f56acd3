"""One recording of a batch: read, measured, judged, as the rows that are kept. Runs in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

import msgspec

from understride.analysis.document import DECIMALS
from understride.analysis.pairing import Job
from understride.model import Measured, UnderstrideError, Value

FACTS = (
    ("recording", "string"), ("sha256", "string"), ("version", "string"), ("runner", "string"),
    ("static", "string"), ("dialect", "string"), ("surface", "string"), ("speed", "number"),
    ("contact_method", "string"),
)  # fmt: skip
VALUES = (
    ("measure", "string"), ("side", "string"), ("unit", "string"), ("value", "number"), ("from_standing", "number"),
    ("sd", "number"), ("ci95_low", "number"), ("ci95_high", "number"), ("between_day_sem", "number"),
    ("timing_error", "number"), ("strides", "integer"), ("definition", "string"), ("verdict", "string"),
    ("unavailable", "string"), ("detail", "string"),
)  # fmt: skip
COLUMNS = (*FACTS, *VALUES)
"""Columns of the tables and their kinds. sha256: of the recording. speed: m/s."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a recording gave nothing, in a sentence."""

    reason: str


def measured_file(job: Job) -> bytes | Failure:
    """The rows of one recording as JSON, without its name (the same file elsewhere gives the same), or why not."""
    try:
        return _measured(job)
    except UnderstrideError as sentence:
        return Failure(str(sentence))
    except MemoryError:
        return Failure("there was not enough memory for it")
    except Exception as error:  # noqa: BLE001  our mistake with one file is said and never stops the rest
        return Failure(f"our mistake: {type(error).__name__}: {error}")


def _measured(job: Job) -> bytes:
    from understride import __version__, formats, gait
    from understride.analysis.doors import find, measure

    run = formats.read(
        job.recording,
        static=job.static,
        forces=job.forces or None,
        mass=job.mass,
        height=job.height,
        speed=job.speed,
    )
    contacts = gait.contacts(run)
    found = measure(run, contacts)
    verdicts = {(f.measure, f.side): str(f.verdict) for f in find(found)}
    facts: dict[str, Any] = {
        "sha256": run.provenance.sha256,
        "version": __version__,
        "static": job.static.name if job.static else None,
        "dialect": run.provenance.dialect,
        "surface": str(run.surface),
        "speed": round(found.speed.value, 4) if found.speed else None,
        "contact_method": contacts.method,
    }
    rows = [_row(row, verdicts.get((row.measure, row.side))) for row in found]
    return msgspec.json.encode({"facts": facts, "rows": rows}, order="sorted")


def _row(row: Measured, verdict: str | None) -> dict[str, Any]:
    """One measure of one side, rounded by its unit."""
    from understride.analysis.doors import value_as_object

    whole = value_as_object(row)
    if isinstance(row.result, Value):
        digits = DECIMALS[row.result.unit]
        for name in (
            "value",
            "from_standing",
            "sd",
            "ci95_low",
            "ci95_high",
            "between_day_sem",
            "timing_error",
        ):
            number = whole[name]
            whole[name] = round(number, digits) if number is not None and isfinite(number) else None
    return {**whole, "verdict": verdict}
