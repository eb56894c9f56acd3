"""Which voice speaks: the default, another one inside the engine, or a program. Kept in one small file per person."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from understride.lessons.voice.command import CommandVoice, version_of
from understride.lessons.voice.flite import VOICES, FliteVoice
from understride.lessons.voice.keeping import Kept, write_whole
from understride.lessons.voice.speaking import Voice
from understride.model import RequestError

NAMES = tuple(f"flite-{voice}" for voice in VOICES)  # the first is the default
_FILE = "voice.toml"


def voice_named(name: str, kept: Kept) -> FliteVoice:
    """A voice of the engine: `flite-rms`, `flite-awb`, `flite-slt`."""
    if name not in NAMES:
        raise RequestError(
            found=f"no voice {name!r}",
            needed=f"one of {', '.join(NAMES)}",
            do="Choose one, or give a program's command.",
        )
    return FliteVoice(voice=name.removeprefix("flite-"), kept=kept.folder)


def voice_of(command: tuple[str, ...]) -> CommandVoice:
    """A program as a voice; asks it for its version once."""
    if not command:
        raise RequestError(found="an empty command", needed="a program", do="Name the program first.")
    return CommandVoice(command=command, version=version_of(command))


def chosen(settings: Path, kept: Kept) -> Voice:
    """The voice that was chosen, the default where none was. settings: the folder of `voice.toml`."""
    file = settings / _FILE
    if not file.is_file():
        return voice_named(NAMES[0], kept)
    try:
        voice = tomllib.loads(file.read_text(encoding="utf-8"))["voice"]
        if "command" in voice:
            command = tuple(str(word) for word in voice["command"])
            if not command:
                raise ValueError("empty command")
            return CommandVoice(command=command, version=str(voice.get("version", "")))
        return voice_named(str(voice["name"]), kept)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise RequestError(
            found=f"{_FILE} names no voice",
            needed="[voice] with name or command",
            do="Choose the voice again.",
        ) from error


def choose(voice: FliteVoice | CommandVoice, settings: Path) -> None:
    """Keep the choice."""
    if isinstance(voice, CommandVoice):
        # A JSON string or list of strings is a TOML one too.
        lines = [f"command = {json.dumps(voice.command)}", f"version = {json.dumps(voice.version)}"]
    else:
        lines = [f"name = {json.dumps(voice.name)}"]
    write_whole(settings / _FILE, "\n".join(["[voice]", *lines, ""]).encode())


def settings_folder() -> Path:
    """Where this person's choice lies."""
    from platformdirs import user_config_path

    return user_config_path("understride")
