"""Makes rows readable as a table on screen: names for codes, dates as exact as known, titles of columns."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cite
from dashboard.store import edition_written, package
from dashboard.view import called

LAST = ("source", "source_title", "source_url", "locator", "basis", "note")
CODES = ("country", "recipient", "donor_country", "jurisdiction", "partner", "neighbour")
HAZARDS = {
    "CMR": "cluster munition remnants",
    "AP_MINES": "anti-personnel mines",
    "MINES_MIXED": "mines of several kinds",
    "ERW": "explosive remnants of war",
    "ALL": "all hazards",
}
TRACE = ("record_id", "figure_id", "preference", "known_since", "known_basis")
"""Columns that the source card says; files have them."""
SENTENCES = ("reason", "years")
"""Columns with sentences that are read whole: their cells have several lines."""
SENTENCE, LETTERS, LINE = 330, 44, 20
"""Width of such a column, letters of a line in it, and height of a line in pixels."""
WRAPPED = 68
"""Least pixels of a row of which Streamlit breaks the lines."""
PLAIN = ("year", "year_from", "year_to", "since", "founded")
"""Numbers that are written without a thousands mark."""


def rows_shown(records: pd.DataFrame, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The rows as a reader sees them, the source last."""
    rows = cite.with_sources(records)
    wanted = [name for name in columns or rows.columns if name in rows and name not in LAST]
    if columns is None:
        wanted = [
            name
            for name in wanted
            if not name.endswith("_precision") and name not in TRACE and rows[name].notna().any()
        ]
    tail = [name for name in LAST[1:] if name in rows and rows[name].notna().any()]
    shown = rows[wanted + tail].reset_index(drop=True)
    spoken = {"hazard": HAZARDS}
    listed = _listed(edition_written())
    for name in wanted:
        if name in CODES:
            shown[name] = called(rows, name).reset_index(drop=True)
        elif name in spoken or name in listed:
            words = spoken.get(name, {})
            shown[name] = shown[name].map(
                lambda code, words=words: words.get(code, str(code).replace("_", " ")), na_action="ignore"
            )
        elif pd.api.types.is_datetime64_any_dtype(shown[name]):
            shown[name] = _dates(rows, name)
        elif pd.api.types.is_float_dtype(shown[name]) and (shown[name].dropna() % 1 == 0).all():
            shown[name] = shown[name].astype("Int64")
    return shown


def columns_shown(rows: pd.DataFrame) -> dict[str, Any]:
    """Titles and formats of the columns, from the declaration of the tables."""
    spoken = titles()
    shown: dict[str, Any] = {}
    for name in rows:
        title = spoken.get(str(name), str(name).replace("_", " ").capitalize())
        if name in SENTENCES and pd.api.types.is_string_dtype(rows[name]):
            shown[name] = st.column_config.TextColumn(title, width=SENTENCE)
        elif name == "source_url":
            shown[name] = st.column_config.LinkColumn("Link", display_text="open", width="small")
        elif name == "source_title":
            shown[name] = st.column_config.TextColumn("Source", width="medium")
        elif pd.api.types.is_bool_dtype(rows[name]):
            shown[name] = st.column_config.CheckboxColumn(title)
        elif pd.api.types.is_numeric_dtype(rows[name]):
            shown[name] = st.column_config.NumberColumn(title, format="%d" if name in PLAIN else "localized")
        else:
            shown[name] = st.column_config.Column(title)
    return shown


def row_height(rows: pd.DataFrame) -> int | None:
    """Pixels of a row in which the longest sentence is read whole; None where one line is enough."""
    texts = [rows[name] for name in SENTENCES if name in rows and pd.api.types.is_string_dtype(rows[name])]
    longest = max((text.str.len().max() for text in texts if text.notna().any()), default=0)
    return max(LINE * ceil(longest / LETTERS) + LINE, WRAPPED) if longest > LETTERS else None


def _dates(rows: pd.DataFrame, name: str) -> pd.Series:
    lengths = {"year": 4, "month": 7, "day": 10}
    texts = rows[name].dt.strftime("%Y-%m-%d").reset_index(drop=True)
    exact = cite.precision_column(rows, name)
    if exact is None:
        return texts
    cuts = rows[exact].map(lengths).fillna(10).astype(int).reset_index(drop=True)
    return pd.Series(
        [text if pd.isna(text) else text[:cut] for text, cut in zip(texts, cuts, strict=True)], dtype="str"
    )


def titles() -> dict[str, str]:
    """Titles of all columns, with their units."""
    return _titles(edition_written())


@lru_cache(maxsize=2)
def _titles(edition: int) -> dict[str, str]:  # noqa: ARG001
    return {field["name"]: _title(field) for field in reversed(_fields()) if field.get("title")}


@lru_cache(maxsize=2)
def _listed(edition: int) -> set[str]:  # noqa: ARG001
    """Columns that hold one of a list of codes."""
    return {field["name"] for field in _fields() if "enum" in field.get("constraints", {})}


def _fields() -> list[dict]:
    """The declared fields of all tables."""
    try:
        resources = package().get("resources", ())
    except LookupError:
        return []
    return [field for resource in resources for field in resource.get("schema", {}).get("fields", ())]


def _title(field: dict) -> str:
    unit = field.get("unit")
    return f"{field['title']}, {unit}" if unit and unit not in field["title"] else field["title"]
