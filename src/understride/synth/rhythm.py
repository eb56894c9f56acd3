"""When the feet are on the ground, and how one stride differs from the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from understride.model import SIDES, Contact, Floats, Side
from understride.synth.curves import through, wandering
from understride.synth.knobs import Knobs

LEAD = 3  # strides before the first and after the last that is recorded: curves have no edges inside

# SD between strides of one run (steps: "4–6 ms" seen in treadmill running)
SPREAD = {
    "step": 0.004,  # s
    "stance": 0.002,  # s
    "foot_ahead": 0.006,  # m; less than the 10–13 mm seen: a leg has only so much length to spare
    "foot_out": 0.006,  # m
    "pelvis_yaw": 0.12,  # share of its range
    "thorax_yaw": 0.06,
    "obliquity": 0.10,
    "tilt": 0.10,
    "bend": 0.12,
    "lean": 0.6,  # °
    "bounce": 0.04,  # share
    "thigh_peak": 0.9,  # °
    "late": 0.004,  # share of swing
    "arm": 0.05,  # share
    "force": 0.03,  # share
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rhythm:
    """The planted contacts and the clock of the strides.

    landings, leavings: (2, strides) s, rows left, right. phase: time → strides since the first right landing.
    varies: name of a curve → one number per right stride, mean 0 and SD 1, in the order of `SPREAD`.
    """

    landings: Floats
    leavings: Floats
    phase: Callable[[Floats], Floats]
    varies: dict[str, Floats]
    amount: float

    @property
    def strides(self) -> int:
        return int(self.landings.shape[1])

    def change(self, name: str, phase: Floats) -> Floats:
        """How much something is changed at these phases, in the unit of `SPREAD`."""
        return self.amount * SPREAD[name] * wandering(phase, self.varies[name])

    def change_of_step(self, name: str, side: int) -> Floats:
        """The same for each stride of one foot. side: row, 0 left, 1 right."""
        return self.amount * SPREAD[name] * self.varies[f"{name}.{side}"]

    def contacts(self, first: float, last: float) -> tuple[Contact, ...]:
        """All contacts that lie wholly between two times, in order."""
        found = [
            Contact(side=side, landing=float(a), leaving=float(b))
            for side, row_a, row_b in zip(SIDES, self.landings, self.leavings, strict=True)
            for a, b in zip(row_a, row_b, strict=True)
            if a >= first and b <= last
        ]
        return tuple(sorted(found, key=lambda contact: contact.landing))


def rhythm(knobs: Knobs, *, seconds: float, vary: float, rng: np.random.Generator) -> Rhythm:
    """Landings that alternate, from before the recording to after it. vary: 0 gives equal strides."""
    step = 60.0 / knobs.step_rate
    strides = int(np.ceil(seconds / (2.0 * step))) + 2 * LEAD + 1
    names = [n for n in SPREAD if n != "step"]
    varies = {name: _drifting(strides + 1, rng) for name in names}
    varies |= {f"{name}.{side}": _drifting(strides, rng) for name in names for side in (0, 1)}
    jitter = vary * SPREAD["step"] * np.clip(rng.standard_normal(2 * strides), -2.0, 2.0)
    start = -2.0 * step * LEAD + 0.3 * step
    times = start + step * np.arange(2 * strides) + jitter
    landings = np.stack([times[1::2], times[0::2]])
    stance = np.array(knobs.stance)[:, None]
    length = stance + vary * SPREAD["stance"] * np.stack([varies["stance.0"], varies["stance.1"]])
    phase = through(times, np.arange(2 * strides) / 2.0)
    return Rhythm(landings=landings, leavings=landings + length, phase=phase, varies=varies, amount=vary)


def _drifting(count: int, rng: np.random.Generator) -> Floats:
    """Numbers with SD near 1 that remember their neighbour a little (correlation 0.3), as strides do.

    None is beyond ±2: a made-up leg has only so much length to spare.
    """
    fresh = rng.standard_normal(count)
    values = fresh.copy()
    for i in range(1, count):
        values[i] = 0.3 * values[i - 1] + np.sqrt(1.0 - 0.09) * fresh[i]
    return np.clip(values, -2.0, 2.0)


def row(side: Side) -> int:
    """Row of a side in the pairs and arrays of this room: 0 left, 1 right."""
    return SIDES.index(side)
