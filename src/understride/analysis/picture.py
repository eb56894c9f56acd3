"""The picture around a person: complaint – cause – what was measured, tried or told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from understride.knowledge import Knowledge
from understride.model import Cause, Complaint, Side

MOST_CAUSES = 6  # of one complaint
MOST_FACTS = 3  # of one cause, each way


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing in the picture around a person. probability: of a cause, else None.

    id: `complaint.low_back`, `cause.I6.left`, `fact.pelvic_leak.left`. title: in words. A cause that may explain two
    complaints is one node, with the probability it has for the first.
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
    """The picture: nodes, each once, and edges."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


def graph(causes: Sequence[Cause], complaints: Sequence[Complaint], knowledge: Knowledge) -> Graph:
    """The likeliest causes of each complaint, with the heaviest facts for and against each."""
    drawn = [cause for cause in causes if cause.complaint is None or cause.rank <= MOST_CAUSES]
    nodes = {node.id: node for node in (*_complaints(complaints, knowledge), *_causes(drawn))}
    facts = {node.id: node for node in _facts(drawn)}
    edges = dict.fromkeys(edge for cause in drawn for edge in _edges(cause))
    return Graph(nodes=(*nodes.values(), *facts.values()), edges=tuple(edges))


def _complaints(complaints: Sequence[Complaint], knowledge: Knowledge) -> Iterator[Node]:
    for told in complaints:
        region = knowledge.region(told.region)
        title = told.region if region is None else region.heading
        yield Node(id=f"complaint.{told.region}", kind="complaint", title=title, side=told.side)


def _causes(causes: Sequence[Cause]) -> Iterator[Node]:
    for cause in reversed(causes):  # of two with one id the first stays
        yield Node(
            id=_name(cause), kind="cause", title=cause.title, side=cause.side, probability=cause.probability
        )


def _facts(causes: Sequence[Cause]) -> Iterator[Node]:
    for cause in causes:
        for point in (*cause.supports[:MOST_FACTS], *cause.against[:MOST_FACTS]):
            yield Node(id=f"fact.{point.id}", kind="fact", title=point.text)


def _edges(cause: Cause) -> Iterator[Edge]:
    if cause.complaint is not None:
        yield Edge(
            start=_name(cause), end=f"complaint.{cause.complaint}", stance="explains", place=cause.rank
        )
    for place, point in enumerate(cause.supports[:MOST_FACTS], start=1):
        yield Edge(start=f"fact.{point.id}", end=_name(cause), stance="for", place=place)
    for place, point in enumerate(cause.against[:MOST_FACTS], start=1):
        yield Edge(start=f"fact.{point.id}", end=_name(cause), stance="against", place=place)


def _name(cause: Cause) -> str:
    """X.none is one of each complaint; the others are what they are, whatever they are asked about."""
    own = cause.complaint if cause.id == "X.none" else cause.side
    return ".".join(part for part in ("cause", cause.id, None if own is None else str(own)) if part)
