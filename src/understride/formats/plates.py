"""Calibrated force plates of a C3D file: analog channels become force, centre of pressure and free moment.

Types 1 to 4 of the C3D user guide. A plate has its own axes (x, y in its surface, z into the floor); its
corners say where it lies in the laboratory. ORIGIN is the vector from the place where the transducer measures
moments to the middle of the surface, so the moment about that middle is M + F × ORIGIN. Since z points down, its
z is negative; many writers forget the sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from understride.formats.c3d_layout import Layout
from understride.formats.c3d_parameters import Parameters
from understride.formats.raw import RawForce
from understride.model import Floats, Note, Side

Analog = Callable[[Sequence[int]], Floats]  # channels, counted from 0 → (samples, channels)

CHANNELS = {1: 6, 2: 6, 3: 8, 4: 6}  # plate type → analog channels it needs
LOADED = 10.0  # N across the surface: below, the centre of pressure is noise divided by noise, so NaN
CLEARLY_LOADED = 0.2  # share of the largest load: samples by which units are judged
METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0}
MOMENT_UNITS = (1.0, 0.01, 0.001)  # N·m, N·cm, N·mm in N·m
LARGEST_PLATE_IN_METRES = 20.0  # corners further apart than this are in mm, if nothing says so
ON_THE_PLATE = 0.9  # share of loaded samples whose centre lies on the plate, for a unit to be believed
SQUARE = 0.05  # share of a side by which the corners of a rectangle may be off
PORTION = 16_384  # samples worked on at a time
JUDGED = 20_000  # samples by which units are judged, spread over the recording
MOST = 50_000.0  # N; more than any runner and any plate
QUIET = 0.1  # share of the largest load: a plate with less on it in the ZERO frames is empty


class _UnusableError(Exception):
    """Why a plate is left out, as a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """One plate. corners (4, 3) and origin (3,) in m; turn (3, 3): its axes as columns in the laboratory.

    channels: analog channels, counted from 0. calibration (6, 6) for type 4. moment_unit: of its moment
    channels (after calibration), in N·m. length_unit: of corners, origin and a type 1 centre in the file, in m.
    """

    name: str
    foot: str | None
    kind: int
    channels: tuple[int, ...]
    corners: Floats
    origin: Floats
    turn: Floats
    calibration: Floats | None
    moment_unit: float
    length_unit: float

    @property
    def middle(self) -> Floats:
        """Middle of the surface, (3,) m."""
        return np.asarray(self.corners.mean(axis=0))


def forces(said: Parameters, plan: Layout, analog: Analog) -> tuple[tuple[RawForce, ...], list[Note]]:
    """Every plate that can be used; a note for each that cannot.

    Force in N and moment in N·m about the centre of pressure, in the file's laboratory axes, with the sign of
    the file; centre in m, NaN under 10 N.
    """
    made: list[RawForce] = []
    notes: list[Note] = []
    taken: set[int] = set()
    count = _count(said, plan)
    described = said.numbers("FORCE_PLATFORM", "TYPE").size
    if plan.channels and described != count:
        words = f"The file describes {described} force plates and counts {count}."
        notes.append(Note(id="c3d.plate_count", text=words))
    for index in range(count):
        try:
            plate = _plate(said, plan, index)
            if taken & set(plate.channels):
                raise _UnusableError("it shares channels with another plate")
            taken.update(plate.channels)
            signals, clauses = _zeroed(plate, analog(plate.channels), said, plan)
            force, more = _reaction(plate, signals, plan.analog_hz)
        except _UnusableError as why:
            notes.append(Note(id="c3d.plate_left_out", text=f"Force plate {index + 1} is left out: {why}."))
            continue
        made.append(force)
        said_of_it = [f"Force plate {index + 1}: {clause}." for clause in (*clauses, *more)]
        notes += [Note(id="c3d.plate", text=sentence) for sentence in said_of_it]
    return tuple(made), notes


def _count(said: Parameters, plan: Layout) -> int:
    """Plates to look at; more than the channels can serve are not there."""
    used = said.number("FORCE_PLATFORM", "USED", unsigned=True)
    return int(min(used, plan.channels)) if used is not None and used > 0 else 0


def _plate(said: Parameters, plan: Layout, index: int) -> Plate:
    kinds = said.numbers("FORCE_PLATFORM", "TYPE")
    kind = int(kinds[index]) if index < kinds.size and abs(kinds[index]) < 100 else 0
    if kind not in CHANNELS:
        raise _UnusableError(f"plates of type {kind or 'unknown'} cannot be read yet")
    corners = _part(said, "CORNERS", (3, 4), index, "its corners are not given").T
    unit = _length_unit(said, corners)
    corners = corners * unit
    origin = _part(said, "ORIGIN", (3,), index, "its origin is not given") * unit
    numbers = _part(said, "CHANNEL", (CHANNELS[kind],), index, "its channels are not given")
    if not ((numbers >= 1) & (numbers <= plan.channels)).all() or len(set(numbers)) < numbers.size:
        raise _UnusableError("its channels are not in the file")
    channels = tuple(int(number) - 1 for number in numbers)
    names = said.texts("FORCE_PLATFORM", "LABELS")
    feet = said.texts("FORCE_PLATFORM", "FEET")
    foot = feet[index].lower() if index < len(feet) else ""
    return Plate(
        name=names[index] if index < len(names) and names[index] else f"plate {index + 1}",
        foot=foot if foot in (Side.LEFT, Side.RIGHT) else None,
        kind=kind,
        channels=channels,
        corners=corners,
        origin=-origin if kind != 1 and origin[2] > 0 else origin,
        turn=_turn(corners),
        calibration=_calibration(said, index) if kind == 4 else None,
        moment_unit=_moment_unit(said, channels, unit),
        length_unit=unit,
    )


def _part(said: Parameters, name: str, shape: tuple[int, ...], index: int, missing: str) -> Floats:
    """The entry of one plate in an array whose last dimension counts plates (some leave it out for one)."""
    values = said.array("FORCE_PLATFORM", name)
    if values.ndim == len(shape) and index == 0:
        values = values[..., np.newaxis]
    enough = values.ndim == len(shape) + 1 and all(
        have >= need for have, need in zip(values.shape, shape, strict=False)
    )
    if not enough or index >= values.shape[-1]:
        raise _UnusableError(missing)
    entry = values[..., index][tuple(slice(need) for need in shape)]
    if not np.isfinite(entry).all():
        raise _UnusableError(missing)
    return entry


def _calibration(said: Parameters, index: int) -> Floats:
    matrix = _part(said, "CAL_MATRIX", (6, 6), index, "its calibration matrix is not given")
    by_row = (said.texts("FORCE_PLATFORM", "MATRIX_STORE") or [""])[0].upper() == "BYROW"
    if not matrix.any():
        raise _UnusableError("its calibration matrix is empty")
    return matrix.T if by_row else matrix


def _length_unit(said: Parameters, corners: Floats) -> float:
    """Of corners and origin, in m: the unit of the points, else by size."""
    written = (said.texts("POINT", "UNITS") or [""])[0].lower()
    return METRES.get(written, 0.001 if np.ptp(corners, axis=0).max() > LARGEST_PLATE_IN_METRES else 1.0)


def _moment_unit(said: Parameters, channels: tuple[int, ...], length: float) -> float:
    """Of the moment channels, in N·m, as the file says it; else newtons times the unit of the points."""
    units = said.texts("ANALOG", "UNITS")
    written = units[channels[-1]] if channels[-1] < len(units) else ""
    plain = re.sub(r"[^a-z]", "", written.lower())
    return {"nmm": 0.001, "ncm": 0.01, "nm": 1.0}.get(plain, length)


def _turn(corners: Floats) -> Floats:
    """Axes of a plate as columns in the laboratory, from its corners (+x+y, −x+y, −x−y, +x−y)."""
    x = corners[0] - corners[1]
    z = np.cross(x, corners[0] - corners[3])
    y = np.cross(z, x)
    axes = np.stack([x, y, z], axis=1)
    lengths = np.linalg.norm(axes, axis=0)
    if not (np.isfinite(lengths).all() and lengths[0] > 1e-3 and lengths[2] > 1e-6):
        raise _UnusableError("its corners do not span an area")
    if np.linalg.norm(corners[0] - corners[1] + corners[2] - corners[3]) > SQUARE * lengths[0]:
        raise _UnusableError("its corners do not form a rectangle")
    return np.asarray(axes / lengths)


def _zeroed(plate: Plate, signals: Floats, said: Parameters, plan: Layout) -> tuple[Floats, list[str]]:
    """Signals less their mean over the frames that FORCE_PLATFORM:ZERO calls empty, if it is empty then."""
    zero = said.numbers("FORCE_PLATFORM", "ZERO")
    if zero.size < 2 or not 1 <= zero[0] <= zero[1] <= plan.frames:
        return signals, []
    part = slice((int(zero[0]) - 1) * plan.ratio, int(zero[1]) * plan.ratio)
    load = np.abs(_local(plate, signals)[0][:, 2])
    if not load[part].max() <= QUIET * load.max():
        return signals, ["the frames that should show it empty show a load, so its zero is left as it is"]
    return signals - signals[part].mean(axis=0), []


def _local(plate: Plate, signals: Floats) -> tuple[Floats, Floats]:
    """Force (N) and moment (N·m) about the middle of the surface, each (samples, 3), in the plate's axes."""
    if plate.calibration is not None:
        signals = signals @ plate.calibration.T
    if plate.kind == 1:
        return _from_centre(plate, signals)
    if plate.kind == 3:
        force, moment = _from_eight(plate, signals)
    else:
        force, moment = signals[:, :3], signals[:, 3:] * plate.moment_unit
    return force, moment + np.cross(force, _lever(plate))


def _lever(plate: Plate) -> Floats:
    """From where moments are measured to the middle of the surface, m. Type 3 keeps other things in x and y."""
    return np.array([0.0, 0.0, plate.origin[2]]) if plate.kind == 3 else plate.origin


def _from_centre(plate: Plate, signals: Floats) -> tuple[Floats, Floats]:
    """Type 1: force, centre of pressure (unit of the points), free moment."""
    force = signals[:, :3]
    at = np.zeros_like(force)
    at[:, :2] = signals[:, 3:5] * plate.length_unit
    moment = np.cross(at, force)
    moment[:, 2] += signals[:, 5] * plate.moment_unit
    return force, moment


def _from_eight(plate: Plate, signals: Floats) -> tuple[Floats, Floats]:
    """Type 3: sums over four three-way transducers, x12 x34 y14 y23 z1 z2 z3 z4; ORIGIN holds a, b, depth."""
    x12, x34, y14, y23, z1, z2, z3, z4 = signals.T
    a, b = abs(plate.origin[0]), abs(plate.origin[1])
    force = np.stack([x12 + x34, y14 + y23, z1 + z2 + z3 + z4], axis=1)
    moment = [b * (z1 + z2 - z3 - z4), a * (z2 + z3 - z1 - z4), b * (x34 - x12) + a * (y14 - y23)]
    return force, np.stack(moment, axis=1)


def _reaction(plate: Plate, signals: Floats, rate_hz: float) -> tuple[RawForce, list[str]]:
    """Force, centre of pressure and moment about it, in the laboratory; in portions, to spare memory."""
    scale, words = _believed(plate, *_local(plate, signals[:: 1 + len(signals) // JUDGED]))
    force, centre, moment = (np.empty((len(signals), 3)) for _ in range(3))
    for begin in range(0, len(signals), PORTION):
        part = slice(begin, begin + PORTION)
        force[part], centre[part], moment[part] = _in_laboratory(plate, signals[part], scale)
    strongest = max(float(np.fmax.reduce(force, axis=None)), -float(np.fmin.reduce(force, axis=None)))
    if np.isnan(strongest):
        raise _UnusableError("its channels hold no numbers")
    if strongest > MOST:
        raise _UnusableError(f"its largest force would be {strongest:g} N")
    return RawForce(
        name=plate.name,
        foot=plate.foot,
        rate_hz=rate_hz,
        start=0.0,
        force=_sealed(force),
        centre=_sealed(centre),
        moment=_sealed(moment),
        length_unit="m",
    ), words


def _in_laboratory(plate: Plate, signals: Floats, scale: float) -> tuple[Floats, Floats, Floats]:
    """Force, centre and moment about it, each (samples, 3). The moment is the free one, about the plate's normal."""
    force, moment = _local(plate, signals)
    centre = _centre(force, moment * scale)
    free = moment[:, 2] * scale - (centre[:, 0] * force[:, 1] - centre[:, 1] * force[:, 0])
    turn = plate.turn
    return force @ turn.T, centre @ turn.T + plate.middle, free[:, np.newaxis] * turn[:, 2]


def _centre(force: Floats, moment: Floats) -> Floats:
    """Centre of pressure in the surface from its middle, plate axes, (samples, 3) m; NaN where not loaded."""
    across = np.where(np.abs(force[:, 2]) < LOADED, np.nan, force[:, 2])
    return np.stack([-moment[:, 1] / across, moment[:, 0] / across, 0 * across], axis=1)


def _believed(plate: Plate, force: Floats, moment: Floats) -> tuple[float, list[str]]:
    """By how much moments must be scaled so that the centre of pressure lies on the plate.

    Units in a file may lie. 1 unless the declared unit puts most centres beside the plate and another does
    not.
    """
    if plate.kind not in (2, 4):
        return 1.0, []
    load = np.abs(force[:, 2])
    loaded = load > max(CLEARLY_LOADED * np.max(load, initial=0.0, where=~np.isnan(load)), LOADED)
    if not loaded.any():
        return 1.0, []
    centre = np.abs(_centre(force[loaded], moment[loaded])[:, :2])
    half = np.linalg.norm(plate.corners[[1, 3]] - plate.corners[0], axis=1) / 2

    def share(scale: float) -> float:
        return float((centre * scale <= half).all(axis=1).mean())

    if share(1.0) >= 1 - ON_THE_PLATE:
        return 1.0, []
    for unit in MOMENT_UNITS:
        scale = unit / plate.moment_unit
        if share(scale) >= ON_THE_PLATE:
            return scale, [f"its moments fit the plate only as {_named(unit)}, so they are read so"]
    return 1.0, ["its centre of pressure lies beside the plate"]


def _named(unit: float) -> str:
    return {1.0: "N·m", 0.01: "N·cm", 0.001: "N·mm"}[unit]


def _sealed(values: Floats) -> Floats:
    """The same array, read only; not copied, since it is ours and large."""
    values.setflags(write=False)
    return values
