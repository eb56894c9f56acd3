"""The parts of the page that are not causes: masthead, told, motion, unseen, lessons, table, provenance."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from understride.knowledge import Lesson
from understride.model import Complaint, Reason, Side, Unavailable, Value
from understride.report import drawings, scenes
from understride.report.facts import Facts
from understride.report.motion import foot_speed, player_data
from understride.report.rows import BOTH, difference_scale, written_of
from understride.words import figures
from understride.words import page as words
from understride.words.numbers import capital, listed
from understride.words.quantities import in_table, in_words
from understride.words.sentences import title

ENOUGH, FEW = 25, 10  # strides of a side: preferred, and the least for a finding (evidence.md 3.3)
MOST_LINES = 7
Line = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """Who and what. story: where a made-up complaint comes from, or None."""

    title: str
    lede: str
    provenance: str
    story: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The chronophotograph, wide and as one step for a phone."""

    wide: str
    step: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One complaint. anchor: of its section. intensity: 0–10 or None."""

    name: str
    anchor: str
    intensity: int | None
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """The player's data and the moments that stand without JavaScript too."""

    data: str
    caption: str
    moments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The first lesson and two later ones. positions: drawings with their captions."""

    title: str
    facts: str
    why: str
    positions: tuple[tuple[str, str], ...]
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the table of all measures."""

    title: str
    name: str
    side: str
    value: str
    unit: str
    interval: str
    sd: str
    strides: str
    definition: str
    scale: str
    why_not: str


def masthead(facts: Facts) -> Masthead:
    analysis = facts.analysis
    recording = analysis.recording
    phrases = tuple(words.with_side(_phrase(c, facts), c.side) for c in _places(analysis.complaints))
    speed = analysis.speed.value if analysis.speed else None
    run = words.surface_and_speed(str(recording.surface), speed)
    right, left = (analysis.strides.get(side, 0) for side in BOTH)
    return Masthead(
        title=title(phrases),
        lede=words.lede(recording.points.duration, len(phrases)),
        provenance=words.provenance(recording.provenance.file, run, recording.points.duration, right, left),
        story=_story(analysis.story),
    )


def _story(told: str | None) -> str | None:
    if told is None:
        return None
    return told if words.STORY in told else f"{words.STORY} {told}".strip()


def _places(complaints: tuple[Complaint, ...]) -> tuple[Complaint, ...]:
    """Each place once, in the order told."""
    return tuple(
        {c.region: c for c in reversed(complaints)}[r] for r in dict.fromkeys(c.region for c in complaints)
    )


def _phrase(complaint: Complaint, facts: Facts) -> str:
    region = facts.knowledge.region(complaint.region)
    return region.phrase if region else complaint.region


def run_drawing(facts: Facts) -> Run | None:
    body, analysis = facts.body, facts.analysis
    if body is None:
        return None
    told = analysis.speed.value if analysis.speed else math.nan
    speed = told if told > 0 else foot_speed(body)
    if not (0.5 < speed < 15) or "heel_right" not in body or "hip_right" not in body:
        return None
    text = words.chrono_text(body.skeleton.strides, speed)
    wide = scenes.along_the_ground(
        body, key="run-wide", speed=speed, strides=2, pixels=170, words=figures.CHRONO_LANDS,
        title=figures.CHRONO_TITLE, text=text, class_="fig chr-wide",
    )  # fmt: skip
    step = scenes.along_the_ground(
        body, key="run-step", speed=speed, strides=0.5, pixels=150, words=figures.CHRONO_LANDS,
        title=figures.CHRONO_TITLE, text=text, class_="fig chr-step",
    )  # fmt: skip
    return Run(
        wide=wide,
        step=step,
        caption=words.chrono_caption(body.skeleton.strides, body.has_head, body.has_arms),
    )


def told(facts: Facts) -> tuple[Told, ...]:
    found = []
    for c in facts.analysis.complaints:
        region = facts.knowledge.region(c.region)
        strength = words.NO_NUMBER if c.intensity is None else words.strength(c.intensity)
        name = words.place_and_side(region.heading if region else c.region, c)
        found.append(
            Told(name=name, anchor=c.region.replace("_", "-"), intensity=c.intensity, strength=strength)
        )
    return tuple(found)


def body_map(facts: Facts) -> str:
    marked = set()
    for c in facts.analysis.complaints:
        region = facts.knowledge.region(c.region)
        side = None if c.side is Side.LEFT_MINUS_RIGHT or c.side is None else str(c.side)
        marked |= {(p.view, p.part, side) for p in region.places} if region else set()
    names = tuple(t.name for t in told(facts))
    text = words.map_text(names)
    return drawings.body_map(
        frozenset(marked), key="map", title=words.MAP_TITLE, text=text, words=words.MAP_WORDS
    )


def motion(facts: Facts) -> Motion | None:
    body = facts.body
    if body is None or "hip_right" not in body or "toe_right" not in body:
        return None
    found = []
    for side in ("right", "left"):
        columns = tuple(c.format(side=side) for c in figures.MOMENT_COLUMNS)
        drawing = scenes.three_moments(
            body, side, key=f"moments-{side}", columns=(columns[0], columns[1], columns[2]), rows=figures.MOMENT_ROWS,
            title=f"{figures.MOMENTS_TITLE}: {side}", text=words.moments_text(side),
        )  # fmt: skip
        found.append((side, drawing))
    caption = words.motion_caption(body.skeleton.strides, body.has_head, body.has_arms)
    return Motion(data=player_data(body), caption=caption, moments=tuple(found))


def help_most(facts: Facts) -> tuple[str, str, str]:
    strides = [facts.analysis.strides.get(side, 0) for side in BOTH]
    if min(strides) < FEW:
        return words.help_most("longer", 0)
    missing = {
        m
        for (m, _), r in facts.results.items()
        if isinstance(r, Unavailable) and r.reason is Reason.MISSING_POINTS
    }
    if len(missing) > len(facts.rows) / 3:
        return words.help_most("points", len(missing))
    return words.help_most("static" if facts.analysis.recording.static is None else "day", 0)


def unseen(facts: Facts) -> tuple[Line, ...]:
    """What this recording cannot show, most important first."""
    analysis = facts.analysis
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
    people = next((f.band.people for f in analysis.findings if f.band is not None), None)
    if people:
        head, text = words.UNSEEN["people"]
        lines.append((head, text.format(people=people)))
    return tuple(lines[: MOST_LINES + 1])


def _unrecorded(facts: Facts) -> list[Line]:
    """Arms and head in one line, then what else lacked points, by what it would need; the longest lists first."""
    lines: list[Line] = []
    body = facts.body
    parts = (
        ()
        if body is None
        else tuple(w for w, has in (("arms", body.has_arms), ("head", body.has_head)) if not has)
    )
    if parts:
        head, text = words.UNSEEN["arms_head"]
        lines.append((head.format(parts=capital(listed(parts))), text))
    needs: dict[str, list[str]] = defaultdict(list)
    for (name, side), result in facts.results.items():
        missing = isinstance(result, Unavailable) and result.reason is Reason.MISSING_POINTS
        if missing and side in (None, Side.RIGHT) and name in facts.rows and isinstance(result, Unavailable):
            needs[result.detail].append(facts.rows[name].title)
    ranked = sorted(needs.items(), key=lambda item: -len(item[1]))
    lines += [words.unseen_points(tuple(titles), detail) for detail, titles in ranked[:2]]
    return lines


def leave_out(facts: Facts) -> tuple[Line, ...]:
    return tuple((f"{item.title}.", item.text) for item in facts.knowledge.leave_out)


def next_lesson(facts: Facts) -> Next:
    lessons = facts.knowledge.lessons
    first = _first(facts, facts.analysis.complaints[0].region if facts.analysis.complaints else None)
    regions = [facts.knowledge.region(c.region) for c in _places(facts.analysis.complaints)]
    asked = tuple(r.phrase for r in regions[:1] if r is not None)
    others = [_first(facts, c.region) for c in _places(facts.analysis.complaints)[1:]]
    others += [l for l in lessons.lessons if l.kind != "short" and set(l.serves[:1]) & set(first.serves)]  # noqa: E741
    later = tuple(dict.fromkeys(o.id for o in others if o.id != first.id))[:2]
    titles = [lesson for id in later if (lesson := facts.knowledge.lesson(id)) is not None]
    return Next(
        title=first.title,
        facts=words.lesson_facts(first.minutes, first.kind),
        why=words.lesson_why(asked),
        positions=_positions(first),
        later=words.later_lessons(tuple((l.title, l.minutes) for l in titles)),  # noqa: E741
    )


def _first(facts: Facts, region: str | None) -> Lesson:
    lessons = facts.knowledge.lessons
    choice = next((f for f in lessons.first_for if f.complaint == region), None)
    id = lessons.otherwise if choice is None else choice.lesson
    if choice is not None and choice.unless is not None:
        ranks = {c.id: c.rank for c in facts.analysis.causes if c.complaint == region}
        rival = choice.unless
        if ranks.get(rival.imbalance, math.inf) < ranks.get(rival.above, math.inf):
            id = rival.lesson
    lesson = facts.knowledge.lesson(id)
    assert lesson is not None, f"lesson {id} is not in the list"
    return lesson


def _positions(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Before, main, after for a lesson on the floor; one figure for others. The arrow belongs to one lesson only."""
    if lesson.kind != "floor":
        return ((drawings.position("stand", key="pos-1", arrow=False), words.POSITIONS["upright"]),)
    turning = lesson.id == "core-lying"
    return (
        (drawings.position("stand", key="pos-1", arrow=False), words.POSITIONS["before"]),
        (
            drawings.position("back_bent", key="pos-2", arrow=turning),
            words.POSITIONS["tilt" if turning else "lying"],
        ),
        (drawings.position("stand", key="pos-3", arrow=False), words.POSITIONS["after"]),
    )


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
    scale = f"{in_table(low, how)} to {in_table(high, how)}".replace(".0", "")
    side_words = words.SIDE_WORDS[side] if side else ""
    if isinstance(result, Unavailable):
        return Entry(
            title=row.title, name=name, side=side_words, value="", unit=how.suffix, interval="", sd="", strides="",
            definition=row.definition_id, scale=scale, why_not=capital(result.detail),
        )  # fmt: skip
    interval = f"{in_table(result.ci95[0], how)} to {in_table(result.ci95[1], how)}"
    return Entry(
        title=row.title, name=name, side=side_words, value=in_table(result.value, how), unit=how.suffix,
        interval=interval, sd=in_table(result.sd, how), strides=str(result.strides), definition=result.definition,
        scale=scale, why_not="",
    )  # fmt: skip


def made(facts: Facts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(heading, lines) of how the page was made."""
    analysis = facts.analysis
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
        () if analysis.speed is None else (words.speed_source(analysis.speed.value, analysis.speed.source),)
    )
    found = (
        ("Files", files),
        ("Read as", (words.read_as(where.reader, where.dialect), *where.steps)),
        ("Speed", speed),
        ("Landing and leaving", (words.METHODS.get(analysis.contacts.method, analysis.contacts.method),)),
        ("Strides", (words.strides_used(right, left, len(analysis.dropped)), *dropped)),
        ("Filters", analysis.filters),
        ("Segment frames", (", ".join(frames),) if frames else ()),
        ("Compared with", tuple(capital(p) + "." for p in people)),
        ("Also to know", tuple(dict.fromkeys(n.text for n in analysis.notes))),
    )
    return tuple((head, lines) for head, lines in found if lines)


def sources(facts: Facts) -> tuple[str, ...]:
    """What was written about the links that the page shows, in the order of the source list."""
    used: set[str] = set()
    for cause in facts.analysis.causes:
        imbalance = facts.knowledge.imbalance(cause.id)
        link = imbalance.link(cause.complaint) if imbalance else None
        if link is not None:
            used |= {*link.source, *link.supports_sources, *link.against_sources}
    for item in facts.knowledge.leave_out:
        used |= set(item.sources)
    listed_here = [s for id, s in facts.knowledge.sources.items() if id in used]
    return tuple(s.cite + (f" doi:{s.doi}" if s.doi and s.doi not in s.cite else "") for s in listed_here)
