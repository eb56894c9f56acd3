"""Opening a lesson asks for `Cleared`; reading and checking do not. The whole library passes the check."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from tests.lessons.examples import HEAD_ROLL, edited, read

from understride.interview.gate import Cleared
from understride.lessons import check, errors, lesson, load_library, open_lesson, score
from understride.lessons.checking import report
from understride.lessons.library import LIBRARY
from understride.lessons.tables import positions
from understride.model import RequestError

TODAY = date(2026, 11, 21)


def cleared(*withhold, level="raised"):
    """What the gate gives; made without it, for the gate has tests of its own."""
    made = object.__new__(Cleared)
    reason = SimpleNamespace(level=level, withhold=withhold)
    object.__setattr__(made, "reasons", (reason,) if withhold or level == "raised" else ())
    object.__setattr__(made, "today", TODAY)
    return made


def test_a_lesson_opens_for_the_cleared():
    opened = open_lesson(cleared(level="none"), read(HEAD_ROLL))
    assert opened.score == score(read(HEAD_ROLL))
    assert opened.left_out == ()


def test_nothing_else_opens_a_lesson():
    with pytest.raises(TypeError, match="only the gate makes"):
        open_lesson(SimpleNamespace(withheld=frozenset(), action="go"), read(HEAD_ROLL))  # type: ignore[arg-type]


def test_blocks_that_demand_what_is_withheld_are_left_out():
    marked = read(edited(HEAD_ROLL, ("pair: eyes\n\nFind", "pair: eyes\ndemands: end_range, run\n\nFind")))
    opened = open_lesson(cleared("end_range"), marked)
    assert opened.left_out == ("The eyes stay, first side",)
    assert opened.score.seconds < score(marked).seconds


def test_a_caution_means_the_short_version():
    assert open_lesson(cleared(), lesson("core-lying"), length="full").score.length == "short"
    assert open_lesson(cleared(level="none"), lesson("core-lying"), length="full").score.length == "full"


def test_a_lesson_of_which_nothing_remains_is_refused_in_one_sentence():
    marked = read(edited(HEAD_ROLL, ("tempo: 7\n", "tempo: 7\ndemands: supine\n")))
    with pytest.raises(RequestError, match="nothing of head-roll remains without supine"):
        open_lesson(cleared("supine"), marked)


@pytest.mark.parametrize(("withheld", "ground"), [("supine", "back"), ("prone", "front")])
@pytest.mark.parametrize("name", sorted(load_library()))
def test_nobody_lies_on_what_is_withheld_even_where_no_block_says_so(name, withheld, ground):
    """A law over the library: a block that a writer forgot to mark is left out all the same."""
    try:
        opened = open_lesson(cleared(withheld), lesson(name))
    except RequestError:
        return  # nothing of it remains: another lesson is offered
    lying = {position.id for position in positions().values() if position.ground == ground}
    assert lying.isdisjoint(block.position for block in opened.score.lesson.blocks)


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.lesson.md")), ids=lambda path: path.stem)
def test_a_lesson_of_the_library_has_no_error(path):
    assert [str(fault) for fault in errors(check(path))] == []


def test_an_unknown_lesson_is_named_with_its_nearest():
    with pytest.raises(RequestError, match="no lesson is called 'core-lyin'; nearest known: 'core-lying'"):
        lesson("core-lyin")


def test_the_library_is_in_the_order_of_its_ids():
    assert list(load_library()) == sorted(load_library())


def run_check(*paths):
    said = [report(path) for path in paths]
    return (2 if any(bad for _, bad in said) else 0), "\n".join(text for text, _ in said)


def test_the_check_draws_the_strip_and_ends_with_nought(tmp_path):
    path = tmp_path / "head-roll.lesson.md"
    path.write_text(HEAD_ROLL, encoding="utf-8")
    code, text = run_check(path)
    assert code == 0
    assert "0:00  reference  Looking round" in text
    assert "~" in text.split("Looking round")[1].split("\n")[0]
    assert "short: 7.5 min (estimated)" in text
    assert text.endswith("head-roll.lesson.md: 0 errors, 0 warnings")


def test_the_check_ends_with_nought_on_warnings_and_two_on_errors(tmp_path):
    path = tmp_path / "head-roll.lesson.md"
    path.write_text(
        edited(HEAD_ROLL, ("Could you stop anywhere on the way, and turn back?", "Is there a bend?"))
    )
    code, text = run_check(path)
    assert code == 0
    assert "warning head-roll.lesson.md:1 L24: " in text
    path.write_text(edited(HEAD_ROLL, ("That was all.", "Relax.")), encoding="utf-8")
    assert run_check(path)[0] == 2
    assert run_check(tmp_path / "none.lesson.md")[0] == 2
