"""What the method says, as data: regions, imbalances, their links and grades, sources. No probabilities."""

from understride.knowledge.loader import check, faults, load
from understride.knowledge.schema import (
    Condition,
    Explains,
    FirstLesson,
    Imbalance,
    Knowledge,
    LeftOut,
    Lesson,
    Lessons,
    Place,
    Refutation,
    Region,
    Safety,
    SafetyLevel,
    ShownBy,
    Source,
)

__all__ = [
    "Condition",
    "Explains",
    "FirstLesson",
    "Imbalance",
    "Knowledge",
    "LeftOut",
    "Lesson",
    "Lessons",
    "Place",
    "Refutation",
    "Region",
    "Safety",
    "SafetyLevel",
    "ShownBy",
    "Source",
    "check",
    "faults",
    "load",
]
