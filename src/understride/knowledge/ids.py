"""Do all ids lead somewhere? Every link of the knowledge, checked at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from understride.knowledge.schema import Condition, Imbalance, Knowledge, Lessons
from understride.knowledge.shape import nearest
from understride.knowledge.strict import Fault, Path

RULES = frozenset(f"R{n}" for n in range(1, 62))  # the rules of the method and ours; texts of rules: docs
NEEDS_LIMIT = frozenset(
    ("at_most", "at_least", "within", "from_standing_within", "share_of_standing_at_least")
)


def unresolved(knowledge: Knowledge, measure_names: Collection[str]) -> Iterator[Fault]:
    """Every id that leads nowhere, in the order of the files."""
    yield from _regions(knowledge)
    for imbalance in knowledge.imbalances:
        yield from _imbalance(imbalance, knowledge, measure_names)
    yield from _lessons(knowledge.lessons, knowledge)
    for index, left_out in enumerate(knowledge.leave_out):
        yield from _sources("leave_out.yaml", (index, "sources"), left_out.sources, knowledge, claims=True)
        for rule in left_out.rules:
            if rule not in RULES:
                yield _fault("leave_out.yaml", (index, "rules"), f"no rule is called {rule!r}")
    yield from _sources("safety.yaml", ("source",), (knowledge.safety.source,), knowledge, claims=True)


def _fault(file: str, path: Path, message: str) -> Fault:
    return Fault(file=file, path=path, message=message)


def _regions(knowledge: Knowledge) -> Iterator[Fault]:
    ids = [region.id for region in knowledge.regions]
    for index, region in enumerate(knowledge.regions):
        if region.id in ids[:index]:
            yield _fault("regions.yaml", (index, "id"), f"the region {region.id!r} stands here twice")
        if region.asked_under is not None and region.asked_under not in ids:
            yield _fault("regions.yaml", (index, "asked_under"), _unknown("region", region.asked_under, ids))


def _imbalance(imbalance: Imbalance, knowledge: Knowledge, measures: Collection[str]) -> Iterator[Fault]:
    file = f"imbalances/{imbalance.id}.yaml"
    regions = [region.id for region in knowledge.regions]
    told = [link.complaint for link in imbalance.explains]
    for i, link in enumerate(imbalance.explains):
        if link.complaint not in regions:
            yield _fault(file, ("explains", i, "complaint"), _unknown("region", link.complaint, regions))
        if link.complaint in told[:i]:
            yield _fault(file, ("explains", i, "complaint"), f"{link.complaint!r} is explained twice")
        yield from _sources(file, ("explains", i, "source"), link.source, knowledge, claims=True)
        for field in ("supports_sources", "against_sources"):
            yield from _sources(file, ("explains", i, field), getattr(link, field), knowledge, claims=True)
    for i, item in enumerate(imbalance.shown_by):
        if item.measure not in measures:
            yield _fault(file, ("shown_by", i, "measure"), _unknown("measure", item.measure, measures))
        yield from _conditions(file, ("shown_by", i, "only_if"), item.only_if, measures)
    yield from _conditions(file, ("refuted_by", "conditions"), imbalance.refuted_by.conditions, measures)
    enough = imbalance.refuted_by.enough
    if enough is not None and not 1 <= enough <= len(imbalance.refuted_by.conditions):
        yield _fault(
            file, ("refuted_by", "enough"), f"{enough} of {len(imbalance.refuted_by.conditions)} cannot be"
        )


def _conditions(
    file: str, path: Path, conditions: tuple[Condition, ...], measures: Collection[str]
) -> Iterator[Fault]:
    for i, condition in enumerate(conditions):
        at = (*path, i)
        if (condition.measure is None) == (condition.unseen is None):
            yield _fault(file, at, "a condition names either a measure or something unseen")
        if condition.measure is not None and condition.measure not in measures:
            yield _fault(file, (*at, "measure"), _unknown("measure", condition.measure, measures))
        if (condition.must in NEEDS_LIMIT) != (condition.limit is not None):
            yield _fault(file, at, f"{condition.must!r} and a limit do not go together as they stand")


def _lessons(lessons: Lessons, knowledge: Knowledge) -> Iterator[Fault]:
    file, ids = "lessons.yaml", [lesson.id for lesson in lessons.lessons]
    imbalances = [imbalance.id for imbalance in knowledge.imbalances]
    regions = [region.id for region in knowledge.regions]
    for i, lesson in enumerate(lessons.lessons):
        for served in lesson.serves:
            if served not in imbalances:
                yield _fault(file, ("lessons", i, "serves"), _unknown("imbalance", served, imbalances))
    for i, first in enumerate(lessons.first_for):
        if first.complaint not in regions:
            yield _fault(file, ("first_for", i, "complaint"), _unknown("region", first.complaint, regions))
        other = (first.unless.lesson,) if first.unless else ()
        for lesson_id in (first.lesson, *other):
            if lesson_id not in ids:
                yield _fault(file, ("first_for", i, "lesson"), _unknown("lesson", lesson_id, ids))
        for imbalance in (first.unless.imbalance, first.unless.above) if first.unless else ():
            if imbalance not in imbalances:
                yield _fault(file, ("first_for", i, "unless"), _unknown("imbalance", imbalance, imbalances))
    if lessons.otherwise not in ids:
        yield _fault(file, ("otherwise",), _unknown("lesson", lessons.otherwise, ids))
    for region in set(regions) - {first.complaint for first in lessons.first_for}:
        yield _fault(file, ("first_for",), f"the complaint {region!r} has no first lesson")


def _sources(
    file: str, path: Path, keys: tuple[str, ...], knowledge: Knowledge, *, claims: bool
) -> Iterator[Fault]:
    """Each key is known; where it carries a claim, its source has been read."""
    for key in keys:
        source = knowledge.sources.get(key)
        if source is None and key not in RULES:
            yield _fault(file, path, _unknown("source", key, knowledge.sources))
        elif source is not None and claims and source.read == "no":
            yield _fault(file, path, f"the source {key!r} was not read, so nothing may rest on it")


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    return f"no {kind} is called {name!r}{nearest(name, sorted(known))}"
