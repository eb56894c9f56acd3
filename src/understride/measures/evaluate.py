"""Measures over all strides: mean, spread, interval, left minus right, or the reason why there is no value.

Written once for all measures. A value is the mean of the per-stride values, never the value of the mean curve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from understride.gait import RELATIVE
from understride.measures import bootstrap
from understride.measures.table import Also, Measure
from understride.model import SIDES, Floats, Measured, Reason, Result, Side, Stride, Unavailable, Value

FEWEST = 5  # strides to show a value
SIDE_OF_WHOLE_BODY = Side.RIGHT
DIFFERENCE = 1.2  # times the one-side error: placement partly cancels, noise adds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sources:
    """What lies behind the strides, for reasons and provenance.

    missing: signal name as the recording knows it → why there is none. frame_ids: signal → segment frames.
    standing: signal → value in quiet standing. force_missing: why there is no force, or None.
    content: hash of the file, which seeds the bootstrap.
    """

    missing: Mapping[str, Unavailable]
    frame_ids: Mapping[str, tuple[str, ...]]
    standing: Mapping[str, float]
    force_missing: Unavailable | None
    content: str


@dataclass(frozen=True, slots=True, eq=False)
class _Series:
    """Per-stride values of one side, in order, with what the bootstrap made of them."""

    value: float
    sd: float
    resampled: Floats
    strides: tuple[Stride, ...]


def evaluate(
    measures: Sequence[Measure], strides: Mapping[Side, Sequence[Stride]], sources: Sources
) -> tuple[Measured, ...]:
    """Every measure on every side it has: one row per measure, or three (left, right, left minus right)."""
    rows: list[Measured] = []
    for measure in measures:
        if not measure.sided:
            found = _series(measure, SIDE_OF_WHOLE_BODY, strides, sources)
            rows.append(
                Measured(measure=measure.name, side=None, result=_single(measure, None, found, sources))
            )
            continue
        both = {side: _series(measure, side, strides, sources) for side in SIDES}
        single = {side: _single(measure, side, both[side], sources) for side in SIDES}
        rows += [Measured(measure=measure.name, side=side, result=single[side]) for side in SIDES]
        result = _difference(measure, both, single)
        rows.append(Measured(measure=measure.name, side=Side.LEFT_MINUS_RIGHT, result=result))
    return tuple(rows)


def _series(
    measure: Measure, side: Side, strides: Mapping[Side, Sequence[Stride]], sources: Sources
) -> _Series | Unavailable:
    """Values of one side, or why there are none."""
    own = strides.get(side, ())
    lacking = _lacking(measure, side, own, sources)
    if lacking:
        return lacking
    usable = [s for s in own if not any(need in s.missing for need in measure.needs)]
    pairs = [(s, v) for s in usable if (v := measure(s)) is not None and np.isfinite(v)]
    if len(pairs) < FEWEST:
        few = f"{len(pairs)} of {len(own)} strides can be used; {FEWEST} are needed"
        never = len(usable) >= FEWEST
        return Unavailable(reason=Reason.DOES_NOT_OCCUR if never else Reason.TOO_FEW_STRIDES, detail=few)
    kept = tuple(s for s, _ in pairs)
    values = np.array([v for _, v in pairs])
    refused = measure.check(kept, values) if measure.check else None
    if refused:
        return refused
    seed = bootstrap.seed_of(sources.content, measure.name, side)
    if measure.circular:
        return _circular(values, seed, kept)
    return _Series(float(values.mean()), float(values.std(ddof=1)), bootstrap.means(values, seed), kept)


def _circular(values: Floats, seed: int, kept: tuple[Stride, ...]) -> _Series:
    """Mean, spread and resampled means of angles that wrap; resampled means are unwrapped around the mean."""
    vectors = np.stack([np.cos(np.radians(values)), np.sin(np.radians(values))], axis=1)
    x, y = vectors.mean(axis=0)
    mean = float(np.degrees(np.arctan2(y, x)) % 360.0)
    spread = float(np.degrees(np.sqrt(-2 * np.log(min(np.hypot(x, y), 1.0)))))
    drawn = bootstrap.means(vectors, seed)
    away = (np.degrees(np.arctan2(drawn[:, 1], drawn[:, 0])) - mean + 180.0) % 360.0 - 180.0
    return _Series(mean, spread, mean + away, kept)


def _lacking(measure: Measure, side: Side, own: Sequence[Stride], sources: Sources) -> Unavailable | None:
    """Why this measure cannot be read at all, or None."""
    for need in measure.needs:
        for name in _names(need, side):
            if name in sources.missing:
                return sources.missing[name]
    for need in measure.also:
        reason = _also(need, own, sources)
        if reason:
            return reason
    return None


def _names(need: str, side: Side) -> tuple[str, ...]:
    """How the recording calls a signal that a stride knows by a shorter name."""
    if need in RELATIVE:
        return (RELATIVE[need][0],)
    if need.startswith("other_"):
        return (f"{need.removeprefix('other_')}_{side.other}",)
    return (need, f"{need}_{side}")


def _also(need: Also, own: Sequence[Stride], sources: Sources) -> Unavailable | None:
    """Whether force, speed, mass or height is there."""
    if need in (Also.FORCE, Also.RAW_FORCE, Also.FREE_MOMENT) and sources.force_missing:
        return sources.force_missing
    forces = [s.force for s in own if s.force is not None]
    absent = {
        Also.RAW_FORCE: (
            any(f.presmoothed for f in forces),
            Unavailable(reason=Reason.FORCE_SMOOTHED, detail="the force was smoothed before it reached us"),
        ),
        Also.FREE_MOMENT: (
            bool(forces) and not any(np.isfinite(f.free_moment).any() for f in forces),
            Unavailable(reason=Reason.NO_FORCE, detail="the force file holds no moments"),
        ),
        Also.SPEED: (
            bool(own) and own[0].speed is None,
            Unavailable(reason=Reason.NO_SPEED, detail="the speed could not be measured and was not given"),
        ),
        Also.MASS: (
            bool(own) and own[0].mass is None,
            Unavailable(reason=Reason.NO_MASS_OR_HEIGHT, detail="needs the runner's mass (--mass)"),
        ),
        Also.HEIGHT: (
            bool(own) and own[0].height is None,
            Unavailable(reason=Reason.NO_MASS_OR_HEIGHT, detail="needs the runner's height (--height)"),
        ),
    }
    is_absent, reason = absent.get(need, (False, None))
    return reason if is_absent else None


def _single(measure: Measure, side: Side | None, found: _Series | Unavailable, sources: Sources) -> Result:
    """One side's (or the whole body's) value."""
    if isinstance(found, Unavailable):
        return found
    size = abs(found.value) if measure.relative_error else 1.0
    low, high = bootstrap.interval(found.resampled)
    return Value(
        value=found.value,
        unit=measure.unit,
        sd=found.sd,
        ci95=(low, high),
        strides=len(found.strides),
        definition=measure.definition_id,
        frames=_frames(measure, side or SIDE_OF_WHOLE_BODY, sources),
        from_standing=_from_standing(measure, side, found.value, sources),
        between_day_sem=_times(measure.between_day_sem, size),
        between_lab_sd=_times(measure.between_lab_sd, size),
        extra=measure.extra(found.strides) if measure.extra else (),
    )


def _difference(
    measure: Measure, both: Mapping[Side, _Series | Unavailable], single: Mapping[Side, Result]
) -> Result:
    """Left minus right with an interval of its own, or why one of them is missing."""
    left, right = both[Side.LEFT], both[Side.RIGHT]
    one, two = single[Side.LEFT], single[Side.RIGHT]
    if isinstance(left, Unavailable):
        return left
    if isinstance(right, Unavailable):
        return right
    if isinstance(one, Unavailable) or isinstance(two, Unavailable):
        return one
    low, high = bootstrap.interval(left.resampled - right.resampled)
    standing = None
    if one.from_standing is not None and two.from_standing is not None:
        standing = one.from_standing - two.from_standing
    return Value(
        value=left.value - right.value,
        unit=measure.unit,
        sd=float(np.hypot(left.sd, right.sd)),
        ci95=(low, high),
        strides=min(len(left.strides), len(right.strides)),
        definition=measure.definition_id,
        frames=tuple(dict.fromkeys(one.frames + two.frames)),
        from_standing=standing,
        between_day_sem=measure.difference_sem or _times(one.between_day_sem, DIFFERENCE),
        between_lab_sd=one.between_lab_sd,
    )


def _frames(measure: Measure, side: Side, sources: Sources) -> tuple[str, ...]:
    ids = [
        i for need in measure.needs for name in _names(need, side) for i in sources.frame_ids.get(name, ())
    ]
    return tuple(dict.fromkeys(ids))


def _from_standing(measure: Measure, side: Side | None, value: float, sources: Sources) -> float | None:
    """Value minus quiet standing; the zero's sign is that of the measure."""
    if measure.zero is None:
        return None
    name, sign = measure.zero.removeprefix("-"), -1.0 if measure.zero.startswith("-") else 1.0
    for key in (name, f"{name}_{side}"):
        if key in sources.standing:
            return value - sign * sources.standing[key]
    return None


def _times(number: float | None, factor: float) -> float | None:
    return None if number is None else number * factor
