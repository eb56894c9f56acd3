"""From an `Analysis` or an `Assessment` to a page: HTML, own SVG figures, a small canvas player."""

from understride.report.assessed import assessment_page, write_assessment
from understride.report.page import page, write

__all__ = ["assessment_page", "page", "write", "write_assessment"]
