"""One answer for many questions, for one person: Holm's stepwise correction.

Here, unlike a comparison with other people, a single false "changed" sends someone down a wrong path, so the chance of
*any* is kept at 5 %, whatever hangs together with whatever.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

LEVEL = 0.05  # chance of any false "changed" within a family


def chance(distance: float, error: float) -> float:
    """How often chance alone gives a difference at least so large, two-sided normal. error: SE of the difference."""
    if error > 0:
        return erfc(abs(distance) / error / sqrt(2))
    return 0.0 if distance else 1.0


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Chances corrected for their number, in the order given (Holm 1979): compare each with the level wanted."""
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    corrected = [1.0] * len(chances)
    largest = 0.0
    for place, i in enumerate(order):
        largest = max(largest, min(1.0, (len(chances) - place) * chances[i]))
        corrected[i] = largest
    return tuple(corrected)
