"""Reads tables of rows from the contents of a file: CSV in any common form, and the sheets of a workbook."""

import csv
import datetime
import functools
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError
from dashboard.areas.names import unlike
from topics.hazard_areas.cells import numbers_of
from topics.hazard_areas.encodings import encoding_question, utf16
from topics.hazard_areas.questions import Question
from topics.hazard_areas.terms import PLACES, TERMS, WKT_START
from topics.hazard_areas.words import names_term
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import counted_sentence, sentence
from topics.vocabulary.text import shorten

SEPARATORS = ",;\t|"
LOOKED_AT = 60
"""Lines by which the separator is found."""
MOST_TITLES = 15
"""Lines among which the names of columns are looked for."""
LETTERS = 70
XLSX = "xl/workbook.xml"
OTHER_WORKBOOKS = ("xl/workbook.bin", "content.xml")
"""Parts of workbooks of the kinds XLSB and ODS."""
CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
HIDDEN = re.compile(rb"""<row\b[^>]*\shidden\s*=\s*["'](?:1|true)""")
UNSAVED = re.compile(rb"</f>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>")
MOST_CELLS = 20_000_000
"""Cells between the first and the last one of a sheet."""
Line = list[Any]
# Cells with the outline of an area as text are longer than the module allows.
csv.field_size_limit(limits.FILE_MEGABYTES * limits.MEGABYTE)


class Sheet(NamedTuple):
    """A table as read: its rows, the lines of these as in `OwnFile`, what is to be asked and said."""

    rows: pd.DataFrame
    first_row: int
    numbers: tuple[int, ...] | None = None
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def csv_sheet(content: bytes, answers: Mapping[str, str]) -> Sheet:
    """Rows of a CSV as texts, nothing guessed beyond what is asked."""
    text, question = _text(content, answers)
    first, _, others = text.partition("\n")
    separator, start = None, 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        separator, text, start = first.strip()[4:] or "\t", others, 1
    separator, after = separator or _separator(text), start
    lines: list[Line] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for line in reader:
            lines.append([cell.strip() for cell in line])
            numbers.append(start + 1)
            start = after + reader.line_num
    except csv.Error as problem:
        raise RefusedError(
            f"The CSV cannot be read: {problem}. A quotation mark is open or stands inside a text: put "
            f"texts with a "
            "separator into quotes, and write quotes in a text twice."
        ) from problem
    notes = _quote_notes(lines, numbers, separator)
    sheet = _sheet(lines, numbers, answers)
    asked_first = (question,) if question else ()
    return sheet._replace(questions=(*asked_first, *sheet.questions), notes=(*notes, *sheet.notes))


def _text(content: bytes, answers: Mapping[str, str]) -> tuple[str, Question | None]:
    if kind := utf16(content):
        return content.decode(kind, errors="replace").removeprefix("\ufeff"), None
    if b"\0" in content[:4096]:
        raise RefusedError(
            "The kind of file is not known. Load GeoJSON, GeoPackage, a zipped Shapefile or File "
            "Geodatabase, KML, "
            "GPX, GeoParquet, CSV or a workbook."
        )
    content = content.removeprefix(b"\xef\xbb\xbf")
    question = encoding_question(content)
    chosen = answers.get("encoding", question.guess) if question else "utf-8"
    if chosen is None or (question and chosen not in question.choices):
        raise RefusedError("The texts of the file are in no known encoding. Save it as CSV in UTF-8.")
    return content.decode(chosen, errors="replace"), question


def _separator(text: str) -> str:
    """The mark that divides most lines into the same number of cells."""
    first = [line for line in text.splitlines()[: 2 * LOOKED_AT] if line.strip()][:LOOKED_AT]
    best, most = "", (0, 0)
    for mark in SEPARATORS:
        widths = [len(line) for line in csv.reader(first, delimiter=mark)]
        width = max(set(widths), key=lambda one: (one > 1, widths.count(one))) if widths else 0
        if width > 1 and (widths.count(width), width) > most:
            best, most = mark, (widths.count(width), width)
    if not best and any(re.match(WKT_START, line.lstrip('"')) for line in first):
        return ","
    if not best:
        raise RefusedError(
            "The file is text, but its lines do not name columns divided by comma, semicolon, tab or bar. "
            "Save it "
            "as CSV with a line of column names."
        )
    return best


def is_workbook(files: Mapping[str, bytes]) -> bool:
    """Whether the files of an archive are the parts of a workbook."""
    return any(name in files for name in (XLSX, *OTHER_WORKBOOKS))


def workbook_notes(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """That a workbook has hidden rows, which are read as well, or formulas without a value, which are not."""
    sheets = [part for part in files.values() if b"sheetData" in part]
    count = sum(len(HIDDEN.findall(part)) for part in sheets)
    words = counted_sentence(
        count,
        "The workbook has {count} hidden row: it is read like the others.",
        "The workbook has {count} hidden rows: they are read like the others.",
    )
    unsaved = counted_sentence(
        sum(len(UNSAVED.findall(part)) for part in sheets),
        "{count} formula has no saved value and is read as empty: save it anew in a spreadsheet.",
        "{count} formulas have no saved value and are read as empty: save it anew in a spreadsheet.",
    )
    return tuple(note for note in (words, unsaved) if note)


def check_workbook(files: Mapping[str, bytes]) -> None:
    """Refuse an XLSX whose cells lie too far apart for the memory; the others end with the process."""
    for content in (part for part in files.values() if b"sheetData" in part):
        rows = columns = 1
        for letters, digits in (match.groups() for match in CELL.finditer(content)):
            rows, columns = max(rows, int(digits)), max(columns, _place(letters))
        limits.check_columns(columns)
        limits.check_rows(max(rows - MOST_TITLES, 1))
        if rows * columns > MOST_CELLS:
            raise RefusedError(
                f"A sheet of the workbook has {rows:,} rows and {columns} columns, which is too much to "
                f"read at a "
                "time. Take empty columns away, or save it as CSV."
            )


@functools.lru_cache(maxsize=1024)
def _place(letters: bytes) -> int:
    """The number of a column by its letters.

    >>> _place(b"A"), _place(b"XFD")
    (1, 16384)
    """
    return functools.reduce(lambda place, letter: place * 26 + letter - 64, letters, 0)


def workbook_sheet(content: bytes, answers: Mapping[str, str]) -> Sheet:
    """Rows of one sheet of a workbook; formulas are the values saved with them, merged cells are filled."""
    import python_calamine as calamine  # noqa: PLC0415 - only a page with a file needs it

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
        sheets = {name: _lines(book.get_sheet_by_name(name)) for name in names}
    except (calamine.CalamineError, OSError, ValueError, OverflowError) as problem:
        raise RefusedError(f"The workbook cannot be read ({problem}). Save it anew, or as CSV.") from problem
    if not sheets:
        raise RefusedError("The sheets of the workbook are empty. Put the rows on a sheet.")
    guess = max(names, key=lambda name: _known_names(sheets[name]))
    chosen = answers.get("sheet", guess)
    lines = sheets[chosen if chosen in sheets else guess]
    sheet = _sheet(lines, range(1, len(lines) + 1), answers)
    if len(names) < 2:
        return sheet
    text = sentence("The workbook has {count} sheets. Which one holds the areas?", count=len(names))
    choices = {name: f"{name} ({number(len(sheets[name]))} rows)" for name in names}
    return sheet._replace(questions=(Question("sheet", text, choices, guess), *sheet.questions))


def _lines(sheet: Any) -> list[Line]:
    """The cells of a sheet, from its first line and column on; values of merged cells in all of them."""
    limits.check_columns(sheet.total_width)
    if sheet.total_height > limits.FEATURES + MOST_TITLES:
        limits.check_rows(sheet.total_height)
    lines = [[_cell(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(lines) or left >= len(lines[top]) or left != right:
            continue  # a title over several columns is no value
        for line in lines[top + 1 : bottom + 1]:
            line[left] = lines[top][left]
    while lines and not any(cell != "" for cell in lines[-1]):
        lines.pop()
    return lines


def _cell(value: object) -> object:
    """Numbers stay numbers; days and all else become texts."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat(*([" "] if isinstance(value, datetime.datetime) else [])).removesuffix(
            " 00:00:00"
        )
    return value.strip() if isinstance(value, str) else str(value)


def _known_names(lines: list[Line]) -> int:
    """How many names of columns in the first lines of a sheet mean something."""
    rows = [[str(cell) for cell in line if isinstance(cell, str) and cell] for line in lines[:MOST_TITLES]]
    return max((sum(_is_known(name) for name in row) for row in rows), default=0)


def _is_known(name: str) -> bool:
    return any(names_term(name, term, sure) for term in (*TERMS, *PLACES) for sure in ("1", "2"))


def _sheet(lines: list[Line], numbers: Sequence[int], answers: Mapping[str, str]) -> Sheet:
    """A table of lines that have these numbers in the file."""
    filled = [place for place, line in enumerate(lines) if any(cell != "" for cell in line)]
    if not filled:
        raise RefusedError("The file has no rows. Check that the layer was exported with its features.")
    guess = _head(lines, filled)
    question = _head_question(lines, filled, guess, numbers)
    answer = answers.get("first_row")
    head = next((place for place in filled if str(numbers[place]) == answer), guess) if question else guess
    width = max(place for place, cell in enumerate(lines[head], 1) if cell != "")
    body = [place for place in filled if place > head]
    _check_widths(lines, body, width, numbers)
    limits.check_columns(width)
    limits.check_rows(len(body))
    rows = [[*lines[place][:width], *[""] * (width - len(lines[place]))] for place in body]
    short = [numbers[place] for place in body if len(lines[place]) < width]
    notes: tuple[str, ...] = (_short_note(short),) if 0 < len(short) < len(body) else ()
    notes += _head_note(lines[head][:width])
    table = pd.DataFrame(rows, columns=unlike(lines[head][:width]), dtype=object)
    of_rows = tuple(numbers[place] for place in body)
    follow = of_rows == tuple(range(of_rows[0], of_rows[0] + len(of_rows)))
    return Sheet(table, of_rows[0], None if follow else of_rows, (question,) if question else (), notes)


def _short_note(short: list[int]) -> str:
    return sentence(
        "{count} lines, the first of them line {line}, have fewer cells than there are columns; the others "
        "are empty.",
        count=number(len(short)),
        line=short[0],
    )


def _head(lines: list[Line], filled: list[int]) -> int:
    """The line with the names of columns: as wide as most, without numbers, with most known names."""
    widths = [sum(cell != "" for cell in lines[place]) for place in filled[:LOOKED_AT]]
    common = max(set(widths), key=lambda one: (widths.count(one), one))
    likely = []
    for place in filled[:-1][:MOST_TITLES]:  # there are rows below the names
        cells = [cell for cell in lines[place] if cell != ""]
        if len(cells) >= max(2, common / 2) and _share_of_numbers(cells) < 0.3:
            likely.append(place)
    return max(likely, key=lambda place: _known_names(lines[place : place + 1]), default=filled[0])


def _share_of_numbers(cells: Line) -> float:
    return float(numbers_of(pd.Series(cells, dtype=object)).notna().mean()) if cells else 1.0


def _head_note(names: Line) -> tuple[str, ...]:
    """That the names of columns are rather values, as where a file has no line of names."""
    if _share_of_numbers([name for name in names if name != ""]) < 0.5:
        return ()
    words = sentence(
        "The line that was taken for the names of columns holds numbers. If the file has no such line, put "
        "one on top of it: else its first area is missing."
    )
    return (words,)


def _head_question(
    lines: list[Line], filled: list[int], guess: int, numbers: Sequence[int]
) -> Question | None:
    """Which line has the names of the columns, where it is not the first one."""
    if guess == filled[0]:
        return None
    text = sentence("Lines stand before the table. Which one has the names of its columns?")
    choices = {
        str(numbers[place]): f"{numbers[place]}: {shorten(_filled_cells(lines[place]), LETTERS)}"
        for place in filled[: guess + 3]
    }
    return Question("first_row", text, choices, str(numbers[guess]))


def _filled_cells(line: Line) -> str:
    """The cells of a line that are not empty, divided by commas."""
    return ", ".join(str(cell) for cell in line if cell != "")


def _check_widths(lines: list[Line], body: list[int], width: int, numbers: Sequence[int]) -> None:
    """Refuse a table with a value beyond its last column: it is not known which cell is too many."""
    wide = [place for place in body if any(cell != "" for cell in lines[place][width:])]
    if wide:
        cells = max(place for place, cell in enumerate(lines[wide[0]], 1) if cell != "")
        others = f" (and so have {number(len(wide) - 1)} others)" if len(wide) > 1 else ""
        raise RefusedError(
            f"Line {numbers[wide[0]]} has {cells} cells{others}, but there are names for {width} "
            f"columns. A comma "
            "in a number or a text divides it: put such cells into quotes, or divide them by semicolons."
        )


def _quote_notes(lines: list[Line], numbers: list[int], separator: str) -> tuple[str, ...]:
    """Which text may have swallowed cells behind it; one that has whole lines in it is refused."""
    for place, line in zip(numbers, lines, strict=True):
        for cell in (cell for cell in line if "\n" in cell):
            if any(part.count(separator) >= len(lines[0]) - 1 > 0 for part in cell.split("\n")[1:]):
                raise RefusedError(
                    f"In line {place} a quotation mark opens and the lines after it are inside of it. "
                    "Close it, or take it away."
                )
            if cell.count(separator) >= len(lines[0]) - 1 > 0:
                text = shorten(cell.replace("\n", " "), LETTERS)
                words = sentence(
                    "In line {line} a text runs over several lines: “{text}”. Is a quotation mark missing?",
                    line=place,
                    text=text,
                )
                return (words,)
    return ()
