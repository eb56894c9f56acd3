"""`understride explain`: all that is known of one cause, without anybody's answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understride.cli import answering, options
from understride.cli.output import print_bytes
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.knowledge import Explains, Imbalance, Knowledge
    from understride.words.explaining import Part

SCHEMA = "understride.explanation/1"
NONE = "X.none"
WIDTH = 88


@click.command()
@click.argument("cause")
@answering.knowledge_option
@options.runner_checked
@options.json_option
def explain(cause: str, *, knowledge: Path | None, as_json: bool) -> None:
    """Say all that is known of one cause: I1 to I12, X.load_jump, X.shoes_changed, X.sleep, X.stress, X.injury, X.none.

    \b
    Example:
      understride explain I6
    """
    from understride.words.explaining import LEAD

    known = answering.known(knowledge)
    name, title, idea, parts = _told(cause, known)
    if as_json:
        document = {
            "schema": SCHEMA,
            "id": name,
            "title": title,
            "idea": idea,
            "parts": [{"heading": part.heading, "lines": list(part.lines)} for part in parts],
        }
        print_bytes(json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False).encode())
        return
    click.echo(f"{name}  {title}\n\n{_wrapped(idea)}\n{LEAD}")
    for part in parts:
        click.echo(f"\n{part.heading}")
        for line in part.lines:
            click.echo(_wrapped(line, first="  - ", rest="    "))


def _told(cause: str, known: Knowledge) -> tuple[str, str, str, list[Part]]:
    from understride.words import reasons
    from understride.words.outside import outside

    ids = [imbalance.id for imbalance in known.imbalances]
    names = {name.lower(): name for name in (*ids, *outside(), NONE)}
    name = names.get(cause.lower())
    if name is None:
        raise _unknown(cause, list(names.values()))
    imbalance = known.imbalance(name)
    if imbalance is not None:
        return name, imbalance.title, imbalance.idea, [p for p in _imbalance(imbalance, known) if p.lines]
    if name == NONE:
        return name, reasons.NONE_TITLE, reasons.NONE_IDEA, list(_outside(known, NONE, reasons.NONE_REFUTED))
    words = outside()[name]
    return name, words.title, words.idea, list(_outside(known, name, words.refuted))


def _unknown(cause: str, known: list[str]) -> RequestError:
    from understride.knowledge.shape import nearest

    return RequestError(
        found=f"no cause is called {cause!r}{nearest(cause, known)}",
        needed=f"one of {', '.join(known)}",
        do="Name one of these.",
    )


def _imbalance(imbalance: Imbalance, known: Knowledge) -> Iterator[Part]:
    from understride.interview import self_tests
    from understride.words import capital, phrase
    from understride.words.explaining import part, shown

    yield part("complaints", (line for link in imbalance.explains for line in _link(link, known)))
    yield part(
        "measures",
        (
            shown(capital(phrase(item.measure).what), item.direction, item.phase, item.weight)
            for item in imbalance.shown_by
        ),
    )
    tests = [t for t in self_tests().values() if any(s.imbalance == imbalance.id for s in t.speaks)]
    yield part("tests", (f"{test.title} ({test.id})" for test in tests))
    yield part("mistaken", imbalance.mistaken_for)
    yield part("worse", imbalance.made_worse_by)
    yield part("refuted", (imbalance.refuted_by.text,))
    yield part("believed", (imbalance.believed_if,))
    yield part("goal", (imbalance.learning_goal,))
    yield part("sources", _sources(imbalance, known))


def _link(link: Explains, known: Knowledge) -> Iterator[str]:
    from understride.words import explaining, grade_words

    region = known.region(link.complaint)
    place = link.complaint if region is None else region.heading
    yield explaining.STRENGTH.format(place=place, strength=link.strength, grade=grade_words(link.grade))
    if link.supports:
        yield explaining.SUPPORTS.format(text=link.supports)
    yield explaining.AGAINST.format(text=link.against)


def _sources(imbalance: Imbalance, known: Knowledge) -> Iterator[str]:
    keys = dict.fromkeys(
        key
        for link in imbalance.explains
        for key in (*link.source, *link.supports_sources, *link.against_sources)
    )
    for key in keys:
        source = known.sources.get(key)
        yield key if source is None else source.cite + (f" doi:{source.doi}" if source.doi else "")


def _outside(known: Knowledge, name: str, refuted: str) -> Iterator[Part]:
    """A cause outside the method: for every place."""
    from understride.causes.strengths import OUTSIDE
    from understride.words import explaining, grade_words

    lines = [explaining.OUTSIDE_HOW]
    if name in OUTSIDE:
        usual, grade, places = OUTSIDE[name]
        lines += [
            explaining.STRENGTH_OURS.format(
                place=region.heading, strength=places.get(region.id, usual), grade=grade_words(grade)
            )
            for region in known.regions
        ]
    yield explaining.part("complaints", lines)
    yield explaining.part("refuted", (refuted,))


def _wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    return click.wrap_text(" ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=rest)
