"""The parts of the page that are not causes: masthead, told, motion, unseen, lessons, table, provenance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from understride.analysis import Analysis
from understride.model import Complaint, Side
from understride.report import drawings, scenes
from understride.report.facts import Facts
from understride.report.motion import foot_speed, player_data
from understride.report.rows import BOTH
from understride.words import compose, figures
from understride.words import page as words
from understride.words.sentences import title

LONGEST = 6.4  # m of ground that the wide drawing of the run shows at most


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
    """One complaint. anchor: of its section, or empty. intensity: 0–10 or None. details: (name, words) told of it."""

    name: str
    anchor: str
    intensity: int | None
    strength: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """The player's data and the moments that stand without JavaScript too."""

    data: str
    caption: str
    moments: tuple[tuple[str, str], ...]


def masthead(analysis: Analysis, facts: Facts) -> Masthead:
    recording = analysis.recording
    phrases = phrases_of(facts)
    speed = analysis.speed.value if analysis.speed else None
    run = compose.surface_and_speed(str(recording.surface), speed)
    right, left = (analysis.strides.get(side, 0) for side in BOTH)
    return Masthead(
        title=title(phrases),
        lede=compose.lede(recording.points.duration, len(phrases)),
        provenance=compose.provenance(recording.provenance.file, run, recording.points.duration, right, left),
        story=_story(analysis.story),
    )


def _story(told: str | None) -> str | None:
    if told is None:
        return None
    return told if words.STORY in told else f"{words.STORY} {told}".strip()


def places(complaints: tuple[Complaint, ...]) -> tuple[Complaint, ...]:
    """Each place once, in the order told."""
    return tuple(
        {c.region: c for c in reversed(complaints)}[r] for r in dict.fromkeys(c.region for c in complaints)
    )


def phrases_of(facts: Facts) -> tuple[str, ...]:
    """The complaints as a title says them, each place once."""
    return tuple(compose.with_side(_phrase(c, facts), c.side) for c in places(facts.complaints))


def _phrase(complaint: Complaint, facts: Facts) -> str:
    region = facts.knowledge.region(complaint.region)
    return region.phrase if region else complaint.region


def run_drawing(analysis: Analysis, facts: Facts) -> Run | None:
    body = facts.body
    if body is None:
        return None
    told = analysis.speed.value if analysis.speed else math.nan
    speed = told if told > 0 else foot_speed(body)
    if not (0.5 < speed < 15) or "heel_right" not in body or "hip_right" not in body:
        return None
    text = compose.chrono_text(body.skeleton.strides, speed)
    wide = scenes.along_the_ground(
        body, key="run-wide", speed=speed, strides=_strides_shown(speed * body.skeleton.stride_time), pixels=170,
        words=figures.CHRONO_LANDS, title=figures.CHRONO_TITLE, text=text, class_="fig chr-wide",
    )  # fmt: skip
    step = scenes.along_the_ground(
        body, key="run-step", speed=speed, strides=0.5, pixels=150, words=figures.CHRONO_LANDS,
        title=figures.CHRONO_TITLE, text=text, class_="fig chr-step",
    )  # fmt: skip
    return Run(
        wide=wide,
        step=step,
        caption=compose.chrono_caption(body.skeleton.strides, missing=body.missing, dotted=body.dotted_head),
    )


def _strides_shown(stride: float) -> float:
    """How many strides of this length, m, fit beside one another without the figures growing small."""
    return next((n for n in (2.0, 1.5) if n * stride <= LONGEST), 1.0)


def told(facts: Facts) -> tuple[Told, ...]:
    found = []
    for c in facts.complaints:
        region = facts.knowledge.region(c.region)
        strength = words.NO_NUMBER if c.intensity is None else compose.strength(c.intensity)
        name = compose.place_and_side(region.heading if region else c.region, c)
        found.append(
            Told(name=name, anchor=c.region.replace("_", "-"), intensity=c.intensity, strength=strength)
        )
    return tuple(found)


def body_map(facts: Facts) -> str:
    marked = set()
    for c in facts.complaints:
        region = facts.knowledge.region(c.region)
        side = None if c.side is Side.LEFT_MINUS_RIGHT or c.side is None else str(c.side)
        marked |= {(p.view, p.part, side) for p in region.places} if region else set()
    names = tuple(t.name for t in told(facts))
    text = compose.map_text(names)
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
            title=f"{figures.MOMENTS_TITLE}: {side}", text=compose.moments_text(side),
        )  # fmt: skip
        found.append((side, drawing))
    caption = compose.motion_caption(body.skeleton.strides, missing=body.missing, dotted=body.dotted_head)
    return Motion(data=player_data(body), caption=caption, moments=tuple(found))
