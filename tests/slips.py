"""Slips that happen to files of records, one function per kind; tests/mutated_records.py makes them."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from etl.raw_file import cells_of
from etl.registry import Table

STRANGE = "\0\x01\x0b\x0c\x1b\x7f\x85\u00a0\u00ad\u200b\u200e\u2028\ufeff\ufffd"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
NO_NUMBERS = (
    *("1_000", "1,000", "2,5", "1 000", "1e309", "1e3", "Infinity", "inf", "NaN", "nan", "-", "0x1F", "007"),
    *("9" * 40, "1" + "0" * 39, "9223372036854775808", "18446744073709551616", "２０２４", "٢٠", "½", "+5"),
    *("-0", "1.", ".5", "1.5.2", "--5", "12 ", " 12", "about 5", "TRUE", "1740km"),
)
NO_DATES = (
    *("2016-13", "2016-06-31", "2016-02-30", "2015-02-29", "0000", "0000-01-01", "0001", "9999", "99999"),
    *(
        "２０２４",
        "２０２４-01",
        "2016-1-1",
        "2016-12-31 ",
        "31/12/2016",
        "42735",
        "Dec-16",
        "20161231",
        "-2016",
    ),
    *("2016-00", "2016-12-00", "2016-12-31T00:00", "2016-12-31-", "2016_12", "1e3", "n/a", "2016-"),
)
NO_PERIODS = (
    *NO_DATES,
    "2016-2017-2018",
    "to",
    "to ",
    "2016/",
    "/2016",
    "2016-13/2017-01",
    "1999-06-30-2001-12-31",
)
NO_BOOLEANS = ("Yes", "true", "1", "0", "y", "ja", "yes ", "ＹＥＳ")
BAD = {
    "number": NO_NUMBERS,
    "integer": (*NO_NUMBERS, "2.5", "1.0"),
    "boolean": NO_BOOLEANS,
    "partial date": NO_DATES,
    "whole date": (*NO_DATES, "2016", "2016-12"),
    "period": NO_PERIODS,
}
Make = Callable[[Random, Table, bytes, set[str]], "Slip | None"]


@dataclass(frozen=True)
class Slip:
    """A file with a slip, the line that must be named (0: any), and whether it must be refused."""

    content: bytes
    line: int
    is_refused: bool


SLIPS: dict[str, Make] = {}
ONLY_IN = {"a_correction_of_the_wrong_kind": "corrections"}
"""The table of slips that happen in one alone."""


def of_lines(make: Callable[[Random, list[str], int], int | None]) -> Make:
    """A slip that changes the lines of a file, and must be refused.

    `make` changes the list below the head at a place, and returns the line to be named.
    """

    def slip(random: Random, table: Table, content: bytes, named: set[str]) -> Slip | None:  # noqa: ARG001
        lines = content.decode().split("\n")[:-1]
        line = make(random, lines, random.randrange(1, len(lines)))
        return None if line is None else Slip(("\n".join(lines) + "\n").encode(), line, True)

    SLIPS[make.__name__] = slip
    return slip


def of_bytes(make: Make) -> Make:
    """A slip that changes the bytes of a file."""
    SLIPS[make.__name__] = make
    return make


@of_lines
def a_cell_too_many(random: Random, lines: list[str], place: int) -> int:
    lines[place] += random.choice((",", ",x", ",,,"))
    return place + 1


@of_lines
def a_cell_too_few(random: Random, lines: list[str], place: int) -> int:  # noqa: ARG001
    lines[place] = lines[place].split(",", 1)[1]
    return place + 1


@of_lines
def two_lines_joined(random: Random, lines: list[str], place: int) -> int:  # noqa: ARG001
    first = max(place - 1, 1) if len(lines) > 2 else 0
    lines[first : first + 2] = ["".join(lines[first : first + 2])]
    return first + 1


@of_lines
def a_quote_lost(random: Random, lines: list[str], place: int) -> int | None:
    quoted = [number for number, line in enumerate(lines) if '"' in line]
    if not quoted:
        return None
    place = random.choice(quoted)
    at = random.choice([at for at, letter in enumerate(lines[place]) if letter == '"'])
    lines[place] = lines[place][:at] + lines[place][at + 1 :]
    return place + 1


@of_lines
def a_quote_open(random: Random, lines: list[str], place: int) -> int:
    at = random.randrange(len(lines[place]) + 1)
    lines[place] = lines[place][:at] + '"' + lines[place][at:]
    return place + 1


@of_lines
def a_head_twice(random: Random, lines: list[str], place: int) -> int:  # noqa: ARG001
    lines.insert(place, lines[0])
    return place + 1


@of_lines
def an_empty_line(random: Random, lines: list[str], place: int) -> int:  # noqa: ARG001
    lines.insert(place, "")
    return place + 1


@of_lines
def a_strange_letter(random: Random, lines: list[str], place: int) -> int:
    at = random.randrange(1, len(lines[place]) + 1)
    lines[place] = lines[place][:at] + random.choice(STRANGE) + lines[place][at:]
    return place + 1


@of_lines
def a_letter_in_two_parts(random: Random, lines: list[str], place: int) -> int:
    at = random.randrange(len(lines[place]) + 1)
    lines[place] = lines[place][:at] + "e\u0301" + lines[place][at:]
    return place + 1


@of_lines
def a_carriage_return(random: Random, lines: list[str], place: int) -> int:
    at = random.randrange(len(lines[place]))
    lines[place] = lines[place][:at] + "\r" + lines[place][at:]
    return place + 1


@of_bytes
def cut_in_the_middle(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    cut = content[: random.randrange(1, len(content))]
    return Slip(cut, 0, not cut.endswith(b"\n"))


@of_bytes
def head_only(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    return Slip(content.partition(b"\n")[0] + random.choice((b"\n", b"\r\n")), 1, not table.may_be_empty)


@of_bytes
def nothing(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    return Slip(random.choice((b"", b"\n", b" \n\n")), 1, True)


@of_bytes
def other_line_ends(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    ends, is_refused = random.choice(((b"\r", True), (b"\r\n", False)))
    return Slip(content.replace(b"\n", ends), 0, is_refused)


@of_bytes
def other_encoding(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    code = random.choice(("utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32"))
    return Slip(content.decode().encode(code), 0, code != "utf-8-sig")


@of_bytes
def a_byte_of_latin_1(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    at = random.choice([at for at, letter in enumerate(content) if letter < 128])
    return Slip(content[:at] + b"\xe9" + content[at:], content[:at].count(b"\n") + 1, True)


@of_bytes
def bytes_at_random(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    start = random.randrange(len(content))
    end = min(start + random.choice((0, 1, 1, 2, 40)), len(content))
    other = random.choice((b"", random.randbytes(1), content[start:end] * 2, content[: random.randrange(60)]))
    return Slip(content[:start] + other + content[end:], 0, False)


@of_bytes
def a_bad_value(random: Random, table: Table, content: bytes, named: set[str]) -> Slip | None:  # noqa: ARG001
    typed = [field for field in table.fields if (field.get("form") or field["type"]) in BAD]
    if not typed:
        return None
    field = random.choice(typed)
    kind = field.get("form") or field["type"]
    value = random.choice(BAD[kind])
    return in_cell(random, table, content, field, lambda cell: value, is_refused=True)  # noqa: ARG005


@of_bytes
def digits_of_another_script(
    random: Random,
    table: Table,
    content: bytes,
    named: set[str],  # noqa: ARG001
) -> Slip | None:
    typed = [field for field in table.fields if (field.get("form") or field["type"]) in BAD]
    if not typed:
        return None
    script = random.choice((WIDE, ARABIC))
    field = random.choice(typed)
    return in_cell(random, table, content, field, lambda cell: cell.translate(script), is_refused=True)


@of_bytes
def a_letter_typed_wrong(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    def typed_wrong(cell: str) -> str:
        at = random.randrange(len(cell) + 1)
        return cell[:at] + random.choice("0123456789abcXYZ-/.,;:_ é") + cell[at + random.randrange(2) :]

    return in_cell(random, table, content, random.choice(table.fields), typed_wrong, is_refused=False)


@of_bytes
def a_cell_emptied(random: Random, table: Table, content: bytes, named: set[str]) -> Slip:  # noqa: ARG001
    field = random.choice(table.fields)
    needed = bool(field.get("constraints", {}).get("required"))
    return in_cell(random, table, content, field, lambda cell: "", is_refused=needed)  # noqa: ARG005


@of_bytes
def a_changed_key(random: Random, table: Table, content: bytes, named: set[str]) -> Slip | None:
    if not named:
        return None
    field = table.field(table.key[0])
    other = random.choice(("ZZZ", "x", "another-id", "Ω"))

    def changed(cell: str) -> str:
        return random.choice((other, f"{cell}x", cell[:-1], cell[1:], cell.swapcase()))

    return in_cell(random, table, content, field, changed, is_refused=True, among=named)


@of_bytes
def a_correction_of_the_wrong_kind(
    random: Random,
    table: Table,  # noqa: ARG001
    content: bytes,
    named: set[str],  # noqa: ARG001
) -> Slip:
    field, becomes = random.choice(
        (("amount", "1e309"), ("start", "2016-13"), ("cumulative", "ja"), ("source", "?"))
    )
    was = {"amount": "2850000", "start": "2003-04", "source": "itf-regional-cooperation-2009"}.get(field, "")
    line = f"projects,project=itf-eu-xborder,{field},{was},{becomes},trial,itf-regional-cooperation-2009\n"
    return Slip(content + line.encode(), content.count(b"\n") + 1, True)


@of_bytes
def rows_moved_or_doubled(
    random: Random,
    table: Table,
    content: bytes,
    named: set[str],  # noqa: ARG001
) -> Slip:
    head, *lines = content.decode().split("\n")[:-1]
    line = random.choice(lines)
    is_doubled = random.random() < 0.5
    if not is_doubled:
        lines.remove(line)
    lines.insert(random.randrange(len(lines) + 1), line)
    return Slip(("\n".join([head, *lines]) + "\n").encode(), 0, is_doubled and bool(table.key))


def in_cell(
    random: Random,
    table: Table,
    content: bytes,
    field: dict[str, Any],
    change: Callable[[str], str],
    *,
    is_refused: bool,
    among: set[str] | None = None,
) -> Slip:
    """A slip in one cell of a column that holds something, of the ones that hold a word among some."""
    lines = content.decode().split("\n")
    column = table.columns.index(field["name"])
    rows = {number: cells_of(line) for number, line in enumerate(lines[1:-1], 2)}
    filled = [number for number, cells in rows.items() if cells[column] and cells[column] in (among or cells)]
    if not filled:
        return Slip(content, 0, False)
    number = random.choice(filled)
    cells = rows[number]
    before = cells[column]
    cells[column] = change(before)
    lines[number - 1] = ",".join(map(written, cells))
    line = number if is_refused and cells[column] != before else 0
    return Slip("\n".join(lines).encode(), line, bool(line))


def written(cell: str) -> str:
    """A cell as a spreadsheet writes it."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if set(cell) & set('",') else cell
