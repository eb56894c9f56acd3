"""Panels, strips, clock and stick figures: what is drawn where."""

import re
from dataclasses import replace

import numpy as np
import pytest
from tests.report import example

from understride.knowledge import load
from understride.report import clock, panel, panels, plates, scales, strip, svg
from understride.report.body import Body, above_view, behind_view, side_view, stick
from understride.report.facts import gather

FACTS = gather(example.analysis(), load())


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (-0.04, "0"), (12.34, "12.3"), (-5.0, "-5")])
def test_coordinates_have_one_decimal_and_no_minus_zero(value: float, text: str) -> None:
    assert svg.n(value) == text


def test_a_path_in_tenths_comes_back_to_its_points() -> None:
    points = [(0.0, 0.0), (1.25, -3.1), (2.5, 4.0), (-1.0, 4.0)]
    first, rest = svg.tenths(points)[1:].split("l")
    steps = np.array([float(v) for v in re.findall(r"-?\d+", rest)]).reshape(-1, 2)
    start = np.array([float(v) for v in first.split()])
    found = np.cumsum(np.vstack([start, steps]), axis=0) / 10
    assert found == pytest.approx(np.array(points), abs=0.051)


def test_ticks_are_round_and_inside() -> None:
    assert scales.ticks(-28, 22, 6) == (-20, -10, 0, 10, 20)
    assert scales.ticks(0, 60) == (0, 20, 40, 60)


def made(id: str) -> panel.Panel:
    row = next(r for r in panels.PANELS if r.id == id)
    found = panels.made(row, FACTS, f"key-{id}")
    assert found is not None
    return found


def test_the_heading_of_the_turn_panel_is_its_message() -> None:
    assert made("turn").heading == "The shoulders turn three and a half times as far as the pelvis"


def test_the_bracket_says_what_the_range_measure_says() -> None:
    curve = FACTS.curve("thorax_in_pelvis_yaw")
    assert curve is not None
    assert made("twist").bracket == f"{np.ptp(curve.strides, axis=1).mean():.0f}°"


def test_every_stride_is_drawn_and_the_far_one_is_told() -> None:
    drawn, twist = panel.draw(made("twist")), made("twist")
    strides = drawn.split('class="ea body"')[1].split("</g>")[0].split("<path")[1:]
    assert len(set(strides)) == example.STRIDES
    assert (
        twist.caption
        == "Thin lines: each of 13 strides. One stride swings further than the rest; it is included."
    )


def test_of_many_strides_every_nth_is_drawn() -> None:
    assert panel.shown(13) == list(range(13))
    assert len(panel.shown(100)) <= 40
    assert panel.shown(41) == list(range(0, 41, 2))


def test_labels_lie_inside_and_touch_no_other_curve() -> None:
    turn = made("turn")
    drawn = panel.draw(turn)
    places = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="tl hl \w+"', drawn)
    assert len(places) == 2
    assert all(
        panel.LEFT < float(x) < panel.RIGHT and panel.TOP - 5 < float(y) < panel.TOP + panel.PLOT
        for x, y in places
    )
    assert (
        abs(float(places[0][0]) - float(places[1][0])) + abs(float(places[0][1]) - float(places[1][1])) > 15
    )


def test_a_sided_panel_moves_one_line_for_each_leg() -> None:
    assert panel.draw(made("hip")).count('class="cur ') == 2
    assert panel.draw(made("turn")).count('class="cur ') == 1


def test_the_contact_bars_end_where_the_feet_leave() -> None:
    right, left = made("turn").bars
    assert (right.start, right.end) == (0, example.LEAVING)
    assert (left.start, left.end) == pytest.approx((example.OTHER_LANDING, example.OTHER_LEAVING))


def test_a_curve_panel_has_a_table_in_steps_of_ten() -> None:
    head, rows = panels.table(made("turn"))
    assert head == ("% of the stride", "shoulders", "pelvis")
    assert [r[0] for r in rows] == [str(k) for k in range(0, 101, 10)]


def test_the_back_and_the_shoulder_tips_are_told_apart() -> None:
    found = plates.plates_for(("thorax_yaw_range",), FACTS, "k")
    back = next(p for p in found if p.id == "back")
    assert "the back itself through" in back.heading
    assert "shoulder girdle" in back.caption[1]


def drawn_strip(value: float, days: tuple[float, float] | None = (10, 30)) -> str:
    dot = strip.Dot(kind="R", value=value, within=(value - 1, value + 1), days=days)
    return strip.draw(
        strip.Strip(key="k", title="t", text="d", low=0, high=60, unit="°", dots=(dot,), band=(3, 24, 45))
    )


def test_a_dot_lies_where_its_scale_says() -> None:
    # 12 + 20/60 · (330 − 24) = 114
    assert 'cx="114"' in drawn_strip(20)


def test_a_value_off_the_scale_is_an_arrow_with_its_number_at_the_edge() -> None:
    found = drawn_strip(75)
    assert "<circle" not in found
    assert ">75°<" in found


def test_without_a_day_to_day_error_there_is_no_long_line() -> None:
    assert 'class="wi' in drawn_strip(20)
    assert 'class="wi' not in drawn_strip(20, days=None)


def test_the_clock_points_down_at_half_a_stride_and_bands_the_shoulders_only() -> None:
    hands = (
        clock.Hand(kind="sh", label="shoulders", lag=180, spread=5),
        clock.Hand(kind="pe", label="p", lag=90, spread=9),
    )
    found = clock.draw("k", legs="legs", hands=hands, band=(149, 185), title="t", text="d")
    x, y = clock.CENTRE
    down = f"M{svg.n(x)} {svg.n(y)}L{svg.n(x)} {svg.n(y + clock.RADIUS - 6)}"
    assert f'<path class="hand sh" d="{down}"/>' in found
    assert found.count('class="bd"') == 1


def test_the_views_put_forward_right_and_right_where_one_expects_them() -> None:
    forward, right = np.array([1.0, 0, 0]), np.array([0.0, 0, 1])
    assert side_view(100)(forward, (0, 0))[0] == 100
    assert behind_view(100)(right, (0, 0))[0] == 100
    assert above_view(100)(forward, (0, 0))[1] == -100


def test_a_body_that_travels_is_drawn_on_the_spot() -> None:
    still = example.skeleton()
    way = np.linspace(-1.35, 1.35, 101)[:, None, None] * np.array([1.0, 0, 0])
    moved = Body.of(replace(still, positions=still.positions + way)).positions
    assert moved == pytest.approx(Body.of(still).positions, abs=1e-9)


def test_no_limb_is_drawn_across_a_joint_that_was_not_seen() -> None:
    whole = example.skeleton()
    keep = [i for i, name in enumerate(whole.names) if name != "knee_right"]
    names = tuple(whole.names[i] for i in keep)
    body = Body.of(replace(whole, names=names, positions=whole.positions[:, keep]))
    drawn = stick(body, 0.2, side_view(100), (0, 0))
    assert body.missing == ("head", "right leg", "arms")
    assert drawn.split('class="sR" d="')[1].split('"')[0].count("M") == 1  # the foot alone
