"""Contacts from the points of the feet alone: a coarse rhythm, two readable anchors, one linear correction.

1. Coarse: where the foot is farthest ahead of and farthest behind the pelvis, once a stride each. Right for every
   way of landing, and each side by its own points.
2. Anchor. Landing: the foot has come down to 10 mm above its lowest. Leaving: the tip of the foot, a fifth of its
   length ahead of the forefoot point, rises at 0.25 m/s.
3. Correction: a weighted sum of velocities and accelerations of heel, forefoot and pelvis around the anchor, fitted
   by `revalidation/fit_contacts.py`; `data/foot_contacts.json` says on whom.

Neither speed nor strike type nor frame rate nor marker set goes in. Forward motion is taken against the pelvis, so
belt and ground make no difference. Seconds, metres; lab axes x forward, y up. Tried and left out because they gained
nothing: jerk peaks, one threshold for leaving, toe points (they sit 35 mm apart in two sets), denser lags, weights
smooth over the lags, the other foot, a second pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from understride.gait.feet import Feet
from understride.gait.foot_track import Track
from understride.gait.foot_weights import Correction, Weights
from understride.model import SIDES, Contact, Contacts, Dropped, Floats, Side

ABOVE_LOWEST = 0.010  # m
TIP = 0.2  # of the length from heel to forefoot point, ahead of the latter
TIP_RISES = 0.25  # m/s
HEEL_RISES = 1.0  # m/s: stands in where no forefoot is seen; the foot leaves about so much later:
HEEL_LEADS = 0.070  # s
GRID = 0.001  # s
SEARCH = {"landing": (-0.08, 0.21), "leaving": (-0.22, 0.06)}  # s around the foremost and the rearmost point
SETTLED = 0.05  # s into the first of these: from here on the foot may be at its lowest
SMEAR = 0.05  # s by which the filter carries a gap into its neighbourhood
FARTHEST = 0.060  # s: a larger correction was never seen in running
STANCE = (0.06, 0.60)  # s: anything else pairs two different contacts
EVENTS = ("landing", "leaving")


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """Where one kind of event of one foot roughly is. times, coarse: (events,) s since the first frame."""

    times: Floats
    coarse: Floats


def foot_contacts(feet: Feet, tracks: tuple[Track, Track], *, dialect: str, fitted: Weights) -> Contacts:
    """Contacts of both feet from their points. tracks: left, right, from `track`. fitted: from `weights`."""
    found: list[Contact] = []
    dropped: list[Dropped] = []
    end = feet.end
    for side, one in zip(SIDES, tracks, strict=True):
        landings, leavings = (_events(one, event, side, feet.start, fitted, dropped) for event in EVENTS)
        pairs = _paired(side, landings, leavings, dropped)
        found += [c for c in pairs if c.landing >= feet.start and c.leaving <= end]
    return Contacts(
        contacts=tuple(sorted(found, key=lambda contact: contact.landing)),
        method="kinematic",
        judged=dialect in fitted.dialects and all(t.ends == "heel_and_forefoot" for t in tracks),
        dropped=tuple(
            sorted((d for d in dropped if feet.start <= d.time <= end), key=lambda drop: drop.time)
        ),
    )


@lru_cache(maxsize=4)
def anchors(one: Track, event: str) -> Anchors:
    """Every anchor of one kind of event; kept for both feet, since whether it is running is asked of them first."""
    extremes = one.foremost if event == "landing" else one.rearmost
    first, last = SEARCH[event]
    coarse = extremes[(extremes + first >= one.first) & (extremes + last <= one.last)]
    times = landing_anchors(one, coarse) if event == "landing" else leaving_anchors(one, coarse)
    good = np.isfinite(times)
    return Anchors(times[good], coarse[good])


def landing_anchors(one: Track, coarse: Floats) -> Floats:
    """When the mean height of the foot's points first is within 10 mm of its lowest in that step; NaN if never."""
    window = np.arange(*SEARCH["landing"], GRID)
    height = one.at(coarse[:, None] + window, 0)[:, :, :-1, 1].mean(axis=2)
    settled = round(SETTLED / GRID)
    lowest = settled + np.argmin(height[:, settled:], axis=1)
    level = np.take_along_axis(height, lowest[:, None], axis=1) + ABOVE_LOWEST
    return np.asarray(coarse + window[0] + GRID * _rises_through(level - height, lowest, first=1))


def leaving_anchors(one: Track, coarse: Floats) -> Floats:
    """When the tip of the foot last begins to rise before its fastest rise; NaN if never."""
    window = np.arange(*SEARCH["leaving"], GRID)
    upward = one.at(coarse[:, None] + window, 1)[:, :, :, 1]
    if one.ends == "heel":
        above, later = upward[:, :, 0] - HEEL_RISES, HEEL_LEADS
    else:
        above, later = (1 + TIP) * upward[:, :, 1] - TIP * upward[:, :, 0] - TIP_RISES, 0.0
    begins = _rises_through(above, np.argmax(above, axis=1), first=-1)
    return np.asarray(coarse + window[0] + later + GRID * begins)


def _rises_through(values: Floats, before: NDArray[np.intp], *, first: int) -> Floats:
    """Sample, with its fraction, at which each row rises through zero before a column; NaN if it does not.

    values: (rows, samples). first: 1 for the first such place, −1 for the last.
    """
    if not len(values):
        return np.zeros(0)
    positive = values > 0
    rises = ~positive[:, :-1] & positive[:, 1:] & (np.arange(values.shape[1] - 1) < before[:, None])
    at = np.argmax(rises, axis=1) if first > 0 else rises.shape[1] - 1 - np.argmax(rises[:, ::-1], axis=1)
    rows = np.arange(len(values))
    low, high = values[rows, at], values[rows, at + 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(rises.any(axis=1), at - low / (high - low), np.nan))


def shape(one: Track, times: Floats, lags: Floats, names: tuple[str, ...]) -> Floats:
    """What the correction looks at: (events, lags, signals) around each time; m, m/s or m/s²."""
    signals = signals_of(one, times[:, None] + lags)
    return np.stack([signals[name] for name in names], axis=2)


def signals_of(one: Track, times: Floats) -> dict[str, Floats]:
    """The signals of one foot by name, each in the form of `times`; which there are depends on the points seen."""
    position, velocity, acceleration = (one.at(times, order) for order in range(3))
    named: dict[str, Floats] = {}
    ends = ("heel", "forefoot") if one.ends == "heel_and_forefoot" else ("heel",)
    for i, end in enumerate(ends):
        named[f"{end}_up_velocity"] = velocity[..., i, 1]
        named[f"{end}_up_acceleration"] = acceleration[..., i, 1]
        named[f"{end}_forward_velocity"] = velocity[..., i, 0] - velocity[..., -1, 0]
        named[f"{end}_forward_acceleration"] = acceleration[..., i, 0]
    named["pelvis_up_velocity"] = velocity[..., -1, 1]
    named["pelvis_up_acceleration"] = acceleration[..., -1, 1]
    named["pelvis_forward_acceleration"] = acceleration[..., -1, 0]
    if len(ends) == 2:
        named["heel_above_forefoot"] = position[..., 0, 1] - position[..., 1, 1]
    return named


def _events(
    one: Track, event: str, side: Side, start: float, fitted: Weights, dropped: list[Dropped]
) -> Floats:
    """Times of one kind of event on the file's clock, s; what had to be left out goes to `dropped`."""
    rule = fitted.corrections[one.ends][event]
    rough = anchors(one, event)
    inside = (rough.times + rule.lags[0] >= one.first) & (rough.times + rule.lags[-1] <= one.last)
    times, coarse = rough.times[inside], rough.coarse[inside]
    if not len(times):
        return np.zeros(0)
    moved = rule.of(shape(one, times, rule.lags, rule.signals), times - coarse)
    hidden = _hidden(one, event, times, coarse, rule)
    wild = np.abs(moved) > FARTHEST
    for k in np.flatnonzero(hidden | wild):
        why = "the foot or the pelvis is not seen" if hidden[k] else "the foot does not move as in running"
        dropped.append(Dropped(side=side, time=float(start + times[k]), reason=f"{why} around this {event}"))
    return np.asarray((start + times + moved)[~hidden & ~wild])


def _hidden(one: Track, event: str, times: Floats, coarse: Floats, rule: Correction) -> NDArray[np.bool_]:
    search = SEARCH[event]
    first = np.minimum(times + rule.lags[0], coarse + search[0]) - SMEAR
    last = np.maximum(times + rule.lags[-1], coarse + search[1]) + SMEAR
    return one.unseen(first, last)


def _paired(side: Side, landings: Floats, leavings: Floats, dropped: list[Dropped]) -> list[Contact]:
    """Each landing with the first leaving after it, if that comes before the next landing and in good time."""
    found = []
    for landing, following in pairwise([*landings.tolist(), np.inf]):
        later = leavings[(leavings > landing + STANCE[0]) & (leavings < min(following, landing + STANCE[1]))]
        if len(later):
            found.append(Contact(side=side, landing=landing, leaving=float(later[0])))
        elif len(leavings) and landing < leavings[-1]:
            dropped.append(
                Dropped(side=side, time=landing, reason="the leaving after this landing was not found")
            )
    return found
