"""The end of the page: what cannot be seen, what is left out, all measures, how it was made."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from understride.analysis import Analysis
from understride.model import Reason, Side, Unavailable, Value
from understride.report.facts import Facts
from understride.report.panel import tick_text
from understride.report.rows import BOTH, difference_scale, written_of
from understride.words import compose
from understride.words import page as words
from understride.words.numbers import capital, listed
from understride.words.quantities import in_table, in_words, plus_minus, with_unit
from understride.words.sentences import men_only

FEW = 10  # strides of a side: the least for a finding
MOST_LINES = 8
EXTRAS = ("back_yaw_range",)  # a cluster that few marker sets have: its absence is no lack
Line = tuple[str, str]
Made = tuple[str, tuple[str, ...]]  # heading, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the table of all measures."""

    title: str
    side: str
    value: str
    interval: str
    sd: str
    strides: str
    definition: str
    scale: str
    why_not: str


def help_most(analysis: Analysis, facts: Facts) -> tuple[str, str]:
    strides = [analysis.strides.get(side, 0) for side in BOTH]
    if min(strides) < FEW:
        return compose.help_most("longer", 0)
    missing = {
        m
        for (m, _), r in facts.results.items()
        if isinstance(r, Unavailable) and r.reason is Reason.MISSING_POINTS
    }
    if len(missing) > len(facts.rows) / 3:
        return compose.help_most("points", len(missing))
    return compose.help_most("static" if analysis.recording.static is None else "day", 0)


def unseen(analysis: Analysis, facts: Facts) -> tuple[Line, ...]:
    """What this recording cannot show, most important first."""
    reasons = {r.reason for r in facts.results.values() if isinstance(r, Unavailable)}
    fewest = min(analysis.strides.get(side, 0) for side in BOTH)
    lines = list(words.ALWAYS_UNSEEN)
    if fewest < FEW:
        head, text = words.UNSEEN["few"]
        lines.append((head, capital(text.format(n=in_words(fewest, "stride")))))
    if not analysis.contacts.judged:
        lines.append(words.UNSEEN["unjudged"])
    lines += _unrecorded(facts)
    if analysis.recording.static is None:
        lines.append(words.UNSEEN["static"])
    if Reason.FORCE_SMOOTHED in reasons:
        lines.append(words.UNSEEN["smoothed"])
    elif Reason.NO_FORCE in reasons:
        lines.append(words.UNSEEN["force"])
    if Reason.NO_SPEED in reasons or analysis.speed is None:
        lines.append(words.UNSEEN["speed"])
    lines.append(words.UNSEEN["day"])
    return (*lines[:MOST_LINES], *_people(analysis))


def _people(analysis: Analysis) -> list[Line]:
    """Everybody that a value was held against, said whatever else there is to say."""
    bands = [f.band for f in analysis.findings if f.band is not None]
    people = tuple(who for who, _ in Counter(band.people for band in bands).most_common())
    said = compose.compared_with(people, men_only=men_only(bands))
    return [(words.UNSEEN["people"][0], said)] if people else []


def _unrecorded(facts: Facts) -> list[Line]:
    """Arms and head in one line, then what else lacked points, by what it would need; the longest lists first."""
    lines: list[Line] = []
    body = facts.body
    parts = () if body is None else tuple(p for p in ("arms", "head", "trunk") if p in body.missing)
    if parts:
        head, text = words.UNSEEN["arms_head"]
        lines.append((head.format(parts=capital(listed(parts))), text))
    needs: dict[str, list[str]] = defaultdict(list)
    for (name, side), result in facts.results.items():
        missing = (
            isinstance(result, Unavailable) and result.reason is Reason.MISSING_POINTS and name not in EXTRAS
        )
        if missing and side in (None, Side.RIGHT) and name in facts.rows and isinstance(result, Unavailable):
            needs[result.detail].append(facts.rows[name].title)
    ranked = sorted(needs.items(), key=lambda item: -len(item[1]))
    lines += [compose.unseen_points(tuple(titles), detail) for detail, titles in ranked[:2]]
    return lines


def leave_out(facts: Facts) -> tuple[Line, ...]:
    """Each with its first clause apart, so that it can stand out."""
    found = []
    for item in facts.knowledge.leave_out:
        cut = min(at for mark in ".;" if (at := item.text.find(mark)) > 0) + 1
        found.append((item.text[:cut], item.text[cut:].strip()))
    return tuple(found)


def table(facts: Facts) -> tuple[Entry, ...]:
    """Every measure and side, in the order of the table of measures."""
    order = {name: i for i, name in enumerate(facts.rows)}
    sides = (None, Side.RIGHT, Side.LEFT, Side.LEFT_MINUS_RIGHT)
    ranked = sorted(facts.results.items(), key=lambda r: (order.get(r[0][0], 999), sides.index(r[0][1])))
    return tuple(_entry(name, side, result, facts) for (name, side), result in ranked if name in facts.rows)


def _entry(name: str, side: Side | None, result: Value | Unavailable, facts: Facts) -> Entry:
    row = facts.rows[name]
    how = written_of(row)
    low, high = difference_scale(row) if side is Side.LEFT_MINUS_RIGHT else row.scale
    scale = with_unit(f"{tick_text(low * how.factor, '')} to {tick_text(high * how.factor, '')}", how)
    side_words = words.SIDE_WORDS[side] if side else ""
    if isinstance(result, Unavailable):
        return Entry(
            title=row.title, side=side_words, value="", interval="", sd="", strides="",
            definition=row.definition_id, scale=scale, why_not=capital(result.detail),
        )  # fmt: skip
    known = math.isfinite(result.ci95[1] - result.ci95[0])
    interval = f"{in_table(result.ci95[0], how)} to {in_table(result.ci95[1], how)}" if known else ""
    timing = plus_minus(result.timing_error, how)
    if timing:
        interval = f"{interval}; {words.TIMING_IN_TABLE.format(timing)}".lstrip("; ")
    return Entry(
        title=row.title, side=side_words, value=with_unit(in_table(result.value, how), how),
        interval=interval, sd=in_table(result.sd, how), strides=str(result.strides), definition=result.definition,
        scale=scale, why_not="",
    )  # fmt: skip


def made(analysis: Analysis, facts: Facts) -> tuple[Made, ...]:
    """(heading, lines) of how the page was made."""
    where = analysis.recording.provenance
    right, left = (analysis.strides.get(side, 0) for side in BOTH)
    dropped = tuple(f"{d.side} at {d.time:.2f}\u00a0s: {d.reason}" for d in analysis.dropped)
    files = (
        f"{where.file} · SHA-256 {where.sha256}",
        *(f"{role}: {n} · SHA-256 {h}" for role, n, h in where.others),
    )
    frames = sorted({f for r in facts.results.values() if isinstance(r, Value) for f in r.frames if f})
    people = tuple(dict.fromkeys(f.band.people for f in analysis.findings if f.band is not None))
    speed = (
        () if analysis.speed is None else (compose.speed_source(analysis.speed.value, analysis.speed.source),)
    )
    found = (
        ("files", files),
        (
            "read",
            (
                compose.read_as(where.reader, where.dialect),
                *(f"{capital(s).rstrip('.')}." for s in where.steps),
            ),
        ),
        ("speed", speed),
        ("contacts", (words.METHODS.get(analysis.contacts.method, analysis.contacts.method),)),
        ("strides", (compose.strides_used(right, left, len(analysis.dropped)), *dropped)),
        ("filters", tuple(f"{capital(f).rstrip('.')}." for f in analysis.filters)),
        ("frames", (", ".join(frames),) if frames else ()),
        ("compared", tuple(capital(p) + "." for p in people)),
        ("notes", tuple(dict.fromkeys(n.text for n in analysis.notes))),
    )
    return tuple((words.MADE[head], lines) for head, lines in found if lines)


def sources(facts: Facts) -> tuple[str, ...]:
    """What was written about the links that the page shows, in the order of the source list."""
    used: set[str] = set()
    for cause in facts.causes:
        imbalance = facts.knowledge.imbalance(cause.id)
        link = imbalance.link(cause.complaint) if imbalance else None
        if link is not None:
            used |= {*link.source, *link.supports_sources, *link.against_sources}
    for item in facts.knowledge.leave_out:
        used |= set(item.sources)
    listed_here = [s for id, s in facts.knowledge.sources.items() if id in used]
    return tuple(s.cite + (f" doi:{s.doi}" if s.doi and s.doi not in s.cite else "") for s in listed_here)
