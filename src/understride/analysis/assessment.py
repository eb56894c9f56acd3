"""What was told, and perhaps a recording, become one `Assessment`. The safety gate comes first: it is a type here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from understride.analysis.order import Analysis
from understride.interview.answers import Answers
from understride.interview.gate import Cleared, Stopped
from understride.model import Cause, NextQuestion, Runner, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing in the picture around a person. probability: of a cause, else None.

    id: `complaint.low_back`, `cause.I6.left`, `fact.pelvic_leak.left`. title: in words.
    """

    id: str
    kind: Literal["complaint", "cause", "fact"]
    title: str
    side: Side | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A link between two nodes, by id: a cause → the complaint it may explain, a fact → the cause it speaks of.

    stance: `explains`, `for`, `against`. place: 1 = the likeliest cause, the heaviest fact of its cause.
    """

    start: str
    end: str
    stance: Literal["explains", "for", "against"]
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The picture around a person: complaint – cause – what was measured, tried or told."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """Everything that answers, and perhaps a recording, say.

    causes: per complaint by rank; empty where the gate stopped. lessons: ids of the knowledge's list, best first, made
    from `Cleared` only. analysis: of the recording, None without one and where the gate stopped. readings: how many
    readings of the experts' words the ranges rest on.
    """

    answers: Answers
    runner: Runner
    gate: Cleared | Stopped
    causes: tuple[Cause, ...]
    next_question: NextQuestion | None
    lessons: tuple[str, ...]
    analysis: Analysis | None
    graph: Graph
    readings: int
