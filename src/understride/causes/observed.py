"""What a measured finding weighs: how likely such a value is, if the runner is truly beyond the band, and if not.

Inside, runners spread as the band says (its half width is 1.96 SD). Beyond it they are thought to lie one half width
farther out on average, thinning out exponentially; nobody knows, so it is wide. Both are blurred with the finding's
own error. A value at the edge with a large error therefore says almost nothing, in a smooth way.
"""

from __future__ import annotations

from math import erfc, exp, isfinite, pi, sqrt

from understride.causes.strengths import Range, fixed
from understride.model import Finding

TWO_SIDED = 1.959963984540054  # SD to the edge of a 95 % interval
FARTHER = 1.0  # half widths: mean distance beyond the edge
MOST = 20.0  # no single measure weighs more than this, either way: bands rest on few people
LARGEST_ERROR = 5.0  # half widths: with a larger error, nothing is said
REACH = (-2.0, 4.0)  # half widths: farther out, a value says no more than here
LEAST_ERROR = 1e-3  # half widths
TOWARDS = {"high": (1,), "low": (-1,), "away": (1, -1), "either": (1, -1)}

Pair = tuple[Range, Range]


def likelihood(finding: Finding, direction: str) -> Pair | None:
    """[if absent, if present] of `beyond the band in this direction`; None = says nothing.

    direction: `high`, `low`, `away` (either way, inside speaks against), `either` (either way, inside says nothing).
    """
    if not finding.counts or finding.band is None:
        return None
    ratio = _ratio(finding, TOWARDS[direction])
    if ratio is None or (direction == "either" and ratio <= 1):
        return None
    ratio = min(max(ratio, 1 / MOST), MOST)
    return fixed(min(1.0, 1 / ratio)), fixed(min(1.0, ratio))


def _ratio(finding: Finding, signs: tuple[int, ...]) -> float | None:
    """How much likelier the value is beyond the band than not."""
    band = finding.band
    if band is None:
        return None
    beyond = inside = 0.0
    for sign in signs:
        half = band.high - band.mean if sign > 0 else band.mean - band.low
        error = (
            (finding.interval[1] - finding.interval[0]) / 2 / TWO_SIDED / half if half > 0 else float("nan")
        )
        place = (finding.value - band.mean) * sign / half if half > 0 else float("nan")
        if not isfinite(error) or not isfinite(place) or error > LARGEST_ERROR:
            return None
        place, error = min(max(place, REACH[0]), REACH[1]), max(error, LEAST_ERROR)
        beyond += _beyond(place, error) / len(signs)
        inside += _inside(place, error) / len(signs)
    return beyond / inside if inside > 0 else MOST


def _beyond(place: float, error: float) -> float:
    """The density of a value, if the truth lies beyond the edge (at 1): exponential, blurred."""
    out = place - 1
    return exp(error**2 / (2 * FARTHER**2) - out / FARTHER) / FARTHER * _below(out / error - error / FARTHER)


def _inside(place: float, error: float) -> float:
    """The density of a value, if the truth does not lie beyond the edge: normal, cut at the edge, blurred."""
    spread = 1 / TWO_SIDED
    both = sqrt(spread**2 + error**2)
    centre, width = place * spread**2 / both**2, spread * error / both
    density = exp(-((place / both) ** 2) / 2) / (both * sqrt(2 * pi))
    return density * _below((1 - centre) / width) / _below(1 / spread)


def _below(z: float) -> float:
    """The share of a normal distribution below z."""
    return erfc(-z / sqrt(2)) / 2
