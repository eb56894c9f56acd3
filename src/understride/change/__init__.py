"""One person over time: changed, not detectably changed, or not comparable. Pure; knows no file and no database."""

from understride.change.conditions import SPEED_TOLERANCE, Conditions, Session
from understride.change.many import holm
from understride.change.two import Change, Outcome, between

__all__ = ["SPEED_TOLERANCE", "Change", "Conditions", "Outcome", "Session", "between", "holm"]
