"""Sentences about ranked causes: how likely, how sure of the order, which way, and what would settle it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from understride.model import Cause, Side
from understride.words.numbers import NO_BREAK, capital, listed, number
from understride.words.page import STATES as RUN_STATES
from understride.words.quantities import SMALL_NUMBERS, in_words
from understride.words.reasons import NONE_ID

Basis = Literal["run", "told", "both"]  # what a page rests on: a recording, answers, or both

STATES = {
    "run": RUN_STATES,
    "told": {
        **RUN_STATES,
        "against": "What you told speaks against it",
        "for": "What you told points this way",
        "not_seen": "Nothing told for or against it",
    },
    "both": {
        **RUN_STATES,
        "against": "What is known speaks against it",
        "for": "What is known points this way",
        "not_seen": "Nothing known for or against it",
    },
}
COLUMNS = {
    "run": ("Speaks for it", "Speaks against it", "Not measured"),
    "told": ("Speaks for it", "Speaks against it", "Not known yet"),
    "both": ("Speaks for it", "Speaks against it", "Not known yet"),
}
NOTHING = {
    "run": ("Nothing in this run.", "Nothing in this run.", "Nothing is missing."),
    "told": ("Nothing told so far.", "Nothing told so far.", "Nothing is missing."),
    "both": ("Nothing so far.", "Nothing so far.", "Nothing is missing."),
}
RANGE = "How likely"
AXIS = ("unlikely", "even", "likely")
CHANCES_CAPTION = (
    "Line: from the least to the most likely, in the middle 90 of 100 readings of the experts' words; dot: the middle. "
    "Beside it: in how many of 100 readings it comes first."
)
OTHERS = "The other candidates ({n})"
DIRECTIONS = {
    "flex": "bending",
    "extend": "opening backwards",
    "abduct": "going outwards",
    "adduct": "crossing the middle",
    "turn_in": "turning in",
    "turn_out": "turning out",
}
NO_DIRECTION = "Which of its six directions it would be, nothing has told yet."
MOST_NAMED = 3  # candidates named under "in short"
NOW_AND_THEN = 0.1  # of the readings in which a cause is first: less is told apart from the one before it
CLEARER = 1.25  # a direction leads where it is so many times as likely as the next
HOW_LIKELY = (  # up to this probability → its words
    (0.08, "very unlikely"),
    (0.25, "unlikely"),
    (0.42, "rather unlikely"),
    (0.58, "about even"),
    (0.75, "rather likely"),
    (0.92, "likely"),
    (1.01, "very likely"),
)


def titled(cause: Cause) -> str:
    """The title of a cause, with its side where reasoning gave it one."""
    sided = cause.probability is not None and cause.side in (Side.LEFT, Side.RIGHT)
    said = cause.title.endswith(f", {cause.side}")
    return f"{cause.title}, {cause.side}" if sided and not said else cause.title


def likely(probability: float) -> str:
    """A probability in words, without a number."""
    return next(words for most, words in HOW_LIKELY if probability <= most)


def range_text(low: float, probability: float, high: float) -> str:
    """The mark of a range for who cannot see it."""
    ends = (likely(low), likely(high))
    span = f"From {ends[0]} to {ends[1]}" if ends[0] != ends[1] else capital(ends[0])
    return f"{span}; in the middle of all readings {likely(probability)}."


def first_in(share: float) -> str:
    """`first in 87 of 100`; what is rarer or surer than one in a hundred is said so."""
    if share <= 0:
        return "never first"
    if share >= 1:
        return "always first"
    if share < 0.005:
        return "first in fewer than 1 of 100"
    if share > 0.995:
        return "first in more than 99 of 100"
    return f"first in {number(share * 100, 0)} of 100"


def first_in_sentence(share: float) -> str:
    """The same as a sentence of the card."""
    if share <= 0:
        return "Not first in any reading of the experts' words."
    if share >= 1:
        return "First in every reading of the experts' words."
    return f"{capital(first_in(share))} readings of the experts' words."


def front(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """Those at the top that cannot be told apart, likeliest first; one alone where the first stands apart.

    Their ranges overlap with that of the first, and each is first now and then: a range that only touches that of the
    first, of a cause that is first in next to no reading, is told apart.
    """
    order = sorted(causes, key=lambda c: c.rank)
    if not order or order[0].range is None:
        return ()
    low = order[0].range[0]
    rivals = [
        number
        for number, cause in enumerate(order, start=1)
        if cause.range is not None
        and cause.range[1] >= low
        and (cause.first_in is None or cause.first_in >= NOW_AND_THEN)
    ]
    return tuple(order[: max(rivals, default=1)])


def _overlapped(causes: Sequence[Cause]) -> bool:
    """Whether any range reaches that of the first."""
    order = sorted(causes, key=lambda c: c.rank)
    first = order[0].range if order else None
    return first is not None and any(c.range is not None and c.range[1] >= first[0] for c in order[1:])


def order_heading(causes: Sequence[Cause]) -> str:
    """What the ranges say as a whole: which candidates cannot be told apart, or which one comes first."""
    ahead = front(causes)
    if not ahead:
        return ""
    if len(ahead) > 1:
        return f"The {_the_first(ahead)} cannot be told apart"
    if ahead[0].id == NONE_ID:
        return "None of these ideas comes first, and by some distance"
    way = "One comes first in most readings" if _overlapped(causes) else "One stands apart"
    return f"{way}: {_lower(titled(ahead[0]))}"


def _the_first(ahead: Sequence[Cause]) -> str:
    """`first two`; "None of these", which stands last on the page, is named by itself."""
    ideas = sum(c.id != NONE_ID for c in ahead)
    count = SMALL_NUMBERS[ideas] if ideas < len(SMALL_NUMBERS) else str(ideas)
    said = "first" if ideas == 1 else f"first {count}"
    return said if ideas == len(ahead) else f"{said} and “None of these”"


def overview(causes: Sequence[Cause]) -> str:
    """How many candidates there are and whose ideas they are."""
    method = sum(c.id.startswith("I") for c in causes)
    ordinary = sum(c.id.startswith("X.") and c.id != NONE_ID for c in causes)
    parts = [f"{in_words(method, 'candidate')} from one running teacher's practice"] if method else []
    parts += [f"{in_words(ordinary, 'ordinary one')}, such as sleep or shoes"] if ordinary else []
    opening = f"{capital(listed(parts))}, in the order in which we would look." if parts else ""
    return f"{opening} Each is a maybe.".strip()


def short(causes: Sequence[Cause]) -> tuple[str, str, str]:
    """One complaint in three pieces: before, the one bold clause, after."""
    ahead = front(causes)
    if not ahead:
        return "", "Nothing to reason from yet.", ""
    first, before = ahead[0], f"Of {in_words(len(causes), 'candidate')},"
    against = spoken_against(causes)
    if len(ahead) > 1:
        named = listed(tuple(_quoted(titled(c)) for c in ahead[:MOST_NAMED]))
        more = " and more" if len(ahead) > MOST_NAMED else ""
        count = SMALL_NUMBERS[len(ahead)] if len(ahead) < len(SMALL_NUMBERS) else len(ahead)
        return before, f"the first {count} cannot be told apart:", f"{named}{more}.{against}"
    if first.id == NONE_ID:
        return (
            before,
            "none of the ideas comes first.",
            f"What was told points nowhere in particular.{against}",
        )
    reason = f" {first.supports[0].text}" if first.supports else ""
    share = first_in_sentence(first.first_in) if first.first_in is not None else ""
    apart = "comes first in most readings" if _overlapped(causes) else "stands apart"
    return before, f"one {apart}: {_lower(titled(first))}.", f"{share}{reason}{against}".strip()


def ruled_against(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The method's ideas that what was seen speaks against, in the order of the method."""
    return tuple(sorted((c for c in causes if c.id.startswith("I") and c.state == "against"), key=_number))


def _number(cause: Cause) -> int:
    return int("".join(filter(str.isdigit, cause.id)))


def spoken_against(causes: Sequence[Cause]) -> str:
    """What speaks against is said as early as what speaks for: one sentence with a space before it, or nothing."""
    found = ruled_against(causes)
    if not found:
        return ""
    more = f" and {in_words(len(found) - 1, 'other')}" if len(found) > 1 else ""
    return f" What was seen speaks against {_quoted(titled(found[0]))}{more}."


def directions(cause: Cause) -> str:
    """Which way a hip would give less, in words; empty for causes without parts."""
    parts = sorted(cause.directions, key=lambda d: -d.probability)
    if not parts:
        return ""
    if parts[0].probability < CLEARER * parts[-1].probability:
        return NO_DIRECTION
    cut = next(
        (i for i in range(1, len(parts)) if parts[i - 1].probability >= CLEARER * parts[i].probability), 1
    )
    if cut > 3:
        return NO_DIRECTION
    named = listed(tuple(DIRECTIONS.get(d.id, d.id) for d in parts[:cut]), last="or")
    return f"Of the six directions of this hip most likely: {named}."


def minutes(count: float) -> str:
    """`about 2 minutes`, `less than a minute`."""
    if count < 0.95:
        return "less than a minute"
    whole = round(count)
    return f"about {whole}{NO_BREAK}minute{'' if whole == 1 else 's'}"


def graph_title(own: int, causes: int) -> str:
    """The message of the graph: behind how many candidates there is something of one's own."""
    if causes == 0:
        return "Nothing to connect yet"
    if own == 0:
        return "So far the candidates rest on the method's word alone"
    if own == causes:
        return "Behind each of these candidates there is something of your own"
    named = f"{capital(SMALL_NUMBERS[own])} of {SMALL_NUMBERS[min(causes, 12)]}"
    return f"{named} candidates {'has' if own == 1 else 'have'} something of your own behind them"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _quoted(text: str) -> str:
    return f"“{text}”"
