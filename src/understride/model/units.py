"""The units that a value can have; inside the house everything is in these and nothing is converted."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """Unit of a value, written as in `analysis.json`."""

    DEGREES = "deg"
    SECONDS = "s"
    METRES = "m"
    PER_MINUTE = "/min"
    PERCENT = "%"
    DEGREES_PER_DEGREE = "deg/deg"
    DEGREES_PER_SECOND = "deg/s"
    BODY_WEIGHTS = "BW"
    BODY_WEIGHTS_PER_SECOND = "BW/s"
    METRES_PER_SECOND = "m/s"
    KILONEWTONS_PER_METRE = "kN/m"
    NONE = "1"
