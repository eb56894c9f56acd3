"""One folder of kept sentences and the default voice for all tests of a process: the engine is compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lessons.voice.made_up import flite

from understride.lessons.voice.flite import FliteVoice
from understride.lessons.voice.keeping import Kept
from understride.lessons.voice.speaking import Speaker, speaker


@pytest.fixture(scope="session")
def kept(tmp_path_factory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="session")
def rms(kept: Kept) -> FliteVoice:
    return flite(Path(kept.folder))


@pytest.fixture(scope="session")
def speaking(rms: FliteVoice, kept: Kept) -> Speaker:
    return speaker(rms, kept)
