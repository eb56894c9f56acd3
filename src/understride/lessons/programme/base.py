"""The base plan: rows D5 to D8. The default table, the complaint's own places, the low-back order, the six days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from understride.knowledge import load
from understride.lessons.programme.asked import LOW_BACK, Asked, Hurts, Ranked
from understride.lessons.programme.places import Course, Sentence, Spot, is_low_back, said, settle
from understride.lessons.programme.shelf import Shelf, closest
from understride.lessons.programme.table import SLOTS, Place, place, table, word

TURNING = frozenset(("abduct", "adduct", "turn_in", "turn_out"))
FOLD, CROSS = "hips-fold-reach", "hips-turn-cross"


def six_weeks(wish: Asked, shelf: Shelf) -> Course:
    """Week 0 and eighteen lesson places with their scans."""
    spots, lines = _ordered(wish, shelf) if is_low_back(wish) else _slotted(wish, shelf)
    spots, more = _second(spots, wish)
    spots, ahead = _ahead(spots, wish, shelf)
    spots = settle(spots)
    return Course(spots=(*_before(wish), *_with_scans(spots)), said=(*lines, *more, *ahead))


def six_days(wish: Asked, shelf: Shelf) -> Course:
    """The challenge: two scans, three lessons, a notice day."""
    default, own = (
        table().six_days,
        table().six_days_instead.get("" if wish.main is None else wish.main.region),
    )
    spots = [Spot(key="d1", week=1, day=1, kind="scan", reason="scan")]
    for day, name in ((2, "two"), (3, "three"), (5, "five")):
        lesson = getattr(own, name, None)
        what = place(lesson or getattr(default, name))
        mapped = lesson is not None or (day == 2 and _mapped(wish))
        spots.append(
            Spot(
                key=f"d{day}",
                week=1,
                day=day,
                kind="lesson",
                lesson=what.lesson,
                owned=mapped,
                reason="mapped" if mapped else "general_six",
            )
        )
    spots.append(Spot(key="d6", week=1, day=6, kind="scan", reason="scan_same"))
    lines = [_told(wish, "six_days", first=shelf[spots[1].lesson or ""].title)]
    if wish.second is not None and wish.main is not None:
        lines.append(said("D7", "six_days", reason=_leads(wish.main, wish.second)))
    lesson_spots, ahead = _ahead([s for s in spots if s.kind == "lesson"], wish, shelf)
    return Course(spots=(spots[0], *settle(lesson_spots), spots[-1]), said=(*lines, *ahead))


def phrase(region: str) -> str:
    """How a complaint is named in a sentence: `tight shoulders`."""
    known = load().region(region)
    return region if known is None or region == "other" else known.phrase


def _told(wish: Asked, case: str, **words: str) -> Sentence:
    if wish.main is None:
        return said("D6", "none")
    complaint = phrase(wish.main.region)
    if not _mapped(wish):
        return said("D6", "other", wish.main.region, complaint=complaint)
    return said("D6", case, wish.main.region, complaint=complaint, **words)


def _mapped(wish: Asked) -> bool:
    """Whether lessons are set aside for the main complaint."""
    return is_low_back(wish) or (wish.main is not None and wish.main.region in table().complaints)


def _leads(main: Hurts, second: Hurts) -> str:
    """By what one complaint has the places: its cost, its strength, or that it was named first."""
    if main.cost != second.cost:
        by = "main_cost"
    else:
        by = "main_first" if main.intensity == second.intensity else "main_strength"
    return word(by, complaint=phrase(main.region))


def _spot(index: int, what: Place, reason: str, *, owned: bool) -> Spot:
    week, slot = index // len(SLOTS) + 1, SLOTS[index % len(SLOTS)]
    return Spot(
        key=f"w{week}{slot}",
        week=week,
        day=table().weeks[slot],
        kind="lesson",
        lesson=what.lesson,
        mark=what.mark,
        owned=owned,
        reason=reason,
    )


def _slotted(wish: Asked, shelf: Shelf) -> tuple[list[Spot], list[Sentence]]:
    """D6: the default table with the complaint's row in its places."""
    texts = [getattr(week, slot) for week in table().six_weeks for slot in SLOTS]
    spots = [_spot(i, place(text), "general", owned=False) for i, text in enumerate(texts)]
    region = None if wish.main is None else wish.main.region
    row = table().complaints.get(region or "")
    if row is None:
        return spots, [_told(wish, "is")]
    lines = [_told(wish, "is")]
    late = wish.ahead("I4", "I3") if region == "hip_flexors" else None
    if late is not None:
        row = tuple(_exchanged(text, "front-length", "leg-comes-home") for text in row)
        lines.append(said("D6", "late_leg", late.id, *late.fact_ids, first=shelf[place(row[0]).lesson].title))
    for week, text in enumerate(row):
        index = week * len(SLOTS) + (0 if week == 0 else 1)
        spots[index] = spots[index].now(place(text), "mapped", owned=True)
    return _opened(spots), lines


def _opened(spots: list[Spot]) -> list[Spot]:
    """Where week 1 does not open with the default lesson, that lesson takes its last place."""
    first = place(table().six_weeks[0].a)
    if spots[0].lesson == first.lesson:
        return spots
    return [*spots[:2], spots[2].now(first, "general", owned=False), *spots[3:]]


def _ordered(wish: Asked, shelf: Shelf) -> tuple[list[Spot], list[Sentence]]:
    """D5: the low-back order, with the hip's direction, the uneven trunk or the pelvis first where they lead."""
    order = [place(text) for text in table().low_back]
    lines: list[Sentence] = []
    hips = [cause for cause in wish.ranked() if cause.id in ("I6", "I7")]
    first_way = next((cause.directions[0] for cause in hips if cause.directions), None)
    turned = first_way in TURNING
    if turned:
        order = [Place(_exchanged(what.lesson, FOLD, CROSS), what.mark) for what in order]
    uneven, pelvis = wish.ahead("I8", "I6"), wish.ahead("I9", "I6")
    if uneven is not None:
        _exchange(order, 0, 6)
        _exchange(order, 1, 8)
        titles = (shelf[order[0].lesson].title, shelf[order[1].lesson].title)
        lines.append(said("D5", "uneven", uneven.id, because=uneven.title, first=titles[0], second=titles[1]))
    elif pelvis is not None:
        _exchange(order, 0, 1)
        lines.append(
            said("D5", "pelvis", pelvis.id, because=pelvis.title, first=shelf[order[0].lesson].title)
        )
    elif turned:
        lines.append(
            said("D5", "directions", *(cause.id for cause in hips), first=shelf[order[0].lesson].title)
        )
    lines.insert(
        0, said("D5", "is", LOW_BACK, complaint=phrase(LOW_BACK), first=shelf[order[0].lesson].title)
    )
    return [_spot(i, what, "order", owned=True) for i, what in enumerate(order)], lines


def _second(spots: list[Spot], wish: Asked) -> tuple[list[Spot], list[Sentence]]:
    """D7: the second complaint has week 4 b and week 6 b."""
    if wish.main is None or wish.second is None:
        return spots, []
    row = table().complaints.get(wish.second.region)
    texts = (row[3], row[5]) if row is not None else _second_low_back(wish.second)
    if not texts:
        return spots, []
    by_key = dict(zip(("w4b", "w6b"), texts, strict=True))
    found = [
        spot.now(place(by_key[spot.key]), "second_complaint", owned=True)
        if spot.key in by_key
        else (replace(spot, owned=False) if spot.week in (4, 6) and is_low_back(wish) else spot)
        for spot in spots
    ]
    facts = (wish.main.region, wish.second.region)
    reason = _leads(wish.main, wish.second)
    return found, [said("D7", "is", *facts, reason=reason, second=phrase(wish.second.region))]


def _second_low_back(second: Hurts) -> Sequence[str]:
    return table().low_back_second if second.region == LOW_BACK else ()


def _ahead(spots: list[Spot], wish: Asked, shelf: Shelf) -> tuple[list[Spot], list[Sentence]]:
    """D8: another cause clearly ahead of the one that the method names first opens the plan."""
    causes = wish.ranked()
    if wish.main is None or not causes:
        return spots, []
    lead, named = causes[0], _of_map(wish)
    if named is None or lead.id in ("X.none", named.id) or not _clearly(lead, named):
        return spots, []
    lessons = closest(shelf, lead.id, complaint=wish.main.region)
    if not lessons:
        return spots, [said("D8", "outside", lead.id, because=lead.title.lower())]
    fact = _did_it(lead, named)
    line = said(
        "D8",
        "is",
        lead.id,
        *lead.fact_ids,
        because=lead.title,
        named=named.title,
        first=shelf[lessons[0]].title,
        fact=fact,
    )
    moved = spots[0].now(Place(lessons[0], ""), "caused", owned=True)
    found = [moved, *spots[1:]]
    ordered = is_low_back(wish) or wish.programme == "six_days"
    return (found if ordered else _opened(found)), [line]


def _did_it(lead: Ranked, named: Ranked) -> str:
    """Which fact put one cause ahead: what speaks for it, else what speaks against the one that the method names."""
    if lead.facts:
        return f": {clause(lead)}"
    if named.state == "against":
        return word("against_named")
    return ""


def clause(cause: Ranked) -> str:
    """The first fact inside a sentence. Of a measured one what was seen; how it compares stands on the page."""
    fact = cause.facts[0].rstrip(".")
    inside = fact[:1].lower() + fact[1:]
    seen = inside.split("; ")[0].split(": ")[0]
    if seen == inside:
        return inside
    return word("seen_open" if cause.state == "open" else "seen", fact=seen)


def _of_map(wish: Asked) -> Ranked | None:
    """The candidate that the method names first for the complaint, however it ranks."""
    first = table().map_cause.get("" if wish.main is None else wish.main.region)
    return next((cause for cause in wish.ranked() if cause.id == first), None)


def _clearly(lead: Ranked, named: Ranked) -> bool:
    """Whether the whole range of one lies above the whole range of the other."""
    return lead.low is not None and named.high is not None and lead.low > named.high


def _before(wish: Asked) -> list[Spot]:
    """Week 0: scans before any lesson, and tests between them where some are worth doing."""
    days = table().proof if wish.proof else table().baseline
    spots = [
        Spot(key=f"w0s{i}", week=0, day=day, kind="scan", reason=("scan_first", "scan_base")[min(i, 1)])
        for i, day in enumerate(days)
    ]
    if wish.tests:
        spots.insert(1, Spot(key="w0t", week=0, day=days[0] + 1, kind="tests", reason="tests"))
    return spots


def _with_scans(spots: Sequence[Spot]) -> list[Spot]:
    """A scan at the end of each week that has one, and the last one three weeks after the end."""
    found: list[Spot] = []
    for number, week in enumerate(table().six_weeks, start=1):
        found += [spot for spot in spots if spot.week == number]
        if week.late == "scan":
            late = table().weeks["late"]
            found.append(Spot(key=f"w{number}s", week=number, day=late, kind="scan", reason="scan"))
    last = len(table().six_weeks) + table().last_scan_after_days // 7
    found.append(Spot(key="after", week=last, day=table().weeks["late"], kind="scan", reason="scan_after"))
    return found


def _exchanged(text: str, one: str, other: str) -> str:
    what = place(text)
    lesson = {one: other, other: one}.get(what.lesson, what.lesson)
    return f"{lesson} {what.mark}".rstrip()


def _exchange(order: list[Place], one: int, other: int) -> None:
    order[one], order[other] = order[other], order[one]
