"""How the legs of the made-up runner move.

In stance the foot is given (it lands where it is planted, rolls over its sole without sliding on, and lifts its
heel) and the leg follows from hip and foot. In swing the joints are given, as smooth curves that start and end as
the stances do, and the foot follows. So contacts, thigh timing and foot placement can each be planted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from understride.model import SIDES, Floats, RequestError
from understride.synth.curves import bridge, dot, turn, unit
from understride.synth.knobs import Knobs
from understride.synth.rhythm import Rhythm
from understride.synth.trunk import HIP, Segment, Trunk, trunk

Index = NDArray[np.intp]

THIGH, SHANK = 0.435, 0.425  # lengths, m
ANKLE = (0.0, 0.090, 0.0)  # in the foot: forward, up, right of the point of the sole under the ankle, m
HEEL, TOE = (-0.060, 0.035, 0.0), (0.190, 0.035, 0.0)
BALL, BALL_RADIUS = 0.155, 0.050  # the round front of the sole: middle and radius, m
REAR, REAR_RADIUS = -0.035, 0.030  # the round heel
TOES_OUT = 7.0  # °
FLAT_FROM, LIFT_FROM = 0.25, 0.33  # shares of stance: sole flat, heel lifts
SKID_TIME, SETTLE_TIME = 0.015, 0.012  # s, how fast the foot comes to rest after landing
SLIGHT = 1e-4  # s, for slopes

# Swing: (share of swing, °) between leaving and landing; the thigh's angles are among the knobs
THIGH_SHARES = (0.22, 0.46, 0.70)
KNEE_KNOTS = ((0.22, 0.64), (0.48, 1.0), (0.75, 0.56), (0.93, 0.20))  # of the planted fold
UNMOVED = 0.9  # share of swing: from here on the knee prepares for landing, however late the thigh is
ANKLE_KNOTS = ((0.30, -8.0), (0.70, 2.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leg:
    """One leg at some instants. knee_bend: ° flexed; contact: which stride of this foot each instant belongs to."""

    hip: Floats
    thigh: Segment
    shank: Segment
    foot: Segment
    knee_bend: Floats


def legs(knobs: Knobs, beat: Rhythm, time: Floats, body: Trunk) -> tuple[Leg, Leg]:
    """Both legs, left and right, in the belt's own frame."""
    return _leg(knobs, beat, time, body, 0), _leg(knobs, beat, time, body, 1)


def _leg(knobs: Knobs, beat: Rhythm, time: Floats, body: Trunk, side: int) -> Leg:
    landings, leavings = beat.landings[side], beat.leavings[side]
    stride = np.clip(np.searchsorted(landings, time, side="right") - 1, 0, beat.strides - 2)
    stands = time < leavings[stride]
    bends = np.empty((len(time), 5))
    hips = _hip(body, side)
    placed = places(knobs, beat, side)
    bends[stands] = _standing_leg(knobs, beat, time[stands], stride[stands], hips[stands], side, placed)
    bends[~stands] = _swinging_leg(knobs, beat, time[~stands], stride[~stands], side)
    return built(bends, hips, side)


def _hip(body: Trunk, side: int) -> Floats:
    forward, up, right = HIP
    return body.pelvis.at(forward, up, SIDES[side].sign * right)


def places(knobs: Knobs, beat: Rhythm, side: int) -> Floats:
    """Where each foot stands on the ground, (strides, 2): forward and right of the sole's middle point, m."""
    at = beat.landings[side]
    pelvis = trunk(knobs, beat, at).pelvis.origin
    pitch = np.full_like(at, knobs.toes_up[side])
    foot = _rolled(pitch, side)
    middle = (foot.at(*HEEL) + foot.at(*TOE)) / 2.0
    ahead = knobs.foot_ahead[side] + beat.change_of_step("foot_ahead", side)
    out = knobs.foot_out[side] + beat.change_of_step("foot_out", side)
    return np.stack([pelvis[:, 0] + ahead - middle[:, 0], SIDES[side].sign * out - middle[:, 2]], axis=-1)


def _rolled(pitch: Floats, side: int) -> Segment:
    """A foot that has rolled to this pitch (° toes up) from standing flat on the origin, without sliding."""
    heading = np.full_like(pitch, -SIDES[side].sign * TOES_OUT)
    axes = turn(heading, np.zeros_like(pitch), -pitch)
    level = turn(heading, np.zeros_like(pitch), np.zeros_like(pitch))
    up = pitch > 0.0
    middle = np.where(up, REAR, BALL)
    radius = np.where(up, REAR_RADIUS, BALL_RADIUS)
    none = np.zeros_like(pitch)
    rolled = np.stack([middle - radius * np.radians(pitch), radius, none], axis=-1)
    fixed = np.stack([middle, radius, none], axis=-1)
    origin = np.einsum("nij,nj->ni", level, rolled) - np.einsum("nij,nj->ni", axes, fixed)
    return Segment(origin=origin, axes=axes)


def _standing_foot(
    knobs: Knobs, beat: Rhythm, time: Floats, stride: Index, side: int, placed: Floats
) -> tuple[Segment, Floats]:
    """The foot in stance and its pitch, ° toes up."""
    since = time - beat.landings[side][stride]
    share = since / (beat.leavings[side] - beat.landings[side])[stride]
    down = np.maximum(1.0 - share / FLAT_FROM, 0.0) ** 2
    lift = np.maximum((share - LIFT_FROM) / (1.0 - LIFT_FROM), 0.0) ** 2
    pitch = knobs.toes_up[side] * down + knobs.heel_off * lift
    foot = _rolled(pitch, side)
    slid = knobs.skid * (1.0 - np.exp(-since / SKID_TIME))
    sunk = knobs.settle[side] * np.exp(-since / SETTLE_TIME)
    shift = np.stack([placed[stride, 0] + slid, sunk, placed[stride, 1]], axis=-1)
    return Segment(origin=foot.origin + shift, axes=foot.axes), pitch


def _standing_leg(
    knobs: Knobs, beat: Rhythm, time: Floats, stride: Index, hip: Floats, side: int, placed: Floats
) -> Floats:
    """Leg coordinates (n, 5) of a leg whose foot stands on the ground; see `built`."""
    foot, pitch = _standing_foot(knobs, beat, time, stride, side, placed)
    reach = foot.at(*ANKLE) - hip
    distance = np.linalg.norm(reach, axis=-1)
    if distance.size and float(distance.max()) > 0.999 * (THIGH + SHANK):
        raise RequestError(
            found=f"a leg of the made-up runner would have to be {distance.max():.2f} m long",
            needed=f"at most {THIGH + SHANK:.2f} m",
            do="Plant a smaller change, a shorter stance or a lower speed.",
        )
    line = reach / distance[:, None]
    share = (time - beat.landings[side][stride]) / (beat.leavings[side] - beat.landings[side])[stride]
    inwards = knobs.thigh_turned[side] - 0.5 * knobs.thigh_turn[side] * np.cos(np.pi * share)
    right = unit(_sideways(SIDES[side].sign * inwards) - _along(_sideways(SIDES[side].sign * inwards), line))
    forward = np.cross(-line, right)
    near = (THIGH**2 - SHANK**2 + distance**2) / (2.0 * distance)
    bulge = np.sqrt(THIGH**2 - near**2)
    thigh = (near[:, None] * line + bulge[:, None] * forward) / THIGH
    shank = (reach - THIGH * thigh) / SHANK
    return _coordinates(thigh, shank, right, pitch)


def _sideways(heading: Floats) -> Floats:
    """Horizontal right axis of something turned to the left by heading, °."""
    return turn(heading, np.zeros_like(heading), np.zeros_like(heading))[..., 2]


def _along(a: Floats, line: Floats) -> Floats:
    return dot(a, line)[:, None] * line


def _coordinates(thigh: Floats, shank: Floats, right: Floats, pitch: Floats) -> Floats:
    """Directions (downwards) of thigh and shank and the knee's axis as the five numbers of `built`."""
    level = right - (right[:, 1] / thigh[:, 1])[:, None] * thigh
    return np.stack(
        [
            np.degrees(np.arctan2(thigh[:, 0], -thigh[:, 1])),
            -thigh[:, 2] / thigh[:, 1],
            np.degrees(np.arctan2(level[:, 0], level[:, 2])),
            np.degrees(np.arccos(np.clip(dot(thigh, shank), -1.0, 1.0))),
            pitch + np.degrees(np.arctan2(-shank[:, 0], -shank[:, 1])),
        ],
        axis=-1,
    )


def _swinging_leg(knobs: Knobs, beat: Rhythm, time: Floats, stride: Index, side: int) -> Floats:
    """Leg coordinates (n, 5) of a leg in the air."""
    count = beat.strides - 1
    lifts, lands = beat.leavings[side][:-1], beat.landings[side][1:]
    length = lands - lifts
    (first, first_slope), (last, last_slope) = _edges(knobs, beat, side)
    share = (time - lifts[stride]) / length[stride]
    peak = knobs.thigh_peak[side] + beat.change_of_step("thigh_peak", side)[:-1]
    late = knobs.late[side] + beat.change_of_step("late", side)[:-1]
    angles = (knobs.thigh_back, knobs.thigh_mid, 0.0)
    flat = np.zeros(count)
    plans: tuple[list[tuple[Floats, Floats]], ...] = (
        [(at + late, peak + angle) for at, angle in zip(THIGH_SHARES, angles, strict=True)],
        [],
        [],
        [(at + (late if at < UNMOVED else flat), knobs.knee_fold * part + flat) for at, part in KNEE_KNOTS],
        [(at + flat, angle + flat) for at, angle in ANKLE_KNOTS],
    )
    curves = []
    for i, plan in enumerate(plans):
        knots = np.stack([flat, *(at for at, _ in plan), 1.0 + flat], axis=1)
        values = np.stack([first[:, i], *(value for _, value in plan), last[:, i]], axis=1)
        slopes = (first_slope[:, i] * length, last_slope[:, i] * length)
        curves.append(bridge(share, stride, knots=knots, values=values, slopes=slopes))
    return np.stack(curves, axis=-1)


@lru_cache(maxsize=4)  # the same for every instant of one runner: both sides of two runners
def _edges(knobs: Knobs, beat: Rhythm, side: int) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Leg coordinates and how fast they change, per s: at the start and at the end of each swing."""
    which = np.arange(beat.strides - 1)
    placed = places(knobs, beat, side)
    starts = _edge(knobs, beat, beat.leavings[side][:-1], which, side, placed)
    return starts, _edge(knobs, beat, beat.landings[side][1:], which + 1, side, placed)


def _edge(
    knobs: Knobs, beat: Rhythm, time: Floats, stride: Index, side: int, placed: Floats
) -> tuple[Floats, Floats]:
    """Leg coordinates at the edge of a stance and how fast they change, per s."""
    before, after = (
        _standing_leg(knobs, beat, at, stride, _hip(trunk(knobs, beat, at), side), side, placed)
        for at in (time - SLIGHT, time + SLIGHT)
    )
    return (before + after) / 2.0, (after - before) / (2.0 * SLIGHT)


def built(bends: Floats, hip: Floats, side: int) -> Leg:
    """The leg from its five coordinates.

    bends: (n, 5): thigh in the lab's sagittal plane, ° forward; its slope to the right; heading of the knee's axis,
    ° to the left; knee, ° flexed; foot on the shank in the sagittal plane, ° toes up.
    """
    angle, slope, heading, knee, ankle = bends.T
    down = np.stack([np.tan(np.radians(angle)), -np.ones_like(angle), slope], axis=-1)
    thigh = unit(down)
    right = unit(_sideways(heading) - _along(_sideways(heading), thigh))
    ahead = np.cross(-thigh, right)
    bend = np.radians(knee)[:, None]
    shank = np.cos(bend) * thigh - np.sin(bend) * ahead
    knee_at = hip + THIGH * thigh
    ankle_at = knee_at + SHANK * shank
    pitch = ankle - np.degrees(np.arctan2(-shank[:, 0], -shank[:, 1]))
    toes = turn(np.full_like(pitch, -SIDES[side].sign * TOES_OUT), np.zeros_like(pitch), -pitch)
    return Leg(
        hip=hip,
        thigh=Segment(origin=knee_at, axes=_limb(thigh, right)),
        shank=Segment(origin=ankle_at, axes=_limb(shank, right)),
        foot=Segment(origin=ankle_at - toes @ np.array(ANKLE), axes=toes),
        knee_bend=knee,
    )


def _limb(down: Floats, right: Floats) -> Floats:
    """Axes of a long bone: forward, up, right."""
    return np.stack([np.cross(-down, right), -down, right], axis=-1)
