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
    Side,
    Skeleton,
    Unavailable,
)

FILTERS = (
    "points: 2nd-order Butterworth both ways, 12 Hz; gaps up to 0.1 s by cubic spline",
    "contacts from feet: 20 Hz",
    "forces: 2nd-order Butterworth both ways, 50 Hz",
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
    method: str = "auto",
    story: str | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Everything that one recording says about a run and what was told.

    complaints: region ids of the knowledge base. method: contacts by `force`, `kinematic` or `auto`. progress: called
    with the name of each step. Raises RecordingError if there is no running in it, RequestError for an unknown region.
    """
    say = progress or _silent
    known = knowledge.load()
    _refuse_unknown(complaints, known)
    say("finding contacts")
    contacts = gait.contacts(recording, method=method)
    say("reading angles")
    motion = gait.motion(recording, contacts)
    speed = _speed(recording, motion)
    ground = _ground(recording, contacts, motion)
    mass = recording.mass or (ground.body_weight / 9.81 if ground else None)
    say("cutting strides")
    cut = gait.strides(
        contacts,
        motion.signals,
        ground,
        speed=speed.value if speed else None,
        mass=mass,
        height=recording.height,
    )
    say("measuring")
    measured = measures.evaluate(measures.MEASURES, cut.of, _sources(recording, motion, ground))
    say("judging and ranking")
    found = findings.judge(
        measured,
        speed=speed.value if speed else None,
        dialect=recording.provenance.dialect,
        static=bool(motion.signals.standing),
    )
    return Analysis(
        recording=recording,
        runner=runner or Runner(),
        complaints=tuple(complaints),
        contacts=contacts,
        speed=speed,
        measured=measured,
        findings=found,
        causes=causes.rank(complaints, measured, found, known),
        notes=(*recording.notes, *contacts.notes, *motion.notes, *_said(recording, speed, ground)),
        dropped=(*contacts.dropped, *cut.dropped),
        strides={side: len(own) for side, own in cut.of.items()},
        curves=gait.curves(cut.of),
        skeleton=gait.skeleton(recording, motion, cut.of[Side.RIGHT]),
        filters=FILTERS,
        story=story,
    )


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


def _said(recording: Recording, speed: Speed | None, ground: gait.Ground | None) -> tuple[Note, ...]:
    """What the order itself has to say about speed and mass."""
    notes = []
    if speed and speed.measured is not None and abs(speed.measured - speed.value) > DIFFERS * speed.value:
        given, seen = f"{speed.value:.2f} m/s", f"{speed.measured:.2f} m/s"
        text = f"The speed given is {given}; the recording says {seen}. The one given is used."
        notes.append(Note(id="speed.differs", text=text))
    if ground and recording.mass is None:
        mass = ground.body_weight / 9.81
        notes.append(
            Note(id="mass.from_force", text=f"No mass was given; the mean vertical force says {mass:.0f} kg.")
        )
    return tuple(notes)
