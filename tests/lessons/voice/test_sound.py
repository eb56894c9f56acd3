"""One sentence: cut to what is heard, at level, under the ceiling, with gentle edges."""

from __future__ import annotations

import numpy as np
import pytest
from tests.lessons.voice.made_up import hummed

from understride.lessons.voice.levels import gain_for, loudness, true_peak
from understride.lessons.voice.sound import (
    CEILING,
    FADE,
    HEARD,
    TAIL,
    Sound,
    heard_frames,
    limited,
    rate_for,
    resampled,
    treated,
)

RATE = 16_000


def test_silence_around_a_sentence_is_cut_and_the_tail_kept():
    spoken = treated(hummed(1.0, RATE), 0.0)
    assert spoken.seconds == pytest.approx(1.0 + FADE, abs=0.011)  # the fade lies before the first sound
    assert spoken.pcm.size == spoken.audible + round(TAIL * RATE)


def test_the_edges_of_a_sentence_are_silent_and_rise_gently():
    pcm = treated(hummed(0.5, RATE, level=0.5), 0.0).pcm.astype(int)
    assert abs(pcm[0]) <= 1
    assert abs(pcm[-1]) <= 1
    assert np.abs(np.diff(pcm[: round(FADE * RATE)])).max() < np.abs(np.diff(pcm)).max()


def test_a_sentence_that_starts_at_once_is_faded_in_too():
    loud = Sound(samples=np.full(RATE, 0.3, dtype=np.float32) * np.sign(np.sin(np.arange(RATE))), rate=RATE)
    assert abs(int(treated(loud, 0.0).pcm[0])) < 100


def test_what_leans_to_one_side_is_put_upright():
    leaning = hummed(1.0, RATE)
    leaning = Sound(samples=leaning.samples + np.float32(0.05), rate=RATE)
    pcm = treated(leaning, 0.0).pcm
    assert abs(pcm.astype(float).mean()) < 20  # of 32768; it leant by 1638


@pytest.mark.parametrize("gain", [0.0, 12.0, 24.0])
def test_no_gain_takes_the_wave_above_the_ceiling(gain):
    pcm = treated(hummed(0.5, RATE, pitch=3_900.0), gain).pcm
    assert true_peak(pcm) <= CEILING + 0.05


def test_what_is_below_the_ceiling_is_left_alone():
    wave = 0.3 * np.sin(np.arange(4000) / 5)
    assert np.array_equal(limited(wave, RATE), wave)


def test_the_peak_between_two_samples_counts():
    """A sine of a quarter of the rate, caught at 45°, is √2 higher between its samples: +3.01 dB."""
    wave = 0.5 * np.sqrt(2) * np.sin(np.pi / 2 * np.arange(16_000) + np.pi / 4)
    pcm = np.rint(wave * 32_768).astype(np.int16)
    sampled = 20 * np.log10(np.abs(pcm).max() / 32_768)
    assert true_peak(pcm[200:-200]) - sampled == pytest.approx(3.01, abs=0.15)


def test_a_full_scale_tone_is_minus_three_lufs():
    """BS.1770-4: 997 Hz at 0 dBFS in one channel reads -3.01 LKFS."""
    tone = np.sin(2 * np.pi * 997 * np.arange(48_000 * 2) / 48_000)
    assert loudness(tone, 48_000) == pytest.approx(-3.01, abs=0.1)


def test_one_gain_for_a_voice_brings_it_to_level():
    quiet, loud = (hummed(1.0, RATE, level=level) for level in (0.01, 0.4))
    assert gain_for([quiet]) - gain_for([loud]) == pytest.approx(20 * np.log10(40), abs=0.1)


def test_silence_has_no_loudness_and_no_peak():
    assert loudness(np.zeros(100), RATE) == float("-inf")
    assert true_peak(np.zeros(100, dtype=np.int16)) == float("-inf")
    assert treated(Sound(samples=np.zeros(RATE, dtype=np.float32), rate=RATE), 0.0).audible == 0


@pytest.mark.parametrize(
    ("source", "rate"), [(8_000, 16_000), (16_000, 16_000), (22_050, 24_000), (48_000, 24_000)]
)
def test_files_have_the_lowest_rate_that_holds_the_voice(source, rate):
    assert rate_for(source) == rate


def test_another_rate_keeps_length_and_pitch():
    sound = resampled(hummed(1.0, 32_000, pitch=500.0), 24_000)
    assert sound.samples.size == pytest.approx(1.4 * 24_000, abs=2)
    peak = np.abs(np.fft.rfft(sound.samples)).argmax() * 24_000 / sound.samples.size
    assert peak == pytest.approx(500, abs=2)


def test_what_hovers_about_the_border_of_hearing_at_an_edge_is_made_clear_of_it():
    """0.1 s of noise that is now a decibel above the border, now one below, before and after half a second of tone."""
    random = np.random.default_rng(1)
    wave = np.zeros(RATE)
    border = 10 ** (HEARD / 20)
    for begin in (0.15, 0.75):
        for step in range(5):  # 20 ms each
            at = round((begin + 0.02 * step) * RATE)
            noise = random.standard_normal(round(0.02 * RATE))
            level = border * 10 ** ((1.0 if step % 2 == 0 else -1.0) / 20)
            wave[at : at + noise.size] = noise / np.sqrt(np.square(noise).mean()) * level
    tone = slice(round(0.25 * RATE), round(0.75 * RATE))
    wave[tone] = 0.1 * np.sin(2 * np.pi * 300 * np.arange(round(0.5 * RATE)) / RATE)
    spoken = treated(Sound(samples=wave.astype(np.float32), rate=RATE), 0.0)
    start = round(FADE * RATE)  # the fade in lies before the first heard frame

    def heard_at(gain: float) -> tuple[float, float]:
        changed = spoken.pcm / 32768 * 10 ** (gain / 20)
        found = np.flatnonzero(heard_frames(changed, RATE)) * 0.005
        return float(found[0]), float(found[-1]) + 0.005

    for gain in (-2.0, 0.0, 2.0):
        first, last = heard_at(gain)
        assert first == pytest.approx(start / RATE, abs=0.016), gain
        assert last == pytest.approx(spoken.audible / RATE, abs=0.016), gain
