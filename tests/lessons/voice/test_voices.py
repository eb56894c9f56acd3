"""Who speaks: the default voice, any program, and what happens where something is missing."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.lessons.voice.made_up import Hum

import understride.lessons.voice.needs as needs
from understride.lessons import load_library, score
from understride.lessons.voice import lexicon
from understride.lessons.voice.choice import NAMES, choose, chosen, voice_named, voice_of
from understride.lessons.voice.command import CommandVoice
from understride.lessons.voice.flite import FliteVoice, plain
from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.speaking import SAMPLES, Voice, sample, speaker
from understride.model import RequestError

SENTENCE = "Which hand is further away?"
SINE = """
import math, struct, sys, wave
text = sys.stdin.read()
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 22050, 0, "NONE", ""))
    n = 1500 * len(text.split())
    file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 9))) for i in range(n)))
"""


def test_the_default_voice_says_the_same_bytes_again(rms):
    first, again = (rms.sound(SENTENCE, 1.0) for _ in range(2))
    assert np.array_equal(first.samples, again.samples)
    assert first.rate == 16_000
    assert 1.5 < first.samples.size / first.rate < 4


def test_slower_speech_is_longer(rms):
    seconds = [rms.sound(SENTENCE, speed).samples.size for speed in (1.3, 1.0, 0.7)]
    assert seconds == sorted(seconds)
    assert seconds[2] / seconds[0] == pytest.approx(1.3 / 0.7, rel=0.1)


def test_a_compiled_engine_that_is_damaged_is_compiled_anew(rms, tmp_path):
    from understride.lessons.voice.flite import _machine

    rms.sound("Rest.", 1.0)
    good = next(Path(rms.kept).glob("flite-*.compiled"))
    (tmp_path / good.name).write_bytes(b"not a module")
    _machine.cache_clear()
    assert replace(rms, kept=tmp_path).sound("Rest.", 1.0).samples.size


@pytest.mark.parametrize("word", sorted(lexicon.lexicon()))
def test_the_voice_says_a_word_of_the_lexicon_as_it_stands_there(word, rms):
    assert rms.phones(word) == lexicon.phones_of(word)


def test_every_entry_of_the_lexicon_mends_something(rms, monkeypatch):
    monkeypatch.setattr(lexicon, "entries_for", lambda text: ())
    same = [word for word in lexicon.lexicon() if rms.phones(word) == lexicon.phones_of(word)]
    assert set(same) <= {
        "instep",
        "piriformis",
        "trochanter",
        "understride",
    }  # the same sounds, the stress elsewhere


def test_an_entry_changes_the_key_of_its_sentences_only(monkeypatch):
    voice = FliteVoice()
    keys = [voice.key(text, 1.0) for text in ("Touch the sacrum.", "Rest.")]
    monkeypatch.setitem(lexicon.lexicon(), "sacrum", '"sacrum" nil : s ae1 k r ah0 m')
    assert voice.key("Touch the sacrum.", 1.0) != keys[0]
    assert voice.key("Rest.", 1.0) == keys[1]


def test_typographic_signs_are_made_plain_for_the_engine():
    assert plain("Don’t hurry – “there”\nis time…") == "Don't hurry , there is time."


def test_a_kept_sentence_is_not_spoken_again_and_a_damaged_one_is(tmp_path):
    ready = speaker(Hum(), Kept(tmp_path))
    spoken = ready.say(SENTENCE)
    file = next((tmp_path / "sentences").rglob("*.pcm"))
    before = file.stat().st_mtime_ns
    assert np.array_equal(ready.say(SENTENCE).pcm, spoken.pcm)
    assert file.stat().st_mtime_ns == before
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(data)
    assert np.array_equal(ready.say(SENTENCE).pcm, spoken.pcm)
    file.write_bytes(data[:10])
    assert np.array_equal(ready.say(SENTENCE).pcm, spoken.pcm)


def test_voices_speeds_and_texts_do_not_share_what_is_kept():
    voices: list[Voice] = [FliteVoice(), FliteVoice(voice="slt"), CommandVoice(command=("say",)), Hum()]
    keys = {voice.key(text, speed) for voice in voices for text in ("One.", "Two.") for speed in (1.0, 0.8)}
    assert len(keys) == 16


@pytest.mark.parametrize("speed", [0.69, 1.31, float("nan")])
def test_a_speed_outside_its_range_is_refused(speed, tmp_path):
    with pytest.raises(RequestError, match="speed"):
        speaker(Hum(), Kept(tmp_path), speed=speed)


@pytest.fixture
def program(tmp_path) -> tuple[str, ...]:
    script = tmp_path / "sine.py"
    script.write_text(SINE)
    return (sys.executable, str(script), "{file}")


def test_any_program_that_writes_a_sentence_to_a_file_is_a_voice(program, tmp_path):
    ready = speaker(CommandVoice(command=program), Kept(tmp_path))
    assert ready.rate == 24_000
    assert ready.say("One two three four.").seconds == pytest.approx(4 * 1500 / 22_050, abs=0.03)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit('no such voice')", "ended with 1 (no such voice)"),
        ("pass", "wrote no sound"),
        ("print('hello')", "wrote something that is no WAV"),
    ],
)
def test_a_program_that_fails_is_named_with_its_reason(code, why):
    voice = CommandVoice(command=(sys.executable, "-c", code))
    with pytest.raises(RequestError) as refused:
        voice.sound(SENTENCE, 1.0)
    assert why in str(refused.value)


def test_a_program_that_is_not_there_is_one_sentence():
    with pytest.raises(RequestError, match="could not be started"):
        CommandVoice(command=("no-such-program-here",)).sound(SENTENCE, 1.0)


def test_a_program_without_a_speed_is_not_stretched(program):
    with pytest.raises(RequestError, match="stretch"):
        CommandVoice(command=program).sound(SENTENCE, 0.8)


def test_a_sentence_reaches_a_program_as_one_word_and_never_a_shell(tmp_path):
    told = tmp_path / "told"
    code = f"import sys, pathlib; pathlib.Path({str(told)!r}).write_text(sys.argv[1])"
    voice = CommandVoice(command=(sys.executable, "-c", code, "{text}"))
    with pytest.raises(RequestError, match="no sound"):
        voice.sound("$(touch x); `ls` | rest", 1.0)
    assert told.read_text() == "$(touch x); `ls` | rest"


def test_festival_s_hts_voice_speaks_a_lesson(tmp_path):
    if (
        not shutil.which("text2wave")
        or not Path("/usr/share/festival/voices/us/cmu_us_slt_arctic_hts").exists()
    ):
        pytest.skip("needs the system packages festival and festvox-us-slt-hts")
    voice = voice_of(("text2wave", "-eval", "(voice_cmu_us_slt_arctic_hts)", "-o", "{file}"))
    ready = speaker(voice, Kept(tmp_path))
    spoken = ready.say(SENTENCE)
    assert ready.rate == 24_000
    assert 0.8 < spoken.seconds < 4


@pytest.mark.parametrize(
    ("told", "version"),
    [("print('sine 2.5')", "sine 2.5"), ("print('ERROR: could not open file --version')", ""), ("1/0", "")],
)
def test_a_program_s_version_is_a_line_with_a_number(told, version, tmp_path):
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\n{told}\n", encoding="utf-8")
    program.chmod(0o755)
    assert voice_of((str(program),)).version == version


def test_a_voice_can_be_heard_before_it_is_chosen(tmp_path):
    import io
    import wave

    ready = speaker(Hum(), Kept(tmp_path))
    with wave.open(io.BytesIO(sample(ready))) as file:
        assert file.getframerate() == 16_000
        assert file.getnframes() / 16_000 > 3 * 0.8 + ready.say(SAMPLES[1]).seconds


def test_a_choice_is_kept_and_found_again(tmp_path):
    kept = Kept(tmp_path)
    assert chosen(tmp_path, kept).name == NAMES[0] == "flite-rms"
    for voice in (voice_named("flite-slt", kept), CommandVoice(command=('a "b" ü', "{file}"), version="v 1")):
        choose(voice, tmp_path)
        assert chosen(tmp_path, kept) == voice


@pytest.mark.parametrize(
    "text", ["", "[voice]", "voice = 3", "[voice]\nname = 'x'", "[voice]\ncommand = []", "\xff"]
)
def test_a_damaged_choice_is_one_sentence(text, tmp_path):
    (tmp_path / "voice.toml").write_text(text, encoding="latin-1")
    with pytest.raises(RequestError):
        chosen(tmp_path, Kept(tmp_path))


def test_where_the_build_brought_no_voice_one_sentence_says_why(tmp_path, monkeypatch):
    (tmp_path / "_built").mkdir()
    (tmp_path / "_built" / "MISSING").write_text("It could not be built (npm ended with 1).\nMore.\n")
    monkeypatch.setattr(needs, "files", lambda name: tmp_path)
    with pytest.raises(RequestError) as refused:
        needs.built_voice()
    assert "npm ended with 1" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_library_is_one_sentence_that_names_the_extra():
    with pytest.raises(RequestError, match=r"understride\[voice\]"):
        needs.needed("no_such_library")


def test_nothing_heavy_is_loaded_before_something_speaks():
    import subprocess

    code = (
        "import sys, understride.lessons.voice.batch, understride.lessons.voice.opus, "
        "understride.lessons.voice.choice; "
        "print([m for m in ('numpy', 'scipy', 'wasmtime', 'soundfile', 'lameenc', 'pyloudnorm') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_a_call_takes_a_fraction_of_what_it_speaks(rms):
    rms.sound("Rest.", 1.0)
    before = time.process_time()
    sound = rms.sound("Let your breastbone turn a little to one side, and come back.", 1.0)
    assert time.process_time() - before < sound.samples.size / sound.rate / 5


@pytest.mark.parametrize("name", ["mid-run-reset-shoulders", "return-after-alert"])
def test_what_is_shown_before_a_voice_has_spoken_is_within_three_per_cent(name, speaking):
    """The two that hold the most speech; the whole library: python -m revalidation.voice."""
    lesson = load_library()[name]
    shown = score(lesson)
    true = {said.text: speaking.say(said.text).seconds for said in shown.said}
    assert shown.seconds == pytest.approx(score(lesson, spoken=true).seconds, rel=0.03)
