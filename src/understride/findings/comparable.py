"""What may be compared between people, and what not. Each reason is a clause that a page can show.

Sources: evidence.md § 1.2 (frames), § 1.4 (zero), § 1.8 (phases), § 4 (reference).
"""

from __future__ import annotations

from understride.model import Side, Value
from understride.words import OWN_EARLIER

OWN_ONLY = frozenset(("phase_shoulders_pelvis", "phase_pelvis_legs", "pelvis_tilt_mean"))
NEVER = {
    "back_yaw_range": "a plate on the back is not the line of the shoulders",
    "sternum_to_pelvis_length": "it grows with the body; only its share of your own standing length says something",
}
SMOOTHED = dict.fromkeys(
    ("peak_vertical_force", "free_moment_peak", "loading_rate"),
    "the forces of the seven men were smoothed more",
)
# Angles whose zero is where the markers sit: only running minus standing can be judged.
FROM_STANDING = frozenset(
    (
        "thorax_in_pelvis_flexion_mean",
        "ankle_flexion_at_landing",
        "ankle_flexion_peak",
        "hip_rotation_at_leaving",
    )
)
NO_STANDING = "no standing recording"
SAME_DIALECT = {"trunk_over_foot": "it depends on where the toe marker sits"}
# Frames that stand in for the usual one and measure something else.
OTHER_FRAME = {"thorax.v1h": "the tops of the shoulders were not recorded"}
OTHER_MEAN = {("trunk.v1a", "trunk_lean_mean"): "the neck was not recorded"}
# Frames that stand in well enough, and the SD that this adds, in degrees (evidence.md § 1.2).
FRAME_SD = {("pelvis.v1a", "pelvis_yaw_range"): 0.5, ("pelvis.v1a", "pelvis_obliquity_range"): 1.0}
CIRCULAR = frozenset(("phase_shoulders_legs", "phase_pelvis_legs", "phase_shoulders_pelvis"))


def why_not(
    measure: str, side: Side | None, value: Value, *, own_laboratory: bool, static: bool
) -> str | None:
    """Why this value is not held against other people, as a clause; None where it is."""
    single = side is not Side.LEFT_MINUS_RIGHT
    if measure in OWN_ONLY:
        return OWN_EARLIER
    if measure in FROM_STANDING and (not static or value.from_standing is None):
        return NO_STANDING
    reasons = [NEVER.get(measure)]
    if single:
        reasons.append(SMOOTHED.get(measure))
        reasons += [] if own_laboratory else [SAME_DIALECT.get(measure)]
        reasons += [OTHER_MEAN.get((frame, measure)) for frame in value.frames]
    reasons += [OTHER_FRAME.get(frame) for frame in value.frames]
    return next((f"not compared: {reason}" for reason in reasons if reason), None)


def frame_sd(measure: str, value: Value) -> float:
    """What a stand-in frame adds to the SD between laboratories, in the unit of the measure."""
    return max((FRAME_SD.get((frame, measure), 0.0) for frame in value.frames), default=0.0)
