"""Colours: every text and every edge that carries meaning can be seen, in both themes and on paper."""

import pytest

from understride.report.tokens import DARK, LIGHT, PRINT, contrast

THEMES = {"light": LIGHT, "dark": DARK, "print": PRINT}
TEXT = ("ink", "ink2", "ink3", "right", "left", "accent")
GROUNDS = ("paper", "raised", "band")
PUBLISHED = {  # visual.md 3.3: on paper, raised, band
    "light": {"ink": (15.5, 14.1, 12.6), "ink2": (8.1, 7.4, 6.6), "ink3": (5.9, 5.4, 4.8), "right": (8.0, 7.3, 6.6),
              "left": (5.9, 5.3, 4.8), "accent": (6.8, 6.2, 5.6), "bandline": (3.7, 3.3, 3.0)},
    "dark": {"ink": (15.0, 13.5, 11.1), "ink2": (9.6, 8.7, 7.1), "ink3": (6.1, 5.5, 4.5), "right": (9.3, 8.4, 6.9),
             "left": (9.9, 8.9, 7.3), "accent": (10.1, 9.1, 7.5), "bandline": (4.3, 3.9, 3.2)},
}  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", TEXT)
def test_text_stands_out_by_at_least_four_and_a_half(theme: str, name: str) -> None:
    colours = THEMES[theme]
    assert min(contrast(colours[name], colours[ground]) for ground in GROUNDS) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_the_band_stands_out_by_at_least_three(theme: str) -> None:
    colours = THEMES[theme]
    assert min(contrast(colours["bandline"], colours[g]) for g in ("paper", "band")) >= 2.95


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_the_safety_ground_can_be_read(theme: str) -> None:
    assert min(contrast(THEMES[theme][n], THEMES[theme]["wash"]) for n in ("ink", "ink2")) >= 4.5


@pytest.mark.parametrize(("theme", "name"), [(t, n) for t, rows in PUBLISHED.items() for n in rows])
def test_the_published_contrast_table_is_what_the_tokens_give(theme: str, name: str) -> None:
    found = [contrast(THEMES[theme][name], THEMES[theme][g]) for g in GROUNDS]
    assert found == pytest.approx(PUBLISHED[theme][name], abs=0.06)


def test_every_theme_has_the_same_names() -> None:
    assert LIGHT.keys() == DARK.keys() == PRINT.keys()


def test_white_on_black_is_twenty_one() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
