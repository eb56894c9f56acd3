"""The rules of the short kind alone (K1–K5)."""

from __future__ import annotations

from collections.abc import Iterator

from understride.lessons.rules.kit import SHORT, Found, excused, has, rule, seconds
from understride.lessons.rules.timing import walking_time
from understride.lessons.scoring import Score
from understride.lessons.tables import allowed, words
from understride.lessons.tokens import count_words

LEAVE_WITHIN = 20.0  # seconds
WALKING = 10.0  # seconds
LENGTH = (60, 150)  # seconds promised
CARD_LINES, CARD_WORDS = 4, 6


@rule("K1", "E", SHORT)
def safe_first(score: Score) -> Iterator[Found]:
    """The first line puts the person in a safe place, or says that the danger is over."""
    opening = score.parts[0].block.paragraphs[0]
    if not has(opening.text, words().safe_place):
        yield (
            opening.line,
            'the first line names no safe place. Begin with it: "Step off the path, away from traffic."',
        )


@rule("K2", "E", SHORT)
def leave_it(score: Score) -> Iterator[Found]:
    """Within the first 20 s the person hears that they may leave it."""
    early = [said for said in score.said if said.start <= LEAVE_WITHIN]
    if not any(has(said.text, words().leave_it) for said in early):
        yield (
            score.said[0].line,
            'nobody says within 20 s that it may be left. Say it: "If something hurts, walk home instead."',
        )


@rule("K3", "E", SHORT)
def not_a_stretch(score: Score) -> Iterator[Found]:
    """Where a muscle is the complaint, one of the allowed sentences a1 and a2 is spoken."""
    served = set(score.lesson.front.serves.complaints) & set(words().muscle_regions)
    sentences = [row.text for row in allowed() if row.id in ("a1", "a2")]
    if served and not any(said.written in sentences for said in score.said):
        yield (
            1,
            f'it serves {", ".join(sorted(served))}, so it says "{sentences[0]}" or "{sentences[1]}" Add it early.',
        )


@rule("K4", "E", SHORT)
def ends_walking(score: Score) -> Iterator[Found]:
    """It ends with walking for 10 s, and going home is an equal choice."""
    last = score.parts[-1]
    walked = walking_time(last)
    if walked < WALKING:
        yield (
            last.block.line,
            f"the end has {seconds(walked)} of walking; it needs 10 s. Lengthen its silences.",
        )
    if not has(last.block.text, ("home",)):
        yield (
            last.block.line,
            'going home is not offered at the end. Say: "Then run, or walk home, as you like."',
        )


@rule("K5", "E", SHORT)
def a_card(score: Score) -> Iterator[Found]:
    """It fits on a card: four lines of six words at most."""
    card, line = score.lesson.front.card, score.lesson.at("card")
    if len(card) != CARD_LINES:
        yield (
            line,
            f'the card has {len(card)} lines; it needs four. Write "card:" with the four things to remember.',
        )
    for text in card:
        if count_words(text) > CARD_WORDS:
            yield line, f"{text!r} has {count_words(text)} words; a line of the card has six at most."


@rule("seconds", "E", SHORT)
def short_it_is(score: Score) -> Iterator[Found]:
    """The short kind lasts 60 to 150 s."""
    free = excused(score.lesson.id, "seconds")
    high = free.limit if free and free.limit else LENGTH[1]
    promised = score.lesson.front.seconds or 0
    if not LENGTH[0] <= promised <= high:
        yield (
            score.lesson.at("seconds"),
            f"the short kind lasts {LENGTH[0]} to {high:.0f} s, not {promised}. Cut, or make it a lesson.",
        )


RULES = (safe_first, leave_it, not_a_stretch, ends_walking, a_card, short_it_is)
