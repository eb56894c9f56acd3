"""What a person told, in words: places, strength, times, what was tried; cautions and stops; what to answer next."""

from __future__ import annotations

from collections.abc import Sequence

from understride.words.numbers import NO_BREAK, capital, listed, number
from understride.words.quantities import in_words

SECTIONS = {
    "stop": "What to do now",
    "caution": "With care",
    "ask": "What to answer next",
    "graph": "How it hangs together",
    "life": "What else you told",
}
LEADS = {
    "told": "In your own words and numbers; nothing was added.",
    "ask": "One question, chosen because its answer would change most in the time that it takes.",
    "graph": "From the complaint through the candidates to what was measured or tried.",
    "stop": "This comes before anything else on this page could be useful.",
    "next": "Spoken lessons: small movements, many questions, nothing to achieve.",
    "locked": "Lessons open after the safety questions; until then only their titles stand here.",
    "made": "For whoever wants to check.",
}
NAV = {"ask": "Next question", "graph": "Connections", "stop": "What to do now", "made": "How it was made"}
TITLE = "What you told us"
LEDE = {"told": "What your own words point to, and what they leave open."}
STOP_LEDE = "{heading}. Lessons wait until then."
SKIP_STOP = "Skip to what to do now"
NOT_RECORDED = "From what you told on {day}. Nothing was recorded."
ALSO_TOLD = "With what you told on {day}."
LIKE, COMES, BACK_AFTER, COSTS, SINCE, ALARM = (
    "Like", "Comes", "Back after", "Costs", "Since", "When alarmed",
)  # fmt: skip
HUNCH = "They also rise or come forward."
COST = "{n} on a scale from 0 to 10 of energy, speed and joy"
YES_NO = {"yes": "yes, it comes then", "no": "no", "unknown": "not known"}
TRIED, CHANGED, HABITS, EVENTS = (
    "What you tried",
    "What changed",
    "Mostly on one side",
    "Sudden things on a run",
)
EVENT_WORDS = {"yes": "They break your rhythm", "no": "They do not break your rhythm", "unknown": "Not known"}
SIDES = {"left": "left", "right": "right", "both": "both sides"}
HELPED = {"yes": "it was easier", "no": "it was no easier", "unknown": "not known whether it was easier"}
DO, SOON, SAY, SURE, BECAUSE, LEFT_OUT = (
    "What to do", "How soon", "What to say there", "How sure this is", "Because you told", "Left out for now",
)  # fmt: skip
WITHIN = {
    "now": "Now.",
    "same day": "The same day.",
    "48 hours": "Within 48 hours.",
    "48 hours to 1 week": "Within 48 hours, a week at most.",
    "days": "Within days.",
    "1 week": "Within a week.",
    "1 to 2 weeks": "Within one to two weeks.",
    "2 weeks": "Within two weeks.",
    "within 4 weeks": "Within four weeks.",
    "before running": "Before you run again.",
    "before the next lesson": "Before the next lesson.",
    "before the first lesson": "Before the first lesson.",
    "before any lesson": "Before any lesson.",
    "at the start": "Before you begin.",
    "at the next visit": "At your next visit.",
    "when a new pain comes": "When a new pain comes.",
    "no date": "",
}
WITHHELD = {
    "run": "running",
    "impact": "springs and hops",
    "prone": "lying on the front",
    "supine": "lying flat on the back",
    "end_range": "movements to their end",
    "eyes_closed_standing": "closed eyes while standing",
}
ALSO_WATCH = "Get help too if one of these comes"
PRINT_IT = (
    "This page can be printed or shown there. Your answers stay as they are, and may be changed at any time."
)
ENOUGH = (
    "Nothing more to answer.",
    "No further question, test or recording would change which lesson comes first.",
)
THEN_OTHER = "Then the other side, in the same way."
TRY_IT = "Go slowly, and do it twice; the second time counts."
ANSWER_WITH = "Your answer"
CANT_TELL = "or: I cannot tell"
OWN_TESTS = "Your own tests"
TESTS_NOTE = "How repeatable they are at home is not known, so they weigh little."
SPEAKS = {"for": "speaks for it", "against": "speaks against it"}
NOT_USED = "the two tries differ: shown, not used"
MADE = {
    "answers": "Answers",
    "gate": "Safety questions",
    "reasoning": "Reasoning",
    "rules": "Rules that fired",
}
GATE_WORDS = {"go": "Nothing in them stands in the way.", "caution": "Go on, with the care named above."}
LESSON_LATER = "To come"
GRAPH_KEY = (
    ("explains", "may bring it about"),
    ("for", "speaks for it"),
    ("against", "speaks against it"),
)
GRAPH_COLUMNS = ("complaint", "candidate", "from you")
GRAPH_LIST = "The same as a list"
GRAPH_NOTHING = "Nothing of your own speaks for or against it yet."
GRAPH_FOR = "For it: {}."
GRAPH_AGAINST = "Against it: {}."


def reasoning(readings: int) -> str:
    """How the ranking was made."""
    return (
        "The experts' words such as “often” were read as ranges of probability, and the ranking was made for each of "
        f"{readings:,} readings of them."
    )


def told_on(day: str) -> str:
    """The day for which the answers hold."""
    return f"As told on {day}."


def duration(minutes: float) -> str:
    """Minutes as people say them: `10 minutes`, `3 hours`, `2 days`."""
    for unit, size in (("day", 1440.0), ("hour", 60.0)):
        if minutes >= 2 * size or minutes == size:
            count = round(minutes / size)
            return f"{count}{NO_BREAK}{unit}{'' if count == 1 else 's'}"
    count = round(minutes)
    return f"{count}{NO_BREAK}minute{'' if count == 1 else 's'}"


def tried(what: str, helped: str | None, minutes: float | None) -> str:
    """`You tried stretching: it was easier, for 5 minutes.`"""
    said = HELPED.get(helped or "", "")
    if minutes is not None and minutes > 0 and helped != "no":
        said = f"{said or HELPED['yes']}, for {duration(minutes)}"
    elif minutes == 0 and not said:
        said = HELPED["no"]
    return f"You tried {what}{f': {said}' if said else ''}."


def changed(what: str, weeks: float | None, when: str | None) -> str:
    """`Shoes, 3 weeks ago.`"""
    if when is not None:
        return f"{capital(what)}, on {when}."
    if weeks is None:
        return f"{capital(what)}."
    ago = "this week" if weeks < 1 else f"{in_words(round(weeks), 'week')} ago"
    return f"{capital(what)}, {ago}."


def habit(what: str, side: str | None) -> str:
    """`The bag: left.`"""
    return f"{capital(what)}: {SIDES[side]}." if side in SIDES else f"{capital(what)}."


def alert(events: str | None, steps: int | None) -> str:
    """Whether sudden things break the rhythm, and for how long."""
    said = EVENT_WORDS.get(events or "", "")
    if said and steps is not None and events == "yes":
        return f"{said}; it is your own again after {in_words(steps, 'step')}."
    return f"{said}." if said else ""


def left_out(demands: Sequence[str]) -> str:
    """What lessons leave out, in words."""
    named = tuple(words for demand, words in WITHHELD.items() if demand in demands)
    return f"{capital(listed(named))}." if named else ""


def scale_words(low: float, high: float, unit: str, meaning: Sequence[tuple[str, str]]) -> str:
    """The scale of an answer: `0 at once · 1 soon · 2 late · 3 hardly`, `0 to 10`."""
    if meaning:
        return " · ".join(f"{value} {words}" for value, words in meaning)
    return f"{number(low, 0)} to {number(high, 0)}{f' {unit}' if unit else ''}"


def measured_answer(value: float, unit: str) -> str:
    """A number that was answered, with its unit."""
    said = number(value, 0 if value == int(value) else 1)
    return f"{said}{NO_BREAK}{unit}" if unit else said


def lesson_why(places: Sequence[str], cause: str | None, *, against: str | None = None) -> str:
    """Why this lesson comes first: the candidate that it is for, or where the practitioner starts.

    against: the candidate that it is closest to, where what is known speaks against that one.
    """
    if cause is not None:
        return f"Why this one: it is made for “{cause}”, the likeliest candidate that it speaks to."
    if not places:
        return "Why this one: it is where the practitioner starts when nothing in particular is asked."
    start = f"Why this one: it is where the practitioner starts for {listed(tuple(places))}."
    if against is None:
        return start
    return f"{start} What is known speaks against the idea it is closest to, “{against}”: a place to begin, no answer."
