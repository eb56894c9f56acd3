"""The engine against hand arithmetic, against sets gone through one by one, and against an independent engine."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understride.causes.infer import numbers_of, posterior, reason, shape_of, weighed
from understride.causes.network import CauseNode, FindingNode, Network, as_json, read
from understride.model import RequestError

PRESENT, ABSENT, NOTHING = (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)


def network(
    causes: dict[str, float], *findings: tuple[float, dict[str, float], tuple[float, float]]
) -> Network:
    return Network(
        causes=tuple(CauseNode(id=name, prior=prior) for name, prior in causes.items()),
        findings=tuple(
            FindingNode(id=f"f{i}", leak=leak, links=links, likelihood=likelihood)
            for i, (leak, links, likelihood) in enumerate(findings)
        ),
    )


def drawn(rng: np.random.Generator, *, causes: int, findings: int, linked: float, present: float) -> Network:
    """A random network; `present`: the share of findings that are certainly there."""
    ids = [f"c{i}" for i in range(causes)]
    rows = []
    for _ in range(findings):
        chosen = [one for one in ids if rng.random() < linked] or [str(rng.choice(ids))]
        kind = rng.random()
        soft = (float(rng.uniform(0.01, 1)), float(rng.uniform(0.01, 1)))
        likelihood = PRESENT if kind < present else ABSENT if kind < present + 0.15 else soft
        links = {one: float(rng.uniform(0.02, 0.98)) for one in chosen}
        rows.append((float(rng.uniform(0.001, 0.2)), links, likelihood))
    return network({one: float(rng.uniform(0.01, 0.5)) for one in ids}, *rows)


def one_by_one(given: Network) -> tuple[dict[str, float], float]:
    """Every set of causes, in plain Python, with exact summation; and the chance of the evidence."""
    ids = [cause.id for cause in given.causes]
    found: dict[str, list[float]] = {name: [] for name in ids}
    every: list[float] = []
    for there in itertools.product((False, True), repeat=len(ids)):
        state = dict(zip(ids, there, strict=True))
        weight = math.prod(c.prior if state[c.id] else 1 - c.prior for c in given.causes)
        for finding in given.findings:
            still = (1 - finding.leak) * math.prod(1 - p for c, p in finding.links.items() if state[c])
            weight *= finding.likelihood[0] * still + finding.likelihood[1] * (1 - still)
        every.append(weight)
        for name in ids:
            if state[name]:
                found[name].append(weight)
    total = math.fsum(every)
    return {name: math.fsum(weights) / total for name, weights in found.items()}, total


def test_one_cause_and_one_finding_are_bayes_by_hand():
    # present: 0.2·(1 − 0.9·0.5) = 0.11 against 0.8·0.1 = 0.08
    assert reason(network({"a": 0.2}, (0.1, {"a": 0.5}, PRESENT)))["a"] == pytest.approx(
        0.11 / 0.19, abs=1e-15
    )


def test_a_second_cause_explains_the_first_away():
    # sets: none .25·.0, a .25·.8, b .25·.8, both .25·.96 of a finding with no leak
    found = reason(network({"a": 0.5, "b": 0.5}, (0.0, {"a": 0.8, "b": 0.8}, PRESENT)))
    assert found["a"] == pytest.approx((0.8 + 0.96) / (0.8 + 0.8 + 0.96), abs=1e-15)
    known = reason(
        network({"a": 0.5, "b": 0.5}, (0.0, {"a": 0.8, "b": 0.8}, PRESENT), (0.0, {"b": 1.0}, PRESENT))
    )
    assert known["a"] == pytest.approx(0.96 / (0.8 + 0.96), abs=1e-15)
    assert known["b"] == 1.0


def test_what_was_not_observed_says_nothing():
    prior = {"a": 0.2, "b": 0.3}
    assert reason(network(prior, (0.1, {"a": 0.9, "b": 0.9}, NOTHING))) == pytest.approx(prior, abs=1e-15)


def test_only_the_ratio_of_a_likelihood_counts():
    a, b = (
        reason(network({"a": 0.2, "b": 0.3}, (0.1, {"a": 0.7, "b": 0.4}, pair)))
        for pair in ((0.2, 0.6), (1, 3))
    )
    assert a == pytest.approx(b, abs=1e-15)


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_sum_over_all_sets(seed: int):
    rng = np.random.default_rng(seed)
    given = drawn(rng, causes=8, findings=11, linked=0.4, present=0.6)
    expected, total = one_by_one(given)
    found, log = weighed(shape_of(given), numbers_of(given))
    assert found[:, 0] == pytest.approx(list(expected.values()), abs=1e-14)
    assert log[0] == pytest.approx(math.log(total), abs=1e-11)


def test_a_group_is_there_if_any_of_its_causes_is():
    given = drawn(np.random.default_rng(5), causes=6, findings=7, linked=0.4, present=0.7)
    found = posterior(shape_of(given), numbers_of(given), [(0, 1, 2), (3,)])
    blocked = {c.id for c in given.causes[:3]}
    # P(none of them): put a finding beside it that any of them brings about, and see it absent
    probe = network({}, (0.0, dict.fromkeys(blocked, 1.0), ABSENT)).findings
    beside = Network(
        causes=given.causes,
        findings=(
            *given.findings,
            FindingNode(id="probe", leak=0.0, links=probe[0].links, likelihood=ABSENT),
        ),
    )
    none = one_by_one(beside)[1] / one_by_one(given)[1]
    assert found[6, 0] == pytest.approx(1 - none, abs=1e-13)
    assert found[7, 0] == pytest.approx(found[3, 0], abs=1e-13)


@pytest.mark.parametrize("batch", range(10))
def test_an_independent_engine_agrees_on_random_networks(batch: int):
    """pyAgrum's leaky noisy-OR (`addNoisyORNet`), 25 networks a batch, up to 26 findings that are present."""
    gum = pytest.importorskip("pyagrum")
    rng = np.random.default_rng(100 + batch)
    for _ in range(25):
        size = int(rng.integers(2, 13))
        given = drawn(
            rng,
            causes=size,
            findings=int(rng.integers(1, 27)),
            linked=float(rng.uniform(0.1, 0.6)),
            present=float(rng.uniform(0, 1)),
        )
        assert reason(given) == pytest.approx(_agrum(gum, given), abs=1e-9)


def test_it_agrees_where_more_than_twenty_causes_hang_together():
    """Twelve directions of two hips, sides and rivals: 24 causes, two complaints, findings in pairs."""
    gum = pytest.importorskip("pyagrum")
    rng = np.random.default_rng(8)
    ids = [f"c{i}" for i in range(24)]
    chances = rng.uniform(0.1, 0.9, 200).tolist()
    rows = [(0.05, {one: chances.pop() for one in ids[:18]}, PRESENT)]
    rows += [(0.05, {one: chances.pop() for one in ids[12:]}, PRESENT)]
    rows += [
        (0.1, {one: chances.pop(), other: chances.pop()}, (0.2, 1.0))
        for one, other in itertools.pairwise(ids)
    ]
    given = network(dict.fromkeys(ids, 0.15), *rows)
    assert reason(given) == pytest.approx(_agrum(gum, given), abs=1e-9)


def _agrum(gum, given: Network) -> dict[str, float]:
    model = gum.BayesNet()
    for node in given.causes:
        model.add(gum.LabelizedVariable(node.id, node.id, 2))
        model.cpt(node.id)[:] = [1 - node.prior, node.prior]
    for finding in given.findings:
        model.addNoisyORNet(gum.LabelizedVariable(finding.id, finding.id, 2), finding.leak)
        for cause, chance in finding.links.items():
            model.addWeightedArc(cause, finding.id, chance)
    engine = gum.LazyPropagation(model)
    for finding in given.findings:
        engine.addEvidence(finding.id, list(finding.likelihood))
    engine.makeInference()
    return {node.id: float(engine.posterior(node.id)[1]) for node in given.causes}


def test_forty_present_findings_keep_every_digit():
    """Where each finding is bound to its own pair, the answer is known: 1 − Π of what each pair leaves."""
    one = reason(network({"a": 0.1}, *[(1e-9, {"a": 1e-3}, PRESENT)] * 40))["a"]
    # odds: 1/9 · ((1e-9 + (1 − 1e-9)·1e-3) / 1e-9)^40
    assert one == 1.0
    rows = [(0.01, {"a": 0.03, f"b{i}": 0.5}, PRESENT) for i in range(40)]
    causes = {"a": 0.5, **{f"b{i}": 0.5 for i in range(40)}}
    # given a: each finding has 1 − .99·.97·(1 + .5)/2; without: 1 − .99·.75
    odds = ((1 - 0.99 * 0.97 * 0.75) / (1 - 0.99 * 0.75)) ** 40
    assert reason(network(causes, *rows))["a"] == pytest.approx(odds / (1 + odds), abs=1e-13)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_causes_and_findings_does_not_matter(seed: int):
    rng = np.random.default_rng(seed)
    given = drawn(rng, causes=6, findings=8, linked=0.4, present=0.5)
    turned = Network(causes=given.causes[::-1], findings=given.findings[::-1])
    assert reason(turned) == pytest.approx(reason(given), abs=1e-13)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_more_for_a_cause_never_lowers_it(seed: int):
    rng = np.random.default_rng(seed)
    given = drawn(rng, causes=5, findings=6, linked=0.4, present=0.4)
    speaks = FindingNode(id="more", leak=0.1, links={"c0": 0.6}, likelihood=(0.3, 1.0))
    more = Network(causes=given.causes, findings=(*given.findings, speaks))
    assert reason(more)["c0"] >= reason(given)["c0"] - 1e-12


def test_many_readings_at_once_are_each_their_own():
    rng = np.random.default_rng(3)
    networks = [drawn(np.random.default_rng(1), causes=7, findings=9, linked=0.3, present=1.0)]
    for _ in range(4):
        first = networks[0]
        networks.append(
            Network(
                causes=tuple(CauseNode(id=c.id, prior=float(rng.uniform(0.1, 0.5))) for c in first.causes),
                findings=tuple(
                    FindingNode(
                        id=f.id,
                        leak=f.leak,
                        likelihood=f.likelihood,
                        links={c: float(rng.uniform(0.1, 0.9)) for c in f.links},
                    )
                    for f in first.findings
                ),
            )
        )
    each = [numbers_of(one) for one in networks]
    together = type(each[0])(
        *(
            np.concatenate([getattr(one, name) for one in each], axis=-1)
            for name in ("prior", "leak", "link", "likelihood")
        )
    )
    found = posterior(shape_of(networks[0]), together)
    for column, one in enumerate(networks):
        assert found[:, column] == pytest.approx(list(reason(one).values()), abs=1e-14)


def test_findings_that_cannot_all_be_true_are_refused():
    with pytest.raises(RequestError, match="cannot all be true"):
        reason(network({"a": 0.5}, (0.0, {"a": 0.5}, PRESENT), (0.0, {"a": 1.0}, ABSENT)))


def test_a_network_too_wide_is_refused_with_its_bound():
    ids = [f"c{i}" for i in range(40)]
    rows = [
        (0.1, dict.fromkeys(np.random.default_rng(i).choice(ids, 30, replace=False).tolist(), 0.3), PRESENT)
        for i in range(40)
    ]
    with pytest.raises(RequestError, match="at most 24"):
        reason(network(dict.fromkeys(ids, 0.1), *rows))


def test_a_network_written_and_read_is_the_same():
    given = drawn(np.random.default_rng(2), causes=4, findings=5, linked=0.5, present=0.5)
    assert read(as_json(given).decode(), name="n.json") == given
    assert as_json(given) == as_json(given)


GOOD = {
    "schema": "understride.network/1",
    "causes": [{"id": "I1", "prior": 0.2}],
    "findings": [{"id": "f", "leak": 0.1, "links": {"I1": 0.5}, "likelihood": [0.2, 1]}],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"causes": [{"id": "I1", "prior": 1.2}]}, "<= 1"),
        ({"causes": [{"id": "I1", "prior": 0.2}, {"id": "I1", "prior": 0.2}]}, "twice"),
        ({"causes": [{"id": "I1", "prior": 0.2, "prio": 1}]}, "unknown key"),
        (
            {"findings": [{"id": "f", "leak": 0.1, "links": {"I11": 0.5}, "likelihood": [0, 1]}]},
            "nearest known",
        ),
        ({"findings": [{"id": "f", "leak": 0.1, "links": {}, "likelihood": [0, 0]}]}, "above zero"),
        ({"findings": [{"id": "f", "leak": 0.1, "links": {}, "likelihood": [1]}]}, "likelihood"),
        ({"findings": [{"id": "f", "links": {}, "likelihood": [1, 1]}]}, "'leak' is missing"),
        ({"schema": "understride.network/2"}, "schema"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(change, said):
    with pytest.raises(RequestError, match=said) as error:
        read(json.dumps({**GOOD, **change}), name="mine.json")
    assert str(error.value).startswith("mine.json:1")


def test_a_right_file_is_read_as_yaml_too():
    text = "schema: understride.network/1\ncauses: [{id: I1, prior: 0.5}]\nfindings: []\n"
    assert reason(read(text, name="mine.yaml")) == {"I1": 0.5}
