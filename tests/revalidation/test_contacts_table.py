"""What a whole recording is off by, and whether a set reaches what is asked, from errors written by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from revalidation.contact_error import document, known, means, squares, worst
from revalidation.contacts_page import reached
from revalidation.shared_runs import Run

from understride.gait.foot_contacts import EVENTS
from understride.model import SIDES, Floats, Side


@dataclass(frozen=True)
class Seen:
    """One recording: three contacts of each foot, all off by as much."""

    run: Run
    by_side: Mapping[Side, Floats]
    invented: int = 0

    @property
    def errors(self) -> Floats:
        return np.concatenate([self.by_side[side] for side in SIDES])

    @property
    def contacts(self) -> int:
        return len(self.errors)


Scores = dict[str, list[Seen]]


def scores(offs: Mapping[tuple[str, str, float], tuple[float, float, float, float]]) -> Scores:
    """(set, runner, speed) → off by, ms: left landing, left leaving, right landing, right leaving."""
    found: Scores = {event: [] for event in EVENTS}
    for (group, runner, speed), off in offs.items():
        run = Run(group=group, runner=runner, speed=speed, path=Path(), forces=())
        for k, event in enumerate(EVENTS):
            sides = {side: off[2 * i + k] + np.array([-1.0, 0.0, 1.0]) for i, side in enumerate(SIDES)}
            found[event].append(Seen(run, sides))
    return found


def alike(group: str, count: int, landing: float, leaving: float) -> dict:
    """So many runners of a set, off by the same, in turn earlier and later."""
    return {
        (group, f"{group}{i}", 3.0): tuple((-1) ** i * np.array([landing, leaving, landing, leaving]))
        for i in range(count)
    }


def test_squares_are_of_recordings_and_not_of_contacts():
    """Contacts scatter by ±1 ms around what the recording is off by; that does not count."""
    found = means(scores({("a", "one", 3.0): (3, 4, 3, 4)}))
    assert squares(found)[:2, :2] == pytest.approx(np.array([[9, 12], [12, 16]]))


def test_left_and_right_are_told_apart_only_as_own_and_other():
    found = squares(means(scores({("a", "one", 3.0): (2, 0, 4, 0)})))
    assert found[0, 0] == found[2, 2] == pytest.approx((4 + 16) / 2)
    assert found[0, 2] == pytest.approx(8)


def test_a_runner_with_many_recordings_counts_as_one():
    found = squares(means(scores({
        ("a", "one", 2.5): (6, 0, 6, 0), ("a", "one", 3.5): (6, 0, 6, 0), ("a", "two", 3.5): (0, 0, 0, 0),
    })))  # fmt: skip
    assert found[0, 0] == pytest.approx(36 / 2)


def test_a_set_of_few_runners_gets_what_all_are_off_by():
    found = known(scores(alike("many", 6, 3, 4) | alike("few", 1, 1, 1)))
    assert found["many"]["own_foot_ms2"] == [[9.0, 12.0], [12.0, 16.0]]
    assert found["few"]["runners"] == sorted([f"many{i}" for i in range(6)] + ["few0"])
    assert found["few"]["own_foot_ms2"][1][1] == pytest.approx((6 * 16 + 1) / 7, abs=1e-3)


def test_a_set_of_few_runners_keeps_its_own_error_where_that_is_more():
    assert known(scores(alike("many", 6, 1, 1) | alike("few", 1, 5, 5)))["few"]["runners"] == ["few0"]


def test_the_set_that_came_off_worst_stands_for_an_unknown_one():
    found = worst(scores(alike("a", 5, 1, 2) | alike("b", 5, 1, 9) | alike("c", 5, 3, 3)), "")
    assert found["says"].startswith("the worst of 3 marker sets")
    assert "(b, 5 runners)" in found["says"]
    assert found["own_foot_ms2"][1][1] == 81


def test_the_file_says_who_made_it_and_whom_it_is_of():
    some = scores(alike("a", 5, 1, 2))
    stored = document(left_out=some, set_out=some, heels=some, slow=some, command="this", date="2026-11-21")
    assert (stored["made_by"], stored["date"]) == ("this", "2026-11-21")
    assert stored["known_marker_sets"]["a"]["recordings"] == 5


@pytest.mark.parametrize(
    ("event", "offs", "good"),
    [
        ("landing", alike("a", 10, 0, 0), True),
        ("landing", alike("a", 10, 4.6, 0), False),  # SD
        ("landing", {("a", f"{i}", 3.0): (3.5, 0, 3.5, 0) for i in range(10)}, False),  # bias
        ("landing", {("a", "0", 3.0): (5.5, 0, 5.5, 0)}, True),  # fewer than five runners
        ("landing", {("a", "0", 3.0): (6.5, 0, 6.5, 0)}, False),
        ("landing", alike("a", 19, 0, 0) | {("a", "x", 3.0): (9, 0, 9, 0)}, False),  # one runner
        ("leaving", alike("a", 19, 0, 0) | {("a", "x", 3.0): (0, 9, 0, 9)}, True),  # one in ten may
        ("leaving", alike("a", 19, 0, 0) | {("a", "x", 3.0): (0, 12, 0, 12)}, False),
    ],
)
def test_what_is_asked_of_a_set(event, offs, good):
    assert reached(event, scores(offs)[event]) is good


def test_an_invented_contact_is_one_too_many():
    (seen,) = scores({("a", "0", 3.0): (0, 0, 0, 0)})["landing"]
    assert reached("landing", [seen])
    assert not reached("landing", [Seen(seen.run, seen.by_side, invented=1)])
