"""The mean stride as points, and signals as bundles of curves: what pages draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from understride.gait import frames, signals
from understride.gait.filters import bridge
from understride.gait.motion import Motion
from understride.gait.strides import POINTS, RELATIVE, SHARE
from understride.model import SIDES, CurveSet, Floats, Recording, Side, Skeleton, Stride, frozen, sealed

DRAWN = (
    "c7", "clav", "sacrum", "asis", "psis", "acromion", "elbow_lateral", "wrist_radial", "wrist_ulnar", "mt5",
)  # fmt: skip


def curves(strides: Mapping[Side, Sequence[Stride]]) -> Mapping[tuple[str, Side | None], CurveSet]:
    """Every signal over the strides of its side; whole-body signals over right strides with side None."""
    found: dict[tuple[str, Side | None], CurveSet] = {}
    for side in SIDES:
        own = strides[side]
        if not own:
            continue
        for name in own[0].whole:
            limb = f"other_{name}" in own[0].whole or name in RELATIVE
            if name.startswith("other_") or (side is Side.LEFT and not limb):
                continue
            usable = [s for s in own if name not in s.missing]
            if usable:
                found[name, side if limb else None] = _bundle(name, side if limb else None, usable)
    return sealed(found)


def _bundle(name: str, side: Side | None, strides: Sequence[Stride]) -> CurveSet:
    def share(times: Sequence[float]) -> float:
        return float(np.mean([(t - s.landing) / s.duration for t, s in zip(times, strides, strict=True)]))

    return CurveSet(
        signal=name,
        side=side,
        strides=frozen(np.array([s.whole[name] for s in strides])),
        leaving=share([s.leaving for s in strides]),
        other_landing=share([s.other_landing for s in strides]),
        other_leaving=share([s.other_leaving for s in strides]),
    )


def skeleton(recording: Recording, motion: Motion, strides: Sequence[Stride]) -> Skeleton | None:
    """The mean right stride as points, or None without a pelvis or strides. strides: right ones, in order."""
    pelvis = frames.pelvis(motion.points)
    if pelvis is None or not strides:
        return None
    tracks = _tracks(recording, motion, pelvis)
    names = tuple(tracks)
    sampled = _sampled(np.stack(list(tracks.values()), axis=1), motion, strides)
    root = sampled[:, :, names.index("mid_pelvis")]
    line = root[:, :1] + SHARE[None, :, None] * (root[:, -1:] - root[:, :1])
    level = (root - line).mean(axis=1, keepdims=True)
    sampled[..., 0] -= (line + level)[:, :, None, 0]
    sampled[..., 2] -= (line + level)[:, :, None, 2]
    seen = np.isfinite(sampled)
    counted = seen.sum(axis=0)
    mean = np.where(counted > 0, np.nansum(sampled, axis=0) / np.maximum(counted, 1), np.nan)
    keep = [k for k in range(len(names)) if np.isfinite(mean[:, k]).all()]
    feet = [k for k in keep if names[k].startswith(("heel", "toe"))]
    if feet:
        mean[..., 1] -= mean[:, feet, 1].min()
    return _with_events(tuple(names[k] for k in keep), mean[:, keep], strides)


def _with_events(names: tuple[str, ...], positions: Floats, strides: Sequence[Stride]) -> Skeleton:
    bundle = _bundle(next(iter(strides[0].whole)), None, strides)
    height = positions[:, names.index("mid_pelvis"), 1]
    leaving, other = round(100 * bundle.leaving), round(100 * bundle.other_landing)
    other_leaving = bundle.other_leaving if bundle.other_leaving <= 1 else bundle.other_leaving - 1
    last = min(100, other + leaving)
    return Skeleton(
        names=names,
        positions=frozen(positions),
        strides=len(strides),
        right_leaving=bundle.leaving,
        left_landing=bundle.other_landing,
        left_leaving=other_leaving,
        lowest_right=float(np.argmin(height[: leaving + 1])) / 100,
        lowest_left=(other + float(np.argmin(height[other : last + 1]))) / 100,
        stride_time=float(np.mean([s.duration for s in strides])),
    )


def _tracks(recording: Recording, motion: Motion, pelvis: frames.Frame) -> dict[str, Floats]:
    """Points and joint centres to draw, by name, (frames, 3) each."""
    points = motion.points
    tracks: dict[str, Floats] = {"mid_pelvis": pelvis.origin}
    for name in points.names:
        if name.removesuffix("_left").removesuffix("_right") in DRAWN:
            tracks[name] = points[name]
    heads = [points[n] for n in points.names if n.startswith("head_")]
    if len(heads) >= 3:
        tracks["head"] = np.mean(heads, axis=0)
    size = (
        frames.pelvis_size(recording.static) if recording.static and frames.pelvis(recording.static) else None
    )
    hips = frames.hip_centres(pelvis, points, *(size or frames.pelvis_size(points)))
    for side in SIDES:
        heel, toe, _ = signals.foot_parts(points, side, recording.foot_points)
        leg = frames.leg(points, side, hips[side], toe, heel)
        parts = {"hip": leg.hip, "knee": leg.knee, "ankle": leg.ankle, "heel": heel, "toe": toe}
        tracks |= {f"{name}_{side}": track for name, track in parts.items() if track is not None}
    return tracks


def _sampled(tracks: Floats, motion: Motion, strides: Sequence[Stride]) -> Floats:
    """Tracks (frames, points, 3) at 0–100 % of every stride, (strides, 101, points, 3); NaN where a gap is near."""
    from scipy.interpolate import CubicSpline

    times = motion.signals.times
    at = np.stack([s.landing + SHARE * s.duration for s in strides])
    spline = CubicSpline(times, bridge(tracks), axis=0)
    sampled = np.asarray(spline(at), dtype=np.float64)
    nearest = np.clip(np.searchsorted(times, at), 0, len(times) - 1)
    unseen = np.isnan(tracks).astype(float).sum(axis=2) > 0
    gaps = np.any(unseen[nearest] | unseen[np.maximum(nearest - 1, 0)], axis=1)
    sampled[np.broadcast_to(gaps[:, None, :], (len(strides), POINTS, tracks.shape[1]))] = np.nan
    return sampled
