"""The bytes of a raw file as rows of texts: strict, so that nothing is read that people cannot see.

A line of the file is a row of the table. CSV as of RFC 4180, in UTF-8 (a mark of the byte order is let pass),
lines ended by LF or CR LF, no line ends within cells.
"""

import re
import unicodedata

from etl.problem import Problem

CELL = re.compile(r'(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))')
ROW = re.compile(r'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
REPLACEMENT = "\ufffd"
"""What programs write for a letter that they could not read."""
Lines = list[tuple[int, str]]
Rows = list[tuple[int, list[str]]]


def rows_of(content: bytes, file: str) -> tuple[Rows, list[Problem]]:
    """Return the rows of a raw file with the line of each, the head first, and what is wrong with others."""
    lines, problems = lines_of(content, file)
    has_letters_that_mislead = bool(letter_fault(" ".join(line for _, line in lines)))
    rows = []
    for number, line in lines:
        fault = (letter_fault(line) if has_letters_that_mislead else None) or form_fault(line)
        if fault:
            problems.append(Problem(file, number, "", *fault))
        else:
            rows.append((number, cells_of(line)))
    return rows, problems


def lines_of(content: bytes, file: str) -> tuple[Lines, list[Problem]]:
    """Return the lines of a file by number, none where it is no text, and what is wrong with the whole."""
    if content.startswith(UTF_16):
        return [], [Problem(file, 1, "", "the file is UTF-16, not UTF-8", "save it as CSV UTF-8")]
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"the file is not UTF-8: byte {content[error.start]:02X}"
        return [], [Problem(file, line, "", what, "save it as CSV UTF-8")]
    if "\r" in text and "\n" not in text:
        return [], [Problem(file, 1, "", "lines end with CR alone", "save it with line ends LF or CR LF")]
    lines = list(enumerate(text.split("\n"), 1))
    number, last = lines.pop()
    cut = Problem(
        file,
        number,
        "",
        "the last line has no end: the file may be cut",
        "fetch it again, or end the line where it is whole",
    )
    return lines, [cut] if last else []


def letter_fault(text: str) -> tuple[str, str] | None:
    """Return which letter nobody sees, or stands for a lost one, and what to write instead, or None."""
    if not text.isprintable() or REPLACEMENT in text:
        strange = next(letter for letter in text if not letter.isprintable() or letter == REPLACEMENT)
        name = unicodedata.name(strange, "a control character")
        return (
            f"U+{ord(strange):04X} ({name.lower()}) stands in the line",
            "take it out, or write what is meant",
        )
    if not unicodedata.is_normalized("NFC", text):
        return "a letter and its accent stand as two characters", "write them as one (Unicode NFC)"
    return None


def form_fault(line: str) -> tuple[str, str] | None:
    """Return what is wrong with a line as CSV, and what to write instead, or None."""
    if not line:
        return "the line is empty", "take it out"
    if line.count('"') % 2:
        return "a quotation mark is not closed", 'close it on its line; within "…" write "" for "'
    if '"' in line and not ROW.fullmatch(line):
        return "a quotation mark stands within a cell", 'put the cell into "…", and write "" for each " in it'
    return None


def cells_of(line: str) -> list[str]:
    """Return the cells of a line that has no fault.

    >>> cells_of('BIH,,"a, ""b"", c"')
    ['BIH', '', 'a, "b", c']
    """
    if '"' not in line:
        return line.split(",")
    return [quoted.replace('""', '"') or plain for quoted, plain in CELL.findall(line)]
