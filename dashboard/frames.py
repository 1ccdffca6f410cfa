"""A part of some rows, and rows as programs read them: JSON and Parquet."""

import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard import download, hxl, parameters

MOST = 10_000_000
"""The highest limit and offset."""


def part(rows: pd.DataFrame, given: Mapping[str, str]) -> pd.DataFrame:
    """The rows and columns that `columns`, `limit` and `offset` ask for; all of them where none does.

    Raises:
        ParameterError: there is no such column, or a number is none.
    """
    if given.get("columns"):
        rows = rows[list(parameters.several_of("columns", given["columns"], list(map(str, rows))))]
    offset = parameters.whole("offset", given["offset"], 0, MOST) if given.get("offset") else 0
    limit = parameters.whole("limit", given["limit"], 0, MOST) if given.get("limit") else len(rows)
    return rows.iloc[offset : offset + limit]


def as_csv(rows: pd.DataFrame, given: Mapping[str, str]) -> bytes:
    """A part of some rows as CSV, with what `for` and `hxl` ask for: for a spreadsheet, and with hashtags.

    Raises:
        ParameterError: there is no such column, or a value does not exist.
    """
    wanted = part(rows, given)
    spreadsheet = given.get("for") and parameters.one_of("for", given["for"], ("spreadsheet",))
    content = download.csv(wanted, for_programs=not spreadsheet)
    return hxl.with_tags(content, wanted) if is_tagged(given) else content


def is_tagged(given: Mapping[str, str]) -> bool:
    """Whether `hxl` asks for hashtags.

    Raises:
        ParameterError: it is neither 0 nor 1.
    """
    return bool(given.get("hxl")) and parameters.flag("hxl", given["hxl"])


def as_json(rows: pd.DataFrame, given: Mapping[str, str], head: Mapping[str, Any]) -> bytes:
    """A part of some rows as JSON: what is said of all, how many there are, and a list of them.

    Days are ISO texts, what is not stated is null.
    """
    wanted = part(rows, given)
    cells = download.plain_cells(wanted, download.iso_cell)
    listed = cells.to_json(orient="records", force_ascii=False, double_precision=15)
    facts = {**head, "count": len(rows), "offset": int(given.get("offset") or 0)}
    return f'{json.dumps(facts, ensure_ascii=False)[:-1]}, "rows": {listed}}}'.encode()


def json_text(value: Any) -> bytes:
    """A value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_parquet(rows: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Some rows as Parquet; what is said of them stands in the metadata of the schema."""
    import pyarrow  # noqa: PLC0415 - only needed on demand
    from pyarrow import parquet  # noqa: PLC0415

    frame = pd.DataFrame({name: _alike(rows[name]) for name in rows}, index=rows.index)
    content = pyarrow.Table.from_pandas(frame, preserve_index=False)
    content = content.replace_schema_metadata({**(content.schema.metadata or {}), **about})
    buffer = io.BytesIO()
    parquet.write_table(content, buffer)
    return buffer.getvalue()


def _alike(cells: pd.Series) -> pd.Series:
    """Cells of one type: those of several become texts."""
    if cells.dtype != object or len({type(cell) for cell in cells.dropna()}) < 2:
        return cells
    return cells.map(str, na_action="ignore")
