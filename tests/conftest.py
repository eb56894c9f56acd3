"""What all tests share: the same hypothesis examples every time, the place of the real recordings, a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile(
    "same_again", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same_again")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden files anew; read the difference before committing it."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the unpacked recordings; skips where there is none."""
    place = os.environ.get("UNDERSTRIDE_DATA")
    if not place:
        pytest.skip("UNDERSTRIDE_DATA does not name the folder of the shared recordings")
    return Path(place)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium; skips where there is none. For one module: its loop must not run on under tests that have their own."""
    place = (
        os.environ.get("UNDERSTRIDE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if not place:
        pytest.skip("no Chromium here")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=place, args=["--no-sandbox", "--disable-gpu", "--mute-audio"]
        )
        yield opened
        opened.close()
