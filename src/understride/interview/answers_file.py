"""From an answers file (YAML or JSON) to `Answers`, strictly: whatever is wrong is told at once, with its line."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path as File

import msgspec

from understride.interview.answers import SCHEMA, Answers
from understride.interview.conditions import FACTS
from understride.interview.data import line, table
from understride.interview.rulebook import LEVEL_OF
from understride.interview.self_tests import misfit, self_tests
from understride.knowledge import load
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import misfits, nearest
from understride.knowledge.strict import Document, Fault, Plain, parse
from understride.model import RecordingError

MOST_BYTES = 1_000_000  # an answers file is a few kB
MOST_SAID = 5  # faults in one sentence
CLEARABLE = tuple(rule for rule, level in LEVEL_OF.items() if level in ("urgent", "scope"))
_KINDS = {  # how kinds of values are called by the checker → by us
    "int | null": "a whole number",
    "int": "a whole number",
    "float | null": "a number",
    "float": "a number",
    "str | null": "a word",
    "str": "a word",
    "array": "a list",
    "object | null": "keys and values",
    "object": "keys and values",
    "null": "nothing",
    "bool": "true or false",
}
Found = tuple[tuple[str | int, ...], str]


class Instrument(Record, frozen=True, kw_only=True):
    """A questionnaire whose result can be entered, with the limits of that result.

    ask, ends: only where the scale is ours: its words, and what its lowest and highest number mean.
    """

    title: Words
    cite: Words
    low: float
    high: float
    whole: bool = False
    ask: Words | None = None
    ends: tuple[Words, ...] = ()


@cache
def instruments() -> Mapping[str, Instrument]:
    """Questionnaires by name. Their questions are not here."""
    return table("instruments.yaml", Instrument)


def read_answers(path: File, *, now: dt.datetime) -> Answers:
    """The answers in a file. now: the day they hold for, where the file does not say `today`."""
    if not path.is_file():
        raise _error(path.name, ["no such file"])
    if path.stat().st_size > MOST_BYTES:
        raise _error(path.name, ["more than a megabyte"])
    return parse_answers(path.read_bytes(), name=path.name, now=now)


def parse_answers(data: bytes, *, name: str, now: dt.datetime) -> Answers:
    """The answers in the bytes of a file called `name`."""
    document = _document(data, name)
    faults = [(document.lines.get(fault.path, 1), fault.message) for fault in document.faults]
    content = _words(document.content)
    if not faults:
        if isinstance(content, dict):
            content = {"today": now.date().isoformat(), **content}
        faults = [(line(document, path), _place(path) + said) for path, said in _faults(content)]
    if faults:
        raise _error(name, [f"line {number}: {said}" for number, said in sorted(faults, key=lambda f: f[0])])
    return msgspec.convert(content, Answers)


def as_plain(answers: Answers) -> dict[str, Plain]:
    """The answers as an answers file would hold them: reading it gives the same answers."""
    plain = msgspec.to_builtins(answers)
    found: dict[str, Plain] = _without_nothing(plain)
    return found


def _document(data: bytes, name: str) -> Document:
    """JSON where it looks like JSON and is; else YAML, of which JSON is nearly a part (tabs are not)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _broken(name, "not a text in UTF-8")
    try:
        if text.lstrip().startswith("{"):
            # a YAML file may begin with a brace too, so what is no JSON goes on to the next reader
            with contextlib.suppress(ValueError):
                return Document(file=name, content=_json(text), lines={}, faults=())
        return parse(text, file=name)
    except RecursionError:
        return _broken(name, "too many levels inside one another")


def _broken(name: str, why: str) -> Document:
    return Document(file=name, content=None, lines={}, faults=(Fault(file=name, path=(), message=why),))


def _json(text: str) -> Plain:
    def once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key stands here twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once)


def _words(value: Plain) -> Plain:
    """True and false are yes and no: no answer is anything else that has two values."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return {key: _words(inner) for key, inner in value.items()}
    return [_words(inner) for inner in value] if isinstance(value, list) else value


def _without_nothing(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner not in (None, (), {})}
    return [_without_nothing(inner) for inner in value] if isinstance(value, list | tuple) else value


def _faults(content: Plain) -> list[Found]:
    """What does not fit the shape; if all does, what leads nowhere or cannot be."""
    found = [(path, _plainly(said)) for path, said in misfits(content, Answers)]
    return found or [*_unknown(content), *_impossible(msgspec.convert(content, Answers))]


def _plainly(said: str) -> str:
    if "RFC3339" in said:
        return "this is not a date; write year, month and day, as in 2026-11-21"
    if "understride.answers" in said:
        return f"this must be {SCHEMA!r}"
    for theirs, ours in _KINDS.items():
        said = said.replace(f"`{theirs}`", ours)
    return said.replace("Expected ", "expected ").replace(" | null", "")


def _unknown(content: Plain) -> Iterator[Found]:
    """Ids that are not in the closed lists."""
    for fact in content.get("facts", {}):
        yield from _in(fact, FACTS, "fact", ("facts", fact))
    regions = {word: region.id for region in load().regions for word in (region.id, *region.aliases)}
    ids = frozenset(regions.values())
    for index, told in enumerate(content.get("complaints", ())):
        path: tuple[str | int, ...] = ("complaints", index, "region")
        if told["region"] not in ids and told["region"] in regions:
            yield path, f"no region is called {told['region']!r}; nearest known: {regions[told['region']]!r}"
        else:
            yield from _in(told["region"], ids, "region", path)
    for index, clearance in enumerate(content.get("cleared", ())):
        yield from _clearable(clearance["rule"], ("cleared", index, "rule"))
    for index, score in enumerate(content.get("scores", ())):
        yield from _in(score["instrument"], instruments(), "questionnaire", ("scores", index, "instrument"))
    lessons = [lesson.id for lesson in load().lessons.lessons]
    for index, lesson in enumerate((content.get("plan") or {}).get("disliked", ())):
        yield from _in(lesson, lessons, "lesson", ("plan", "disliked", index))
    for test, answer in content.get("self_tests", {}).items():
        known = self_tests()
        yield from _in(test, known, "self-test", ("self_tests", test))
        for path, said in misfit(known[test], answer) if test in known else ():
            yield ("self_tests", test, *path), said


def _in(name: str, known: Collection[str], kind: str, path: tuple[str | int, ...]) -> Iterator[Found]:
    if name not in known:
        yield path, f"no {kind} is called {name!r}{_near(name, known)}"


def _near(name: str, known: Collection[str]) -> str:
    """The nearest known word; where none is near, the closest all the same, so that there is something to go on."""
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)
    return nearest(name, sorted(known)) or (f"; nearest known: {close[0]!r}" if close else "")


def _clearable(rule: str, path: tuple[str | int, ...]) -> Iterator[Found]:
    if rule in LEVEL_OF and rule not in CLEARABLE:
        why = "an emergency" if LEVEL_OF[rule] == "emergency" else "nothing that stops"
        yield path, f"{rule!r} is {why}: a clearance is for urgent and scope rules"
    else:
        yield from _in(rule, CLEARABLE, "rule that can be cleared", path)


def _impossible(answers: Answers) -> Iterator[Found]:
    """What each part may say, and all together may not."""
    regions = [told.region for told in answers.complaints]
    for index, told in enumerate(answers.complaints):
        if told.region in regions[:index]:
            yield ("complaints", index), f"{told.region!r} stands here twice; for both sides say side: both"
        yield from _past(told.since, answers, ("complaints", index, "since"))
    for name in ("cleared", "changes", "scores"):
        for index, item in enumerate(getattr(answers, name)):
            yield from _past(item.date, answers, (name, index, "date"))
    for index, change in enumerate(answers.changes):
        if change.date is not None and change.weeks_ago is not None:
            yield ("changes", index), "a date or weeks_ago, not both"
    for index, score in enumerate(answers.scores):
        about = instruments().get(score.instrument)
        if about is not None and not _possible(score.value, about):
            kind = "a whole number" if about.whole else "a number"
            limits = f"{about.low:g} to {about.high:g}"
            yield ("scores", index, "value"), f"{score.value:g} is not {kind} from {limits}"


def _possible(value: float, about: Instrument) -> bool:
    return about.low <= value <= about.high and not (about.whole and value % 1)


def _past(when: dt.date | None, answers: Answers, path: tuple[str | int, ...]) -> Iterator[Found]:
    if when is not None and when > answers.today:
        yield path, f"{when} lies after {answers.today}, the day of these answers"


def _place(path: tuple[str | int, ...]) -> str:
    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
    return f"{place}: " if place else ""


def _error(name: str, faults: list[str]) -> RecordingError:
    more = f"; and {len(faults) - MOST_SAID} more" if len(faults) > MOST_SAID else ""
    return RecordingError(
        name,
        found="; ".join(faults[:MOST_SAID]) + more,
        needed=f"answers as {SCHEMA} describes them",
        do="Mend what is named and read it again.",
    )
