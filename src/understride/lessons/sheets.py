"""What the printed sheet of a lesson holds: all of it derived from the lesson, nothing written twice."""

from __future__ import annotations

from dataclasses import dataclass

from understride.lessons.lesson import Lesson
from understride.lessons.programme.outside import road_rules_with
from understride.lessons.scoring import Part, Score, side_words
from understride.lessons.tables import Caution, Position, cautions, positions


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One block on the sheet. side: "right", "left" or "both"; figure: the name of its drawing; start, end: seconds."""

    title: str
    kind: str
    position: Position
    side: str
    figure: str
    action: str
    constraint: str
    easier: str
    questions: tuple[str, ...]
    start: float
    end: float

    @property
    def heed(self) -> str:
        """A word of care: what `easier` says where nothing moves; beside a movement it is another way of doing it."""
        return "" if self.kind == "move" else self.easier


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One version of a lesson, to be printed."""

    id: str
    title: str
    learn: str
    first_side: str
    minutes: float
    props: tuple[str, ...]
    cautions: tuple[Caution, ...]
    steps: tuple[Step, ...]
    run_questions: tuple[str, ...]
    walk_questions: tuple[str, ...]
    card: tuple[str, ...]
    retests: tuple[str, ...]


def sheet(score: Score) -> Sheet:
    """The sheet of one version."""
    front = score.lesson.front
    return Sheet(
        id=front.id,
        title=front.title,
        learn=front.learn,
        first_side=score.side.value,
        minutes=score.seconds / 60,
        props=front.props,
        cautions=cautions_of(score.lesson),
        steps=tuple(_step(part, score) for part in score.parts),
        run_questions=front.run_questions,
        walk_questions=front.walk_questions,
        card=front.card,
        retests=front.retests,
    )


def cautions_of(lesson: Lesson) -> tuple[Caution, ...]:
    """What is said before a lesson: its own cautions and those of its kind, in the table's order.

    A lesson on alertness carries the rules for the road too.
    """
    front = lesson.front
    own = (c for c in cautions().values() if c.id in front.cautions or front.kind in c.kinds)
    road = (
        Caution(id=rule.id, who="On the road", says=rule.text)
        for rule in road_rules_with(front.serves.imbalances)
    )
    return (*own, *road)


def positions_of(score: Score) -> tuple[Position, ...]:
    """The positions of a version in the order of their first use."""
    return tuple(positions()[id] for id in dict.fromkeys(part.block.position for part in score.parts))


def _step(part: Part, score: Score) -> Step:
    block = part.block

    def say(text: str) -> str:
        return side_words(text, score.side)

    return Step(
        title=part.title,
        kind=block.kind,
        position=positions()[block.position],
        side=part.side,
        figure=block.figure or block.position,
        action=say(block.action),
        constraint=say(block.constraint),
        easier=say(block.easier),
        questions=tuple(said.text for said in part.said if said.question),
        start=part.start,
        end=part.end,
    )
