"""Marker-set dialects: which label of a laboratory is which of our points.

One YAML file is one marker set (`dialects/`), or a user's own mapping file with the same fields. The vocabulary
of our names is `dialects/understride.yaml`; a file that uses any other name is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from understride.model import SIDES, RecordingError, sealed

SIDE_MARK = "<side>"
POOR_MATCH = 0.5
"""Share of the required labels under which a marker set is not believed: with half of them missing, another set
that happens to share the usual pelvis labels would do as well."""
KNOWN_LABELS = 0.8
"""Share of a file's own labels that a marker set knows from which it is believed even so: a set whose feet were
not recorded lacks most of its required labels, and deserves the sentence about feet, not one about the set."""
HOW_TO_MAP = "Write a mapping file (docs/dialects.md shows one) and give it as `mapping`."

Signed = Literal["+x", "-x", "+y", "-y", "+z", "-z"]


class LabAxes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Axes that the laboratory is known for: a check of what the data say, never the rule."""

    forward: Signed
    up: Signed


class Feet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which points make up a foot's heel, toe and forefoot, without side (several are averaged)."""

    heel: list[str] = []
    toe: list[str] = []
    forefoot: list[str] = []


class DialectFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of one YAML file."""

    points: dict[str, str | list[str]]
    feet: Feet
    id: str = "mapping"
    title: str = "the marker set of a mapping file"
    source: str = ""
    licence: str = ""
    force_set: bool = False
    lab_axes: LabAxes | None = None
    sides: dict[Literal["right", "left"], str] = {}
    required: list[str] = []
    clusters: dict[str, list[str]] = {}
    ignored: list[str] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """A marker set, ready for use.

    labels: our full name (`heel_right`) → the spellings in files. required: full names that decide recognition.
    feet: role → names without side. ignored: labels that are no markers. force_set: is there a force set behind
    the judging of contacts without force.
    """

    id: str
    title: str
    labels: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    feet: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    force_set: bool
    lab_axes: tuple[str, str] | None

    def names_of(self, labels: Iterable[str]) -> dict[str, str]:
        """Our name → label, for those that are there; the first spelling and the first of equal labels win."""
        present: dict[str, str] = {}
        for label in labels:
            present.setdefault(plain(label), label)
        found = {}
        for name, spellings in self.labels.items():
            first = next((present[plain(s)] for s in spellings if plain(s) in present), None)
            if first is not None:
                found[name] = first
        return found


def plain(label: str) -> str:
    """A label without the subject's prefix (`Anna:LASI`), blanks and case."""
    return label.rsplit(":", 1)[-1].strip().casefold()


# --- from a file ---------------------------------------------------------------------------------------------


def load(text: str, *, file: str) -> Dialect:
    """A marker set from the text of its YAML file. file: its name, for the error."""
    return _ready(_checked_fields(text, file), file, vocabulary())


@cache
def vocabulary() -> frozenset[str]:
    """All our point names, with sides; cluster names stand for any number."""
    text = (resources.files(__package__) / "dialects" / "understride.yaml").read_text(encoding="utf-8")
    return frozenset(_labels(_checked_fields(text, "understride.yaml")))


@cache
def shipped() -> tuple[Dialect, ...]:
    """All marker sets of the package, in the order of their ids."""
    folder = resources.files(__package__) / "dialects"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(load(f.read_text(encoding="utf-8"), file=f.name) for f in files)


def load_mapping(path: Path) -> Dialect:
    """A user's own mapping file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path.name, "no readable text (UTF-8)") from error
    return load(text, file=path.name)


def _checked_fields(text: str, file: str) -> DialectFile:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        tree = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = str(error.problem or "no YAML").strip().splitlines()[0]
        raise _refused(file, f"line {line}: {problem}") from error
    except (YAMLError, ValueError) as error:
        raise _refused(file, "text that is no YAML") from error
    try:
        return msgspec.convert(tree, DialectFile)
    except UnicodeError as error:
        raise _refused(file, "text with half a character in it") from error
    except msgspec.ValidationError as error:
        raise _refused(file, str(error).replace("`", "'")) from error


def _ready(fields: DialectFile, file: str, known: frozenset[str]) -> Dialect:
    if set(fields.sides) != {"right", "left"} and SIDE_MARK in str(
        (fields.points, fields.clusters, fields.ignored)
    ):
        raise _refused(
            file, f"{SIDE_MARK} in labels without `sides` saying what stands there for right and left"
        )
    labels = _labels(fields)
    _check_names(labels, file, known)
    _check_unique(labels, file)
    feet = {"heel": fields.feet.heel, "toe": fields.feet.toe, "forefoot": fields.feet.forefoot}
    for role, names in feet.items():
        for name in names:
            if not any(f"{name}_{side.value}" in labels for side in SIDES):
                raise _refused(file, f"feet.{role} names '{name}', which stands under no points or clusters")
    required = _required(fields, labels, file)
    return Dialect(
        id=fields.id,
        title=fields.title,
        labels=sealed(labels),
        required=required,
        feet=sealed({role: tuple(names) for role, names in feet.items() if names}),
        ignored=frozenset(
            plain(one) for label in fields.ignored for _, one in _sided("", label, fields.sides)
        ),
        force_set=fields.force_set,
        lab_axes=None if fields.lab_axes is None else (fields.lab_axes.forward, fields.lab_axes.up),
    )


def _labels(fields: DialectFile) -> dict[str, tuple[str, ...]]:
    """Our full name → spellings, sides written out, cluster members numbered in the order of the file."""
    found: dict[str, list[str]] = {}
    for name, spelled in fields.points.items():
        for pattern in [spelled] if isinstance(spelled, str) else spelled:
            for full, label in _sided(name, pattern, fields.sides):
                found.setdefault(full, []).append(label)
    for segment, members in fields.clusters.items():
        for number, pattern in enumerate(members, start=1):
            for full, label in _sided(_member(segment, number), pattern, fields.sides):
                found.setdefault(full, []).append(label)
    return {name: tuple(labels) for name, labels in found.items()}


def _member(segment: str, number: int) -> str:
    """`foot`, 2 → `foot_2`; `foot_right`, 2 → `foot_2_right`."""
    for side in SIDES:
        if segment.endswith(f"_{side.value}"):
            return f"{segment.removesuffix(side.value)}{number}_{side.value}"
    return f"{segment}_{number}"


def _sided(name: str, pattern: str, sides: Mapping[Literal["right", "left"], str]) -> list[tuple[str, str]]:
    if SIDE_MARK not in pattern:
        return [(name, pattern)]
    return [(f"{name}_{side}", pattern.replace(SIDE_MARK, prefix)) for side, prefix in sides.items()]


def _check_names(labels: Mapping[str, tuple[str, ...]], file: str, known: frozenset[str]) -> None:
    for name in labels:
        if name in known or re.sub(r"_\d+(?=_|$)", "_1", name) in known:
            continue
        near = difflib.get_close_matches(name, sorted(known), n=1)
        hint = f" (did you mean '{near[0]}'?)" if near else ""
        raise _refused(file, f"the name '{name}', which is none of our points{hint}")


def _check_unique(labels: Mapping[str, tuple[str, ...]], file: str) -> None:
    owner: dict[str, str] = {}
    for name, spellings in labels.items():
        for label in spellings:
            other = owner.setdefault(plain(label), name)
            if other != name:
                raise _refused(file, f"the label '{label}' under both '{other}' and '{name}'")


def _required(fields: DialectFile, labels: Mapping[str, tuple[str, ...]], file: str) -> tuple[str, ...]:
    """Full names that decide recognition; without a list: the points of the feet and all of the pelvis."""
    pelvis = [n for n in ("asis", "psis", "sacrum", "pelvis_1") if any(f.startswith(n) for f in labels)]
    wanted = fields.required or [*fields.feet.heel, *fields.feet.toe, *fields.feet.forefoot, *pelvis]
    found = []
    for name in dict.fromkeys(wanted):
        full = [f for f in (name, f"{name}_right", f"{name}_left") if f in labels]
        if not full:
            raise _refused(file, f"required names '{name}', which stands under no points or clusters")
        found += full
    return tuple(found)


def _refused(file: str, problem: str) -> RecordingError:
    return RecordingError(
        file,
        found=problem,
        needed="a marker-set file in YAML with `points` (our name: label) and `feet` (heel, toe, forefoot)",
        do="Compare it with the example in docs/dialects.md.",
    )


# --- recognition ---------------------------------------------------------------------------------------------


def recognise(labels: Sequence[str], *, file: str, dialects: Sequence[Dialect] | None = None) -> Dialect:
    """The marker set that explains these labels best, by the share of its required labels that are there.

    A tie is settled by how many of all labels are known; a tie there too, or a poor match, is refused.
    """
    candidates = shipped() if dialects is None else tuple(dialects)
    ranked = sorted(((*_match(d, labels), d) for d in candidates), key=lambda row: row[:2], reverse=True)
    share, known, best = ranked[0]
    if share < POOR_MATCH and known < KNOWN_LABELS * len(labels):
        raise _unknown_set(best, labels, file)
    if len(ranked) > 1 and ranked[1][:2] == (share, known):
        raise RecordingError(
            file,
            found=f"labels that fit the marker sets {best.id} and {ranked[1][2].id} equally well",
            needed="labels that fit one of them",
            do=HOW_TO_MAP,
        )
    return best


def _match(dialect: Dialect, labels: Sequence[str]) -> tuple[float, int]:
    found = dialect.names_of(labels)
    return sum(name in found for name in dialect.required) / len(dialect.required), len(found)


def _unknown_set(nearest: Dialect, labels: Sequence[str], file: str) -> RecordingError:
    found = nearest.names_of(labels)
    missing = [nearest.labels[name][0] for name in nearest.required if name not in found]
    shown = ", ".join(missing[:6]) + (", …" if len(missing) > 6 else "")
    have = len(nearest.required) - len(missing)
    return RecordingError(
        file,
        found=f"{len(labels)} labels that no marker set knows (nearest: {nearest.id}, {have} of "
        f"{len(nearest.required)} of its main labels; missing {shown})",
        needed="labels of a known marker set, or a mapping of yours",
        do=HOW_TO_MAP,
    )
