"""Two recordings of one runner: read alike, compared measure by measure, and the document of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from understride import change, gait
from understride.analysis.document import DECIMALS
from understride.analysis.order import Body, Speed, measured_from
from understride.change import Change, Conditions, Outcome, Session
from understride.measures import MEASURES
from understride.model import CurveSet, Note, Recording, RequestError, Side, Surface
from understride.model.tables import dataframe
from understride.words import comparison as words

SCHEMA = "understride.comparison/1"
COLUMNS = (
    "measure", "side", "unit", "before", "after", "difference", "ci95_low", "ci95_high", "error", "chance",
    "from_standing", "verdict", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told about how a recording was made. surface: overrides what the file says."""

    shoes: str | None = None
    surface: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Half:
    """One of the two recordings. contacts: `force` or `kinematic`."""

    recording: Recording
    conditions: Conditions
    speed: Speed | None
    contacts: str
    strides: Mapping[Side, int]
    curves: Mapping[tuple[str, Side | None], CurveSet]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """What changed between two recordings of one runner, measure by measure."""

    before: Half
    after: Half
    planned: tuple[str, ...]
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]

    def of(self, outcome: Outcome) -> tuple[Change, ...]:
        """The changes with this outcome, in the order of the table."""
        return tuple(c for c in self.changes if c.outcome is outcome)

    @property
    def looked_at(self) -> int:
        """How many values were compared."""
        return sum(c.outcome is not Outcome.NOT_COMPARABLE for c in self.changes)

    def to_dataframe(self) -> Any:
        """One row per measure and side, unrounded."""
        return dataframe((_as_object(c) for c in self.changes), COLUMNS)


def compare(
    before: Recording,
    after: Recording,
    *,
    told_before: Told | None = None,
    told_after: Told | None = None,
    planned: Collection[str] = (),
) -> Comparison:
    """Two recordings of one runner: changed, not detectably changed, or not comparable, for every measure and side.

    Contacts are found the same way in both: by force where both have it, else from the feet. told_…: shoes and surface.
    planned: measures named before looking, a family of their own in the correction for many values.
    """
    _refuse_unknown(planned)
    one, other = _bodies(before, after)
    speeds = _speeds(one[0].speed, other[0].speed)
    first = _half(before, *one, speeds[0], told_before or Told())
    second = _half(after, *other, speeds[1], told_after or Told())
    changes = change.between(
        Session(measured=one[0].measured, conditions=first.conditions),
        Session(measured=other[0].measured, conditions=second.conditions),
        planned=planned,
    )
    return Comparison(
        before=first,
        after=second,
        planned=tuple(m.name for m in MEASURES if m.name in planned),
        changes=changes,
        notes=_notes(before, after),
    )


def _refuse_unknown(planned: Collection[str]) -> None:
    names = [m.name for m in MEASURES]
    for name in planned:
        if name not in names:
            raise RequestError(
                found=f"the measure '{name}'",
                needed="one of `understride measures`",
                do="Choose one of these.",
            )


def _bodies(before: Recording, after: Recording) -> tuple[tuple[Body, str], tuple[Body, str]]:
    """What was measured in each, and what contacts were found by: the same in both."""
    both = before.force is not None and after.force is not None
    found = [gait.contacts(run, method="auto" if both else "kinematic") for run in (before, after)]
    if found[0].method != found[1].method:
        found = [gait.contacts(run, method="kinematic") for run in (before, after)]
    one, other = (measured_from(run, c) for run, c in zip((before, after), found, strict=True))
    return (one, found[0].method), (other, found[1].method)


def _speeds(one: Speed | None, other: Speed | None) -> tuple[float | None, float | None]:
    """Both as measured if both could be, else as known: two ways of knowing differ by more than two runs do."""
    if one and other and one.measured is not None and other.measured is not None:
        return one.measured, other.measured
    return one.value if one else None, other.value if other else None


def _half(recording: Recording, body: Body, method: str, speed: float | None, told: Told) -> Half:
    surface = None if recording.surface is Surface.UNKNOWN else str(recording.surface)
    conditions = Conditions(
        speed=speed,
        dialect=recording.provenance.dialect,
        static=bool(body.motion.signals.standing),
        surface=told.surface or surface,
        shoes=told.shoes,
        smoothed=recording.force.smoothed if recording.force else None,
    )
    return Half(
        recording=recording,
        conditions=conditions,
        speed=body.speed,
        contacts=method,
        strides={side: len(own) for side, own in body.strides.of.items()},
        curves=gait.curves(body.strides.of),
    )


def _notes(before: Recording, after: Recording) -> tuple[Note, ...]:
    same = before.provenance.sha256 == after.provenance.sha256
    return (Note(id="comparison.same_file", text=words.SAME_FILE),) if same else ()


# --- the document ---------------------------------------------------------------------------------------------------


class HalfRow(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two recordings. speed: m/s, the one compared."""

    file: str
    sha256: str
    dialect: str
    speed: float | None
    surface: str | None
    shoes: str | None
    static: bool
    contact_method: str
    strides: dict[str, int]


class ChangeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one side. error: SE of the difference, days included. chance: corrected by Holm's rule.

    before, after: running minus quiet standing where `from_standing`. ci95: of the difference, not corrected.
    """

    measure: str
    side: str | None
    unit: str
    before: float | None
    after: float | None
    difference: float | None
    ci95: tuple[float, float] | None
    error: float | None
    chance: float | None
    from_standing: bool
    verdict: str
    reason: str


class ComparisonDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `comparison.json`. speed_tolerance: m/s. correction: for how many values were looked at."""

    schema: str
    version: str
    before: HalfRow
    after: HalfRow
    speed_tolerance: float
    correction: str
    looked_at: int
    planned: tuple[str, ...]
    notes: tuple[dict[str, str], ...]
    changes: tuple[ChangeRow, ...]


def as_json(comparison: Comparison) -> bytes:
    """The document as UTF-8 JSON, indented, keys sorted, ending in a line break."""
    data = msgspec.json.encode(document(comparison), order="sorted")
    return msgspec.json.format(data, indent=2) + b"\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    return msgspec.json.schema(ComparisonDocument)


def document(comparison: Comparison) -> ComparisonDocument:
    """The comparison as a document, numbers rounded by unit."""
    from understride import __version__

    return ComparisonDocument(
        schema=SCHEMA,
        version=__version__,
        before=_half_row(comparison.before),
        after=_half_row(comparison.after),
        speed_tolerance=change.SPEED_TOLERANCE,
        correction="holm",
        looked_at=comparison.looked_at,
        planned=comparison.planned,
        notes=tuple({"id": n.id, "text": n.text} for n in comparison.notes),
        changes=tuple(_row(c) for c in comparison.changes),
    )


def _half_row(half: Half) -> HalfRow:
    source, told = half.recording.provenance, half.conditions
    return HalfRow(
        file=source.file,
        sha256=source.sha256,
        dialect=source.dialect,
        speed=None if told.speed is None else round(told.speed, 4),
        surface=told.surface,
        shoes=told.shoes,
        static=told.static,
        contact_method=half.contacts,
        strides={str(side): count for side, count in half.strides.items()},
    )


def _row(found: Change) -> ChangeRow:
    digits = DECIMALS[found.unit]

    def cut(value: float | None) -> float | None:
        return None if value is None else round(value, digits)

    low, high = found.ci95 or (0.0, 0.0)
    return ChangeRow(
        measure=found.measure,
        side=None if found.side is None else str(found.side),
        unit=str(found.unit),
        before=cut(found.before),
        after=cut(found.after),
        difference=cut(found.difference),
        ci95=None if found.ci95 is None else (round(low, digits), round(high, digits)),
        error=cut(found.error),
        chance=None if found.chance is None else float(f"{found.chance:.3g}"),
        from_standing=found.from_standing,
        verdict=str(found.outcome),
        reason=found.reason,
    )


def _as_object(found: Change) -> dict[str, Any]:
    low, high = found.ci95 or (None, None)
    kept = {name: getattr(found, name) for name in COLUMNS if hasattr(found, name)}
    words_of = {
        "side": None if found.side is None else str(found.side),
        "unit": str(found.unit),
        "verdict": str(found.outcome),
    }
    return kept | words_of | {"ci95_low": low, "ci95_high": high}
