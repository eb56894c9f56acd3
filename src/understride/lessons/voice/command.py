"""Another voice: any program that speaks one sentence to a WAV file.

The command is a list of words, run as it is and never through a shell. `{file}` in it becomes the file to write
(without it, the WAV is taken from standard output), `{text}` the sentence (without it, the sentence goes to standard
input), `{stretch}` how much slower than usual to speak (1.0 is usual; without it, the speed cannot be changed).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from understride.lessons.voice.needs import needed
from understride.lessons.voice.sound import Sound
from understride.model import RequestError

SECONDS_FOR_A_SENTENCE = 60
SECONDS_FOR_A_VERSION = 5
LARGEST = 64 * 1024 * 1024  # bytes of one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandVoice:
    """A program as a voice. version: the line it tells of itself, part of every key."""

    command: tuple[str, ...]
    version: str = ""

    @property
    def name(self) -> str:
        """The program's name."""
        return Path(self.command[0]).stem

    def key(self, text: str, speed: float) -> str:
        """Everything that decides how the sentence sounds."""
        return f"{json.dumps(self.command)} {self.version} stretch {1 / speed:.4f} {text}"

    def sound(self, text: str, speed: float) -> Sound:
        """The sentence, spoken by the program."""
        if speed != 1.0 and not any("{stretch}" in word for word in self.command):
            raise RequestError(
                found=f"{self.name} cannot be made to speak at {speed:g} of its speed",
                needed="{stretch} in its command",
                do="Add it where the program takes its speed, or leave the speed at 1.",
            )
        with tempfile.TemporaryDirectory(prefix="understride-") as folder:
            file = Path(folder) / "out.wav"
            words = [self._filled(word, file, text, speed) for word in self.command]
            told = self._run(words, text)
            wave = file.read_bytes() if file.is_file() else told
        return self._sound(wave)

    def _filled(self, word: str, file: Path, text: str, speed: float) -> str:
        for mark, value in (("{file}", str(file)), ("{stretch}", f"{1 / speed:.3f}"), ("{text}", text)):
            word = word.replace(mark, value)
        return word

    def _run(self, words: list[str], text: str) -> bytes:
        spoken_as_word = any("{text}" in word for word in self.command)
        try:
            done = subprocess.run(
                words,
                input=b"" if spoken_as_word else text.encode() + b"\n",
                capture_output=True,
                timeout=SECONDS_FOR_A_SENTENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            why = "took too long" if isinstance(error, subprocess.TimeoutExpired) else "could not be started"
            raise self._refused(why) from error
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            raise self._refused(f"ended with {done.returncode} ({lines[-1] if lines else 'no word why'})")
        return done.stdout

    def _sound(self, wave: bytes) -> Sound:
        soundfile = needed("soundfile")
        if not wave or len(wave) > LARGEST:
            raise self._refused("wrote no sound" if not wave else "wrote more than a sentence")
        try:
            samples, rate = soundfile.read(io.BytesIO(wave), dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise self._refused("wrote something that is no WAV") from error
        return Sound(samples=samples.mean(axis=1), rate=int(rate))

    def _refused(self, why: str) -> RequestError:
        return RequestError(
            found=f"the voice {self.name} {why}",
            needed="a program that speaks one sentence to a WAV file",
            do="Try its command by hand, or go back to the default voice.",
        )


def version_of(command: tuple[str, ...]) -> str:
    """The first line with a number in it that the program tells with `--version`; empty if it tells none."""
    try:
        done = subprocess.run(
            [command[0], "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_FOR_A_VERSION,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (done.stdout + done.stderr).decode(errors="replace").strip().splitlines()
    numbered = (line.strip() for line in lines if re.search(r"\d", line))
    return next(numbered, "") if not done.returncode else ""
