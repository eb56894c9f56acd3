"""The graph around a person: complaint – candidate – what was measured, tried or told. Wide, and narrow for a phone.

Three columns of boxes joined by lines; the kind of a line is its dash, never a colour. The list below says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from understride.analysis.picture import Edge, Graph, Node
from understride.interview import self_tests
from understride.model import Side
from understride.report import svg
from understride.words import reasoned, told
from understride.words.numbers import capital, listed
from understride.words.phrases import PHRASES

MOST_CAUSES = 4  # of each complaint, likeliest first
MOST_LINES = 5  # of a box; the list below says the rest
MOST_FACTS = 3  # of each cause, heaviest first
CHARACTER = 6.3  # width of a character at 12.5 units, a fallback font included
LINE, PADDING, GAP = 15.5, 8.0, 12.0
KINDS = ("complaint", "cause", "fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Places of the three columns: (left, right) in units, and the whole width."""

    columns: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    width: float


WIDE = Look(columns=((0, 150), (230, 480), (560, 820)), width=820)
NARROW = Look(columns=((0, 84), (108, 230), (254, 360)), width=360)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the list: a candidate, and what speaks for and against it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The graph as the page shows it. listed: (complaint, its items)."""

    heading: str
    wide: str
    narrow: str
    listed: tuple[tuple[str, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Box:
    node: Node
    lines: tuple[str, ...]
    top: float
    left: float
    right: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def around(graph: Graph) -> Around | None:
    """The graph, cut to what can be read; None where there is nothing to join."""
    cut = _cut(graph)
    causes = [n for n in cut.nodes if n.kind == "cause"]
    if not causes:
        return None
    own = sum(any(e.end == n.id for e in cut.edges) for n in causes)
    heading, items = reasoned.graph_title(own, len(causes)), _listed(cut)
    text = " ".join(f"{name}: {listed([i.name for i in found])}." for name, found in items)
    return Around(
        heading=heading,
        wide=_drawn(cut, WIDE, "graph-wide", heading, text),
        narrow=_drawn(cut, NARROW, "graph-narrow", heading, text),
        listed=items,
    )


def _cut(graph: Graph) -> Graph:
    """The likeliest causes of each complaint and the heaviest facts of each cause, in that order.

    Facts that are called alike, such as one self-test that speaks of two candidates, are one box.
    """
    same = {_short(n): n.id for n in reversed(graph.nodes) if n.kind == "fact"}
    stands_for = {n.id: same.get(_short(n), n.id) for n in graph.nodes}
    explains = [e for e in graph.edges if e.stance == "explains" and e.place <= MOST_CAUSES]
    explains.sort(key=lambda e: e.place)
    kept = {e.start for e in explains}
    speaks = [
        replace(e, start=stands_for.get(e.start, e.start))
        for e in graph.edges
        if e.stance != "explains" and e.end in kept and e.place <= MOST_FACTS
    ]
    order = list(dict.fromkeys(e.start for e in explains))
    speaks.sort(key=lambda e: (order.index(e.end), e.place))
    by_id = {n.id: n for n in graph.nodes}
    ids = [n.id for n in graph.nodes if n.kind == "complaint"] + order + [e.start for e in speaks]
    return Graph(
        nodes=tuple(by_id[id] for id in dict.fromkeys(ids) if id in by_id), edges=(*explains, *speaks)
    )


def _named(node: Node) -> str:
    if node.kind == "cause" and node.side in (Side.LEFT, Side.RIGHT) and str(node.side) not in node.title:
        return f"{node.title}, {node.side}"
    return node.title


def _short(node: Node) -> str:
    """What fits a box: a measure or a self-test by its name; the list says the whole sentence."""
    if node.kind != "fact":
        return _named(node)
    name, _, rest = node.id.removeprefix("fact.").partition(".")
    side = next((f", {side}" for side in ("left", "right") if side in rest.split(".")), "")
    if name in PHRASES:
        return capital(PHRASES[name].what) + side
    return f"Self-test “{self_tests()[name].title}”{side}" if name in self_tests() else node.title


def _listed(graph: Graph) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    names = {n.id: _named(n) for n in graph.nodes}
    found = []
    for node in graph.nodes:
        if node.kind == "complaint":
            causes = [e.start for e in graph.edges if e.end == node.id]
            items = tuple(Item(name=names[c], lines=_lines(c, graph.edges, names)) for c in causes)
            found.append((names[node.id], items))
    return tuple(found)


def _lines(cause: str, edges: Sequence[Edge], names: dict[str, str]) -> tuple[str, ...]:
    stances = (("for", told.GRAPH_FOR), ("against", told.GRAPH_AGAINST))
    lines = []
    for stance, text in stances:
        here = [names[e.start] for e in edges if e.end == cause and e.stance == stance]
        if here:
            lines.append(text.format("; ".join(here)))
    return tuple(lines) or (told.GRAPH_NOTHING,)


def _drawn(graph: Graph, look: Look, key: str, title: str, text: str) -> str:
    columns = [
        [n for n in graph.nodes if n.kind == kind and (kind != "complaint" or _has(n, graph))]
        for kind in KINDS
    ]
    stacks = [_stack(nodes, place) for nodes, place in zip(columns, look.columns, strict=True)]
    height = max(_bottom(stack) for stack in stacks)
    boxes = {box.node.id: box for stack in stacks for box in _spread(stack, height)}
    lines = [_link(edge, boxes) for edge in graph.edges if edge.start in boxes and edge.end in boxes]
    heads = [
        svg.text((left + right) / 2, 12, word, "tk", anchor="middle")
        for (left, right), word, stack in zip(look.columns, told.GRAPH_COLUMNS, stacks, strict=True)
        if stack
    ]
    body = "".join((*heads, *lines, *(_box(box) for box in boxes.values())))
    size = (0.0, 0.0, look.width, height + 4)
    class_ = "fig graph-wide" if look is WIDE else "fig graph-narrow"
    return svg.figure(key, box=size, body=body, title=title, text=text, class_=class_)


def _has(node: Node, graph: Graph) -> bool:
    return any(e.end == node.id for e in graph.edges)


def _stack(nodes: Sequence[Node], place: tuple[float, float]) -> list[_Box]:
    top, found = 24.0, []
    for node in nodes:
        lines = wrapped(_short(node), int((place[1] - place[0] - 2 * PADDING + 4) / CHARACTER))
        box = _Box(node, lines, top, *place)
        found.append(box)
        top += box.height + GAP
    return found


def _bottom(stack: Sequence[_Box]) -> float:
    return stack[-1].top + stack[-1].height if stack else 0.0


def _spread(stack: list[_Box], height: float) -> list[_Box]:
    """The boxes of a column over the whole height, with even gaps."""
    gap = (height - _bottom(stack)) / (len(stack) + 1) if stack else 0.0
    return [
        _Box(box.node, box.lines, box.top + gap * (i + 1), box.left, box.right) for i, box in enumerate(stack)
    ]


def _link(edge: Edge, boxes: dict[str, _Box]) -> str:
    """From the box on the right (start) to the box on the left (end) as one smooth line."""
    start, end = boxes[edge.start], boxes[edge.end]
    x1, x2 = end.right, start.left
    half = (x1 + x2) / 2
    points = f"M{svg.n(x1)} {svg.n(end.middle)}C{svg.n(half)} {svg.n(end.middle)} {svg.n(half)} {svg.n(start.middle)}"
    return f'<path class="gl {edge.stance}" d="{points} {svg.n(x2)} {svg.n(start.middle)}"/>'


def _box(box: _Box) -> str:
    frame = svg.tag(
        "rect", x=box.left + 0.5, y=box.top, width=box.right - box.left - 1, height=box.height, rx=4.0,
        class_=f"gb {box.node.kind}",
    )  # fmt: skip
    words = [
        svg.text(box.left + PADDING, box.top + PADDING + LINE * (i + 0.76), line, "tx gt")
        for i, line in enumerate(box.lines)
    ]
    return frame + "".join(words)


def wrapped(text: str, most: int) -> tuple[str, ...]:
    """The text in lines of at most so many characters; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return tuple(lines)


def keys() -> dict[str, str]:
    """The lines that the key explains."""
    box = (0.0, 0.0, 36.0, 16.0)
    return {
        name: svg.decoration(box=box, body=svg.line(1, 8, 35, 8, f"gl {name}"), class_="mark")
        for name, _ in told.GRAPH_KEY
    }
