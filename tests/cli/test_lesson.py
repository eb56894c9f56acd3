"""The lesson commands: what they print, write and refuse."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from tests.cli.asked import CAUTION, ON, call, write
from tests.lessons.examples import HEAD_ROLL

from understride.cli import clearing, lesson
from understride.lessons import Length, load_library, score
from understride.lessons.documents import lesson_schema
from understride.model import RequestError

# --- reading needs no gate


def test_the_list_has_every_lesson_with_minutes_or_seconds():
    rows = json.loads(call("lesson", "list", "--json").stdout)
    assert {row["id"] for row in rows} == set(load_library())
    for row in rows:
        time = "seconds" if row["kind"] == "short" else "minutes"
        assert list(row) == ["id", "title", "kind", time, "serves", "complaints"]
        lesson = load_library()[row["id"]]
        scored = {length: score(lesson, length=length).seconds for length in lesson.front.lengths}
        if time == "seconds":
            assert abs(row["seconds"] - scored["short"]) <= 0.5
        else:
            told = {length: minutes for length, minutes in row["minutes"].items() if minutes is not None}
            assert told == {length: round(seconds / 60) for length, seconds in scored.items()}
    core = next(row for row in rows if row["id"] == "core-lying")
    assert set(core["minutes"]) == {"short", "full"}
    assert core["serves"][0] == "I1"


def test_a_lesson_is_shown_by_its_schema_in_both_sides_and_lengths():
    for side in ("left", "right"):
        for length in ("short", "full"):
            done = call("lesson", "show", "core-lying", "--json", "--side", side, "--length", length)
            document = json.loads(done.stdout)
            jsonschema.validate(document, lesson_schema())
            assert (document["side"], document["length"], document["estimated"]) == (side, length, True)


def test_a_lesson_shown_for_people_has_its_words_and_cautions():
    shown = call("lesson", "show", "core-lying").stdout
    assert "Turning one way and the other" in shown
    assert "Everyone: Do less" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "core-lyin"), "core-lying"),
        (("show", "over-the-foot", "--length", "full"), "No full version of over-the-foot"),
        (("check", "absent.lesson.md"), "cannot be read"),
        (("new", "Slow Turn.lesson.md"), "small letters"),
        (("new", "slow-turn.txt"), ".lesson.md"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_2(words, said):
    done = call("lesson", *words)
    assert done.exit_code == 2
    assert said in done.output


def test_a_new_lesson_is_that_of_the_documentation_but_for_one_fault(tmp_path):
    file = tmp_path / "head-roll.lesson.md"
    assert call("lesson", "new", file).stdout == f"{file}\n"
    assert file.read_text(encoding="utf-8") == HEAD_ROLL.replace(lesson.WHOLE, lesson.LACKING)
    assert call("lesson", "check", file).exit_code == 2
    other = tmp_path / "slow-turn.lesson.md"
    call("lesson", "new", other)
    write(other, other.read_text(encoding="utf-8").replace("a little the other way", "a little to the {B}"))
    done = call("lesson", "check", other)
    assert done.exit_code == 0
    assert "0 errors" in done.stdout
    assert "~~~~" in done.stdout  # the strip
    assert call("lesson", "new", other).exit_code == 2


def test_a_fault_is_named_with_its_line_and_ends_with_2(tmp_path):
    text = HEAD_ROLL.replace("come back to the middle", "stretch it to the middle")
    done = call("lesson", "check", write(tmp_path / "head-roll.lesson.md", text))
    assert done.exit_code == 2
    assert "head-roll.lesson.md:" in done.stdout


def test_a_length_that_is_there_is_taken_and_none_means_the_short_one():
    from understride.cli.lesson import length_for

    one = load_library()["core-lying"]
    wished: list[tuple[str | None, Length]] = [(None, "short"), ("full", "full")]
    assert [length_for(one, wish) for wish, _ in wished] == [length for _, length in wished]


# --- sound


@pytest.fixture
def quick_voice(monkeypatch, tmp_path) -> None:
    """A voice that hums, and a cache of the test's own."""
    from tests.report.test_player import Hum

    monkeypatch.setattr("understride.lessons.voice.choice.chosen", lambda *a: Hum())
    monkeypatch.setattr("understride.lessons.voice.keeping.default_folder", lambda: tmp_path / "kept")


def test_export_writes_sound_captions_transcript_chapters_and_a_page(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    out = tmp_path / "out"
    done = call(
        "lesson", "export", "return-after-alert", "--out", out, "--answers", go, "--nothing-new", *ON,
        "--format", "both", "--feed", "https://example.org/mine",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    stem = "return-after-alert-right-short"
    endings = ("mp3", "opus", "vtt", "txt", "json", "chapters.json", "html", "sheet.html", "sheet.pdf")
    assert {f.name for f in out.iterdir()} == {*(f"{stem}.{e}" for e in endings), "feed.xml"}
    assert done.stdout.split() == [str(out / f"{stem}.{e}") for e in endings] + [str(out / "feed.xml")]
    document = json.loads((out / f"{stem}.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, lesson_schema())
    assert document["estimated"] is False


def test_without_typst_export_says_so_and_writes_the_rest(go, tmp_path, quick_voice, monkeypatch):
    pytest.importorskip("lameenc")
    monkeypatch.setitem(sys.modules, "typst", None)
    out = tmp_path / "out"
    done = call("lesson", "export", "return-after-alert", "--out", out, "--answers", go, "--nothing-new", *ON)
    assert done.exit_code == 0, done.output
    assert "pip install 'understride[pdf]'" in done.stderr
    assert done.stderr.count("The sheet is not written as PDF") == 1
    stem = "return-after-alert-right-short"
    assert (out / f"{stem}.sheet.html").is_file()
    assert not (out / f"{stem}.sheet.pdf").exists()
    assert str(out / f"{stem}.sheet.pdf") not in done.stdout


def test_under_a_caution_the_short_version_without_what_is_withheld_is_written(
    tmp_path, quick_voice, monkeypatch
):
    pytest.importorskip("lameenc")
    from understride.interview import gate, parse_answers

    answers = parse_answers(CAUTION.encode(), name="caution.yaml", now=clearing._now())
    outcome = gate(answers, today=answers.today)
    assert outcome.action == "caution"
    told = write(tmp_path / "caution.yaml", CAUTION)
    out = tmp_path / "out"
    done = call(
        "lesson", "export", "core-upright", "--out", out, "--answers", told, "--nothing-new", *ON,
        "--length", "full" if "full" in load_library()["core-upright"].front.lengths else "short",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (out / "core-upright-right-short.mp3").is_file()


def test_a_part_half_in_thought_is_written_as_such(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    out = tmp_path / "out"
    words = ("--part", "2/2", "--half-imagined", "--answers", go, "--nothing-new", *ON)
    done = call("lesson", "export", "before-the-run", "--out", out, *words)
    assert done.exit_code == 0, done.output
    stem = "before-the-run-right-short-part-2-of-2-half-imagined"
    document = json.loads((out / f"{stem}.json").read_text(encoding="utf-8"))
    assert document["title"] == "Before the run, part 2 of 2, half in thought"
    assert document["blocks"][0]["title"] == "Settling again"
    assert document["seconds"] < 0.8 * score(load_library()["before-the-run"]).seconds
    texts = [said["text"] for block in document["blocks"] for said in block["sentences"]]
    assert "The rest of this only in thought." in texts
    assert document["title"] in (out / f"{stem}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", ["2", "0/2", "3/2", "a/b", "1/2/3"])
def test_a_part_that_cannot_be_is_one_sentence(go, part, tmp_path):
    done = call(
        "lesson", "export", "core-lying", "--out", tmp_path / "out", "--part", part, "--answers", go, *ON
    )
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--part 1/2" in done.stderr


def test_the_words_of_a_portion_ask_for_the_same_portion(go, tmp_path, monkeypatch):
    from understride.cli import portions
    from understride.lessons.portions import Portion

    wished = Portion(part=2, parts=3, half_imagined=True, long_rests=True)
    found = []

    def stop(*_, portion, **__):
        found.append(portion)
        raise RequestError(found="enough", needed="nothing", do="Stop.")

    monkeypatch.setattr("understride.cli.lesson_audio.spoken", stop)
    words = portions.as_options(wished).split()
    call("lesson", "export", "core-lying", "--out", tmp_path, *words, "--answers", go, "--nothing-new", *ON)
    assert found == [wished]
    assert portions.as_options(Portion()) == ""


def test_play_writes_a_page_with_both_first_sides(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    out = tmp_path / "out"
    done = call(
        "lesson", "play", "return-after-alert", "--side", "left", "--out", out, "--answers", go,
        "--nothing-new", *ON,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{out / 'return-after-alert.html'}\n"
    page = (out / "return-after-alert.html").read_text(encoding="utf-8")
    for side in ("left", "right"):
        assert (out / f"return-after-alert-{side}-short.mp3").is_file()
        assert f"return-after-alert-{side}-short.mp3" in page


def test_a_lesson_of_ones_own_is_played_from_its_file(go, tmp_path, quick_voice):
    pytest.importorskip("lameenc")
    file = tmp_path / "head-roll.lesson.md"
    write(file, HEAD_ROLL)
    done = call("lesson", "export", file, "--out", tmp_path / "out", "--answers", go, "--nothing-new", *ON)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "head-roll-right-short.mp3").is_file()


def test_one_command_lets_both_voices_be_heard_and_changes_nothing(home, tmp_path, quick_voice):
    from tests.lessons.voice.test_voices import SINE

    pytest.importorskip("soundfile")
    script = write(tmp_path / "sine.py", SINE)
    out, command = tmp_path / "voices", f"{sys.executable} {script} {{file}}"
    done = call("lesson", "voice", "--command", command, "--hear", "--out", out)
    assert done.exit_code == 0, done.output
    program = Path(sys.executable).stem
    assert {file.name for file in out.iterdir()} == {"hum.wav", f"{program}.wav"}
    assert not list(home.rglob("voice.toml"))
    assert call("lesson", "voice", "--command", command).stdout == f"{program}\n"
    assert "sine.py" in next(home.rglob("voice.toml")).read_text(encoding="utf-8")


def test_a_voice_is_listed_chosen_and_refused(home):
    listed = call("lesson", "voice").stdout.splitlines()
    assert listed[0] == "* flite-rms"
    done = call("lesson", "voice", "flite-nobody")
    assert done.exit_code == 2
    assert "no voice 'flite-nobody'" in done.stderr
