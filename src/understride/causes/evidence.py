"""What was measured, looked up the way the knowledge asks for it: by measure and side rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from understride.model import Finding, Measured, Point, Side, Unavailable, Value, sealed
from understride.words import absent, difference_point, pair_point, point_for, unmeasured

Key = tuple[str, Side | None]
DIFFERENCE = Side.LEFT_MINUS_RIGHT


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """All rows and findings of one run by measure and side."""

    rows: Mapping[Key, Measured]
    found: Mapping[Key, Finding]

    def sides(self, measure: str, rule: str, told: Side | None) -> tuple[Side | None, ...]:
        """The sides a rule speaks of, among those that this measure has.

        rule: `difference`, `both`, or `same` = the side of the complaint where one was told.
        """
        if rule == "difference":
            wanted: tuple[Side | None, ...] = (DIFFERENCE,)
        elif rule == "same" and told in (Side.LEFT, Side.RIGHT):
            wanted = (told, None)
        else:
            wanted = (Side.RIGHT, Side.LEFT, None)
        return tuple(side for side in wanted if (measure, side) in self.rows)

    def value(self, measure: str, side: Side | None) -> Value | None:
        """The value, or None where there is none."""
        row = self.rows.get((measure, side))
        return row.result if row is not None and isinstance(row.result, Value) else None

    def finding(self, measure: str, side: Side | None) -> Finding | None:
        """The finding, or None where there is no value."""
        return self.found.get((measure, side))

    def alike(self, measure: str, sides: Sequence[Side | None]) -> tuple[tuple[Side | None, ...], ...]:
        """The sides in groups that one sentence can hold: judged alike against the same band, or not at all."""
        found = [self.finding(measure, side) for side in sides]
        said = {(f.verdict, f.why, f.band) if f is not None else None for f in found}
        return (tuple(sides),) if len(said) <= 1 else tuple((side,) for side in sides)

    def point(self, measure: str, sides: Sequence[Side | None]) -> Point:
        """What was seen of a measure on these sides, as one sentence. All of them have a finding, or none has."""
        findings = [self.found[(measure, side)] for side in sides if (measure, side) in self.found]
        value = self.value(measure, sides[0]) if sides else None
        if not findings or value is None:
            return self._unmeasured(measure, sides)
        if findings[0].side is DIFFERENCE:
            both = [self.value(measure, side) for side in (Side.LEFT, Side.RIGHT)]
            left, right = (one.value if one is not None else float("nan") for one in both)
            return difference_point(findings[0], value.unit, left=left, right=right)
        if len(findings) == 2:
            return pair_point(findings[0], findings[1], value.unit)
        return point_for(findings[0], value.unit)

    def _unmeasured(self, measure: str, sides: Sequence[Side | None]) -> Point:
        for side in sides:
            row = self.rows[(measure, side)]
            if isinstance(row.result, Unavailable):
                return unmeasured(row, row.result)
        return absent(measure)


def gather(measured: Sequence[Measured], findings: Sequence[Finding]) -> Evidence:
    """The evidence of one run."""
    return Evidence(
        rows=sealed({(row.measure, row.side): row for row in measured}),
        found=sealed({(finding.measure, finding.side): finding for finding in findings}),
    )
