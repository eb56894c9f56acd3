"""The order of the rooms on one screen: a recording and what was told become one `Analysis`.

The only module that knows the pipeline; command line and pages call it and nothing below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from understride import causes, findings, gait, knowledge, measures
from understride.model import (
    Cause,
    Complaint,
    Contacts,
    CurveSet,
    Dropped,
    Finding,
    Measured,
    Note,
    Reason,
    Recording,
    RequestError,
    Runner,
    Sex,
    Side,
    Skeleton,
    Unavailable,
)

FILTERS = (
    "points: 2nd-order Butterworth both ways, 12 Hz; gaps up to 0.1 s by cubic spline",
    "contacts from feet: 20 Hz",
    "forces: 2nd-order Butterworth both ways, 50 Hz",
)
GRAVITY = 9.81  # m/s²
FEMALE = (
    "Told: female. Where women and men are known to differ, values are held against women, or against nobody."
)
DIFFERS = 0.05  # share by which a declared speed may differ from the measured one before it is said
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Running speed, m/s. source: `declared`, `belt` (from the feet), `pelvis` (over ground)."""

    value: float
    source: str
    measured: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """Everything that one recording says. story: words about where the complaint comes from (the demo), or None."""

    recording: Recording
    runner: Runner
    complaints: tuple[Complaint, ...]
    contacts: Contacts
    speed: Speed | None
    measured: tuple[Measured, ...]
    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...]
    notes: tuple[Note, ...]
    dropped: tuple[Dropped, ...]
    strides: Mapping[Side, int]
    curves: Mapping[tuple[str, Side | None], CurveSet]
    skeleton: Skeleton | None
    filters: tuple[str, ...]
    story: str | None = None


def analyze(
    recording: Recording,
    complaints: Sequence[Complaint] = (),
    *,
    runner: Runner | None = None,
    known: knowledge.Knowledge | None = None,
    method: str = "auto",
    story: str | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Everything that one recording says about a run and what was told.

    complaints: region ids of the knowledge, `known` or the package's own. method: contacts by `force`, `kinematic` or
    `auto`. progress: called with the name of each step. Raises RecordingError if there is no running in it,
    RequestError for an unknown region.
    """
    say = progress or _silent
    known = known or knowledge.load()
    _refuse_unknown(complaints, known)
    say("finding contacts")
    contacts = gait.contacts(recording, method=method)
    say("measuring")
    body = measured_from(recording, contacts)
    say("judging and ranking")
    found = findings.judge(
        body.measured,
        speed=body.speed.value if body.speed else None,
        dialect=recording.provenance.dialect,
        static=bool(body.motion.signals.standing),
        sex=runner.sex if runner else None,
    )
    strides = body.strides.of
    return Analysis(
        recording=recording,
        runner=runner or Runner(),
        complaints=tuple(complaints),
        contacts=contacts,
        speed=body.speed,
        measured=body.measured,
        findings=found,
        causes=causes.rank(complaints, body.measured, found, known),
        notes=(
            *recording.notes,
            *contacts.notes,
            *body.motion.notes,
            *_said(recording, body),
            *_of_runner(runner),
        ),
        dropped=(*contacts.dropped, *body.strides.dropped),
        strides={side: len(own) for side, own in strides.items()},
        curves=gait.curves(strides),
        skeleton=gait.skeleton(recording, body.motion, strides[Side.RIGHT]),
        filters=FILTERS,
        story=story,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What was measured, before anything is judged."""

    motion: gait.Motion
    speed: Speed | None
    ground: gait.Ground | None
    strides: gait.Strides
    measured: tuple[Measured, ...]


def measured_from(recording: Recording, contacts: Contacts) -> Body:
    """Angles, strides and values of a run, given its contacts, whichever way they were found."""
    motion = gait.motion(recording, contacts)
    speed = _speed(recording, motion)
    ground = _ground(recording, contacts, motion)
    mass = recording.mass or (ground.body_weight / GRAVITY if ground else None)
    pace = speed.value if speed else None
    strides = gait.strides(contacts, motion.signals, ground, speed=pace, mass=mass, height=recording.height)
    measured = measures.evaluate(measures.MEASURES, strides.of, _sources(recording, motion, ground))
    if contacts.error is not None:
        shifted = [
            gait.moved(strides, motion.signals, ground, shift).of for shift in gait.shifts(contacts.error)
        ]
        measured = measures.with_timing(measures.MEASURES, measured, strides.of, shifted)
    return Body(motion, speed, ground, strides, measured)


def _silent(_step: str) -> None:
    """Progress that nobody watches."""


def _refuse_unknown(complaints: Sequence[Complaint], known: knowledge.Knowledge) -> None:
    regions = [region.id for region in known.regions]
    for complaint in complaints:
        if complaint.region not in regions:
            raise RequestError(
                found=f"the place '{complaint.region}'",
                needed=f"one of {', '.join(regions)}",
                do="Choose one of these.",
            )


def _speed(recording: Recording, motion: gait.Motion) -> Speed | None:
    measured = float(np.mean(motion.travel.speed)) if motion.travel else None
    if recording.speed is not None:
        return Speed(value=recording.speed, source="declared", measured=measured)
    if motion.travel is None or measured is None:
        return None
    return Speed(value=measured, source=motion.travel.source, measured=measured)


def _ground(recording: Recording, contacts: Contacts, motion: gait.Motion) -> gait.Ground | None:
    if recording.force is None:
        return None
    heading = float(np.median(motion.travel.heading)) if motion.travel else 0.0
    return gait.ground(recording.force, contacts, heading, recording.mass)


def _sources(recording: Recording, motion: gait.Motion, ground: gait.Ground | None) -> measures.Sources:
    lacking = None
    if recording.force is None:
        lacking = Unavailable(reason=Reason.NO_FORCE, detail="no force was recorded")
    elif ground is None:
        lacking = Unavailable(
            reason=Reason.NO_FORCE,
            detail="too few strides on the plates to know the runner's weight (give --mass)",
        )
    return measures.Sources(
        missing=motion.signals.missing,
        frame_ids=motion.signals.frame_ids,
        standing=motion.signals.standing,
        force_missing=lacking,
        content=recording.provenance.sha256,
    )


def _of_runner(runner: Runner | None) -> tuple[Note, ...]:
    """What being told the runner's sex changes."""
    return (Note(id="runner.female", text=FEMALE),) if runner and runner.sex is Sex.FEMALE else ()


def _said(recording: Recording, body: Body) -> tuple[Note, ...]:
    """What the order itself has to say about speed and mass."""
    notes = []
    speed = body.speed
    if speed and speed.measured is not None and abs(speed.measured - speed.value) > DIFFERS * speed.value:
        given, seen = f"{speed.value:.2f} m/s", f"{speed.measured:.2f} m/s"
        text = f"The speed given is {given}; the recording says {seen}. The one given is used."
        notes.append(Note(id="speed.differs", text=text))
    if body.ground and recording.mass is None:
        mass = body.ground.body_weight / GRAVITY
        notes.append(
            Note(id="mass.from_force", text=f"No mass was given; the mean vertical force says {mass:.0f} kg.")
        )
    return tuple(notes)
