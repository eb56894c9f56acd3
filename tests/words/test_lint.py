"""What no text may say, and what every text must be able to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from understride.knowledge import load
from understride.words import PHRASES, grade, lint

HERE = Path(__file__).parent
MUST_FAIL = [
    tuple(line.split("\t")) for line in (HERE / "must_fail.txt").read_text(encoding="utf-8").splitlines()
]
MUST_PASS = (HERE / "must_pass.txt").read_text(encoding="utf-8").splitlines()
NOT_SHOWN = {
    "id",
    "source",
    "sources",
    "aliases",
    "cite",
    "doi",
    "supports_sources",
    "against_sources",
    "date",
}


@pytest.mark.parametrize(("rule", "sentence"), MUST_FAIL)
def test_the_lint_refuses(rule: str, sentence: str) -> None:
    assert rule in {fault.rule for fault in lint(sentence)}


@pytest.mark.parametrize("sentence", MUST_PASS)
def test_the_lint_lets_pass(sentence: str) -> None:
    assert [str(fault) for fault in lint(sentence)] == []


def test_there_are_at_least_sixty_sentences_of_each_kind() -> None:
    assert len(MUST_FAIL) >= 60
    assert len(MUST_PASS) >= 60


def test_a_fault_names_the_words_the_sentence_and_what_to_write_instead() -> None:
    (fault,) = lint("The run is over. Now relax your hands.")
    assert fault.found == "relax your"
    assert fault.sentence == "Now relax your hands."
    assert fault.instead


def test_one_good_sentence_does_not_excuse_the_next() -> None:
    assert lint("We leave out stretching before a run. Stretch after it.")


def shown(value: Any, key: str = "") -> Iterator[str]:
    """Every text of the knowledge that a page can show."""
    if isinstance(value, str) and key not in NOT_SHOWN:
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from shown(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from shown(item, key)


def texts() -> list[str]:
    import msgspec

    return sorted(set(shown(msgspec.to_builtins(load()))))


@pytest.mark.parametrize("text", texts())
def test_no_text_of_the_knowledge_breaks_the_rules(text: str) -> None:
    assert [str(fault) for fault in lint(text)] == []


@pytest.mark.parametrize("measure", sorted(PHRASES))
def test_no_phrase_breaks_the_rules(measure: str) -> None:
    phrase = PHRASES[measure]
    assert lint(f"{phrase.says}.") == ()
    assert lint(phrase.what) == ()


@pytest.mark.parametrize("imbalance", load().imbalances, ids=lambda imbalance: imbalance.id)
def test_the_texts_of_an_imbalance_can_be_read_at_thirteen(imbalance: Any) -> None:
    """Flesch-Kincaid grade 9 on average over what its card says."""
    said = [imbalance.idea, imbalance.refuted_by.text, imbalance.believed_if, imbalance.learning_goal]
    said += [text for link in imbalance.explains for text in (link.supports, link.against) if text]
    assert grade("\n".join(said)) <= 9.0


def test_what_is_left_out_can_be_read_at_thirteen() -> None:
    assert grade("\n".join(item.text for item in load().leave_out)) <= 9.0
