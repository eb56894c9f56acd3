"""What a rule is: a function of one version's score, with its id, its severity and the kinds it holds for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from understride.lessons.lesson import Block, Kind, Severity
from understride.lessons.scoring import Part, Score
from understride.lessons.tables import Exempt, exempt

Found = tuple[int, str]  # line, and one message: what was found, what is needed, what to do
Finder = Callable[[Score], Iterator[Found]]

EVERY: frozenset[Kind] = frozenset(("floor", "upright", "short"))
LONG: frozenset[Kind] = frozenset(("floor", "upright"))
FLOOR: frozenset[Kind] = frozenset(("floor",))
SHORT: frozenset[Kind] = frozenset(("short",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. id: of the rule or, where its data name several, the letter they share."""

    id: str
    severity: Severity
    kinds: frozenset[Kind]
    find: Finder
    title: str

    def faults(self, score: Score) -> Iterator[Found]:
        """What breaks the rule in one version."""
        lesson = score.lesson
        if lesson.front.kind in self.kinds and excused(lesson.id, self.id) is None:
            yield from self.find(score)


def rule(id: str, severity: Severity, kinds: frozenset[Kind]) -> Callable[[Finder], Rule]:
    """Puts the row on the function; its docstring is the rule in one sentence."""

    def made(find: Finder) -> Rule:
        title = (find.__doc__ or "").strip().split("\n")[0]
        return Rule(id=id, severity=severity, kinds=kinds, find=find, title=title)

    return made


def excused(lesson: str, rule_id: str) -> Exempt | None:
    """The exception that frees a whole lesson from a rule; those with a block are left to the rule."""
    found = (e for e in exempt() if (e.lesson, e.rule) == (lesson, rule_id) and e.block is None)
    return next(found, None)


@cache
def pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the pieces as whole words, case aside."""
    return re.compile(r"(?<![\w-])(?:" + "|".join(pieces) + r")(?![\w-])", re.IGNORECASE)


def has(text: str, pieces: tuple[str, ...]) -> bool:
    """Whether a text holds any of the pieces."""
    return pattern(pieces).search(text) is not None


def first(text: str, pieces: tuple[str, ...]) -> str | None:
    """The first of the pieces that a text holds, as it stands there."""
    found = pattern(pieces).search(text)
    return found[0] if found else None


def parts_of(score: Score, *kinds: str) -> tuple[Part, ...]:
    """The parts of some kinds, in order."""
    return tuple(part for part in score.parts if part.block.kind in kinds)


def before_first_move(score: Score) -> tuple[Part, ...]:
    """Everything up to the first block that moves."""
    found: list[Part] = []
    for part in score.parts:
        if part.block.kind == "move":
            break
        found.append(part)
    return tuple(found)


def exchanged(text: str) -> str:
    """A text with {A} and {B} changed over."""
    return text.replace("{A}", "{·}").replace("{B}", "{A}").replace("{·}", "{B}")


def shown(block: Block) -> Iterable[tuple[int, str]]:
    """Everything of a block that a person hears or reads, with its line."""
    yield block.line, block.title
    for key, text in (("constraint", block.constraint), ("action", block.action), ("easier", block.easier)):
        if text:
            yield block.at(key), text
    for paragraph in block.paragraphs:
        for sentence in paragraph.sentences:
            yield paragraph.line, sentence


def seconds(value: float) -> str:
    """Seconds as people read them."""
    return f"{value:.0f} s" if abs(value - round(value)) < 0.05 or value >= 20 else f"{value:.1f} s"


def share(value: float) -> str:
    """A share in per cent; limits are whole, so a measured one near a limit shows its tenth."""
    return f"{100 * value:.1f}".removesuffix(".0") + " %"
