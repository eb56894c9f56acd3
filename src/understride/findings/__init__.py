"""Values against a reference: inside, outside, cannot tell. The reference is of few men and is called so."""

from understride.findings.judge import ENOUGH, judge

__all__ = ["ENOUGH", "judge"]
