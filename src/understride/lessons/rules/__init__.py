"""All rules of a lesson, as one table: each a function of one version's score. L41 is of the library (shared.py)."""

from understride.lessons.rules import build, care, front, short, sides, timing, wording
from understride.lessons.rules.kit import Rule

RULES: tuple[Rule, ...] = (
    *front.RULES,
    *build.RULES,
    *timing.RULES,
    *sides.RULES,
    *care.RULES,
    *wording.RULES,
    *short.RULES,
)

__all__ = ["RULES", "Rule"]
