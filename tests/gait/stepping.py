"""A body of three moving points and a plate, made by hand for the tests of contacts: no runner, just arithmetic.

In the middle of each contact the standing foot is on the floor and moves back with the belt; the other is lifted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from understride.model import Force, ForceChannel, Points, Provenance, Recording, Side, Surface

RATE = 100.0
FORCE_RATE = 1000.0
PEAK = 1600.0
Step = tuple[Side, float, float]  # side, landing, leaving as the beginning and the end of the half sine


def steps(count: int = 8, *, stance: float = 0.25, every: float = 0.36, first: float = 0.5) -> list[Step]:
    """Left and right in turn."""
    sides = (Side.LEFT, Side.RIGHT)
    return [(sides[i % 2], first + i * every, first + i * every + stance) for i in range(count)]


def half_sines(spans: Sequence[Step], seconds: float, peak: float = PEAK) -> np.ndarray:
    """Vertical force: half a sine over each contact, N."""
    time = np.arange(round(seconds * FORCE_RATE)) / FORCE_RATE
    total = np.zeros_like(time)
    for _, landing, leaving in spans:
        inside = (time >= landing) & (time <= leaving)
        total[inside] += peak * np.sin(np.pi * (time[inside] - landing) / (leaving - landing))
    return total


def crossing(span: Step, level: float = 50.0, peak: float = PEAK) -> tuple[float, float]:
    """Where half a sine reaches a level, by hand: t = T/π · asin(level / peak) from either end."""
    _, landing, leaving = span
    wait = (leaving - landing) / np.pi * np.arcsin(level / peak)
    return landing + wait, leaving - wait


def channel(name: str, vertical: np.ndarray, foot: Side | None = None) -> ForceChannel:
    force = np.zeros((len(vertical), 3))
    force[:, 1] = vertical
    unknown = np.full(force.shape, np.nan)
    return ForceChannel(name=name, foot=foot, force=force, centre=unknown, free_moment=unknown[:, 0])


def plates(
    channels: Sequence[ForceChannel],
    *,
    start: float = 0.0,
    smoothed: bool = False,
    cut: Mapping[str, float] | None = None,
) -> Force:
    return Force(
        rate_hz=FORCE_RATE, start=start, channels=tuple(channels), smoothed=smoothed, cut_newtons=cut or {}
    )


def stepping(
    spans: Sequence[Step], seconds: float, force: Force | None = None, *, start: float = 0.0
) -> Recording:
    """Feet that stand on the floor during their contacts and are lifted otherwise; belt speed 3 m/s, pelvis at 1 m."""
    time = start + np.arange(round(seconds * RATE)) / RATE
    tracks = {"pelvis_1": np.tile([0.0, 1.0, 0.0], (len(time), 1))}
    for side in (Side.LEFT, Side.RIGHT):
        knots = [knot for own, a, b in spans if own is side for knot in _one_step(a, b)]
        at, forward, up = np.array(knots or [(0.0, 0.0, 0.4)]).T
        heel = np.stack([np.interp(time, at, forward), np.interp(time, at, up), np.zeros_like(time)], axis=1)
        tracks[f"heel_{side.value}"] = heel
        tracks[f"mt5_{side.value}"] = heel + np.array([0.15, 0.0, 0.0])
    positions = np.stack(list(tracks.values()), axis=1)
    return Recording(
        points=Points(names=tuple(tracks), positions=positions, rate_hz=RATE, start=start),
        foot_points={"heel": ("heel",), "forefoot": ("mt5",)},
        surface=Surface.TREADMILL,
        provenance=Provenance(file="made.c3d", sha256="0" * 64, reader="made", dialect="made"),
        force=force,
    )


def _one_step(landing: float, leaving: float) -> list[tuple[float, float, float]]:
    """Time, forward and up of the heel from before landing to after leaving."""
    lifted = 0.4
    return [
        (landing - 0.1, 0.1, lifted),
        (landing, 0.3, 0.03),
        (leaving, -0.45, 0.03),
        (leaving + 0.15, -0.2, lifted),
    ]
