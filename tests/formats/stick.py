"""A stick runner of a few sines for tests of reading: in lab axes, metres; nothing about it is measured anywhere."""

from __future__ import annotations

import numpy as np

from understride.formats.dialect import shipped
from understride.formats.raw import Raw, RawForce
from understride.model import Floats, frozen

RATE = 100.0
STRIDE = 0.7  # s
STANCE = 0.35  # share of the stride
SPEED = 3.0  # m/s

FOOT = {
    "heel": (0.0, 0.03, 0.0),
    "heel_top": (0.02, 0.08, 0.0),
    "heel_lateral": (0.03, 0.04, 0.035),
    "mt1": (0.19, 0.03, -0.035),
    "mt2": (0.20, 0.05, -0.01),
    "mt5": (0.15, 0.02, 0.05),
    "toe": (0.25, 0.03, 0.0),
}
"""From the ground below the heel, for a right foot: forward, up, outward."""
SHANK = {1: (0.05, 0.30, 0.04), 2: (0.05, 0.30, -0.03), 3: (0.02, 0.18, 0.05), 4: (0.03, 0.20, -0.02)}
THIGH = {1: (0.06, 0.20, 0.06), 2: (0.07, 0.19, -0.04), 3: (0.04, 0.06, 0.07), 4: (0.05, 0.08, -0.02)}
HALF = {"right": 1.0, "left": -1.0}


def cloud(*, seconds: float = 4.0, speed: float = SPEED, belt: bool = True) -> dict[str, Floats]:
    """Our name → (frames, 3) m. speed 0 stands still. belt: on a treadmill, else over ground."""
    time = np.arange(round(seconds * RATE)) / RATE
    body = np.zeros((len(time), 3))
    if not belt:
        body[:, 0] = speed * time
    points: dict[str, Floats] = {}
    for side, sign in HALF.items():
        ankle, pitch = _foot_path(time / STRIDE + (0.5 if side == "left" else 0.0), speed)
        hip = np.tile((0.0, 0.9, 0.09 * sign), (len(time), 1))
        ankle[:, 2] = 0.09 * sign
        knee = (hip + ankle) / 2 + np.array([0.08, 0.02, 0.0])
        places = {f"{n}_{side}": ankle + _pitched(o, pitch, sign) for n, o in FOOT.items()}
        places |= {
            f"shank_{k}_{side}": ankle + (knee - ankle) * 0.2 + _sided(o, sign) for k, o in SHANK.items()
        }
        places |= {f"thigh_{k}_{side}": knee + (hip - knee) * 0.2 + _sided(o, sign) for k, o in THIGH.items()}
        places[f"asis_{side}"] = hip + _sided((0.10, 0.10, 0.04), sign)
        places[f"psis_{side}"] = hip + _sided((-0.08, 0.12, -0.04), sign)
        places[f"iliac_{side}"] = hip + _sided((0.02, 0.16, 0.06), sign)
        places[f"acromion_{side}"] = hip + _sided((0.0, 0.55, 0.10), sign)
        points |= {n: p + body for n, p in places.items()}
    return points


def _foot_path(phase: Floats, speed: float) -> tuple[Floats, Floats]:
    """The foot under the hip, (frames, 3), and its pitch, rad: back with the belt in stance, a lifted arc in swing."""
    share = phase % 1.0
    reach = speed * STANCE * STRIDE
    swing = np.clip((share - STANCE) / (1.0 - STANCE), 0.0, 1.0)
    back = np.where(share < STANCE, 0.5 - share / STANCE, -0.5 * np.cos(np.pi * swing)) * reach
    lift = np.where(share < STANCE, 0.0, np.sin(np.pi * swing)) * 0.3 * (speed > 0)
    pitch = -1.2 * np.where(share < STANCE, 0.0, np.sin(np.pi * swing)) * (speed > 0)
    return np.stack([back, lift, np.zeros_like(back)], axis=1), pitch


def _sided(offset: tuple[float, float, float], sign: float) -> Floats:
    return np.array([offset[0], offset[1], offset[2] * sign])


def _pitched(offset: tuple[float, float, float], pitch: Floats, sign: float) -> Floats:
    x, y, z = _sided(offset, sign)
    return np.stack(
        [
            x * np.cos(pitch) - y * np.sin(pitch),
            x * np.sin(pitch) + y * np.cos(pitch),
            np.full_like(pitch, z),
        ],
        axis=1,
    )


def force(*, seconds: float = 4.0, rate: float = 1000.0, weight: float = 700.0, noise: float = 5.0) -> Floats:
    """Ground reaction of the same runner, (samples, 3) N in lab axes: half sines, one per step, with plate noise."""
    time = np.arange(round(seconds * rate)) / rate
    share = (time / (STRIDE / 2)) % 1.0
    width = 2 * STANCE
    peak = weight * np.pi / 2 / width
    rng = np.random.default_rng(3)
    vertical = np.where(share < width, peak * np.sin(np.pi * share / width), 0.0)
    forward = np.where(share < width, -0.2 * peak * np.sin(2 * np.pi * share / width), 0.0)
    return np.stack([forward, vertical, np.zeros_like(time)], axis=1) + rng.normal(0, noise, (len(time), 3))


def raw(
    points: dict[str, Floats],
    *,
    dialect: str = "rbds",
    rotation: Floats | None = None,
    per_metre: float = 1000.0,
    unit: str | None = "mm",
    rate: float = RATE,
    file: str = "run.trc",
    forces: tuple[RawForce, ...] = (),
) -> Raw:
    """As a reader would give it. rotation: rows are the lab's axes in the file's; labels are those of the dialect."""
    spelled = next(d for d in shipped() if d.id == dialect).labels
    names = [n for n in points if n in spelled]
    turned = np.stack([points[n] for n in names], axis=1) @ (np.eye(3) if rotation is None else rotation)
    return Raw(
        file=file,
        sha256="0" * 64,
        reader="trc",
        labels=tuple(spelled[n][0] for n in names),
        positions=frozen(turned * per_metre),
        length_unit=unit,
        rate_hz=rate,
        start=0.0,
        forces=forces,
    )


def plate(
    values: Floats,
    *,
    rate: float = 1000.0,
    foot: str | None = None,
    start: float = 0.0,
    name: str = "plate",
    rate_unknown: bool = False,
) -> RawForce:
    """One plate with a centre of pressure at (0.1, 0, 0.05) m and no moment."""
    centre = np.tile((0.1, 0.0, 0.05), (len(values), 1))
    return RawForce(
        name=name,
        foot=foot,
        rate_hz=rate,
        start=start,
        force=frozen(values),
        centre=frozen(centre),
        moment=frozen(np.zeros_like(values)),
        length_unit="m",
        rate_unknown=rate_unknown,
    )
