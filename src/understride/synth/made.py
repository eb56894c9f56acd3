"""The made-up runner as a recording, with everything that is true of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from understride.model import (
    SIDES,
    Contact,
    Floats,
    Force,
    ForceChannel,
    Points,
    Provenance,
    Recording,
    Side,
    Surface,
    frozen,
    sealed,
)
from understride.synth.body import figure, points, standing_figure, turned
from understride.synth.force import Ground, ground, pressure
from understride.synth.force_truth import force_truth
from understride.synth.handles import Planted, planted, wished
from understride.synth.knobs import Knobs, running, walking_gait
from understride.synth.legs import places
from understride.synth.rhythm import Rhythm, rhythm
from understride.synth.truth import Key, from_standing, movement_truth

FOOT_POINTS = {"heel": ("heel",), "toe": ("toe",), "forefoot": ("mt5",)}
PLATE_NOISE, LOADED = 2.0, 20.0  # N: noise of a plate; below this there is no centre of pressure
STATIC_SECONDS, STATIC_HEADING, BREATH_NOISE = 1.0, 25.0, 0.0002  # s; ° to the left of forward; m


NOTHING: Planted = sealed({})


class Plates(StrEnum):
    """What measures the force: one plate (or belt) under both feet, a channel for each foot, nothing."""

    ONE = "one"
    PER_FOOT = "per_foot"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """A made-up recording and what is true of it.

    truth: (measure, side) → mean over the whole strides; side None for the whole body. standing: what the same
    measure is in quiet standing, for those that have a standing value. per_stride: what `truth` is the mean of, one
    number per whole stride (whole-body measures: of right strides). contacts: as planted, whole ones only.
    """

    recording: Recording
    static: Points
    truth: Mapping[Key, float]
    standing: Mapping[Key, float]
    per_stride: Mapping[Key, Floats]
    contacts: tuple[Contact, ...]


def runner(
    *,
    speed: float = 3.5,
    seconds: float = 10.0,
    rate_hz: float = 150.0,
    force_rate_hz: float = 1500.0,
    noise_mm: float = 0.0,
    surface: Surface = Surface.TREADMILL,
    plates: Plates = Plates.ONE,
    seed: int = 0,
    strides_vary: float = 1.0,
    plant: Planted = NOTHING,
) -> Made:
    """A made-up runner whose every measure is known.

    speed: m/s, 2–5. noise_mm: SD of each coordinate of each point. strides_vary: 0 for strides that are all alike, 1
    for the stride-to-stride differences of trained men. plant: measure → the value it is to have (in a runner whose
    strides are alike; `truth` says what the varied strides come to), for one side with (measure, side) as key.
    """
    knobs = planted(running(speed), wished(plant))
    return _made(knobs, seconds, rate_hz, force_rate_hz, noise_mm, surface, plates, seed, strides_vary)


def walking(*, seconds: float = 10.0, rate_hz: float = 150.0, seed: int = 0) -> Made:
    """A made-up walker at 1.4 m/s on a treadmill: contacts of both feet overlap."""
    knobs = walking_gait(1.4)
    return _made(knobs, seconds, rate_hz, 1500.0, 0.0, Surface.TREADMILL, Plates.PER_FOOT, seed, 0.5)


def standing(*, seconds: float = 10.0, rate_hz: float = 150.0, seed: int = 0) -> Recording:
    """Somebody who stands still on one plate."""
    rng = np.random.default_rng(seed)
    knobs = running(3.5)
    still = _static(knobs, rhythm(knobs, seconds=1.0, vary=0.0, rng=rng), seconds, rate_hz, 0.0, rng)
    count = int(seconds * 1500.0)
    up = knobs.mass * 9.81 + PLATE_NOISE * rng.standard_normal(count)
    load = np.stack([np.zeros(count), up, np.zeros(count)], axis=-1)
    channel = _channel("plate", None, load, np.zeros((count, 3)), np.zeros(count))
    force = Force(rate_hz=1500.0, start=0.0, channels=(channel,), smoothed=False)
    return _recording(still, still, force, Surface.UNKNOWN, replace(knobs, speed=0.0))


def _made(
    knobs: Knobs,
    seconds: float,
    rate_hz: float,
    force_rate_hz: float,
    noise_mm: float,
    surface: Surface,
    plates: Plates,
    seed: int,
    vary: float,
) -> Made:
    rng = np.random.default_rng(seed)
    beat = rhythm(knobs, seconds=seconds, vary=vary, rng=rng)
    last = (round(seconds * rate_hz) - 1) / rate_hz
    moving = _moving(knobs, beat, surface, seconds, rate_hz, noise_mm, rng)
    static = _static(knobs, beat, STATIC_SECONDS, rate_hz, STATIC_HEADING, rng)
    per_stride = movement_truth(knobs, beat, first=0.0, last=last)
    force = None
    if plates is not Plates.NONE:
        force = _force(knobs, beat, surface, seconds, force_rate_hz, plates, rng)
        per_stride |= force_truth(knobs, beat, first=0.0, last=last)
    return Made(
        recording=_recording(moving, static, force, surface, knobs),
        static=static,
        truth=sealed(_means(per_stride)),
        standing=sealed(from_standing(knobs, beat)),
        per_stride=sealed({key: frozen(values) for key, values in per_stride.items()}),
        contacts=beat.contacts(0.0, last),
    )


def _means(per_stride: Mapping[Key, Floats]) -> dict[Key, float]:
    """Means over strides (phases on the circle), and left minus right."""
    means = {key: _mean(key[0], values[~np.isnan(values)]) for key, values in per_stride.items()}
    for name, side in tuple(means):
        if side is Side.LEFT:
            means[(name, Side.LEFT_MINUS_RIGHT)] = means[(name, Side.LEFT)] - means[(name, Side.RIGHT)]
    return means


def _mean(name: str, values: Floats) -> float:
    if name.startswith("phase_"):
        return float(np.degrees(np.angle(np.exp(1j * np.radians(values)).mean())) % 360.0)
    return float(values.mean()) if values.size else float("nan")


def _moving(
    knobs: Knobs,
    beat: Rhythm,
    surface: Surface,
    seconds: float,
    rate_hz: float,
    noise_mm: float,
    rng: np.random.Generator,
) -> Points:
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    worn = points(figure(knobs, beat, time), knobs)
    positions = np.stack(list(worn.values()), axis=1)
    positions[:, :, 0] -= _carried(knobs, surface, time, seconds)[:, None]
    positions += noise_mm / 1000.0 * rng.standard_normal(positions.shape)
    return Points(names=tuple(worn), positions=frozen(positions), rate_hz=rate_hz)


def _carried(knobs: Knobs, surface: Surface, time: Floats, seconds: float) -> Floats:
    """How far the belt has carried everything back, m; over ground only where the lab's middle is."""
    if surface is Surface.TREADMILL:
        return knobs.speed * time
    return np.full_like(time, knobs.speed * seconds / 2.0)


def _static(
    knobs: Knobs, beat: Rhythm, seconds: float, rate_hz: float, heading: float, rng: np.random.Generator
) -> Points:
    """Quiet standing, facing where the person happened to face."""
    worn = points(standing_figure(knobs, beat, round(seconds * rate_hz)), replace(knobs, shoulders_up=0.0))
    positions = turned(np.stack(list(worn.values()), axis=1), heading)
    positions += BREATH_NOISE * rng.standard_normal(positions.shape)
    return Points(names=tuple(worn), positions=frozen(positions), rate_hz=rate_hz)


def _force(
    knobs: Knobs,
    beat: Rhythm,
    surface: Surface,
    seconds: float,
    rate_hz: float,
    plates: Plates,
    rng: np.random.Generator,
) -> Force:
    margin = int(0.4 * rate_hz)
    time = np.arange(-margin, round(seconds * rate_hz) + margin) / rate_hz
    below = ground(knobs, beat, time)
    inside = slice(margin, len(time) - margin)
    moved = _carried(knobs, surface, time[inside], seconds)
    feet = [_foot_force(knobs, beat, below, side, inside, moved) for side in (0, 1)]
    if plates is Plates.PER_FOOT:
        channels = tuple(
            _channel(
                f"foot_{which}", which, load + PLATE_NOISE * rng.standard_normal(load.shape), centre, moment
            )
            for which, (load, centre, moment) in zip(SIDES, feet, strict=True)
        )
    else:
        channels = (_plate(feet, rng),)
    return Force(rate_hz=rate_hz, start=0.0, channels=channels, smoothed=False)


def _foot_force(
    knobs: Knobs, beat: Rhythm, below: Ground, side: int, inside: slice, moved: Floats
) -> tuple[Floats, Floats, Floats]:
    """Force (n, 3), centre of pressure (n, 3) and free moment (n,) of one foot in the lab."""
    up, forward = below.up[side, inside], below.forward[side, inside]
    centre = pressure(below, places(knobs, beat, side), side)[inside]
    centre[:, 0] -= moved
    centre[up < LOADED] = np.nan
    return np.stack([forward, up, np.zeros_like(up)], axis=-1), centre, below.free_moment[side, inside]


def _plate(feet: list[tuple[Floats, Floats, Floats]], rng: np.random.Generator) -> ForceChannel:
    """Both feet on one plate: forces add up, the centre of pressure lies between by weight."""
    loads = [load for load, _, _ in feet]
    total = loads[0] + loads[1]
    weights = [np.where(np.isnan(centre[:, :1]), 0.0, load[:, 1:2]) for load, centre, _ in feet]
    shares = np.maximum(weights[0] + weights[1], 1e-9)
    centre = sum(
        (np.nan_to_num(c) * w / shares for (_, c, _), w in zip(feet, weights, strict=True)),
        np.zeros_like(total),
    )
    centre[total[:, 1] < LOADED] = np.nan
    moment = feet[0][2] + feet[1][2]
    return _channel("belt", None, total + PLATE_NOISE * rng.standard_normal(total.shape), centre, moment)


def _channel(name: str, foot: Side | None, load: Floats, centre: Floats, moment: Floats) -> ForceChannel:
    return ForceChannel(
        name=name, foot=foot, force=frozen(load), centre=frozen(centre), free_moment=frozen(moment)
    )


def _recording(
    moving: Points, static: Points, force: Force | None, surface: Surface, knobs: Knobs
) -> Recording:
    print_of = hashlib.sha256(moving.positions.tobytes()).hexdigest()
    provenance = Provenance(file="made-up runner", sha256=print_of, reader="synth", dialect="understride")
    return Recording(
        points=moving,
        foot_points=sealed(FOOT_POINTS),
        surface=surface,
        provenance=provenance,
        force=force,
        static=static,
        mass=knobs.mass,
        height=knobs.height,
        speed=knobs.speed if knobs.speed > 0.0 else None,
    )
