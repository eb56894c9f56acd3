"""What a voice gives and what the timeline takes: one sentence as samples, cut, faded and held below the ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Pcm = NDArray[np.int16]
else:
    Samples = Pcm = object

SPEECH_RATES = (
    16_000,
    24_000,
)  # Hz; the lowest one that holds the voice: MP3 at 24 kbit/s and Opus know both
FULL_SCALE = 32_768
HEARD = -50.0  # dBFS of a frame: what is quieter counts as silence (lessons.md § 2.3)
FRAME = 0.005  # s
_SMOOTH = (
    3  # frames: one alone at the border, 50 ms after the rest, is no speech, and an encoder may swallow it
)
_LIFT = 4.0  # dB
TREATMENT = 2  # of `treated`: another number, and what was kept before is spoken anew
TAIL = 0.060  # s kept after the last heard frame; it sounds into the pause
FADE = 0.015  # s, at both edges
CEILING = -3.0  # dBTP; MP3 at 24 kbit/s overshoots by up to a decibel, the file may reach -1.5
_BELOW_SPEECH = (20.0, 70.0)  # Hz: nothing below the first, all above the second
_OVERSAMPLE = 4
_HOLD = 0.008  # s around a peak in which the limiter is already down


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sound:
    """What came out of a voice. samples: (n,) float32, full scale ±1, mono. rate: Hz."""

    samples: Samples
    rate: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spoken:
    """One sentence ready for its place. pcm: (n,) int16, mono. audible: samples up to the last heard one; rate: Hz.

    What follows `audible` is the tail, which belongs to the pause.
    """

    pcm: Pcm
    audible: int
    rate: int

    @property
    def seconds(self) -> float:
        """How long it is heard, s."""
        return self.audible / self.rate


def rate_for(source: int) -> int:
    """The rate of files spoken by a voice of this rate, Hz."""
    return next((rate for rate in SPEECH_RATES if rate >= source), SPEECH_RATES[-1])


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate."""
    if sound.rate == rate:
        return sound
    import numpy as np
    from scipy.signal import resample_poly

    samples = resample_poly(sound.samples.astype(np.float64), rate, sound.rate)
    return Sound(samples=samples.astype(np.float32), rate=rate)


def treated(sound: Sound, gain: float) -> Spoken:
    """Cut to what is heard, brought to level by one gain (dB), held below the ceiling, faded at both edges.

    The fade in lies before the first heard frame where the voice left room for it, so no consonant is worn off.
    """
    import numpy as np

    rate = sound.rate
    samples = centred(sound.samples.astype(np.float64), rate) * 10 ** (gain / 20)
    heard = heard_frames(samples, rate)
    if not heard.any():
        return Spoken(pcm=np.zeros(0, dtype=np.int16), audible=0, rate=rate)
    frame, fade = round(FRAME * rate), round(FADE * rate)
    samples = decided(samples, heard, rate)
    heard = heard_frames(samples, rate)
    active = np.flatnonzero(heard)
    first = max(int(active[0]) * frame - fade, 0)
    last = min((int(active[-1]) + 1) * frame, samples.size)
    end = last + round(TAIL * rate)
    cut = np.zeros(end - first)
    part = samples[first:end]
    cut[: part.size] = part
    cut = faded(limited(cut, rate), fade)
    pcm = np.rint(cut * FULL_SCALE).clip(-FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return Spoken(pcm=pcm, audible=last - first, rate=rate)


def decided(samples: NDArray[np.float64], heard: NDArray[np.bool_], rate: int) -> NDArray[np.float64]:
    """Edges moved away from the border of what counts as heard, so that an encoder's decibel does not decide for it.

    A burst of p or the end of a word hovers about the border for 60 ms: up to its edge it is lifted by `_LIFT`, beyond
    it lowered as much. samples: (n,); heard: per frame.
    """
    import numpy as np

    frame, change = round(FRAME * rate), 10 ** (_LIFT / 20)
    clear = heard & heard_frames(samples / change, rate)
    edges = np.flatnonzero(heard)[[0, -1]]
    sure = np.flatnonzero(clear)[[0, -1]] if clear.any() else edges[::-1]
    gain = np.ones(heard.size)
    gain[: edges[0]] = gain[edges[1] + 1 :] = 1 / change
    gain[edges[0] : sure[0]] = gain[sure[1] + 1 : edges[1] + 1] = change
    middles = (np.arange(heard.size) + 0.5) * frame
    return samples * np.interp(np.arange(samples.size), middles, gain)


def centred(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Without what lies below speech: the default voice leans to one side by -43 dBFS while it speaks. (n,) → (n,)."""
    import numpy as np

    if not samples.size:
        return samples
    low, high = _BELOW_SPEECH
    size = samples.size + round(rate / low)  # room for the ends not to meet
    spectrum = np.fft.rfft(samples, size)
    rise = np.clip((np.fft.rfftfreq(size, 1 / rate) - low) / (high - low), 0.0, 1.0)
    return np.asarray(np.fft.irfft(spectrum * rise**2, size)[: samples.size], dtype=np.float64)


def heard_frames(samples: NDArray[np.float64], rate: int) -> NDArray[np.bool_]:
    """Per frame of `FRAME` seconds: whether the level around it reaches `HEARD`. samples: (n,), full scale ±1."""
    import numpy as np

    frame = round(FRAME * rate)
    if samples.size < _SMOOTH * frame:
        samples = np.pad(samples, (0, _SMOOTH * frame - samples.size))
    whole = np.zeros(-(-samples.size // frame) * frame)
    whole[: samples.size] = samples
    power = np.square(whole.reshape(-1, frame)).mean(axis=1)
    power = np.convolve(power, np.full(_SMOOTH, 1 / _SMOOTH), mode="same")[: power.size]
    return np.asarray(power >= 10 ** (HEARD / 10), dtype=np.bool_)


def faded(samples: NDArray[np.float64], fade: int) -> NDArray[np.float64]:
    """Raised-cosine edges of `fade` samples, on a copy."""
    import numpy as np

    fade = min(fade, samples.size // 2)
    out = samples.copy()
    if fade:
        ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(fade) + 0.5) / fade)
        out[:fade] *= ramp
        out[-fade:] *= ramp[::-1]
    return out


def limited(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Held below `CEILING` by a gain that is down before the peak comes and goes up slowly; untouched if below."""
    import numpy as np

    peaks = oversampled_peaks(samples)
    ceiling = 10 ** (CEILING / 20)
    if not peaks.size or peaks.max() <= ceiling:
        return samples
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    hold = 2 * round(_HOLD * rate) + 1
    down = minimum_filter1d(needed, size=hold, mode="nearest")
    return np.asarray(samples * uniform_filter1d(down, size=hold, mode="nearest"), dtype=np.float64)


def oversampled_peaks(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Largest size of the wave around each sample, between the samples too (BS.1770 true peak). (n,) → (n,)."""
    import numpy as np
    from scipy.signal import resample_poly

    if not samples.size:
        return np.zeros(0)
    fine = np.abs(resample_poly(samples, _OVERSAMPLE, 1)).reshape(-1, _OVERSAMPLE).max(axis=1)
    # The wave between two samples belongs to both.
    return np.asarray(np.maximum(fine, np.concatenate((fine[:1], fine[:-1]))), dtype=np.float64)
