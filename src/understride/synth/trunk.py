"""How pelvis, thorax, head and arms of the made-up runner move: planted curves over the phase of the stride."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from understride.model import Floats
from understride.synth.curves import full_wave, place, smooth_step, turn
from understride.synth.knobs import Knobs
from understride.synth.rhythm import Rhythm

# Pelvis points of an adult man, m: depth ASIS–PSIS, width between the ASIS, width between the PSIS
DEPTH, WIDTH, BACK_WIDTH = 0.150, 0.240, 0.094
# Hip centres where Harrington (2007) puts them for this pelvis, from mid-pelvis in its own axes, m
HIP = (DEPTH / 2 - 0.24 * DEPTH - 0.0099, -0.30 * WIDTH - 0.0109, 0.33 * WIDTH + 0.0073)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Segment:
    """A rigid part: origin (n, 3) m and axes (n, 3, 3), columns forward, up, right."""

    origin: Floats
    axes: Floats

    def at(self, forward: float, up: float, right: float) -> Floats:
        """A point fixed in the segment, (n, 3)."""
        return place(self.origin, self.axes, (forward, up, right))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trunk:
    """Everything above the hips at some instants. curves: planted lab angles, °, by name."""

    pelvis: Segment
    thorax: Segment
    back: Segment
    head: Floats
    arms: tuple[Floats, Floats]
    curves: dict[str, Floats]


def trunk(knobs: Knobs, beat: Rhythm, time: Floats) -> Trunk:
    """The trunk over ground that stands still (the belt's own frame), at any times."""
    phase = beat.phase(time)
    curves = _pelvis_angles(knobs, beat, time, phase) | _thorax_angles(knobs, beat, phase)
    pelvis = Segment(
        origin=_mid_pelvis(knobs, beat, time, phase),
        axes=turn(curves["pelvis_yaw"], curves["pelvis_obliquity"], curves["pelvis_tilt"]),
    )
    thorax = Segment(
        origin=pelvis.origin + _spine(knobs, phase, curves["lean"]),
        axes=turn(curves["thorax_yaw"], curves["thorax_side_bend"], curves["thorax_flexion"]),
    )
    slow = knobs.thorax_yaw_offset + knobs.back_turn * (curves["thorax_yaw"] - knobs.thorax_yaw_offset)
    curves["back_yaw"] = slow
    back = Segment(
        origin=thorax.origin, axes=turn(slow, curves["thorax_side_bend"], curves["thorax_flexion"])
    )
    arms = (_arm(knobs, beat, phase, 0), _arm(knobs, beat, phase, 1))
    head = _head(knobs, thorax, curves["thorax_yaw"])
    return Trunk(pelvis=pelvis, thorax=thorax, back=back, head=head, arms=arms, curves=curves)


def _mid_pelvis(knobs: Knobs, beat: Rhythm, time: Floats, phase: Floats) -> Floats:
    """Forward at the planted speed with a small slowing in each stance, lowest at the planted share of stance."""
    low = knobs.lowest * sum(knobs.stance) / 2.0 * knobs.step_rate / 120.0
    bounce = knobs.bounce * (1.0 + beat.change("bounce", phase))
    forward = knobs.speed * time - knobs.sway * np.sin(4.0 * np.pi * (phase - low))
    up = knobs.pelvis_height - bounce / 2.0 * np.cos(4.0 * np.pi * (phase - low))
    right = knobs.sideways * np.cos(2.0 * np.pi * (phase - 0.13))
    return np.stack([forward, up, right], axis=-1)


def _pelvis_angles(knobs: Knobs, beat: Rhythm, time: Floats, phase: Floats) -> dict[str, Floats]:
    top = knobs.pelvis_yaw_top
    duty = sum(knobs.stance) / 2.0 * knobs.step_rate / 120.0
    yaw = full_wave(((1, 1.0, top), (3, 0.25, top + 0.05)), phase)
    obliquity = full_wave(((1, 1.0, 0.13), (3, 0.40, 0.13)), phase)
    tilt = full_wave(((2, 1.0, duty - 0.065),), phase)
    obliquity = knobs.obliquity * (1.0 + beat.change("obliquity", phase)) * obliquity
    tilt = knobs.tilt_mean + knobs.tilt * (1.0 + beat.change("tilt", phase)) * tilt
    for side, sign in ((0, -1.0), (1, 1.0)):
        if knobs.drop[side]:
            obliquity = obliquity + sign * knobs.drop[side] * _in_stance(beat, side, time)
        if knobs.leak[side]:
            tilt = tilt + knobs.leak[side] * _tipping(phase - 0.5 * (1 - side), duty)
    return {
        "pelvis_yaw": knobs.pelvis_yaw_offset
        + knobs.pelvis_yaw * (1.0 + beat.change("pelvis_yaw", phase)) * yaw,
        "pelvis_obliquity": obliquity,
        "pelvis_tilt": tilt,
    }


def _thorax_angles(knobs: Knobs, beat: Rhythm, phase: Floats) -> dict[str, Floats]:
    yaw = full_wave(((1, 1.0, knobs.thorax_yaw_top),), phase) * (1.0 + beat.change("thorax_yaw", phase))
    bend = full_wave(((1, 1.0, 0.20), (3, 0.12, 0.20)), phase) * (1.0 + beat.change("bend", phase))
    nod = full_wave(((2, 1.0, 0.10),), phase)
    return {
        "thorax_yaw": knobs.thorax_yaw_offset + knobs.thorax_yaw * yaw,
        "thorax_side_bend": knobs.bend_offset + knobs.bend * bend,
        "thorax_flexion": knobs.thorax_flexion + knobs.thorax_nod * nod,
        "lean": knobs.lean + beat.change("lean", phase) + knobs.lean_range * nod,
    }


def _in_stance(beat: Rhythm, side: int, time: Floats) -> Floats:
    """A hump of height 1 in each stance of one foot, 0 elsewhere."""
    hump = np.zeros_like(time)
    for landing, leaving in zip(beat.landings[side], beat.leavings[side], strict=True):
        share = np.clip((time - landing) / (leaving - landing), 0.0, 1.0)
        hump += np.sin(np.pi * share) ** 2
    return hump


def _tipping(phase: Floats, duty: float) -> Floats:
    """From 0 at half of stance to 1 at leaving, and back before the other foot is halfway through its stance."""
    share = np.mod(phase, 1.0)
    rise = smooth_step((share - 0.5 * duty) / (0.55 * duty))
    return rise - smooth_step((share - 1.1 * duty) / (0.5 - 0.6 * duty))


def _spine(knobs: Knobs, phase: Floats, lean: Floats) -> Floats:
    """From mid-pelvis to the middle between C7 and the breastbone's notch; it shortens and lengthens a little."""
    length = knobs.trunk_length + knobs.breath / 2.0 * np.cos(4.0 * np.pi * (phase - 0.15))
    lean_radians = np.radians(lean)
    sideways = -length * np.tan(np.radians(knobs.bend_offset) * 0.5)
    return np.stack([length * np.sin(lean_radians), length * np.cos(lean_radians), sideways], axis=-1)


def _arm(knobs: Knobs, beat: Rhythm, phase: Floats, side: int) -> Floats:
    """Angle of one upper arm in the lab, ° in front of the vertical; forward with the opposite leg."""
    swing = full_wave(((1, 1.0, knobs.thorax_yaw_top + 0.5 * (1 - side)),), phase)
    return knobs.arm_mean + knobs.arm[side] * (1.0 + beat.change("arm", phase)) * swing


def _head(knobs: Knobs, thorax: Segment, yaw: Floats) -> Floats:
    """Middle of the head: the planted distance ahead of C7 along the heading of the thorax."""
    heading = turn(yaw, np.zeros_like(yaw), np.zeros_like(yaw))
    return place(thorax.at(-0.075, 0.0, 0.0), heading, (knobs.head_ahead, 0.17, 0.0))
