"""Makes rows readable as a table on screen: names for codes, dates as exact as known, titles of columns."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import OWN
from dashboard import cite
from dashboard.store import edition_written, package
from topics.tables import Tables
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import iso_dates
from topics.vocabulary.words import CODED, words_for

LAST = ("source", "source_title", "source_url", "locator", "basis", "note")
CODES = ("country", "recipient", "donor_country", "jurisdiction", "partner", "neighbour")
TRACE = ("record_id", "figure_id", "preference", "known_since", "known_basis")
"""Columns that the source card shows; files have them."""
SENTENCES = ("reason", "years", "sentence", "statement", "sought", "looked_in")
"""Columns with sentences that are read whole: their cells have several lines."""
SENTENCE, LETTERS, LINE = 330, 44, 20
"""Width of such a column, letters of a line in it, and height of a line in pixels."""
WRAPPED = 68
"""Least pixels of a row of which Streamlit breaks the lines."""
UNITS = {"km2": "km²", "pct": "%", "eur": "EUR", "usd": "USD"}
"""How the name of a column ends that holds a figure, and its unit."""
PLAIN = ("year", "year_from", "year_to", "last_year", "since", "founded")
"""Numbers that are written without a thousands mark."""


def rows_shown(tables: Tables, rows: pd.DataFrame, columns: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as a reader sees them: words for codes, dates as exact as known, the source last.

    Args:
        tables: what names the countries and the documents.
        rows: of a chart.
        columns: the wanted ones in order; without, all that state something.
    """
    rows = cite.with_sources(tables, rows)
    wanted = [name for name in columns or rows.columns if name in rows and name not in (*LAST, *OWN)]
    if not columns:
        wanted = [
            name
            for name in wanted
            if not name.endswith("_precision") and name not in TRACE and rows[name].notna().any()
        ]
    tail = [name for name in LAST[1:] if name in rows and rows[name].notna().any()]
    coded = _listed(edition_written()) | CODED
    cells = {name: _cells(tables, rows, name, name in coded) for name in [*wanted, *tail]}
    return pd.DataFrame(cells).reset_index(drop=True)


def _cells(tables: Tables, rows: pd.DataFrame, name: str, is_listed: bool) -> pd.Series:
    """One column as a reader sees it."""
    column = rows[name]
    if name in CODES:
        return names_at_dates(rows, tables, name)
    if is_listed:
        return column.map(words_for(tables, name), na_action="ignore")
    if pd.api.types.is_datetime64_any_dtype(column):
        return iso_dates(rows, name)
    if pd.api.types.is_float_dtype(column) and (column.dropna() % 1 == 0).all():
        return column.astype("Int64")
    return column


def columns_shown(rows: pd.DataFrame) -> dict[str, Any]:
    """Titles and formats of the columns, from the declaration of the tables."""
    known = titles()
    config: dict[str, Any] = {}
    for name in rows:
        title = known.get(str(name), _plain_title(str(name)))
        if name in SENTENCES and pd.api.types.is_string_dtype(rows[name]):
            config[name] = st.column_config.TextColumn(title, width=SENTENCE)
        elif name == "source_url":
            config[name] = st.column_config.LinkColumn("Link", display_text="open", width="small")
        elif name == "source_title":
            config[name] = st.column_config.TextColumn("Source", width="medium")
        elif pd.api.types.is_bool_dtype(rows[name]):
            config[name] = st.column_config.CheckboxColumn(title)
        elif pd.api.types.is_numeric_dtype(rows[name]):
            config[name] = st.column_config.NumberColumn(title, format="%d" if name in PLAIN else "localized")
        else:
            config[name] = st.column_config.Column(title)
    return config


def row_height(rows: pd.DataFrame) -> int | None:
    """Pixels of a row in which the longest sentence is read whole; None where one line is enough."""
    texts = [rows[name] for name in SENTENCES if name in rows and pd.api.types.is_string_dtype(rows[name])]
    longest = max((text.str.len().max() for text in texts if text.notna().any()), default=0)
    return max(LINE * ceil(longest / LETTERS) + LINE, WRAPPED) if longest > LETTERS else None


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


def _plain_title(name: str) -> str:
    """The title of a column that no table declares.

    >>> _plain_title("difference_km2"), _plain_title("event_title")
    ('Difference, km²', 'Event')
    """
    words, _, unit = name.rpartition("_")
    plain = (words if unit in UNITS else name.removesuffix("_title")).replace("_", " ").capitalize()
    return f"{plain}, {UNITS[unit]}" if unit in UNITS else plain


def _title(field: dict) -> str:
    unit = field.get("unit")
    return f"{field['title']}, {unit}" if unit and unit not in field["title"] else field["title"]
