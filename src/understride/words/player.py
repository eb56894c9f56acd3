"""What the lesson player says: names of buttons, states, and what stands around the words of a lesson."""

from __future__ import annotations

SKIP = "Skip to the player"
FACTS = "{length} version, {minutes} minutes. It begins with the {side}."
KEEPS_PLAYING = "The sound is one file: it plays on with the screen off, and without a network."
PLAY, PAUSE = "Play", "Pause"
BACK, ON = "15 s back", "15 s on"
AGAIN = "This part again"
BEFORE, AFTER = "Part before", "Next part"
MORE, MORE_ON, MORE_OFF = "More time", "More time: pauses are half as long again.", "Pauses as written."
SPEED = "Speed of speech"
SIDE, SIDES = "First side", {"right": "Right first", "left": "Left first"}
FROM_START = "From the start"
RESUMED = "Here is where you were."
ENDED = "That was the lesson. Take your time before you get up."
PARTS, WORDS, CARE, KEYS = "Parts", "All the words", "Before you begin", "Keys"
LEFT_OUT = "Left out for you, after the safety questions: {parts}."
KEY_LIST = (
    ("Space", "play or pause"),
    ("Arrow left, arrow right", "15 seconds back or on"),
    ("Arrow up", "this part again"),
    ("Page up, Page down", "part before, next part"),
    ("Home", "from the start"),
)
SHEET, SHEET_PDF = "The lesson on one side of paper", "The same as PDF"
EASIER = "Easier: {how}"
STRIP_TEXT = (
    "The {n} parts of the lesson side by side, each as wide as it is long; {rests} of them are rests."
)
STRIP_KEYS = (
    ("move", "Boxes: moving and noticing."),
    ("imagine", "Dotted: in thought."),
    ("rest", "Bars: rest."),
)
NEEDS = "You need: {props}."
CHECK = "On another day, before you begin: is anything of this new?"
CHECK_DO = "Then leave the lesson, and answer the safety questions again."
KEYS_HERE = "Once one of its buttons was pressed, space and the arrow keys work too."
ON_A_RUN, BY_HEART = "For your next run", "By heart"
COUNT, CLOCK = "Part {n} of {all}", "{at} of {all} min"
SILENT = (
    "This browser cannot play the sound file {file}. The words are below, and may be read aloud by someone."
)
NO_SCRIPT = "Without JavaScript the browser's own controls play the lesson."
CAVEAT = "A movement lesson, not medical treatment. If pain rises, stop for today."
KINDS = {
    "reference": "to compare with", "scan": "noticing", "move": "moving", "imagine": "in thought", "rest": "rest",
    "stand": "getting up",
}  # fmt: skip
FEED_TITLE = "Movement lessons"
FEED_ABOUT = "Spoken movement lessons, made on your own machine, for you alone. " + CAVEAT


def silent_here(do: str) -> str:
    """Where no voice can speak: that the words stand below, and how to get the voice."""
    return f"No voice can speak here yet, so the words stand below, to be read, best aloud by someone. {do}"


def strip_key(kinds: set[str]) -> str:
    """What the shapes of the strip mean; only those that are in it."""
    return " ".join(says for kind, says in STRIP_KEYS if kind in kinds)
