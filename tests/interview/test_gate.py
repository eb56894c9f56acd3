"""The safety gate: its truth table, its laws, and that nothing else makes its answers."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interview.people import TODAY, asked, height, person

import understride
from understride.interview.conditions import FACTS, facts_in
from understride.interview.gate import Cleared, Stopped, gate, situation, unanswered
from understride.interview.rulebook import FILE_ORDER, LEVEL_OF, RULES, SOURCES, WITHIN
from understride.knowledge import load
from understride.knowledge.strict import parse
from understride.words import lint

TABLE: list[dict[str, Any]] = parse(
    (Path(__file__).parent / "truth_table.yaml").read_text(encoding="utf-8"), file="truth_table.yaml"
).content
REGIONS = [region.id for region in load().regions]
EXPLAINS = "brief_positional"  # the one fact that explains another one


def of_row(row: dict[str, Any]) -> Cleared | Stopped:
    return asked(
        person(
            yes=row.get("yes", ()),
            unknown=row.get("skipped", ()),
            regions=row.get("regions", ("shoulders",)),
            age=row.get("age", 35),
            intensity=row.get("intensity"),
            cleared=row.get("cleared", ()),
        )
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['row']}: {row['told']}")
def test_a_row_of_the_truth_table_holds(row: dict[str, Any]) -> None:
    outcome = of_row(row)
    assert outcome.action == row["action"]
    assert [reason.id for reason in outcome.reasons] == row.get("reasons", [])
    if "withheld" in row:
        assert isinstance(outcome, Cleared)
        assert sorted(outcome.withheld) == row["withheld"]
    if "within" in row:
        assert outcome.within == row["within"]
    if "again_days" in row:
        assert outcome.again == TODAY + dt.timedelta(days=row["again_days"])


def test_the_table_is_whole() -> None:
    assert [row["row"] for row in TABLE] == list(range(1, 109))
    named = {reason for row in TABLE for reason in row.get("reasons", ())}
    assert named == set(RULES)


facts = st.frozensets(st.sampled_from(list(FACTS)), max_size=8)
places = st.frozensets(st.sampled_from(REGIONS), max_size=3)
ages = st.one_of(st.none(), st.integers(10, 90))


@settings(max_examples=400, deadline=None)
@given(
    yes=facts,
    more=st.sampled_from(list(FACTS)),
    unknown=facts,
    regions=places,
    age=ages,
    much=st.integers(0, 10),
)
def test_adding_a_fact_never_lowers_the_level(
    yes: frozenset[str],
    more: str,
    unknown: frozenset[str],
    regions: frozenset[str],
    age: int | None,
    much: int,
) -> None:
    if more == EXPLAINS:
        return
    before = asked(person(yes=yes, unknown=unknown - yes, regions=sorted(regions), age=age, intensity=much))
    after = asked(
        person(yes=yes | {more}, unknown=unknown - yes, regions=sorted(regions), age=age, intensity=much)
    )
    assert height(after) >= height(before)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row["row"]))
def test_no_fact_added_to_a_row_lowers_it(row: dict[str, Any]) -> None:
    before = height(of_row(row))
    lower = [
        fact
        for fact in FACTS
        if fact != EXPLAINS and height(of_row({**row, "yes": [*row.get("yes", ()), fact]})) < before
    ]
    assert lower == []


@settings(max_examples=200, deadline=None)
@given(yes=facts, regions=places, age=ages)
def test_taking_a_complaint_away_never_takes_an_emergency_fact_away(
    yes: frozenset[str], regions: frozenset[str], age: int | None
) -> None:
    """Facts that are an emergency by themselves stay one without any complaint."""
    alone = {fact for fact in yes if height(asked(person(yes=[fact], regions=(), age=age))) == 5}
    assert not alone or height(asked(person(yes=yes, regions=sorted(regions), age=age))) == 5


@settings(max_examples=100, deadline=None)
@given(yes=st.lists(st.sampled_from(list(FACTS)), unique=True, max_size=6), order=st.randoms())
def test_the_order_of_answers_does_not_matter(yes: list[str], order: Any) -> None:
    other = list(yes)
    order.shuffle(other)
    assert asked(person(yes=yes)) == asked(person(yes=other))


@settings(max_examples=200, deadline=None)
@given(yes=facts, unknown=facts, regions=places, age=ages)
def test_reasons_stand_by_level_then_id_and_no_family_stands_twice(
    yes: frozenset[str], unknown: frozenset[str], regions: frozenset[str], age: int | None
) -> None:
    reasons = asked(person(yes=yes, unknown=unknown, regions=sorted(regions), age=age)).reasons
    assert [r.id for r in reasons] == [
        r.id for r in sorted(reasons, key=lambda r: (FILE_ORDER.index(r.level), r.id))
    ]
    families = [RULES[r.id].family for r in reasons if RULES[r.id].family]
    assert len(families) == len(set(families))


@settings(max_examples=200, deadline=None)
@given(yes=facts, regions=places)
def test_what_is_not_known_is_never_taken_for_no(yes: frozenset[str], regions: frozenset[str]) -> None:
    """Someone who answered only with yes is never let through more freely than someone who said no to the rest."""
    known = asked(person(yes=yes, regions=sorted(regions)))
    open_ = asked(person(yes=yes, regions=sorted(regions), otherwise="unknown"))
    assert height(open_) >= height(known)
    assert open_.action != "go"


def test_an_open_question_counts_only_where_a_yes_would_be_an_emergency() -> None:
    assert asked(person(unknown=["fever"])).reasons == ()
    with_risk = asked(person(unknown=["fever"], yes=["iv_drugs"], regions=["low_back"]))
    assert [r.id for r in with_risk.reasons] == ["caution.immune", "caution.not_answered"]
    assert asked(person(unknown=["dark_urine"])).reasons == ()
    (reason,) = asked(person(unknown=["dark_urine"], yes=["severe_muscle_pain"])).reasons
    assert (reason.id, reason.because) == ("caution.not_answered", ("dark_urine",))
    assert reason.told == ("not known yet: urine as dark as cola",)


def test_an_empty_file_opens_no_door_quietly() -> None:
    outcome = asked(person(regions=(), age=None, otherwise="unknown"))
    assert outcome.action == "caution"
    assert "caution.not_answered" in {reason.id for reason in outcome.reasons}
    assert unanswered(situation(person(otherwise="unknown"))) >= {"saddle_numb", "chest_pressure_now"}


def test_who_is_sent_for_help_now_is_not_asked_anything_more() -> None:
    outcome = asked(person(yes=["saddle_numb"], regions=["low_back"], otherwise="unknown"))
    assert [reason.id for reason in outcome.reasons] == ["stop.emergency.cauda_equina"]


def test_a_clearance_takes_the_place_of_its_reason_and_keeps_the_words() -> None:
    told = person(
        yes=["told_stenosis", "operation_12w"], cleared=["stop.scope.stenosis", "stop.scope.recent_surgery"]
    )
    (reason,) = asked(told).reasons
    assert (reason.id, reason.again) == ("caution.cleared", TODAY + dt.timedelta(days=28))
    assert reason.told[0] == "cleared on 7 Nov 2026 by physio"


def test_a_clearance_of_one_thing_clears_nothing_else() -> None:
    outcome = asked(person(yes=["told_stenosis", "saddle_numb"], cleared=["stop.scope.stenosis"]))
    assert [r.id for r in outcome.reasons] == ["stop.emergency.cauda_equina", "caution.cleared"]


def test_a_clearance_lets_the_lower_reason_of_its_family_be_seen() -> None:
    outcome = asked(
        person(
            yes=["site_low_risk_bone", "site_groin", "worse_with_impact", "limp"],
            cleared=["stop.urgent.bone_stress"],
        )
    )
    assert [r.id for r in outcome.reasons] == ["caution.bone_stress", "caution.cleared"]


def test_a_clearance_of_an_emergency_counts_for_nothing() -> None:
    """A file that holds one is refused; answers made in code are not obeyed either."""
    outcome = asked(person(yes=["saddle_numb"], cleared=["stop.emergency.cauda_equina"]))
    assert [r.id for r in outcome.reasons] == ["stop.emergency.cauda_equina"]


def test_a_clearance_from_tomorrow_counts_for_nothing() -> None:
    told = person(yes=["told_stenosis"], cleared=["stop.scope.stenosis"])
    assert gate(told, today=TODAY - dt.timedelta(days=15)).action == "stop"


def test_the_sooner_of_two_alike_is_kept() -> None:
    outcome = asked(
        person(yes=["shivers", "constant_unremitting", "immune_suppressed"], regions=["low_back"])
    )
    assert [r.id for r in outcome.reasons] == ["stop.urgent.infection"]


def test_what_to_say_is_made_of_ones_own_facts() -> None:
    (reason,) = asked(person(yes=["saddle_numb"], regions=["low_back"])).reasons
    assert reason.because == ("saddle_numb",)
    assert reason.say == (
        "I would like to be looked at because of new or changed numbness between the legs or round the back passage "
        "and a sore low back."
    )


@pytest.mark.parametrize("kind", [Cleared, Stopped])
def test_nobody_but_the_gate_makes_its_answers(kind: type) -> None:
    with pytest.raises(TypeError):
        kind(reasons=(), today=TODAY)
    with pytest.raises(TypeError, match="only"):
        kind(reasons=(), today=TODAY, key=object())


def test_a_stop_cannot_be_changed_into_anything_else() -> None:
    stopped = asked(person(yes=["saddle_numb"]))
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(stopped, reasons=())  # type: ignore[call-arg]
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        stopped.reasons = ()  # type: ignore[misc]


MODULES = sorted(Path(understride.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_other_module_makes_or_forges_an_answer_of_the_gate(module: Path) -> None:
    """Over the syntax tree: no call of Cleared or Stopped, no reach for the key, no way round the maker."""
    if module.name == "gate.py" and module.parent.name == "interview":
        return
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {"Cleared", "Stopped"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = (
                node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            )
            given = {getattr(part, "id", getattr(part, "attr", None)) for part in node.args}
            assert called not in names
            assert not (called == "__new__" and given & names)
        if isinstance(node, ast.ImportFrom) and node.module == "understride.interview.gate":
            assert not any(alias.name.startswith("_") for alias in node.names)


def test_every_rule_has_a_source_a_time_and_a_next_step() -> None:
    for rule in RULES.values():
        assert rule.source
        assert set(rule.source) <= set(SOURCES)
        assert rule.within in WITHIN
        assert LEVEL_OF[rule.id] in FILE_ORDER
        assert rule.id.split(".")[0] == {"raised": "caution", "low": "go"}.get(LEVEL_OF[rule.id], "stop")


def test_every_fact_of_a_rule_is_in_the_list_and_nothing_is_asked_for_nothing() -> None:
    used = {fact for rule in RULES.values() if rule.fires for fact in facts_in(rule.fires)}
    used |= {fact for rule in RULES.values() for fact in rule.also}
    used |= {fact for rule in RULES.values() for more in rule.more for fact in facts_in(more.when)}
    assert used == set(FACTS)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_the_words_of_a_rule_pass_the_lint(rule: Any) -> None:
    assert [str(fault) for text in (rule.do, rule.sure or "") for fault in lint(text)] == []


@pytest.mark.parametrize("fact", FACTS)
def test_the_words_of_a_fact_pass_the_lint(fact: str) -> None:
    assert [str(fault) for fault in lint(f"I would like to be looked at because of {FACTS[fact]}.")] == []


def test_the_same_answers_give_the_same_outcome() -> None:
    told = person(yes=["fever", "cancer_history"], regions=["low_back", "jaw"])
    assert gate(told, today=TODAY) == gate(told, today=TODAY)
