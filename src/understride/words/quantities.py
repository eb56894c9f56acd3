"""Values in figures and tables: one table from units to what is written, and how far it is rounded.

Unlike a sentence, a strip keeps one unit along its whole scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from understride.model import Unit
from understride.words.numbers import NO_BREAK, number

SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a unit is shown: value × factor with this many decimals in words and in the table, and the suffix."""

    factor: float
    suffix: str
    decimals: int
    in_table: int


MILLIMETRES = Written(factor=1000, suffix="mm", decimals=0, in_table=1)
LONGEST_IN_MM = 0.2  # m: end of a scale up to which a length is written in mm
WRITTEN = {
    Unit.DEGREES: Written(factor=1, suffix="°", decimals=0, in_table=1),
    Unit.SECONDS: Written(factor=1000, suffix="ms", decimals=0, in_table=0),
    Unit.METRES: Written(factor=100, suffix="cm", decimals=1, in_table=1),
    Unit.PER_MINUTE: Written(factor=1, suffix="/min", decimals=0, in_table=1),
    Unit.PERCENT: Written(factor=1, suffix="%", decimals=0, in_table=1),
    Unit.DEGREES_PER_DEGREE: Written(factor=1, suffix="° per °", decimals=2, in_table=3),
    Unit.DEGREES_PER_SECOND: Written(factor=1, suffix="°/s", decimals=0, in_table=0),
    Unit.BODY_WEIGHTS: Written(factor=1, suffix="BW", decimals=2, in_table=2),
    Unit.BODY_WEIGHTS_PER_SECOND: Written(factor=1, suffix="BW/s", decimals=0, in_table=1),
    Unit.METRES_PER_SECOND: Written(factor=1, suffix="m/s", decimals=2, in_table=3),
    Unit.KILONEWTONS_PER_METRE: Written(factor=1, suffix="kN/m", decimals=1, in_table=2),
    Unit.NONE: Written(factor=1, suffix="", decimals=2, in_table=4),
}


def written(unit: Unit, largest: float) -> Written:
    """How values of a unit are written where the largest on the scale is this: short lengths in mm."""
    return MILLIMETRES if unit is Unit.METRES and largest <= LONGEST_IN_MM else WRITTEN[unit]


def _joined(text: str, suffix: str) -> str:
    return f"{text}{suffix}" if suffix.startswith("°") or not suffix else f"{text}{NO_BREAK}{suffix}"


def on_strip(value: float, how: Written) -> str:
    """`40°`, `31.2 cm`, `226 ms`."""
    return _joined(number(value * how.factor, how.decimals), how.suffix)


def in_table(value: float, how: Written) -> str:
    """The same with the decimals of the table and without the suffix."""
    return number(value * how.factor, how.in_table)


def plus_minus(error: float | None, how: Written) -> str:
    """`± 23 ms`, with as many decimals as the table has; nothing where that rounds to none."""
    if error is None or round(error * how.factor, how.in_table) == 0:
        return ""
    return _joined(f"±{NO_BREAK}{number(error * how.factor, how.in_table)}", how.suffix)


def with_unit(text: str, how: Written) -> str:
    """A written number, or two with a word between, and the suffix once."""
    return _joined(text, how.suffix)


def in_words(count: int, one: str, many: str | None = None) -> str:
    """`one stride`, `thirteen` is 13: `13 strides`."""
    words = SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else str(count)
    return f"{words} {one if count == 1 else many or one + 's'}"
