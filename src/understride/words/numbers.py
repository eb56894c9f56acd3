"""Numbers as a person reads them: few digits, a true minus, no break between number and unit."""

from __future__ import annotations

from collections.abc import Sequence

from understride.model import Unit

MINUS = "\u2212"
NO_BREAK = "\u00a0"
LONGEST_REPEATED = 5  # characters of a unit that may be said twice in a sentence
LONGEST_IN_MM = 0.1  # m: shorter lengths are said in mm, longer ones in cm

_SAID = {  # unit → (factor, decimals, what follows the number)
    Unit.DEGREES: (1.0, 0, "°"),
    Unit.SECONDS: (1000.0, 0, f"{NO_BREAK}ms"),
    Unit.PER_MINUTE: (1.0, 0, f"{NO_BREAK}steps a minute"),
    Unit.PERCENT: (1.0, 0, f"{NO_BREAK}%"),
    Unit.DEGREES_PER_DEGREE: (1.0, 2, "° for each degree"),
    Unit.DEGREES_PER_SECOND: (1.0, 0, "° a second"),
    Unit.BODY_WEIGHTS: (1.0, 1, f"{NO_BREAK}times body weight"),
    Unit.BODY_WEIGHTS_PER_SECOND: (1.0, 0, f"{NO_BREAK}body weights a second"),
    Unit.METRES_PER_SECOND: (1.0, 2, f"{NO_BREAK}m/s"),
    Unit.KILONEWTONS_PER_METRE: (1.0, 1, f"{NO_BREAK}kN/m"),
}


def number(value: float, decimals: int) -> str:
    """A number with so many decimals; minus zero is zero."""
    said = f"{value:.{decimals}f}"
    if float(said) == 0:
        said = said.removeprefix("-")
    return said.replace("-", MINUS)


def quantity(value: float, unit: Unit, *, beside: float = 0.0) -> str:
    """A value with its unit: `24°`, `74 mm`, `31 cm`, `43 %`.

    beside: another value said in the same sentence; the larger of the two decides between mm and cm.
    """
    if unit is Unit.METRES:
        short = max(abs(value), abs(beside)) < LONGEST_IN_MM
        factor, decimals, after = (1000.0, 0, f"{NO_BREAK}mm") if short else (100.0, 0, f"{NO_BREAK}cm")
    elif unit is Unit.NONE:
        factor, decimals, after = 1.0, 2 if max(abs(value), abs(beside)) >= LONGEST_IN_MM else 3, ""
    else:
        factor, decimals, after = _SAID[unit]
    return number(value * factor, decimals) + after


def again(value: float, unit: Unit, *, beside: float = 0.0) -> str:
    """The same without the words of its unit, where the sentence has said them once: `0.03°`, `51`."""
    said = quantity(value, unit, beside=beside)
    words = _SAID[unit][2].lstrip("°") if unit in _SAID else ""
    return said.removesuffix(words) if len(words) > LONGEST_REPEATED else said


def plus_minus(value: float, half: float, unit: Unit) -> str:
    """A value with the half width of its interval: `14° ± 8°`."""
    return f"{again(value, unit, beside=half)} ± {quantity(half, unit, beside=value)}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(count: int, thing: str) -> str:
    """`1 stride`, `7 strides`."""
    return f"{count}{NO_BREAK}{thing}" if count == 1 else f"{count}{NO_BREAK}{thing}s"


def capital(text: str) -> str:
    """The same text with a capital first letter."""
    return text[:1].upper() + text[1:]
