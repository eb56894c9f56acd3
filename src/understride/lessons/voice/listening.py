"""Hearing a file by machine: is every silence where the score has it, is it as loud as it should be, is it clean?"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from understride.lessons.voice.levels import HIGHEST, WANTED, WITHIN, loudness, true_peak
from understride.lessons.voice.needs import needed
from understride.lessons.voice.sound import FRAME, FULL_SCALE, Pcm, Sound, heard_frames, resampled
from understride.lessons.voice.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from understride.interview.gate import Cleared

MOST_OFF = 0.050  # s: between the score and what is heard
_CLIPPED = FULL_SCALE - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a machine hears in a file.

    seconds: length. off: worst distance between a sentence's edge in the score and in the sound, s. unheard: sentences
    that cannot be heard. loudness: LUFS. peak: dBTP. clipped: samples at full scale. dc: mean of all samples, ±1.
    """

    seconds: float
    off: float
    unheard: tuple[str, ...]
    loudness: float
    peak: float
    clipped: int
    dc: float

    def faults(self, timeline: Timeline) -> tuple[str, ...]:
        """What does not hold, in words; empty where all does."""
        found = list(self.unheard)
        if abs(self.seconds - timeline.seconds) > MOST_OFF:
            found.append(f"lasts {self.seconds:.3f} s, the score {timeline.seconds:.3f} s")
        if self.off > MOST_OFF:
            found.append(f"a sentence is {1000 * self.off:.0f} ms from its place")
        if abs(self.loudness - WANTED) > WITHIN:
            found.append(f"{self.loudness:.1f} LUFS")
        if self.peak > HIGHEST:
            found.append(f"true peak {self.peak:.1f} dBTP")
        if self.clipped:
            found.append(f"{self.clipped} samples at full scale")
        return tuple(found)


def heard(sound: Pcm, rate: int, timeline: Timeline) -> Heard:
    """Listen to decoded sound beside its timeline. sound: (n,) int16; rate: Hz."""
    import numpy as np

    samples = sound.astype(np.float64) / FULL_SCALE
    off, unheard = _beside(heard_frames(samples, rate), timeline)
    return Heard(
        seconds=sound.size / rate,
        off=off,
        unheard=unheard,
        loudness=loudness(samples, rate),
        peak=true_peak(sound),
        clipped=int((np.abs(sound.astype(np.int32)) >= _CLIPPED).sum()),
        dc=float(samples.mean()) if samples.size else 0.0,
    )


def _beside(active: NDArray[np.bool_], timeline: Timeline) -> tuple[float, tuple[str, ...]]:
    """The silence map of the sound against that of the score: each sentence's two edges, within half its pauses."""
    import numpy as np

    cues = timeline.cues
    worst, unheard = 0.0, []
    middles = [(a.end + b.start) / 2 for a, b in pairwise(cues)]
    for cue, begin, end in zip(cues, [0.0, *middles], [*middles, timeline.seconds], strict=True):
        first, last = round(begin / FRAME), round(end / FRAME)
        sounding = np.flatnonzero(active[first:last])
        if not sounding.size:
            unheard.append(f"not heard: {cue.text}")
            continue
        start, stop = (first + int(sounding[0])) * FRAME, (first + int(sounding[-1]) + 1) * FRAME
        worst = max(worst, abs(start - cue.start), abs(stop - cue.end))
    return worst, tuple(unheard)


def decoded(cleared: Cleared, file: bytes, rate: int) -> Pcm:
    """The sound of an MP3 or Opus file of a lesson, at a rate: (n,) int16."""
    import numpy as np

    del cleared  # whoever opens a lesson's sound has been asked
    samples, own = needed("soundfile").read(io.BytesIO(file), dtype="float32")
    sound = resampled(Sound(samples=samples, rate=int(own)), rate)
    return np.rint(sound.samples * FULL_SCALE).clip(-FULL_SCALE, _CLIPPED).astype(np.int16)
