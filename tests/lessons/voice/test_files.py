"""The files: no sample late, chapters and transcript read back by others, the same bytes again."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from tests.lessons.voice.made_up import cleared, humming, opened

from understride.lessons.voice.captions import tags
from understride.lessons.voice.id3 import id3
from understride.lessons.voice.listening import decoded, heard
from understride.lessons.voice.mp3 import encoded, frame_bytes, mp3
from understride.lessons.voice.opus import SERIAL, checksum, finished, opus
from understride.lessons.voice.rendering import Rendered, render
from understride.model import RequestError

pytest.importorskip("soundfile")
pytest.importorskip("lameenc")


@pytest.fixture(scope="module")
def hummed_lesson(tmp_path_factory) -> Rendered:
    return render(opened(), speaker=humming(tmp_path_factory.mktemp("hum")))


@pytest.mark.parametrize("write", [mp3, opus])
def test_a_file_decodes_to_the_same_length_with_no_sample_late(write, hummed_lesson):
    rendered = hummed_lesson
    sound = decoded(cleared(), write(rendered), rendered.rate)
    assert sound.size == rendered.pcm.size
    a, b = (np.fft.rfft(x.astype(float), 2 * x.size) for x in (rendered.pcm, sound))
    assert int(np.fft.irfft(b * a.conj()).argmax()) == 0


@pytest.mark.parametrize("write", [mp3, opus])
def test_the_default_voice_s_file_holds_all_that_is_promised(write, speaking):
    rendered = render(opened(), speaker=speaking)
    sound = decoded(cleared(), write(rendered), rendered.rate)
    result = heard(sound, rendered.rate, rendered.timeline)
    assert result.faults(rendered.timeline) == ()
    assert abs(result.dc) < 1e-4


@pytest.mark.parametrize("rate", [16_000, 24_000])
@pytest.mark.parametrize("samples", [1, 575, 576, 577, 16_000, 50_001])
def test_mp3_of_any_length_is_exact(rate, samples):
    import soundfile

    pcm = np.full(samples, 1000, dtype=np.int16)
    data = encoded(pcm, rate)
    sound, own = soundfile.read(io.BytesIO(data), dtype="int16")
    assert (sound.size, own) == (samples, rate)


def test_an_hour_of_mp3_stays_below_twelve_megabytes(hummed_lesson):
    assert frame_bytes(16_000, 24) * 16_000 / 576 * 3600 < 12e6
    size = len(mp3(hummed_lesson)) - len(id3(tags(hummed_lesson), hummed_lesson.timeline))
    assert size / hummed_lesson.timeline.seconds * 3600 == pytest.approx(10.8e6, rel=0.02)


@pytest.mark.parametrize("write", [mp3, opus])
def test_same_lesson_same_bytes(write, hummed_lesson):
    assert write(hummed_lesson) == write(hummed_lesson)


@pytest.mark.parametrize(("write", "ending"), [(mp3, ".mp3"), (opus, ".opus")])
def test_another_library_reads_title_and_length(write, ending, hummed_lesson, tmp_path):
    tinytag = pytest.importorskip("tinytag")
    file = tmp_path / f"small{ending}"
    file.write_bytes(write(hummed_lesson))
    read = tinytag.TinyTag.get(file)
    assert read.title == "A small turn & back"
    assert "not medical treatment" in read.comment
    assert "First side: right" in read.comment
    assert read.duration == pytest.approx(hummed_lesson.timeline.seconds, abs=0.15)


def test_chapters_transcript_and_cues_stand_in_the_mp3(hummed_lesson):
    frames = dict_of(id3(tags(hummed_lesson), hummed_lesson.timeline))
    chapters = hummed_lesson.timeline.chapters
    assert frames["CTOC"][0][4:6] == bytes((3, len(chapters)))
    for body, chapter in zip(frames["CHAP"], chapters, strict=True):
        name, times = body.split(b"\0", 1)
        start, end = struct.unpack(">II", times[:8])
        assert (start, end) == (round(chapter.start * 1000), round(chapter.end * 1000))
        assert times[16:20] == b"TIT2"
        assert times.endswith(chapter.title.encode())
        assert name.startswith(b"ch")
    assert b"Which hand is further away?" in frames["USLT"][0]
    cue = hummed_lesson.timeline.cues[3]
    assert cue.text.encode() + b"\0" + struct.pack(">I", round(cue.start * 1000)) in frames["SYLT"][0]


def dict_of(tag: bytes) -> dict[str, list[bytes]]:
    """Frames by name, read by the rules of id3.org with syncsafe sizes."""

    def size(four: bytes) -> int:
        return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]

    assert tag[:5] == b"ID3\x04\x00"
    assert size(tag[6:10]) == len(tag) - 10
    frames: dict[str, list[bytes]] = {}
    at = 10
    while at < len(tag):
        end = at + 10 + size(tag[at + 4 : at + 8])
        frames.setdefault(tag[at : at + 4].decode(), []).append(tag[at + 10 : end])
        at = end
    return frames


def test_sizes_above_127_are_syncsafe(hummed_lesson):
    assert max(tag_byte for tag_byte in id3(tags(hummed_lesson), hummed_lesson.timeline)[6:10]) < 128


def test_opus_carries_our_serial_right_checksums_and_chapters(hummed_lesson):
    data = opus(hummed_lesson)
    at, count = 0, 0
    while at < len(data):
        segments = data[at + 26]
        end = at + 27 + segments + sum(data[at + 27 : at + 27 + segments])
        page = bytearray(data[at:end])
        serial, number, told = struct.unpack("<III", page[14:26])
        page[22:26] = bytes(4)
        assert (serial, number, told) == (SERIAL, count, checksum(bytes(page)))
        at, count = end, count + 1
    text = data.decode("latin-1")
    assert "CHAPTER001NAME=To the right" in text
    assert f"CHAPTER001=00:00:{hummed_lesson.timeline.chapters[1].start:06.3f}" in text


def test_ogg_checksums_are_those_of_the_standard():
    """The check value of CRC-32 with this polynomial, not reflected, from zero, without a final turn."""
    assert checksum(b"123456789") == 0x89A1897F


def test_a_transcript_too_long_for_one_page_is_refused(hummed_lesson):
    with pytest.raises(RequestError, match="64 kB"):
        finished(opus(hummed_lesson), ["LYRICS=" + "a" * 70_000])
