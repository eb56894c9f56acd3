"""How each measure is said: one phrase per measure, as data. An unknown measure is said by its plain name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from understride.model import Side, Unit, sealed
from understride.words.numbers import again, capital, quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """says: a clause with {value} and perhaps {side} and {way}. what: the thing as a noun. plus, minus: the ways."""

    says: str
    what: str
    plus: str | None = None
    minus: str | None = None

    def clause(self, value: float, unit: Unit, side: Side | None, *, beside: float = 0.0) -> str:
        """The value as a clause, without a full stop."""
        return self.says.format(
            value=self.said(value, unit, beside=beside).removesuffix(f" {self.way(value)}"),
            side=side or "",
            way=self.way(value),
        )

    def said(self, value: float, unit: Unit, *, beside: float = 0.0) -> str:
        """The value alone; with its way where the sign means one (`1° to the right`)."""
        way = self.way(value)
        return (
            f"{quantity(abs(value), unit, beside=beside)} {way}"
            if way
            else quantity(value, unit, beside=beside)
        )

    def again(self, value: float, unit: Unit, *, beside: float = 0.0) -> str:
        """The value once more in the same sentence: the words of its unit are not repeated."""
        way = self.way(value)
        return f"{again(abs(value), unit, beside=beside)} {way}" if way else again(value, unit, beside=beside)

    def way(self, value: float) -> str:
        """Which way the sign points, in words; empty where the sign is no direction."""
        return (self.plus if value >= 0 else self.minus) or ""


def _read() -> Mapping[str, Phrase]:
    rows = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
    return sealed({name: Phrase(**row) for name, row in rows.items()})


PHRASES = _read()


def phrase(measure: str) -> Phrase:
    """The phrase of a measure; one made from its name where none was written yet."""
    plain = measure.replace("_", " ")
    return PHRASES.get(measure) or Phrase(says=capital(plain) + " is {value}", what=plain)
