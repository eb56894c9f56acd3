"""A voice made ready: its sentences at one level, cut and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.levels import TARGET, gain_for
from understride.lessons.voice.sound import TREATMENT, Sound, Spoken, rate_for, resampled, treated
from understride.model import RequestError

SLOWEST, FASTEST = 0.7, 1.3
_BETWEEN = 0.8  # s between the sentences of a sample
SAMPLES = (
    "Stand with your feet under your hips, and let your arms hang.",
    "Let your breastbone turn a little to one side, and come back.",
    "Which hand is further away?",
    "Do less, and let it be slow.",
    "Lie on your back, and lengthen your legs.",
    "Where does the movement begin, and where does it end?",
    "Leave it, and rest.",
    "Could you talk while you do this?",
)  # what a voice says to be measured, and to be heard before it is chosen


class Voice(Protocol):
    """Anything that speaks a sentence."""

    @property
    def name(self) -> str:
        """As a person chooses it."""

    def key(self, text: str, speed: float) -> str:
        """Everything that decides how the sentence sounds."""

    def sound(self, text: str, speed: float) -> Sound:
        """The sentence, spoken; as loud, as long and at the rate it comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice with its gain (dB), its speed (of speech alone) and its rate (Hz). Made by `speaker`."""

    voice: Voice
    kept: Kept
    gain: float
    speed: float
    rate: int

    def say(self, text: str) -> Spoken:
        """The sentence, spoken now or kept from before."""
        key = f"{self.voice.key(text, self.speed)} at {self.gain:+.2f} dB, treatment {TREATMENT}"
        spoken = self.kept.load(key)
        if spoken is not None and spoken.rate == self.rate:
            return spoken
        spoken = treated(resampled(self.voice.sound(text, self.speed), self.rate), self.gain)
        if not spoken.audible:
            raise RequestError(
                found=f"{self.voice.name} said nothing for {text!r}",
                needed="a sentence that can be heard",
                do="Reword the sentence or choose another voice.",
            )
        self.kept.save(key, spoken)
        return spoken


def speaker(voice: Voice, kept: Kept, *, speed: float = 1.0) -> Speaker:
    """The voice made ready: one gain for all its sentences, measured once from `SAMPLES` and kept."""
    if not SLOWEST <= speed <= FASTEST:
        raise RequestError(
            found=f"a speed of {speed:g}", needed=f"{SLOWEST} to {FASTEST}", do="Choose a speed in between."
        )
    gain, rate = _measured(voice, kept)
    return Speaker(voice=voice, kept=kept, gain=gain, speed=speed, rate=rate)


def sample(ready: Speaker) -> bytes:
    """A WAV in which the voice says a few sentences, to be heard before it is chosen. No lesson: needs no gate."""
    import io
    import wave

    pause = bytes(2 * round(_BETWEEN * ready.rate))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, ready.rate, 0, "NONE", "not compressed"))
        for text in SAMPLES[1:4]:
            file.writeframes(ready.say(text).pcm.astype("<i2").tobytes() + pause)
    return out.getvalue()


def _measured(voice: Voice, kept: Kept) -> tuple[float, int]:
    """Gain (dB) and rate (Hz) of a voice at lesson speed."""
    key = f"{TARGET} LUFS: " + " | ".join(voice.key(text, 1.0) for text in SAMPLES)
    known = kept.level(key)
    if known is not None:
        return known
    sounds = _spoken(voice, SAMPLES)
    rate = rate_for(sounds[0].rate)
    gain = gain_for([resampled(sound, rate) for sound in sounds])
    kept.save_level(key, gain, rate)
    return gain, rate


def _spoken(voice: Voice, texts: Sequence[str]) -> list[Sound]:
    sounds = [voice.sound(text, 1.0) for text in texts]
    if len({sound.rate for sound in sounds}) != 1:
        raise RequestError(
            found=f"{voice.name} changes its sample rate from sentence to sentence",
            needed="one sample rate",
            do="Choose another voice.",
        )
    return sounds
