"""The door to pandas: rows become a DataFrame where somebody asks for one, and nothing here needs pandas otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from understride.model.errors import RequestError


def dataframe(rows: Iterable[Mapping[str, Any]] | Mapping[str, Any], columns: Sequence[str]) -> Any:
    """Rows, or columns by name, as a `pandas.DataFrame` with these columns, also if there is no row."""
    try:
        import pandas  # noqa: TID251, ICN001
    except ImportError as error:
        raise RequestError(
            found="a wish for a DataFrame where pandas is not installed",
            needed="pandas",
            do="Install it with: pip install pandas.",
        ) from error
    given = dict(rows) if isinstance(rows, Mapping) else list(rows)
    return pandas.DataFrame(given, columns=list(columns))
