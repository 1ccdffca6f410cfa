"""Rows of documents as proposals: a CSV for each table of data/raw, and the list of doubtful things."""

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

from etl.documents.paragraphs import folded, tidy
from etl.documents.quantities import ORDINAL_TEXT, ordinal
from etl.documents.reading import Cell, Doubt, Finding, Found, Reading
from etl.documents.text import Document
from etl.registry import Table

KEYS = {
    "sources": ("source",),
    "treaty_actions": ("treaty", "country", "action"),
    "treaty_crosschecks": ("treaty", "country", "what", "source"),
    "events": ("event",),
    "event_participants": ("event", "participant", "role"),
    "event_programme": ("event", "position"),
    "oslo_process": ("event", "claim"),
    "memberships": ("organisation", "country", "status"),
    "projects": ("project",),
    "reported_figures": ("subject", "indicator", "unit", "source"),
}
# What two rows of one key must agree in, as far as both say it.
COMPARED = {
    "treaty_actions": ("date", "entry_into_force"),
    "treaty_crosschecks": ("date",),
    "events": ("start", "end", "city", "country", "states"),
    "event_participants": ("country",),
    "event_programme": ("country",),
    "oslo_process": ("states", "endorsing"),
    "memberships": ("since",),
    "projects": ("start", "end", "countries", "amount", "currency", "area_km2", "mines", "uxo"),
    "reported_figures": ("date",),
}
SAME_CLAIM = 2  # words in common
SMALL = frozenset({"of", "the", "for", "to", "in", "at", "on", "and", "a"})
DATES = ("date", "start", "end", "since", "entry_into_force")
EXTRA = ["place", "confidence", "records"]
DOUBTFUL = ["document", "place", "what", "reason", "kept", "text"]
ORDER = list(KEYS)
INFERRED = "A part is inferred from what stands around it"


@dataclass(frozen=True)
class Proposal:
    """A row for a table of data/raw: its cells, their places, how sure they are, whether it is new."""

    table: str
    cells: dict[str, str]
    place: str
    confidence: str
    records: str
    cited: str = ""  # the source of the record that tells the same


@dataclass(frozen=True)
class Proposals:
    """What one document gives."""

    document: Document
    source: str
    rows: tuple[Proposal, ...]
    doubts: tuple[Doubt, ...]


def proposals(
    document: Document, reading: Reading, found: Found, tables: dict[str, Table], source: str
) -> Proposals:
    """Return the rows of a document as proposals; rows that the records contradict become doubts."""
    name = source or source_id(document, reading)
    rows: list[Proposal] = []
    doubts = list(found.doubts)
    for finding in [source_row(document, reading, name), *found.rows]:
        cells = completed(finding, tables[finding.table], name)
        verdict, record, different = compared(finding.table, cells, reading.records.of(finding.table))
        places = "; ".join(f"{column} {one.place}" for column, one in finding.cells.items() if one.place)
        if verdict == "differs":
            doubts.append(
                Doubt(
                    f"row of {finding.table}: {' '.join(cells[column] for column in KEYS[finding.table])}",
                    different,
                    places,
                    described(cells),
                )
            )
        elif any(same_key(finding.table, cells, other) for other in rows if other.table == finding.table):
            continue
        else:
            known = f"{verdict}, line {record['line']}" if record else verdict
            cited = record.get("source", "")
            rows.append(Proposal(finding.table, cells, places, finding.confidence, known, cited))
    return Proposals(document, name, tuple(numbered(rows, name, reading)), tuple(doubts))


def same_key(table: str, cells: dict[str, str], other: Proposal) -> bool:
    """Tell whether a row has the key of another."""
    columns = (
        (*KEYS[table], "value", "date")
        if table in ("reported_figures", "treaty_crosschecks")
        else KEYS[table]
    )
    return all(cells.get(column, "") == other.cells.get(column, "") for column in columns)


def completed(finding: Finding, table: Table, source: str) -> dict[str, str]:
    """Return the cells of a row in the columns of its table."""
    cells = {column: plain(finding.value(column)) for column in table.columns}
    note = finding.note
    if finding.confidence == "medium" and not note:
        note = INFERRED
    given = {
        "source": source,
        "locator": finding.locator,
        "verified": "yes" if finding.confidence == "high" else "partial",
        "note": plain(note),
    }
    if finding.table == "sources":
        return cells
    return {**cells, **{column: value for column, value in given.items() if column in cells}}


def plain(text: str) -> str:
    r"""Return a cell on one line that no spreadsheet takes for a formula.

    >>> plain("=HYPERLINK(1)"), plain("two\nlines"), plain("-12.046")
    ('HYPERLINK(1)', 'two lines', '-12.046')
    """
    words = " ".join(text.split())
    return words if re.fullmatch(r"-?\d+(\.\d+)?", words) else re.sub(r"^[=+@\-\s]+", "", words)


def described(cells: dict[str, str]) -> str:
    """Return a row as a line of text."""
    return "; ".join(
        f"{column} {value}"
        for column, value in cells.items()
        if value and column not in ("source", "locator", "verified", "lat", "lon")
    )


def numbered(rows: list[Proposal], source: str, reading: Reading) -> list[Proposal]:
    """Return the rows with an id for each figure: the source and a number."""
    taken = {row["figure"] for row in reading.records.of("reported_figures")}
    result, number = [], 0
    for row in rows:
        if row.table != "reported_figures":
            result.append(row)
            continue
        number += 1
        while f"{source}-{number:02}" in taken:
            number += 1
        result.append(replace(row, cells={**row.cells, "figure": f"{source}-{number:02}"}))
    return result


def source_id(document: Document, reading: Reading) -> str:
    """Return the id of a document: what the records have for its address, title or name, else a new one."""
    for row in reading.records.of("sources"):
        if (
            (document.url and row["url"].rstrip("/") == document.url.rstrip("/"))
            or folded(row["title"]) == folded(reading.title)
            or row["source"] == document.path.stem
        ):
            return row["source"]
    words = re.sub(r"[^a-z0-9]+", "-", folded(reading.title)).strip("-")[:60].rstrip("-") or "document"
    return f"{words}-{year}" if (year := year_of(reading)) and not words.endswith(year) else words


def year_of(reading: Reading) -> str:
    """Return the year of a document: of its publication, else the last that it names in full dates."""
    years = [
        day.end[0]
        for one in reading.paragraphs
        for day in one.dates
        if day.has_year and day.start[1] and not day.fault
    ]
    return reading.published[:4] or (str(max(years)) if years else "")


def source_row(document: Document, reading: Reading, name: str) -> Finding:
    """Return the document itself as a row of sources; kind and rank are for the reviewer."""
    publisher = document.publisher
    for one in reading.paragraphs[:10]:
        if match := re.match(r"(?i)(?:publisher|published by|source)\s*:\s*(.{3,120})$", tidy(one.text)):
            publisher = publisher or match[1]
    cells = {
        "source": name,
        "title": reading.title,
        "publisher": publisher,
        "url": document.url,
        "published": reading.published,
    }
    return Finding("sources", {column: Cell(value) for column, value in cells.items() if value}, "high", "")


def compared(table: str, row: dict[str, str], there: list[dict[str, str]]) -> tuple[str, dict[str, str], str]:
    """Return "new", "in the records" or "differs", the record of the same thing, and what is different."""
    same = [other for other in there if is_same(table, row, other)]
    if table == "reported_figures":
        same.sort(key=lambda other: -in_common(row, other))
    verdicts = [differences(table, row, other) for other in same]
    for other, verdict in zip(same, verdicts, strict=True):
        if not verdict:
            return "in the records", other, ""
    if not same or table in ("reported_figures", "treaty_crosschecks"):
        return "new", {}, ""
    return "differs", same[0], f"line {same[0].get('line', '')} of data/raw/{table}.csv has {verdicts[0]}"


def is_same(table: str, row: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two rows tell of the same thing; names and figures may be worded differently."""
    if table == "event_participants":
        return all(row[column] == other[column] for column in ("event", "role")) and is_same_one(row, other)
    if table == "reported_figures":
        return all(row[column] == other[column] for column in ("source", "unit", "value")) and is_same_figure(
            row, other
        )
    return all(other.get(column, "") == row.get(column, "") for column in KEYS[table])


def is_same_one(row: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two rows name the same participant: a state by its code, others by actor or name."""
    if row["kind"] == other["kind"] == "state":
        return row["country"] == other["country"]
    known_one = bool(row["actor"]) and row["actor"] == other["actor"] and row["kind"] == other["kind"]
    return known_one or alike(row["participant"], other["participant"])


def is_same_figure(row: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two figures of one source, unit and value are of the same thing."""
    if row["countries"] and other["countries"]:
        return row["countries"] == other["countries"]
    worded = row["unit"] in ("claim", "notice") and in_common(row, other) >= SAME_CLAIM
    return bool(row["value"]) or worded or alike(row["indicator"], other["indicator"])


def in_common(row: dict[str, str], other: dict[str, str]) -> int:
    """Return how many words the subjects and indicators of two figures have in common."""
    texts = (folded(f"{each['subject']} {each['indicator']}") for each in (row, other))
    words, others = (set(re.findall(r"[^\W_]+", text)) - SMALL for text in texts)
    return len(words & others)


def alike(one: str, other: str) -> bool:
    """Tell whether two names are made of the same words, but for one in four.

    >>> alike("Director, Office of Mine Action", "Director of the Office for Mine Action")
    True
    >>> alike("Director of ITF", "Deputy Director of ITF"), alike("Niger", "Nigeria")
    (False, False)
    >>> alike("President of the Third Meeting of States Parties", "President of the 3MSP")
    True
    """
    short = (abbreviated(text) for text in (one, other))
    words, others = (set(re.findall(r"[^\W_]+", text)) - SMALL for text in short)
    return bool(words) and len(words & others) >= 0.75 * len(words | others)


SHORT = (
    ("former yugoslav republic of", "north"),
    ("european union", "eu"),
    ("convention on cluster munitions", "ccm"),
    ("ambassador", "amb"),
)
PARTIES = re.compile(rf"({ORDINAL_TEXT}) meeting of (?:the )?states parties")


def abbreviated(text: str) -> str:
    """Return a text with what has a usual abbreviation abbreviated."""
    result = PARTIES.sub(lambda match: f"{ordinal(match[1])}msp", folded(text))
    for words, letters in SHORT:
        result = result.replace(words, letters)
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


def told_once(all_proposals: list[Proposals]) -> list[Proposals]:
    """Return the proposals of several documents with each row once; a second telling is a doubt."""
    seen: dict[tuple[str, ...], str] = {}
    result = []
    for each in all_proposals:
        kept, doubts = [], list(each.doubts)
        for row in each.rows:
            key = (row.table, *(row.cells.get(column, "") for column in KEYS[row.table]))
            if (
                row.table not in ("reported_figures", "treaty_crosschecks")
                and key in seen
                and row.records == "new"
            ):
                doubts.append(
                    Doubt(
                        f"row of {row.table}: {' '.join(key[1:])}",
                        f"{seen[key]} tells it as well: one row is proposed",
                        row.place,
                        described(row.cells),
                    )
                )
                continue
            seen.setdefault(key, each.document.name)
            kept.append(row)
        result.append(Proposals(each.document, each.source, tuple(kept), tuple(doubts)))
    return result


def written(all_proposals: list[Proposals], tables: dict[str, Table], folder: Path) -> None:
    """Write a CSV for each table, the doubtful things, and the plain text of pages and PDFs."""
    for name in ORDER:
        rows = [row for each in all_proposals for row in each.rows if row.table == name]
        if rows:
            header = [*tables[name].columns, *EXTRA]
            lines = [
                [
                    *(row.cells[column] for column in tables[name].columns),
                    row.place,
                    row.confidence,
                    row.records,
                ]
                for row in rows
            ]
            write_csv(folder / f"{name}.csv", header, lines)
    doubts = [(each.document.name, one) for each in all_proposals for one in each.doubts]
    lines = [
        [plain(name), one.place, plain(one.what), plain(one.reason), one.kept, f"“{plain(one.text)}”"]
        for name, one in doubts
    ]
    write_csv(folder / "doubtful.csv", DOUBTFUL, lines)
    for number, each in enumerate(all_proposals, 1):
        if each.document.form != "text":
            target = folder / "text" / f"{each.document.name}.txt"
            target = target.with_stem(f"{target.stem}-{number}") if target.exists() else target
            target.parent.mkdir(exist_ok=True)
            target.write_text("\n".join(line.text for line in each.document.lines) + "\n", encoding="utf-8")


def write_csv(path: Path, header: list[str], lines: list[list[str]]) -> None:
    """Write one CSV file in the form of data/raw."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)
