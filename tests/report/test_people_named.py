"""Whom a value was held against is said: all of them, whatever else there is to say, and beside the value."""

from __future__ import annotations

from dataclasses import replace

from tests.report import example

from understride.knowledge import load
from understride.model import Band
from understride.report import closing
from understride.report.facts import gather
from understride.report.rows import rows_for
from understride.words import lint
from understride.words import page as words

NINETEEN = (
    "nineteen men of 22 to 48 years on a treadmill, 2.5 to 4.5 m/s; seven of them injured before, no women"
)
WOMEN = "fifteen women, heel strikers, over ground at 4 m/s; from the literature, another laboratory"
KNOWN = load()


def band(id: str, who: str, *, literature: bool = False) -> Band:
    return Band(id=id, low=0, high=90, mean=45, people=who, norm=False, literature=literature)


def held_against(*bands: Band):
    """The example, its findings held against these bands in turn."""
    analysis = example.analysis()
    findings = [replace(f, band=bands[i % len(bands)]) for i, f in enumerate(analysis.findings)]
    return replace(analysis, findings=tuple(findings))


def last_line(analysis) -> tuple[str, str]:
    return closing.unseen(analysis, gather(analysis, KNOWN))[-1]


def test_all_people_are_named_and_that_they_are_men() -> None:
    head, text = last_line(held_against(band("rbds19-2026", NINETEEN), band("fb7-2026", "seven trained men")))
    assert head == words.UNSEEN["people"][0]
    assert NINETEEN in text
    assert "; and, for some values, seven trained men" in text
    assert text.startswith("All the people here are men: a woman may lie elsewhere for that reason alone.")
    assert lint(text) == ()


def test_with_women_among_them_it_does_not_say_that_all_are_men() -> None:
    both = held_against(
        band("rbds19-2026", NINETEEN), band("literature-hip-adduction-2020", WOMEN, literature=True)
    )
    assert "All the people here are men" not in last_line(both)[1]


def test_the_people_are_named_however_much_else_could_not_be_seen(monkeypatch) -> None:
    monkeypatch.setattr(words, "ALWAYS_UNSEEN", (("Nothing.", "Nothing."),) * (closing.MOST_LINES + 5))
    assert last_line(held_against(band("fb7-2026", "seven trained men")))[0] == words.UNSEEN["people"][0]


def test_a_band_from_the_literature_is_marked_beside_the_value() -> None:
    analysis = held_against(band("literature-hip-adduction-2020", WOMEN, literature=True))
    (found,) = rows_for((("pelvis_obliquity_range", False),), gather(analysis, KNOWN), "k")
    assert (found.group, found.literature) == ("fifteen women, from the literature", True)
    assert found.people == WOMEN


def test_a_band_of_our_own_recordings_is_not() -> None:
    (found,) = rows_for(
        (("pelvis_obliquity_range", False),), gather(held_against(band("fb7-2026", "seven men")), KNOWN), "k"
    )
    assert (found.group, found.literature) == ("seven men", False)
