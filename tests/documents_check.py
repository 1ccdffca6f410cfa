"""`python -m tests.documents_check FOLDER`: how much of what data/raw has from documents the reader finds.

For the documents of a folder, which need not be in the repository: the records that cite each document, found
or not, and what would be new. test_documents_records holds what it says of the start documents.
"""

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from etl.documents.command import read
from etl.documents.paragraphs import folded
from etl.documents.proposals import KEYS, ORDER, Proposal, Proposals, alike, proposals
from etl.documents.records import records
from etl.documents.text import UnreadableError, document
from etl.registry import DATA, package, tables

SHOWN = {table: tuple(column for column in key if column != "source") for table, key in KEYS.items()}
SHOWN |= {"reported_figures": ("subject", "indicator", "value", "date"), "sources": ("source",)}


@dataclass(frozen=True)
class Difference:
    """A record that the reader does not propose, or a row that it proposes and the records do not have."""

    source: str
    table: str
    row: str
    how: str  # not found, what it is told as otherwise, or new


def main(arguments: list[str] | None = None) -> int:
    """Check each document of a folder; return 1 if one cannot be read or is none of the records'."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents_check", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the documents are")
    folder = parser.parse_args(arguments).folder
    results = [check(path) for path in sorted(folder.iterdir()) if path.is_file()]
    return 0 if results and all(results) else 1


def check(path: Path) -> bool:
    """Print what of the records of one document is found and what is not; return whether it was read."""
    try:
        told = proposed(path)
    except UnreadableError as error:
        print(f"{path.name}: {error}")
        return False
    if told is None:
        print(f"{path.name}: no document of data/raw/sources.csv")
        return False
    print(f"{path.name} = {told.source}")
    different = differences(told)
    for table in ORDER:
        count = sum(row["source"] == told.source for row in records(DATA / "raw").of(table))
        missing = [one for one in different if one.table == table and one.how != "new"]
        if count:
            print(f"  {table}: {count - len(missing)} of {count} found")
        for one in (one for one in different if one.table == table):
            print(f"    {one.how}: {one.row}")
    for doubt in told.doubts:
        print(f"  doubtful: {doubt.what[:90]}: {doubt.reason[:120]}")
    return True


def proposed(path: Path) -> Proposals | None:
    """Return the proposals of a document as the source that most of its rows cite, None if none does."""
    raw = {table.name: table for table in tables(package(DATA), "raw")}
    one = document(path)
    reading, found = read(one, DATA / "raw")
    first = proposals(one, reading, found, raw, "")
    cited = Counter(row.cited for row in first.rows if row.cited and row.table != "treaty_actions")
    return proposals(one, reading, found, raw, cited.most_common(1)[0][0]) if cited else None


def differences(told: Proposals) -> list[Difference]:
    """Return in what the proposals of a document differ from the records that cite it."""
    known, result = records(DATA / "raw"), []
    for table in ORDER:
        mine = [row for row in told.rows if row.table == table]
        lines = {row.records.rpartition(" ")[2] for row in mine if row.records != "new"}
        for row in known.of(table):
            if row["source"] == told.source and row["line"] not in lines:
                how = told_as(table, row, told.rows) or "not found"
                result.append(Difference(told.source, table, shown(table, row), how))
        result += [
            Difference(told.source, table, shown(table, one.cells), "new")
            for one in mine
            if one.records == "new"
        ]
    return result


def shown(table: str, row: dict[str, str]) -> str:
    """Return what identifies a row as a line of text."""
    return " | ".join(row[column] for column in SHOWN[table] if row[column])


MEASURES = {"area_km2": "km2", "mines": "mines", "uxo": "items"}


def told_as(table: str, row: dict[str, str], rows: tuple[Proposal, ...]) -> str:
    """Return as what else a record that has no row of its own is proposed, nothing if it is not."""
    if table == "event_participants":
        return told_of(row, [one for one in rows if one.table == table])
    if table == "reported_figures":
        return next((f"a cell of {one.table}" for one in rows if has_cell(row, one)), "")
    return ""


def told_of(row: dict[str, str], rows: list[Proposal]) -> str:
    """Return in what other role, or through whose office, a participant is proposed."""
    for one in rows:
        cells = one.cells
        if cells["event"] != row["event"]:
            continue
        same = alike(cells["participant"], row["participant"])
        if same or (row["actor"] and cells["actor"] == row["actor"]):
            return f"in the role of {cells['role']}"
        office = cells["kind"] == "person-office" and cells["role"] == row["role"]
        if office and re.search(rf"\b{re.escape(row['participant'])}\b", cells["participant"]):
            return "through an office"
    return ""


def has_cell(row: dict[str, str], one: Proposal) -> bool:
    """Tell whether a figure is a cell of a project, or a date the first or last day of what it names."""
    cells = one.cells
    if one.table not in ("events", "projects") or not set(words(row)) & set(words(cells)):
        return False
    if row["unit"] == "date":
        return row["date"] in (cells["start"], cells["end"])
    if one.table == "events" or cells["countries"] != row["countries"]:
        return False
    units = {"amount": cells["currency"], **MEASURES}
    return any(unit == row["unit"] and cells[column] == row["value"] for column, unit in units.items())


def words(row: dict[str, str]) -> list[str]:
    """Return the longer words of what a row is about, without their endings."""
    text = " ".join(row.get(column, "") for column in ("subject", "indicator", "title"))
    return [word[:6] for word in re.findall(r"\w{5,}", folded(text))]


if __name__ == "__main__":
    sys.exit(main())
