"""`understride angles`: the angles of every frame, as CSV under our names or as .mot under OpenSim's."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import options, output
from understride.cli.progress import progress, remark
from understride.model import RecordingError

if TYPE_CHECKING:
    from understride.gait import Signals

ENDINGS = (".csv", ".mot")
DECIMALS = 4

# Our name of an angle → OpenSim's name and the sign that turns ours into theirs. OpenSim counts pelvis_tilt positive
# backwards, pelvis_list and lumbar_bending positive with the right side down, and lumbar_extension against flexion.
# None: OpenSim's usual full-body models have no such coordinate.
ANGLES: dict[str, tuple[str, int] | None] = {
    "pelvis_tilt": ("pelvis_tilt", -1),
    "pelvis_obliquity": ("pelvis_list", -1),
    "pelvis_yaw": ("pelvis_rotation", +1),
    **{
        f"{ours}_{side}": (f"{theirs}_{side[0]}", +1)
        for side in ("right", "left")
        for ours, theirs in (
            ("hip_flexion", "hip_flexion"),
            ("hip_adduction", "hip_adduction"),
            ("hip_rotation", "hip_rotation"),
            ("knee_flexion", "knee_angle"),
            ("ankle_flexion", "ankle_angle"),
        )
    },
    "thorax_in_pelvis_flexion": ("lumbar_extension", -1),
    "thorax_in_pelvis_side_bend": ("lumbar_bending", -1),
    "thorax_in_pelvis_yaw": ("lumbar_rotation", +1),
    "thorax_yaw": None,
    "thorax_side_bend": None,
    "thorax_flexion": None,
    "back_yaw": None,
    "trunk_lean": None,
    "thigh_lab_right": None,
    "thigh_lab_left": None,
    "upper_arm_lab_right": None,
    "upper_arm_lab_left": None,
}


@click.command()
@options.recording_argument
@options.beside
@options.mapping_option
@click.option(
    "--out",
    type=options.FILE,
    required=True,
    metavar="FILE.csv|.mot",
    help="Where to write; the ending decides.",
)
@options.runner_checked
@options.quiet_option
def angles(
    recording: Path,
    *,
    static: Path | None,
    forces: tuple[Path, ...],
    mapping: Path | None,
    out: Path,
    quiet: bool,
) -> None:
    """Write the angles of every frame, in degrees.

    FILE.csv has our names and signs (see docs/measures.md), FILE.mot those of OpenSim: pelvis_tilt backwards +,
    knee_angle flexion +.

    \b
    Example:
      understride angles run.c3d --static standing.c3d --out run.mot
    """  # fmt: skip
    from understride import formats, gait

    output.check_file(out, recording, static, *forces, mapping, endings=ENDINGS)
    with progress(quiet=quiet) as say:
        run = formats.read(recording, static=static, forces=forces or None, mapping=mapping)
        say("Finding angles")
        signals = gait.motion(run, gait.contacts(run)).signals
    if not any(name in signals for name in ANGLES):
        raise RecordingError(
            recording.name,
            found="no angle can be read from its points",
            needed="points on the pelvis, a leg or the trunk",
            do="docs/measures.md says which points each angle needs.",
        )
    save = save_mot if out.suffix.lower() == ".mot" else save_csv
    output.write_file(out, lambda file: save(signals, file))
    click.echo(out)
    for name in ANGLES:
        if name in signals.missing:
            remark(f"{name}: {signals.missing[name].detail}", quiet=quiet)


def save_csv(signals: Signals, file: Path) -> None:
    """Time and angles, one frame a line; a gap is an empty field."""
    from understride.formats.saving import save

    names = [name for name in ANGLES if name in signals]
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["time", *names])
    for time, *row in zip(signals.times, *(signals[name] for name in names), strict=True):
        out.writerow([f"{time:.6f}", *(_field(value) for value in row)])
    save(file, text.getvalue().encode())


def _field(value: float) -> str:
    return "" if math.isnan(value) else f"{value + 0.0:.{DECIMALS}f}"


def save_mot(signals: Signals, file: Path) -> None:
    """OpenSim's names and signs; a gap is NaN."""
    import numpy as np

    from understride import formats

    named = [
        (theirs, signals[ours]) for ours, theirs in ANGLES.items() if theirs is not None and ours in signals
    ]
    columns = np.column_stack([sign * values for (_, sign), values in named])
    formats.write_mot(file, [name for (name, _), _ in named], signals.times, columns, in_degrees=True)
