"""Which curve panels there are, for which measures, and what each says: one row per panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from understride.analysis import CurveSet
from understride.model import Floats, Side
from understride.report.facts import Facts
from understride.report.panel import Bar, Curve, Panel, shown
from understride.words import figures, messages
from understride.words.compose import spread_caption
from understride.words.numbers import number

FAR = 3.0  # times the median distance from the mean curve: a stride that swings further than the rest
SIDED = (Side.RIGHT, Side.LEFT)
Reading = Callable[[Curve], float]


def swing(curve: Curve) -> float:
    """Mean over strides of max − min."""
    return curve.swing


def peak(curve: Curve) -> float:
    """Mean over strides of the largest value."""
    return float(curve.strides.max(axis=1).mean())


def mean(curve: Curve) -> float:
    """Mean over the stride and all strides."""
    return float(curve.mean.mean())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PanelRow:
    """One panel. signals: curves; a sided one gives right and left, each on its own stride.

    shows: measures that are read off it. reading: the number in its heading. signless: the direction words say the
    sign. bracket: whether the swing is written at the edge. factor: from the signal's unit to the one shown.
    """

    id: str
    signals: tuple[str, ...]
    shows: tuple[str, ...]
    sided: bool = False
    reading: Reading = swing
    unit: str = "°"
    factor: float = 1.0
    signless: bool = False
    from_zero: bool = True
    bracket: bool = False


PANELS: tuple[PanelRow, ...] = (
    PanelRow(
        id="twist", signals=("thorax_in_pelvis_yaw",), shows=("thorax_in_pelvis_yaw_range",), signless=True,
        bracket=True,
    ),
    PanelRow(
        id="turn", signals=("thorax_yaw", "pelvis_yaw"), signless=True, bracket=True,
        shows=("thorax_yaw_range", "thorax_yaw_offset", "pelvis_yaw_range", "pelvis_yaw_offset"),
    ),
    PanelRow(
        id="back", signals=("thorax_yaw", "back_yaw"), shows=("thorax_yaw_range", "back_yaw_range"), signless=True
    ),
    PanelRow(
        id="tips", signals=("pelvis_obliquity",), shows=("pelvis_obliquity_range", "pelvis_drop"), signless=True,
        bracket=True,
    ),
    PanelRow(
        id="tilt", signals=("pelvis_tilt",), shows=("pelvis_tilt_range", "pelvis_tilt_mean"), from_zero=False,
        bracket=True,
    ),
    PanelRow(
        id="bend", signals=("thorax_side_bend",), signless=True, bracket=True,
        shows=("thorax_side_bend_range", "thorax_side_bend_offset", "shoulder_height_difference"),
    ),
    PanelRow(id="lean", signals=("trunk_lean",), shows=("trunk_lean_mean",), reading=mean),
    PanelRow(
        id="front", signals=("sternum_to_pelvis",), shows=("sternum_to_pelvis_length",), unit="cm", factor=100,
        from_zero=False,
    ),
    PanelRow(
        id="thigh", signals=("thigh_lab",), sided=True, signless=True,
        shows=("thighs_level", "thigh_gap_at_landing", "trail_thigh_velocity_at_landing", "pelvic_leak"),
    ),
    PanelRow(
        id="hip", signals=("hip_flexion",), sided=True,
        shows=("hip_flexion_range", "hip_flexion_peak", "hip_extension_peak", "time_of_peak_hip_flexion"),
    ),
    PanelRow(id="sideways", signals=("hip_adduction",), sided=True, shows=("hip_adduction_peak",), reading=peak),
    PanelRow(
        id="inwards", signals=("hip_rotation",), sided=True, shows=("hip_rotation_range", "hip_rotation_at_leaving")
    ),
    PanelRow(
        id="knee", signals=("knee_flexion",), sided=True, reading=peak,
        shows=("knee_flexion_stance_peak", "knee_flexion_at_landing"),
    ),
    PanelRow(
        id="ankle", signals=("ankle_flexion",), sided=True, reading=peak,
        shows=("ankle_flexion_peak", "ankle_flexion_at_landing"),
    ),
    PanelRow(id="heel", signals=("heel_height",), sided=True, shows=("heel_lowering",), unit="cm", factor=100),
    PanelRow(id="arms", signals=("upper_arm_lab",), sided=True, signless=True, shows=("arm_swing_range",)),
)  # fmt: skip


def made(row: PanelRow, facts: Facts, key: str) -> Panel | None:
    """The panel of a row, or None where the recording does not have its curves."""
    curves = _curves(row, facts)
    if len(curves) < (2 if row.id == "back" else 1):
        return None
    words = figures.PANELS[row.id]
    sets = [c for _, _, c in curves]
    lines = tuple(Curve(label=label, kind=kind, strides=np.asarray(c.strides)) for label, kind, c in curves)
    return Panel(
        key=key,
        heading=_heading(row, words, lines),
        aside=figures.OWN_STRIDE if row.sided else figures.ONE_STRIDE,
        text=_description(row, words, lines),
        caption=_caption(row, lines),
        curves=lines,
        bars=_bars(row, sets),
        events=_events(row, sets),
        above=words.above,
        below=words.below,
        unit=row.unit,
        factor=row.factor,
        signless=row.signless,
        from_zero=row.from_zero,
        bracket=_written(row, lines[0].swing) if row.bracket else None,
    )


def _written(row: PanelRow, value: float) -> str:
    return (
        f"{number(value * row.factor, 0)}{row.unit}"
        if row.unit == "°"
        else f"{number(value * row.factor, 1)}\u00a0{row.unit}"
    )


def _heading(row: PanelRow, words: figures.PanelWords, curves: tuple[Curve, ...]) -> str:
    first = curves[0]
    if row.id == "turn" and len(curves) == 2:
        return messages.turns(first.swing, curves[1].swing)
    if row.id == "back":
        return messages.girdle_and_back(first.swing, curves[1].swing)
    if row.sided and len(curves) == 2:
        right, left = (row.reading(c) for c in curves)
        return messages.two_sides(
            words.both,
            words.each,
            right,
            left,
            alike=messages.ALIKE[row.unit],
            written=lambda v: _written(row, v),
        )
    return words.one.format(_written(row, row.reading(first)))


def _curves(row: PanelRow, facts: Facts) -> list[tuple[str, str, CurveSet]]:
    """(label, kind, curves) of what is there."""
    found = []
    for i, (signal, label) in enumerate(zip(row.signals, figures.PANELS[row.id].labels, strict=True)):
        if row.sided:
            for side in SIDED:
                curve = facts.curve(signal, side)
                if curve is not None:
                    found.append((str(side), side[0].upper(), curve))
        else:
            curve = facts.curve(signal)
            if curve is not None:
                found.append((label, "body" if i == 0 else "thin", curve))
    return found


def _bars(row: PanelRow, sets: list[CurveSet]) -> tuple[Bar, ...]:
    first = sets[0]
    if row.sided:
        leaving = float(np.mean([s.leaving for s in sets]))
        return (Bar(kind="N", start=0, end=leaving, words=figures.BARS["this"]),)
    other = Bar(
        kind="L",
        start=first.other_landing,
        end=min(first.other_leaving % 1.0 or 1.0, 1.0),
        words=figures.BARS["left"],
    )
    return (Bar(kind="R", start=0, end=first.leaving, words=figures.BARS["right"]), other)


def _events(row: PanelRow, sets: list[CurveSet]) -> tuple[float, ...]:
    first = sets[0]
    if row.sided:
        return (float(np.mean([s.leaving for s in sets])),)
    return (first.leaving, first.other_landing, first.other_leaving % 1.0)


def far_strides(strides: Floats) -> int:
    """How many strides lie much further from the mean curve than the rest do."""
    distance = np.abs(strides - strides.mean(axis=0)).max(axis=1)
    return int((distance > FAR * np.median(distance)).sum()) if len(strides) >= 5 else 0


def _caption(row: PanelRow, curves: tuple[Curve, ...]) -> str:
    strides = min(len(c.strides) for c in curves)
    return spread_caption(strides, len(shown(strides)), far_strides(curves[0].strides), sided=row.sided)


def _description(row: PanelRow, words: figures.PanelWords, curves: tuple[Curve, ...]) -> str:
    """What one sees, for who cannot see it."""
    unit = row.unit if row.unit == "°" else f" {row.unit}"
    parts = [
        "Line chart over one stride of each leg."
        if row.sided
        else "Line chart over one stride, from right landing to right landing."
    ]
    parts.append(f"Up means: {words.above}." + (f" Down means: {words.below}." if words.below else ""))
    for c in curves:
        mean = c.mean * row.factor
        low, high = float(mean.min()), float(mean.max())
        parts.append(
            f"{c.label.capitalize()}: from {number(low, 0)}{unit} at {int(mean.argmin())} % of the stride to "
            f"{number(high, 0)}{unit} at {int(mean.argmax())} %, {number(c.swing * row.factor, 0)}{unit} in all."
        )
    parts.append("Table below.")
    return " ".join(parts)


def table(panel: Panel) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows of the folded table: per cent of the stride, then each curve."""
    head = ("% of the stride", *(c.label for c in panel.curves))
    rows = []
    for k in range(0, 101, 10):
        values = (number(float(c.mean[k]) * panel.factor, 1) for c in panel.curves)
        rows.append((str(k), *values))
    return head, tuple(rows)
