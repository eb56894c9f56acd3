"""The table of measures. One line of `MEASURES` is one function with its row; the docs are made from it."""

from understride.measures import force, frontal, hip, rhythm, sagittal, transverse
from understride.measures.evaluate import FEWEST, Sources, evaluate
from understride.measures.table import Measure
from understride.measures.timing import with_timing

MEASURES: tuple[Measure, ...] = (
    *rhythm.ROWS,
    *transverse.ROWS,
    *frontal.ROWS,
    *sagittal.ROWS,
    *hip.ROWS,
    *force.ROWS,
)

__all__ = ["FEWEST", "MEASURES", "Measure", "Sources", "evaluate", "with_timing"]
