"""The nouns that rooms share: plain, frozen, typed. No room below, no effects."""

from understride.model.arrays import Floats, frozen, sealed
from understride.model.errors import RecordingError, RequestError, UnderstrideError
from understride.model.gait import CERTAIN, Contact, ContactError, Contacts, Dropped, StanceForce, Stride
from understride.model.outcomes import Band, Cause, Direction, Finding, NextQuestion, Point, Verdict
from understride.model.people import Complaint, Runner, Sex
from understride.model.pictures import CurveSet, Skeleton
from understride.model.recording import (
    FileEvent,
    Force,
    ForceChannel,
    Note,
    Points,
    Provenance,
    Recording,
    Surface,
)
from understride.model.sides import SIDES, Side
from understride.model.units import Unit
from understride.model.values import Measured, Reason, Result, Unavailable, Value

__all__ = [
    "CERTAIN",
    "SIDES",
    "Band",
    "Cause",
    "Complaint",
    "Contact",
    "ContactError",
    "Contacts",
    "CurveSet",
    "Direction",
    "Dropped",
    "FileEvent",
    "Finding",
    "Floats",
    "Force",
    "ForceChannel",
    "Measured",
    "NextQuestion",
    "Note",
    "Point",
    "Points",
    "Provenance",
    "Reason",
    "Recording",
    "RecordingError",
    "RequestError",
    "Result",
    "Runner",
    "Sex",
    "Side",
    "Skeleton",
    "StanceForce",
    "Stride",
    "Surface",
    "Unavailable",
    "UnderstrideError",
    "Unit",
    "Value",
    "Verdict",
    "frozen",
    "sealed",
]
