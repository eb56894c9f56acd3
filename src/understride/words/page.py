"""Every standing sentence of the report page: headings, leads, states, keys, what is always said.

Sentences with numbers in them are made in `compose` and `messages`; what stands in figures is in `figures`.
"""

from understride.model import Side
from understride.words.sentences import STATES as STATES_OF_CAUSES

BRAND = "understride"
SKIP = "Skip to the report"
STORY = "The run is real. The complaint is made up and says nothing about that runner."
SECTIONS = {
    "help": "When to get help instead",
    "told": "What you told us",
    "out": "What stands out",
    "motion": "The run in motion",
    "unseen": "What this recording cannot show",
    "leave": "What we leave out, and why",
    "next": "What to learn next",
    "all": "All measures",
    "made": "How this was made",
}
LEADS = {
    "told": "Where a place is tense is where the question starts. It is seldom where the answer lies.",
    "help": "No complaint was told. This stands on every page all the same.",
    "untold": "No complaint was told, so nothing is explained here; what differs from the reference is listed.",
    "motion": "One mean stride, slowed down. Turn it, or move it through the stride; the figures above move along.",
    "unseen": "So that nobody reads more into this page than it holds.",
    "leave": "Advice that is often given, and that you will not find here.",
    "next": "Spoken lessons: small movements, many questions, nothing to achieve. They are still being written.",
    "all": "Each with its spread, what it rests on, and the id of its definition.",
    "made": "For whoever wants to check.",
}
STATES = {
    **STATES_OF_CAUSES,
    "mixed": "Open: some for it, some against",
    "unsure": "Cannot tell",
    "none": "Always possible",
}
CHANGE_OUR_MIND = "What would change our mind"
HOW_WELL_KNOWN = "How well this link is known"
FIGURES = "Figures and numbers"
VALUES = "The numbers of this figure"
SIDE_WORDS = {Side.LEFT: "left", Side.RIGHT: "right", Side.LEFT_MINUS_RIGHT: "left minus right"}
MAP_WORDS = {"front": "front", "back": "back", "your right": "your right", "your left": "your left"}
KEY = (
    ("band", "usual: where a next runner like those of the reference would lie, 19 times in 20"),
    ("dot", "you"),
    ("within", "unsure within this run"),
    ("days", "unsure from day to day"),
    ("chance", "beyond the band, but among so many values one such may be chance"),
    ("sides", "R right, filled · L left, hollow"),
)
SCALE_ENDS = ("0 nothing", "10 as strong as I know")
NO_NUMBER = "How strong was not said."
DIAGNOSIS = "This page is for learning about your own running. It is not a diagnosis."
ON_YOUR_MACHINE = "It was made on your own machine; nothing was sent anywhere."
BACK_AND_GIRDLE = (
    "Two different things: the line between the shoulder tips turns with the shoulder girdle, the cluster of points "
    "on the back with the ribs alone. Only the shoulder tips are compared with other runners."
)
ALWAYS_UNSEEN = (("Muscle tension.", "No camera sees it. We see movement, and reason from there."),)
UNSEEN = {
    "static": (
        "How upright, how rounded, how far extended.",
        (
            "Without a standing recording only swings, times and differences count, not positions. Ten seconds of "
            "quiet standing would show it."
        ),
    ),
    "day": (
        "Whether this is usual for you.",
        (
            "It is one run on one day. The thin line of each strip says how far such a value moves from day to day; "
            "the same run on another day would show it."
        ),
    ),
    "people": (
        "Whether you differ from people like you.",
        "The comparison is {people}. It says what occurs, not what is right.",
    ),
    "force": (
        "How hard the foot lands.",
        "No force was recorded; a treadmill or plate that measures it would show it.",
    ),
    "smoothed": (
        "The first milliseconds of landing.",
        "The force in this file had already been smoothed or cut; the untouched force would show it.",
    ),
    "few": (
        "Findings.",
        "{n} on the weaker side: ten are the least to judge by, twenty-five are better.",
    ),
    "unjudged": (
        "How exact landing and leaving are.",
        "They were read off the feet alone, with a set of points for which no force exists to check them.",
    ),
    "arms_head": ("{parts}.", "No points were there, or not throughout, so nothing is said about this."),
    "speed": (
        "Whether the values fit your pace.",
        "The speed is not known, and every swing grows with speed.",
    ),
}
AND_OTHERS = "; and, for some values, "
NO_WOMEN = "All the people here are men: a woman may lie elsewhere for that reason alone."
FROM_LITERATURE = "{}, from the literature"
NOT_COMPARED = "not compared"
DIFFERENCE = "Left minus right; a band around zero shows what such runners differ by."
LETTER_WORDS = {"R": "right ", "L": "left ", "": ""}
MAP_TITLE = "Where it is felt"
METHODS = {
    "force": "From the vertical force: 50 N, crossings in a straight line between samples.",
    "kinematic": "From the movement of the feet alone; no force was used.",
}
SPEED_SOURCES = {
    "declared": "as declared", "belt": "from the feet on the belt", "pelvis": "from the way the pelvis travels",
}  # fmt: skip
POSITIONS = {
    "before": "before", "after": "after", "tilt": "knees tilt a little, and come back",
}  # fmt: skip
NAV = {
    "told": "You told us",
    "help": "Get help",
    "motion": "In motion",
    "unseen": "Not seen",
    "next": "Next",
    "all": "Measures",
}
ON_THIS_PAGE = "On this page"
IN_SHORT = "In short"
WOULD_HELP = "What would help most"
CANDIDATES = "The candidates"
TO_FIRST_FIGURE = "Shown above:"
READ_STRIPS = "How to read the strips"
CONTROLS = {
    "views": "Seen from", "side": "the side", "behind": "behind", "above": "above", "play": "Play", "pause": "Pause",
    "moment": "Moment of the stride", "speed": "Speed",
    "stage": (
        "A moving figure of the mean stride. Drag it to turn it; arrow keys: left and right move through the stride, "
        "up and down turn it, space plays."
    ),
}  # fmt: skip
TABLE_HEAD = (
    "measure, definition",
    "side",
    "value",
    "95 % within this run",
    "SD of strides",
    "strides",
    "strip drawn from",
)
TABLE_CAPTION = "Values as measured. A left-minus-right row is the difference of the two sides."
SHOW_TABLE = "Show all {n} rows"
SHOW_SOURCES = "What was written about this ({n})"
LESSON_FIRST = "Your first lesson"
NO_SCRIPT = "Without JavaScript the figure stands still; the three moments below show the same stride."
SCALE_LABEL = "How strong"
COMPARED_WITH = "Compared with:"
BAND_OF = "Band: {}."  # where the rows of one card are compared with different people
INSIDE = "inside"
MADE = {
    "files": "Files",
    "read": "Read as",
    "speed": "Speed",
    "contacts": "Landing and leaving",
    "strides": "Strides",
    "filters": "Filters",
    "frames": "Segment frames",
    "compared": "Compared with",
    "notes": "Also to know",
}
HEAD_DOTTED = "the head is dotted in for orientation only"
WOULD_HELP_TEXT = {
    "longer": ("A longer run:", "at least 25 strides of each leg. So few as here give values, not findings."),
    "static": (
        "Ten seconds of quiet standing",
        (
            "before the next recording, with the same points. It shows where zero lies, and would settle more open "
            "questions than another run."
        ),
    ),
    "points": ("More points on the body:", "{measures} could not be taken for want of them."),
    "day": (
        "The same run on a second day.",
        "After some twenty strides the day, not the stride, is what makes a value unsure.",
    ),
}
OVERVIEW = {
    "for": "points towards {}",
    "open": "leaves {} open",
    "against": "speaks against {}",
    "not_seen": "cannot show {}",
}
LESSON_PLACES = {
    "floor": "floor, a blanket",
    "upright": "standing or on a chair",
    "short": "anywhere, even on a run",
}
SURFACES = {"treadmill": "on a treadmill", "overground": "over the ground"}
TABLE_LABEL = "Table of all measures, scrolls sideways"
MORE = "{n} more"
FROM_STANDING = "Counted from quiet standing."
TIMING = "{} from not knowing landing and leaving exactly"
TIMING_IN_TABLE = "{} timing"
