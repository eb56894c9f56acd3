"""ask, reason, explain, knowledge, analyze --answers: what they print, keep and refuse."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import click
import pytest
from click.testing import CliRunner, Result
from tests.cli.voiceless import without_voice

from understride.causes.strengths import OUTSIDE
from understride.cli import main
from understride.cli.interviewing import interview, options
from understride.interview import next_question
from understride.interview.asking import Asked, begin
from understride.interview.questions import questions
from understride.knowledge import load
from understride.knowledge.loader import HERE
from understride.model import Runner
from understride.words import lint

EXAMPLES = Path(__file__).parents[2] / "examples" / "answers"
CAUSES = [*(imbalance.id for imbalance in load().imbalances), *OUTSIDE, "X.none"]


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Sound has tests of its own."""
    with without_voice():
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    monkeypatch.setenv("UNDERSTRIDE_HOME", str(place))
    return place


def call(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=typed)


def answers(folder: Path, **more: Any) -> Path:
    file = folder / "answers.json"
    content = {
        "schema": "understride.answers/1",
        "today": "2026-11-21",
        "complaints": [{"region": "low_back", "side": "left"}],
        "facts_otherwise": "no",
    }
    file.write_text(json.dumps(content | more), encoding="utf-8")
    return file


# --- ask


def test_the_answers_are_kept_and_the_place_is_shown(tmp_path: Path, home: Path) -> None:
    done = call("ask", "--answers", answers(tmp_path), "--json", "--runner", "anna")
    assert done.exit_code == 0
    assert str(home / "answers" / "anna.json") in done.stderr
    again = call("ask", "--answers", home / "answers" / "anna.json", "--json")
    assert again.stdout == done.stdout


def test_without_answers_and_terminal_it_says_so_in_one_sentence() -> None:
    done = call("ask")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "--answers" in done.stderr


@pytest.mark.parametrize(
    ("more", "near"),
    [
        ({"complaint": []}, "complaints"),
        ({"facts": {"saddle_num": "yes"}}, "saddle_numb"),
        ({"complaints": [{"region": "lowback"}]}, "low_back"),
        ({"complaints": [{"region": "low_back", "side": "lft"}]}, "left"),
        ({"self_tests": {"hip-extnd": 1}}, "hip-extend"),
        ({"changes": [{"what": "shoe"}]}, "shoes"),
    ],
    ids=["key", "fact", "region", "side", "self-test", "change"],
)
def test_an_unknown_word_is_named_with_the_nearest_known(
    tmp_path: Path, more: dict[str, Any], near: str
) -> None:
    done = call("ask", "--answers", answers(tmp_path, **more), "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert near in done.stderr


def test_a_stop_reads_no_recording_and_writes_no_network(tmp_path: Path) -> None:
    told = answers(tmp_path, facts={"saddle_numb": "yes"})
    network = tmp_path / "network.json"
    done = call(
        "ask", "--answers", told, "--recording", tmp_path / "nowhere.c3d", "--json", "--network", network
    )
    assert done.exit_code == 0
    assert json.loads(done.stdout)["gate"]["action"] == "stop"
    assert not network.exists()
    joined = call("analyze", tmp_path / "nowhere.c3d", "--answers", told, "--json")
    assert joined.exit_code == 0
    assert json.loads(joined.stdout)["lessons"] == []


def test_a_stop_says_in_the_terminal_what_to_do_now(tmp_path: Path) -> None:
    told = answers(tmp_path, facts={"saddle_numb": "yes"})
    done = call("ask", "--answers", told, "--out", tmp_path / "page")
    first = json.loads((tmp_path / "page" / "assessment.json").read_text())["gate"]["reasons"][0]
    assert done.stdout.startswith(first["do"])
    assert "What to say there" in done.stdout


def test_two_doors_to_complaints_are_refused(tmp_path: Path) -> None:
    done = call("analyze", "run.c3d", "--answers", answers(tmp_path), "--complaint", "jaw")
    assert done.exit_code == 2


def test_analyze_joins_answers_and_a_recording(tmp_path: Path) -> None:
    run = tmp_path / "run.c3d"
    assert call("synthesize", "--out", run, "--seconds", 8).exit_code == 0
    out = tmp_path / "out"
    done = call("analyze", run, "--answers", answers(tmp_path), "--out", out, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["schema"] == "understride.analysis/1"
    (first, *_) = json.loads((out / "assessment.json").read_text())["lessons"]
    assert {file.name for file in out.iterdir()} == {
        "report.html", "analysis.json", "assessment.json",
        f"lesson-{first}.sheet.html", f"lesson-{first}.sheet.pdf",
    }  # fmt: skip
    assert "Your first lesson" in (out / "report.html").read_text(encoding="utf-8")
    causes = json.loads((out / "assessment.json").read_text())["causes"]
    assert [c["probability"] for c in causes] == [c["probability"] for c in json.loads(done.stdout)["causes"]]
    again = call("ask", "--answers", answers(tmp_path), "--out", out)  # one kind may replace the other
    assert again.exit_code == 0, again.output


def test_an_interview_can_be_left_and_taken_up_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed: something that is no answer, an age, then q; the next time everything else is skipped."""
    today = dt.date(2026, 11, 21)
    kept = home / "interviews" / "me.json"
    typed = iter(["moon", "41", "q"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(typed))
    with pytest.raises(click.exceptions.Exit):
        interview(Runner(id="me"), today=today)
    first = next_question(begin(today))
    assert first is not None
    assert json.loads(kept.read_text())["given"] == {first.key: 41}
    assert kept.stat().st_mode & 0o077 == 0  # it tells of somebody's health
    monkeypatch.setattr("click.prompt", lambda *_, **__: "")
    found = interview(Runner(id="me"), today=today)
    assert found.runner.age == 41
    assert not kept.exists()


def test_every_choice_is_shown_in_the_words_of_its_own_question() -> None:
    for question in questions():
        shown = dict(options(Asked(key="k", question=question, text="t")))
        assert {option.id: option.text for option in question.options}.items() <= shown.items()


# --- reason


def test_the_network_that_was_written_gives_the_same_causes(tmp_path: Path) -> None:
    network = tmp_path / "network.json"
    done = call("ask", "--answers", answers(tmp_path), "--json", "--network", network)
    assert json.loads(network.read_text())["schema"] == "understride.network/1"
    reasoned = json.loads(call("reason", network, "--json").stdout)
    assert list(reasoned) == ["causes"]
    by_id = {row["id"]: row["probability"] for row in reasoned["causes"]}
    assert {f"I6.left.{d}" for d in ("flex", "extend", "abduct", "adduct", "turn_in", "turn_out")} < set(
        by_id
    )
    for cause in json.loads(done.stdout)["causes"]:
        if cause["id"] in by_id:  # the middle of every range, against the median over all readings
            assert by_id[cause["id"]] == pytest.approx(cause["probability"], abs=0.02)


def test_a_hand_made_network_is_reasoned_over_by_hand(tmp_path: Path) -> None:
    """One cause, one finding seen: 0.3·(1 − 0.9·0.5) / (1 − 0.9·(1 − 0.3·0.5)), leak 0.1."""
    file = tmp_path / "n.json"
    content = {
        "causes": [{"id": "a", "prior": 0.3}],
        "findings": [{"id": "f", "leak": 0.1, "links": {"a": 0.5}, "likelihood": [0, 1]}],
    }
    file.write_text(json.dumps(content))
    found = json.loads(call("reason", file, "--json").stdout)["causes"]
    assert found == [{"id": "a", "probability": pytest.approx(0.3 * 0.55 / (1 - 0.9 * 0.85), abs=1e-12)}]


@pytest.mark.parametrize("text", ["{", '{"causes": 3}', '{"causes": [], "findings": [], "x": 1}'])
def test_a_broken_network_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "n.json"
    file.write_text(text)
    done = call("reason", file, "--json")
    assert (done.exit_code, done.stdout) == (2, "")


# --- explain and knowledge


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_is_explained_in_sentences_that_may_be_said(cause: str) -> None:
    done = call("explain", cause.lower())
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(cause)
    document = json.loads(call("explain", cause, "--json").stdout)
    assert document["id"] == cause
    for part in document["parts"]:
        if part["heading"] == "Sources":
            continue  # a title is quoted as it is
        for line in part["lines"]:
            assert lint(line) == ()


def test_the_method_has_twelve_causes_and_six_lie_outside() -> None:
    assert CAUSES[:12] == [f"I{n}" for n in range(1, 13)]
    assert len(CAUSES) == 18


def test_an_unknown_cause_is_named_with_the_nearest() -> None:
    done = call("explain", "X.shoe_changed")
    assert done.exit_code == 2
    assert "X.shoes_changed" in done.stderr


def test_all_faults_of_an_own_folder_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "imbalances").mkdir(parents=True)
    text = (HERE / "imbalances" / "I5.yaml").read_text("utf-8")
    (own / "imbalances" / "I5.yaml").write_text(
        text.replace("complaint: quads", "complaint: quadz").replace(
            "pelvis_passes_foot", "pelvis_pases_foot"
        ),
        "utf-8",
    )
    done = call("knowledge", "check", "--knowledge", own)
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert len(lines) >= 2
    assert all("I5.yaml" in line and any(c.isdigit() for c in line) for line in lines)
    assert call("knowledge", "check").exit_code == 0


def test_an_own_folder_changes_what_is_explained(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "imbalances").mkdir(parents=True)
    shutil.copy(HERE / "imbalances" / "I5.yaml", own / "imbalances" / "I5.yaml")
    file = own / "imbalances" / "I5.yaml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Mine, "), "utf-8")
    assert "Mine, " in call("explain", "I5", "--knowledge", own).stdout


def test_the_graph_is_an_svg_with_every_cause_and_the_same_bytes_again(tmp_path: Path) -> None:
    files = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for file in files:
        assert call("knowledge", "graph", "--out", file).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    texts = {node.text for node in ET.parse(files[0]).iter() if node.tag.endswith("text")}
    for imbalance in load().imbalances:
        assert f"{imbalance.id}  {imbalance.title}" in texts


def test_show_lists_every_link() -> None:
    shown = call("knowledge", "show").stdout
    for imbalance in load().imbalances:
        assert imbalance.title in shown
    assert json.loads(call("knowledge", "show", "--json").stdout)["schema"] == "understride.knowledge/1"


# --- FHIR


def test_answers_go_out_as_fhir_and_come_in_again(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.json"
    done = call("ask", "--answers", EXAMPLES / "low-back-left.yaml", "--json", "--fhir", bundle)
    assert done.exit_code == 0, done.output
    again = call("ask", "--answers", bundle, "--json")
    assert again.stdout == done.stdout
