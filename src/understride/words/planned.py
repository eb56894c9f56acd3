"""What the printed plan says around its days."""

from __future__ import annotations

TITLES = {"six_weeks": "Six weeks", "six_days": "Six days"}
LEDE = "One thing a day at most, on the days that have one. Missing a day costs nothing: the next one when you like."
WEEK, BEFORE = "Week {week}", "Before it begins"
MINUTES = "{minutes} minutes in all"
KINDS = {"scan": "A look at an ordinary run", "tests": "Trying out", "notice": "Something to notice on a run"}
LESSON = "{title} ({version})"
AGAIN, FIRST, PART = "again", "{side} first", "part {part} of {parts}"
MIN = "{minutes} min"
SAID = "What it rests on"
NOTHING = "Nothing comes after this day."
DONE, PLANNED = "done", "planned"
GATE = "The safety questions come again on {day}. If anything worries you before, they come first."
