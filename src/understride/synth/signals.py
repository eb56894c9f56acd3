"""The movement of a made-up figure as curves: positions and angles, stride by stride, by formulas of this room."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from understride.model import SIDES, Floats
from understride.synth.body import Figure
from understride.synth.legs import HEEL, TOE


class Curves:
    """Signals of a figure, each (strides, instants). worn: the points of the trunk, where they are needed."""

    def __init__(self, body: Figure, worn: Mapping[str, Floats], count: int) -> None:
        self.body, self.worn, self.count = body, worn, count

    def rows(self, signal: Floats) -> Floats:
        return signal.reshape(self.count, -1)

    def planted(self, name: str) -> Floats:
        """A lab angle of pelvis or thorax, °."""
        return self.rows(self.body.trunk.curves[name])

    def point(self, name: str, axis: int) -> Floats:
        return self.rows(self.worn[name][:, axis])

    def pelvis(self, axis: int) -> Floats:
        return self.rows(self.body.trunk.pelvis.origin[:, axis])

    def foot(self, side: int, axis: int) -> Floats:
        """Middle between heel and toe, m."""
        foot = self.body.legs[side].foot
        return self.rows((foot.at(*HEEL)[:, axis] + foot.at(*TOE)[:, axis]) / 2.0)

    def neck(self, axis: int) -> Floats:
        """Middle between C7 and the breastbone's notch, m."""
        return self.rows(self.body.trunk.thorax.origin[:, axis])

    def thigh(self, side: int) -> Floats:
        """Thigh in the lab, ° forward of the vertical."""
        leg = self.body.legs[side]
        line = leg.thigh.origin - leg.hip
        return self.rows(np.degrees(np.arctan2(line[:, 0], -line[:, 1])))

    def hip(self, side: int) -> tuple[Floats, Floats, Floats]:
        """Flexion, adduction, inward rotation, °."""
        flexion, tip, spin = joint(self.body.trunk.pelvis.axes, self.body.legs[side].thigh.axes)
        sign = SIDES[side].sign
        return self.rows(flexion), self.rows(sign * tip), self.rows(sign * spin)

    def knee(self, side: int) -> Floats:
        leg = self.body.legs[side]
        return self.rows(-joint(leg.thigh.axes, leg.shank.axes)[0])

    def ankle(self, side: int) -> Floats:
        leg = self.body.legs[side]
        return self.rows(joint(leg.shank.axes, leg.foot.axes)[0])


def joint(upper: Floats, lower: Floats) -> tuple[Floats, Floats, Floats]:
    """How a lower segment is turned in an upper one, °: about the right axis, then forward, then its own up axis.

    The product Rz(a)·Rx(b)·Ry(c), read off its entries: column y = (−sin a cos b, cos a cos b, sin b).
    """
    turned = np.einsum("nji,njk->nik", upper, lower)
    a = np.arctan2(-turned[:, 0, 1], turned[:, 1, 1])
    b = np.arcsin(np.clip(turned[:, 2, 1], -1.0, 1.0))
    c = np.arctan2(-turned[:, 2, 0], turned[:, 2, 2])
    return np.degrees(a), np.degrees(b), np.degrees(c)
