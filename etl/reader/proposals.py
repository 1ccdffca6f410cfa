"""Rows of documents as proposals: a CSV for each table of data/raw, and the list of doubtful things."""

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from etl.reader.numerals import ORDINAL_TEXT, ordinal
from etl.reader.paragraphs import folded, locator, tidy
from etl.reader.reading import Cell, Doubt, Finding, Reading
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
DOUBTFUL = ["document", "place", "what", "reason", "outcome", "text"]
INFERRED = "A part is inferred from what stands around it"
SHORT = (
    ("former yugoslav republic of", "north"),
    ("european union", "eu"),
    ("convention on cluster munitions", "ccm"),
    ("republic of ", ""),
    ("ambassador", "amb"),
)
PARTIES = re.compile(rf"({ORDINAL_TEXT}) meeting of (?:the )?states parties")


@dataclass(frozen=True)
class Proposal:
    """A row for a table of data/raw: its cells, their places, how sure they are, whether it is new."""

    table: str
    cells: dict[str, str]
    place: str
    confidence: str
    records: str
    cited: str = ""  # the source of the record that says the same

    def key(self, tables: dict[str, Table]) -> tuple[str, ...]:
        """What identifies the row: its table and the cells of its key."""
        return (self.table, *(self.cells[column] for column in identity(tables[self.table])))


@dataclass(frozen=True)
class Proposals:
    """What one document gives."""

    name: str
    form: str
    source: str
    lines: tuple[str, ...]
    rows: tuple[Proposal, ...]
    doubts: tuple[Doubt, ...]


def from_data(data: dict[str, Any]) -> Proposals:
    """Return proposals that `asdict` made plain."""
    rows = tuple(Proposal(**row) for row in data["rows"])
    doubts = tuple(Doubt(**doubt) for doubt in data["doubts"])
    return Proposals(**{**data, "lines": tuple(data["lines"]), "rows": rows, "doubts": doubts})


def identity(table: Table) -> tuple[str, ...]:
    """Return the columns that identify a row of a table."""
    return IDENTITY.get(table.name, table.key)


def proposals(reading: Reading, tables: dict[str, Table], source: str) -> Proposals:
    """Return the rows of a document as proposals; rows that the records contradict become doubts."""
    name = source or source_id(reading)
    rows: dict[tuple[str, ...], Proposal] = {}
    doubts = list(dict.fromkeys(reading.doubts))
    taken = {row["figure"] for row in reading.records["reported_figures"]}
    free = (figure for number in range(1, 10_000) if (figure := f"{name}-{number:02}") not in taken)
    for finding in [source_row(reading, name), *reading.rows]:
        table = tables[finding.table]
        cells = completed(finding, table, name)
        verdict, record, difference = compared(table, cells, reading.records[finding.table])
        known = f"{verdict}, line {record['line']}" if record else verdict
        places = "; ".join(f"{column} {one.place}" for column, one in finding.cells.items() if one.place)
        row = Proposal(table.name, cells, places, finding.confidence, known, record.get("source", ""))
        key = row.key(tables)
        if verdict == "differs":
            doubts.append(Doubt(f"row of {' '.join(key)}", difference, places, described(cells)))
        elif key not in rows:
            rows[key] = replace(row, cells={**cells, "figure": next(free)}) if "figure" in cells else row
    lines = tuple(line.text for line in reading.document.lines)
    document = reading.document
    return Proposals(document.name, document.form, name, lines, tuple(rows.values()), tuple(doubts))


def completed(finding: Finding, table: Table, source: str) -> dict[str, str]:
    """Return the cells of a row in the columns that the registry gives its table."""
    cells = {column: plain(finding.value(column)) for column in table.columns}
    if finding.table == "sources":
        return cells
    high = finding.confidence == "high"
    given = {
        "source": source,
        "locator": locator(finding.where.paragraph, finding.where.first),
        "verified": "yes" if high else "partial",
        "note": plain(finding.note or ("" if high else INFERRED)),
    }
    return cells | {column: value for column, value in given.items() if column in cells}


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
    return "; ".join(f"{name} {value}" for name, value in cells.items() if value and name not in left_out)


def source_id(reading: Reading) -> str:
    """Return the id of a document: what the records have for its address, title or name, else a new one."""
    document = reading.document
    for row in reading.records["sources"]:
        address = document.url and row["url"].rstrip("/") == document.url.rstrip("/")
        if address or folded(row["title"]) == folded(reading.title) or row["source"] == document.path.stem:
            return row["source"]
    base = re.sub(r"[^a-z0-9]+", "-", folded(reading.title)).strip("-")[:60].rstrip("-") or "document"
    dates = [day.end[0] for one in reading.paragraphs for day in one.dates if day.has_year and day.start[1]]
    year = reading.published[:4] or str(max(dates, default=""))
    return base if not year or base.endswith(year) else f"{base}-{year}"


def source_row(reading: Reading, name: str) -> Finding:
    """Return the document itself as a row of sources; kind and rank are for the reviewer."""
    head = "\n".join(tidy(one.text) for one in reading.paragraphs[:10])
    label = re.search(r"(?im)^(?:publisher|published by|source)\s*:\s*(.{3,120})$", head)
    publisher = reading.document.publisher or (label[1] if label else "")
    cells = {"source": name, "title": reading.title, "publisher": publisher}
    cells |= {"url": reading.document.url, "published": reading.published}
    filled = {column: Cell(value) for column, value in cells.items() if value}
    return Finding("sources", filled, reading.paragraphs[0].sentences[0], "high")


Row = dict[str, str]


def compared(table: Table, row: Row, there: list[Row]) -> tuple[str, Row, str]:
    """Return "new", "in the records" or "differs", the record of the same thing, and what is different."""
    same = [other for other in there if is_same(table, row, other)]
    verdicts = [differences(table.name, row, other) for other in same]
    agreeing = next((other for other, verdict in zip(same, verdicts, strict=True) if not verdict), None)
    if agreeing:
        return "in the records", agreeing, ""
    if not same or table.name in RIVALS:
        return "new", {}, ""
    line = same[0].get("line", "")
    return "differs", same[0], f"line {line} of data/raw/{table.name}.csv has {verdicts[0]}"


def is_same(table: Table, row: Row, other: Row) -> bool:
    """Tell whether two rows are of the same thing: a state by its code, others by id or alike in words."""
    if table.name == "event_participants" and row["event"] == other["event"] and row["role"] == other["role"]:
        if row["kind"] == other["kind"] == "state":
            return row["country"] == other["country"]
        actor = row["actor"] and row["actor"] == other["actor"] and row["kind"] == other["kind"]
        return bool(actor) or alike(row["participant"], other["participant"])
    if table.name == "reported_figures":
        same = all(row[column] == other[column] for column in ("source", "unit", "value", "countries"))
        return same and (bool(row["value"]) or alike(row["indicator"], other["indicator"]))
    return all(other.get(column, "") == row.get(column, "") for column in identity(table))


def alike(one: str, other: str) -> bool:
    """Tell whether two names are made of the same words, but for one in four.

    >>> alike("Director, Office of Mine Action", "Director of the Office for Mine Action")
    True
    >>> alike("Director of ITF", "Deputy Director of ITF"), alike("Niger", "Nigeria")
    (False, False)
    >>> alike("President of the Third Meeting of States Parties", "President of the 3MSP")
    True
    """
    first, second = (set(re.findall(r"[^\W_]+", abbreviated(text))) - SMALL for text in (one, other))
    return bool(first) and len(first & second) >= 0.75 * len(first | second)


def abbreviated(text: str) -> str:
    """Return a text with what has a usual abbreviation abbreviated."""
    result = PARTIES.sub(lambda match: f"{ordinal(match[1])}msp", folded(text))
    for long, short in SHORT:
        result = result.replace(long, short)
    return result


def differences(table: str, row: Row, other: Row) -> str:
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
            key = row.key(tables)
            if row.table in RIVALS or key not in seen or row.records != "new":
                seen.setdefault(key, each.name)
                rows.append(row)
                continue
            reason = f"{seen[key]} says it as well: one row is proposed"
            doubts.append(Doubt(f"row of {' '.join(key)}", reason, row.place, described(row.cells)))
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
    doubts = [(plain(each.name), doubt) for each in every for doubt in each.doubts]
    lines = [
        [name, one.place, plain(one.what), plain(one.reason), one.outcome, f"“{plain(one.text)}”"]
        for name, one in doubts
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
