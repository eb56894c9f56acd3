"""Contacts from force plates: when the vertical force crosses 50 N, and under which foot.

Vertical force is low-passed at 50 Hz without lag and its crossings of 50 N are interpolated between samples. A lower
level moves leaving by up to 20 ms and gives false crossings on a treadmill's noise; that is why every error of ours is
stated against 50 N. Force that was smoothed or cut to zero before it reached us is not smoothed again: a filter run
over the cut edge would move the crossing by up to 8 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from understride.gait.feet import Feet
from understride.gait.filters import FORCE_CUTOFF_HZ, bridge, lowpass
from understride.model import SIDES, Contact, Contacts, Dropped, Floats, Force, Note, Side

LEVEL = 50.0  # N
# No running contact is shorter (sprinters: 90–120 ms), so anything briefer is a knock on the plate or noise.
SHORTEST = 0.080  # s
# Half the weight of a light adult; running peaks are 2–3 weights, a child of 25 kg still reaches 500 N.
WEAKEST = 300.0  # N
CUT_MATTERS = 45.0  # N: force set to zero below this or more has lost its own crossing of 50 N
EDGE_SECONDS = 0.005  # the line that stands for a lost edge goes through this much of what is left
# s: two feet loaded together for longer than this in a run are one contact spread over two channels
SPLIT = 0.1
LEVEL_WORTH_REMOVING = 12.0  # N: plates that read within this of zero in flight are left as they are
LEVEL_WINDOW = 1.0  # s: holds at least two flights at any running step rate
FLIGHT_BAND = 30.0  # N above the lowest readings counts as flight; wider, slow runs would lend it their edges
NO_FLIGHT = 150.0  # N: a window that never reads less holds no flight, so it says nothing about the zero


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Vertical force over time under one foot (foot known) or under both (None). level: taken off, N."""

    foot: Side | None
    values: Floats
    cut: float
    unseen: Floats
    level: float = 0.0


Span = tuple[Load, float, float]  # landing and leaving, s


def force_contacts(force: Force, feet: Feet) -> Contacts:
    """Contacts of both feet from force; where plates do not know the foot, the points of the feet tell the side."""
    loads = _loads(force)
    whole, split = without_splits([span for load in loads for span in crossings(load, force)])
    found: list[Contact] = []
    dropped: list[Dropped] = []
    for load, landing, leaving in whole:
        side, doubt = _side(load.foot, feet, landing, leaving)
        reason = _gap_reason(load, force, landing, leaving) or doubt
        if reason:
            dropped.append(Dropped(side=side, time=landing, reason=reason))
        else:
            found.append(Contact(side=side, landing=landing, leaving=leaving))
    return Contacts(
        contacts=tuple(sorted(found, key=lambda contact: contact.landing)),
        method="force",
        dropped=tuple(sorted([*dropped, *split], key=lambda drop: drop.time)),
        notes=tuple(_notes(force, loads)),
    )


def crossings(load: Load, force: Force) -> list[Span]:
    """The load with landing and leaving, s on the recording's clock, of everything in it that is a contact."""
    values = load.values
    if load.cut >= CUT_MATTERS:
        loaded = values > max(1.0, min(0.9 * load.cut, LEVEL))
    else:
        loaded = values > LEVEL
    turns = np.flatnonzero(loaded[1:] != loaded[:-1])
    found = []
    for before, after in pairwise(turns.tolist()):
        if not loaded[before + 1] or values[before : after + 1].max() <= WEAKEST:
            continue
        landing, leaving = (_edge(load, turn, force.rate_hz) / force.rate_hz for turn in (before, after))
        if leaving - landing >= SHORTEST:
            found.append((load, force.start + landing, force.start + leaving))
    return found


def _edge(load: Load, before: int, rate_hz: float) -> float:
    """The sample number, with its fraction, at which the force crosses 50 N between `before` and the next sample."""
    values = load.values
    if load.cut < CUT_MATTERS:
        low, high = values[before], values[before + 1]
        return float(before + (LEVEL - low) / (high - low))
    count = max(2, round(EDGE_SECONDS * rate_hz))
    rising = values[before + 1] > values[before]
    first = before + 1 if rising else before - count + 1
    samples = np.arange(max(first, 0), min(first + count, len(values)))
    slope, offset = np.polyfit(samples, values[samples], 1)
    return float((LEVEL - offset) / slope)


def _loads(force: Force) -> tuple[Load, ...]:
    """One load for each foot if the channels belong to feet, else one for all plates together."""
    groups: dict[Side | None, list[int]] = {}
    per_foot = all(channel.foot is not None for channel in force.channels)
    for index, channel in enumerate(force.channels):
        groups.setdefault(channel.foot if per_foot else None, []).append(index)
    return tuple(_load(force, foot, members) for foot, members in groups.items())


def _load(force: Force, foot: Side | None, members: list[int]) -> Load:
    channels = [force.channels[i] for i in members]
    vertical = np.sum([channel.force[:, 1] for channel in channels], axis=0)
    unseen = ~np.isfinite(vertical)
    values = bridge(vertical)
    cut = max(float(force.cut_newtons.get(channel.name, 0.0)) for channel in channels)
    if force.smoothed or cut > 0 or not len(values):
        return Load(foot, values, cut, unseen)
    level = flight_level(values, force.rate_hz)
    smooth = lowpass(values - level, force.rate_hz, FORCE_CUTOFF_HZ)
    return Load(foot, smooth, cut, unseen, float(np.median(level)))


def flight_level(values: Floats, rate_hz: float) -> Floats:
    """What the plate reads in flight, (samples,) N, where that wanders far from zero; else zeros.

    The median of the lowest readings in overlapping windows of a second. A belt may read −20 N in flight, which alone
    would move each crossing of 50 N by several ms.
    """
    window = max(2, round(LEVEL_WINDOW * rate_hz))
    centres, levels = [], []
    for first in range(0, max(1, len(values) - window // 2), window // 2):
        part = values[first : first + window]
        floor = float(np.percentile(part, 5))
        if floor < NO_FLIGHT:
            centres.append(first + len(part) / 2)
            levels.append(float(np.median(part[part < floor + FLIGHT_BAND])))
    if not levels or abs(float(np.median(levels))) < LEVEL_WORTH_REMOVING:
        return np.zeros_like(values)
    return np.interp(np.arange(len(values)), centres, levels)


def without_splits(spans: list[Span]) -> tuple[list[Span], list[Dropped]]:
    """Contacts without those that are spread over the channels of both feet: there, no side has the whole force."""
    split = set()
    for i, (one, landing, leaving) in enumerate(spans):
        for j, (other, start, end) in enumerate(spans[:i]):
            if one is not other and min(leaving, end) - max(landing, start) > SPLIT:
                split |= {i, j}
    reason = "the force of this contact is spread over the columns of both feet"
    dropped = [
        Dropped(side=spans[i][0].foot or Side.LEFT, time=spans[i][1], reason=reason) for i in sorted(split)
    ]
    return [span for i, span in enumerate(spans) if i not in split], dropped


def _gap_reason(load: Load, force: Force, landing: float, leaving: float) -> str:
    first, last = (round((time - force.start) * force.rate_hz) for time in (landing, leaving))
    return "the force has a gap in this contact" if load.unseen[max(first, 0) : last + 1].any() else ""


def _side(foot: Side | None, feet: Feet, landing: float, leaving: float) -> tuple[Side, str]:
    """Which foot stood on the plate, and a reason to doubt it (empty if none).

    In the middle of a contact the standing foot is the lower one and moves backwards against the pelvis (with the belt
    or, overground, left behind), while the other one is lifted and swings forwards. Both must say the same.
    """
    middle = 0.5 * (landing + leaving)
    reach = 0.15 * (leaving - landing)
    seen = {side: _standing(feet, side, middle - reach, middle + reach) for side in SIDES}
    if any(state is None for state in seen.values()):
        if foot is not None:
            return foot, ""
        return Side.LEFT, "the points of the feet are not seen, so left and right cannot be told"
    (left_height, left_speed), (right_height, right_speed) = (
        state for state in seen.values() if state is not None
    )
    lower = Side.LEFT if left_height < right_height else Side.RIGHT
    backward = Side.LEFT if left_speed < right_speed else Side.RIGHT
    if lower is not backward:
        return (
            foot or lower,
            "the lower foot is not the one that moves backwards, so left and right cannot be told",
        )
    if foot is not None and foot is not lower:
        return (
            foot,
            f"the force is filed under the {foot.value} foot, but the points show the {lower.value} foot down",
        )
    return lower, ""


def _standing(feet: Feet, side: Side, first: float, last: float) -> tuple[float, float] | None:
    """Mean height of a foot, m, and its mean forward speed against the pelvis, m/s, between two times."""
    foot = feet.of(side).middle
    if foot is None:
        return None
    a, b = (round((time - feet.start) * feet.rate_hz) for time in (first, last))
    a, b = max(a, 0), min(max(b, a + 2), len(foot) - 1)
    if b <= a or not np.isfinite(foot[a : b + 1]).all():
        return None
    forward = foot[[a, b], 0]
    if feet.pelvis is not None and np.isfinite(feet.pelvis[[a, b], 0]).all():
        forward = forward - feet.pelvis[[a, b], 0]
    return float(foot[a : b + 1, 1].mean()), float((forward[1] - forward[0]) * feet.rate_hz / (b - a))


def _notes(force: Force, loads: tuple[Load, ...]) -> list[Note]:
    notes = []
    if force.smoothed:
        text = (
            "The force was smoothed or cut to zero before it reached us, so it was not filtered again; "
            "landings read a few milliseconds early from such force."
        )
        notes.append(Note(id="contacts.force_smoothed", text=text))
    if any(load.cut >= CUT_MATTERS for load in loads):
        text = "The force was set to zero near 50 N, so each edge was continued in a straight line to 50 N."
        notes.append(Note(id="contacts.force_cut", text=text))
    level = max((load.level for load in loads), key=abs, default=0.0)
    if level:
        text = f"The plates read {level:+.0f} N with nobody on them; this was taken off before contacts were found."
        notes.append(Note(id="contacts.force_level", text=text))
    return notes
