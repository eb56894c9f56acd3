"""What the front matter names must exist: regions, cautions, self-tests (rule "ids")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from understride.knowledge import load
from understride.knowledge.shape import nearest
from understride.lessons.rules.kit import EVERY, Found, rule
from understride.lessons.scoring import Score
from understride.lessons.tables import cautions, words


@rule("ids", "E", EVERY)
def known_ids(score: Score) -> Iterator[Found]:
    """Complaints, cautions and self-tests exist, and the caution for everyone is among them."""
    lesson, front = score.lesson, score.lesson.front
    regions = [region.id for region in load().regions]
    for key, what, named, known in (
        ("serves", "complaint", front.serves.complaints, [*regions, "any"]),
        ("cautions", "caution", front.cautions, list(cautions())),
        ("retest", "self-test", front.retests, words().retests),
    ):
        for name in _unknown(named, known):
            yield (
                lesson.at(key),
                f"no {what} is called {name!r}{nearest(name, known)}. Known: {', '.join(known)}.",
            )
    if "pain_rises" not in front.cautions:
        yield lesson.at("cautions"), 'the caution "pain_rises" is for everyone. Add it.'


def _unknown(named: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in named if name not in set(known)]


RULES = (known_ids,)
