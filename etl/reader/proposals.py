"""Rows of documents as proposals: a CSV for each table of data/raw, and the list of doubtful things."""

import csv
import re
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from etl.reader.letters import folded, new_id
from etl.reader.paragraphs import locator
from etl.reader.reading import Cell, Doubt, Finding, Reading
from etl.reader.tables import words
from etl.registry import Table

Row = dict[str, str]
# What two rows of one key must agree in, as far as both say it; the tables that the reader fills.
COMPARED = {
    "sources": (),
    "treaty_actions": ("date", "entry_into_force"),
    "events": ("start", "end", "city", "country"),
    "event_participants": ("country",),
    "projects": ("start", "end", "countries", "amount", "currency", "area_km2", "mines", "uxo"),
    "reported_figures": ("date",),
}
FIGURE = ("subject", "indicator", "unit", "source", "value", "date")  # its key is a mere number
DATES = ("date", "start", "end", "entry_into_force")
NOT_DESCRIBED = ("source", "locator", "verified", "lat", "lon")
SMALL = frozenset({"of", "the", "for", "to", "in", "at", "on", "and", "a"})
EXTRA = ["place", "confidence", "records"]
DOUBTFUL = ["document", "what", "reason", "place", "text"]
INFERRED = "A part is inferred from what stands around it"
SHORT = {row["long"]: row["short"] for row in words("short_forms")}
SHORT_FORM = re.compile("|".join(map(re.escape, SHORT)))


@dataclass(frozen=True)
class Proposal:
    """A row for a table of data/raw: its cells, their places, how sure they are, whether it is new."""

    table: str
    cells: Row
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


def identity(table: Table) -> tuple[str, ...]:
    """Return the columns that identify a row of a table."""
    return FIGURE if table.name == "reported_figures" else table.key


def proposals(reading: Reading, tables: dict[str, Table], source: str) -> Proposals:
    """Return the rows of a document as proposals; rows that the records contradict become doubts."""
    document, name = reading.document, source or source_id(reading)
    rows: dict[tuple[str, ...], Proposal] = {}
    doubts = list(dict.fromkeys(reading.doubts))
    figures = {row["figure"] for row in reading.records["reported_figures"]}
    free = (figure for number in range(1, 10_000) if (figure := f"{name}-{number:02}") not in figures)
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
    lines = tuple(line.text for line in document.lines)
    return Proposals(document.name, document.form, name, lines, tuple(rows.values()), tuple(doubts))


def completed(finding: Finding, table: Table, source: str) -> Row:
    """Return the cells of a row in the columns that the registry gives its table."""
    cells = {column: plain(finding.cells.get(column, Cell()).value) for column in table.columns}
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


def described(cells: Row) -> str:
    """Return a row as a line of text."""
    return "; ".join(
        f"{name} {value}" for name, value in cells.items() if value and name not in NOT_DESCRIBED
    )


def source_id(reading: Reading) -> str:
    """Return the id of a document: what the records have for its address, title or name, else a new one."""
    document = reading.document
    for row in reading.records["sources"]:
        address = document.url and row["url"].rstrip("/") == document.url.rstrip("/")
        if (
            address
            or folded(row["title"]) == folded(reading.title)
            or row["source"] == Path(document.name).stem
        ):
            return row["source"]
    dates = [day.end[0] for one in reading.paragraphs for day in one.dates if day.has_year and day.start[1]]
    base = new_id(reading.title, [])[:60].rstrip("-") or "document"
    year = reading.published[:4] or str(max(dates, default=""))
    return base if base.endswith(year) else f"{base}-{year}"


def source_row(reading: Reading, name: str) -> Finding:
    """Return the document itself as a row of sources; kind and rank are for the reviewer."""
    cells = {
        "source": name,
        "title": reading.title,
        "publisher": reading.document.publisher,
        "url": reading.document.url,
        "published": reading.published,
    }
    filled = {column: Cell(value) for column, value in cells.items() if value}
    return Finding("sources", filled, reading.paragraphs[0].sentences[0], "high")


def compared(table: Table, row: Row, there: list[Row]) -> tuple[str, Row, str]:
    """Return "new", "in the records" or "differs", the record of the same thing, and what is different."""
    different: tuple[str, Row, str] = ("new", {}, "")
    for other in there:
        if not is_same(table, row, other):
            continue
        difference = differences(table.name, row, other)
        if not difference:
            return "in the records", other, ""
        if different[0] == "new" and table.name != "reported_figures":  # another figure is another row
            where = f"line {other.get('line', '')} of data/raw/{table.name}.csv has {difference}"
            different = ("differs", other, where)
    return different


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
    """
    first, second = (
        set(re.findall(r"[^\W_]+", SHORT_FORM.sub(lambda form: SHORT[form[0]], folded(text)))) - SMALL
        for text in (one, other)
    )
    return bool(first) and len(first & second) >= 0.75 * len(first | second)


def differences(table: str, row: Row, other: Row) -> str:
    """Return the cells in which two rows of one key contradict each other."""
    return ", ".join(
        f"{column} {other[column]} instead of {row[column]}"
        for column in COMPARED[table]
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


def write(every: list[Proposals], tables: dict[str, Table], folder: Path) -> None:
    """Write a CSV for each table, the doubts (a row that an earlier document gives is one) and texts."""
    lines: dict[str, list[list[str]]] = {name: [] for name in COMPARED}
    doubts = [[plain(each.name), *map(plain, astuple(one))] for each in every for one in each.doubts]
    seen: dict[tuple[str, ...], int] = {}
    for number, each in enumerate(every):
        for row in each.rows:
            first = seen.setdefault(row.key(tables), number)
            if row.records != "new" or first == number:
                lines[row.table].append([*row.cells.values(), row.place, row.confidence, row.records])
                continue
            what = f"row of {' '.join(row.key(tables))}"
            reason = f"{every[first].name} says it as well: one row is proposed"
            doubts.append([plain(each.name), what, reason, row.place, described(row.cells)])
    for name in (name for name, content in lines.items() if content):
        write_csv(folder / f"{name}.csv", [*tables[name].columns, *EXTRA], lines[name])
    write_csv(folder / "doubtful.csv", DOUBTFUL, doubts)
    for number, each in enumerate(every, 1):
        if each.form != "text":
            (folder / "text").mkdir(exist_ok=True)
            target = folder / "text" / f"{number}-{each.name}.txt"
            target.write_text("\n".join(each.lines) + "\n", encoding="utf-8", newline="\n")


def write_csv(path: Path, header: list[str], lines: list[list[str]]) -> None:
    """Write one CSV file in the form of data/raw."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])
