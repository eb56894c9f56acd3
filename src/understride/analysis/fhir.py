"""Answers as FHIR R4: the questions as a Questionnaire, what was told as a QuestionnaireResponse, and back again.

The Questionnaire is made from the shape of an answers file; `linkId` is the path in it, so that nothing is lost on the
way. Facts and self-tests are items of their own, with their words.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import inspect

from understride.interview import Answers, as_plain, parse_answers, self_tests
from understride.interview.conditions import FACTS
from understride.interview.self_tests import AGREE, CANT_TELL, Field, SelfTest, names
from understride.model import RecordingError

URL = "urn:understride:questionnaire:answers-1"
WORDS = "urn:understride:words"
KNOWN = ("yes", "no", "unknown")
VALUE = {"choice": "valueCoding", "integer": "valueInteger", "decimal": "valueDecimal", "date": "valueDate"}
ANY = ("valueCoding", "valueInteger", "valueDecimal", "valueDate", "valueString", "valueBoolean")
Item = dict[str, Any]


def questionnaire() -> Item:
    """The questions as a FHIR R4 Questionnaire."""
    return {
        "resourceType": "Questionnaire",
        "url": URL,
        "status": "active",
        "title": "understride.answers/1",
        "subjectType": ["Patient"],
        "item": [item for item in _fields(inspect.type_info(Answers), "") if item["linkId"] != "schema"],
    }


def response(answers: Answers) -> Item:
    """What was told, as a FHIR R4 QuestionnaireResponse; who told it is not in it."""
    plain = as_plain(answers)
    tests = {name: _parts(self_tests()[name], told) for name, told in answers.self_tests.items()}
    content = {**plain, "self_tests": {name: parts for name, parts in tests.items() if parts}}
    if not content["self_tests"]:
        del content["self_tests"]
    kinds = {item["linkId"]: item for item in _every(questionnaire()["item"])}
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": URL,
        "status": "completed",
        "authored": answers.today.isoformat(),
        "item": [
            found for key, value in content.items() if key != "schema" for found in _told(key, value, kinds)
        ],
    }


def is_fhir(data: bytes) -> bool:
    """Whether these bytes are a FHIR resource as JSON."""
    try:
        found = json.loads(data)
    except ValueError:
        return False
    return isinstance(found, dict) and "resourceType" in found


def answers_from(data: bytes, *, name: str, now: dt.datetime) -> Answers:
    """The answers in a QuestionnaireResponse, alone or in a Bundle; checked like any answers file."""
    try:
        content = _answered(json.loads(data))
    except (AttributeError, TypeError, ValueError) as error:  # no shape that FHIR knows
        raise _other(name, "a FHIR resource that cannot be read") from error
    except _UnknownItemError as error:
        raise _other(name, f"an item {str(error)!r} that is none of our questions") from error
    if content is None:
        raise _other(name, "a FHIR resource that is no answer to our questions")
    return parse_answers(json.dumps(content).encode(), name=name, now=now)


class _UnknownItemError(Exception):
    """An item that the questions do not hold; its text is its linkId."""


def _other(name: str, found: str) -> RecordingError:
    return RecordingError(
        name,
        found=found,
        needed=f"a QuestionnaireResponse to {URL}",
        do="Export one with: understride ask --fhir FILE.",
    )


def _answered(resource: Any) -> dict[str, Any] | None:
    """The content of an answers file in a resource or a Bundle of them; None where there is no answer to ours."""
    inside = [entry.get("resource", {}) for entry in resource.get("entry", ())]
    told = next(
        (one for one in (resource, *inside) if one.get("resourceType") == "QuestionnaireResponse"), None
    )
    if told is None or told.get("questionnaire") != URL:
        return None
    kinds = {item["linkId"]: item for item in _every(questionnaire()["item"])}
    return {"schema": "understride.answers/1", **_content(told.get("item", ()), "", kinds)}


def _fields(kind: Any, path: str) -> Iterator[Item]:
    """The items of a record, in its order."""
    for field in kind.fields:
        at = f"{path}.{field.name}" if path else field.name
        if at == "facts":
            yield _group(
                at, "Safety questions", [_choice(f"{at}.{f}", said, KNOWN) for f, said in FACTS.items()]
            )
        elif at == "self_tests":
            yield _group(at, "Self-tests", [_test(f"{at}.{test.id}", test) for test in self_tests().values()])
        else:
            yield _item(at, field.name, field.type)


def _item(at: str, name: str, kind: Any) -> Item:
    text = name.replace("_", " ")
    if isinstance(kind, inspect.UnionType):
        kind = next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    if isinstance(kind, inspect.VarTupleType):
        return {**_item(at, name, kind.item_type), "repeats": True}
    if isinstance(kind, inspect.StructType):
        return _group(at, text, list(_fields(kind, at)))
    if isinstance(kind, inspect.LiteralType):
        return _choice(at, text, [str(value) for value in kind.values])
    types = {inspect.IntType: "integer", inspect.FloatType: "decimal", inspect.DateType: "date"}
    return {"linkId": at, "text": text, "type": types.get(type(kind), "string")}


def _group(at: str, text: str, items: list[Item]) -> Item:
    return {"linkId": at, "text": text, "type": "group", "item": items}


def _choice(at: str, text: str, codes: Sequence[str], words: Mapping[str, str] | None = None) -> Item:
    shown = words or {}
    options = [{"valueCoding": {"system": WORDS, "code": c, "display": shown.get(c, c)}} for c in codes]
    return {"linkId": at, "text": text, "type": "choice", "answerOption": options}


def _test(at: str, test: SelfTest) -> Item:
    parts = [_part(f"{at}.{part}", field) for part, field in names(test).items()]
    return _group(at, test.title, [*parts, _choice(f"{at}.{AGREE}", "Two tries agree", ("yes", "no"))])


def _part(at: str, field: Field) -> Item:
    """Words, or a number; a number that cannot be told has no answer in FHIR."""
    if field.words is not None:
        return _choice(at, field.ask, [*field.words, CANT_TELL], field.words)
    return {"linkId": at, "text": field.ask, "type": "decimal"}


def _parts(test: SelfTest, told: Any) -> dict[str, Any]:
    """An answer by its parts: a bare word stands for the first field, on both sides where it is sided."""
    known = names(test)
    if isinstance(told, dict):
        found = {
            f"{key}.{inner}" if inner else key: value
            for key, several in told.items()
            for inner, value in (several.items() if isinstance(several, dict) else [("", several)])
        }
    else:
        found = {at: told for at, field in known.items() if field is test.fields[0]}
    return {
        at: value
        for at, value in found.items()
        if value != CANT_TELL or (at in known and known[at].words is not None)
    }


def _every(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _every(item.get("item", ()))


def _told(at: str, value: Any, kinds: Mapping[str, Item]) -> Iterator[Item]:
    kind = kinds[at]
    values = value if isinstance(value, list) else [value]
    if kind["type"] == "group":
        for one in values:
            inner = [found for key, told in one.items() for found in _told(f"{at}.{key}", told, kinds)]
            yield {"linkId": at, "item": inner}
    elif values:
        yield {"linkId": at, "answer": [_answer(kind["type"], one) for one in values]}


def _answer(kind: str, value: Any) -> Item:
    if kind == "choice":
        return {"valueCoding": {"system": WORDS, "code": str(value)}}
    if isinstance(value, str) and kind != "date":
        return {"valueString": value}
    return {VALUE[kind]: value}


def _content(items: Sequence[Item], path: str, kinds: Mapping[str, Item]) -> dict[str, Any]:
    """Items of a response as the content of an answers file; what the questions do not hold is refused."""
    found: dict[str, Any] = {}
    for item in items:
        at = str(item.get("linkId", ""))
        kind = kinds.get(at)
        if kind is None or not at.startswith(path):
            raise _UnknownItemError(at)
        if kind["type"] == "group":
            values: list[Any] = [_content(item.get("item", ()), f"{at}.", kinds)]
        else:
            values = [_value(answer) for answer in item.get("answer", ())]
        key = at.removeprefix(path)
        if kind.get("repeats"):
            found[key] = [*found.get(key, ()), *values]
        elif values:
            _put(found, key, values[0])
    return found


def _put(found: dict[str, Any], key: str, value: Any) -> None:
    """Parts of a self-test such as `left.pressure` lie inside one another."""
    outer, point, inner = key.partition(".")
    if point:
        found.setdefault(outer, {})[inner] = value
    else:
        found[key] = value


def _value(answer: Item) -> Any:
    value = next((answer[key] for key in ANY if key in answer), None)
    return value.get("code") if isinstance(value, dict) else value
