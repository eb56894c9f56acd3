"""`understride.lesson/1`: one version of a lesson as a document, its captions and chapters, and the schemas."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from understride.lessons.lesson import Front
from understride.lessons.scoring import Score

SCHEMA = "understride.lesson/1"
DIGITS = 3  # of seconds: a thousandth is finer than anyone hears
Plain = dict[str, Any]


def document(score: Score) -> Plain:
    """One version as plain values, seconds rounded to a thousandth."""
    lesson = score.lesson
    return {
        "schema": SCHEMA,
        "id": lesson.id,
        "title": lesson.title,
        "kind": lesson.front.kind,
        "side": score.side.value,
        "length": score.length,
        "seconds": round(score.seconds, DIGITS),
        "estimated": score.estimated,
        "blocks": [
            {
                "kind": part.block.kind,
                "title": part.title,
                "position": part.block.position,
                "side": part.side,
                "start": round(part.start, DIGITS),
                "end": round(part.end, DIGITS),
                "sentences": [
                    {"text": said.text, "start": round(said.start, DIGITS), "end": round(said.end, DIGITS)}
                    for said in part.said
                ],
            }
            for part in score.parts
        ],
    }


def as_json(score: Score) -> bytes:
    """The document as JSON: the same score, the same bytes."""
    return (json.dumps(document(score), ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def chapters(score: Score) -> tuple[tuple[float, float, str], ...]:
    """Start, end and title of each chapter; a chapter ends where the next begins."""
    starts = [part.start for part in score.parts]
    ends = [*starts[1:], score.seconds]
    return tuple((start, end, part.title) for start, end, part in zip(starts, ends, score.parts, strict=True))


def captions(score: Score) -> str:
    """The sentences with their times as WebVTT."""
    cues = [f"{_stamp(said.start)} --> {_stamp(said.end)}\n{said.text}\n" for said in score.said]
    return "\n".join(["WEBVTT\n", *cues])


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def front_schema() -> Plain:
    """JSON Schema of the front matter."""
    schema = msgspec.json.schema(Front)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a movement lesson, format version 1",
        **schema,
    }


def lesson_schema() -> Plain:
    """JSON Schema of `understride.lesson/1`."""
    seconds = {"type": "number", "minimum": 0}
    text = {"type": "string", "minLength": 1}
    sentence = _object({"text": text, "start": seconds, "end": seconds})
    block = _object(
        {
            "kind": {"enum": ["reference", "scan", "move", "imagine", "rest", "stand"]},
            "title": text,
            "position": text,
            "side": {"enum": ["right", "left", "both"]},
            "start": seconds,
            "end": seconds,
            "sentences": {"type": "array", "items": sentence},
        }
    )
    whole = _object(
        {
            "schema": {"const": SCHEMA},
            "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "title": text,
            "kind": {"enum": ["floor", "upright", "short"]},
            "side": {"enum": ["right", "left"], "description": "the first side"},
            "length": {"enum": ["short", "full"]},
            "seconds": seconds,
            "estimated": {"type": "boolean", "description": "true before a voice has spoken it"},
            "blocks": {"type": "array", "items": block},
        }
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **whole}


def _object(properties: Plain) -> Plain:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
