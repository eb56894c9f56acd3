"""A made-up analysis for the page: curves from sines, a stick runner from two hinges, one cause of every state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from understride.analysis import Analysis, Speed
from understride.model import (
    Band,
    Cause,
    Complaint,
    Contact,
    Contacts,
    CurveSet,
    Finding,
    Floats,
    Measured,
    Note,
    Point,
    Points,
    Provenance,
    Reason,
    Recording,
    Runner,
    Side,
    Skeleton,
    Surface,
    Unavailable,
    Unit,
    Value,
    Verdict,
    sealed,
)

SHARE = np.linspace(0, 1, 101)
STRIDES = 13
LEAVING, OTHER_LANDING, OTHER_LEAVING = 0.35, 0.5, 0.85
LEFT, RIGHT, DIFFERENCE = Side.LEFT, Side.RIGHT, Side.LEFT_MINUS_RIGHT
PEOPLE = "seven trained men on a treadmill, 2 to 5 m/s"


def wave(mean: float, size: float, peak: float, turns: int = 1) -> Floats:
    """A sine over one stride: mean, half range and share of its peak."""
    return np.asarray(mean + size * np.cos(2 * np.pi * turns * (SHARE - peak)))


def bundle(curve: Floats, strides: int = STRIDES) -> Floats:
    """So many strides around a curve, each a little different, the last one far off."""
    grow = 1 + 0.02 * np.sin(np.arange(strides))[:, None]
    shift = np.cos(1.7 * np.arange(strides))[:, None] * 0.02 * np.ptp(curve)
    found = curve * grow + shift
    found[-1] = curve * 1.3
    return np.asarray(found)


def curves() -> dict[tuple[str, Side | None], CurveSet]:
    """Signals as the real pipeline names them."""
    whole = {
        "thorax_yaw": wave(-6, 17, 0.4), "pelvis_yaw": wave(0, 5, 0.7), "thorax_in_pelvis_yaw": wave(-6, 20, 0.4),
        "back_yaw": wave(0, 12.5, 0.4), "pelvis_obliquity": wave(0, 7, 0.15), "thorax_side_bend": wave(3, 4.5, 0.7),
        "pelvis_tilt": wave(12, 4, 0.35, 2),
    }  # fmt: skip
    sided = {
        "hip_flexion": wave(20, 31, 0.8), "thigh_lab": wave(8, 32, 0.85), "knee_flexion": wave(50, 45, 0.7),
        "heel_height": wave(0.2, 0.18, 0.65), "thorax_turn": wave(6, 18, 0.9),
    }  # fmt: skip
    found: dict[tuple[str, Side | None], CurveSet] = {}
    for name, curve in whole.items():
        found[name, None] = curve_set(name, None, curve)
    for name, curve in sided.items():
        for side in (LEFT, RIGHT):
            found[name, side] = curve_set(name, side, curve if side is RIGHT else curve * 0.97)
    return found


def curve_set(name: str, side: Side | None, curve: Floats) -> CurveSet:
    return CurveSet(
        signal=name, side=side, strides=bundle(curve), leaving=LEAVING, other_landing=OTHER_LANDING,
        other_leaving=OTHER_LEAVING - 1,
    )  # fmt: skip


def skeleton() -> Skeleton:
    """Legs of two hinges, a trunk, a pelvis; the left side half a stride behind the right."""
    points: dict[str, Floats] = {}
    height = 0.9 + 0.035 * np.cos(4 * np.pi * (SHARE - 0.42))
    points["mid_pelvis"] = np.stack([0 * SHARE, height + 0.06, 0 * SHARE], axis=1)
    for side, out, late in (("right", 1, 0.0), ("left", -1, 0.5)):
        swing = np.radians(8 + 32 * np.cos(2 * np.pi * (SHARE - late + 0.12)))
        bend = np.radians(50 - 40 * np.cos(2 * np.pi * (SHARE - late - 0.18)))
        hip = np.stack([0 * SHARE, height, np.full(101, 0.09 * out)], axis=1)
        knee = hip + 0.42 * np.stack([np.sin(swing), -np.cos(swing), 0 * SHARE], axis=1)
        shank = swing - bend
        ankle = knee + 0.4 * np.stack([np.sin(shank), -np.cos(shank), 0 * SHARE], axis=1)
        along = np.stack([np.cos(shank), np.sin(shank), 0 * SHARE], axis=1)
        points |= {f"hip_{side}": hip, f"knee_{side}": knee, f"ankle_{side}": ankle}
        points[f"heel_{side}"] = ankle - 0.05 * along + [0, -0.05, 0]
        points[f"toe_{side}"] = ankle + 0.16 * along + [0, -0.05, 0]
        yaw = np.radians(-6 + 17 * np.cos(2 * np.pi * (SHARE - 0.4)))
        tip = 0.19 * out * np.stack([np.sin(yaw), 0 * SHARE, np.cos(yaw)], axis=1)
        points[f"acromion_{side}"] = tip + np.stack([0.04 + 0 * SHARE, height + 0.52, 0 * SHARE], axis=1)
        points[f"asis_{side}"] = np.stack([0.1 + 0 * SHARE, height + 0.08, np.full(101, 0.12 * out)], axis=1)
        points[f"psis_{side}"] = np.stack([-0.07 + 0 * SHARE, height + 0.1, np.full(101, 0.05 * out)], axis=1)
    stack = np.stack(list(points.values()), axis=1)
    feet = [i for i, name in enumerate(points) if name.startswith(("heel", "toe"))]
    stack[..., 1] -= stack[:, feet, 1].min()
    return Skeleton(
        names=tuple(points), positions=stack, strides=STRIDES, right_leaving=LEAVING, left_landing=OTHER_LANDING,
        left_leaving=OTHER_LEAVING, lowest_right=0.16, lowest_left=0.66, stride_time=0.68,
    )  # fmt: skip


def value(number: float, unit: Unit, *, sem: float | None = 2.0, name: str = "x") -> Value:
    return Value(
        value=number, unit=unit, sd=abs(number) / 20, ci95=(number - abs(number) / 50, number + abs(number) / 50),
        strides=STRIDES, definition=f"{name}/1", frames=("pelvis.v1", "thorax.v1"), between_day_sem=sem,
    )  # fmt: skip


def results() -> tuple[Measured, ...]:
    degrees = {
        "thorax_in_pelvis_yaw_range": 39.8, "thorax_yaw_range": 34.0, "back_yaw_range": 25.0, "pelvis_yaw_range": 10.0,
        "pelvis_obliquity_range": 14.4, "phase_shoulders_legs": 174.0, "phase_pelvis_legs": 279.0,
        "thorax_yaw_offset": -6.4,
    }  # fmt: skip
    rows = [Measured(measure=n, side=None, result=value(v, Unit.DEGREES, name=n)) for n, v in degrees.items()]
    sided = {
        ("thorax_turn_amplitude", Unit.DEGREES): (24.0, 10.0), ("hip_flexion_range", Unit.DEGREES): (62.0, 62.4),
        ("foot_ahead_at_landing", Unit.METRES): (0.378, 0.375),
        ("pelvis_ahead_of_foot_at_lowest", Unit.METRES): (0.021, -0.03), ("stance_time", Unit.SECONDS): (0.226, 0.231),
    }  # fmt: skip
    for (name, unit), (right, left) in sided.items():
        sem = 2.0 if unit is Unit.DEGREES else 0.01
        for side, number in ((RIGHT, right), (LEFT, left), (DIFFERENCE, left - right)):
            rows.append(Measured(measure=name, side=side, result=value(number, unit, sem=sem, name=name)))
    missing = Unavailable(reason=Reason.MISSING_POINTS, detail="needs the jugular notch")
    rows.append(Measured(measure="sternum_to_pelvis_length", side=None, result=missing))
    no_arm = Unavailable(reason=Reason.MISSING_POINTS, detail="needs the acromion and the outer elbow")
    rows += [
        Measured(measure="arm_swing_range", side=side, result=no_arm) for side in (RIGHT, LEFT, DIFFERENCE)
    ]
    return tuple(rows)


def finding(
    measure: str, number: float, side: Side | None, band: tuple[float, float, float] | None, verdict: Verdict,
    *, beyond: int = 0, why: str = "",
) -> Finding:  # fmt: skip
    held = None
    if band is not None:
        held = Band(id="fb7-2026", low=band[0], mean=band[1], high=band[2], people=PEOPLE, norm=False)
    return Finding(
        measure=measure, side=side, value=number, interval=(number - 4, number + 4), verdict=verdict, band=held,
        beyond=beyond, why=why, counts=True,
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    inside, outside, unsure = Verdict.INSIDE, Verdict.OUTSIDE, Verdict.CANNOT_TELL
    return (
        finding("thorax_in_pelvis_yaw_range", 39.8, None, (3, 24, 45), inside),
        finding("thorax_yaw_range", 34.0, None, (12, 27, 42), inside),
        finding("phase_shoulders_legs", 174.0, None, (149, 167, 185), inside),
        finding("thorax_turn_amplitude", -14.0, DIFFERENCE, (-12, 0, 12), unsure, why="near the lower edge"),
        finding("pelvis_obliquity_range", 14.4, None, (5, 8, 10), outside, beyond=1, why="more than usual"),
        finding("phase_pelvis_legs", 279.0, None, None, unsure, why="not compared: people differ too much"),
    )


def cause(id: str, complaint: str | None, rank: int, state: str, title: str, **more: str) -> Cause:
    def points(key: str, *measures: str) -> tuple[Point, ...]:
        return (Point(id=f"{id}.{key}", text=more[key], measures=measures),) if key in more else ()

    return Cause(
        id=id, title=title, idea="The idea is that something is held.", complaint=complaint, side=None, rank=rank,
        state=state, supports=points("supports"), against=points("against"), not_measured=points("missing"), grade="D",
        grade_text="A practitioner's experience; nobody has tested it (grade D)",
        refuted_by="A run at your usual pace in which the twist falls below the usual.",
    )  # fmt: skip


def causes() -> tuple[Cause, ...]:
    none = "None of these"
    return (
        cause(
            "I2",
            "shoulders",
            1,
            "not_seen",
            "Rounding the back while running",
            missing="The front: no points.",
        ),
        cause("I1", "shoulders", 2, "against", "Holding back the turn", against="The twist is 40°: inside."),
        cause("X.none", "shoulders", 3, "not_seen", none, missing="How you slept."),
        cause(
            "I6", "low_back", 1, "for", "Taking the pelvis along", supports="The pelvis goes along: outside."
        ),
        cause(
            "I8",
            "low_back",
            2,
            "open",
            "Turning more to one side",
            supports="24° right, 10° left: cannot tell.",
        ),
        cause(
            "I11",
            "low_back",
            3,
            "against",
            "Landing with the weight behind",
            against="The foot lands as usual.",
        ),
        cause("X.none", "low_back", 4, "not_seen", none),
    )


def recording() -> Recording:
    positions = np.zeros((2400, 1, 3))
    return Recording(
        points=Points(names=("c7",), positions=positions, rate_hz=240.0), foot_points=sealed({}),
        surface=Surface.TREADMILL,
        provenance=Provenance(file="run.c3d", sha256="ab" * 32, reader="c3d", dialect="jdavis", steps=("unit mm",)),
    )  # fmt: skip


def analysis() -> Analysis:
    """Two complaints, every state of a cause, every verdict."""
    return Analysis(
        recording=recording(), runner=Runner(),
        complaints=(Complaint(region="shoulders", intensity=5), Complaint(region="low_back", side=LEFT)),
        contacts=Contacts(contacts=(Contact(side=RIGHT, landing=0.1, leaving=0.33),), method="force"),
        speed=Speed(value=4.07, source="belt", measured=4.07), measured=results(), findings=findings(), causes=causes(),
        notes=(Note(id="mass.none", text="No mass was given."),), dropped=(), strides=sealed({RIGHT: 13, LEFT: 14}),
        curves=sealed(curves()), skeleton=skeleton(), filters=("points: 12 Hz",),
    )  # fmt: skip


def without_complaint() -> Analysis:
    told = tuple(replace(c, complaint=None) for c in causes() if c.complaint == "low_back")
    return replace(analysis(), complaints=(), causes=told)


def bare() -> Analysis:
    """A recording in which almost nothing could be seen: no skeleton, no curves, three strides."""
    seen = tuple(
        Measured(
            measure=m.measure,
            side=m.side,
            result=Unavailable(reason=Reason.TOO_FEW_STRIDES, detail="3 strides"),
        )
        for m in results()
    )
    return replace(
        analysis(), skeleton=None, curves=sealed({}), measured=seen, findings=(), strides=sealed({RIGHT: 3, LEFT: 3}),
        speed=None, causes=tuple(replace(c, state="not_seen", supports=(), against=()) for c in causes()),
    )  # fmt: skip
