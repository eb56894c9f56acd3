"""A plan to be printed: each week as its seven days, a dot where something stands, filled where it was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from understride.lessons.programme.plan import Day, Plan, reasons
from understride.lessons.programme.state import day as in_words
from understride.report.dress import static, stylesheet
from understride.report.filling import filled
from understride.words import planned as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One day. text, why: empty on a day that holds nothing. version: of a lesson. mark: `done`, `planned` or empty."""

    day: str
    text: str = ""
    version: str = ""
    minutes: str = ""
    why: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days or fewer. lead: minutes in all."""

    title: str
    lead: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template may use."""

    css: str
    title: str
    weeks: tuple[Week, ...]
    said: tuple[str, ...]
    gate: str


def plan_page(plan: Plan, titles: Mapping[str, str]) -> str:
    """The page of a plan. titles: of lessons by id."""
    return filled("plan.html", view_of(plan, titles), words=words) + "\n"


def view_of(plan: Plan, titles: Mapping[str, str]) -> View:
    """Every fact of the page."""
    title = words.TITLES[plan.programme]
    return View(
        css=stylesheet(title) + static("plan.css"),
        title=title,
        weeks=tuple(_week(plan, week, titles) for week in plan.minutes_by_week()),
        said=tuple(dict.fromkeys(sentence.text for sentence in plan.sentences)),
        gate=words.GATE.format(day=in_words(plan.gate_again)),
    )


def _week(plan: Plan, week: int, titles: Mapping[str, str]) -> Week:
    """From its first day on, seven days, or more where it was stretched; what stands outside the weeks, as it is."""
    days = {day.date: day for day in plan.days if day.week == week}
    whys = dict(zip((day.date for day in plan.days), reasons(plan.days), strict=True))
    done = {d.on: d.lesson for d in plan.done if d.spot is not None and d.spot.week == week}
    first, last = min([*days, *done]), max([*days, *done])
    length = max(7 if 0 < week <= words.WEEKS[plan.programme] else 0, (last - first).days + 1)
    others = {day.date for day in plan.days if day.week != week}
    dates = [first + timedelta(days=i) for i in range(length)]
    lines = tuple(
        _done(on, done[on], titles) if on in done else _line(on, days.get(on), whys.get(on, ""), plan, titles)
        for on in dates
        if on not in others
    )
    minutes = plan.minutes_by_week()[week]
    return Week(
        title=words.week(week, plan.programme),
        lead=words.MINUTES.format(minutes=minutes) if minutes else "",
        lines=lines,
    )


def _done(on: date, lesson: str, titles: Mapping[str, str]) -> Line:
    return Line(day=in_words(on), text=titles.get(lesson, lesson), mark="done")


def _line(on: date, day: Day | None, why: str, plan: Plan, titles: Mapping[str, str]) -> Line:
    if day is None:
        return Line(day=in_words(on))
    minutes = words.MIN.format(minutes=day.minutes) if day.minutes else ""
    text = (
        words.kind(day.kind, walks=plan.walks) if day.lesson is None else titles.get(day.lesson, day.lesson)
    )
    return Line(day=in_words(on), text=text, version=_version(day), minutes=minutes, why=why, mark="planned")


def _version(day: Day) -> str:
    """Length, first side, part; what is learnt on the side has no first side and no other length."""
    if day.lesson is None or day.first_side is None:
        return ""
    facts = [str(day.length), words.FIRST.format(side=day.first_side)]
    facts += [words.PART.format(part=day.part, parts=day.parts)] if day.parts > 1 else []
    facts += [words.AGAIN] if day.kind == "again" else []
    return ", ".join(facts)
