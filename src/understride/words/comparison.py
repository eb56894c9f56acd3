"""Sentences about two recordings of one runner: why something is not compared, and what the page says."""

from __future__ import annotations

from understride.words.numbers import MINUS, NO_BREAK, counted, number

BEFORE, AFTER, IN_BOTH = "before", "after", "in both"
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
    "curves": "The curves, one over the other",
    "same": "No change detected",
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
HEAD = ("measure", BEFORE, AFTER, "difference")
TABLE_LABEL = "Values without a detected change"
INTERVAL, ERROR = f"95{NO_BREAK}%:", "error used"
READ_STRIPS = (
    "Shaded: how far two days may lie apart without any change, 19 times in 20. Beside it: the difference, its "
    f"95{NO_BREAK}% interval, and the error that was used."
)
FROM_STANDING = "counted from quiet standing"
MAY_BE_CHANCE = "beyond its own error; among so many values it may be chance"
VALUES = "The numbers of this figure"
PER_CENT = "% of the stride"
BETWEEN = "difference"
OTHER_CURVES = "Curves of what did not change: {}"
ALL_CURVES = "All curves: {}"
ALL_VALUES = "All of these values: {}"
ALL_MEASURES = "All of these measures: {}"
NO_CURVE = "No curve is drawn for what changed."
CONDITIONS = (
    "File", "Speed", "Surface", "Shoes", "Marker set", "Standing trial", "Contacts", "Strides compared",
)  # fmt: skip
NOT_TOLD = "not told"
STANDING = {True: "yes", False: "none"}
CONTACTS = {"force": "from the force", "kinematic": "from the feet"}
CURVES = {  # of each panel, one title for each of its signals
    "turn": ("Turn of the shoulders", "Turn of the pelvis"),
    "twist": ("Twist between shoulders and pelvis",),
    "back": ("Turn of the shoulders", "Turn of the back"),
    "tips": ("Pelvis from side to side",),
    "tilt": ("Pelvis forwards and back",),
    "bend": ("Upper body from side to side",),
    "lean": ("Lean of the trunk",),
    "front": ("Length of the front of the trunk",),
    "thigh": ("Thigh, forwards and back",),
    "hip": ("Hip, bent and opened",),
    "sideways": ("Thigh, in and out",),
    "inwards": ("Thigh, turned in and out",),
    "knee": ("Bend of the knee",),
    "ankle": ("Bend of the ankle",),
    "heel": ("Height of the heel",),
    "arms": ("Swing of the arm",),
}
SKIP = "Skip to the comparison"
DIAGNOSIS = "This page is for learning about your own running. It is not a diagnosis."
DAY_ERROR = (
    "Error used: the usual difference of one day from the next (from the literature, once for each recording), "
    "together with the spread of strides within each recording."
)


def lede(changed: int, same: int, apart: int, why: str = "") -> str:
    """What came out, in counts. why: the reason if nothing could be compared for that one alone."""
    if not changed and not same:
        return f"{NOTHING_COMPARED.rstrip('.')}: {why}." if why else NOTHING_COMPARED
    if not changed:
        looked = f"{counted(same, 'value')} were looked at"
        return f"{NOTHING_CHANGED} {looked}; {counted(apart, 'value')} could not be compared."
    first = f"{counted(changed, 'value')} changed."
    rest = f"{counted(same, 'value')} showed no change that could be told from chance"
    return f"{first} {rest}; {counted(apart, 'value')} could not be compared."


def signed(text: str) -> str:
    """A written difference with its sign."""
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def strip(before: str, after: str) -> str:
    """What one sees on the strip of a change, for who cannot see it."""
    return f"Before: {before}. After: {after}. Shaded: how far two days may lie apart without any change."


def from_to(before: str, after: str) -> str:
    """Both values."""
    return f"from {before} to {after}"


def strides(left: int, right: int) -> str:
    """How many of each side."""
    return f"{left} left, {right} right"


def many(looked_at: int, planned: int) -> str:
    """Which correction for how many values."""
    among = f"Holm's correction over the {counted(looked_at, 'value')} looked at, so that five times in a hundred "
    rest = "or less a runner who did not change is told of any change."
    first = f" {counted(planned, 'value')} named beforehand were a family of their own." if planned else ""
    return among + rest + first


def speeds(tolerance: float) -> str:
    """How far apart two speeds may be."""
    return f"Speeds up to {number(tolerance, 2)}{NO_BREAK}m/s apart are taken as the same."


def speed(value: float | None) -> str:
    """A speed, or that it is not known."""
    return "not known" if value is None else f"{number(value, 2)}{NO_BREAK}m/s"


def speed_differs(before: float, after: float, tolerance: float) -> str:
    """Why runs of two speeds are not compared."""
    return (
        f"the speeds differ ({speed(before)} and {speed(after)}; at most "
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
    """Why there is no value in one recording, or in both."""
    return f"{when}: {detail}"


def few(when: str, strides: int, needed: int) -> str:
    """Too few strides to compare."""
    return f"{when}: only {counted(strides, 'stride')}; {needed} are needed"


IS_CHANGED = "beyond the error from day to day, also among all values looked at"
INSIDE = "within the error from day to day"
AMONG_MANY = "beyond its own error, but among so many values one such may be chance"
SAME_FILE = "Both are the same recording; nothing can have changed."
