"""What readers give → a `Recording`: dialect, gaps, axes, units, labels, force, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from understride.formats import axes, distances, forces, labels
from understride.formats.axes import Cloud, Placement
from understride.formats.dialect import Dialect, plain, recognise
from understride.formats.raw import Raw, RawForce
from understride.model import (
    SIDES,
    Floats,
    Note,
    Points,
    Provenance,
    Recording,
    RecordingError,
    frozen,
    sealed,
)

MOSTLY_SEEN = 0.02
"""Share of frames in which some point must be seen at all for a file to hold a recording."""


RUN_REPAIRS: tuple[labels.Repair, ...] = (labels.sides, labels.front_and_back, labels.grounded)
STANDING_REPAIRS: tuple[labels.Repair, ...] = (labels.sides, labels.grounded)
"""In standing, the way forward is taken from front and back, so they cannot be judged by it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Said:
    """What a person declares: kg, m, m/s; None = not said."""

    mass: float | None = None
    height: float | None = None
    speed: float | None = None


def assemble(
    run: Raw,
    *,
    static: Raw | None = None,
    force: Sequence[Raw] = (),
    mapping: Dialect | None = None,
    said: Said,
    notes: Sequence[Note] = (),
) -> Recording:
    """One run with its standing trial and its force files, in our names, axes and units."""
    _needs_markers(run)
    dialect = recognise(run.labels, file=run.file, dialects=None if mapping is None else [mapping])
    cloud, found = _cloud(run, dialect)
    feet = _feet(cloud, dialect, run)
    placement = axes.of_run(
        cloud, rate_hz=run.rate_hz, declared_unit=run.length_unit, declared=run.declared_axes, file=run.file
    )
    cloud, repaired = _repaired({n: placement.place(p) for n, p in cloud.items()}, run.file, RUN_REPAIRS)
    standing, standing_notes = _standing(static, dialect, mapping)
    if standing is not None:
        cloud, renamed = distances.against_static(
            cloud, {n: standing[n] for n in standing.names}, file=run.file
        )
        repaired = (*repaired, *renamed)
    found = (*found, *repaired)
    points = Points(names=tuple(cloud), positions=_stacked(cloud), rate_hz=run.rate_hz, start=run.start)
    placed = forces.place(
        _channels(run, force, points), placement, start=points.start, duration=points.duration, file=run.file
    )
    return Recording(
        points=points,
        foot_points=sealed(feet),
        surface=placement.surface,
        provenance=Provenance(
            file=run.file,
            sha256=run.sha256,
            reader=run.reader,
            dialect=dialect.id,
            others=tuple((role, r.file, r.sha256) for role, r in _others(static, force)),
            steps=(
                f"marker set {dialect.id} recognised by its labels"
                if mapping is None
                else f"marker set by mapping ({dialect.id})",
                *placement.steps,
                *placed.steps,
            ),
        ),
        force=placed.force,
        static=standing,
        events=run.events,
        mass=said.mass if said.mass is not None else run.mass,
        height=said.height if said.height is not None else run.height,
        speed=said.speed,
        notes=(
            _dialect_note(dialect),
            *notes,
            *run.notes,
            *found,
            *_hint(dialect, placement),
            *standing_notes,
            *(n for r in force for n in r.notes),
            *placed.notes,
        ),
    )


def _others(static: Raw | None, force: Sequence[Raw]) -> list[tuple[str, Raw]]:
    return [*([("static", static)] if static else []), *(("forces", r) for r in force)]


# --- what must be there --------------------------------------------------------------------------------------


def _needs_markers(raw: Raw) -> None:
    """Refuse what is no recording of points, each with its own sentence."""
    if not raw.labels:
        if raw.table is not None:
            found, do = (
                "columns of numbers without points (joint angles?)",
                "Give the marker file of the same run.",
            )
        elif raw.forces:
            found, do = "forces alone", "Give the marker file, and this one as forces."
        else:
            found, do = "no marker", "Export the recording again with its labelled markers."
        raise RecordingError(raw.file, found=found, needed="labelled points over time", do=do)
    if not np.isfinite(raw.rate_hz) or raw.rate_hz <= 0:
        raise RecordingError(
            raw.file,
            found=f"a rate of {raw.rate_hz:g} frames per second",
            needed="the rate of the recording",
            do="Export it again with its rate.",
        )
    seen = np.isfinite(without_zeros(raw.positions)).all(axis=2)
    if np.mean(np.any(seen, axis=1)) < MOSTLY_SEEN:
        raise RecordingError(
            raw.file,
            found="markers that are never seen",
            needed="positions of the markers",
            do="Export the recording again with filled or measured trajectories.",
        )


def _feet(cloud: Cloud, dialect: Dialect, raw: Raw) -> dict[str, tuple[str, ...]]:
    """Role → points without side, of those that some side has; forefoot falls back on the toe."""
    feet = {
        role: tuple(n for n in names if any(f"{n}_{side.value}" in cloud for side in SIDES))
        for role, names in dialect.feet.items()
    }
    feet = {role: names for role, names in feet.items() if names}
    if "forefoot" not in feet and "toe" in feet:
        feet["forefoot"] = feet["toe"]
    if not feet:
        wanted = ", ".join(
            dialect.labels[f"{n}_{s.value}"][0]
            for n in dialect.feet["heel"][:1]
            for s in SIDES
            if f"{n}_{s.value}" in dialect.labels
        )
        raise RecordingError(
            raw.file,
            found=f"no point on the feet (marker set {dialect.id})",
            needed=f"at least a heel on each foot ({wanted})",
            do="Label the heels, or give a mapping file that says which points they are.",
        )
    if not axes.named(cloud, (*axes.PELVIS, *axes.TRUNK)):
        raise RecordingError(
            raw.file,
            found=f"no point on the pelvis or the trunk (marker set {dialect.id})",
            needed="at least one, to tell up from down",
            do="Label the pelvis, or give a mapping file that says which points it has.",
        )
    return feet


# --- names and gaps ------------------------------------------------------------------------------------------


def without_zeros(positions: Floats) -> Floats:
    """Exact (0, 0, 0) is how many programs store a gap, whatever the residual says (trap T3)."""
    return np.where((positions == 0.0).all(axis=2, keepdims=True), np.nan, positions)


def _cloud(raw: Raw, dialect: Dialect) -> tuple[Cloud, tuple[Note, ...]]:
    """Our names → positions as in the file, gaps NaN, points never seen left out."""
    positions = without_zeros(raw.positions)
    index = {label: k for k, label in reversed(list(enumerate(raw.labels)))}
    named = dialect.names_of(raw.labels)
    cloud = {name: positions[:, index[label]] for name, label in named.items()}
    empty = [name for name, p in cloud.items() if not np.isfinite(p).all(axis=1).any()]
    known = {plain(label) for label in named.values()} | dialect.ignored
    extra = [label for label in raw.labels if plain(label) not in known]
    notes = []
    if empty:
        shown = ", ".join(named[name] for name in empty)
        notes.append(Note(id="points.never_seen", text=f"Never seen in {raw.file}: {shown}."))
    if extra:
        shown = ", ".join(extra[:5]) + (", …" if len(extra) > 5 else "")
        word = "label" if len(extra) == 1 else "labels"
        notes.append(
            Note(
                id="points.unknown",
                text=f"{len(extra)} {word} in {raw.file} that the marker set "
                f"{dialect.id} does not know were left out ({shown}).",
            )
        )
    return {name: p for name, p in cloud.items() if name not in empty}, tuple(notes)


def _repaired(cloud: Cloud, file: str, repairs: Sequence[labels.Repair]) -> tuple[Cloud, tuple[Note, ...]]:
    notes: tuple[Note, ...] = ()
    for repair in repairs:
        cloud, told = repair(cloud, file)
        notes = (*notes, *told)
    return cloud, notes


def _stacked(cloud: Cloud) -> Floats:
    return frozen(np.stack(list(cloud.values()), axis=1))


def _dialect_note(dialect: Dialect) -> Note:
    return Note(id="dialect.recognised", text=f"Marker set: {dialect.title} ({dialect.id}).")


def _hint(dialect: Dialect, placement: Placement) -> tuple[Note, ...]:
    """Said, never obeyed: this laboratory usually has other axes."""
    if dialect.lab_axes is None or dialect.lab_axes == (placement.forward, placement.up):
        return ()
    return (
        Note(
            id="axes.unusual",
            text=f"Recordings of the set {dialect.id} usually have {dialect.lab_axes[0]} forward "
            f"and {dialect.lab_axes[1]} up; here the runner moves along {placement.forward} with {placement.up} "
            "up, and that was used.",
        ),
    )


# --- standing trial, force -----------------------------------------------------------------------------------


def _standing(
    raw: Raw | None, dialect: Dialect, mapping: Dialect | None
) -> tuple[Points | None, tuple[Note, ...]]:
    """The standing trial in its own lab axes (it may face anywhere, trap T9)."""
    if raw is None:
        return None, ()
    _needs_markers(raw)
    own = recognise(raw.labels, file=raw.file, dialects=None if mapping is None else [mapping])
    if own.id != dialect.id:
        raise RecordingError(
            raw.file,
            found=f"a standing trial of the marker set {own.id}",
            needed=f"the one of the run ({dialect.id})",
            do="Give the standing trial of the same session, or none.",
        )
    cloud, notes = _cloud(raw, dialect)
    _feet(cloud, dialect, raw)
    placement = axes.of_standing(cloud, declared_unit=raw.length_unit, file=raw.file)
    if len(raw.positions) > 1 and axes.speed_of(cloud, placement, raw.rate_hz) > axes.MOVING:
        raise RecordingError(
            raw.file,
            found="a body that moves",
            needed="quiet standing as the static trial",
            do="Give the standing trial, or none.",
        )
    cloud, repaired = _repaired({n: placement.place(p) for n, p in cloud.items()}, raw.file, STANDING_REPAIRS)
    points = Points(names=tuple(cloud), positions=_stacked(cloud), rate_hz=raw.rate_hz, start=raw.start)
    return points, (*notes, *repaired)


def _channels(run: Raw, force: Sequence[Raw], points: Points) -> list[RawForce]:
    """Force of the run's own file, or of the files given (they win), with a rate where the file has none (T16)."""
    given = [channel for raw in force for channel in raw.forces] or list(run.forces)
    return [channel.lasting(points.frames / points.rate_hz, start=points.start) for channel in given]
