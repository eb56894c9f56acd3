"""Write the generated pages of `docs/` from the code and data they describe.

python docs/make.py            write them
python docs/make.py --check    say which are out of date, and end with 1 if any is
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

import click

DOCS = Path(__file__).parent
PLANES = {
    "–": "Rhythm and force",
    "transverse": "Turning, seen from above",
    "frontal": "From behind",
    "sagittal": "From the side",
}
HEAD = "<!-- Made by docs/make.py; change the code or data it is made from. -->\n\n"

MEASURES_HEAD = """\
# Measures

What is measured in every stride. A value is the mean over strides, with its spread between strides and a 95 % interval;
*per side* means left, right and left minus right. *Day* is the standard error of measurement between days, *lab* the
extra spread between laboratories, both from the literature, in the unit of the measure or as a share (×) of it.
`understride measures --json` prints the same table.
"""

IMBALANCES_HEAD = """\
# Regions and imbalances

Each idea is a candidate, never a conclusion: it has a grade, what was found against it, and what would refute it in
this one runner. The strength words are those of the method's source.

## Regions

"""

DIALECTS_HEAD = """\
# Marker sets

A marker set is recognised by its labels. One YAML file in `src/understride/formats/dialects/` is one set.

"""

NORMS_HEAD = """\
# What values are held against

A band is the interval in which a *next* runner like these would lie: mean ± t·SD·√(1+1/n), here for a recording from
the same laboratory. For another one it is widened by the spread between laboratories. Angles whose zero lies where the
markers sit are held against a norm only with the same marker set and a standing trial; ranges, times and left minus
right always. Beyond the speeds of a table nothing is said. It is what occurs, not what is right.
`understride norms --json` prints the same tables; [tables/norms.md](tables/norms.md) shows how the norm does on runners
who are left out of it.
"""

LITERATURE_HEAD = """
## From the literature

Our recordings hold no women. A woman is held against a group with women in it, where somebody printed mean, SD, number
and speed: at that speed (± 0.25 m/s), always widened by what differs between laboratories, and an angle with a zero
only with a standing trial. Where women and men are known to differ and there is no such group, she is held against
nobody, and where they are not, against the men, who are named. Left minus right differs in women as much as in men.
Without being told the sex (`--sex`), the men stand as they are, and the page says that they are men. What is not
applied is shown here, with what it lacks.
"""

DIFFER_HEAD = """
### Where women and men were found to differ

Read in abstracts; a range or a peak that was not named by itself is counted where its joint and plane were.

"""

OWN_SET = """
## Your own set

Write a mapping file and give it: `understride analyze run.c3d --mapping my-marker-set.yaml`, or
`us.read("run.c3d", mapping="my-marker-set.yaml")`. Left of each colon stands our name, right of it your label;
`<side>` is replaced by your words for right and left. A measure whose points are missing is left out with the reason,
so map what you have.

```yaml
{mapping}```

## Our names

{names}
"""


def measures() -> str:
    """One row per measure, from the table of measures."""
    from understride.cli.measures import needed
    from understride.measures import MEASURES

    parts = [MEASURES_HEAD]
    for plane in dict.fromkeys(row.plane for row in MEASURES):
        parts.append(f"\n## {PLANES[plane]}\n")
        for row in (r for r in MEASURES if r.plane == plane):
            share = " ×" if row.relative_error else ""
            errors = [
                f"{word} {error:g}{share}"
                for word, error in (("day", row.between_day_sem), ("lab", row.between_lab_sd))
                if error is not None
            ]
            if row.between_day_sem is None:
                errors.append("day not known, so no finding and no change is claimed")
            facts = [
                f"`{row.unit}`",
                "per side" if row.sided else "whole body",
                row.phase,
                row.sign,
                f"source `{row.source}`",
                f"definition `{row.definition_id}`",
                f"drawn from {row.scale[0]:g} to {row.scale[1]:g}",
                *errors,
            ]
            parts.append(f"\n### {row.name}\n\n{row.title}. {row.definition}\n\n{' · '.join(facts)}\n")
            if wanted := needed(row):
                parts.append(f"\nNeeds: {'; '.join(wanted)}.\n")
    return "".join(parts)


def commands() -> str:
    """The help of every command, as it is printed."""
    from understride.cli.group import COMMANDS, main

    parts = [f"# Commands\n\n```text\n{_help(main, 'understride')}```\n"]
    for name, command in COMMANDS.items():
        module, function = command.home.split(":")
        found = getattr(import_module(module), function)
        inner = found.commands if isinstance(found, click.Group) else {}
        for title, one in {name: found, **{f"{name} {sub}": inner[sub] for sub in inner}}.items():
            text = _help(one, f"understride {title}")
            parts.append(f"\n## {title}\n\n```text\n{text}```\n")
    return "".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    return command.get_help(context) + "\n"


def imbalances() -> str:
    """The method's ideas as the program holds them, from the knowledge files."""
    from understride import knowledge

    known = knowledge.load()
    regions = ((f"`{r.id}`", r.phrase, ", ".join(r.aliases)) for r in known.regions)
    parts = [IMBALANCES_HEAD, _table(("id", "in words", "also understood"), regions)]
    for idea in known.imbalances:
        parts.append(f"\n## {idea.id} {idea.name}\n\n{idea.idea}\n\n")
        parts.append(_table(
            ("complaint", "the source says", "grade", "against"),
            ((f"`{e.complaint}`", e.strength, e.grade, e.against) for e in idea.explains),
        ))  # fmt: skip
        if idea.shown_by:
            parts.append("\n")
            parts.append(_table(
                ("measure", "direction", "phase", "side", "weight"),
                ((f"`{s.measure}`", s.direction, s.phase, s.side, s.weight) for s in idea.shown_by),
            ))  # fmt: skip
        parts.append(f"\nRefuted by: {idea.refuted_by.text}\n")
        if idea.mistaken_for:
            parts.append(f"\nMistaken for: {'; '.join(idea.mistaken_for)}.\n")
    return "".join(parts)


def dialects() -> str:
    """The marker sets that are recognised, and the vocabulary, from the dialect files."""
    from understride.formats import dialect

    sets = dialect.shipped()
    mapping = (DOCS.parent / "examples" / "my-marker-set.yaml").read_text(encoding="utf-8")
    rows = ((f"`{d.id}`", d.title, str(len(d.labels)), _names(d.required)) for d in sets)
    table = _table(("id", "what it is", "points", "needed to recognise it"), rows)
    return DIALECTS_HEAD + table + OWN_SET.format(mapping=mapping, names=_names(sorted(dialect.vocabulary())))


def norms() -> str:
    """The shipped norm and reference, with who they are made of, and the numbers from the literature."""
    from understride.cli.norms import rows_of, rows_of_literature, who
    from understride.findings.comparable import WOMEN_DIFFER
    from understride.findings.literature import published
    from understride.findings.norms import sources

    def cell(number: float | None) -> str:
        return "–" if number is None else f"{number:.4g}"

    parts = [NORMS_HEAD]
    for source in sources():
        kind = "a norm" if source.norm else "a reference of few, not a norm"
        parts.append(f"\n## {source.id}: {kind}\n\n{who(source).capitalize()}.\n\n")
        parts.append(
            "".join(f"- {key.replace('_', ' ')}: {fact}\n" for key, fact in source.facts if key != "people")
        )
        parts.append("\n")
        parts.append(_table(
            ("measure", "side", "m/s", "mean", "SD", "n", "band", "left − right within", "healthy P95"),
            (
                (
                    f"`{row['measure']}`", (row["side"] or "").replace("_", " "), f"{row['speed']:g}",
                    cell(row["mean"]), cell(row["sd"]), str(row["n"]), f"{cell(row['low'])} … {cell(row['high'])}",
                    cell(row["left_minus_right_within"]), cell(row["left_minus_right_p95"]),
                )
                for row in rows_of(source)
            ),
        ))  # fmt: skip
    parts.append(LITERATURE_HEAD)
    for text in published():
        doi = f" doi {text.doi}." if text.doi else " The doi was not shown where it was read."
        parts.append(f"\n### {text.id}\n\n{text.cite}.{doi} Read: {text.seen}.\n\n")
        parts.append(f"- surface: {text.surface}\n- method: {text.method}\n\n")
        parts.append(_table(
            ("measure", "who", "m/s", "mean", "SD", "n", "band", "applied"),
            (
                (
                    f"`{row['measure']}`", row["people"].strip(), cell(row["speed"]),
                    " to ".join(map(cell, row["means"])) if row["means"] else cell(row["mean"]), cell(row["sd"]),
                    str(row["n"] or "–"), f"{cell(row['low'])} … {cell(row['high'])}",
                    f"no; not shown: {', '.join(row['lacking'])}" if row["lacking"]
                    else "to women" if "women" in row["sexes"] else "no: our own men are more",
                )
                for row in rows_of_literature(text)
            ),
        ))  # fmt: skip
    parts.append(DIFFER_HEAD)
    differ = ((f"`{name}`", "; ".join(found)) for name, found in WOMEN_DIFFER.items())
    parts.append(_table(("measure", "found by"), differ))
    return "".join(parts)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)


def schema() -> str:
    """JSON Schema of `analysis.json`."""
    from understride.analysis import json_schema

    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def answers_schema() -> str:
    """JSON Schema of an answers file."""
    from understride.interview import answers_schema

    return json.dumps(answers_schema(), indent=2, sort_keys=True) + "\n"


def assessment_schema() -> str:
    """JSON Schema of `assessment.json`."""
    from understride.analysis import assessment_schema

    return json.dumps(assessment_schema(), indent=2, sort_keys=True) + "\n"


def comparison_schema() -> str:
    """JSON Schema of `comparison.json`."""
    from understride.analysis.comparison import json_schema

    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def batch_schema() -> str:
    """JSON Schema of `batch.json`, `failed.json` and `measures.json` of a batch."""
    from understride.analysis.batch_document import json_schema

    return json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"


def network_schema() -> str:
    """JSON Schema of the network that `ask --network` writes and `reason` reads."""
    import msgspec

    from understride.causes.network import Network

    return json.dumps(msgspec.json.schema(Network), indent=2, sort_keys=True) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "measures.md": measures,
    "commands.md": commands,
    "imbalances.md": imbalances,
    "dialects.md": dialects,
    "norms.md": norms,
    "analysis.schema.json": schema,
    "answers.schema.json": answers_schema,
    "assessment.schema.json": assessment_schema,
    "batch.schema.json": batch_schema,
    "comparison.schema.json": comparison_schema,
    "network.schema.json": network_schema,
}


def main(arguments: Sequence[str]) -> int:
    """Write, or compare."""
    check = "--check" in arguments
    stale = []
    for name, make in PAGES.items():
        page, text = DOCS / name, (HEAD if name.endswith(".md") else "") + make()
        if page.is_file() and page.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            page.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run python docs/make.py", file=sys.stderr)
        return 1
    print(f"{len(PAGES)} generated pages {'are up to date' if check else f'written ({len(stale)} changed)'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
