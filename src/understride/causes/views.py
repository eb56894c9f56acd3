"""What a recording not yet made would show: the findings of the knowledge, open."""

from __future__ import annotations

from collections.abc import Collection

from understride.causes.build import in_parts
from understride.causes.ranged import Model, RangedFinding
from understride.causes.strengths import BEYOND_ANYWAY, SHOWS, Range, fixed
from understride.knowledge import Knowledge


def unseen(knowledge: Knowledge, measures: Collection[str], model: Model) -> tuple[RangedFinding, ...]:
    """One open finding per measure and direction that bears on a cause, named as a seen one would be.

    measures: those that the recording could give. What speaks of a cause of the whole body is one finding, whatever
    its sides; what speaks of one hip keeps its side. Conditions of a link are taken as met.
    """
    ids = tuple(cause.id for cause in model.causes)
    links: dict[str, dict[str, Range]] = {}
    for imbalance in knowledge.imbalances:
        for item in imbalance.shown_by:
            if item.measure not in measures:
                continue
            chance = Range(*SHOWS[item.weight], f"shows {imbalance.id} {item.measure} {item.direction}")
            for side, direction, nodes in in_parts(knowledge, imbalance, item, ids) or [
                (None, item.direction, (imbalance.id,))
            ]:
                name = ".".join(str(part) for part in (item.measure, side, direction) if part is not None)
                links.setdefault(name, {}).update(dict.fromkeys(nodes, chance))
    return tuple(
        RangedFinding(
            id=name,
            kind="measure",
            leak=Range(*BEYOND_ANYWAY, f"leak {name}"),
            links=tuple(found.items()),
            likelihood=(fixed(1.0), fixed(1.0)),
        )
        for name, found in links.items()
    )
