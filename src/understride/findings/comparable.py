"""What may be compared between people, and what not. Each reason is a clause that a page can show.

Why, for frames, zero and timing: docs/definitions.md; the reference: docs/tables/reference.md.
"""

from __future__ import annotations

from understride.findings.norms import Source
from understride.model import Side, Value
from understride.words import NOT_COMPARED, OWN_EARLIER

OWN_ONLY = frozenset(("phase_shoulders_pelvis", "phase_pelvis_legs", "pelvis_tilt_mean"))
NEVER = {
    "back_yaw_range": "a plate on the back is not the line of the shoulders",
    "sternum_to_pelvis_length": "it grows with the body; only its share of your own standing length says something",
}
SMOOTHED = dict.fromkeys(
    ("peak_vertical_force", "loading_rate"),
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
# Positions, not movements: what is held against another person must have the same zero. Ranges, times and the
# difference between the sides hardly need one.
ABSOLUTE = FROM_STANDING | frozenset(
    (
        "pelvis_yaw_offset",
        "pelvis_drop",
        "hip_flexion_peak",
        "hip_extension_peak",
        "hip_adduction_peak",
        "knee_flexion_at_landing",
        "knee_flexion_stance_peak",
    )
)
OTHER_ZERO = "its zero lies where the markers sit, and these sit elsewhere"
SMOOTHED_SETS = frozenset(("hamner",))  # marker sets whose forces were smoothed before they were published
SMOOTHED_HERE = "the force of this recording was smoothed"
NO_STANDING = "no standing recording"
SAME_DIALECT = {"trunk_over_foot": "it depends on where the toe marker sits"}
# Smoothed alike at 15 Hz the norm's treadmill shows 0.010 to 0.012, the seven men's plates 0.005 to 0.009 and printed
# studies 0.006 to 0.010 (literature-free-moment-2023): what is left differs from laboratory to laboratory by half.
SAME_PLATE = {"free_moment_peak": "every force plate turns by itself in another way"}
# Frames that stand in for the usual one and measure something else.
OTHER_FRAME = {"thorax.v1h": "the tops of the shoulders were not recorded"}
OTHER_MEAN = {("trunk.v1a", "trunk_lean_mean"): "the neck was not recorded"}
# Frames that stand in well enough, and the SD that this adds, in degrees.
FRAME_SD = {("pelvis.v1a", "pelvis_yaw_range"): 0.5, ("pelvis.v1a", "pelvis_obliquity_range"): 1.0}
# Another marker set has its toe point elsewhere, which moves the mid-foot by up to 23 mm: evenly
# spread, an SD of 13 mm; of a stance that carries the pelvis some 0.85 m over the foot, 1.6 %.
FOOT_SD = {
    "foot_ahead_at_landing": 0.013,
    "pelvis_ahead_of_foot_at_lowest": 0.013,
    "pelvis_passes_foot": 1.6,
}
# Where women and men were found to differ, and by whom. A woman is not held against men here. Left minus right is as
# large in women as in men (204 college athletes; source stiffler2021).
SCHACHE = "Schache et al. 2003, 22 women and 22 men at 4 m/s"
PERPINA = "Perpiñá-Martínez et al. 2023, doi 10.3390/ijerph20043631"
MOHR = "Mohr et al. 2021, 12 women and 11 men, doi 10.3389/fbioe.2021.657357"
ADDUCTION = "Sex difference in hip adduction …, 2020, 15 women and 16 men at 4 m/s"
MIQUELEIZ = "Miqueleiz et al. 2024, 15 women and 15 men, doi 10.3389/fspor.2024.1357353"
PINILLOS = "García-Pinillos et al. 2020, 46 women and 51 men at 10 to 16 km/h, doi 10.2478/hukin-2019-0098"
FORCES = (
    "Gender differences in ground reaction force components, 20 women and 20 men at 8 to 16 km/h, e-kjab.org"
)
WOMEN_DIFFER = {
    "step_rate": (PINILLOS,),
    "stance_time": (PINILLOS,),
    "vertical_oscillation": (MIQUELEIZ,),
    "pelvis_yaw_range": (SCHACHE, PERPINA, MOHR),
    "pelvis_obliquity_range": (SCHACHE, PERPINA),
    "pelvis_tilt_range": (SCHACHE, PERPINA),
    "pelvis_drop": (SCHACHE,),
    "thorax_yaw_range": (MOHR,),
    "thorax_turn_amplitude": (MOHR,),
    "thorax_in_pelvis_yaw_range": (SCHACHE,),
    "hip_flexion_peak": (SCHACHE,),
    "hip_extension_peak": (SCHACHE,),
    "hip_flexion_range": (SCHACHE,),
    "hip_adduction_peak": (ADDUCTION, SCHACHE, MOHR),
    "hip_rotation_range": (SCHACHE,),
    "hip_rotation_at_leaving": (SCHACHE,),
    "loading_rate": (FORCES,),
}
MEN_ONLY = "only men were measured, and women differ here"
CIRCULAR = frozenset(("phase_shoulders_legs", "phase_pelvis_legs", "phase_shoulders_pelvis"))


def why_not(
    measure: str, side: Side | None, value: Value, *, source: Source, dialect: str, static: bool
) -> str | None:
    """Why this value is not held against these people, as a clause; None where it is.

    dialect: marker set of the recording. static: whether it has a standing trial.
    """
    single = side is not Side.LEFT_MINUS_RIGHT
    if measure in FROM_STANDING and (not static or value.from_standing is None):
        return NO_STANDING
    own = dialect == source.dialect
    reasons: list[str | None] = []
    if single:
        if source.norm and measure in ABSOLUTE:
            if not static:
                return NO_STANDING
            reasons.append(None if own else OTHER_ZERO)
        reasons.append(_smoothed(measure, source, dialect))
        reasons += [] if own else [SAME_DIALECT.get(measure)]
    reasons += [] if own else [SAME_PLATE.get(measure)]
    reasons.append(other_frame(measure, value, mean=single))
    return next((f"{NOT_COMPARED}: {reason}" for reason in reasons if reason), None)


def other_frame(measure: str, value: Value, *, mean: bool = True) -> str | None:
    """Which stand-in frame measures something else, as a clause; mean: whether the value itself is compared."""
    frames = [OTHER_MEAN.get((frame, measure)) for frame in value.frames] if mean else []
    return next((why for why in (*frames, *(OTHER_FRAME.get(f) for f in value.frames)) if why), None)


def never(measure: str) -> str | None:
    """Why a measure is not held against anybody else, as a clause; None where it may be."""
    if measure in OWN_ONLY:
        return OWN_EARLIER
    return f"{NOT_COMPARED}: {NEVER[measure]}" if measure in NEVER else None


def _smoothed(measure: str, source: Source, dialect: str) -> str | None:
    """Forces are compared where they were smoothed alike."""
    if not source.norm:
        return SMOOTHED.get(measure)
    return SMOOTHED_HERE if measure in SMOOTHED and dialect in SMOOTHED_SETS else None


def points_sd(measure: str, *, own: bool) -> float:
    """What another marker set's toe point adds to the SD between laboratories, in the unit of the measure."""
    return 0.0 if own else FOOT_SD.get(measure, 0.0)


def frame_sd(measure: str, value: Value) -> float:
    """What a stand-in frame adds to the SD between laboratories, in the unit of the measure."""
    return max((FRAME_SD.get((frame, measure), 0.0) for frame in value.frames), default=0.0)
