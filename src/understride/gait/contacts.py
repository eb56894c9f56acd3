"""When each foot is on the ground: from force where force covers the run, else from the feet alone.

Whatever is not running ends here, in one sentence: standing, walking, no whole stride of a foot.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from understride.gait.contact_error import error_of
from understride.gait.feet import Feet, feet_of
from understride.gait.foot_contacts import anchors, foot_contacts
from understride.gait.foot_track import Track, track
from understride.gait.foot_weights import weights
from understride.gait.force_contacts import force_contacts
from understride.gait.pairing import pairing
from understride.model import (
    SIDES,
    ContactError,
    Contacts,
    Note,
    Recording,
    RecordingError,
    RequestError,
    Side,
)

METHODS = ("auto", "force", "kinematic")
STANDING_REACH = 0.15  # m: a foot that moves less than this against the pelvis takes no steps
WALKING_SHARE = 0.5  # of a stride on the ground: above it both feet are down at once
SPEEDS = (2.5, 5.0)  # m/s in which contacts without force were judged
A_RUN = "a run with at least one whole stride of each foot"


def contacts(recording: Recording, method: str = "auto") -> Contacts:
    """All contacts of both feet, in order of time, with what was left out and why.

    method: `force`, `kinematic` (the feet alone), or `auto`: force where it holds a whole stride of each foot, else the
    feet. A stride without exactly one landing of the other foot is named in `dropped` by the time of its landing.
    """
    if method not in METHODS:
        needed = ", ".join(METHODS)
        raise RequestError(
            found=f"the method {method!r}", needed=f"one of {needed}", do="Choose one of these."
        )
    feet = feet_of(recording)
    tracks = (track(feet, Side.LEFT), track(feet, Side.RIGHT))
    by_force = None
    if method != "kinematic" and recording.force is not None:
        by_force = force_contacts(recording.force, feet)
        if all(pairing(by_force.contacts, side).whole for side in SIDES):
            return _told(_running(by_force, recording))
    if method == "force":
        raise _no_force(recording, by_force, tracks)
    return _told(_from_feet(recording, feet, tracks, by_force))


def _from_feet(
    recording: Recording, feet: Feet, tracks: tuple[Track | None, Track | None], by_force: Contacts | None
) -> Contacts:
    left, right = tracks
    if left is None or right is None:
        raise _no_points(recording, feet)
    _refuse_what_is_not_running(recording, (left, right))
    dialect = recording.provenance.dialect
    found = foot_contacts(feet, (left, right), dialect=dialect, fitted=weights())
    for side in SIDES:
        if not pairing(found.contacts, side).whole:
            raise _too_few(recording, found, side)
    speed = recording.speed or _speed(found, feet)
    heels_only = any(one.ends == "heel" for one in (left, right))
    error = error_of(dialect, heels_only=heels_only, outside_the_speeds=_outside(speed))
    found = replace(found, error=error)
    notes = [*found.notes, *_notes(found, error, speed, heels_only=heels_only)]
    if by_force is not None:
        text = "The force does not hold a whole stride of each foot, so contacts were found from the feet."
        notes.insert(0, Note(id="contacts.force_too_short", text=text))
    return replace(found, notes=tuple(notes))


def _refuse_what_is_not_running(recording: Recording, tracks: tuple[Track, Track]) -> None:
    """Raise if the feet stand or walk. Judged on the anchors, which no fit to running has touched."""
    reach = max(one.reach for one in tracks)
    if reach < STANDING_REACH:
        raise _standing(recording, reach)
    shares = [share for one in tracks if (share := _share_on_the_ground(one)) is not None]
    if shares and float(np.mean(shares)) > WALKING_SHARE:
        raise _walking(recording, float(np.mean(shares)))


def _share_on_the_ground(one: Track) -> float | None:
    """Median share of a stride from landing to leaving, by the anchors of strides that are seen throughout."""
    landings, leavings = anchors(one, "landing").times, anchors(one, "leaving").times
    seen = ~one.unseen(landings[:-1], landings[1:])
    shares = []
    for first, second in np.column_stack([landings[:-1], landings[1:]])[seen]:
        within = leavings[(leavings > first) & (leavings < second)]
        if len(within) == 1:
            shares.append(float((within[0] - first) / (second - first)))
    return float(np.median(shares)) if shares else None


def _running(found: Contacts, recording: Recording) -> Contacts:
    """The contacts by force, unless they are those of a walk."""
    shares = []
    for side in SIDES:
        shares += [
            (a.leaving - a.landing) / (b.landing - a.landing)
            for a, _, b in pairing(found.contacts, side).whole
        ]
    if float(np.median(shares)) > WALKING_SHARE:
        raise _walking(recording, float(np.median(shares)))
    return found


def _told(found: Contacts) -> Contacts:
    """The same with every stride named that no landing of the other foot, or more than one, falls into."""
    broken = [drop for side in SIDES for drop in pairing(found.contacts, side).broken]
    return replace(found, dropped=tuple(sorted([*found.dropped, *broken], key=lambda drop: drop.time)))


def _outside(speed: float | None) -> bool:
    return speed is not None and not SPEEDS[0] - 0.1 <= speed <= SPEEDS[1] + 0.1


def _notes(found: Contacts, error: ContactError, speed: float | None, *, heels_only: bool) -> list[Note]:
    notes = []
    sizes = f"{1000 * error.landing:.0f} ms and all leavings by {1000 * error.leaving:.0f} ms"
    text = f"All landings together may be off by {sizes}; what that does to a value stands beside it."
    if heels_only:
        why = "Only heels were recorded, so landings and leavings come from the heels."
        notes.append(Note(id="contacts.heel_only", text=f"{why} {text}"))
    elif not found.judged:
        why = "Contacts were never checked against force in this marker set."
        notes.append(Note(id="contacts.not_judged", text=f"{why} {text}"))
    if speed is not None and _outside(speed):
        text = (
            f"Contacts found from the feet were checked between {SPEEDS[0]:g} and {SPEEDS[1]:g} m/s; "
            f"at {speed:.1f} m/s their error is larger."
        )
        notes.append(Note(id="contacts.speed", text=text))
    return notes


def _speed(found: Contacts, feet: Feet) -> float | None:
    """How fast the forefoot, flat in the second quarter of stance, moves back against the pelvis's own travel, m/s."""
    if feet.pelvis is None:
        return None
    seen = np.flatnonzero(np.isfinite(feet.pelvis[:, 0]))
    travel = (feet.pelvis[seen[-1], 0] - feet.pelvis[seen[0], 0]) * feet.rate_hz / max(1, seen[-1] - seen[0])
    speeds = []
    for contact in found.contacts:
        foot = feet.of(contact.side)
        end = foot.forefoot if foot.forefoot is not None else foot.heel
        stance = contact.leaving - contact.landing
        a, b = (round((contact.landing + part * stance - feet.start) * feet.rate_hz) for part in (0.25, 0.5))
        if end is not None and b > a:
            speeds.append(travel - (end[b, 0] - end[a, 0]) * feet.rate_hz / (b - a))
    return float(np.nanmedian(speeds)) if np.isfinite(speeds).any() else None


def _no_points(recording: Recording, feet: Feet) -> RecordingError:
    missing = [f"{foot.side.value} heel" for foot in feet.feet if foot.heel is None]
    missing += ["pelvis"] if feet.pelvis is None else []
    return RecordingError(
        recording.provenance.file,
        found=f"no points of the {' and the '.join(missing) or 'feet'}",
        needed="both heels and the pelvis, or force under each foot",
        do="Name these points in a mapping file, or add the force files.",
    )


def _standing(recording: Recording, reach: float) -> RecordingError:
    return RecordingError(
        recording.provenance.file,
        found=f"someone standing: the feet move {100 * reach:.0f} cm forward and back under the pelvis",
        needed=A_RUN,
        do="Give this file as the static trial and a run as the recording.",
    )


def _walking(recording: Recording, share: float) -> RecordingError:
    return RecordingError(
        recording.provenance.file,
        found=f"walking: each foot is on the ground for {100 * share:.0f} % of its stride, so both are down at once",
        needed="running, with a flight between steps",
        do="Walking is not supported yet; give the recording of a run.",
    )


def _too_few(recording: Recording, found: Contacts, side: Side) -> RecordingError:
    count = len(found.of(side))
    landings = "no landing" if count == 0 else "one landing" if count == 1 else f"{count} landings"
    return RecordingError(
        recording.provenance.file,
        found=f"no whole stride of the {side.value} foot ({landings} seen in {recording.points.duration:.1f} s)",
        needed=A_RUN,
        do="Record for longer, or check that this is a run and that the points of the feet are seen.",
    )


def _no_force(
    recording: Recording, by_force: Contacts | None, tracks: tuple[Track | None, Track | None]
) -> RecordingError:
    """Why the method `force` cannot be used."""
    seen = [one for one in tracks if one is not None]
    if by_force is None:
        return RecordingError(
            recording.provenance.file,
            found="no force",
            needed="force plates in the file or a force file",
            do="Add the force file, or let contacts be found from the feet (method kinematic).",
        )
    if seen and max(one.reach for one in seen) < STANDING_REACH:
        return _standing(recording, max(one.reach for one in seen))
    side = next(side for side in SIDES if not pairing(by_force.contacts, side).whole)
    return _too_few(recording, by_force, side)
