"""From an `Analysis` to a page: HTML, own SVG figures, a small canvas player. Knows nothing of where it came from."""

from understride.report.page import page, write

__all__ = ["page", "write"]
