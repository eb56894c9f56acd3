"""Every sentence of the report page that is not a fact's own: headings, leads, states, what cannot be shown."""

from __future__ import annotations

from understride.model import Cause, Complaint, Finding, Side, Verdict
from understride.words.numbers import capital, listed, number
from understride.words.quantities import SMALL_NUMBERS, in_words
from understride.words.sentences import STATES as STATES_OF_CAUSES
from understride.words.sentences import verdict_words

NEAR_THE_MIDDLE = 0.4  # of the way from the mean to an edge of the band
BRAND = "understride"
SKIP = "Skip to the report"
STORY = "The run is real. The complaint is made up and says nothing about that runner."

SECTIONS = {
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
    "untold": "No complaint was told. So nothing is explained here; what differs from the reference is listed.",
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
COLUMNS = ("Speaks for it", "Speaks against it", "Not measured")
NOTHING = ("Nothing in this run.", "Nothing in this run.", "Nothing is missing.")
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
    ("sides", "R right, filled · L left, hollow"),
)
SCALE_ENDS = ("0 nothing", "10 as strong as I know")
NO_NUMBER = "How strong was not said."
HEAD_DOTTED = "The head was not recorded; it is dotted in for orientation only."
ARMS_MISSING = "Arms were not recorded."
FURTHER_LESSONS = "After it: "
DIAGNOSIS = "This page is for learning about your own running. It is not a diagnosis."
ON_YOUR_MACHINE = "It was made on your own machine; nothing was sent anywhere."
BACK_AND_GIRDLE = (
    "Two different things: the line between the shoulder tips turns with the shoulder girdle, the cluster of points "
    "on the back with the ribs alone. Only the shoulder tips are compared with other runners."
)


def with_side(phrase: str, side: Side | None) -> str:
    """`a sore low back on the left`."""
    return f"{phrase} on the {side}" if side in (Side.LEFT, Side.RIGHT) else phrase


def lede(seconds: float, told: int) -> str:
    """What the page is, in one sentence."""
    whole = round(seconds)
    time = in_words(whole, "second") if 0 < whole < len(SMALL_NUMBERS) else f"{whole} seconds"
    if not told:
        return f"What {time} of running show, and what they leave open."
    return f"What {time} of running say about {'it' if told == 1 else 'them'}, and what they leave open."


def place_and_side(name: str, complaint: Complaint) -> str:
    """`Shoulders, both sides`: nothing said counts as both."""
    if complaint.side in (Side.LEFT, Side.RIGHT):
        return f"{capital(name)}, {complaint.side} side"
    return f"{capital(name)}, both sides or no side told"


def strength(intensity: int) -> str:
    return f"{intensity} on a scale from 0, nothing, to 10, as strong as I know."


def where_from(heading: str) -> str:
    return f"{heading}: what it may come from"


def state_of(cause: Cause) -> str:
    """Key of `STATES`."""
    if cause.id == "X.none":
        return "none"
    if cause.state == "open":
        if cause.supports and cause.against:
            return "mixed"
        return "open" if cause.supports else "unsure"
    return cause.state


def overview(causes: tuple[Cause, ...]) -> str:
    """How many ideas there are and what the run says of them, in two sentences."""
    ideas = [c for c in causes if c.id != "X.none"]
    if not ideas:
        return "No idea of the method belongs to this place; the ordinary causes remain."
    says = {
        "for": "points towards {}", "open": "leaves {} open", "against": "speaks against {}",
        "not_seen": "cannot show {}",
    }  # fmt: skip
    counts = [(says[state], sum(c.state == state for c in ideas)) for state in says]
    parts = tuple(text.format(SMALL_NUMBERS[min(n, 12)]) for text, n in counts if n)
    opening = capital(in_words(len(ideas), "idea"))
    order = ", in the order in which we would look" if len(ideas) > 1 else ""
    candidates = "a candidate" if len(ideas) == 1 else "candidates"
    return f"{opening} from one running teacher's practice: {candidates}{order}. This run {listed(parts)}."


def leading(causes: tuple[Cause, ...]) -> Cause | None:
    """The idea that "in short" speaks of: what points this way, then what is open, then what the run speaks against."""
    for state in ("for", "open", "against"):
        for cause in causes:
            if (
                cause.id != "X.none"
                and cause.state == state
                and (cause.against if state == "against" else cause.supports)
            ):
                return cause
    return None


def in_short(causes: tuple[Cause, ...]) -> tuple[str, str, str]:
    """One complaint in three pieces: before, the one bold clause, after."""
    ideas = [c for c in causes if c.id != "X.none"]
    lead = leading(causes)
    if lead is None:
        opening = f"{capital(in_words(len(ideas), 'idea'))} to look at." if ideas else ""
        return (
            opening,
            "This recording cannot tell.",
            "What it would need stands under each of them." if ideas else "",
        )
    against = [c for c in ideas if c.state == "against"]
    if lead.state == "against":
        unseen = sum(c.state == "not_seen" for c in ideas)
        also = f" {capital(in_words(unseen, 'other idea'))} could not be seen." if unseen else ""
        return (
            f"An idea often heard: {lower(lead.title)}.",
            "This run speaks against it.",
            lead.against[0].text + also,
        )
    before = f"This run speaks against {in_words(len(against), 'idea')}." if against else ""
    bold = "One thing points this way:" if lead.state == "for" else "One thing is open:"
    return before, bold, f"{lower(lead.title)}. {lead.supports[0].text}"


def lower(text: str) -> str:
    """With a small first letter."""
    return text[:1].lower() + text[1:]


def verdict(finding: Finding) -> str:
    """The words beside a strip: the finding's own, and for a value inside, where in the band it lies."""
    said, band = verdict_words(finding), finding.band
    if finding.verdict is not Verdict.INSIDE or band is None:
        return said
    half = band.high - band.mean if finding.value >= band.mean else band.mean - band.low
    place = (finding.value - band.mean) / half if half > 0 else 0.0
    if abs(place) < NEAR_THE_MIDDLE:
        return said
    return f"{said}, {'above' if place > 0 else 'below'} the middle"


def spread_caption(strides: int, shown: int, far: int, *, sided: bool) -> str:
    """Which strides a panel shows, and how many swing further than the rest."""
    if shown < strides:
        text = f"Thin lines: {shown} of {strides} strides"
    else:
        text = f"Thin lines: each of {strides} strides"
    text += ", each leg on its own stride." if sided else "."
    if far:
        text += (
            f" {capital(in_words(far, 'stride'))} {'swings' if far == 1 else 'swing'} further than the rest; "
        )
        text += "it is included." if far == 1 else "they are included."
    return text


def moment(percent: float, right: tuple[float, float], left: tuple[float, float]) -> str:
    """The stride at one moment in words. right, left: landing and leaving, % of the right stride (0 … 200)."""

    def down(bar: tuple[float, float]) -> bool:
        return any(bar[0] <= percent + turn <= bar[1] for turn in (0, 100))

    feet = {(True, False): "right foot down", (False, True): "left foot down", (True, True): "both feet down"}
    words = feet.get((down(right), down(left)), "both feet in the air")
    return f"{number(percent, 0)}\u00a0% of the stride: {words}"


def help_most(reason: str, count: int) -> tuple[str, str, str]:
    """What would help most, in three pieces. count: how many measures or candidates it would settle."""
    told = {
        "longer": ("", "A longer run:", "at least 25 strides of each leg. So few strides as here give values, not findings."),
        "static": (
            "", "Ten seconds of quiet standing",
            "before the next recording, with the same points. It shows where zero lies, and would settle more open "
            "questions than another run.",
        ),
        "points": ("", "More points on the body:", f"{in_words(count, 'measure')} could not be taken for want of them."),
        "day": (
            "", "The same run on a second day.",
            "After some twenty strides the day, not the stride, is what makes a value unsure.",
        ),
    }  # fmt: skip
    return told[reason]


ALWAYS_UNSEEN = (("Muscle tension.", "No camera sees it. We see movement, and reason from there."),)
UNSEEN = {
    "static": (
        "How upright, how rounded, how far extended.",
        "Without a standing recording only swings, times and differences count, not positions. Ten seconds of quiet "
        "standing would show it.",
    ),
    "day": (
        "Whether this is usual for you.",
        "It is one run on one day. The thin line of each strip says how far such a value moves from day to day; the "
        "same run on another day would show it.",
    ),
    "people": (
        "Whether you differ from people like you.",
        "The comparison is {people}. It says what occurs, not what is right.",
    ),
    "force": ("How hard the foot lands.", "No force was recorded; a treadmill or plate that measures it would show it."),
    "smoothed": (
        "The first milliseconds of landing.",
        "The force in this file had already been smoothed or cut; the untouched force would show it.",
    ),
    "few": (
        "Findings.",
        "{n} of the weaker side are too few to judge by; ten are the least, twenty-five are better.",
    ),
    "unjudged": (
        "How exact landing and leaving are.",
        "They were read off the feet alone, with a set of points for which no force exists to check them.",
    ),
    "arms_head": ("{parts}.", "They carried no points, so nothing is said about them."),
    "scale": ("Stiffness of the leg.", "Body mass and height were not told; with both it can be worked out."),
    "speed": ("Whether the values fit your pace.", "The speed is not known, and every swing grows with speed."),
}  # fmt: skip


def unseen_points(titles: tuple[str, ...], detail: str) -> tuple[str, str]:
    """Measures that share one reason, and the reason."""
    shown = titles[:3]
    more = len(titles) - len(shown)
    text = listed(tuple(lower(t) for t in shown) if not more else (*map(lower, shown), f"{more} more"))
    clause = detail.strip().rstrip(".")
    reason = f"It {clause}" if clause.startswith("needs ") else capital(clause)
    if len(titles) > 1 and reason.startswith("It needs "):
        reason = reason.replace("It needs ", "They need ", 1)
    return f"{capital(text)}.", f"{reason}."


def strides_used(right: int, left: int, dropped: int) -> str:
    text = f"{in_words(right, 'right stride')} and {in_words(left, 'left stride')} used"
    return f"{capital(text)}, {'none' if dropped == 0 else SMALL_NUMBERS[dropped] if dropped <= 12 else dropped} left out."


def lesson_why(places: tuple[str, ...]) -> str:
    """Why this lesson comes first."""
    return (
        f"Why this one: it is where the practitioner starts for {listed(places)}."
        if places
        else "Why this one: it is where the practitioner starts when nothing in particular is asked."
    )


def lesson_facts(minutes: float, kind: str) -> str:
    where = {
        "floor": "floor, a blanket",
        "upright": "standing or on a chair",
        "short": "anywhere, even on a run",
    }[kind]
    length = number(minutes, 0) if minutes == int(minutes) else number(minutes, 1)
    return f"about {length}\u00a0minutes · {where}"


def surface_and_speed(surface: str, speed: float | None) -> str:
    where = {"treadmill": "on a treadmill", "overground": "over the ground"}.get(
        surface, "on an unknown surface"
    )
    return f"{where} at {number(speed, 1)}\u00a0m/s" if speed else where


def seen_also(heading: str) -> str:
    return f"Shown above: {heading}"


NOT_COMPARED = "not compared"
DIFFERENCE = "Left minus right; a band around zero shows what such runners differ by."
LETTER_WORDS = {"R": "right ", "L": "left ", "": ""}


def difference_of(title: str) -> str:
    return f"{title}: left against right"


def usual(low: str, high: str, people: str) -> str:
    return f"Usual for a next runner like {people}: {low} to {high}."


MAP_TITLE = "Where it is felt"
METHODS = {
    "force": "From the vertical force: 50 N, crossings in a straight line between samples.",
    "kinematic": "From the movement of the feet alone; no force was used.",
}
SPEED_SOURCES = {
    "declared": "as declared", "belt": "from the feet on the belt", "pelvis": "from the way the pelvis travels",
}  # fmt: skip
POSITIONS = {
    "before": "before", "after": "after", "lying": "lying on the back, knees bent",
    "tilt": "knees tilt a little, and come back", "upright": "standing",
}  # fmt: skip


def provenance(file: str, run: str, seconds: float, right: int, left: int) -> str:
    return f"{file}: {number(seconds, 1)}\u00a0s {run}; {in_words(right, 'right stride')}, {in_words(left, 'left stride')}."


def _not_recorded(head: bool, arms: bool) -> str:
    if not head and not arms:
        return " Head and arms were not recorded; the head is dotted in for orientation only."
    if not head:
        return f" {HEAD_DOTTED}"
    return "" if arms else f" {ARMS_MISSING}"


def chrono_text(strides: int, speed: float) -> str:
    return (
        f"Stick figures of the mean of {in_words(strides, 'stride')}, one every twelfth of a stride, at their true "
        f"distance for {number(speed, 1)} metres a second, from the right. The figures in full ink are the landings."
    )


def chrono_caption(strides: int, head: bool, arms: bool) -> str:
    text = (
        f"Right leg solid, left leg hollow; dark where a foot lands. Mean of {in_words(strides, 'stride')}."
    )
    return text + _not_recorded(head, arms)


def motion_caption(strides: int, head: bool, arms: bool) -> str:
    return f"Mean of {in_words(strides, 'stride')}, so it comes round without a jump." + _not_recorded(
        head, arms
    )


def moments_text(side: str) -> str:
    return (
        f"Six stick figures: the {side} foot lands, the body is at its lowest over it, the foot leaves; in the first "
        "row from the right side, in the second from behind."
    )


def map_text(names: tuple[str, ...]) -> str:
    if not names:
        return "Front and back of a body. Nothing is marked."
    return f"Front and back of a body. Marked: {'; '.join(names)}."


def later_lessons(titles: tuple[tuple[str, float], ...]) -> str:
    if not titles:
        return ""
    return FURTHER_LESSONS + listed(tuple(f"{t} ({number(m, 0)}\u00a0minutes)" for t, m in titles)) + "."


def read_as(reader: str, dialect: str) -> str:
    return f"Reader {reader}, marker set {dialect}."


def speed_source(speed: float, source: str) -> str:
    return f"{number(speed, 2)}\u00a0m/s, {SPEED_SOURCES.get(source, source)}."


NAV = {"told": "You told us", "motion": "In motion", "unseen": "Not seen", "next": "Next", "all": "Measures"}
ON_THIS_PAGE = "On this page"
IN_SHORT = "In short"
WOULD_HELP = "What would help most"
CANDIDATES = "The candidates"
RUNNING = "The run"
TO_FIRST_FIGURE = "Shown above:"
READ_STRIPS = "How to read the strips"
CONTROLS = {
    "views": "Seen from", "side": "the side", "behind": "behind", "above": "above", "play": "Play", "pause": "Pause",
    "moment": "Moment of the stride", "speed": "Speed", "stage": "A moving figure of the mean stride. Drag it to turn "
    "it; arrow keys: left and right move through the stride, up and down turn it, space plays.",
}  # fmt: skip
TABLE_HEAD = (
    "measure",
    "side",
    "value",
    "95 % within this run",
    "SD of strides",
    "strides",
    "strip drawn from",
    "definition",
)
TABLE_CAPTION = "Values as measured. A left-minus-right row is the difference of the two sides."
SHOW_TABLE = "Show all {n} rows"
SHOW_SOURCES = "What was written about these links ({n})"
LESSON_FIRST = "Your first lesson"
NO_SCRIPT = "Without JavaScript the figure stands still; the three moments below show the same stride."
SCALE_LABEL = "How strong"
COMPARED_WITH = "Compared with:"
