"""`understride batch`: all recordings of a folder."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from understride.cli import options
from understride.cli.group import BAD_INPUT
from understride.cli.progress import remark
from understride.model import RequestError


@click.command()
@click.argument("folder", type=options.FILE)
@click.option("--out", type=options.FILE, required=True, metavar="DIR", help="Folder for the tables.")
@click.option(
    "--jobs", type=click.IntRange(1, 512), metavar="N", help="Processes  [default: one per processor]"
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler to run on instead (tcp://host:8786).")
@options.runner_checked
@options.json_option
@options.quiet_option
def batch(
    folder: Path, *, out: Path, jobs: int | None, cluster: str | None, as_json: bool, quiet: bool
) -> None:
    """Measure all recordings of a folder.

    Standing trials and forces belong to recordings by FOLDER/batch.csv (recording, static, forces, runner, mass,
    height, speed) or by their names; DIR/batch.json says which. DIR gets one row per measure and side in
    measures.parquet and measures.json, and failed.json. Run it again to go on where it stopped. Exit code 2 if
    nothing could be analysed.

    \b
    Example:
      understride batch season --out season-measured --jobs 4
    """  # fmt: skip
    from understride.analysis import batch_tables
    from understride.analysis.batch import batch as all_of

    batch_tables.check_parquet()
    if out.exists() and not out.is_dir():
        raise RequestError(found=f"{out.name} is a file", needed="a folder", do="Name another with --out.")
    if out.resolve().is_relative_to(folder.resolve()):
        raise RequestError(
            found=f"{out.name} lies inside the folder of recordings",
            needed="a folder outside of it",
            do="Name another with --out.",
        )
    with ExitStack() as stack:
        executor = None
        if cluster is not None:
            from understride.analysis.cluster import executor as on_cluster

            executor = stack.enter_context(on_cluster(cluster))
        done = all_of(folder, out, jobs=jobs, executor=executor, progress=None if quiet else _say)
    if as_json:
        click.echo((out / "batch.json").read_text(encoding="utf-8"), nl=False)
    else:
        click.echo(
            f"{done.measured} measured, {done.kept} known already, {len(done.failed)} failed, "
            f"{len(done.skipped)} files are no recordings"
        )
        click.echo(out)
    remark(f"Paired by {done.by}; batch.json says what belongs to what.", quiet=quiet)
    for name, reason in done.failed:
        remark(f"{name}: {reason}", quiet=quiet)
    if not done.measured + done.kept:
        sys.exit(BAD_INPUT)


def _say(done: int, of: int, name: str) -> None:
    click.echo(f"{done}/{of} {name}", err=True)
