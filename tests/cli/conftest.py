"""What the tests of the commands share: a home of their own, and answers to the safety questions in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.asked import GO, STOP, write


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """Everything kept lies in a folder of the test's own."""
    for name in ("UNDERSTRIDE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def go(tmp_path) -> Path:
    return write(tmp_path / "go.yaml", GO)


@pytest.fixture
def stop(tmp_path) -> Path:
    return write(tmp_path / "stop.yaml", STOP)
