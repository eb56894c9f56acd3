"""Contacts and signals cut into strides, each resampled to 0–100 % of the stride and of its stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from understride.gait.contact_error import Shift
from understride.gait.filters import bridge
from understride.gait.forces import Ground
from understride.gait.pairing import pairing
from understride.gait.signals import Signals
from understride.model import (
    SIDES,
    Contact,
    Contacts,
    Dropped,
    Floats,
    Reason,
    Side,
    Stride,
    Unavailable,
    sealed,
)

POINTS = 101  # 0–100 %
SHARE = np.linspace(0.0, 1.0, POINTS)
# Whole-body signals that a stride also knows by its own side: name → (signal, sign for a right stride).
RELATIVE = {"pelvis_obliquity_stance": ("pelvis_obliquity", 1), "thorax_turn": ("thorax_yaw", -1)}
GAP = Unavailable(reason=Reason.MISSING_POINTS, detail="a gap in this stride")


@dataclass(frozen=True, slots=True, eq=False)
class Strides:
    """All strides of a recording by side, in order, and what the points do not cover."""

    of: Mapping[Side, tuple[Stride, ...]]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Times of one stride, s."""

    own: Contact
    other: Contact
    next_landing: float


@dataclass(frozen=True, slots=True, eq=False)
class _Runner:
    """What every stride of a recording knows alike."""

    ground: Ground | None
    speed: float | None
    mass: float | None
    height: float | None


def strides(
    contacts: Contacts,
    signals: Signals,
    ground: Ground | None,
    *,
    speed: float | None,
    mass: float | None,
    height: float | None,
) -> Strides:
    """Cut a run into strides. ground: force by stance, or None."""
    dropped: list[Dropped] = []
    runner = _Runner(ground, speed, mass, height)
    result = {
        side: _of_side(side, _cuts(contacts, side, signals.times, dropped), signals, runner) for side in SIDES
    }
    return Strides(sealed(result), tuple(dropped))


def moved(before: Strides, signals: Signals, ground: Ground | None, shift: Shift) -> Strides:
    """The same strides as if all landings and leavings of a foot were off by so much, s. Nothing is dropped.

    Where the shift leads out of the recording, its end stays the end.
    """
    first, last = float(signals.times[0]), float(signals.times[-1])
    result = {}
    for side, own in before.of.items():
        cuts = [_shifted(stride, shift, first, last) for stride in own]
        alike = [(stride.speed, stride.mass, stride.height) for stride in own[:1]] or [(None, None, None)]
        result[side] = _of_side(side, cuts, signals, _Runner(ground, *alike[0]))
    return Strides(sealed(result), before.dropped)


def _shifted(stride: Stride, shift: Shift, first: float, last: float) -> _Cut:
    landing, leaving = shift[stride.side]
    other_landing, other_leaving = shift[stride.side.other]
    return _Cut(
        own=Contact(
            side=stride.side, landing=max(stride.landing + landing, first), leaving=stride.leaving + leaving
        ),
        other=Contact(
            side=stride.side.other,
            landing=stride.other_landing + other_landing,
            leaving=stride.other_leaving + other_leaving,
        ),
        next_landing=min(stride.next_landing + landing, last),
    )


def _of_side(side: Side, cuts: Sequence[_Cut], signals: Signals, runner: _Runner) -> tuple[Stride, ...]:
    """The strides of one foot, with everything that is read off them."""
    own, alias = _names_for(side, list(signals.values))
    if not cuts:
        return ()
    times = signals.times
    matrix = np.empty((len(times), len(own)))  # none, where contacts and forces are all there is
    for column, (name, source) in enumerate(own.items()):
        matrix[:, column] = alias[name] * signals[source]
    whole, stance = _sampled(matrix, times, cuts)
    gaps = _gaps(matrix, times, cuts)
    return tuple(
        Stride(
            side=side,
            landing=cut.own.landing,
            leaving=cut.own.leaving,
            next_landing=cut.next_landing,
            other_landing=cut.other.landing,
            other_leaving=cut.other.leaving,
            whole=sealed({name: whole[i, :, k] for k, name in enumerate(own)}),
            stance=sealed({name: stance[i, :, k] for k, name in enumerate(own)}),
            missing=sealed({name: GAP for k, name in enumerate(own) if gaps[i, k]}),
            force=runner.ground.under(side, cut.own) if runner.ground else None,
            speed=runner.speed,
            mass=runner.mass,
            height=runner.height,
        )
        for i, cut in enumerate(cuts)
    )


def _cuts(contacts: Contacts, side: Side, times: Floats, dropped: list[Dropped]) -> list[_Cut]:
    """Whole strides that the points cover. What breaks a stride is named with the contacts."""
    cuts: list[_Cut] = []
    for own, other, following in pairing(contacts.contacts, side).whole:
        if own.landing < times[0] or following.landing > times[-1]:
            dropped.append(Dropped(side=side, time=own.landing, reason="the points do not cover it"))
        else:
            cuts.append(_Cut(own, other, following.landing))
    return cuts


def _names_for(side: Side, names: Sequence[str]) -> tuple[dict[str, str], dict[str, int]]:
    """Names as a stride of one side knows them → signal names, and the sign that each gets.

    Own limbs lose their suffix, the opposite ones get `other_`; stance-relative signals mean the same on both sides.
    """
    found: dict[str, str] = {}
    for name in names:
        if name.endswith(f"_{side}"):
            found[name.removesuffix(f"_{side}")] = name
        elif name.endswith(f"_{side.other}"):
            found["other_" + name.removesuffix(f"_{side.other}")] = name
        else:
            found[name] = name
    signs = dict.fromkeys(found, 1)
    for name, (source, sign) in RELATIVE.items():
        if source in names:
            found[name], signs[name] = source, sign * side.sign
    return found, signs


def _sampled(matrix: Floats, times: Floats, cuts: Sequence[_Cut]) -> tuple[Floats, Floats]:
    """Signals at 0–100 % of every stride and of every stance, (strides, 101, signals) each, by cubic spline."""
    from scipy.interpolate import CubicSpline

    spline = CubicSpline(times, bridge(matrix), axis=0)
    whole = np.stack([cut.own.landing + SHARE * (cut.next_landing - cut.own.landing) for cut in cuts])
    stance = np.stack([cut.own.landing + SHARE * (cut.own.leaving - cut.own.landing) for cut in cuts])
    return spline(whole), spline(stance)


def _gaps(matrix: Floats, times: Floats, cuts: Sequence[_Cut]) -> Floats:
    """Whether a signal has a gap within a stride, (strides, signals)."""
    unseen = np.concatenate([np.zeros((1, matrix.shape[1])), np.cumsum(~np.isfinite(matrix), axis=0)])
    first = np.searchsorted(times, [cut.own.landing for cut in cuts], side="right") - 1
    last = np.searchsorted(times, [cut.next_landing for cut in cuts], side="left")
    return np.asarray(unseen[np.minimum(last, len(times) - 1) + 1] - unseen[np.maximum(first, 0)] > 0)
