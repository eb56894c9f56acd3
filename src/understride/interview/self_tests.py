"""Self-tests at home and the run scan: data with a shape, and what an answer speaks for or against.

Soft evidence, nothing more: how repeatable they are at home is not known, and the data say so. `flat` opens an answer
into its parts; `speaking.spoken` says what it speaks to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from msgspec import Meta

from understride.interview.data import one
from understride.interview.rulebook import Demand
from understride.knowledge.schema import Record, Words
from understride.knowledge.shape import nearest
from understride.model import sealed

CANT_TELL = "cant_tell"
WHOLE = "answer"  # the name of the only part, where an answer is a bare word or number
AGREE = "tries_agree"
Weight = Literal["w2", "w1", "w0"]
Stance = Literal["for", "against"]
SideRule = Literal["none", "same", "harder", "other"]
Direction = Literal["flex", "extend", "abduct", "adduct", "turn_in", "turn_out"]
Part = str | float


class Field(Record, frozen=True, kw_only=True):
    """One part of an answer: words of a closed list (each with its meaning), or a number with its unit.

    sided: asked for the left and for the right; `{side}` in its name is replaced.
    """

    at: str
    ask: Words
    words: dict[str, str] | None = None
    low: float | None = None
    high: float | None = None
    whole: bool = False
    unit: str = ""
    meaning: dict[str, str] | None = None
    sided: bool = False


class Held(Record, frozen=True, kw_only=True):
    """One condition on an answer.

    at with any_of: a part is one of these words or numbers · at with below: it is a smaller number · parts, any_of,
    least: at least so many of the parts are · differ, by: left and right clearly differ · with alike: they do not.
    """

    at: str | None = None
    any_of: tuple[str | float, ...] = ()
    below: float | None = None
    parts: tuple[str, ...] = ()
    least: int = 1
    differ: str | None = None
    by: float = 0.0
    alike: bool = False


class Speaks(Record, frozen=True, kw_only=True):
    """One link self-test → imbalance.

    side: `none` · `same` = each side by itself · `harder`, `other` = the side on which less is possible, or the one
    that was not named. weight w2 holds where two tries agree, else it counts as w1. needs_earlier: it compares with
    one's own earlier answer only.
    """

    imbalance: Annotated[str, Meta(pattern=r"^I\d{1,2}$")]
    stance: Stance
    when: tuple[Held, ...] = ()
    weight: Weight = "w1"
    side: SideRule = "none"
    needs_earlier: bool = False


class Repeatability(Record, frozen=True, kw_only=True):
    """How repeatable it is thought to be. at_home: always said, mostly unknown. alike_below: what counts as alike."""

    at_home: Words
    measured_by_others: str | None = None
    alike_below: float | None = None
    unit: str = ""
    source: tuple[str, ...] = ()


class SelfTest(Record, frozen=True, kw_only=True):
    """One self-test. text: spoken, paragraph by paragraph; `{side}` is the side in question. sides: asked on both."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]+$")]
    title: Words
    minutes: Annotated[float, Meta(gt=0, le=15)]
    position: str
    figure: str
    text: tuple[Words, ...]
    fields: tuple[Field, ...]
    speaks: tuple[Speaks, ...]
    repeatability: Repeatability
    family: str | None = None
    direction: Direction | None = None
    cautions: tuple[str, ...] = ("pain_rises",)
    demands: tuple[Demand, ...] = ()
    sides: bool = False
    needs: tuple[Literal["floor", "running"], ...] = ()
    retest_gap_days: int = 3
    version: int = 1


class Ratio(Record, frozen=True, kw_only=True):
    """How much an answer of one class may move a belief: ranges of likelihood ratios, assumed."""

    speaks_for: tuple[float, float]
    speaks_against: tuple[float, float]
    used_when: Words


class Caution(Record, frozen=True, kw_only=True):
    """Whom a caution concerns, and what is said."""

    who: Words
    says: Words


class Assumed(Record, frozen=True, kw_only=True):
    """What is assumed of all self-tests, printed beside every result."""

    note: Words
    weights: dict[str, Ratio]
    same_next_day: tuple[float, float]
    family_cap: float
    before: tuple[Words, ...]


class _File(Record, frozen=True, kw_only=True):
    """The whole data file."""

    assumed: Assumed
    cautions: dict[str, Caution]
    sources: dict[str, Words]
    tests: tuple[SelfTest, ...]


@cache
def _file() -> _File:
    found: _File = one("self_tests.yaml", _File, prepared=_with_kinds)
    return found


def _with_kinds(content: Any) -> Any:
    """Tests of one kind share what the kind says; what a test says itself wins, and its links come on top."""
    kinds = content.pop("kinds")
    content["tests"] = [
        {**kind, **test, "speaks": [*kind.get("speaks", ()), *test.get("speaks", ())]}
        for test in content["tests"]
        for kind in (kinds[test.pop("like")] if "like" in test else {},)
    ]
    return content


def self_tests() -> Mapping[str, SelfTest]:
    """Every self-test by id, in the order of the file; the run scan is the last."""
    return sealed({test.id: test for test in _file().tests})


def assumed() -> Assumed:
    """What is assumed of all of them."""
    return _file().assumed


def cautions() -> Mapping[str, Caution]:
    """Cautions by id."""
    return sealed(_file().cautions)


def sources() -> Mapping[str, str]:
    """Sources of repeatability by key."""
    return sealed(_file().sources)


def names(test: SelfTest) -> Mapping[str, Field]:
    """Every part that an answer may have, opened for both sides."""
    opened = {
        field.at.replace("{side}", side): field
        for field in test.fields
        for side in (("left", "right") if field.sided else ("",))
    }
    return sealed(opened)


def flat(test: SelfTest, answer: Any) -> Mapping[str, Part]:
    """An answer opened into its parts, `left.pressure` and the like. What cannot be told has no part.

    A bare word or number stands for the test's first part, on both sides where it is sided.
    """
    return sealed({at: value for at, value in _parts(test, answer) if value != CANT_TELL})


def misfit(test: SelfTest, answer: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """What in an answer is no answer to this test: path below the test, and why."""
    known = names(test)
    if isinstance(answer, dict) and not answer:
        yield (), f"an answer is needed: {CANT_TELL}, or {', '.join(known)}"
    for at, value in _parts(test, answer):
        path = tuple(at.split(".")) if isinstance(answer, dict) else ()
        if at == AGREE:
            if value not in ("yes", "no"):
                yield path, f"{value!r} is not one of: yes, no"
        elif at not in known and value != CANT_TELL:
            yield path, f"{test.id} has no part called {at!r}{nearest(at, known)}"
        elif value != CANT_TELL and (why := _unfit(known[at], value)):
            yield path, why


def _parts(test: SelfTest, answer: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(answer, dict):
        first = test.fields[0]
        yield from (
            (at, answer) for at, field in names(test).items() if field is first
        )  # both sides, or the only part
        return
    for key, value in answer.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", part) for inner, part in value.items())
        else:
            yield key, value


def _unfit(field: Field, value: Any) -> str | None:
    if field.words is not None:
        if isinstance(value, str) and value in field.words:
            return None
        return f"{value!r} is not one of: {', '.join(field.words)}, {CANT_TELL}{nearest(str(value), field.words)}"
    if not _number(value) or not _between(value, field.low, field.high) or (field.whole and value % 1):
        kind = "a whole number" if field.whole else "a number"
        return f"{value!r} is not {kind} from {field.low:g} to {field.high:g}, nor {CANT_TELL}"
    return None


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _between(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
