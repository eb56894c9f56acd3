"""How loud a file is: integrated loudness (BS.1770) and true peak, for setting a voice's gain and for checking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from understride.lessons.voice.needs import needed
from understride.lessons.voice.sound import FULL_SCALE, Pcm, Sound, oversampled_peaks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WANTED, WITHIN = -19.0, 1.0  # LUFS and LU, mono; common practice is -16 in stereo, which is the same
TARGET = (
    -18.2
)  # LUFS of a voice's samples: lessons come out 0.2 lower, MP3 takes 0.6 away, Opus 0.25; see voice.md
HIGHEST = -1.5  # dBTP in the file
_BLOCK = 0.4  # s: what BS.1770 measures at once
_PIECE = (
    10.0  # s: true peaks are looked for in pieces, since a lesson four times oversampled fills the memory
)


def loudness(samples: NDArray[np.float64], rate: int) -> float:
    """Integrated loudness, LUFS; -inf for silence. Gated, so long pauses do not count. samples: (n,), ±1."""
    import numpy as np

    short = round(_BLOCK * rate) + 1 - samples.size
    if short > 0:
        samples = np.pad(samples, (0, short))
    if not samples.any():
        return float("-inf")
    meter = needed("pyloudnorm").Meter(rate, block_size=_BLOCK)
    return float(meter.integrated_loudness(samples))


def true_peak(pcm: Pcm) -> float:
    """Highest point of the wave, dBTP; -inf for silence. pcm: (n,) int16."""
    import numpy as np

    step, rim = round(_PIECE * 16_000), 64
    highest = 0.0
    for at in range(0, pcm.size, step):
        piece = pcm[max(at - rim, 0) : at + step + rim].astype(np.float64) / FULL_SCALE
        highest = max(highest, float(oversampled_peaks(piece).max()))
    return 20 * float(np.log10(highest)) if highest else float("-inf")


def gain_for(sounds: Iterable[Sound]) -> float:
    """The one gain (dB, to a hundredth) that brings a voice to `TARGET`, from sentences it has spoken."""
    import numpy as np

    spoken = list(sounds)
    together = np.concatenate([sound.samples.astype(np.float64) for sound in spoken])
    measured = loudness(together, spoken[0].rate)
    return 0.0 if measured == float("-inf") else round(TARGET - measured, 2)
