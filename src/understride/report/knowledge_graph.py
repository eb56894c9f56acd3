"""The whole knowledge as one picture: complaints, imbalances, and what would show them; own layout, same bytes.

Three columns. A line is as thick as its word is strong; measures stand by their imbalances so that few lines cross.
Stands alone as a file, so its colours stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from understride.interview import self_tests
from understride.knowledge import Knowledge
from understride.report import svg
from understride.words import phrase
from understride.words.numbers import capital

WIDTH, TOP, STEP, TEXT_DROP = 1240.0, 64.0, 19.0, 4.0
COMPLAINTS, IMBALANCES, SHOWN = (8.0, 170.0), (320.0, 690.0), (840.0, WIDTH - 8)
HEADS = ("Where it is felt", "What it may come from", "What would show it")
THICK = {
    "nearly always": 4.0,
    "usually": 3.2,
    "very frequently": 2.8,
    "often": 2.2,
    "sometimes": 1.3,
    "can": 1.0,
}
WEIGHT = {"strong": 3.2, "moderate": 2.0, "weak": 1.0}
TEST = 1.0
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2a2e}.head{font-weight:600;font-size:14px}.note{fill:#5b676b}"
    "path{fill:none;stroke:#2f6f73;stroke-opacity:.55}.test{stroke-dasharray:4 3;stroke:#8a5a2b}rect{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#e7eceb}.note{fill:#a3b0b0}rect{fill:#14191b}"
    "path{stroke:#6fb7b5}.test{stroke:#d29a63}}"
)
NOTE = "Thicker: the source's word is stronger, or the measure tells more. Dashed: a self-test at home."


@dataclass(frozen=True, slots=True)
class _Link:
    start: str
    end: str
    width: float
    kind: str = ""


def drawn(known: Knowledge) -> str:
    """The picture as an SVG file."""
    middle = {imbalance.id: f"{imbalance.id}  {imbalance.title}" for imbalance in known.imbalances}
    explains = [
        _Link(link.complaint, imbalance.id, THICK[link.strength])
        for imbalance in known.imbalances
        for link in imbalance.explains
    ]
    shows, right = _shown(known)
    left = {region.id: region.heading for region in known.regions}
    rows = max(len(left), len(middle), len(right))
    height = TOP + rows * STEP + 40
    order = {name: number for number, name in enumerate(middle)}
    places = {
        **_spread(list(left), rows),
        **_spread(list(middle), rows),
        **_spread(_by_neighbours(right, shows, order), rows),
    }
    body = [
        svg.tag("title", "What the method says: complaints, imbalances, and what would show them"),
        svg.tag("style", STYLE),
        svg.tag("rect", width=WIDTH, height=height),
        *(_curve(link, places, COMPLAINTS[1], IMBALANCES[0]) for link in explains),
        *(_curve(link, places, IMBALANCES[1], SHOWN[0]) for link in shows),
        *_column(left, places, COMPLAINTS, HEADS[0], anchor="end"),
        *_column(middle, places, IMBALANCES, HEADS[1], anchor="start"),
        *_column(right, places, SHOWN, HEADS[2], anchor="start"),
        svg.text(COMPLAINTS[0], height - 12, NOTE, "note"),
    ]
    box = f"0 0 {svg.n(WIDTH)} {svg.n(height)}"
    return svg.tag("svg", "".join(body), xmlns="http://www.w3.org/2000/svg", viewBox=box, role="img") + "\n"


def _shown(known: Knowledge) -> tuple[list[_Link], dict[str, str]]:
    """Links to measures and self-tests, one for each pair, and their names."""
    links: dict[tuple[str, str], _Link] = {}
    names: dict[str, str] = {}
    for imbalance in known.imbalances:
        for item in imbalance.shown_by:
            links.setdefault(
                (imbalance.id, item.measure), _Link(imbalance.id, item.measure, WEIGHT[item.weight])
            )
            names[item.measure] = capital(phrase(item.measure).what)
    for test in self_tests().values():
        for spoken in test.speaks:
            if known.imbalance(spoken.imbalance) is not None:
                links.setdefault(
                    (spoken.imbalance, test.id), _Link(spoken.imbalance, test.id, TEST, kind="test")
                )
                names[test.id] = f"“{test.title}”"
    return list(links.values()), names


def _by_neighbours(names: Mapping[str, str], links: Sequence[_Link], order: Mapping[str, int]) -> list[str]:
    """Ordered by the mean place of what they are linked to."""

    def mean(name: str) -> float:
        own = [order[link.start] for link in links if link.end == name]
        return sum(own) / len(own) if own else 0.0

    return sorted(names, key=lambda name: (mean(name), name))


def _spread(names: Sequence[str], rows: int) -> dict[str, float]:
    """Heights, evenly over the whole picture."""
    step = rows * STEP / len(names)
    return {name: TOP + (number + 0.5) * step for number, name in enumerate(names)}


def _curve(link: _Link, places: Mapping[str, float], start: float, end: float) -> str:
    y, z, half = places[link.start], places[link.end], (start + end) / 2
    numbers = [svg.n(value) for value in (start + 6, y, half, y, half, z, end - 6, z)]
    data = "M{} {}C{} {} {} {} {} {}".format(*numbers)
    return svg.tag("path", d=data, stroke_width=link.width, class_=link.kind or None)


def _column(
    names: Mapping[str, str],
    places: Mapping[str, float],
    column: tuple[float, float],
    head: str,
    *,
    anchor: str,
) -> Iterator[str]:
    x = column[1] if anchor == "end" else column[0]
    yield svg.text(x, TOP - 28, head, "head", anchor=anchor)
    for name, words in names.items():
        yield svg.text(x, places[name] + TEXT_DROP, words, "name", anchor=anchor)
