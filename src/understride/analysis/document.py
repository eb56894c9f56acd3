"""`analysis.json`: an analysis as a checked document. Sorted keys, rounded by unit: same input, same bytes."""

from __future__ import annotations

from typing import Any

import msgspec

from understride.analysis.cause_rows import CauseRow, cause_row
from understride.analysis.order import Analysis
from understride.measures import MEASURES
from understride.model import Band, Contacts, Finding, Measured, Side, Unavailable, Unit

SCHEMA = "understride.analysis/1"

DECIMALS = {
    Unit.DEGREES: 3,
    Unit.SECONDS: 5,
    Unit.METRES: 5,
    Unit.PER_MINUTE: 3,
    Unit.PERCENT: 3,
    Unit.DEGREES_PER_DEGREE: 5,
    Unit.DEGREES_PER_SECOND: 2,
    Unit.BODY_WEIGHTS: 4,
    Unit.BODY_WEIGHTS_PER_SECOND: 3,
    Unit.METRES_PER_SECOND: 5,
    Unit.KILONEWTONS_PER_METRE: 4,
    Unit.NONE: 6,
}
UNITS = {m.name: m.unit for m in MEASURES}
MEASURE = {m.name: m for m in MEASURES}


class ContactErrorRow(msgspec.Struct, frozen=True, kw_only=True, rename={"measured_on": "from"}):
    """What all landings, and all leavings, found from the feet may be off by together: 95 % half-widths, ms.

    from: on whom it was measured, against force.
    """

    landing_ms: float
    leaving_ms: float
    measured_on: str


class RecordingRow(msgspec.Struct, frozen=True, kw_only=True):
    """Where it comes from. others: static trial and force files by role. contact_error: null with force.

    speed: m/s, from `speed_source` (declared, belt by the feet, pelvis); speed_measured: what the recording says.
    """

    file: str
    sha256: str
    reader: str
    dialect: str
    surface: str
    rate: float
    duration: float
    filters: tuple[str, ...]
    steps: tuple[str, ...]
    others: tuple[dict[str, str], ...]
    speed: float | None
    speed_source: str | None
    speed_measured: float | None
    contact_error: ContactErrorRow | None


class UnavailableRow(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no value."""

    reason: str
    detail: str


class MeasureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one side; numbers are null where `unavailable` says why.

    timing_error: 95 % half-width, in the same unit, of what comes from not knowing landing and leaving exactly; it is
    the same in all strides, so it stands beside `ci95` and not in it. Null where contacts come from force.
    """

    name: str
    side: str | None
    value: float | None
    from_standing: float | None
    unit: str
    sd: float | None
    ci95: tuple[float, float] | None
    between_day_sem: float | None
    timing_error: float | None
    strides: int | None
    definition: str
    frames: tuple[str, ...]
    scale: tuple[float, float]
    extra: dict[str, float]
    unavailable: UnavailableRow | None


class NormRow(msgspec.Struct, frozen=True, kw_only=True):
    """The band that a value was held against."""

    id: str
    low: float
    high: float
    mean: float
    people: str
    is_norm: bool


class FindingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A value judged."""

    measure: str
    side: str | None
    value: float
    interval: tuple[float, float]
    verdict: str
    norm: NormRow | None
    why: str


class ComplaintRow(msgspec.Struct, frozen=True, kw_only=True):
    """What was told."""

    region: str
    side: str | None
    intensity: int | None


class ContactRow(msgspec.Struct, frozen=True, kw_only=True):
    """One contact, s on the file's clock."""

    side: str
    landing: float
    leaving: float


class DroppedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something left out."""

    side: str
    time: float
    reason: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `analysis.json`."""

    schema: str
    version: str
    recording: RecordingRow
    runner: str
    story: str | None
    notes: tuple[dict[str, str], ...]
    complaints: tuple[ComplaintRow, ...]
    contact_method: str
    contacts_judged: bool
    contacts: tuple[ContactRow, ...]
    dropped: tuple[DroppedRow, ...]
    strides: dict[str, int]
    measures: tuple[MeasureRow, ...]
    findings: tuple[FindingRow, ...]
    causes: tuple[CauseRow, ...]


def as_json(analysis: Analysis) -> bytes:
    """The document as UTF-8 JSON, indented, keys sorted, ending in a line break."""
    data = msgspec.json.encode(document(analysis), order="sorted")
    return msgspec.json.format(data, indent=2) + b"\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    return msgspec.json.schema(Document)


def document(analysis: Analysis) -> Document:
    """The analysis as a document, numbers rounded by unit."""
    from understride import __version__

    return Document(
        schema=SCHEMA,
        version=__version__,
        recording=_recording(analysis),
        runner=analysis.runner.id,
        story=analysis.story,
        notes=tuple({"id": n.id, "text": n.text} for n in analysis.notes),
        complaints=tuple(
            ComplaintRow(region=c.region, side=_side(c.side), intensity=c.intensity)
            for c in analysis.complaints
        ),
        contact_method=analysis.contacts.method,
        contacts_judged=analysis.contacts.judged,
        contacts=tuple(
            ContactRow(side=str(c.side), landing=round(c.landing, 5), leaving=round(c.leaving, 5))
            for c in analysis.contacts.contacts
        ),
        dropped=tuple(
            DroppedRow(side=str(d.side), time=round(d.time, 5), reason=d.reason) for d in analysis.dropped
        ),
        strides={str(side): count for side, count in analysis.strides.items()},
        measures=tuple(_measure(row) for row in analysis.measured),
        findings=tuple(_finding(row) for row in analysis.findings),
        causes=tuple(cause_row(row) for row in analysis.causes),
    )


def _recording(analysis: Analysis) -> RecordingRow:
    recording, source, speed = analysis.recording, analysis.recording.provenance, analysis.speed
    return RecordingRow(
        file=source.file,
        sha256=source.sha256,
        reader=source.reader,
        dialect=source.dialect,
        surface=str(recording.surface),
        rate=round(recording.points.rate_hz, 6),
        duration=round(recording.points.duration, 5),
        filters=analysis.filters,
        steps=source.steps,
        others=tuple({"role": role, "file": name, "sha256": sha} for role, name, sha in source.others),
        speed=round(speed.value, 4) if speed else None,
        speed_source=speed.source if speed else None,
        speed_measured=_rounded(speed.measured, 4) if speed else None,
        contact_error=contact_error_row(analysis.contacts),
    )


def contact_error_row(contacts: Contacts) -> ContactErrorRow | None:
    """The error of contacts found from the feet, as it stands in JSON; None by force."""
    error = contacts.error
    if error is None:
        return None
    landing, leaving = (round(1000 * size, 1) for size in (error.landing, error.leaving))
    return ContactErrorRow(landing_ms=landing, leaving_ms=leaving, measured_on=error.measured_on)


def _measure(row: Measured) -> MeasureRow:
    unit = UNITS[row.measure]
    result = row.result
    if isinstance(result, Unavailable):
        definition = next(m.definition_id for m in MEASURES if m.name == row.measure)
        return MeasureRow(
            name=row.measure, side=_side(row.side), value=None, from_standing=None, unit=str(unit), sd=None, ci95=None,
            between_day_sem=None, timing_error=None, strides=None, definition=definition, frames=(),
            scale=_scale(row), extra={},
            unavailable=UnavailableRow(reason=str(result.reason), detail=result.detail),
        )  # fmt: skip
    digits = DECIMALS[unit]
    return MeasureRow(
        name=row.measure,
        side=_side(row.side),
        value=round(result.value, digits),
        from_standing=_rounded(result.from_standing, digits),
        unit=str(unit),
        sd=round(result.sd, digits),
        ci95=(round(result.ci95[0], digits), round(result.ci95[1], digits)),
        between_day_sem=_rounded(result.between_day_sem, digits),
        timing_error=_rounded(result.timing_error, digits),
        strides=result.strides,
        definition=result.definition,
        frames=result.frames,
        scale=_scale(row),
        extra={name: round(value, digits) for name, value in result.extra},
        unavailable=None,
    )


def _scale(row: Measured) -> tuple[float, float]:
    """Where the page draws this side."""
    return MEASURE[row.measure].scale_of(row.side)


def _finding(row: Finding) -> FindingRow:
    digits = DECIMALS[UNITS[row.measure]]
    return FindingRow(
        measure=row.measure,
        side=_side(row.side),
        value=round(row.value, digits),
        interval=(round(row.interval[0], digits), round(row.interval[1], digits)),
        verdict=str(row.verdict),
        norm=_norm(row.band, digits) if row.band else None,
        why=row.why,
    )


def _norm(band: Band, digits: int) -> NormRow:
    return NormRow(
        id=band.id,
        low=round(band.low, digits),
        high=round(band.high, digits),
        mean=round(band.mean, digits),
        people=band.people,
        is_norm=band.norm,
    )


def _side(side: Side | None) -> str | None:
    return None if side is None else str(side)


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)
