"""Angles of segments in the lab and of one segment in another. Degrees; signs as in docs/definitions.md."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.gait.frames import unit
from understride.model import Floats

UP = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, slots=True, eq=False)
class LabAngles:
    """A segment seen from the lab, (frames,) each: yaw + turned to the left, raise + right side higher,
    tilt + front down. Order yaw → raise → tilt (source baker2001).
    """

    yaw: Floats
    raise_right: Floats
    tilt: Floats


@dataclass(frozen=True, slots=True, eq=False)
class JointAngles:
    """A distal segment in a proximal one, (frames,) each, for the right side: flexion of the distal end forward +,
    adduction towards the middle +, rotation inwards +. A left limb changes the sign of the last two.
    """

    flexion: Floats
    adduction: Floats
    rotation: Floats


def in_lab(axes: Floats) -> LabAngles:
    """Angles of a frame (frames, 3, 3) in the lab. yaw and raise need its right axis only."""
    right, forward = axes[:, :, 2], axes[:, :, 0]
    yaw = np.degrees(np.arctan2(right[:, 0], right[:, 2]))
    raised = np.degrees(np.arcsin(np.clip(right[:, 1], -1.0, 1.0)))
    level = unit(np.cross(UP, right))
    up = np.cross(right, level)
    tilt = np.degrees(np.arctan2(-np.sum(forward * up, axis=1), np.sum(forward * level, axis=1)))
    return LabAngles(yaw, raised, tilt)


def in_segment(proximal: Floats, distal: Floats) -> JointAngles:
    """Joint angles by flexion → ad/abduction → rotation about the distal long axis (source grood1983)."""
    r = np.swapaxes(proximal, 1, 2) @ distal
    return JointAngles(
        flexion=np.degrees(np.arctan2(-r[:, 0, 1], r[:, 1, 1])),
        adduction=np.degrees(np.arcsin(np.clip(r[:, 2, 1], -1.0, 1.0))),
        rotation=np.degrees(np.arctan2(-r[:, 2, 0], r[:, 2, 2])),
    )


def line_forward(top: Floats, bottom: Floats) -> Floats:
    """Angle of a hanging line (top to bottom, (frames, 3)) in the sagittal plane: + bottom end forward of vertical."""
    along = bottom - top
    return np.asarray(np.degrees(np.arctan2(along[:, 0], -along[:, 1])), dtype=np.float64)


def relative_flexion(upper: Floats, lower: Floats, upper_tilt: float, lower_tilt: float) -> Floats:
    """Flexion of one trunk segment on another after both frames are levelled by their neutral tilts.

    upper, lower: (frames, 3, 3). Levelling first keeps pelvic tilt from leaking into the turn and the bend. The
    neutral tilts are put back as a constant, so a mean keeps its meaning. + flexed forward.
    """
    a = upper @ about_right(upper_tilt)
    b = lower @ about_right(lower_tilt)
    r = np.swapaxes(b, 1, 2) @ a
    levelled = in_lab(r).tilt
    return np.asarray(levelled + upper_tilt - lower_tilt, dtype=np.float64)


def about_right(degrees: float) -> Floats:
    """Rotation about the right axis that lifts the front by so many degrees, (3, 3)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
