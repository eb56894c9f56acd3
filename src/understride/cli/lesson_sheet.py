"""The sheet of an exported lesson: always as a page, and as PDF where that can be made."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from understride.cli import output
from understride.cli.progress import remark
from understride.model import RequestError

if TYPE_CHECKING:
    from understride.lessons import Opened


def write_sheets(opened: Opened, folder: Path, *, quiet: bool) -> tuple[str, ...]:
    """Write both sheets, and give their names. Where no PDF can be made, one sentence says why."""
    from understride.formats.saving import save
    from understride.report.sheet_page import sheet_page
    from understride.report.sheet_pdf import sheet_pdf
    from understride.words.numbers import capital

    sheets = {f"{opened.stem}.sheet.html": sheet_page(opened).encode()}
    try:
        sheets[f"{opened.stem}.sheet.pdf"] = sheet_pdf(opened)
    except RequestError as error:
        remark(capital(str(error)), quiet=quiet)
    for name, content in sheets.items():
        output.write_file(folder / name, partial(save, data=content))
    return tuple(sheets)
