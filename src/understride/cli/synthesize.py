"""`understride synthesize`: a made-up runner whose answers are known."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understride.cli import options, output
from understride.cli.contacts import contact_as_object
from understride.cli.options import Quantity
from understride.cli.progress import remark
from understride.model import SIDES, Points, Recording, RequestError, Side

if TYPE_CHECKING:
    from understride.synth import Made

ENDINGS = (".c3d", ".trc")
SCHEMA = "understride.truth/1"
DECIMALS = 9
Planted = tuple[str, Side | None, float]


class Plant(click.ParamType[Planted]):
    """NAME[:SIDE]=VALUE: what a measure is to be, in its own unit."""

    name = "NAME[:SIDE]=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Planted:
        """The measure, its side (None: both, or the whole body), and the value."""
        if isinstance(value, tuple):
            return value
        where, _, number = str(value).partition("=")
        name, _, side = where.partition(":")
        sides: dict[str, Side | None] = {"": None, **{str(s): s for s in SIDES}}
        try:
            wish = float(number)
        except ValueError:
            wish = math.nan
        if not name or side not in sides or not math.isfinite(wish):
            raise RequestError(
                found=f"The plant {str(value)!r}",
                needed="a measure, if you like a side, and a number",
                do="For example --plant pelvis_yaw_range=14 or --plant pelvis_drop:left=9.",
            )
        return name, sides[side], wish


@click.command()
@click.option(
    "--out",
    type=options.FILE,
    default=Path("made-up-run.c3d"),
    show_default=True,
    metavar="FILE.c3d|.trc",
    help="Where to write the run; .trc holds no force.",
)
@click.option("--static", type=options.FILE, metavar="FILE.c3d|.trc", help="Write a standing trial, too.")
@click.option("--truth", type=options.FILE, metavar="FILE.json", help="Write what is true of the runner.")
@click.option(
    "--speed",
    type=Quantity("speed", unit="m/s", low=2.0, high=5.0),
    default=3.5,
    show_default=True,
    metavar="M/S",
    help="Running speed.",
)
@click.option(
    "--plant",
    "plants",
    type=Plant(),
    multiple=True,
    metavar="NAME[:SIDE]=VALUE",
    help="Give a measure a value; may be repeated.",
)
@click.option(
    "--seconds",
    type=Quantity("length", unit="s", low=2.0, high=300.0),
    default=10.0,
    show_default=True,
    metavar="S",
    help="How long the run is.",
)
@click.option(
    "--rate",
    type=Quantity("rate", unit="Hz", low=50.0, high=500.0),
    default=150.0,
    show_default=True,
    metavar="HZ",
    help="Frames per second.",
)
@click.option(
    "--force-rate",
    type=Quantity("rate", unit="Hz", low=100.0, high=5000.0),
    default=1500.0,
    show_default=True,
    metavar="HZ",
    help="Force samples per second, a multiple of the rate.",
)
@click.option(
    "--noise",
    type=Quantity("noise", unit="mm", low=0.0, high=20.0),
    default=0.0,
    show_default=True,
    metavar="MM",
    help="SD of each coordinate.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another seed, another runner."
)
@options.runner_checked
@options.quiet_option
def synthesize(
    out: Path,
    *,
    static: Path | None,
    truth: Path | None,
    speed: float,
    plants: tuple[Planted, ...],
    seconds: float,
    rate: float,
    force_rate: float,
    noise: float,
    seed: int,
    quiet: bool,
) -> None:
    """Make up a runner whose every measure is known.

    The movement comes from a model that shares nothing with what measures it, so it can tell whether a measure is
    right. With --plant one measure is given a value and the others stay.

    \b
    Example:
      understride synthesize --out run.c3d --plant pelvis_yaw_range=14 --truth truth.json
    """  # fmt: skip
    from understride import synth

    output.check_file(out, endings=ENDINGS)
    if static is not None:
        output.check_file(static, out, endings=ENDINGS)
    if truth is not None:
        output.check_file(truth, endings=(".json",))
    made = synth.runner(speed=speed, seconds=seconds, rate_hz=rate, force_rate_hz=force_rate, noise_mm=noise,
                        seed=seed, plant=_wishes(plants))  # fmt: skip
    output.write_file(out, lambda file: save_run(made.recording, file))
    click.echo(out)
    if static is not None:
        output.write_file(static, lambda file: save_points(made.static, file))
        click.echo(static)
    if truth is not None:
        document = json.dumps(truth_as_object(made), indent=2, sort_keys=True, allow_nan=False)
        output.write_file(truth, lambda file: _save(file, document))
        click.echo(truth)
    if out.suffix.lower() == ".trc":
        remark("A .trc holds no force; the truth about force cannot be found from it.", quiet=quiet)


def _wishes(plants: tuple[Planted, ...]) -> Mapping[tuple[str, Side], float] | Mapping[str, float]:
    """Without any side by name alone; as soon as one has a side, those without mean both."""
    if all(side is None for _, side, _ in plants):
        return {name: wish for name, _, wish in plants}
    return {(name, side): wish for name, told, wish in plants for side in ([told] if told else SIDES)}


def save_run(run: Recording, file: Path) -> None:
    """The run as C3D with its force, or as TRC without."""
    from understride import formats

    if file.suffix.lower() == ".trc":
        formats.write_trc(file, run.points)
    else:
        formats.write_c3d(file, run.points, force=run.force, mass=run.mass, height=run.height)


def save_points(points: Points, file: Path) -> None:
    """Points alone, as C3D or TRC."""
    from understride import formats

    (formats.write_trc if file.suffix.lower() == ".trc" else formats.write_c3d)(file, points)


def _save(file: Path, text: str) -> None:
    from understride.formats.saving import save

    save(file, text.encode() + b"\n")


def truth_as_object(made: Made) -> dict[str, Any]:
    """What is true of the runner, as it stands in JSON. from_standing: the same minus quiet standing, or null."""
    rows = [
        {
            "name": name,
            "side": None if side is None else str(side),
            "value": round(value, DECIMALS),
            "from_standing": round(value - made.standing[name, side], DECIMALS)
            if (name, side) in made.standing
            else None,
        }
        for (name, side), value in sorted(made.truth.items(), key=lambda item: (item[0][0], str(item[0][1])))
        if math.isfinite(value)
    ]
    return {"schema": SCHEMA, "measures": rows, "contacts": [contact_as_object(c) for c in made.contacts]}
