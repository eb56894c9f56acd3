"""`understride knowledge`: check the files, show what they hold, or draw it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understride.cli import answering, options, output
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.knowledge import Knowledge

SCHEMA = "understride.knowledge/1"
GRAPH = Path("understride-knowledge.svg")


@click.command()
@click.argument("what", type=click.Choice(["check", "show", "graph"]))
@answering.knowledge_option
@click.option(
    "--out", type=options.FILE, metavar="FILE", help=f"Where the graph is written  [default: {GRAPH}]"
)
@options.runner_checked
@options.json_option
@options.quiet_option
def knowledge(what: str, *, knowledge: Path | None, out: Path | None, as_json: bool, quiet: bool) -> None:
    """Check, show or draw what the method says: complaints, imbalances, measures, self-tests, and their links.

    check names everything that is wrong with your own files, each with its line; show lists what there is; graph
    draws it as SVG.

    \b
    Example:
      understride knowledge check --knowledge my-knowledge
    """
    if out is not None and what != "graph":
        raise RequestError(found="--out without the graph", needed="nothing to write", do="Leave --out away.")
    if what == "check":
        _check(knowledge, as_json=as_json, quiet=quiet)
    elif what == "show":
        _show(answering.known(knowledge), as_json=as_json)
    else:
        _graph(answering.known(knowledge), out or GRAPH)


def _check(overlay: Path | None, *, as_json: bool, quiet: bool) -> None:
    """All faults at once; exit code 2 where there is one."""
    from understride import knowledge
    from understride.measures import MEASURES

    found = knowledge.check([measure.name for measure in MEASURES], overlay=overlay)
    if as_json:
        document = {"schema": SCHEMA, "faults": list(found)}
        output.print_bytes(json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False).encode())
    for fault in found if not as_json else ():
        click.echo(fault, err=True)
    if found:
        raise click.exceptions.Exit(2)
    if not (quiet or as_json):
        click.echo("Every file fits its schema, and every id leads somewhere.")


def _show(known: Knowledge, *, as_json: bool) -> None:
    if as_json:
        document = json.dumps(_plain(known), indent=2, sort_keys=True, ensure_ascii=False)
        output.print_bytes(document.encode())
        return
    for region in known.regions:
        click.echo(f"{region.id:<18} {region.phrase}")
        for imbalance in known.imbalances:
            link = imbalance.link(region.id)
            if link is not None:
                click.echo(f"  {imbalance.id:<4} {link.strength:<16} {link.grade:<3} {imbalance.title}")


def _plain(known: Knowledge) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(known)
    return {"schema": SCHEMA, **plain}


def _graph(known: Knowledge, file: Path) -> None:
    from understride.formats.saving import save
    from understride.report.knowledge_graph import drawn

    output.check_file(file, endings=(".svg",))
    output.write_file(file, lambda path: save(path, drawn(known).encode()))
    click.echo(file)
