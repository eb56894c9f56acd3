"""Ground reaction under one foot in one stance, and the runner's weight from force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from understride.gait.filters import FORCE_CUTOFF_HZ, lowpass
from understride.model import Contact, Contacts, Floats, Force, Side, StanceForce

GRAVITY = 9.81  # m/s²
WHOLE_STRIDES = 3  # fewer, and the mean force is no weight
LOADED = 0.2  # body weights: below it the centre of pressure, and so the free moment, is noise
# A belt rings for a few hundredths of a second after a landing, several times as strongly as a foot twists; the moment
# of the foot itself is slow (tables of other laboratories: 15 Hz).
MOMENT_CUTOFF_HZ = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Force of a recording, ready to be cut: raw and 50 Hz low-passed per foot (or for both feet together).

    raw, smooth: side → (samples, 3) N; moment: side → (samples,) N·m, 15 Hz low-passed, NaN where the foot carries
    less than 0.2 of the weight. body_weight in N.
    """

    raw: dict[Side, Floats]
    smooth: dict[Side, Floats]
    moment: dict[Side, Floats]
    rate_hz: float
    start: float
    body_weight: float
    presmoothed: bool

    def under(self, side: Side, contact: Contact) -> StanceForce | None:
        """Force in one stance, or None where the force file does not cover it."""
        first = int(np.ceil((contact.landing - self.start) * self.rate_hz))
        last = int(np.floor((contact.leaving - self.start) * self.rate_hz)) + 1
        raw = self.raw[side]
        if first < 0 or last > len(raw) or last - first < 5:
            return None
        part = slice(first, last)
        if np.max(self.smooth[side][part, 1]) < LOADED * self.body_weight:
            return None
        return StanceForce(
            time=np.arange(first, last) / self.rate_hz + self.start - contact.landing,
            raw=raw[part, 1],
            smooth=self.smooth[side][part, 1],
            forward=self.smooth[side][part, 0],
            free_moment=self.moment[side][part],
            body_weight=self.body_weight,
            presmoothed=self.presmoothed,
        )


def ground(force: Force, contacts: Contacts, heading: float, mass: float | None) -> Ground | None:
    """Forces turned into the direction of the run and smoothed; None if the runner's weight cannot be known.

    heading: degrees, + to the left of lab x. A channel that belongs to a foot serves that foot; plates and belts are
    summed, because in running one foot at a time is on the ground.
    """
    a = np.radians(heading)
    raw: dict[Side, Floats] = {}
    smooth: dict[Side, Floats] = {}
    moment: dict[Side, Floats] = {}
    for side in (Side.LEFT, Side.RIGHT):
        channels = [c for c in force.channels if c.foot in (None, side)]
        if not channels:
            return None
        total = np.sum([np.nan_to_num(c.force) for c in channels], axis=0)
        x, z = total[:, 0].copy(), total[:, 2].copy()
        total[:, 0], total[:, 2] = x * np.cos(a) - z * np.sin(a), x * np.sin(a) + z * np.cos(a)
        raw[side] = total
        smooth[side] = total if force.smoothed else lowpass(total, force.rate_hz, FORCE_CUTOFF_HZ)
        turning = np.sum([np.nan_to_num(c.free_moment) for c in channels], axis=0)
        known = np.any([np.isfinite(c.free_moment) for c in channels], axis=0)
        moment[side] = np.where(known, turning, np.nan)
    both = raw[Side.LEFT][:, 1]
    if any(c.foot is not None for c in force.channels):
        both = both + raw[Side.RIGHT][:, 1]
    weight = _weight(both, force, contacts) or (mass * GRAVITY if mass else None)
    if weight is None:
        return None
    twist = {side: _twist(moment[side], smooth[side][:, 1] > LOADED * weight, force) for side in moment}
    return Ground(raw, smooth, twist, force.rate_hz, force.start, weight, force.smoothed)


def _twist(moment: Floats, loaded: NDArray[np.bool_], force: Force) -> Floats:
    """The free moment under a loaded foot, smoothed; an unloaded foot turns nothing, so it counts as none there."""
    seen = loaded & np.isfinite(moment)
    alone = np.where(seen, moment, 0.0)
    quiet = alone if force.smoothed else lowpass(alone, force.rate_hz, MOMENT_CUTOFF_HZ)
    return np.where(seen, quiet, np.nan)


def _weight(vertical: Floats, force: Force, contacts: Contacts) -> float | None:
    """Mean vertical force over whole strides, those of either foot counting alike: the ground gives back the weight."""
    end = force.start + (len(vertical) - 1) / force.rate_hz
    means = []
    for side in (Side.LEFT, Side.RIGHT):
        landings = np.array([c.landing for c in contacts.of(side)])
        landings = landings[(landings >= force.start) & (landings <= end)]
        if len(landings) < WHOLE_STRIDES + 1:
            return None
        first, last = ((landings[[0, -1]] - force.start) * force.rate_hz).round().astype(int)
        means.append(float(np.mean(vertical[first:last])))
    return float(np.mean(means))
