"""Rows of documents as proposals: a CSV for each table of data/raw, and the list of doubtful things."""

import csv
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from etl.reader.numerals import ORDINAL_TEXT, ordinal
from etl.reader.paragraphs import folded, tidy
from etl.reader.reading import Cell, Doubt, Finding, Reading, where_read
from etl.registry import Table

# What identifies a row, where the key of the registry is a number or includes words that differ.
IDENTITY = {
    "treaty_crosschecks": ("treaty", "country", "what", "source"),
    "reported_figures": ("subject", "indicator", "unit", "source", "value", "date"),
}
# What two rows of one key must agree in, as far as both say it.
COMPARED = {
    "treaty_actions": ("date", "entry_into_force"),
    "treaty_crosschecks": ("date",),
    "events": ("start", "end", "city", "country", "states"),
    "event_participants": ("country",),
    "projects": ("start", "end", "countries", "amount", "currency", "area_km2", "mines", "uxo"),
    "reported_figures": ("date",),
}
TABLES = ("sources", *COMPARED)  # those that the reader fills, in the order of reading them through
RIVALS = ("reported_figures", "treaty_crosschecks")  # another value is another row
DATES = ("date", "start", "end", "entry_into_force")
SMALL = frozenset({"of", "the", "for", "to", "in", "at", "on", "and", "a"})
EXTRA = ["place", "confidence", "records"]
DOUBTFUL = ["document", "place", "what", "reason", "kept", "text"]
INFERRED = "A part is inferred from what stands around it"


@dataclass(frozen=True)
class Proposal:
    """A row for a table of data/raw: its cells, their places, how sure they are, whether it is new."""

    table: str
    cells: dict[str, str]
    place: str
    confidence: str
    records: str
    cited: str = ""  # the source of the record that says the same


@dataclass(frozen=True)
class Proposals:
    """What one document gives."""

    name: str
    form: str
    source: str
    lines: tuple[str, ...]
    rows: tuple[Proposal, ...]
    doubts: tuple[Doubt, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def from_data(data: dict[str, Any]) -> Proposals:
    """Return proposals that `as_data` made plain."""
    rows = tuple(Proposal(**row) for row in data["rows"])
    doubts = tuple(Doubt(**doubt) for doubt in data["doubts"])
    return Proposals(**{**data, "lines": tuple(data["lines"]), "rows": rows, "doubts": doubts})


def identity(table: Table) -> tuple[str, ...]:
    """Return the columns that identify a row of a table."""
    return IDENTITY.get(table.name, table.key)


def proposals(reading: Reading, tables: dict[str, Table], source: str) -> Proposals:
    """Return the rows of a document as proposals; rows that the records contradict become doubts."""
    name = source or source_id(reading)
    rows: list[Proposal] = []
    doubts = list(dict.fromkeys(reading.doubts))
    for finding in [source_row(reading, name), *reading.rows]:
        table = tables[finding.table]
        cells = completed(finding, table, name)
        verdict, record, difference = compared(table, cells, reading.records[finding.table])
        places = "; ".join(f"{column} {one.place}" for column, one in finding.cells.items() if one.place)
        key = tuple(cells[column] for column in identity(table))
        if verdict == "differs":
            what = f"row of {finding.table}: {' '.join(key)}"
            doubts.append(Doubt(what, difference, places, described(cells)))
        elif not any(row.table == table.name and key_of(row, table) == key for row in rows):
            known = f"{verdict}, line {record['line']}" if record else verdict
            cited = record.get("source", "")
            rows.append(Proposal(finding.table, cells, places, finding.confidence, known, cited))
    rows = numbered(rows, name, reading)
    lines = tuple(line.text for line in reading.document.lines)
    form = reading.document.form
    return Proposals(reading.document.name, form, name, lines, tuple(rows), tuple(doubts))


def key_of(row: Proposal, table: Table) -> tuple[str, ...]:
    """Return what identifies a proposed row."""
    return tuple(row.cells[column] for column in identity(table))


def completed(finding: Finding, table: Table, source: str) -> dict[str, str]:
    """Return the cells of a row in the columns that the registry gives its table."""
    cells = {column: plain(finding.value(column)) for column in table.columns}
    if finding.table == "sources":
        return cells
    high = finding.confidence == "high"
    given = {
        "source": source,
        "locator": where_read(finding),
        "verified": "yes" if high else "partial",
        "note": plain(finding.note or ("" if high else INFERRED)),
    }
    return {**cells, **{column: value for column, value in given.items() if column in cells}}


def plain(text: str) -> str:
    r"""Return a cell on one line that no spreadsheet takes for a formula.

    >>> plain("=HYPERLINK(1)"), plain("two\nlines"), plain("-12.046")
    ('HYPERLINK(1)', 'two lines', '-12.046')
    """
    line = " ".join(text.split())
    return line if re.fullmatch(r"-?\d+(\.\d+)?", line) else re.sub(r"^[=+@\-\s]+", "", line)


def described(cells: dict[str, str]) -> str:
    """Return a row as a line of text."""
    left_out = ("source", "locator", "verified", "lat", "lon")
    return "; ".join(
        f"{column} {value}" for column, value in cells.items() if value and column not in left_out
    )


def numbered(rows: list[Proposal], source: str, reading: Reading) -> list[Proposal]:
    """Return the rows with an id for each figure: the source and a number."""
    taken = {row["figure"] for row in reading.records["reported_figures"]}
    free = (name for number in range(1, 10_000) if (name := f"{source}-{number:02}") not in taken)
    return [
        replace(row, cells={**row.cells, "figure": next(free)}) if row.table == "reported_figures" else row
        for row in rows
    ]


def source_id(reading: Reading) -> str:
    """Return the id of a document: what the records have for its address, title or name, else a new one."""
    document = reading.document
    for row in reading.records["sources"]:
        same_address = document.url and row["url"].rstrip("/") == document.url.rstrip("/")
        if (
            same_address
            or folded(row["title"]) == folded(reading.title)
            or row["source"] == document.path.stem
        ):
            return row["source"]
    base = re.sub(r"[^a-z0-9]+", "-", folded(reading.title)).strip("-")[:60].rstrip("-") or "document"
    dates = [day.end[0] for one in reading.paragraphs for day in one.dates if day.has_year and day.start[1]]
    year = reading.published[:4] or str(max(dates, default=""))
    return base if not year or base.endswith(year) else f"{base}-{year}"


def source_row(reading: Reading, name: str) -> Finding:
    """Return the document itself as a row of sources; kind and rank are for the reviewer."""
    publisher = reading.document.publisher
    for one in reading.paragraphs[:10]:
        if match := re.match(r"(?i)(?:publisher|published by|source)\s*:\s*(.{3,120})$", tidy(one.text)):
            publisher = publisher or match[1]
    cells = {"source": name, "title": reading.title, "publisher": publisher}
    cells |= {"url": reading.document.url, "published": reading.published}
    filled = {column: Cell(value) for column, value in cells.items() if value}
    first = reading.paragraphs[0].sentences[0]
    return Finding("sources", filled, first, "high")


def compared(
    table: Table, row: dict[str, str], there: list[dict[str, str]]
) -> tuple[str, dict[str, str], str]:
    """Return "new", "in the records" or "differs", the record of the same thing, and what is different."""
    same = [other for other in there if is_same(table, row, other)]
    if table.name == "reported_figures":
        same.sort(key=lambda other: -in_common(row, other))
    verdicts = [differences(table.name, row, other) for other in same]
    for other, verdict in zip(same, verdicts, strict=True):
        if not verdict:
            return "in the records", other, ""
    if not same or table.name in RIVALS:
        return "new", {}, ""
    line = same[0].get("line", "")
    return "differs", same[0], f"line {line} of data/raw/{table.name}.csv has {verdicts[0]}"


def is_same(table: Table, row: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two rows tell of the same thing; names and figures may be worded differently."""
    if table.name == "event_participants":
        return all(row[column] == other[column] for column in ("event", "role")) and is_same_one(row, other)
    if table.name == "reported_figures":
        alike_in = all(row[column] == other[column] for column in ("source", "unit", "value", "countries"))
        return alike_in and (bool(row["value"]) or alike(row["indicator"], other["indicator"]))
    return all(other.get(column, "") == row.get(column, "") for column in identity(table))


def is_same_one(row: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two rows name the same participant: a state by its code, others by actor or name."""
    if row["kind"] == other["kind"] == "state":
        return row["country"] == other["country"]
    known = bool(row["actor"]) and row["actor"] == other["actor"] and row["kind"] == other["kind"]
    return known or alike(row["participant"], other["participant"])


def in_common(row: dict[str, str], other: dict[str, str]) -> int:
    """Return how many words the subjects and indicators of two figures have in common."""
    return len(
        content_words(f"{row['subject']} {row['indicator']}")
        & content_words(f"{other['subject']} {other['indicator']}")
    )


def content_words(text: str) -> set[str]:
    """Return the words of a text without the small ones."""
    return set(re.findall(r"[^\W_]+", folded(text))) - SMALL


def alike(one: str, other: str) -> bool:
    """Tell whether two names are made of the same words, but for one in four.

    >>> alike("Director, Office of Mine Action", "Director of the Office for Mine Action")
    True
    >>> alike("Director of ITF", "Deputy Director of ITF"), alike("Niger", "Nigeria")
    (False, False)
    >>> alike("President of the Third Meeting of States Parties", "President of the 3MSP")
    True
    """
    first, second = content_words(abbreviated(one)), content_words(abbreviated(other))
    return bool(first) and len(first & second) >= 0.75 * len(first | second)


SHORT = (
    ("former yugoslav republic of", "north"),
    ("european union", "eu"),
    ("convention on cluster munitions", "ccm"),
    ("republic of ", ""),
    ("ambassador", "amb"),
)
PARTIES = re.compile(rf"({ORDINAL_TEXT}) meeting of (?:the )?states parties")


def abbreviated(text: str) -> str:
    """Return a text with what has a usual abbreviation abbreviated."""
    result = PARTIES.sub(lambda match: f"{ordinal(match[1])}msp", folded(text))
    for long, short in SHORT:
        result = result.replace(long, short)
    return result


def differences(table: str, row: dict[str, str], other: dict[str, str]) -> str:
    """Return the cells in which two rows of one key contradict each other."""
    return ", ".join(
        f"{column} {other[column]} instead of {row[column]}"
        for column in COMPARED.get(table, ())
        if row.get(column) and other.get(column) and not agrees(column, row[column], other[column])
    )


def agrees(column: str, one: str, other: str) -> bool:
    """Tell whether two cells say the same, one perhaps less exactly.

    >>> agrees("start", "2022-11", "2022-11-14"), agrees("city", "Tarčin", "Tarcin")
    (True, True)
    >>> agrees("amount", "2850000", "2850000.0")
    True
    """
    if column in DATES:
        return one.startswith(other) or other.startswith(one)
    if re.fullmatch(r"\d+(\.\d+)?", one) and re.fullmatch(r"\d+(\.\d+)?", other):
        return float(one) == float(other)
    return folded(one) == folded(other)


def without_repeats(every: list[Proposals], tables: dict[str, Table]) -> list[Proposals]:
    """Return the proposals of several documents with each new row once; a second one is a doubt."""
    seen: dict[tuple[str, ...], str] = {}
    result = []
    for each in every:
        rows, doubts = [], list(each.doubts)
        for row in each.rows:
            key = (row.table, *key_of(row, tables[row.table]))
            if row.table not in RIVALS and key in seen and row.records == "new":
                reason = f"{seen[key]} says it as well: one row is proposed"
                doubts.append(Doubt(f"row of {' '.join(key)}", reason, row.place, described(row.cells)))
                continue
            seen.setdefault(key, each.name)
            rows.append(row)
        result.append(replace(each, rows=tuple(rows), doubts=tuple(doubts)))
    return result


def write(every: list[Proposals], tables: dict[str, Table], folder: Path) -> None:
    """Write a CSV for each table, the doubtful things, and the plain text of pages and PDFs."""
    for name in TABLES:
        columns = tables[name].columns
        rows = [row for each in every for row in each.rows if row.table == name]
        lines = [
            [*(row.cells[column] for column in columns), row.place, row.confidence, row.records]
            for row in rows
        ]
        if lines:
            write_csv(folder / f"{name}.csv", [*columns, *EXTRA], lines)
    lines = [
        [plain(each.name), one.place, plain(one.what), plain(one.reason), one.kept, f"“{plain(one.text)}”"]
        for each in every
        for one in each.doubts
    ]
    write_csv(folder / "doubtful.csv", DOUBTFUL, lines)
    for number, each in enumerate(every, 1):
        if each.form != "text":
            (folder / "text").mkdir(exist_ok=True)
            target = folder / "text" / f"{number}-{each.name}.txt"
            target.write_text("\n".join(each.lines) + "\n", encoding="utf-8")


def write_csv(path: Path, header: list[str], lines: list[list[str]]) -> None:
    """Write one CSV file in the form of data/raw."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
