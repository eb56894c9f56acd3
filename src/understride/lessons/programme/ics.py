"""A plan as a calendar (iCalendar). The event itself, at its time, is the reminder; alarms are a bonus, and come last.

Calendars that drop alarms keep the event. Same plan, same bytes; importing again updates, since a place keeps its UID.
Noticing questions are not in it: they are offered once, never reminded of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from understride.lessons.programme.plan import Day, Plan
from understride.lessons.programme.shelf import Shelf
from understride.model import RequestError

if TYPE_CHECKING:
    from icalendar import Calendar, Event

EVENING = time(18, 30)
SHORTEST = 5  # minutes of an event
PRODUCT = "-//understride//plan 1//EN"
Detail = Literal["plain", "title", "why"]
NAMES = {"scan": "Check after an ordinary {outing}", "tests": "Trying out", "free": "Free"}


def calendar(
    plan: Plan,
    shelf: Shelf,
    *,
    zone: str,
    at: time = EVENING,
    detail: Detail = "plain",
    runner: str = "me",
    revision: int = 0,
    weeks: Collection[int] | None = None,
    alarm: int | None = None,
) -> bytes:
    """The plan as an iCalendar file.

    zone: of the runner, as `Europe/Paris`. at: when each day's thing stands. detail: `plain` says no word about
    health, `title` names the lesson, `why` also says why. revision: a higher one replaces what was imported before.
    weeks: only these. alarm: so many minutes before.
    """
    zone_info = _zone(zone)
    events = [
        _event(
            plan,
            day,
            _summary(day, shelf, index, detail, walks=plan.walks),
            zone_info,
            at,
            detail,
            runner,
            revision,
            alarm,
        )
        for index, day in _timed(plan)
        if weeks is None or day.week in weeks
    ]
    return _bytes(events, plan, method="PUBLISH")


def cancelled(plan: Plan, shelf: Shelf, *, zone: str, runner: str = "me", revision: int = 1) -> bytes:
    """A file that takes the whole plan out of a calendar again."""
    zone_info = _zone(zone)
    events = []
    for index, day in _timed(plan):
        summary = _summary(day, shelf, index, "plain", walks=plan.walks)
        event = _event(plan, day, summary, zone_info, EVENING, "plain", runner, revision, None)
        event["STATUS"] = "CANCELLED"
        events.append(event)
    return _bytes(events, plan, method="CANCEL")


def _timed(plan: Plan) -> Iterator[tuple[int, Day]]:
    """Days that take time, each with the number of its lesson: those done count, parts do not."""
    number = len(plan.done)
    for day in plan.days:
        if day.kind not in ("notice", "free"):
            number += day.lesson is not None and day.part == 1
            yield number, day


def _event(
    plan: Plan,
    day: Day,
    summary: str,
    zone: ZoneInfo,
    at: time,
    detail: Detail,
    runner: str,
    revision: int,
    alarm: int | None,
) -> Event:
    from icalendar import Alarm, Event

    event, made = Event(), plan.made
    start = datetime.combine(day.date, at, tzinfo=zone)
    event.add("UID", f"{runner}-{day.key}@plan.understride")
    event.add("DTSTAMP", datetime(made.year, made.month, made.day, tzinfo=ZoneInfo("UTC")))
    event.add("SEQUENCE", revision)
    event.add("DTSTART", start)
    event.add("DTEND", start + timedelta(minutes=max(day.minutes, SHORTEST)))
    event.add("SUMMARY", summary)
    event.add("TRANSP", "TRANSPARENT")
    if detail == "why":
        event.add("DESCRIPTION", day.why)
    if alarm is not None:
        bell = Alarm()
        bell.add("ACTION", "DISPLAY")
        bell.add("DESCRIPTION", summary)
        bell.add("TRIGGER", timedelta(minutes=-alarm))
        event.add_component(bell)
    return event


def _summary(day: Day, shelf: Shelf, index: int, detail: Detail, *, walks: bool) -> str:
    """What stands in the calendar for others to see: a number and the minutes, unless more was wished."""
    if day.lesson is None:
        name = NAMES[day.kind].format(outing="walk" if walks else "run")
    elif detail == "plain":
        name = f"Lesson {index}"
    else:
        name = shelf[day.lesson].title
    return f"{name}, {day.minutes} min"


def supported() -> bool:
    """Whether the calendar library is there."""
    return find_spec("icalendar") is not None


def _zone(name: str) -> ZoneInfo:
    """The time zone; and the one place that refuses where the calendar library is missing."""
    if not supported():
        raise RequestError(
            found="no calendar support",
            needed="the extra [plan]",
            do="Install it with: pip install 'understride[plan]'.",
        )
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RequestError(
            found=f"no time zone is called {name!r}",
            needed="a name such as Europe/Paris",
            do="Say where you are.",
        ) from error


def _bytes(events: list[Event], plan: Plan, *, method: str) -> bytes:
    from icalendar import Calendar

    whole: Calendar = Calendar()
    whole.add("PRODID", PRODUCT)
    whole.add("VERSION", "2.0")
    whole.add("METHOD", method)
    for event in events:
        whole.add_component(event)
    last = max(plan.made, plan.ends or plan.made) + timedelta(days=366)
    whole.add_missing_timezones(first_date=plan.made, last_date=last)
    found: bytes = whole.to_ical()
    return found
