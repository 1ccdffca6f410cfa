"""Makes rows readable as columns of a table: words for codes, dates as exact as known, heads with units."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, log10
from numbers import Real
from typing import Any

import pandas as pd

from charts.chart import OWN
from dashboard.store import edition_written, package
from topics.tables import Tables
from topics.vocabulary.countries import CODES, names_at_dates
from topics.vocabulary.dates import iso_dates, short_date
from topics.vocabulary.heads import head_of, heads_of
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.words import CODED, words_for

SOURCE = ("source", "source_title", "source_url")
"""Columns of which the table makes its last one, with links."""
TRACE = (
    *("record_id", "figure_id", "preference", "known_since", "known_basis", "locator", "basis", "note"),
    *("lon", "lat", "idea", "figure", "position", "session_number"),
)
"""Columns that the source card shows and files have; a table has them where its chart names them."""
TITLED = {
    "event": ("events", "event", "title"),
    "actor": ("actors", "actor", "name"),
    "source_used": ("sources", "source", "title"),
    "subdivision": ("subdivisions", "subdivision", "name"),
}
"""Columns whose codes have a name in another table: that table, its key, the column of names."""
DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
"""A day or a month in ISO form."""
PLAIN = ("year", "year_from", "year_to", "last_year", "latest", "last_possible", "since", "founded", "step")
"""Numbers that are written without a thousands mark."""
WHOLE = ("amount", "amount_usd", "sum_usd", "cost_eur", "cost_real_eur")
"""Sums of money, written without decimals."""


@dataclass(frozen=True)
class Column:
    """A column of a table as a reader sees it; an empty text is a cell that states nothing."""

    head: str
    texts: Sequence[str]
    values: Sequence[Any] | None = None
    """What the cells are sorted by, where that is not their text: numbers, or dates in ISO form."""
    kind: str = "text"
    """Text, number or date."""
    name: str = ""
    """In the rows; with `-code` at its end where the cells are codes and not words."""


def columns_of(tables: Tables, rows: pd.DataFrame, wanted: Sequence[str] = ()) -> list[Column]:
    """The columns of rows as a reader sees them, without their sources.

    Args:
        tables: what names the countries and the codes.
        rows: of a chart.
        wanted: names of the columns in order, without those of which no row states anything; or all.
    """
    stated = [name for name in rows if name not in (*OWN, *SOURCE) and rows[name].notna().any()]
    names = [name for name in wanted if name in stated]
    if not wanted:
        names = [name for name in stated if name not in TRACE and not name.endswith("_precision")]
    coded = _listed(edition_written()) | CODED
    return [_column(tables, rows, name, name in coded) for name in names]


def plain_columns(frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame whose words are a reader's already and whose names are their heads."""
    return [_typed(str(name), str(name), frame[name]) for name in frame]


def head(name: str) -> str:
    """The head of a column in words, with its unit."""
    return head_of(name, titles())


def titles() -> dict[str, str]:
    """Titles of all declared columns, with their units."""
    return _titles(edition_written())


def figure_words(value: float, name: str = "") -> str:
    """A number of a table, as exact as it helps: small ones keep three digits that count.

    >>> figure_words(0.00234), figure_words(1056.128), figure_words(2016, "year"), figure_words(2.5e6)
    ('0.00234', '1\u202f056.13', '2016', '2\u202f500\u202f000')
    """
    if name in PLAIN:
        return f"{value:.0f}"
    size = abs(value)
    digits = 0 if name in WHOLE or size >= 10_000 else 2
    if 0 < size < 1:
        digits = min(2 - floor(log10(size)), 9)
    return number(value, digits=digits)


def _column(tables: Tables, rows: pd.DataFrame, name: str, is_coded: bool) -> Column:
    """One column: what it holds decides how it is written."""
    cells = rows[name]
    if name in CODES:
        return _typed(name, head(name), names_at_dates(rows, tables, name, full=True))
    if name in TITLED:
        table, key, title = TITLED[name]
        known = tables[table].drop_duplicates(key).set_index(key)[title]
        return _typed(name, head(name), cells.map(known).fillna(cells))
    if is_coded and not pd.api.types.is_numeric_dtype(cells):
        return _typed(name, head(name), cells.map(words_for(tables, name), na_action="ignore"))
    if pd.api.types.is_datetime64_any_dtype(cells):
        return _typed(name, head(name), iso_dates(rows, name))
    return _typed(name, head(name), cells)


def _typed(name: str, title: str, cells: pd.Series) -> Column:
    listed = [None if _is_missing(cell) else cell for cell in cells]
    stated = [cell for cell in listed if cell is not None]
    if stated and all(isinstance(cell, Real) and not pd.api.types.is_bool(cell) for cell in stated):
        return Column(title, _texts(listed, lambda cell: figure_words(cell, name)), listed, "number", name)
    days = [_iso_day(cell) for cell in listed]
    if any(days):
        pairs = [day or _other_day(cell) for day, cell in zip(days, listed, strict=True)]
        return Column(title, [text for _, text in pairs], [value for value, _ in pairs], "date", name)
    return Column(title, _texts(listed, _text), name=name)


def _texts(cells: Sequence[Any], write: Callable[[Any], str]) -> list[str]:
    return ["" if cell is None else write(cell) for cell in cells]


def _text(cell: Any) -> str:
    """A cell that is neither a number nor a date."""
    if cell is None:
        return ""
    if pd.api.types.is_bool(cell):
        return sentence("yes") if cell else sentence("no")
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)


def _iso_day(cell: Any) -> tuple[str, str] | None:
    """A date in ISO form, and as a reader writes it; None for anything else."""
    exact = DAY.fullmatch(cell) if isinstance(cell, str) else None
    if not exact:
        return None
    try:
        day = date(int(exact[1]), int(exact[2]), int(exact[3] or 1))
    except ValueError:
        return None
    return cell, short_date(day, "day" if exact[3] else "month")


def _other_day(cell: Any) -> tuple[str | None, str]:
    """What a column of dates holds beside months and days: years, and words, which have no place in time."""
    words = _text(cell)
    return words if words.isdecimal() else None, words


def _is_missing(cell: Any) -> bool:
    return cell is None or (not isinstance(cell, list | tuple) and bool(pd.isna(cell))) or cell == ""


@lru_cache(maxsize=2)
def _titles(edition: int) -> dict[str, str]:  # noqa: ARG001
    return heads_of(_package())


@lru_cache(maxsize=2)
def _listed(edition: int) -> set[str]:  # noqa: ARG001
    """Columns that hold one of a list of codes."""
    return {
        field["name"]
        for part in _package().get("resources", ())
        for field in part["schema"]["fields"]
        if "enum" in field.get("constraints", {})
    }


def _package() -> Mapping[str, Any]:
    """The declaration of all tables; empty before they are built."""
    try:
        return package()
    except LookupError:
        return {}
