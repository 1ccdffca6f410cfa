"""Turns rows into files for readers: CSV and XLSX, safe to open in a spreadsheet."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.rows import Column

MOST_LETTERS = 32_767
"""Of a cell, as workbooks allow."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run by a spreadsheet; an apostrophe before it makes it text."""
LEAST_WIDTH, MOST_WIDTH, LOOKED_AT = 8, 44, 200
"""Letters that a column of a workbook is wide, and the rows that decide on it."""
LONG = 28
"""Letters from which on the head of a column is broken into lines."""


def plain_cell(value: Any) -> Any:
    """A cell as a spreadsheet must be given it: texts cannot be formulas, numbers stay numbers, days are ISO.

    >>> plain_cell("=HYPERLINK(1)"), plain_cell(-3.5), plain_cell("Skopje"), plain_cell(date(2016, 12, 31))
    ("'=HYPERLINK(1)", -3.5, 'Skopje', '2016-12-31')
    """
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(" \n").startswith(FORMULA) else value


def iso_cell(value: Any) -> Any:
    """A cell as a program must be given it: days are ISO, all else is as it is.

    >>> iso_cell("=HYPERLINK(1)"), iso_cell(date(2016, 12, 31))
    ('=HYPERLINK(1)', '2016-12-31')
    """
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value


def plain_cells(records: pd.DataFrame, plain: Callable[[Any], Any] = plain_cell) -> pd.DataFrame:
    """The rows with dates as ISO texts, whole numbers without a point, and all other cells made plain."""
    return pd.DataFrame({name: _column(records[name], plain) for name in records}, index=records.index)


def csv(records: pd.DataFrame, *, for_programs: bool = False) -> bytes:
    """The rows as CSV: UTF-8, comma, point, empty for "not stated".

    Args:
        records: the rows.
        for_programs: every text as it is, and no mark at the start. For spreadsheets, which take the mark for
            UTF-8, no text is a formula.
    """
    cells = plain_cells(records, iso_cell if for_programs else plain_cell)
    text = cells.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8" if for_programs else "utf-8-sig")


def xlsx(
    columns: Sequence[Column],
    about: list[tuple[str, str]],
    day: date | None = None,
    hashtags: Sequence[str] = (),
) -> bytes:
    """A workbook: the columns on the first sheet, where they come from on the sheet "About".

    Numbers and days are such cells; a date of which only the month or the year is known stays a text.
    It was made on `day`, by default today. Hashtags of the columns stand below their heads.
    """
    import xlsxwriter  # noqa: PLC0415 - only needed on a click

    buffer = io.BytesIO()
    options: dict[str, Any] = dict.fromkeys(("strings_to_formulas", "strings_to_urls"), False)
    options |= {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.combine(day or date.today(), datetime.min.time())})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Data")
        sheet.write_row(1, 0, hashtags)
        top = 1 if hashtags else 0
        sheet.freeze_panes(top + 1, 0)
        for place, column in enumerate(columns):
            cells = typed_cells(column)
            sheet.set_column(place, place, _width(column.head, cells))
            sheet.write_string(0, place, column.head, head)
            sheet.write_column(top + 1, place, cells)
        if columns:
            sheet.autofilter(top, 0, top + len(columns[0].texts), len(columns) - 1)
        _about(book, about)
    return buffer.getvalue()


def typed_cells(column: Column) -> list[Any]:
    """The cells of a column of a workbook: numbers, days and texts; nothing where nothing is stated."""
    if column.kind == "number" and column.values is not None:
        return list(column.values)
    if column.kind == "date" and column.values is not None:
        return [
            _day(value) if value else _fitting(text)
            for value, text in zip(column.values, column.texts, strict=True)
        ]
    return [_fitting(text) for text in column.texts]


def _day(text: str) -> date | str:
    """A day; a month or a year stays a text.

    >>> _day("2019-06-01"), _day("2019-06"), _day("2019")
    (datetime.date(2019, 6, 1), '2019-06', '2019')
    """
    return date.fromisoformat(text) if len(text) == len("2019-06-01") else text


def _fitting(text: str) -> str | None:
    """A text of a workbook: one longer than a workbook can hold is cut."""
    words = str(plain_cell(text))
    return (words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 2]} …") or None


def _about(book: Any, about: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 18, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, (name, text) in enumerate(about):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, str(plain_cell(text)))


def _are_exact(values: pd.Series) -> bool:
    """Whether floating numbers are small enough for each integer to be one of them."""
    return bool(values.dropna().abs().lt(2**53).all())


def _column(values: pd.Series, plain: Callable[[Any], Any]) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").astype(object).where(values.notna(), None)
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all() and _are_exact(values):
        return values.astype("Int64").astype(object).where(values.notna(), None)
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return values
    return values.astype(object).map(plain, na_action="ignore").where(values.notna(), None)


def _width(head: str, cells: list[Any]) -> int:
    widest = max((len(str(cell)) for cell in cells[:LOOKED_AT] if cell is not None), default=0)
    return min(MOST_WIDTH, max(LEAST_WIDTH, widest + 1, min(len(head), LONG) + 3))
