"""Recordings as they come out of real laboratories: points missing, unseen for a while, named wrongly; and mirrored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

import numpy as np

from understride.model import Contact, Force, ForceChannel, Points, Recording, Side, frozen, sealed
from understride.synth.made import Made
from understride.synth.truth import Key

# Whole-body values that change their sign when left and right are exchanged
TURNED_ROUND = (
    "pelvis_yaw_offset",
    "thorax_yaw_offset",
    "thorax_side_bend_offset",
    "shoulder_height_difference",
)


def drop_points(recording: Recording, *patterns: str) -> Recording:
    """Without the points whose names match (`*_medial_*`), in the run and in the static trial."""

    def kept(points: Points) -> Points:
        stay = [i for i, n in enumerate(points.names) if not any(fnmatchcase(n, p) for p in patterns)]
        return replace(
            points,
            names=tuple(points.names[i] for i in stay),
            positions=frozen(points.positions[:, stay]),
        )

    static = recording.static
    return replace(recording, points=kept(recording.points), static=None if static is None else kept(static))


def gaps(recording: Recording, names: Iterable[str], *, start: float, seconds: float) -> Recording:
    """With points unseen (NaN) from a time on, s of the recording's clock."""
    points = recording.points
    time = points.start + np.arange(points.frames) / points.rate_hz
    positions = points.positions.copy()
    unseen = (time >= start) & (time < start + seconds)
    for name in names:
        positions[unseen, points.names.index(name)] = np.nan
    return replace(recording, points=replace(points, positions=frozen(positions)))


def swap_labels(recording: Recording, first: str, second: str) -> Recording:
    """With two points named as each other in the run (trap T4), not in the static trial."""
    other = {first: second, second: first}
    names = tuple(other.get(name, name) for name in recording.points.names)
    return replace(recording, points=replace(recording.points, names=names))


def mirrored(made: Made) -> Made:
    """The runner in a mirror: everything that was left is right. Values over right strides are now over left ones."""
    recording = made.recording
    static = _mirrored_points(made.static)
    force = None if recording.force is None else _mirrored_force(recording.force)
    other = replace(recording, points=_mirrored_points(recording.points), static=static, force=force)
    contacts = tuple(Contact(side=c.side.other, landing=c.landing, leaving=c.leaving) for c in made.contacts)
    return Made(
        recording=other,
        static=static,
        truth=_mirrored_values(made.truth),
        standing=_mirrored_values(made.standing),
        per_stride=sealed(
            {_mirrored_key(key): _sign(key) * values for key, values in made.per_stride.items()}
        ),
        contacts=contacts,
    )


def _mirrored_points(points: Points) -> Points:
    names = tuple(_other_name(name) for name in points.names)
    return replace(points, names=names, positions=frozen(points.positions * np.array([1.0, 1.0, -1.0])))


def _other_name(name: str) -> str:
    for side in (Side.LEFT, Side.RIGHT):
        if name.endswith(f"_{side}"):
            return name.removesuffix(side) + side.other
    return name


def _mirrored_force(force: Force) -> Force:
    flip = np.array([1.0, 1.0, -1.0])

    def turned(channel: ForceChannel) -> ForceChannel:
        return replace(
            channel,
            name=_other_name(channel.name),
            foot=None if channel.foot is None else channel.foot.other,
            force=frozen(channel.force * flip),
            centre=frozen(channel.centre * flip),
            free_moment=frozen(-channel.free_moment),
        )

    return replace(force, channels=tuple(turned(channel) for channel in force.channels))


def _mirrored_key(key: Key) -> Key:
    name, side = key
    return name, side.other if side in (Side.LEFT, Side.RIGHT) else side


def _sign(key: Key) -> float:
    return -1.0 if key[1] is Side.LEFT_MINUS_RIGHT or key[0] in TURNED_ROUND else 1.0


def _mirrored_values(values: Mapping[Key, float]) -> Mapping[Key, float]:
    return sealed({_mirrored_key(key): _sign(key) * value for key, value in values.items()})
