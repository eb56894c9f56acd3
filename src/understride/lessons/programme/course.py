"""All places of a programme, in order: rows D3–D11 and D19 of the decision table, and the minutes.

Each row is one function: places in, places out, and the sentence that it leaves. Which lesson, never how long or
which side first: that depends on what was done by then (`versions`).
"""

from __future__ import annotations

from collections.abc import Callable

from understride.interview.gate import Cleared
from understride.lessons.programme.asked import Asked
from understride.lessons.programme.base import six_days, six_weeks
from understride.lessons.programme.filters import (
    Given,
    alarm,
    chosen,
    disliked,
    fitting,
    mid_run,
    opening,
    upright,
    walking,
)
from understride.lessons.programme.places import Course
from understride.lessons.programme.shelf import Shelf

Step = Callable[[Course, Given], Course]
STEPS: tuple[Step, ...] = (
    chosen,
    upright,
    walking,
    disliked,
    alarm,
    mid_run,
    fitting,
    opening,
)  # in the table's order; what opens at all has the last word


def course(cleared: Cleared, wish: Asked, shelf: Shelf) -> Course:
    """The whole course. The clearance proves that the gate was asked, and withholds what it withholds."""
    found = six_days(wish, shelf) if wish.programme == "six_days" else six_weeks(wish, shelf)
    given = Given(wish=wish, shelf=shelf, cleared=cleared)
    for step in STEPS:
        found = step(found, given)
    return found


def opens_with(cleared: Cleared, wish: Asked, shelf: Shelf) -> str | None:
    """The lesson that a programme begins with, whatever day that is; None where no lesson is left."""
    return next((spot.lesson for spot in course(cleared, wish, shelf).lessons()), None)
