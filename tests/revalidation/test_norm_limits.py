"""What left minus right of a next runner stays within, reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest
from revalidation.norms import limits

T4, T19 = 2.7764, 2.0930  # 97.5 % of Student's t with 4 and 19 degrees of freedom, from a printed table


def test_among_runners_much_alike_the_limit_is_that_of_a_normal_distribution() -> None:
    """Four differences of size 1: root mean square 1, rank 0.95·5 = 4.75 is beyond the largest, 1."""
    within, p95 = limits(np.array([[1.0], [-1.0], [1.0], [-1.0]]))
    assert (within, p95) == pytest.approx((T4, 1.0), abs=1e-4)


def test_one_runner_far_from_the_rest_is_not_outside_of_his_own_norm() -> None:
    """Rank 0.95·20 = 19 of nineteen is the largest; 2.093 root mean squares of one 10 and eighteen 0 are only 4.8."""
    within, p95 = limits(np.array([[10.0]] + [[0.0]] * 18))
    assert T19 * np.sqrt(100 / 19) == pytest.approx(4.80, abs=0.01)
    assert (within, p95) == (10.0, 10.0)


def test_runs_at_several_speeds_are_ranked_together_and_gaps_left_out() -> None:
    """1 to 6, one gap: rank 0.95·6 = 5.7 of five sizes is the largest; a runner counts once in the mean of squares."""
    within, p95 = limits(np.array([[1.0, 2.0], [-3.0, 4.0], [np.nan, -6.0]]))
    normal = 3.1824 * np.sqrt((2.5 + 12.5 + 36.0) / 3)
    assert p95 == 6.0
    assert within == pytest.approx(normal, abs=1e-3)
