"""C3D, the common file of motion capture, read strictly and without copying more than is needed.

All three number kinds (Intel, DEC, MIPS), integers and floats. Every count and place is compared with the
file's size before data are touched, so that a damaged file ends in one sentence (see c3d_layout).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

import numpy as np

from understride.formats.c3d_events import events
from understride.formats.c3d_labels import markers
from understride.formats.c3d_layout import Layout, Numbers, layout
from understride.formats.c3d_parameters import BLOCK, MAGIC, DamagedError, Parameters, parameters
from understride.formats.plates import forces
from understride.formats.raw import Raw
from understride.model import Floats, Note, RecordingError

INVALID_FROM = 32_768  # a residual word of −1 that some writers store as the float 65535 (trap T3)
UNITS = ("mm", "cm", "m")  # POINT:UNITS that are passed on; anything else counts as not said
KILOGRAMS = (20.0, 250.0)  # what a body mass can be
METRES = (0.8, 2.5)  # what a body height can be
# How many of the file's unit make a metre, tried in this order: heights come in mm, cm or m and do not say.
HEIGHT_UNITS = (1.0, 100.0, 1000.0)
MASSES = (("PROCESSING", "BODYMASS"), ("SUBJECTS", "MASS"), ("SUBJECTS", "WEIGHT"), ("SUBJECT", "MASS"))
HEIGHTS = (("PROCESSING", "HEIGHT"), ("SUBJECTS", "HEIGHT"), ("SUBJECT", "HEIGHT"))


def looks_like(head: bytes) -> bool:
    """Whether these first bytes begin a C3D file: the mark in byte 2, and zeros, which text does not have."""
    return len(head) > 1 and head[1] == MAGIC and head[0] > 1 and 0 in head[:BLOCK]


def read(data: bytes, name: str) -> Raw:
    """A whole C3D file. name: for sentences, without folder."""
    try:
        # Any four bytes can stand where a float should: what is no number becomes NaN, without a word on stderr.
        with np.errstate(invalid="ignore", over="ignore"):
            return _raw(data, name)
    except DamagedError as damage:
        raise RecordingError(name, found=damage.found, needed=damage.needed, do=damage.do) from None


def _raw(data: bytes, name: str) -> Raw:
    if len(data) < 2 * BLOCK or data[1] != MAGIC:
        raise DamagedError("these bytes do not begin like a C3D file")
    said = parameters(data)
    plan = layout(data, said)
    numbers = plan.numbers(data)
    kept = markers(said, plan.points)
    plates, notes = forces(said, plan, lambda channels: analog(numbers, plan, said, channels))
    if not kept.columns and not plates:
        raise DamagedError(
            f"it holds {plan.points} points, and none of them is a named marker",
            "named markers on a body, or force",
            "Label the markers in the capture software and export the run again.",
        )
    happened, lost = events(data, said, plan)
    unit = (said.texts("POINT", "UNITS") or [""])[0].lower()
    return Raw(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="c3d",
        labels=kept.labels,
        positions=positions(numbers, plan, kept.columns),
        length_unit=unit if unit in UNITS else None,
        rate_hz=plan.rate_hz,
        start=0.0,
        forces=plates,
        events=happened,
        mass=_plausible(said, MASSES, KILOGRAMS, (1.0,)),
        height=_plausible(said, HEIGHTS, METRES, HEIGHT_UNITS),
        left_out=kept.left_out,
        notes=(*plan.notes, *kept.notes, *notes, *lost, *_unused_analog(said, plan)),
    )


def positions(numbers: Numbers, plan: Layout, columns: Sequence[int]) -> Floats:
    """Points of these columns, (frames, points, 3) in the file's unit; NaN where marked as unseen."""
    if not columns:
        return _sealed(np.zeros((0, 0, 3)))
    points = numbers[:, : 4 * plan.points].reshape(plan.frames, plan.points, 4)
    if len(columns) < plan.points:
        points = points[:, list(columns)]
    found = points[..., :3].astype(np.float64)
    if plan.scale is not None:
        found *= plan.scale
    residual = points[..., 3]
    found[(residual < 0) | (residual >= INVALID_FROM)] = np.nan
    if np.isinf(found).any():
        found[np.isinf(found).any(axis=2)] = np.nan
    return _sealed(found)


def analog(numbers: Numbers, plan: Layout, said: Parameters, channels: Sequence[int]) -> Floats:
    """Analog channels (counted from 0) in the units of the file, (samples, channels).

    value = (stored − offset) · scale of the channel · general scale; NaN where that is no number.
    """
    block = numbers[:, 4 * plan.points :].reshape(plan.frames, plan.ratio, plan.channels)
    stored = block[:, :, list(channels)].reshape(plan.frames * plan.ratio, len(channels))
    unsigned = "UNSIGNED" in (said.texts("ANALOG", "FORMAT") or [""])[0].upper()
    scale = _per_channel(said.numbers("ANALOG", "SCALE"), plan.channels, 1.0)
    offset = _per_channel(said.numbers("ANALOG", "OFFSET", unsigned=unsigned), plan.channels, 0.0)
    general = said.number("ANALOG", "GEN_SCALE")
    if general is not None and not math.isfinite(general):
        general = math.nan
    values = stored.astype(np.float64)
    if unsigned and plan.scale is not None:
        values[values < 0] += 2**16  # the same 16 bits, without their sign
    values[~np.isfinite(values)] = np.nan
    values -= offset[list(channels)]
    values *= scale[list(channels)] * (1.0 if general is None else general)
    return values


def _per_channel(given: Floats, channels: int, default: float) -> Floats:
    """One number for each channel; files often list fewer than they have."""
    values = np.full(channels, default)
    values[: given.size] = given[:channels]
    return np.where(np.isfinite(values), values, np.nan)


def _plausible(
    said: Parameters, places: Sequence[tuple[str, str]], limits: tuple[float, float], units: Sequence[float]
) -> float | None:
    """The first number in one of these places that can be meant, in one of these units; else None."""
    for group, name in places:
        value = said.number(group, name)
        for unit in units:
            if value is not None and math.isfinite(value) and limits[0] <= value / unit <= limits[1]:
                return value / unit
    return None


def _unused_analog(said: Parameters, plan: Layout) -> list[Note]:
    if not plan.channels or said.has("FORCE_PLATFORM"):
        return []
    words = f"{plan.channels} analog channels are not read: nothing says which belong to a force plate."
    return [Note(id="c3d.analog", text=words)]


def _sealed(values: Floats) -> Floats:
    """The same array, read only; not copied, since it is ours and large."""
    values.setflags(write=False)
    return values
