"""Turns rows into files for readers: CSV and XLSX, safe to open in a spreadsheet."""

import io
from datetime import date, datetime
from typing import Any

import pandas as pd

MOST_LETTERS = 32_767
"""Of a cell, as workbooks allow."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run by a spreadsheet; an apostrophe before it makes it text."""


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


def plain_cells(records: pd.DataFrame) -> pd.DataFrame:
    """The rows with dates as ISO texts, whole numbers without a point and no text that is a formula."""
    return pd.DataFrame({name: _column(records[name]) for name in records}, index=records.index)


def csv(records: pd.DataFrame) -> bytes:
    """The rows as CSV: UTF-8 with a mark that spreadsheets know, comma, point, empty for "not stated"."""
    return plain_cells(records).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx(records: pd.DataFrame, about: list[tuple[str, str]]) -> bytes:
    """The rows as a workbook: the rows on the first sheet, where they come from on the sheet "About"."""
    import xlsxwriter  # noqa: PLC0415 - only needed on a click

    cells = plain_cells(records)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": datetime.combine(date.today(), datetime.min.time())})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Data")
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(cells):
            column = [_fitting(value) for value in cells[name].tolist()]
            sheet.write(0, place, name, head)
            sheet.set_column(place, place, _width(name, column))
            sheet.write_column(1, place, column)
        if len(cells.columns):
            sheet.autofilter(0, 0, len(cells), len(cells.columns) - 1)
        _about(book, about)
    return buffer.getvalue()


def _fitting(value: Any) -> Any:
    """A cell of a workbook: a missing one is empty, a text longer than a workbook can hold is cut."""
    if isinstance(value, str):
        return value if len(value) <= MOST_LETTERS else f"{value[: MOST_LETTERS - 2]} …"
    return None if pd.isna(value) else value


def _about(book: Any, about: list[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 18, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, (name, text) in enumerate(about):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, str(plain_cell(text)))


def _column(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").astype(object).where(values.notna(), None)
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        return values.astype("Int64").astype(object).where(values.notna(), None)
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return values
    return values.astype(object).map(plain_cell, na_action="ignore").where(values.notna(), None)


def _width(name: str, column: list) -> float:
    return min(
        60, max([len(name) + 3, *(len(str(value)) + 1 for value in column[:200] if value is not None)])
    )
