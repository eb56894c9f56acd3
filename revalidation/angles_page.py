"""The page about angles: each reference with what it is good for, and the worst cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from understride.model import Floats

if TYPE_CHECKING:
    from revalidation.angles import Agreement

COMMAND = "python -m revalidation.angles FOLDER"
LEFT_OUT = "RBDS001 T35"  # its reference was solved on two exchanged markers
SAGITTAL = ("hip_flexion", "knee_flexion", "ankle_flexion")
OTHER_PLANES = ("hip_adduction", "hip_rotation")
MEDIAN, MOST, SHARE, R = 2.5, 4.0, 0.9, 0.98  # asked of the sagittal plane
CURVE, CURVE_R = 2.5, 0.9  # asked of the published curves
WORST = 12
Rows = Sequence["Agreement"]


def page(treadmill: Rows, processed: Rows, full_body: Rows, references: Rows) -> str:
    """The whole page."""
    parts = [
        f"""# Angles against published answers

Made by `{COMMAND}`; do not edit.
Degrees. RMSE with the offset removed, unless said otherwise; offset is ours minus theirs: two laboratories that define
a joint's zero differently differ by it in every frame.""",
        *_treadmill([row for row in treadmill if row.recording != LEFT_OUT]),
        *_processed(processed),
        *_full_body(full_body, references),
    ]
    return "\n".join(parts) + "\n"


def _met(good: bool) -> str:
    return "yes" if good else "**no**"


def _treadmill(rows: Rows) -> Iterator[str]:
    runs = len({row.recording for row in rows})
    yield f"""
## Sagittal plane: inverse kinematics of the treadmill set ({runs} runs of 6–9 s, both legs)

Asked: median RMSE ≤ {MEDIAN}, nine in ten ≤ {MOST:g}, r ≥ {R}. {LEFT_OUT} is left out: its reference was solved on two
exchanged markers.

| angle | curves | median | 90th percentile | ≤ {MOST:g}° % | median r | lowest r | r ≥ {R} % | offset ± SD | reached |
|---|---|---|---|---|---|---|---|---|---|"""
    for angle in SAGITTAL:
        yield _summary(angle, [row for row in rows if row.angle == angle])
    yield f"""
"Reached" takes the median of r; the single curves below {R} stand among the worst cases.

Worst cases. *limited*: share of frames in which a knee of the *reference* stands at 120°; *elsewhere*: RMSE in all
other frames.

| recording | angle | RMSE | r | limited % | elsewhere |
|---|---|---|---|---|---|"""
    judged = [row for row in rows if row.angle in SAGITTAL]
    for row in sorted(judged, key=lambda row: -row.rmse)[:WORST]:
        yield (
            f"| {row.recording} | `{row.angle}` {row.side} | {row.rmse:.1f} | {row.r:.3f} | {100 * row.limited:.0f} "
            f"| {row.free:.1f} |"
        )
    yield from _why(judged, rows)
    yield """
### Other planes and the pelvis, shown only

This reference is weak here. *range*: largest minus smallest in a run, median over runs.

| angle | median RMSE | 90th percentile | median r | offset ± SD | range, ours | range, theirs | largest, theirs |
|---|---|---|---|---|---|---|---|"""
    for angle in ("pelvis_tilt", "pelvis_obliquity", "pelvis_yaw", *OTHER_PLANES):
        yield _shown(angle, [row for row in rows if row.angle == angle])


def _why(rows: Rows, every: Rows) -> Iterator[str]:
    """What the worst cases have in common, in the numbers of this very table."""
    hips = [row for row in rows if row.angle == "hip_flexion"]
    hit, free = ([row.rmse for row in hips if (row.limited > 0) is at_limit] for at_limit in (True, False))
    limited = sorted({row.recording for row in rows if row.limited > 0})
    folded = [max(r.ours[1] for r in rows if r.recording == name) for name in limited]
    worst = max(hips, key=lambda row: row.rmse).recording
    pelvis = next(row for row in every if (row.recording, row.angle) == (worst, "pelvis_tilt"))
    yield "\n" + fill(
        f"**Why.** The model behind the reference bends its knee to 120° and no farther. In these runs the markers "
        f"fold it to {min(folded):.0f}–{max(folded):.0f}° in swing, so the solver lays what is missing on the hip, the "
        f"pelvis and the other leg: in {worst} its pelvis tilts from "
        f"{pelvis.theirs[0]:.0f} to {pelvis.theirs[1]:.0f}°, where the four pelvis markers tilt from "
        f"{pelvis.ours[0]:.0f} to {pelvis.ours[1]:.0f}°. Runs in which this happens: {', '.join(limited)}. Median RMSE "
        f"of the hip in them {np.median(hit):.1f}°, in all others {np.median(free):.1f}° (largest {max(free):.1f}°). "
        "They are not left out of the table above.",
        width=120,
    )


def _summary(angle: str, rows: Rows) -> str:
    rmse, r = _of(rows, lambda row: row.rmse), _of(rows, lambda row: row.r)
    share = float(np.mean(rmse <= MOST))
    good = bool(np.median(rmse) <= MEDIAN and share >= SHARE and np.median(r) >= R)
    return (
        f"| `{angle}` | {len(rows)} | {np.median(rmse):.2f} | {np.percentile(rmse, 90):.2f} | {100 * share:.0f} "
        f"| {np.median(r):.3f} | {r.min():.3f} | {100 * np.mean(r >= R):.0f} | {_offset(rows)} | {_met(good)} |"
    )


def _shown(angle: str, rows: Rows) -> str:
    rmse, r = _of(rows, lambda row: row.rmse), _of(rows, lambda row: row.r)
    ours = _of(rows, lambda row: row.ours[1] - row.ours[0])
    theirs = _of(rows, lambda row: row.theirs[1] - row.theirs[0])
    return (
        f"| `{angle}` | {np.median(rmse):.1f} | {np.percentile(rmse, 90):.1f} | {np.median(r):.2f} "
        f"| {_offset(rows)} | {np.median(ours):.0f} | {np.median(theirs):.0f} | {theirs.max():.0f} |"
    )


def _of(rows: Rows, number: Callable[[Agreement], float]) -> Floats:
    return np.array([number(row) for row in rows])


def _offset(rows: Rows) -> str:
    offsets = _of(rows, lambda row: row.offset)
    return f"{offsets.mean():+.1f} ± {offsets.std(ddof=1):.1f}"


def _processed(rows: Rows) -> Iterator[str]:
    chosen = [row for row in rows if row.angle in OTHER_PLANES]
    good = sum(row.rmse <= CURVE and row.r >= CURVE_R for row in chosen)
    raw = sum(row.raw <= CURVE and row.r >= CURVE_R for row in chosen)
    yield f"""
## Frontal and transverse hip: curves published by the set's authors (two runners, three speeds, both sides)

Mean curve of a stride. The published one begins before the 50 N landing; it is first moved by the lag within ±3 % of
the stride at which it lies closest (+ later). Asked: ≤ {CURVE}°, r ≥ {CURVE_R}: reached in {good} of {len(chosen)}
with the offset removed, in {raw} with the offset left in.

| recording | angle | lag % | RMSE | with offset | r | reached |
|---|---|---|---|---|---|---|"""
    for row in chosen:
        met = _met(row.rmse <= CURVE and row.r >= CURVE_R)
        yield (
            f"| {row.recording} | `{row.angle}` {row.side} | {row.lag:+.2f} | {row.rmse:.2f} | {row.raw:.2f} "
            f"| {row.r:.3f} | {met} |"
        )
    yield "\nSagittal, the same way, shown:\n\n| angle | median RMSE | largest | median r | offset ± SD |"
    yield "|---|---|---|---|---|"
    for angle in SAGITTAL:
        of = [row for row in rows if row.angle == angle]
        rmse = _of(of, lambda row: row.rmse)
        r = np.median(_of(of, lambda row: row.r))
        yield f"| `{angle}` | {np.median(rmse):.2f} | {rmse.max():.2f} | {r:.3f} | {_offset(of)} |"


def _full_body(rows: Rows, references: Rows) -> Iterator[str]:
    runs = len({row.recording for row in rows})
    yield f"""
## Full body: inverse kinematics of the full-body set ({runs} runs of seven men, 2–5 m/s), shown

Signs turned to ours (docs/measures.md); the reference's `knee_angle` bends negatively here. *two references*: how far
two published solutions of one run (subject01, 4 m/s) lie from one another. Subject20 has no standing trial, so no inner
knee points and no joint angles.

| angle | curves | median RMSE | 90th percentile | median r | offset ± SD | two references |
|---|---|---|---|---|---|---|"""
    for angle in dict.fromkeys(row.angle for row in rows):
        of = [row for row in rows if row.angle == angle]
        rmse, r = _of(of, lambda row: row.rmse), _of(of, lambda row: row.r)
        apart = np.mean([row.rmse for row in references if row.angle == angle])
        yield (
            f"| `{angle}` | {len(of)} | {np.median(rmse):.1f} | {np.percentile(rmse, 90):.1f} | {np.median(r):.2f} "
            f"| {_offset(of)} | {apart:.1f} |"
        )
    usual = np.median([row.gives for row in rows if row.side])
    yield f"""
Farthest off. *gives*: by how much the distance between two markers on one thigh or shank of that leg changes in the run
(median of all legs {usual:.0f} mm). Where one of only three markers on the shank swings about, as in subject02 on the
right, the shank cannot be followed by them alone; the reference leans on all markers of the body. Frames in which such
a cluster gives way (docs/definitions.md) are gaps on our side and not compared; what is left of them is still weak.

| recording | angle | RMSE | r | gives, mm |
|---|---|---|---|---|"""
    for row in sorted(rows, key=lambda row: -row.rmse)[:WORST]:
        side = f" {row.side}" if row.side else ""
        yield (
            f"| {row.recording} | `{row.angle}`{side} | {row.rmse:.1f} | {row.r:.2f} "
            f"| {f'{row.gives:.0f}' if row.side else '–'} |"
        )
