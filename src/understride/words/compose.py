"""Sentences of the report page that are made from facts."""

from __future__ import annotations

from collections.abc import Callable

from understride.model import Cause, Complaint, Finding, Side, Verdict
from understride.words import page
from understride.words.numbers import capital, listed, number
from understride.words.quantities import SMALL_NUMBERS, in_words
from understride.words.sentences import verdict_words

NEAR_THE_MIDDLE = 0.4  # of the way from the mean to an edge of the band: not worth a word
NONE_OF_THESE = "X.none"
OUTSIDE = "X."  # causes outside the method
MOST_NAMED = 3  # measures named in one line


def with_side(phrase: str, side: Side | None) -> str:
    """`a sore low back on the left`."""
    return f"{phrase} on the {side}" if side in (Side.LEFT, Side.RIGHT) else phrase


def lede(seconds: float, told: int) -> str:
    """What the page is, in one sentence. told: number of complaints."""
    whole = max(round(seconds), 1)
    one = whole == 1
    does = ("show" if told == 0 else "say") + ("s" if one else "")
    of_it = "" if told == 0 else f" about {'it' if told == 1 else 'them'}"
    leave = "it leaves" if one else "they leave"
    return f"What {in_words(whole, 'second')} of running {does}{of_it}, and what {leave} open."


def provenance(file: str, run: str, seconds: float, right: int, left: int) -> str:
    """`run.c3d: 9.9 s on a treadmill at 4.1 m/s; 13 right strides, 14 left strides.`"""
    strides = f"{in_words(right, 'right stride')}, {in_words(left, 'left stride')}"
    return f"{file}: {number(seconds, 1)}\u00a0s {run}; {strides}."


def surface_and_speed(surface: str, speed: float | None) -> str:
    """`on a treadmill at 4.1 m/s`."""
    where = page.SURFACES.get(surface, "on an unknown surface")
    return f"{where} at {number(speed, 1)}\u00a0m/s" if speed else where


def place_and_side(name: str, complaint: Complaint) -> str:
    """`Shoulders`, or `Shoulders, left side` where one was told."""
    if complaint.side in (Side.LEFT, Side.RIGHT):
        return f"{capital(name)}, {complaint.side} side"
    return capital(name)


def strength(intensity: int) -> str:
    """The text alternative of the 0–10 scale."""
    return f"{intensity} on a scale from 0, nothing, to 10, as strong as I know."


def where_from(heading: str) -> str:
    """Heading of a complaint's section."""
    return f"{heading}: what it may come from"


def state_of(cause: Cause) -> str:
    """Key of `page.STATES`."""
    if cause.id == NONE_OF_THESE and cause.state == "not_seen":
        return "none"
    if cause.state == "open":
        if cause.supports and cause.against:
            return "mixed"
        return "open" if cause.supports else "unsure"
    return cause.state


def overview(causes: tuple[Cause, ...]) -> str:
    """How many ideas there are and what the run says of them, in two sentences."""
    ideas = [c for c in causes if not c.id.startswith(OUTSIDE)]
    if not ideas:
        return "No idea of the method belongs to this place; the ordinary causes remain."
    counts = [(text, sum(c.state == state for c in ideas)) for state, text in page.OVERVIEW.items()]
    parts = tuple(text.format(SMALL_NUMBERS[min(n, 12)]) for text, n in counts if n)
    order = ", in the order in which we would look" if len(ideas) > 1 else ""
    candidates = "a candidate" if len(ideas) == 1 else "candidates"
    opening = (
        f"{capital(in_words(len(ideas), 'idea'))} from one running teacher's practice: {candidates}{order}."
    )
    return f"{opening} This run {listed(parts)}."


def leading(causes: tuple[Cause, ...], stands_out: Callable[[Cause], float]) -> Cause | None:
    """The idea that "in short" speaks of: what points this way, then what is open, then what the run speaks against.

    stands_out: how far out of the middle its evidence lies; among open ideas the one furthest out leads.
    """
    ideas = [c for c in causes if not c.id.startswith(OUTSIDE)]
    for state in ("for", "open", "against"):
        found = [c for c in ideas if c.state == state and (c.against if state == "against" else c.supports)]
        if found:
            return found[0] if state == "against" else max(found, key=stands_out)
    return None


def in_short(causes: tuple[Cause, ...], lead: Cause | None) -> tuple[str, str, str]:
    """One complaint in three pieces: before, the one bold clause, after."""
    ideas = [c for c in causes if not c.id.startswith(OUTSIDE)]
    if lead is None:
        opening = f"{capital(in_words(len(ideas), 'idea'))} to look at." if ideas else ""
        return (
            opening,
            "This recording cannot tell.",
            _where_it_stands(len(ideas)),
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


def _where_it_stands(ideas: int) -> str:
    return "" if ideas == 0 else f"What it would need stands under {'it' if ideas == 1 else 'each of them'}."


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


def difference_of(title: str) -> str:
    """Name of a left-minus-right row."""
    return f"{title}: left against right"


def compared_with(people: tuple[str, ...], *, men_only: bool) -> str:
    """All people that the values of a run were held against, most values first, and whether women are among them."""
    text = page.UNSEEN["people"][1].format(people=page.AND_OTHERS.join(people))
    return f"{page.NO_WOMEN} {text}" if men_only else text


def usual(low: str, high: str, people: str) -> str:
    """The band in words."""
    return f"Usual for a next runner like {people}: {low} to {high}."


def spread_caption(strides: int, shown: int, far: int, *, sided: bool) -> str:
    """Which strides a panel shows, and how many swing further than the rest."""
    every = f"{shown} of {strides}" if shown < strides else f"each of {strides}"
    text = f"Thin lines: {every} strides{', each leg on its own stride' if sided else ''}."
    if far == 1:
        return f"{text} One stride swings further than the rest; it is included."
    return (
        f"{text} {capital(in_words(far, 'stride'))} swing further than the rest; they are included."
        if far
        else text
    )


def moment(percent: float, right: tuple[float, float], left: tuple[float, float]) -> str:
    """The stride at one moment in words. right, left: landing and leaving, % of the right stride (0 … 200)."""

    def down(contact: tuple[float, float]) -> bool:
        return any(contact[0] <= percent + turn <= contact[1] for turn in (-100, 0, 100))

    feet = {(True, False): "right foot down", (False, True): "left foot down", (True, True): "both feet down"}
    words = feet.get((down(right), down(left)), "both feet in the air")
    return f"{number(percent, 0)}\u00a0% of the stride: {words}"


def chrono_text(strides: int, speed: float) -> str:
    """What the figures along the ground show, for who cannot see them."""
    return (
        f"Stick figures of the mean of {in_words(strides, 'stride')}, one every twelfth of a stride, at their true "
        f"distance for {number(speed, 1)} metres a second, from the right. The figures in full ink are the landings."
    )


def not_drawn(parts: tuple[str, ...], *, dotted: bool) -> str:
    """What of the body was not recorded or not seen throughout. dotted: a head is drawn all the same."""
    if not parts:
        return ""
    verb = "was" if len(parts) == 1 and not parts[0].endswith("s") else "were"
    named = listed(tuple(p if p == "arms" or len(parts) > 1 else f"the {p}" for p in parts))
    tail = f"; {page.HEAD_DOTTED}" if dotted else ""
    return f" {capital(named)} {verb} not recorded, or not throughout{tail}."


def chrono_caption(strides: int, *, missing: tuple[str, ...], dotted: bool) -> str:
    """Under the figures along the ground. missing: parts of the body that are not drawn."""
    text = (
        f"Right leg solid, left leg hollow; dark where a foot lands. Mean of {in_words(strides, 'stride')}."
    )
    return text + not_drawn(missing, dotted=dotted)


def motion_caption(strides: int, *, missing: tuple[str, ...], dotted: bool) -> str:
    """Under the player."""
    text = f"Mean of {in_words(strides, 'stride')}, so it comes round without a jump."
    return text + not_drawn(missing, dotted=dotted)


def moments_text(side: str) -> str:
    """What the three moments show, for who cannot see them."""
    return (
        f"Six stick figures: the {side} foot lands, the body is at its lowest over it, the foot leaves; in the first "
        "row from the right side, in the second from behind."
    )


def map_text(names: tuple[str, ...]) -> str:
    """What is marked on the body map."""
    if not names:
        return "Front and back of a body. Nothing is marked."
    return f"Front and back of a body. Marked: {'; '.join(names)}."


def help_most(reason: str, count: int) -> tuple[str, str]:
    """What would help most: the bold clause and the rest. count: measures that lack points."""
    bold, text = page.WOULD_HELP_TEXT[reason]
    return bold, text.format(measures=in_words(count, "measure"))


def unseen_points(titles: tuple[str, ...], detail: str) -> tuple[str, str]:
    """Measures that share one reason, and the reason."""
    named = tuple(lower(t) for t in titles[:MOST_NAMED])
    more = len(titles) - len(named)
    clause = detail.strip().rstrip(".")
    if clause.startswith("needs "):
        clause = clause if len(titles) == 1 else f"need {clause.removeprefix('needs ')}"
        clause = f"{'It' if len(titles) == 1 else 'They'} {clause}"
    return f"{capital(listed((*named, f'{more} more') if more else named))}.", f"{capital(clause)}."


def strides_used(right: int, left: int, dropped: int) -> str:
    """`13 right strides and 14 left strides used, none left out.`"""
    left_out = (
        "none" if dropped == 0 else SMALL_NUMBERS[dropped] if dropped < len(SMALL_NUMBERS) else str(dropped)
    )
    used = f"{in_words(right, 'right stride')} and {in_words(left, 'left stride')} used"
    return f"{capital(used)}, {left_out} left out."


def lesson_facts(minutes: int | None, kind: str) -> str:
    """`about 15 minutes · floor, a blanket`; without the minutes where nobody knows them."""
    where = page.LESSON_PLACES[kind]
    return where if minutes is None else f"about {minutes}\u00a0minutes · {where}"


def later_lessons(titles: tuple[tuple[str, int | None], ...]) -> str:
    """Titles and minutes of what comes after the first lesson, in one line; empty where there is none."""
    if not titles:
        return ""
    named = tuple(
        f"“{title}”" + (f" ({minutes}\u00a0minutes)" if minutes is not None else "")
        for title, minutes in titles
    )
    return f"After it: {listed(named)}."


def read_as(reader: str, dialect: str) -> str:
    """Which reader and marker set."""
    return f"Reader {reader}, marker set {dialect}."


def speed_source(speed: float, source: str) -> str:
    """`4.10 m/s, from the feet on the belt.`"""
    return f"{number(speed, 2)}\u00a0m/s, {page.SPEED_SOURCES.get(source, source)}."
