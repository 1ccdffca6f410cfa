"""Reads a table of rows from the contents of a file: CSV in any common form, and the first sheet of XLSX."""

import csv
import io

import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError

SEPARATORS = ",;\t|"
ENCODINGS = ("utf-8-sig", "cp1250")
"""UTF-8, else what spreadsheets of the region write."""


def csv_rows(content: bytes) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows as texts, nothing guessed, and what was assumed."""
    text, encoding = _text(content)
    head = text.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    if not head.count(separator):
        raise RefusedError(
            "The file is text, but its first line does not name columns divided by comma, semicolon, tab "
            "or bar. Save it as CSV with a line of column names."
        )
    try:
        rows = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            dtype=str,
            keep_default_na=False,
            nrows=limits.FEATURES + 1,
            skipinitialspace=True,
            index_col=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, csv.Error, ValueError) as problem:
        raise RefusedError(
            f"The CSV cannot be read: {problem}. Put texts with a separator into quotes."
        ) from problem
    notes = () if encoding == "utf-8-sig" else ("The file is not in UTF-8; it was read as Windows-1250.",)
    return _checked(rows), notes


def xlsx_rows(content: bytes) -> pd.DataFrame:
    """Rows of the first sheet as texts; formulas are taken as the values saved with them."""
    import openpyxl  # noqa: PLC0415 - only a page with a file needs it
    from defusedxml import DefusedXmlException  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        most = {"max_row": limits.FEATURES + 2, "max_col": limits.COLUMNS + 1}
        lines = [_cells(line) for line in sheet.iter_rows(values_only=True, **most)]
    except (
        DefusedXmlException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
    ) as problem:
        raise RefusedError(f"The workbook cannot be read ({problem}). Save it anew, or as CSV.") from problem
    lines = [line for line in lines if line]
    if not lines:
        raise RefusedError("The first sheet of the workbook is empty. Put the rows on the first sheet.")
    width = max(len(line) for line in lines)
    names = [
        name or f"column {place}" for place, name in enumerate(lines[0] + [""] * (width - len(lines[0])), 1)
    ]
    rows = [line + [""] * (width - len(line)) for line in lines[1:]]
    return _checked(pd.DataFrame(rows, columns=names, dtype=str))


def _text(content: bytes) -> tuple[str, str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), "utf-8-sig"
    if b"\0" in content[:4096]:
        raise RefusedError(
            "The kind of file is not known. Load GeoJSON, GeoPackage, a zipped Shapefile, KML, GeoParquet, "
            "CSV or XLSX."
        )
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace"), "cp1252"


def _cells(line: tuple) -> list[str]:
    """The texts of a line up to its last cell that holds something."""
    cells = [_cell(value) for value in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).removesuffix(" 00:00:00")


def _checked(rows: pd.DataFrame) -> pd.DataFrame:
    limits.check_columns(len(rows.columns))
    limits.check_rows(len(rows))
    return rows.set_axis(_unlike(list(rows.columns)), axis=1)


def _unlike(names: list) -> list[str]:
    """Names of columns, each only once.

    >>> _unlike(["id", " id", ""])
    ['id', 'id (2)', 'column 3']
    """
    unique: list[str] = []
    for place, name in enumerate(names, 1):
        plain = str(name).strip() or f"column {place}"
        same = sum(one == plain or one.startswith(f"{plain} (") for one in unique)
        unique.append(f"{plain} ({same + 1})" if same else plain)
    return unique
