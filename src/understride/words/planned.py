"""What the printed plan says around its days."""

from __future__ import annotations

TITLES = {"six_weeks": "Six weeks", "six_days": "Six days"}
LEDE = "One thing a day at most, on the days that have one. Missing a day costs nothing: the next one when you like."
WEEK, BEFORE, AFTER = "Week {week}", "Before it begins", "Three weeks later"
WEEKS = {"six_weeks": 6, "six_days": 1}
MINUTES = "{minutes} minutes in all"
KINDS = {
    "scan": "A look at an ordinary {outing}",
    "tests": "Trying out",
    "notice": "Something to notice on a {outing}",
    "free": "Nothing planned",
}
AGAIN, FIRST, PART = "again", "{side} first", "part {part} of {parts}"
MIN = "{minutes} min"
SAID = "What it rests on"
NOTHING = "Nothing comes after this day."
DONE, PLANNED = "done", "planned"
GATE = "The safety questions come again on {day}. If anything worries you before, they come first."

TITLE = "Your plan"
FILES = {"plan.html": "The plan, day by day", "plan.ics": "The same for your calendar"}  # beside the page
BESIDE = "One thing a day at most. In a terminal, “understride today” says what the day holds."
YOURS = "Your plan: {programme} from {day}, one thing a day at most."
FIRST_COMES = "First comes: {what}."
FIRST_LESSON = "The first lesson is “{title}”, on {day}."
GO_ON = "Go on with: understride today{runner}"
UNDER_WAY = "Your plan from {day} is under way and goes on as it is; these answers change nothing in it."
WAITS = "It waits: the safety questions have to be answered again, today."
ANEW = "To begin anew from these answers: understride plan --anew{runner}"
ASIDE = "Your earlier plan had come to its end; it is kept aside."
GIVES_WAY = "Nothing of your earlier plan had been done yet; this one takes its place."
NO_CALENDAR = "For a file for your calendar as well: pip install 'understride[plan]'."
ASKED_AGAIN = "These answers are of {day}: before a lesson the safety questions come again (understride ask)."
NO_PLAN = "No plan was made: {why}"


def kind(name: str, *, walks: bool) -> str:
    """A day without a lesson, by its kind. walks: every run is a walk."""
    return KINDS.get(name, name).format(outing="walk" if walks else "run")


def week(number: int, programme: str) -> str:
    """The heading of a week: before the first, or after the last, it has no number."""
    if number > WEEKS[programme]:
        return AFTER
    return WEEK.format(week=number) if number else BEFORE
