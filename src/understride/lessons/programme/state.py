"""Where a course stands after its log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from understride.lessons.programme.asked import Asked
from understride.lessons.programme.places import Sentence, Spot
from understride.lessons.programme.shelf import Shelf

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July")
_MONTHS_LATE = ("August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One lesson done. spot: the place it stood for, None where it was done besides."""

    on: date
    lesson: str
    spot: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a course stands. queue: places still to come; last: day of the last thing done; anchor: its place.

    parts: of the first lesson of the queue that are done. repeated: weeks that came again.
    troubles: days on which D13 acted. wait: nothing before this day; unchecked: the gate has to be asked in full.
    stepped_in: lesson and the one it stands in for. looked: week 4 was looked at.
    """

    wish: Asked
    shelf: Shelf
    course: tuple[Spot, ...]
    queue: tuple[Spot, ...]
    said: tuple[Sentence, ...] = ()
    done: tuple[Done, ...] = ()
    last: date | None = None
    anchor: Spot | None = None
    parts: int = 0
    skipped: tuple[Spot, ...] = ()
    repeated: tuple[int, ...] = ()
    troubles: tuple[date, ...] = ()
    bad_days: tuple[date, ...] = ()
    suspects: tuple[str, ...] = ()
    wait: date | None = None
    unchecked: bool = False
    stopped: bool = False
    liked: tuple[str, ...] = ()
    stepped_in: tuple[tuple[str, str], ...] = ()
    clicked: date | None = None
    noticed: date | None = None
    looked: bool = False

    def say(self, *sentences: Sentence) -> State:
        """More sentences."""
        return replace(self, said=(*self.said, *sentences))

    @property
    def lessons(self) -> tuple[Spot, ...]:
        """Lesson places still to come."""
        return tuple(spot for spot in self.queue if spot.kind == "lesson")

    def title(self, lesson: str) -> str:
        """The title of a lesson."""
        return self.shelf[lesson].title if lesson in self.shelf else lesson


def day(on: date) -> str:
    """A day as people write it: `Monday 23 November`."""
    return f"{_DAYS[on.weekday()]} {on.day} {(_MONTHS + _MONTHS_LATE)[on.month - 1]}"
