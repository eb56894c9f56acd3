"""Which points of a C3D file are markers on a body, and what they are called.

A C3D "point" is anything with three numbers: Vicon writes joint angles, forces and segment axes as points.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from understride.formats.c3d_parameters import DamagedError, Parameters
from understride.model import Note

# Lists in the group POINT that name what a model has computed (Vicon Nexus, Plug-in Gait).
MODEL_LISTS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "REACTIONS", "MODELED_MARKERS")
# Plug-in Gait outputs by name, for files that lost those lists: LKneeAngles, RGroundReactionForce …
MODEL_NAME = re.compile(r"[a-z](Angles?|Forces?|Moments?|Powers?|GRF)$|^CentreOfMass(Floor)?$")
# Trajectories nobody named: *52 (Vicon), U12, x52 stays a name of its own.
UNLABELLED = re.compile(r"^(\*.*|U\d+|uname\*?\d*|unlabel{1,2}ed.*|unidentified.*)$", re.IGNORECASE)
AXES = frozenset("OALP")  # a segment's origin and three axis tips: PELO, PELA, PELL, PELP


@dataclass(frozen=True, slots=True)
class Markers:
    """Columns that are markers, with their labels; the labels of the others; what a person should know."""

    columns: tuple[int, ...]
    labels: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[Note, ...]


def markers(parameters: Parameters, points: int) -> Markers:
    """The markers among the points, in the order of the file."""
    written = parameters.texts("POINT", "LABELS")[:points]
    if points and not written:
        raise DamagedError(
            f"its {points} points have no names",
            "markers with their names",
            "Label the markers in the capture software and export the run again.",
        )
    written += [""] * (points - len(written))
    split = [_split(label) for label in written]
    modelled = {_split(name)[1] for name in MODEL_LISTS for name in parameters.texts("POINT", name)}
    axes = _segment_axes(split)
    real = [
        column
        for column, (subject, label) in enumerate(split)
        if label
        and not UNLABELLED.match(label)
        and not MODEL_NAME.search(label)
        and label not in modelled
        and (subject, label) not in axes
    ]
    kept, notes = _one_subject(real, split)
    kept, twice = _first_of_each(kept, split)
    out = sorted(set(range(points)) - set(kept))
    return Markers(
        columns=tuple(kept),
        labels=tuple(split[column][1] for column in kept),
        left_out=tuple(written[column] or f"point {column + 1}" for column in out),
        notes=(*notes, *twice),
    )


def _split(label: str) -> tuple[str, str]:
    """Subject and label of `subject:LABEL`; no subject where there is no colon."""
    subject, _, name = label.rpartition(":")
    return subject, name.strip()


def _segment_axes(split: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Points that make a whole set of segment axes: one stem of three letters with all four endings."""
    endings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, label in split:
        if len(label) == 4:
            endings[subject, label[:3]].add(label[3])
    whole = [stem for stem, seen in endings.items() if seen >= AXES]
    return {(subject, stem + axis) for subject, stem in whole for axis in AXES}


def _one_subject(columns: list[int], split: list[tuple[str, str]]) -> tuple[list[int], list[Note]]:
    """Points of the first subject and those without any: two runners in one file cannot be one body."""
    subjects = list(dict.fromkeys(split[column][0] for column in columns if split[column][0]))
    if len(subjects) < 2:
        return columns, []
    words = f"The file holds {len(subjects)} subjects; only the first one, {subjects[0]}, is read."
    return [column for column in columns if split[column][0] in ("", subjects[0])], [
        Note(id="c3d.subjects", text=words)
    ]


def _first_of_each(columns: list[int], split: list[tuple[str, str]]) -> tuple[list[int], list[Note]]:
    """The first point of each label. Which one is right cannot be known, so it is said."""
    first: dict[str, int] = {}
    for column in columns:
        first.setdefault(split[column][1], column)
    kept = list(first.values())
    twice = dict.fromkeys(split[column][1] for column in columns if first[split[column][1]] != column)
    words = "The label {} stands on more than one point; the first one is used."
    return kept, [Note(id="c3d.label_twice", text=words.format(label)) for label in twice]
