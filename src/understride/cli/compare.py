"""`understride compare`: two recordings of one runner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import options, output
from understride.cli.progress import progress, remark

if TYPE_CHECKING:
    from understride.analysis.comparison import Comparison

FOLDER = Path("understride-comparison")
SPEED = options.Quantity("speed", unit="m/s", low=0.3, high=13.0)


@click.command()
@click.argument("before", type=options.FILE)
@click.argument("after", type=options.FILE)
@click.option("--static-before", type=options.FILE, metavar="FILE", help="Standing trial of the first.")
@click.option("--static-after", type=options.FILE, metavar="FILE", help="Standing trial of the second.")
@click.option(
    "--forces-before", type=options.FILE, multiple=True, metavar="FILE", help="Its forces, if apart."
)
@click.option(
    "--forces-after", type=options.FILE, multiple=True, metavar="FILE", help="Its forces, if apart."
)
@click.option("--speed-before", type=SPEED, metavar="M/S", help="Running speed of the first.")
@click.option("--speed-after", type=SPEED, metavar="M/S", help="Running speed of the second.")
@click.option("--shoes-before", metavar="WORDS", help="Shoes of the first, in any words.")
@click.option("--shoes-after", metavar="WORDS", help="Shoes of the second.")
@click.option("--surface-before", metavar="WORDS", help="What the first was run on, if not as recorded.")
@click.option("--surface-after", metavar="WORDS", help="What the second was run on.")
@click.option(
    "--mass", type=options.Quantity("mass", unit="kg", low=15, high=300), metavar="KG", help="Body mass."
)
@click.option(
    "--height", type=options.Quantity("height", unit="m", low=0.8, high=2.6), metavar="M", help="Height."
)
@click.option(
    "--planned",
    multiple=True,
    metavar="MEASURE",
    help="A measure chosen before looking; may be repeated. These are corrected for among themselves.",
)
@options.mapping_option
@click.option(
    "--out",
    type=options.FILE,
    metavar="DIR",
    help=f"Folder for {output.COMPARISON_PAGE} and {output.COMPARISON}  [default: {FOLDER}]",
)
@options.runner_checked
@options.json_option
@options.quiet_option
def compare(
    before: Path,
    after: Path,
    *,
    static_before: Path | None,
    static_after: Path | None,
    forces_before: tuple[Path, ...],
    forces_after: tuple[Path, ...],
    speed_before: float | None,
    speed_after: float | None,
    shoes_before: str | None,
    shoes_after: str | None,
    surface_before: str | None,
    surface_after: str | None,
    mass: float | None,
    height: float | None,
    planned: tuple[str, ...],
    mapping: Path | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare two recordings of one runner.

    Each measure changed, did not detectably change, or is not comparable (another speed, other shoes, surface or
    marker set, no standing trial), with its size, interval and the error used.

    \b
    Example:
      understride compare spring.c3d autumn.c3d --static-before s1.c3d --static-after s2.c3d
    """  # fmt: skip
    from understride import formats
    from understride.analysis.comparison import Told
    from understride.analysis.comparison import compare as both

    folder = out if out is not None or as_json else FOLDER
    if folder is not None:
        output.check_folder(folder)
    with progress(quiet=quiet) as say:
        one = formats.read(before, static=static_before, forces=forces_before or None, mass=mass, height=height,
                           speed=speed_before, mapping=mapping)  # fmt: skip
        other = formats.read(after, static=static_after, forces=forces_after or None, mass=mass, height=height,
                             speed=speed_after, mapping=mapping)  # fmt: skip
        say("comparing")
        found = both(
            one,
            other,
            told_before=Told(shoes=shoes_before, surface=surface_before),
            told_after=Told(shoes=shoes_after, surface=surface_after),
            planned=planned,
        )
    _deliver(found, folder, as_json=as_json, quiet=quiet)


def _deliver(found: Comparison, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    from understride.analysis.comparison import as_json as to_json
    from understride.report.comparison_page import lede

    document = to_json(found)
    if folder is not None:
        output.write_folder(folder, lambda place: _fill(found, document, place))
    if as_json:
        output.print_bytes(document)
        return
    click.echo(lede(found))
    if folder is not None:
        click.echo(folder / output.COMPARISON_PAGE)
        remark("Open it in any browser; it needs no network.", quiet=quiet)


def _fill(found: Comparison, document: bytes, place: Path) -> None:
    from understride.report import comparison_page

    comparison_page.write(found, place)
    (place / output.COMPARISON).write_bytes(document)
