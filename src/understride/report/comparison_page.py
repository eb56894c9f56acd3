"""The page of two recordings of one runner: what changed, what did not, what cannot be compared, and the curves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from understride.analysis.comparison import Comparison, Half
from understride.change import SPEED_TOLERANCE, Change, Outcome
from understride.change.two import Z
from understride.measures import MEASURES
from understride.model import Side
from understride.report import change_strip
from understride.report.compared_curves import Plate, plates
from understride.report.dress import static, stylesheet
from understride.report.filling import filled
from understride.report.rows import difference_scale, written_of
from understride.words import comparison as words
from understride.words import numbers
from understride.words.page import BRAND, ON_THIS_PAGE, ON_YOUR_MACHINE, SIDE_WORDS
from understride.words.quantities import Written, in_table, with_unit

PAGE = "comparison.html"
ROWS = {row.name: row for row in MEASURES}
SIDES = (Side.LEFT, Side.RIGHT, Side.LEFT_MINUS_RIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One value in both recordings; texts only. drawing: empty in a table. remark: why it is no change all the same."""

    title: str
    side: str
    unit: str
    before: str
    after: str
    both: str
    difference: str
    interval: str
    error: str
    standing: str
    remark: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What cannot be compared for one reason: (measure, its sides where not all of them)."""

    reason: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template may use. changed, same, apart: the three verdicts. conditions: (what, before, after)."""

    css: str
    title: str
    lede: str
    provenance: tuple[str, ...]
    notes: tuple[str, ...]
    nav: tuple[tuple[str, str], ...]
    changed: tuple[Row, ...]
    same: tuple[Row, ...]
    apart: tuple[Apart, ...]
    plates: tuple[Plate, ...]
    conditions: tuple[tuple[str, str, str], ...]
    made: tuple[str, ...]
    version: str
    brand: str
    on_this_page: str
    on_your_machine: str


def page(comparison: Comparison) -> str:
    """The whole page as HTML: no outside requests, the same bytes for the same comparison."""
    return filled("comparison.html", view_of(comparison), words=words) + "\n"


def write(comparison: Comparison, folder: Path | str) -> None:
    """Write `comparison.html` into a folder, which is made if need be."""
    text = page(comparison)
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / PAGE).write_text(text, encoding="utf-8", newline="\n")


def view_of(comparison: Comparison) -> View:
    """Every fact of the page, in words and drawings."""
    from understride import __version__

    changed, same = comparison.of(Outcome.CHANGED), comparison.of(Outcome.NOT_DETECTED)
    apart = _by_reason(comparison.of(Outcome.NOT_COMPARABLE))
    curves = plates(comparison)
    there = {"changed": changed or same, "same": same, "not": apart, "curves": curves, "how": True}
    return View(
        css=stylesheet(words.TITLE) + static("comparison.css"),
        title=words.TITLE,
        lede=lede(comparison),
        provenance=(_named(words.BEFORE, comparison.before), _named(words.AFTER, comparison.after)),
        notes=tuple(note.text for note in comparison.notes),
        nav=tuple((id, label) for id, label in words.SECTIONS.items() if there[id]),
        changed=tuple(_row(c, drawn=True) for c in changed),
        same=tuple(_row(c, drawn=False) for c in same),
        apart=apart,
        plates=tuple(sorted(curves, key=lambda plate: not plate.changed)),
        conditions=_conditions(comparison),
        made=_made(comparison, changed + same),
        version=__version__,
        brand=BRAND,
        on_this_page=ON_THIS_PAGE,
        on_your_machine=ON_YOUR_MACHINE,
    )


def lede(comparison: Comparison) -> str:
    """What came out, in one sentence or two; if nothing could be compared for one reason, that reason."""
    changed, same, apart = (len(comparison.of(outcome)) for outcome in Outcome)
    reasons = {c.reason for c in comparison.changes}
    return words.lede(changed, same, apart, why=reasons.pop() if len(reasons) == 1 else "")


# --- values -----------------------------------------------------------------------------------------------------------


def _row(found: Change, *, drawn: bool) -> Row:
    how = written_of(ROWS[found.measure])
    low, high = found.ci95 or (0.0, 0.0)
    return Row(
        title=ROWS[found.measure].title,
        side="" if found.side is None else SIDE_WORDS[found.side],
        unit=how.suffix,
        before=in_table(_known(found.before), how),
        after=in_table(_known(found.after), how),
        both=with_unit(words.from_to(*(in_table(_known(v), how) for v in (found.before, found.after))), how),
        difference=with_unit(words.signed(in_table(_known(found.difference), how)), how),
        interval=with_unit(f"{in_table(low, how)} to {in_table(high, how)}", how),
        error=with_unit(in_table(_known(found.error), how), how),
        standing=words.FROM_STANDING if found.from_standing else "",
        remark=words.MAY_BE_CHANCE if found.reason == words.AMONG_MANY else "",
        drawing=_strip(found, how) if drawn else "",
    )


def _known(value: float | None) -> float:
    """What was compared has numbers."""
    assert value is not None
    return value


def _strip(found: Change, how: Written) -> str:
    measure = ROWS[found.measure]
    low, high = difference_scale(measure) if found.side is Side.LEFT_MINUS_RIGHT else measure.scale
    before, difference = _known(found.before), _known(found.difference)
    said = [with_unit(in_table(v, how), how) for v in (before, before + difference)]
    return change_strip.draw(
        change_strip.ChangeStrip(
            key=f"s-{found.measure}-{found.side or 'body'}".replace("_", "-"),
            title=measure.title,
            text=words.strip(*said),
            low=low * how.factor,
            high=high * how.factor,
            unit=how.suffix,
            before=before * how.factor,
            after=(before + difference) * how.factor,
            error=Z * _known(found.error) * how.factor,
        )
    )


def _by_reason(apart: tuple[Change, ...]) -> tuple[Apart, ...]:
    """What cannot be compared, one entry for each reason and one name for each measure."""
    sides: dict[str, dict[str, list[Side | None]]] = {}
    for change in apart:
        sides.setdefault(change.reason, {}).setdefault(change.measure, []).append(change.side)
    return tuple(
        Apart(
            reason=numbers.capital(reason),
            measures=tuple((ROWS[name].title, _some(of)) for name, of in measures.items()),
        )
        for reason, measures in sides.items()
    )


def _some(sides: list[Side | None]) -> str:
    """The sides by name, where they are not all."""
    here = [SIDE_WORDS[side] for side in SIDES if side in sides]
    return numbers.listed(here) if 0 < len(here) < len(SIDES) else ""


# --- how --------------------------------------------------------------------------------------------------------------


def _named(when: str, half: Half) -> str:
    told = half.conditions
    extra = [text for text in (told.surface, told.shoes) if text]
    return f"{numbers.capital(when)}: " + ", ".join(
        [half.recording.provenance.file, words.speed(told.speed), *extra]
    )


def _conditions(comparison: Comparison) -> tuple[tuple[str, str, str], ...]:
    """(what, before, after) of all that decides whether two recordings may be compared."""
    one, other = (_condition(half) for half in (comparison.before, comparison.after))
    return tuple(zip(words.CONDITIONS, one, other, strict=True))


def _condition(half: Half) -> tuple[str, ...]:
    told = half.conditions
    return (
        half.recording.provenance.file,
        words.speed(told.speed),
        told.surface or words.NOT_TOLD,
        told.shoes or words.NOT_TOLD,
        told.dialect,
        words.STANDING[told.static],
        words.CONTACTS[half.contacts],
        words.strides(half.strides.get(Side.LEFT, 0), half.strides.get(Side.RIGHT, 0)),
    )


def _made(comparison: Comparison, compared: tuple[Change, ...]) -> tuple[str, ...]:
    same_speed = words.speeds(SPEED_TOLERANCE)
    if not compared:
        return (same_speed,)
    planned = sum(c.measure in comparison.planned for c in compared)
    return words.DAY_ERROR, words.many(comparison.looked_at, planned), same_speed
