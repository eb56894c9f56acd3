"""What being told the runner's sex changes: whom the values are held against, and nothing that is measured."""

from __future__ import annotations

from functools import cache

import pytest

import understride as us
from understride.analysis import Analysis
from understride.model import Runner, Sex, Side, Verdict

MEN_ONLY = "not compared: only men were measured, and women differ here"


@cache
def demo(sex: Sex | None) -> Analysis:
    return us.analyze(us.read(us.demo_file()), runner=Runner(sex=sex))


def test_a_woman_is_told_where_only_men_were_measured_and_that_she_told_it() -> None:
    analysis = demo(Sex.FEMALE)
    found = {(f.measure, f.side): f for f in analysis.findings}
    assert found["pelvis_yaw_range", None].why == MEN_ONLY
    assert found["pelvis_yaw_range", None].verdict is Verdict.CANNOT_TELL
    assert found["duty_factor", Side.LEFT].band is not None
    assert found["hip_flexion_range", Side.LEFT_MINUS_RIGHT].band is not None
    assert "runner.female" in {note.id for note in analysis.notes}


def test_it_changes_nothing_that_is_measured() -> None:
    assert demo(Sex.FEMALE).measured == demo(None).measured


def test_a_man_is_judged_like_somebody_who_did_not_say() -> None:
    assert demo(Sex.MALE).findings == demo(None).findings
    assert "runner.female" not in {note.id for note in demo(Sex.MALE).notes}


def test_a_runner_takes_it_as_a_word_and_nothing_else() -> None:
    assert Runner(sex="female").sex is Sex.FEMALE  # type: ignore[arg-type]
    with pytest.raises(us.RequestError, match="female or male"):
        Runner(sex="f")  # type: ignore[arg-type]


@pytest.mark.parametrize("sex", ["female", Sex.FEMALE])
def test_the_door_for_findings_takes_it_too(sex: Sex) -> None:
    found = us.find(us.measure(us.read(us.demo_file())), sex=sex)
    assert {f.why for f in found if f.measure == "pelvis_yaw_range"} == {MEN_ONLY}
