"""From a recording to contacts, strides and angles. Knows nothing of files, norms or people."""

from understride.gait.contact_error import shifts
from understride.gait.contacts import contacts
from understride.gait.forces import Ground, ground
from understride.gait.motion import Motion, motion
from understride.gait.pictures import curves, skeleton
from understride.gait.signals import Signals
from understride.gait.strides import RELATIVE, Strides, moved, strides

__all__ = [
    "RELATIVE",
    "Ground",
    "Motion",
    "Signals",
    "Strides",
    "contacts",
    "curves",
    "ground",
    "motion",
    "moved",
    "shifts",
    "skeleton",
    "strides",
]
