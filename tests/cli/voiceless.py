"""An installation without a voice, for tests that are not about sound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def without_voice() -> Iterator[None]:
    """Every library of the extra is missing."""

    def missing(name: str) -> Any:
        raise ImportError(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("understride.lessons.voice.needs.import_module", missing)
        yield
