"""Sentences about two recordings of one runner: why something is not compared, and what the page says."""

from __future__ import annotations

from understride.words.numbers import NO_BREAK, counted, listed, number

BEFORE, AFTER = "before", "after"
CHANGED = "changed"
NOT_DETECTED = "not detectably changed"
NOT_COMPARABLE = "not comparable"
VERDICTS = {
    "changed": CHANGED,
    "not_detectably_changed": NOT_DETECTED,
    "not_comparable": NOT_COMPARABLE,
}
TITLE = "Two recordings of one runner"
SECTIONS = {
    "changed": "What changed",
    "same": "No change detected",
    "curves": "The curves, one over the other",
    "not": "What cannot be compared",
    "how": "How this was compared",
}
LEADS = {
    "changed": "Beyond what one day differs from the next, and beyond what chance gives among so many values.",
    "same": "A change may still be there. It is smaller than this comparison can tell from chance.",
    "curves": "The mean stride of each recording over all of its strides. A picture, never a finding of its own.",
    "not": "Each with its reason. Most can be mended at the next recording.",
    "how": "For whoever wants to check.",
}
NOTHING_CHANGED = "Nothing changed that could be told from chance."
NOTHING_COMPARED = "Nothing could be compared."
DIRECTION = "A change is not better or worse by itself. What it means depends on what you feel while running."
HEAD = ("measure", "side", "before", "after", "difference", "95 % interval", "error used")
NOT_HEAD = ("measure", "side", "why")
TABLE_LABEL = "Table of measures"
SKIP = "Skip to the comparison"
DIAGNOSIS = "This page is for learning about your own running. It is not a diagnosis."
DAY_ERROR = (
    "Error used: the usual difference of one day from the next (from the literature, once for each recording), "
    "together with the spread of strides within each recording."
)


def lede(changed: int, same: int, apart: int) -> str:
    """What came out, in one sentence of counts."""
    if not changed and not same:
        return NOTHING_COMPARED
    if not changed:
        looked = f"{counted(same, 'value')} were looked at"
        return f"{NOTHING_CHANGED} {looked}; {counted(apart, 'value')} could not be compared."
    first = f"{counted(changed, 'value')} changed."
    rest = f"{counted(same, 'value')} showed no change that could be told from chance"
    return f"{first} {rest}; {counted(apart, 'value')} could not be compared."


def many(looked_at: int, planned: int) -> str:
    """Which correction for how many values."""
    among = f"Holm's correction over the {counted(looked_at, 'value')} looked at, so that five times in a hundred "
    rest = "or less a runner who did not change is told of any change."
    first = f" {counted(planned, 'value')} named beforehand were a family of their own." if planned else ""
    return among + rest + first


def speeds(before: float | None, after: float | None, tolerance: float) -> str:
    """The speeds of both, and how far apart they may be."""
    said = listed([_speed(before), _speed(after)])
    return f"Speeds: {said}; up to {number(tolerance, 2)}{NO_BREAK}m/s apart is taken as the same."


def _speed(value: float | None) -> str:
    return "not known" if value is None else f"{number(value, 2)}{NO_BREAK}m/s"


def speed_differs(before: float, after: float, tolerance: float) -> str:
    """Why runs of two speeds are not compared."""
    return (
        f"the speeds differ ({_speed(before)} and {_speed(after)}; at most "
        f"{number(tolerance, 2)}{NO_BREAK}m/s apart is compared)"
    )


SPEED_UNKNOWN = "the speed of one recording is not known (tell it)"


def differs(what: str, before: str, after: str) -> str:
    """Why recordings made under other conditions are not compared."""
    return f"the {what} differ ({before} and {after})"


NO_STANDING = "it is a position, and one recording has no standing trial to give its zero"
FORCE_SMOOTHED = "the force of one recording was smoothed before it was stored"
NO_ERROR = "how much it differs from one day to the next is not known"
OTHER_DEFINITION = "it was measured by another definition"
OTHER_FRAMES = "it rests on other points of the body"


def missing(when: str, detail: str) -> str:
    """Why there is no value in one recording."""
    return f"{when}: {detail}"


def few(when: str, strides: int, needed: int) -> str:
    """Too few strides to compare."""
    return f"{when}: only {counted(strides, 'stride')}; {needed} are needed"


IS_CHANGED = "beyond the error from day to day, also among all values looked at"
INSIDE = "within the error from day to day"
AMONG_MANY = "beyond its own error, but among so many values one such may be chance"
SAME_FILE = "Both are the same recording; nothing can have changed."
