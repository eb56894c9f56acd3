"""One answer for many questions: who looks at ninety values will find some far out by chance alone.

A value stands out among m if chance puts a next runner of the same people so far out at most once in 2·m times: then a
run in which nothing is unusual has half a finding on average, whatever hangs together with whatever (Bonferroni's
inequality for the *number* of false findings). One is what may be; half leaves room for tails fatter than normal.
Tried: Benjamini and Hochberg's rule at 5 %, which keeps even the first false finding rare; nobody left out of the norm
got any, and a runner would have to be 4.2 SD off to get one. docs/tables/norms.md shows what this one gives.
"""

from __future__ import annotations

EXPECTED = 0.5  # findings by chance alone in one run


def chance(distance: float, *, spread: float, error: float, freedom: int) -> float:
    """How often a next runner of the same people lies this far from their mean, two-sided.

    distance: value − mean. spread: SD of a next runner. error: SE of the value, days included. freedom: of Student's t.
    """
    from scipy.special import stdtr

    total = (spread**2 + error**2) ** 0.5
    return float(2 * stdtr(freedom, -abs(distance) / total)) if total > 0 else float(distance == 0)


def stands_out(chance: float, *, looked_at: int) -> bool:
    """Whether a value stands out among so many."""
    return chance * looked_at <= EXPECTED
